"""The page of findings in a real browser: it shows, filters by its address, and prints, with and without script."""

import re
import subprocess
from pathlib import Path

import pytest

from filled import FORM, LAYOUT, filled, put
from xlreport.commands.explain import every_rule
from xlreport.intake import receive
from xlreport.outputs.files import OUTPUTS, Told

CHANGES: dict[str, int | str] = {"requests.received.natural": 372, "requests.granted.business": "3件"}


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of one return with errors and warnings."""
    folder = tmp_path_factory.mktemp("page")
    source = folder / "return.xlsx"
    source.write_bytes(put(filled("county-ZRZ").content, CHANGES))
    titles = {code: rule.title for code, rule in every_rule(FORM).items()}
    told = Told(returns=[receive(source, LAYOUT)], layout=LAYOUT, language="zh", titles=titles)
    path = folder / "page.html"
    path.write_bytes(OUTPUTS["html"](told))
    return path


def browse(chromium: Path, folder: Path, *arguments: str) -> str:
    """Run the browser without a screen and give what it printed."""
    command = [str(chromium), "--headless=new", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}"]
    done = subprocess.run([*command, *arguments], capture_output=True, text=True, timeout=120, check=True)
    return done.stdout


def shown(dom: str) -> str:
    """What the page says it shows."""
    found = re.search(r'<body[^>]*data-show="(\w+)"', dom)
    assert found, dom[:500]
    return found[1]


@pytest.mark.parametrize(("fragment", "expected"), [("", "all"), ("#error", "error"), ("#open", "open"), ("#x", "all")])
def test_the_address_filters(chromium: Path, page: Path, tmp_path: Path, fragment: str, expected: str) -> None:
    """The script sets what is shown from the address, and an unknown one shows all."""
    dom = browse(chromium, tmp_path, "--virtual-time-budget=2000", "--dump-dom", f"{page.as_uri()}{fragment}")
    assert shown(dom) == expected
    assert dom.count('class="finding error"') >= 2


def test_a_filter_hides_the_rest(chromium: Path, page: Path, tmp_path: Path) -> None:
    """With #note, of which there is none, the picture is shorter in ink than with all."""
    sizes = []
    for number, fragment in enumerate(("", "#note")):
        picture = tmp_path / f"{number}.png"
        arguments = ("--window-size=390,2400", "--hide-scrollbars", "--virtual-time-budget=2000")
        browse(chromium, tmp_path / str(number), *arguments, f"--screenshot={picture}", f"{page.as_uri()}{fragment}")
        sizes.append(picture.stat().st_size)
    assert sizes[1] < sizes[0] * 0.8


def test_it_prints(chromium: Path, page: Path, tmp_path: Path) -> None:
    """On paper every finding stands, and the filter bar does not."""
    target = tmp_path / "page.pdf"
    browse(chromium, tmp_path / "profile", f"--print-to-pdf={target}", page.as_uri())
    text = subprocess.run(["pdftotext", str(target), "-"], capture_output=True, text=True, check=True).stdout
    assert "T301" in text
    assert "N01" in text
    assert "待处理" not in text
