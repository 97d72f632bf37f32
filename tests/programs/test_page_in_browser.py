"""The page of findings in a real browser: it shows, filters by its address, and prints, with and without script."""

import re
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from axe_running import SIZES, browse, told_by_axe
from filled import FORM, LAYOUT, filled, put
from xlreport.office.taking_in.intake import receive
from xlreport.outputs.files import OUTPUTS, Validated
from xlreport.outputs.terminal import MOST_OF_A_RULE
from xlreport.rule_lists import every_rule

CHANGES: dict[str, int | str] = {"requests.received.natural": 372, "requests.granted.business": "3件"}
INPUTS = [each.id for each in FORM.numbers if each.id.startswith("requests.") and each.id not in FORM.computed]
MANY: dict[str, int | str] = {field: f"{number}件" for number, field in enumerate(INPUTS[: MOST_OF_A_RULE + 15])}


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of one return with errors and warnings."""
    return written(tmp_path_factory.mktemp("page"), CHANGES)


@pytest.fixture(scope="module")
def long_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of one return in which a rule speaks more often than a person reads."""
    return written(tmp_path_factory.mktemp("long"), MANY)


def written(folder: Path, changes: dict[str, int | str]) -> Path:
    """The page of the county's largest return with some cells changed."""
    source = folder / "return.xlsx"
    source.write_bytes(put(filled("county-ZRZ").content, changes))
    titles = {code: rule.title for code, rule in every_rule(FORM).items()}
    told = Validated(returns=[receive(source, LAYOUT)], layout=LAYOUT, language="zh", titles=titles)
    path = folder / "page.html"
    path.write_bytes(OUTPUTS["html"](told))
    return path


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
    assert "找单位" not in text
    assert "依据：" in text


def test_the_numbers_of_the_text_are_a_closed_box_that_opens_on_paper(
    chromium: Path, page: Path, tmp_path: Path
) -> None:
    """The line counts what it lists: what was not recognised and what is foreign, each with its reason."""
    dom = browse(chromium, tmp_path / "screen", "--dump-dom", page.as_uri())
    (box,) = re.findall(r'(?s)<details class="numbers">.*?</details>', dom)
    counts = re.search(
        r"<summary>(文字：读到 (\d+) 个数，核对 (\d+) 个，未识别 (\d+) 个；另有 (\d+) 个与表格无关)<", box
    )
    assert counts
    found, read, unread, foreign = map(int, counts.groups()[1:])
    assert found == read + unread
    assert box.count("<li>") == unread + foreign > 0
    assert box.count("没有识别出含义") == unread

    target = tmp_path / "page.pdf"
    browse(chromium, tmp_path / "paper", f"--print-to-pdf={target}", page.as_uri())
    text = subprocess.run(["pdftotext", str(target), "-"], capture_output=True, text=True, check=True).stdout
    text = re.sub(r"\s", "", text)
    assert re.sub(r"\s", "", counts[1]) in text
    assert text.count("没有识别出含义") == unread


@pytest.mark.parametrize(("fragment", "count"), [("", 15), ("#error", 15), ("#open", 15), ("#warning", 0)])
def test_the_rest_of_a_rule_is_folded(
    chromium: Path, long_page: Path, tmp_path: Path, fragment: str, count: int
) -> None:
    """Ten are listed, the others are within a closed box that counts them; a filter counts what it shows of them."""
    dom = browse(chromium, tmp_path, "--virtual-time-budget=2000", "--dump-dom", f"{long_page.as_uri()}{fragment}")
    before, box, inside = re.split(r'(<details class="rest"[^>]*>)', dom)
    assert ("open" in box, "hidden" in box) == (False, count == 0)
    assert f"N01 还有 <b>{count}</b> 处" in inside
    assert before.count('data-code="N01"') == MOST_OF_A_RULE
    assert inside.count('data-code="N01"') == len(MANY) - MOST_OF_A_RULE


def test_paper_has_all(chromium: Path, long_page: Path, tmp_path: Path) -> None:
    """What is folded on the screen is printed, and nothing says that there is more; without script too."""
    plain = tmp_path / "plain.html"
    plain.write_text(re.sub(r"(?s)<script>.*</script>", "", long_page.read_text(encoding="utf-8")), encoding="utf-8")
    for number, source in enumerate((long_page, plain)):
        target = tmp_path / f"{number}.pdf"
        browse(chromium, tmp_path / f"profile{number}", f"--print-to-pdf={target}", source.as_uri())
        text = subprocess.run(["pdftotext", str(target), "-"], capture_output=True, text=True, check=True).stdout
        assert len(re.findall(r"N01\s+依据", text)) == len(MANY)
        assert "还有" not in text


def test_a_rule_that_speaks_ten_times_is_not_folded(tmp_path: Path) -> None:
    """The box is for more than that."""
    few = dict(list(MANY.items())[:MOST_OF_A_RULE])
    assert 'class="rest"' not in written(tmp_path, few).read_text(encoding="utf-8")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("which", ["page", "long_page"])
def test_axe_finds_nothing(
    which: str, size: str, chromium: Path, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """No violation of any of its rules, on a desk and on a phone; that it looked is seen from what passed."""
    said = told_by_axe(chromium, request.getfixturevalue(which), size, tmp_path)
    assert said["violations"] == []
    assert said["passes"] > 15


def test_both_rows_that_were_compared_are_shown(page: Path) -> None:
    """Under a relation that fails stand its two sides, column by column, and their difference where there is one."""
    text = page.read_text(encoding="utf-8")
    shown_ = next(each for each in text.split("<article") if 'data-code="T301"' in each)
    rows = re.findall(r'<tr><th scope="row">(.*?)</th>(.*?)</tr>', shown_, re.DOTALL)
    left, right, difference = (
        [int(cell or 0) for cell in re.findall(r"<td[^>]*>(.*?)</td>", cells)] for _, cells in rows
    )
    assert [label for label, _ in rows][2] == "相差"
    assert [one - other for one, other in zip(left, right, strict=True)] == difference
    hits = [cell.startswith(' class="hit"') for cell in re.findall(r"<td([^>]*)>", rows[0][1])]
    assert hits == [value != 0 for value in difference]
    assert any(hits)


def test_the_keyboard_reaches_everything(chromium: Path, page: Path) -> None:
    """Tab comes to the filters and the boxes, Enter and Space work them, what they say is said to a reader."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(chromium), args=["--no-sandbox"])
        view = browser.new_page()
        view.goto(page.as_uri())
        view.keyboard.press("Tab")
        view.keyboard.press("Tab")
        assert view.evaluate("document.activeElement.value") == "error"
        view.keyboard.press("Enter")
        view.wait_for_function("document.body.dataset.show === 'error'")
        assert view.locator("button[aria-pressed=true]").get_attribute("value") == "error"
        reached = set()
        for _ in range(12):
            view.keyboard.press("Tab")
            reached.add(view.evaluate("document.activeElement.tagName"))
        assert {"SUMMARY", "DIV"} <= reached
        view.locator("summary").first.focus()
        view.keyboard.press("Space")
        assert view.locator("details[open]").count() >= 1
        browser.close()
