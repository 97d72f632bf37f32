"""Seeded manipulations of a consolidated workbook and its inbox, each on the raw XML, as a person could do it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random

from patching import Patch, part_of, parts, patch_cells, patch_part, remove_sheet, rename_sheet, typed
from xlreport.cells import Cell
from xlreport.layout import MANIFEST_SHEET
from xlreport.merging.book.book_places import (
    CHARTS_SHEET,
    CONTROL_SHEET,
    LEDGER_LABELS,
    LEDGER_LINKS,
    LEDGER_SHEET,
    LEDGER_TOP,
    Places,
)
from xlreport.merging.book.formula_parts import Formula
from xlreport.merging.book.live_formulas import formulas
from xlreport.proof.drawn_charts import charts_of
from xlreport.proof.package import package_of

Files = Mapping[str, bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """An untouched consolidated workbook with its places and the files of its inbox."""

    book: bytes
    at: Places
    files: Files


@dataclass(frozen=True, slots=True, kw_only=True)
class Manipulated:
    """What was done, in words, and what is left: the workbook and the inbox. `place` is where it must be told."""

    what: str
    book: bytes
    files: Files
    place: str = ""


Manipulation = Callable[[Scene, Random], Manipulated]


def _book(scene: Scene, what: str, book: bytes, place: str = "") -> Manipulated:
    assert book != scene.book, what
    return Manipulated(what=what, book=book, files=scene.files, place=place)


def _put(scene: Scene, what: str, sheet: str, cell: Cell, patch: Patch) -> Manipulated:
    return _book(
        scene, f"{what} {sheet}!{cell}", patch_cells(scene.book, {sheet: {str(cell): patch}}), f"{sheet}!{cell}"
    )


def _ledger_cell(scene: Scene, random: Random) -> Cell:
    field = random.choice(scene.at.layout.form.numbers)
    return Cell(LEDGER_TOP + random.randrange(scene.at.rows), scene.at.columns[field.id])


def ledger_number(scene: Scene, random: Random) -> Manipulated:
    """Another number in the ledger."""
    return _put(scene, "number", LEDGER_SHEET, _ledger_cell(scene, random), Patch(value=random.randint(10_000, 99_999)))


def ledger_cleared(scene: Scene, random: Random) -> Manipulated:
    """A number of the ledger taken away."""
    xml = parts(scene.book)[part_of(scene.book, LEDGER_SHEET)].decode()
    cells = map(Cell.parse, re.findall(r'<c r="([A-Z]+\d+)"(?: s="\d+")?><v>', xml))
    filled = [cell for cell in cells if cell in scene.at.numbers]
    return _put(scene, "cleared", LEDGER_SHEET, random.choice(filled), Patch(value=None))


def ledger_as_text(scene: Scene, random: Random) -> Manipulated:
    """A number of the ledger typed as text."""
    return _put(scene, "as text", LEDGER_SHEET, _ledger_cell(scene, random), typed("7"))


def ledger_formula(scene: Scene, random: Random) -> Manipulated:
    """A formula in the place of a ledger's number."""
    return _put(scene, "ledger formula", LEDGER_SHEET, _ledger_cell(scene, random), Patch(formula="1+1", value=2))


def ledger_word(scene: Scene, random: Random) -> Manipulated:
    """Another code, name, tier, file, hash or day."""
    identifier = random.choice(("code", "name", "kind", "tier", "file", "sha256", "state"))
    cell = Cell(LEDGER_TOP + random.randrange(scene.at.rows), scene.at.columns[identifier])
    return _put(scene, identifier, LEDGER_SHEET, cell, typed("改过"))


def flag(scene: Scene, random: Random) -> Manipulated:
    """A unit taken out, or a flag that is neither yes nor no."""
    cell = Cell(LEDGER_TOP + random.randrange(scene.at.rows), scene.at.columns["include"])
    return _put(scene, "flag", LEDGER_SHEET, cell, typed(random.choice(("否", "不", "no"))))


def header(scene: Scene, random: Random) -> Manipulated:
    """Another header over a column of the ledger: its label or its cell."""
    cell = Cell(
        random.choice((LEDGER_LABELS, LEDGER_LINKS)), scene.at.columns[random.choice(scene.at.layout.form.numbers).id]
    )
    return _put(scene, "header", LEDGER_SHEET, cell, typed("别的"))


def _formula(scene: Scene, random: Random) -> Formula:
    return random.choice(list(formulas(scene.at)))


def total_typed_over(scene: Scene, random: Random) -> Manipulated:
    """A number in the place of a formula."""
    each = _formula(scene, random)
    return _put(scene, "typed over", each.sheet, each.cell, typed(random.randint(10_000, 99_999)))


def formula_altered(scene: Scene, random: Random) -> Manipulated:
    """A formula that adds something."""
    each = _formula(scene, random)
    return _put(scene, "formula", each.sheet, each.cell, Patch(formula=f"{each.text[1:]}+{random.randint(1, 9)}"))


def result_altered(scene: Scene, random: Random) -> Manipulated:
    """The formula untouched, the result that it shows another one."""
    each = _formula(scene, random)
    return _put(scene, "result", each.sheet, each.cell, Patch(value=random.randint(10_000, 99_999)))


def text_altered(scene: Scene, random: Random) -> Manipulated:
    """A text on any sheet: a title, a label, a unit's state, a finding, a narrative."""
    sheets = re.findall(r'<sheet name="([^"]+)"', parts(scene.book)["xl/workbook.xml"].decode())
    sheet = random.choice([name for name in sheets if name not in {MANIFEST_SHEET, LEDGER_SHEET}])
    cells = re.findall(r'<c r="([A-Z]+\d+)"[^>]* t="s"', parts(scene.book)[part_of(scene.book, sheet)].decode())
    return _put(scene, "text", sheet, Cell.parse(random.choice(cells)), typed("改动的文字"))


def manifest_altered(scene: Scene, random: Random) -> Manipulated:
    """A cell of the hidden copy."""
    cells = re.findall(r'<c r="([A-Z]+\d+)"', parts(scene.book)[part_of(scene.book, MANIFEST_SHEET)].decode())
    made = _put(scene, "manifest", MANIFEST_SHEET, Cell.parse(random.choice(cells)), typed("x"))
    return Manipulated(what=made.what, book=made.book, files=made.files)


def constant_altered(scene: Scene, random: Random) -> Manipulated:
    """A number that is no formula: last year's total, a unit's figure of last year, a sum at the merge."""
    sheet = random.choice(("同比", "汇总校验"))
    cells = re.findall(r'<c r="([A-Z]+\d+)"(?: s="\d+")?><v>', parts(scene.book)[part_of(scene.book, sheet)].decode())
    number = random.randint(10_000, 99_999)
    return _put(scene, "constant", sheet, Cell.parse(random.choice(cells)), Patch(value=number))


def counts_altered(scene: Scene, random: Random) -> Manipulated:
    """Cells read and cells not counted, both higher by the same number: the formula between them still comes to 0."""
    more, read, excluded = random.randint(1, 99), *(Cell(scene.at.cells_row + offset, 3) for offset in (0, 2))
    xml = parts(scene.book)[part_of(scene.book, CONTROL_SHEET)].decode()
    found = {cell: int(re.search(rf'<c r="{cell}"[^>]*><v>(\d+)<', xml)[1]) for cell in (read, excluded)}  # type: ignore[index]
    patches = {str(cell): Patch(value=number + more) for cell, number in found.items()}
    return _book(
        scene, f"counts + {more}", patch_cells(scene.book, {CONTROL_SHEET: patches}), f"{CONTROL_SHEET}!{read}"
    )


def _charts(scene: Scene) -> list[str]:
    """The parts of the charts of 图表; 封面 has two of its own before them."""
    return list(charts_of(package_of(scene.book, len(scene.book) * 100), CHARTS_SHEET))


def chart_altered(scene: Scene, random: Random) -> Manipulated:
    """A series of a chart that takes its labels or its figures from other cells, or that bears another name."""
    part = random.choice(_charts(scene))
    xml = parts(scene.book)[part].decode()
    old = random.choice(re.findall(r"<c:f>[^<]+\$(?:\d+)</c:f>|<c:tx><c:v>[^<]+</c:v>", xml))
    new = re.sub(r"\$(\d+)</c:f>", lambda match: f"${int(match[1]) + 1}</c:f>", old)
    new = old.replace("</c:v>", "改</c:v>") if new == old else new
    return _book(
        scene, f"{part} {old}", patch_part(scene.book, part, lambda xml: xml.replace(old, new, 1)), CHARTS_SHEET
    )


def chart_removed(scene: Scene, random: Random) -> Manipulated:
    """A chart taken from the sheet."""
    package = package_of(scene.book, len(scene.book) * 100)
    (drawing,) = package.leads_to(package.sheets[CHARTS_SHEET], "drawing")
    anchors = re.findall(r"<xdr:twoCellAnchor.*?</xdr:twoCellAnchor>", parts(scene.book)[drawing].decode(), re.DOTALL)
    anchor = random.choice(anchors)
    return _book(
        scene, "chart gone", patch_part(scene.book, drawing, lambda xml: xml.replace(anchor, "")), CHARTS_SHEET
    )


def link_altered(scene: Scene, random: Random) -> Manipulated:
    """A total that leads to another column of the ledger."""
    sheet = random.choice(scene.at.sheets).name
    xml = parts(scene.book)[part_of(scene.book, sheet)].decode()
    cell, location = random.choice(re.findall(r'<hyperlink ref="([A-Z]+\d+)" location="([^"]+)"', xml))
    old = f'<hyperlink ref="{cell}" location="{location}"'
    new = f'<hyperlink ref="{cell}" location="\'{LEDGER_SHEET}\'!A1"'
    book = patch_part(scene.book, part_of(scene.book, sheet), lambda xml: xml.replace(old, new))
    return _book(scene, f"link of {cell}", book, f"{sheet}!{cell}")


def row_hidden(scene: Scene, random: Random) -> Manipulated:
    """A row of the ledger hidden."""
    row = LEDGER_TOP + random.randrange(scene.at.rows) + 1
    book = patch_part(
        scene.book,
        part_of(scene.book, LEDGER_SHEET),
        lambda xml: xml.replace(f'<row r="{row}"', f'<row r="{row}" hidden="1"'),
    )
    return _book(scene, f"row {row} hidden", book, f"{LEDGER_SHEET}!A{row}")


def sheet_hidden(scene: Scene, random: Random) -> Manipulated:
    """A sheet hidden."""
    sheet = random.choice((LEDGER_SHEET, *(sheet.name for sheet in scene.at.sheets)))
    change = f'<sheet name="{sheet}"'
    book = patch_part(scene.book, "xl/workbook.xml", lambda xml: xml.replace(change, f'{change} state="hidden"'))
    return _book(scene, f"{sheet} hidden", book, sheet)


def row_removed(scene: Scene, random: Random) -> Manipulated:
    """A unit's row deleted from the ledger."""
    row = LEDGER_TOP + random.randrange(scene.at.rows) + 1

    def change(xml: str) -> str:
        start = xml.index(f'<row r="{row}"')
        return xml[:start] + xml[xml.index("</row>", start) + 6 :]

    return _book(scene, f"row {row} removed", patch_part(scene.book, part_of(scene.book, LEDGER_SHEET), change))


def row_doubled(scene: Scene, random: Random) -> Manipulated:
    """A unit's row once more below the ledger."""
    row, new = LEDGER_TOP + random.randrange(scene.at.rows) + 1, LEDGER_TOP + scene.at.rows + 1

    def change(xml: str) -> str:
        start = xml.index(f'<row r="{row}"')
        copy = xml[start : xml.index("</row>", start) + 6]
        copy = re.sub(rf'r="([A-Z]*){row}"', rf'r="\g<1>{new}"', copy)
        return xml.replace("</sheetData>", f"{copy}</sheetData>")

    return _book(scene, f"row {row} doubled", patch_part(scene.book, part_of(scene.book, LEDGER_SHEET), change))


def sheet_removed(scene: Scene, random: Random) -> Manipulated:
    """A whole sheet deleted, or renamed."""
    sheet = random.choice(
        (LEDGER_SHEET, "文字汇编", "同比", "图表", "汇总校验", *(sheet.name for sheet in scene.at.sheets))
    )
    book = random.choice((remove_sheet, lambda book, name: rename_sheet(book, name, "别的表")))(scene.book, sheet)
    return _book(scene, f"{sheet} gone", book)


def file_exchanged(scene: Scene, random: Random) -> Manipulated:
    """The content of one return in the place of another's."""
    one, other = random.sample(sorted(scene.files), 2)
    return Manipulated(what=f"{one} is now {other}", book=scene.book, files={**scene.files, one: scene.files[other]})


def file_touched(scene: Scene, random: Random) -> Manipulated:
    """One number of a counted return changed after the merge; they come first by name."""
    name, field = random.choice(sorted(scene.files)[:3]), random.choice(scene.at.layout.form.numbers)
    place = scene.at.layout.places[field.id]
    content = patch_cells(scene.files[name], {place.sheet: {str(place.cell): typed(random.randint(10_000, 99_999))}})
    return Manipulated(what=f"{name} {field.id}", book=scene.book, files={**scene.files, name: content})


def file_gone(scene: Scene, random: Random) -> Manipulated:
    """A return that is not in the inbox any more."""
    name = random.choice(sorted(scene.files))
    files = {other: content for other, content in scene.files.items() if other != name}
    return Manipulated(what=f"{name} gone", book=scene.book, files=files)


OF_A_CELL: tuple[Manipulation, ...] = (
    ledger_number,
    ledger_cleared,
    ledger_as_text,
    ledger_formula,
    header,
    total_typed_over,
    formula_altered,
    result_altered,
    text_altered,
    constant_altered,
    link_altered,
)
"""Those that are done to one cell, and told at it whatever else was done."""
MANIPULATIONS: tuple[Manipulation, ...] = (
    *OF_A_CELL,
    ledger_word,
    flag,
    manifest_altered,
    counts_altered,
    chart_altered,
    chart_removed,
    row_hidden,
    sheet_hidden,
    row_removed,
    row_doubled,
    sheet_removed,
    file_exchanged,
    file_touched,
    file_gone,
)
