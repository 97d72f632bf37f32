"""What counts: every file gets one word, every unit one state, and nothing depends on the order."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from returns_made import FORM, LAYOUT, ROSTER, answers, ledger, taken_in
from xlreport.checks import refused
from xlreport.errors import Refusal
from xlreport.findings import Severity
from xlreport.language import Text
from xlreport.merging import Decision, Ledger, Skipped, UnitState, assemble, totals
from xlreport.rounds import Roster, Unit
from xlreport.submissions import Return

RECEIVED = "requests.received.natural"
FEES = "disclosure.fees.amount"


def decisions(made: Ledger) -> dict[str, str]:
    """The word of each file."""
    return {line.file: line.decision.value for line in made.files}


def codes(made: Ledger) -> list[str]:
    """The codes of the merge's own findings."""
    return [finding.code for finding in made.findings]


def three() -> list[Return]:
    """One return of each unit, with figures that are easy to add."""
    return [
        taken_in(answers("A", {RECEIVED: 1, FEES: Decimal("0.1")})),
        taken_in(answers("B", {RECEIVED: 20, FEES: Decimal("0.2")})),
        taken_in(answers("C", {RECEIVED: 300, FEES: Decimal("1284.3056")})),
    ]


def test_sums_by_hand() -> None:
    """Three units: the sums of each scope, exact, with a total that follows from its parts."""
    sums = totals(ledger(*three()).rows, FORM)
    assert {scope: each[RECEIVED] for scope, each in sums.items()} == {"whole": 321, "own": 21, "below": 300}
    assert {scope: each[FEES] for scope, each in sums.items()} == {
        "whole": Decimal("1284.6056"),
        "own": Decimal("0.3"),
        "below": Decimal("1284.3056"),
    }
    assert sums["whole"]["requests.received.total"] == 321
    assert sums["whole"]["disputes.review.total"] == 0
    assert set(sums["whole"]) == {field.id for field in FORM.numbers}
    assert len(FORM.numbers) == 200


def test_all_in_is_whole() -> None:
    """Every unit with one accepted return: nothing is missing and nothing is told."""
    made = ledger(*(taken_in(answers(code)) for code in "ABC"))
    assert made.is_whole
    assert codes(made) == []
    assert [unit.state for unit in made.units] == [UnitState.IN] * 3
    assert (made.year, made.region) == ("2025", "某县")


def test_relations_are_put_to_the_totals_again() -> None:
    """21 requests received and none concluded or carried out break T301 on the totals: M02."""
    found = [each for each in ledger(*three()).findings if each.code == "M02"]
    assert any("321" in each.message.zh and "自然人" in each.message.zh for each in found)
    assert {each.severity for each in found} <= {Severity.ERROR, Severity.WARNING}


def test_a_missing_unit_is_told() -> None:
    """A unit of the roster without a file: state missing, M01, not whole."""
    made = ledger(taken_in(answers("A")), taken_in(answers("C")))
    assert codes(made) == ["M01"]
    assert "B 单位" in made.findings[0].message.zh
    assert not made.is_whole
    assert [unit.state.value for unit in made.units] == ["in", "missing", "in"]


def test_rejected_unreadable_and_strange_files_are_left_out() -> None:
    """Each cause has its own word and rule; none of the numbers gets into the totals."""
    unreadable = Return(file="u.xlsx", sha256="0", submission=None, findings=(), state="unreadable")
    other_year = answers("B", {RECEIVED: 5}) | {"cover.year": 2024}
    made = assemble(
        [
            taken_in(answers("A", {RECEIVED: 5}), state="rejected"),
            taken_in(answers("X", {RECEIVED: 5})),
            unreadable,
            taken_in(other_year),
            taken_in(answers("C", {RECEIVED: 1})),
        ],
        layout=LAYOUT,
        roster=ROSTER,
        year="2025",
    )
    assert decisions(made) == {
        "A.xlsx": "rejected",
        "B.xlsx": "wrong year",
        "C.xlsx": "counted",
        "X.xlsx": "unknown unit",
        "u.xlsx": "unreadable",
    }
    assert {"M01", "M12", "M16", "M17", "M18"} <= set(codes(made))
    assert [unit.state.value for unit in made.units] == ["rejected", "missing", "in"]
    assert totals(made.rows, FORM)["whole"][RECEIVED] == 1


def test_a_unit_out_of_scope_is_not_counted() -> None:
    """A unit that the roster leaves out is left out, and its handing in is told."""
    out = Unit(code="D", name="税务局", kind="other", tier="本级", in_scope=False, reason="垂直管理")
    made = ledger(*three(), taken_in(answers("D", {RECEIVED: 1000})), roster=Roster(units=(*ROSTER.units, out)))
    assert decisions(made)["D.xlsx"] == "out of scope"
    assert any(each.code == "M13" and "垂直管理" in each.message.zh for each in made.findings)
    assert totals(made.rows, FORM)["whole"][RECEIVED] == 321


def test_the_later_submission_counts_and_the_change_is_told() -> None:
    """By the day it was handed in, then by the file's own time; the old value and the new one are named."""
    old = taken_in(answers("A", {RECEIVED: 1}, "2026-01-10"), "b.xlsx", modified="2026-02-01T00:00:00Z")
    new = taken_in(answers("A", {RECEIVED: 2}, "2026-01-12"), "a.xlsx", modified="2026-01-01T00:00:00Z")
    made = ledger(old, new)
    assert decisions(made) == {"a.xlsx": "counted", "b.xlsx": "superseded"}
    place = LAYOUT.places[RECEIVED]
    told = next(each for each in made.findings if each.code == "M11")
    assert told.file == "b.xlsx"
    assert f"{place.sheet}!{place.cell}" in told.message.zh
    assert "由 1 变为 2" in told.message.zh
    same_day = taken_in(answers("A", {RECEIVED: 3}, "2026-01-12"), "c.xlsx", modified="2026-01-02T00:00:00Z")
    assert decisions(ledger(old, new, same_day))["c.xlsx"] == "counted"


def test_a_later_rejected_submission_leaves_the_unit_out() -> None:
    """An older accepted return never stands in silently for a newer one with errors."""
    old = taken_in(answers("A", {RECEIVED: 1}, "2026-01-10"), "old.xlsx")
    new = taken_in(answers("A", {RECEIVED: 2}, "2026-01-12"), "new.xlsx", state="rejected")
    made = ledger(old, new)
    assert decisions(made) == {"old.xlsx": "superseded", "new.xlsx": "rejected"}
    assert made.units[0].state is UnitState.REJECTED


def test_what_cannot_be_decided_is_not_guessed() -> None:
    """Same day, same time, other figures: none counts, both are named, loudly."""
    made = ledger(taken_in(answers("A", {RECEIVED: 1}), "x.xlsx"), taken_in(answers("A", {RECEIVED: 2}), "y.xlsx"))
    assert decisions(made) == {"x.xlsx": "undecided", "y.xlsx": "undecided"}
    told = [each for each in made.findings if each.code == "M15"]
    assert [each.severity for each in told] == [Severity.ERROR] * 2
    assert "x.xlsx、y.xlsx" in told[0].message.zh
    assert made.rows == ()


def test_the_same_content_is_a_duplicate() -> None:
    """The same bytes, or the same values at the same time: one counts, the other is a duplicate, nothing blocks."""
    one = taken_in(answers("A"), "1.xlsx", sha256="s")
    twin = taken_in(answers("A"), "2.xlsx", sha256="s")
    resaved = taken_in(answers("A"), "3.xlsx", sha256="t")
    made = ledger(one, twin, resaved, taken_in(answers("B")), taken_in(answers("C")))
    assert [decisions(made)[f"{n}.xlsx"] for n in "123"] == ["counted", "duplicate", "duplicate"]
    assert made.is_whole


def test_without_a_roster_every_accepted_unit_counts() -> None:
    """The tier comes from the unit's kind, the order from its code, nothing can be missing."""
    made = ledger(*reversed(three()), roster=None)
    assert [(row.code, row.tier) for row in made.rows] == [("A", "本级"), ("B", "本级"), ("C", "乡镇街道")]
    assert "M01" not in codes(made)


def test_the_roster_gives_the_order() -> None:
    """Rows stand in the roster's order, not by code or file."""
    made = ledger(*three(), roster=Roster(units=tuple(reversed(ROSTER.units))))
    assert [row.code for row in made.rows] == ["C", "B", "A"]


def test_a_blank_is_not_zero() -> None:
    """An accepted return with a blank that is not declared zero has no figure there, and no total over it."""
    said = answers("A", {RECEIVED: 4}) | {"requests.blank_is_zero": False}
    numbers = ledger(taken_in(said)).rows[0].numbers
    assert numbers[RECEIVED] == 4
    assert numbers["requests.received.business"] is None
    assert numbers["requests.received.total"] is None
    assert numbers["disputes.review.total"] == 0


def test_a_suspicious_skipped_file_keeps_the_merge_from_being_whole() -> None:
    """A lock file is only listed; an .xls that may be a return is pointed out."""
    lock = Skipped(file="~$a.xlsx", reason=Text("锁", "lock"))
    old = Skipped(file="a.xls", reason=Text("旧", "old"), suspicious=True)
    given_back = [taken_in(answers(code)) for code in "ABC"]
    assert assemble(given_back, layout=LAYOUT, roster=ROSTER, skipped=[lock]).is_whole
    made = assemble(given_back, layout=LAYOUT, roster=ROSTER, skipped=[lock, old])
    assert not made.is_whole
    assert [(each.code, each.file) for each in made.findings] == [("M19", "a.xls")]


def pool() -> list[Return]:
    """Returns of every sort."""
    return [
        *three(),
        taken_in(answers("A", {RECEIVED: 9}, "2026-01-20"), "A2.xlsx"),
        taken_in(answers("B", {RECEIVED: 20}), "B2.xlsx", sha256="same"),
        taken_in(answers("B", {RECEIVED: 20}), "B3.xlsx", sha256="same"),
        taken_in(answers("X"), "X.xlsx"),
        taken_in(answers("C"), "C2.xlsx", state="rejected"),
        taken_in(answers("C", {RECEIVED: 7}), "C3.xlsx"),
        Return(file="u.xlsx", sha256="0", submission=None, findings=(), state="unreadable"),
    ]


@given(st.permutations(pool()), st.booleans())
def test_order_does_not_matter(shuffled: list[Return], with_roster: bool) -> None:  # noqa: FBT001
    """Whatever the order of the files, the ledger is the same."""
    roster = ROSTER if with_roster else None
    assert ledger(*shuffled, roster=roster) == ledger(*pool(), roster=roster)


@given(st.lists(st.sampled_from(pool()), unique_by=lambda each: each.file), st.integers(0, 3))
def test_every_file_seen_gets_exactly_one_word(chosen: list[Return], strays: int) -> None:
    """Accepted + refused + skipped = files seen, and at most one file of a unit counts."""
    skipped = [Skipped(file=f"~${number}", reason=Text("锁", "lock")) for number in range(strays)]
    made = assemble(chosen, layout=LAYOUT, roster=ROSTER, skipped=skipped)
    assert sorted(line.file for line in made.files) == sorted([e.file for e in chosen] + [e.file for e in skipped])
    counted = [line.code for line in made.files if line.decision is Decision.COUNTED]
    assert sorted(counted) == sorted(row.code for row in made.rows)
    assert len(set(counted)) == len(counted)


@pytest.mark.parametrize("year", ["", "2025"])
def test_the_year_is_the_usual_one_where_none_is_given(year: str) -> None:
    """Three returns of 2025 and one of 2024: the one is told, not the three."""
    odd = taken_in(answers("B") | {"cover.year": 2024}, "odd.xlsx")
    made = assemble([*three(), odd], layout=LAYOUT, roster=ROSTER, year=year)
    assert made.year == "2025"
    assert decisions(made)["odd.xlsx"] == "wrong year"


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("旧", "问" * 30, "“" + "问" * 30 + "”"),
        ("旧", "问" * 31, "“" + "问" * 15 + "…”"),
        ("一" * 81, "一" * 40 + "二" + "一" * 40, "“…" + "一" * 15 + "二" + "一" * 14 + "…”"),
        ("一" * 40, "一" * 40 + "二", "“…" + "一" * 15 + "二”"),
    ],
)
def test_a_text_that_differs_is_told_in_thirty_characters(before: str, after: str, shown: str) -> None:
    """Up to thirty it is whole; of a longer one what stands around the first difference, and where it was cut."""
    old = taken_in(answers("A", {"problems.issues": before}, day="2026-01-10"), "old.xlsx")
    new = taken_in(answers("A", {"problems.issues": after}, day="2026-01-11"), "new.xlsx")
    (line,) = [each for each in ledger(old, new).files if each.file == "old.xlsx"]
    (change,) = [each for each in line.changes if each.field == "problems.issues"]
    assert change.after == shown


def test_why_a_file_could_not_be_read_is_its_reason() -> None:
    """M18 says in the file's line what the reader said, in both languages, not only that it is unreadable."""
    why = refused(Refusal(code="I03", found="encrypted"))
    returns = [Return(file="u.xlsx", sha256="0", submission=None, findings=(why,), state="unreadable"), *three()]
    made = ledger(*returns)
    (line,) = [each for each in made.files if each.file == "u.xlsx"]
    assert why.message.zh
    assert why.message.zh in line.reason.zh
    assert why.message.en in line.reason.en
    (found,) = [each for each in made.findings if each.code == "M18"]
    assert (found.file, found.message) == ("u.xlsx", line.reason)
