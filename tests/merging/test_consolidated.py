"""The consolidated workbook: live formulas with true results, text as text, the same bytes for the same inputs."""

import io
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from returns_made import FORM, LAYOUT, answers, ledger, taken_in
from xlreport.errors import XlreportError
from xlreport.merging import Ledger, Skipped, assemble, consolidated, totals
from xlreport.merging.formulas import formulas
from xlreport.merging.places import LEDGER_HEAD, places
from xlreport.merging.results import results
from xlreport.submissions import Value

RECEIVED, FEES = "requests.received.natural", "disclosure.fees.amount"
CARRIED = "requests.carried_out.natural"
Convert = Callable[[Sequence[Path], Path], list[Path]]


def balanced(code: str, number: int, **more: Value) -> dict[str, Value]:
    """Answers that pass the relations: received and carried out."""
    said = answers(code, {RECEIVED: number, CARRIED: number, FEES: Decimal("0.1") * number})
    return {**said, **{key.replace("__", "."): value for key, value in more.items()}}


def county() -> Ledger:
    """Three units; the township's text looks like a formula."""
    return ledger(
        taken_in(balanced("A", 1, overview__active="=1+1\n第二段")),
        taken_in(balanced("B", 20, overview__active="@SUM(A1)\n{=2}\nhttp://example.org/")),
        taken_in(balanced("C", 301)),
    )


def opened(content: bytes, **options: bool) -> Any:
    """The workbook through another library."""
    return openpyxl.load_workbook(io.BytesIO(content), **options)


def test_the_same_ledger_gives_the_same_bytes() -> None:
    """Two runs give the same bytes and the same digest; another figure gives another digest."""
    assert consolidated(county(), LAYOUT) == consolidated(county(), LAYOUT)
    changed = ledger(taken_in(balanced("A", 2)), taken_in(balanced("B", 20)), taken_in(balanced("C", 301)))
    assert consolidated(changed, LAYOUT)[1] != consolidated(county(), LAYOUT)[1]


def test_the_sheets_and_what_they_allow() -> None:
    """The sheets stand in order, the manifest is very hidden, all are protected, sort, filter and width allowed."""
    book = opened(consolidated(county(), LAYOUT)[0])
    assert book.sheetnames == [
        "封面",
        "汇总 二",
        "汇总 三",
        "汇总 四",
        "明细",
        "文字汇编",
        "上报情况",
        "问题清单",
        "核对",
        "_manifest",
    ]
    assert book["_manifest"].sheet_state == "veryHidden"
    for sheet in book:
        protection = sheet.protection
        assert protection.sheet
        forbidden = (protection.formatColumns, protection.autoFilter, protection.sort, protection.formatCells)
        assert forbidden == (False,) * 4
    assert book["明细"].auto_filter.ref == "A3:HB6"
    assert book["明细"].freeze_panes == "D4"


def test_only_the_include_flags_are_unlocked() -> None:
    """The include flag, with its list, is the one cell a reader may change."""
    book = opened(consolidated(county(), LAYOUT)[0])
    cells = (cell for sheet in book for row in sheet.iter_rows() for cell in row)
    unlocked = [f"{cell.parent.title}!{cell.coordinate}" for cell in cells if not cell.protection.locked]
    assert unlocked == ["明细!A4", "明细!A5", "明细!A6"]
    [validation] = book["明细"].data_validations.dataValidation
    assert (str(validation.sqref), validation.formula1) == ("A4:A6", '"是,否"')


def test_the_ledger_names_where_each_number_comes_from() -> None:
    """Over each of the 200 columns stand its field, its cell in the return, and its label; zeros are written."""
    sheet = opened(consolidated(county(), LAYOUT)[0])["明细"]
    column = len(LEDGER_HEAD) + [field.id for field in FORM.numbers].index(RECEIVED) + 1
    place = LAYOUT.places[RECEIVED]
    assert [sheet.cell(row, column).value for row in (1, 2, 3)] == [
        RECEIVED,
        f"{place.sheet}!{place.cell}",
        FORM.fields[RECEIVED].label,
    ]
    assert [sheet.cell(row, column).value for row in (4, 5, 6)] == [1, 20, 301]
    numbers = [cell.value for cell in sheet[4][len(LEDGER_HEAD) :]]
    assert len(numbers) == 200
    assert None not in numbers


def test_each_total_is_a_live_sumifs_with_its_true_result() -> None:
    """600 totals: the formula over the ledger, and the sum by hand as its stored result."""
    content, _ = consolidated(county(), LAYOUT)
    live, stored = opened(content), opened(content, data_only=True)
    at, sums = places(LAYOUT, 3), totals(county().rows, FORM)
    assert len(at.totals) == 600
    for (scope, field), place in at.totals.items():
        formula = live[place.sheet][str(place.cell)].value
        assert formula.removeprefix("=ROUND(").removeprefix("=").startswith("SUMIFS('明细'!")
        assert ('"本级"' in formula) == (scope == "本级")
        assert ('"<>本级"' in formula) == (scope == "乡镇街道")
        assert stored[place.sheet][str(place.cell)].value == float(sums[scope][field])
    cell = at.totals["全县", FEES]
    assert stored[cell.sheet][str(cell.cell)].value == 32.2


def test_text_that_looks_like_a_formula_stays_text() -> None:
    """`=1+1`, `@SUM`, `{=2}` and an address in a narrative arrive as text; no link but the workbook's own."""
    book = opened(consolidated(county(), LAYOUT)[0])
    cells = {cell.value: cell.data_type for row in book["文字汇编"].iter_rows() for cell in row if cell.value}
    for text in ("=1+1", "第二段", "@SUM(A1)", "{=2}", "http://example.org/"):
        assert cells[text] == "s"
    links = [link for sheet in book for link in sheet._hyperlinks]  # noqa: SLF001
    assert all(link.location and not link.target for link in links)


def test_hostile_names_stay_text() -> None:
    """A unit's name, a file's name and a reason that look like formulas are text on every sheet."""
    said = answers("=A") | {"cover.unit_name": '=HYPERLINK("http://x","y")'}
    made = assemble([taken_in(said, "=1.xlsx")], layout=LAYOUT, skipped=[Skipped(file="=2", reason=STRANGE)])
    book = opened(consolidated(made, LAYOUT)[0])
    ours = {(each.sheet, str(each.cell)) for each in formulas(places(LAYOUT, 1))}
    live = {
        (sheet.title, cell.coordinate)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }
    assert live == ours


STRANGE = ledger().findings[0].message


def test_an_empty_merge_is_a_whole_workbook() -> None:
    """No return at all: every total is 0, every relation holds, everyone is missing."""
    made = ledger()
    content, _ = consolidated(made, LAYOUT)
    assert [finding.code for finding in made.findings] == ["M01"] * 3
    assert opened(content, data_only=True)["封面"]["B13"].value == "√ 全部相符"


def test_a_text_too_long_for_a_cell_is_no_silent_loss() -> None:
    """33,000 characters in one paragraph cannot be written: an error, not an empty cell."""
    made = ledger(taken_in(balanced("A", 1, overview__active="长" * 33_000)))
    with pytest.raises(XlreportError, match="too long"):
        consolidated(made, LAYOUT)


def stored_results(path: Path) -> dict[tuple[str, str], Any]:
    """The stored result of every formula of a consolidated workbook of three rows."""
    book = openpyxl.load_workbook(path, data_only=True)
    cells = [(each.sheet, str(each.cell)) for each in formulas(places(LAYOUT, 3))]
    return {(sheet, cell): book[sheet][cell].value for sheet, cell in cells}


def toggled(content: bytes, row: int) -> bytes:
    """The workbook with one include flag set to 否, results not worked out."""
    book = opened(content)
    book["明细"].cell(row, 1).value = "否"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_libreoffice_works_out_the_same(tmp_path: Path, recalculate: Convert) -> None:
    """Recalculated, every stored result stays; with a flag at 否 each total moves by exactly that unit's numbers."""
    content, _ = consolidated(county(), LAYOUT)
    (tmp_path / "all.xlsx").write_bytes(content)
    for row in (4, 5, 6):
        (tmp_path / f"without{row}.xlsx").write_bytes(toggled(content, row))
    names = ["all", "without4", "without5", "without6"]
    done = recalculate([tmp_path / f"{name}.xlsx" for name in names], tmp_path / "out")
    assert stored_results(done[0]) == pytest.approx(stored_results(tmp_path / "all.xlsx"))
    assert len(stored_results(done[0])) > 1_800
    rows = county().rows
    at = places(LAYOUT, 3)
    for path, left_out in zip(done[1:], rows, strict=True):
        expected = totals([row for row in rows if row is not left_out], FORM)
        shown = stored_results(path)
        for (scope, field), place in at.totals.items():
            assert shown[place.sheet, str(place.cell)] == pytest.approx(float(expected[scope][field]))
        assert shown["封面", str(at.cover("counted"))] == 2
        assert shown["核对", str(at.state)] == "√ 全部相符"


def test_the_control_sheet_accounts_for_every_cell_read() -> None:
    """Read = placed + excluded: 3 counted, 1 superseded, 1 rejected give 1,000 read, 600 placed, 400 excluded."""
    made = ledger(
        taken_in(balanced("A", 1)),
        taken_in(balanced("A", 2) | {"cover.submitted_on": "2026-01-11"}, "A2.xlsx"),
        taken_in(balanced("B", 3)),
        taken_in(balanced("C", 4)),
        taken_in(balanced("X", 4)),
    )
    sheet = opened(consolidated(made, LAYOUT)[0], data_only=True)["核对"]
    at = places(LAYOUT, 3)
    assert [sheet.cell(at.cells_row + offset, 4).value for offset in range(1, 6)] == [1000, 600, 400, 0, "√"]
    assert results(made, at)["state",] == "√ 全部相符"


def test_a_relation_that_fails_on_the_totals_is_shown() -> None:
    """A unit that received what nobody concluded shows as × on 核对 and on 封面."""
    made = ledger(taken_in(answers("A", {RECEIVED: 1})), taken_in(answers("B")), taken_in(answers("C")))
    book = opened(consolidated(made, LAYOUT)[0], data_only=True)
    assert book["封面"]["B13"].value == book["核对"]["B2"].value == "× 有 2 项不相符"
