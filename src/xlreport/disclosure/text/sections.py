"""Family S, what each section has to say: its parts, its length, its period, its own unit. Writes nothing for it."""

import re
from collections.abc import Iterator

from xlreport.checks.examined import Examined
from xlreport.checks.rules import rule
from xlreport.disclosure.phrases import in_digits
from xlreport.disclosure.text.narratives import Narrative, matched, narratives, quoted
from xlreport.findings import Finding, Severity, found_by
from xlreport.forms import Section

_FORM = ("国办公开办函〔2021〕30号", "the notice 国办公开办函〔2021〕30号")
_ARTICLE_50 = ("《政府信息公开条例》第五十条第（四）项", "Regulation on Government Information Disclosure, art. 50(4)")
_PRACTICE = ("已公开报告中的实例", "seen in published reports")

S20 = rule(
    "S20",
    Severity.ERROR,
    "C",
    ("已公开报告的通常写法", "the usual way of published reports"),
    title=("统计期限不是报告年度", "the period is not the report year"),
    meaning=(
        "文中写明统计期限的，应是报告年度的 1 月 1 日至 12 月 31 日。",
        "Where the text names its period it is 1 January to 31 December of the report year.",
    ),
    why=("期限写错，读者会以为数字是另一年的。", "With another period the figures seem to be another year's."),
    message=(
        "“{label}”写的期限是“{quote}”，应为 {expected}。",
        "“{label}” gives the period “{quote}”; it should be {expected}.",
    ),
    advice=("请改正期限。", "Correct the period."),
)
S21 = rule(
    "S21",
    Severity.ERROR,
    "B",
    ("莆田、蒙城等地通报和公开报告中的实例", "named in local notices and seen in published reports"),
    title=("报告名称或年度写错", "the report's name or year is wrong"),
    meaning=(
        "文中提到本报告时，应是报告年度的“政府信息公开工作年度报告”，不是别的年度，也不是工作报告或工作总结。"
        "文件名写明年度的，也应是报告年度；文件名不公布，只作警告，其中的日期不算。",
        "Where the text names this report it is the report year's 政府信息公开工作年度报告, no other year and no other name. "
        "So is a year in the file's name, which is not published and only a warning; a date there does not count.",
    ),
    why=("标题和正文年份不一，是真实发生过的差错。", "Title and text with different years have really been published."),
    message=("“{label}”写的是“{quote}”，应为“{expected}”。", "“{label}” says “{quote}”; it should be “{expected}”."),
    advice=("请改正名称或年度。", "Correct the name or the year."),
)
S23 = rule(
    "S23",
    Severity.WARNING,
    "C",
    _PRACTICE,
    title=("自称与单位不符", "the unit calls itself something else"),
    meaning=(
        "部门自称“我镇”，乡镇自称“我局”，或用名册中别的单位作主语，多半是抄来的。",
        "A department that says 我镇, a township that says 我局, or another unit of the roster as the subject, was "
        "probably copied.",
    ),
    why=("抄来的文字说的是别人的事。", "A copied text tells of somebody else."),
    message=(
        "“{label}”中写着“{quote}”，而本单位是{expected}。",
        "“{label}” says “{quote}”, and the unit is {expected}.",
    ),
    advice=("请改成本单位的情况。", "Write of this unit."),
)
S24 = rule(
    "S24",
    Severity.WARNING,
    "A",
    _FORM,
    title=("总体情况缺少一个方面", "section one lacks a part"),
    meaning=(
        "总体情况概述主动公开、依申请公开、政府信息管理、平台建设、监督保障五个方面。",
        "Section one sums up five parts: disclosure, requests, management, platform, supervision.",
    ),
    why=("国办通知要求内容不缺项。", "The notice wants nothing left out."),
    message=("“{label}”没有写。", "“{label}” is blank."),
    advice=("请写明；没有工作可写的，也请说明情况。", "Write it; where there was nothing to do, say so."),
)
S25 = rule(
    "S25",
    Severity.WARNING,
    "A",
    _ARTICLE_50,
    title=("没有写工作考核、社会评议和责任追究结果", "no results of appraisal, public review and accountability"),
    meaning=(
        "各级人民政府的报告还应包括工作考核、社会评议和责任追究结果情况（街道、乡镇按提醒处理）。",
        "Reports of governments at every level also give the results of appraisal, public review and accountability.",
    ),
    why=("这是条例对政府报告专门要求的内容。", "The Regulation asks it of governments in particular."),
    message=("监督保障部分没有提到{expected}。", "The part on supervision does not mention {expected}."),
    advice=("请写明结果；没有发生的，也请写明没有。", "Give the results; where there was none, say so."),
)
S26 = rule(
    "S26",
    Severity.WARNING,
    "B",
    ("武政办发〔2025〕54号（武威市）", "武政办发〔2025〕54号, a notice of Wuwei city"),
    title=("总体情况偏长", "section one is long"),
    meaning=(
        "有的地方要求总体情况原则上不超过一千字。",
        "Some places ask section one to stay within a thousand characters.",
    ),
    why=("要求突出重点、文字精炼。", "It is meant to be short and to the point."),
    message=(
        "第一部分有 {found} 字，宜在 {expected} 字以内。",
        "Section one has {found} characters; {expected} are better.",
    ),
    advice=(
        "请压缩；本地没有字数要求的，主管部门可在 xlreport.toml 的 [limits] 中调整。",
        "Shorten it; where there is no such limit the office may change [limits] in xlreport.toml.",
    ),
)
S28 = rule(
    "S28",
    Severity.WARNING,
    "A",
    ("国办公开办函〔2021〕30号附件第六部分", "section six of the annex of 国办公开办函〔2021〕30号"),
    title=("没有说明信息处理费", "nothing is said of the processing fee"),
    meaning=(
        "第六部分报告收取信息处理费的情况：件数和金额，或本年度没有收取。",
        "Section six reports the information-processing fee: cases and amount, or that none was charged.",
    ),
    why=("这是表样在第六部分点名的内容。", "It is what the form names for section six."),
    message=("“{label}”没有提到信息处理费。", "“{label}” does not mention the processing fee."),
    advice=(
        "请写明收取的件数和金额；没有收取的，写“没有收取信息处理费”。",
        "Give cases and amount, or say that none was charged.",
    ),
)
RULES = (S20, S21, S23, S24, S25, S26, S28)

_PERIOD = re.compile(
    r"(\d{4})[年.](\d{1,2})[月.](\d{1,3})日?起?(?:至|到|-|—|–|~)+(?:(\d{4})[年.])?(\d{1,2})[月.](\d{1,3})(?:日|(?![\d.]))止?"
)
_STATISTICS = re.compile(
    r"(?:统计(?:数据|期限?|时间|时段|周期|范围)?|本报告[^,;。]{0,12}(?:期限|数据)|所列数据|(?:^|[,;。:\n])(?:报告)?期限)"
    r"(?:的|期限|时间|起止|均|为|是|自|从|:|,)*$"
)
"""What makes a period the report's; 公示期限 and 数据公开月 are other periods."""
_UNTIL = re.compile(r"(?:统计|本报告)[^,;。]{0,12}截至(\d{4})年(\d{1,2})月(\d{1,2})日")
_REPORT = re.compile(
    r"(\d{4})年度?政府信息公开(?:工作)?(?:年度报告|年报|工作报告|工作总结)(?P<follows>如下|编制如下|现)?"
    r"|政府信息公开(?:工作报告|工作总结)(?!》)"
)
_OTHER_PAPER = re.compile(r"(?:听取|审议|汇报|撰写|报送|提交|学习|召开)[^,;。]{0,12}$")
_MEETING = re.compile(r"会|评估|\d|[一二两三四五六七八九十]+[次份篇场]|推进|座谈")
_RESULTS = {"工作考核": ("考核",), "社会评议": ("评议", "满意度"), "责任追究": ("追究", "追责", "问责")}
_SELVES = {
    "department": re.compile(r"(?:我|(?:^|(?<=[,;。:\n]))本)(?:镇|乡|街道)(?![村土])"),
    "township": re.compile(r"(?:我|(?:^|(?<=[,;。:\n]))本)(?:局|委)(?!会)"),
    "subdistrict": re.compile(r"(?:我|(?:^|(?<=[,;。:\n]))本)(?:局|委|镇|乡)(?!会)"),
}
_SUBJECT = r"(?:始终|坚持|认真|全面|高度|深入|严格|持续|积极|共|累计|全年|主动公开|收到|制发|办结|按照|紧紧)"
_WITH = re.compile(r"(?:会同|联合|协同|配合|协助|与|和|同|及|向|由|对|经|在|报|请|将|把|、|对照|根据|按照)$")
_BESIDE = re.compile(
    r"[^。;\n]{0,24}(?:协助|协调|配合|指导|督导|督促|支持|审核|审查|培训|考核|通报|检查|转办|转来|我局|我委|我镇|我乡|我街道|本单位|我单位|本机关|后)"
)
"""Another unit that helps, supervises or hands over is no wrong subject."""
_NEAR = 24
_NOTHING_SAID = re.compile(r"[\s。,、./\\—\-]*(?:无|没有|略)?[\s。,、./\\—\-]*")
OVERVIEW, SUPERVISION, MATTERS = "overview", "overview.supervision", "matters.text"


def check_sections(seen: Examined) -> Iterator[Finding]:
    """S20, S21, S23: each part; S24 to S26: section one; S28: section six."""
    parts = list(narratives(seen))
    for part in parts:
        yield from _periods(seen, part)
        yield from _names(seen, part)
        yield from _selves(seen, part)
    for section in seen.layout.form.sections:
        if section.id == OVERVIEW:
            yield from _overview(seen, section, parts)
    if MATTERS in seen.layout.form.fields and seen.has(seen.submission.entry(MATTERS)) and not _fee_is_told(seen):
        yield found_by(S28, seen.where(MATTERS))


def _periods(seen: Examined, part: Narrative) -> Iterator[Finding]:
    text = in_digits(part.text)
    expected = f"{seen.year}年1月1日至{seen.year}年12月31日"
    for each in _PERIOD.finditer(text) if seen.year else ():
        first, month, day, last, last_month, last_day = each.groups()
        whole_year = (int(month), int(day), int(last_month), int(last_day)) == (1, 1, 12, 31)
        clause = re.split(r"[;。\n]", text[: each.start()])[-1][-_NEAR:]
        if _STATISTICS.search(clause) and not (whole_year and {int(first), int(last or first)} == {seen.year}):
            yield matched(S20, seen, part, each, expected)
    for each in _UNTIL.finditer(text) if seen.year else ():
        if tuple(map(int, each.groups())) != (seen.year, 12, 31):
            yield matched(S20, seen, part, each, expected)


def _names(seen: Examined, part: Narrative) -> Iterator[Finding]:
    expected = f"{seen.year}年{seen.layout.form.title}"
    for each in _REPORT.finditer(part.text) if seen.year else ():
        year = int(each[1] or seen.year)
        renamed = each[0].endswith(("工作报告", "工作总结"))
        if renamed and (_OTHER_PAPER.search(part.text[: each.start()]) or _MEETING.match(part.text, each.end())):
            continue
        stale = year not in {seen.year, seen.year - 1} or (year != seen.year and bool(each["follows"]))
        if stale or renamed:
            yield quoted(S21, seen, part, each.start(), each.end() - len(each["follows"] or ""), expected=expected)


def _selves(seen: Examined, part: Narrative) -> Iterator[Finding]:
    name, kind = seen.submission.text("cover.unit_name"), seen.submission.text("cover.unit_kind")
    if pattern := _SELVES.get(kind):
        yield from (
            matched(S23, seen, part, each, name) for each in pattern.finditer(part.text) if each[0][1:] not in name
        )
    for other in (other for other in seen.background.others if other in part.text and other not in name):
        for each in re.finditer(re.escape(other) + _SUBJECT, part.text):
            if not _WITH.search(part.text[: each.start()]) and not _BESIDE.match(part.text, each.start() + len(other)):
                yield quoted(S23, seen, part, each.start(), each.start() + len(other), expected=name)
                break


def _overview(seen: Examined, section: Section, parts: list[Narrative]) -> Iterator[Finding]:
    said = {part.field: part for part in parts if part.section == section.id}
    for field in section.texts:
        part = said.get(field.id)
        if seen.has(seen.submission.entry(field.id)) and (part is None or _NOTHING_SAID.fullmatch(part.text)):
            yield found_by(S24, seen.where(field.id))
    kind = seen.submission.text("cover.unit_kind")
    if kind in {"government", "township", "subdistrict"} and SUPERVISION in said:
        whole = "".join(part.text for part in said.values())
        lacking = [what for what, words in _RESULTS.items() if not any(word in whole for word in words)]
        if lacking:
            severity = Severity.ERROR if kind == "government" else Severity.WARNING
            yield found_by(S25, seen.where(SUPERVISION), expected="、".join(lacking), severity=severity)
    limit = seen.background.policies.overview_characters or section.limit
    length = sum(len("".join(part.plain.source.split())) for part in said.values())
    if limit and length > limit:
        yield found_by(S26, seen.where(section.texts[0].id), found=str(length), expected=str(limit))


def _fee_is_told(seen: Examined) -> bool:
    return bool(re.search(r"处理费|收费|收取", seen.submission.text(MATTERS)))
