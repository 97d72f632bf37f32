"""No finding twice: what only repeats another one stands under it as a note, and nothing is lost."""

from dataclasses import replace
from decimal import Decimal

import pytest

from examining import good, with_entry
from filled import FORM, LAYOUT
from firing import last_year, roster
from xlreport.background import Background
from xlreport.checks import examine
from xlreport.checks.folding import FOLDS, folded
from xlreport.findings import Finding, Severity
from xlreport.language import Text
from xlreport.rounds import Policies
from xlreport.rulebooks import CHECKS, check
from xlreport.submissions import State, Submission

TOTALS = tuple(FORM.computed)


def changed(**numbers: int | str) -> Submission:
    """The good return with other figures or texts, dots of the ids as double underscores, its totals left open."""
    submission = good()
    for name, value in numbers.items():
        kind = "s" if isinstance(value, str) else "n"
        submission = with_entry(
            name.replace("__", "."), submission, value=value, raw=str(value), state=State.VALUE, type=kind
        )
    entries = {field: replace(entry, raw=None, value=None) for field, entry in submission.entries.items()}
    return replace(submission, entries={**submission.entries, **{field: entries[field] for field in TOTALS}})


def told(submission: Submission, background: Background | None = None) -> list[Finding]:
    """What is told, without what was skipped and the note about totals that were not saved."""
    found = check(submission, LAYOUT, background or Background())
    return [each for each in found if each.severity is not Severity.SKIPPED and each.code != "I33"]


def relations_of(findings: list[Finding]) -> list[Finding]:
    """Those about the table of requests."""
    return [each for each in findings if each.code.startswith("T3")]


def asking(code: str, known: Background) -> Background:
    """A round that turned on a rule that is off by default."""
    return replace(known, policies=Policies(severities={code: "note"}))


NONE = {
    f"{each.id.replace('.', '__')}": 0
    for each in FORM.numbers
    if each.id.startswith("requests.") and each.id not in FORM.computed
}


def test_one_request_and_nothing_else() -> None:
    """A single request without an outcome: one finding at its column; the total stands under it."""
    (finding,) = relations_of(told(changed(**NONE | {"requests__received__natural": 1})))
    assert (finding.code, finding.field) == ("T301", "requests.received.natural")
    assert any("T301（总计）" in note.zh for note in finding.notes)


def test_an_outcome_without_a_request() -> None:
    """More concluded than came in: the column's T301 says so, and the total stands under it."""
    (finding,) = relations_of(told(changed(**NONE | {"requests__granted__natural": 1})))
    assert finding.code == "T301"
    assert (
        "其中“（七）总计”为 1，已多于“一、本年新收政府信息公开申请数量”、“二、上年结转政府信息公开申请数量”之和 0。"
        in {note.zh for note in finding.notes}
    )
    assert any("T301（总计）" in note.zh for note in finding.notes)


@pytest.mark.parametrize(
    ("numbers", "background", "expected", "under"),
    [
        ({"disclosure__regulations__made": 1}, last_year(), "T201", "X01"),
        ({"disclosure__regulations__repealed": 1}, last_year(), "T201", "X03"),
        ({"disclosure__normative__repealed": 99}, last_year(), "X03", "X01"),
        ({}, last_year(disclosure__fees__amount=12_843_056), "T206", "X04"),
        (
            {"disclosure__licensing__decisions": 0},
            replace(last_year(), unit=roster(powers=("licensing", "penalties", "coercion", "fees")).unit),
            "T204",
            "X04",
        ),
        ({"matters__text": "没有其他事项。"}, asking("T309", Background()), "S28", "T309"),
        ({"overview__management": "统计期限为2023年1月1日至2023年12月31日。"}, None, "S20", "S22"),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_the_root_speaks(
    numbers: dict[str, int | str], background: Background | None, expected: str, under: str
) -> None:
    """One of the two is a finding; the other one is a note of it."""
    last = {"last__disclosure__regulations__in_force": 0, "last__disclosure__normative__in_force": 10}
    given = told(changed(**(last if background else {}) | numbers), background)
    assert under not in {each.code for each in given}
    roots = [each for each in given if each.code == expected]
    assert any(under in note.zh for each in roots for note in each.notes)


def test_nothing_is_lost() -> None:
    """Every finding of the checks is told, or its words stand under another one."""
    submission = changed(
        disclosure__regulations__repealed=1,
        last__disclosure__regulations__in_force=0,
        last__disclosure__normative__in_force=10,
        matters__text="没有其他事项。",
        overview__management="统计期限为2023年1月1日至2023年12月31日。",
    )
    seen = examine(submission, LAYOUT, asking("T309", last_year()))
    every = [finding for each in CHECKS for finding in each(seen)]
    kept = folded(every)
    stand = {(each.code, each.place, each.message) for each in kept}
    below = {note for each in kept for note in each.notes}
    under = [each for each in every if (each.code, each.place, each.message) not in stand]
    assert {each.code for each in under} == {"X01", "X03", "T309", "S22"}
    for each in under:
        assert Text(f"另见 {each.code}：{each.message.zh}", f"See also {each.code}: {each.message.en}") in below
    assert len(kept) + len(under) == len(every)


def test_what_weighs_more_is_not_hidden() -> None:
    """Where the round makes a leap an error, it is none of the notes of a warning."""
    known = replace(
        last_year(),
        unit=roster(powers=("licensing", "penalties", "coercion", "fees")).unit,
        policies=Policies(severities={"X04": "error"}),
    )
    given = told(changed(disclosure__licensing__decisions=0, last__disclosure__normative__in_force=10), known)
    leaps = {each.code: each.severity.value for each in given if each.field == "disclosure.licensing.decisions"}
    assert leaps == {"X04": "error", "T204": "warning"}


def test_the_table_has_no_circle() -> None:
    """A rule that is put under another one is never the place for a third by way of itself."""
    above = {fold.code: set(fold.under) for fold in FOLDS}
    for code in above:
        reached: set[str] = set()
        wave = {code}
        while wave:
            wave = {under for each in wave for under in above.get(each, ())} - reached
            reached |= wave
        assert code not in reached


def test_a_total_of_last_year_alone() -> None:
    """Where last year's own total is all that differs, X02 speaks at the total."""
    shown = {
        f"last__requests__carried_out__{column.id.rsplit('.', 1)[-1]}": int(good().entry(column.id).value or 0)
        for column in FORM.numbers
        if column.id.startswith("requests.carried_in.")
    }
    wrong = shown | {"last__requests__carried_out__total": shown["last__requests__carried_out__total"] + 5}
    assert [(each.code, each.field) for each in told(changed(**wrong))] == [("X02", "requests.carried_in.total")]
    assert told(changed(**shown)) == []
    assert Decimal(shown["last__requests__carried_out__total"]) == sum(
        number for name, number in shown.items() if not name.endswith("total")
    )


@pytest.mark.parametrize("number", [0, 7, 1_234_567])
def test_no_cell_is_told_twice(number: int) -> None:
    """Whatever figure is typed into a cell, no two findings about the tables stand at one cell."""
    fields = [each.id for each in FORM.numbers if each.id not in FORM.computed and each.section != "matters"]
    for field in fields[::9]:
        given = told(changed(**{field.replace(".", "__"): number}), last_year())
        places = [each.place for each in given if not each.code.startswith("S")]
        assert len(set(places)) == len(places), (field, [(each.code, each.place) for each in given])
