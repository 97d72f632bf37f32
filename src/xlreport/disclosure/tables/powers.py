"""Family T, table two: decisions against the unit's powers and publications, and amounts that look like 元."""

from collections.abc import Iterator
from decimal import Decimal

from xlreport.checks.examined import Examined
from xlreport.checks.rules import ARITHMETIC, rule
from xlreport.findings import Finding, Severity, found_by
from xlreport.language import Text
from xlreport.numbers import shown
from xlreport.rounds import POWERS

DECISIONS = {
    "licensing": "disclosure.licensing.decisions",
    "penalties": "disclosure.penalties.decisions",
    "coercion": "disclosure.coercion.decisions",
    "fees": "disclosure.fees.amount",
}
"""The figure of table two that each power of the roster stands behind."""
FEES, FEE_YUAN = "disclosure.fees.amount", "matters.fee_yuan"
_YUAN = 10_000
_NEAR_YUAN = (5_000, 20_000)
_LARGE_FEE = 100_000
_SMALL_UNITS = {"department", "township", "subdistrict"}

T204 = rule(
    "T204",
    Severity.WARNING,
    "D",
    ("名册中的职权", "the powers in the roster"),
    title=("决定数量与职权不符", "decisions do not fit the unit's powers"),
    meaning=(
        "名册写明单位有哪些职权：没有该项职权而填了数，或有职权、上年有数而今年为 0，请核对。",
        "The roster says which powers a unit has: figures without the power, or none although last year had some, want "
        "a check.",
    ),
    why=("不该有的数多半是填错了行。", "A figure where none can be was probably typed into the wrong row."),
    message=("“{label}”为 {found}：{problem}。", "“{label}” is {found}: {problem}."),
    advice=(
        "请核对；数字属实的，在封面“警告说明”中写明，或请主管部门更正名册。",
        "Check it; if it is right say so on 封面, or have the roster corrected.",
    ),
)
T205 = rule(
    "T205",
    Severity.WARNING,
    "B",
    ("武政办发〔2025〕54号（武威市）", "武政办发〔2025〕54号, a notice of Wuwei city"),
    title=("决定数量少于已公示的件数", "fewer decisions than were published"),
    meaning=(
        "有的地方要求处理决定数量包括全部决定，不论是否公开；因此不会少于已经公示的件数。",
        "Some places count all decisions, published or not; there cannot be fewer than were published.",
    ),
    why=("公示的件数谁都查得到。", "Anyone can look up what was published."),
    message=(
        "“{label}”为 {found}，少于名册登记的公示件数 {expected}。",
        "“{label}” is {found}, fewer than the {expected} that the roster has as published.",
    ),
    advice=("请与双公示、执法公示的台账核对。", "Compare it with the records of published decisions."),
)
T206 = rule(
    "T206",
    Severity.WARNING,
    "D",
    ARITHMETIC,
    title=("收费金额像是以元填写", "the fee amount looks like 元"),
    meaning=(
        "这一格以万元为单位。与上年相差约一万倍，或部门、乡镇填了十万以上的整数，多半是按元填的。",
        "The unit is 万元. About ten thousand times last year's amount, or a whole number over 100,000 of a department "
        "or township, was probably typed in 元.",
    ),
    why=("差一万倍的数会盖过全县的合计。", "Ten thousand times too much drowns the county's total."),
    message=("“{label}”为 {found}{compared}。", "“{label}” is {found}{compared}."),
    advice=("请核对单位；是元的，换算成万元（除以 10000）。", "Check the unit; if it is 元, divide by 10,000."),
)
T207 = rule(
    "T207",
    Severity.WARNING,
    "B",
    (
        "川财（2021）关于信息处理费的通知：属行政事业性收费",
        "Sichuan 2021: the information-processing fee is an administrative fee",
    ),
    title=("信息处理费多于收费总额", "the processing fee exceeds all fees"),
    meaning=(
        "信息处理费属于行政事业性收费，折成万元不应多于表二的收费金额。",
        "The information-processing fee is one of the administrative fees of table two and cannot exceed their sum.",
    ),
    why=("两处都是同一笔钱，应当对得上。", "Both speak of the same money."),
    message=(
        "第六部分的信息处理费 {found} 元，多于表二全部收费 {expected} 万元。",
        "Section six has {found} 元 of processing fees, more than the {expected} 万元 of all fees in table two.",
    ),
    advice=("请核对两处金额和单位。", "Check both amounts and their units."),
)
RULES = (T204, T205, T206, T207)


def check_powers(seen: Examined) -> Iterator[Finding]:
    """T204, T205: figures against the roster; what it does not say is not checked."""
    unit = seen.background.unit
    for power, field in DECISIONS.items() if unit else ():
        number = seen.known(field)
        if unit is None or number is None:
            continue
        if unit.powers and (problem := _unfit(seen, power, power in unit.powers)):
            yield found_by(T204, seen.where(field), found=shown(number), problem=problem)
        published = unit.published.get(power)
        if published is not None and number < published:
            yield found_by(T205, seen.where(field), found=shown(number), expected=str(published))


def _unfit(seen: Examined, power: str, has: bool) -> Text | None:  # noqa: FBT001  # what the roster says
    number, last = seen.known(DECISIONS[power]), seen.last(DECISIONS[power])
    name = POWERS[power]
    if number and not has:
        return Text(f"名册中本单位没有“{name}”职权", f"the roster gives the unit no power of {power}")
    if number == 0 and has and last:
        return Text(
            f"本单位有“{name}”职权，上年为 {shown(last)}",
            f"the unit has the power of {power}; last year it was {shown(last)}",
        )
    return None


def check_fees(seen: Examined) -> Iterator[Finding]:
    """T206, T207: amounts in the wrong unit, and the processing fee within all fees."""
    fees, yuan, last = seen.known(FEES), seen.known(FEE_YUAN), seen.last(FEES)
    if fees is None:
        return
    if fees and last and (_near_yuan(fees, last) or _near_yuan(last, fees)):
        compared = Text(
            f"，上年为 {shown(last)}，相差约一万倍", f"; last year it was {shown(last)}, about ten thousand times apart"
        )
        yield found_by(T206, seen.where(FEES), found=shown(fees), compared=compared)
    elif (
        not last
        and isinstance(fees, int)
        and fees >= _LARGE_FEE
        and seen.submission.text("cover.unit_kind") in _SMALL_UNITS
    ):
        yield found_by(T206, seen.where(FEES), found=shown(fees), compared=Text("万元", " 万元"))
    if yuan and Decimal(yuan) > Decimal(fees) * _YUAN:
        yield found_by(T207, seen.where(FEE_YUAN), found=shown(yuan), expected=shown(fees))


def _near_yuan(more: int | Decimal, less: int | Decimal) -> bool:
    low, high = _NEAR_YUAN
    return low * less <= more <= high * less
