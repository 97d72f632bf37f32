"""X03: regulations and normative documents made, repealed and in force, against last year's. Without it silent."""

from collections.abc import Iterator

from xlreport.checks.examined import Examined
from xlreport.findings import Finding, found_by
from xlreport.numbers import shown
from xlreport.rules import rule

_IN_FORCE, _MADE, _REPEALED = "in_force", "made", "repealed"
_DOCUMENTS = ("disclosure.regulations", "disclosure.normative")


def check_repealed(seen: Examined) -> Iterator[Finding]:
    """X03: what was repealed against what there was."""
    for row in _DOCUMENTS:
        repealed, made = seen.known(f"{row}.{_REPEALED}"), seen.known(f"{row}.{_MADE}")
        before = seen.last(f"{row}.{_IN_FORCE}")
        if repealed is not None and made is not None and before is not None and repealed > before + made:
            yield found_by(
                rule("X03"), seen.where(f"{row}.{_REPEALED}"), found=shown(repealed), expected=shown(before + made)
            )
