"""Sentences with lists and percentages, of a department whose tables are given: what is told of each, and what is not.

A department of the year 2025: 新收 57, 上年结转 4, 办结 56, 结转下年度 5. The year before: 新收 50, 办结 49.
"""

from dataclasses import replace
from functools import cache

import pytest

from bounded import within
from examining import good
from filled import FORM, LAYOUT, totalled
from xlreport.background import Background, LastYear
from xlreport.checks import examine
from xlreport.disclosure.sentences import Setting, listings_in
from xlreport.disclosure.text.figures_in_text import check_figures_in_text
from xlreport.findings import Finding
from xlreport.submissions import Submission

OUTCOMES = "予以公开20件，部分公开9件，不予公开7件，无法提供12件，不予处理3件，其他处理5件"
NOW = {
    "requests.received.natural": 49,
    "requests.received.business": 5,
    "requests.received.legal_service": 3,
    "requests.carried_in.natural": 4,
    "requests.granted.natural": 18,
    "requests.granted.business": 2,
    "requests.partly_granted.natural": 9,
    "requests.refused.third_party.natural": 3,
    "requests.refused.internal_affairs.natural": 4,
    "requests.unavailable.not_held.natural": 10,
    "requests.unavailable.needs_creation.legal_service": 2,
    "requests.not_processed.petition.natural": 3,
    "requests.closed.other.natural": 5,
    "requests.carried_out.natural": 5,
    "disputes.review.upheld": 3,
    "disputes.review.corrected": 1,
    "disputes.review.other": 1,
    "disputes.review.pending": 1,
    "disputes.direct_suit.upheld": 1,
    "disputes.suit_after_review.upheld": 3,
    "disclosure.normative.made": 3,
    "disclosure.normative.repealed": 1,
    "disclosure.normative.in_force": 11,
}
BEFORE = {
    "requests.received.natural": 50,
    "requests.carried_in.natural": 3,
    "requests.granted.natural": 49,
    "requests.carried_out.natural": 4,
    "disputes.review.upheld": 4,
    "disputes.suit_after_review.upheld": 2,
    "disclosure.normative.in_force": 9,
}


def figures(typed: dict[str, int]) -> dict[str, int]:
    """Every figure of the form, those that are not named 0."""
    known = totalled({field.id: typed.get(field.id, 0) for field in FORM.numbers if field.id not in FORM.computed})
    return {field.id: number for field in FORM.numbers if isinstance(number := known[field.id], int)}


@cache
def department() -> tuple[Submission, Background]:
    """The department's return and what is known of the year before."""
    entries = dict(good().entries)
    for identifier, value in figures(NOW).items():
        entries[identifier] = replace(entries[identifier], value=value)
    for field in FORM.fields:
        if entries[field].value and field.startswith(("overview.", "problems.", "matters.")):
            entries[field] = replace(entries[field], value=None)
    return replace(good(), entries=entries), Background(last=LastYear(numbers=figures(BEFORE)))


def told(text: str, part: str = "overview.on_request") -> list[Finding]:
    """What the rules on figures in the text tell of one sentence."""
    submission, background = department()
    entries = {**submission.entries, part: replace(good().entry(part), value=text, raw=text)}
    return list(check_figures_in_text(examine(replace(submission, entries=entries), LAYOUT, background)))


SILENT = [
    # What is carried over completes the outcomes.
    f"共办理申请61件（新收57件、结转4件），其中{OUTCOMES}，结转下年度5件。",
    f"共办理申请61件，其中{OUTCOMES}，结转下年度5件。",
    f"应办理61件，其中{OUTCOMES}，结转下年度5件。",
    f"共61件。其中{OUTCOMES}，结转下年度5件。",
    f"新收57件，结转4件，共61件。其中{OUTCOMES}，另有5件未到期。",
    # A bracket belongs to the item before it, and ends the list within it.
    OUTCOMES.replace("7件", "7件（第三方3件、内部4件）").join(("办结56件，其中", "。")),
    "法人或其他组织8件（其中商业企业5件，法律服务机构3件），自然人49件。",
    "办结56件，其中予以公开20件（占35.7%），部分公开9件（占16.1%），不予公开7件。",
    "办结56件，其中予以公开20件、部分公开9件，不予公开7件、无法提供12件，其余8件为不予处理、其他处理。",
    # 分别为 without names is no list.
    "去年收到申请50件、今年收到57件，办结分别为49件、56件。",
    "2024年行政复议4件、行政诉讼2件，今年分别为6件、4件。",
    # Totals that agree, or are not of what stands before.
    "新收57件、上年结转4件，共61件。",
    "收到申请57件，予以公开20件、部分公开9件，共29件。",
    "发布通知80条、公告50条，合计130条。",
    "发布通知80条，更新栏目6个，共计培训50次。",
    "发布通知80条、公告50条，共计公开信息1286条。",
    "收到申请57件，其中网络31件、信函20件、当面6件，共计57件。",
    "印发资料300份，召开会议2场，其中折页500页。",
    "发布信息120条（网站80条，微信同步推送80条）。",
    "除不予公开的7件外，其余49件为予以公开、部分公开、无法提供等。",
    "培训3期210人次，其中业务培训2期150人次，保密培训1期60人次。",
    "收到申请57件（上年50件，前年41件）。",
    # Rates of something else, and aims.
    "12345热线转办诉求327件，办结327件，办结率100%。",
    "受理不动产登记申请860件，办结率99.8%。",
    "信访事项办结率100%。",
    "建议提案办复率100%。",
    "来信回复率100%。",
    "力争办结率达到100%。",
    "确保按期答复率100%。",
    "办结率91.8%。",
    "办结率98.2%。",
    # Another base, another year.
    "商业企业5件，占法人或其他组织申请的62.5%。",
    "商业企业5件，占法人申请的62.5%。",
    "收到申请57件，占全市总数的14.8%。",
    "收到申请57件，占全系统申请量14.8%。",
    "收到申请57件，较2023年增长39%。",
    "收到申请57件，较上年多7件。",
    "收到申请57件，是上年的1.14倍。",
    "申请57件，与上年基本持平。",
    "予以公开20件（35.7%）、部分公开9件（16.1%）。",
    "予以公开、部分公开分别占35.7%、16.1%。",
    # Fractions in words are meant roughly.
    "予以公开20件，占三分之一；部分公开9件，占比近两成。",
    "收到申请57件，较上年增长一成多。",
    "收到申请57件，较上年（50件）增长七分之一。",
    "改变一成不变的做法，八成以上来信当日回复。",
    # Shares and changes of figures that the text itself has.
    "接待查阅93人次，占全年接待总量2386人次的3.9%。",
    "发布信息421条，比上年的398条多23条，增长5.8%。",
    "咨询量由120件增至143件，增幅19.2%。",
    "行政复议6件，直接纠错率16.7%。",
    # What overlaps, what each of several has, lists nested behind colons, whose items a semicolon may part.
    "开展检查12次，主要是水库8次、河道9次，有的同时进行。",
    "收到申请57件，主要涉及征地30件、工程20件、水费15件，同一申请涉及多项。",
    "发放补助780元，涉及农户3户，一户390元，另两户各195元。",
    "公开信息240条。其中，政策类97条：通知24条；公告73条；动态类143条：防汛100条；水情43条。",
    "行政复议6件，维持3件、纠正1件，占比分别为50%、16.7%。",
    "收到申请57件。收到的申请中，网络31件、信函20件、当面6件。",
    "通过网络、信函、当面收到申请57件，分别为31件、20件、6件。",
    "自然人49件，占86%；商业企业5件，占8.8%。",
    "57件新收申请中，局机关承办40件，下属单位承办17件。",
    # What follows a whole list, or a clause of something else, is of what stands before it.
    "行政复议6件，维持3件、纠正1件、其他结果1件、未审结1件，比上年（4件）增长50%。",
    "收到申请57件，均为自然人申请，比上年增加7件。",
    "与上年相比，复议增加2件，诉讼增加2件。",
    "发布信息254篇，阅读量12.6万次，比上年（220篇）增长15.5%。",
    # By some kind, of what the sentence before tells.
    "收到申请57件。从申请方式看，网络31件，信函20件，当面6件。",
    "收到申请57件。内容集中在三个方面：征拆30件、规划20件、执法7件。",
    "回复留言30件。从办理结果看，予以公开20件、部分公开9件、不予公开7件。",
    "发布网站信息486条、新媒体312条，合计798条，其中水利工程400条、农村供水398条。",
    # A rate that some number of requests gives.
    "按期答复率98.2%。",
]
TOLD = [
    ("S02", f"共办理申请61件，其中{OUTCOMES}，结转下年度6件。", "结转下年度6件"),
    ("S09", "发布通知80条、公告50条，合计120条。", "80条、公告50条，合计120条"),
    ("S09", "发布通知80条、公告50条，共计发布信息120条。", "80条、公告50条，共计发布信息120条"),
    ("S09", "发布信息120条：通知80条，公告50条。", "120条：通知80条，公告50条"),
    ("S09", "公开信息120条，主要是：通知80条、公告45条。", "120条，主要是：通知80条、公告45条"),
    (
        "S09",
        "收到申请57件。收到的申请中，网络31件、信函28件。",
        "57件。收到的申请中，网络31件、信函28件",
    ),
    ("S09", "通过网络、信函、当面收到申请57件，分别为31件、20件、8件。", "57件，分别为31件、20件、8件"),
    ("S04", "行政复议6件，维持3件、纠正1件，占比分别为50%、26.7%。", "维持3件、纠正1件，占比分别为50%、26.7%"),
    ("S09", "发布信息120条，包括通知80条、公告50条。", "120条，包括通知80条、公告50条"),
    ("S09", "发布信息120条，含通知80条、公告50条。", "120条，含通知80条、公告50条"),
    ("S09", "发布信息120条（通知80条、公告50条）。", "120条（通知80条、公告50条"),
    ("S09", "发布信息120条，其中通知130条。", "120条，其中通知130条"),
    ("S09", "予以公开20件，部分公开9件，合计30件。", "20件，部分公开9件，合计30件"),
    ("S09", "予以公开20件、部分公开9件，共公开30件。", "20件、部分公开9件，共公开30件"),
    ("S09", "新收57件、结转4件，共62件。", "57件、结转4件，共62件"),
    ("S09", "培训3期210人次，其中业务2期180人次、保密1期60人次。", "210人次，其中业务2期180人次、保密1期60人次"),
    ("S11", "办结率95%。", "办结率95%"),
    ("S11", "办结率达百分之百。", "办结率达百分之百"),
    ("S11", "办结比例100%。", "办结比例100%"),
    ("S11", "答复率达到了100%。", "答复率达到了100%"),
    ("S04", "接待查阅93人次，占全年接待总量2386人次的6.9%。", "93人次，占全年接待总量2386人次的6.9%"),
    ("S05", "发布信息421条，比上年的398条多32条。", "421条，比上年的398条多32条"),
    ("S05", "咨询量由120件增至143件，增幅22.2%。", "120件增至143件，增幅22.2%"),
    ("S04", "行政复议6件，直接纠错率26.7%。", "直接纠错率26.7%"),
    ("S09", "57件新收申请中，局机关承办43件，下属单位承办17件。", "57件新收申请中，局机关承办43件，下属单位承办17件"),
    ("S05", "收到申请57件，均为自然人申请，比上年增加9件。", "收到申请57件，均为自然人申请，比上年增加9件"),
    ("S05", "与上年相比，诉讼增加2件，复议增加3件。", "复议增加3件"),
    (
        "S09",
        "收到申请57件。从申请方式看，网络32件，信函20件，当面6件。",
        "57件。从申请方式看，网络32件，信函20件，当面6件",
    ),
    ("S09", "收到申请57件。内容集中在两个方面：征拆30件、规划28件。", "57件。内容集中在两个方面：征拆30件、规划28件"),
    ("S09", "发布合计798条，其中水利工程400条、农村供水408条。", "798条，其中水利工程400条、农村供水408条"),
    ("S11", "热线工单办结率101%。", "办结率101%"),
    ("S04", "予以公开20件（45.7%）。", "予以公开20件（45.7%"),
    ("S04", "予以公开、部分公开分别占35.7%、26.1%。", "予以公开、部分公开分别占35.7%、26.1%"),
    ("S04", "商业企业5件，占法人或其他组织申请的52.5%。", "商业企业5件，占法人或其他组织申请的52.5%"),
    ("S04", "予以公开20件，占三分之二。", "予以公开20件，占三分之二"),
    ("S05", "收到申请57件，较上年增长近三成。", "收到申请57件，较上年增长近三成"),
    ("S05", "收到申请57件，与上年持平。", "收到申请57件，与上年持平"),
    ("S05", "收到申请57件，是上年的2倍。", "收到申请57件，是上年的2倍"),
    ("S05", "收到申请57件，较上年多9件。", "收到申请57件，较上年多9件"),
    ("S05", "收到申请57件，较2024年增长39%。", "收到申请57件，较2024年增长39%"),
]


@pytest.mark.parametrize("text", SILENT)
def test_a_right_sentence_is_silent(text: str) -> None:
    """Whatever else it counts beside the requests of the year."""
    assert [f"{each.code} {each.quote}" for each in told(text)] == []


@pytest.mark.parametrize(("code", "text", "quote"), TOLD, ids=[text for _, text, _ in TOLD])
def test_a_wrong_sentence_is_told(code: str, text: str, quote: str) -> None:
    """By one finding, with the words that are wrong."""
    (finding,) = told(text)
    assert (finding.code, finding.quote) == (code, quote)


def test_aims_are_no_figures() -> None:
    """Section five tells of what is meant to be reached."""
    assert told("完善制度，办结率达到100%；答复率保持100%。", "problems.improvements") == []


@pytest.mark.parametrize("text", ["2024年收到申请48件。", "2024年未收到政府信息公开申请。"])
def test_last_years_figure_is_named_as_such(text: str) -> None:
    """The message speaks of last year's report, not of this one's tables."""
    (finding,) = told(text)
    assert "上年报告中" in finding.message.zh
    assert "新收 50" in finding.message.zh
    assert "表中" not in finding.message.zh


@pytest.mark.parametrize("piece", ["其中1件、", "1件：", "包括1件、", "1件（2件、3件）、", "其中1件（占1%）、"])
def test_a_sentence_with_many_lists_is_read_once(piece: str) -> None:
    """Two hundred lists in one sentence take no longer than a moment of processor time."""
    with within(2):
        listings_in("办结56件，" + piece * 200, Setting(part="overview.on_request", year=2025))
