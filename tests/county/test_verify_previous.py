"""Verify with last year's files: what the merge used of them is read again, from whichever kind of file they are."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from patching import Patch, patch_cells
from returns_made import LAYOUT, ROSTER, answers, workbook, write_inbox
from xlreport.merging.book.book_places import COMPARED_SHEET, LEDGER_SHEET, places
from xlreport.office.adding_up.consolidation import merge
from xlreport.office.adding_up.verification import verify
from xlreport.submissions import Value

RECEIVED, CARRIED = "requests.received.natural", "requests.carried_out.natural"
PLACE = LAYOUT.places[RECEIVED]


def said(code: str, number: int, year: int = 2025) -> dict[str, Value]:
    """A return that is accepted."""
    day = f"{year + 1}-01-10"
    return {
        **answers(code, {RECEIVED: number, CARRIED: 0, "requests.granted.natural": number}, day),
        "cover.year": year,
    }


def as_answers(values: Mapping[str, Value]) -> str:
    """The same as answers in JSON."""
    return json.dumps({"form": "gkbg-2021", "values": dict(values)}, default=str)


@pytest.fixture(scope="module")
def inbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The returns of the year."""
    return write_inbox(
        tmp_path_factory.mktemp("this"), [(f"{unit.code}.xlsx", said(unit.code, 3)) for unit in ROSTER.units]
    )


def last_year(kind: str, folder: Path) -> Path:
    """Last year's reports of A and B, as returns, as answers or as a consolidated workbook."""
    given = [(code, said(code, number, 2024)) for code, number in (("A", 5), ("B", 70))]
    folder.mkdir()
    match kind:
        case "returns":
            return write_inbox(folder, [(f"{code}.xlsx", values) for code, values in given])
        case "answers":
            for code, values in given:
                (folder / f"{code}.json").write_text(as_answers(values), encoding="utf-8")
            return folder
        case _:
            returns = write_inbox(folder / "inbox", [(f"{code}.xlsx", values) for code, values in given])
            merge([returns], folder / "2024.xlsx", LAYOUT)
            return folder / "2024.xlsx"


@pytest.mark.parametrize("kind", ["returns", "answers", "consolidated"])
def test_last_year_is_proven_from_its_files(kind: str, inbox: Path, tmp_path: Path) -> None:
    """Nothing is told; the proof says that last year's files were read."""
    source = last_year(kind, tmp_path / "last")
    output = tmp_path / "out.xlsx"
    made = merge([inbox], output, LAYOUT, previous=source, year="2025").ledger
    assert {each.code: each.numbers[RECEIVED] for each in made.before} == {"A": 5, "B": 70}
    proof = verify(output, [inbox], LAYOUT, previous=source)
    assert (proof.findings, proof.with_previous) == ((), True)


@pytest.mark.parametrize("kind", ["returns", "answers", "consolidated"])
def test_a_figure_of_last_year_changed_since_is_told(kind: str, inbox: Path, tmp_path: Path) -> None:
    """Whose, which one, from what to what, and where it stands on 同比."""
    source, output = last_year(kind, tmp_path / "last"), tmp_path / "out.xlsx"
    merge([inbox], output, LAYOUT, previous=source, year="2025")
    match kind:
        case "returns":
            path, patch = source / "B.xlsx", {PLACE.sheet: {str(PLACE.cell): Patch(value=71)}}
            path.write_bytes(patch_cells(path.read_bytes(), patch))
        case "answers":
            (source / "B.json").write_text(as_answers(said("B", 71, 2024)), encoding="utf-8")
        case _:
            cell = str(places(LAYOUT, 2).column(RECEIVED).first.shifted(rows=1))
            source.write_bytes(patch_cells(source.read_bytes(), {LEDGER_SHEET: {cell: Patch(value=71)}}))
    proof = verify(output, None, LAYOUT, previous=source)
    told = [each for each in proof.findings if each.field == RECEIVED]
    where = places(LAYOUT, 3, compared=True).last(RECEIVED)
    assert [(each.code, each.place, each.found, each.expected) for each in told] == [
        ("V27", f"{COMPARED_SHEET}!{where}", "70", "71")
    ]
    assert "B" in told[0].message.zh
    assert proof.state == "differs"


def test_another_report_of_last_year_is_one_finding(inbox: Path, tmp_path: Path) -> None:
    """More than a few figures of a unit: told once, with their number."""
    source, output = last_year("returns", tmp_path / "last"), tmp_path / "out.xlsx"
    merge([inbox], output, LAYOUT, previous=source, year="2025")
    fields = [field.id for field in LAYOUT.form.numbers if field.id not in LAYOUT.form.computed]
    (source / "B.xlsx").write_bytes(workbook({**said("B", 70, 2024), **dict.fromkeys(fields, 9)}))
    found = [each for each in verify(output, None, LAYOUT, previous=source).findings if each.code == "V27"]
    assert len(found) == 1
    assert "个上年数字" in found[0].message.zh


def test_figures_without_a_file_and_files_without_figures(inbox: Path, tmp_path: Path) -> None:
    """A unit that last year's files do not speak of; files of last year beside a merge that knew none."""
    source, output = last_year("returns", tmp_path / "last"), tmp_path / "out.xlsx"
    merge([inbox], output, LAYOUT, previous=source, year="2025")
    (source / "A.xlsx").write_bytes(b"no workbook")
    assert [each.code for each in verify(output, None, LAYOUT, previous=source).findings] == ["V28", "V34"]
    merge([inbox], output, LAYOUT, year="2025")
    assert [each.code for each in verify(output, None, LAYOUT, previous=source).findings] == ["V29"]


def unused(output: Path, source: Path) -> list[tuple[str, str]]:
    """What the proof says of files of last year that were not used: how heavy it is, and what of whom."""
    found = verify(output, None, LAYOUT, previous=source).findings
    assert {each.code for each in found} <= {"V34"}
    return [(each.severity.value, each.message.zh) for each in found]


def test_a_file_of_last_year_that_came_later_is_told(inbox: Path, tmp_path: Path) -> None:
    """A report of a unit without one, a second and different one of another unit, a file that is no report at all."""
    source, output = last_year("answers", tmp_path / "last"), tmp_path / "out.xlsx"
    merge([inbox], output, LAYOUT, previous=source, year="2025")
    assert unused(output, source) == []
    (source / "C.json").write_text(as_answers(said("C", 9, 2024)), encoding="utf-8")
    (source / "B-新.json").write_text(as_answers(said("B", 71, 2024)), encoding="utf-8")
    (source / "B-同.json").write_text(as_answers(said("B", 70, 2024)), encoding="utf-8")
    (source / "x.xlsx").write_bytes(b"no workbook")
    told = "上年的文件 {} 汇总时没有采用，也没有说明原因{}。"
    assert unused(output, source) == [
        ("warning", told.format("B-新.json", "：B 单位（B）")),
        ("warning", told.format("C.json", "：C 单位（C）")),
        ("warning", told.format("x.xlsx", "")),
    ]
    assert verify(output, None, LAYOUT, previous=source).state == "differs"


def test_what_the_merge_refused_of_last_year_is_told_calmly(inbox: Path, tmp_path: Path) -> None:
    """Another year's report, two of one unit that differ, a unit outside the roster: notes, and the proof stands."""
    source, output, roster = last_year("answers", tmp_path / "last"), tmp_path / "out.xlsx", tmp_path / "roster.csv"
    roster.write_text("code,name,kind\n" + "".join(f"{each.code},{each.name},{each.kind}\n" for each in ROSTER.units))
    other = {**said("B", 70, 2024), CARRIED: 1}
    for name, values in {"C": said("C", 9, 2023), "B-新": other, "Z": said("Z", 1, 2024)}.items():
        (source / f"{name}.json").write_text(as_answers(values), encoding="utf-8")
    merge([inbox], output, LAYOUT, previous=source, roster=roster, year="2025")
    why = "汇总时已说明（X08）"
    assert unused(output, source) == [
        ("note", f"上年的文件 B-新.json 汇总时没有采用，{why}：B 单位（B）。"),
        ("note", f"上年的文件 B.json 汇总时没有采用，{why}：B 单位（B）。"),
        ("note", f"上年的文件 C.json 汇总时没有采用，{why}：C 单位（C）。"),
        ("note", "上年的文件 Z.json 汇总时没有采用，单位不在名册中：Z。"),
    ]
    assert verify(output, None, LAYOUT, previous=source).state == "proven"
