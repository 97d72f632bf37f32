"""Family N, numbers that ran together: one cell holds what belongs into several. A suspicion, so a warning only."""

from collections.abc import Iterator

from xlreport.checks.examined import Examined
from xlreport.checks.rules import rule
from xlreport.findings import Finding, Severity, found_by
from xlreport.forms import Kind
from xlreport.submissions import Entry, State

N03 = rule(
    "N03",
    Severity.WARNING,
    "C",
    ("已公开报告中的实例", "seen in published reports"),
    title=("几个数字可能连在了一起", "several numbers may have run together"),
    meaning=(
        "从网页或文档粘贴时，一行中的几个数字有时会连成一个（如 27、29、318 连成 2729318），其余各格空白。"
        "五位以上、比同行其他数字多三位以上，且同行有三格以上空白的，请核对。",
        "Pasted from a page, several numbers of a row may run into one (27, 29, 318 into 2729318) and leave the other "
        "cells blank. Told of five digits or more, three more than any other number in the row, three cells blank.",
    ),
    message=(
        "“{label}”填的是“{found}”，同行有 {count} 格空白，可能是几个数字连在了一起。",
        "“{label}” holds “{found}” and {count} cells of its row are blank: several numbers may have run together.",
    ),
    advice=(
        "请核对；如是几个数字，请分别填到各自的单元格。空白的格请填 0。",
        "Check it; if it is several numbers, type each into its own cell, and 0 into the blank ones.",
    ),
    why=(
        "几个数连成一个，会大得离谱，并把合计带错。",
        "Several figures run into one are far too large and spoil the total.",
    ),
)
RULES = (N03,)
_MANY_DIGITS, _FAR_MORE, _MANY_BLANKS = 5, 3, 3


def check_glued(seen: Examined) -> Iterator[Finding]:
    """N03: a count much longer than the others of its row, most of which are blank."""
    for row in _rows(seen):
        blanks = sum(1 for each in row if each.state in {State.BLANK, State.DECLARED_ZERO})
        longest = max(row, key=_digits)
        others = max((_digits(each) for each in row if each is not longest), default=0)
        is_long = _digits(longest) >= max(_MANY_DIGITS, others + _FAR_MORE)
        if is_long and blanks >= _MANY_BLANKS:
            yield found_by(N03, seen.where(longest.field), found=longest.raw or "", count=blanks)


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
