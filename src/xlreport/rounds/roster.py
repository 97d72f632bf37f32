"""The roster: which units a round asks, their codes and parents, from a table. Strict: every fault is named."""

import codecs
import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from xlreport.errors import RoundError, reason
from xlreport.forms import Units
from xlreport.keys import nearest, nearest_said
from xlreport.language import either
from xlreport.lazy import regex
from xlreport.rounds.roster_units import LISTED, PUBLISHED, Roster, Unit, headers_of
from xlreport.rounds.unit_words import code_fault, line_fault, year_fault


class Faults:
    """The faults of one file; `headers` has the printed name of each column by its id."""

    def __init__(self, file: str, headers: Mapping[str, str]) -> None:
        """Begin without any."""
        self.file, self.headers = file, headers
        self.lines: list[str] = []

    def add(self, row: int, column: str, message: str) -> None:
        """Note what is wrong in a row, 1-based, and a column by its id or letter, empty for the whole row."""
        place = either(f"第 {row} 行", f"row {row}")
        if column:
            place += f", {either(self.headers.get(column, column), column)}"
        self.lines.append(f"{self.file}: {place}: {message}")

    def settle(self) -> None:
        """Raise RoundError with every fault, if there is any."""
        if self.lines:
            raise RoundError("\n".join(self.lines))


ROSTER_FILE = "roster.csv"
_YES_NO = {"yes": "是", "no": "否"}
_COUNT = regex(r"[0-9]{1,9}")
_SHORTEST = 2


def read_roster(path: Path, asked: Units) -> Roster:
    """Read a form's roster (CSV, UTF-8 or GB18030, English or Chinese headers); raises RoundError with every fault."""
    return roster_from_rows(roster_rows(path), path.name, asked)


def roster_rows(path: Path) -> list[list[str]]:
    """Give the rows of a roster in CSV as they stand; raises RoundError when it cannot be read."""
    try:
        return list(csv.reader(io.StringIO(_decoded(path), newline="")))
    except csv.Error as error:
        raise RoundError(f"{path.name}: {either('不是可读的 CSV', 'not readable CSV')}: {reason(error)}") from error


def roster_from_rows(rows: Iterable[Sequence[str]], file: str, asked: Units) -> Roster:
    """Make a roster of a table's rows, the header row first and none left out; raises RoundError naming every fault."""
    headers = headers_of(asked)
    faults = Faults(file, headers)
    lines = iter(rows)
    header = [cell.strip() for cell in next(lines, ())]
    columns = _columns(header, headers, faults)
    filled = _rows(lines, header, columns, faults) if columns else ()
    units = [_unit(number, row, asked, faults) for number, row in filled]
    _tell_repeated(units, faults)
    tell_parents(units, faults)
    if not units and not faults.lines:
        faults.add(1, "", either("没有任何单位", "no unit"))
    faults.settle()
    return Roster(units=tuple(unit for _, unit in units))


def _decoded(path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise RoundError(f"{path.name}: {either('不能读取', 'cannot be read')}: {reason(error)}") from error
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise RoundError(f"{path.name}: {either('编码是 UTF-16（“Unicode 文本”）', 'UTF-16, a “Unicode text”')}{_SAVE}")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise RoundError(f"{path.name}: {either('既不是 UTF-8 也不是 GB18030', 'neither UTF-8 nor GB18030')}")


_MARKS = {"\t": ("制表符", "tabs"), ";": ("分号", "semicolons"), "；": ("分号", "semicolons"), "，": ("中文逗号", "，")}
_SAVE = f"; {either('请用 Excel 或 WPS 另存为“CSV UTF-8（逗号分隔）”', 'save it as “CSV UTF-8”')}"


def _other_mark(header: Sequence[str]) -> tuple[str, str] | None:
    """Name in both languages what stands between the columns of a header in the place of commas."""
    if len(header) != 1:
        return None
    return next((said for mark, said in _MARKS.items() if mark in header[0]), None)


def _columns(header: Sequence[str], headers: Mapping[str, str], faults: Faults) -> list[str]:
    """Give the id of each column, empty for one that is not known."""
    if mark := _other_mark(header):
        faults.add(
            1, "", either(f"各列之间是{mark[0]}，应为英文逗号", f"columns are parted by {mark[1]}, not a comma") + _SAVE
        )
        return []
    ids = {word: identifier for identifier, chinese in headers.items() for word in (identifier, chinese)}
    columns = []
    for word in header:
        found = ids.get(word, "")
        if not found and word:
            faults.add(1, "", f"{word!r}: {either('未知的列', 'unknown column')}; {nearest_said(word, headers)}")
        elif found and found in columns:
            faults.add(1, found, either("此列出现两次", "column given twice"))
        columns.append(found)
    for needed in ("code", "name", "kind"):
        if needed not in columns:
            faults.add(1, needed, either("缺少此列", "column missing"))
    return columns


def _rows(
    lines: Iterable[Sequence[str]], header: Sequence[str], columns: Sequence[str], faults: Faults
) -> Iterator[tuple[int, dict[str, str]]]:
    """Give the filled rows by column id, with their 1-based numbers."""
    for number, line in enumerate(lines, 2):
        cells = [cell.strip() for cell in line]
        if not any(cells):
            continue
        strange = [cell for place, cell in enumerate(cells) if cell and (place >= len(header) or not header[place])]
        if strange:
            faults.add(number, "", f"{strange[0]!r} {either('所在的列没有表头', 'stands in a column without header')}")
        given = dict(zip(columns, cells, strict=False))
        yield number, {column: given.get(column, "") for column in columns if column}


def _unit(number: int, row: Mapping[str, str], asked: Units, faults: Faults) -> tuple[int, Unit]:
    _tell_code_and_name(number, row, faults)
    kind = _word(number, "kind", row["kind"], asked.words, faults) if "kind" in row else ""
    tiers = dict(zip(asked.tiers, asked.tiers, strict=True))
    tier = _word(number, "tier", row.get("tier") or asked.tier_of(kind), tiers, faults)
    in_scope = _word(number, "in_scope", row.get("in_scope") or "yes", _YES_NO, faults)
    if in_scope == "no" and not row.get("reason"):
        faults.add(number, "reason", either("不纳入的单位须写明原因", "a unit out of scope needs a reason"))
    register = _word(number, "register", row.get("register") or "no", _YES_NO, faults)
    powers = dict.fromkeys(
        _word(number, "powers", each, asked.powers, faults) for each in _several(row.get("powers", ""))
    )
    short = _several(row.get("short", ""))
    for name in (each for each in short if len(each) < _SHORTEST):
        faults.add(number, "short", f"{name!r}: {either('简称至少两个字', 'too short to be found in a text')}")
    since, until = (_year(number, column, row.get(column, ""), faults) for column in ("since", "until"))
    if since and until and since > until:
        faults.add(number, "until", f"{until} {either(f'早于起始年度 {since}', f'is before the first year {since}')}")
    return number, Unit(
        code=row.get("code", ""),
        name=row.get("name", ""),
        kind=kind,
        tier=tier,
        in_scope=in_scope != "no",
        reason=row.get("reason", ""),
        powers=tuple(powers),
        published=_counts(number, row, PUBLISHED, asked.published, faults),
        listed=_counts(number, row, LISTED, asked.listed, faults),
        parent=row.get("parent", ""),
        since=since,
        until=until,
        short=short,
        register=register == "yes",
        is_area=asked.kind(kind).area,
    )


def _several(said: str) -> tuple[str, ...]:
    """Give the words of a cell that holds several, parted by a mark."""
    words = (each.strip() for each in said.translate(str.maketrans("；，、,", ";;;;")).split(";"))
    return tuple(dict.fromkeys(filter(None, words)))


def _counts(number: int, row: Mapping[str, str], prefix: str, asked: Iterable[str], faults: Faults) -> dict[str, int]:
    counts = {}
    for power in asked:
        column = f"{prefix}{power}"
        if said := row.get(column, ""):
            if _COUNT.fullmatch(said):
                counts[power] = int(said)
            else:
                faults.add(number, column, f"{said!r}: {either('应为件数，如 128', 'expected a whole number')}")
    return counts


def _year(number: int, column: str, said: str, faults: Faults) -> int | None:
    if not said:
        return None
    if fault := year_fault(said):
        faults.add(number, column, fault)
        return None
    return int(said)


def _tell_code_and_name(number: int, row: Mapping[str, str], faults: Faults) -> None:
    for needed in ("code", "name"):
        # Without its column each row would repeat what the header's fault says.
        if needed in row and not row[needed]:
            faults.add(number, needed, either("不能为空", "must not be empty"))
    judged = {"code": code_fault, "name": line_fault}
    for column, fault_of in judged.items():
        if (said := row.get(column, "")) and (fault := fault_of(said)):
            faults.add(number, column, fault)


def _tell_repeated(units: Iterable[tuple[int, Unit]], faults: Faults) -> None:
    """Name codes that differ in nothing, or in capitals only: file systems and people take them for one."""
    seen: dict[str, int] = {}
    for number, unit in units:
        first = seen.setdefault(unit.code.casefold(), number)
        if unit.code and first != number:
            faults.add(
                number, "code", f"{unit.code!r} " + either(f"与第 {first} 行重复", f"is a duplicate of row {first}")
            )


def _word(number: int, column: str, said: str, words: Mapping[str, str], faults: Faults) -> str:
    """Give the id of a word said in either language."""
    for identifier, chinese in words.items():
        if said in {identifier, chinese}:
            return identifier
    faults.add(number, column, f"{said!r} {either('不可用', 'cannot be used')}; {nearest_said(said, words)}")
    return said


Row = tuple[int, Unit]


def tell_parents(units: Sequence[Row], faults: Faults) -> None:
    """Note each unit whose parent is unknown, itself, its own descendant, out of scope or there in fewer years."""
    rows = {unit.code: (number, unit) for number, unit in units}
    for number, unit in units:
        if unit.parent and (fault := _fault(unit, rows)):
            faults.add(number, "parent", f"{unit.parent!r} {fault}")


def _fault(unit: Unit, rows: Mapping[str, Row]) -> str:
    if unit.parent not in rows:
        return f"{either('不是名册中的单位代码', 'is no code of the roster')}; {nearest(unit.parent, rows)}"
    if unit.parent == unit.code:
        return either("是本单位自己", "is the unit itself")
    number, parent = rows[unit.parent]
    if _circles(unit, rows):
        return either(f"与第 {number} 行互为上级，形成循环", f"and row {number} are each other's parents")
    if unit.in_scope and not parent.in_scope:
        return either(
            f"在第 {number} 行注明不纳入，不能计入其报告",
            f"is out of scope in row {number}, so nothing is counted there",
        )
    if unit.in_scope and not _there_as_long(unit, parent):
        return either(
            f"（第 {number} 行）的起止年度比本单位短", f"(row {number}) reports in fewer years than this unit"
        )
    return ""


def _circles(unit: Unit, rows: Mapping[str, Row]) -> bool:
    """Tell whether going up from a unit comes back to it."""
    seen, code = set(), unit.parent
    while code in rows and code not in seen:
        if code == unit.code:
            return True
        seen.add(code)
        code = rows[code][1].parent
    return False


def _there_as_long(unit: Unit, parent: Unit) -> bool:
    begins = parent.since is None or (unit.since is not None and unit.since >= parent.since)
    ends = parent.until is None or (unit.until is not None and unit.until <= parent.until)
    return begins and ends
