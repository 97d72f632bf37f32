"""Corruptions of what the workbook is: labels, rows, sheets, names, manifest, identity, formulas, protection."""

import re
from collections.abc import Callable
from dataclasses import fields

from column_inserting import column_inserted, columns_exchanged
from filled import LAYOUT, Corruption, Filled, place
from patching import (
    CLEARED,
    WORKBOOK,
    Patch,
    part_of,
    patch_cell,
    patch_part,
    point_name,
    remove_sheet,
    rename_sheet,
    replace_text,
    typed,
)
from row_inserting import row_deleted, row_inserted
from sheet_copying import sheet_copied, sheet_replaced
from xlreport.layout import CHECKS_SHEET, GUIDE_SHEET, MANIFEST_SHEET
from xlreport.manifest import code, identity_of
from xlreport.submissions import Identity, Value

COVER, OVERVIEW, DISCLOSURE, REQUESTS, DISPUTES, PROBLEMS, MATTERS = (
    sheet.name for sheet in LAYOUT.sheets if sheet.section
)
REC = "requests.received.natural"
UPHELD = "disputes.review.upheld"
CUSTOM = "docProps/custom.xml"
PARTLY_GRANTED_ROW, DELETED_ROW = 10, 20
LOST = [
    each.field
    for each in LAYOUT.places.values()
    if each.sheet == REQUESTS and each.cell.row + 1 == DELETED_ROW and each.field not in LAYOUT.form.computed
]


def _cell(sheet: str, cell: str, patch: Patch) -> Callable[[Filled], bytes]:
    return lambda given: patch_cell(
        given.content, sheet, cell, value=patch.value, type=patch.type, formula=patch.formula
    )


def _in_sheet(sheet: str, pattern: str, new: str) -> Callable[[Filled], bytes]:
    """Replace what matches in a sheet's part; a pattern that matches nothing is a broken test."""
    return lambda given: patch_part(
        given.content, part_of(given.content, sheet), lambda text: re.sub(pattern, new, text, flags=re.DOTALL)
    )


def _manifest_cell(name: str) -> str:
    """Give the cell of the hidden manifest with a word of the identity, or with a field's address."""
    identity = [each.name for each in fields(Identity)]
    if name in identity:
        return f"B{identity.index(name) + 1}"
    return f"C{len(identity) + 3 + list(LAYOUT.places).index(name)}"


def _said(name: str, text: str) -> Callable[[Filled], bytes]:
    return _cell(MANIFEST_SHEET, _manifest_cell(name), Patch(value=text, type="inlineStr"))


def _pointed(name: str, target: str | None) -> Callable[[Filled], bytes]:
    return lambda given: point_name(given.content, name, target)


def _other_code(given: Filled) -> bytes:
    """Print the 表号 of another unit's workbook, as a sheet copied from there has it."""
    text = code(identity_of(LAYOUT, unit_code="999999-XYZ", year=str(given.values["cover.year"])))
    return patch_cell(given.content, REQUESTS, _code_cell(REQUESTS), value=text)


def _code_cell(sheet: str) -> str:
    """Give where a sheet prints its 表号."""
    return str(LAYOUT.sheet(sheet).code)


def _without_table(table: str) -> Callable[[Filled], dict[str, Value | None]]:
    return lambda given: {key: None for key in given.values if key.startswith(f"{table}.")}


def _all_names_removed(given: Filled) -> bytes:
    return patch_part(
        given.content, WORKBOOK, lambda text: re.sub(r"<definedNames>.*</definedNames>", "", text, flags=re.DOTALL)
    )


STRUCTURE = (
    Corruption(
        name="row label changed",
        change=_cell(REQUESTS, f"B{PARTLY_GRANTED_ROW}", Patch(value="（二）部分公开")),
        told=(f"{REQUESTS}!B{PARTLY_GRANTED_ROW} F02 error",),
    ),
    Corruption(
        name="label deleted",
        change=_cell(REQUESTS, "A7", CLEARED),
        told=(f"{REQUESTS}!A7 F02 error",),
    ),
    Corruption(
        name="title changed",
        change=_cell(DISPUTES, "A1", Patch(value="四、复议和诉讼")),
        told=(f"{DISPUTES}!A1 F02 error",),
    ),
    Corruption(name="guide's text changed", change=_cell(GUIDE_SHEET, "B5", Patch(value="请尽快填报"))),
    Corruption(
        name="row inserted in table 3",
        change=lambda given: row_inserted(given.content, REQUESTS, 15),
        told=(f"{REQUESTS}!D16:J32* I20 warning", f"{REQUESTS}!* F02 error"),
    ),
    Corruption(
        name="row inserted above everything",
        change=lambda given: row_inserted(given.content, DISPUTES, 1),
        told=(f"{DISPUTES}!* I20 warning", f"{DISPUTES}!A1 F02 error"),
    ),
    Corruption(
        name="row inserted in table 2",
        change=lambda given: row_inserted(given.content, DISCLOSURE, 8),
        told=(f"{DISCLOSURE}!* I20 warning", f"{DISCLOSURE}!* F02 error"),
    ),
    Corruption(
        name="row inserted among paragraphs",
        change=lambda given: row_inserted(given.content, PROBLEMS, 15),
        told=(f"{PROBLEMS}!B17:B26 I20 warning", f"{PROBLEMS}!A15 F02 error"),
    ),
    Corruption(
        name="column inserted left of all figures",
        change=lambda given: column_inserted(given.content, REQUESTS, "D"),
        told=(f"{REQUESTS}!E3,E7:K31,E34:K34 I20 warning", f"{REQUESTS}!D4 F02 error"),
    ),
    Corruption(
        name="column inserted among figures",
        change=lambda given: column_inserted(given.content, REQUESTS, "F"),
        told=(f"{REQUESTS}!G7:K31,G34:K34 I20 warning", f"{REQUESTS}!F6 F02 error"),
    ),
    Corruption(
        name="column inserted in table 2",
        change=lambda given: column_inserted(given.content, DISCLOSURE, "B"),
        told=(f"{DISCLOSURE}!C3,C6:E7,C10,C13:C14,C17,E20:E21 I20 warning", f"{DISCLOSURE}!B5 F02 error"),
    ),
    Corruption(
        name="columns exchanged with their labels",
        change=lambda given: columns_exchanged(given.content, REQUESTS, "E", "G"),
        told=(
            f"{REQUESTS}!E7:E31,G7:G31,E34,G34 I20 warning",
            f"{REQUESTS}!E5 F02 error",
            f"{REQUESTS}!E5:I5 I39 error",
        ),
    ),
    Corruption(
        name="sheet renamed",
        change=lambda given: rename_sheet(given.content, REQUESTS, "表三"),
        told=("表三 F02 warning",),
    ),
    Corruption(
        name="sheet of text renamed",
        change=lambda given: rename_sheet(given.content, PROBLEMS, "五(2) 问题"),
        told=("五(2) 问题 F02 warning",),
    ),
    Corruption(
        name="校验 renamed",
        change=lambda given: rename_sheet(given.content, CHECKS_SHEET, "校验 旧"),
        told=("校验 旧 F02 warning",),
    ),
    Corruption(
        name="sheet copied in from another copy",
        change=lambda given: sheet_copied(given.content, given.content, REQUESTS, f"{REQUESTS} (2)"),
        told=(f"{REQUESTS} I25 note",),
    ),
    Corruption(
        name="sheet replaced by a copy of itself",
        change=lambda given: sheet_replaced(given.content, given.content, REQUESTS),
        told=(
            f"{REQUESTS}!D3,D7:* I20 warning",
            f"{REQUESTS}!J2 I34 warning",
            f"{COVER}!* I34 warning",
            f"{CHECKS_SHEET}!* I34 warning",
        ),
    ),
    Corruption(
        name="sheet deleted",
        change=lambda given: remove_sheet(given.content, MATTERS),
        told=(f"{MATTERS} F02 error",),
        reads=_without_table("matters"),
    ),
    Corruption(
        name="sheet with problems deleted",
        change=lambda given: remove_sheet(given.content, PROBLEMS),
        told=(f"{PROBLEMS} F02 error",),
        reads=_without_table("problems"),
    ),
    Corruption(
        name="sheet of table 3 deleted",
        change=lambda given: remove_sheet(given.content, REQUESTS),
        told=(f"{REQUESTS} F02 error",),
        skipped=("T301", "T302", "T303"),
        reads=_without_table("requests"),
    ),
    Corruption(name="name removed", change=_pointed(REC, None), told=(f"{REC} I20 warning",)),
    Corruption(name="name broken", change=_pointed(REC, "#REF!"), told=(f"{REC} I20 warning",)),
    Corruption(name="name points elsewhere", change=_pointed(REC, f"'{REQUESTS}'!$E$9"), told=(f"{REC} I20 warning",)),
    Corruption(name="all names removed", change=_all_names_removed, told=(f"{COVER}!* I20 warning",)),
    Corruption(name="manifest's address altered", change=_said(REC, "E9"), told=(f"{REC} I20 warning",)),
    Corruption(
        name="manifest's address altered to a cell with the same label",
        change=_said(UPHELD, "F7"),
        told=(f"{UPHELD} I20 warning",),
    ),
    Corruption(
        name="manifest and name agree on a wrong cell",
        change=lambda given: point_name(_said(REC, "E9")(given), REC, f"'{REQUESTS}'!$E$9"),
        told=(f"{REC} I20 warning",),
    ),
    Corruption(
        name="row deleted",
        change=lambda given: row_deleted(given.content, REQUESTS, DELETED_ROW),
        told=(
            f"{REQUESTS}!D20:J20 I20 error",
            f"{REQUESTS}!* I20 warning",
            f"{REQUESTS}!* F02 error",
            f"{CHECKS_SHEET}!* I34 warning",
        ),
        skipped=("T301", "T302", "T303"),
        reads=dict.fromkeys(LOST),
    ),
    Corruption(
        name="manifest deleted",
        change=lambda given: remove_sheet(given.content, MANIFEST_SHEET),
        told=("- I26 warning",),
    ),
    Corruption(name="manifest of another form", change=_said("form", "other-form"), told=("- I12 error",)),
    Corruption(name="manifest of another edition", change=_said("edition", "9"), told=("- I13 error",)),
    Corruption(name="manifest of another structure", change=_said("structure", "0" * 16), told=("- I13 error",)),
    Corruption(
        name="manifest of another unit",
        change=_said("unit_code", "999999-XYZ"),
        told=(f"{MANIFEST_SHEET}!{_manifest_cell('unit_code')} I14 error",),
    ),
    Corruption(
        name="manifest of another year",
        change=_said("year", "2019"),
        told=(f"{MANIFEST_SHEET}!{_manifest_cell('year')} I14 error",),
    ),
    Corruption(
        name="模板编号 changed",
        change=_cell(REQUESTS, _code_cell(REQUESTS), Patch(value="模板编号 gkbg-2021/1·2025·1·A")),
        told=(f"{REQUESTS}!A35 I14 warning",),
    ),
    Corruption(name="模板编号 of another unit", change=_other_code, told=(f"{REQUESTS}!A35 I14 error",)),
    Corruption(
        name="custom property changed",
        change=lambda given: replace_text(
            given.content, CUSTOM, f"<vt:lpwstr>{given.values['cover.unit_code']}<", "<vt:lpwstr>999999-XYZ<"
        ),
        told=("- I14 error",),
    ),
    Corruption(
        name="cover's year changed",
        change=_cell(*place("cover.year"), Patch(value=2019)),
        told=("cover.year I14 error",),
        reads={"cover.year": 2019},
    ),
    Corruption(
        name="cover's unit code changed",
        change=_cell(*place("cover.unit_code"), Patch(value="999999-XYZ")),
        told=("cover.unit_code I14 error",),
        reads={"cover.unit_code": "999999-XYZ"},
    ),
    Corruption(
        name="cover's kind of unit changed",
        change=_cell(*place("cover.unit_kind"), Patch(value="其他")),
        told=("cover.unit_kind I14 error",),
        reads={"cover.unit_kind": "other"},
    ),
    Corruption(
        name="cover's unit name changed",
        change=_cell(*place("cover.unit_name"), Patch(value="另一个局")),
        told=("cover.unit_name I14 warning",),
        reads={"cover.unit_name": "另一个局"},
    ),
    Corruption(
        name="protection removed",
        change=_in_sheet(REQUESTS, r"<sheetProtection[^>]*/>", ""),
        told=("- I35 note",),
    ),
    Corruption(
        name="formula of 校验 altered",
        change=_cell(CHECKS_SHEET, "D20", Patch(formula="1+1", value=2)),
        told=(f"{CHECKS_SHEET}!D20 I34 warning",),
    ),
    Corruption(
        name="mark of 校验 typed over",
        change=_cell(CHECKS_SHEET, "A21", typed("√")),
        told=(f"{CHECKS_SHEET}!A21 I34 warning",),
    ),
    Corruption(
        name="status on the cover typed over",
        change=_cell(COVER, str(LAYOUT.status), typed("√ 全部相符")),
        told=(f"{COVER}!{LAYOUT.status} I34 warning",),
    ),
    Corruption(
        name="saved mark of 校验 changed",
        change=_cell(CHECKS_SHEET, "A21", Patch(value="×")),
    ),
    Corruption(
        name="reason given on 校验",
        change=_cell(CHECKS_SHEET, "I21", Patch(value="已核实")),
    ),
    Corruption(
        name="cell stored twice",
        change=_in_sheet(DISCLOSURE, r'(<c r="B13"[^>]*>.*?</c>)', r'\g<1><c r="B13"><v>9</v></c>'),
        told=(f"{DISCLOSURE}!B13 I37 error",),
        reads={"disclosure.penalties.decisions": 9},
    ),
    Corruption(
        name="content beside the table",
        change=_cell(REQUESTS, "M40", Patch(value="备注：其中网络申请 12 件")),
        told=(f"{REQUESTS}!M40 F08 note",),
    ),
)
