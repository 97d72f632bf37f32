"""What the office does, without a terminal and without printing: one call for each command."""
