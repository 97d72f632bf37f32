"""Family I, what stands around the answers: hidden, merged, no longer checked in the cell, or not a form's at all."""

from collections.abc import Iterator

from xlreport.checks.examined import Examined
from xlreport.checks.rules import OWN, rule
from xlreport.findings import Finding, Severity, Where, found_by
from xlreport.language import Text

I38 = rule(
    "I38",
    Severity.WARNING,
    "D",
    OWN,
    title=("填报单元格被隐藏", "inputs are hidden"),
    meaning=(
        "隐藏的行、列或工作表里有填报单元格，打开时看不见。其中的内容已照常读取、检查。",
        "Inputs stand in hidden rows, columns or sheets and are not seen when the file is opened. They were read and "
        "checked as usual.",
    ),
    message=("“{sheet}”隐藏了填报单元格：{hidden}。", "Inputs of “{sheet}” are hidden: {hidden}."),
    advice=(
        "请取消隐藏，核对其中的内容后重新保存。",
        "Unhide them, check what they hold, and save again.",
    ),
    why=("看不见的格子没人核对。", "Nobody checks what nobody sees."),
)
I39 = rule(
    "I39",
    Severity.ERROR,
    "D",
    OWN,
    title=("填报单元格被合并", "cells were merged"),
    meaning=(
        "表样的填报单元格不合并。合并后只显示左上角一格，其余各格的数字看不见，或已被删除。",
        "The form's inputs are not merged. Of merged cells only the first shows; what the others hold is unseen or gone.",
    ),
    message=(
        "“{sheet}”的合并单元格 {cell} 与下发时不同{covered}。",
        "The merged cells {cell} on “{sheet}” are not as issued{covered}.",
    ),
    advice=(
        "请取消合并，逐格核对、补填后重报；或换用新表重填。",
        "Unmerge them, check and complete each cell, and resend; or use a fresh workbook.",
    ),
    why=("合并会丢掉除左上角以外的数字。", "Merging loses every figure but the upper left one."),
    fixed=True,
)
I40 = rule(
    "I40",
    Severity.NOTE,
    "D",
    OWN,
    title=("单元格的数据验证没有了", "cells have lost their validation"),
    meaning=(
        "从别处粘贴、或由其他程序保存，会去掉单元格里的填写限制和提示。同样的规则在收表时已另行检查。",
        "Pasting, and some programs, remove a cell's validation and prompt. The same rules were checked on return.",
    ),
    message=(
        "“{sheet}”的 {cell} 没有下发时的数据验证了。",
        "{cell} on “{sheet}” no longer have the validation they were issued with.",
    ),
    advice=(
        "不必处理；以后粘贴请用“选择性粘贴—数值”。",
        "Nothing to do; next time paste with “paste special, values”.",
    ),
    why=("没有了填写限制，之后容易填进不合要求的内容。", "Without it anything can be typed from now on."),
)
I41 = rule(
    "I41",
    Severity.WARNING,
    "D",
    OWN,
    title=("文件带有外部链接、宏或嵌入对象", "external links, macros or embedded objects"),
    meaning=(
        "下发的表没有外部链接、宏和嵌入对象。它们不会被打开、运行或带入汇总；数字可能随其他文件变化。",
        "The issued workbook has no external links, macros or embedded objects. None is opened, run or merged; "
        "figures may depend on other files.",
    ),
    message=("文件带有{things}。", "The file has {things}."),
    advice=(
        "请断开链接、删除宏和嵌入的对象，数字直接填入单元格，另存为 .xlsx 后重报。",
        "Break the links, remove macros and objects, type the figures in, save as .xlsx and resend.",
    ),
    why=(
        "链接的数字会自己变，宏会在打开时运行。",
        "Linked figures change by themselves, and macros run when a file is opened.",
    ),
)
I42 = rule(
    "I42",
    Severity.NOTE,
    "D",
    OWN,
    title=("有批注", "comments"),
    meaning=(
        "单元格的批注不会被读取和汇总。",
        "Comments on cells are neither read nor merged.",
    ),
    message=("“{sheet}”有 {count} 条批注，没有读取。", "“{sheet}” has {count} comments, which were not read."),
    advice=(
        "如是要说明的情况，请写到“校验”表的说明栏或文字部分。",
        "If they explain something, write it into the 说明 column of 校验 or into the text.",
    ),
    why=("写在批注里的说明，别处看不到。", "A remark in a comment is seen nowhere else."),
)

RULES = (I38, I39, I40, I41, I42)


def check_hidden(seen: Examined) -> Iterator[Finding]:
    """I38: hidden inputs, one finding a sheet."""
    for sheet, cells in seen.submission.surroundings.hidden.items():
        hidden = Text(cells, cells) if cells else Text("整张工作表", "the whole sheet")
        yield found_by(I38, Where(sheet=sheet, cell=cells), sheet=sheet, hidden=hidden)


def check_merged(seen: Examined) -> Iterator[Finding]:
    """I39: merged areas that are not the form's, and what they hide; one finding a sheet."""
    around = seen.submission.surroundings
    for sheet, areas in around.merged.items():
        texts = around.covered.get(sheet, ())
        covered = Text(f"，盖住了 {'、'.join(texts)}", f" and hide {', '.join(texts)}") if texts else Text("", "")
        yield found_by(I39, Where(sheet=sheet, cell=areas), found="、".join(texts), sheet=sheet, covered=covered)


def check_validations(seen: Examined) -> Iterator[Finding]:
    """I40: inputs without their data validation, one finding a sheet."""
    for sheet, cells in seen.submission.surroundings.unvalidated.items():
        yield found_by(I40, Where(sheet=sheet, cell=cells), sheet=sheet)


def check_foreign(seen: Examined) -> Iterator[Finding]:
    """I41: external links, macros and embedded objects, in one finding."""
    around = seen.submission.surroundings
    things = [
        Text(f"外部链接 {around.external_links} 处", f"{around.external_links} external links"),
        _macros(around.macro_sheets),
        Text(f"嵌入对象 {around.embedded} 个", f"{around.embedded} embedded objects"),
    ]
    there = (around.external_links, around.macros, around.embedded)
    named = [thing for thing, is_there in zip(things, there, strict=True) if is_there]
    if named:
        words = Text("、".join(each.zh for each in named), ", ".join(each.en for each in named))
        yield found_by(I41, found=words.zh, things=words)


def _macros(sheets: tuple[str, ...]) -> Text:
    """Name the macros: those on sheets of their own by their sheets, which were not read."""
    if not sheets:
        return Text("宏", "macros")
    return Text(
        f"宏（宏表{'、'.join(f'“{each}”' for each in sheets)}，没有读取）",
        f"macros (the macro sheets {', '.join(sheets)}, not read)",
    )


def check_comments(seen: Examined) -> Iterator[Finding]:
    """I42: comments that are not this tool's own, one finding a sheet."""
    for sheet, count in seen.submission.surroundings.comments.items():
        yield found_by(I42, Where(sheet=sheet), sheet=sheet, count=count)
