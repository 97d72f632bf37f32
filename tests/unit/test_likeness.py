"""How alike texts are, and which of many are: years and marks aside, without comparing all with all."""

import random
from itertools import combinations

import pytest

from xlreport.likeness import alike, bare, likeness

ONE = "本机关全年主动公开政府信息，做好依申请公开工作，加强信息管理和平台建设，完善监督保障，群众满意度不断提高。" * 3
OTHER = "一年来围绕供热改造、老旧小区更新和道路维修发布公告，回应来电，组织开放日，邀请居民代表到现场查看施工进度。" * 3


def test_years_and_marks_do_not_count() -> None:
    """The same text of another year, in full width, with other punctuation is the same bare text."""
    assert bare("２０２５年，公开３ 条。") == bare("2024年公开3条") == "公开3条"
    assert likeness(bare(ONE), bare(ONE.replace("，", "；"))) == 100


def test_below_the_least_it_is_none() -> None:
    """What cannot reach the least is not worked out."""
    assert likeness(ONE, OTHER, 90) == 0


def test_pairs_among_many() -> None:
    """Each pair once, by name; texts of their own are in none."""
    texts = {"丙": ONE, "甲": ONE + "补充一句。", "乙": OTHER}
    ((one, other, score),) = alike(texts, 90)
    assert ({one, other}, 90 < score < 100) == ({"丙", "甲"}, True)
    assert list(alike({"甲": ONE, "乙": OTHER}, 90)) == []
    assert list(alike({}, 90)) == []


def test_one_text_copied_by_a_hundred() -> None:
    """Each is connected with the others, though not by every pair."""
    texts = {f"{number:03}": f"{ONE}{number}" for number in range(100)}
    connected = {name for one, other, _ in alike(texts, 90) for name in (one, other)}
    assert connected == texts.keys()


@pytest.mark.parametrize("least", [50, 70, 80, 90, 97])
def test_no_pair_is_passed_over_by_its_signs(least: int) -> None:
    """Of texts that share a passage every pair that is so alike is given, whatever their signs say beforehand."""
    chance = random.Random(least)  # noqa: S311  # nothing secret
    texts = {}
    for number in range(40):
        letters = [chr(0x4E00 + place) for place in range(300)]
        for _ in range(chance.randrange(4 * (100 - least))):
            letters[chance.randrange(12, len(letters))] = chr(0x6000 + chance.randrange(9_000))
        texts[f"{number:02}"] = "".join(letters)
    every = [(one, other, likeness(texts[one], texts[other], least)) for one, other in combinations(texts, 2)]
    told = [each for each in every if each[2]]
    assert 0 < len(told) < len(every)
    assert list(alike(texts, least)) == told
