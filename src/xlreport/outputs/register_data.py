"""A judged register as plain data: figures, each request's days, the faults of its rows."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from xlreport.findings import Finding
from xlreport.language import Language
from xlreport.numbers import Number, shown
from xlreport.register import JudgedRegister, JudgedRow


def register_data(
    result: JudgedRegister, findings: Iterable[Finding], as_of: date, language: Language
) -> dict[str, Any]:
    """The whole result, ready for JSON; a fault's slug and number are those of the row's own case."""
    told = zip(result.faults, findings, strict=True)
    return {
        "as_of": str(as_of),
        "values": {field: _number(value) for field, value in result.values.items()},
        "requests": [judged_request(each) for each in result.requests],
        "findings": [
            {
                "code": finding.code,
                "slug": fault.slug,
                "number": fault.number,
                "severity": str(finding.severity),
                "sheet": finding.sheet,
                "cell": finding.cell,
                "message": finding.message[language],
                "advice": finding.advice[language],
            }
            for fault, finding in told
        ],
    }


def _number(value: Number) -> int | str:
    return value if isinstance(value, int) else shown(value)


def judged_request(each: JudgedRow) -> dict[str, Any]:
    """Give a request with its days and its state."""
    terms = each.terms
    days = {name: getattr(terms, name) for name in ("start", "base_due", "due")}
    return {
        "number": each.row.name,
        "origin": each.origin,
        "counted_as": each.counted_as,
        **{name: str(day) if day else None for name, day in days.items()},
        "due_any_of": [str(day) for day in terms.due_any_of] or None,
        "paused_days": terms.paused_days,
        "used_days": terms.used_days,
        "late": terms.late,
        "state": terms.state.value if terms.state else None,
    }
