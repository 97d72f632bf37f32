"""Random changes to what the workbook is: labels, rows, sheets, names, manifest, identity, formulas, protection."""

import re
from dataclasses import fields, replace
from random import Random

from filled import FORM, LAYOUT, Filled, place, put
from mutants import BASES, Made, Must, Operator, base, must
from patching import (
    CLEARED,
    WORKBOOK,
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
from xlreport.layout import CHECKS_SHEET, MANIFEST_SHEET, Role
from xlreport.manifest import code, identity_of
from xlreport.submissions import Identity

COVER = LAYOUT.sheets[0].name
SHEETS = tuple(sheet.name for sheet in LAYOUT.sheets if sheet.section)
TABLES = ("二 主动公开", "三 依申请公开", "四 复议诉讼")
PRINTED = {Role.TITLE, Role.CAPTION, Role.HEADER, Role.ROW, Role.PART, Role.PROMPT}
LABELS = tuple(
    (sheet.name, str(label.area.first), label.text)
    for sheet in LAYOUT.sheets
    for label in sheet.labels
    if sheet.section and label.text and label.role in PRINTED
)
SINGLE = tuple(
    f for f, each in LAYOUT.places.items() if each.area.first == each.area.last and not f.startswith("last.")
)
IDENTITY = tuple(each.name for each in fields(Identity))
OTHER = {"unit_code": "999999-XYZ", "year": "2019", "unit_kind": "other", "unit_name": "另一个局", "region": "另一县"}


def _manifest_cell(name: str) -> str:
    if name in IDENTITY:
        return f"B{IDENTITY.index(name) + 1}"
    return f"C{len(IDENTITY) + 3 + list(LAYOUT.places).index(name)}"


def _label(name: str, *ways: str) -> Operator:
    """Change one printed label; `{}` in a way stands for what is printed."""

    def make(given: Filled, random: Random) -> Made:
        sheet, cell, text = random.choice(LABELS)
        new = random.choice(ways).format(text, text[: len(text) // 2], text[::-1])
        return patch_cell(given.content, sheet, cell, value=new if new != text else f"{text}。"), must(
            "F02", f"{sheet}!{cell}"
        )

    return Operator(name=f"label {name}", make=make)


def _label_deleted(given: Filled, random: Random) -> Made:
    sheet, cell, _ = random.choice(LABELS)
    return patch_cell(given.content, sheet, cell, value=CLEARED.value, formula=None), must("F02", f"{sheet}!{cell}")


def _labels_exchanged(given: Filled, random: Random) -> Made:
    """Exchange two labels of a sheet, as sorting does: told at the upper one."""
    sheet = random.choice(TABLES)
    own = [each for each in LABELS if each[0] == sheet]
    one, other = sorted(random.sample(own, 2), key=own.index)
    if one[2] == other[2]:
        return _label_deleted(given, random)
    content = patch_cell(given.content, sheet, one[1], value=other[2])
    content = patch_cell(content, sheet, other[1], value=one[2])
    return content, must("F02", f"{sheet}!{one[1]}")


def _moved(sheet: str, row: int) -> tuple[Must, ...]:
    return (Must(codes=("F02", "I20"), place=sheet, since=row),)


def _row_inserted(given: Filled, random: Random) -> Made:
    sheet = random.choice(SHEETS)
    row = random.randint(1, max(each.area.last.row + 1 for each in LAYOUT.sheet(sheet).places))
    return row_inserted(given.content, sheet, row), _moved(sheet, row)


def _rows_inserted(given: Filled, random: Random) -> Made:
    sheet = random.choice(TABLES)
    last = max(each.cell.row + 1 for each in LAYOUT.sheet(sheet).places if each.field in FORM.fields)
    row, content = random.randint(4, min(9, last)), given.content
    for _ in range(random.randint(2, 5)):
        content = row_inserted(content, sheet, row)
    return content, _moved(sheet, row)


def _row_deleted(given: Filled, random: Random) -> Made:
    sheet = random.choice(TABLES)
    rows = {each.cell.row + 1 for each in LAYOUT.sheet(sheet).places if each.field in FORM.fields}
    row = random.choice(sorted(rows))
    return row_deleted(given.content, sheet, row), _moved(sheet, row)


def _renamed(given: Filled, random: Random) -> Made:
    sheet, new = random.choice(SHEETS), random.choice(("Sheet1", "表", "旧表 (2)", "a'b", "x" * 31))
    return rename_sheet(given.content, sheet, new), must("F02", new)


def _tabs_exchanged(given: Filled, random: Random) -> Made:
    """Exchange the names of two tabs."""
    one, other = random.sample(TABLES, 2)

    def change(text: str) -> str:
        swapped = text.replace(f'name="{one}"', 'name="?"', 1).replace(f'name="{other}"', f'name="{one}"', 1)
        return swapped.replace('name="?"', f'name="{other}"', 1)

    return patch_part(given.content, WORKBOOK, change), (Must(codes=("F02", "I20"), place=f"{one}*"),)


def _sheet_copied(given: Filled, random: Random) -> Made:
    """Copy a sheet of another unit's workbook in, under a name of its own."""
    sheet, other = random.choice(TABLES), base(random.choice([name for name in BASES if name != given.name]))
    return sheet_copied(given.content, other.content, sheet, f"{sheet} (2)"), must("I25", sheet)


def _sheet_replaced(given: Filled, random: Random) -> Made:
    """Replace a sheet by a copy of itself that came from another copy of the workbook."""
    sheet = random.choice(TABLES)
    return sheet_replaced(given.content, given.content, sheet), must("I20", f"{sheet}!*")


def _sheet_deleted(given: Filled, random: Random) -> Made:
    sheet = random.choice((*SHEETS, CHECKS_SHEET))
    return remove_sheet(given.content, sheet), must("F02", sheet)


def _name_removed(given: Filled, random: Random) -> Made:
    field = random.choice(SINGLE)
    return point_name(given.content, field, None), must("I20", field)


def _name_broken(given: Filled, random: Random) -> Made:
    field = random.choice(SINGLE)
    target = random.choice(("#REF!", "", "1", "'无此表'!$A$1", "[1]Sheet1!$A$1", "OFFSET(A1,1,1)", "$A$1"))
    return point_name(given.content, field, target), must("I20", field)


def _name_elsewhere(given: Filled, random: Random) -> Made:
    field, other = random.sample(SINGLE, 2)
    sheet, cell = place(other)
    target = re.sub(r"([A-Z]+)(\d+)", rf"'{sheet}'!$\1$\2", cell)
    return point_name(given.content, field, target), must("I20", field)


def _listed_elsewhere(given: Filled, random: Random) -> Made:
    field, other = random.sample([f for f in SINGLE if place(f)[0] == random.choice(TABLES)] or list(SINGLE), 2)
    text = random.choice((place(other)[1], "ZZ9", "", "A0", "乱"))
    return _said(given, field, text if text != place(field)[1] else "A1"), must("I20", field)


def _said(given: Filled, name: str, text: str) -> bytes:
    return patch_cell(given.content, MANIFEST_SHEET, _manifest_cell(name), value=text, type="inlineStr")


def _both_elsewhere(given: Filled, random: Random) -> Made:
    """Let manifest and name agree on the cell of another field of the same sheet."""
    sheet = random.choice(TABLES)
    field, other = random.sample([each for each in SINGLE if place(each)[0] == sheet], 2)
    target = re.sub(r"([A-Z]+)(\d+)", rf"'{sheet}'!$\1$\2", place(other)[1])
    return point_name(_said(given, field, place(other)[1]), field, target), must("I20", field)


def _manifest_of_another(key: str) -> Operator:
    def make(given: Filled, _: Random) -> Made:
        return _said(given, key, OTHER[key]), must("I14", f"{MANIFEST_SHEET}!{_manifest_cell(key)}")

    return Operator(name=f"manifest says another {key}", make=make)


def _cover_of_another(key: str) -> Operator:
    def make(given: Filled, _: Random) -> Made:
        text = "其他" if key == "unit_kind" else OTHER[key]
        return put(given.content, {f"cover.{key}": int(text) if key == "year" else text}), must("I14", f"cover.{key}")

    return Operator(name=f"cover says another {key}", make=make)


def _other_form(given: Filled, random: Random) -> Made:
    key = random.choice(("form", "edition", "structure"))
    return _said(given, key, random.choice(("", "9", "other", "0" * 16))), must("I12 I13 I26")


def _code_changed(given: Filled, random: Random) -> Made:
    """Miss one character of a printed 表号, or print that of another unit."""
    sheet = random.choice(SHEETS)
    values = {key: str(given.values[f"cover.{key}"]) for key in ("unit_code", "year")}
    own = code(identity_of(LAYOUT, **values))
    at = random.randrange(len(own))
    other = code(identity_of(LAYOUT, **(values | random.choice(({"unit_code": "110000-ABC"}, {"year": "2020"})))))
    text = random.choice((own[:at] + own[at + 1 :], other, "", own[::-1]))
    at_code = LAYOUT.sheet(sheet).code
    return patch_cell(given.content, sheet, str(at_code), value=text), must("I14", f"{sheet}!{at_code}")


def _property(given: Filled, random: Random) -> Made:
    key = random.choice(("unit_code", "year", "unit_kind"))
    said = f"<vt:lpwstr>{given.values[f'cover.{key}']}<"
    return replace_text(given.content, "docProps/custom.xml", said, f"<vt:lpwstr>{OTHER[key]}<"), must("I14")


def _unprotected(given: Filled, random: Random) -> Made:
    part = part_of(given.content, random.choice(SHEETS))
    return patch_part(given.content, part, lambda text: re.sub(r"<sheetProtection[^>]*/>", "", text)), must("I35")


def _check_altered(given: Filled, random: Random) -> Made:
    line = random.choice(LAYOUT.lines)
    cell = str(random.choice((line.left, line.right, line.difference, line.mark)))
    changed = random.choice((typed("√"), typed(0), CLEARED, replace(typed(2), formula="1+1")))
    content = patch_cell(
        given.content, CHECKS_SHEET, cell, value=changed.value, type=changed.type, formula=changed.formula
    )
    return content, must("I34", f"{CHECKS_SHEET}!{cell}")


def _reason(given: Filled, random: Random) -> Made:
    line = random.choice(LAYOUT.lines)
    return patch_cell(given.content, CHECKS_SHEET, str(line.reason), value=random.choice(("已核实", "=1", "无"))), ()


STRUCTURAL = (
    _label("with more", "{}。", "（{}）", "{} ", " {}", "{}\n", "{}1"),
    _label("cut or turned", "{1}", "{2}"),
    _label("replaced", "合计", "x", "0", "其他情况"),
    *(_manifest_of_another(key) for key in OTHER),
    *(_cover_of_another(key) for key in OTHER),
    Operator(name="label emptied", make=_label_deleted),
    Operator(name="labels exchanged", make=_labels_exchanged),
    Operator(name="row inserted anywhere", make=_row_inserted),
    Operator(name="rows inserted", make=_rows_inserted),
    Operator(name="row of a table deleted", make=_row_deleted),
    Operator(name="tab renamed", make=_renamed),
    Operator(name="names of tabs exchanged", make=_tabs_exchanged),
    Operator(name="sheet of another unit copied in", make=_sheet_copied),
    Operator(name="sheet replaced by a copy", make=_sheet_replaced),
    Operator(name="any sheet deleted", make=_sheet_deleted),
    Operator(name="any name removed", make=_name_removed),
    Operator(name="any name broken", make=_name_broken),
    Operator(name="any name elsewhere", make=_name_elsewhere),
    Operator(name="any address of the manifest altered", make=_listed_elsewhere),
    Operator(name="name and manifest elsewhere", make=_both_elsewhere),
    Operator(name="manifest of another form, edition or structure", make=_other_form),
    Operator(name="any 模板编号 changed", make=_code_changed),
    Operator(name="any property of the identity changed", make=_property),
    Operator(name="any sheet unprotected", make=_unprotected),
    Operator(name="any formula of 校验 altered", make=_check_altered),
    Operator(name="any reason given", make=_reason),
)
