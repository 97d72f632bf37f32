"""One case per rule of the merge and of the round: a county in which the rule speaks. In the quiet one none does."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from returns_made import LAYOUT, ROSTER, answers, ledger, taken_in
from rounds_made import (
    RECEIVED,
    SETTINGS,
    every_unit,
    excluded,
    faulty,
    included,
    last_year,
    under,
    unit,
    unreadable,
    whole,
    with_unit,
)
from xlreport.language import Text
from xlreport.merging import Ledger, MergeTerms, Skipped, assemble
from xlreport.office.adding_up.round_terms import RoundTerms
from xlreport.rounds import Issue, Register, Roster, Waiver
from xlreport.submissions import Value

_HALF = Skipped(file="a.xlsx.part", reason=Text("尚未传完", "unfinished"), suspicious=True)
_SUIT = {"disputes.suit_after_review.upheld": 1}
_ISSUED = Register(
    issues=(Issue(unit="A", issue="1", sha256="0" * 64, issued=date(2025, 12, 1), file="outbox/A.xlsx"),)
)


def quiet_county() -> Ledger:
    """A county of which nothing is to be said: all in, on time, with a list, last year, decisions and a register."""
    terms = MergeTerms(
        settings=replace(SETTINGS, deadline=date(2026, 1, 31), listed={"made": 0, "repealed": 0, "in_force": 0}),
        last=last_year(A=0, B=0, C=0),
    )
    return assemble(every_unit(), layout=LAYOUT, roster=ROSTER, register=_ISSUED, terms=terms)


def _waived(waiver: Waiver, *days: str) -> Ledger:
    terms = MergeTerms(settings=SETTINGS, waivers=(waiver,))
    given = [whole(code, day=day) for code, day in zip("AB", days, strict=True)]
    return RoundTerms(terms=terms).with_waivers(ledger(*given, whole("C"), terms=terms))


def _waiver(unit_: str, until: date | None = None) -> Waiver:
    return Waiver(code="P01", unit=unit_, who="王某", why="断网", until=until)


def _alike(code: str) -> dict[str, Value]:
    """A text that differs from another unit's in nothing but the name."""
    text = f"{code} 单位主动公开政府信息，加强信息管理和平台建设，完善监督保障，组织业务培训，回应群众关切，有了成效，"
    return {"problems.issues": text * 2}


def _figures(times: int) -> dict[str, Value]:
    """Figures in a dozen columns of one table, so many times a unit's own."""
    fields = [field.id for field in LAYOUT.form.numbers if field.id.startswith("disputes.")]
    return {field: number * times for number, field in enumerate(fields, 1) if field not in LAYOUT.form.computed}


def _county(office: int, *others: int) -> Ledger:
    """A county in which each unit has so many times the same figures."""
    return ledger(*(whole(code, 0, says=_figures(times)) for code, times in zip("ABC", (office, *others), strict=True)))


FIRING_MERGED: Mapping[str, Callable[[], Ledger]] = {
    "M01": lambda: ledger(whole("A"), whole("C")),
    "M02": lambda: ledger(*every_unit()[1:], taken_in(answers("A", {RECEIVED: 1}))),
    "M04": lambda: ledger(*every_unit(), whole("D"), roster=with_unit(unit("D", parent="B"))),
    "M05": lambda: ledger(*every_unit(), terms=under(listed={"made": 3})),
    "M06": lambda: ledger(*every_unit(), terms=MergeTerms(last=last_year(A=2))),
    "M07": lambda: ledger(whole("A", says=_SUIT), whole("B", says=_SUIT), whole("C")),
    "M09": lambda: ledger(
        *every_unit(), roster=Roster(units=(*ROSTER.units[:2], replace(ROSTER.units[2], tier="本级")))
    ),
    "M11": lambda: ledger(*every_unit(), whole("A", 2, "2026-01-12", file="A2.xlsx")),
    "M12": lambda: ledger(*every_unit(), whole("X")),
    "M13": lambda: ledger(*every_unit(), whole("D"), roster=with_unit(unit("D", in_scope=False, reason="垂直管理"))),
    "M14": lambda: ledger(*every_unit(), whole("A", file="A2.xlsx")),
    "M15": lambda: ledger(*every_unit(), whole("A", 2, file="A2.xlsx")),
    "M16": lambda: ledger(*every_unit()[1:], faulty("A")),
    "M17": lambda: ledger(*every_unit()[1:], whole("A", says={"cover.year": 2024}), year="2025"),
    "M18": lambda: ledger(*every_unit(), unreadable("u.xlsx")),
    "M19": lambda: assemble(every_unit(), layout=LAYOUT, roster=ROSTER, skipped=[_HALF]),
    "M20": lambda: assemble(
        every_unit(),
        layout=LAYOUT,
        roster=ROSTER,
        register=Register(issues=(replace(_ISSUED.issues[0], issue="2"),)),
    ),
    "M42": lambda: ledger(*every_unit()[1:], whole("A", file="B 单位.xlsx")),
    "M21": lambda: ledger(*every_unit()[1:], faulty("A"), terms=under(included("A"))),
    "M22": lambda: ledger(*every_unit(), terms=under(excluded("A"))),
    "M23": lambda: ledger(*every_unit(), terms=under(included("A"))),
    "M24": lambda: ledger(*every_unit(), terms=under(included("A"), excluded("A"))),
    "M26": lambda: ledger(*every_unit(), roster=with_unit(replace(unit("D"), name="某县人民医院"))),
    "M27": lambda: ledger(*every_unit(), roster=with_unit(replace(unit("D"), name="国家税务总局某县税务局"))),
    "M25": lambda: ledger(*every_unit()[1:], faulty("A"), terms=under(draft=True)),
    "M40": lambda: _county(3, 1, 2),
    "M41": lambda: _county(1, 2, 2),
    "P01": lambda: ledger(whole("A"), whole("B", day="2026-02-01"), whole("C")),
    "P02": lambda: ledger(whole("A", day="2026-04-01"), whole("B"), whole("C")),
    "P03": lambda: ledger(
        whole("A"), whole("B"), whole("C", day="2026-01-21"), terms=under(deadlines={"township": date(2026, 1, 20)})
    ),
    "X07": lambda: ledger(*(whole(code, says=_alike(code)) for code in "ABC")),
    "P11": lambda: _waived(_waiver("B"), "2026-01-10", "2026-01-31"),
    "P12": lambda: _waived(_waiver("B", date(2026, 2, 1)), "2026-01-10", "2026-02-02"),
    "P13": lambda: _waived(_waiver("*"), "2026-01-10", "2026-02-01"),
}
