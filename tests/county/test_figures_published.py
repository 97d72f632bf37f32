"""Three published reports of whole cities, retyped: every relation holds, every total is the published one."""

from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from conftest import Convert
from published_reports import PUBLISHED, answered, published
from xlreport.figures import Figures
from xlreport.forms import Kind, load_form
from xlreport.layout import Layout, plan
from xlreport.manifest import identity_of
from xlreport.relations import Mark, evaluate
from xlreport.writing import write_workbook
from xlreport.writing.result_cells import figures_shown

ASIDE = {"T201", "X01", "X02"}
"""Codes that do not apply: a government may make 规章, and last year's figures are not given."""


@pytest.fixture(scope="module")
def layout() -> Layout:
    """The layout of the form."""
    return plan(load_form())


@pytest.mark.parametrize("name", PUBLISHED)
def test_every_relation_holds(name: str, layout: Layout) -> None:
    """All T relations are √; T201 does not apply to a city's government, X01 and X02 not without last year."""
    figures = figures_shown(layout, answered(name, layout.form))
    marks = {(line.relation.code, evaluate(line, figures).mark) for line in layout.lines}
    codes = {relation.code for relation in layout.form.relations}
    assert marks == {(code, Mark.NOT_APPLICABLE if code in ASIDE else Mark.HOLDS) for code in codes}


@pytest.mark.parametrize("name", PUBLISHED)
def test_the_totals_are_the_published_ones(name: str, layout: Layout) -> None:
    """Each of the 34 totals worked out equals the one that was published."""
    figures = figures_shown(layout, answered(name, layout.form))
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
    texts = {
        field.id: "按规定公开，未收取信息处理费。" for field in layout.form.fields.values() if field.kind is Kind.TEXT
    }
    paths = [tmp_path / f"{number}.xlsx" for number in range(len(PUBLISHED))]
    identity = identity_of(layout, unit_kind="government", year="2024")
    for path, name in zip(paths, PUBLISHED, strict=True):
        path.write_bytes(write_workbook(layout, identity, texts | answered(name, layout.form)))
    for path, name in zip(recalculate(paths, tmp_path / "out"), PUBLISHED, strict=True):
        book = openpyxl.load_workbook(path, data_only=True)
        for line in layout.lines:
            mark = "不适用" if line.relation.code in ASIDE else "√"
            assert book["校验"][str(line.mark)].value == mark, (name, line.relation.code, line.statement.about)
        for field, text in published(name, layout.form).items():
            place = layout.places[field]
            assert Decimal(str(book[place.sheet][str(place.cell)].value)) == Decimal(text), (name, field)
        assert book["封面"][str(layout.status)].value == "√ 填齐并全部相符，三审后即可报送"
