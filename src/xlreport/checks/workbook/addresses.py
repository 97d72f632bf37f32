"""Family I, where the fields went: what their addresses disagree about, and what it looks like. Guesses no place."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from xlreport.cells import column_name, ranges
from xlreport.checks.examined import Examined
from xlreport.checks.rules import OWN, rule
from xlreport.checks.workbook.integrity import is_excel
from xlreport.findings import Finding, Rule, Severity, Where, found_by
from xlreport.language import Text
from xlreport.layout import Place
from xlreport.submissions import Moved

I20 = rule(
    "I20",
    Severity.WARNING,
    "D",
    OWN,
    title=("单元格位置有变动", "fields are not where they were issued"),
    meaning=(
        "每一栏在表内记有两处定位信息（隐藏清单和单元格名称）；两处不一致时，看行列标签与哪一处相符。",
        "Each field is found by the manifest's address and by its name; where they differ the printed labels decide.",
    ),
    message=(
        "“{sheet}”有 {count} 栏的位置对不上（{cause}），已按行列标签找到，如“{label}”在 {found}。",
        "{count} fields of “{sheet}” are not where they should be ({cause}); they were found by their labels, such as "
        "“{label}” at {found}.",
    ),
    advice=(
        "请核对取到的数字；如做过插入、删除或剪切，请换用新表重填。",
        "Check the figures taken; if rows were inserted, deleted or cut, use a fresh workbook.",
    ),
    why=("位置一变，按原地址读就会读错格。", "After a move the old address holds something else."),
)
I20_UNCLEAR = replace(
    I20,
    severity=Severity.ERROR,
    message=Text(
        "“{sheet}”有 {count} 栏拿不准在哪一格（{cause}），如“{label}”可能在 {by_manifest}，也可能在 {by_name}。",
        "Where {count} fields of “{sheet}” are is unclear ({cause}), such as “{label}”, which may be at {by_manifest} or "
        "at {by_name}.",
    ),
)
I20_LOST = replace(
    I20,
    severity=Severity.ERROR,
    message=Text(
        "“{sheet}”有 {count} 栏的单元格没有了（{cause}），没有读取，如“{label}”。",
        "{count} fields of “{sheet}” have no cell left ({cause}) and were not read, such as “{label}”.",
    ),
    advice=Text("请换用新表重填，把缺的栏目补上。", "Use a fresh workbook and fill in what is missing."),
)
I20_NAMELESS = replace(
    I20,
    severity=Severity.NOTE,
    message=Text(
        "{count} 栏的名称没有了，多半是存成过其他格式；单元格仍在原处，已照常读取（{sheet}）。",
        "The names of {count} fields are gone, most likely by saving in another format; the cells are in place and "
        "were read as usual ({sheet}).",
    ),
    advice=Text("不必处理。", "Nothing to do."),
)
I26 = rule(
    "I26",
    Severity.WARNING,
    "D",
    OWN,
    title=("下发表的隐藏清单没有了", "the issued form without its manifest"),
    meaning=(
        "隐藏清单写明是哪个单位、哪个年度、哪一版的表，以及每一栏的位置；多半是把内容复制到了新的工作簿，清单才没有了。"
        "没有清单时，按单元格名称和印着的行列标签取数。",
        "The manifest says which unit, year and edition a workbook is of, and where each field is; most likely all was "
        "copied into a new workbook. Without it fields are found by their names and by the printed labels.",
    ),
    message=(
        "表里的隐藏清单没有了或读不出，{count} 栏已按{how}找到并读取。",
        "The hidden manifest is gone or unreadable; {count} fields were found by {how} and read.",
    ),
    advice=(
        "请核对取到的数字和单位；情况属实的，在“警告说明”中写明。收表单位可用 xlreport migrate 带入新表，以后请在原表中填报。",
        "Check the figures and the unit; if all is right, say so in 警告说明. The office can carry it into a fresh "
        "workbook with xlreport migrate; next time fill in the issued one.",
    ),
    why=(
        "少了一处凭据，取错格、认错单位的可能就大一些。",
        "With one witness less a wrong cell or unit is more likely.",
    ),
)
RULES = (I20, I26)
_NAMES = Text("单元格名称", "their names")
_LABELS = Text("印着的行列标签", "the printed labels")
_NONE = Text("无", "none")
_IN_PLACE = Text("单元格仍在原处，表内的定位信息被改动", "the cells are in place, names or the manifest changed")
_PASTED = Text("像是从另一份表复制过来的工作表", "as if the sheet was copied in from another copy of the form")
_OVERWRITTEN = Text("有的单元格已被删除或覆盖", "some cells were deleted or overwritten")
_BOTH_WAYS = Text("行和列都有移动", "rows and columns moved")
_ROWS = Text("像是插入、删除或移动了行", "as if rows were inserted, deleted or moved")
_COLUMNS = Text("像是插入、删除或移动了列", "as if columns were inserted, deleted or moved")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Group:
    """Fields that share a cause and are told in one finding."""

    cause: Text
    moved: tuple[Moved, ...]
    sheets: tuple[str, ...]


def check_addresses(seen: Examined) -> Iterator[Finding]:
    """I26 and I20: a manifest that is gone; fields about which the addresses disagree, one finding for each cause."""
    moved = seen.submission.moved
    if not seen.submission.has_manifest:
        named = any(each.by_name for each in moved)
        count = sum(bool(each.followed and each.by_label) for each in moved)
        yield found_by(I26, count=count, how=_NAMES if named else _LABELS)
    found = [each for each in moved if each.by_label]
    lost = [each for each in moved if not each.followed]
    unclear = [each for each in moved if each.followed and not each.by_label]
    for rule_, some in ((I20, found), (I20_LOST, lost), (I20_UNCLEAR, unclear)):
        for group in _groups(seen, some):
            nameless = rule_ is I20 and _is_only_nameless(seen, group)
            yield _told(seen, group, I20_NAMELESS if nameless else rule_)


def _is_only_nameless(seen: Examined, group: _Group) -> bool:
    """Tell whether another program dropped all names and nothing else happened."""
    whole = len(group.moved) == sum(seen.has(entry) for entry in seen.submission.entries.values())
    resaved = not is_excel(seen.submission.program)
    return whole and resaved and group.cause is _IN_PLACE and not any(each.by_name for each in group.moved)


def _told(seen: Examined, group: _Group, governing: Rule) -> Finding:
    first = group.moved[0]
    where = Where(
        sheet=group.sheets[0],
        cell=_cells(seen, group),
        label=seen.field(first.field).label,
        field=first.field if len(group.moved) == 1 else "",
    )
    return found_by(
        governing,
        where,
        found=first.followed,
        sheet="、".join(group.sheets),
        count=len(group.moved),
        cause=group.cause,
        by_manifest=first.by_manifest or _NONE,
        by_name=first.by_name or _NONE,
    )


def _groups(seen: Examined, moved: Iterable[Moved]) -> Iterator[_Group]:
    """Tell the sheets apart; those where nothing moved but names or the manifest belong together."""
    by_sheet: dict[str, list[Moved]] = {}
    for each in moved:
        by_sheet.setdefault(seen.submission.entry(each.field).sheet, []).append(each)
    in_place: dict[str, list[Moved]] = {}
    for sheet, group in by_sheet.items():
        cause = _cause(seen, sheet, group)
        if cause is _IN_PLACE:
            in_place[sheet] = group
        else:
            yield _Group(cause=cause, moved=tuple(group), sheets=(sheet,))
    if in_place:
        together = tuple(each for group in in_place.values() for each in group)
        yield _Group(cause=_IN_PLACE, moved=together, sheets=tuple(in_place))


def _cells(seen: Examined, group: _Group) -> str:
    entries = [seen.submission.entry(each.field) for each in group.moved]
    return ranges(cell for entry in entries if entry.sheet == group.sheets[0] for cell in entry.area)


def _cause(seen: Examined, sheet: str, moved: list[Moved]) -> Text:
    """Say what it looks like: a sheet pasted in, rows or columns that moved, a field without a cell, or an address."""
    if not moved[0].followed:
        return _deleted(seen, sheet, moved)
    issued = [seen.layout.places[each.field] for each in moved]
    now = [seen.submission.entry(each.field).cell for each in moved]
    rows = {cell.row - place.cell.row for place, cell in zip(issued, now, strict=True)}
    columns = {cell.column - place.cell.column for place, cell in zip(issued, now, strict=True)}
    if sheet in seen.submission.pasted and rows == columns == {0}:
        return _PASTED
    match rows == {0}, columns == {0}:
        case True, True:
            return _IN_PLACE
        case False, False:
            return _BOTH_WAYS
        case False, True:
            return _rows_moved(_own(seen, sheet), issued, rows)
        case _:
            return _columns_moved(_own(seen, sheet), issued, columns)


def _own(seen: Examined, sheet: str) -> list[Place]:
    return [place for place in seen.layout.places.values() if place.sheet == sheet]


def _rows_moved(own: list[Place], issued: list[Place], steps: set[int]) -> Text:
    """Name the row where all below it moved alike; a step of 0 is a text that only grew."""
    step = max(steps, key=abs)
    first = min(place.cell.row for place in issued if step in steps) + 1
    all_below = sum(place.cell.row + 1 >= first for place in own) == len(issued)
    if steps - {0} != {step} or not all_below:
        return _ROWS
    if step > 0:
        return Text(f"像是在第 {first} 行上方插入了 {step} 行", f"as if {step} rows were inserted above row {first}")
    return Text(f"像是第 {first} 行上方删除了 {-step} 行", f"as if {-step} rows above row {first} were deleted")


def _columns_moved(own: list[Place], issued: list[Place], steps: set[int]) -> Text:
    """Name the column where all right of it moved alike."""
    step = max(steps, key=abs)
    first = min(place.cell.column for place in issued)
    all_right = sum(place.cell.column >= first for place in own) == len(issued)
    if steps != {step} or not all_right:
        return _COLUMNS
    name = column_name(first)
    if step > 0:
        return Text(f"像是在 {name} 列左侧插入了 {step} 列", f"as if {step} columns were inserted left of {name}")
    return Text(f"像是 {name} 列左侧删除了 {-step} 列", f"as if {-step} columns left of {name} were deleted")


def _deleted(seen: Examined, sheet: str, lost: list[Moved]) -> Text:
    """Name the rows that are gone whole."""
    gone = {each.field for each in lost}
    rows = sorted({seen.layout.places[field].cell.row for field in gone})
    whole = {place.field for place in _own(seen, sheet) if place.cell.row in rows}
    if whole != gone:
        return _OVERWRITTEN
    named = "、".join(str(row + 1) for row in rows)
    return Text(f"像是第 {named} 行被删除", f"as if row {named.replace('、', ', ')} was deleted")
