"""Whom a sentence speaks of: a scope named in passing and the unit's own office leave it the unit's, others do not."""

from dataclasses import replace

import pytest

from examining import says, with_entry
from xlreport.disclosure.sentences import Setting, claims_in
from xlreport.disclosure.text.figures_in_text import check_figures_in_text

BUREAU, TOWN, STREET = "虎林市自然资源局", "虎林市东诚镇人民政府", "虎林市新城街道办事处"
COUNTY, OFFICE = "虎林县人民政府", "虎林县人民政府办公室"
OWN = [
    (BUREAU, "在全市15个部门考核中列第3位。收到申请4件。"),
    (BUREAU, "全市考核排名第3。收到申请4件。"),
    (BUREAU, "在全市率先开展清理，收到申请4件。"),
    (BUREAU, "围绕全市中心工作，收到申请4件。"),
    (BUREAU, "按照全县统一部署，收到申请4件。"),
    (BUREAU, "在各部门支持下，收到申请4件。"),
    (BUREAU, "各部门密切配合，收到申请4件。"),
    (BUREAU, "各科室密切配合，收到申请4件。"),
    (BUREAU, "各科室共收到申请4件。"),
    (BUREAU, "局办公室共收到申请4件。"),
    (BUREAU, "局机关收到申请4件。"),
    (BUREAU, "2025年度市局收到申请4件。"),
    (BUREAU, "全局共收到申请4件。"),
    (BUREAU, "一年来自然资源局收到申请4件。"),
    (TOWN, "镇党政办收到申请4件。"),
    (TOWN, "党政综合办公室受理申请4件。"),
    (TOWN, "东诚镇政务公开办公室收到申请4件。"),
    (TOWN, "全年镇政府收到申请4件。"),
    (TOWN, "全镇收到申请4件。"),
    (STREET, "街道党政办公室收到申请4件。"),
    (STREET, "新城街道收到申请4件。"),
    (STREET, "街道办收到申请4件。"),
    (STREET, "本街道收到申请4件。"),
    (COUNTY, "县政府收到申请4件。"),
    (COUNTY, "县政府及县政府办公室收到申请4件。"),
    (COUNTY, "围绕全县中心工作，收到申请4件。"),
    (OFFICE, "县政府办公室收到申请4件。"),
]
OTHERS = [
    (BUREAU, "全市各部门共收到申请4件。"),
    (BUREAU, "各乡镇收到申请4件。"),
    (BUREAU, "全市共收到申请9件。办结申请4件。"),
    (BUREAU, "在全市范围内，共收到申请4件。"),
    (BUREAU, "在全市共收到申请4件。"),
    (BUREAU, "对各乡镇收到的申请逐件指导，办结申请4件。"),
    (BUREAU, "根据各部门报送数据，收到申请4件。"),
    (BUREAU, "结合各单位上报情况，共收到申请4件。"),
    (BUREAU, "对各部门考核，收到申请4件。"),
    (BUREAU, "在对各乡镇的指导中，收到申请4件。"),
    (BUREAU, "各单位认真履行职责，收到申请4件。"),
    (BUREAU, "局属各单位收到申请4件。"),
    (BUREAU, "民政局收到申请4件。"),
    (BUREAU, "民政局办公室收到申请4件。"),
    (BUREAU, "虎林市民政局收到申请4件。"),
    (BUREAU, "县局收到申请4件。"),
    (BUREAU, "市政府办公室收到申请4件。"),
    (TOWN, "东风镇政府收到申请4件。"),
    (TOWN, "县政府收到申请4件。"),
    (STREET, "旧城街道收到申请4件。"),
    (COUNTY, "全县收到申请4件。"),
    (COUNTY, "县政府办公室收到申请4件。"),
    (COUNTY, "在各部门支持下，收到申请4件。"),
    (OFFICE, "县政府收到申请4件。"),
]


def owned(unit: str, text: str, *, area: bool = False) -> bool:
    """Whether the last number of a text is the unit's own."""
    setting = Setting(part="overview.on_request", year=2025, unit=unit, others=("虎林市民政局",), area=area)
    return claims_in(text, setting)[-1].own


@pytest.mark.parametrize(("unit", "text"), OWN)
def test_what_is_the_units_own(unit: str, text: str) -> None:
    """Read as the unit's."""
    assert owned(unit, text)


@pytest.mark.parametrize(("unit", "text"), OTHERS)
def test_what_is_another_bodys(unit: str, text: str) -> None:
    """Read as somebody else's, or as nobody can tell whose."""
    assert not owned(unit, text)


def test_a_governments_own_count_is_a_part_of_its_areas() -> None:
    """Where the tables add up the whole county."""
    assert not owned(COUNTY, "县政府及县政府办公室收到申请4件。", area=True)


def test_the_rosters_short_names_are_the_units_own() -> None:
    """县烟草局 says nobody's full name; where the roster gives it as the unit's, or as another's, it is that."""
    phrase = "县烟草局收到政府信息公开申请12件。"
    unit = Setting(part="overview.on_request", unit="临川烟草专卖局", year=2025)
    assert [claim.own for claim in claims_in(phrase, replace(unit, short=("县烟草局",)))] == [True]
    assert [claim.own for claim in claims_in(phrase, replace(unit, others=("县烟草局",)))] == [False]


@pytest.mark.parametrize(
    ("requests", "matters", "told"),
    [
        ("全市收到申请417件，结转下年度16件。", "", ["S02"]),
        ("全市结转下年度17件，发生行政复议15件。", "", []),
        ("全市结转下年度17件，收到申请400件。", "全市收取信息处理费5件。", ["S01"]),
        ("全市收到申请300件。", "全市收取信息处理费1600元，涉及申请6件。", ["S10"]),
        ("全市收到申请417件。", "全市收取信息处理费6件。", []),
    ],
)
def test_a_figure_of_three_digits_tells_whose_figures_its_part_has(
    requests: str, matters: str, told: list[str]
) -> None:
    """In a government's text of the whole area: alone for its own part, two smaller ones for all."""
    made = with_entry("cover.unit_name", value="虎林市人民政府", raw="虎林市人民政府")
    made = with_entry("overview.on_request", made, value=requests, raw=requests)
    made = with_entry("matters.text", made, value=matters or None, raw=matters or None)
    assert [each.code for each in says(check_figures_in_text, made)] == told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("概述。|记录。|收到政府信息公开申请12件。", "own received"),
        ("各部门办结3件。|记录。|收到政府信息公开申请12件。", "another's received"),
        ("全市收到政府信息公开申请30件。|记录。|收到政府信息公开申请12件。", "全县 received"),
        ("政府信息公开行政复议2件。|行政诉讼。|行政诉讼1件。", "own suit.total"),
    ],
)
def test_what_a_sentence_goes_on_from_may_stand_far_before_it(text: str, expected: str) -> None:
    """Behind a thousand sentences a number is read as behind one: whose it is, and what of."""
    setting = Setting(part="overview.platform", unit="临川市人民政府", year=2025)
    opening, goes_on, last = text.split("|")
    for many in (1, 1_000):
        claim = claims_in(f"{opening}{goes_on * many}{last}", setting)[-1]
        whose = "own" if claim.own else claim.scope or "another's"
        assert f"{whose} {claim.topics[0]}" == expected
