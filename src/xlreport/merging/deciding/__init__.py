"""Deciding: which return counts, what became of each file, what the sums are held against. Draws and proves nothing."""
