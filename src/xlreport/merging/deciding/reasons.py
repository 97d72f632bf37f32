"""The findings that go with what became of a file: words only, decides nothing."""

from collections.abc import Iterable

from xlreport.findings import Finding, Rule, Severity, found_by
from xlreport.language import Text, same
from xlreport.merging.deciding.area_returns import Holder
from xlreport.merging.deciding.areas import coverage
from xlreport.merging.deciding.candidates import Candidate
from xlreport.merging.deciding.counted_twice import Holding
from xlreport.merging.records import Area
from xlreport.rounds import Ruling, Unit
from xlreport.rules import rule
from xlreport.submissions import Return

_INSTEAD = Text("取代了同一单位的其他报送", "instead of the unit's other submissions")


def excluded(ruling: Ruling) -> Finding:
    """M22: left out by the office."""
    return found_by(rule("M22"), why=ruling.why, who=ruling.who, day=str(ruling.on))


def within_area(holder: Holder, name: str, code: str, *, known: bool) -> Finding:
    """M37: an error where the roster lists the unit itself, so that one of the two lists is wrong."""
    return found_by(
        rule("M37", "listed") if known else rule("M37"),
        name=name,
        code=code,
        area=holder.area,
        file=holder.file,
    )


def included(
    unit: Unit, counted: Candidate, ruling: Ruling, holder: Holder | None, holding: Holding | None = None
) -> Finding:
    """M21: counted by the office, although it has errors, instead of another, or although an area counts it."""
    errors, state = _errors(counted.given), _INSTEAD
    if counted.rejected:
        state = Text(f"有 {len(errors)} 个错误", f"{len(errors)} errors")
    elif holding:
        state = Text(
            f"{holding.columns} 栏都不小于{holding.whose.zh}之和",
            f"{holding.columns} columns are at least the sum of {holding.whose.en}",
        )
    elif holder:
        state = Text(f"{holder.file} 也有这个单位代码", f"{holder.file} has its code too")
    return found_by(
        rule("M21"),
        name=unit.name,
        code=unit.code,
        why=ruling.why,
        who=ruling.who,
        day=str(ruling.on),
        state=state,
    )


def brought(area: Area, findings: Iterable[Finding]) -> Text:
    """Give what is said of an area that counts: the warning that it is not whole, else its coverage."""
    return next((each.message for each in findings if each.code == "M35"), coverage(area))


def rejected(rule: Rule, unit: Unit, given: Return) -> Finding:
    """M16, M25: a return with errors, left out or in a draft."""
    errors = _errors(given)
    first = errors[0].message if errors else same("")
    return found_by(rule, name=unit.name, code=unit.code, count=len(errors), first=first)


def _errors(given: Return) -> list[Finding]:
    return [each for each in given.findings if each.severity is Severity.ERROR]
