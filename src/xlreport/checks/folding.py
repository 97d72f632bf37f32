"""Findings that only repeat another one: each becomes a note under it. A visible table; drops nothing."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from xlreport.findings import Finding, Severity
from xlreport.language import Text
from xlreport.plain_records import dataclass

Near = Callable[[Finding, Finding], bool]


def _same_cell(one: Finding, other: Finding) -> bool:
    return bool(one.field) and one.field == other.field


def _same_row(one: Finding, other: Finding) -> bool:
    row, _, column = one.field.rpartition(".")
    return bool(column) and other.field.startswith(f"{row}.")


def _same_words(one: Finding, other: Finding) -> bool:
    """Tell whether the other quotes the same place of the text, or more around it."""
    if one.at is None or other.at is None or one.field != other.field:
        return False
    return other.at <= one.at and one.at + len(one.quote) <= other.at + len(other.quote)


def _same_return(_one: Finding, _other: Finding) -> bool:
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Fold:
    """What a rule says where one of others speaks too is no news."""

    code: str
    under: tuple[str, ...]
    near: Near


FOLDS = (
    Fold(code="F05", under=("I14",), near=_same_cell),
    Fold(code="I16", under=("I14",), near=_same_cell),
    Fold(code="I20", under=("I26",), near=_same_return),
    Fold(code="I36", under=("I29",), near=_same_return),
    Fold(code="N07", under=("I14", "I16"), near=_same_return),
    Fold(code="T309", under=("S28",), near=_same_return),
    Fold(code="X01", under=("T201", "X03"), near=_same_row),
    Fold(code="X03", under=("T201",), near=_same_cell),
    Fold(code="X04", under=("N03", "T201", "T202", "T204", "T206", "T311", "X01", "X02", "X03"), near=_same_cell),
    Fold(code="S22", under=("S20", "S21"), near=_same_words),
    Fold(code="S24", under=("N05",), near=_same_cell),
    Fold(code="S34", under=("F05",), near=_same_words),
)


def folded(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Put what only repeats another finding under it, as a note with its code; the rest stays in order."""
    told = tuple(findings)
    above = {number: root for number, each in enumerate(told) if (root := _root(each, told)) is not None}
    return tuple(
        _over(each, [told[other] for other, root in above.items() if root == number])
        for number, each in enumerate(told)
        if number not in above
    )


def _over(root: Finding, below: Sequence[Finding]) -> Finding:
    """Give a finding with what repeats it; a reason that was given for one of them is a reason for it."""
    if not (below or root.reason):
        return root
    return replace(
        root,
        notes=(*root.notes, *dict.fromkeys(map(_note, below))),
        follows=(*root.follows, *dict.fromkeys(code for each in below for code in (each.code, *each.follows))),
        reason=next((each.reason for each in (root, *below) if each.reason.strip()), ""),
    )


def _root(finding: Finding, told: tuple[Finding, ...]) -> int | None:
    """Give the number of the finding that this one repeats; one that the round weighs less hides nothing."""
    ways = [fold for fold in FOLDS if fold.code == finding.code]
    if finding.severity is Severity.SKIPPED or not ways:
        return None
    found = (
        number
        for number, other in enumerate(told)
        if other.severity.rank <= finding.severity.rank
        and any(other.code in fold.under and fold.near(finding, other) for fold in ways)
    )
    return next(found, None)


def _note(finding: Finding) -> Text:
    return Text(f"另见 {finding.code}：{finding.message.zh}", f"See also {finding.code}: {finding.message.en}")
