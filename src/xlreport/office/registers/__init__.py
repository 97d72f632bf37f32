"""Request registers as workbooks: made, read back, examined, and carried within a return."""
