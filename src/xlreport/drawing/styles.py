"""How a return looks: fonts, colours, borders, and one cell format per role and kind."""

from typing import Any

from xlreport.forms import Field, Kind
from xlreport.layout import Role

SONG, HEI = "宋体", "黑体"
INPUT, ISSUED, COMPUTED, HEADER = "#FFF9DB", "#EEF3F8", "#E9ECEF", "#F1F3F5"
LINK = "#1864AB"
GOOD, BAD, MUTED = "#2B8A3E", "#C92A2A", "#868E96"
BAD_FILL = "#FFC9C9"

_ROLES: dict[Role, dict[str, Any]] = {
    Role.TITLE: {"font_name": HEI, "font_size": 16, "align": "center"},
    Role.CAPTION: {"font_name": HEI, "align": "center", "border": 1, "bg_color": HEADER},
    Role.HEADER: {"bold": True, "align": "center", "border": 1, "bg_color": HEADER},
    Role.ROW: {"align": "left", "indent": 1, "border": 1, "bg_color": HEADER},
    Role.PART: {"font_name": HEI, "align": "left"},
    Role.PROMPT: {"align": "left", "indent": 1, "border": 1, "bg_color": HEADER},
    Role.FILLER: {"border": 1, "bg_color": HEADER},
    Role.NOTE: {"align": "left"},
}
_PLAIN = {"font_name": SONG, "font_size": 11, "valign": "vcenter", "text_wrap": True}
_KINDS: dict[Kind, dict[str, Any]] = {
    Kind.COUNT: {"num_format": "0", "align": "center"},
    Kind.YEAR: {"num_format": "0", "align": "left", "indent": 1},
    Kind.LINE: {"num_format": "@", "align": "left", "indent": 1},
    Kind.DATE: {"num_format": "yyyy-mm-dd", "align": "left", "indent": 1},
    Kind.CHOICE: {"num_format": "@", "align": "left", "indent": 1},
    Kind.FLAG: {"num_format": "@", "align": "center"},
    Kind.TEXT: {"num_format": "@", "align": "left", "indent": 1, "valign": "top"},
}


class Styles:
    """The formats of one workbook, made when first asked for."""

    def __init__(self, book: Any) -> None:
        """Belong to an xlsxwriter workbook."""
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Any] = {}

    def format(self, **properties: Any) -> Any:
        """Give the format with these properties on top of the plain one."""
        whole = {**_PLAIN, **properties}
        key = tuple(sorted(whole.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(whole)
        return self._made[key]

    def role(self, role: Role) -> Any:
        """Give a label's format."""
        return self.format(**_ROLES[role])

    def link(self, role: Role) -> Any:
        """Give the format of a label that leads to another sheet."""
        return self.format(**_ROLES[role], font_color=LINK, underline=1)

    def field(self, field: Field, *, computed: bool, locked: bool) -> Any:
        """Give a field's format: light yellow and unlocked for inputs, grey for totals, blue-grey when issued."""
        colour = COMPUTED if computed else ISSUED if locked else INPUT
        return self.format(border=1, bg_color=colour, locked=locked, **number_format(field))

    def shown(self, **properties: Any) -> Any:
        """Give the format of a locked cell that shows a result."""
        return self.format(border=1, **properties)


def number_format(field: Field) -> dict[str, Any]:
    """Give the number format and alignment of a field's kind."""
    if field.kind is Kind.AMOUNT:
        # General: a format such as 0.#### shows a bare decimal point behind a whole number.
        return {"num_format": "General", "align": "center"}
    return _KINDS[field.kind]
