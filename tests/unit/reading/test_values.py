"""One cell to one entry: five states, exact values, the raw text kept, nothing guessed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlreport.cells import Area
from xlreport.forms import load_form
from xlreport.reading.book import BookCell
from xlreport.reading.values import entry
from xlreport.submissions import Entry, State

FORM = load_form()
COUNT, AMOUNT = "requests.received.natural", "disclosure.fees.amount"


def cell(raw: str | None, kind: str = "n", *, formula: str | None = None, number_format: str = "General") -> BookCell:
    """A cell as the streaming pass gives it."""
    return BookCell(
        sheet="S",
        ref="D7",
        type=kind,
        raw=raw,
        formula=formula,
        locked=False,
        hidden_formula=False,
        style=0,
        number_format=number_format,
    )


def read(field: str, *cells: BookCell | None, date1904: bool = False) -> Entry:
    """The entry that a field makes of its cells."""
    return entry(FORM.fields[field], "S", Area.parse("D7"), cells, date1904=date1904)


@pytest.mark.parametrize(
    ("given_cell", "state", "value"),
    [
        (None, State.BLANK, None),
        (cell(None), State.BLANK, None),
        (cell("", "s"), State.BLANK, None),
        (cell("0"), State.ZERO, 0),
        (cell("-0"), State.ZERO, 0),
        (cell("12"), State.VALUE, 12),
        (cell("1E2"), State.VALUE, 100),
        (cell("0.30000000000000004"), State.VALUE, Decimal("0.3")),
        (cell("123456789012345678"), State.VALUE, 123456789012345678),
        (cell("#REF!", "e"), State.ERROR, None),
        (cell("1", "b"), State.TEXT, None),
        (cell("3件", "s"), State.TEXT, None),
        (cell("无", "inlineStr"), State.TEXT, None),
        (cell("/", "s"), State.TEXT, None),
        (cell("２", "s"), State.VALUE, 2),
        (cell("45000", number_format="yyyy-mm-dd"), State.TEXT, None),
        (cell("2024-01-01", "d"), State.TEXT, None),
    ],
)
def test_states_of_a_count(given_cell: BookCell | None, state: State, value: int | Decimal | None) -> None:
    """Value, zero, blank, error and text are told apart, and a number is exact."""
    found = read(COUNT, given_cell)
    assert (found.state, found.value) == (state, value)
    assert found.raw == (given_cell.raw if given_cell else None)


@pytest.mark.parametrize(
    ("number_format", "is_date"),
    [("General", False), ("0.00", False), ('0"日"', False), ("[Red]0", False), ("yyyy/m/d", True), ("h:mm", True)],
)
def test_formats_that_make_a_date(number_format: str, *, is_date: bool) -> None:
    """A number dressed as a date or a time is no count; a unit in quotes or a colour is no date."""
    assert (read(COUNT, cell("5", number_format=number_format)).state is State.TEXT) is is_date


@pytest.mark.parametrize("raw", ["12 ", "\u00a012", "１２", "1,200", "\u200b12", "12"])
def test_numbers_as_text_are_marked(raw: str) -> None:
    """A number that stands as text is read and marked, its text kept."""
    found = read(COUNT, cell(raw, "s"))
    assert (found.normalised, found.raw) == (True, raw)
    assert found.value in {12, 1200}


def test_amounts_are_exact() -> None:
    """No float on the way."""
    assert read(AMOUNT, cell("59237.2449")).value == Decimal("59237.2449")


def test_formula_and_lock_are_kept() -> None:
    """What the cell says beside its value travels with it."""
    found = read(COUNT, cell("5", formula="A1+B1"))
    assert (found.formula, found.locked, found.type) == ("A1+B1", False, "n")


@pytest.mark.parametrize(
    ("field", "given_cell", "value"),
    [
        ("cover.year", cell("2025"), 2025),
        ("cover.year", cell("2025年", "s"), 2025),
        ("cover.year", cell("25", "s"), None),
        ("cover.unit_kind", cell("部门", "s"), "department"),
        ("cover.unit_kind", cell(" 部门 ", "s"), "department"),
        ("cover.unit_kind", cell("委员会", "s"), None),
        ("requests.blank_is_zero", cell("是", "s"), True),
        ("requests.blank_is_zero", cell("否", "s"), False),
        ("requests.blank_is_zero", cell("1"), None),
        ("cover.submitted_on", cell("46037"), "2026-01-15"),
        ("cover.submitted_on", cell("46037.75"), "2026-01-15"),
        ("cover.submitted_on", cell("2026-01-15", "s"), "2026-01-15"),
        ("cover.submitted_on", cell("2026年1月15日", "s"), "2026-01-15"),
        ("cover.submitted_on", cell("2026.1.15", "s"), "2026-01-15"),
        ("cover.submitted_on", cell("2026-02-30", "s"), None),
        ("cover.submitted_on", cell("0"), None),
        ("cover.submitted_on", cell("2026-01-15T00:00:00", "d"), "2026-01-15"),
        ("cover.contact", cell(" 办公室 ", "s"), " 办公室 "),
    ],
)
def test_other_kinds(field: str, given_cell: BookCell, value: object) -> None:
    """Years, choices, answers and dates by what they say; what they do not take is text."""
    found = read(field, given_cell)
    assert found.value == value
    assert found.state is (State.TEXT if value is None else State.VALUE)


def test_labels_of_choices_are_the_forms() -> None:
    """The choice used above is the form's own label."""
    assert "部门" in {option.label for option in FORM.fields["cover.unit_kind"].options}


def test_dates_since_1904() -> None:
    """A workbook that counts from 1904 gives the same day for its own number."""
    assert read("cover.submitted_on", cell("44575"), date1904=True).value == "2026-01-15"


def test_paragraphs() -> None:
    """Paragraphs are joined by line breaks, blank rows between them left out, the texts as they are."""
    found = read("overview.active", cell("第一段", "s"), None, cell("  ", "s"), cell(" 第二段", "s"))
    assert (found.value, found.state) == ("第一段\n 第二段", State.VALUE)
    assert read("overview.active", None, None).state is State.BLANK


def test_no_cells_at_all() -> None:
    """A field that has lost its cells is blank."""
    assert read(COUNT).state is State.BLANK


@given(raw=st.text(max_size=20), kind=st.sampled_from(["n", "s", "str", "inlineStr", "b", "e", "d"]))
def test_nothing_raises_and_the_raw_text_stays(raw: str, kind: str) -> None:
    """Whatever a cell holds, there is an entry with its text, in one of the states; no float ever."""
    for field in (COUNT, AMOUNT, "cover.year", "cover.submitted_on", "cover.unit_kind", "requests.blank_is_zero"):
        found = read(field, cell(raw, kind))
        assert found.raw == raw
        assert (found.value is None) == (found.state not in {State.VALUE, State.ZERO})
        assert not isinstance(found.value, float)
