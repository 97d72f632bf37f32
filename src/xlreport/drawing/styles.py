"""How a workbook looks: one cell format per role, kind of field and part of a list, made from the tokens."""

from typing import Any

from xlreport.drawing.look import (
    HAIR,
    HEI,
    INK,
    INLINE,
    INPUT,
    LAST_YEAR_FORMAT,
    LINE,
    LINK,
    MEDIUM,
    NAVY,
    RULE,
    SOFT,
    SONG,
    THIN,
    TINT1,
    TINT2,
    WHITE,
)
from xlreport.forms import Field, Kind
from xlreport.layout import Role

_RULED = {"border": THIN, "border_color": RULE}
_LINED = {"border": THIN, "border_color": LINE}
_ROLES: dict[Role, dict[str, Any]] = {
    Role.TITLE: {"font_name": HEI, "font_size": 18, "font_color": NAVY, "align": "center"},
    Role.CAPTION: {"font_name": HEI, "font_size": 11, "align": "center", "bg_color": TINT2, **_RULED},
    Role.HEADER: {"font_name": HEI, "align": "center", "bg_color": TINT2, **_RULED},
    Role.ROW: {"align": "left", "indent": 1, "bg_color": WHITE, **_RULED},
    Role.PART: {"font_name": HEI, "font_size": 12, "font_color": NAVY, "align": "left", "text_wrap": False},
    Role.PROMPT: {"align": "left", "indent": 1, "bg_color": TINT1, **_LINED},
    Role.FILLER: {"bg_color": TINT1, **_LINED},
    Role.NOTE: {"align": "left"},
}
_PLAIN = {"font_name": SONG, "font_size": 10.5, "font_color": INK, "valign": "vcenter", "text_wrap": True}
_LIST = {"bottom": THIN, "bottom_color": LINE}
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
    """The formats of one workbook, made when first asked for; each locks its cell unless it says otherwise."""

    def __init__(self, book: Any) -> None:
        """Belong to an xlsxwriter workbook."""
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Any] = {}

    def format(self, **properties: Any) -> Any:
        """Give the format with these properties on top of the plain one."""
        return self._kept({**_PLAIN, **properties})

    def state(self, **properties: Any) -> Any:
        """Give the format that a conditional format lays over a cell's own: only what it names."""
        return self._kept({"state": True, **properties})

    def _kept(self, whole: dict[str, Any]) -> Any:
        key = tuple(sorted(whole.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format({name: value for name, value in whole.items() if name != "state"})
        return self._made[key]

    def role(self, role: Role, **properties: Any) -> Any:
        """Give a label's format."""
        return self.format(**{**_ROLES[role], **properties})

    def link(self, role: Role) -> Any:
        """Give the format of a label that leads to another sheet."""
        return self.role(role, font_color=LINK, underline=1)

    def field(self, field: Field, *, computed: bool, locked: bool, **properties: Any) -> Any:
        """Give a field's format: dotted and open for inputs, ruled for totals, in brackets for last year's."""
        look: dict[str, Any]
        if computed:
            look = {"font_name": HEI, "bg_color": TINT2, **_RULED}
        elif field.last_of:
            look = {"font_color": SOFT, **_LINED}
        elif locked:
            look = _LINED
        else:
            look = {"bg_color": INPUT, "border": HAIR, "border_color": INLINE}
        bracketed = {"num_format": LAST_YEAR_FORMAT} if field.last_of and field.kind is Kind.COUNT else {}
        return self.format(**{**look, "locked": locked, **number_format(field), **bracketed, **properties})

    def shown(self, **properties: Any) -> Any:
        """Give the format of a locked cell that shows a result."""
        return self.format(**{**_RULED, **properties})

    def heading(self, **properties: Any) -> Any:
        """Give the format of a list sheet's title, which stands at its left."""
        look = {"font_name": HEI, "font_size": 14, "font_color": NAVY, "align": "left", "text_wrap": False}
        return self.format(**{**look, **properties})

    def listed(self, **properties: Any) -> Any:
        """Give the format of a cell of a list: a hairline below it, never a box around it."""
        return self.format(**{**_LIST, "align": "left", "indent": 1, **properties})

    def list_head(self, **properties: Any) -> Any:
        """Give the format of a list's header."""
        look = {"font_name": HEI, "font_size": 10, "font_color": NAVY, "bg_color": TINT2, "bottom": MEDIUM}
        return self.format(**{**look, "bottom_color": NAVY, "align": "left", "indent": 1, **properties})

    def band(self, **properties: Any) -> Any:
        """Give the format of the line that says how things stand, the first thing to be seen on a sheet."""
        look = {"font_name": HEI, "font_size": 13, "bg_color": TINT1, "top": MEDIUM, "top_color": NAVY, "indent": 1}
        return self.format(**{**look, **properties})

    def open_line(self) -> Any:
        """Give the format of a line of text to be filled in at the end of a line of a list."""
        look = {"bg_color": INPUT, "border": HAIR, "border_color": INLINE, "num_format": "@", "locked": False}
        return self.format(**look, align="left", indent=1)

    def small(self, **properties: Any) -> Any:
        """Give the format of a remark."""
        return self.format(**{"font_size": 9, "font_color": SOFT, **properties})


def number_format(field: Field) -> dict[str, Any]:
    """Give the number format and alignment of a field's kind."""
    if field.kind is Kind.AMOUNT:
        # General: a format such as 0.#### shows a bare decimal point behind a whole number.
        return {"num_format": "General", "align": "center"}
    return _KINDS[field.kind]
