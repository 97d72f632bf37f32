"""The consolidated workbook: where each thing sits, its formulas, its sheets, the hidden copy. Decides nothing."""
