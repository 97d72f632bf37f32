"""A government's own report against the consolidated workbook that it is made from. Only where one was given."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from xlreport.background import Merged
from xlreport.checks.examined import Examined, together
from xlreport.checks.rules import rule
from xlreport.findings import Finding, Severity, found_by
from xlreport.forms import Field
from xlreport.language import Text
from xlreport.numbers import Number, shown

M10 = rule(
    "M10",
    Severity.ERROR,
    "C",
    (
        "已公布报告的通常做法：政府的报告用汇总的数；没有查到全国性规定",
        "usual practice in published reports: a government's own report has the merged figures; no national rule was found",
    ),
    title=("本级政府报告与汇总不符", "the government's own report is not what was merged"),
    meaning=(
        "本级政府自己的报告，表中各数应等于汇总工作簿同一层级的合计，文中说全县、本级或乡镇的数也应等于相应的合计。检查时给出汇总工作簿的才核对。",
        "The tables of a government's own report equal the sums of the consolidated workbook in its scope, and what its text says of the whole area, the own level or those below equals theirs. Checked with --merged.",
    ),
    why=(
        "政府的报告和各单位的报告都要公布，加起来对不上谁都看得出来。",
        "The government's report and its units' are all published; anyone can add them up.",
    ),
    message=(
        "“{sheet}”有 {count} 格与汇总“{scope}”的合计不同：{cells}。",
        "{count} cells of {sheet} are not the merged sums of {scope}: {cells}.",
    ),
    advice=(
        "汇总正确的，请改报告；汇总之后又有单位改报的，请重新汇总，再重新起草。",
        "If the merge is right correct the report; if units have sent corrections since, merge again and draft it anew with xlreport fill.",
    ),
)
M10_TEXT = replace(
    M10,
    severity=Severity.WARNING,
    message=Text(
        "“{quote}”说的是“{scope}”，与汇总中“{scope}”的数不符：{readings}。",
        "“{quote}” speaks of {scope} and is not what was merged there: {readings}.",
    ),
    advice=Text(
        "请核对文字和汇总工作簿，改正有误的一处；统计口径不同的，请在文中写明。",
        "Compare the text and the consolidated workbook and correct what is wrong; if the text counts something else, say so there.",
    ),
)
RULES = (M10,)

_CELL = Text("{label}（{cell}）填 {found}，合计 {expected}", "{label} ({cell}) has {found}, the sum is {expected}")
_MORE = Text("；还有 {count} 格", "; {count} more")
_OTHER_SCOPE = Text("报告中的数正是“{scope}”的合计，请核对报告的范围。", "The figures are those of {scope}.")
_ONE_OVER = Text("相差的正是“{unit}”的数，可能多加了一次。", "The difference is just {unit}: it may be in twice.")
_ONE_SHORT = Text("相差的正是“{unit}”的数，可能没有加进来。", "The difference is just {unit}: it may be missing.")
_NOT_WHOLE = Text(
    "汇总时有单位或文件没有计入，见汇总工作簿的“上报情况”。", "The merge left something out; see its 上报情况."
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
        M10,
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
