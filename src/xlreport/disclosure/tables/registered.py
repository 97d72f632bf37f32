"""Families T and R, a return that carries its request register: tables three and four and the fees against the rows."""

from collections.abc import Iterator, Mapping

from xlreport.checks.examined import Examined, together
from xlreport.findings import Finding, Where, found_by
from xlreport.forms import Field
from xlreport.language import Text
from xlreport.numbers import Number, shown
from xlreport.rules import rule
from xlreport.submissions import Annexed, Entry

_RULES: Mapping[str, str] = {"requests": "T306", "disputes": "T410", "matters": "T411"}
"""The rule of each section whose figures follow from the rows."""
_MOST_NAMED = 8
_BLANK = "—"


def check_registered(seen: Examined) -> Iterator[Finding]:
    """T306, T410, T411: figures that are not the count of the rows; R: what is wrong with the rows, how they count."""
    annexed = seen.submission.annexed
    if annexed is None:
        return
    yield from annexed.findings
    if annexed.is_empty and annexed.counted and "requests" not in seen.submission.zeroed:
        yield found_by(rule("R08"), Where(sheet=annexed.sheet), sheet=annexed.sheet)
    yield from _counted_otherwise(seen, annexed)
    unsaved: dict[str, list[Entry]] = {}
    for identifier, counted in annexed.counted.items():
        entry, field = seen.submission.entry(identifier), seen.field(identifier)
        if entry.is_uncomputed and identifier in annexed.live:
            unsaved.setdefault(field.section, []).append(entry)
        elif seen.has(entry) and entry.value != counted and not entry.is_uncomputed:
            yield _differs(seen, annexed, entry, field, counted)
    for section, entries in unsaved.items():
        yield found_by(rule(_RULES[section], "unsaved"), together(entries), count=len(entries))


def _counted_otherwise(seen: Examined, annexed: Annexed) -> Iterator[Finding]:
    """R23: where no text decides, the workbook was issued to count in another way than the round does."""
    for choice, (way, said) in seen.background.counting.items():
        if not annexed.is_empty and annexed.choices.get(choice, way) != way:
            own, rounds = (sentence.rstrip("。") for sentence in (annexed.sentences[choice], said))
            yield found_by(rule("R23"), Where(sheet=annexed.sheet), found=own, expected=rounds)


def _differs(seen: Examined, annexed: Annexed, entry: Entry, field: Field, counted: Number) -> Finding:
    return found_by(
        rule(_RULES[field.section]),
        seen.where(field.id),
        found=entry.raw or _BLANK,
        expected=shown(counted),
        rows=_rows(annexed.behind.get(field.id, ())),
        cause=_cause(annexed, entry),
    )


def _rows(cells: tuple[str, ...]) -> Text:
    """Name the cells of the rows that a figure counts."""
    if not cells:
        return Text("（没有这样的行）", " (no such row)")
    named = "、".join(cells[:_MOST_NAMED])
    more = len(cells) > _MOST_NAMED
    return Text(f"（{named}{'……' if more else ''}）", f" ({named.replace('、', ', ')}{', …' if more else ''})")


def _cause(annexed: Annexed, entry: Entry) -> Text:
    if entry.field in annexed.live:
        return Text("；公式还在，没有重新计算", "; the formula is there, but was not recalculated")
    if entry.formula:
        return Text("；公式改动过", "; the formula was changed")
    if entry.raw is None:
        return Text("；公式已被删去", "; the formula was deleted")
    return Text("；公式已被数字代替", "; a number stands in place of the formula")
