"""Where things sit: laws of every layout, the printed face of the official tables, and a form of another trade."""

import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import Convert
from small_form import SMALL_FORM, small_form
from xlreport.cells import Area, Cell
from xlreport.errors import FormError
from xlreport.forms import Field, Header, Kind, Table, load_form
from xlreport.formulas import formula_cells
from xlreport.layout import CHECKS_SHEET, Grid, Layout, depth, drawn, plan, width
from xlreport.manifest import identity_of
from xlreport.writing import values_for, write_workbook


@pytest.fixture(scope="module")
def layout() -> Layout:
    """The layout of the form that ships."""
    return plan(load_form())


def headers(ids: str) -> st.SearchStrategy[tuple[Header, ...]]:
    """Give header trees with ids that are new in their tree."""

    def numbered(shape: list[Any], start: str) -> tuple[Header, ...]:
        return tuple(
            Header(label=f"{start}{at}", id=f"{start}{at}", children=numbered(inner, f"{start}{at}_"))
            for at, inner in enumerate(shape)
        )

    shapes: st.SearchStrategy[Any] = st.recursive(
        st.just([]), lambda inner: st.lists(inner, min_size=1, max_size=3), max_leaves=8
    )
    return st.lists(shapes, min_size=1, max_size=4).map(lambda shape: numbered(shape, ids))


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """Give tables with header trees of any shape, with or without row headers and a caption."""
    columns, rows = draw(headers("c")), draw(st.one_of(st.just(()), headers("r")))
    down = [way for header in rows for way in header.leaves()] or [()]
    across = [way for header in columns for way in header.leaves()]
    fields = tuple(
        Field(id=f"s.{'.'.join(h.id for h in (*row, *column))}", section="s", path=("x",), kind=Kind.COUNT)
        for row in down
        for column in across
    )
    return Table(caption=draw(st.sampled_from(("", "题"))), corner="角", columns=columns, rows=rows, fields=fields)


def _cells(grid: Grid) -> list[Cell]:
    areas = [label.area for label in grid.labels] + [place.area for place in grid.places]
    return [cell for area in areas for cell in area]


@given(table=tables(), top=st.integers(0, 50), spare=st.integers(0, 4))
def test_a_drawn_table_is_a_full_rectangle(table: Table, top: int, spare: int) -> None:
    """Labels and places share no cell and together leave no hole between the first row and the last."""
    total = width(table) + spare
    grid = drawn(table, "表", top, total)
    cells = _cells(grid)
    assert len(cells) == len(set(cells))
    assert set(cells) == set(Area(Cell(top, 0), Cell(grid.end - 1, total - 1)))


@given(table=tables(), top=st.integers(0, 50), spare=st.integers(0, 4))
def test_a_place_stands_under_its_column_and_beside_its_row(table: Table, top: int, spare: int) -> None:
    """Each field has one place, and the nearest headers above and beside it are its own."""
    grid = drawn(table, "表", top, width(table) + spare)
    assert [place.field for place in grid.places] == [field.id for field in table.fields]
    for place in grid.places:
        column = place.field.split(".")[-1]
        assert any(
            label.text == column
            and label.area.last.row == grid.body.row - 1
            and label.area.first.column <= place.cell.column <= label.area.last.column
            for label in grid.labels
        )
        if table.rows:
            row = next(each for each in reversed(place.field.split(".")) if each.startswith("r"))
            assert any(
                label.text == row
                and label.area.last.column == grid.body.column - 1
                and label.area.first.row == place.cell.row == label.area.last.row
                for label in grid.labels
            )


@given(table=tables())
def test_depth_counts_levels(table: Table) -> None:
    """A header tree is as deep as its longest way."""
    assert depth(table.columns) == max(len(way) for header in table.columns for way in header.leaves())
    assert depth(()) == 0


def test_every_field_has_exactly_one_place(layout: Layout) -> None:
    """No field is without a place, on two sheets, or twice on one."""
    placed = [place.field for sheet in layout.sheets for place in sheet.places]
    assert sorted(placed) == sorted(layout.form.fields)
    for sheet in layout.sheets:
        assert {place.sheet for place in sheet.places} <= {sheet.name}


def test_nothing_shares_a_cell(layout: Layout) -> None:
    """Labels, places, counters, the 表号 and formulas all keep apart."""
    for sheet in layout.sheets:
        boxes = [label.area for label in sheet.labels] + [place.merged for place in sheet.places]
        cells = [cell for area in boxes for cell in area]
        totals = {
            layout.places[each.field].cell for each in formula_cells(layout) if each.field and each.sheet == sheet.name
        }
        cells += [e.cell for e in formula_cells(layout) if e.sheet == sheet.name and e.cell not in totals]
        cells += [sheet.code] if sheet.code else []
        assert len(cells) == len(set(cells)), sheet.name


def test_sheets_in_the_official_order(layout: Layout) -> None:
    """封面, 填报说明, one to six, 校验."""
    assert [sheet.name for sheet in layout.sheets] == [
        "封面",
        "填报说明",
        "一 总体情况",
        "二 主动公开",
        "三 依申请公开",
        "四 复议诉讼",
        "五 问题改进",
        "六 其他事项",
        "校验",
    ]


def _merged(layout: Layout, sheet: str) -> dict[str, str]:
    labels = layout.sheet(sheet).labels
    return {label.text: str(label.area) for label in labels if label.area.rows * label.area.columns > 1}


def test_table_3_has_the_merged_headers_of_the_form(layout: Layout) -> None:
    """申请人情况 over seven columns, 法人或其他组织 over five, 三、 beside its 22 rows."""
    merged = _merged(layout, "三 依申请公开")
    corner = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
    assert {text: area for text, area in merged.items() if text[0] not in "123" and "依申请" not in text} | {} == {
        corner: "A4:C6",
        "申请人情况": "D4:J4",
        "自然人": "D5:D6",
        "法人或其他组织": "E5:I5",
        "总计": "J5:J6",
        "一、本年新收政府信息公开申请数量": "A7:C7",
        "二、上年结转政府信息公开申请数量": "A8:C8",
        "三、本年度办理结果": "A9:A30",
        "（一）予以公开": "B9:C9",
        "（二）部分公开（区分处理的，只计这一情形，不计其他情形）": "B10:C10",
        "（三）不予公开": "B11:B18",
        "（四）无法提供": "B19:B21",
        "（五）不予处理": "B22:B26",
        "（六）其他处理": "B27:B29",
        "（七）总计": "B30:C30",
        "四、结转下年度继续办理": "A31:C31",
        "空白单元格均为 0": "A3:C3",
        "上年 四、结转下年度继续办理": "A34:C34",
        "三、收到和处理政府信息公开申请情况": "A1:J1",
    }


SCREEN = 120
"""Characters of column width that 1366 pixels show where LibreOffice has no 宋体: 10.5 pixels each."""


def test_how_to_paste_and_how_it_stands_are_in_sight(layout: Layout) -> None:
    """On a sheet with totals both stand left of the screen's edge, and the blocks named are all that is typed."""
    for section in ("requests", "disputes"):
        sheet = next(each for each in layout.sheets if each.section == section)
        (told,) = [label for label in sheet.labels if "粘贴" in label.text]
        assert sheet.state is not None
        assert told.area.first.column < sheet.state.column
        assert sum(sheet.widths[: sheet.state.column + 1]) <= SCREEN
        named = {cell for area in re.findall(r"[A-Z]+\d+:[A-Z]+\d+", told.text) for cell in Area.parse(area)}
        own = [(place.cell, layout.form.fields[place.field]) for place in sheet.places]
        figures = [(cell, each) for cell, each in own if each.kind.numeric and not each.last_of]
        assert named == {cell for cell, each in figures if each.id not in layout.form.computed}


def test_last_year_stands_below_its_own_columns(layout: Layout) -> None:
    """Last year's 结转 stands in the columns of this year's, 现行有效 likewise, and holes are closed by fillers."""
    form = layout.form
    last = [each for each in form.fields.values() if each.last_of]
    assert len(last) == 2 + 7
    for each in last:
        here, then = layout.places[each.last_of], layout.places[each.id]
        assert (then.sheet, then.cell.column) == (here.sheet, here.cell.column)
        assert then.cell.row > here.cell.row
        labels = [label.text for label in layout.sheet(then.sheet).labels if label.area.last.row == then.cell.row]
        assert each.path[0] in labels


def test_progress_and_state_stand_on_the_cover(layout: Layout) -> None:
    """封面 has a line for each section that is filled in, with a link to its sheet, and every sheet leads back."""
    assert [line.due for line in layout.progress] == [5, 10, 144, 12, 2, 1]
    links = [label.link for label in layout.cover.labels if label.link]
    assert links == ["一 总体情况", "二 主动公开", "三 依申请公开", "四 复议诉讼", "五 问题改进", "六 其他事项"]
    assert {label.link for label in layout.sheet("填报说明").labels if label.link} == {"封面", *links}


def test_table_4_has_the_merged_headers_of_the_form(layout: Layout) -> None:
    """行政复议 and 行政诉讼 side by side, the two kinds of suit below the latter."""
    merged = _merged(layout, "四 复议诉讼")
    wanted = {"行政复议": "A4:E4", "行政诉讼": "F4:O4", "未经复议直接起诉": "F5:J5", "复议后起诉": "K5:O5"}
    assert wanted.items() <= merged.items()
    assert str(layout.places["disputes.suit_after_review.total"].area) == "O7"


def test_table_2_has_its_four_parts(layout: Layout) -> None:
    """Each item of 第二十条 heads its own columns over the whole width."""
    captions = [label.text for label in layout.sheet("二 主动公开").labels if label.text.startswith("第二十条")]
    assert captions == [f"第二十条第（{item}）项" for item in "一五六八"]
    assert _merged(layout, "二 主动公开")["本年收费金额（单位：万元）"] == "B16:D16"


def test_narrative_rows_are_single_cells_with_room(layout: Layout) -> None:
    """A narrative part is one column of as many rows as it has paragraphs, so that pasted paragraphs fall apart."""
    for field in layout.form.fields.values():
        if field.kind is Kind.TEXT:
            area = layout.places[field.id].area
            assert (area.columns, area.rows) == (1, field.paragraphs)
            assert area.rows >= 8


def test_check_lines_stand_one_below_the_other(layout: Layout) -> None:
    """校验 has a line per statement, without gaps, and its marks are one column."""
    rows = [line.row for line in layout.every_line]
    statements = sum(len(r.statements) for r in layout.form.relations)
    assert rows == list(range(rows[0], rows[0] + statements + len(layout.own_lines)))
    assert list(layout.marks) == [line.mark for line in layout.every_line]
    assert layout.sheet(CHECKS_SHEET).frozen == Cell(3, 0)
    for section in layout.form.sections:
        first, last = layout.rows_of(section) or (1, 0)
        of = {line.section.id for line in layout.own_lines if first <= line.row <= last}
        assert of <= {section.id}


@pytest.mark.parametrize("name", ["校验", "填报说明", "_Manifest"])
def test_a_sheet_cannot_take_a_name_of_ours(name: str, tmp_path: Path) -> None:
    """A section named like a sheet the workbook brings itself is refused, whatever its case."""
    form = small_form(tmp_path, SMALL_FORM.replace('sheet = "借阅"', f'sheet = "{name}"'))
    with pytest.raises(FormError, match="overlapping places"):
        plan(form)


def test_a_new_form_needs_no_python(tmp_path: Path, recalculate: Convert) -> None:
    """The small form is laid out, written and recalculated: totals, marks and the cover line come out right."""
    form = small_form(tmp_path)
    layout = plan(form)
    answers = {
        "loans.blank_is_zero": True,
        "front.size": "large",
        "front.opened_on": "2020-05-01",
        "story.text": "一\n二",
        "loans.books.lent": 9,
        "loans.books.returned": 7,
        "loans.books.lost": 2,
        "loans.books.paid": "12.5",
        "loans.films.lent": 1,
        "loans.films.returned": 2,
        "story.lost_told": 2,
    }
    identity = identity_of(layout, unit_name="某馆", year="2025")
    path = tmp_path / "library.xlsx"
    last = {"last.loans.books.lent": 8, "last.loans.films.lent": 2}
    path.write_bytes(write_workbook(layout, identity, {**values_for(form, answers), **last}))
    (recalculated,) = recalculate([path], tmp_path / "out")
    for file in (path, recalculated):
        book = openpyxl.load_workbook(file, data_only=True)
        lines = {line.relation.code + line.statement.about: line for line in layout.lines}
        found = {name: book["校验"][str(line.mark)].value for name, line in lines.items()}
        assert found == {
            "L1借出": "√",
            "L1归还": "√",
            "L1遗失": "√",
            "L1赔偿（元）": "√",
            "L2图书": "√",
            "L2影片": "！",
            "L2音乐": "√",
            "L2合计": "！",
            "L3": "√",
            "X1图书": "√",
            "X1影片": "！",
            "X1音乐": "不适用",
            "X1合计": "不适用",
        }
        progress = {line.row: str(book["首页"][str(line.done)].value) for line in layout.progress}
        wanting = {line.row: str(book["首页"][str(line.wanting)].value) for line in layout.progress}
        assert list(progress.values()) == ["12", "1"]
        assert list(wanting.values()) == ["3", "0"]
        told = book["说明"][str(layout.sheet("说明").length)].value
        assert told == f"■■{'□' * 18}　全文 2 字 / 不超过 20 字（原则）"
        total = layout.places["loans.total.lent"]
        assert book[total.sheet][str(total.cell)].value == 10
        assert book["首页"][str(layout.status)].value == "！ 有 3 项待说明：核对后更正，或写明原因"


def test_a_relation_over_two_sections_waits_for_both(tmp_path: Path, recalculate: Convert) -> None:
    """A blank on a sheet that does not declare zero keeps the line open, though the other sheet does."""
    form = small_form(tmp_path)
    layout = plan(form)
    values = values_for(form, {"loans.blank_is_zero": True})
    path = tmp_path / "open.xlsx"
    path.write_bytes(write_workbook(layout, identity_of(layout), values))
    line = next(line for line in layout.lines if "story.lost_told" in line.statement.fields)
    (recalculated,) = recalculate([path], tmp_path / "out")
    marks = [
        openpyxl.load_workbook(file, data_only=True)["校验"][str(line.mark)].value for file in (path, recalculated)
    ]
    assert marks == ["—", "—"]
