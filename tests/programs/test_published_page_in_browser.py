"""The published page in a real browser: nothing for axe-core to complain of, on a desk and on a phone, and on paper."""

import subprocess
from pathlib import Path

import pytest

from axe_running import SIZES, browse, told_by_axe
from filled import FORM
from page_layouts import VALUES
from xlreport.office.making_public.publication import published
from xlreport.publishing.comparing import compared
from xlreport.publishing.comparison_page import comparison_page
from xlreport.publishing.from_web import web_page
from xlreport.publishing.imported import imported
from xlreport.publishing.page_words import load_wording


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The published page, a draft of it, and a comparison with differences."""
    folder = tmp_path_factory.mktemp("pages")
    (page,), (draft,) = (published(FORM, VALUES, ("html",), draft=each) for each in (False, True))
    read = imported(web_page(page.content.replace(b">2316<", b">2317<")), [(FORM, load_wording(FORM))])
    contents = {
        "page": page.content,
        "draft": draft.content,
        "comparison": comparison_page(compared(read, VALUES), "page.html", "return.xlsx", "zh"),
    }
    for name, content in contents.items():
        (folder / f"{name}.html").write_bytes(content)
    return {name: folder / f"{name}.html" for name in contents}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", ["page", "draft", "comparison"])
def test_axe_finds_nothing(name: str, size: str, chromium: Path, pages: dict[str, Path], tmp_path: Path) -> None:
    """No violation of any of its rules; that it looked is seen from what passed."""
    said = told_by_axe(chromium, pages[name], size, tmp_path)
    assert said["violations"] == []
    assert said["passes"] > 15


def test_axe_would_find_something(chromium: Path, pages: dict[str, Path], tmp_path: Path) -> None:
    """A page without language and heading is told: the look above is a real one."""
    broken = tmp_path / "broken.html"
    said = pages["page"].read_text(encoding="utf-8")
    broken.write_text(said.replace(' lang="zh-CN"', "").replace("<h2", "<h5"), encoding="utf-8")
    found = told_by_axe(chromium, broken, SIZES[0], tmp_path / "profile")
    assert {each.partition(":")[0] for each in found["violations"]} >= {"html-has-lang"}


@pytest.mark.parametrize("name", ["page", "draft"])
def test_it_prints(name: str, chromium: Path, pages: dict[str, Path], tmp_path: Path) -> None:
    """On A4, every figure on paper, and a draft says so on every page."""
    target = tmp_path / "page.pdf"
    browse(chromium, tmp_path / "profile", f"--print-to-pdf={target}", pages[name].as_uri())
    text = subprocess.run(["pdftotext", "-layout", str(target), "-"], capture_output=True, text=True, check=True).stdout
    sheets = text.strip("\f\n").split("\f")
    assert "1284.3056" in text
    assert all(("初稿" in sheet) == (name == "draft") for sheet in sheets)
