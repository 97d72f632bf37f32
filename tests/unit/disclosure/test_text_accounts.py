"""Every number of a text is accounted for: read with its meaning, foreign with the reason, or unread."""

import pytest

from examining import good, with_entry
from filled import LAYOUT
from xlreport.disclosure.sentences import Setting, accounts_in
from xlreport.rulebooks import numbers_in_text

SETTING = Setting(part="overview.on_request", year=2025, unit="虎林市自然资源局", others=("虎林市民政局",))
ACCOUNTS = [
    ("收到政府信息公开申请12件。", "12件 read 收到的申请"),
    ("2025年收到申请12件。", "2025年 foreign 日期或年份; 12件 read 收到的申请"),
    ("全市共收到申请1204件。", "1204件 foreign 说的是别的单位或全地区"),
    ("按照国办函〔2020〕109号规定。", "2020 foreign 文号、条款或序号; 109 foreign 文号、条款或序号"),
    ("近三年收到申请90件。", "90件 foreign 不是本年一年的数"),
    ("拟废止规范性文件2件。", "2件 foreign 计划、评估或备案的数"),
    ("办理行政许可申请120件。", "120件 foreign 表中没有这一项"),
    ("参训人员50人。", "50 foreign 表中没有这一项"),
    ("收到申请12件，同比增长20%。", "12件 read 收到的申请; 20% read 占比、同比或比率"),
    ("发布信息120条，其中通知80条、公告40条。", "120条 read 分项与总数; 80条 read 分项与总数; 40条 read 分项与总数"),
    ("涉及土地的4件。", "4件 unread 没有识别出含义"),
]


@pytest.mark.parametrize(("text", "expected"), ACCOUNTS)
def test_what_became_of_each_number(text: str, expected: str) -> None:
    """In order, each once."""
    said = (f"{each.words} {each.fate} {each.why.zh}" for each in accounts_in(text, SETTING))
    assert "; ".join(said) == expected


def test_a_returns_numbers_are_told_with_their_places() -> None:
    """Of every part, quoted as the cell has them."""
    submission = with_entry("overview.on_request", value="收到申请１２件。", raw="收到申请１２件。", submission=good())
    numbers = [each for each in numbers_in_text(submission, LAYOUT) if each.field == "overview.on_request"]
    assert [(each.words, each.at, each.fate) for each in numbers] == [("１２件", 4, "read")]
    assert numbers[0].place.startswith("一 总体情况!")
