"""What the workbook lets a person do, tried out in LibreOffice: typing into cells, and what validation takes.

Typing goes through LibreOffice's own command for it, which minds protection as the keyboard does. It does not ask
the validation, nor does pasting in any program; so validation is tried by putting values in and letting
LibreOffice circle the cells that break theirs. That Excel and WPS do the same is not tried here. LibreOffice 7.4
does not mind the lock on the structure: that it is in the file is tested in `test_template`.
"""

from collections.abc import Iterator
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path
from typing import Any

import pytest

from uno_driving import Drive, Visit
from xlreport.cells import Cell
from xlreport.forms import LARGEST, LONGEST_LINE, LONGEST_PARAGRAPH, Field, Kind, load_form
from xlreport.formulas import formula_cells
from xlreport.layout import CHECKS_SHEET, Layout, Role, Sheet, plan
from xlreport.manifest import identity_of
from xlreport.writing import write_workbook

LAYOUT = plan(load_form())
FIELDS = LAYOUT.form.fields
IDENTITY = identity_of(LAYOUT, unit_code="A-1", unit_name="某局", unit_kind="department", region="某县", year="2025")
LAST = {"last.disclosure.normative.in_force": 5, "last.requests.carried_out.natural": 2}


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workbook as issued to a unit, with some of last year's figures."""
    path = tmp_path_factory.mktemp("holds") / "issued.xlsx"
    path.write_bytes(write_workbook(LAYOUT, IDENTITY, dict(LAST)))
    return path


def _typing(path: Path, cells: list[tuple[str, str]], text: str) -> list[Visit]:
    return [(path, [("enter", sheet, cell, text)]) for sheet, cell in cells]


def _locked(layout: Layout) -> Iterator[tuple[str, str]]:
    """Give on every sheet a label of each kind, the 表号, the last formula, what was issued, and a cell far out."""
    formulas = {each.sheet: str(each.cell) for each in formula_cells(layout)}
    for sheet in layout.sheets:
        roles: dict[Role, str] = {label.role: str(label.area.first) for label in sheet.labels}
        yield from ((sheet.name, cell) for cell in roles.values())
        yield sheet.name, str(Cell(sheet.last.row + 30, sheet.last.column + 5))
        if sheet.code:
            yield sheet.name, str(sheet.code)
        if sheet.name in formulas:
            yield sheet.name, formulas[sheet.name]
    for field in ("cover.unit_code", "cover.unit_name", "cover.unit_kind", "cover.year", *LAST):
        yield layout.places[field].sheet, str(layout.places[field].cell)
    for field in ("requests.received.total", "requests.concluded.natural", "disputes.review.total"):
        yield layout.places[field].sheet, str(layout.places[field].cell)
    line = layout.lines[0]
    yield from ((CHECKS_SHEET, str(cell)) for cell in (line.left, line.right, line.difference, line.mark))
    yield layout.cover.name, str(layout.status)


def test_locked_cells_reject_typing(driven: Drive, path: Path) -> None:
    """Labels, totals, marks, issued cells, last year's figures and empty cells outside stay as they are."""
    cells = list(_locked(LAYOUT))
    assert {sheet for sheet, _ in cells} == {sheet.name for sheet in LAYOUT.sheets}
    for cell, (answer,) in zip(cells, driven(_typing(path, cells, "7")), strict=True):
        before, after = answer
        assert (cell, after) == (cell, before)


def test_inputs_accept_typing(driven: Drive, path: Path) -> None:
    """One input of each kind on each sheet, first and last row of a narrative, and every tenth 说明 take text."""
    kinds = {(place.sheet, FIELDS[name].kind): place for name, place in LAYOUT.places.items() if _open(name)}
    cells = [(place.sheet, str(cell)) for place in kinds.values() for cell in (place.area.first, place.area.last)]
    cells += [(CHECKS_SHEET, str(line.reason)) for line in LAYOUT.lines[::10]]
    cells = list(dict.fromkeys(cells))
    assert {sheet for sheet, _ in cells} == {sheet.name for sheet in LAYOUT.sheets} - {"填报说明"}
    sheets = [list(each) for _, each in groupby(sorted(cells), key=itemgetter(0))]
    visits: list[Visit] = [(path, [("enter", *cell, "7") for cell in each]) for each in sheets]
    for each, answers in zip(sheets, driven(visits), strict=True):
        for cell, (before, after) in zip(each, answers, strict=True):
            assert (cell, before, after.removeprefix("'")) == (cell, "", "7")


def test_the_same_typing_changes_a_label_once_protection_is_off(driven: Drive, path: Path) -> None:
    """The tries above mean something: without the protection the very same command changes a label and a total."""
    total = LAYOUT.places["requests.received.total"]
    visits: list[Visit] = [
        (path, [("unprotect", sheet, ""), ("enter", sheet, cell, "7")])
        for sheet, cell in (("封面", "A4"), (total.sheet, str(total.cell)))
    ]
    assert [answers[1][1] for answers in driven(visits)] == ["7", "7"]


def _open(name: str) -> bool:
    field = FIELDS[name]
    return name not in LAYOUT.form.computed and not field.last_of and not (field.issued and name != "cover.region")


# What each kind of input must take and must not, as a cell holds it: a number, a text, nothing.
_TAKES: dict[Kind, tuple[Any, ...]] = {
    Kind.COUNT: (0, 1, 144, LARGEST, None),
    Kind.AMOUNT: (0, 12, 0.5, LARGEST, None),
    Kind.YEAR: (2025, None),
    Kind.DATE: (46_037, None),
    Kind.CHOICE: (None,),
    Kind.FLAG: ("是", "否", None),
    Kind.LINE: ("张三", "长" * LONGEST_LINE, None),
    Kind.TEXT: ("一段文字。", "=1+1", "长" * LONGEST_PARAGRAPH, None),
}
_REFUSES: dict[Kind, tuple[Any, ...]] = {
    Kind.COUNT: (-1, 1.5, 0.0001, LARGEST + 1, "abc", "3件", "无", "/", "５", "5"),
    Kind.AMOUNT: (-1, -0.0001, 1.23456, 0.00001, LARGEST + 1, "abc", "1.2万", "43.788万元", "1.5"),
    Kind.YEAR: (25, 1999, 2101, 2025.5, "去年"),
    Kind.DATE: (-1, 45, 99_999_999, "2026.1", "去年"),
    Kind.CHOICE: ("县", "department", 1),
    Kind.FLAG: ("对", "yes", 1, 0),
    Kind.LINE: ("长" * (LONGEST_LINE + 1),),
    Kind.TEXT: ("长" * (LONGEST_PARAGRAPH + 1),),
}
_DECIMALS: dict[int, tuple[tuple[float, ...], tuple[float, ...]]] = {
    4: ((59_237.2449, 0.0001, 0.3), (59_237.24491, 0.00005)),
    2: ((0.1, 251_000.55), (0.101, 0.005)),
}


def _blank(tmp_path: Path) -> Path:
    path = tmp_path / "blank.xlsx"
    path.write_bytes(write_workbook(LAYOUT, identity_of(LAYOUT), {}))
    return path


def _typed(field: Field) -> bool:
    return field.id not in LAYOUT.form.computed and not field.last_of


def _typed_fields() -> list[Field]:
    return [field for field in FIELDS.values() if _typed(field)]


def _values(field: Field, *, good: bool) -> tuple[Any, ...]:
    """Give what a field must take, or must not; the options and the decimals are the field's own."""
    values = (_TAKES if good else _REFUSES)[field.kind]
    if field.kind is Kind.AMOUNT:
        values += _DECIMALS[field.decimals][0 if good else 1]
    if good and field.kind is Kind.CHOICE:
        values += tuple(option.label for option in field.options)
    return values


@pytest.mark.parametrize("good", [True, False], ids=["takes", "refuses"])
def test_every_input_judges_as_its_kind_does(good: bool, driven: Drive, tmp_path: Path) -> None:  # noqa: FBT001
    """Each value is put into every input of its kind; LibreOffice circles none of the good, and all of the bad.

    Every round puts the next value into the same cells, and circles anew: one workbook has them all.
    """
    path = _blank(tmp_path)
    rounds = max(len(_values(field, good=good)) for field in _typed_fields())
    puts = [[put for sheet in LAYOUT.sheets for put in _puts(sheet, number, good=good)] for number in range(rounds)]
    asked = [("invalid", sheet.name) for sheet in LAYOUT.sheets]
    (answers,) = driven([(path, [action for each in puts for action in (*each, *asked)])])
    answer = iter(answers)
    for each in puts:
        assert [*islice(answer, len(each))] == [None] * len(each)
        found = zip(asked, islice(answer, len(asked)), strict=True)
        circled = {(sheet, cell) for (_, sheet), cells in found for cell in cells}
        assert not [action for action in each if ((action[1], action[2]) in circled) is good]
        assert circled <= {(sheet, cell) for _, sheet, cell, _ in each}


def _puts(sheet: Sheet, number: int, *, good: bool) -> Iterator[tuple[Any, ...]]:
    """Put the next value of its kind into every input of a sheet."""
    for place in sheet.places:
        if _typed(FIELDS[place.field]):
            values = _values(FIELDS[place.field], good=good)
            yield from (("put", sheet.name, str(cell), values[number % len(values)]) for cell in place.area)


def test_last_years_figures_and_totals_are_not_judged(driven: Drive, tmp_path: Path) -> None:
    """What nobody types has no validation: no circle, whatever stands there."""
    shut = [LAYOUT.places[field.id] for field in FIELDS.values() if field.last_of or field.id in LAYOUT.form.computed]
    visits: list[Visit] = []
    for sheet in {place.sheet for place in shut}:
        cells = [str(place.cell) for place in shut if place.sheet == sheet]
        visits.append((_blank(tmp_path), [*(("put", sheet, cell, "x") for cell in cells), ("invalid", sheet)]))
    assert [answers[-1] for answers in driven(visits)] == [[]] * len(visits)
