"""Registers given as data, judged."""

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
