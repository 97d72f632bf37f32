"""Family N, doubts about what a cell holds: an implausible day, a number that shows as another, numbers that ran together.

Changes no value: what was read stands, and the unit is asked to look.
"""

from collections.abc import Iterator
from functools import lru_cache
from itertools import chain

from xlreport.checks.examined import Examined
from xlreport.findings import Finding, found_by
from xlreport.forms import Kind
from xlreport.language import same
from xlreport.layout import Layout
from xlreport.lazy import regex
from xlreport.rules import rule
from xlreport.submissions import Entry, State, is_plausible

_UNSEEN = regex(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]"
)


def check_days(seen: Examined) -> Iterator[Finding]:
    """N07: every day that is outside the report year and the year after it."""
    year = seen.year
    for entry in _of_kind(seen, Kind.DATE):
        day = entry.value
        if year and isinstance(day, str) and not is_plausible(day, year):
            where = seen.where(entry.field)
            yield found_by(
                rule("N07"), where, found=entry.raw or "", day=day, year=str(year), example=f"{year + 1}-01-15"
            )


def check_appearance(seen: Examined) -> Iterator[Finding]:
    """N08: every number, typed or total, that its format shows as another one or hides."""
    for entry in seen.submission.entries.values():
        if entry.shows is not None:
            governing = rule("N08") if entry.shows else rule("N08", "nothing")
            yield found_by(governing, seen.where(entry.field), found=entry.raw or "", shows=entry.shows)


def check_unseen(seen: Examined) -> Iterator[Finding]:
    """N09: texts with control characters, direction marks or characters of no width."""
    for entry in (*_of_kind(seen, Kind.LINE), *_of_kind(seen, Kind.TEXT)):
        marks = dict.fromkeys(_UNSEEN.findall(entry.raw or ""))
        if marks:
            named = same(" ".join(f"U+{ord(mark):04X}" for mark in marks))
            yield found_by(rule("N09"), seen.where(entry.field), found=entry.raw or "", named=named)


def _of_kind(seen: Examined, kind: Kind) -> Iterator[Entry]:
    fields = seen.layout.form.fields
    return (each for each in seen.submission.entries.values() if each.raw and fields[each.field].kind is kind)


_MANY_DIGITS, _FAR_MORE, _MANY_BLANKS = 5, 3, 3


def check_glued(seen: Examined) -> Iterator[Finding]:
    """N03: a count much longer than the others of its row, most of which are blank."""
    least = 10 ** (_MANY_DIGITS - 1)
    for fields in _rows(seen.layout):
        row = [seen.submission.entry(field) for field in fields]
        if not any(isinstance(each.value, int) and abs(each.value) >= least for each in row):
            continue
        blanks = sum(1 for each in row if each.state in {State.BLANK, State.DECLARED_ZERO})
        longest = max(row, key=_digits)
        others = max((_digits(each) for each in row if each is not longest), default=0)
        is_long = _digits(longest) >= max(_MANY_DIGITS, others + _FAR_MORE)
        if is_long and blanks >= _MANY_BLANKS:
            yield found_by(rule("N03"), seen.where(longest.field), found=longest.raw or "", count=blanks)


@lru_cache(maxsize=4)
def _rows(layout: Layout) -> tuple[tuple[str, ...], ...]:
    """Give the counts that are typed, row by row of the form."""
    rows: dict[tuple[str, int], list[str]] = {}
    for field in chain.from_iterable(layout.form.typed.values()):
        if field.kind is Kind.COUNT:
            place = layout.places[field.id]
            rows.setdefault((place.sheet, place.cell.row), []).append(field.id)
    return tuple(map(tuple, rows.values()))


def _digits(entry: Entry) -> int:
    return len(str(abs(entry.value))) if isinstance(entry.value, int) and entry.value else 0
