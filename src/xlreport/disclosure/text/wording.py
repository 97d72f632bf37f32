"""Family S, words that should not stand as they do: each rule a pattern over the plain text. Corrects nothing."""

import re
from collections.abc import Iterator
from itertools import pairwise

from xlreport.checks.examined import Examined
from xlreport.disclosure.text.narratives import Narrative, matched, narratives, quoted
from xlreport.findings import Finding
from xlreport.language import Text
from xlreport.lazy import regex
from xlreport.rules import rule

# A pattern whose every way begins with a character of its own passes over all others at once.
_PHRASE = "以公开为常态、不公开为例外"
_OLD_LAW = regex(r"国务院令第?492号令?|第492号令?|492号令?")
_OLD_FORM = regex(r"〔2019〕60号|\[2019\]60号|\(2019\)60号")
_OPEN, _ALONE = "以公开", "公开(?<!不公开)(?<!不予公开)"
_MISQUOTED = regex(
    "|".join(f"{said}(?:为|是)(?:常态|原则|惯例)[、,]?以?不?公开(?:为|是)例外" for said in (_OPEN, _ALONE))
)
_SAME_SENSE = regex(r"以?公开(?:为|是)(?:常态|原则|惯例)[、,]?以?不公开(?:为|是)例外")
_AS_WRITTEN = regex(r"以?公开(?:为|是)常态[、,]?不公开(?:为|是)例外")
_AS_EXCEPTION = r"(?:为|是)例外(?:[、,]?以?不公开(?:为|是)(?:常态|原则))?"
_AS_RULE = r"(?:为|是)常态(?:[、,]?以?公开(?:为|是)例外)?"
_REVERSED = regex(rf"{_OPEN}{_AS_EXCEPTION}|{_ALONE}{_AS_EXCEPTION}|以不公开{_AS_RULE}|不公开{_AS_RULE}")
_AGAINST = regex(r"(?:防止|杜绝|避免|改变|纠正|克服|不得|而不是|不能)[^,;。]{0,4}$")
_OF_OTHERS = regex(r"的?(?:观念|思想|做法|倾向|现象|问题|惯性)")
_GENERIC = regex(
    r"各级政府部门(?<![与和同向按对据由照为]各级政府部门)(?!的?要求)|多数部门|有的地方政府"
    r"|部分地区(?=[^,;。]{0,12}(?:公开|政务|重视|认识|落实|工作|存在|不够|不足))"
)
_MACHINE = regex(r"以下是一篇|作为一?(?:个|款)?(?:AI|人工智能)(?!技术|应用|平台|产业)|范文|示例文章")
_AS_REPORT = regex(
    r"(?:度|\d{1,2}月\d{1,2}日)?,?(?:我(?:[局委办厅院校中]|镇|乡|县|市|区|街道|单位|机关)|本(?:机关|单位|局|委|办|镇|乡|街道)"
    r"|全[局委镇乡县市区]|共|累计|主动公开|收到|新收|受理|办结)"
)
"""What makes an old year at the head of a clause read as if it were the report's."""
_DOUBLED = regex(r"([。,;、])(?:\1+|(?<!。)。)")
_OUTLINE = regex(r"概述[、,].{0,80}?(?:收费|诉讼|申诉)[^。]{0,20}")
_BARE_THINGS = r"的?(?:政府|行政)?(?:信息|申请|规范性文件|规章)(?:条|件|份)(?=[,。;、]|$)"
_NUMBERLESS = regex(
    "|".join(f"{done}{_BARE_THINGS}" for done in ("公开", "发布", "制发", "废止", "收到", "受理", "办结"))
    + r"|余(?<![\d〇零一二三四五六七八九十百千万其剩多]余)(?:条|件|份|篇|次|期)(?=[,。;、]|$)"
    r"|现行有效的?(?:行政)?规范性文件件(?=[,。;、]|$)|现(?<![^,。;、\n]现)行有效的?(?:行政)?规范性文件(?=[。;]|$)"
)
_YEAR = regex(
    r"((?:19|20)(?<![\d〔\[(指]\d\d)\d\d)年"
    r"(?!以来|起|至今|版|修订|修正|度?政府信息公开|度?[^,;。]{0,6}[预决]算|\d{1,2}月\d{1,2}日起?(?:施行|实施|修订|公布|通过))"
)
_TO = r"(?:-|—|–|~|至|到)+"
_SPAN_BEFORE, _SPAN_AFTER = regex(rf"\d{{4}}年?{_TO}$"), regex(rf"{_TO}\d{{4}}年")
_BRACKETS = {"(": ")", "《": "》", "“": "”", "【": "】"}
_MARKER = regex(r"\((?<!第\()([一二三四五六七八九十])\)(?![项、])")
_ENUMERATED = regex(r"(?:^|(?<=[。;,:\n]))\d{1,2}\)")
_NUMERALS = "一二三四五六七八九十"
_LAW_NAME = regex(r"《[^》]*》|〔[^〕]*〕")
_NEAR = 1
_TWICE = Text("标点重复", "doubled punctuation")
_UNPAIRED = Text("括号或引号不成对", "brackets or quotation marks without their pair")
_SKIPPED = Text("序号不连续", "a number is skipped")
_LONG = regex(r"\d(?<![\dA-Za-z]\d)\d{14,18}[\dXx]?(?![\dA-Za-z])")
_MOBILE = regex(r"1(?<![\d-]1)[3-9]\d(?:\d{8}|[- ]\d{4}[- ]\d{4})(?![\d-])")
_ACCOUNT = regex(r"账号|账户|卡号|开户")
_BEFORE = 16
_IDENTITY = Text("身份证号", "the identity number")
_PHONE = Text("手机号码", "the mobile number")
_CARD = Text("银行账号", "the bank account")


def check_wording(seen: Examined) -> Iterator[Finding]:
    """S22, S29, S30, S31, S33 to S36, part by part."""
    for part in narratives(seen):
        yield from _years(seen, part)
        yield from _sources(seen, part)
        yield from _principle(seen, part)
        yield from _listed(seen, part)
        yield from _generic(seen, part)
        yield from _marks(seen, part)
        yield from (matched(rule("S35"), seen, part, each) for each in _OUTLINE.finditer(part.text))
        yield from (
            matched(rule("S36"), seen, part, each) for each in _NUMBERLESS.finditer(part.text) if _bare(part, each)
        )


def _years(seen: Examined, part: Narrative) -> Iterator[Finding]:
    told: re.Match[str] | None = None
    for each in _YEAR.finditer(part.text) if seen.year else ():
        if abs(int(each[1]) - seen.year) > _NEAR and not _in_passing(part.text, each):
            told = each if told is None else told
            if _heads(part.text, each) and _AS_REPORT.match(part.text, each.end()):
                yield matched(rule("S22", "as_report"), seen, part, each, str(seen.year))
                return
    if told:
        yield matched(rule("S22"), seen, part, told, str(seen.year))


def _in_passing(text: str, match: re.Match[str]) -> bool:
    """Tell whether a year is one of a span, or stands in the name of a law."""
    if _SPAN_BEFORE.search(text[max(0, match.start() - _BEFORE) : match.start()]) or _SPAN_AFTER.match(
        text, match.end()
    ):
        return True
    return any(name.start() <= match.start() < name.end() for name in _LAW_NAME.finditer(text))


def _heads(text: str, match: re.Match[str]) -> bool:
    return match.start() == 0 or text[match.start() - 1] in "。;:\n"


def _generic(seen: Examined, part: Narrative) -> Iterator[Finding]:
    """S33: a government's own report may speak of departments and areas."""
    yield from (matched(rule("S33", "machine"), seen, part, each) for each in _MACHINE.finditer(part.text))
    if seen.submission.text("cover.unit_kind") != "government":
        yield from (matched(rule("S33"), seen, part, each) for each in _GENERIC.finditer(part.text))


def _principle(seen: Examined, part: Narrative) -> Iterator[Finding]:
    """S30: an error where the sense is another one, a note where only the words are; a comma for 、 is nothing."""
    if "例外" not in part.text and "常态" not in part.text:
        return
    quotes = list(_MISQUOTED.finditer(part.text))
    for each in quotes:
        if not _AS_WRITTEN.fullmatch(each[0]):
            governing = rule("S30", "words" if _SAME_SENSE.fullmatch(each[0]) else "")
            yield quoted(governing, seen, part, *each.span(), expected=_PHRASE)
    for each in _REVERSED.finditer(part.text):
        told = any(other.start() < each.end() and each.start() < other.end() for other in quotes)
        against = _AGAINST.search(part.text[: each.start()]) or _OF_OTHERS.match(part.text, each.end())
        if not told and not against:
            yield matched(rule("S30"), seen, part, each, _PHRASE)


def _sources(seen: Examined, part: Narrative) -> Iterator[Finding]:
    if "492号" in part.text and "711号" not in part.text:
        yield from (matched(rule("S29"), seen, part, each, "国务院令第711号") for each in _OLD_LAW.finditer(part.text))
    yield from (
        matched(rule("S29"), seen, part, each, "国办公开办函〔2021〕30号") for each in _OLD_FORM.finditer(part.text)
    )


def _listed(seen: Examined, part: Narrative) -> Iterator[Finding]:
    for wrong, right in seen.background.policies.words.items():
        start = part.text.find(wrong)
        if start >= 0:
            yield quoted(rule("S31"), seen, part, start, start + len(wrong), expected=right)


def _marks(seen: Examined, part: Narrative) -> Iterator[Finding]:
    yield from (quoted(rule("S34"), seen, part, *each.span(), problem=_TWICE) for each in _DOUBLED.finditer(part.text))
    for left, right in _BRACKETS.items():
        if not _paired(part.text, left, right):
            start = part.text.find(left if left in part.text else right)
            yield quoted(rule("S34"), seen, part, start, start + 1, problem=_UNPAIRED)
    markers = list(_MARKER.finditer(part.text))
    for before, after in pairwise(markers):
        step = _NUMERALS.index(after[1]) - _NUMERALS.index(before[1])
        if step != 1 and after[1] != _NUMERALS[0]:
            yield quoted(rule("S34"), seen, part, *after.span(), problem=_SKIPPED)


def _paired(text: str, left: str, right: str) -> bool:
    """Tell whether as many brackets open as close; 1）、2） before items need no opening one."""
    opening, closing = text.count(left), text.count(right)
    return opening == closing or opening == _ENUMERATED.sub("", text).count(right)


def _bare(part: Narrative, match: re.Match[str]) -> bool:
    """Tell whether the clause up to the match has no number that belongs to it."""
    start = max(part.text.rfind(mark, 0, match.start()) for mark in ",。;、\n") + 1
    return not re.search(r"[\d〇零一二两三四五六七八九十百千万](?!\d*年)", part.text[start : match.start()])


def check_personal(seen: Examined) -> Iterator[Finding]:
    """S32: numbers that name a person."""
    for part in narratives(seen):
        for each in _LONG.finditer(part.text):
            if _identifies(each[0]):
                yield quoted(rule("S32", "identity"), seen, part, *each.span(), problem=_IDENTITY)
            elif _ACCOUNT.search(part.text[max(0, each.start() - _BEFORE) : each.start()]) and _of_a_card(each[0]):
                yield quoted(rule("S32"), seen, part, *each.span(), problem=_CARD)
        for each in _MOBILE.finditer(part.text):
            yield quoted(rule("S32"), seen, part, *each.span(), problem=_PHONE)


def _identifies(number: str) -> bool:
    from stdnum.cn import ric  # noqa: PLC0415  # slow to load, and hardly a text has such a number

    return bool(ric.is_valid(number))


def _of_a_card(number: str) -> bool:
    from stdnum import luhn  # noqa: PLC0415

    return bool(luhn.is_valid(number))
