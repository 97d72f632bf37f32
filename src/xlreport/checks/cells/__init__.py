"""What stands in the number cells: family N. Judges each by itself."""
