"""Family T, table four: reviews and lawsuits that want a second look."""

from collections.abc import Iterator

from xlreport.checks.examined import Examined
from xlreport.checks.rules import OWN, rule
from xlreport.findings import Finding, Severity, found_by
from xlreport.numbers import shown

TOTALS = ("disputes.review.total", "disputes.direct_suit.total", "disputes.suit_after_review.total")
CORRECTED = ("disputes.review.corrected", "disputes.direct_suit.corrected", "disputes.suit_after_review.corrected")
_PROBLEMS = ("problems.issues", "problems.improvements")
_CONCLUDED = "requests.concluded.total"
_REVIEW_FIRST = 2024
"""From this report year on a refusal under articles 14 to 16 goes to review before a suit."""

T404 = rule(
    "T404",
    Severity.WARNING,
    "D",
    OWN,
    title=("没有办理过申请却有复议诉讼", "disputes without any request handled"),
    meaning=(
        "复议和诉讼因处理申请引起。今年、上年都没有办结申请，却填了案件，请核对。",
        "Disputes arise from handling requests. Cases although nothing was concluded this year or last want a check.",
    ),
    why=("可能把别的行政案件填进来了。", "Other administrative cases may have been counted."),
    message=(
        "填了 {found} 件复议诉讼，而今年、上年办结的申请都是 0。",
        "{found} disputes, yet no request was concluded this year or last.",
    ),
    advice=(
        "请核对：只填因政府信息公开引起的案件。",
        "Check it: count only cases about government information disclosure.",
    ),
)
T405 = rule(
    "T405",
    Severity.WARNING,
    "A",
    ("国办公开办函〔2016〕201号", "letter 国办公开办函〔2016〕201号 of the State Council"),
    title=("政府填了复议后起诉的案件", "a government reports suits after review"),
    meaning=(
        "共同应诉的案件只由作出公开行为的机关计入，复议机关不计。政府多为复议机关，请确认没有重复计算。",
        "A suit against both bodies is counted by the one whose act is attacked, not by the reviewing body. Governments "
        "mostly review: make sure that no case is counted twice.",
    ),
    why=("同一案件两家都报，全县就多算一件。", "A case reported twice makes the county's total too large."),
    message=(
        "复议后起诉为 {found} 件，请确认不含本机关只作为复议机关共同应诉的案件。",
        "{found} suits after review: make sure that none is one in which this body only reviewed.",
    ),
    advice=(
        "只作为复议机关共同应诉的，请减去；确为本机关行为引起的，在封面“警告说明”中写明。",
        "Take out those in which this body only reviewed; otherwise say so on 封面.",
    ),
)
T406 = rule(
    "T406",
    Severity.NOTE,
    "E",
    ("行政复议法第二十三条（待核对原文）", "Administrative Reconsideration Law, art. 23 (text to be confirmed)"),
    title=("未经复议直接起诉", "suits without a review before"),
    meaning=(
        "2024 年起，以条例第十四至十六条为由不予公开的，一般要先申请行政复议。",
        "From 2024 on a refusal under articles 14 to 16 usually goes to review first.",
    ),
    why=("与新规定不一致的案件，多半填错了栏。", "A case that does not fit probably stands in the wrong column."),
    message=(
        "未经复议直接起诉为 {found} 件；2024 年起，不服不予公开的一般要先复议。",
        "{found} suits without a review before; from 2024 on a refusal usually goes to review first.",
    ),
    advice=(
        "请确认其中没有因不予公开（条例第十四至十六条）引起的案件；填错栏的请改正。",
        "Make sure that none is about a refusal under articles 14 to 16.",
    ),
)
T407 = rule(
    "T407",
    Severity.NOTE,
    "D",
    OWN,
    title=("有被纠正的案件", "cases that were decided against the unit"),
    meaning=(
        "复议或诉讼结果为纠正的，第五部分宜写明原因和改进。",
        "Where a review or suit was lost, section five had better name cause and remedy.",
    ),
    why=("纠正的案件最能说明问题在哪里。", "A lost case shows best where the problem lies."),
    message=(
        "“{label}”为 {found} 件，第五部分没有写到纠正。",
        "“{label}” is {found}; section five does not speak of it (纠正).",
    ),
    advice=("请在第五部分写明纠正的原因和改进情况。", "Name the cause and what was improved in section five."),
)
RULES = (T404, T405, T406, T407)


def check_disputes(seen: Examined) -> Iterator[Finding]:
    """T404 to T407: what table four says of the unit."""
    totals = [seen.known(field) for field in TOTALS]
    cases = sum(number for number in totals if number is not None)
    if cases and seen.known(_CONCLUDED) == 0 and seen.last(_CONCLUDED) == 0:
        yield found_by(T404, seen.where(TOTALS[0]), found=shown(cases))
    _, direct, after = totals
    if after and seen.submission.text("cover.unit_kind") == "government":
        yield found_by(T405, seen.where(TOTALS[2]), found=shown(after))
    if direct and seen.year >= _REVIEW_FIRST and not seen.mentions("直接起诉"):
        yield found_by(T406, seen.where(TOTALS[1]), found=shown(direct))
    for field in () if seen.mentions("纠正", *_PROBLEMS) else CORRECTED:
        if number := seen.known(field):
            yield found_by(T407, seen.where(field), found=shown(number))
