"""At which level a round adds up, county, prefecture or province, and the words of its scopes. Decides no figure."""

from collections.abc import Iterable
from dataclasses import dataclass

from xlreport.language import Text
from xlreport.rounds.units import COUNTY_TIER, OWN_TIER, PREFECTURE_TIER, TOWN_TIER


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """A level: what its whole area is called, its tier below, and of what kind it is to the level above."""

    whole: Text
    below: str
    kind: str


COUNTY = Level(whole=Text("全县", "the whole area"), below=TOWN_TIER, kind="county")
PREFECTURE = Level(whole=Text("全市", "the whole area"), below=COUNTY_TIER, kind="prefecture")
PROVINCE = Level(whole=Text("全省", "the whole area"), below=PREFECTURE_TIER, kind="other")
_HIGHEST_FIRST = (PROVINCE, PREFECTURE, COUNTY)


_AREAS = "县市区旗州盟省"
"""How the name of an area ends, and what follows 全 where all of it is meant."""


def level_of(tiers: Iterable[str], region: str = "") -> Level:
    """Give the level that has units of these tiers; tiers of lower levels that stand beside its own are named too.

    What the whole is called follows from the region's name: 全县, 全市, 全区, 全旗.
    """
    present = set(tiers) - {OWN_TIER}
    below = [level.below for level in _HIGHEST_FIRST if level.below in present]
    level = next((each for each in _HIGHEST_FIRST if each.below in present), COUNTY)
    ending = region.strip()[-1:]
    whole = Text(f"全{ending}", level.whole.en) if ending and ending in _AREAS else level.whole
    return Level(whole=whole, below="、".join(below) or level.below, kind=level.kind)
