"""A register of 59 requests in 2,000 lines on paper: how a clerk prints no blank lines in LibreOffice's own window."""

import subprocess
from pathlib import Path

import pytest

from office_window import needed, told_in_window
from registered_returns import layout, request, rows
from xlreport.office.registers.register_making import register_workbook
from xlreport.register import register_of
from xlreport.register.register_plan import FIRST_ROW, LABEL_ROW, register_plan

SCRIPT = Path(__file__).parents[1] / "making" / "uno_filtering.py"
FILLED, LINES = 59, 2000
NOT_EMPTY = ["alt+Down", "shift+Tab", "Down", "Down", "Down", "Right", "Down", "Return"]
"""The filter of a head opens; before its search field stand its entries: by condition, and there not empty."""


@pytest.fixture(scope="module")
def printed(soffice: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[int, int]:
    """How many lines are in sight once those without a number are hidden by the keyboard, and the pages that prints."""
    folder, declared = tmp_path_factory.mktemp("printed"), register_of(layout().form)
    assert declared
    for program in ("xdotool", "pdfinfo"):
        needed(program)
    path, paper = folder / "台账.xlsx", folder / "台账.pdf"
    path.write_bytes(register_workbook(declared, rows([request(each + 1) for each in range(FILLED)]), rows=LINES))
    head = register_plan(declared).requests.cell("number", 1).shifted(rows=LABEL_ROW - FIRST_ROW)
    asked = {
        "url": path.resolve().as_uri(),
        "sheet": declared.sheet,
        "head": str(head),
        "keys": NOT_EMPTY,
        "rows": [FIRST_ROW, FIRST_ROW + LINES],
        "pdf": paper.resolve().as_uri(),
    }
    told = told_in_window(soffice, folder, SCRIPT, asked)
    info = subprocess.run(["pdfinfo", paper], capture_output=True, text=True, check=True).stdout
    pages = next(line.split()[1] for line in info.splitlines() if line.startswith("Pages"))
    return told["seen"], int(pages)


def test_the_filter_of_a_locked_sheet_hides_what_is_not_filled(printed: tuple[int, int]) -> None:
    """By the keyboard alone, as the front page says: the lines with a number stay."""
    assert printed[0] == FILLED


def test_the_whole_register_is_then_a_few_pages(printed: tuple[int, int]) -> None:
    """Not the hundred pages of its two thousand lines; the list of disputes is not filtered here."""
    assert printed[1] < 25
