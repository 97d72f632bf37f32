"""The words by which the text names what it counts: patterns that end at a number, or begin right after it."""

import re
from dataclasses import dataclass

from xlreport.disclosure.phrases.topics import APPLICANTS, DISPUTES, OUTCOMES

BODY = r"(?:局|委|委员会|办|办公室|镇|乡|街道|办事处|县|区|市|州|中心|政府|部门|单位|机关|系统|院|站|所|公司)"
"""what the name of a body ends with"""
_FILL = (
    r"(?:的|申请|信息公开申请|政府信息公开申请|依申请公开|案件|案|件数|事项|次数|数量|数|总数|计|共|合计|总计|累计|均|"
    r"为|是|有|了|达|仅|只|也|全部|各|:|,|、|\"|“|”|\()*+"
)
_GAP = r"(?P<gap>[^,;:。、]{0,24}?)"
_BEFORE_YEAR = r"(?:上年度?|上一年度?|去年|往年|以前年度|(?:19|20)\d\d年度?)"
_NEXT_YEAR = r"(?:下一?年度?|次年度?|明年|翌年|(?:19|20)\d\d年度?)"
_CARRY = r"(?:结转|顺延|转入|转至|延至|延续|移至|留转|接转|转结|转)"
_DO_IT = r"(?:继续)?(?:办理|处理|答复)?"
_RESULTS = {
    "upheld": r"(?:结果)?维持(?:原(?:行政)?行为|原?答复)?",
    "corrected": r"(?:结果)?(?:被)?纠正",
    "other": r"其他结果",
    "pending": r"(?:尚未|未)审结",
}
_DISPUTE = {
    "suit_after_review": r"复议后(?:提起|再)?(?:行政)?(?:起诉|诉讼)",
    "direct_suit": r"(?:未经(?:行政)?复议)?直接(?:提起(?:行政)?诉讼|起诉)",
    "suit": r"(?:行政诉讼|诉讼|应诉)",
    "review": r"(?:行政)?复议(?!后|机关|机构)",
}
_OPENS = r"(?<![^,;:年度局镇乡办处])"
"""Nothing but a time or the unit before it in its clause, which would make it a part: 网上申请量."""
_LEAVES = {
    "refused.state_secret": r"属于国家秘密",
    "refused.law_forbids": r"(?:其他)?法律、?行政法规禁止公开",
    "refused.security_stability": r"危及[“\"]?三安全一稳定[”\"]?",
    "refused.third_party": r"保护第三方合法权益",
    "refused.internal_affairs": r"属于三类内部事务信息",
    "refused.process_information": r"属于四类过程性信息",
    "refused.enforcement_file": r"属于行政执法案卷",
    "refused.administrative_query": r"属于行政查询事项",
    "unavailable.not_held": r"本机关不掌握(?:相关政府信息)?",
    "unavailable.needs_creation": r"没有现成信息(?:需要另行制作)?",
    "unavailable.unclear_after_correction": r"补正后(?:申请内容)?仍不明确",
    "not_processed.petition": r"信访举报投诉类(?:申请)?",
    "not_processed.repeated": r"(?<!反)重复申请",
    "not_processed.publication": r"要求提供公开出版物",
    "not_processed.abusive_volume": r"无正当理由大量反复申请",
}
_REALLY = r"(?<!拟)(?<!建议)(?<!计划)(?<!起草)"
_STATES = {
    "made": rf"{_REALLY}(?:制发|新制发|制定|新制定|出台|印发|颁布)(?:发布|公布|实施)?了?",
    "repealed": rf"{_REALLY}废止了?",
    "in_force": r"(?:(?:现行有效|继续有效|有效)(?!期)|现有(?=(?:行政)?规范性文件))",
}
_DOCUMENT = r"(?:的|新|本年度?|以[^,;。]{1,12}名义)?(?:行政)?(?:规范性文件|规章(?!制度))?"
_ISSUED = r"(?:行政)?规范性文件(?:已经?|均已?|全部)(?:印发|制发|出台)"
_WHO = {
    "natural": "(?:自然人|公民个人)",
    "business": "(?:商业企业|企业(?=提出|提交))",
    "research": "科研机构",
    "public_interest": "社会公益组织",
    "legal_service": "法律服务机构",
    "organisations": "法人(?:和|或|及|、|以及)?(?:者)?其他(?:社会)?组织",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """How one topic is worded: `before` ends at the number, `after` begins behind its unit."""

    topic: str
    before: re.Pattern[str]
    after: re.Pattern[str] | None = None
    words: str = ""
    """the pattern of `before` without what may stand between it and the number"""
    needs: str = ""
    """what the sentence must be about: requests, outcomes, disputes, documents and so on"""


def _worded(topic: str, needs: str, before: str, after: str = "") -> Wording:
    tail = re.compile(rf"^{after}") if after else None
    return Wording(topic=topic, needs=needs, words=before, before=re.compile(rf"(?P<key>{before}){_FILL}$"), after=tail)


REQUESTS = (
    _worded(
        "carried_in",
        "carried",
        rf"{_BEFORE_YEAR}的?(?:未办结)?(?:结转|转入|顺延|转结|接转|遗留|延续)(?:来|下来|至本年度?|到本年度?|至今年|本年度?)?的?(?:继续办理)?的?",
    ),
    _worded(
        "carried_in", "carried", rf"(?:结转|接转)(?:自)?{_BEFORE_YEAR}", rf"(?:申请)?(?:为|系|是)?{_BEFORE_YEAR}结转"
    ),
    _worded(
        "carried_out",
        "carried",
        rf"{_CARRY}(?:到|至|入|于)?{_NEXT_YEAR}{_DO_IT}",
        rf"(?:申请)?(?:需|将|已|正|尚)?{_CARRY}(?:到|至|入|于)?{_NEXT_YEAR}",
    ),
    _worded("carried", "carried", r"(?<!年)(?<!年度)结转"),
    _worded("received_all", "requests", r"(?:收到|新收|受理)\((?:含|包括)上年度?结转\)"),
    _worded("received_new", "requests", rf"(?:新收到?|新接收|新受理){_GAP}"),
    _worded("requests", "requests", rf"(?:受理|接收并办理|办理|处理)(?!完毕|完成){_GAP}"),
    _worded("received", "requests", rf"(?:收到|接收|接到|收悉){_GAP}"),
    _worded("answered", "requests", rf"(?:答复|回复){_GAP}"),
    _worded(
        "concluded",
        "requests",
        rf"(?:办结|办理完毕|办理完成|办复|办理结束){_GAP}",
        r"(?:申请)?(?:已|均|已经|全部)*(?:办结|办理完毕)",
    ),
    _worded("requests", "noun", r"(?:政府信息公开|依申请公开(?:政府信息)?)(?:的)?申请"),
    _worded("requests", "noun", rf"{_OPENS}(?:(?:政府)?信息公开|依申请公开)?申请(?:总?量|数量|总数)"),
    _worded("requests", "noun", r"(?:全年|今年|本年度)(?:共|累计)?(?:(?:政府)?信息公开)?申请"),
    _worded("requests", "number", rf"{_OPENS}依申请公开"),
    _worded("requests", "all", rf"{_OPENS}(?:全年|今年|本年度?)?共有"),
)
_LABELS = {"granted": "(?:予以|同意)公开"}
GRANTS = tuple(
    _worded(
        key,
        "outcomes",
        rf"{_LABELS.get(key, label)}(?:的?决定书?)?",
        rf"(?:申请)?(?:被|为|属|是|系|作|按|依法|均|全部|已|决定)*{label}",
    )
    for key, (label, _, _) in OUTCOMES.items()
) + tuple(_worded(key, "outcomes", pattern) for key, pattern in _LEAVES.items())
APPLIED = tuple(
    _worded(
        f"applicant.{key}",
        "applicants",
        rf"(?:(?:由|来自|是){who}(?:提出|提交|申请)?|{who}(?:提出|提交|申请)?)",
        rf"(?:申请)?(?:由|来自|为|是|系){who}",
    )
    for key, who in _WHO.items()
    if key in APPLICANTS
)
CASES = tuple(
    _worded(
        f"{key}.total", "disputes", pattern, rf"(?:因[^,。;]{{0,16}})?(?:被)?(?:提起|申请|引发|涉及)?(?:的)?{pattern}"
    )
    for key, pattern in _DISPUTE.items()
    if key in DISPUTES
)
THEREOF = _worded("?.total", "disputes", r"其中:?(?:涉及?)?(?:政府)?信息公开(?:类|方面)?的?(?:案件)?")
RESULTS = tuple(
    _worded(f"?.{key}", "disputes", pattern, rf"(?:案件)?(?:被|结果|为|均|全部|已)*{pattern}")
    for key, pattern in _RESULTS.items()
)
DOCUMENTS = tuple(
    _worded(f"?.{key}", "documents", rf"{pattern}{_DOCUMENT}", _ISSUED if key == "made" else "")
    for key, pattern in _STATES.items()
)
FEES = (
    _worded("fee_yuan", "yuan", r"(?:收取|收缴|实收|收|缴纳|合计|共计|金额|处理费)[^,;。]{0,16}?"),
    _worded("fee_cases", "cases", r"(?:信息(?:公开)?处理费的?(?:政府信息公开)?|收取|已?缴费|已缴纳)(?:申请)?"),
)
WORDINGS = (*REQUESTS, *GRANTS, *APPLIED, *CASES, THEREOF, *RESULTS, *DOCUMENTS, *FEES)
JOINED = re.compile(r"(?:和|及|与|、|或|以及|或者|并)$")
DIFFERENCE = re.compile(r"(?:增加|减少|增长|下降|上升|提高|增多|减|多|少|降低|增)了?$")
CHANGES_FROM = re.compile(r"(?:由|从)(?:上年度?|去年|上一年度?|(?:19|20)\d\d年度?)?的?$")
"""由50件增至57件: the figure it was before."""
OTHER_KIND = re.compile(
    r"许可|补贴|救助|信访|举报|投诉|咨询|留言|来信|来电|来访|建议|提案|议案|报名|贷款|登记|仲裁|认定|审批|执法|线索|工单|热线|"
    r"信件|诉求|公文|更正|意见|低保|户口|专利|商标|工伤|法律援助|公租房|赔偿"
)
DISCLOSURE = re.compile(r"信息公开|依申请公开")
EXPLICIT = re.compile(r"信息公开的?申请|依申请公开")
WHICH_DISPUTE = {key: re.compile(pattern) for key, pattern in _DISPUTE.items()}
PART_OF_ALL = re.compile(
    r"通过|网上|网络|信函|邮寄|信件|当面|现场|传真|窗口|线下|线上|电子邮件|邮箱|电话|口头|书面|上半年|下半年|季度|\d月|月份|"
    r"延期|逾期|超期|提前|当[场日天]|[日天]内|工作日(?:以[上内])?(?=答复|办结)|协商|抽[查取检]|协助|协同|配合|代(?=[市县区省局部乡镇街厅])|拟|联合|名义|再次|"
    r"(?:关于|涉及|有关)(?!政府信息公开|信息公开|依申请公开|申请|情况|规定|工作)|(?<!公开)(?<!办理)(?<!工作)方面|(?<!各)类(?!申请)|"
    r"按[件量]"
)
"""Words that say a number is a part of what the form counts, not all of it."""
IN_TIME = re.compile(r"按[时期]")
LATE = re.compile(r"延期|延长|超期|逾期(?!不补正|未补正|未缴|不缴)|其余|剩余|另有")
"""按时办结 counts all unless the text knows of others."""
