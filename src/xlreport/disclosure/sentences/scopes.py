"""Which scope of a whole area a government's text counts: 全县, 本级, or what is below. Unclear words give none."""

from functools import lru_cache

from xlreport.lazy import regex

WHOLE, OWN_TIER, TOWN_TIER, COUNTY_TIER = "全县", "本级", "乡镇街道", "县区"
_GOVERNMENT = regex(r"([省市县区州旗盟])(?:人民)?政府(?:办公室)?$")
_OF_COUNTIES = "省市州盟"
_CLAUSE = regex(r"[,;。:()\n]")
_ALL = "全"
_OWN_LEVEL = regex(r"本级")
_TOWNS = regex(r"(?:各)?(?:乡镇|镇街|镇乡)(?:(?:和|及|、|\()?(?:各)?街道(?:办事处)?\)?)?|各街道|(?<=、)街道")
_COUNTIES = regex(r"(?:各|所辖)(?:县|区|市)(?:\([^)]{1,6}\)|[、和]?[县市区]){0,3}|县区|区县")
_BODIES = regex(r"部门|[^县市区州省旗盟]机关|单位|系统|局")
_EVERYBODY = regex(
    r"(?<=全[县市区州])(?:各级)?行政机关|各(?:级|地)(?:行政机关|政府|人民政府|机关|部门|单位)?|各(?:行政机关|单位)"
)


@lru_cache(maxsize=64)
def governs(unit: str) -> str:
    """Give what a government is one of by its name, 县 or 区 say; "" for any other unit, 乡镇 too."""
    found = _GOVERNMENT.search(unit)
    return found[1] if found else ""


def scope_of(text: str, place: int, unit: str) -> str:
    """Give the scope that the words before a place name: one of 全县, 本级, 乡镇街道, 县区; "" where none is clear.

    全县 stands for the whole area of the unit, whatever its own word for it is.
    """
    area = governs(unit)
    if not area:
        return ""
    for clause in reversed(_CLAUSE.split(text[:place])):
        words = _named(clause, area)
        if words:
            return words.pop() if len(words) == 1 else ""
    return ""


def _named(clause: str, area: str) -> set[str]:
    """Give every scope that a clause names; what is no scope of its own, such as 各部门, is "" among them."""
    whole = f"{_ALL}{area}" in clause
    rest = _EVERYBODY.sub("", clause) if whole else clause
    below = _COUNTIES if area in _OF_COUNTIES and _COUNTIES.search(rest) else _TOWNS
    has_below, has_bodies = bool(below.search(rest)), bool(_BODIES.search(below.sub("", rest)))
    if whole and has_below and has_bodies:
        return {WHOLE}
    words = {COUNTY_TIER if below is _COUNTIES else TOWN_TIER} if has_below else set()
    words |= {OWN_TIER} if _OWN_LEVEL.search(rest) else set()
    words |= {""} if has_bodies else set()
    return words or ({WHOLE} if whole else set())
