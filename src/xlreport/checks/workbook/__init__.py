"""What the file is and what became of the workbook as issued: families I and F. Judges no figure."""
