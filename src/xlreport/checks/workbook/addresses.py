"""Family I, where the fields went: what their addresses disagree about, and what it looks like. Guesses no place."""

from collections.abc import Iterable, Iterator

from xlreport.cells import column_name, ranges
from xlreport.checks.examined import Examined
from xlreport.checks.workbook.integrity import is_excel
from xlreport.findings import Finding, Rule, Where, found_by
from xlreport.language import Text
from xlreport.layout import Place
from xlreport.plain_records import dataclass
from xlreport.rules import rule
from xlreport.submissions import Moved

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
        yield found_by(rule("I26"), count=count, how=_NAMES if named else _LABELS)
    found = [each for each in moved if each.by_label]
    lost = [each for each in moved if not each.followed]
    unclear = [each for each in moved if each.followed and not each.by_label]
    for group in _groups(seen, found):
        yield _told(seen, group, rule("I20", "nameless") if _is_only_nameless(seen, group) else rule("I20"))
    for group in _groups(seen, lost):
        yield _told(seen, group, rule("I20", "lost"))
    for group in _groups(seen, unclear):
        yield _told(seen, group, rule("I20", "unclear"))


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
