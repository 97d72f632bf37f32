"""Family N, numbers that ran together: one cell holds what belongs into several. A suspicion, so a warning only."""

from collections.abc import Iterator

from xlreport.checks.examined import Examined
from xlreport.findings import Finding, found_by
from xlreport.forms import Kind
from xlreport.rules import rule
from xlreport.submissions import Entry, State

_MANY_DIGITS, _FAR_MORE, _MANY_BLANKS = 5, 3, 3


def check_glued(seen: Examined) -> Iterator[Finding]:
    """N03: a count much longer than the others of its row, most of which are blank."""
    for row in _rows(seen):
        blanks = sum(1 for each in row if each.state in {State.BLANK, State.DECLARED_ZERO})
        longest = max(row, key=_digits)
        others = max((_digits(each) for each in row if each is not longest), default=0)
        is_long = _digits(longest) >= max(_MANY_DIGITS, others + _FAR_MORE)
        if is_long and blanks >= _MANY_BLANKS:
            yield found_by(rule("N03"), seen.where(longest.field), found=longest.raw or "", count=blanks)


def _rows(seen: Examined) -> Iterator[list[Entry]]:
    """Give the counts that are typed, row by row of the form."""
    rows: dict[tuple[str, int], list[Entry]] = {}
    for field in seen.layout.form.numbers:
        if field.kind is Kind.COUNT and field.id not in seen.layout.form.computed:
            place = seen.layout.places[field.id]
            rows.setdefault((place.sheet, place.cell.row), []).append(seen.submission.entry(field.id))
    yield from rows.values()


def _digits(entry: Entry) -> int:
    return len(str(abs(entry.value))) if isinstance(entry.value, int) and entry.value else 0
