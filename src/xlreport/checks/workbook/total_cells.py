"""Family I, third part: each total three ways: its formula, the result saved in the file, and its parts."""

from collections.abc import Iterator

from xlreport.cells import Area, ranges
from xlreport.checks.examined import Examined
from xlreport.findings import Finding, Where, found_by
from xlreport.language import Text
from xlreport.lazy import regex
from xlreport.numbers import shown
from xlreport.relations import Mark
from xlreport.rules import rule
from xlreport.submissions import AlteredFormula, Entry, State

_MANY = 4
_REFERENCE = regex(r"\$?[A-Z]{1,3}\$?[0-9]+|#REF!")
_CUT = Text(
    "疑似剪切粘贴移动了单元格：公式的写法没有变，引用的单元格变了。复制粘贴不会改别处的公式，剪切会。",
    "Cells may have been moved by cut and paste: the formula is the same but for the cells it names. Copying changes "
    "no other formula, cutting does.",
)
_GONE = Text(
    "公式引用的单元格缺失（#REF!）：疑似被剪切的内容盖掉，或所在的行、列、工作表被删除。",
    "A cell the formula named is gone (#REF!): cut content was pasted over it, or its row, column or sheet was deleted.",
)

_NOT_KNOWN = Text("—（各项没有填齐，或填的数不能用）", "— (parts are missing or cannot be used)")


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
        yield found_by(rule("I33", "none"), Where(sheet=sheet, cell=ranges(cells)), count=len(cells))


def _together(stale: list[Finding]) -> Finding:
    """Make one finding of many results that one program left behind: the cause is one."""
    first = stale[0]
    cells = ranges(cell for each in stale for cell in Area.parse(each.cell))
    where = Where(sheet=first.sheet, cell=cells, label=first.label)
    return found_by(rule("I33", "many"), where, found=first.found, expected=first.expected, count=len(stale))


def _altered(seen: Examined, entry: Entry, altered: AlteredFormula) -> Finding:
    parts = seen.parts(entry.field)
    harmless = parts is not None and entry.value == parts
    broken, is_gone = _broken(seen, entry.field), altered.found is None
    return found_by(
        rule("I31" if is_gone else "I32", "harmless" if harmless else ""),
        seen.where(entry.field),
        found=entry.raw or "",
        expected="—" if parts is None else shown(parts),
        holds=_typed_over(entry) if is_gone else _result(entry),
        parts=_NOT_KNOWN if parts is None else shown(parts),
        formula=altered.expected,
        formula_found=altered.found or "",
        consequences=_consequences(broken),
        follows=tuple(dict.fromkeys(broken)),
        notes=moved_by_cut(altered.expected, altered.found or ""),
    )


def _typed_over(entry: Entry) -> Text:
    if not entry.raw:
        return Text("现为空白", "it is blank")
    return Text(f"现填“{entry.raw}”", f"it holds “{entry.raw}”")


def _result(entry: Entry) -> Text:
    if not entry.raw:
        return Text("没有结果", "without a result")
    return Text(f"结果“{entry.raw}”", f"giving “{entry.raw}”")


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
    return Text(f"（由此引起 {len(codes)} 项勾稽关系不符：{zh}）", f" (relations that fail because of it: {en})")


def _stale(seen: Examined, entry: Entry) -> Finding | None:
    """Compare the saved result with what the workbook's own formula gives: SUM passes over text.

    A total that adds up an altered one follows it; that is no result left behind.
    """
    parts = seen.parts(entry.field)
    if parts is None or entry.state is State.ERROR:
        return None
    if entry.value == parts or entry.value in {seen.figures.value(entry.field), seen.shown_by_workbook(entry.field)}:
        return None
    return found_by(rule("I33"), seen.where(entry.field), found=entry.raw or "", expected=shown(parts))
