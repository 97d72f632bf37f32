"""Several submissions of one unit: which is the latest, and what it changed. Guesses nothing when none is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from xlreport.findings import Finding, found_by
from xlreport.language import Text
from xlreport.layout import Layout
from xlreport.merging.records import Decision
from xlreport.merging.rules import M11, M14, M15
from xlreport.numbers import shown
from xlreport.rounds import Unit
from xlreport.submissions import Return, Submission, Value

_SHOWN = 5
_LONGEST = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A readable return of a unit in scope."""

    given: Return
    submission: Submission
    rejected: bool

    @property
    def moment(self) -> tuple[str, str]:
        """Give what decides which is later: the day it was handed in, then when the file says it was saved."""
        return self.submission.text("cover.submitted_on"), self.submission.modified


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The latest submission, if there is one, and what became of each other, with the reason."""

    latest: Candidate | None
    others: tuple[tuple[Candidate, Decision, Finding], ...]


def choose(unit: Unit, candidates: Iterable[Candidate], layout: Layout) -> Choice:
    """Choose the latest of a unit's submissions; when several say to be it and differ, none."""
    known = sorted(candidates, key=lambda each: (each.given.file, each.given.sha256))
    newest = max(each.moment for each in known)
    latest = [each for each in known if each.moment == newest]
    older = [each for each in known if each.moment != newest]
    head, *alike = latest
    if all(_says_the_same(head, each) for each in alike):
        twins = [(each, Decision.DUPLICATE, found_by(M14, other=head.given.file)) for each in alike]
        superseded = [(each, Decision.SUPERSEDED, _superseded(each, head, layout)) for each in older]
        return Choice(latest=head, others=(*superseded, *twins))
    finding = _undecidable(unit, latest, layout)
    undecided = [(each, Decision.UNDECIDED, finding) for each in latest]
    superseded = [(each, Decision.SUPERSEDED, _superseded(each, head, layout)) for each in older]
    return Choice(latest=None, others=(*superseded, *undecided))


def _says_the_same(one: Candidate, other: Candidate) -> bool:
    return one.rejected == other.rejected and one.submission.values() == other.submission.values()


def _superseded(old: Candidate, new: Candidate, layout: Layout) -> Finding:
    return found_by(M11, newer=new.given.file, differences=_differences(old, new, layout))


def _undecidable(unit: Unit, latest: list[Candidate], layout: Layout) -> Finding:
    files = "、".join(each.given.file for each in latest)
    differences = _differences(latest[0], latest[1], layout)
    return found_by(M15, name=unit.name, code=unit.code, files=files, differences=differences)


def _differences(old: Candidate, new: Candidate, layout: Layout) -> Text:
    """Name the first cells that changed, from what to what, and count them all."""
    before, after = old.submission.values(), new.submission.values()
    changed = [field for field in layout.form.fields if before.get(field) != after.get(field)]
    changed.sort(key=lambda field: not layout.form.fields[field].kind.numeric)
    if not changed:
        return Text("内容没有不同。", "nothing differs.")
    listed = "；".join(_change(field, before, after, layout) for field in changed[:_SHOWN])
    more = "……" if len(changed) > _SHOWN else ""
    return Text(f"{len(changed)} 处不同：{listed}{more}", f"{len(changed)} differ: {listed}{more}")


def _change(field: str, before: Mapping[str, Value], after: Mapping[str, Value], layout: Layout) -> str:
    place = layout.places[field]
    old, new = _brief(before.get(field)), _brief(after.get(field))
    return f"{place.sheet}!{place.cell} {layout.form.fields[field].label} {old} → {new}"


def _brief(value: Value | None) -> str:
    match value:
        case None | "":
            return "（空）"
        case bool():
            return "是" if value else "否"
        case int() | Decimal():
            return shown(value)
        case _:
            text = str(value)
            return f"“{text[:_LONGEST]}…”" if len(text) > _LONGEST else f"“{text}”"
