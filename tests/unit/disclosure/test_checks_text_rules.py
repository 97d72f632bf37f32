"""The text rules over single sentences: what each must tell, with the words it quotes, and what must stay silent."""

from dataclasses import replace

import pytest

from examining import good, says, with_entry
from xlreport.background import Background, LastYear
from xlreport.disclosure import last_year
from xlreport.disclosure.text import sections, unwritten, wording
from xlreport.findings import Finding
from xlreport.rounds import Policies
from xlreport.submissions import Submission

TEXT = "overview.management"
OTHERS = ("虎林市民政局", "虎林市青松镇人民政府")
KNOWN = Background(others=OTHERS, policies=Policies(words={"帐号": "账号"}))
CHECKS = (sections.check_sections, unwritten.check_left_over, wording.check_wording, wording.check_personal)

TOLD = [
    ("S20", "本报告统计期限为2024年1月1日至2024年12月31日。", "2024年1月1日至2024年12月31日"),
    ("S20", "数据统计自2025年1月1日起至2025年11月30日止。", "2025年1月1日起至2025年11月30日止"),
    ("S20", "期限：2025年1月1日至2026年12月31日。", "2025年1月1日至2026年12月31日"),
    ("S21", "现发布2023年政府信息公开工作年度报告。", "2023年政府信息公开工作年度报告"),
    ("S21", "这是我局2025年政府信息公开工作报告。", "2025年政府信息公开工作报告"),
    ("S20", "本报告统计期限为2024.1.1—2024.12.31。", "2024.1.1—2024.12.31"),
    ("S20", "本报告数据截至2024年12月31日。", "本报告数据截至2024年12月31日"),
    (
        "S20",
        "统计期限为二〇二四年一月一日至二〇二四年十二月三十一日。",
        "二〇二四年一月一日至二〇二四年十二月三十一日",
    ),
    ("S21", "形成了政府信息公开工作总结。", "政府信息公开工作总结"),
    ("S21", "2024年度政府信息公开工作年度报告如下。", "2024年度政府信息公开工作年度报告"),
    ("S22", "2019年，我局制发文件三件。", "2019年"),
    ("S22", "计划在２０２８年完成归档。", "２０２８年"),
    ("S23", "我镇召开专题会议两次。", "我镇"),
    ("S23", "本镇台账齐全。", "本镇"),
    ("S23", "虎林市民政局认真落实各项要求。", "虎林市民政局"),
    ("S29", "根据国务院令第492号的规定编制。", "国务院令第492号"),
    ("S29", "按照国办公开办函〔2019〕60号要求编制。", "〔2019〕60号"),
    ("S30", "坚持以公开为常态、公开是例外的原则。", "以公开为常态、公开是例外"),
    ("S30", "坚持以公开为原则、不公开为例外。", "以公开为原则、不公开为例外"),
    ("S30", "坚持以公开为例外、不公开为常态。", "以公开为例外、不公开为常态"),
    ("S30", "做到公开为例外。", "公开为例外"),
    ("S30", "坚持以不公开为常态、公开为例外。", "以不公开为常态、公开为例外"),
    ("S31", "公布了举报帐号。", "帐号"),
    ("S32", "申请人身份证号为11010519491231002X。", "11010519491231002X"),
    ("S32", "联系电话：13812345678。", "13812345678"),
    ("S32", "联系电话138-1234-5678。", "138-1234-5678"),
    ("S32", "银行账号 6222020200112233446 已公布。", "6222020200112233446"),
    ("S33", "各级政府部门高度重视此项工作。", "各级政府部门"),
    ("S33", "以下是一篇年度报告。", "以下是一篇"),
    ("S34", "工作有序推进。。", "。。"),
    ("S34", "公开了目录（共三类。", "（"),
    ("S34", "（一）抓制度。（三）抓落实。", "（三）"),
    ("S34", "内容更新及时、。", "、。"),
    ("S35", "本报告由概述、公开情况、诉讼情况组成。", "概述、公开情况、诉讼情况组成"),
    ("S36", "全年主动公开信息条，群众满意。", "公开信息条"),
    ("S36", "清理后，现行有效的规范性文件。", "现行有效的规范性文件"),
    ("S36", "收到申请件，均已答复。", "收到申请件"),
    ("S36", "全年公开信息共余条，内容及时。", "余条"),
    ("S36", "现行有效的规范性文件  件。", "现行有效的规范性文件  件"),
    ("F05", "公开信息____条。", "____"),
    ("F05", "公开信息**条。", "**"),
    ("F05", "公开信息N条。", "N"),
    ("F05", "公开信息X 条。", "X"),
    ("F05", "公开信息〇〇条。", "〇〇"),
    ("F05", "某某局编制了目录。", "某某局"),
    ("F05", "填写说明：写明目录的更新。", "填写说明"),
    ("F05", "（文字描述）", "（文字描述）"),
    ("F05", "全年发布信息XX条。", "XX"),
    ("F05", "全年发布信息××条。", "××"),
    ("F05", "点击量达X万余次。", "X万余"),
    ("F05", "【初稿，请核改】全年新收申请三件。", "【初稿，请核改】"),
    ("F05", "【初稿，未经审定】全年新收申请三件。", "【初稿，未经审定】"),
    ("F05", "【草稿，未经审定】全年新收申请三件。", "【草稿，未经审定】"),
    ("F05", "【草稿】全年新收申请三件。", "【草稿】"),
    ("F05", "【草稿，请核改】全年新收申请三件。", "【草稿，请核改】"),
    ("F05", "【草稿：请填写（五）监督保障】", "【草稿：请填写（五）监督保障】"),
    ("F05", "（指2020年新增的项目数）", "（指2020年新增的项目数）"),
]
SILENT = [
    "统计期限为2025年1月1日至2025年12月31日。",
    "统计期限自2025年1月1日起至12月31日止。",
    "2025年3月1日至2025年6月30日开展了专项整治。",
    "2025年政府信息公开工作年度报告已按时编制。",
    "2024年政府信息公开工作年度报告已于上年公布。",
    "与2024年相比，申请量略有上升；2026年将继续推进。",
    "自2019年以来，我局每年清理一次文件。",
    "《中华人民共和国政府信息公开条例（2019年修订）》施行以来，制度更加健全。",
    "依据国办公开办函〔2021〕30号编制。",
    "国务院令第711号对第492号作了全面修订。",
    "按照国办函〔2020〕109号收取信息处理费。",
    "印发了虎政办发〔2018〕12号文件。",
    "会同虎林市民政局建立了会商机制。",
    "与虎林市青松镇人民政府联合开展宣传两次。",
    "我市营商环境持续优化，我局主动服务企业。",
    "我局委托第三方开展评议。",
    "坚持以公开为常态、不公开为例外。",
    "遵循“以公开为常态、不公开为例外”的原则。",
    "公开渠道更加便民，公开是常态化的工作。",
    "联系电话：0467-5822011。",
    "咨询电话 12345 全天开通。",
    "全年发布信息1381234567条虽不可能，也不是电话。",
    "统一社会信用代码 91230381MA18XYAB3C 已公开。",
    "文件编号 202500000000001234 只是编号。",
    "各级单位都明确了联络员。",
    "我局在部分街道设立了公开点。",
    "对2件申请依法作出答复。",
    "主动公开信息35条，其中政策文件12条。",
    "主动公开政府信息三百余条。",
    "现行有效的规范性文件目录已经公布。",
    "做好规范性文件的制发、废止和清理工作。",
    "现行有效行政规范性文件1件。",
    "（一）建机制。（二）强培训。（三）抓落实。",
    "第一，抓制度；第二，抓队伍；第三，抓平台。",
    "公开了《虎林市供热办法》（试行）。",
    "群众说：“这样公开很好。”",
    "报告由总体情况、主动公开、依申请公开等六部分组成。",
    "围绕X光机采购等群众关心的事项做好解读。",
    "收费5件，共1600元。",
    "收到申请2件，均按期办结。",
    "全年公开信息300余条，其余条目另行归档。",
    "全年收到申请共计三件，受理三件。",
    "发布信息486条，推送152条……群众反映良好。",
    "A、B两类事项全部上网。",
    "按照“谁制作、谁公开”的要求落实责任。",
    "公示期限为2025年3月1日至2025年3月7日。",
    "2025年5月1日至5月31日开展数据公开月活动。",
    "年度预算公开期限2025年2月1日至2025年2月20日。",
    "统计期限为二〇二五年一月一日至十二月三十一日。",
    "本报告数据统计期限：2025.1.1—2025.12.31。",
    "本报告数据截至2025年12月31日。",
    "召开政府信息公开工作总结会1次，听取政府信息公开工作报告2次。",
    "坚持以公开为常态，不公开为例外。",
    "以“公开为常态、不公开为例外”为原则。",
    "坚持公开为常态，不公开为例外。",
    "防止以不公开为常态。",
    "以不公开为常态的观念没有转变。",
    "明确“不予公开为例外”。",
    "听取2025年政府信息公开工作报告。",
    "配合统计执法检查，2025年5月1日至5月31日公示结果。",
    "由本镇自然资源所配合，公开本乡本土人才信息。",
    "推行“1+N”个专栏，开展X项目建设。",
    "虎林市民政局积极协助审核答复书三份。",
    "虎林市民政局全年对我局督导两次。",
    "会同虎林市民政局收到的三件申请作出答复。",
    "联合虎林市民政局制发文件一件。",
    "虎林市民政局按照要求公开预算后，我局同步转载。",
    "依据条例（国务院令第711号，2019年5月15日起施行）公开信息。",
    "公开了2023年度部门决算和2023年财政预决算。",
    "公布了总体规划（2021-2035年）。",
    "2020年至2025年累计公开信息3260条。",
    "公开2021年—2025年征地批文32件。",
    "清理现行有效的行政规范性文件。",
    "集中公开现行有效行政规范性文件；提供检索。",
    "落实条例第二十条第（一）项、第（三）项、第（七）项规定。",
    "见第二部分第（二）、（四）项。",
    "1）网站发布300条；2）微信发布120条。",
    "与各级政府部门的要求相比还有差距。",
    "部分地区干旱期间，及时公开旱情。",
    "二〇〇五年以来的文件全部上网。",
    "基本局面稳定，电话0467-5822-0011。",
]


def told(text: str, submission: Submission | None = None, field: str = TEXT) -> list[Finding]:
    """What the text rules say of one sentence in the good return."""
    made = with_entry(field, submission, value=text, raw=text)
    return [finding for check in CHECKS for finding in says(check, made, background=KNOWN)]


def test_the_good_return_is_silent() -> None:
    """Else the rest would prove nothing."""
    assert [each for check in CHECKS for each in says(check, good(), background=KNOWN)] == []


@pytest.mark.parametrize(("code", "text", "quote"), TOLD, ids=[f"{code} {quote}" for code, _, quote in TOLD])
def test_a_sentence_that_must_be_told(code: str, text: str, quote: str) -> None:
    """Exactly this rule, quoting exactly these words where they stand in the cell."""
    (finding,) = told(text)
    assert (finding.code, finding.quote, finding.field) == (code, quote, TEXT)
    assert finding.at is not None
    assert text[finding.at : finding.at + len(quote)] == quote


@pytest.mark.parametrize("text", SILENT)
def test_a_sentence_that_must_stay_silent(text: str) -> None:
    """Ordinary sentences of ordinary reports."""
    assert [f"{each.code} {each.quote}" for each in told(text)] == []


@pytest.mark.parametrize("text", ["坚持公开为原则，不公开为例外。", "坚持以公开为原则、不公开为例外。"])
def test_the_principle_in_other_words_is_a_note(text: str) -> None:
    """The sense is right; only the Regulation's words are others."""
    (finding,) = told(text)
    assert (finding.code, finding.severity.value) == ("S30", "note")


@pytest.mark.parametrize("text", ["坚持公开为常态，不公开为例外。", "坚持“公开是常态、不公开是例外”。"])
def test_the_principle_as_it_is_usually_written_is_nothing(text: str) -> None:
    """A missing 以, or 是 for 为, stands in the State's own answers to the press."""
    assert told(text) == []


HISTORIES = [
    "清理2018年以前印发的文件。",
    "我局成立于2019年。",
    "档案齐全，截至2023年底共三卷。",
    "依据2020年印发的制度开展工作。",
    "自2021年启动以来运行平稳。",
    "修订2022年制定的制度。",
    "荣获2023年度先进。",
    "1998年设立公开栏。",
    "文件2019年制发1件、2022年制发2件。",
]


@pytest.mark.parametrize("text", HISTORIES)
def test_a_history_is_at_most_a_note(text: str) -> None:
    """A year of long ago is noted once; nobody need explain it."""
    assert [(each.code, each.severity.value) for each in told(text)] in ([], [("S22", "note")])


@pytest.mark.parametrize("text", ["2021年度，我局共制发文件三件。", "工作有序。2020年，全局收到来信五件。"])
def test_an_old_year_in_the_reports_own_voice_is_a_warning(text: str) -> None:
    """So an old report left over reads."""
    assert [(each.code, each.severity.value) for each in told(text)] == [("S22", "warning")]


@pytest.mark.parametrize(
    "text",
    [
        "组织学习2023年政府信息公开工作年度报告。",
        "学习《2023年政府信息公开工作年度报告》。",
        "对照2022年政府信息公开工作年度报告查找不足。",
        "按时公布2023年政府信息公开工作年度报告。",
    ],
)
def test_reports_of_other_years_may_be_named(text: str) -> None:
    """S21 asks for the name of this report, not of those that were studied."""
    assert [each for each in told(text) if each.code == "S21"] == []


def test_a_wrong_name_is_an_error_and_a_wrong_year_a_warning() -> None:
    """The Regulation gives the name; a year may be a slip."""
    assert [each.severity.value for each in told("这是我局2025年政府信息公开工作报告。")] == ["error"]
    assert [each.severity.value for each in told("现发布2023年政府信息公开工作年度报告。")] == ["warning"]


def test_general_words_are_a_note_and_a_model_text_a_warning() -> None:
    """S33; a government's own report may speak of departments and areas."""
    text = "部分地区、多数部门公开意识不强。"
    assert {(each.code, each.severity.value) for each in told(text)} == {("S33", "note")}
    assert [each for each in told(text, kind("government")) if each.code == "S33"] == []
    assert [each.severity.value for each in told("以下是一篇年度报告。")] == ["warning"]


def test_an_identity_number_is_an_error() -> None:
    """With a check digit that fits; another long number is none."""
    (finding,) = told("申请人11010519491231002X。")
    assert finding.severity.value == "error"
    assert told("编号110105194912310021。") == []


NAMES = {
    "government": "虎林市人民政府",
    "township": "虎林市某镇人民政府",
    "subdistrict": "虎林市某街道办事处",
    "department": "虎林市自然资源局",
}


def kind(unit_kind: str) -> Submission:
    """The good return of another kind of unit, under a name of that kind."""
    made = with_entry("cover.unit_kind", value=unit_kind, raw=unit_kind)
    name = NAMES[unit_kind]
    return with_entry("cover.unit_name", made, value=name, raw=name)


@pytest.mark.parametrize(("unit_kind", "severity"), [("government", "error"), ("township", "warning")])
def test_governments_report_their_results(unit_kind: str, severity: str) -> None:
    """S25 names what is missing, as an error for a government; a department is not asked."""
    found = [each for each in told("台账齐全。", kind(unit_kind)) if each.code == "S25"]
    assert [(each.severity.value, each.expected) for each in found] == [(severity, "工作考核、社会评议、责任追究")]
    text = "开展工作考核和社会评议各一次，没有责任追究。"
    assert [each for each in told(text, kind(unit_kind)) if each.code == "S25"] == []


@pytest.mark.parametrize(
    ("unit_kind", "name"),
    [("subdistrict", "虎林市某街道办事处"), ("government", "虎林市人民政府办公室"), ("department", "虎林市自然资源局")],
)
def test_only_peoples_governments_are_asked_for_results(unit_kind: str, name: str) -> None:
    """Article 50(4) binds governments: no office, no subdistrict, no department."""
    made = with_entry("cover.unit_name", kind(unit_kind), value=name, raw=name)
    assert [each for each in told("台账齐全。", made) if each.code == "S25"] == []


def test_a_blank_part_of_section_one() -> None:
    """S24 at the box that is blank, or says no more than 无."""
    for text in ("", "无。"):
        submission = with_entry(TEXT, value=text or None, raw=text or None)
        found = [each for each in says(sections.check_sections, submission) if each.code == "S24"]
        assert [each.field for each in found] == [TEXT]


def test_length_is_the_rounds_business() -> None:
    """S26 counts characters without blanks over the whole section; the round may ask for less or more."""
    long = with_entry(TEXT, value="长 " * 990, raw="长 " * 990)
    (finding,) = [each for each in says(sections.check_sections, long) if each.code == "S26"]
    assert (finding.expected, int(finding.found) > 1000) == ("1000", True)
    assert finding.severity.value == "note"
    asked = Background(policies=Policies(limits={"overview_characters": 900}))
    set_ = [each for each in says(sections.check_sections, long, background=asked) if each.code == "S26"]
    assert [(each.severity.value, each.expected) for each in set_] == [("warning", "900")]
    wide = Background(policies=Policies(limits={"overview_characters": 5000}))
    assert [each for each in says(sections.check_sections, long, background=wide) if each.code == "S26"] == []


def test_section_six_speaks_of_the_fee() -> None:
    """S28 where it does not; a sentence that none was charged is enough."""
    for text, count in (("没有其他事项。", 1), ("本年度没有收取信息处理费。", 0)):
        submission = with_entry("matters.text", value=text, raw=text)
        assert len([each for each in says(sections.check_sections, submission) if each.code == "S28"]) == count


def test_text_copied_from_last_year() -> None:
    """X06 where the year is all that changed; silent for another text and where nobody knows last year's."""
    texts = {field.id: good().text(field.id) for field in good().form.fields.values() if good().text(field.id)}
    same = Background(last=LastYear(texts={field: text.replace("2025", "2024") for field, text in texts.items()}))
    found = says(last_year.check_copied, good(), background=same)
    assert {each.field for each in found} == {"overview.active", "problems.issues"}
    other = Background(last=LastYear(texts=dict.fromkeys(texts, "完全不同的另一段文字。" * 20)))
    assert says(last_year.check_copied, good(), background=other) == []
    assert says(last_year.check_copied, good()) == []
    short = replace(same, policies=Policies(limits={"likeness_overview": 100, "likeness_problems": 100}))
    assert says(last_year.check_copied, good(), background=short) == []
