"""The table of phrases: what is read from each, and what is left unread because it counts something else.

A reading is its topic, its number (`+` at least, `~` about, `>` more than, `none` for a denial), the years from the
report's own, and `others` where the words speak of another body. Several are parted by semicolons, in order.
"""

import pytest

from phrase_readings import SETTING, readings
from xlreport.disclosure.sentences import claims_in, plain
from xlreport.disclosure.sentences.scopes import scope_of

PHRASES = [
    ("收到政府信息公开申请12件。", "received 12"),
    ("共收到政府信息公开申请 12 件", "received 12"),
    ("收到政府信息公开申请１２件。", "received 12"),
    ("收到政府信息公开申请一百二十件。", "received 120"),
    ("收到政府信息公开申请1,205件。", "received 1205"),
    ("受理政府信息公开申请3件。", "requests 3"),
    ("新收申请417件，另有上年结转19件。", "received_new 417; carried_in 19"),
    ("全年新收政府信息公开申请161件，上年结转7件。", "received_new 161; carried_in 7"),
    ("本年度共接收政府信息公开申请两件。", "received 2"),
    ("收到申请20件（含上年结转2件）。", "received_all 20; carried_in 2"),
    ("收到申请20件（不含上年结转2件）。", "received_new 20; carried_in 2"),
    ("办结申请15件。", "concluded 15"),
    ("当年办结419件，结转下年度17件。", "concluded 419; carried_out 17"),
    ("新收申请844件，上年结转60件；办理结果总计875件。", "received_new 844; carried_in 60; concluded 875"),
    ("答复政府信息公开申请56件。", "answered 56"),
    ("已全部办结，共办理政府信息公开申请8件。", "requests 8"),
    ("结转下年度继续办理4件。", "carried_out 4"),
    ("顺延至下年度办理3件。", "carried_out 3"),
    ("2024年结转申请2件。", "carried_in 2"),
    ("予以公开165件，部分公开43件，不予公开79件。", "granted 165; partly_granted 43; refused 79"),
    ("予以公开和部分公开合计208件。", "granted+partly_granted 208"),
    ("无法提供82件、不予处理27件、其他处理23件。", "unavailable 82; not_processed 27; closed 23"),
    ("因不掌握相关政府信息无法提供的5件。", "unavailable.not_held 5"),
    ("属于国家秘密不予公开1件。", "refused.state_secret 1"),
    ("自然人提出371件，法人或其他组织提出46件。", "applicant.natural 371; applicant.organisations 46"),
    ("商业企业申请4件。", "applicant.business 4"),
    ("行政复议16件，其中结果维持9件。", "review.total 16; review.upheld 9"),
    (
        "引发行政复议5件，其中结果维持3件、其他结果1件、尚未审结1件。",
        "review.total 5; review.upheld 3; review.other 1; review.pending 1",
    ),
    ("政府信息公开行政诉讼6件。", "suit.total 6"),
    ("因政府信息公开提起的行政诉讼2件，均为复议后起诉。", "suit.total 2"),
    ("行政复议被纠正2件。", "review.corrected 2"),
    ("未收到政府信息公开申请。", "received none"),
    ("本年度没有收到申请。", "received none"),
    ("未发生行政复议、行政诉讼。", "review.total+suit.total none"),
    ("没有行政复议案件，也没有行政诉讼案件。", "review.total+suit.total none"),
    ("政府信息公开行政复议诉讼3件。", "review.total+suit.total 3"),
    ("政府信息公开3件复议诉讼。", "review.total+suit.total 3"),
    ("予以公开、行政复议诉讼分别为3件、4件。", "granted 3; review.total+suit.total 4"),
    ("全年没有收取政府信息公开信息处理费。", "fee_yuan+fee_cases none"),
    ("未收取任何费用。", "fee_yuan+fee_cases none"),
    ("收取信息处理费1600元。", "fee_yuan 1600"),
    ("共收取信息处理费0.16万元。", "fee_yuan 1600"),
    ("收取信息处理费5件，金额1600元。", "fee_cases 5; fee_yuan 1600"),
    ("收取信息处理费1600元，涉及申请5件。", "fee_yuan 1600; fee_cases 5"),
    ("收取信息处理费1600元，涉及相关部门5个。", "fee_yuan 1600"),
    ("制发行政规范性文件2件，废止1件，现行有效11件。", "normative.made 2; normative.repealed 1; normative.in_force 11"),
    (
        "本年新制发行政规范性文件 0 件，废止 4 件，现行有效行政规范性文件 1 件。",
        "normative.made 0; normative.repealed 4; normative.in_force 1",
    ),
    ("现行有效的行政规范性文件47件。", "normative.in_force 47"),
    ("制定规章1件。", "regulations.made 1"),
    ("废止规章0件。", "regulations.repealed 0"),
    ("按期答复率100%。", "on_time 100%"),
    ("办结率为98.5%。", "rate 98.5%"),
    ("予以公开和部分公开合计占办结总数的49.64%。", "share 49.64%"),
    ("同比增长12.5%。", ""),
    ("申请量比上年增长5件。", "difference 5%"),
    ("较上年减少10%。", ""),
    ("收到行政许可申请120件。", ""),
    ("办理补贴申请56件。", ""),
    ("收到信访件12件。", ""),
    ("受理救助申请33件。", ""),
    ("备案规范性文件12件。", ""),
    ("全市各部门共收到政府信息公开申请1204件。", "received 1204 others"),
    ("各乡镇共收到申请30件。", "received 30 others"),
    ("区政府办收到申请5件。", "received 5 others"),
    ("2024年收到申请9件。", "received 9 -1y"),
    ("上年收到申请9件。", "received 9 -1y"),
    ("收到政府信息公开申请300余件。", "received 300+"),
    ("收到政府信息公开申请近百件。", ""),
    ("收到政府信息公开申请约50件。", "received 50~"),
    ("收到政府信息公开申请超过20件。", "received 20>"),
    ("收到申请十余件。", "received 10+"),
    ("收到政府信息公开申请1.2万件。", "received 12000"),
    ("第3件申请已办结。", ""),
    ("办理人大建议5件、政协提案3件。", ""),
    ("公开信息35条。", ""),
    ("发布信息300余条。", ""),
    ("举办培训2次，参加50人次。", ""),
    ("共受理3件，办结3件。", "concluded 3"),
    ("办理行政复议案件20件。", ""),
    ("审理行政复议案件6件。", ""),
    ("行政诉讼应诉案件4件。", "suit.total 4"),
    ("共有4件申请结转下年。", "carried_out 4"),
    ("不予公开的1件属于行政执法案卷。", "refused 1"),
    ("信访举报投诉类申请9件。", "not_processed.petition 9"),
    ("重复申请2件。", "not_processed.repeated 2"),
    ("逾期不补正5件。", "closed.not_corrected_in_time 5"),
    ("因逾期未缴费不再处理3件。", "closed.fee_not_paid 3"),
    ("其中通过信函方式收到申请6件。", "received 6"),
    ("对12件申请依法作出答复。", "answered 12"),
    ("无结转申请。", "carried_in+carried_out none"),
    ("零申请。", "received none"),
    ("申请公开事项1件。", ""),
    ("政府信息公开⼀件申请。", ""),
    ("收到申请〇件。", "received 0"),
    ("收到政府信息公开申请二十三件次。", "received 23"),
    ("全年办结信息公开申请5件，其中予以公开3件，部分公开2件。", "concluded 5; granted 3; partly_granted 2"),
    ("今年收到申请9件，去年为12件。", "received 9; received 12 -1y"),
    ("收到申请9件，较上一年的12件少3件，降幅25%。", "received 9; received 12 -1y; difference 3%; change 25%"),
    (
        "收到申请9件（个人7件、企业2件），比2024年的12件减少3件。",
        "received 9; applicant.natural 7; applicant.business 2; received 12 -1y; difference 3%",
    ),
    ("未收到政府信息公开申请（2024年为2件）。", "received none; received 2 -1y"),
    ("因信息公开引发的行政复议由上年的5件降到2件。", "review.total 5 -1y; review.total 2"),
    ("自然人申请由上年的6件增至8件。", "applicant.natural 6 -1y; applicant.natural 8"),
    ("新收申请9件，上年结转2件，合计11件。", "received_new 9; carried_in 2; received_all 11"),
    ("新收申请9件，加上从上年转来的2件，应当办理的共11件。", "received_new 9; carried_in 2; received_all 11"),
    ("11件申请中，10件已于年内办结，尚有1件未到答复期限，结转下年度。", "requests 11; concluded 10; carried_out 1"),
    ("11件办结申请中7件予以公开。", "concluded 11; granted 7"),
    ("1件依法延长期限、转入下年度。", "carried_out 1"),
    ("连同2024年未办结的2件，2025年办结申请11件。", "carried_in 2; concluded 11"),
    ("商业企业和法律服务机构各1件。", "applicant.business 1; applicant.legal_service 1"),
    ("信息不存在、需另行制作等无法提供4件。", "unavailable 4"),
    ("即本机关不掌握、需要另行制作，分别为7件、2件。", "unavailable.not_held 7; unavailable.needs_creation 2"),
    ("收到信函、网络等形式的申请20件。", "received 20"),
    ("15件中有3件属于行政查询事项，占20%。", "refused.administrative_query 3; share 20%"),
    ("予以公开4件、部分公开1件（合计占50%）。", "granted 4; partly_granted 1; share 50%"),
    ("2025年为零申请。", "received none"),
    ("年内没有结转下年的申请。", "carried_out none"),
    ("没有因此被申请行政复议、被提起行政诉讼。", "review.total+suit.total none"),
    ("未产生、未收取任何信息处理费。", "fee_yuan+fee_cases none"),
    (
        "行政复议3件，结果纠正2件、其他结果1件，没有结果维持的案件。",
        "review.total 3; review.corrected 2; review.other 1; review.upheld none",
    ),
    ("未发生当事人不经复议直接起诉的情形。", "direct_suit.total none"),
    ("未答复1件转至下年。", "carried_out 1"),
    ("全年因许可、处罚引起的行政复议5件，不在本报告统计之列。", ""),
    ("公开类120件、不公开类30件、依申请公开类5件。", ""),
    ("行政复议3件：责令重新答复（结果纠正）1件，维持2件。", "review.total 3; review.corrected 1; review.upheld 2"),
    ("转交其他机关3件，移送公安机关1件。", ""),
    ("3份申请均在20个工作日内答复。", "answered 3"),
    ("2件因第三方不同意而不予公开，1件按申请人要求的形式予以公开。", "refused 2; granted 1"),
    (
        "不予公开主要是因为属于行政执法案卷（4件），其他为国家秘密2件。",
        "refused.enforcement_file 4; refused.state_secret 2",
    ),
    ("上年结转和结转下年均为2件。", "carried_in 2; carried_out 2"),
    ("新收申请11件；加上年初结转1件，共12件。", "received_new 11; carried_in 1; received_all 12"),
    ("12件申请（新收11件、结转1件）中，答复10件。", "requests 12; received_new 11; carried 1; answered 10"),
    ("行政复议方面，共22件。", "review.total 22"),
    ("行政复议8件，已审结7件。", "review.total 8; review.settled 7"),
    ("行政复议8件，直接纠错率12.5%。", "review.total 8; share 12.5%"),
    ("全年查阅政府信息93人次，占接待总量2386人次的3.9%。", "share 3.9%"),
    ("发布信息421条，比上年的398条多23条。", "difference 23%"),
    ("发布信息143条，由120条增长19.2%。", "change 19.2%"),
    ("办理、答复数量均为零。", "concluded none"),
    ("规范性文件制发、废止数量均为零。", "normative.made+normative.repealed none"),
    ("申请3件，均已办结，无结转。", "requests 3; carried_out none"),
    ("留待2026年处理2件。", "carried_out 2"),
    ("②部分公开9件。", "partly_granted 9"),
    ("公开类（含部分公开）31件。", "granted+partly_granted 31"),
    ("答复3件，其中2件公开、1件不掌握。", "answered 3; granted 2; unavailable.not_held 1"),
    ("行政复议、行政诉讼均为零发生。", "review.total+suit.total none"),
    ("行政处罚、行政强制均未实施。", "penalties+coercion none"),
    ("无未办结件。", "carried_in+carried_out none"),
    ("收到申请3件，申请内容涉及行政处罚2件。", "received 3"),
    ("行政复议3件，另有信息公开类行政复议1件。", "review.total 1 at most"),
    ("信息30条，均发布于政府网站。", "website 30"),
    ("政府网站占60%，计30条。", "website 30; share 60%"),
    ("行政许可决定12项。", "licensing 12"),
    ("行政许可事项120项。", ""),
    ("除1件仍在办理期限内，其余9件均已办结。", "carried_out 1; concluded 9"),
]


@pytest.mark.parametrize(("phrase", "expected"), PHRASES, ids=[phrase for phrase, _ in PHRASES])
def test_what_is_read_from_a_phrase(phrase: str, expected: str) -> None:
    """Exactly this."""
    assert readings(phrase) == expected


@pytest.mark.parametrize("phrase", [phrase for phrase, expected in PHRASES if expected], ids=str)
def test_a_claim_quotes_the_text_as_it_stands(phrase: str) -> None:
    """The quote is found where the claim says, with the text's own blanks and full-width digits."""
    for claim in claims_in(phrase, SETTING):
        assert phrase[claim.at : claim.at + len(claim.quote)] == claim.quote


def test_there_are_enough_phrases() -> None:
    """At least eighty, and none twice."""
    assert len({phrase for phrase, _ in PHRASES}) == len(PHRASES) >= 80


COUNTY, PREFECTURE, OFFICE = "某县人民政府", "某市人民政府", "某县人民政府办公室"
SCOPES = [
    ("全县共收到申请", COUNTY, "全县"),
    ("全县共收到申请", OFFICE, "全县"),
    ("2025年，全县各级行政机关共收到申请", COUNTY, "全县"),
    ("全县各部门、各乡镇收到申请", COUNTY, "全县"),
    ("全县收到申请100件，答复", COUNTY, "全县"),
    ("全市收到申请", COUNTY, ""),
    ("县本级收到申请", COUNTY, "本级"),
    ("全县收到申请100件，其中县本级", COUNTY, "本级"),
    ("各乡镇（街道）收到申请", COUNTY, "乡镇街道"),
    ("全县各乡镇、街道收到申请", COUNTY, "乡镇街道"),
    ("各部门收到申请", COUNTY, ""),
    ("县本级和各乡镇收到申请", COUNTY, ""),
    ("县级机关收到申请", COUNTY, ""),
    ("各县（市、区）收到申请", PREFECTURE, "县区"),
    ("全市收到申请", PREFECTURE, "全县"),
    ("全县收到申请", "某县自然资源局", ""),
    ("全镇收到申请", "某镇人民政府", ""),
]


@pytest.mark.parametrize(("text", "unit", "scope"), SCOPES)
def test_the_scope_of_an_area_is_read_where_it_is_clear(text: str, unit: str, scope: str) -> None:
    """Of a government's own report only; two scopes in one clause, and bodies that are no scope, give none."""
    assert scope_of(plain(text).text, len(text), unit) == scope
