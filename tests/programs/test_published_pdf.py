"""LibreOffice draws the published document: A4, all figures, no person or program named, table three on one page."""

import re
import subprocess
from pathlib import Path

import pytest

from filled import FORM
from page_layouts import VALUES
from xlreport.errors import XlreportError
from xlreport.office.making_public.publication import as_pdf, published


def _text(path: Path, *arguments: str) -> str:
    done = subprocess.run(["pdftotext", *arguments, str(path), "-"], capture_output=True, text=True, check=True)
    return done.stdout


@pytest.mark.usefixtures("soffice")
def test_the_pdf(tmp_path: Path) -> None:
    """A4 with numbered pages, each marked as draft; all of table three on one page; no program in the metadata."""
    (made,) = published(FORM, VALUES, ("pdf",), draft=True)
    path = tmp_path / "report.pdf"
    path.write_bytes(made.content)
    sheets = _text(path, "-layout").strip("\f\n").split("\f")
    about = subprocess.run(["pdfinfo", str(path)], capture_output=True, text=True, check=True).stdout
    assert "A4" in about
    assert "LibreOffice" not in about
    assert "Writer" not in about
    assert all("初稿，未经审定" in sheet for sheet in sheets)
    assert all(re.search(rf"—\s*{number}\s*—", sheet) for number, sheet in enumerate(sheets, 1))
    (table,) = [sheet for sheet in sheets if "1.属于国家秘密" in sheet]
    assert all(word in table for word in ("自然人", "（七）总计", "四、结转下年度继续办理", "419"))


def test_without_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    """The message says what is missing and what else to do."""
    monkeypatch.setenv("PATH", "")
    with pytest.raises(XlreportError, match=r"LibreOffice.*Word"):
        as_pdf(b"")
