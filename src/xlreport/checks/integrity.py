"""Family I: is the workbook the one that was issued? Says what was seen, never who did it or why."""

from collections.abc import Iterator
from dataclasses import replace

from xlreport.cells import Cell, ranges
from xlreport.checks.examined import Examined
from xlreport.checks.rules import OWN, rule
from xlreport.findings import Finding, Severity, Where, found_by
from xlreport.language import Text
from xlreport.numbers import shown
from xlreport.relations import Mark
from xlreport.submissions import AlteredFormula, Entry, Identity, Moved, State

I14 = rule(
    "I14",
    Severity.ERROR,
    "D",
    OWN,
    title=("单位或年度前后不一致", "the unit or year disagrees within the file"),
    meaning=(
        "工作簿在隐藏清单、文件属性、各表表号和封面都写有单位代码和年度，应当一致；不一致多半是从另一份表复制过来的。",
        "The hidden manifest, the file's properties, each sheet's 表号 and the cover name the unit and year and agree; "
        "otherwise a sheet was probably copied from another workbook.",
    ),
    message=(
        "{what}不一致：{where}为“{found}”，下发时为“{expected}”。",
        "The {what} disagrees: {where} says “{found}”, it was issued as “{expected}”.",
    ),
    advice=(
        "请在下发给本单位的原表中填报，不要复制别的单位或往年的工作表。",
        "Fill in the workbook issued to this unit; copy no sheet from another unit or year.",
    ),
)
I16 = rule(
    "I16",
    Severity.ERROR,
    "D",
    OWN,
    title=("不是所要的单位或年度", "not the unit or year asked for"),
    meaning=(
        "本次收集的是指定年度、指定单位的报告。",
        "The round collects a given year's reports of given units.",
    ),
    message=(
        "{what}为“{found}”，本次应为“{expected}”。",
        "The {what} is “{found}”; this round expects “{expected}”.",
    ),
    advice=(
        "请核对是否交错了文件，或封面的年度是否填错。",
        "Check whether the wrong file was sent, or the cover names the wrong year.",
    ),
)
I20 = rule(
    "I20",
    Severity.WARNING,
    "D",
    OWN,
    title=("单元格位置有变动", "fields are not where they were issued"),
    meaning=(
        "每一栏按清单地址和名称两处定位；两处不一致时，看印出的行列标签与哪一处相符。",
        "Each field is found by the manifest's address and by its name; where they differ the printed labels decide.",
    ),
    message=(
        "有 {count} 栏的两处地址不一致，已按标签找回，如“{label}”：清单为 {by_manifest}，名称为 {by_name}，取 {found}。",
        "The addresses of {count} fields disagree; they were found by their labels, such as “{label}”: manifest "
        "{by_manifest}, name {by_name}, taken {found}.",
    ),
    advice=(
        "请核对取到的数字；如做过插入、删除或剪切，请换用新表重填。",
        "Check the figures taken; if rows were inserted, deleted or cut, use a fresh workbook.",
    ),
)
I20_UNCLEAR = replace(
    I20,
    severity=Severity.ERROR,
    message=Text(
        "有 {count} 栏的两处地址不一致，且标签也不能断定，如“{label}”：清单为 {by_manifest}，名称为 {by_name}。",
        "The addresses of {count} fields disagree and their labels do not decide, such as “{label}”: manifest "
        "{by_manifest}, name {by_name}.",
    ),
)
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
)
I32 = rule(
    "I32",
    Severity.ERROR,
    "D",
    OWN,
    title=("合计的公式被改动", "a total's formula was altered"),
    meaning=(
        "合计的公式应与表样一致，否则会多计或漏计。",
        "A total's formula is the form's, or it counts too much or too little.",
    ),
    message=(
        "“{label}”的公式为 ={formula_found}，结果“{found}”；表样为 {formula}，应为 {expected}{consequences}。",
        "The formula of “{label}” is ={formula_found}, giving “{found}”; the form has {formula}, giving {expected}{consequences}.",
    ),
    advice=(
        "请恢复公式 {formula}，或换用新表重填。",
        "Restore the formula {formula}, or use a fresh workbook.",
    ),
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
)
I33_NONE = replace(
    I33,
    severity=Severity.NOTE,
    message=Text(
        "有 {count} 个合计没有保存结果，已按各项计算。",
        "{count} totals were saved without a result; they were worked out from their parts.",
    ),
)
I34 = rule(
    "I34",
    Severity.WARNING,
    "D",
    OWN,
    title=("校验公式被改动", "formulas of 校验 were altered"),
    meaning=(
        "校验表和封面的公式与下发时不同，表上显示的 √ × 不再可靠；本工具另行计算。",
        "Formulas of 校验 or the cover differ from those issued; the √ × shown there cannot be relied on. This tool works them out itself.",
    ),
    message=(
        "“{sheet}”有 {count} 个公式与下发时不同或没有了：{cell}。",
        "{count} formulas on “{sheet}” differ from those issued or are gone: {cell}.",
    ),
    advice=(
        "请换用新表重填，或忽略表上的校验结果。",
        "Use a fresh workbook, or disregard the marks it shows.",
    ),
)
I35 = rule(
    "I35",
    Severity.NOTE,
    "D",
    OWN,
    title=("工作表保护已取消", "sheet protection is off"),
    meaning=(
        "取消保护后容易误改标签和公式；内容已照常检查。",
        "Without protection labels and formulas are easily changed by accident; all was checked as usual.",
    ),
    message=("工作表 {found} 没有保护。", "The sheets {found} are not protected."),
    advice=("不必处理；下次请在下发的原表中填报。", "Nothing to do; next time fill in the issued workbook."),
)

RULES = (I14, I16, I20, I31, I32, I33, I34, I35)
_WHAT = {"unit_code": Text("单位代码", "unit code"), "year": Text("年度", "year")}


def check_identity(seen: Examined) -> Iterator[Finding]:
    """I14: the witnesses of unit and year against the manifest."""
    issued = seen.submission.identity
    for key, what in _WHAT.items():
        expected = getattr(issued, key)
        for witness, identity in _witnesses(seen).items():
            found = getattr(identity, key)
            if found and expected and found != expected:
                where = (
                    seen.where(f"cover.{key}")
                    if witness == "cover"
                    else Where(sheet=_sheet(witness), cell="A2" if _sheet(witness) else "")
                )
                yield found_by(I14, where, found=found, expected=expected, what=what, where=_named(witness))


def _witnesses(seen: Examined) -> dict[str, Identity]:
    cover = Identity(
        unit_code=seen.submission.text("cover.unit_code"), year=seen.submission.text("cover.year")
    )
    return {"cover": cover, **seen.submission.witnesses}


def _sheet(witness: str) -> str:
    return "" if witness in {"properties", "cover"} else witness


def _named(witness: str) -> Text:
    known = {"properties": Text("文件属性", "the file's properties"), "cover": Text("封面", "the cover")}
    return known.get(witness, Text(f"“{witness}”的表号", f"the 表号 of “{witness}”"))


def check_expected(seen: Examined) -> Iterator[Finding]:
    """I16: unit and year against what the round or the command asked for."""
    for key, what in _WHAT.items() if seen.expected else ():
        expected, found = getattr(seen.expected, key), seen.submission.text(f"cover.{key}")
        if expected and found and found != expected:
            yield found_by(I16, seen.where(f"cover.{key}"), found=found, expected=expected, what=what)


def check_addresses(seen: Examined) -> Iterator[Finding]:
    """I20: fields about which manifest and names disagree, one finding for those found, one for the unclear."""
    for rule_, moved in (
        (I20, [each for each in seen.submission.moved if each.by_label == each.followed]),
        (I20_UNCLEAR, [each for each in seen.submission.moved if each.by_label != each.followed]),
    ):
        if moved:
            first, sheet = moved[0], seen.submission.entry(moved[0].field).sheet
            where = Where(
                sheet=sheet,
                cell=_cells(seen, moved, sheet),
                label=seen.field(first.field).label,
                field=first.field if len(moved) == 1 else "",
            )
            none = Text("无", "none")
            yield found_by(
                rule_,
                where,
                found=first.followed,
                count=len(moved),
                by_manifest=first.by_manifest or none,
                by_name=first.by_name or none,
            )


def _cells(seen: Examined, moved: list[Moved], sheet: str) -> str:
    entries = [seen.submission.entry(each.field) for each in moved]
    return ranges(cell for entry in entries if entry.sheet == sheet for cell in entry.area)


def check_totals(seen: Examined) -> Iterator[Finding]:
    """I31, I32, I33: each total three ways: its formula, the result saved in the file, and its parts."""
    altered = {each.field: each for each in seen.submission.formulas if each.field}
    unsaved: list[Entry] = []
    for field in seen.layout.form.computed:
        entry = seen.submission.entry(field)
        if field in altered:
            yield _altered(seen, entry, altered[field])
        elif entry.raw is None:
            unsaved.append(entry)
        elif finding := _stale(seen, entry):
            yield finding
    if unsaved:
        sheet = unsaved[0].sheet
        where = Where(sheet=sheet, cell=ranges(each.cell for each in unsaved if each.sheet == sheet))
        yield found_by(I33_NONE, where, count=len(unsaved))


def _altered(seen: Examined, entry: Entry, altered: AlteredFormula) -> Finding:
    parts = seen.parts(entry.field)
    harmless = parts is not None and entry.value == parts
    return found_by(
        I31 if altered.found is None else I32,
        seen.where(entry.field),
        found=entry.raw or "",
        expected="—" if parts is None else shown(parts),
        severity=Severity.WARNING if harmless else None,
        formula=altered.expected,
        formula_found=altered.found or "",
        consequences=_consequences(seen, entry.field),
    )


def _consequences(seen: Examined, field: str) -> Text:
    codes = [
        line.relation.code
        for line, outcome, repaired in zip(seen.layout.lines, seen.outcomes, seen.repaired, strict=True)
        if outcome.mark is Mark.FAILS and repaired.mark is not Mark.FAILS and field in line.statement.fields
    ]
    if not codes:
        return Text("", "")
    names = "、".join(dict.fromkeys(codes))
    return Text(f"（因此 {names} 共 {len(codes)} 项不符）", f" (so {len(codes)} relations fail: {names})")


def _stale(seen: Examined, entry: Entry) -> Finding | None:
    """Compare the saved result with what the workbook's own formula gives: SUM passes over text."""
    parts = seen.parts(entry.field)
    if parts is None or entry.state is State.ERROR:
        return None
    if entry.value in {parts, seen.shown_by_workbook(entry.field)}:
        return None
    return found_by(I33, seen.where(entry.field), found=entry.raw or "", expected=shown(parts))


def check_other_formulas(seen: Examined) -> Iterator[Finding]:
    """I34: the formulas of 校验 and 封面, one finding a sheet."""
    sheets: dict[str, list[Cell]] = {}
    for each in seen.submission.formulas:
        if not each.field:
            sheets.setdefault(each.sheet, []).append(Cell.parse(each.cell))
    for sheet, cells in sheets.items():
        yield found_by(I34, Where(sheet=sheet, cell=ranges(cells)), sheet=sheet, count=len(cells))


def check_protection(seen: Examined) -> Iterator[Finding]:
    """I35: sheets of the form without protection."""
    if seen.submission.unprotected:
        yield found_by(I35, found="、".join(seen.submission.unprotected))
