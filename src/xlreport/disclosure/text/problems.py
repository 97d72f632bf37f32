"""Family S: the narrative parts."""

import re
from collections.abc import Iterator

from xlreport.checks.examined import Examined
from xlreport.disclosure.sentences import plain
from xlreport.disclosure.text.narratives import TEMPLATE
from xlreport.findings import Finding, found_by
from xlreport.language import Text
from xlreport.rules import rule

_MARKS = r"[\s。，、；;：:,.!！/\\—\-－_]*+"
_HEADED = r"(?:[(（]?[一二][)）]?、?)?(?:存在(?:的)?(?:主要)?问题|改进(?:情况|措施))?"
_WHEN = r"(?:本年度?|今年|全年|目前|暂时?|尚|经自查|我局|我镇|本单位|本机关)*+"
_NONE = (
    r"(?:无|没有|暂无|不存在|(?:未|没有?)发现|不涉及)(?:明显|突出|重大|主要|其他|存在)*的?(?:问题|不足|情况|情形)?"
    r"|none|n/?a|略|同上|同前|同上年|与上年相同|(?:详?见|另)(?:附件|附表|附后|另附|附|上文|下文|上年报告|年报)\d*"
)
_NOTHING = re.compile(rf"{_MARKS}{_HEADED}{_MARKS}{_WHEN}(?:{_NONE})?{_MARKS}", re.IGNORECASE)
_PARTS = {
    "problems.issues": Text("问题", "problem"),
    "problems.improvements": Text("改进情况", "improvement"),
}


def check_problems(seen: Examined) -> Iterator[Finding]:
    """S27: section five names a problem and an improvement (Regulation art. 50(4), level A)."""
    for field, what in _PARTS.items():
        if field not in seen.layout.form.fields or not seen.has(seen.submission.entry(field)):
            continue
        text = seen.submission.text(field)
        if names_nothing(field, plain(text).text):
            problem = Text(f"只写了“{text}”", f"says only “{text}”") if text else Text("未填写", "is blank")
            yield found_by(rule("S27"), seen.where(field), found=text, problem=problem, what=what)


def names_nothing(field: str, text: str) -> bool:
    """Tell whether a part of section five is blank, a word for nothing, or what a template left in the plain text."""
    return field in _PARTS and bool(_NOTHING.fullmatch(TEMPLATE.sub("", text)))
