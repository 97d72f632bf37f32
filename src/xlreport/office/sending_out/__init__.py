"""What goes to the units: blank workbooks and filled ones, last answers in a new edition, notices."""
