"""Findings and ledgers for people and programs, each in a module of its own. The words are those of the findings."""
