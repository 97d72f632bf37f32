"""The layout: where each thing of a form sits in its workbook. The only place that knows cell addresses."""

from xlreport.layout.grid import Grid, depth, drawn, width
from xlreport.layout.own_sheets import CHECK_HEADERS
from xlreport.layout.plan import plan
from xlreport.layout.records import (
    CHECKS_SHEET,
    CODE_CELL,
    CODE_NAME,
    FINDINGS_SHEET,
    GUIDE_SHEET,
    MANIFEST_SHEET,
    CheckLine,
    Label,
    Layout,
    Place,
    ProgressLine,
    Role,
    Sheet,
)

__all__ = [
    "CHECKS_SHEET",
    "CHECK_HEADERS",
    "CODE_CELL",
    "CODE_NAME",
    "FINDINGS_SHEET",
    "GUIDE_SHEET",
    "MANIFEST_SHEET",
    "CheckLine",
    "Grid",
    "Label",
    "Layout",
    "Place",
    "ProgressLine",
    "Role",
    "Sheet",
    "depth",
    "drawn",
    "plan",
    "width",
]
