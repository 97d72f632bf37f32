"""What a verb of handling counts: all requests, a part of them, or something else (答复书, 档案, 土地确权申请).

The whole is what is listed here; anything else between the verb and the number makes it less, or another thing.
"""

import re

from xlreport.disclosure.phrases.wording import EXPLICIT, OTHER_KIND

_ALL = re.compile(
    r"政府信息公开|信息公开|政务公开|依申请公开|政府信息|依申请|申请人|申请件?|公民|法人|其他组织|社会公众|公众|群众|"
    r"提出|提交|递交|办?件|事项|案件|有效|新增|本年度?|当年|全年|我局|我镇|本局|本镇|向|到|了|的|和|或者?|及|以及|者|均|已|共"
)
_PARTS = re.compile(
    r"自然人|个人|商业|企业|单位|组织|机构|科研|公益|法律服务|律师|书面|网[上络]|信函|邮寄|邮箱|电子邮件|当面|现场|传真|平台|"
    r"信件|窗口|线[上下]|通过|渠道|方式|首次|其他"
)
_OF_KIND = "各类"
_ASKED = re.compile(r"(?P<what>[^,;:。、\d]{0,40})申请(?:件|事项|书)?(?:共|合计|共计|总计|累计|计|为|有){0,3}\d")
_BESIDE = re.compile(r"(?P<what>[^均已都全按经由被其中]{0,16}?)申请(?!人)")
_ENDS_IN_REQUEST = re.compile(r"(?:申请|依申请公开)(?:件|事项)?$")
_THING = re.compile(r"的?(?:档案|文件|材料|模板|文书|提问|问题|稿件|案卷)")
_VERB = re.compile(r".*(?:收到|接收|接到|收悉|新收|受理|办理|处理|答复|回复|办结|办复)", re.DOTALL)


def counts_others(words: re.Match[str], beside: str) -> bool:
    """Tell whether a verb's object, before its number or beside it, is no request for government information."""
    gap = words.groupdict().get("gap") or ""
    if not gap and (found := _BESIDE.match(beside)) and not EXPLICIT.search(beside):
        return bool(_rest(found["what"]))
    if _THING.match(beside):
        return True
    ends_in_request = "申请" in words.group()[len(_through(words)) :] or bool(_ENDS_IN_REQUEST.search(gap))
    explicit = bool(EXPLICIT.search(words.group() + beside)) and (ends_in_request or "申请" in beside)
    if explicit:
        return False
    rest = _rest(gap)
    return bool(rest) and not (ends_in_request and not _PARTS.sub("", rest))


def counts_part(words: re.Match[str], beside: str) -> bool:
    """Tell whether the object says more than request: 涉及征地的政府信息公开申请 are a part of all."""
    gap = words.groupdict().get("gap") or ""
    if not gap:
        found = _BESIDE.match(beside)
        gap = found["what"] if found else ""
    return bool(_rest(gap).replace(_OF_KIND, ""))


def goes_on_with_others(before: str) -> bool:
    """Tell whether a verb without an object (…，办结12件) goes on with what an earlier clause counted, no request of ours."""
    for clause in reversed(re.split(r"[,;。:、]", before)):
        if OTHER_KIND.search(clause):
            return True
        if found := _ASKED.search(clause):
            return not EXPLICIT.search(found.group()) and bool(_PARTS.sub("", _rest(_VERB.sub("", found["what"]))))
    return False


def _through(words: re.Match[str]) -> str:
    """Give the words up to the end of the gap."""
    if words.groupdict().get("gap") is None:
        return ""
    return words.string[words.start() : words.end("gap")]


def _rest(words: str) -> str:
    return _ALL.sub("", words)
