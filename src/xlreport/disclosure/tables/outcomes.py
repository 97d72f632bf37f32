"""Family T, table three beyond its own arithmetic: figures that want a second look or a word in the text."""

from collections.abc import Iterator

from xlreport.checks.examined import Examined
from xlreport.checks.rules import OWN, rule
from xlreport.findings import Finding, Severity, found_by
from xlreport.numbers import Number, shown

RECEIVED, CARRIED_IN = "requests.received.total", "requests.carried_in.total"
CONCLUDED, CARRIED_OUT = "requests.concluded.total", "requests.carried_out.total"
OTHER, FEE_NOT_PAID = "requests.closed.other.total", "requests.closed.fee_not_paid.total"
MATTERS = "matters.text"
_MANY_OTHER, _SHARE_OTHER = 10, 5
"""Other outcomes are told from this number on, or from one in so many on."""
_SMALL_UNITS = {"township", "subdistrict"}
_CORRECTED = ("requests.closed.not_corrected_in_time.total", "requests.unavailable.unclear_after_correction.total")
_NOTICE = ("通知", "缴", "交费")
"""Words by which section six speaks of fees that were asked for."""
_SECRETS = ("requests.refused.state_secret.total", "requests.refused.security_stability.total")

T305 = rule(
    "T305",
    Severity.WARNING,
    "D",
    ("由表内勾稽关系推出", "follows from the relation printed in the table"),
    title=("有申请没有结果，或有结果没有申请", "requests without outcomes, or outcomes without requests"),
    meaning=(
        "新收和上年结转都是 0，就不会有办理结果和结转；有申请，就应有办理结果或结转下年。已按 T301 或 T304 提出的，附在其下。",
        "Without requests received or carried in there is neither outcome nor carry-over, and the other way round. Where "
        "T301 or T304 tells of it this stands under it.",
    ),
    why=(
        "多半是整块没有填，或者填到了别的行。",
        "Most likely a whole block was left out or typed into other rows.",
    ),
    message=(
        "新收加上年结转为 {left}，办理结果加结转下年度为 {right}。",
        "Received plus carried in is {left}; concluded plus carried out is {right}.",
    ),
    advice=(
        "请核对：收到的每件申请填一种办理结果，没有办结的填结转下年度。",
        "Check it: each request received has one outcome or is carried to next year.",
    ),
)
T307 = rule(
    "T307",
    Severity.WARNING,
    "C",
    OWN,
    title=("“其他处理”中的“其他”偏多", "many outcomes are 其他"),
    meaning=(
        "（六）其他处理的“3.其他”达到 10 件，或超过办理总数的五分之一。这一行只放不属于前面各项的情形，如申请人撤回。",
        "其他 under （六） reaches 10, or exceeds one in five of all outcomes. It is for what fits nowhere else, such as "
        "requests withdrawn.",
    ),
    why=(
        "放进“其他”的申请看不出怎么处理的，审核时会被问到。",
        "An outcome called 其他 says nothing, and is asked about.",
    ),
    message=(
        "办结的 {expected} 件中，有 {found} 件填在（六）“3.其他”，偏多。",
        "Of {expected} outcomes {found} stand under 其他 of （六）.",
    ),
    advice=(
        "请核对能否归入前面各项；确属其他情形的，在封面“警告说明”中写明是什么（如撤回、并案）。",
        "See whether they belong to the rows above; if not, say on 封面 what they are (withdrawn, joined, …).",
    ),
)
T308 = rule(
    "T308",
    Severity.NOTE,
    "D",
    OWN,
    title=("基层单位引用国家秘密或“三安全一稳定”", "a small unit refuses for secrecy or security"),
    meaning=(
        "乡镇、街道以国家秘密或危及“三安全一稳定”为由不予公开的很少见，须有定密或认定的依据。",
        "Townships and subdistricts rarely refuse for state secrets or security; it wants a legal basis.",
    ),
    why=("没有依据的，复议诉讼时站不住。", "Without a basis it does not stand in a review or a suit."),
    message=("“{label}”为 {found} 件，乡镇、街道很少见。", "“{label}” is {found}, which is rare in a small unit."),
    advice=("请确认有依据；填错行的，请改到正确的行。", "Make sure of the basis, or move it to the right row."),
)
T309 = rule(
    "T309",
    Severity.NOTE,
    "D",
    ("国办公开办函〔2021〕30号附件第六部分", "section six of the annex of 国办公开办函〔2021〕30号"),
    title=("有逾期不缴费的，第六部分没有提到收费通知", "fees not paid, yet section six is silent about the notices"),
    meaning=(
        "填了“逾期未按收费通知要求缴纳费用”，就发过收费通知；第六部分报告信息处理费的情况，宜写明发了几件、缴了几件。",
        "A request ended for a fee not paid means that a notice was sent; section six reports on such fees and had better "
        "say how many notices there were and how many were paid.",
    ),
    why=("表里有、文字里没有，前后对不上。", "Table and text do not tell the same."),
    message=(
        "“{label}”为 {found} 件，第六部分没有提到收费通知。",
        "“{label}” is {found}; section six does not mention fee notices.",
    ),
    advice=(
        "请在第六部分写明收费通知的件数和金额。",
        "Say in section six how many fee notices there were and the amount.",
    ),
)
T310 = rule(
    "T310",
    Severity.NOTE,
    "A",
    ("《政府信息公开条例》第三十条", "Regulation on Government Information Disclosure, art. 30"),
    title=("有补正后的处理结果", "outcomes that follow a request for correction"),
    meaning=(
        "“逾期不补正”“补正后申请内容仍不明确”以一次性补正告知为前提：条例规定收到申请 7 个工作日内告知。",
        "Both outcomes rest on a notice asking for correction, which the Regulation wants within 7 working days.",
    ),
    why=("没有发过补正告知，这一结果就不成立。", "Without the notice the outcome does not hold."),
    message=(
        "“{label}”为 {found} 件，文字中没有提到补正告知。",
        "“{label}” is {found}; the text does not speak of asking for correction (补正).",
    ),
    advice=(
        "请确认每件都发过补正告知，并在文字中写一句；写了就不再提示。",
        "Make sure that a notice was sent for each and say so in the text, which settles it.",
    ),
)
RULES = (T305, T307, T308, T309, T310)


def check_outcomes(seen: Examined) -> Iterator[Finding]:
    """T305, T307: requests against outcomes, and how many of them say nothing."""
    came, in_, done, out = (seen.known(field) for field in (RECEIVED, CARRIED_IN, CONCLUDED, CARRIED_OUT))
    if came is None or in_ is None:
        return
    left, right = came + in_, _at_least(seen, CONCLUDED) + _at_least(seen, CARRIED_OUT)
    whole = done is not None and out is not None
    if (left == 0 and right > 0) or (left > 0 and right == 0 and whole):
        yield found_by(
            T305, seen.where(CONCLUDED), found=shown(right), expected=shown(left), left=shown(left), right=shown(right)
        )
    other = seen.known(OTHER)
    if other and done is not None and (other >= _MANY_OTHER or other * _SHARE_OTHER > done):
        yield found_by(T307, seen.where(OTHER), found=shown(other), expected=shown(done))


def _at_least(seen: Examined, total: str) -> Number:
    """Give what the parts of a total that are known add up to: no outcome can stand where nothing came in."""
    return sum((seen.known(field) or 0 for field in seen.figures.inputs(total)), 0)


def check_grounds(seen: Examined) -> Iterator[Finding]:
    """T308, T309, T310: outcomes that rest on something outside the table."""
    if seen.submission.text("cover.unit_kind") in _SMALL_UNITS:
        yield from (found_by(T308, seen.where(field), found=shown(number)) for field, number in _filled(seen, _SECRETS))
    if not any(seen.mentions(word, MATTERS) for word in _NOTICE):
        for field, number in _filled(seen, (FEE_NOT_PAID,)):
            yield found_by(T309, seen.where(field), found=shown(number))
    if not seen.mentions("补正"):
        for field, number in _filled(seen, _CORRECTED):
            yield found_by(T310, seen.where(field), found=shown(number))


def _filled(seen: Examined, fields: tuple[str, ...]) -> Iterator[tuple[str, int]]:
    for field in fields:
        number = seen.known(field)
        if isinstance(number, int) and number > 0:
            yield field, number
