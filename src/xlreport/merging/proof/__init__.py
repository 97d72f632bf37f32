"""The proof of a consolidated workbook: a second reader, a second arithmetic. Trusts nothing, changes nothing."""
