"""`decisions.toml`: returns that the office counts or leaves out by its own decision. Strict, and each with its reason.

[[include]]                        # counts although it has errors, or instead of a later one
unit = "230381-SCJ"                # the unit's code, and/or
file = "230381-SCJ.xlsx"           # the file's name in the inbox, or its SHA-256
who = "王某某"
why = "合计系打印误差，已电话核实"
on = 2026-02-10

[[exclude]]                        # does not count; the same keys
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path, PurePosixPath
from typing import Any

from xlreport.errors import RoundError, reason
from xlreport.escapes import visible_line
from xlreport.keys import nearest
from xlreport.language import Text, either
from xlreport.lazy import regex
from xlreport.plain_records import dataclass
from xlreport.structured import Malformed, read_toml

DECISIONS_FILE = "decisions.toml"
INCLUDE, EXCLUDE = "include", "exclude"
_KINDS = {INCLUDE: ("计入", INCLUDE), EXCLUDE: ("排除", EXCLUDE)}
"""What each is called, in Chinese and English."""
_WORDS = ("unit", "file", "who", "why")
_NEEDED = ("who", "why", "on")
_SHA256 = regex(r"[0-9a-fA-F]{64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """One decision of the office: which return, counted or left out, who decided it, why and when."""

    kind: str
    """include or exclude"""
    unit: str = ""
    file: str = ""
    """the file's name in the inbox, or its SHA-256; empty for whichever the unit handed in"""
    who: str
    why: str
    on: date

    def concerns(self, file: str, sha256: str, unit: str) -> bool:
        """Tell whether it speaks of a file."""
        return self.unit in {"", unit} and (not self.file or self._names(file, sha256))

    def _names(self, file: str, sha256: str) -> bool:
        if _SHA256.fullmatch(self.file):
            return self.file.lower() == sha256
        return self.file in {file, PurePosixPath(file).name}

    @property
    def name(self) -> Text:
        """What is decided and about what, in few words."""
        about = [visible_line(each) for each in (self.unit, self.file) if each]
        return Text(*(" ".join((kind, *about)) for kind in _KINDS[self.kind]))


def read_rulings(path: Path) -> tuple[Ruling, ...]:
    """Read the decisions of a file, none where there is no file; raises RoundError naming every fault."""
    try:
        table = read_toml(path)
    except FileNotFoundError:
        return ()
    except Malformed as error:
        raise RoundError(f"{path.name}: {either('不能读取', 'cannot be read')}: {reason(error)}") from error
    wrong = list(_faults(table))
    if wrong:
        raise RoundError("\n".join(f"{path.name}: {line}" for line in wrong))
    return tuple(Ruling(kind=kind, **each) for kind in (INCLUDE, EXCLUDE) for each in table.get(kind, []))


def _faults(table: Mapping[str, Any]) -> Iterator[str]:
    for key, given in table.items():
        if key not in {INCLUDE, EXCLUDE}:
            yield f"{key}: {either('未知的键', 'unknown key')}; {nearest(key, (INCLUDE, EXCLUDE))}"
        elif not isinstance(given, list) or not all(isinstance(each, dict) for each in given):
            yield f"{key}: {either(f'应写成 [[{key}]]', f'expected [[{key}]]')}"
        else:
            for number, each in enumerate(given, 1):
                yield from (
                    f"{key} {either(f'第 {number} 条', f'no. {number}')}: {fault}" for fault in _entry_faults(each)
                )


def _entry_faults(given: Mapping[str, Any]) -> Iterator[str]:
    for key, value in given.items():
        if key == "on":
            if not isinstance(value, date) or isinstance(value, datetime):
                yield f"on: {value!r}: {either('应为日期，如 2026-02-10，不加引号', 'expected a date')}"
        elif key not in _WORDS:
            yield f"{key}: {either('未知的键', 'unknown key')}; {nearest(key, (*_WORDS, 'on'))}"
        elif not isinstance(value, str) or not value.strip():
            yield f"{key}: {value!r}: {either('应为文字，不能为空', 'expected text')}"
    yield from (f"{key}: {either('缺少此项', 'missing')}" for key in _NEEDED if key not in given)
    if not {"unit", "file"} & given.keys():
        yield either("应写明 unit 或 file", "needs unit or file")
