"""What a file of last year says of a unit: the same figures, be it the unit's return or the consolidated workbook."""

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from archives_made import packed
from page_layouts import VALUES, former_report
from returns_made import LAYOUT, answers, ledger, taken_in, workbook
from running import run
from xlreport.merging import consolidated
from xlreport.merging.book.book_places import LEDGER_TOP
from xlreport.office.making_public.publication import published
from xlreport.office.taking_in.last_year_files import claims_of
from xlreport.office.taking_in.previous_year import last_year
from xlreport.rounds import Unit


def test_a_return_and_its_line_of_the_ledger_say_the_same(tmp_path: Path) -> None:
    """Every figure, those outside the tables too, and every text; a cell left blank is in neither."""
    said = answers("A", {"overview.website_items": 640, "matters.fee_yuan": Decimal("100.5")})
    (tmp_path / "return.xlsx").write_bytes(workbook(said))
    (tmp_path / "merged.xlsx").write_bytes(consolidated(ledger(taken_in(said)), LAYOUT)[0])
    (of_return,), (of_merge,) = (
        tuple(claims_of(name, tmp_path / name, LAYOUT)) for name in ("return.xlsx", "merged.xlsx")
    )
    assert of_merge.said == of_return.said
    assert len(of_return.said.numbers) == 202
    assert "overview.new_media_items" not in of_return.said.numbers


PAGE: dict[str, tuple[int, str, dict[str, int]]] = {
    "as published": (
        2024,
        "某市某局",
        {"last.disclosure.normative.in_force": 11, "last.requests.carried_out.natural": 14},
    ),
    "another year": (2023, "某市某局", {}),
    "another unit": (2024, "别处某局", {}),
}


@pytest.mark.parametrize("name", PAGE)
def test_a_published_report_is_last_years(name: str, tmp_path: Path) -> None:
    """Found by its title: the figures that this year's form shows; another year's or unit's is refused and told."""
    year, unit, shown = PAGE[name]
    values = {**VALUES, "cover.unit_name": unit, "cover.year": year}
    (made,) = published(LAYOUT.form, values, ("html",), draft=False)
    (tmp_path / "page.html").write_bytes(made.content)
    found = last_year(tmp_path, LAYOUT, 2024, [Unit(code="A", name="某市某局", kind="department", tier="本级")])
    figures = found.figures.get("A", {})
    assert {field: figures.get(field) for field in shown} == shown
    assert bool(found.findings) == (not shown)


def test_a_report_of_the_former_form_gives_what_counts_the_same(tmp_path: Path) -> None:
    """Of 2020: what was carried out and the disputes, nothing of table 2 but the decisions, 其他处理 as one row."""
    path = tmp_path / "2020.html"
    path.write_bytes(former_report("某市某局", 2020))
    found = last_year(tmp_path, LAYOUT, 2020, [Unit(code="A", name="某市某局", kind="department", tier="本级")])
    numbers = found.reports["A"].numbers
    assert numbers["requests.carried_out.natural"] == 3
    assert numbers["disputes.review.total"] == 4
    assert numbers["disclosure.licensing.decisions"] == 70
    assert not any(
        field.startswith(("disclosure.normative", "disclosure.fees", "requests.closed")) for field in numbers
    )
    assert found.figures["A"].keys() == {f"last.{field}" for field in numbers if ".carried_out." in field}


def test_two_files_of_a_unit_add_to_each_other(tmp_path: Path) -> None:
    """Each has a figure that the other lacks: both are known, and of one that they give differently nothing is."""
    shared = {"cover.unit_code": "A", "cover.unit_name": "某市某局", "cover.year": 2024}
    website, media, fee = "overview.website_items", "overview.new_media_items", "matters.fee_yuan"
    files = {"one.json": {website: 640, fee: 100}, "two.json": {media: 12, fee: 100, "matters.fee_cases": 2}}
    for name, figures in files.items():
        said = {"form": LAYOUT.form.id, "values": {**shared, **figures}}
        (tmp_path / name).write_text(json.dumps(said), encoding="utf-8")
    found = last_year(tmp_path, LAYOUT, 2024, [Unit(code="A", name="某市某局", kind="department", tier="本级")])
    numbers = found.reports["A"].numbers
    assert {field: numbers.get(field) for field in (website, media, fee)} == {website: 640, media: 12, fee: 100}
    (tmp_path / "two.json").write_text(
        json.dumps({"form": LAYOUT.form.id, "values": {**shared, media: 12, website: 641}}), encoding="utf-8"
    )
    found = last_year(tmp_path, LAYOUT, 2024, [Unit(code="A", name="某市某局", kind="department", tier="本级")])
    assert website not in found.reports["A"].numbers
    assert found.reports["A"].numbers[media] == 12


@pytest.mark.parametrize("headers", [0, 1], ids=["as now", "with a row of headers less"])
def test_a_ledger_of_an_older_edition_is_last_years(headers: int, tmp_path: Path) -> None:
    """The figures are the same fields in every edition: taken as they are; a line that was altered is not."""
    path, newer = tmp_path / "merged.xlsx", replace(LAYOUT, form=replace(LAYOUT.form, edition="9"))
    path.write_bytes(consolidated(ledger(taken_in(answers("A"))), LAYOUT)[0])
    book = openpyxl.load_workbook(path)
    for _ in range(headers):
        book["明细"].delete_rows(2)
    book.save(path)
    (claim,) = claims_of("merged.xlsx", path, newer)
    assert (claim.edition, claim.trouble, bool(claim.said.numbers)) == ("9", None, True)
    for cell in (each for each in book["明细"][LEDGER_TOP + 1 - headers] if isinstance(each.value, int)):
        cell.value += 1
    book.save(path)
    (altered,) = claims_of("merged.xlsx", path, newer)
    assert altered.trouble


def test_an_archive_of_last_year_is_named_and_not_passed_over(tmp_path: Path) -> None:
    """Nothing of it is used, which is said under its name, by the command that issues too."""
    batch, last = tmp_path / "round", tmp_path / "last"
    for folder in (batch, last):
        folder.mkdir()
    year, settings = int(str(answers("A")["cover.year"])), f'region = "某县"\nform = "{LAYOUT.form.id}"\n'
    (batch / "xlreport.toml").write_text(f"{settings}year = {year + 1}\n", encoding="utf-8")
    (batch / "roster.csv").write_text("code,name,kind\nA,A 单位,department\n", encoding="utf-8")
    (last / "去年.zip").write_bytes(packed({"A.xlsx": workbook(answers("A"))}))
    found = last_year(last, LAYOUT, year)
    assert [(each.code, each.file) for each in found.findings] == [("X08", "去年.zip")]
    assert not found.reports
    said = run("template", "--round", batch, "--previous", last)
    assert said.code == 1
    assert said.out.splitlines()[0].strip() == "去年.zip"
    assert "压缩包不打开" in said.out
