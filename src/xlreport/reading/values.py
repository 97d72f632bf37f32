"""One cell to one entry: the state it is in and the exact value, by the field's kind. Guesses nothing."""

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache, partial

from xlreport import numbers
from xlreport.cells import Area
from xlreport.forms import YES_NO, Field, Kind
from xlreport.lazy import regex
from xlreport.number_formats import misleading
from xlreport.reading.book import BookCell
from xlreport.submissions import Entry, State, Value, is_picture

_STRINGS = {"s", "str", "inlineStr"}
_DATE_CODE = regex(r"[ymdhsabg]|e(?![+-])", re.IGNORECASE)
"""Years, months, days, times, names of weekdays, eras."""
_GENERAL = regex(r"General|G/通用格式", re.IGNORECASE)
_LITERAL = regex(r'"[^"]*"|\\.|\[[^\]]*\]')
_FORMATS_KEPT = 512
_NUMBERS_KEPT, _LONGEST_KEPT = 4_096, 40
"""Number cells whose reading is kept, and the most characters of one: returns have many figures in common."""
_WRITTEN_DATE = regex(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")


def entry(field: Field, sheet: str, area: Area, cells: Sequence[BookCell | None], *, date1904: bool = False) -> Entry:
    """Read a field's cells, one or a column of paragraphs, into its entry; no cells at all is a blank."""
    if field.kind is Kind.TEXT:
        return _paragraphs(field, sheet, area, cells)
    cell = cells[0] if cells else None
    if cell is None:
        return Entry(field=field.id, sheet=sheet, area=area, state=State.BLANK, value=None, raw=None)
    is_blank = cell.raw is None or (cell.raw == "" and cell.type in _STRINGS)
    if field.kind.numeric and not is_blank and cell.type != "e":
        return _number(field, sheet, area, cell)
    said = partial(
        Entry, field=field.id, sheet=sheet, area=area, raw=cell.raw, formula=cell.formula, locked=cell.locked
    )
    if is_blank:
        return said(state=State.BLANK, value=None)
    if cell.type == "e":
        return said(type="e", state=State.ERROR, value=None)
    value = None if is_picture(cell.formula, cell.raw) else _value(field, cell, date1904=date1904)
    if value is None:
        return said(type=cell.type, state=State.TEXT, value=None)
    differs = _shown_differs(field, cell, value)
    return said(type=cell.type, state=State.VALUE, value=value, normalised=differs)


def _paragraphs(field: Field, sheet: str, area: Area, cells: Sequence[BookCell | None]) -> Entry:
    texts = (cell for cell in cells if cell is not None and not is_picture(cell.formula, cell.raw))
    lines = [cell.raw for cell in texts if cell.raw is not None and cell.raw.strip()]
    first = next((cell for cell in cells if cell is not None), None)
    text = "\n".join(lines)
    return Entry(
        field=field.id,
        sheet=sheet,
        area=area,
        raw=text or None,
        value=text or None,
        state=State.VALUE if lines else State.BLANK,
        type=first.type if first and lines else "",
        locked=first.locked if first else None,
        formula=next((cell.formula for cell in cells if cell is not None and cell.formula), None),
    )


def _number(field: Field, sheet: str, area: Area, cell: BookCell) -> Entry:
    _, _, kind, raw, formula, locked, _, _, number_format = cell
    numeric = _kept_numeric if raw and len(raw) <= _LONGEST_KEPT else _numeric
    state, number, dressed, shows = numeric(kind, raw or "", number_format)
    return Entry(
        field=field.id,
        sheet=sheet,
        area=area,
        state=state,
        value=number,
        raw=raw,
        type=kind,
        formula=formula,
        locked=locked,
        normalised=number is not None and kind != "n",
        dressed=dressed,
        shows=shows,
    )


def _numeric(kind: str, raw: str, number_format: str) -> tuple[State, numbers.Number | None, str, str | None]:
    """Read a number cell: its state, its number, what its format makes of it and shows in its place."""
    dressed = _dressed(number_format) if kind == "n" else ""
    if kind == "n":
        number = None if dressed else numbers.stored(raw)
    else:
        reading = numbers.read(raw) if kind in _STRINGS else None
        number = reading.number if reading else None
    if number is None:
        return State.TEXT, None, dressed, None
    shows = misleading(number_format, number) if kind == "n" else None
    return State.ZERO if number == 0 else State.VALUE, number, dressed, shows


_kept_numeric = lru_cache(maxsize=_NUMBERS_KEPT)(_numeric)


@lru_cache(maxsize=_FORMATS_KEPT)
def _dressed(code: str) -> str:
    """Say what a format shows a number as: a date or time, a percentage; "" for a number."""
    plain = _LITERAL.sub("", _GENERAL.sub("", code))
    if _DATE_CODE.search(plain):
        return "date"
    return "percent" if "%" in plain else ""


def _value(field: Field, cell: BookCell, *, date1904: bool) -> Value | None:
    raw = (cell.raw or "").strip()
    match field.kind:
        case Kind.YEAR:
            reading = numbers.read(raw.removesuffix("年"))
            year = reading.number if reading else None
            return year if isinstance(year, int) and 1000 <= year <= 9999 else None  # noqa: PLR2004
        case Kind.DATE:
            return _date(raw, cell, date1904=date1904)
        case Kind.CHOICE:
            return next((option.id for option in field.options if raw in {option.label, option.id}), None)
        case Kind.FLAG:
            return {YES_NO[0].label: True, YES_NO[1].label: False}.get(raw)
        case _:
            return _line(cell)


def _line(cell: BookCell) -> str | None:
    """Give a line of text; a whole number that a program made of it is written out, as a phone number or a code."""
    number = numbers.stored(cell.raw or "") if cell.type == "n" and not _dressed(cell.number_format) else None
    return str(number) if isinstance(number, int) else cell.raw


def _date(raw: str, cell: BookCell, *, date1904: bool) -> str | None:
    if cell.type == "n":
        serial = numbers.stored(raw)
        first = date(1904, 1, 1) if date1904 else date(1899, 12, 30)
        if serial is None or not 1 <= serial < (date.max - first).days + 1:
            return None
        return (first + timedelta(days=int(serial))).isoformat()
    match = _WRITTEN_DATE.fullmatch(raw)
    try:
        if match:
            return date(*(int(part) for part in match.groups())).isoformat()
        return datetime.fromisoformat(raw).date().isoformat()
    except ValueError:
        return None


def _shown_differs(field: Field, cell: BookCell, value: Value) -> bool:
    """Tell whether a date or a year stood as text of another shape."""
    return field.kind in {Kind.YEAR, Kind.DATE} and cell.type in _STRINGS and cell.raw != str(value)
