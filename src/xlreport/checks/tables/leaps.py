"""Family X: figures against last year's, cell by cell and table by table. Without last year's it is silent."""

from collections.abc import Iterator
from itertools import chain

from xlreport.checks.examined import Examined, together
from xlreport.findings import Finding, found_by
from xlreport.numbers import Number, shown
from xlreport.rules import rule

_LEAST, _TIMES = 10, 10
_MOST_ALIKE = 3
"""Tables with fewer filled cells may well be the same two years running."""
_MANY_ALIKE, _SOME_ALIKE, _LARGE_SUM = 8, 4, 20
"""So many figures that agree, or so many that add up to so much, are a warning; fewer are a note."""


def check_leaps(seen: Examined) -> Iterator[Finding]:
    """X04: typed figures far from last year's."""
    for field in chain.from_iterable(seen.layout.form.typed.values()):
        before = seen.last(field.id)
        now = seen.known(field.id) if before is not None else None
        if now is not None and before is not None and _leaps(now, before):
            yield found_by(rule("X04"), seen.where(field.id), found=shown(now), expected=shown(before))


def _leaps(now: Number, before: Number) -> bool:
    less, more = sorted((now, before))
    return more >= _LEAST and (less == 0 or (less >= _LEAST and more >= _TIMES * less))


def check_copied_tables(seen: Examined) -> Iterator[Finding]:
    """X05: a table that repeats last year's."""
    for section in seen.layout.form.sections:
        fields = [field.id for field in seen.layout.form.typed[section.id]]
        if any(seen.last(field) is None for field in fields):
            continue
        pairs = {field: seen.known(field) for field in fields}
        filled = [field for field, now in pairs.items() if now]
        if len(filled) >= _MOST_ALIKE and all((now or 0) == seen.last(field) for field, now in pairs.items()):
            entries = [seen.submission.entry(field) for field in filled]
            yield found_by(
                rule("X05", _case(seen, filled)),
                together(entries, label=section.heading),
                count=len(filled),
                sheet=entries[0].sheet,
            )


def _case(seen: Examined, filled: list[str]) -> str:
    whole = sum(seen.known(field) or 0 for field in filled)
    return "" if len(filled) >= _MANY_ALIKE or (len(filled) >= _SOME_ALIKE and whole >= _LARGE_SUM) else "few"
