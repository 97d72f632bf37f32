"""Rows of a bureau's own register pasted into its return in LibreOffice's own window, and one typed by the keyboard."""

from pathlib import Path
from typing import Any

import pytest

from office_window import needed, told_in_window
from registered_returns import blank_return, layout, request, rows
from xlreport.office.registers.register_making import register_workbook
from xlreport.register import register_of
from xlreport.register.register_plan import embedded_plan, register_plan

SCRIPT = Path(__file__).parents[1] / "making" / "uno_rows.py"
REQUESTS = [
    request(1),
    request(2, applicant="business"),
    request(3, received="2025-12-29", answered=None, outcome=None),
]


@pytest.fixture(scope="module")
def answer(soffice: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What stands in the return after the paste, and after the typing."""
    folder, declared = tmp_path_factory.mktemp("rows"), register_of(layout().form)
    assert declared
    needed("xdotool")
    source, target = folder / "台账.xlsx", folder / "年报.xlsx"
    source.write_bytes(register_workbook(declared, rows(REQUESTS), rows=200))
    target.write_bytes(blank_return())
    own, there = register_plan(declared).requests, embedded_plan(declared).requests
    block = own.typed_block(1)
    received, business = (layout().places[f"requests.received.{kind}"] for kind in ("natural", "business"))
    asked = {
        "source": source.resolve().as_uri(),
        "target": target.resolve().as_uri(),
        "sheet": declared.sheet,
        "block": f"{block.first}:{block.last.shifted(rows=len(REQUESTS) - 1)}",
        "goes_to": str(there.cell("number", 1)),
        "types_at": str(there.cell("number", 4)),
        "typed": ["A9", "Tab", "2025-05-07", "Tab", "Tab", "Tab", "Return"],
        "open": [str(there.cell("number", 1)), str(there.cell("outcome", 2)), str(there.cell("number", 4))],
        "told": [
            [received.sheet, str(received.cell)],
            [business.sheet, str(business.cell)],
            *([declared.sheet, str(there.cell(column, 1))] for column in ("state", "outcome")),
            *([declared.sheet, str(there.cell(column, 4))] for column in ("number", "received", "hint")),
        ],
    }
    return told_in_window(soffice, folder, SCRIPT, asked)


def test_one_paste_moves_the_rows(answer: dict[str, Any]) -> None:
    """The block of the bureau's own register falls into the same columns; the table counts it at once."""
    assert answer["pasted"] == ["2", "1", "已办结", "（一）予以公开", "", "", ""]


def test_a_row_is_typed_with_the_keyboard(answer: dict[str, Any]) -> None:
    """Number and day go in with Tab between them; what is still missing is said in the row."""
    assert answer["typed"][4:] == ["A9", "2025-05-07", "缺申请人类型"]


def test_the_cells_stay_open(answer: dict[str, Any]) -> None:
    """What was pasted over can be typed into as before."""
    assert answer["locked"] == [False, False, False]
