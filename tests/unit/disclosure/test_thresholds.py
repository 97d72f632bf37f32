"""Every limit of the rules on the tables: below it, at it, above it; no limit moves without a case that tells."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import reduce
from types import ModuleType

import pytest

from examining import Check, blank, good, says, with_entry
from filled import FORM
from firing import last_year
from xlreport.background import NOTHING_KNOWN, Background, LastYear
from xlreport.checks import doubtful_cells
from xlreport.checks.tables import leaps
from xlreport.disclosure import last_year as years
from xlreport.disclosure.tables import disputes, outcomes, powers
from xlreport.forms import Kind
from xlreport.numbers import Number
from xlreport.submissions import State, Submission

REQUESTS = [field.id for field in FORM.numbers if field.section == "requests" and field.id not in FORM.computed]
DISPUTES = [field.id for field in FORM.numbers if field.section == "disputes" and field.id not in FORM.computed]
OTHER, GRANTED = "requests.closed.other.natural", "requests.granted.natural"
REFUSAL = "requests.refused.law_forbids.natural"
FEES, YUAN = "disclosure.fees.amount", "matters.fee_yuan"
TYPED = [field.id for field in FORM.numbers if field.id not in FORM.computed]
ROW = [f"requests.granted.{each}" for each in ("natural", "business", "research", "public_interest", "legal_service")]


def saying(*zeros: str, **numbers: Number) -> Submission:
    """The good return with some fields 0 and others as said, dots as double underscores."""
    said: dict[str, Number] = {**dict.fromkeys(zeros, 0), **{key.replace("__", "."): n for key, n in numbers.items()}}
    return reduce(_with, said.items(), good())


def _with(submission: Submission, said: tuple[str, Number]) -> Submission:
    field, number = said
    state = State.VALUE if number else State.ZERO
    return with_entry(field, submission, value=number, raw=str(number), state=state, formula=None)


def known(**numbers: Number) -> Background:
    """A round that knows these figures of last year alone."""
    return Background(last=LastYear(numbers={key.replace("__", "."): number for key, number in numbers.items()}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A return at some distance of a limit, and whether the rule speaks."""

    check: Check
    made: Callable[[], Submission]
    known: Background = NOTHING_KNOWN
    told: str = ""


def leap(now: int, before: int) -> Case:
    """One figure this year and last."""
    return Case(
        check=leaps.check_leaps,
        made=lambda: saying(requests__granted__natural=now),
        known=known(requests__granted__natural=before),
    )


def others(other: int, granted: int) -> Case:
    """So many outcomes called 其他 beside so many others."""
    return Case(
        check=outcomes.check_outcomes,
        made=lambda: saying(
            *REQUESTS,
            requests__closed__other__natural=other,
            requests__granted__natural=granted,
            requests__received__natural=other + granted,
        ),
    )


def fees(now: Number, before: Number | None = None, **more: Number) -> Case:
    """Fees of this year in 万元, last year's, and the processing fee in 元."""
    background = NOTHING_KNOWN if before is None else known(disclosure__fees__amount=before)
    return Case(check=powers.check_fees, made=lambda: saying(disclosure__fees__amount=now, **more), known=background)


def direct_suit(year: int, refused: int = 0) -> Case:
    """A suit without a review first beside so many refusals, reported for a year, of which the text says nothing."""

    def made() -> Submission:
        suing = _with(saying(*DISPUTES, *REQUESTS, disputes__direct_suit__upheld=1), ("cover.year", year))
        suing = _with(suing, (REFUSAL, refused))
        texts = [field.id for field in FORM.fields.values() if field.kind is Kind.TEXT]
        return reduce(lambda each, field: with_entry(field, each, value="无。", raw="无。"), texts, suing)

    return Case(check=disputes.check_disputes, made=made)


def run_together(value: int, blanks: int, beside: int = 0) -> Case:
    """A long number with so many blanks beside it, and one number more."""

    def made() -> Submission:
        submission = reduce(_with, ((ROW[0], value), (ROW[4], beside), ("requests.granted.other_org", 0)), good())
        return reduce(lambda each, field: blank(field, each), ROW[1 : 1 + blanks], submission)

    return Case(check=doubtful_cells.check_glued, made=made)


CASES: Mapping[str, tuple[Case, str]] = {
    "X04 both small": (leap(99, 9), ""),
    "X04 ten times": (leap(100, 10), "X04"),
    "X04 nearly ten times": (leap(99, 10), ""),
    "X04 from nothing, small": (leap(9, 0), ""),
    "X04 from nothing": (leap(10, 0), "X04"),
    "X04 to nothing": (leap(0, 10), "X04"),
    "T307 nine": (others(9, 100), ""),
    "T307 ten": (others(10, 100), "T307"),
    "T307 one in five": (others(3, 12), ""),
    "T307 more than one in five": (others(3, 11), "T307"),
    "T307 two, more than one in five": (others(2, 3), ""),
    "T307 ten, one in twenty": (others(10, 190), ""),
    "T307 ten, more than one in twenty": (others(10, 189), "T307"),
    "T206 five thousand times": (fees(5_000, 1), "T206"),
    "T206 less than that": (fees(4_999, 1), ""),
    "T206 twenty thousand times": (fees(20_000, 1), "T206"),
    "T206 more than that": (fees(20_001, 1), ""),
    "T206 the other way": (fees(1, 5_000), "T206"),
    "T206 large, no last year": (fees(100_000), "T206"),
    "T206 not so large": (fees(99_999), ""),
    "T207 just the fees": (fees(1, matters__fee_yuan=10_000), ""),
    "T207 one more": (fees(1, matters__fee_yuan=10_001), "T207"),
    "T406 before the law": (direct_suit(2023), ""),
    "T406 from its year on": (direct_suit(2024), "T406"),
    "T406 one refused": (direct_suit(2024, refused=1), ""),
    "T408 none refused": (direct_suit(2024), ""),
    "T408 before the law": (direct_suit(2023, refused=1), ""),
    "T408 from its year on": (direct_suit(2024, refused=1), "T408"),
    "N03 three blanks": (run_together(2_729_318, 3), "N03"),
    "N03 two blanks": (run_together(2_729_318, 2), ""),
    "N03 five digits": (run_together(10_000, 3, beside=12), "N03"),
    "N03 four digits": (run_together(9_999, 3, beside=1), ""),
    "N03 three digits more": (run_together(100_000, 3, beside=123), "N03"),
    "N03 two digits more": (run_together(100_000, 3, beside=1_234), ""),
}
"""By what it is: a case and the code that it fires, of the rule that is meant."""


def speaks(name: str) -> str:
    """The code that a case fires, if it is the one that is meant."""
    case, _ = CASES[name]
    code = name.partition(" ")[0]
    return code if code in {each.code for each in says(case.check, case.made(), background=case.known)} else ""


@pytest.mark.parametrize("name", CASES)
def test_a_limit_is_where_it_is(name: str) -> None:
    """Below it silent, from it on told."""
    assert speaks(name) == CASES[name][1]


NUDGED: tuple[tuple[ModuleType, str, object], ...] = (
    (leaps, "_LEAST", 11),
    (leaps, "_LEAST", 9),
    (leaps, "_TIMES", 9),
    (outcomes, "_MANY_OTHER", 12),
    (outcomes, "_MANY_OTHER", 9),
    (outcomes, "_SHARE_OTHER", 4),
    (outcomes, "_SHARE_OTHER", 6),
    (outcomes, "_FEW_OTHER", 2),
    (outcomes, "_FEW_OTHER", 4),
    (outcomes, "_SHARE_OF_MANY", 19),
    (outcomes, "_SHARE_OF_MANY", 21),
    (powers, "_NEAR_YUAN", (5_001, 20_000)),
    (powers, "_NEAR_YUAN", (4_999, 20_000)),
    (powers, "_NEAR_YUAN", (5_000, 19_999)),
    (powers, "_NEAR_YUAN", (5_000, 20_001)),
    (powers, "_LARGE_FEE", 100_001),
    (powers, "_LARGE_FEE", 99_999),
    (powers, "_YUAN", 9_999),
    (doubtful_cells, "_MANY_DIGITS", 6),
    (doubtful_cells, "_MANY_DIGITS", 4),
    (doubtful_cells, "_FAR_MORE", 4),
    (doubtful_cells, "_FAR_MORE", 2),
    (doubtful_cells, "_MANY_BLANKS", 4),
    (doubtful_cells, "_MANY_BLANKS", 2),
    (disputes, "_REVIEW_FIRST", 2023),
    (disputes, "_REVIEW_FIRST", 2025),
)


@pytest.mark.parametrize(("module", "name", "value"), NUDGED, ids=lambda each: str(each).rpartition(".")[2][:20])
def test_no_limit_moves_unnoticed(
    module: ModuleType, name: str, value: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each limit, moved by a little, makes one of the cases above speak otherwise."""
    monkeypatch.setattr(module, name, value)
    assert any(speaks(case) != expected for case, (_, expected) in CASES.items())


@pytest.mark.parametrize("filled_cells", [2, 3])
def test_a_copied_table_needs_three_filled_cells(filled_cells: int) -> None:
    """X05 from three filled cells on that are all as last year's."""
    numbers = dict.fromkeys(DISPUTES, 0) | dict.fromkeys(DISPUTES[:filled_cells], 7)
    submission = reduce(_with, numbers.items(), good())
    found = says(leaps.check_copied_tables, submission, background=Background(last=LastYear(numbers=numbers)))
    assert [each.code for each in found] == (["X05"] if filled_cells >= 3 else [])


WEIGHED = {
    "eight figures": ([1] * 8, "warning"),
    "seven that are small": ([1] * 7, "note"),
    "four that come to twenty": ([5] * 4, "warning"),
    "four that come to nineteen": ([5, 5, 5, 4], "note"),
    "three, however large": ([100] * 3, "note"),
}


@pytest.mark.parametrize("name", WEIGHED)
def test_how_much_of_a_table_was_copied_decides_how_it_weighs(name: str) -> None:
    """X05 is a warning from eight figures on, or from four that come to twenty; else a note."""
    given, severity = WEIGHED[name]
    numbers = dict.fromkeys(DISPUTES, 0) | dict(zip(DISPUTES, given, strict=False))
    submission = reduce(_with, numbers.items(), good())
    (found,) = says(leaps.check_copied_tables, submission, background=Background(last=LastYear(numbers=numbers)))
    assert (found.code, found.severity.value) == ("X05", severity)


@pytest.mark.parametrize("field", [field for field in TYPED if not field.startswith("requests.")])
def test_a_blank_input_never_stops_a_rule(field: str) -> None:
    """Each typed figure blank in turn, last year known: what rests on it is passed over, nothing is raised."""
    checks = (
        years.check_repealed,
        leaps.check_leaps,
        leaps.check_copied_tables,
        disputes.check_disputes,
        powers.check_powers,
        powers.check_fees,
        outcomes.check_outcomes,
    )
    for check in checks:
        assert field not in {each.field for each in says(check, blank(field), background=last_year())}


def test_an_amount_among_blanks_is_no_number_that_ran_together() -> None:
    """N03 looks at counts: an amount may be as long as it is."""
    submission = _with(good(), (FEES, 2_729_318))
    assert FEES not in {each.field for each in says(doubtful_cells.check_glued, submission)}
