"""What is called by a short name, or counted without a unit: what is read from it, and what is left unread in doubt."""

import pytest

from phrase_readings import SETTING, readings
from xlreport.disclosure.sentences import claims_in

DECISIONS = [
    ("核发许可证12张。", "licensing 12"),
    ("查封、扣押9次。", "coercion 9"),
    ("安全生产类处罚4起。", "penalties 4"),
    ("强制拆除5处。", "coercion 5"),
    ("对5家企业给予行政处罚。", "penalties 5"),
    ("收取水土保持补偿费3万元。", "fees 30000"),
    ("撤销处罚1件。", ""),
    ("注销许可证45件。", ""),
    ("公安机关治安处罚1200起。", ""),
    ("2024年度处罚68件。", ""),
    ("查封场所5处。", ""),
    ("申请内容涉及行政处罚2件。", ""),
    ("组织处罚案卷评查120件。", ""),
    ("移送公安机关处罚4起。", ""),
    ("缓缴城市基础设施配套费430万元。", ""),
    ("人均处罚3.2件。", ""),
]
BARE = [
    ("公开5、部分公开1、不存在2。", "granted 5; partly_granted 1; unavailable.not_held 2"),
    ("复议0，诉讼0。", "review.total 0; suit.total 0"),
    ("予以公开3件，信访1件。", "granted 3; not_processed.petition 1"),
    ("信访5件。", ""),
    ("不予3处理。", ""),
    ("公开2025。", ""),
]
OTHERS = [
    ("涉企行政复议15件。", ""),
    ("工伤认定类复议14件、诉讼6件。", ""),
    ("治安处罚引起的复议23起、诉讼9起。", ""),
    ("政府信息公开引起的复议3起。", "review.total 3"),
    ("行政复议维持的案件中有1件又起诉到法院。", ""),
    ("先复议后起诉的行政诉讼2件。", "suit_after_review.total 2"),
    ("行政诉讼4件，原告撤诉1件。", "suit.total 4; suit.other 1"),
]
DENIED = [
    ("没有一件以国家秘密为由不予公开。", "refused.state_secret none"),
    ("以第三方权益为由不予公开的没有。", "refused.third_party none"),
    ("行政诉讼未出现败诉案件。", "suit.corrected none"),
    ("予以公开3件，其余办理结果均为零。", "granted 3; partly_granted+refused+unavailable+not_processed+closed none"),
    ("政务新媒体未开通。", "new_media none"),
    ("没有应公开不予公开的情形。", ""),
    ("规章一项因无立法权而为空。", ""),
    ("门户网站公开信息612条，其中规范性文件3件、政策解读9件。", "website 612"),
    ("全年主动公开政府信息75条，其中：规范性文件4件。", ""),
    ("制发规范性文件6件，其中行政规范性文件4件。", "normative.made 6; normative.any 4"),
    ("答复内容未涉及国家秘密。", ""),
    ("其余办理结果均为零。", ""),
]


@pytest.mark.parametrize(("phrase", "expected"), [*DECISIONS, *BARE, *OTHERS, *DENIED])
def test_what_a_short_name_counts(phrase: str, expected: str) -> None:
    """Decisions by their own names are read; those of others, of other years, or of which nothing is sure are not."""
    assert readings(phrase) == expected


@pytest.mark.parametrize("account", ["微信视频号", "视频号", "抖音号", "今日头条号"])
def test_an_account_beside_another_is_a_part(account: str) -> None:
    """Of what new media published; alone it is all that is told."""
    beside = claims_in(f"“临江发布”微信公众号推送信息463条，{account}发布88条。", SETTING)
    alone = claims_in(f"{account}发布88条。", SETTING)
    assert [(each.numeral and each.numeral.number, each.at_most) for each in (*beside, *alone)] == [
        (463, True),
        (88, True),
        (551, True),
        (88, False),
    ]
