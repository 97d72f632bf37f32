"""What an office decides about a round, made for the merging tests: settings, decisions, last year, whole returns."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from returns_made import FORM, ROSTER, answers, taken_in
from xlreport.background import LastYear
from xlreport.findings import Finding, Severity
from xlreport.language import same
from xlreport.merging import Ledger, MergeTerms
from xlreport.rounds import EXCLUDE, INCLUDE, Roster, Ruling, Settings, Unit
from xlreport.submissions import Return, Value

RECEIVED, CARRIED_OUT = "requests.received.natural", "requests.carried_out.natural"
CARRIED_IN, GRANTED = "requests.carried_in.natural", "requests.granted.natural"
SETTINGS = Settings(region="某县", year=2025, form=FORM.id)
ERROR = Finding(
    code="T301", severity=Severity.ERROR, message=same("不等"), advice=same("请核对"), source=same("表内勾稽关系")
)


def whole(
    code: str,
    number: int = 1,
    day: str = "2026-01-10",
    *,
    file: str = "",
    says: Mapping[str, Value] | None = None,
    saved: str = "2026-01-01T00:00:00Z",
) -> Return:
    """A return that breaks no relation: so many requests received, all carried out; an empty day is left blank."""
    said = answers(code, {RECEIVED: number, CARRIED_OUT: number, **(says or {})}, day)
    return taken_in({key: value for key, value in said.items() if value != ""}, file, modified=saved)


def faulty(code: str, number: int = 1, day: str = "2026-01-10", *, file: str = "") -> Return:
    """A return that was sent back for an error."""
    return replace(whole(code, number, day, file=file), state="rejected", findings=(ERROR,))


def unreadable(file: str) -> Return:
    """A file that is no return."""
    return Return(file=file, sha256=f"of {file}", submission=None, findings=(), state="unreadable")


def every_unit() -> list[Return]:
    """One whole return of each of the three units."""
    return [whole(code) for code in "ABC"]


def included(unit: str = "", file: str = "", *, why: str = "已核实") -> Ruling:
    """The office counts it."""
    return Ruling(kind=INCLUDE, unit=unit, file=file, who="王某", why=why, on=date(2026, 2, 10))


def excluded(unit: str = "", file: str = "", *, why: str = "不计") -> Ruling:
    """The office leaves it out."""
    return Ruling(kind=EXCLUDE, unit=unit, file=file, who="李某", why=why, on=date(2026, 2, 11))


def under(*rulings: Ruling, draft: bool = False, **settings: object) -> MergeTerms:
    """The round's terms: decisions, and what its settings say otherwise."""
    return MergeTerms(settings=replace(SETTINGS, **settings), rulings=rulings, draft=draft)  # type: ignore[arg-type]


def with_unit(unit: Unit) -> Roster:
    """The roster of the three units and one more."""
    return Roster(units=(*ROSTER.units, unit))


def unit(code: str, kind: str = "department", **more: object) -> Unit:
    """A unit of the roster."""
    return Unit(code=code, name=f"{code} 单位", kind=kind, tier=FORM.units.tier_of(kind), **more)  # type: ignore[arg-type]


def last_year(**carried_out: int) -> dict[str, LastYear]:
    """Last year's reports: of each unit the requests carried over, as its form told them, total and all."""
    return {
        code: LastYear(numbers={CARRIED_OUT: number, "requests.carried_out.total": number})
        for code, number in carried_out.items()
    }


def words(made: Ledger) -> dict[str, str]:
    """What became of each file."""
    return {line.file: line.decision.value for line in made.files}


def told(made: Ledger, code: str) -> list[Finding]:
    """The findings of a rule."""
    return [each for each in made.findings if each.code == code]
