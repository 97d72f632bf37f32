"""What was left unwritten: words of a template wherever a clerk types text (F05), a section five that names nothing (S27)."""

import re
from collections.abc import Iterable, Iterator

from xlreport.checks.examined import Examined
from xlreport.disclosure.sentences import plain
from xlreport.disclosure.text.narratives import matched, narratives
from xlreport.findings import Finding, Where, found_by
from xlreport.forms import Kind
from xlreport.language import Text
from xlreport.layout import CHECK_HEADERS, CHECKS_SHEET
from xlreport.lazy import regex
from xlreport.rules import rule

_COUNTS = r"余?(?:条|件|份|次|期|篇|个|项|人|部|场|起|元|家)"
_TEMPLATE = regex(
    r"\(文字描述\)|【[草初]稿[^】]{0,40}】|【[^】]{0,12}(?:填写|待补|此处)[^】]{0,12}】"
    rf"|{'|'.join(rf'{sign}[X×x]+(?![A-Za-z])' for sign in 'X×x')}|X万余"
    r"|填报说明|填写说明|\((?:此处|请)[^)]{0,20}\)|\(指20\d\d年[^)]*\)"
    r"|__+|\*(?<![\d*]\*)\*+(?![\d*])"
    rf"|{'|'.join(rf'{sign}(?<![A-Za-z0-9]{sign})(?!项目)(?={_COUNTS})' for sign in 'NX')}"
    rf"|{'|'.join(rf'{sign}(?<![一二三四五六七八九〇○]{sign})[〇○]+(?={_COUNTS})' for sign in '〇○')}"
    r"|某某(?:局|委|办|镇|乡|县|市|区|街道|单位|部门)"
)
"""What a template leaves in a plain text."""
_CODE = "cover.unit_code"
_NAMED = ("填报说明", "填写说明")
"""Left in where it is the narrative, and a sheet to refer to in a line."""
_MARKS = r"[\s。，、；;：:,.!！/\\—\-－_]*+"
_HEADED = r"(?:[(（]?[一二][)）]?、?)?(?:存在(?:的)?(?:主要)?问题|改进(?:情况|措施))?"
_WHEN = r"(?:本年度?|今年|全年|目前|暂时?|尚|经自查|我局|我镇|本单位|本机关)*+"
_NONE = (
    r"(?:无|没有|暂无|不存在|(?:未|没有?)发现|不涉及)(?:明显|突出|重大|主要|其他|存在)*的?(?:问题|不足|情况|情形)?"
    r"|none|n/?a|略|同上|同前|同上年|与上年相同|(?:详?见|另)(?:附件|附表|附后|另附|附|上文|下文|上年报告|年报)\d*"
)
_NOTHING = regex(rf"{_MARKS}{_HEADED}{_MARKS}{_WHEN}(?:{_NONE})?{_MARKS}", re.IGNORECASE)
_PARTS = {"problems.issues": Text("问题", "problem"), "problems.improvements": Text("改进情况", "improvement")}


def check_left_over(seen: Examined) -> Iterator[Finding]:
    """F05 in each part of the narrative, then in single lines, then in the reasons on 校验."""
    for part in narratives(seen):
        # Where there is nothing else in section five S27 has told it.
        found = () if _names_nothing(part.field, part.text) else _TEMPLATE.finditer(part.text)
        yield from (matched(rule("F05"), seen, part, each) for each in _once(found))
    for where, text in (*_lines(seen), *_reasons(seen)):
        line = plain(text)
        for each in _once(match for match in _TEMPLATE.finditer(line.text) if match[0] not in _NAMED):
            quote, at = line.quote(*each.span())
            yield found_by(rule("F05"), where, found=quote, quote=quote, at=at if where.field else None)


def _once(found: Iterable[re.Match[str]]) -> list[re.Match[str]]:
    """Give the same words once: a mark stands before many a paragraph."""
    first: dict[str, re.Match[str]] = {}
    for each in found:
        first.setdefault(each[0], each)
    return list(first.values())


def _lines(seen: Examined) -> Iterator[tuple[Where, str]]:
    """Give each line of text but codes: XX may be part of one, and F09 tells of a rule's."""
    codes = {_CODE, *(code.id for code, _ in seen.layout.form.answers)}
    for field in seen.layout.form.fields.values():
        text = seen.submission.text(field.id) if field.kind is Kind.LINE and field.id not in codes else ""
        if text and seen.has(seen.submission.entry(field.id)):
            yield seen.where(field.id), text


def _reasons(seen: Examined) -> Iterator[tuple[Where, str]]:
    for number, text in seen.submission.reasons.items():
        line = seen.layout.lines[number]
        column = CHECK_HEADERS[line.columns.reason].partition("（")[0]
        yield Where(sheet=CHECKS_SHEET, cell=str(line.reason), label=f"{line.relation.code} {column}"), text


def check_problems(seen: Examined) -> Iterator[Finding]:
    """S27: section five names a problem and an improvement (Regulation art. 50(4), level A)."""
    for field, what in _PARTS.items():
        if field not in seen.layout.form.fields or not seen.has(seen.submission.entry(field)):
            continue
        text = seen.submission.text(field)
        if _names_nothing(field, plain(text).text):
            problem = Text(f"只写了“{text}”", f"says only “{text}”") if text else Text("未填写", "is blank")
            yield found_by(rule("S27"), seen.where(field), found=text, problem=problem, what=what)


def _names_nothing(field: str, text: str) -> bool:
    """Tell whether a part of section five is blank, a word for nothing, or what a template left in the plain text."""
    if field not in _PARTS:
        return False
    return bool(_NOTHING.fullmatch(_TEMPLATE.sub("", text)))
