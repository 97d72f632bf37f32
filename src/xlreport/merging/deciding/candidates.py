"""Several submissions of one unit: which one counts, and what the others say otherwise. Guesses nothing."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from xlreport.findings import Finding, found_by
from xlreport.language import Text
from xlreport.layout import Layout
from xlreport.merging.ledgers import Change, Coverage, Decision
from xlreport.numbers import shown
from xlreport.plain_records import dataclass
from xlreport.rounds import FIRST, LATEST, Unit
from xlreport.rules import rule
from xlreport.submissions import Entry, Return, Submission, Value

_SHOWN = 5
_LONGEST, _AROUND = 30, 15
"""Characters of a text that is shown whole, and on either side of where two differ."""
_BY_LATER = Text("已由 {file} 取代", "Replaced by {file}")
_BY_FIRST = Text("以最先通过的 {file} 为准", "{file} was the first to be accepted and counts")
_DIFFERENT = Text("{count} 处不同：{listed}", "{count} {count:cell differs|cells differ}: {listed}")
_BY_RULING = Text("按人工处理以 {file} 为准", "{file} counts by decision")


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A readable return of a unit in scope."""

    given: Return
    submission: Submission
    rejected: bool
    area: Coverage | None = None
    """of a consolidated workbook, what it carries up"""

    def after(self, other: "Candidate") -> bool:
        """Tell whether it is known to be later: by the days of submission, else by when each file was saved."""
        days = [each.submission.says("submitted_on") for each in (self, other)]
        if all(days) and days[0] != days[1]:
            return days[0] > days[1]
        saved = [each.submission.modified for each in (self, other)]
        return all(saved) and saved[0] > saved[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotChosen:
    """What became of a submission that is not the chosen one."""

    candidate: Candidate
    decision: Decision
    finding: Finding
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitChoice:
    """The submission of a unit that is to count, if there is one, and what became of each other."""

    chosen: Candidate | None
    others: tuple[NotChosen, ...]
    by_ruling: bool = False
    """chosen by a decision of the office, against the round's policy"""


def choose(unit: Unit, candidates: Iterable[Candidate], layout: Layout, which: str = LATEST) -> UnitChoice:
    """Choose the latest of a unit's submissions, or the first that was accepted; where that is not known, none."""
    known = _in_order(candidates)
    wanted = _wanted(known, which)
    # Days of some and saving times of others may go round in a circle: then each may be the one.
    head, *alike = wanted or known
    rest = [each for each in known if each not in (head, *alike)]
    superseded = [_superseded(each, head, layout) for each in rest]
    if all(_says_the_same(head, each) for each in alike):
        return UnitChoice(chosen=head, others=(*superseded, *(_twin(each, head) for each in alike)))
    finding = _undecidable(unit, [head, *alike], layout)
    undecided = (NotChosen(candidate=each, decision=Decision.UNDECIDED, finding=finding) for each in [head, *alike])
    return UnitChoice(chosen=None, others=(*superseded, *undecided))


def _wanted(known: list[Candidate], which: str) -> list[Candidate]:
    """Give those that may be the one to count: none is known to be later, or with `first` earlier, than they are.

    A return that was sent back is none of a unit's first ones, unless there is no other; then its latest speaks.
    """
    accepted = [each for each in known if not each.rejected]
    if which == FIRST and accepted:
        return [each for each in accepted if not any(each.after(other) for other in accepted)]
    return [each for each in known if not any(other.after(each) for other in known)]


def chosen_by_ruling(candidates: Iterable[Candidate], wanted: Candidate, layout: Layout) -> UnitChoice:
    """Take the submission that a decision names; of the others say what they say otherwise."""
    others = (each for each in _in_order(candidates) if each is not wanted)
    superseded = tuple(_superseded(each, wanted, layout, _BY_RULING) for each in others)
    return UnitChoice(chosen=wanted, others=superseded, by_ruling=True)


def likely_copy(given: Return) -> tuple[bool, int, str, str]:
    """Give what puts a copy, such as `报表 (2).xlsx`, behind what it is a copy of: short names go first.

    One that had to be converted to be read, such as an .xls, is behind one that is read as it is.
    """
    is_converted = given.submission is not None and bool(given.submission.converted)
    return is_converted, len(given.file), given.file, given.sha256


def _in_order(candidates: Iterable[Candidate]) -> list[Candidate]:
    return sorted(candidates, key=lambda each: likely_copy(each.given))


def _says_the_same(one: Candidate, other: Candidate) -> bool:
    if one.rejected != other.rejected or one.area != other.area:
        return False
    return one.submission.values() == other.submission.values()


def _twin(one: Candidate, head: Candidate) -> NotChosen:
    return NotChosen(candidate=one, decision=Decision.DUPLICATE, finding=found_by(rule("M14"), other=head.given.file))


def _superseded(old: Candidate, new: Candidate, layout: Layout, why: Text | None = None) -> NotChosen:
    why = why or (_BY_FIRST if old.after(new) else _BY_LATER)
    changes = _changes(old, new, layout)
    finding = found_by(rule("M11"), instead=why.filled(file=new.given.file), differences=_told(changes))
    return NotChosen(candidate=old, decision=Decision.SUPERSEDED, finding=finding, changes=changes)


def _undecidable(unit: Unit, latest: list[Candidate], layout: Layout) -> Finding:
    files = "、".join(each.given.file for each in latest)
    differences = _told(_changes(latest[0], latest[1], layout))
    return found_by(rule("M15"), name=unit.name, code=unit.code, files=files, differences=differences)


def _changes(old: Candidate, new: Candidate, layout: Layout) -> tuple[Change, ...]:
    """Give every field that differs, numbers first."""
    before, after = old.submission.values(), new.submission.values()
    changed = [field for field in layout.form.fields if before.get(field) != after.get(field)]
    changed.sort(key=lambda field: not layout.form.fields[field].kind.numeric)
    return tuple(_change(new.submission.entry(field), before, after, layout) for field in changed)


def _change(entry: Entry, before: Mapping[str, Value], after: Mapping[str, Value], layout: Layout) -> Change:
    field = entry.field
    return Change(
        field=field,
        sheet=entry.sheet,
        cell=str(entry.cell),
        label=layout.form.fields[field].label,
        before=_brief(before.get(field), after.get(field)),
        after=_brief(after.get(field), before.get(field)),
    )


def _told(changes: tuple[Change, ...]) -> Text:
    """Name the first cells that changed, from what to what, and count them all."""
    if not changes:
        return Text("内容没有不同。", "nothing differs.")
    more = len(changes) > _SHOWN
    zh, en = zip(*((each.told.zh, each.told.en) for each in changes[:_SHOWN]), strict=True)
    listed = Text("；".join(zh) + ("……" if more else ""), "; ".join(en) + (" …" if more else ""))
    return _DIFFERENT.filled(count=len(changes), listed=listed)


def _brief(value: Value | None, other: Value | None) -> str:
    """Give a value in few words: of a long text what stands around the first place where the other is different."""
    match value:
        case None | "":
            return "（空）"
        case bool():
            return "是" if value else "否"
        case int() | Decimal():
            return shown(value)
        case _:
            text, beside = str(value), str(other or "")
            if len(text) <= _LONGEST:
                return f"“{text}”"
            differs = next(
                (at for at, pair in enumerate(zip(text, beside, strict=False)) if pair[0] != pair[1]), len(beside)
            )
            start, end = max(0, differs - _AROUND), differs + _AROUND
            return f"“{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}”"
