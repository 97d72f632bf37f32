"""Family S, what each section has to say: its parts, its length, its period, its own unit. Writes nothing for it."""

import re
from collections.abc import Iterator

from xlreport.checks.examined import Examined
from xlreport.disclosure.sentences import in_digits
from xlreport.disclosure.text.narratives import Narrative, matched, narratives, others_named, quoted
from xlreport.findings import Finding, found_by
from xlreport.forms import Section
from xlreport.language import Text
from xlreport.lazy import regex
from xlreport.rules import rule

_PERIOD = regex(
    r"(\d{4})[年.](\d{1,2})[月.](\d{1,3})日?起?(?:至|到|-|—|–|~)+(?:(\d{4})[年.])?(\d{1,2})[月.](\d{1,3})(?:日|(?![\d.]))止?"
)
_STATISTICS = regex(
    r"(?:统计(?:数据|期限?|时间|时段|周期|范围)?|本报告[^,;。]{0,12}(?:期限|数据)|所列数据|(?:^|[,;。:\n])(?:报告)?期限)"
    r"(?:的|期限|时间|起止|均|为|是|自|从|:|,)*$"
)
"""What makes a period the report's; 公示期限 and 数据公开月 are other periods."""
_OF_STATISTICS = ("统计", "本报告", "所列数据", "期限")
"""without one of these a text tells of no period of the report"""
_UNTIL = regex(r"(?:统计|本报告)[^,;。]{0,12}截至(\d{4})年(\d{1,2})月(\d{1,2})日")
_REPORT = regex(
    r"(\d{4})年度?政府信息公开(?:工作)?(?:年度报告|年报|工作报告|工作总结)(?P<follows>如下|编制如下|现)?"
    r"|政府信息公开(?:工作报告|工作总结)(?!》)"
)
_OF_ANOTHER_YEAR = regex(r"(?:学习|对照|参考|参照|自查|借鉴|按时|按期|及时|已)[^,;。]{0,14}$")
"""A report that was studied, compared or published on time may be another year's."""
_OTHER_PAPER = regex(r"(?:听取|审议|汇报|撰写|报送|提交|学习|召开)[^,;。]{0,12}$")
_MEETING = regex(r"会|评估|\d|[一二两三四五六七八九十]+[次份篇场]|推进|座谈")
_RESULTS = {"工作考核": ("考核",), "社会评议": ("评议", "满意度"), "责任追究": ("追究", "追责", "问责")}
_SELVES = {
    "department": regex(r"(?:我|本(?<![^,;。:\n]本))(?:镇|乡|街道)(?![村土])"),
    "township": regex(r"(?:我|本(?<![^,;。:\n]本))(?:局|委)(?!会)"),
    "subdistrict": regex(r"(?:我|本(?<![^,;。:\n]本))(?:局|委|镇|乡)(?!会)"),
}
_SUBJECT = r"(?:始终|坚持|认真|全面|高度|深入|严格|持续|积极|共|累计|全年|主动公开|收到|制发|办结|按照|紧紧)"
_WITH = regex(r"(?:会同|联合|协同|配合|协助|与|和|同|及|向|由|对|经|在|报|请|将|把|、|对照|根据|按照)$")
_BESIDE = regex(
    r"[^。;\n]{0,24}(?:协助|协调|配合|指导|督导|督促|支持|审核|审查|培训|考核|通报|检查|转办|转来|我局|我委|我镇|我乡|我街道|本单位|我单位|本机关|后)"
)
"""Another unit that helps, supervises or hands over is no wrong subject."""
_NEAR = 24
_NOTHING_SAID = regex(r"[\s。,、./\\—\-]*(?:无|没有|略)?[\s。,、./\\—\-]*")
OVERVIEW, SUPERVISION, MATTERS = "overview", "overview.supervision", "matters.text"
_ASKED = {
    "网站": Text("政府网站", "the website"),
    "新媒体": Text("政务新媒体", "new media"),
    "公报": Text("政府公报", "the gazette"),
    "解读": Text("政策解读", "policy explanations"),
    "回应": Text("回应关切", "responses"),
}
"""Of what an area may ask section one to give numbers (S37)."""
_BESIDE_A_WORD = 30


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
        yield found_by(rule("S28"), seen.where(MATTERS))


def _periods(seen: Examined, part: Narrative) -> Iterator[Finding]:
    if not any(word in part.text for word in _OF_STATISTICS):
        return
    text = in_digits(part.text)
    expected = f"{seen.year}年1月1日至{seen.year}年12月31日"
    for each in _PERIOD.finditer(text) if seen.year else ():
        first, month, day, last, last_month, last_day = each.groups()
        whole_year = (int(month), int(day), int(last_month), int(last_day)) == (1, 1, 12, 31)
        clause = re.split(r"[;。\n]", text[: each.start()])[-1][-_NEAR:]
        of_year = {int(first), int(last or first)} == {seen.year}
        if _STATISTICS.search(clause) and not (whole_year and of_year):
            yield matched(rule("S20", "days") if of_year else rule("S20"), seen, part, each, expected)
    for each in _UNTIL.finditer(text) if seen.year else ():
        year, *day = map(int, each.groups())
        if (year, *day) != (seen.year, 12, 31):
            yield matched(rule("S20", "days") if year == seen.year else rule("S20"), seen, part, each, expected)


def _names(seen: Examined, part: Narrative) -> Iterator[Finding]:
    expected = f"{seen.year}年{seen.layout.form.title}"
    for each in _REPORT.finditer(part.text) if seen.year and "政府信息公开" in part.text else ():
        year = int(each[1] or seen.year)
        renamed = each[0].endswith(("工作报告", "工作总结"))
        if renamed and (_OTHER_PAPER.search(part.text[: each.start()]) or _MEETING.match(part.text, each.end())):
            continue
        stale = year not in {seen.year, seen.year - 1} or (year != seen.year and bool(each["follows"]))
        before = part.text[: each.start()]
        if before.count("《") > before.count("》") or _OF_ANOTHER_YEAR.search(before):
            continue
        if stale or renamed:
            yield quoted(
                rule("S21") if renamed else rule("S21", "year"),
                seen,
                part,
                each.start(),
                each.end() - len(each["follows"] or ""),
                expected=expected,
            )


def _selves(seen: Examined, part: Narrative) -> Iterator[Finding]:
    name, kind = seen.submission.says("unit_name"), seen.submission.says("unit_kind")
    if pattern := _SELVES.get(kind):
        yield from (
            matched(rule("S23"), seen, part, each, name)
            for each in pattern.finditer(part.text)
            if each[0][1:] not in name
        )
    for other in (other for other in others_named(seen) if other not in name):
        for each in re.finditer(re.escape(other) + _SUBJECT, part.text):
            if not _WITH.search(part.text[: each.start()]) and not _BESIDE.match(part.text, each.start() + len(other)):
                yield quoted(rule("S23"), seen, part, each.start(), each.start() + len(other), expected=name)
                break


def _overview(seen: Examined, section: Section, parts: list[Narrative]) -> Iterator[Finding]:
    said = {part.field: part for part in parts if part.section == section.id}
    for field in section.texts:
        part = said.get(field.id)
        if seen.has(seen.submission.entry(field.id)) and (part is None or _NOTHING_SAID.fullmatch(part.text)):
            yield found_by(rule("S24"), seen.where(field.id))
    kind = seen.submission.says("unit_kind")
    if kind in {"government", "township"} and _is_government(seen) and SUPERVISION in said:
        whole = "".join(part.text for part in said.values())
        lacking = [what for what, words in _RESULTS.items() if not any(word in whole for word in words)]
        if lacking:
            governing = rule("S25") if kind == "government" else rule("S25", "township")
            yield found_by(governing, seen.where(SUPERVISION), expected="、".join(lacking))
    asked = seen.limit("overview_characters")
    limit = asked or section.limit
    length = sum(len("".join(part.plain.source.split())) for part in said.values())
    if limit and length > limit:
        governing = rule("S26", "limit") if asked else rule("S26")
        yield found_by(governing, seen.where(section.texts[0].id), found=str(length), expected=str(limit))


def _is_government(seen: Examined) -> bool:
    """A people's government by its name: its office and a subdistrict office are none."""
    return seen.submission.text("cover.unit_name").rstrip().endswith("人民政府")


def _fee_is_told(seen: Examined) -> bool:
    return bool(re.search(r"处理费|收费|收取", seen.submission.text(MATTERS)))


def check_numbers_asked(seen: Examined) -> Iterator[Finding]:
    """S37, where the round asks for it: section one gives a number of each thing."""
    if not seen.asks("S37"):
        return
    parts = [part for part in narratives(seen) if part.section == OVERVIEW]
    text = "。".join(part.text for part in parts)
    lacking = [name for word, name in _ASKED.items() if not _with_number(word, text)]
    if parts and lacking:
        named = Text("、".join(name.zh for name in lacking), ", ".join(name.en for name in lacking))
        yield found_by(rule("S37"), seen.where(parts[0].field), problem=named)


def _with_number(word: str, text: str) -> bool:
    places = (
        text[max(0, each.start() - _BESIDE_A_WORD) : each.end() + _BESIDE_A_WORD] for each in re.finditer(word, text)
    )
    return any(re.search(r"[\d〇零一二两三四五六七八九十百千万]", place) for place in places)
