"""Puts the workbooks to look at into ./preview/, and docs/try-in-excel.md.

They are a blank return, a filled one, one with a register, the county's, a roster. Draws each as pictures, page by
page as it prints, where LibreOffice and pdftoppm are. Judges nothing: somebody has to look. Run by `make preview`.
"""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from bounded import LAST_RESORT
from xlreport.resources import samples_folder

FOLDER = Path("preview")
_GUIDE = Path(__file__).resolve().parents[2] / "docs" / "try-in-excel.md"
DOTS_PER_INCH = "80"
_MAC_PROGRAM = "/Applications/LibreOffice.app/Contents/MacOS/soffice"
_ISSUED = (
    *("--unit-code", "230381-GXJ", "--unit-name", "虎林市工业信息科技局", "--unit-kind", "department"),
    *("--region", "虎林市", "--year", "2025"),
)


def main() -> None:
    """Make the workbooks, print them as PDF, and draw each page."""
    office, drawer = _program("soffice", "libreoffice", _MAC_PROGRAM), _program("pdftoppm")
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir()
    workbooks = list(_workbooks())
    shutil.copyfile(_GUIDE, FOLDER / _GUIDE.name)
    if not office or not drawer:
        print(
            f"{FOLDER}: no pictures; they need LibreOffice and pdftoppm "
            "(Debian: apt-get install libreoffice-calc-nogui poppler-utils fonts-noto-cjk)."
        )
        return
    _print(office, workbooks)
    for workbook in workbooks:
        _draw(drawer, FOLDER / f"{workbook.stem}.pdf")


def _program(*names: str) -> str:
    return next((found for name in names if (found := shutil.which(name))), "")


def _workbooks() -> Iterator[Path]:
    blank, filled, county = FOLDER / "blank.xlsx", FOLDER / "filled.xlsx", FOLDER / "county"
    _xlreport("template", *_ISSUED, "-o", blank)
    yield blank
    _xlreport("fill", blank, samples_folder() / "hulin-2025" / "answers.json", "-o", filled)
    yield filled
    _xlreport("demo", county)
    (consolidated,) = (county / "output").glob("*.xlsx")
    yield Path(shutil.copyfile(consolidated, FOLDER / "consolidated.xlsx"))
    (wrong,) = (county / "inbox").glob("*SCJ*.xlsx")
    yield Path(shutil.copyfile(wrong, FOLDER / "wrong.xlsx"))
    (kept,) = (county / "inbox").glob("*NYJ*.xlsx")
    shutil.copyfile(kept, FOLDER / "register.xlsx")  # not drawn: LibreOffice prints its empty rows too
    _xlreport("init", FOLDER / "round", "--region", "虎林市", "--year", "2025")
    yield Path(shutil.copyfile(FOLDER / "round" / "roster.xlsx", FOLDER / "roster.xlsx"))


def _xlreport(*arguments: str | Path) -> None:
    subprocess.run([sys.executable, "-m", "xlreport", *arguments], check=True, capture_output=True)


def _print(office: str, workbooks: Iterable[Path]) -> None:
    """Print as PDF by a LibreOffice that has a profile of its own: one that is open elsewhere stays alone."""
    with tempfile.TemporaryDirectory() as profile:
        command: list[str | Path] = [office, f"-env:UserInstallation={Path(profile).resolve().as_uri()}"]
        command += ["--headless", "--norestore", "--convert-to", "pdf:calc_pdf_Export", "--outdir", FOLDER]
        subprocess.run([*command, *workbooks], check=True, stdout=subprocess.DEVNULL, timeout=LAST_RESORT)


def _draw(drawer: str, pdf: Path) -> None:
    if not pdf.is_file():
        sys.exit(f"preview: LibreOffice has not written {pdf}")
    subprocess.run([drawer, "-r", DOTS_PER_INCH, "-png", pdf, pdf.with_suffix("")], check=True)
    pages = sorted(FOLDER.glob(f"{pdf.stem}-*.png"))
    print(f"{pdf}: {len(pages)} pages")
    for page in pages:
        print(f"  {page}")


if __name__ == "__main__":
    main()
