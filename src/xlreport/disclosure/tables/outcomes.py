"""Family T, table three beyond its own arithmetic: figures that want a second look or a word in the text."""

from collections.abc import Iterator

from xlreport.checks.examined import Examined
from xlreport.findings import Finding, found_by
from xlreport.numbers import Number, shown
from xlreport.rules import rule

CONCLUDED = "requests.concluded.total"
OTHER, FEE_NOT_PAID = "requests.closed.other.total", "requests.closed.fee_not_paid.total"
MATTERS = "matters.text"
_CARRIED_IN = "requests.carried_in."
_FEW_OTHER, _SHARE_OTHER = 3, 5
_MANY_OTHER, _SHARE_OF_MANY = 10, 20
"""Other outcomes are told from this number on where they are more than one in so many."""
_SMALL_UNITS = {"township", "subdistrict"}
_CORRECTED = ("requests.closed.not_corrected_in_time.total", "requests.unavailable.unclear_after_correction.total")
_NOTICE = ("通知", "缴", "交费")
"""Words by which section six speaks of fees that were asked for."""
_SECRETS = ("requests.refused.state_secret.total", "requests.refused.security_stability.total")


def check_outcomes(seen: Examined) -> Iterator[Finding]:
    """T307: how many of the outcomes say nothing."""
    done, other = seen.known(CONCLUDED), seen.known(OTHER)
    if other and done is not None and not seen.background.merged and _is_much(other, done):
        yield found_by(rule("T307"), seen.where(OTHER), found=shown(other), expected=shown(done))


def _is_much(other: Number, done: Number) -> bool:
    few = other >= _FEW_OTHER and other * _SHARE_OTHER > done
    return few or (other >= _MANY_OTHER and other * _SHARE_OF_MANY > done)


def check_old_requests(seen: Examined) -> Iterator[Finding]:
    """T311: a column that concluded less all year than it carried in."""
    for field in seen.layout.form.typed.get("requests", ()):
        column = field.id.removeprefix(_CARRIED_IN)
        if column in {field.id, "total"}:
            continue
        came, done = seen.known(field.id), seen.known(f"requests.concluded.{column}")
        if came is not None and done is not None and done < came:
            label = field.label.split(" · ")[-1]
            yield found_by(rule("T311"), seen.where(field.id), found=shown(done), expected=shown(came), column=label)


def check_grounds(seen: Examined) -> Iterator[Finding]:
    """T308, T309, T310: outcomes that rest on something outside the table."""
    if seen.submission.says("unit_kind") in _SMALL_UNITS:
        yield from (
            found_by(rule("T308"), seen.where(field), found=shown(number)) for field, number in _filled(seen, _SECRETS)
        )
    if seen.asks("T309") and not any(seen.mentions(word, MATTERS) for word in _NOTICE):
        for field, number in _filled(seen, (FEE_NOT_PAID,)):
            yield found_by(rule("T309"), seen.where(field), found=shown(number))
    if seen.asks("T310") and not seen.mentions("补正"):
        for field, number in _filled(seen, _CORRECTED):
            yield found_by(rule("T310"), seen.where(field), found=shown(number))


def _filled(seen: Examined, fields: tuple[str, ...]) -> Iterator[tuple[str, int]]:
    for field in fields:
        number = seen.known(field)
        if isinstance(number, int) and number > 0:
            yield field, number
