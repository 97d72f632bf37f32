"""Hints where a relation fails: each for the one cause that explains it, none where several would."""

from dataclasses import replace
from decimal import Decimal

import pytest

from examining import good, says
from xlreport.background import Background
from xlreport.checks.tables import relation_checks
from xlreport.findings import Finding
from xlreport.submissions import AlteredFormula, State, Submission

TOTAL = "requests.received.total"


def with_numbers(**numbers: int) -> Submission:
    """The good return with other figures, dots of the ids as double underscores."""
    submission = good()
    entries = dict(submission.entries)
    for name, number in numbers.items():
        field = name.replace("__", ".")
        entries[field] = replace(entries[field], value=number, raw=str(number), state=State.VALUE)
    return replace(submission, entries=entries)


def number(field: str) -> int:
    """A figure of the good return."""
    value = good().entry(field).value
    assert isinstance(value, int | Decimal)
    return int(value)


def failed(submission: Submission, code: str = "T301") -> list[Finding]:
    """What fails of one relation."""
    return [
        each for each in says(relation_checks.check_relations, submission, background=Background()) if each.code == code
    ]


def hints(submission: Submission, code: str = "T301") -> set[str]:
    """The Chinese hints of one relation."""
    return {note.zh for each in failed(submission, code) for note in each.notes}


def test_a_case_in_the_wrong_column() -> None:
    """Opposite differences in two columns name the pair, beside each of the two findings."""
    made = with_numbers(
        requests__received__natural=number("requests.received.natural") + 1,
        requests__received__business=number("requests.received.business") - 1,
    )
    assert len(failed(made)) == 2
    assert hints(made) == {"疑似 1 件在“自然人”与“商业企业”之间归类错位：两处差额相反。"}


def test_a_column_and_the_total_that_follows_are_no_such_pair() -> None:
    """Three lines fail: one column by 1, one by 2 the other way, and so their total by 1; a total is not filled in."""
    made = with_numbers(
        requests__received__natural=number("requests.received.natural") + 1,
        requests__received__business=number("requests.received.business") - 2,
    )
    assert not [hint for hint in hints(made) if "归类错位" in hint]


def test_transposed_digits() -> None:
    """371 typed as 317: exchanging two digits of that cell alone repairs the column."""
    right = number("requests.received.natural")
    swapped = int(str(right)[0] + str(right)[2] + str(right)[1])
    made = with_numbers(requests__received__natural=swapped)
    assert any("对调" in hint and "一、本年新收" in hint for hint in hints(made))


def test_a_zero_too_many() -> None:
    """Ten times a cell's figure: the hint names the cell and no figure."""
    made = with_numbers(requests__received__natural=10 * number("requests.received.natural"))
    assert any("0 后正好相符" in hint for hint in hints(made))


def test_a_difference_that_many_cells_explain_has_no_hint() -> None:
    """A single case too many fits too many cells: nothing is guessed."""
    made = with_numbers(requests__received__natural=number("requests.received.natural") + 1)
    assert not {hint for hint in hints(made) if "对调" in hint or "0 后" in hint}


@pytest.mark.parametrize("by", [1, -1])
def test_a_row_one_cell_off(by: int) -> None:
    """Last year's carry-over typed one column off: all six columns fit when moved."""
    columns = ("natural", "business", "research", "public_interest", "legal_service", "other_org")
    before = {column: 10 + place for place, column in enumerate(columns)}
    last = {f"last__requests__carried_out__{column}": figure for column, figure in before.items()}
    moved = {
        f"requests__carried_in__{column}": before[columns[place - by]] if 0 <= place - by < len(columns) else 0
        for place, column in enumerate(columns)
    }
    made = with_numbers(**last, **moved)
    assert any("整行错了一列" in hint for hint in hints(made, "X02"))


def test_a_case_in_the_wrong_column_beside_a_total_that_fails() -> None:
    """Two columns off in opposite ways, the total typed over: the pair is named; with one column more it is not."""
    pair = "疑似 1 件在“自然人”与“商业企业”之间归类错位：两处差额相反。"
    off = {
        "requests__received__natural": number("requests.received.natural") + 1,
        "requests__received__business": number("requests.received.business") - 1,
        "requests__received__total": number("requests.received.total") + 5,
    }
    assert hints(with_numbers(**off)) == {pair}
    made = with_numbers(**off, requests__received__research=number("requests.received.research") + 7)
    assert len(failed(made)) == 3
    assert pair not in hints(made)


def typed_over(submission: Submission, total: str, value: int) -> Submission:
    """A number stands where the formula of a total was."""
    entry = replace(submission.entry(total), value=value, raw=str(value), formula=None, state=State.VALUE)
    gone = AlteredFormula(sheet=entry.sheet, cell=str(entry.cell), found=None, expected="=SUM(D7:I7)", field=total)
    return replace(submission, entries={**submission.entries, total: entry}, formulas=(gone,))


def test_a_total_typed_over_is_neither_one_of_a_pair_nor_a_third() -> None:
    """A line of totals alone that fails for itself leaves the pair beside it, and makes none with a single column."""
    natural, business = number("requests.received.natural") + 1, number("requests.received.business") - 1
    total = number("requests.received.total") - 1
    pair = with_numbers(requests__received__natural=natural, requests__received__business=business)
    assert any("“自然人”与“商业企业”之间归类错位" in hint for hint in hints(typed_over(pair, TOTAL, total)))
    alone = typed_over(with_numbers(requests__received__natural=natural), TOTAL, total)
    assert [each.found for each in failed(alone)] == [str(natural + number("requests.carried_in.natural"))]
    assert not any("归类错位" in hint for hint in hints(alone))


def test_three_columns_that_make_up_for_one_another_are_no_pair() -> None:
    """One column off by two, two others by one the other way: no two of them are the pair."""
    made = with_numbers(
        requests__received__natural=number("requests.received.natural") + 1,
        requests__received__business=number("requests.received.business") - 2,
        requests__received__research=number("requests.received.research") + 1,
    )
    assert len(failed(made)) == 3
    assert not [hint for hint in hints(made) if "归类错位" in hint]
