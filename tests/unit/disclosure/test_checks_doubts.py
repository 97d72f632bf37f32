"""Rules that ask twice: each silent where all is as it should be, or where nobody turned it on."""

from dataclasses import replace

import pytest

from examining import blank, good, says, with_entry
from filled import FORM
from firing import last_year, merged
from xlreport.background import Background, LastYear
from xlreport.checks.tables import leaps
from xlreport.disclosure import cover
from xlreport.disclosure.tables import disputes, outcomes, powers
from xlreport.disclosure.text import checked_claims, sections
from xlreport.findings import Finding
from xlreport.rounds import Policies, Unit
from xlreport.submissions import Submission, Value

UNIT = Unit(code="230381-ZRZ", name="虎林市自然资源局", kind="department", tier="本级")
CHECKS = (
    powers.check_powers,
    powers.check_fees,
    powers.check_fee_pair,
    outcomes.check_outcomes,
    outcomes.check_grounds,
    outcomes.check_old_requests,
    disputes.check_disputes,
    cover.check_cover_days,
    checked_claims.check_concluded,
    sections.check_numbers_asked,
    leaps.check_copied_tables,
)


def changed(changes: dict[str, Value]) -> Submission:
    """The good return with some fields changed."""
    made = good()
    for field, value in changes.items():
        made = with_entry(field, made, value=value, raw=str(value))
    return made


def told(code: str, changes: dict[str, Value], background: Background | None = None) -> list[Finding]:
    """What a rule says of a return that says something else."""
    found = (each for check in CHECKS for each in says(check, changed(changes), background=background or Background()))
    return [each for each in found if each.code == code]


SILENT: list[tuple[str, dict[str, Value], Background]] = [
    ("T208", {"cover.unit_kind": "government", "disclosure.regulations.in_force": 3}, Background()),
    (
        "T208",
        {"cover.unit_kind": "government", "disclosure.regulations.in_force": 0},
        Background(tiers=frozenset({"乡镇街道"})),
    ),
    ("T209", {"matters.fee_cases": 0, "matters.fee_yuan": 0}, Background()),
    ("T209", {"matters.fee_cases": 2, "matters.fee_yuan": 300}, Background()),
    ("T210", {"disclosure.normative.in_force": 12}, Background(unit=replace(UNIT, listed={"in_force": 12}))),
    ("T210", {"disclosure.normative.in_force": 12}, Background(unit=UNIT)),
    ("T311", {"requests.carried_in.natural": 0}, Background()),
    ("T408", {"disputes.direct_suit.upheld": 2, "cover.year": 2023}, Background()),
    ("F10", {"cover.department_head.date": "2026-01-05", "cover.deputy_leader.date": "2026-01-06"}, Background()),
    ("P05", {"cover.published_on": "2026-01-31"}, Background()),
    ("S14", {"overview.on_request": "上年结转的申请已全部办结。"}, Background()),
    ("S14", {"overview.on_request": "收到的政府信息公开申请均按期答复。群众来信已全部办结。"}, Background()),
    ("S37", {"overview.platform": "完善平台。"}, Background()),
    ("T309", {"requests.closed.fee_not_paid.natural": 1, "matters.text": "没有。"}, Background()),
    ("T310", {"overview.on_request": "没有什么可说。"}, Background()),
    ("T407", {"problems.issues": "答复不够及时。"}, Background()),
    ("T405", {"cover.unit_kind": "government"}, merged()),
    ("T307", {"requests.closed.other.natural": 100}, merged()),
    ("F10", {"cover.submitted_on": "1905-07-18"}, Background()),
]


@pytest.mark.parametrize(("code", "changes", "background"), SILENT, ids=[each[0] for each in SILENT])
def test_it_is_silent(code: str, changes: dict[str, Value], background: Background) -> None:
    """No ordinary return is asked twice."""
    assert told(code, changes, background) == []


@pytest.mark.parametrize(
    ("cases", "yuan", "severity"),
    [(3, 0, "warning"), (0, 100, "warning"), (90_000, 900_000, "warning"), (3, 123, "note")],
)
def test_cases_and_amount_of_the_fee_go_together(cases: int, yuan: int, severity: str) -> None:
    """T209: one without the other, more cases than requests, an amount of no tariff."""
    found = told("T209", {"matters.fee_cases": cases, "matters.fee_yuan": yuan})
    assert [each.severity.value for each in found] == [severity]


@pytest.mark.parametrize(
    ("dates", "count"),
    [
        ({"cover.department_head.date": "2025-06-01"}, 1),
        ({"cover.department_head.date": "2026-01-08", "cover.chief_leader.date": "2026-01-06"}, 1),
        ({"cover.chief_leader.date": "2026-06-30"}, 1),
    ],
)
def test_reviews_in_the_wrong_order(dates: dict[str, Value], count: int) -> None:
    """F10: within the report year, before the level below, after the submission."""
    assert len(told("F10", dates)) == count


def test_one_person_for_all_reviews() -> None:
    """F10 names the person."""
    names: dict[str, Value] = {
        f"cover.{who}.name": "王某" for who in ("department_head", "deputy_leader", "chief_leader")
    }
    assert ["王某" in each.message.zh for each in told("F10", names)] == [True]


def test_a_government_has_until_march() -> None:
    """P05 goes by the kind of unit."""
    late: dict[str, Value] = {"cover.published_on": "2026-03-01"}
    assert [each.expected for each in told("P05", late)] == ["2026-01-31"]
    assert told("P05", {**late, "cover.unit_kind": "government"}) == []
    assert told("P05", {**late, "cover.unit_kind": "township"}) == []


@pytest.mark.parametrize(("other", "speaks"), [(1, False), (2, False), (3, False), (100, True)])
def test_few_other_outcomes_are_nothing(other: int, speaks: bool) -> None:  # noqa: FBT001  # a column of the table
    """T307 wants three at least, and a share."""
    assert bool(told("T307", {"requests.closed.other.natural": other})) is speaks


def test_a_small_table_that_is_last_years_is_a_note() -> None:
    """X05: a few small figures may well be the same two years running."""
    small = {field.id: 0 for field in FORM.numbers if field.id not in FORM.computed}
    small |= {"requests.received.natural": 1, "requests.granted.natural": 1, "requests.carried_in.natural": 1}
    made = good()
    for field, value in small.items():
        made = with_entry(field, made, value=value, raw=str(value))
    known = Background(last=LastYear(numbers=small))
    assert [each.severity.value for each in says(leaps.check_copied_tables, made, background=known)] == ["note"]
    whole = says(leaps.check_copied_tables, good(), background=last_year())
    assert {each.severity.value for each in whole} == {"warning"}


def test_blank_days_are_not_asked_for() -> None:
    """What the cover does not say is not doubted."""
    made = blank("cover.submitted_on", blank("cover.chief_leader.date", good()))
    assert [each for each in says(cover.check_cover_days, made) if each.code == "P05"] == []


def test_a_rule_that_is_off_speaks_once_the_round_asks_for_it() -> None:
    """[severity] turns it on."""
    asked = Background(policies=Policies(severities={"T310": "note"}))
    assert told("T310", {"overview.on_request": "没有什么可说。"}, asked)
