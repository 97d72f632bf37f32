"""Charts and compared figures of a form: patterns become fields, and what cannot be drawn is named."""

from pathlib import Path

import pytest

from small_form import SMALL_FORM, small_form
from xlreport.errors import FormError
from xlreport.forms import Bar, Chart, Over, load_form

CHARTS = """
[[chart]]
title = "各馆借出"
units = "loans.total.lent"

[[chart]]
title = "去向"
series = ["归还", "遗失"]
bars = [{ label = "影音", sums = ["loans.films.returned + loans.music.returned", "loans.*.lost"] }]

[[chart]]
title = "两年"
years = true
bars = [{ label = "借出", sums = ["loans.total.lent"] }]
"""
COMPARED = 'compared = ["loans.total.*", "loans.books.lent"]\n'


def test_patterns_become_fields(tmp_path: Path) -> None:
    """A `*` stands for one step, `+` joins; a chart without series has one figure a bar."""
    form = small_form(tmp_path, COMPARED + SMALL_FORM + CHARTS)
    assert form.compared == (
        *("loans.total.lent", "loans.total.returned", "loans.total.lost", "loans.total.paid"),
        "loans.books.lent",
    )
    units, parts, years = form.charts
    assert (units.over, units.field) == (Over.UNITS, "loans.total.lent")
    everywhere = tuple(f"loans.{row}.lost" for row in ("books", "films", "music", "total"))
    assert parts == Chart(
        title="去向",
        over=Over.FIGURES,
        series=("归还", "遗失"),
        bars=(Bar(label="影音", sums=(("loans.films.returned", "loans.music.returned"), everywhere)),),
    )
    assert years.over is Over.YEARS


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("loans.total.*", "loans.totl.*", ("compared", "no such number field")),
        ('units = "loans.total.lent"', 'units = "loans.total.*"', ("chart[1].units", "exactly one")),
        ('units = "loans.total.lent"', "", ("chart[1].bars", "missing")),
        ("loans.films.returned +", "loans.fims.returned +", ("sums", "'loans.films.returned'")),
        ('["归还", "遗失"]', '["归还"]', ("chart[2].bars", "each needs 1")),
        ('["归还", "遗失"]', '["a", "b", "c", "d", "e"]', ("chart[2].series", "at most 4")),
        ("years = true", "yaers = true", ("chart[3].yaers", "'years'")),
    ],
)
def test_what_cannot_be_drawn_is_named(old: str, new: str, words: tuple[str, ...], tmp_path: Path) -> None:
    """The error names the chart, the key and the nearest right word."""
    text = COMPARED + SMALL_FORM + CHARTS
    assert old in text
    with pytest.raises(FormError) as error:
        small_form(tmp_path, text.replace(old, new, 1))
    for word in words:
        assert word in str(error.value)


def test_the_official_form_draws_each_request_once() -> None:
    """The outcomes' bars have every outcome once and with what is carried out come to received plus carried in."""
    form = load_form()
    outcomes = next(chart for chart in form.charts if "办理结果" in chart.title)
    drawn = [field for bar in outcomes.bars for sums in bar.sums for field in sums]
    parts = [term.field.replace(".natural", ".total") for term in form.computed["requests.concluded.natural"].right]
    assert sorted(drawn) == sorted([*parts, "requests.carried_out.total"])
