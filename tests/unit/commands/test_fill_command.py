"""`xlreport fill`: answers into a workbook, all or nothing, each wrong answer by its name."""

import json
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from filled import LAYOUT, filled, totalled
from running import run
from sample_answers import HULIN
from xlreport.forms import LONGEST_CELL
from xlreport.office.taking_in.intake import receive


@pytest.fixture
def blank(tmp_path: Path) -> Path:
    """A blank workbook without a unit."""
    path = tmp_path / "blank.xlsx"
    assert run("template", "-o", path).code == 0
    return path


def answers(folder: Path, values: dict[str, Any], **head: Any) -> Path:
    """An answers file."""
    path = folder / "answers.json"
    path.write_text(json.dumps({"form": "gkbg-2021", **head, "values": values}, ensure_ascii=False), encoding="utf-8")
    return path


def test_fill_then_validate(blank: Path, tmp_path: Path) -> None:
    """The sample's answers come back from the filled workbook, with no finding; the template is as it was."""
    before, target = blank.read_bytes(), tmp_path / "filled.xlsx"
    said = run("fill", blank, HULIN, "-o", target)
    assert (said.code, said.out) == (0, "")
    assert blank.read_bytes() == before
    received = receive(target, LAYOUT)
    assert received.findings == ()
    assert received.submission is not None
    assert received.submission.values() == totalled(filled("hulin-2025").values)


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ({"requests.received.naturel": 1}, ("requests.received.naturel", "requests.received.natural")),
        ({"requests.received.total": 1}, ("requests.received.total", "computed")),
        ({"requests.received.natural": "3件"}, ("requests.received.natural", "3件")),
        ({"requests.received.natural": -1}, ("requests.received.natural", "-1")),
        ({"requests.received.natural": 1.5}, ("requests.received.natural", "1.5")),
        ({"requests.received.natural": True}, ("requests.received.natural",)),
        ({"disclosure.fees.amount": "1.00001"}, ("disclosure.fees.amount",)),
        ({"cover.unit_kind": "office"}, ("cover.unit_kind", "office")),
        ({"cover.submitted_on": "2026-02-30"}, ("cover.submitted_on",)),
        ({"requests.blank_is_zero": "是"}, ("requests.blank_is_zero",)),
        ({"a.b": 1, "c.d": 2}, ("a.b", "c.d")),
    ],
)
def test_a_wrong_answer(blank: Path, tmp_path: Path, values: dict[str, Any], named: tuple[str, ...]) -> None:
    """Each wrong answer is named, exit 2, nothing is written."""
    target = tmp_path / "filled.xlsx"
    said = run("fill", blank, answers(tmp_path, values), "-o", target)
    assert said.code == 2
    assert all(word in said.err for word in named)
    assert not target.exists()


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"values": 1}', '{"form": "other", "values": {}}', '{"valeus": {}, "values": {}}']
)
def test_a_file_of_no_answers(blank: Path, tmp_path: Path, text: str) -> None:
    """What is no answers file, or another form's, is refused by its name."""
    path = tmp_path / "answers.json"
    path.write_text(text, encoding="utf-8")
    said = run("fill", blank, path, "-o", tmp_path / "filled.xlsx")
    assert said.code == 2
    assert "answers.json" in said.err
    assert not (tmp_path / "filled.xlsx").exists()


def test_an_answer_that_would_change_a_value(tmp_path: Path) -> None:
    """What the workbook already holds is not overwritten: the clash is named with both values."""
    given = tmp_path / "unit.xlsx"
    run("template", "-o", given, "--unit-code", "X-1", "--year", "2025")
    said = run("fill", given, HULIN, "-o", tmp_path / "filled.xlsx")
    assert said.code == 2
    assert "“单位代码”: 表中已填“X-1”" in said.err
    assert "X-1" in said.err


def test_a_template_that_is_none(tmp_path: Path) -> None:
    """A file that is no workbook of the form is refused in words."""
    other = tmp_path / "other.xlsx"
    other.write_bytes(b"%PDF-1.7")
    said = run("fill", other, HULIN, "-o", tmp_path / "filled.xlsx")
    assert said.code == 2
    assert "other.xlsx" in said.err
    assert not (tmp_path / "filled.xlsx").exists()


def test_more_paragraphs_than_rows(blank: Path, tmp_path: Path) -> None:
    """What is more than there are cells stands in the last one by line breaks, as with Alt+Enter, and comes back."""
    text = "\n".join(f"第{number}段。" for number in range(1, 13))
    target = tmp_path / "filled.xlsx"
    assert run("fill", blank, answers(tmp_path, {"overview.active": text}), "-o", target).code == 0
    with ZipFile(target) as archive:
        assert any(
            "第8段。\n第9段。\n第10段。" in archive.read(name).decode()
            for name in archive.namelist()
            if "shared" in name
        )
    received = receive(target, LAYOUT)
    assert received.submission is not None
    assert received.submission.text("overview.active") == text


def test_what_one_cell_cannot_hold_shares_the_cells_before_it() -> None:
    """Whatever the lines of a return, they fit into its own cells when it is written anew."""
    field = LAYOUT.form.fields["overview.active"]
    lines = ["长" * 16_000, "短"] * field.paragraphs
    cells = field.cells_of("\n".join(lines))
    assert (len(cells), "\n".join(cells)) == (field.paragraphs, "\n".join(lines))
    assert max(map(len, cells)) <= LONGEST_CELL
