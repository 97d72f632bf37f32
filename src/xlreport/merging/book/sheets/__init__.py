"""The sheets of a consolidated workbook, one module each: `draw` adds its sheet to a canvas."""
