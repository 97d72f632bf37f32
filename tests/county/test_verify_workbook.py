"""Verify: an untouched workbook is proven; each manipulation is told at its cell, from what to what."""

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from patching import Patch, part_of, parts, patch_cells, patch_part, rename_sheet, replace_text, typed
from returns_made import FORM, LAYOUT, ROSTER, answers, workbook, write_inbox
from xlreport.cells import Cell
from xlreport.findings import Severity
from xlreport.layout import MANIFEST_SHEET
from xlreport.merging import MergeTerms, assemble, consolidated, scan
from xlreport.merging.book.book_places import (
    CONTROL_SHEET,
    FORMER_WORDS,
    LEDGER_LABELS,
    LEDGER_SHEET,
    LEDGER_TOP,
    REGISTER_SHEET,
    places,
)
from xlreport.merging.book.live_formulas import formulas
from xlreport.office.adding_up.consolidation import merge
from xlreport.office.adding_up.verification import verify as run
from xlreport.office.taking_in.intake import taken_in
from xlreport.office.taking_in.sealed_books import sealed_book
from xlreport.proof import Proof
from xlreport.submissions import Value

RECEIVED, CARRIED, FEES = "requests.received.natural", "requests.carried_out.natural", "disclosure.fees.amount"
Convert = Callable[[Sequence[Path], Path], list[Path]]
AT = places(LAYOUT, 3)
TOTAL = AT.totals["whole", RECEIVED]


def said(code: str, number: int) -> dict[str, Value]:
    """A return that is accepted: as many requests carried out as received."""
    more: dict[str, Value] = {
        RECEIVED: number,
        CARRIED: number,
        FEES: Decimal("0.1") * number,
        "overview.active": f"{code} 的第一段\n第二段",
    }
    return answers(code, more)


@pytest.fixture(scope="module")
def inbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An inbox with the three units' returns."""
    given = [("A.xlsx", said("A", 1)), ("B.xlsx", said("B", 20)), ("C.xlsx", said("C", 301))]
    return write_inbox(tmp_path_factory.mktemp("inbox"), given)


@pytest.fixture(scope="module")
def content(inbox: Path) -> bytes:
    """The consolidated workbook of the inbox, through the whole line; all three are counted."""
    found = scan([inbox])
    returns = [taken_in(name, path, LAYOUT) for name, path in found.files]
    made = assemble(returns, layout=LAYOUT, roster=ROSTER)
    assert len(made.rows) == 3
    return consolidated(made, LAYOUT)[0]


def patched(content: bytes, sheet: str, cell: str, patch: Patch) -> bytes:
    """The workbook with one cell of its raw XML changed."""
    return patch_cells(content, {sheet: {cell: patch}})


def proof(folder: Path, content: bytes, inbox: Path | None = None) -> Proof:
    """Verify some bytes."""
    path = folder / "汇总.xlsx"
    path.write_bytes(content)
    return run(path, [inbox] if inbox else None, LAYOUT)


def test_sheets_under_their_former_names_are_read(tmp_path: Path, content: bytes, inbox: Path) -> None:
    """A workbook from before the sheets were renamed is verified cell by cell all the same."""
    before = rename_sheet(rename_sheet(content, REGISTER_SHEET, "上报情况"), CONTROL_SHEET, "核对")
    assert b'name="\xe6\xa0\xb8\xe5\xaf\xb9"' in parts(before)["xl/workbook.xml"]
    found = proof(tmp_path, before, inbox)
    assert (found.units, found.numbers, found.findings) == (3, 600, ())


def test_what_a_ledger_said_before_is_as_sealed(tmp_path: Path, inbox: Path) -> None:
    """The former word for a submission with a warning is no change of the sealed ledger; any other word is."""
    (former, now), *_ = FORMER_WORDS.items()
    returns = [
        replace(taken_in(name, path, LAYOUT), state="accepted_with_warnings") for name, path in scan([inbox]).files
    ]
    made, _ = consolidated(assemble(returns, layout=LAYOUT, roster=ROSTER), LAYOUT)
    for said_, altered in ((former, frozenset[str]()), ("通过了", frozenset("ABC"))):
        path = tmp_path / f"{said_}.xlsx"
        path.write_bytes(replace_text(made, "xl/sharedStrings.xml", f">{now}<", f">{said_}<"))
        book = sealed_book(path, LAYOUT)
        assert book is not None
        assert book.altered == altered


def lines(made: Proof) -> list[str]:
    """The findings in short: place, code, from and to."""
    return [f"{each.place} {each.code} {each.expected} → {each.found}" for each in made.findings]


def ledger_cell(identifier: str, row: int = 0) -> Cell:
    """A cell of 明细."""
    return Cell(LEDGER_TOP + row, AT.columns[identifier])


NEXT = ledger_cell("include", 3)
"""The flag of the row below the last unit."""


def test_an_untouched_workbook_is_proven(tmp_path: Path, content: bytes, inbox: Path) -> None:
    """In itself and against the inbox: no finding at all, 600 numbers compared."""
    made = proof(tmp_path, content, inbox)
    assert (lines(made), made.state, made.units, made.numbers) == ([], "proven", 3, 600)
    assert proof(tmp_path, content).state == "proven"


def test_a_changed_ledger_number_is_told_at_its_cell(tmp_path: Path, content: bytes, inbox: Path) -> None:
    """From 20 to 21, told once; against the inbox also with the return's own cell."""
    cell = ledger_cell(RECEIVED, 1)
    changed = patched(content, LEDGER_SHEET, str(cell), Patch(value=21))
    assert lines(proof(tmp_path, changed)) == [f"明细!{cell} V06 20 → 21"]
    made = proof(tmp_path, changed, inbox)
    assert lines(made) == [f"明细!{cell} V06 20 → 21", f"明细!{cell} V22 20 → 21"]
    place = LAYOUT.places[RECEIVED]
    assert f"{place.sheet}!{place.cell}" in made.findings[1].message.zh
    assert made.state == "differs"


@pytest.mark.parametrize("identifier", ["code", "name", "tier", "file", "sha256", "submitted_on"])
def test_a_changed_word_of_the_ledger_is_told(tmp_path: Path, content: bytes, identifier: str) -> None:
    """Code, name, tier, file, hash, day: each at its cell."""
    cell = ledger_cell(identifier, 2)
    told = lines(proof(tmp_path, patched(content, LEDGER_SHEET, str(cell), Patch(value="别的"))))
    assert [line for line in told if line.startswith(f"明细!{cell} V06 ") and line.endswith("→ 别的")]


def test_a_number_turned_into_text_or_taken_away_is_told(tmp_path: Path, content: bytes) -> None:
    """A text "20" is not the number 20: SUMIFS passes over it; a cleared cell is told too."""
    cell = ledger_cell(RECEIVED, 1)
    as_text = patched(content, LEDGER_SHEET, str(cell), typed("20"))
    assert lines(proof(tmp_path, as_text)) == [f"明细!{cell} V06 20 → “20”"]
    cleared = patched(content, LEDGER_SHEET, str(cell), Patch(value=None))
    assert f"明细!{cell} V06 20 → （空）" in lines(proof(tmp_path, cleared))


def test_a_replaced_formula_is_told(tmp_path: Path, content: bytes) -> None:
    """A formula that adds something, and one that counts all rows, on 汇总 and on 核对."""
    formula = next(each for each in formulas(AT) if each.key == ("total", "whole", RECEIVED))
    changed = patched(content, TOTAL.sheet, str(TOTAL.cell), Patch(formula=formula.text[1:] + "+1"))
    assert lines(proof(tmp_path, changed)) == [
        f"{TOTAL.sheet}!{TOTAL.cell} V07 {formula.text} → {formula.text}+1",
    ]
    mark = next(each for each in formulas(AT) if each.key == ("mark", RECEIVED))
    changed = patched(content, "汇总校验", str(mark.cell), typed("√"))
    assert lines(proof(tmp_path, changed)) == [f"汇总校验!{mark.cell} V07 {mark.text} → √"]


def test_a_total_typed_over_is_told(tmp_path: Path, content: bytes) -> None:
    """A number in the place of the formula."""
    changed = patched(content, TOTAL.sheet, str(TOTAL.cell), typed(999))
    [line] = lines(proof(tmp_path, changed))
    assert line.startswith(f"{TOTAL.sheet}!{TOTAL.cell} V07 =SUMIFS(")
    assert line.endswith("→ 999")


def test_a_false_stored_result_is_told(tmp_path: Path, content: bytes) -> None:
    """The formula untouched, the number it shows changed."""
    changed = patched(content, TOTAL.sheet, str(TOTAL.cell), Patch(value=999))
    assert lines(proof(tmp_path, changed)) == [f"{TOTAL.sheet}!{TOTAL.cell} V08 322 → 999"]


def rows_changed(content: bytes, change: Callable[[str], str]) -> bytes:
    """The workbook with the XML of 明细 changed."""
    return patch_part(content, part_of(content, LEDGER_SHEET), change)


def without_row(xml: str, row: int) -> str:
    """A sheet's XML without one of its rows."""
    start = xml.index(f'<row r="{row}"')
    return xml[:start] + xml[xml.index("</row>", start) + 6 :]


def test_a_removed_row_is_told(tmp_path: Path, content: bytes) -> None:
    """The unit is named at the row where it stood, and the totals no longer follow."""
    told = lines(proof(tmp_path, rows_changed(content, lambda xml: without_row(xml, LEDGER_TOP + 2))))
    assert f"明细!{Cell(LEDGER_TOP + 1, 0)} V04 B 单位（B） → " in told
    assert f"{TOTAL.sheet}!{TOTAL.cell} V08 302 → 322" in told


def test_an_added_row_is_told(tmp_path: Path, content: bytes) -> None:
    """A row below the last, outside the range of the formulas, is one too many."""

    def add(xml: str) -> str:
        row = f'<row r="{NEXT.row + 1}"><c r="{NEXT}" t="inlineStr"><is><t>是</t></is></c></row>'
        return xml.replace("</sheetData>", row + "</sheetData>")

    assert f"明细!A{NEXT.row + 1} V05  → 是" in lines(proof(tmp_path, rows_changed(content, add)))


def test_a_changed_header_is_told(tmp_path: Path, content: bytes) -> None:
    """A column that is given another field's name."""
    cell = Cell(LEDGER_LABELS, AT.columns[FORM.numbers[0].id])
    changed = patched(content, LEDGER_SHEET, str(cell), Patch(value="x"))
    assert lines(proof(tmp_path, changed)) == [f"明细!{cell} V11 {FORM.numbers[0].path[-1]} → x"]


def test_an_altered_manifest_is_told(tmp_path: Path, content: bytes, inbox: Path) -> None:
    """A number changed both in the ledger and in its hidden copy: the digest does not fit, nor does the return."""
    sheet = openpyxl.load_workbook(io.BytesIO(content))[MANIFEST_SHEET]
    hidden = next(row[1] for row in sheet.iter_rows() if row[0].value == "rows" and '"code":"B"' in row[1].value)
    copy = hidden.value.replace('"20"', '"21"', 1)
    changed = patched(content, MANIFEST_SHEET, hidden.coordinate, Patch(value=copy))
    told = lines(proof(tmp_path, changed))
    assert f"明细!{ledger_cell(RECEIVED, 1)} V06 21 → 20" in told
    changed = patched(changed, LEDGER_SHEET, str(ledger_cell(RECEIVED, 1)), Patch(value=21))
    told = lines(proof(tmp_path, changed))
    assert sum(" V03 " in line for line in told) == 2
    assert sum(line.startswith("_manifest!B1 V03") for line in told) == 1
    assert proof(tmp_path, changed, inbox).state == "differs"


def test_a_changed_digest_on_the_cover_is_told(tmp_path: Path, content: bytes) -> None:
    """The digest that 封面 prints is held against the hidden copy."""
    cell = AT.cover("digest")
    told = lines(proof(tmp_path, patched(content, "封面", str(cell), Patch(value="0" * 64))))
    assert len(told) == 1
    assert told[0].startswith(f"封面!{cell} V03 ")


def test_a_changed_narrative_is_told(tmp_path: Path, content: bytes) -> None:
    """One word of 文字汇编."""
    told = lines(proof(tmp_path, patched(content, "文字汇编", "C4", Patch(value="改过"))))
    assert told == ["文字汇编!C4 V16 A 的第一段 → 改过"]


def test_a_flag_set_to_no_is_a_note_when_the_sums_follow(
    tmp_path: Path, content: bytes, inbox: Path, recalculate: Convert
) -> None:
    """The auditor takes a unit out: proven, with a note; the stale sums before recalculation are told."""
    changed = patched(content, LEDGER_SHEET, str(ledger_cell("include", 1)), Patch(value="否"))
    stale = proof(tmp_path, changed)
    assert stale.state == "differs"
    assert f"{TOTAL.sheet}!{TOTAL.cell} V08 302 → 322" in lines(stale)
    [done] = recalculate([tmp_path / "汇总.xlsx"], tmp_path / "out")
    made = run(done, [inbox], LAYOUT)
    assert (lines(made), made.state) == ([f"明细!{ledger_cell('include', 1)} V09 是 → 否"], "proven")


def test_a_wrong_flag_is_told(tmp_path: Path, content: bytes) -> None:
    """Anything but 是 and 否."""
    assert f"明细!{ledger_cell('include', 1)} V10 是/否 → 也许" in lines(
        proof(tmp_path, patched(content, LEDGER_SHEET, str(ledger_cell("include", 1)), Patch(value="也许")))
    )


def test_a_filtered_ledger_is_told_for_its_hidden_row_alone(
    tmp_path: Path, content: bytes, inbox: Path, recalculate: Convert
) -> None:
    """The sum of the rows in sight follows, the proven totals stay: only that a row is out of sight is told."""
    row = LEDGER_TOP + 2
    hidden = rows_changed(content, lambda xml: xml.replace(f'<row r="{row}"', f'<row r="{row}" hidden="1"'))
    (tmp_path / "汇总.xlsx").write_bytes(hidden)
    [done] = recalculate([tmp_path / "汇总.xlsx"], tmp_path / "out")
    shown = openpyxl.load_workbook(done, data_only=True)
    assert shown["明细"][str(AT.visible(RECEIVED))].value == 302
    assert shown[TOTAL.sheet][str(TOTAL.cell)].value == 322
    assert {each.code for each in run(done, [inbox], LAYOUT).findings} == {"V15"}


def test_saved_by_libreoffice_is_still_proven(
    tmp_path: Path, content: bytes, inbox: Path, recalculate: Convert
) -> None:
    """Another program rewrites the whole file; formulas, numbers and copy are the same."""
    (tmp_path / "汇总.xlsx").write_bytes(content)
    [done] = recalculate([tmp_path / "汇总.xlsx"], tmp_path / "out")
    made = run(done, [inbox], LAYOUT)
    assert (lines(made), made.state) == ([], "proven")


def copy_of(inbox: Path, folder: Path, change: Mapping[str, bytes | None], renamed: str = "") -> Path:
    """An inbox like another, with some files exchanged, some gone, one renamed."""
    folder.mkdir()
    for path in inbox.iterdir():
        name = f"改名-{path.name}" if path.name == renamed else path.name
        data = change.get(path.name, path.read_bytes())
        if data is not None:
            (folder / name).write_bytes(data)
    for name, data in change.items():
        if data is not None:
            (folder / name).write_bytes(data)
    return folder


def test_an_exchanged_file_is_told_with_each_number_that_differs(tmp_path: Path, content: bytes, inbox: Path) -> None:
    """Another return of the same name: the hash, and the cells, from the return's number to the ledger's."""
    other = copy_of(inbox, tmp_path / "in", {"B.xlsx": workbook(said("B", 22))})
    [told] = proof(tmp_path, content, other).findings
    assert (told.code, told.place) == ("V21", f"明细!{ledger_cell('sha256', 1)}")
    assert any("为 2.2，明细为 2。" in note.zh for note in told.notes)
    assert any("为 22，明细为 20。" in note.zh for note in told.notes)


def test_a_swapped_return_is_one_finding_with_a_count(tmp_path: Path, content: bytes, inbox: Path) -> None:
    """Another unit's return under this name: the exchange, the first differences below it, and how many there are."""
    swapped = copy_of(inbox, tmp_path / "in", {"B.xlsx": (inbox / "C.xlsx").read_bytes()})
    found = [each for each in proof(tmp_path, content, swapped).findings if each.severity is Severity.ERROR]
    assert [each.code for each in found] == ["V21"]
    assert len(found[0].notes) == 4
    assert found[0].notes[-1].zh.startswith("这样的不符共 ")


def test_a_missing_a_renamed_a_new_and_a_broken_file_are_told(tmp_path: Path, content: bytes, inbox: Path) -> None:
    """Each in its own words; renaming alone is a note."""
    gone = copy_of(inbox, tmp_path / "gone", {"B.xlsx": None})
    assert lines(proof(tmp_path, content, gone)) == [f"明细!{ledger_cell('file', 1)} V20 B.xlsx → "]
    renamed = copy_of(inbox, tmp_path / "renamed", {}, renamed="B.xlsx")
    made = proof(tmp_path, content, renamed)
    assert (lines(made), made.state) == ([f"明细!{ledger_cell('file', 1)} V25 B.xlsx → 改名-B.xlsx"], "proven")
    new = copy_of(inbox, tmp_path / "new", {"D.xlsx": workbook(said("D", 1))})
    assert [(each.code, each.file) for each in proof(tmp_path, content, new).findings] == [("V24", "D.xlsx")]
    broken = copy_of(inbox, tmp_path / "broken", {"B.xlsx": b"PK\x03\x04 no workbook"})
    assert {each.code for each in proof(tmp_path, content, broken).findings} == {"V21", "V23"}


@pytest.mark.parametrize("data", [b"", b"no workbook", b"PK\x05\x06" + bytes(18)])
def test_what_is_no_workbook_is_told(tmp_path: Path, data: bytes) -> None:
    """Nothing that openpyxl raises reaches the caller."""
    assert [each.code for each in proof(tmp_path, data).findings] == ["V01"]


def test_a_return_is_no_consolidated_workbook(tmp_path: Path, inbox: Path) -> None:
    """A return given by mistake is told as such."""
    made = proof(tmp_path, (inbox / "A.xlsx").read_bytes())
    assert [each.code for each in made.findings] == ["V02"]
    assert made.state == "differs"


def test_another_structure_of_the_form_is_told(tmp_path: Path, content: bytes) -> None:
    """A workbook made with another edition is not measured with this one in silence."""
    other = replace(LAYOUT, form=replace(FORM, edition="0"))
    path = tmp_path / "汇总.xlsx"
    path.write_bytes(content)
    assert {"V02"} <= {each.code for each in run(path, None, other).findings}


def test_a_text_or_figure_beside_it_that_no_return_says_is_told(tmp_path: Path, inbox: Path) -> None:
    """A merge that put other words or another count into the ledger is told against the return's own cell."""
    found = scan([inbox])
    made = assemble([taken_in(name, path, LAYOUT) for name, path in found.files], layout=LAYOUT, roster=ROSTER)
    first, *rest = made.rows
    texts = {**first.texts, "overview.active": "A 的第一段\n别的话"}
    other = replace(first, texts=texts, singles={"overview.website_items": 7})
    told = proof(tmp_path, consolidated(replace(made, rows=(other, *rest)), LAYOUT)[0], inbox).findings
    assert {(each.code, each.field, each.file) for each in told} == {
        ("V32", "overview.active", "A.xlsx"),
        ("V32", "overview.website_items", "A.xlsx"),
    }
    place = LAYOUT.places["overview.active"]
    assert any(f"{place.sheet}!{place.cell}" in each.message.zh for each in told)


def test_words_with_every_kind_of_blank_are_the_same_words(tmp_path: Path) -> None:
    """Escapes, line breaks in a cell and blanks at the ends: both readers see the text of the return."""
    text = "第一段 \u3000尾\n_x000D_ 原样\n  \n末段"
    written = write_inbox(tmp_path / "inbox", [("A.xlsx", {**said("A", 1), "overview.active": text})])
    output = tmp_path / "out.xlsx"
    merge([written], output, LAYOUT, year="2025")
    assert run(output, [written], LAYOUT).findings == ()


def handed_in(folder: Path, **changes: Patch) -> tuple[Path, Path]:
    """An inbox with one return, whose cells were typed otherwise, and where its merge is written."""
    inbox = write_inbox(folder / "inbox", [("A.xlsx", said("A", 1))])
    path = inbox / "A.xlsx"
    for field, patch in changes.items():
        place = LAYOUT.places[field.replace("__", ".")]
        path.write_bytes(patch_cells(path.read_bytes(), {place.sheet: {str(place.cell): patch}}))
    return inbox, folder / "out.xlsx"


@pytest.mark.parametrize(
    "changes",
    [
        {"disclosure__licensing__decisions": Patch(formula="1+2", value=3)},
        {"disclosure__fees__amount": Patch(value=Decimal("12.34565"))},
        {"overview__active": Patch(value=45_000)},
        {"overview__active": typed("文_x005F_字")},
        {"disclosure__blank_is_zero": typed("否"), "disclosure__licensing__decisions": Patch(value=None)},
    ],
    ids=["formula", "fifth decimal", "date", "escape", "blank"],
)
def test_what_clerks_type_is_proven_as_it_was_read(changes: dict[str, Patch], tmp_path: Path) -> None:
    """A formula with its result, an amount of five decimals, a date or an escape in a text, blanks in a draft."""
    inbox, output = handed_in(tmp_path, **changes)
    made = merge([inbox], output, LAYOUT, year="2025", draft=True)
    assert len(made.ledger.rows) == 1
    told = run(made.output, [inbox], LAYOUT).findings
    assert [each.code for each in told if each.severity is not Severity.NOTE] == []


def test_a_workbook_without_results_is_told_once(tmp_path: Path, content: bytes) -> None:
    """Saved by a library that works nothing out: formulas and ledger are compared, one line says what is not."""
    path = tmp_path / "saved.xlsx"
    path.write_bytes(content)
    openpyxl.load_workbook(path).save(path)
    assert [each.code for each in run(path, None, LAYOUT).findings] == ["V12"]


def test_links_to_another_units_file_are_no_note(tmp_path: Path, inbox: Path) -> None:
    """A link that leads to another file differs; one to the same file in another folder is where the book was saved."""
    found = scan([inbox])
    returns = [taken_in(name, path, LAYOUT) for name, path in found.files]
    made = assemble(returns, layout=LAYOUT, roster=ROSTER, terms=MergeTerms(inbox="inbox/"))
    book = consolidated(made, LAYOUT)[0]
    part = part_of(book, LEDGER_SHEET).replace("worksheets/", "worksheets/_rels/") + ".rels"
    elsewhere = proof(tmp_path, patch_part(book, part, lambda xml: xml.replace("inbox\\B", "other\\B")))
    assert {(each.code, each.severity) for each in elsewhere.findings} == {("V17", Severity.NOTE)}
    other = proof(tmp_path, patch_part(book, part, lambda xml: xml.replace("B.xlsx", "C.xlsx")))
    assert {(each.code, each.severity) for each in other.findings} == {("V17", Severity.WARNING)}
