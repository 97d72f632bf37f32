"""Registers made at random, sound and unsound rows mixed: for laws, and for comparing with a spreadsheet program."""

import random
from datetime import date, timedelta
from typing import Any

from xlreport.register import RegisterForm

SOON = 3


def random_register(declared: RegisterForm, seed: int, rows: int = 40) -> dict[str, Any]:
    """The rows of a register as data: year, day it is, requests, disputes."""
    dice = random.Random(seed)  # noqa: S311  # reproducible, nothing secret
    year = dice.choice([2024, 2025])
    as_of = date(year, 1, 1) + timedelta(days=dice.randrange(60, 400))
    requests = [_request(declared, dice, year, number) for number in range(1, rows + 1)]
    disputes = [_dispute(declared, dice, year, number) for number in range(1, rows // 4)]
    return {"year": year, "as_of": str(as_of), "soon_days": SOON, "requests": requests, "disputes": disputes}


def random_choices(declared: RegisterForm, seed: int) -> dict[str, str]:
    """A way for each thing that no text decides."""
    dice = random.Random(f"choices {seed}")  # noqa: S311  # reproducible, nothing secret
    return {each.id: dice.choice(sorted(each.says)) for each in declared.choices}


def _request(declared: RegisterForm, dice: random.Random, year: int, number: int) -> dict[str, Any]:
    received = date(year, 1, 1) + timedelta(days=dice.randrange(-40, 380))
    row: dict[str, Any] = {"number": f"〔{year}〕{number}号", "received": str(received)}
    row["applicant"] = dice.choice(declared.applicants).id
    if dice.random() < 0.8:
        answered = received + timedelta(days=dice.randrange(-3 if dice.random() < 0.1 else 0, 75))
        row |= {"answered": str(answered), "outcome": dice.choice(declared.column("outcome").options).id}
        row |= _handed_over(dice, answered)
    row |= _relations(dice, year, number)
    for chance, make in _STEPS:
        if dice.random() < chance:
            row |= make(dice, received)
    if dice.random() < 0.12:
        row.pop(dice.choice(sorted(row)))
    if dice.random() < 0.06:
        row[dice.choice(["received", "answered", "sent", "applicant", "outcome", "extension_days"])] = "待补"
    return row if dice.random() > 0.03 else {}


def _handed_over(dice: random.Random, answered: date) -> dict[str, Any]:
    """The days on which the answer was sent and served: mostly there, some over the end of the year."""
    days = {"sent": dice.randrange(6), "served": dice.randrange(5, 25)}
    return {column: str(answered + timedelta(days=more)) for column, more in days.items() if dice.random() < 0.9}


def _relations(dice: random.Random, year: int, number: int) -> dict[str, Any]:
    """Now and then the row before, a row that is not there, or the row itself, as first of a letter or as original."""
    named = {column: number - dice.choice([1, 1, 2, 0, 900]) for column in ("part_of", "again_of")}
    return {column: f"〔{year}〕{other}号" for column, other in named.items() if dice.random() < 0.12}


def _later(day: date, dice: random.Random, most: int) -> str:
    return str(day + timedelta(days=dice.randrange(most)))


def _correction(dice: random.Random, received: date) -> dict[str, Any]:
    notice = received + timedelta(days=dice.randrange(12))
    steps = {"correction_notice": str(notice)}
    if dice.random() < 0.7:
        steps["correction_received"] = _later(notice, dice, 20)
    if dice.random() < 0.5:
        steps["correction_due"] = _later(notice, dice, 20)
    return steps


def _consultation(dice: random.Random, received: date) -> dict[str, Any]:
    sent = received + timedelta(days=dice.randrange(15))
    return {"consult_sent": str(sent)} | ({"consult_answered": _later(sent, dice, 30)} if dice.random() < 0.8 else {})


def _extension(dice: random.Random, received: date) -> dict[str, Any]:
    steps: dict[str, Any] = {}
    if dice.random() < 0.85:
        steps["extension_notice"] = _later(received, dice, 45)
    if dice.random() < 0.85:
        steps["extension_days"] = dice.randrange(1, 26)
    return steps


def _postponement(dice: random.Random, received: date) -> dict[str, Any]:
    return {"postponed_to": _later(received, dice, 120)}


def _fee(dice: random.Random, received: date) -> dict[str, Any]:
    steps: dict[str, Any] = {"fee_notice": _later(received, dice, 15)}
    return steps | (
        {"fee_paid": _later(received, dice, 40), "fee_yuan": dice.randrange(10, 500)} if dice.random() < 0.6 else {}
    )


_STEPS = ((0.2, _correction), (0.2, _consultation), (0.25, _extension), (0.04, _postponement), (0.08, _fee))


def _dispute(declared: RegisterForm, dice: random.Random, year: int, number: int) -> dict[str, Any]:
    filed = date(year, 1, 1) + timedelta(days=dice.randrange(-200, 380))
    columns = {each.id: each for each in declared.disputes.columns}
    row: dict[str, Any] = {
        "number": f"案{number}",
        "filed": str(filed),
        "kind": dice.choice(columns["kind"].options).id,
    }
    row["role"] = dice.choice(columns["role"].options).id
    if dice.random() < 0.7:
        row |= {"decided": _later(filed, dice, 300), "result": dice.choice(columns["result"].options).id}
    if dice.random() < 0.15:
        row.pop(dice.choice(sorted(row)))
    return row
