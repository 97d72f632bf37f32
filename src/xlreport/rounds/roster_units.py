"""The units of a round, the columns of their roster, the names of their workbooks. Reads nothing, judges nothing."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import field

from xlreport.forms import Units
from xlreport.language import Text, same
from xlreport.lazy import regex
from xlreport.plain_records import dataclass

WHOLE, OWN, BELOW = "whole", "own", "below"
SCOPES = (WHOLE, OWN, BELOW)
"""What a round adds up: everything, the own level, all that is below it; each form has its own words for them."""
_HEADERS = {
    "code": "单位代码",
    "name": "单位名称",
    "kind": "单位类别",
    "tier": "层级",
    "in_scope": "是否纳入",
    "reason": "原因",
    "powers": "职权",
    "register": "台账",
    "parent": "上级单位",
    "since": "起始年度",
    "until": "终止年度",
    "short": "简称",
}
PUBLISHED = "published_"
"""What the id of a column begins with that counts published decisions; the power follows."""
LISTED = "listed_"
"""The same for documents in the justice department's list; what is counted of them follows."""


def headers_of(units: Units) -> dict[str, str]:
    """Give the printed name of every column of a form's roster by its id."""
    own = {column: name for column, name in _HEADERS.items() if column != "powers" or units.powers}
    return (
        own
        | {f"{PUBLISHED}{power}": name for power, name in units.published.items()}
        | {f"{LISTED}{key}": name for key, name in units.listed.items()}
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One unit of the roster; `kind` and `powers` are ids, `tier` is a word of the form."""

    code: str
    name: str
    kind: str
    tier: str
    in_scope: bool = True
    reason: str = ""
    powers: tuple[str, ...] = ()
    published: Mapping[str, int] = field(default_factory=dict)
    """by power, how many decisions the unit published, where the roster says so"""
    listed: Mapping[str, int] = field(default_factory=dict)
    """its normative documents in the justice department's list: made, repealed, in_force, where the roster says so"""
    parent: str = ""
    """the code of the unit in whose report this one is counted; empty when it reports itself"""
    since: int | None = None
    """the first year it reports on; None: always did"""
    until: int | None = None
    """the last year it reports on; None: no end"""
    short: tuple[str, ...] = ()
    """what it is called in short in running text, beside what its name says"""
    register: bool = False
    """whether its return carries a request register, from which its tables of requests and disputes follow"""
    is_area: bool = False
    """whether it is a whole area of the level below"""

    def absence(self, year: int) -> Text | None:
        """Say why the unit is in nobody's figures of a year, None when it is."""
        if not self.in_scope:
            return same(self.reason)
        if self.since and year < self.since:
            return Text(f"自 {self.since} 年度起报送", f"it reports from {self.since} on")
        if self.until and year > self.until:
            return Text(f"报送到 {self.until} 年度为止", f"it reported until {self.until}")
        return None

    def hands_in(self, year: int) -> bool:
        """Tell whether it hands in a return of its own for a year."""
        return not self.parent and self.absence(year) is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """The units of a round, in the office's own order."""

    units: tuple[Unit, ...]


def plain_name(name: str) -> str:
    """Give a unit's name as it is compared: its blanks and widths of characters make it no other one."""
    return "".join(unicodedata.normalize("NFKC", name).split())


LONGEST_STEM = 180
"""Bytes of UTF-8 before the ending: file systems take 255, and a writer puts a temporary name around it."""
_ENDING = ".xlsx"
# Windows forbids the first nine; Excel's formulas cannot refer to a book with square brackets in its name.
_RESERVED = str.maketrans('<>:"/\\|?*[]', "＜＞：＂／＼｜？＊［］")
_CONTROLS = regex("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060\ufeff\ud800-\udfff]")
_DEVICES = regex(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE)


def workbook_names(units: Iterable[Unit]) -> dict[str, str]:
    """Give each unit's file name `<code>-<name>.xlsx` by its code, no two of them alike."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for unit in units:
        stem = legal_stem(f"{unit.code}-{unit.name}")
        number = 2
        # The units P, named Q-R, and P-Q, named R, ask for one name.
        while stem.casefold() in taken:
            stem = f"{legal_stem(f'{unit.code}-{unit.name}')}_{number}"
            number += 1
        taken.add(stem.casefold())
        names[unit.code] = stem + _ENDING
    return names


def legal_stem(text: str) -> str:
    """Give a text as a file name without ending: reserved characters in full width, no device, never too long."""
    plain = _CONTROLS.sub("", unicodedata.normalize("NFC", text)).translate(_RESERVED)
    while len(plain.encode()) > LONGEST_STEM:
        plain = plain[:-1]
    plain = plain.strip(" .　")
    return f"_{plain}" if not plain or _DEVICES.fullmatch(plain) else plain
