"""Denials: which say that there was nothing at all, and which only deny a part and are left unread."""

import pytest

from examining import says, with_entry
from phrase_readings import readings
from xlreport.disclosure.text.figures_in_text import check_figures_in_text

BOTH = "review.total+suit.total none"
TOTAL = [
    ("全年无一起因信息公开申请引发的行政复议或诉讼案件。", BOTH),
    ("没有一例因答复引起的行政复议、行政诉讼。", BOTH),
    ("本年度未发生1件行政复议。", "review.total none"),
    ("无一例引发行政诉讼。", "suit.total none"),
    ("没有一起复议案件，收到申请1件。", "review.total none; received 1"),
    ("不存在因政府信息公开引发的行政复议、诉讼情况。", BOTH),
    ("连续保持零复议、零诉讼。", BOTH),
    ("未收到1件申请。", "received none"),
    ("未收到自然人、法人或其他组织的政府信息公开申请。", "received none"),
    ("本年度无政府信息公开申请。", "received none"),
    ("未有群众提出政府信息公开申请。", "received none"),
    ("没有公民、法人申请信息公开。", "received none"),
    ("本年度申请数为0。", "received none"),
    ("申请数量为0件。", "received none"),
    ("上半年开展培训，全年未收到申请。", "received none"),
    ("截至12月31日未收到申请。", "received none"),
    ("上年无结转。", "carried_in none"),
    ("无上年结转申请。", "carried_in none"),
    ("没有结转下年度的申请。", "carried_out none"),
    ("无结转至下年度继续办理的申请。", "carried_out none"),
    ("申请已全部办结，无结转。", "carried_out none"),
    ("没有不予公开的申请。", "refused none"),
    ("未发生不予公开、无法提供情形。", "refused+unavailable none"),
    ("信息处理费：无。", "fee_yuan+fee_cases none"),
    ("无规范性文件。", "normative.made none"),
    ("没有新出台的规范性文件。", "normative.made none"),
    ("没有废止的规范性文件。", "normative.repealed none"),
]
LIMITED = [
    ("上半年未收到申请，下半年收到57件。", ""),
    ("第三季度没有收到政府信息公开申请。", ""),
    ("3月份未发生行政复议。", ""),
    ("未收到通过邮寄渠道提交的政府信息公开申请。", ""),
    ("未收到涉及商业秘密的申请。", ""),
    ("未收到企业提交的申请。", ""),
    ("没有收到法人或其他组织提出的申请。", ""),
    ("未收到关于土地征收的申请。", ""),
    ("未收到需要收费的申请。", ""),
    ("部分乡镇未收到政府信息公开申请。", ""),
    ("12个乡镇中有5个未收到政府信息公开申请。", ""),
    ("没有一起因答复不当引发的诉讼败诉。", ""),
    ("力争零复议、零诉讼。", ""),
    ("未及时答复引发行政复议2件。", "review.total 2"),
    ("行政许可申请数为0。", ""),
    ("力求行政复议、诉讼案件为零。", ""),
    ("信访事项全部办结，无结转。", ""),
    ("诉讼案件2024年无结转。", ""),
    ("没有制定的规范性文件被撤销。", ""),
    ("没有无正当理由不予公开的情形。", ""),
    ("无规范性文件被纠正。", ""),
    ("企业零申请材料。", ""),
    ("没有应公开不予公开的情形。", ""),
    ("未予以公开的信息已登记。", ""),
    ("无超期结转。", ""),
    ("结转资金无结转。", ""),
    ("无政府信息公开申请积压。", ""),
    ("没有规范性文件制定权。", "normative.made none"),
    ("未制定规范性文件起草计划。", ""),
]


@pytest.mark.parametrize(("phrase", "expected"), [*TOTAL, *LIMITED])
def test_what_a_denial_denies(phrase: str, expected: str) -> None:
    """The whole is told once, without a count of the 一起 in it; what denies a part gives nothing."""
    assert readings(phrase) == expected


DISPUTES = [
    ("引发行政复议、行政诉讼各1件。", "review.total 1; suit.total 1"),
    ("分别引发行政复议、行政诉讼1件。", "review.total 1; suit.total 1"),
    ("予以公开和部分公开均为2件。", "granted 2; partly_granted 2"),
    ("行政复议、行政诉讼分别为8件和4件。", "review.total 8; suit.total 4"),
    ("不予公开、无法提供分别为9件、12件。", "refused 9; unavailable 12"),
    ("予以公开、部分公开、不予公开分别为20件、9件、7件。", "granted 20; partly_granted 9; refused 7"),
    ("行政复议、行政诉讼分别为8件、4件、2件。", ""),
    ("行政复议、行政诉讼10件，其中维持6件。", "review.total+suit.total 10; dispute.upheld 6"),
    ("复议诉讼共10件，其中复议6件、诉讼4件。", "review.total+suit.total 10; review.total 6; suit.total 4"),
    (
        "行政诉讼4件，其中直接起诉1件、复议后起诉3件，结果维持3件。",
        "suit.total 4; direct_suit.total 1; suit_after_review.total 3; any_suit.upheld 3",
    ),
    (
        "行政诉讼4件，复议后起诉3件，其中维持2件。",
        "suit.total 4; suit_after_review.total 3; suit_after_review.upheld 2",
    ),
    ("县政府作为行政复议机关，办理政府信息公开类行政复议案件23件。", ""),
    ("行政复议机构受理政府信息公开行政复议案件23件，维持15件，纠正3件。", ""),
    ("各类行政复议案件18件，其中信息公开类6件。", "review.total 6"),
    ("全局行政诉讼22件，其中涉政府信息公开4件。", "suit.total 4"),
    ("非信息公开类行政复议12件。", ""),
    ("行政复议和诉讼案件各有3件维持。", "dispute.upheld 3"),
    ("行政复议6件维持3件。", "review.total 6; review.upheld 3"),
    ("除1件被纠正外，其余5件复议案件均未被撤销。", "review.total 5 at most"),
    ("行政复议决定中，其中1件复议被确认违法，3件维持。", "review.total 1 at most; review.upheld 3"),
    ("一审行政诉讼3件、二审行政诉讼1件。", "suit.total 3 at most; suit.total 1 at most"),
]


@pytest.mark.parametrize(("phrase", "expected"), DISPUTES)
def test_which_cases_a_number_counts(phrase: str, expected: str) -> None:
    """Each name its own number, several together, a part at most, and never the cases of others."""
    assert readings(phrase) == expected


@pytest.mark.parametrize("text", ["没有发生一起行政复议案件。", "无一例引发行政复议。", "未发生1件行政复议。"])
def test_a_false_denial_is_told_once(text: str) -> None:
    """As a denial (S07), and not again as a count of one."""
    submission = with_entry("overview.on_request", value=text, raw=text)
    assert [finding.code for finding in says(check_figures_in_text, submission)] == ["S07"]
