"""The consolidated workbook: live formulas with true results, text as text, the same bytes for the same inputs."""

import io
import itertools
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from patching import Patch, part_of, parts, patch_cells
from returns_made import FORM, LAYOUT, answers, ledger, taken_in
from xlreport.background import LastYear
from xlreport.forms import Over
from xlreport.layout import MANIFEST_SHEET
from xlreport.merging import Ledger, MergeTerms, Skipped, assemble, consolidated, totals
from xlreport.merging.book import book_canvas
from xlreport.merging.book.book_places import (
    FINDINGS_TOP,
    LEDGER_HEAD,
    LEDGER_ITEMS,
    LEDGER_LABELS,
    LEDGER_LINKS,
    LEDGER_SHEET,
    LEDGER_TAIL,
    LEDGER_TOP,
    REGISTER_SHEET,
    TEXTS_SHEET,
    Places,
    places,
    places_of,
    return_cell,
)
from xlreport.merging.book.live_formulas import formulas
from xlreport.merging.book.results import charted_units, results
from xlreport.merging.ledgers import Row
from xlreport.submissions import Value

LAST_COLUMN = get_column_letter(len(LEDGER_HEAD) + len(FORM.numbers) + len(LEDGER_TAIL))
"""The last column of 明细: what is said of a unit before its numbers, these, and what is said behind them."""

TOTAL = "requests.received.total"
RECEIVED, FEES = "requests.received.natural", "disclosure.fees.amount"
CARRIED = "requests.carried_out.natural"
Convert = Callable[[Sequence[Path], Path], list[Path]]


def balanced(code: str, number: int, **more: Value) -> dict[str, Value]:
    """Answers that pass the relations: received and carried out."""
    said = answers(code, {RECEIVED: number, CARRIED: number, FEES: Decimal("0.1") * number})
    return {**said, **{key.replace("__", "."): value for key, value in more.items()}}


LAST = {
    "A": LastYear(numbers={RECEIVED: 2, "requests.received.total": 2}),
    "B": LastYear(numbers={RECEIVED: 20, "requests.received.total": 20, CARRIED: 1, FEES: Decimal("1.5")}),
    "Z": LastYear(numbers={RECEIVED: 7, "requests.received.total": 7}),
}
"""Last year: C was not there, Z is gone, and what B carried out nobody carried in."""
TERMS = MergeTerms(last=LAST, inbox="../inbox/")


def county(terms: MergeTerms = TERMS) -> Ledger:
    """Three units in a round that knows last year; the government's text looks like a formula."""
    return ledger(
        taken_in(balanced("A", 1, overview__active="=1+1\n第二段")),
        taken_in(balanced("B", 20, overview__active="@SUM(A1)\n{=2}\nhttp://example.org/")),
        taken_in(balanced("C", 301)),
        terms=terms,
    )


@cache
def countys_book() -> bytes:
    """Its workbook, written once; that writing it again gives the same is a test of its own."""
    return consolidated(county(), LAYOUT)[0]


def at_county() -> Places:
    """The places of its workbook."""
    return places_of(county(), LAYOUT)


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
    book = opened(countys_book())
    assert book.sheetnames == [
        "封面",
        "汇总 二",
        "汇总 三",
        "汇总 四",
        "明细",
        "文字汇编",
        "报送情况",
        "问题清单",
        "同比",
        "图表",
        "汇总校验",
        "_manifest",
    ]
    assert book["_manifest"].sheet_state == "veryHidden"
    for sheet in book:
        protection = sheet.protection
        assert protection.sheet
        forbidden = (protection.formatColumns, protection.autoFilter, protection.sort, protection.formatCells)
        assert forbidden == (False,) * 4
    assert book["明细"].auto_filter.ref == f"A{LEDGER_TOP}:{LAST_COLUMN}{LEDGER_TOP + 3}"
    assert book["明细"].freeze_panes == f"C{LEDGER_TOP + 1}"
    frozen = {"汇总 二": "B5", "汇总 三": "D6", "文字汇编": "C4", "报送情况": "C5", "问题清单": "C4", "同比": "B3"}
    assert {name: book[name].freeze_panes for name in frozen} == frozen


def test_only_the_include_flags_are_unlocked() -> None:
    """The include flag, with its list, is the one cell that takes what is typed; sorting is open on the ledger."""
    book = opened(countys_book())
    cells = (cell for sheet in book for row in sheet.iter_rows() for cell in row)
    unlocked = [f"{cell.parent.title}!{cell.coordinate}" for cell in cells if not cell.protection.locked]
    first, last = LEDGER_TOP + 1, LEDGER_TOP + 3
    assert unlocked == [f"明细!B{row}" for row in range(first, last + 1)]
    said = {str(each.sqref): (each.formula1, each.errorStyle) for each in book["明细"].data_validations.dataValidation}
    refused = ("FALSE", None)
    assert said == {
        f"B{first}:B{last}": ('"是,否"', None),
        f"A{first}:A{last}": refused,
        f"C{first}:{LAST_COLUMN}{last}": refused,
    }
    [opened_range] = re.findall(r'<protectedRange sqref="([^"]+)"', sheet_xml("明细"))
    assert opened_range == f"A{first}:{LAST_COLUMN}{last}"


def sheet_xml(name: str) -> str:
    """The raw XML of one sheet of the county's workbook."""
    content = countys_book()
    return parts(content)[part_of(content, name)].decode()


def test_the_ledger_names_where_each_number_comes_from() -> None:
    """Over each of the 200 columns stand its item, its label, the sum in sight and its cell; zeros are written."""
    sheet = opened(countys_book())["明细"]
    column = len(LEDGER_HEAD) + [field.id for field in FORM.numbers].index(RECEIVED) + 1
    rows = (LEDGER_ITEMS, LEDGER_LABELS, LEDGER_LINKS)
    expected = [*FORM.fields[RECEIVED].path, return_cell(LAYOUT, RECEIVED)]
    assert [sheet.cell(row + 1, column).value for row in rows] == expected
    assert sheet[str(at_county().visible(RECEIVED))].value == f"=SUBTOTAL(109,{at_county().column(RECEIVED)})"
    assert [sheet.cell(LEDGER_TOP + row, column).value for row in (1, 2, 3)] == [1, 20, 301]
    numbers = [cell.value for cell in sheet[LEDGER_TOP + 1][len(LEDGER_HEAD) :][: len(FORM.numbers)]]
    assert len(numbers) == 200
    assert None not in numbers


def test_each_total_is_a_live_sumifs_with_its_true_result() -> None:
    """600 totals: the formula over the ledger, and the sum by hand as its stored result."""
    content = countys_book()
    live, stored = opened(content), opened(content, data_only=True)
    at, sums = at_county(), totals(county().rows, FORM)
    assert len(at.totals) == 600
    for (scope, field), place in at.totals.items():
        formula = live[place.sheet][str(place.cell)].value
        assert formula.removeprefix("=ROUND(").removeprefix("=").startswith("SUMIFS('明细'!")
        assert ('"本级"' in formula) == (scope == "own")
        assert ('"<>本级"' in formula) == (scope == "below")
        assert stored[place.sheet][str(place.cell)].value == float(sums[scope][field])
    cell = at.totals["whole", FEES]
    assert stored[cell.sheet][str(cell.cell)].value == 32.2


def test_text_that_looks_like_a_formula_stays_text() -> None:
    """`=1+1`, `@SUM`, `{=2}` and an address in a narrative arrive as text; no link but to sheets and to the inbox."""
    book = opened(countys_book())
    cells = {cell.value: cell.data_type for row in book["文字汇编"].iter_rows() for cell in row if cell.value}
    for text in ("=1+1", "第二段", "@SUM(A1)", "{=2}", "http://example.org/"):
        assert cells[text] == "s"
    links = links_of(book)
    assert {(link.target or "").partition("\\inbox\\")[0] for link in links} == {"", ".."}


def test_more_links_than_a_sheet_takes_stop_no_merge(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first ones lead somewhere, the others are plain cells that say the same."""
    whole = openpyxl.load_workbook(io.BytesIO(consolidated(county(), LAYOUT)[0]))
    monkeypatch.setattr(book_canvas, "MOST_LINKS", 2)
    few = openpyxl.load_workbook(io.BytesIO(consolidated(county(), LAYOUT)[0]))
    for name in (LEDGER_SHEET, REGISTER_SHEET):
        linked = [sum(1 for row in book[name].iter_rows() for cell in row if cell.hyperlink) for book in (whole, few)]
        assert linked[1] < linked[0]
        assert list(few[name].iter_rows(values_only=True)) == list(whole[name].iter_rows(values_only=True))


def links_of(book: Any) -> list[Any]:
    """Every link of a workbook."""
    return [cell.hyperlink for sheet in book for row in sheet.iter_rows() for cell in row if cell.hyperlink]


def test_hostile_names_stay_text() -> None:
    """A unit's name, a file's name and a reason that look like formulas are text on every sheet."""
    said = answers("=A") | {"cover.unit_name": '=HYPERLINK("http://x","y")'}
    made = assemble([taken_in(said, "=1.xlsx")], layout=LAYOUT, skipped=[Skipped(file="=2", reason=STRANGE)])
    book = opened(consolidated(made, LAYOUT)[0])
    ours = {(each.sheet, str(each.cell)) for each in formulas(places_of(made, LAYOUT))}
    live = {
        (sheet.title, cell.coordinate)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }
    assert live == ours
    assert "=A" in [cell.value for cell in book["图表"]["S"] if cell.data_type == "s"]


STRANGE = ledger().findings[0].message


def test_an_empty_merge_is_a_whole_workbook() -> None:
    """No return at all: every total is 0, everyone is missing, and the cover does not call that right."""
    made = ledger()
    content, _ = consolidated(made, LAYOUT)
    assert [finding.code for finding in made.findings] == ["M01"] * 3
    assert cover(content, "state") == "× 没有计入任何单位"


def test_a_text_too_long_for_a_cell_is_no_silent_loss() -> None:
    """33,000 characters in one paragraph: the cell says that it goes on, and the hidden copy has them all."""
    made = ledger(taken_in(balanced("A", 1, overview__active="长" * 33_000)))
    book = openpyxl.load_workbook(io.BytesIO(consolidated(made, LAYOUT)[0]))
    assert "长" * 16_382 + "……" in [row[2] for row in book[TEXTS_SHEET].iter_rows(values_only=True)]
    hidden = (cell for row in book[MANIFEST_SHEET].iter_rows(values_only=True) for cell in row if cell)
    assert "长" * 33_000 in "".join(hidden)


def stored_results(path: Path) -> dict[tuple[str, str], Any]:
    """The stored result of every formula of a consolidated workbook of three rows."""
    book = openpyxl.load_workbook(path, data_only=True)
    cells = [(each.sheet, str(each.cell)) for each in formulas(at_county())]
    return {(sheet, cell): book[sheet][cell].value for sheet, cell in cells}


def toggled(content: bytes, row: int) -> bytes:
    """The workbook with one include flag set to 否, results not worked out."""
    book = opened(content)
    book["明细"].cell(LEDGER_TOP + row, 2).value = "否"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_libreoffice_works_out_the_same(tmp_path: Path, recalculate: Convert) -> None:
    """Recalculated, every stored result stays; with a flag at 否 each total moves by exactly that unit's numbers."""
    content = countys_book()
    (tmp_path / "all.xlsx").write_bytes(content)
    for row in (1, 2, 3):
        (tmp_path / f"without{row}.xlsx").write_bytes(toggled(content, row))
    names = ["all", "without1", "without2", "without3"]
    done = recalculate([tmp_path / f"{name}.xlsx" for name in names], tmp_path / "out")
    assert same_results(stored_results(done[0]), stored_results(tmp_path / "all.xlsx"))
    assert len(stored_results(done[0])) > 2_600
    rows = county().rows
    at = at_county()
    for path, left_out in zip(done[1:], rows, strict=True):
        expected = totals([row for row in rows if row is not left_out], FORM)
        shown = stored_results(path)
        for (scope, field), place in at.totals.items():
            assert shown[place.sheet, str(place.cell)] == pytest.approx(float(expected[scope][field]))
        assert shown["封面", str(at.cover("counted"))] == 2
        assert shown["汇总校验", str(at.state)] == "√ 全部相符（“明细”中有 1 个单位改为不计入）"
        assert shown["同比", str(at.last(RECEIVED).shifted(columns=2))] == expected["whole"][RECEIVED] - 29
        [units] = [each for each in at.charts if each.chart.over is Over.UNITS]
        bars = {row.code: shown["图表", str(units.value(number))] for number, row in enumerate(charted(county()))}
        assert bars == {row.code: row.numbers[RECEIVED] if row is not left_out else 0 for row in rows}


def same_results(one: dict[tuple[str, str], Any], other: dict[tuple[str, str], Any]) -> bool:
    """Tell whether two sets of stored results are the same, an empty text being no text."""
    plain = [{place: "" if value is None else value for place, value in each.items()} for each in (one, other)]
    return plain[0] == pytest.approx(plain[1])


def charted(made: Ledger) -> tuple[Row, ...]:
    """The rows in the order of the chart over units."""
    return charted_units(made.rows, at_county().charts[0])


def cover(content: bytes, item: str) -> Any:
    """What 封面 says of an item, as stored."""
    return opened(content, data_only=True)["封面"][str(at_county().cover(item))].value


def test_the_control_sheet_accounts_for_every_cell_read() -> None:
    """Read = placed + excluded: 3 counted, 1 superseded, 1 rejected give 1,000 read, 600 placed, 400 excluded."""
    made = ledger(
        taken_in(balanced("A", 1)),
        taken_in(balanced("A", 2) | {"cover.submitted_on": "2026-01-11"}, "A2.xlsx"),
        taken_in(balanced("B", 3)),
        taken_in(balanced("C", 4)),
        taken_in(balanced("X", 4)),
    )
    sheet = opened(consolidated(made, LAYOUT)[0], data_only=True)["汇总校验"]
    at = places(LAYOUT, 3)
    assert [sheet.cell(at.cells_row + offset, 4).value for offset in range(1, 6)] == [1000, 600, 400, 0, "√"]
    assert results(made, at)["state",] == "√ 全部相符"


def test_a_relation_that_fails_on_the_totals_is_shown() -> None:
    """A unit that received what nobody concluded shows as × on 核对 and on 封面."""
    made = ledger(taken_in(answers("A", {RECEIVED: 1})), taken_in(answers("B")), taken_in(answers("C")))
    book = opened(consolidated(made, LAYOUT)[0], data_only=True)
    assert book["封面"][str(at_county().cover("state"))].value == book["汇总校验"]["B2"].value == "× 有 2 项不符"
    assert book["汇总校验"][str(at_county().held["relation"][0])].value.endswith(" 项成立，2 项不成立")


def test_last_year_stands_beside_this_one() -> None:
    """Totals of both years, the change and its share; the units of both, the one that is new, the one that is gone."""
    content = countys_book()
    sheet, at = opened(content, data_only=True)["同比"], at_county()
    cells = [at.last(RECEIVED).shifted(columns=column) for column in range(4)]
    assert [sheet[str(cell)].value for cell in cells] == [29, 322, 293, pytest.approx(293 / 29)]
    assert sheet[str(at.last(FEES).shifted(columns=3))].value == pytest.approx(30.7 / 1.5)
    assert [sheet[str(at.compared_cell(TOTAL, part))].value for part in range(6)] == [
        *(29, 322, 293, pytest.approx(293 / 29)),
        None,
        "█" * 10,
    ]
    column = 2 + 2 * FORM.compared.index(TOTAL)
    said = {row[0].value: [cell.value for cell in row[column - 1 : column + 1]] for row in sheet.iter_rows()}
    assert said["A 单位"] == [1, -1]
    assert said["C 单位（本年新有）"] == [301, None]
    assert said["Z（本年未计入）"] == [7, None]


def test_what_does_not_follow_on_last_year_is_shown_and_weighs_nothing() -> None:
    """B carried one request out that nobody carried in: ！ on 封面 beside sums that hold."""
    content = countys_book()
    assert cover(content, "state") == "√ 全部相符"
    assert cover(content, "carried") == "！ 1 项不衔接，待说明"
    assert cover(consolidated(county(MergeTerms()), LAYOUT)[0], "carried") == "— 没有上年数字"
    sheet = opened(consolidated(county(MergeTerms()), LAYOUT)[0])["同比"]
    assert "--previous" in sheet["B2"].value


def test_every_number_leads_to_its_cell_of_the_return() -> None:
    """From a total to its column, from the ledger's number to file and cell; without a round no link to files."""
    book = opened(countys_book())
    at, place = at_county(), LAYOUT.places[RECEIVED]
    total = at.totals["whole", RECEIVED]
    column = at.column(RECEIVED).first
    assert book[total.sheet][str(total.cell)].hyperlink.location == f"'明细'!{column.shifted(rows=-1)}"
    sheet, _, ref = book["明细"][str(column.shifted(rows=-1))].hyperlink.location.rpartition("!")
    line = next(line for line in at.lines if RECEIVED in line.statement.fields)
    assert (sheet.strip("'"), book["汇总校验"][ref].value) == ("汇总校验", line.relation.code)
    link = book["明细"][str(column)].hyperlink
    assert (link.target, link.location) == ("..\\inbox\\A.xlsx", f"'{place.sheet}'!{place.cell}")
    alone = opened(consolidated(county(MergeTerms()), LAYOUT)[0])
    assert [each.target for each in links_of(alone) if each.target] == []


def test_a_draft_says_so_on_every_sheet() -> None:
    """On the screen and on paper; a whole one does not."""
    for draft in (True, False):
        book = opened(consolidated(county(MergeTerms(draft=draft)), LAYOUT)[0])
        sheets = [sheet for sheet in book if sheet.sheet_state == "visible"]
        said = [
            any("试汇总，不得上报" in str(cell.value) for row in sheet["A1:C2"] for cell in row) for sheet in sheets
        ]
        printed = ["试汇总，不得上报" in (sheet.oddHeader.center.text or "") for sheet in sheets]
        assert set(said) == set(printed) == {draft}


def disputed(cases: int) -> Ledger:
    """One unit in a round that knows last year, whose decisions were upheld so many times."""
    return ledger(taken_in(balanced("A", 1, disputes__review__upheld=cases)), terms=TERMS)


def test_charts_are_native_and_drawn_from_live_figures() -> None:
    """Five charts and the two that 封面 repeats, their categories and values ranges of 图表."""
    content = consolidated(disputed(10), LAYOUT)[0]
    drawn = [data.decode() for name, data in parts(content).items() if name.startswith("xl/charts/chart")]
    assert (len(drawn), len(FORM.charts)) == (7, 5)
    for xml in drawn:
        assert set(re.findall(r"<c:f>'?([^'!]+)'?!", xml)) == {"图表"}


@pytest.mark.parametrize("count", [20, 60, 2_000])
def test_a_chart_over_many_units_draws_the_largest_and_says_the_rest(count: int) -> None:
    """Up to 20 units all are bars; of more the 15 largest, the others in words and counted by size, never a bar."""
    (row,) = ledger(taken_in(balanced("A", 1))).rows
    rows = tuple(replace(row, code=f"U{number}", numbers={**row.numbers, TOTAL: number}) for number in range(count))
    at = places(LAYOUT, count)
    units, *others = (each for each in at.charts if each.chart.over is Over.UNITS)
    found = results(replace(county(), rows=rows, before=()), at)
    bars = [found["unit", TOTAL, str(bar)] for bar in range(units.bars)]
    if count <= 20:
        assert (len(bars), others) == (count, [])
        return
    assert bars == list(range(count - 1, count - 16, -1))
    rest = sum(range(count - 15))
    share = (Decimal(100 * rest) / sum(range(count))).quantize(Decimal("0.1"))
    assert f"其余单位合计 {rest}，占 {share:f}%；计入的 {count} 个单位中 1 个为 0。" in str(found["others said", TOTAL])
    sizes = [1, 9, 40, min(count - 50, 50), max(count - 100, 0)]
    assert [found["class", TOTAL, str(size)] for size in range(5)] == sizes
    assert units.column().rows == 15


def test_a_ledger_changed_by_hand_shows_on_the_cover(tmp_path: Path, recalculate: Convert) -> None:
    """One number cleared, another typed over: recalculated, 核对 and 封面 say × at once."""
    content, at = countys_book(), at_county()
    cell = at.column(RECEIVED).first
    for name, patch in (("cleared", Patch(value=None)), ("typed", Patch(value=2)), ("whole", Patch(value=1))):
        (tmp_path / f"{name}.xlsx").write_bytes(patch_cells(content, {"明细": {str(cell): patch}}))
    paths = [tmp_path / f"{name}.xlsx" for name in ("cleared", "typed", "whole")]
    states = [cover(path.read_bytes(), "state") for path in recalculate(paths, tmp_path / "out")]
    assert [state[0] for state in states] == ["×", "×", "√"]


def test_figures_beside_the_text_stand_with_it() -> None:
    """The website items that a unit gave are a line of 文字汇编, under its own label."""
    made = ledger(taken_in(balanced("A", 1, overview__website_items=126)), taken_in(balanced("B", 2)))
    sheet = opened(consolidated(made, LAYOUT)[0])["文字汇编"]
    lines = [[cell.value for cell in row] for row in sheet.iter_rows()]
    label = FORM.fields["overview.website_items"].label
    assert [line[1:3] for line in lines if line[0] == label] == [["A 单位", "126"]]


def test_only_parts_of_one_whole_stand_on_each_other() -> None:
    """What became of disputes is parts of a bar, as long as any, which the sheet says; two years stand side by side."""
    content, _ = consolidated(disputed(10), LAYOUT)
    charts = [part.decode() for name, part in parts(content).items() if name.startswith("xl/charts/chart")]
    stacked = [chart for chart in charts if '<c:grouping val="percentStacked"' in chart]
    assert [("起诉" in chart, chart.count("<c:ser>")) for chart in stacked] == [(True, 4)]
    assert max(chart.count("<c:ser>") for chart in charts if chart not in stacked) == 2
    hints = [str(opened(book)["图表"]["B2"].value) for book in (content, consolidated(disputed(9), LAYOUT)[0])]
    assert ["各段是所占的比重" in hint for hint in hints] == [True, False]


def test_the_parts_of_few_cases_are_a_table() -> None:
    """Nine disputes are no picture: their parts stand in a table in its place, by live formulas, and say so."""
    made = disputed(9)
    content, at = consolidated(made, LAYOUT)[0], places_of(made, LAYOUT)
    assert not [part for name, part in parts(content).items() if name.startswith("xl/charts/") and b"Stacked" in part]
    [place] = [place for place in at.charts if place.tabled]
    sheet, formulas_of = opened(content, data_only=True)["图表"], opened(content)["图表"]
    table = [[sheet[str(place.shown(bar, series))].value for bar in (-1, 0)] for series in range(4)]
    assert table == [["结果维持", 9], ["结果纠正", 0], ["其他结果", 0], ["尚未审结", 0]]
    assert formulas_of[str(place.shown(0, 0))].value == f"={place.value(0, 0)}"
    assert sheet[str(place.corner.shifted(rows=1))].value == "合计不足 10 件，以表代图"
    assert [place.tabled for place in places_of(disputed(10), LAYOUT).charts] == [False] * 5


def test_what_does_not_agree_stands_on_top() -> None:
    """× before ！, each with the difference; a relation that holds by more than nothing shows none."""
    made = ledger(
        taken_in(answers("A", {RECEIVED: 1, "disclosure.normative.in_force": 5})), taken_in(answers("B")), terms=TERMS
    )
    at, content = places_of(made, LAYOUT), consolidated(made, LAYOUT)[0]
    sheet = opened(content, data_only=True)["汇总校验"]
    on_top = [[cell.value for cell in row[:8]] for row in sheet.iter_rows(min_row=6, max_row=10)]
    assert [(line[0], line[2], line[6], line[7]) for line in on_top[:3]] == [
        ("T301", "自然人", 1, "×"),
        ("T301", "总计", 1, "×"),
        ("X01", "行政规范性文件 · 现行有效件数", 5, "！"),
    ]
    held = [line for line in at.lines if line.relation.code == "T202"]
    assert [sheet[str(line.difference)].value for line in held] == [None, None]
    assert sheet[str(held[1].left)].value == 5
    calm = opened(consolidated(county(MergeTerms()), LAYOUT)[0], data_only=True)["汇总校验"]
    assert [cell.value for cell in calm[6][:8]] == [None, "没有要看的", None, None, None, None, None, "√"]


def test_a_return_from_an_archive_is_opened_once_that_is_unpacked() -> None:
    """Its link leads to where it lies then, and 报送情况 says so; without an archive nothing is said of one."""
    for file, said in (("收件.zip/A.xlsx", True), ("A.xlsx", False)):
        book = opened(consolidated(ledger(taken_in(balanced("A", 1), file), terms=TERMS), LAYOUT)[0])
        assert ("压缩包里的先解到同名文件夹" in str(book["报送情况"]["B2"].value)) is said
        targets = {str(each.target).replace("\\", "/") for each in links_of(book)}
        assert ("../inbox/收件/A.xlsx" if said else "../inbox/A.xlsx") in targets


def test_a_page_of_the_ledger_holds_what_stands_on_it() -> None:
    """Columns widened by large totals go on the next page as whole items; none is left alone on one."""
    wide: dict[str, Value] = {
        "disclosure__fees__amount": Decimal("123456789.1234"),
        "disclosure__licensing__decisions": 12_345_678,
    }
    for more in (wide, dict[str, Value]()):
        sheet = opened(consolidated(ledger(taken_in(balanced("A", 1, **more))), LAYOUT)[0])["明细"]
        breaks = [0, *(each.id for each in sheet.col_breaks.brk), len(LEDGER_HEAD) + len(FORM.numbers)]
        widths = [sheet.column_dimensions[get_column_letter(column + 1)].width for column in range(breaks[-1])]
        pages = [sum(widths[max(first, 1) : end]) for first, end in itertools.pairwise(breaks)]
        assert max(pages) <= 22 * (6.2 + 0.75)
        assert min(end - first for first, end in itertools.pairwise(breaks)) > 7


def test_a_long_problem_is_cut_and_leads_to_the_whole() -> None:
    """On 问题清单 nothing is longer than 75 characters; what is cut stands whole at the end of its row, a link away."""
    changed = {**balanced("A", 2), "cover.submitted_on": "2026-01-11", "disclosure.normative.in_force": 4}
    made = ledger(taken_in(balanced("A", 1)), taken_in(changed, "A2.xlsx"))
    sheet = opened(consolidated(made, LAYOUT)[0])["问题清单"]
    rows = [row for row in sheet.iter_rows(min_row=FINDINGS_TOP + 1) if row[3].value]
    assert max(len(row[3].value) for row in rows) <= 75
    long = [row for row in rows if row[13].value]
    assert long
    for row in long:
        assert row[3].value == row[13].value[:73] + "……"
        assert row[4].hyperlink.location == f"'问题清单'!{row[13].coordinate}"
    assert {row[13].value for row in long} <= {finding.message.zh for finding in made.all_findings}
    assert [row[4].value for row in rows if not row[13].value and row[4].value] == []
