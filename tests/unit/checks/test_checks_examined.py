"""What every check looks at: the relations as they stand, and as they would stand with sound totals."""

from dataclasses import replace

from examining import blank, good, with_entry
from filled import LAYOUT
from xlreport.checks import examine
from xlreport.checks.examined import together
from xlreport.relations import Mark
from xlreport.rulebooks import CHECKS, check
from xlreport.submissions import AlteredFormula

TOTAL = "requests.received.total"


def test_outcomes_stand_line_by_line() -> None:
    """One outcome per line of 校验, as it stands and repaired; they are the same where no total was altered."""
    seen = examine(good(), LAYOUT)
    assert len(seen.outcomes) == len(LAYOUT.lines)
    assert seen.outcomes == seen.repaired


def test_an_altered_total_fails_only_as_it_stands() -> None:
    """With the total worked out from its parts the relation holds."""
    altered = AlteredFormula(sheet="三 依申请公开", cell="J7", found=None, expected="=SUM(D7:I7)", field=TOTAL)
    seen = examine(replace(with_entry(TOTAL, value=1, raw="1"), formulas=(altered,)), LAYOUT)
    number = next(n for n, line in enumerate(LAYOUT.lines) if line.statement.left[0].field == TOTAL)
    assert (seen.outcomes[number].mark, seen.repaired[number].mark) == (Mark.FAILS, Mark.HOLDS)
    assert seen.parts(TOTAL) == 417


def test_parts_are_unknown_while_one_is_missing() -> None:
    """A total with a blank part has no known sum."""
    assert examine(blank("requests.received.natural"), LAYOUT).parts(TOTAL) is None


def test_a_place_of_several_cells() -> None:
    """Cells of one sheet are named as few ranges; a single field keeps its name."""
    entries = [good().entry(f"requests.received.{each}") for each in ("natural", "business")]
    assert together(entries).cell == "D7:E7"
    assert together(entries).field == ""
    assert together(entries[:1]).field == "requests.received.natural"


def test_checks_are_one_list_and_errors_come_first() -> None:
    """Every check runs once, and what blocks is told first, what was skipped last."""
    assert len(set(CHECKS)) == len(CHECKS)
    submission = replace(blank("requests.received.natural"), unprotected=("封面",))
    ranks = [each.severity.rank for each in check(submission, LAYOUT)]
    assert ranks == sorted(ranks)
    assert len(set(ranks)) == 3
