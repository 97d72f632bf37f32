"""A submission gives its values exactly: totals worked out unless altered, nothing made up, five states apart."""

from dataclasses import replace
from decimal import Decimal

import pytest

from filled import FORM, LAYOUT, filled, totalled
from xlreport.submissions import AlteredFormula, Entry, Identity, State, Submission, Value

REC, REC_T = "requests.received.natural", "requests.received.total"
GRAND = "requests.concluded.total"


def submission(values: dict[str, Value], states: dict[str, State] | None = None) -> Submission:
    """A submission that holds these values, blank elsewhere."""
    entries = {}
    for field, place in LAYOUT.places.items():
        value = values.get(field)
        state = State.BLANK if value is None else State.VALUE
        entries[field] = Entry(
            field=field,
            sheet=place.sheet,
            area=place.area,
            state=(states or {}).get(field, state),
            value=value,
            raw=None if value is None else str(value),
        )
    return Submission(form=FORM, file="a.xlsx", sha256="0", identity=Identity(), entries=entries)


@pytest.fixture
def given() -> dict[str, Value]:
    """The answers of the county's largest unit."""
    return dict(filled("county-ZRZ").values)


def test_values_with_totals(given: dict[str, Value]) -> None:
    """Every answer and every total, in form order, blanks left out."""
    values = submission(given).values()
    assert values == totalled(given)
    assert list(values) == [field for field in FORM.fields if field in values]


def test_no_float(given: dict[str, Value]) -> None:
    """Amounts are Decimal, counts int."""
    values = submission(given).values()
    assert values["disclosure.fees.amount"] == Decimal("1284.3056")
    assert not any(isinstance(value, float) for value in values.values())


def test_an_intact_total_is_worked_out_whatever_was_saved(given: dict[str, Value]) -> None:
    """A stale saved result never counts."""
    assert submission({**given, REC_T: 1}).values()[REC_T] == 417


def test_an_altered_total_is_given_as_it_stands(given: dict[str, Value]) -> None:
    """An entered value is never repaired, and totals above it follow it."""
    field = "requests.concluded.natural"
    altered = AlteredFormula(sheet="三 依申请公开", cell="D30", found=None, expected="=SUM(D9:D29)", field=field)
    changed = replace(submission({**given, field: 999}), formulas=(altered,))
    assert changed.altered_totals == {field}
    before = submission(given).values()
    grand, natural = before[GRAND], before[field]
    assert isinstance(grand, int)
    assert isinstance(natural, int)
    assert changed.values()[field] == 999
    assert changed.values()[GRAND] == grand - natural + 999


@pytest.mark.parametrize("state", [State.TEXT, State.ERROR])
def test_what_is_no_number_is_no_value(given: dict[str, Value], state: State) -> None:
    """A text or an error in a number cell gives no value and makes its figure unusable."""
    given.pop(REC)
    changed = submission(given, {REC: state})
    assert REC not in changed.values()
    assert REC in changed.figures().unusable
    assert changed.figures().open(REC) == (REC,)


def test_blank_is_not_zero() -> None:
    """A blank number cell has no value and keeps its figure open, until the table is declared zero."""
    empty = submission({})
    assert REC not in empty.values()
    assert empty.figures().open(REC) == (REC,)
    declared = submission({"requests.blank_is_zero": True})
    assert declared.zeroed == {"requests"}
    assert declared.figures().open(REC) == ()
    assert submission({"requests.blank_is_zero": False}).zeroed == frozenset()


def test_declared_zeros_are_values() -> None:
    """A declared zero counts as 0."""
    assert submission({REC: 0}, {REC: State.DECLARED_ZERO}).values()[REC] == 0


def test_text_of_a_field() -> None:
    """A value as text; nothing, and an unknown field, as empty text."""
    some = submission({"cover.year": 2025})
    assert (some.text("cover.year"), some.text("cover.contact"), some.text("no.such.field")) == ("2025", "", "")


def test_what_was_left_in_the_cells(given: dict[str, Value]) -> None:
    """What an annotated copy shows again: values, raw texts, typed-over totals; no intact total, no declared zero."""
    given.pop(REC)
    changed = submission({**given, REC_T: 5}, {REC: State.TEXT})
    entry = replace(changed.entry(REC), raw="3件")
    changed = replace(changed, entries={**changed.entries, REC: entry})
    assert changed.left()[REC] == "3件"
    assert REC_T not in changed.left()
    altered = AlteredFormula(sheet="三 依申请公开", cell="J7", found=None, expected="=SUM(D7:I7)", field=REC_T)
    assert replace(changed, formulas=(altered,)).left()[REC_T] == 5


def test_a_place_is_its_first_cell() -> None:
    """The cell of several paragraphs is the first."""
    assert str(submission({}).entry("overview.active").cell) == "B5"
