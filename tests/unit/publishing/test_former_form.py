"""Reports of 2019 and 2020: told by the heads of their tables, whatever year they say, and read by that form's ids."""

from pathlib import Path

from filled import FORM
from page_layouts import VALUES, former_report, html, laid
from running import run
from xlreport.forms import load_form
from xlreport.office.taking_in.published_pages import read_published
from xlreport.publishing.imported import Imported

FORMER = load_form("gkbg-2019")


def read(tmp_path: Path, content: bytes) -> Imported:
    """Read a page without saying which form it follows."""
    (tmp_path / "page.html").write_bytes(content)
    said, _ = read_published(tmp_path / "page.html")
    assert said is not None
    return said


def test_the_head_decides_not_the_year(tmp_path: Path) -> None:
    """The former form in a later year is the former form; today's is today's."""
    assert read(tmp_path, former_report("某市某局", 2023)).form.id == "gkbg-2019"
    assert read(tmp_path, html(laid(VALUES))).form.id == FORM.id


def test_its_figures(tmp_path: Path) -> None:
    """All 198 cells: the row 其他处理 by its own id, a change that is negative, an amount with its unit."""
    said = read(tmp_path, former_report("某市某局", 2020))
    assert said.numbers.keys() == {field.id for field in FORMER.numbers}
    assert said.numbers["requests.closed.natural"] == 2
    assert said.numbers["disclosure.licensing.change"] == -417
    assert str(said.numbers["disclosure.procurement.total_amount"]) == "160.5964"
    assert "disclosure.licensing.change" not in said.values
    assert {each.code for each in said.findings} <= {"W10", "W11"}


def test_sums_of_the_former_form(tmp_path: Path) -> None:
    """A wrong total is told by that form's own relations."""
    said = read(tmp_path, former_report("某市某局", 2020, {"requests.concluded.natural": "6"}))
    assert {each.code for each in said.findings} >= {"W20"}


def test_what_counts_the_same_has_the_same_id() -> None:
    """Table 3 without 其他处理, table 4 and the decisions are today's fields; what counts otherwise has other ids."""
    shared = {field.id for field in FORMER.numbers} & {field.id for field in FORM.numbers}
    assert {field.id for field in FORM.numbers if field.id.startswith("disputes.")} <= shared
    assert {"disclosure.licensing.decisions", "disclosure.penalties.decisions", "requests.carried_out.total"} <= shared
    assert not any(
        field.startswith(("disclosure.regulations", "disclosure.normative", "disclosure.fees")) for field in shared
    )
    assert not any(field.startswith("requests.closed.") for field in shared)


def test_the_former_form_is_for_its_own_years(tmp_path: Path) -> None:
    """A blank of a year after the form's last, or before its first, is refused with that year named."""
    for year, named in (("2021", "2020"), ("2018", "2019")):
        refused = run("template", "-o", tmp_path / "blank.xlsx", "--form", "gkbg-2019", "--year", year)
        assert refused.code == 2
        assert named in refused.err
