"""A collection round's own records: the roster and the settings. Strict: every fault is named, all at once."""

import csv
import io
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from xlreport.errors import RoundError
from xlreport.forms.keys import nearest

ROSTER_FILE, SETTINGS_FILE = "roster.csv", "xlreport.toml"
OWN_TIER, TOWN_TIER = "本级", "乡镇街道"
TIERS = (OWN_TIER, TOWN_TIER)
KINDS = {
    "government": "政府",
    "department": "部门",
    "township": "乡镇",
    "subdistrict": "街道",
    "other": "其他",
}
POWERS = {"licensing": "行政许可", "penalties": "行政处罚", "coercion": "行政强制", "fees": "行政事业性收费"}
_HEADERS = {
    "code": "单位代码",
    "name": "单位名称",
    "kind": "单位类别",
    "tier": "层级",
    "in_scope": "是否纳入",
    "reason": "原因",
    "powers": "职权",
}
_YES_NO = {"yes": "是", "no": "否"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One unit of the roster; `kind` and `powers` are ids, `tier` is 本级 or 乡镇街道."""

    code: str
    name: str
    kind: str
    tier: str
    in_scope: bool = True
    reason: str = ""
    powers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """The units of a round, in the office's own order."""

    units: tuple[Unit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What `xlreport.toml` says about a round."""

    region: str
    year: int
    form: str
    deadline: date | None = None


def tier_of(kind: str) -> str:
    """Give the tier a kind of unit belongs to."""
    return TOWN_TIER if kind in {"township", "subdistrict"} else OWN_TIER


def read_roster(path: Path) -> Roster:
    """Read a roster (CSV, UTF-8 or GB18030, English or Chinese headers); raises RoundError naming every fault."""
    faults = _Faults(path.name)
    lines = list(csv.reader(io.StringIO(_decoded(path), newline="")))
    columns = _columns(lines[0] if lines else [], faults)
    units = [_unit(number, row, faults) for number, row in _rows(lines, columns, faults)]
    seen: dict[str, int] = {}
    for number, unit in units:
        if unit.code and unit.code in seen:
            faults.add(
                number,
                "code",
                f"{unit.code!r} 与第 {seen[unit.code]} 行重复 (duplicate of row {seen[unit.code]})",
            )
        seen.setdefault(unit.code, number)
    if not units and not faults.lines:
        faults.add(1, "", "没有任何单位 (no unit)")
    faults.settle()
    return Roster(units=tuple(unit for _, unit in units))


class _Faults:
    """What is wrong with one file, gathered until all of it was read."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.lines: list[str] = []

    def add(self, row: int, column: str, message: str) -> None:
        place = f"第 {row} 行 (row {row})" + (f", {_HEADERS.get(column, column)} ({column})" if column else "")
        self.lines.append(f"{self.file}: {place}: {message}")

    def settle(self) -> None:
        if self.lines:
            raise RoundError("\n".join(self.lines))


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


def _columns(headers: list[str], faults: _Faults) -> list[str]:
    """Give the id of each column, empty for one that is not known."""
    ids = {word: identifier for identifier, chinese in _HEADERS.items() for word in (identifier, chinese)}
    columns = []
    for header in headers:
        found = ids.get(header.strip(), "")
        if not found and header.strip():
            faults.add(1, "", f"{header!r}: 未知的列 (unknown column); {nearest(header.strip(), ids)}")
        elif found and found in columns:
            faults.add(1, found, "此列出现两次 (column given twice)")
        columns.append(found)
    for needed in ("code", "name", "kind"):
        if needed not in columns:
            faults.add(1, needed, "缺少此列 (column missing)")
    return columns


def _rows(lines: list[list[str]], columns: list[str], faults: _Faults) -> Iterator[tuple[int, dict[str, str]]]:
    for number, cells in enumerate(lines[1:], 2):
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) > len(columns):
            faults.add(number, "", f"有 {len(cells)} 格，表头只有 {len(columns)} 列 (more cells than columns)")
        row = {column: cell.strip() for column, cell in zip(columns, cells, strict=False) if column}
        yield number, row


def _unit(number: int, row: Mapping[str, str], faults: _Faults) -> tuple[int, Unit]:
    for needed in ("code", "name"):
        if not row.get(needed):
            faults.add(number, needed, "不能为空 (must not be empty)")
    kind = _word(number, "kind", row.get("kind", ""), KINDS, faults)
    tiers = dict(zip(TIERS, TIERS, strict=True))
    tier = _word(number, "tier", row.get("tier") or tier_of(kind), tiers, faults)
    in_scope = _word(number, "in_scope", row.get("in_scope") or "yes", _YES_NO, faults)
    if in_scope == "no" and not row.get("reason"):
        faults.add(number, "reason", "不纳入的单位须写明原因 (a unit out of scope needs a reason)")
    listed = row.get("powers", "").translate(str.maketrans("；，、,", ";;;;")).split(";")
    powers = tuple(_word(number, "powers", each.strip(), POWERS, faults) for each in listed if each.strip())
    return number, Unit(
        code=row.get("code", ""),
        name=row.get("name", ""),
        kind=kind,
        tier=tier,
        in_scope=in_scope != "no",
        reason=row.get("reason", ""),
        powers=powers,
    )


def _word(number: int, column: str, said: str, words: Mapping[str, str], faults: _Faults) -> str:
    """Give the id of a word said in either language."""
    for identifier, chinese in words.items():
        if said in {identifier, chinese}:
            return identifier
    known = [word for pair in words.items() for word in dict.fromkeys(pair)]
    faults.add(number, column, f"{said!r} 不可用 (unknown); {nearest(said, known)}")
    return said


def read_settings(folder: Path) -> Settings:
    """Read a round folder's `xlreport.toml`; raises RoundError naming every key that does not fit."""
    try:
        table = tomllib.loads((folder / SETTINGS_FILE).read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise RoundError(f"{SETTINGS_FILE}: 不能读取 (cannot be read): {error}") from error
    wrong = list(_settings_faults(table))
    if wrong:
        raise RoundError("\n".join(f"{SETTINGS_FILE}: {line}" for line in wrong))
    return Settings(region=table["region"], year=table["year"], form=table["form"], deadline=table.get("deadline"))


_SETTINGS: dict[str, tuple[type, str]] = {
    "region": (str, "应为文字 (expected text)"),
    "year": (int, "应为四位数的年度 (expected a year)"),
    "form": (str, "应为文字 (expected text)"),
    "deadline": (date, "应为日期，如 2026-01-31 (expected a date)"),
}


def _settings_faults(table: Mapping[str, Any]) -> Iterator[str]:
    for key in table:
        if key not in _SETTINGS:
            yield f"{key}: 未知的键 (unknown key); {nearest(key, _SETTINGS)}"
    for key, (kind, expected) in _SETTINGS.items():
        value = table.get(key)
        if value is None:
            if key != "deadline":
                yield f"{key}: 缺少此项 (missing)"
        elif not isinstance(value, kind) or isinstance(value, bool | datetime) or value == "":
            yield f"{key}: {value!r}: {expected}"
        elif isinstance(value, int) and not 2000 <= value <= 2100:  # noqa: PLR2004
            yield f"year: {value!r}: {expected}"


def round_of(inbox: Path) -> Path | None:
    """Give the round folder an inbox belongs to: itself or the one above, whichever has `xlreport.toml`."""
    for folder in (inbox, inbox.resolve().parent):
        if (folder / SETTINGS_FILE).is_file():
            return folder
    return None
