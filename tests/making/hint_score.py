"""How well the wrong cell is named: each figure of a unit made wrong, with all of its narratives right."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from filled import FORM, LAYOUT
from text_corpus import Sample, Unit, corpus
from text_returns import background_of, submission_of, with_values
from xlreport.numbers import shown
from xlreport.rulebooks import check
from xlreport.submissions import Submission

_MARK = "多处互证"
_TABLES = ("requests.", "disputes.")


@dataclass(slots=True, kw_only=True)
class Hits:
    """Of so many faults of a kind, how many named the cell rightly, and what was named wrongly."""

    made: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)


def changes(value: int) -> Iterator[tuple[str, int]]:
    """Give the ways in which a clerk gets one figure wrong."""
    yield "off by one", value + 1
    yield "other digit", value + (3 if value % 10 < 7 else -3)  # the last digit stays one
    yield "omitted", 0


@cache
def hits() -> Hits:
    """Make every typed figure of every unit wrong, one at a time, and see what cell is named."""
    found = Hits()
    units: dict[str, list[Sample]] = {}
    for sample in corpus():
        units.setdefault(sample.unit.name, []).append(sample)
    for samples in units.values():
        unit = samples[0].unit
        parts = {part: "\n".join(each.text for each in samples if each.part == part) for part in _parts(samples)}
        right = submission_of(unit, {**unit.figures, **parts})
        for name, value in unit.figures.items():
            if value and name.startswith(_TABLES) and name not in FORM.computed:
                for kind, wrong in changes(int(value)):
                    _tried(found, kind, unit, with_values(right, {name: wrong}), name)
    return found


def _parts(samples: list[Sample]) -> set[str]:
    return {each.part for each in samples}


def _tried(found: Hits, kind: str, unit: Unit, submission: Submission, name: str) -> None:
    told = check(submission, LAYOUT, background_of(unit))
    found.made[kind] += 1
    hints = [note.zh for each in told for note in each.notes if note.zh.startswith(_MARK)]
    expected = f"{LAYOUT.places[name].sheet}!{LAYOUT.places[name].cell}“"
    value = f"疑应为 {shown(unit.figures[name])}（"
    for hint in hints:
        if expected in hint and value in hint:
            found.right[kind] += 1
        else:
            found.wrong.append(f"{unit.name} {name} {kind}: {hint}")


def hint_table() -> Iterator[str]:
    """Give the count as lines of Markdown."""
    found = hits()
    yield "| figure made wrong | made | cell and value named rightly | share |"
    yield "|---|---:|---:|---:|"
    for kind, made in found.made.items():
        yield f"| {kind} | {made} | {found.right[kind]} | {100 * found.right[kind] / made:.1f} % |"
    yield ""
    yield f"Named wrongly: {len(found.wrong)}."
