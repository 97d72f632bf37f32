"""Returns that carry their request register: filled, small, and patched cell by cell."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from filled import FORM, filled
from xlreport.background import NOTHING_KNOWN, Background, RoundBackground
from xlreport.layout import Layout
from xlreport.manifest import identity_of
from xlreport.office.registers.attached_registers import attached_register
from xlreport.office.registers.request_registers import ReadRegister
from xlreport.office.registers.returned_registers import layout_of
from xlreport.office.taking_in.intake import receive
from xlreport.register import RegisterRows, register_of, rows_of
from xlreport.register.register_canvas import RegisterIdentity
from xlreport.submissions import Return, Value
from xlreport.writing import write_workbook

YEAR = 2025
_ROWS = 30
_KNOWN = ("unit_code", "unit_name", "unit_kind", "region")


@cache
def layout() -> Layout:
    """The layout of the form with the register that its returns may carry."""
    return layout_of(FORM)


def request(number: int, **changes: Any) -> dict[str, Any]:
    """A sound request, answered in time, but for what is changed; None takes a cell away."""
    row = {
        "number": f"〔{YEAR}〕{number}号",
        "received": f"{YEAR}-05-06",
        "channel": "internet",
        "applicant": "natural",
        "answered": f"{YEAR}-05-20",
        "outcome": "granted",
    }
    return {key: value for key, value in (row | changes).items() if value is not None}


def dispute(number: int, **changes: Any) -> dict[str, Any]:
    """A review that was decided, but for what is changed."""
    row = {"number": f"复{number}", "kind": "review", "filed": f"{YEAR}-03-03", "decided": f"{YEAR}-05-06"}
    row |= {"result": "upheld", "role": "sole"}
    return {key: value for key, value in (row | changes).items() if value is not None}


def rows(requests: list[dict[str, Any]], disputes: list[dict[str, Any]] | None = None) -> ReadRegister:
    """Rows as a register has them."""
    declared = register_of(FORM)
    assert declared
    return ReadRegister(
        file="",
        identity=RegisterIdentity(year=YEAR),
        rows=RegisterRows(
            year=YEAR,
            requests=rows_of(declared.columns, enumerate(requests, 1)),
            disputes=rows_of(declared.disputes.columns, enumerate(disputes or [], 1)),
        ),
    )


def registered_return(
    requests: list[dict[str, Any]],
    disputes: list[dict[str, Any]] | None = None,
    changes: Mapping[str, Value] | None = None,
    choices: Mapping[str, str] | None = None,
) -> bytes:
    """A good return whose tables three and four follow from these rows; `changes` are other answers by field.

    `choices` are other ways of counting than the form's own.
    """
    good = filled("county-ZRZ").values
    known = {key: str(good[f"cover.{key}"]) for key in _KNOWN}
    identity = identity_of(layout(), year=str(YEAR), **known)
    attached = attached_register(layout(), identity, _chosen(rows(requests, disputes), choices), rows=_ROWS)
    said = {**good, "matters.fee_cases": 0, "matters.fee_yuan": 0, "cover.year": YEAR, **(changes or {})}
    own = {field: value for field, value in said.items() if field not in attached.formulas}
    return write_workbook(layout(), identity, own, attached=attached)


def _chosen(read: ReadRegister, choices: Mapping[str, str] | None) -> ReadRegister:
    return replace(read, choices=choices or {})


def blank_return() -> bytes:
    """A blank return with a register, small."""
    identity = identity_of(layout(), year=str(YEAR), unit_name="双河市档案局")
    return write_workbook(layout(), identity, {}, attached=attached_register(layout(), identity, rows=_ROWS))


def received(content: bytes, folder: Path, background: Background | RoundBackground = NOTHING_KNOWN) -> Return:
    """The return as the office takes it in."""
    path = folder / "return.xlsx"
    path.write_bytes(content)
    return receive(path, layout(), background)


def told(content: bytes, folder: Path, families: str = "TR") -> dict[str, Mapping[str, str]]:
    """What is told of some families of rules: by `place code`, what was found and what was expected."""
    found = received(content, folder).findings
    own = (each for each in found if each.code[0] in families)
    return {f"{each.sheet}!{each.cell} {each.code}": {"found": each.found, "expected": each.expected} for each in own}
