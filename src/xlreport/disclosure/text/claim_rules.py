"""Family S, first half: the words of the rules that hold the text's numbers against the tables (S01-S11)."""

from dataclasses import replace

from xlreport.checks.rules import ARITHMETIC, rule
from xlreport.findings import Rule, Severity
from xlreport.language import Text

_PRACTICE = (
    "已公布报告的通常做法：文字与表格同一口径；没有查到全国性规定",
    "usual practice in published reports: text and tables count alike; no national rule was found",
)
_NOTICE = (
    "有的地方的通知（如武威市2025年）；不是全国性规定",
    "notices of some places (such as Wuwei, 2025); not a national rule",
)
_WHY = (
    "文字和表格登在同一页上，公众和上级最先看到的就是两处数字不一样。",
    "Text and tables are published on one page; two different numbers are what readers see first.",
)
_MESSAGE = (
    "“{quote}”与表中的数不符：{readings}。",
    "“{quote}” is not what the tables say: {readings}.",
)
_ADVICE = (
    "请核对文字和表格，改正有误的一处；如统计口径不同（如全区数、某一部分），请在文中写明。",
    "Compare text and tables and correct what is wrong; if the text counts something else (the whole area, a part), say so there.",
)


def _count_rule(code: str, title: tuple[str, str], meaning: tuple[str, str]) -> Rule:
    return rule(
        code, Severity.WARNING, "C", _PRACTICE, title=title, meaning=meaning, why=_WHY, message=_MESSAGE, advice=_ADVICE
    )


S01 = _count_rule(
    "S01",
    ("文中收到的申请数与表三不符", "the text's number of requests received is not table 3's"),
    (
        "文中“收到、受理、新收”的申请数，应等于表三的新收、新收加上年结转或者办结中的一个；只有都不相等才提出。",
        "What the text says was 收到, 受理 or 新收 equals one of table 3's received, received plus carried in, or concluded; told only when it equals none.",
    ),
)
S02 = _count_rule(
    "S02",
    ("文中办结、结转的件数与表三不符", "the text's number concluded or carried over is not table 3's"),
    (
        "文中的办结、答复、上年结转、结转下年度件数，应与表三相应的总计相等。",
        "What the text says was concluded, answered, carried in or carried out equals table 3's total.",
    ),
)
S03 = _count_rule(
    "S03",
    ("文中办理结果的件数与表三不符", "the text's number of an outcome is not table 3's"),
    (
        "文中予以公开、部分公开、不予公开、无法提供、不予处理、其他处理的件数，应等于表三该项（有分项的为各分项之和）的总计。",
        "What the text says of an outcome equals table 3's total of it, its items added up.",
    ),
)
S04 = rule(
    "S04",
    Severity.WARNING,
    "C",
    _PRACTICE,
    title=("百分比与数字不符", "a percentage does not follow from the figures"),
    meaning=(
        "文中的占比由表中两个数重新计算，按文中的小数位数取整（四舍五入或舍去均可）后应相同；基数可以是办结、新收或新收加上年结转。",
        "A share is worked out again from two figures and equals the printed one at its number of digits, rounded or cut; its base may be concluded, received, or received plus carried in.",
    ),
    why=(
        "百分比算错最容易被读者验算出来。",
        "A wrong percentage is what a reader can most easily work out.",
    ),
    message=("“{quote}”：按表中的数算，应为 {expected}。", "“{quote}”: the figures give {expected}."),
    advice=("请核对分子、分母和小数位数。", "Check both figures and the number of digits."),
)
S05 = rule(
    "S05",
    Severity.WARNING,
    "C",
    _PRACTICE,
    title=("同比与上年数字不符", "a change from last year does not follow from the figures"),
    meaning=(
        "文中“同比增长（下降）”由本年和上年报告的数重新计算；没有上年数时不核。",
        "A change from last year is worked out again from both reports; it is not checked where last year's figures are not known.",
    ),
    why=(
        "同比常在数字改动之后忘了重算。",
        "After a figure is corrected its change from last year is often left as it was.",
    ),
    message=(
        "“{quote}”：按两年的数算，应为{expected}。",
        "“{quote}”: the figures of both years give {expected}.",
    ),
    advice=("请用上年报告的数重新计算。", "Work it out again from last year's report."),
)
S06 = _count_rule(
    "S06",
    ("文中复议、诉讼件数与表四不符", "the text's number of reviews or suits is not table 4's"),
    (
        "文中因信息公开引起的行政复议、行政诉讼件数及其结果，应等于表四；行政诉讼为两种起诉之和。文中说的是备案的全部案件时只作提示。",
        "The reviews and suits that the text names, and their results, equal table 4; suits are both kinds added up. Where the text speaks of all cases put on file (备案) it is only noted.",
    ),
)
S07 = rule(
    "S07",
    Severity.WARNING,
    "D",
    ARITHMETIC,
    title=("文中说没有，表中却有", "the text says there was none, the tables have some"),
    meaning=(
        "文中写“未收到申请”“未发生行政复议、行政诉讼”“未收取费用”的，表中相应的数应为 0。",
        "Where the text says that there were no requests, no reviews or suits, or no fees, the figure is 0.",
    ),
    why=(
        "套用往年文字最容易留下这样的矛盾。",
        "Text carried over from another year leaves just this contradiction.",
    ),
    message=("文中说“{quote}”，而表中{readings}。", "The text says “{quote}”, but in the tables: {readings}."),
    advice=("请核对文字和表格，改正有误的一处。", "Compare text and tables and correct what is wrong."),
)
S08 = rule(
    "S08",
    Severity.WARNING,
    "B",
    _NOTICE,
    title=("文中规范性文件件数与表二不符", "the text's number of normative documents is not table 2's"),
    meaning=(
        "文中制发、废止、现行有效的规章和行政规范性文件件数，应等于表二。",
        "What the text says was made, repealed or is in force equals table 2.",
    ),
    why=_WHY,
    message=_MESSAGE,
    advice=_ADVICE,
)
S09 = rule(
    "S09",
    Severity.WARNING,
    "C",
    _PRACTICE,
    title=("文中分项之和与总数不符", "a total in the text is not the sum of its parts"),
    meaning=(
        "“共 N 条，其中……”列出的各项之和不应超过 N；列全了的（各种办理结果、自然人与法人或其他组织，“A、B，合计 N”）应等于 N。",
        "The parts listed after 共…其中… do not exceed their total; where all are listed (the outcomes, both kinds of applicant, or before 合计) they equal it.",
    ),
    why=(
        "各项加起来对不上总数，读者无从知道哪个数对。",
        "When parts do not make up their total a reader cannot tell which number is right.",
    ),
    message=(
        "“{quote}”：各项之和为 {found}，总数为 {expected}。",
        "“{quote}”: the parts add up to {found}, the total is {expected}.",
    ),
    advice=(
        "请核对各项和总数；各项有交叉或没有列全的，请改写（如“其中包括”）。",
        "Check parts and total; if parts overlap or some are left out, word it so.",
    ),
)
S10 = rule(
    "S10",
    Severity.WARNING,
    "C",
    _PRACTICE,
    title=("信息处理费的件数、金额对不上", "cases or amount of 信息处理费 do not agree"),
    meaning=(
        "第六部分文字中的信息处理费件数和金额，应等于本部分填写的件数和金额；分单位列出的，合计应等于总数。",
        "Cases and amount of 信息处理费 in the text of section six equal those filled in there; where bodies are listed they add up to the total.",
    ),
    why=(
        "信息处理费是收费，金额会与财政票据核对。",
        "It is a charge, and its amount is compared with the receipts.",
    ),
    message=_MESSAGE,
    advice=(
        "请核对收费通知和缴款记录，改正有误的一处。",
        "Check the notices and receipts and correct what is wrong.",
    ),
)
S10_PARTS = replace(S10, message=S09.message)
S11 = rule(
    "S11",
    Severity.WARNING,
    "D",
    ARITHMETIC,
    title=("办结率、答复率与结转数矛盾", "a rate contradicts what was carried over"),
    meaning=(
        "率不会超过 100%；全部申请的办结率应等于办结除以新收（或新收加上年结转）；结转下年度大于 0 时，办结率不会是 100%，写按期答复率 100% 的请确认结转的申请都未到期。",
        "No rate exceeds 100 %; the 办结率 of all requests is those concluded of those received, with or without those carried in; with requests carried out not all were concluded, and an on-time rate of 100 % wants a look at whether those carried out are still within their time.",
    ),
    why=("率与件数矛盾，一眼可见。", "A rate that contradicts the counts is seen at once."),
    message=("“{quote}”：{problem}。", "“{quote}”: {problem}."),
    advice=("请按表三重新计算或改写。", "Work it out again from table 3, or word it otherwise."),
)
RULES = (S01, S02, S03, S04, S05, S06, S07, S08, S09, S10, S11)

NEAR = Text(
    "“{quote}”与“{fits}”相符，与“{named}”（{expected}）不符。", "“{quote}” is {fits}, not {named} ({expected})."
)
"""Where the wording names one figure and the number is another one of the same set."""
NEAR_ADVICE = Text("请核对措辞是否与口径一致。", "Check whether the wording says what is counted.")
MORE = Text("“{quote}”多于表中的数：{readings}。", "“{quote}” is more than the tables have: {readings}.")
LAST_YEAR = Text(
    "“{quote}”与上年报告中的数不符：{readings}。", "“{quote}” is not what last year's report says: {readings}."
)
LAST_YEAR_HAD = Text(
    "文中说“{quote}”，而上年报告中{readings}。", "The text says “{quote}”, but in last year's report: {readings}."
)
FILED = Text(
    "“{quote}”说的是备案的案件，与表四不同：{readings}。口径不同的，请在文中写明。",
    "“{quote}” speaks of cases put on file, and is not table 4's number: {readings}. If another set is counted, say so.",
)
CUT_SHORT = Text(
    "“{quote}”：各项之和为 {found}，比总数 {expected} 略少，可能漏列或数字有误。",
    "“{quote}”: the parts add up to {found}, slightly less than {expected}; one may be missing or wrong.",
)
