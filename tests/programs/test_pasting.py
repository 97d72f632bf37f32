"""What is pasted into a workbook, in LibreOffice's own window: an input stays one, whatever it was pasted from."""

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from office_starting import free_port
from office_window import office_window, unseen_screen
from patching import patch_part
from uno_driving import uno_python
from xlreport.forms import load_form
from xlreport.layout import plan
from xlreport.manifest import identity_of
from xlreport.writing import write_workbook

LAYOUT = plan(load_form())
SCRIPT = Path(__file__).parents[1] / "making" / "uno_pasting.py"
TEXT, FIGURES = "一 总体情况", "三 依申请公开"
SECONDS = 300


@pytest.fixture(scope="module")
def screen() -> Iterator[dict[str, str]]:
    """A screen that nobody sees."""
    with unseen_screen() as shown:
        yield shown


def _locked_by_default(styles: str) -> str:
    """Lock the default style again: the first of each kind of format."""
    open_style = r'(<cell(?:Style)?Xfs count="\d+"><xf [^>]*) applyProtection="1"><protection locked="0"/></xf>'
    return re.sub(open_style, r"\g<1>/>", styles)


@pytest.fixture(scope="module")
def pasted(
    soffice: Path, screen: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> tuple[dict[str, Any], dict[str, Any]]:
    """What became of a text and of cells pasted into a workbook, and into one whose default style is locked."""
    folder = tmp_path_factory.mktemp("pasting")
    python = uno_python(soffice)
    assert python is not None
    now, then = folder / "now.xlsx", folder / "locked.xlsx"
    now.write_bytes(write_workbook(LAYOUT, identity_of(LAYOUT), {}))
    then.write_bytes(patch_part(now.read_bytes(), "xl/styles.xml", _locked_by_default))
    visits = [
        [now.resolve().as_uri(), [TEXT, "B5", "B6"], [FIGURES, "D7", "E7", "F7", "J7"]],
        [then.resolve().as_uri(), [TEXT, "B5", "B6"], [FIGURES, "D7", "E7", "F7", "J7"]],
    ]
    port = free_port()
    with office_window(soffice, folder / "profile", port, screen):
        done = subprocess.run(
            [python, SCRIPT, str(port)],
            input=json.dumps(visits),
            capture_output=True,
            text=True,
            check=False,
            timeout=SECONDS,
        )
    assert done.returncode == 0, done.stderr[-2_000:]
    first, second = json.loads(done.stdout)
    return first, second


def test_a_text_from_a_document_leaves_its_cells_open(pasted: tuple[dict[str, Any], dict[str, Any]]) -> None:
    """Two paragraphs, one of them bold, fall into two cells, and both can be typed into as before."""
    now, _ = pasted
    assert now["text"] == [["第一段，加粗。", False], ["第二段。", False]]


def test_cells_of_another_workbook_leave_inputs_open(pasted: tuple[dict[str, Any], dict[str, Any]]) -> None:
    """Green cells bring their figures, the total adds them up and stays locked, and a figure is typed over one."""
    now, _ = pasted
    assert now["cells"] == [["3", False], ["4", False], ["5", False], ["12", True]]
    assert now["typed"] == "9"


def test_a_locked_default_style_would_lock_them(pasted: tuple[dict[str, Any], dict[str, Any]]) -> None:
    """The same cells, pasted into a workbook whose default style is locked, can be typed into no more."""
    _, then = pasted
    assert [locked for _, locked in then["cells"]] == [True, True, True, True]
