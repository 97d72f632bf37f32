"""Family I, last part: what else differs from the workbook as issued. Says what was seen, never who or why."""

import re
from collections.abc import Iterator

from xlreport.cells import Cell, ranges
from xlreport.checks.examined import Examined
from xlreport.checks.workbook.total_cells import moved_by_cut
from xlreport.findings import Finding, Where, found_by
from xlreport.language import Text
from xlreport.lazy import regex
from xlreport.rules import rule

_USUAL = regex(r"Microsoft (Macintosh )?Excel( Online)?( (1[2-9]|[2-9]\d)(\..*)?)?", re.IGNORECASE)
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
    "protection, names and validations are gone, the manifest may show",
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
    (regex(r"(?:WPS|Kingsoft|KSO)\D*([\d.]*).*", re.IGNORECASE), r"WPS \1", _WPS),
    (regex(r"(LibreOffice|OpenOffice(?:\.org)?|NeoOffice|Collabora\w*)/([\d.]+).*"), r"\1 \2", _OFFICE),
    (regex(r"(Numbers)\b *([\d.]*).*", re.IGNORECASE), r"\1 \2", _NUMBERS),
    (regex(r".*Openpyxl ([\d.]+).*", re.IGNORECASE), r"openpyxl \1", _LIBRARY),
)
"""How a program writes of itself, its name for people, and what it is known to lose without harm."""
_POSING = regex(r"Microsoft Excel (\d\.[\d.]*)")
_UNNAMED = Text("未写明名称的程序（Google 表格即如此）", "a program that does not give its name, as Google Sheets")


def check_other_formulas(seen: Examined) -> Iterator[Finding]:
    """I34: the formulas of 校验 and 封面, one finding a sheet."""
    own = [each for each in seen.submission.formulas if not each.field]
    for sheet in dict.fromkeys(each.sheet for each in own):
        altered = [each for each in own if each.sheet == sheet]
        where = Where(sheet=sheet, cell=ranges(Cell.parse(each.cell) for each in altered))
        hints = dict.fromkeys(hint for each in altered for hint in moved_by_cut(each.expected, each.found or ""))
        yield found_by(rule("I34"), where, sheet=sheet, count=len(altered), notes=tuple(hints))


def check_protection(seen: Examined) -> Iterator[Finding]:
    """I35: sheets of the form without protection."""
    if seen.submission.unprotected:
        yield found_by(rule("I35"), found="、".join(seen.submission.unprotected))


def check_converted(seen: Examined) -> Iterator[Finding]:
    """I29: a return of an old or another format, which was converted to be read."""
    if seen.submission.converted:
        yield found_by(rule("I29"), found=seen.submission.converted, kind=f".{seen.submission.converted}")


def check_program(seen: Examined) -> Iterator[Finding]:
    """I36: the program that saved the file last, unless it says it is Excel, and what it is known to lose."""
    if not is_excel(seen.submission.program):
        program, losses = _program(seen.submission.program)
        yield found_by(rule("I36"), found=program.zh.strip(), program=program, losses=losses)


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
        yield found_by(rule("I37"), Where(sheet=sheet, cell=ranges(map(Cell.parse, cells))), sheet=sheet)
