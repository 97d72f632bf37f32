"""A government's own report against the consolidated workbook that it is made from. Only where one was given."""

from collections.abc import Iterator, Mapping

from xlreport.background import Merged
from xlreport.checks.examined import Examined, together
from xlreport.findings import Finding, found_by
from xlreport.forms import Field
from xlreport.language import Text
from xlreport.numbers import Number, shown
from xlreport.plain_records import dataclass
from xlreport.rules import rule

_CELL = Text("{label}（{cell}）填 {found}，合计 {expected}", "{label} ({cell}) has {found}, the sum is {expected}")
_MORE = Text("；还有 {count} 个单元格", "; {count} more")
_OTHER_SCOPE = Text("报告中的数正是“{scope}”的合计，请核对报告的范围。", "The figures are those of {scope}.")
_ONE_OVER = Text("相差的正是“{unit}”的数，可能多加了一次。", "The difference is just {unit}: it may be in twice.")
_ONE_SHORT = Text("相差的正是“{unit}”的数，可能没有加进来。", "The difference is just {unit}: it may be missing.")
_NOT_WHOLE = Text(
    "汇总时有单位或文件没有计入，见汇总工作簿的“报送情况”。", "The consolidation left something out; see its 报送情况."
)
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class _Pair:
    """A figure of the report and its merged sum, None where no unit gave one."""

    field: Field
    found: Number
    merged: Number | None

    @property
    def difference(self) -> Number:
        return self.found - (self.merged or 0)


def check_merged(seen: Examined) -> Iterator[Finding]:
    """M10 section by section, with what the differences have in common."""
    merged = seen.background.merged
    if merged is None:
        return
    pairs = {pair.field.id: pair for pair in _pairs(seen, merged)}
    notes = tuple(_notes(merged, pairs))
    for section in seen.layout.form.sections:
        wrong = [pairs[field.id] for field in section.numbers if field.id in pairs and pairs[field.id].difference]
        if wrong:
            yield _differing(seen, merged, wrong, notes)


def _pairs(seen: Examined, merged: Merged) -> Iterator[_Pair]:
    """Give the typed figures of the tables that the report has; what follows from them is checked as every return's."""
    for field in seen.layout.form.numbers:
        found = None if field.id in seen.layout.form.computed else seen.known(field.id)
        if found is not None:
            yield _Pair(field, found, merged.own.get(field.id))


def _differing(seen: Examined, merged: Merged, wrong: list[_Pair], notes: tuple[Text, ...]) -> Finding:
    entries = [seen.submission.entry(pair.field.id) for pair in wrong]
    alone = wrong[0] if len(wrong) == 1 else None
    return found_by(
        rule("M10"),
        together(entries, label=alone.field.label if alone else ""),
        found=shown(alone.found) if alone else "",
        expected=shown(alone.merged or 0) if alone else "",
        notes=notes,
        sheet=entries[0].sheet,
        count=len(wrong),
        scope=merged.names[merged.scope],
        cells=_listed(seen, wrong),
    )


def _listed(seen: Examined, wrong: list[_Pair]) -> Text:
    said = [
        _CELL.filled(
            label=pair.field.label,
            cell=seen.where(pair.field.id).cell,
            found=shown(pair.found),
            expected=shown(pair.merged or 0),
        )
        for pair in wrong[:_SHOWN]
    ]
    more = _MORE.filled(count=len(wrong) - _SHOWN) if len(wrong) > _SHOWN else Text("", "")
    return Text("；".join(each.zh for each in said) + more.zh, "; ".join(each.en for each in said) + more.en)


def _notes(merged: Merged, pairs: Mapping[str, _Pair]) -> Iterator[Text]:
    """Say what explains all differences at once: another scope, or one unit left out or added twice."""
    for scope, sums in merged.sums.items():
        same = all(pair.found == sums.get(field, 0) for field, pair in pairs.items())
        if scope != merged.scope and same:
            yield _OTHER_SCOPE.filled(scope=merged.names[scope])
    for name, numbers in merged.units.items():
        for sign, note in ((1, _ONE_OVER), (-1, _ONE_SHORT)):
            if _accounts(numbers, pairs, sign):
                yield note.filled(unit=name)
    if not merged.whole:
        yield _NOT_WHOLE


def _accounts(numbers: Mapping[str, Number], pairs: Mapping[str, _Pair], sign: int) -> bool:
    """Tell whether every difference is a unit's own figure; a unit without any figure accounts for none."""
    return any(numbers.get(field) for field in pairs) and all(
        pair.difference == sign * numbers.get(field, 0) for field, pair in pairs.items()
    )
