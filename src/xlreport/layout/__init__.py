"""The layout: where each thing of a form sits in its workbook. The only place that knows cell addresses."""

from xlreport.layout.grid import Grid, depth, drawn, width
from xlreport.layout.layouts import (
    BAND,
    CHECKS_SHEET,
    CODE_NAME,
    FINDINGS_SHEET,
    GUIDE_SHEET,
    MANIFEST_SHEET,
    Label,
    Layout,
    Place,
    Role,
    Sheet,
)
from xlreport.layout.lines import (
    FIRST_LINE,
    LINK,
    RANK,
    ROW_KEY,
    RULE_CODE,
    TARGET,
    TOP_LINE,
    TOP_LINES,
    TOTALS_COLUMNS,
    CheckLine,
    Concern,
    OwnLine,
    ProgressLine,
)
from xlreport.layout.own_lines import first_input
from xlreport.layout.own_sheets import CHECK_HEADERS, SIGNS
from xlreport.layout.plan import plan

__all__ = [
    "BAND",
    "CHECKS_SHEET",
    "CHECK_HEADERS",
    "CODE_NAME",
    "FINDINGS_SHEET",
    "FIRST_LINE",
    "GUIDE_SHEET",
    "LINK",
    "MANIFEST_SHEET",
    "RANK",
    "ROW_KEY",
    "RULE_CODE",
    "SIGNS",
    "TARGET",
    "TOP_LINE",
    "TOP_LINES",
    "TOTALS_COLUMNS",
    "CheckLine",
    "Concern",
    "Grid",
    "Label",
    "Layout",
    "OwnLine",
    "Place",
    "ProgressLine",
    "Role",
    "Sheet",
    "depth",
    "drawn",
    "first_input",
    "plan",
    "width",
]
