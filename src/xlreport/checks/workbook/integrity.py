"""Family I, last part: what else differs from the workbook as issued. Says what was seen, never who or why."""

import re
from collections.abc import Iterator

from xlreport.cells import Cell, ranges
from xlreport.checks.examined import Examined
from xlreport.checks.rules import OWN, rule
from xlreport.checks.workbook.totals import moved_by_cut
from xlreport.findings import Finding, Severity, Where, found_by
from xlreport.language import Text

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
    why=("单位看到的 √ 可能是假的，会以为没有问题。", "The unit may see a √ that is not true and believe all is well."),
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
    why=("没有保护，以后一次误碰就可能改掉公式。", "Without protection a slip of the hand may change a formula later."),
)

I36 = rule(
    "I36",
    Severity.NOTE,
    "D",
    OWN,
    title=("由其他程序保存过", "saved by another program"),
    meaning=(
        "文件的属性写明由 Excel 以外的程序（如 WPS、LibreOffice、Numbers、程序库）保存过。各程序有常见而无碍的变化，随提示列出；"
        "内容已照常检查。",
        "The file's properties say that a program other than Excel (such as WPS, LibreOffice, Numbers, a library) saved "
        "it. Each has its usual and harmless losses, which the note lists. All was checked as usual.",
    ),
    message=(
        "文件由{program}保存过。常见而无碍的变化：{losses}。",
        "The file was saved by {program}. Usual and harmless: {losses}.",
    ),
    advice=(
        "不必处理；请留意表中显示的合计是否已重新计算。",
        "Nothing to do; see that the totals it shows were recalculated.",
    ),
    why=(
        "说明这些变化是程序造成的，不必追问单位。",
        "It shows that a program made these changes, so that nobody need ask the unit.",
    ),
)
I37 = rule(
    "I37",
    Severity.ERROR,
    "D",
    OWN,
    title=("同一单元格有多份内容", "a cell is stored more than once"),
    meaning=(
        "正常的文件每个单元格只有一份内容；有多份时，不同的程序会显示不同的数字。",
        "A sound file holds each cell once; where it holds one twice, programs differ in what they show.",
    ),
    message=(
        "“{sheet}”的 {cell} 在文件中有多份内容，读取了最后一份。",
        "{cell} on “{sheet}” is stored more than once; the last content was read.",
    ),
    advice=(
        "请用 Excel 或 WPS 打开，核对这些单元格，另存为新的 .xlsx 后重报。",
        "Open it in Excel or WPS, check these cells, save it as a new .xlsx and resend.",
    ),
    why=("同一格两个数，不同的程序会各取各的。", "With two contents in a cell, each program may show another figure."),
    fixed=True,
)

RULES = (I34, I35, I36, I37)
_USUAL = re.compile(r"Microsoft (Macintosh )?Excel( Online)?( (1[2-9]|[2-9]\d)(\..*)?)?", re.IGNORECASE)
"""What Excel since 2007 writes as Application and AppVersion; a library that poses as Excel has its own number."""
_WPS = Text(
    "字体、行高和填写提示可能改写，工作簿的结构锁定可能失去",
    "fonts, row heights and prompts may be rewritten, the lock on the workbook's structure may be gone",
)
_OFFICE = Text(
    "工作簿的结构锁定失去，深度隐藏的清单变为普通隐藏，冻结窗格可能失去",
    "the lock on the workbook's structure is gone, the very hidden manifest is merely hidden, frozen panes may be gone",
)
_NUMBERS = Text(
    "工作表保护、名称和数据验证失去，隐藏的清单可能显示出来",
    "protection, names and validations are gone, the hidden manifest may show",
)
_LIBRARY = Text(
    "公式没有保存结果，部分数据验证和条件格式失去",
    "formulas have no saved results, some validations and conditional formats are gone",
)
_ANY = Text(
    "工作簿的结构锁定失去，公式没有保存结果，部分数据验证和样式失去",
    "the lock on the workbook's structure is gone, formulas have no saved results, some validations and styles are gone",
)
_NAMED = (
    (re.compile(r"(?:WPS|Kingsoft|KSO)\D*([\d.]*).*", re.IGNORECASE), r"WPS \1", _WPS),
    (re.compile(r"(LibreOffice|OpenOffice(?:\.org)?|NeoOffice|Collabora\w*)/([\d.]+).*"), r"\1 \2", _OFFICE),
    (re.compile(r"(Numbers)\b *([\d.]*).*", re.IGNORECASE), r"\1 \2", _NUMBERS),
    (re.compile(r".*Openpyxl ([\d.]+).*", re.IGNORECASE), r"openpyxl \1", _LIBRARY),
)
"""How a program writes of itself, its name for people, and what it is known to lose without harm."""
_POSING = re.compile(r"Microsoft Excel (\d\.[\d.]*)")
_UNNAMED = Text("没有写明名称的程序（Google 表格即如此）", "a program that does not give its name, as Google Sheets")


def check_other_formulas(seen: Examined) -> Iterator[Finding]:
    """I34: the formulas of 校验 and 封面, one finding a sheet."""
    own = [each for each in seen.submission.formulas if not each.field]
    for sheet in dict.fromkeys(each.sheet for each in own):
        altered = [each for each in own if each.sheet == sheet]
        where = Where(sheet=sheet, cell=ranges(Cell.parse(each.cell) for each in altered))
        hints = dict.fromkeys(hint for each in altered for hint in moved_by_cut(each.expected, each.found or ""))
        yield found_by(I34, where, sheet=sheet, count=len(altered), notes=tuple(hints))


def check_protection(seen: Examined) -> Iterator[Finding]:
    """I35: sheets of the form without protection."""
    if seen.submission.unprotected:
        yield found_by(I35, found="、".join(seen.submission.unprotected))


def check_program(seen: Examined) -> Iterator[Finding]:
    """I36: the program that saved the file last, unless it says it is Excel, and what it is known to lose."""
    if not is_excel(seen.submission.program):
        program, losses = _program(seen.submission.program)
        yield found_by(I36, found=program.zh.strip(), program=program, losses=losses)


def is_excel(program: str) -> bool:
    """Tell whether a program is Excel itself, of 2007 or later, by what it wrote of itself."""
    return _USUAL.fullmatch(program) is not None


def _program(said: str) -> tuple[Text, Text]:
    """Name a program by what it wrote of itself, and its known losses."""
    if not said:
        return _UNNAMED, _ANY
    if posing := _POSING.fullmatch(said):
        name = Text(
            f"程序库（如 openpyxl，自称 Microsoft Excel {posing[1]}）",
            f"a library, such as openpyxl, that calls itself Microsoft Excel {posing[1]}",
        )
        return name, _LIBRARY
    for form, name_as, losses in _NAMED:
        if match := form.fullmatch(said):
            return _spaced(match.expand(name_as).strip()), losses
    return _spaced(said[:60]), _ANY


def _spaced(name: str) -> Text:
    """Set a name in Latin letters apart from the Chinese around it."""
    return Text(f" {name} ", name)


def check_repeated(seen: Examined) -> Iterator[Finding]:
    """I37: cells that the file holds more than once, one finding a sheet."""
    for sheet, cells in seen.submission.repeated.items():
        yield found_by(I37, Where(sheet=sheet, cell=ranges(map(Cell.parse, cells))), sheet=sheet)
