"""The status of each unit of a round as plain data, as lines on the terminal, and as a workbook with a filter."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from xlreport.checks.grading import NAMES as GRADES
from xlreport.checks.grading import Integrity
from xlreport.drawing import Styles, lines_needed, written
from xlreport.drawing.look import A4, LIST_PAGES
from xlreport.escapes import visible_line
from xlreport.language import Language, Text
from xlreport.layout import Role
from xlreport.merging import LATENESS_NAMES, STATE_NAMES, Stray, UnitStatus

HEADERS = (
    Text("单位代码", "code"),
    Text("单位名称", "unit"),
    Text("层级", "tier"),
    Text("下发", "issued"),
    Text("收到", "received"),
    Text("状态", "state"),
    Text("文件完整性", "integrity"),
    Text("错误", "errors"),
    Text("警告", "warnings"),
    Text("最近报送", "last submitted"),
    Text("最后保存", "last saved"),
    Text("期限", "due"),
    Text("逾期", "late"),
    Text("待办", "to do"),
)
_WIDTHS = (22, 34, 10, 12, 7, 10, 18, 7, 7, 12, 12, 12, 12, 70)
_COUNTS = (4, 7, 8)
STRAY_HEADERS = (
    Text("文件", "file"),
    Text("原因", "why"),
    Text("怎么办", "what to do"),
    Text("文件名中的单位", "unit in its name"),
)
_STRAY_WIDTHS = (44, 70, 70, 34)
_TITLE_HEIGHT, _LINE_HEIGHT, _AIR = 30, 15, 4
"""Points: of the title, of a line of text, and around the lines of a row."""
_INDENT, _WRAPPED = 2, 30
"""Characters of a column that no text stands in, and from which on its texts may go on a second line."""
STRAYS = Text("没有归到单位的文件", "files of no unit")


def row(unit: UnitStatus, language: Language) -> tuple[str, ...]:
    """Give one unit's status as texts, in the order of the headers."""
    return (
        unit.code,
        unit.name,
        unit.tier,
        _day(unit.issued),
        str(unit.received),
        STATE_NAMES[unit.state][language],
        grade(unit, language),
        str(unit.errors),
        str(unit.warnings),
        _day(unit.last),
        _day(unit.changed),
        _day(unit.due),
        LATENESS_NAMES[unit.lateness][language],
        unit.ask[language],
    )


def grade(unit: UnitStatus, language: Language) -> str:
    """Give the word for how whole the unit's file is; empty without a file."""
    return GRADES[Integrity(unit.integrity)][language] if unit.integrity else ""


def stray_row(stray: Stray, language: Language) -> tuple[str, ...]:
    """Give one file of no unit as texts, in the order of the headers."""
    unit = f"{stray.name}（{stray.code}）" if stray.code else ""
    return (stray.file, stray.why[language], stray.advice[language], unit)


def as_data(units: Iterable[UnitStatus], language: Language) -> list[dict[str, Any]]:
    """Give the statuses of units as plain data, ready for JSON."""
    return [
        {
            "code": each.code,
            "name": each.name,
            "tier": each.tier,
            "issued": _day(each.issued) or None,
            "received": each.received,
            "state": each.state.value,
            "integrity": each.integrity or None,
            "errors": each.errors,
            "warnings": each.warnings,
            "last": _day(each.last) or None,
            "saved": _day(each.changed) or None,
            "due": _day(each.due) or None,
            "late": each.late,
            "lateness": each.lateness.value,
            "ask": each.ask[language],
        }
        for each in units
    ]


def strays_as_data(strays: Iterable[Stray], language: Language) -> list[dict[str, str]]:
    """Give the files of no unit as plain data; `unit` is the one that the file's name speaks of."""
    return [
        {"file": each.file, "why": each.why[language], "advice": each.advice[language], "unit": each.code}
        for each in strays
    ]


def workbook(units: Iterable[UnitStatus], strays: Sequence[Stray], title: str, language: Language) -> bytes:
    """Give a workbook with one line per unit, to filter and to print; files of no unit have a sheet of their own."""

    def draw(book: Any) -> None:
        styles = Styles(book)
        lines = [row(each, language) for each in units]
        _sheet(book, styles, (Text("报送情况", "status")[language], title), _heads(HEADERS, _WIDTHS, language), lines)
        if strays:
            names, strange = STRAYS[language], [stray_row(each, language) for each in strays]
            _sheet(book, styles, (names, names), _heads(STRAY_HEADERS, _STRAY_WIDTHS, language), strange)

    return written(draw, locked=False)


def _heads(headers: Iterable[Text], widths: Iterable[int], language: Language) -> list[tuple[str, int]]:
    return [(header[language], width) for header, width in zip(headers, widths, strict=True)]


def _sheet(
    book: Any, styles: Styles, names: tuple[str, str], heads: list[tuple[str, int]], lines: list[tuple[str, ...]]
) -> None:
    """Draw one list under its title; `names` are the tab's and the title."""
    sheet = book.add_worksheet(names[0])
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer(LIST_PAGES)
    for column, (header, width) in enumerate(heads):
        sheet.set_column(column, column, width)
        sheet.write_string(1, column, header, styles.list_head())
    sheet.set_row(0, _TITLE_HEIGHT)
    sheet.merge_range(0, 0, 0, len(heads) - 1, names[1], styles.role(Role.TITLE))
    counts = _COUNTS if len(heads) == len(HEADERS) else ()
    for number, texts in enumerate(lines, 2):
        for column, text in enumerate(texts):
            _put(
                sheet,
                (number, column),
                text,
                styles.listed(text_wrap=heads[column][1] >= _WRAPPED),
                is_count=column in counts,
            )
        wide = ((text, width) for text, (_, width) in zip(texts, heads, strict=True) if width >= _WRAPPED)
        most = max(lines_needed(text, width - _INDENT) for text, width in wide)
        sheet.set_row(number, _LINE_HEIGHT * most + _AIR)
    sheet.autofilter(1, 0, len(lines) + 1, len(heads) - 1)
    sheet.freeze_panes(2, 2)
    sheet.repeat_rows(0, 1)


def _put(sheet: Any, cell: tuple[int, int], text: str, style: Any, *, is_count: bool) -> None:
    """Write counts as numbers, all else as text: a unit's code is text whatever it looks like."""
    if is_count:
        sheet.write_number(*cell, int(text), style)
    elif text:
        sheet.write_string(*cell, visible_line(text), style)
    else:
        sheet.write_blank(*cell, None, style)


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
