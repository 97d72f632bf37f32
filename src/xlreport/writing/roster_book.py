"""A new round's roster as a workbook: a list to fill in, its words to choose from, and what each column takes."""

from collections.abc import Mapping, Sequence
from typing import Any

from xlreport.drawing import Styles, written
from xlreport.drawing.look import A4
from xlreport.forms import Units
from xlreport.rounds import headers_of
from xlreport.rounds.roster_units import LISTED, PUBLISHED

_ROWS = 1000
"""Lines that have lists to choose from."""
_PAGES_WIDE = 3
"""Sheets of paper side by side, each with code and name: on one alone the letters would be of three points."""
_MOST_CHARACTERS = 255
_WIDTHS = {"code": 24, "name": 36, "reason": 28, "powers": 34, "parent": 24}
_NEEDED = ("code", "name", "kind")
_YES_NO = ("是", "否")
_FILLED_WITH = {
    "code": "必填。统一社会信用代码，或不超过 20 位的自编代码；不重复。",
    "name": "必填。一行文字，印在表上。",
    "kind": "必填。从列表选。",
    "tier": "从列表选；不填按类别。",
    "in_scope": "是或否；不填为是。",
    "reason": "不纳入的必填，如垂直管理、已撤销。",
    "powers": "有哪几项就写哪几项，用分号隔开；填了才核对。",
    "parent": "数字含在哪个单位的报告里，写其代码；不填即自己报送。",
    "since": "新设的单位：第一个报告年度，如 2025。",
    "until": "撤销的单位：最后一个报告年度。",
    "register": "是或否：是，下发的表带申请台账；不填为否。",
    "short": "文字里常用的简称，几个的用分号隔开；用来认出说的是哪个单位。",
}
_COUNTED = "件数，与填报数核对；可以不填。"


def roster_workbook(units: Units, examples: Sequence[Mapping[str, str]]) -> bytes:
    """Give the workbook: the list with its examples, which have to be replaced, and a sheet on how it is filled."""

    def draw(book: Any) -> None:
        styles = Styles(book)
        _draw_list(book.add_worksheet("名册"), styles, units, examples)
        _draw_guide(book.add_worksheet("填法"), styles, units)

    return written(draw, locked=False)


def _draw_list(sheet: Any, styles: Styles, units: Units, examples: Sequence[Mapping[str, str]]) -> None:
    columns = headers_of(units)
    text = styles.format(num_format="@", align="left", indent=1)
    for place, (column, header) in enumerate(columns.items()):
        sheet.set_column(place, place, _WIDTHS.get(column, 12), text)
        sheet.write_string(0, place, header, styles.list_head())
        sheet.data_validation(1, place, _ROWS, place, _validation(column, units))
    for row, example in enumerate(examples, 1):
        for place, column in enumerate(columns):
            if said := example.get(column, ""):
                sheet.write_string(row, place, said, styles.format(num_format="@", align="left", indent=1, italic=True))
    sheet.freeze_panes(1, 2)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(_PAGES_WIDE, 0)
    sheet.repeat_rows(0)
    sheet.repeat_columns(0, 1)
    sheet.set_selection(1, 0, 1, 0)


def _validation(column: str, units: Units) -> dict[str, Any]:
    """Give what a column takes, told when its cell is chosen; words to choose from where there are some."""
    words = _words(column, units)
    told = {"input_title": headers_of(units)[column][:32], "input_message": _told(column, units)[:_MOST_CHARACTERS]}
    if not words:
        return {"validate": "any", **told}
    listed = "、".join(words)
    return {
        "validate": "list",
        "source": list(words),
        "error_title": "名册没有这个词",
        "error_message": f"请从列表选：{listed}。"[:_MOST_CHARACTERS],
        **told,
    }


def _words(column: str, units: Units) -> tuple[str, ...]:
    match column:
        case "kind":
            return tuple(units.words.values())
        case "tier":
            return units.tiers
        case "in_scope" | "register":
            return _YES_NO
    return ()


def _told(column: str, units: Units) -> str:
    said = _COUNTED if column.startswith((PUBLISHED, LISTED)) else _FILLED_WITH[column]
    return f"{said}可写：{'；'.join(units.powers.values())}。" if column == "powers" else said


def _draw_guide(sheet: Any, styles: Styles, units: Units) -> None:
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 84)
    lines = [
        ("一行一个单位", "在“名册”表替换两行示例；列的先后不限，用不着的列可以空着或删去。"),
        ("只留一份", "填好这份就删去 roster.csv；要用 CSV 的，填 roster.csv，删去这份。没改过的一份程序不读。"),
        *((header, _told(column, units)) for column, header in headers_of(units).items()),
    ]
    for row, (name, said) in enumerate((("列", "填什么"), *lines)):
        head = styles.list_head() if row == 0 else styles.listed()
        sheet.write_string(row, 0, name, head)
        sheet.write_string(row, 1, said, head)
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
