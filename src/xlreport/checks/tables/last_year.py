"""Family X: this year's figures against last year's, cell by cell. Without last year's it is silent."""

from collections.abc import Iterator

from xlreport.checks.examined import Examined, together
from xlreport.checks.rules import OWN, rule
from xlreport.findings import Finding, Severity, found_by
from xlreport.numbers import Number, shown

_LEAST, _TIMES = 10, 10
_MOST_ALIKE = 3
"""Tables with fewer filled cells may well be the same two years running."""

X04 = rule(
    "X04",
    Severity.WARNING,
    "C",
    OWN,
    title=("与上年相差悬殊", "far from last year's figure"),
    meaning=(
        "与上年相差十倍以上（两年都不少于 10），或一年为 0、另一年不少于 10，请核对。",
        "Ten times more or less than last year (both at least 10), or 0 in one year and at least 10 in the other.",
    ),
    why=(
        "大起大落多半是单位、口径或填错格，也最容易被问到。",
        "A leap is most often a unit, a scope or a wrong cell, and is asked about first.",
    ),
    message=(
        "“{label}”为 {found}，上年为 {expected}，相差悬殊。",
        "“{label}” is {found}; last year it was {expected}, which is far away.",
    ),
    advice=("请核对；属实的，在封面“警告说明”中写明原因。", "Check it; if it is right give the reason on 封面."),
)
X05 = rule(
    "X05",
    Severity.WARNING,
    "C",
    OWN,
    title=("整张表与上年相同", "a whole table as last year"),
    meaning=(
        "表二、表三或表四填了数的格与上年完全相同（至少三格）。",
        "Every filled cell of table two, three or four, at least three, is as last year.",
    ),
    why=(
        "多半是照抄上年；国办通知点名批评过内容雷同。",
        "Most likely it was copied; identical content has been criticised by name.",
    ),
    message=(
        "“{sheet}”填了数的 {count} 格与上年完全相同。",
        "The {count} filled cells of {sheet} are all as last year.",
    ),
    advice=(
        "请按本年实际重新核对；确实相同的，在封面“警告说明”中写明。",
        "Check it against this year's records; if it is right say so on 封面.",
    ),
)
RULES = (X04, X05)


def check_leaps(seen: Examined) -> Iterator[Finding]:
    """X04: typed figures far from last year's."""
    for field in seen.layout.form.numbers:
        now, before = seen.known(field.id), seen.last(field.id)
        typed = field.id not in seen.layout.form.computed
        if typed and now is not None and before is not None and _leaps(now, before):
            yield found_by(X04, seen.where(field.id), found=shown(now), expected=shown(before))


def _leaps(now: Number, before: Number) -> bool:
    less, more = sorted((now, before))
    return more >= _LEAST and (less == 0 or (less >= _LEAST and more >= _TIMES * less))


def check_copied_tables(seen: Examined) -> Iterator[Finding]:
    """X05: a table that repeats last year's."""
    for section in seen.layout.form.sections:
        fields = [field.id for field in section.numbers if field.id not in seen.layout.form.computed]
        pairs = {field: (seen.known(field), seen.last(field)) for field in fields}
        filled = [field for field, (now, _) in pairs.items() if now]
        whole = all(before is not None for _, before in pairs.values())
        if len(filled) >= _MOST_ALIKE and whole and all((now or 0) == before for now, before in pairs.values()):
            entries = [seen.submission.entry(field) for field in filled]
            yield found_by(X05, together(entries, label=section.heading), count=len(filled), sheet=entries[0].sheet)
