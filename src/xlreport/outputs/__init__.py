"""Outputs: the same findings as terminal text and as data, in the same words."""
