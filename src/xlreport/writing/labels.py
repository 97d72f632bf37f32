"""Draws what is printed on a sheet: each label in the dress of its role, official tables in a frame of their own."""

from collections.abc import Iterable
from typing import Any

from xlreport.cells import Area, Cell, quoted
from xlreport.drawing import text_width
from xlreport.drawing.look import (
    BAD,
    BAD_FILL,
    GOOD,
    HAIR,
    HEI,
    INLINE,
    INPUT,
    LINE,
    LINK,
    MEDIUM,
    NAVY,
    RULE,
    SOFT,
    SONG,
    THIN,
    THIS_YEAR,
    TINT1,
    TINT2,
    WARN,
    WARN_FILL,
)
from xlreport.layout import Label, Layout, Role, Sheet
from xlreport.writing.canvas import Canvas, SheetFrame

_STACKED = 270
_NARROW, _MANY_ROWS = 6, 3
_LINED = {"border": THIN, "border_color": LINE}
_SAMPLES: dict[str, dict[str, Any]] = {
    "填写": {"bg_color": INPUT, "border": HAIR, "border_color": INLINE},
    "自动合计": {"font_name": HEI, "bg_color": TINT2, "border": THIN, "border_color": RULE},
    "〔上年〕": {"font_color": SOFT, **_LINED},
    "× 16": {"font_color": BAD, "bg_color": BAD_FILL, "bold": True, "border": HAIR, "border_color": INLINE},
    "！ 16": {"font_color": WARN, "bg_color": WARN_FILL, "bold": True, "border": HAIR, "border_color": INLINE},
}
_SIGNS = {"√": GOOD, "已说明": GOOD, "×": BAD, "！": WARN}
_LOOKS: dict[Role, dict[str, Any]] = {
    Role.BACK: {"font_size": 9, "text_wrap": False},
    Role.BLOCK: {"font_name": HEI, "font_size": 12, "font_color": NAVY, "text_wrap": False},
    Role.GUTTER: {"font_size": 8, "font_color": SOFT, "bg_color": TINT1, "align": "center", "valign": "top", **_LINED},
    Role.REMARK: {"font_size": 9, "font_color": SOFT, "text_wrap": False},
    Role.STEP: {"font_name": HEI, "font_size": 14, "font_color": THIS_YEAR, "align": "center", "valign": "top"},
    Role.NOTE: {"align": "left", "valign": "top"},
}


def draw_labels(canvas: Canvas, sheet: Sheet) -> None:
    """Draw every label of a sheet."""
    drawn = canvas.sheets[sheet.name]
    frame = canvas.frames[sheet.name].area if sheet.name in canvas.frames else None
    for label in sheet.labels:
        style = _style(canvas, sheet, label, frame)
        _write(canvas, drawn, label, style)
        if label.link:
            target = f"internal:{quoted(label.link)}!A1"
            first = label.area.first
            drawn.write_url(first.row, first.column, target, style, string=label.text)


def _write(canvas: Canvas, drawn: Any, label: Label, style: Any) -> None:
    first, last = label.area.first, label.area.last
    if first != last:
        drawn.merge_range(first.row, first.column, last.row, last.column, label.text, style)
    if label.hint:
        name = canvas.styles.state(font_name=HEI, font_size=12, font_color=NAVY)
        hint = canvas.styles.state(font_name=SONG, font_size=9, font_color=SOFT)
        text = label.text.removesuffix(label.hint)
        drawn.write_rich(first.row, first.column, name, text, hint, label.hint, style)
    else:
        drawn.write_string(first.row, first.column, label.text, style)


def _style(canvas: Canvas, sheet: Sheet, label: Label, frame: Area | None) -> Any:
    look: dict[str, Any] = {"font_color": LINK, "underline": 1} if label.link else {}
    match label.role:
        case Role.LISTED:
            return canvas.styles.listed(**{**_listed(label, sheet), **look})
        case Role.LIST_HEAD:
            return canvas.styles.list_head(**_centred(label, sheet))
        case Role.SAMPLE:
            return canvas.styles.format(align="center", **{"font_size": 9, **_SAMPLES[label.text]})
        case Role.SIGN:
            return canvas.styles.format(font_name=HEI, align="center", font_color=_SIGNS.get(label.text, SOFT))
        case Role.CAPTION | Role.HEADER | Role.ROW | Role.FILLER if frame and label.area.overlaps(frame):
            return canvas.styles.role(label.role, **_official(label, sheet), **edges(label.area, frame))
        case role if role in _LOOKS:
            return canvas.styles.format(**_LOOKS[role], **look)
        case role:
            return canvas.styles.role(role, **look)


def _listed(label: Label, sheet: Sheet) -> dict[str, Any]:
    """Centre what is short in a narrow column: a sign between two sides, the code of a rule."""
    short = len(label.text) <= 4  # noqa: PLR2004
    return {**_centred(label, sheet), "font_color": SOFT} if short and _centred(label, sheet) else {}


def _centred(label: Label, sheet: Sheet) -> dict[str, Any]:
    width = sum(sheet.widths[column] for column in range(label.area.first.column, label.area.last.column + 1))
    return {"align": "center", "indent": 0} if width < _NARROW * 2 + 2 else {}


def _official(label: Label, sheet: Sheet) -> dict[str, Any]:
    """Give what a label of an official table needs to be read in its cells: stacked, centred or smaller."""
    width = sum(sheet.widths[column] for column in range(label.area.first.column, label.area.last.column + 1))
    look: dict[str, Any] = {}
    if label.role is Role.ROW:
        if label.area.rows > _MANY_ROWS and width < _NARROW:
            look |= {"rotation": _STACKED, "font_name": HEI}
        if label.area.rows > 1:
            look |= {"align": "center", "indent": 0}
        elif label.area.first.column == 0 and label.area.columns > 1:
            look |= {"font_name": HEI}
    elif label.role is Role.HEADER:
        if label.area.rows > 1 and text_width(label.text) > 30:  # noqa: PLR2004  # the corner speaks, it names nothing
            look |= {"font_name": SONG, "font_size": 9.5}
        elif text_width(label.text) > width:
            look |= {"font_size": 9}
    return look


def frames_of(layout: Layout) -> dict[str, SheetFrame]:
    """Give the frame of each sheet's official tables; those without figures have none."""
    form, frames = layout.form, {}
    for section in form.sections:
        sheet = next(each for each in layout.sheets if each.section == section.id)
        numbers = {field.id for field in section.numbers}
        if numbers and sheet.notes:
            areas = [label.area for label in sheet.labels if label.role in _FRAMED]
            areas += [place.merged for place in sheet.places if place.field in numbers]
            frames[sheet.name] = SheetFrame(area=_around(areas), groups=_groups(sheet))
    return frames


_FRAMED = {Role.CAPTION, Role.HEADER, Role.ROW}


def _groups(sheet: Sheet) -> frozenset[int]:
    rows = [label.area for label in sheet.labels if label.role is Role.ROW]
    inmost = max((area.last.column for area in rows), default=0)
    return frozenset(area.first.row for area in rows if area.first.column < inmost or inmost == 0)


def _around(areas: Iterable[Area]) -> Area:
    every = list(areas)
    first = Cell(min(area.first.row for area in every), min(area.first.column for area in every))
    return Area(first, Cell(max(area.last.row for area in every), max(area.last.column for area in every)))


def edges(area: Area, frame: Area | None) -> dict[str, Any]:
    """Give the heavy lines where an area touches the frame of its table."""
    if frame is None:
        return {}
    sides = {
        "top": area.first.row == frame.first.row,
        "bottom": area.last.row == frame.last.row,
        "left": area.first.column == frame.first.column,
        "right": area.last.column == frame.last.column,
    }
    heavy: dict[str, Any] = {side: MEDIUM for side, touches in sides.items() if touches}
    return heavy | {f"{side}_color": NAVY for side in heavy}
