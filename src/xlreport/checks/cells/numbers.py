"""Family N: does each cell hold what its field takes? Never guesses what was meant."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from xlreport.checks.cells.hints import hint
from xlreport.checks.examined import Examined, cannot_be
from xlreport.checks.rules import ARITHMETIC, OWN, rule
from xlreport.findings import Finding, Rule, Severity, found_by
from xlreport.forms import LONGEST_LINE, LONGEST_PARAGRAPH, YES_NO, Field, Kind
from xlreport.language import Text
from xlreport.numbers import is_written_as_one, shown
from xlreport.submissions import Entry, State

N01 = rule(
    "N01",
    Severity.ERROR,
    "D",
    ARITHMETIC,
    title=("计数单元格应为 0 或正整数", "a count is a whole number from 0"),
    meaning=(
        "除收费金额外，数字单元格只能填 0 或正整数：没有小数、负号、单位和文字，也不是日期、错误值。",
        "Every number cell but the fee amount takes a whole number from 0: no decimals, minus, unit, text, "
        "date or error value.",
    ),
    message=("“{label}”填的是“{found}”：{problem}。", "“{label}” holds “{found}”: {problem}."),
    advice=(
        "请只填 0 或正整数；单位、文字和说明写到文字部分或“校验”表的说明栏。",
        "Enter 0 or a positive whole number only; put units and remarks into the text or the 说明 column of 校验.",
    ),
    why=(
        "汇总是逐格相加，一格不是数，全县这一格就不完整。",
        "The merge adds cell by cell; a cell that is no number leaves the county's total incomplete.",
    ),
    fixed=True,
)
N02 = rule(
    "N02",
    Severity.ERROR,
    "D",
    ARITHMETIC,
    title=("金额应为 0 或正数", "an amount is a number from 0"),
    meaning=(
        "金额只填数字，不为负；万元最多四位小数，即精确到元（多于四位为警告）。",
        "An amount is a number from 0; 万元 has at most four decimals, which is one yuan (more is a warning).",
    ),
    message=("“{label}”填的是“{found}”：{problem}。", "“{label}” holds “{found}”: {problem}."),
    advice=(
        "请只填数字，不写“元”“万元”；金额以表头所注单位填写。",
        "Enter the number alone, without 元 or 万元, in the unit that the header names.",
    ),
    why=("金额差一个单位就差一万倍。", "An amount in another unit is wrong by a factor of ten thousand."),
)
N04 = rule(
    "N04",
    Severity.NOTE,
    "D",
    OWN,
    title=("数字以文本形式填写", "a number stands as text"),
    meaning=(
        "单元格里是文本形式的数字（全角数字、千分位逗号、前后空格，或粘贴成了文本）。按数字读取，原文保留；"
        "但表内合计不会计入文本。",
        "The cell holds a number as text (full width, thousands separators, blanks, or pasted as text). It is read "
        "as the number and the text is kept; the workbook's own totals pass over text.",
    ),
    message=(
        "“{label}”是文本“{found}”，已按数字 {expected} 读取；表内合计没有计入它。",
        "“{label}” is the text “{found}”, read as the number {expected}; the workbook's own totals leave it out.",
    ),
    advice=("请重新输入为数字。", "Type it again as a number."),
    why=(
        "表内的合计不计入文本，单位看到的合计会比实际少。",
        "The sheet's own totals pass over text, so that the unit sees less than it entered.",
    ),
)
N05 = rule(
    "N05",
    Severity.WARNING,
    "D",
    OWN,
    title=("填报单元格中有公式", "a formula stands in an input cell"),
    meaning=(
        "填报单元格应直接填数字或文字。公式的结果可能随其他文件变化，收到时只能按文件中保存的结果读取。",
        "An input cell takes a figure or text. A formula's result may change with other files; only the result saved "
        "in the file can be read.",
    ),
    message=(
        "“{label}”是公式 ={formula}，按文件中保存的结果“{found}”读取。",
        "“{label}” is the formula ={formula}; its saved result “{found}” was read.",
    ),
    advice=(
        "请改填数值（复制后选择性粘贴为数值）。",
        "Enter the value itself (copy, then paste special, values).",
    ),
    why=("公式的结果可能在别的电脑上变成另一个数。", "A formula may come to another figure on another computer."),
)
N06 = rule(
    "N06",
    Severity.ERROR,
    "D",
    OWN,
    title=("不是这一栏的内容", "not what the field takes"),
    meaning=(
        "选择栏只能选列出的选项，年度应为四位数，日期应为真实日期，文字不超过长度。",
        "A choice takes a listed option, the year four digits, a date a real day, a text at most its length.",
    ),
    message=("“{label}”填的是“{found}”，应为{want}。", "“{label}” holds “{found}”; expected: {want}."),
    advice=("请按提示重新填写。", "Enter it again as the prompt says."),
    why=(
        "选项、年度、日期写法不一，就无法归类和比较。",
        "Choices, years and dates in many spellings can be neither grouped nor compared.",
    ),
)
N06_LONG = replace(
    N06,
    message=Text(
        "“{label}”中有一段超过 {expected} 字（“{found}……”）。",
        "“{label}” has a paragraph of more than {expected} characters (“{found}…”).",
    ),
    advice=Text("请分成几段，一段占一行。", "Divide it into several paragraphs, one a row."),
)
N06_PICTURE = replace(
    N06,
    severity=Severity.WARNING,
    message=Text(
        "“{label}”里是一张图片，不是文字，没有读取。",
        "A picture stands in “{label}” in place of text; it was not read.",
    ),
    advice=Text(
        "请删去图片，把姓名等内容打成文字；签名可另附扫描件。",
        "Delete it and type the name; a signature may come along as a scan.",
    ),
)
_SHOWN = 20

N05_NOTHING = replace(
    N05,
    message=Text(
        "“{label}”是公式 ={formula}，文件中没有保存它的结果，按空白处理。",
        "“{label}” is the formula ={formula}; the file holds no result of it, and it counts as blank.",
    ),
)
RULES = (N01, N02, N04, N05, N06)


def check_numbers(seen: Examined) -> Iterator[Finding]:
    """N01, N02, N04: every number cell that is typed."""
    computed = seen.layout.form.computed
    for entry in seen.submission.entries.values():
        field = seen.field(entry.field)
        if not field.kind.numeric or entry.field in computed:
            continue
        governing = N02 if field.kind is Kind.AMOUNT else N01
        if finding := _wrong(seen, entry, field, governing):
            yield finding
        elif entry.normalised and entry.value is not None:
            yield found_by(N04, seen.where(field.id), found=entry.raw or "", expected=shown(_number(entry)))


def _number(entry: Entry) -> int | Decimal:
    return entry.value if isinstance(entry.value, int | Decimal) else 0


def _wrong(seen: Examined, entry: Entry, field: Field, governing: Rule) -> Finding | None:
    where, raw = seen.where(field.id), entry.raw or ""
    if problem := _problem(entry, field):
        expected = "0 或正整数" if field.kind is Kind.COUNT else "0 或正数"
        advice = hint(entry, amount=field.kind is Kind.AMOUNT) if entry.state is State.TEXT else None
        return found_by(
            replace(governing, advice=advice or governing.advice), where, found=raw, expected=expected, problem=problem
        )
    number = _number(entry)
    if isinstance(number, Decimal) and round(number, field.decimals) != number:
        problem = Text(f"小数多于 {field.decimals} 位", f"more than {field.decimals} decimals")
        return found_by(governing, where, found=raw, severity=Severity.WARNING, problem=problem)
    return None


def _problem(entry: Entry, field: Field) -> Text | None:
    if entry.state is State.ERROR:
        return Text("是错误值，不是数字", "it is an error value, not a number")
    if entry.state is State.TEXT and not entry.dressed and is_written_as_one((entry.raw or "").strip()):
        return Text("超出单元格能存的范围", "it is beyond what a cell can hold")
    if entry.state is State.TEXT:
        return Text(*_NOT_A_NUMBER.get(entry.dressed or entry.type, ("不是数字", "it is not a number")))
    return cannot_be(entry.value, field)


_NOT_A_NUMBER = {
    "b": ("是逻辑值，不是数字", "it is TRUE or FALSE, not a number"),
    "date": ("是日期或时间，不是数字", "it is a date or time, not a number"),
    "percent": ("是百分比，不是数字", "it is a percentage, not a number"),
    "d": ("是日期或时间，不是数字", "it is a date or time, not a number"),
}


def check_formulas_in_inputs(seen: Examined) -> Iterator[Finding]:
    """N05: input cells that hold a formula."""
    for entry in seen.submission.entries.values():
        if entry.formula and entry.field not in seen.layout.form.computed and not entry.is_picture:
            governing = N05 if entry.raw else N05_NOTHING
            yield found_by(governing, seen.where(entry.field), found=entry.raw or "", formula=entry.formula)


def check_other_kinds(seen: Examined) -> Iterator[Finding]:
    """N06: choices, years, dates and the length of texts."""
    for entry in seen.submission.entries.values():
        field = seen.field(entry.field)
        if field.kind.numeric:
            continue
        where, found = seen.where(field.id), (entry.raw or "")[:_SHOWN]
        if entry.is_picture:
            yield found_by(N06_PICTURE, where, found=entry.raw or "")
        elif entry.state in {State.TEXT, State.ERROR}:
            expected = _wants(field)
            yield found_by(N06, where, found=found, expected=expected.zh, want=expected)
        elif limit := _exceeded(entry, field):
            yield found_by(N06_LONG, where, found=found, expected=str(limit))


def _exceeded(entry: Entry, field: Field) -> int:
    """Give the characters that a paragraph may have where one has more; 0 where none has."""
    longest = max(map(len, (entry.raw or "").split("\n")))
    limit = {Kind.LINE: LONGEST_LINE, Kind.TEXT: LONGEST_PARAGRAPH}.get(field.kind, 0)
    return limit if longest > limit else 0


def _wants(field: Field) -> Text:
    match field.kind:
        case Kind.CHOICE:
            options = "、".join(option.label for option in field.options)
            return Text(f"以下之一：{options}", f"one of {options}")
        case Kind.FLAG:
            return Text(f"“{YES_NO[0].label}”或“{YES_NO[1].label}”", f"{YES_NO[0].label} or {YES_NO[1].label}")
        case Kind.YEAR:
            return Text("四位数的年度", "a year of four digits")
        case Kind.DATE:
            return Text("日期，如 2026-01-15", "a date such as 2026-01-15")
        case _:
            return Text("文字", "text")
