"""Family F: is the form whole and filled? Blank is not zero."""

from collections.abc import Iterator
from dataclasses import replace

from xlreport.checks.examined import Examined, together
from xlreport.checks.rules import FORM, OWN, rule
from xlreport.findings import Finding, Severity, Where, found_by
from xlreport.forms import Section
from xlreport.language import Text
from xlreport.layout import Label, Role
from xlreport.submissions import Entry, PrintedLabel, State

F02 = rule(
    "F02",
    Severity.ERROR,
    "A",
    FORM,
    title=("表样被改动", "the form's tables were changed"),
    meaning=(
        "六个部分的标题和表格的行列、标签、顺序应与表样一致：表二 10 个、表三 175 个、表四 15 个数字单元格，不增、不减、不合并。",
        "The six headings, rows, columns, labels and their order are the form's: 10, 175 and 15 number cells in tables 2 to 4, none "
        "added, removed or merged.",
    ),
    message=(
        "“{sheet}”有 {count} 处标签与表样不同（表样 → 现在）：{changes}。",
        "“{sheet}” differs from the form in {count} labels (form → now): {changes}.",
    ),
    advice=(
        "请恢复原来的标签和行列；如做过插入、删除或移动，请换用新表重填。",
        "Restore the labels, rows and columns; if any were inserted, deleted or moved, use a fresh workbook.",
    ),
    why=(
        "行列一动，每个数字就可能对到别的栏目上去。",
        "Once rows or columns move, every figure may belong to another item.",
    ),
    fixed=True,
)
F02_SHEET = replace(
    F02,
    message=Text("缺少工作表“{expected}”。", "The sheet “{expected}” is missing."),
    advice=Text(
        "请恢复该工作表的名称；如已删除，请换用新表重填。",
        "Restore the sheet's name; if it was deleted, use a fresh workbook.",
    ),
)
F02_NO_INPUTS = replace(
    F02,
    severity=Severity.WARNING,
    source=Text(*OWN),
    message=Text(
        "工作表“{expected}”被删除；其中没有填报单元格，数字不受影响。",
        "The sheet “{expected}” was deleted; it has no inputs, and no figure depends on it.",
    ),
    advice=Text(
        "请不要删除下发表中的工作表；这一次不必重填。",
        "Delete no sheet of the issued workbook; nothing need be filled in again.",
    ),
)
F02_RENAMED = replace(
    F02,
    severity=Severity.WARNING,
    source=Text(*OWN),
    message=Text(
        "工作表“{expected}”改名为“{found}”，内容已照常读取。",
        "The sheet “{expected}” is now called “{found}”; it was read as usual.",
    ),
    advice=Text("请改回原来的名称。", "Give it its old name again."),
)
F03 = rule(
    "F03",
    Severity.ERROR,
    "C",
    OWN,
    title=("数字单元格没有填", "number cells are blank"),
    meaning=(
        "空白不等于 0：没有发生的项目请填 0，或对整张表回答“空白单元格均为 0”。",
        "A blank is not zero: enter 0 where nothing happened, or answer 空白单元格均为 0 for the whole table.",
    ),
    message=("“{sheet}”有 {count} 个数字单元格没有填。", "“{sheet}” has {count} blank number cells."),
    advice=(
        "没有发生的请填 0；如空白都表示 0，请在“{flag}”处（{flag_cell}）选“是”。",
        "Enter 0 where nothing happened; if all blanks mean 0, choose 是 at “{flag}” ({flag_cell}).",
    ),
    why=(
        "空白可能是没有发生，也可能是忘了填，收表的人分不出来。",
        "A blank may mean none or forgotten; nobody can tell which.",
    ),
    fixed=True,
)
F03_TABLE = replace(
    F03,
    message=Text("“{sheet}”整张表没有填。", "The whole table on “{sheet}” is blank."),
    advice=Text(
        "请填写本表；如全年没有发生，请在“{flag}”处（{flag_cell}）选“是”。",
        "Fill the table in; if nothing happened all year, choose 是 at “{flag}” ({flag_cell}).",
    ),
)
F06 = rule(
    "F06",
    Severity.ERROR,
    "D",
    OWN,
    title=("封面必填项空白", "a required cover field is blank"),
    meaning=(
        "封面应写明是哪个单位、哪个年度的报告。",
        "The cover says which unit and which year the report is of.",
    ),
    message=("“{label}”没有填。", "“{label}” is blank."),
    advice=("请在封面填写。", "Fill it in on the cover."),
    why=(
        "没有单位和年度，这份表就不知道该算到谁的名下。",
        "Without unit and year nobody knows to whom the figures belong.",
    ),
    fixed=True,
)
F08 = rule(
    "F08",
    Severity.NOTE,
    "D",
    OWN,
    title=("表样之外有内容", "content outside the form"),
    meaning=("表样之外的单元格不会被读取和汇总。", "Cells outside the form are not read and not merged."),
    message=(
        "“{sheet}”的 {cell} 有表样之外的内容，未读取。",
        "{cell} on “{sheet}” is outside the form and was not read.",
    ),
    advice=("如是需要报告的内容，请填到相应栏目。", "If it belongs to the report, move it into its field."),
    why=("写在表样之外的数字和说明，汇总时会被漏掉。", "Figures and remarks outside the form are lost in the merge."),
)

RULES = (F02, F03, F06, F08)
_TWO, _MOST_NAMED, _LONGEST_NAMED = 2, 5, 30
_FORM_ROLES = {Role.TITLE, Role.CAPTION, Role.HEADER, Role.ROW, Role.PART, Role.PROMPT}


def check_sheets(seen: Examined) -> Iterator[Finding]:
    """F02: sheets of the form that are not there; one that two tabs look like is told as such."""
    for name in (each for each in seen.submission.missing_sheets if len(seen.submission.alike.get(each, ())) < _TWO):
        governing = F02_SHEET if seen.layout.sheet(name).section else F02_NO_INPUTS
        yield found_by(governing, Where(sheet=name), expected=name)


def check_renamed(seen: Examined) -> Iterator[Finding]:
    """F02: sheets of the form under another name."""
    for issued, now in seen.submission.renamed.items():
        yield found_by(F02_RENAMED, Where(sheet=now), found=now, expected=issued)


def check_labels(seen: Examined) -> Iterator[Finding]:
    """F02: printed labels of the form's own sheets, one finding a sheet."""
    changed: dict[str, list[PrintedLabel]] = {}
    for each in seen.submission.labels:
        if seen.layout.sheet(each.sheet).section and _label(seen, each).role in _FORM_ROLES:
            changed.setdefault(each.sheet, []).append(each)
    for sheet, labels in changed.items():
        first = labels[0]
        yield found_by(
            F02,
            Where(sheet=sheet, cell=first.cell, label=first.expected),
            found=first.found,
            expected=first.expected,
            sheet=sheet,
            count=len(labels),
            changes=_changes(labels),
            notes=_moved_along(seen, sheet),
        )


def _moved_along(seen: Examined, sheet: str) -> tuple[Text, ...]:
    """Say where labels are no longer in their cells because rows or columns of the sheet moved."""
    entries = [seen.submission.entry(each.field) for each in seen.submission.moved]
    if all(each.sheet != sheet or each.area == seen.layout.places[each.field].area for each in entries):
        return ()
    return (
        Text(
            "同一张表的行或列有移动（见位置变动），标签多半是随之错位，不一定改过。",
            "Rows or columns of this sheet moved (see the moved fields); the labels may have moved along unchanged.",
        ),
    )


def _changes(labels: list[PrintedLabel]) -> str:
    """Name the first labels that changed, from what to what."""
    told = (f"{each.cell} “{_brief(each.expected)}” → “{_brief(each.found)}”" for each in labels[:_MOST_NAMED])
    return "；".join(told) + ("……" if len(labels) > _MOST_NAMED else "")


def _brief(text: str) -> str:
    return text if len(text) <= _LONGEST_NAMED else f"{text[:_LONGEST_NAMED]}…"


def _label(seen: Examined, printed: PrintedLabel) -> Label:
    labels = seen.layout.sheet(printed.sheet).labels
    return next(label for label in labels if str(label.area.first) == printed.cell)


def check_blanks(seen: Examined) -> Iterator[Finding]:
    """F03: blank number cells, one finding a table; a table with nothing at all is told as such."""
    missing = set(seen.submission.missing_sheets)
    for section in seen.layout.form.sections:
        if section.blank_is_zero is None or section.sheet in missing:
            continue
        typed = [field for field in section.numbers if field.id not in seen.layout.form.computed]
        entries = [seen.submission.entry(field.id) for field in typed]
        blank = [entry for entry in entries if entry.state is State.BLANK and seen.has(entry)]
        if blank:
            yield _blank(seen, section, blank, whole=len(blank) == len(entries))


def _blank(seen: Examined, section: Section, blank: list[Entry], *, whole: bool) -> Finding:
    where = together(blank, label=section.heading if len(blank) > 1 else seen.field(blank[0].field).label)
    flag = section.blank_is_zero
    flag_cell = str(seen.layout.places[flag.id].cell) if flag else ""
    return found_by(
        F03_TABLE if whole else F03,
        where,
        expected="0",
        sheet=where.sheet,
        count=len(blank),
        flag=flag.label if flag else "",
        flag_cell=flag_cell,
    )


def check_cover(seen: Examined) -> Iterator[Finding]:
    """F06: what the cover must say."""
    for field in seen.layout.form.fields.values():
        entry = seen.submission.entry(field.id)
        if field.required and seen.has(entry) and entry.state is State.BLANK:
            yield found_by(F06, seen.where(field.id))


def check_outside(seen: Examined) -> Iterator[Finding]:
    """F08: filled cells that belong to no field, one finding a sheet; a sheet of the form in double is none."""
    alike = {each.tab for tabs in seen.submission.alike.values() for each in tabs}
    for sheet, areas in seen.submission.extra_cells.items():
        if sheet in alike:
            continue
        yield found_by(F08, Where(sheet=sheet, cell=",".join(areas)), sheet=sheet)
