"""The look in words: fonts, colours and kinds of line of every workbook, each named for what it says.

Contrasts are at least 4.5 for text and 3 for the line of an input; no state is told by its colour alone.
"""

SONG, HEI, FANG, FIGURES = "宋体", "黑体", "仿宋", "Arial"
INK, SOFT, NAVY, LINK = "#1F2A37", "#52606D", "#1D3C5C", "#1D4E89"
LINE, RULE = "#C5CED8", "#7B8794"
"""A hairline below a row of a list; the lines of an official table."""
WHITE, TINT1, TINT2 = "#FFFFFF", "#F4F7FA", "#E6EDF4"
"""Paper; label cells; headers, captions and totals."""
INPUT, INLINE = "#FFFAE8", "#A68A3A"
"""What is to be filled in, and its dotted line."""
GOOD, GOOD_FILL = "#1E6B3A", "#E7F4EB"
BAD, BAD_FILL = "#A61B1B", "#FDE8E8"
WARN, WARN_FILL = "#8A5300", "#FFF1D6"
THIS_YEAR, LAST_YEAR, NOTABLE, OTHER = "#2F5D8A", "#B4C3D3", "#A65F00", "#8496A8"
"""The colours of charts: this year, last year (edged with OTHER), the one thing to notice, what is left."""
BAR, TAB_INPUT = "#D3E0EC", "#E9C46A"
"""The bar of progress; the tab of a sheet that is to be filled in."""
THIN, MEDIUM, HAIR = 1, 2, 7
"""Lines, as xlsxwriter counts them."""
A4 = 9
"""The paper every sheet is printed on, as xlsxwriter counts it."""
LAST_YEAR_FORMAT = '"〔"0"〕"'
"""The number format of last year's figures: they stand in brackets."""
CENTRED = {"align": "center", "indent": 0}
"""In the middle of a cell: a format that is indented stands at the left, whatever its alignment says."""
PAGES = '&C&"宋体,Regular"&9第 &P 页　共 &N 页'
TAB_AND_PAGES = f'&L&"宋体,Regular"&9&A{PAGES}'
LIST_PAGES = "&C&9&P / &N"
"""Below each printed page its number, on sheets of many kinds the tab too; of a list in either language."""
