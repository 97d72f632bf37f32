"""The units of a round and the words a roster uses of them. Reads nothing and judges nothing."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from xlreport.language import Text, same

OWN_TIER, TOWN_TIER = "本级", "乡镇街道"
COUNTY_TIER, PREFECTURE_TIER = "县区", "地市"
TIERS = (OWN_TIER, TOWN_TIER, COUNTY_TIER, PREFECTURE_TIER)
WHOLE = "全县"
WHOLE_WORDS = ("全县", "全市", "全区", "全旗", "全州", "全盟", "全省")
SCOPES = (WHOLE, OWN_TIER, TOWN_TIER)
"""What a round adds up, by its word in a county: everything, the own level, all that is below it."""
KINDS = {
    "government": "政府",
    "department": "部门",
    "township": "乡镇",
    "subdistrict": "街道",
    "county": "县区",
    "prefecture": "地市",
    "other": "其他",
}
TOWN_KINDS = ("township", "subdistrict")
AREA_KINDS = ("county", "prefecture")
"""A whole area of the level below: it hands in its own consolidated workbook, and is issued none to fill in."""
_TIERS_OF = {
    "township": TOWN_TIER,
    "subdistrict": TOWN_TIER,
    "county": COUNTY_TIER,
    "prefecture": PREFECTURE_TIER,
}
POWERS = {"licensing": "行政许可", "penalties": "行政处罚", "coercion": "行政强制", "fees": "行政事业性收费"}
PUBLISHED = {"published_licensing": "licensing", "published_penalties": "penalties", "published_coercion": "coercion"}
"""The columns that count published decisions, each with the power they come from."""
LISTED = {"listed_made": "made", "listed_repealed": "repealed", "listed_in_force": "in_force"}
"""The columns of the justice department's list of normative documents, each with what it counts."""
HEADERS = {
    "code": "单位代码",
    "name": "单位名称",
    "kind": "单位类别",
    "tier": "层级",
    "in_scope": "是否纳入",
    "reason": "原因",
    "powers": "职权",
    "parent": "上级单位",
    "since": "起始年度",
    "until": "终止年度",
    "published_licensing": "公示许可数",
    "published_penalties": "公示处罚数",
    "published_coercion": "公示强制数",
    "listed_made": "清单制发数",
    "listed_repealed": "清单废止数",
    "listed_in_force": "清单现行有效数",
}
"""The printed name of every column by its id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One unit of the roster; `kind` and `powers` are ids, `tier` is 本级 or the tier below."""

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

    @property
    def is_area(self) -> bool:
        """Tell whether it is a whole area of the level below."""
        return self.kind in AREA_KINDS

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


def tier_of(kind: str) -> str:
    """Give the tier a kind of unit belongs to."""
    return _TIERS_OF.get(kind, OWN_TIER)
