"""The drafted narrative: exact sentences for given figures, and nothing that our own reading of the text disputes."""

import re
from collections.abc import Mapping
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from returns_made import FORM, LAYOUT, NARRATIVE, answers, taken_in
from xlreport.figures import Figures
from xlreport.findings import Finding
from xlreport.forms.drafts import load_draft
from xlreport.numbers import Number
from xlreport.rulebooks import check
from xlreport.writing import Summed, narrative

DRAFT = load_draft(FORM)
MARK = "【初稿，请核改】"
TYPED = [field.id for field in (*FORM.numbers, *FORM.singles) if field.id not in FORM.computed]
ZEROS: dict[str, Number] = dict.fromkeys(TYPED, 0)
HELD = re.compile(r"S0[1-9]|S1[01]")
"""The rules that hold the text against the tables."""
WHOLE_ROUND: dict[str, Number] = {
    **ZEROS,
    "disclosure.normative.made": 3,
    "disclosure.normative.repealed": 1,
    "disclosure.normative.in_force": 27,
    "disclosure.licensing.decisions": 1200,
    "disclosure.penalties.decisions": 34,
    "disclosure.coercion.decisions": 5,
    "disclosure.fees.amount": Decimal("59237.2449"),
    "requests.received.natural": 5,
    "requests.received.business": 1,
    "requests.received.other_org": 1,
    "requests.carried_in.natural": 1,
    "requests.granted.natural": 2,
    "requests.granted.business": 1,
    "requests.refused.third_party.natural": 1,
    "requests.refused.state_secret.other_org": 1,
    "requests.unavailable.not_held.natural": 1,
    "requests.closed.other.natural": 1,
    "requests.carried_out.natural": 1,
    "disputes.review.upheld": 2,
    "disputes.review.pending": 1,
    "disputes.direct_suit.corrected": 1,
    "disputes.suit_after_review.upheld": 1,
    "overview.website_items": 640,
    "overview.new_media_items": 88,
    "matters.fee_cases": 2,
    "matters.fee_yuan": Decimal("300.5"),
}


def drafted(*units: Mapping[str, Number], due: int = 0) -> dict[str, str]:
    """The narrative over some units' typed figures."""
    fields = {field: 0 for unit in units for field in unit}
    sums = {field: sum((unit.get(field, 0) for unit in units), 0) for field in fields}
    figures = Figures(form=FORM, numbers=sums)
    return narrative(DRAFT, Summed(figures=figures, given=units, due=due or len(units)))


def test_each_sentence_by_hand() -> None:
    """A round with something of everything: each paragraph as it must read, shares to two digits."""
    said = drafted(WHOLE_ROUND, ZEROS, due=3)
    assert said == {
        "overview.active": "\n".join(
            (
                f"{MARK}本年制发行政规范性文件3件，废止1件，现行有效27件。",
                f"{MARK}本年行政许可处理决定1200件，行政处罚处理决定34件，行政强制处理决定5件。本年行政事业性收费59237.2449万元。",
                f"{MARK}政府网站全年发布信息640条。政务新媒体全年发布信息88条。",
            )
        ),
        "overview.on_request": "\n".join(
            (
                f"{MARK}本年新收政府信息公开申请7件，上年结转1件；本年度办理结果总计7件，结转下年度继续办理1件。",
                (
                    f"{MARK}本年新收的7件申请中，自然人5件，占71.43%；法人或其他组织2件，占28.57%。"
                    "法人或其他组织的申请中，商业企业1件、其他1件。"
                ),
                (
                    f"{MARK}本年度办理的7件申请中，予以公开3件，占42.86%；不予公开2件，占28.57%；无法提供1件，占14.29%；"
                    "其他处理1件，占14.29%。"
                ),
                (
                    f"{MARK}因政府信息公开工作引起的行政复议3件，其中结果维持2件、尚未审结1件。"
                    "因政府信息公开工作引起的行政诉讼2件，其中未经复议直接起诉1件、复议后起诉1件。"
                    "行政诉讼中，结果维持1件、结果纠正1件。"
                ),
            )
        ),
        "overview.management": "【初稿：请填写（三）政府信息管理】",
        "overview.platform": "【初稿：请填写（四）政府信息公开平台建设】",
        "overview.supervision": "【初稿：请填写（五）监督保障】",
        "problems.issues": "【初稿：请填写（一）存在问题】",
        "problems.improvements": "【初稿：请填写（二）改进情况】",
        "matters.text": "\n".join(
            (
                f"{MARK}本年收取信息处理费的申请2件，金额300.5元。",
                f"{MARK}应纳入汇总3个单位，本报告的数字由其中2个单位的年度报告相加得出。",
            )
        ),
    }


def test_a_year_in_which_nothing_happened() -> None:
    """Noughts are said in words where the form's sections ask for it; empty lists are left out."""
    said = drafted(ZEROS)
    assert said["overview.on_request"].split("\n") == [
        f"{MARK}本年没有收到政府信息公开申请，也没有上年结转的申请。",
        f"{MARK}没有因政府信息公开工作引起的行政复议。没有因政府信息公开工作引起的行政诉讼。",
    ]
    assert said["overview.active"].split("\n")[0] == f"{MARK}本年制发行政规范性文件0件，废止0件，现行有效0件。"
    assert said["matters.text"].split("\n")[0] == f"{MARK}本年没有收取信息处理费。"


def test_what_is_not_known_is_not_said() -> None:
    """Without any figure every part asks; one blank cell of table three silences what rests on it alone."""
    nothing = drafted({})
    asked = {field: f"【初稿：请填写{FORM.fields[field].label}】" for field in NARRATIVE}
    assert {**nothing, "matters.text": ""} == {**asked, "matters.text": ""}
    assert nothing["matters.text"].startswith("【初稿：请填写信息处理费收取情况】\n")
    without = {field: number for field, number in WHOLE_ROUND.items() if field != "requests.granted.research"}
    told = drafted(without)["overview.on_request"]
    assert "新收的7件" in told
    assert "办理结果" not in told
    assert "予以公开" not in told


def test_units_that_gave_no_figure_are_counted() -> None:
    """A sum over some of the units says how many left it blank, also where it comes to nothing."""
    blank = {field: number for field, number in ZEROS.items() if not field.startswith(("overview", "matters"))}
    assert drafted(WHOLE_ROUND, blank, blank)["overview.active"].endswith(
        "政府网站全年发布信息640条。（2个单位没有填报。）政务新媒体全年发布信息88条。（2个单位没有填报。）"
    )
    assert "本年没有收取信息处理费。（1个单位没有填报。）" in drafted(ZEROS, blank)["matters.text"]


COUNTS = st.one_of(st.just(0), st.integers(0, 3), st.integers(0, 40_000))
COLUMNS = ("natural", "business", "research", "public_interest", "legal_service", "other_org")


@st.composite
def years(draw: st.DrawFn) -> dict[str, Number]:
    """The figures of a year in which each request went somewhere."""
    numbers: dict[str, Number] = {field: draw(COUNTS) for field in TYPED if "fee" not in field}
    numbers |= {field: draw(st.decimals(0, 99_999, places=2)) for field in TYPED if "fee" in field}
    numbers["matters.fee_cases"] = draw(COUNTS) if numbers["matters.fee_yuan"] else 0
    for column in COLUMNS:
        done = Figures(form=FORM, numbers=numbers).value(f"requests.concluded.{column}")
        all_of_it = done + numbers[f"requests.carried_out.{column}"]
        numbers[f"requests.carried_in.{column}"] = min(numbers[f"requests.carried_in.{column}"], all_of_it)
        numbers[f"requests.received.{column}"] = all_of_it - numbers[f"requests.carried_in.{column}"]
    return numbers


@given(years())
@example(WHOLE_ROUND)
@example(ZEROS)
def test_our_own_reading_finds_nothing_to_dispute(numbers: dict[str, Number]) -> None:
    """With its marks taken off the draft says what the tables say: no rule about text and tables speaks."""
    texts = {field: re.sub(r"【[^】]*】", "", text).strip() for field, text in drafted(numbers).items()}
    assert [each.message.zh for each in _told(numbers, texts) if HELD.fullmatch(each.code)] == []


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ("新收政府信息公开申请7件", "新收政府信息公开申请9件", "S01"),
        ("结转下年度继续办理1件", "结转下年度继续办理2件", "S02"),
        ("不予公开2件", "不予公开4件", "S03"),
        ("占42.86%", "占52.86%", "S04"),
        ("行政复议3件", "行政复议5件", "S06"),
        ("现行有效27件", "现行有效29件", "S08"),
        ("金额300.5元", "金额310元", "S10"),
        ("自然人5件", "自然人4件", "S01"),
        ("结果纠正1件", "结果纠正3件", "S06"),
    ],
)
def test_the_sentences_are_really_read(before: str, after: str, code: str) -> None:
    """The silence is no deafness: a figure changed in the text alone is told."""
    texts = {field: text.replace(before, after) for field, text in drafted(WHOLE_ROUND).items()}
    assert texts != drafted(WHOLE_ROUND)
    assert code in {each.code for each in _told(WHOLE_ROUND, texts)}


def test_marks_are_told_until_they_are_removed() -> None:
    """F05 names the mark in each part, S27 the parts that only ask for problems; without marks both are silent."""
    texts = drafted(WHOLE_ROUND)
    found = [each for each in _told(WHOLE_ROUND, texts) if each.code == "F05"]
    assert {(each.field, each.quote) for each in found} == {
        *((field, MARK) for field in ("overview.active", "overview.on_request", "matters.text")),
        *((field, texts[field]) for field in ("overview.management", "overview.platform", "overview.supervision")),
    }
    assert len(found) == len(texts) - 2
    unnamed = [each.field for each in _told(WHOLE_ROUND, texts) if each.code == "S27"]
    assert unnamed == ["problems.issues", "problems.improvements"]
    written = {**NARRATIVE, **{field: text.replace(MARK, "") for field, text in texts.items() if MARK in text}}
    assert {"F05", "S27"} & {each.code for each in _told(WHOLE_ROUND, written)} == set()


def _told(numbers: Mapping[str, Number], texts: Mapping[str, object]) -> tuple[Finding, ...]:
    """What the checks say of a government's return with these figures and texts."""
    submission = taken_in(answers("A", {**numbers, **{field: str(text) for field, text in texts.items()}})).submission
    assert submission is not None
    return check(submission, LAYOUT)
