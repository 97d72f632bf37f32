"""Family I, third part: each total three ways: its formula, the result saved in the file, and its parts."""

import re
from collections.abc import Iterator
from dataclasses import replace

from xlreport.cells import Area, ranges
from xlreport.checks.examined import Examined
from xlreport.checks.rules import OWN, rule
from xlreport.findings import Finding, Severity, Where, found_by
from xlreport.language import Text
from xlreport.numbers import shown
from xlreport.relations import Mark
from xlreport.submissions import AlteredFormula, Entry, State

I31 = rule(
    "I31",
    Severity.ERROR,
    "D",
    OWN,
    title=("合计的公式被改成了数字", "a total's formula was overtyped"),
    meaning=(
        "合计由公式自动计算；公式没有了，合计就不会随各项变化。",
        "A total is a formula; without it the total no longer follows its parts.",
    ),
    message=(
        "“{label}”的公式没有了，现填“{found}”，按各项计算应为 {expected}{consequences}。",
        "The formula of “{label}” is gone; it holds “{found}”, its parts add up to {expected}{consequences}.",
    ),
    advice=(
        "请核对各项数字，恢复公式 {formula}，或换用新表重填。",
        "Check the parts and restore the formula {formula}, or use a fresh workbook.",
    ),
    why=(
        "手改的合计不会随各项变化，公布后最容易被看出不符。",
        "A typed total does not follow its parts, and a reader of the published report sees it first.",
    ),
    fixed=True,
)
I32 = rule(
    "I32",
    Severity.ERROR,
    "D",
    OWN,
    title=("合计的公式被改动", "a total's formula was altered"),
    meaning=(
        "合计的公式应与下发时一致，否则会多计或漏计。",
        "A total's formula is as it was issued, or it counts too much or too little.",
    ),
    message=(
        "“{label}”的公式为 ={formula_found}，结果“{found}”；下发时为 {formula}，应为 {expected}{consequences}。",
        "The formula of “{label}” is ={formula_found}, giving “{found}”; it was issued as {formula}, giving {expected}{consequences}.",
    ),
    advice=(
        "请恢复公式 {formula}，或换用新表重填。",
        "Restore the formula {formula}, or use a fresh workbook.",
    ),
    why=(
        "公式少加一格，合计就少一项，从表面看不出来。",
        "A formula that leaves out a cell makes a total short without a trace on the sheet.",
    ),
    fixed=True,
)
I33 = rule(
    "I33",
    Severity.WARNING,
    "D",
    OWN,
    title=("合计没有重新计算", "a total was not recalculated"),
    meaning=(
        "公式没有改动，但文件中保存的结果与各项不符（多为不重新计算的程序所存）。按各项重新计算的结果读取。",
        "The formula is intact but its saved result does not fit its parts (saved by a program that does not "
        "recalculate). What the parts add up to is read.",
    ),
    message=(
        "“{label}”保存的结果是“{found}”，按各项计算为 {expected}。",
        "“{label}” was saved as “{found}”; its parts add up to {expected}.",
    ),
    advice=(
        "请用 Excel 或 WPS 打开，按 F9 重新计算后保存。",
        "Open it in Excel or WPS, press F9 to recalculate, and save.",
    ),
    why=(
        "打开、打印时看到的是旧结果，和上报的数不一致。",
        "What is shown and printed is the old result, not the figure that is reported.",
    ),
)
I33_NONE = replace(
    I33,
    severity=Severity.NOTE,
    message=Text(
        "有 {count} 个合计没有保存结果，已按各项计算。",
        "{count} totals were saved without a result; they were worked out from their parts.",
    ),
)
I33_MANY = replace(
    I33,
    message=Text(
        "有 {count} 个合计保存的结果与各项不符，如“{label}”保存的是“{found}”，按各项计算为 {expected}。",
        "{count} totals were saved with results that do not fit their parts, such as “{label}”: saved as “{found}”, "
        "its parts add up to {expected}.",
    ),
)
_MANY = 4
RULES = (I31, I32, I33)
_REFERENCE = re.compile(r"\$?[A-Z]{1,3}\$?[0-9]+|#REF!")
_CUT = Text(
    "疑似剪切粘贴移动了单元格：公式的写法没有变，引用的格子变了。复制粘贴不会改别处的公式，剪切会。",
    "Cells may have been moved by cut and paste: the formula is the same but for the cells it names. Copying changes "
    "no other formula, cutting does.",
)
_GONE = Text(
    "公式引用的格子没有了（#REF!）：疑似被剪切的内容盖掉，或所在的行、列、工作表被删除。",
    "A cell the formula named is gone (#REF!): cut content was pasted over it, or its row, column or sheet was deleted.",
)


def moved_by_cut(expected: str, found: str) -> tuple[Text, ...]:
    """Give the hint that fits a formula which differs in nothing but the cells that it names."""
    if "#REF!" in found:
        return (_GONE,)
    same_shape = _REFERENCE.sub("", expected) == _REFERENCE.sub("", found)
    return (_CUT,) if found and same_shape else ()


def check_totals(seen: Examined) -> Iterator[Finding]:
    """I31, I32, I33: each total three ways: its formula, the result saved in the file, and its parts."""
    altered = {each.field: each for each in seen.submission.formulas if each.field}
    unsaved: list[Entry] = []
    stale: dict[str, list[Finding]] = {}
    for field in seen.layout.form.computed:
        entry = seen.submission.entry(field)
        if field in altered:
            yield _altered(seen, entry, altered[field])
        elif entry.raw is None and seen.has(entry):
            unsaved.append(entry)
        elif finding := _stale(seen, entry):
            stale.setdefault(finding.sheet, []).append(finding)
    for several in stale.values():
        yield from several if len(several) < _MANY else (_together(several),)
    for sheet in dict.fromkeys(each.sheet for each in unsaved):
        cells = [each.cell for each in unsaved if each.sheet == sheet]
        yield found_by(I33_NONE, Where(sheet=sheet, cell=ranges(cells)), count=len(cells))


def _together(stale: list[Finding]) -> Finding:
    """Make one finding of many results that one program left behind: the cause is one."""
    first = stale[0]
    cells = ranges(cell for each in stale for cell in Area.parse(each.cell))
    where = Where(sheet=first.sheet, cell=cells, label=first.label)
    return found_by(I33_MANY, where, found=first.found, expected=first.expected, count=len(stale))


def _altered(seen: Examined, entry: Entry, altered: AlteredFormula) -> Finding:
    parts = seen.parts(entry.field)
    harmless = parts is not None and entry.value == parts
    broken = _broken(seen, entry.field)
    return found_by(
        I31 if altered.found is None else I32,
        seen.where(entry.field),
        found=entry.raw or "",
        expected="—" if parts is None else shown(parts),
        severity=Severity.WARNING if harmless else None,
        formula=altered.expected,
        formula_found=altered.found or "",
        consequences=_consequences(broken),
        follows=tuple(dict.fromkeys(broken)),
        notes=moved_by_cut(altered.expected, altered.found or ""),
    )


def _broken(seen: Examined, field: str) -> list[str]:
    """Give the relations that fail because of a total, by line."""
    return [
        line.relation.code
        for line, outcome, repaired in zip(seen.layout.lines, seen.outcomes, seen.repaired, strict=True)
        if outcome.mark is Mark.FAILS and repaired.mark is not Mark.FAILS and field in line.statement.fields
    ]


def _consequences(codes: list[str]) -> Text:
    if not codes:
        return Text("", "")
    zh, en = (comma.join(dict.fromkeys(codes)) for comma in ("、", ", "))
    return Text(f"（因此 {zh} 共 {len(codes)} 项不符）", f" (so {len(codes)} relations fail: {en})")


def _stale(seen: Examined, entry: Entry) -> Finding | None:
    """Compare the saved result with what the workbook's own formula gives: SUM passes over text.

    A total that adds up an altered one follows it; that is no result left behind.
    """
    parts = seen.parts(entry.field)
    if parts is None or entry.state is State.ERROR:
        return None
    if entry.value in {parts, seen.figures.value(entry.field), seen.shown_by_workbook(entry.field)}:
        return None
    return found_by(I33, seen.where(entry.field), found=entry.raw or "", expected=shown(parts))
