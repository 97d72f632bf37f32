"""What a number of the text counts: sentences true of the good return that stay silent, and their wrong sisters.

The good return: 新收417, 上年结转19, 办结419, 结转下年17; 予以公开165, 不予公开79; 复议16; 文件2, 1, 11; 5件1600元.
"""

import pytest

from examining import says, with_entry
from firing import last_year
from xlreport.disclosure.text.figures_in_text import check_figures_in_text

LAST = last_year(requests__received__natural=300, disclosure__normative__in_force=10)
PARTS = {"r": "overview.on_request", "m": "overview.management", "o": "matters.text"}
SILENT = [
    # a year in passing
    "r 针对2024年检查发现的短板改进流程，全年收到申请417件，行政复议16件。",
    "r 落实《2024年信息公开任务清单》，收到申请417件。",
    "r 2024年起实行专人登记，收到申请417件。",
    "r 在2024年做法的基础上，收到申请417件。",
    "r 2024年3月修订答复规范，统一格式，收到申请417件。",
    "r 2024年收到申请346件；2025年收到申请417件，结转17件。",
    "m 2024年失效的文件已下架，现行有效规范性文件11件。",
    "m 新制发规范性文件2件，上年10件，现行有效合计11件。",
    "r 2024年全年收到申请346件；2025年收到申请417件。",
    "r 提前10个工作日以上办结12件。",
    "r 收到申请由346件增至417件。",
    "r 2025年度结转17件。",
    "r 2024年度结转19件；2025年度结转17件。",
    # spans, averages, plans
    "r “十三五”期间累计收到申请1980件。",
    "r 近三年累计收到申请1130件、办结1102件。",
    "r 自2021年以来，累计收到申请1500件，今年收到417件。",
    "r 2021年至2025年收到申请1500件。",
    "r 条例施行以来共收到申请2600件。",
    "r 预计收到申请600件左右。",
    "r 平均每月收到申请35件。",
    "r 单日最多收到申请9件。",
    # outcomes of some
    "r 新收的417件申请中，予以公开160件，不予公开70件。",
    "r 上年结转的19件中，予以公开5件，不予公开9件。",
    # another object
    "r 收到采矿争议申请31件，用地批复申请27件。",
    "r 收到耕地类申请31件。",
    "r 收到个人申请371件、单位申请46件。",
    "r 收到外省转来申请3件。",
    "r 收到补正申请6件。",
    "r 处理复杂申请9件。",
    "r 受理房屋确权申请520件，办结518件。",
    "r 办理各类申请2,300件。",
    "r 收到行政许可申请1250件，办结1248件，另行统计。",
    "r 行政复议答复书16份。",
    "r 收到复议答复通知书16份。",
    "r 编印答复文书样式18份。",
    "r 答复网友提问15件。",
    "r 收到15件养老补助申请。",
    "r 新接收档案3,260件。",
    "r 新收集案例120份。",
    "r 办结行政处罚案件9件。",
    "r 已办结问题整改23项。",
    # some of the answers
    "r 3个工作日内答复12件，4—9个工作日答复20件。",
    "r 当场答复3件。",
    "r 提前办结20件。",
    "r 当日办结1件。",
    "r 抽查答复30件。",
    "r 协助各股室答复申请23件。",
    "r 代市政府拟答复12件。",
    "r 答复时间最短1个工作日。",
    "r 按期办结400件，延期办结19件。",
    "r 办结419件，其中按期办结400件。",
    # documents
    "m 以局名义制发规范性文件1件、联合制发1件，合计2件。",
    "m 制发规范性文件2件（含联合制发1件），其中新制定1件、修订1件。",
    "m 废止规范性文件1件，拟废止2件。",
    "m 评估规范性文件5份，建议废止2件。",
    "m 全县制发行政规范性文件9件，其中县政府制发2件、部门制发7件。",
    "m 属性认定后，公文132件，其中主动公开35件、依申请公开52件、不予公开95件。",
    # fees
    "o 收取信息处理费1600元，其中按件收取1000元，按量收取600元。",
    "o 收取信息处理费1600元，其中第一季度收取600元，第四季度收取1000元。",
    "o 发出信息处理费收费通知8件，涉及金额2600元，实际缴费5件1600元。",
    "o 应收信息处理费2600元，实收1600元。",
    "o 收取不动产登记费125,000元、信息处理费1600元，合计126,600元。",
    "o 免收信息处理费2件，实收信息处理费1600元。",
    # other meanings of the words below
    "r 网上申请量91件。",
    "r 政府信息中，依申请公开12件。",
    "r 经征求第三方意见，同意公开3件。",
]
TOLD = [
    ("S01 S06", "r 针对2024年检查发现的短板改进流程，收到申请430件，行政复议15件。"),
    ("S01", "r 落实《2024年信息公开任务清单》，收到申请430件。"),
    ("S01", "r 2024年，我局收到申请340件。"),
    ("S01", "r 上年同期，收到申请340件。"),
    ("S02", "r 2025年度结转18件。"),
    ("S01", "r 今年以来共收到申请430件。"),
    ("S03", "r 上年结转的19件中，予以公开250件。"),
    ("S03", "r 办结的419件申请中，不予公开70件。"),
    ("S01", "r 收到公众提出的申请430件。"),
    ("S01 S02", "r 收到行政许可申请1250件，办结1248件；收到政府信息公开申请430件，办结400件。"),
    ("S01", "r 收到用地类政府信息公开申请500件。"),
    ("S01", "r 收到各类政府信息公开申请430件。"),
    ("S01", "r 2025年1月1日至12月31日期间，收到申请430件。"),
    ("S02", "r 按时办结申请400件。"),
    ("S02", "r 按期答复250件。"),
    ("S01", "r 依申请公开方面：收到申请430件。"),
    ("S01", "r 有关申请办理情况如下：收到申请430件。"),
    ("S01", "r 共有430件申请。"),
    ("S01", "r 申请量为430件。"),
    ("S01", "r 全年申请430件。"),
    ("S01", "r 依申请公开430件。"),
    ("S03", "r 作出予以公开决定170件。"),
    ("S03", "r 作出不予公开决定书80份。"),
    ("S03", "r 同意公开170件。"),
    ("S08", "m 现有规范性文件14件。"),
    ("S08", "m 5件规范性文件已印发。"),
    ("S08", "m 制发规范性文件2件，其中联合制发3件。"),
    ("S10", "o 应收信息处理费2600元，实收1700元。"),
    ("S10", "o 免收信息处理费2件，实收信息处理费1700元。"),
    ("S10", "o 收取信息处理费1600元，其中按件收取2000元。"),
]


def told(sentence: str) -> str:
    """The codes of what is said of a sentence; its first letter is the part it stands in."""
    part, _, text = sentence.partition(" ")
    made = with_entry(PARTS[part], value=text, raw=text)
    return " ".join(
        finding.code
        for finding in says(check_figures_in_text, made, background=LAST)
        if finding.field == PARTS[part] and finding.code != "S09"
    )


@pytest.mark.parametrize("sentence", SILENT)
def test_a_true_sentence_is_silent(sentence: str) -> None:
    """It counts a part, another year, or something else than the tables do."""
    assert not told(sentence)


@pytest.mark.parametrize(("codes", "sentence"), TOLD)
def test_a_wrong_sentence_is_told(codes: str, sentence: str) -> None:
    """By exactly these rules."""
    assert told(sentence) == codes


@pytest.mark.parametrize(
    "words", ["2024年收到申请5件，", "新收的5件申请", "全年申请", "近5年、", "收到信息处理费5元，"]
)
def test_words_over_and_over_are_read_in_time(words: str) -> None:
    """No pattern goes over the text again for each of its places; a slow one takes minutes here."""
    told(f"r {words * 100}中，予以公开5件。")
