"""Family T, table two: decisions against the unit's powers and publications, and amounts that look like 元."""

from collections.abc import Iterator
from decimal import Decimal

from xlreport.checks.examined import Examined
from xlreport.findings import Finding, found_by
from xlreport.language import Text
from xlreport.numbers import shown
from xlreport.rules import rule

DECISIONS = {
    "licensing": "disclosure.licensing.decisions",
    "penalties": "disclosure.penalties.decisions",
    "coercion": "disclosure.coercion.decisions",
    "fees": "disclosure.fees.amount",
}
"""The figure of table two that each power of the roster stands behind."""
FEES, FEE_YUAN = "disclosure.fees.amount", "matters.fee_yuan"
FEE_CASES, _RECEIVED = "matters.fee_cases", ("requests.received.total", "requests.carried_in.total")
_REGULATIONS = tuple(f"disclosure.regulations.{each}" for each in ("made", "repealed", "in_force"))
_TOWNS = "乡镇街道"
"""The tier by which a round shows to be a county's."""
_STEP = 10
"""Yuan: by case the fee is a multiple of 100, by page of 10, 20 or 40."""
_YUAN = 10_000
_NEAR_YUAN = (5_000, 20_000)
_LARGE_FEE = 100_000
_SMALL_UNITS = {"department", "township", "subdistrict"}


def check_powers(seen: Examined) -> Iterator[Finding]:
    """T204, T205: figures against the roster; what it does not say is not checked."""
    unit = seen.background.unit
    for power, field in DECISIONS.items() if unit else ():
        number = seen.known(field)
        if unit is None or number is None:
            continue
        if unit.powers and (problem := _unfit(seen, power, power in unit.powers)):
            yield found_by(rule("T204"), seen.where(field), found=shown(number), problem=problem)
        published = unit.published.get(power)
        if published is not None and number < published:
            yield found_by(rule("T205"), seen.where(field), found=shown(number), expected=str(published))

    yield from _listed(seen)
    if _TOWNS in seen.background.tiers and seen.submission.text("cover.unit_kind") == "government":
        for field in _REGULATIONS:
            if number := seen.known(field):
                yield found_by(rule("T208"), seen.where(field), found=shown(number))


def _listed(seen: Examined) -> Iterator[Finding]:
    """T210: the unit's documents against its line in the list of the justice department."""
    for key, expected in seen.background.unit.listed.items() if seen.background.unit else ():
        field = f"disclosure.normative.{key}"
        number = seen.known(field)
        if number is not None and number != expected:
            yield found_by(rule("T210"), seen.where(field), found=shown(number), expected=str(expected))


def _unfit(seen: Examined, power: str, has: bool) -> Text | None:  # noqa: FBT001  # what the roster says
    number, last = seen.known(DECISIONS[power]), seen.last(DECISIONS[power])
    name = seen.layout.form.units.powers[power]
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
        yield found_by(rule("T206"), seen.where(FEES), found=shown(fees), compared=compared)
    elif (
        not last and isinstance(fees, int) and fees >= _LARGE_FEE and seen.submission.says("unit_kind") in _SMALL_UNITS
    ):
        yield found_by(rule("T206"), seen.where(FEES), found=shown(fees), compared=Text("万元", " 万元"))
    if yuan and Decimal(yuan) > Decimal(fees) * _YUAN:
        yield found_by(rule("T207"), seen.where(FEE_YUAN), found=shown(yuan), expected=shown(fees))


def check_fee_pair(seen: Examined) -> Iterator[Finding]:
    """T209: cases and amount of the information-processing fee against each other and the requests."""
    cases, yuan = seen.known(FEE_CASES), seen.known(FEE_YUAN)
    came = [seen.known(field) for field in _RECEIVED]
    if cases is None or yuan is None:
        return
    where = seen.where(FEE_CASES)
    if bool(cases) != bool(yuan):
        problem = Text(
            f"信息处理费 {shown(cases)} 件、{shown(yuan)} 元，件数和金额应同为 0 或同大于 0",
            f"{shown(cases)} cases and {shown(yuan)} yuan: both are 0 or both are more",
        )
        yield found_by(rule("T209"), where, found=shown(cases), problem=problem)
    elif None not in came and cases > sum(each or 0 for each in came):
        problem = Text(
            f"信息处理费 {shown(cases)} 件，多于新收加上年结转的申请",
            f"{shown(cases)} cases with a fee are more than the requests received and carried in",
        )
        yield found_by(rule("T209"), where, found=shown(cases), problem=problem)
    elif yuan % _STEP:
        problem = Text(f"信息处理费 {shown(yuan)} 元，不是 10 元的整倍数", f"{shown(yuan)} yuan is no multiple of 10")
        yield found_by(rule("T209", "step"), seen.where(FEE_YUAN), found=shown(yuan), problem=problem)


def _near_yuan(more: int | Decimal, less: int | Decimal) -> bool:
    low, high = _NEAR_YUAN
    return low * less <= more <= high * less
