"""Whom the words of a sentence speak of: this unit, or others (全县, 各乡镇, another unit of the roster)."""

import re
from collections.abc import Iterator, Mapping

from xlreport.disclosure.sentences.own_names import BODY, OWN, is_own_name
from xlreport.disclosure.sentences.scopes import governs
from xlreport.rounds import OWN_TIER

Mark = tuple[int, bool]
"""Where words end that name somebody, and whether that is this unit."""
_DOES = r"(?:共|累计|全年|本年度?|新|依法|已|合计)*(?:收到|受理|接收|接到|新收|办结|答复|办理|制发|制定|发生|提供|收取)"
_OTHER = re.compile(
    r"(?<![居列占])全(?:市|县|区|州|省|国|镇|乡|旗|盟|系统|街道|辖区)(?!首位|第|前列|排名|通报|委|局)"
    r"|各(?:级|地|部门|单位|镇|乡|街道|县|区|市|站所|村|有关|相关|直属|派出)"
    r"|(?:市|县|区|州|省)(?:级|直|属)(?:各)?(?:部门|机关|单位)|(?<!局)所属|下属|下辖|下级|(?:乡镇|镇街)(?:街道)?(?=[^，,]{0,4}\d)"
    rf"|(?<=[、,;])部门(?={_DOES})"
)
_DOER = re.compile(rf"{BODY}(?={_DOES})")
_NAME = re.compile(r"[\u4e00-\u9fff]{1,24}$")
_LONGEST_NAME = 24
_CLAUSE_ENDS = ",;:。!?\n"
_AFTER = re.compile(rf"[{_CLAUSE_ENDS}]")
_NEAR = 100
"""Characters behind a scope in which its clause is read."""
_COUNTS = re.compile(
    r"收到|受理|接收|接到|新收|办结|答复|办理|制发|制定|发生|提供|收取|申请|信息公开|范围|辖区|报送|上报|填报|统计|汇总|数据"
)
_GUIDED = re.compile(r"(?:围绕|按照|根据|依据|遵照|服务于?|立足|聚焦|对照|结合|紧扣)[^()]{0,10}$")
_WITHIN = re.compile(r"(?:^|[^现正存所])在[^()对向到为]{0,10}$")
_WITHIN_ENDS = re.compile(r"(?:[中下]|[支扶]持|位次?|名|前列|先进|优秀)$|^率先")
_JUDGED = re.compile(r"[^,]{0,8}(?:考核|评估|评比|评议|测评|排名|通报)")
_HELPS = re.compile(r"^[^()]{0,8}(?:配合|协作|协同|协助|支持|联动)$")


def marks_in(
    text: str, unit: str, others: tuple[str, ...], shorts: Mapping[str, tuple[str, ...]], *, area: bool = False
) -> tuple[Mark, ...]:
    """Give the marks of a sentence in order; `area`: the tables add up a whole area."""
    doers = _doers(text, unit, shorts, area=area)
    return tuple(sorted((*_named(text, unit, others), *_scopes(text, unit), *doers)))


def _named(text: str, unit: str, others: tuple[str, ...]) -> Iterator[Mark]:
    for name, own in [*((name, False) for name in others), (unit, True)]:
        if name and name in text:
            yield from ((found.end(), own) for found in re.finditer(re.escape(name), text))


def _scopes(text: str, unit: str) -> Iterator[Mark]:
    government = bool(governs(unit))
    for found in OWN.finditer(text):
        yield found.end(), not (government and found[0] == OWN_TIER)
    for found in _OTHER.finditer(text):
        if not _is_aside(text, found, government=government):
            yield found.end(), _is_own_level(found[0], unit)


def _doers(text: str, unit: str, shorts: Mapping[str, tuple[str, ...]], *, area: bool) -> Iterator[Mark]:
    end = 0
    for found in _DOER.finditer(text):
        name = _NAME.search(text, max(end, found.start() - _LONGEST_NAME), found.start())
        if name:
            end = found.end()
            yield end, is_own_name(text[name.start() : end], unit, shorts, area=area)


def _is_own_level(scope: str, unit: str) -> bool:
    """Tell whether 全镇 is said by a 镇 of itself; what 全县 is to a county's own office nobody can tell."""
    return scope in {"全镇", "全乡", "全街道"} and scope[1:] in unit


def _is_aside(text: str, scope: re.Match[str], *, government: bool) -> bool:
    """Tell whether a scope is only named in passing: 围绕全市中心工作, 在全市考核中, 各部门密切配合.

    A clause that counts anything keeps it; of a government, to whom all of these may belong, only the first kind is sure.
    """
    before = text[max(text.rfind(mark, 0, scope.start()) for mark in _CLAUSE_ENDS) + 1 : scope.start()]
    after = _AFTER.split(text[scope.end() : scope.end() + _NEAR], maxsplit=1)[0]
    if _COUNTS.search(before + after):
        return False
    if _GUIDED.search(before):
        return True
    if government:
        return False
    within = _WITHIN.search(before) and (_WITHIN_ENDS.search(after) or _JUDGED.match(after))
    return bool(within or (not before and _JUDGED.match(after)) or _HELPS.search(after))
