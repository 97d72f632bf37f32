"""`waivers.toml`: warnings that the office lets stand, each with its reason. Waives no error and guesses nothing.

[[waiver]]
code = "X01"                       # the rule
unit = "230381-GXJ"                # the unit's code, or "*" for every unit
field = "loans.books.lent"   # a field of the form, or cell = "二 主动公开!D6"; neither: wherever the rule speaks
who = "王某某"
why = "清理规范性文件"
until = 2026-03-31                 # the last day on which a return may rest on it; may be left out

Errors are mended, never waived.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from xlreport.cells import Area, Cell
from xlreport.errors import RoundError, reason
from xlreport.findings import Finding, Severity
from xlreport.keys import nearest
from xlreport.language import either
from xlreport.plain_records import dataclass
from xlreport.structured import Malformed, read_toml

WAIVERS_FILE = "waivers.toml"
EVERY_UNIT = "*"
_WORDS = ("code", "unit", "field", "cell", "who", "why")
_NEEDED = ("code", "unit", "who", "why")
_KEYS = (*_WORDS, "until")


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """One warning that may stand: whose, where, who decided it, why, and until which day."""

    code: str
    unit: str
    who: str
    why: str
    field: str = ""
    cell: str = ""
    """with its sheet, `sheet!A1`"""
    until: date | None = None

    def concerns(self, finding: Finding, unit: str) -> bool:
        """Tell whether it speaks of a unit's warning, be it expired or not."""
        return finding.severity is Severity.WARNING and self.names(finding, unit)

    def names(self, finding: Finding, unit: str) -> bool:
        """Tell whether rule, unit and place are those of a finding, whatever that weighs."""
        if self.code != finding.code or self.unit not in {EVERY_UNIT, unit}:
            return False
        if self.field:
            return self.field == finding.field
        return not self.cell or _within(self.cell, finding)

    def expired(self, day: str) -> bool:
        """Tell whether a return of this day, YYYY-MM-DD or empty, comes too late for it."""
        return self.until is not None and day[:10] > self.until.isoformat()

    @property
    def name(self) -> str:
        """Give it in few words: rule, unit and place."""
        return " ".join(filter(None, (self.code, self.unit, self.field or self.cell)))


def _within(place: str, finding: Finding) -> bool:
    sheet, _, ref = place.rpartition("!")
    areas = (Area.parse(area) for area in finding.cell.split(",") if area)
    return sheet == finding.sheet and any(Cell.parse(ref) in area for area in areas)


def read_waivers(folder: Path) -> tuple[Waiver, ...]:
    """Read a round's waivers, none where there is no file; raises RoundError naming every fault."""
    path = folder / WAIVERS_FILE
    try:
        table = read_toml(path)
    except FileNotFoundError:
        return ()
    except Malformed as error:
        raise RoundError(f"{WAIVERS_FILE}: {either('不能读取', 'cannot be read')}: {reason(error)}") from error
    given = table.get("waiver", [])
    faults = [
        f"{key}: {either('未知的键', 'unknown key')}; {nearest(key, ['waiver'])}" for key in table if key != "waiver"
    ]
    if not isinstance(given, list) or not all(isinstance(each, dict) for each in given):
        faults.append(f"waiver: {either('应写成 [[waiver]]', 'expected [[waiver]]')}")
        given = []
    for number, each in enumerate(given, 1):
        faults += [f"{either(f'第 {number} 条', f'waiver {number}')}: {fault}" for fault in _faults(each)]
    if faults:
        raise RoundError("\n".join(f"{WAIVERS_FILE}: {fault}" for fault in faults))
    return tuple(Waiver(**each) for each in given)


def _faults(given: Mapping[str, Any]) -> Iterator[str]:
    for key, value in given.items():
        if key not in _KEYS:
            yield f"{key}: {either('未知的键', 'unknown key')}; {nearest(key, _KEYS)}"
        elif key == "until":
            if not isinstance(value, date) or isinstance(value, datetime):
                yield f"until: {value!r}: {either('应为日期，如 2026-01-31，不加引号', 'expected a date')}"
        elif not isinstance(value, str) or not value.strip():
            yield f"{key}: {value!r}: {either('应为文字，不能为空', 'expected text')}"
    yield from (f"{key}: {either('缺少此项', 'missing')}" for key in _NEEDED if key not in given)
    if "field" in given and "cell" in given:
        yield either("field、cell 只能写一个", "only one of field and cell")
    if isinstance(place := given.get("cell"), str) and place.strip() and not _is_place(place):
        yield f"cell: {place!r}: {either('应写成 工作表!单元格，如 二 主动公开!D6', 'expected sheet!cell')}"


def _is_place(place: str) -> bool:
    sheet, _, ref = place.rpartition("!")
    try:
        Cell.parse(ref)
    except ValueError:
        return False
    return bool(sheet)
