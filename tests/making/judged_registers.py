"""Registers given as data, judged; and a judged request as the worked cases write it."""

from datetime import date
from pathlib import Path
from typing import Any

from xlreport.forms import load_form
from xlreport.register import JudgedRegister, RegisterRows, announced_workdays, judged, register_of, rows_of

CASES = sorted((Path(__file__).parents[1] / "unit" / "register" / "cases").glob("*.json"))
"""Registers worked out by hand: rows, and what they come to."""


def judge(case: dict[str, Any]) -> JudgedRegister:
    """The register of a case as it stands on its day."""
    usual = register_of(load_form())
    assert usual
    declared = usual.choosing(case.get("choices", {}))
    rows = RegisterRows(
        year=case["year"],
        requests=rows_of(declared.columns, enumerate(case["requests"], 1)),
        disputes=rows_of(declared.disputes.columns, enumerate(case["disputes"], 1)),
        last_year=case.get("last_year_carried_out"),
    )
    as_of = date.fromisoformat(case["as_of"])
    return judged(rows, declared, as_of=as_of, calendar=announced_workdays(), soon_days=case["soon_days"])


def plain(each: Any) -> dict[str, Any]:
    """A judged request as the cases write it."""
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
