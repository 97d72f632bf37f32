"""Locks and number formats of the cell styles. Fonts, fills and borders are not read."""

from functools import lru_cache

from xlreport.errors import Refusal
from xlreport.reading.book import Style
from xlreport.reading.container import Container
from xlreport.reading.ooxml_xml import Routes, is_on, scan_data, whole

MAX_STYLES = 100_000
_LARGEST_KEPT = 2**19

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
    """Read the styles that cells refer to by number; raises Refusal, I07 for more than 100,000.

    Those that many workbooks have, down to the byte, are read once.
    """
    data = container.read(part)
    return _kept_styles(data, part) if len(data) <= _LARGEST_KEPT else _styles_of(data, part)


def _styles_of(data: bytes, part: str) -> tuple[Style, ...]:
    styles = _Styles(part)
    routes = Routes(
        roots=frozenset({"styleSheet"}),
        starts={
            (2, "cellXfs"): styles.start_list,
            (3, "numFmt"): styles.start_format,
            (3, "xf"): styles.start_style,
            (4, "protection"): styles.start_protection,
        },
        ends={(2, "cellXfs"): styles.end_list},
        text=_no_text,
    )
    scan_data(data, part, routes)
    return tuple(map(styles.style, styles.found))


_kept_styles = lru_cache(maxsize=16)(_styles_of)


def _no_text(_text: str) -> None:
    """Take a text that nobody wants."""


class _Styles:
    """Follows the list of cell formats: Excel allows 65,490 of them, too many for a tree."""

    def __init__(self, part: str) -> None:
        self.found: list[tuple[int, bool, bool]] = []
        self._part = part
        self._formats: dict[int, str] = {}
        self._is_in_list = False

    def start_list(self, _attributes: dict[str, str]) -> None:
        self._is_in_list = True

    def end_list(self) -> None:
        self._is_in_list = False

    def start_format(self, attributes: dict[str, str]) -> None:
        number = whole(attributes.get("numFmtId", ""), self._part)
        self._formats[number] = attributes.get("formatCode", "General")

    def start_style(self, attributes: dict[str, str]) -> None:
        if not self._is_in_list:
            return
        if len(self.found) >= MAX_STYLES:
            raise Refusal(code="I07", found=f"more than {MAX_STYLES} cell styles")
        self.found.append((whole(attributes.get("numFmtId", "0"), self._part), True, False))

    def start_protection(self, attributes: dict[str, str]) -> None:
        if self._is_in_list and self.found:
            locked, hidden = is_on(attributes.get("locked", "1")), is_on(attributes.get("hidden"))
            self.found[-1] = (self.found[-1][0], locked, hidden)

    def style(self, found: tuple[int, bool, bool]) -> Style:
        number, locked, hidden = found
        code = self._formats.get(number) or _BUILT_IN.get(number, "General")
        return Style(locked=locked, hidden_formula=hidden, number_format=code)
