"""X03: regulations and normative documents made, repealed and in force, against last year's. Without it silent."""

from collections.abc import Iterator

from xlreport.checks.examined import Examined
from xlreport.checks.rules import rule
from xlreport.findings import Finding, Severity, found_by
from xlreport.numbers import shown

_IN_FORCE, _MADE, _REPEALED = "in_force", "made", "repealed"
_DOCUMENTS = ("disclosure.regulations", "disclosure.normative")

X03 = rule(
    "X03",
    Severity.WARNING,
    "D",
    ("由制发、废止、现行有效的含义推出", "follows from what made, repealed and in force mean"),
    title=("废止多于上年现行有效加本年制发", "more repealed than there can have been"),
    meaning=(
        "能废止的只有上年现行有效的和本年制发的文件。",
        "Only what was in force last year or made this year can be repealed.",
    ),
    why=("三个数至少有一个的口径不同。", "At least one of the figures counts something else."),
    message=(
        "“{label}”为 {found}，上年现行有效加本年制发只有 {expected}。",
        "“{label}” is {found}; in force last year plus made this year is only {expected}.",
    ),
    advice=("请核对废止件数和上年的现行有效件数。", "Check the number repealed and last year's number in force."),
)
RULES = (X03,)


def check_repealed(seen: Examined) -> Iterator[Finding]:
    """X03: what was repealed against what there was."""
    for row in _DOCUMENTS:
        repealed, made = seen.known(f"{row}.{_REPEALED}"), seen.known(f"{row}.{_MADE}")
        before = seen.last(f"{row}.{_IN_FORCE}")
        if repealed is not None and made is not None and before is not None and repealed > before + made:
            yield found_by(X03, seen.where(f"{row}.{_REPEALED}"), found=shown(repealed), expected=shown(before + made))
