"""Whom the words of a sentence speak of: this unit, or others (全县, 各乡镇, another unit of the roster)."""

import re
from collections.abc import Iterator, Mapping

from xlreport.disclosure.sentences.scopes import OWN_TIER, governs
from xlreport.lazy import regex

Mark = tuple[int, bool]
"""Where words end that name somebody, and whether that is this unit."""
Shorts = Mapping[str, tuple[str, ...]]
"""what units are called in short, with what each stands for"""
BODY = r"(?:局|委|委员会|办|办公室|镇|乡|街道|办事处|县|区|市|州|中心|政府|部门|单位|机关|系统|院|站(?<!网站)|所|公司)"
"""what the name of a body ends with; each way begins with a character of its own"""
_OWN = regex(
    r"(?:我|本)(?:局|办|镇|乡|街道|县|区|市|州|旗|委|院|站|所|厅|校|馆|队|场|社|单位|部门|机关|中心|级|行政机关)"
)
_DOES = r"(?:共|累计|全年|本年度?|新|依法|已|合计|直接)*(?:承办|收到|受理|接收|接到|新收|办结|答复|办理|制发|制定|发生|提供|收取)"
_OTHER = regex(
    r"全(?<![居列占]全)(?:市|县|区|州|省|国|镇|乡|旗|盟|系统|街道|辖区)(?!首位|第|前列|排名|通报|委|局)"
    r"|各(?:级|地|部门|单位|镇|乡|街道|县|区|市|站所|村|有关|相关|直属|派出)"
    rf"|{'|'.join(f'{area}(?:级|直|属)(?:各)?(?:部门|机关|单位)' for area in '市县区州省')}|所(?<!局所)属|下属|下辖|下级"
    rf"|{'|'.join(f'{one}(?<!个{one}){other}(?:街道)?(?=[^，,]{{0,4}}[0-9])' for one, other in ('乡镇', '镇街'))}"
    rf"|部(?<=[、,;]部)门(?={_DOES})"
)
"""Each way begins with a character of its own: all others are passed over at once."""
_DOER = regex(rf"{BODY}(?={_DOES})")
_NAME = regex(r"[\u4e00-\u9fff]{1,24}$")
_LONGEST_NAME = 24
_CLAUSE_ENDS = ",;:。!?\n"
_AFTER = regex(rf"[{_CLAUSE_ENDS}]")
_NEAR = 100
"""Characters behind a scope in which its clause is read."""
_COUNTS = regex(
    r"收到|受理|接收|接到|新收|办结|答复|办理|制发|制定|发生|提供|收取|申请|信息公开|范围|辖区|报送|上报|填报|统计|汇总|数据"
)
_GIVES = regex(r"[^,;]{0,4}(?:移交|转来|转送|转交|报送|推荐)的")
_GUIDED = regex(r"(?:围绕|按照|根据|依据|遵照|服务于?|立足|聚焦|对照|结合|紧扣)[^()]{0,10}$")
_WITHIN = regex(r"(?:^|[^现正存所])在[^()对向到为]{0,10}$")
_WITHIN_ENDS = regex(r"(?:[中下]|[支扶]持|位次?|名|前列|先进|优秀)$|^率先")
_JUDGED = regex(r"[^,]{0,8}(?:考核|评估|评比|评议|测评|排名|通报)")
_HELPS = regex(r"^[^()]{0,8}(?:配合|协作|协同|协助|支持|联动)$")
_SYSTEM = regex(r"全[县市区州](\w{2,4}?)(?:机关|系统)$")
"""全市公安机关 is what 市公安局 counts"""
_BEFORE = regex(r"^(?:[全本今当去上一]?年(?:度|内|来|间|底|末)?|期间|目前|由|经|其中|截至|截止|一)+")
_OFFICE = regex(r"(?:党政|综合|党建|政务公开|信息公开|领导小组|工作)*办(?:公室)?$|机关$")
_BARE_OFFICE = regex(r"(?:党政|综合)+办(?:公室)?")
_JOINT = regex(r"以及|及其?|和|与")
_BODY = regex(r"(?:人民)?政府$|办事处$")
_KIND = regex(r"街道$|中心$|.$")
_AREA = regex(r"[\u4e00-\u9fff]{2}?([省市县区州旗])")
_NAMING = 2
"""so many characters before its kind name a unit: 民政 in 民政局"""


def marks_in(text: str, unit: str, names: Mapping[str, bool], shorts: Shorts, *, area: bool) -> tuple[Mark, ...]:
    """Give the marks of a sentence in order; `names` are known, and whether they are its own; `area`: of a whole area."""
    marks = [*_scopes(text, unit), *_doers(text, unit, shorts, area=area)]
    for name, own in names.items():
        if name in text:
            marks += [(found.end(), own) for found in re.finditer(re.escape(name), text)]
    return tuple(sorted(marks))


def _scopes(text: str, unit: str) -> Iterator[Mark]:
    government = bool(governs(unit))
    for found in _OWN.finditer(text) if "本" in text or "我" in text else ():
        yield found.end(), not (government and found[0] == OWN_TIER)
    for found in _OTHER.finditer(text):
        if not _is_aside(text, found, government=government):
            # 全镇 is said by a 镇 of itself; what 全县 is to a county's own office nobody can tell
            yield found.end(), found[0] in {"全镇", "全乡", "全街道"} and found[0][1:] in unit


def _doers(text: str, unit: str, shorts: Shorts, *, area: bool) -> Iterator[Mark]:
    end = 0
    for found in _DOER.finditer(text):
        name = _NAME.search(text, max(end, found.start() - _LONGEST_NAME), found.start())
        if name:
            end = found.end()
            yield end, is_own_name(text[name.start() : end], unit, shorts, area=area)


def _is_aside(text: str, scope: re.Match[str], *, government: bool) -> bool:
    """Tell whether a scope is only named in passing: 围绕全市中心工作, 在全市考核中, 各部门密切配合.

    A clause that counts anything keeps it; of a government, to whom all of these may belong, only the first kind is sure.
    """
    before = text[max(text.rfind(mark, 0, scope.start()) for mark in _CLAUSE_ENDS) + 1 : scope.start()]
    after = _AFTER.split(text[scope.end() : scope.end() + _NEAR], maxsplit=1)[0]
    if _GIVES.match(after):
        return True
    if _COUNTS.search(before + after):
        return False
    if government or _GUIDED.search(before):
        return bool(_GUIDED.search(before))
    within = _WITHIN.search(before) and (_WITHIN_ENDS.search(after) or _JUDGED.match(after))
    return bool(within or (not before and _JUDGED.match(after)) or _HELPS.search(after))


def is_own_name(name: str, unit: str, shorts: Shorts, *, area: bool = False) -> bool:
    """Tell whether the subject of a count is the unit itself, or its own office: 市局, 局办公室, 镇党政办.

    What a government's office counts alone may be the office's own, of which the tables do not speak; with its
    government it counts what they do, but for tables of a whole area.
    """
    system = _SYSTEM.search(name)
    if name.endswith("法院") or _OWN.search(name) or (system and system[1] in unit):
        return True
    for short in sorted((each for each in shorts if each in name), key=len, reverse=True):
        if full := next((each for each in shorts[short] if each in unit and each not in name), None):
            name = name.replace(short, full)  # 县人社局 as in the unit's name
            break
    parts = [_BEFORE.sub("", part) for part in _JOINT.split(name)]
    if len(parts) > 1 and not area and all(part and _is_own(part, unit) for part in parts):
        return True
    if governs(unit) and bool(_OFFICE.search(name)) != bool(_OFFICE.search(unit)):
        return False
    return _is_own(_BEFORE.sub("", name), unit)


def _is_own(name: str, unit: str) -> bool:
    theirs, mine = _core(name), _core(unit)
    found = _KIND.search(mine)
    kind = found[0] if found else ""
    if theirs == f"全{kind}":
        return not governs(unit)
    if not theirs:
        return bool(_BARE_OFFICE.fullmatch(name) or (governs(unit) and "政府办" in name))
    if mine.endswith(theirs) or (mine and theirs.endswith(mine)):
        return True
    areas = _AREA.findall(mine.removesuffix(kind))
    if areas and theirs == f"{areas[-1]}{kind}":
        return True
    # two names of one kind that have the characters in common that name a unit; words may stand before it
    ends = zip(theirs.removesuffix(kind)[::-1], mine.removesuffix(kind)[::-1], strict=False)
    alike = sum(one == other for one, other in list(ends)[:_NAMING])
    return theirs.endswith(kind) and alike == _NAMING


def _core(name: str) -> str:
    """Give a name without its office and without 人民政府 or 办事处."""
    return _BODY.sub("", _OFFICE.sub("", name.replace("委员会", "委")))
