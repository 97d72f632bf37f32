"""Returns of the corpus's invented units: their figures, and narratives where they are given."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache

from examining import good
from text_corpus import Unit
from xlreport.background import Background, LastYear
from xlreport.rounds import Unit as RosterUnit
from xlreport.submissions import State, Submission


@cache
def _blank() -> Submission:
    entries = dict(good().entries)
    for name, entry in good().entries.items():
        if name.startswith(("overview.", "problems.", "matters.")):
            entries[name] = replace(entry, value=None, raw=None, state=State.BLANK)
    return replace(good(), entries=entries, reasons={})


def background_of(unit: Unit) -> Background:
    """Give what a round knows of a unit: its line of the roster, the others, last year's report."""
    short = tuple(filter(None, unit.short.split("、")))
    line = RosterUnit(code="X", name=unit.name, kind=unit.kind, tier="本级", short=short)
    last = None if unit.last is None else LastYear(numbers=unit.last)
    return Background(unit=line, others=unit.others, last=last)


def submission_of(unit: Unit, values: Mapping[str, object]) -> Submission:
    """Give a unit's return with these figures and texts."""
    named = {"cover.unit_name": unit.name, "cover.unit_kind": unit.kind, "cover.year": unit.year}
    return with_values(_blank(), {**named, **values})


def with_values(submission: Submission, values: Mapping[str, object]) -> Submission:
    """Give a return with other values in some of its fields."""
    entries = dict(submission.entries)
    for name, value in values.items():
        if name in entries:
            known = value if isinstance(value, int | Decimal | str) else None
            entries[name] = replace(entries[name], value=known, raw=str(value), state=State.VALUE)
    return replace(submission, entries=entries)
