"""Locks and number formats of the cell styles. Fonts, fills and borders are not read."""

from collections.abc import Mapping
from xml.etree.ElementTree import Element

from xlreport.errors import Refusal
from xlreport.reading.book import Style
from xlreport.reading.container import Container
from xlreport.reading.ooxml_xml import is_on, tree, whole

MAX_STYLES = 100_000

# The formats a file names by number only; 27 to 36 and 50 to 58 are those of Chinese Excel and WPS.
_BUILT_IN = {
    0: "General",
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "mm-dd-yy",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "m/d/yy h:mm",
    37: "#,##0 ;(#,##0)",
    38: "#,##0 ;[Red](#,##0)",
    39: "#,##0.00;(#,##0.00)",
    40: "#,##0.00;[Red](#,##0.00)",
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mmss.0",
    48: "##0.0E+0",
    49: "@",
    **dict.fromkeys((27, 36, 50, 52, 57), 'yyyy"年"m"月"'),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), 'm"月"d"日"'),
    30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"',
    **dict.fromkeys((34, 55), '上午/下午h"时"mm"分"'),
    **dict.fromkeys((35, 56), '上午/下午h"时"mm"分"ss"秒"'),
}


def cell_styles(container: Container, part: str) -> tuple[Style, ...]:
    """Read the styles that cells refer to by number; raises Refusal, I07 for more than 100,000."""
    root = tree(container, part)
    formats = {
        whole(each.get("numFmtId", ""), part): each.get("formatCode", "General")
        for each in root.iterfind("numFmts/numFmt")
    }
    records = root.findall("cellXfs/xf")
    if len(records) > MAX_STYLES:
        raise Refusal(code="I07", found=f"{len(records)} cell styles")
    return tuple(_style(record, formats, part) for record in records)


def _style(record: Element, formats: Mapping[int, str], part: str) -> Style:
    number = whole(record.get("numFmtId", "0"), part)
    code = formats.get(number) or _BUILT_IN.get(number, "General")
    protection = record.find("protection")
    if protection is None:
        return Style(number_format=code)
    return Style(
        locked=is_on(protection.get("locked", "1")),
        hidden_formula=is_on(protection.get("hidden")),
        number_format=code,
    )
