"""The Python and TOML that the documents show: it is run, and does what stands beside it."""

import itertools
import re
import sys
import tomllib
from pathlib import Path

import pytest

import api_page
import xlreport
from bounded import bounded
from xlreport import identity_of, plan, receive, write_workbook
from xlreport.forms import Form, read_form
from xlreport.office.adding_up.consolidation import merge
from xlreport.office.adding_up.verification import verify
from xlreport.submissions import Value

CHECKOUT = Path(__file__).resolve().parents[2]
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def blocks(name: str) -> list[tuple[str, str]]:
    """The fenced blocks of a document: language and content."""
    return BLOCK.findall((CHECKOUT / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", ["docs/engineers.md", "docs/api.md"])
def test_the_python_of_a_readme_prints_what_stands_below_it(name: str, tmp_path: Path) -> None:
    """Each Python block is followed by its output, and run in an empty folder it prints just that."""
    found = blocks(name)
    pairs = [pair for pair in itertools.pairwise(found) if pair[0][0] == "python"]
    assert pairs
    for (_, code), (language, output) in pairs:
        command = [sys.executable, "-X", "utf8", "-c", code]
        done = bounded(command, cwd=tmp_path, capture_output=True, encoding="utf-8", check=True)
        assert (language, done.stdout) == ("text", output)


@pytest.mark.parametrize("name", ["docs/engineers.md", "docs/api.md"])
def test_the_python_of_a_readme_is_typed(name: str, tmp_path: Path) -> None:
    """Whoever begins with it in a program that mypy checks strictly has nothing to mend."""
    for code in (content for language, content in blocks(name) if language == "python"):
        (tmp_path / "example.py").write_text(code, encoding="utf-8")
        command = [sys.executable, "-m", "mypy", str(tmp_path / "example.py")]
        done = bounded(command, cwd=CHECKOUT, capture_output=True, encoding="utf-8", check=False)
        assert (done.returncode, done.stderr) == (0, ""), done.stdout


def test_every_public_name_is_on_the_page_and_says_what_it_is() -> None:
    """docs/api.md names each, each has a docstring, and none is there twice or gone."""
    text = (CHECKOUT / "docs/api.md").read_text(encoding="utf-8")
    assert [name for name in xlreport.__all__ if f"`{name}`" not in text] == []
    assert [name for name in xlreport.__all__ if not getattr(xlreport, name).__doc__] == []
    with pytest.raises(AttributeError, match="no attribute 'merged'"):
        xlreport.merged  # noqa: B018  # asking for it is the test


def test_the_calls_on_the_page_are_the_programs() -> None:
    """`make docs` was run: docs/api.md lists each call as it is called now."""
    text = api_page.PAGE.read_text(encoding="utf-8")
    assert api_page.page(text) == text


def contributing_form(folder: Path, old: str = "", new: str = "") -> Form:
    """The form of the walk-through, one text of it changed."""
    (text,) = (content for language, content in blocks("CONTRIBUTING.md") if language == "toml")
    path = folder / "form.toml"
    path.write_text(text.replace(old, new) if old else text, encoding="utf-8")
    return read_form(path)


def test_the_form_of_contributing_works(tmp_path: Path) -> None:
    """The walk-through's form loads, and a workbook of it, filled in as its relation asks, is accepted."""
    layout = plan(contributing_form(tmp_path))
    unit = identity_of(layout, unit_code="01", unit_name="东馆", unit_kind="branch", year="2025")
    right = {"loans.books.lent": 7, "loans.books.lost": 1, "loans.films.lent": 2, "loans.films.lost": 0}

    for values, codes in ((right, []), ({**right, "loans.films.lost": 3}, ["L2"])):
        (tmp_path / "return.xlsx").write_bytes(write_workbook(layout, unit, {**values, "story.text": "一段话。"}))
        taken = receive(tmp_path / "return.xlsx", layout)
        assert [finding.code for finding in taken.findings] == codes


def test_contributing_gives_a_reason_for_every_dependency() -> None:
    """Each dependency of pyproject.toml, with its groups, is named in CONTRIBUTING.md."""
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [
        *project["dependencies"],
        *(each for group in project["optional-dependencies"].values() for each in group),
    ]
    names = [re.split(r"[<>=~!\[; ]", each)[0] for each in wanted]
    text = (CHECKOUT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert [name for name in names if not re.search(rf"(?<![\w-]){name}(?![\w-])", text)] == []


def loans(lent: int) -> dict[str, Value]:
    """What a library says that lent nothing but books."""
    return {"loans.blank_is_zero": True, "loans.books.lent": lent, "story.text": "一段话。"}


@pytest.mark.parametrize(
    ("old", "new"), [("", ""), ("severity =", 'kinds = ["main"]\nseverity =')], ids=["as it is", "kinds"]
)
def test_workbooks_of_the_form_of_contributing_are_merged_and_proven(old: str, new: str, tmp_path: Path) -> None:
    """Two libraries add up, also where no relation holds for sums; there are no charts and no last year."""
    layout = plan(contributing_form(tmp_path, old, new))
    (tmp_path / "inbox").mkdir()
    for code, lent in (("01", 7), ("02", 30)):
        unit = identity_of(
            layout, unit_code=code, unit_name=f"{code}馆", unit_kind="branch", region="某市", year="2025"
        )
        (tmp_path / "inbox" / f"{code}.xlsx").write_bytes(write_workbook(layout, unit, loans(lent)))
    made = merge([tmp_path / "inbox"], tmp_path / "out.xlsx", layout)
    assert [row.numbers["loans.total.lent"] for row in made.ledger.rows] == [7, 30]
    assert verify(tmp_path / "out.xlsx", [tmp_path / "inbox"], layout).findings == ()
