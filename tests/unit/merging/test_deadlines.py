"""Lateness: the law's day and the round's, per kind of unit, told the same by merge and by status."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from returns_made import FORM, ledger
from rounds_made import SETTINGS, excluded, faulty, told, under, unit, whole
from xlreport.findings import Finding
from xlreport.merging import Ledger, UnitState, unit_statuses
from xlreport.merging.deciding.unit_status import day_of, due
from xlreport.rounds import Register, Roster, Settings

UNITS = FORM.units
KINDS = UNITS.words
CODES = {kind: f"U-{kind}" for kind in KINDS}
ROSTER = Roster(units=tuple(unit(code, kind) for kind, code in CODES.items()))
TOWNS, GOVERNMENT = date(2026, 1, 20), date(2026, 3, 10)
ASKED = replace(
    SETTINGS,
    deadline=date(2026, 1, 25),
    deadlines={"township": TOWNS, "subdistrict": TOWNS, "government": GOVERNMENT},
)


def asked(townships: date | None, government: date | None) -> dict[str, date]:
    """A round's own days by kind of unit, of those that it sets."""
    days = {"township": townships, "subdistrict": townships, "government": government}
    return {kind: day for kind, day in days.items() if day}


def late(made: Ledger) -> list[Finding]:
    """What is said about days."""
    return [each for code in ("P01", "P02", "P03") for each in told(made, code)]


@pytest.mark.parametrize(
    ("kind", "day", "code", "limit"),
    [
        ("department", "2026-01-25", "", ""),
        ("department", "2026-01-26", "P03", "2026-01-25"),
        ("department", "2026-01-31", "P03", "2026-01-25"),
        ("department", "2026-02-01", "P01", "2026-01-31"),
        ("government", "2026-03-10", "", ""),
        ("government", "2026-03-11", "P03", "2026-03-10"),
        ("government", "2026-04-01", "P02", "2026-03-31"),
        ("township", "2026-01-20", "", ""),
        ("township", "2026-01-21", "P03", "2026-01-20"),
        ("subdistrict", "2026-02-10", "P03", "2026-01-20"),
        ("other", "2026-01-25", "", ""),
        ("other", "2026-01-26", "P03", "2026-01-25"),
    ],
)
def test_the_day_after_the_last_is_late(kind: str, day: str, code: str, limit: str) -> None:
    """On the day itself nobody is late; the law's day, where it is passed, goes before the round's."""
    made = ledger(
        whole(CODES[kind], day=day),
        roster=ROSTER,
        terms=under(deadline=ASKED.deadline, deadlines=ASKED.deadlines),
    )
    found = late(made)
    assert [each.code for each in found] == ([code] if code else [])
    for each in found:
        assert (each.expected, each.file) == (limit, f"{CODES[kind]}.xlsx")
        assert f"（{CODES[kind]}）" in each.message.zh
        assert all(str(said) in each.message.zh for said in (day, limit))
        assert each.severity.value == "warning"


@pytest.mark.parametrize("kind", KINDS)
def test_without_a_round_the_law_alone_sets_days(kind: str) -> None:
    """Departments 31 January, the government 31 March; for townships and others the law names no day."""
    expected = {"department": date(2026, 1, 31), "government": date(2026, 3, 31)}
    assert due(UNITS.kind(kind), "2025", None) == expected.get(kind)
    made = ledger(whole(CODES[kind], day="2026-12-31"), roster=ROSTER)
    assert bool(late(made)) == (kind in expected)


@pytest.mark.parametrize(
    ("settings", "kind", "expected"),
    [
        (SETTINGS, "township", None),
        (replace(SETTINGS, deadline=date(2026, 1, 25)), "township", date(2026, 1, 25)),
        (replace(SETTINGS, deadline=date(2026, 1, 25)), "government", date(2026, 1, 25)),
        (ASKED, "subdistrict", date(2026, 1, 20)),
        (ASKED, "government", date(2026, 3, 10)),
        (replace(SETTINGS, deadline=date(2026, 2, 28)), "department", date(2026, 1, 31)),
        (replace(SETTINGS, deadline=date(2026, 2, 28)), "other", date(2026, 2, 28)),
    ],
)
def test_a_kind_has_its_own_day(settings: Settings, kind: str, expected: date | None) -> None:
    """What the round sets for a kind, else its deadline; no later than the law allows."""
    assert due(UNITS.kind(kind), "2025", settings) == expected


def test_of_several_returns_the_first_day_counts() -> None:
    """Handed in on time and corrected after the deadline is not late, also while the first is what was rejected."""
    code = CODES["department"]
    corrected = (faulty(code, 1, "2026-01-20"), whole(code, 2, "2026-02-10", file="2.xlsx"))
    assert late(ledger(*corrected, roster=ROSTER)) == []
    assert [each.code for each in late(ledger(corrected[1], roster=ROSTER))] == ["P01"]
    rejected = faulty(code, 1, "2026-02-10")
    assert [each.code for each in late(ledger(rejected, roster=ROSTER))] == ["P01"]


def test_a_return_of_another_year_says_nothing_about_this_one() -> None:
    """Last year's file, handed in early, does not make this year's late return punctual."""
    code = CODES["department"]
    made = ledger(
        whole(code, day="2025-01-10", file="old.xlsx", says={"cover.year": 2024}),
        whole(code, day="2026-02-01"),
        roster=ROSTER,
        year="2025",
    )
    assert [each.code for each in late(made)] == ["P01"]


@pytest.mark.parametrize("day", ["", "1月20日"])
def test_without_a_day_nothing_is_said(day: str) -> None:
    """No day, or one that is none, is not late: its own finding tells it."""
    assert day_of(day) is None
    assert late(ledger(whole(CODES["department"], day=day), roster=ROSTER)) == []


days = st.dates(date(2026, 1, 1), date(2026, 4, 30))
rounds_days = st.none() | days


@given(
    st.lists(st.tuples(st.sampled_from(list(KINDS)), days, st.booleans()), max_size=8),
    rounds_days,
    rounds_days,
    rounds_days,
    days,
)
def test_merge_and_status_agree(
    handed_in: list[tuple[str, date, bool]],
    deadline: date | None,
    townships: date | None,
    government: date | None,
    today: date,
) -> None:
    """Who is in is late in status exactly when merge tells P01, P02 or P03; who is not in, after its day as well."""
    returns = [
        (faulty if wrong else whole)(CODES[kind], number, str(day), file=f"{number}.xlsx")
        for number, (kind, day, wrong) in enumerate(handed_in)
    ]
    terms = under(deadline=deadline, deadlines=asked(townships, government))
    made = ledger(*returns, roster=ROSTER, year="2025", terms=terms)
    about = {line.file: line.code for line in made.files}
    merged = {about[each.file] for each in late(made)}
    for status, each in zip(
        unit_statuses(made, returns, Register(), terms.settings, today, units=UNITS), ROSTER.units, strict=True
    ):
        assert status.due == due(UNITS.kind(each.kind), "2025", terms.settings)
        if status.state is UnitState.IN:
            assert status.late == (status.code in merged)
        else:
            past = status.due is not None and today > status.due
            assert status.late == (past or status.code in merged)


def test_a_unit_that_the_office_left_out_is_not_late() -> None:
    """It handed in and a person decided: neither merge nor status calls it late."""
    code = CODES["department"]
    made = ledger(whole(code, day="2026-03-01"), roster=ROSTER, year="2025", terms=under(excluded(code)))
    assert late(made) == []
    found = {each.code: each for each in unit_statuses(made, (), Register(), SETTINGS, date(2026, 3, 2), units=UNITS)}
    assert (found[code].state, found[code].late) == (UnitState.EXCLUDED, False)


def test_on_its_last_day_nobody_missing_is_late() -> None:
    """Missing units turn late one day after their own kind's day."""
    made = ledger(roster=ROSTER, year="2025")
    for settings in (None, ASKED):
        for each in unit_statuses(made, (), Register(), settings, date(2026, 1, 1), units=UNITS):
            if each.due:
                days_ = (each.due, each.due + timedelta(days=1))
                found = [
                    next(
                        one.late
                        for one in unit_statuses(made, (), Register(), settings, day, units=UNITS)
                        if one.code == each.code
                    )
                    for day in days_
                ]
                assert found == [False, True]


@pytest.mark.parametrize("year", ["", "今年", "2025年", "-1", "0", "9999", "10000"])
def test_a_year_that_is_none_sets_no_day(year: str) -> None:
    """No digits, or none that a calendar has: the law sets no day, and nothing is raised; the round's own day holds."""
    kind = UNITS.kind("government")
    assert kind.law
    assert due(kind, year, None) is None
    assert due(kind, year, ASKED) == GOVERNMENT
    assert due(kind, "9998", None) == date(9999, *kind.law)
