"""How alike texts are, and which of many are: years and marks aside, without comparing all with all."""

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
