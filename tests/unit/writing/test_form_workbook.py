"""The workbook an agency gets: what is locked, named, prompted, printed; the same form gives the same bytes."""

import hashlib
import io
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import openpyxl
import pytest

from conftest import Convert
from patching import cell_xml, parts
from small_form import small_form
from workbook_lint import SAFE_FUNCTIONS
from xlreport.cells import Area, Cell, address
from xlreport.forms import Kind, load_form
from xlreport.formulas import formula_cells
from xlreport.layout import CODE_NAME, LINK, MANIFEST_SHEET, TARGET, Layout, plan
from xlreport.manifest import code, identity_of, parse
from xlreport.submissions import Identity
from xlreport.writing import values_for, write_workbook

LAYOUT = plan(load_form())
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
UNIT = {"unit_code": "230000-A1", "unit_name": "某县&某局", "unit_kind": "department", "region": "某县", "year": "2025"}
NOBODY, SOMEBODY = identity_of(LAYOUT), identity_of(LAYOUT, **UNIT)


def opened(book: bytes, **options: bool) -> Any:
    """Open a workbook with openpyxl, the independent reader."""
    return openpyxl.load_workbook(io.BytesIO(book), **options)


@pytest.fixture(scope="module", params=["blank", "issued"])
def identity(request: pytest.FixtureRequest) -> Identity:
    """Nobody's blank form, and one that was issued to a unit."""
    return NOBODY if request.param == "blank" else SOMEBODY


@pytest.fixture(scope="module")
def book(identity: Identity) -> Any:
    """The workbook of that identity."""
    return opened(write_workbook(LAYOUT, identity, {}))


def unlocked(book: Any) -> set[tuple[str, str]]:
    """Give sheet and name of every cell that can be typed into."""
    return {
        (sheet.title, cell.coordinate)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if not cell.protection.locked
    }


def inputs(layout: Layout, identity: Identity) -> set[tuple[str, str]]:
    """Give what must be open: every typed field that was not issued, and the reasons on 校验."""
    form = layout.form
    issued = {
        field for field in form.fields if getattr(identity, field.rpartition(".")[2], "") and form.fields[field].issued
    }
    last = {field.id for field in form.fields.values() if field.last_of}
    shut = form.computed.keys() | issued | last
    places = (place for field, place in layout.places.items() if field not in shut)
    cells = {(place.sheet, str(cell)) for place in places for cell in place.merged}
    return cells | {("校验", str(line.reason)) for line in layout.lines}


def test_exactly_the_inputs_are_unlocked(book: Any, identity: Identity) -> None:
    """Inputs and reasons are open; issued values, last year's figures, labels, totals, marks and manifest are not."""
    assert unlocked(book) == inputs(LAYOUT, identity)
    assert len(inputs(LAYOUT, NOBODY) - inputs(LAYOUT, SOMEBODY)) == 5


def test_exactly_the_inputs_of_another_form_are_unlocked(tmp_path: Path) -> None:
    """The same law for a form of another trade."""
    layout = plan(small_form(tmp_path))
    identity = identity_of(layout, unit_name="某馆")
    assert unlocked(opened(write_workbook(layout, identity, {}))) == inputs(layout, identity)


def test_the_default_style_is_open_and_every_column_locked() -> None:
    """What is pasted from elsewhere brings the default style, which is open; cells left out are locked by column."""
    members = parts(write_workbook(LAYOUT, NOBODY, {}))
    styles = ET.fromstring(members["xl/styles.xml"])  # noqa: S314  # written by the program under test
    for kind in ("cellStyleXfs", "cellXfs"):
        first = styles.find(f"{MAIN}{kind}/{MAIN}xf")
        assert first is not None
        protection = first.find(f"{MAIN}protection")
        assert protection is not None
        assert protection.get("locked") == "0", kind
    locked = [each.find(f"{MAIN}protection") is None for each in styles.findall(f"{MAIN}cellXfs/{MAIN}xf")]
    for name in (each for each in members if "/worksheets/sheet" in each):
        sheet = ET.fromstring(members[name])  # noqa: S314  # written by the program under test
        columns = [(int(c.get("min", 0)), int(c.get("max", 0)), c.get("style", "0")) for c in sheet.iter(f"{MAIN}col")]
        assert [first for first, _, _ in columns] == [1, *(last + 1 for _, last, _ in columns[:-1])], name
        assert columns[-1][1] == 16_384
        assert all(locked[int(style)] for _, _, style in columns), name
        assert not [row for row in sheet.iter(f"{MAIN}row") if row.get("customFormat")], name


def test_inputs_are_blank_at_the_start(book: Any, identity: Identity) -> None:
    """Nothing is filled in for the unit but what was issued."""
    for sheet, cell in inputs(LAYOUT, identity):
        assert book[sheet][cell].value is None
    for field, value in (("cover.unit_kind", "部门"), ("cover.year", 2025)):
        assert book["封面"][str(LAYOUT.places[field].cell)].value == (None if identity is NOBODY else value)


def test_every_sheet_is_protected_but_not_over_locked(book: Any) -> None:
    """Protection is on without a password; columns, rows and filters stay free; the structure is locked."""
    for sheet in book:
        protection = sheet.protection
        assert protection.sheet, sheet.title
        assert protection.password is None
        assert not protection.formatColumns
        assert not protection.formatRows
        assert not protection.autoFilter
        assert protection.insertRows
        assert protection.deleteRows
        assert not protection.selectLockedCells
    assert book.security.lockStructure


def test_labels_stand_where_the_layout_says(book: Any) -> None:
    """Every label is printed at its place, merged over its area; inputs are never merged."""
    for sheet in LAYOUT.sheets:
        drawn = book[sheet.name]
        for label in sheet.labels:
            assert (drawn[str(label.area.first)].value or "") == label.text
        wide = {str(label.area) for label in sheet.labels if label.area.first != label.area.last}
        wide |= {str(place.merged) for place in sheet.places if place.span > 1}
        if sheet is LAYOUT.cover:
            echoes = (LAYOUT.places[reason.id].cell for _, reason in LAYOUT.form.answers)
            wide |= {f"A{each.row + 1}:E{each.row + 1}" for each in (LAYOUT.status, LAYOUT.whom)}
            wide |= {f"D{each.row + 1}:E{each.row + 1}" for each in echoes}
        assert {str(area) for area in drawn.merged_cells.ranges} == wide


def _validated(drawn: Any) -> Iterator[tuple[Any, Area]]:
    for each in drawn.data_validations.dataValidation:
        for area in str(each.sqref).split():
            yield each, Area.parse(area)


KINDS = {
    Kind.COUNT: "whole",
    Kind.AMOUNT: "custom",
    Kind.YEAR: "whole",
    Kind.DATE: "date",
    Kind.CHOICE: "list",
    Kind.FLAG: "list",
    Kind.LINE: "textLength",
    Kind.TEXT: "textLength",
}


def test_every_input_has_one_validation_of_its_kind(book: Any, identity: Identity) -> None:
    """Each open field is covered once, by the validation of its kind; nothing else is."""
    open_ones = inputs(LAYOUT, identity)
    for sheet in LAYOUT.sheets:
        covered = Counter((str(c), each.type) for each, area in _validated(book[sheet.name]) for c in area)
        wanted = Counter(
            (str(cell), KINDS[LAYOUT.form.fields[place.field].kind])
            for place in sheet.places
            for cell in place.area
            if (sheet.name, str(cell)) in open_ones
        )
        assert covered == wanted, sheet.name


def test_prompts_and_lists_are_within_excels_limits(book: Any) -> None:
    """Titles up to 32 characters, prompts and lists up to 255, in Chinese; none over a table of figures."""
    for each, _ in (pair for sheet in LAYOUT.sheets for pair in _validated(book[sheet.name])):
        assert (each.promptTitle is None) == (each.type in {"whole", "custom"} and "年" not in str(each.prompt))
        assert len(each.promptTitle or "") <= 32
        assert 0 < len(each.errorTitle) <= 32
        assert len(each.prompt or "") <= 255
        assert 0 < len(each.error) <= 255
        assert each.showInputMessage
        assert each.showErrorMessage
        assert re.search("[\u4e00-\u9fff]", each.prompt or each.error)
        assert len(str(each.formula1)) <= 255


def test_the_fee_takes_four_decimals_and_the_processing_fee_two(book: Any) -> None:
    """The validation of an amount rounds to the decimals of its own field, at its own first cell."""
    for field, sheet, decimals in (
        ("disclosure.fees.amount", "二 主动公开", 4),
        ("matters.fee_yuan", "六 其他事项", 2),
    ):
        cell = LAYOUT.places[field].cell
        (formula,) = [each.formula1 for each, area in _validated(book[sheet]) if cell in area]
        assert f"ROUND({cell},{decimals})={cell}" in formula


def test_every_defined_name_resolves(book: Any) -> None:
    """Each field is a name that points at its place; each form sheet has its own form_code; none dangles."""
    names = {name: each.attr_text for name, each in book.defined_names.items()}
    marks = {f"mark.{number}": address("校验", line.mark) for number, line in enumerate(LAYOUT.lines, 1)}
    assert names == {field: place.address for field, place in LAYOUT.places.items()} | marks
    for sheet in LAYOUT.sheets:
        own = {name: each.attr_text for name, each in book[sheet.name].defined_names.items()}
        printed = {name for name in own if name.startswith("_xlnm") or name in {"Print_Area", "Print_Titles"}}
        own = {name: target for name, target in own.items() if name not in printed and "FilterDatabase" not in name}
        assert own == ({CODE_NAME: address(sheet.name, sheet.code)} if sheet.code else {})
    for name in names:
        assert re.fullmatch(r"[a-z_][a-z0-9_.]*", name)
        assert len(name) <= 255


def _formulas(book: Any) -> Iterator[str]:
    for sheet in book:
        yield from (c.value for row in sheet.iter_rows() for c in row if c.data_type == "f")
        for rules in sheet.conditional_formatting:
            yield from (f"={formula}" for rule in rules.rules for formula in rule.formula)
        yield from (f"={each.formula1}" for each, _ in _validated(sheet) if each.type == "custom")


def test_only_functions_that_every_program_knows(book: Any) -> None:
    """No function beyond those of Excel 2010, no volatile one, nothing external, no broken reference, none too long."""
    every = list(_formulas(book))
    for formula in every:
        bare = re.sub(r"'[^']*'!|\"[^\"]*\"", "", formula)
        assert set(re.findall(r"([A-Z_.a-z]+)\(", bare)) <= SAFE_FUNCTIONS, formula
        assert not re.search(r"#REF!|\[|\{|_xl|[A-Z]+:[A-Z]+(?![0-9])", bare), formula
        assert len(formula) <= 8_192
        assert bare.count(",") < 250
    assert len(every) > len(list(formula_cells(LAYOUT)))


def test_the_formulas_are_those_of_the_layout(book: Any) -> None:
    """Each formula stands in its cell and no other cell has one."""
    found = {(s.title, c.coordinate): c.value for s in book for row in s.iter_rows() for c in row if c.data_type == "f"}
    assert found == {(each.sheet, str(each.cell)): each.formula for each in formula_cells(LAYOUT)}


def test_identity_stands_in_four_places(book: Any, identity: Identity) -> None:
    """The very hidden manifest, the custom properties and the printed 表号 of every form sheet say the same."""
    sheet = book[MANIFEST_SHEET]
    assert sheet.sheet_state == "veryHidden"
    assert [each.title for each in book if each.sheet_state != "visible"] == [MANIFEST_SHEET]
    manifest = parse([["" if value is None else str(value) for value in row] for row in sheet.values])
    assert manifest is not None
    assert manifest.identity == identity
    assert manifest.addresses == {p.field: (p.sheet, str(p.area)) for p in LAYOUT.places.values()}
    said = {each.name.removeprefix("xlreport."): each.value for each in book.custom_doc_props.props}
    assert Identity(**said) == identity
    for each in LAYOUT.sheets:
        printed = book[each.name][str(each.code)].value if each.code else None
        assert printed == (code(identity) if each.section else None)


def test_pages_are_set_up_for_a4(book: Any) -> None:
    """A4, one page wide, wide tables across; page numbers below, and an & of a unit's name is no code."""
    for sheet in LAYOUT.sheets:
        drawn = book[sheet.name]
        assert drawn.page_setup.paperSize == 9
        broken = [each.id for each in drawn.row_breaks.brk]
        assert bool(drawn.sheet_properties.pageSetUpPr.fitToPage) != bool(broken), "Excel fits without page breaks"
        assert drawn.page_setup.fitToWidth in (None, 1)
        assert (drawn.page_setup.orientation == "landscape") == sheet.landscape
        assert "&P" in drawn.oddFooter.center.text
    assert LAYOUT.sheet("三 依申请公开").landscape


def test_no_name_of_a_part_stands_alone_at_the_foot_of_a_page(book: Any) -> None:
    """Part four of section one begins a page, at a scale that holds its columns; shorter narratives are fitted."""
    first, fifth = book["一 总体情况"], book["五 问题改进"]
    (broken,) = (each.id for each in first.row_breaks.brk)
    assert first.cell(broken + 1, 1).value.startswith("（四）")
    assert 70 <= first.page_setup.scale <= 100
    assert not fifth.row_breaks.brk


def test_the_marks_are_coloured(book: Any) -> None:
    """Every cell that takes part in a relation turns red with it; 校验 and 封面 colour their marks."""
    for sheet in LAYOUT.sheets:
        fields = {f for line in LAYOUT.lines for f in line.statement.fields if LAYOUT.places[f].sheet == sheet.name}
        areas = [Area.parse(a) for rules in book[sheet.name].conditional_formatting for a in str(rules.sqref).split()]
        for field in fields:
            assert any(LAYOUT.places[field].cell in area for area in areas), field
    marks = [str(rules.sqref) for rules in book["校验"].conditional_formatting]
    assert str(LAYOUT.marks) in marks


def test_every_check_line_links_to_its_cell(book: Any) -> None:
    """The link of a line leads to the first cell of its left side."""
    for line in LAYOUT.lines:
        place = LAYOUT.places[line.statement.left[0].field]
        cell = book["校验"][str(Cell(line.row, LINK))]
        assert cell.value == f"{place.sheet[0]}!{place.cell}"
        assert cell.hyperlink.location == f"'{place.sheet}'!{place.cell}"
        assert book["校验"][str(Cell(line.row, TARGET))].value == cell.hyperlink.location


def test_the_same_form_gives_the_same_bytes() -> None:
    """Twice here, and in processes with another hash seed, time zone, locale and folder."""
    values = values_for(LAYOUT.form, {"requests.received.natural": 3, "disclosure.fees.amount": "0.3"})
    first = write_workbook(LAYOUT, SOMEBODY, values)
    assert write_workbook(plan(load_form()), SOMEBODY, values) == first
    program = (
        "import hashlib, sys\n"
        "from xlreport.forms import load_form\nfrom xlreport.layout import plan\n"
        "from xlreport.manifest import identity_of\nfrom xlreport.writing import values_for, write_workbook\n"
        "layout = plan(load_form())\n"
        "values = values_for(layout.form, {'requests.received.natural': 3, 'disclosure.fees.amount': '0.3'})\n"
        f"book = write_workbook(layout, identity_of(layout, **{UNIT!r}), values)\n"
        "sys.stdout.write(hashlib.sha256(book).hexdigest())\n"
    )
    for seed, zone in (("1", "Asia/Shanghai"), ("4711", "America/St_Johns")):
        surroundings = {
            **os.environ,
            "PYTHONHASHSEED": seed,
            "TZ": zone,
            "LC_ALL": "C",
            "PYTHONUTF8": "1",
            "PYTHONPATH": os.pathsep.join(sys.path),
        }
        done = subprocess.run(
            [sys.executable, "-c", program], env=surroundings, capture_output=True, text=True, check=True, cwd="/"
        )
        assert done.stdout == hashlib.sha256(first).hexdigest()


def test_numbers_are_stored_digit_by_digit() -> None:
    """An amount with four decimals and a count of twelve digits stand in the file as they were given."""
    values = values_for(
        LAYOUT.form,
        {
            "disclosure.fees.amount": "59237.2449",
            "requests.received.natural": 999_999_999_999,
            "matters.fee_yuan": "0.10",
        },
    )
    book = write_workbook(LAYOUT, NOBODY, values)
    for field, text in (
        ("disclosure.fees.amount", "59237.2449"),
        ("requests.received.natural", "999999999999"),
        ("matters.fee_yuan", "0.1"),
    ):
        place = LAYOUT.places[field]
        raw = re.search(r"<v>(.*?)</v>", cell_xml(book, place.sheet, str(place.cell)))
        assert raw is not None
        assert Decimal(raw[1]) == Decimal(text)
        assert len(raw[1]) <= 15


def test_text_stays_text(recalculate: Convert, tmp_path: Path) -> None:
    """What looks like a formula, a link or markup is text, as written and after LibreOffice saved it."""
    texts = ["=1+1", "+SUM(A1)", "@x", "-2", "https://example.org", "00012", "<b>&amp;</b>", "  两端空白  "]
    answers = {"overview.active": "\n".join(texts), "cover.contact": '=HYPERLINK("x")', "cover.phone": "01060000000"}
    path = tmp_path / "text.xlsx"
    path.write_bytes(write_workbook(LAYOUT, NOBODY, values_for(LAYOUT.form, answers)))
    for file in (path, *recalculate([path], tmp_path / "out")):
        book = openpyxl.load_workbook(file)
        cells = [book["一 总体情况"][str(cell)] for cell in LAYOUT.places["overview.active"].area][: len(texts)]
        assert [(cell.value, cell.data_type, cell.hyperlink) for cell in cells] == [(text, "s", None) for text in texts]
        assert book["封面"][str(LAYOUT.places["cover.contact"].cell)].data_type == "s"
        assert book["封面"][str(LAYOUT.places["cover.phone"].cell)].value == "01060000000"


def test_a_filled_cover_reads_as_people_write() -> None:
    """A choice shows its label, a flag 是 or 否, a date is a date."""
    answers = {"cover.unit_kind": "township", "requests.blank_is_zero": False, "cover.submitted_on": "2026-01-15"}
    book = opened(write_workbook(LAYOUT, NOBODY, values_for(LAYOUT.form, answers)))
    assert book["封面"][str(LAYOUT.places["cover.unit_kind"].cell)].value == "乡镇"
    assert book["三 依申请公开"][str(LAYOUT.places["requests.blank_is_zero"].cell)].value == "否"
    assert book["封面"][str(LAYOUT.places["cover.submitted_on"].cell)].value.isoformat() == "2026-01-15T00:00:00"


def test_a_blank_form_shows_no_error(recalculate: Convert, tmp_path: Path) -> None:
    """Recalculated, an unfilled form has no × and no error value anywhere, and says what is still to do.

    Of all lines only those that ask for last year's figures do not apply: none are given.
    """
    paths = [tmp_path / "nobody.xlsx", tmp_path / "somebody.xlsx"]
    for path, identity in zip(paths, (NOBODY, SOMEBODY), strict=True):
        path.write_bytes(write_workbook(LAYOUT, identity, {}))
    for file in (*paths, *recalculate(paths, tmp_path / "out")):
        book = openpyxl.load_workbook(file, data_only=True)
        for line in LAYOUT.lines:
            mark = "不适用" if line.relation.code in {"X01", "X02"} else "—"
            assert book["校验"][str(line.mark)].value == mark, line.relation.code
        assert book["封面"][str(LAYOUT.status)].value.startswith("○ 还没有填完：已填 0，应填 174")
        assert not [c.coordinate for s in book for row in s.iter_rows() for c in row if c.data_type == "e"]


def test_character_counts_follow_the_text(recalculate: Convert, tmp_path: Path) -> None:
    """The count beside a part is the number of characters in its paragraphs, as written and recalculated."""
    answers = {"overview.active": "第一段。\n第二段，长一些。", "problems.issues": "无"}
    path = tmp_path / "text.xlsx"
    path.write_bytes(write_workbook(LAYOUT, NOBODY, values_for(LAYOUT.form, answers)))
    for file in (path, *recalculate([path], tmp_path / "out")):
        book = openpyxl.load_workbook(file, data_only=True)
        for sheet in LAYOUT.sheets:
            for field, cell in sheet.counts.items():
                wanted = {"overview.active": 12, "problems.issues": 1}.get(field, 0)
                assert book[sheet.name][str(cell)].value == wanted


@pytest.mark.parametrize(
    ("code", "field", "texts"),
    [
        ("F05", "overview.active", ("某某局全年公开信息3条。", "本局全年公开信息3条。")),
        ("S26", "overview.active", (f"{'公' * 500}\n{'开' * 501}", "公" * 1000)),
        ("S28", "matters.text", ("无其他事项。", "本年没有收取信息处理费。")),
    ],
)
def test_what_a_text_lacks_is_marked_while_it_is_typed(
    recalculate: Convert, tmp_path: Path, code: str, field: str, texts: tuple[str, str]
) -> None:
    """Left-over words, too many characters, a fee not mentioned: ！ on 校验 in LibreOffice, and √ once it is mended."""
    paths = [tmp_path / "wrong.xlsx", tmp_path / "right.xlsx"]
    for path, text in zip(paths, texts, strict=True):
        path.write_bytes(write_workbook(LAYOUT, NOBODY, values_for(LAYOUT.form, {field: text})))
    (line,) = [
        each for each in LAYOUT.own_lines if each.code == code and each.section.id == LAYOUT.form.fields[field].section
    ]
    for files in (paths, recalculate(paths, tmp_path / "out")):
        marks = [openpyxl.load_workbook(file, data_only=True)["校验"][str(line.mark)].value for file in files]
        assert marks == ["！", "√"]


def test_a_part_left_empty_is_marked(recalculate: Convert, tmp_path: Path) -> None:
    """Four of the five parts written: the fifth says ○ beside it, its sheet and 封面 that one is missing."""
    fields = LAYOUT.form.fields.values()
    written = [field.id for field in fields if field.section == "overview" and field.kind is Kind.TEXT]
    path = tmp_path / "four.xlsx"
    path.write_bytes(write_workbook(LAYOUT, NOBODY, values_for(LAYOUT.form, dict.fromkeys(written[:-1], "写了。"))))
    sheet = next(each for each in LAYOUT.sheets if each.section == "overview")
    for file in (path, *recalculate([path], tmp_path / "out")):
        book = openpyxl.load_workbook(file, data_only=True)
        counts = [book[sheet.name][str(sheet.counts[part])] for part in written]
        assert [cell.value for cell in counts] == [3, 3, 3, 3, 0]
        assert counts[-1].number_format.split(";")[2] == '"○ 0 字"'
        assert book[sheet.name][str(sheet.state)].value == "○ 已填 4 / 5"
        marked = [rule.formula for area in book[sheet.name].conditional_formatting for rule in area.rules]
        assert any(each[0].startswith(f"AND({sheet.counts[written[0]]}=0,SUM(") for each in marked)


def test_it_prints_on_a4(to_pdf: Convert, tmp_path: Path) -> None:
    """Every printed page is A4, no table is torn over two pages in width, the manifest is not printed."""
    path = tmp_path / "print.xlsx"
    path.write_bytes(write_workbook(LAYOUT, SOMEBODY, {}))
    (pdf,) = to_pdf([path], tmp_path / "out")
    pages = re.findall(rb"/Type\s*/Page\b(?!s).*?>>\s*endobj", pdf.read_bytes(), re.DOTALL)
    boxes = [re.findall(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]", page)[0] for page in pages]
    sizes = {tuple(sorted(round(float(side)) for side in box)) for box in boxes}
    assert sizes == {(595, 842)}
    assert len(LAYOUT.sheets) <= len(boxes) <= len(LAYOUT.sheets) + 4


def test_cells_of_the_form_lie_inside_their_sheets() -> None:
    """Nothing sits beyond what the layout calls the last cell of a sheet."""
    for sheet in LAYOUT.sheets:
        for place in sheet.places:
            assert place.area.last.row <= sheet.last.row
            assert place.area.last.column <= sheet.last.column
        assert sheet.last >= Cell(0, 0)
