"""The roster: which units a round asks, from a table. Strict: every fault at its row and column, all at once."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from xlreport.errors import RoundError
from xlreport.forms import LONGEST_LINE, Units
from xlreport.keys import nearest
from xlreport.rounds.codes import code_fault
from xlreport.rounds.faults import Faults
from xlreport.rounds.parents import tell_parents
from xlreport.rounds.units import PUBLISHED, Roster, Unit, headers_of

ROSTER_FILE = "roster.csv"
EXAMPLE_MARK = "EXAMPLE-"
"""What the codes of the example lines of a new roster begin with."""
_YES_NO = {"yes": "是", "no": "否"}
_COUNT, _YEAR = re.compile(r"[0-9]{1,9}"), re.compile(r"20[0-9]{2}")
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def read_roster(path: Path, asked: Units) -> Roster:
    """Read a form's roster (CSV, UTF-8 or GB18030, English or Chinese headers); raises RoundError with every fault."""
    try:
        rows = list(csv.reader(io.StringIO(_decoded(path), newline="")))
    except csv.Error as error:
        raise RoundError(f"{path.name}: 不是可读的 CSV (not readable CSV): {error}") from error
    return roster_from_rows(rows, path.name, asked)


def roster_from_rows(rows: Iterable[Sequence[str]], file: str, asked: Units) -> Roster:
    """Make a roster of a table's rows, the header row first and none left out; raises RoundError naming every fault."""
    headers = headers_of(asked)
    faults = Faults(file, headers)
    lines = iter(rows)
    header = [cell.strip() for cell in next(lines, ())]
    columns = _columns(header, headers, faults)
    units = [_unit(number, row, asked, faults) for number, row in _rows(lines, header, columns, faults)]
    _tell_repeated(units, faults)
    tell_parents(units, faults)
    if not units and not faults.lines:
        faults.add(1, "", "没有任何单位 (no unit)")
    faults.settle()
    return Roster(units=tuple(unit for _, unit in units))


def _decoded(path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise RoundError(f"{path.name}: 不能读取 (cannot be read): {error.strerror}") from error
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise RoundError(f"{path.name}: 既不是 UTF-8 也不是 GB18030 (neither UTF-8 nor GB18030)")


def _columns(header: Sequence[str], headers: Mapping[str, str], faults: Faults) -> list[str]:
    """Give the id of each column, empty for one that is not known."""
    ids = {word: identifier for identifier, chinese in headers.items() for word in (identifier, chinese)}
    columns = []
    for word in header:
        found = ids.get(word, "")
        if not found and word:
            faults.add(1, "", f"{word!r}: 未知的列 (unknown column); {nearest(word, ids)}")
        elif found and found in columns:
            faults.add(1, found, "此列出现两次 (column given twice)")
        columns.append(found)
    for needed in ("code", "name", "kind"):
        if needed not in columns:
            faults.add(1, needed, "缺少此列 (column missing)")
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
            faults.add(number, "", f"{strange[0]!r} 所在的列没有表头 (a cell in a column without header)")
        given = dict(zip(columns, cells, strict=False))
        yield number, {column: given.get(column, "") for column in columns if column}


def _unit(number: int, row: Mapping[str, str], asked: Units, faults: Faults) -> tuple[int, Unit]:
    _tell_code_and_name(number, row, faults)
    kind = _word(number, "kind", row["kind"], asked.words, faults) if "kind" in row else ""
    tiers = dict(zip(asked.tiers, asked.tiers, strict=True))
    tier = _word(number, "tier", row.get("tier") or asked.tier_of(kind), tiers, faults)
    in_scope = _word(number, "in_scope", row.get("in_scope") or "yes", _YES_NO, faults)
    if in_scope == "no" and not row.get("reason"):
        faults.add(number, "reason", "不纳入的单位须写明原因 (a unit out of scope needs a reason)")
    listed = row.get("powers", "").translate(str.maketrans("；，、,", ";;;;")).split(";")
    powers = dict.fromkeys(
        _word(number, "powers", each.strip(), asked.powers, faults) for each in listed if each.strip()
    )
    since, until = (_year(number, column, row.get(column, ""), faults) for column in ("since", "until"))
    if since and until and since > until:
        faults.add(number, "until", f"{until} 早于起始年度 {since} (before the first year)")
    return number, Unit(
        code=row.get("code", ""),
        name=row.get("name", ""),
        kind=kind,
        tier=tier,
        in_scope=in_scope != "no",
        reason=row.get("reason", ""),
        powers=tuple(powers),
        published=_published(number, row, asked, faults),
        parent=row.get("parent", ""),
        since=since,
        until=until,
        is_area=asked.kind(kind).area,
    )


def _published(number: int, row: Mapping[str, str], asked: Units, faults: Faults) -> dict[str, int]:
    counts = {}
    for power in asked.published:
        column = f"{PUBLISHED}{power}"
        if said := row.get(column, ""):
            if _COUNT.fullmatch(said):
                counts[power] = int(said)
            else:
                faults.add(number, column, f"{said!r}: 应为件数，如 128 (expected a whole number)")
    return counts


def _year(number: int, column: str, said: str, faults: Faults) -> int | None:
    if not said or _YEAR.fullmatch(said):
        return int(said) if said else None
    faults.add(number, column, f"{said!r}: 应为四位数的年度，如 2025 (expected a year)")
    return None


def _tell_code_and_name(number: int, row: Mapping[str, str], faults: Faults) -> None:
    for needed in ("code", "name"):
        # Without its column each row would repeat what the header's fault says.
        if needed in row and not row[needed]:
            faults.add(number, needed, "不能为空 (must not be empty)")
    code, name = row.get("code", ""), row.get("name", "")
    if code.upper().startswith(EXAMPLE_MARK):
        faults.add(number, "code", f"{code!r} 是示例行，请换成本地的单位 (an example line; put your own units here)")
    elif code and (fault := code_fault(code)):
        faults.add(number, "code", fault)
    if len(name) > LONGEST_LINE or _UNPRINTABLE.search(name):
        faults.add(number, "name", f"应为一行文字，最多 {LONGEST_LINE} 字 (expected one line of text)")


def _tell_repeated(units: Iterable[tuple[int, Unit]], faults: Faults) -> None:
    """Name codes that differ in nothing, or in capitals only: file systems and people take them for one."""
    seen: dict[str, int] = {}
    for number, unit in units:
        first = seen.setdefault(unit.code.casefold(), number)
        if unit.code and first != number:
            faults.add(number, "code", f"{unit.code!r} 与第 {first} 行重复 (duplicate of row {first})")


def _word(number: int, column: str, said: str, words: Mapping[str, str], faults: Faults) -> str:
    """Give the id of a word said in either language."""
    for identifier, chinese in words.items():
        if said in {identifier, chinese}:
            return identifier
    known = [word for pair in words.items() for word in dict.fromkeys(pair)]
    faults.add(number, column, f"{said!r} 不可用 (unknown); {nearest(said, known)}")
    return said
