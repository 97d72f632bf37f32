"""Three published reports of whole cities, retyped: every relation holds, every total is the published one.

Figures of 淮安 (2024) and of 宿迁 (2023, 2024), each a government. Nothing is left out or rounded.
"""

from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from conftest import Convert
from xlreport.figures import Figures
from xlreport.forms import Form, load_form
from xlreport.layout import Layout, plan
from xlreport.manifest import identity_of
from xlreport.relations import Mark, evaluate
from xlreport.submissions import Value
from xlreport.writing import values_for, write_workbook
from xlreport.writing.template import figures_of

# Table 2: 规章 and 规范性文件 (制发, 废止, 现行有效), 许可, 处罚, 强制, 收费 (万元).
# Table 3, one line a row, columns 自然人 to 总计; rows of zeros only are given by their 总计 alone.
# Table 4: 复议, 直接起诉, 复议后起诉, each 维持, 纠正, 其他, 未审结, 总计.
PUBLISHED = {
    "淮安-2024": (
        "1 0 11  8 26 66  447228 3985758 88283 96171.6",
        """
        3001 53 0 0 61 4 3119
        34 0 0 0 0 0 34
        1288 21 0 0 50 3 1362
        447 7 0 0 0 0 454
        2 0 0 0 0 0 2
        30 1 0 0 0 0 31
        5 0 0 0 0 0 5
        6 0 0 0 0 0 6
        7 1 0 0 0 0 8
        12 0 0 0 0 0 12
        9 0 0 0 0 0 9
        105 0 0 0 0 0 105
        746 12 0 0 10 1 769
        11 0 0 0 0 0 11
        1 0 0 0 0 0 1
        56 6 0 0 0 0 62
        25 0 0 0 0 0 25
        0
        0
        1 0 0 0 0 0 1
        67 3 0 0 1 0 71
        6 0 0 0 0 0 6
        108 2 0 0 0 0 110
        2932 53 0 0 61 4 3050
        103 0 0 0 0 0 103
        """,
        "72 64 178 37 351  13 4 8 1 26  12 1 1 6 20",
    ),
    "宿迁-2023": (
        "2 0 11  109 489 597  1808595 2822652 20163 59237.2449",
        """
        3402 99 0 4 5 1 3511
        91 3 0 0 2 0 96
        1175 12 0 3 1 0 1191
        319 7 0 0 2 0 328
        0
        27 0 0 0 0 0 27
        6 0 0 0 0 0 6
        38 0 0 0 0 0 38
        20 0 0 0 0 0 20
        9 0 0 0 0 0 9
        21 0 0 0 0 0 21
        20 1 0 0 0 0 21
        968 74 0 1 3 1 1047
        26 2 0 0 0 0 28
        3 0 0 0 0 0 3
        305 0 0 0 0 0 305
        39 0 0 0 0 0 39
        0
        58 0 0 0 0 0 58
        4 0 0 0 0 0 4
        40 0 0 0 0 0 40
        10 0 0 0 0 0 10
        287 3 0 0 1 0 291
        3375 99 0 4 7 1 3486
        118 3 0 0 0 0 121
        """,
        "309 17 88 26 440  1 1 16 6 24  13 0 67 9 89",
    ),
    "宿迁-2024": (
        "2 1 12  50 227 420  1573179 2676474 29351 72701.2578",
        """
        3440 75 0 1 6 3 3525
        118 3 0 0 0 0 121
        1408 21 0 0 2 0 1431
        462 9 0 0 0 0 471
        2 0 0 0 0 0 2
        1 0 0 0 0 0 1
        4 0 0 0 0 0 4
        16 1 0 0 0 0 17
        21 0 0 0 0 0 21
        10 1 0 0 0 0 11
        21 2 0 0 0 0 23
        13 0 0 0 0 0 13
        859 33 0 0 3 2 897
        35 1 0 0 0 0 36
        8 0 0 0 0 0 8
        86 1 0 0 0 0 87
        26 1 0 0 0 0 27
        0
        3 0 0 0 0 0 3
        0
        75 1 0 1 0 0 77
        38 0 0 0 0 0 38
        352 2 0 0 0 0 354
        3440 73 0 1 5 2 3521
        118 5 0 0 1 1 125
        """,
        "88 18 28 36 170  7 0 11 7 25  33 0 6 13 52",
    ),
}

ASIDE = {"T201", "X01", "X02"}
"""Codes that do not apply: a government may make 规章, and last year's figures are not given."""


def published(name: str, form: Form) -> dict[str, str]:
    """Give a report's 200 published figures by field id, totals included."""
    second, third, fourth = PUBLISHED[name]
    rows = [line.split() for line in third.strip().splitlines()]
    texts = [*second.split(), *(text for row in rows for text in (row if len(row) == 7 else row * 7)), *fourth.split()]
    return dict(zip((field.id for field in form.numbers), texts, strict=True))


def answered(name: str, form: Form) -> dict[str, Value]:
    """Give the report as the values of a return: what is typed, not what is computed."""
    typed = {field: text for field, text in published(name, form).items() if field not in form.computed}
    return values_for(form, {**typed, "cover.unit_kind": "government", "cover.year": int(name[-4:])})


@pytest.fixture(scope="module")
def layout() -> Layout:
    """The layout of the form."""
    return plan(load_form())


@pytest.mark.parametrize("name", PUBLISHED)
def test_every_relation_holds(name: str, layout: Layout) -> None:
    """All T relations are √; T201 does not apply to a city's government, X01 and X02 not without last year."""
    figures = figures_of(layout, answered(name, layout.form))
    marks = {(line.relation.code, evaluate(line, figures).mark) for line in layout.lines}
    codes = {relation.code for relation in layout.form.relations}
    assert marks == {(code, Mark.NOT_APPLICABLE if code in ASIDE else Mark.HOLDS) for code in codes}


@pytest.mark.parametrize("name", PUBLISHED)
def test_the_totals_are_the_published_ones(name: str, layout: Layout) -> None:
    """Each of the 34 totals worked out equals the one that was published."""
    figures = figures_of(layout, answered(name, layout.form))
    wanted = {field: int(text) for field, text in published(name, layout.form).items() if field in layout.form.computed}
    assert {field: figures.value(field) for field in wanted} == wanted
    assert len(wanted) == 34


@pytest.mark.parametrize("name", PUBLISHED)
def test_a_published_figure_off_by_one_is_seen(name: str, layout: Layout) -> None:
    """No non-zero figure of table 3 can change by one without a relation failing."""
    form = layout.form
    values = {field: Decimal(text) for field, text in published(name, form).items() if field.startswith("requests")}
    lines = [line for line in layout.lines if line.relation.code.startswith("T3")]
    for field, value in values.items():
        off = Figures(form=form, numbers={**values, field: value + 1}, unit_kind="government")
        assert Mark.FAILS in {evaluate(line, off).mark for line in lines}, field


def test_libreoffice_agrees(layout: Layout, recalculate: Convert, tmp_path: Path) -> None:
    """The written workbooks, recalculated: every mark √ that applies, all 200 figures as published."""
    paths = [tmp_path / f"{number}.xlsx" for number in range(len(PUBLISHED))]
    identity = identity_of(layout, unit_kind="government", year="2024")
    for path, name in zip(paths, PUBLISHED, strict=True):
        path.write_bytes(write_workbook(layout, identity, answered(name, layout.form)))
    for path, name in zip(recalculate(paths, tmp_path / "out"), PUBLISHED, strict=True):
        book = openpyxl.load_workbook(path, data_only=True)
        for line in layout.lines:
            mark = "不适用" if line.relation.code in ASIDE else "√"
            assert book["校验"][str(line.mark)].value == mark, (name, line.relation.code, line.statement.about)
        for field, text in published(name, layout.form).items():
            place = layout.places[field]
            assert Decimal(str(book[place.sheet][str(place.cell)].value)) == Decimal(text), (name, field)
        assert book["封面"][str(layout.status)].value == "√ 全部相符"
