"""Family I, two tabs for one sheet of the form: which was read, and what the other says. Chooses none itself."""

from collections.abc import Iterator
from dataclasses import replace

from xlreport.cells import Cell, ranges
from xlreport.checks.examined import Examined
from xlreport.checks.rules import OWN, rule
from xlreport.findings import Finding, Severity, Where, found_by
from xlreport.language import Text
from xlreport.submissions import LookAlike, State

I25 = rule(
    "I25",
    Severity.WARNING,
    "D",
    OWN,
    title=("同一张表有两份", "two tabs for one sheet"),
    meaning=(
        "工作簿里有两张工作表印着同一张表的标签，多半是从另一份表复制过来的（如“三 依申请公开 (2)”）。只读取名称与下发时相同的一张。",
        "Two tabs print the labels of one sheet of the form, most likely because one was copied in from another copy "
        "(such as “三 依申请公开 (2)”). Only the one with the issued name is read.",
    ),
    message=(
        "“{sheet}”和“{tab}”都是这张表，填的不同（{count} 格）；读取的是“{sheet}”。",
        "“{sheet}” and “{tab}” are both this sheet and differ in {count} cells; “{sheet}” was read.",
    ),
    advice=(
        "请核对以哪一张为准，把数字填在“{sheet}”上，删除另一张后重报。",
        "Decide which is right, have the figures on “{sheet}”, delete the other and resend.",
    ),
    why=("填在另一张上的数字不会被读取。", "Figures on the other tab are not read."),
    fixed=True,
)
I25_SAME = replace(
    I25,
    severity=Severity.NOTE,
    message=Text(
        "“{sheet}”和“{tab}”都是这张表，填的相同；读取的是“{sheet}”。",
        "“{sheet}” and “{tab}” are both this sheet and hold the same; “{sheet}” was read.",
    ),
    advice=Text("不必处理；可以删除“{tab}”。", "Nothing to do; “{tab}” may be deleted."),
)
I25_BLANK = replace(
    I25,
    severity=Severity.ERROR,
    message=Text(
        "“{sheet}”是空的，数字像是填在“{tab}”上（{count} 格）；没有读取。",
        "“{sheet}” is blank and the figures seem to be on “{tab}” ({count} cells); they were not read.",
    ),
    advice=Text(
        "请把“{tab}”上的数字填到“{sheet}”上，删除“{tab}”后重报。",
        "Put the figures of “{tab}” into “{sheet}”, delete “{tab}” and resend.",
    ),
)
I25_NONE = replace(
    I25,
    severity=Severity.ERROR,
    message=Text(
        "缺少“{sheet}”，而{tab}都像是它，分不清以哪一张为准；都没有读取。",
        "“{sheet}” is missing and {tab} all look like it; nobody can tell which counts, and none was read.",
    ),
    advice=Text(
        "请只留一张，名称改回“{sheet}”，或换用新表重填。",
        "Keep one and call it “{sheet}” again, or use a fresh workbook.",
    ),
)
RULES = (I25,)


def check_look_alikes(seen: Examined) -> Iterator[Finding]:
    """I25: further tabs that look like a sheet of the form."""
    for sheet, tabs in seen.submission.alike.items():
        if sheet not in seen.submission.missing_sheets:
            yield from (_against(seen, sheet, each) for each in tabs)
        elif len(tabs) > 1:
            names = "、".join(f"“{each.tab}”" for each in tabs)
            yield found_by(I25_NONE, Where(sheet=sheet), found=names, sheet=sheet, tab=names)


def _against(seen: Examined, sheet: str, other: LookAlike) -> Finding:
    cells = ranges(map(Cell.parse, other.differing))
    governing = I25 if other.differing else I25_SAME
    count = len(other.differing)
    if other.filled and not _is_filled(seen, sheet):
        governing, count = I25_BLANK, other.filled
    where = Where(sheet=sheet, cell=cells)
    return found_by(governing, where, found=other.tab, sheet=sheet, tab=other.tab, count=count)


def _is_filled(seen: Examined, sheet: str) -> bool:
    """Tell whether anything was typed on a sheet."""
    typed = (each for each in seen.submission.entries.values() if each.field not in seen.layout.form.computed)
    return any(each.sheet == sheet and each.state not in {State.BLANK, State.DECLARED_ZERO} for each in typed)
