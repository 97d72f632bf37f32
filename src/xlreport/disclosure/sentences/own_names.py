"""Whether a short name is this unit's own: 市局, 局办公室, 镇党政办, 县政府及县政府办公室."""

import re
from collections.abc import Mapping

from xlreport.disclosure.sentences.scopes import governs

BODY = r"(?:局|委|委员会|办|办公室|镇|乡|街道|办事处|县|区|市|州|中心|政府|部门|单位|机关|系统|院|站|所|公司)"
"""what the name of a body ends with"""
OWN = re.compile(r"(?:我|本)(?:局|办|镇|乡|街道|县|区|市|州|旗|委|院|站|所|厅|校|单位|部门|机关|中心|级|行政机关)")
_BEFORE = re.compile(r"^(?:[全本今当去上一]?年(?:度|内|来|间|底|末)?|期间|目前|由|经|其中|截至|截止|一)+")
_OFFICE = re.compile(r"(?:党政|综合|党建|政务公开|信息公开|领导小组|工作)*办(?:公室)?$|机关$")
_BARE_OFFICE = re.compile(r"(?:党政|综合)+办(?:公室)?")
_JOINT = re.compile(r"以及|及其?|和|与")
_BODY = re.compile(r"(?:人民)?政府$|办事处$")
_KIND = re.compile(r"街道$|中心$|.$")
_AREA = re.compile(r"[\u4e00-\u9fff]{2}?([省市县区州旗])")
_NAMING = 2
"""so many characters before its kind name a unit: 民政 in 民政局"""


def is_own_name(name: str, unit: str, shorts: Mapping[str, tuple[str, ...]], *, area: bool = False) -> bool:
    """Tell whether the subject of a count is the unit itself, or its own office.

    What a government's office counts alone may be the office's own, of which the tables do not speak; with its
    government it counts what they do, but for tables of a whole area.
    """
    if OWN.search(name):
        return True
    name = _in_full(name, unit, shorts)
    parts = [_BEFORE.sub("", part) for part in _JOINT.split(name)]
    if len(parts) > 1 and not area and all(part and _is_own(part, unit) for part in parts):
        return True
    if governs(unit) and bool(_OFFICE.search(name)) != bool(_OFFICE.search(unit)):
        return False
    return _is_own(_BEFORE.sub("", name), unit)


def _in_full(name: str, unit: str, shorts: Mapping[str, tuple[str, ...]]) -> str:
    """Give a name with its short part written out as in the unit's name: 县人社局."""
    for short in sorted((each for each in shorts if each in name), key=len, reverse=True):
        for full in shorts[short]:
            if full in unit and full not in name:
                return name.replace(short, full)
    return name


def _is_own(name: str, unit: str) -> bool:
    theirs, mine = _core(name), _core(unit)
    if not theirs:
        return bool(_BARE_OFFICE.fullmatch(name))
    kind = _kind(mine)
    if theirs == f"全{kind}":
        return not governs(unit)
    if mine.endswith(theirs) or (mine and theirs.endswith(mine)):
        return True
    areas = _AREA.findall(mine.removesuffix(kind))
    return bool(areas and theirs == f"{areas[-1]}{kind}") or _share_a_name(theirs, mine, kind)


def _share_a_name(theirs: str, mine: str, kind: str) -> bool:
    """Tell whether two names of one kind have the characters in common that name a unit; words may stand before it."""
    if not theirs.endswith(kind):
        return False
    ends = zip(theirs.removesuffix(kind)[::-1], mine.removesuffix(kind)[::-1], strict=False)
    return len([pair for pair in list(ends)[:_NAMING] if pair[0] == pair[1]]) == _NAMING


def _core(name: str) -> str:
    """Give a name without its office and without 人民政府 or 办事处."""
    return _BODY.sub("", _OFFICE.sub("", name.replace("委员会", "委")))


def _kind(core: str) -> str:
    found = _KIND.search(core)
    return found.group() if found else ""
