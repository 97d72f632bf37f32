"""The standings of a round as plain data, as a table on the terminal's lines, and as a workbook with a filter."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from xlreport.drawing import Styles, written
from xlreport.language import Language, Text
from xlreport.layout import Role
from xlreport.merging import STATE_NAMES, Standing

HEADERS = (
    Text("单位代码", "code"),
    Text("单位名称", "unit"),
    Text("层级", "tier"),
    Text("下发", "issued"),
    Text("收到", "received"),
    Text("状态", "state"),
    Text("错误", "errors"),
    Text("警告", "warnings"),
    Text("最近报送", "last handed in"),
    Text("期限", "due"),
    Text("逾期", "late"),
    Text("要做什么", "what to ask"),
)
_WIDTHS = (22, 34, 10, 12, 7, 10, 7, 7, 12, 12, 7, 70)
_COUNTS = (4, 6, 7)
_LATE = Text("逾期", "late")
_A4 = 9


def row(standing: Standing, language: Language) -> tuple[str, ...]:
    """Give one unit's standing as texts, in the order of the headers."""
    return (
        standing.code,
        standing.name,
        standing.tier,
        _day(standing.issued),
        str(standing.received),
        STATE_NAMES[standing.state][language],
        str(standing.errors),
        str(standing.warnings),
        _day(standing.last),
        _day(standing.due),
        _LATE[language] if standing.late else "",
        standing.ask[language],
    )


def as_data(standings: Iterable[Standing], language: Language) -> list[dict[str, Any]]:
    """Give the standings as plain data, ready for JSON."""
    return [
        {
            "code": each.code,
            "name": each.name,
            "tier": each.tier,
            "issued": _day(each.issued) or None,
            "received": each.received,
            "state": each.state.value,
            "errors": each.errors,
            "warnings": each.warnings,
            "last": _day(each.last) or None,
            "due": _day(each.due) or None,
            "late": each.late,
            "ask": each.ask[language],
        }
        for each in standings
    ]


def workbook(standings: Iterable[Standing], title: str, language: Language) -> bytes:
    """Give a workbook with one line per unit, to filter and to print."""

    def draw(book: Any) -> None:
        styles, sheet = Styles(book), book.add_worksheet(Text("上报情况", "status")[language])
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        for column, (header, width) in enumerate(zip(HEADERS, _WIDTHS, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(1, column, header[language], styles.role(Role.HEADER))
        sheet.merge_range(0, 0, 0, len(HEADERS) - 1, title, styles.role(Role.TITLE))
        lines = [row(each, language) for each in standings]
        for number, texts in enumerate(lines, 2):
            for column, text in enumerate(texts):
                _put(sheet, (number, column), text, styles.shown(align="left"))
        sheet.autofilter(1, 0, len(lines) + 1, len(HEADERS) - 1)
        sheet.freeze_panes(2, 2)
        sheet.repeat_rows(0, 1)

    return written(draw, locked=False)


def _put(sheet: Any, cell: tuple[int, int], text: str, style: Any) -> None:
    """Write counts as numbers, all else as text: a unit's code is text whatever it looks like."""
    if cell[1] in _COUNTS:
        sheet.write_number(*cell, int(text), style)
    elif text:
        sheet.write_string(*cell, text, style)
    else:
        sheet.write_blank(*cell, None, style)


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
