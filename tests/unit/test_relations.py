"""One relation, as formula text and as a Python result. That both agree is proved in `test_parity`."""

import re
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from small_form import small_form
from xlreport.figures import Figures
from xlreport.forms import Form, load_form
from xlreport.formulas import formula_cells
from xlreport.layout import CheckLine, Layout, plan
from xlreport.numbers import Number
from xlreport.relations import (
    Mark,
    difference_formula,
    evaluate,
    left_formula,
    right_formula,
    sign_formula,
    total_formula,
)

FORM = load_form()
LAYOUT = plan(FORM)
TYPED = tuple(field.id for field in FORM.numbers if field.id not in FORM.computed)
ALL = frozenset({"disclosure", "requests", "disputes"})

KIND = LAYOUT.places["cover.unit_kind"].address


def figures(
    numbers: Mapping[str, Number],
    *,
    zeroed: frozenset[str] = ALL,
    kind: str = "government",
    unusable: frozenset[str] = frozenset(),
    form: Form = FORM,
) -> Figures:
    """Give figures with all three tables declared zero where blank."""
    return Figures(form=form, numbers=numbers, zeroed=zeroed, unit_kind=kind, unusable=unusable)


def line(code: str, about: str = "", layout: Layout = LAYOUT) -> CheckLine:
    """Give a relation's first line, or that of a column, row or group."""
    return next(each for each in layout.lines if each.relation.code == code and about in (each.statement.about, ""))


def test_formulas_are_readable() -> None:
    """The formulas name ranges, not 21 single cells, and a total stays on its own sheet."""
    assert total_formula("requests.received.total", LAYOUT) == "=SUM(D7:I7)"
    assert total_formula("requests.concluded.natural", LAYOUT) == "=SUM(D9:D29)"
    assert total_formula("requests.concluded.total", LAYOUT) == "=SUM(D30:I30)"
    assert total_formula("disputes.direct_suit.total", LAYOUT) == "=SUM(F7:I7)"
    each = line("T301", "自然人")
    assert right_formula(each, LAYOUT) == f'=IF({each.left}="","",SUM(\'三 依申请公开\'!$D$30:$D$31))'
    apart = f"ROUND({each.left}-{each.right},6)"
    assert difference_formula(each) == f'=IF({each.left}="","",IF({apart}=0,"",{apart}))'
    assert sign_formula(each, LAYOUT, '"×"') == f'=IF({each.left}="","—",IF({apart}=0,"√","×"))'


def test_the_left_side_waits_for_every_cell_it_rests_on() -> None:
    """Both typed cells and the totals on the way are counted, or declared zero and nothing but numbers."""
    formula = left_formula(line("T301", "自然人"), LAYOUT)
    areas = "'三 依申请公开'!$D$7:$D$31"
    answer = "'三 依申请公开'!$D$3=\"是\""
    wanted = f"=IF(OR(COUNT({areas})=25,AND({answer},COUNT({areas})=COUNTA({areas}))),"
    assert formula.startswith(wanted)


def test_a_relation_for_some_units_asks_their_kind() -> None:
    """T201 does not apply to a government, and stands open for a unit of unknown kind; the formulas say the same."""
    assert left_formula(line("T201"), LAYOUT).startswith(f'=IF(AND(OR({KIND}="部门",')
    kinds = ",".join(f'{KIND}="{kind}"' for kind in ("部门", "乡镇", "街道", ""))
    assert f'IF(OR({kinds}),"—","不适用")' in sign_formula(line("T201"), LAYOUT, '"×"')
    broken = {"disclosure.regulations.made": 1}
    marks = {kind: evaluate(line("T201"), figures(broken, kind=kind)).mark for kind in ("department", "government", "")}
    assert marks == {"department": Mark.FAILS, "government": Mark.NOT_APPLICABLE, "": Mark.OPEN}


def test_a_relation_on_last_year_waits_for_the_office() -> None:
    """X01 does not apply until last year's figure is given, and a blank of this year then keeps it open."""
    each = [each for each in LAYOUT.lines if each.relation.code == "X01"][1]
    now: dict[str, Number] = {"disclosure.normative.made": 2, "disclosure.normative.in_force": 7}
    last: dict[str, Number] = {"last.disclosure.normative.in_force": 5}
    assert evaluate(each, figures(now)).mark is Mark.NOT_APPLICABLE
    outcome = evaluate(each, figures(now | last))
    assert (outcome.mark, outcome.left, outcome.right) == (Mark.HOLDS, 7, 7)
    outcome = evaluate(each, figures(now | {"last.disclosure.normative.in_force": 4}))
    assert (outcome.mark, outcome.difference) == (Mark.FAILS, 1)
    outcome = evaluate(each, figures(now | last, zeroed=frozenset()))
    assert (outcome.mark, outcome.because) == (Mark.OPEN, ("disclosure.normative.repealed",))


def test_zeros_declared_for_this_year_say_nothing_of_last_year() -> None:
    """空白单元格均为 0 covers this year's table; last year's figures that the office left blank stay unknown."""
    each = line("X02", "自然人")
    assert evaluate(each, figures({})).mark is Mark.NOT_APPLICABLE
    assert evaluate(each, figures({"last.requests.carried_out.natural": 0})).mark is Mark.HOLDS
    assert evaluate(each, figures({"last.requests.carried_out.natural": 3})).mark is Mark.FAILS


def test_a_constant_stands_in_the_formula(tmp_path: Path) -> None:
    """`a - 2 <= 10 + b - c` keeps its constants and its minus, and compares in Python alike."""
    form = small_form(tmp_path)
    layout = plan(form)
    each = next(each for each in layout.lines if each.statement.operator == "<=")
    assert "-2+SUM(" in left_formula(each, layout)
    assert re.search(r"10\+SUM\([^)]*\)-SUM\([^)]*\)", right_formula(each, layout))
    values = {"loans.books.lent": 15, "loans.films.lent": 4, "loans.music.lent": 1}
    outcome = evaluate(each, figures(values, zeroed=frozenset({"loans"}), form=form))
    assert (outcome.mark, outcome.left, outcome.right, outcome.difference) == (Mark.HOLDS, 13, 13, 0)
    outcome = evaluate(each, figures({**values, "loans.music.lent": 2}, zeroed=frozenset({"loans"}), form=form))
    assert (outcome.mark, outcome.difference) == (Mark.FAILS, 1)


def test_a_blank_keeps_a_line_open_and_is_named() -> None:
    """Without the declaration the missing cells are the reason; with it they are zero."""
    some: dict[str, Number] = {"disclosure.normative.made": 3, "disclosure.normative.in_force": 3}
    each = [each for each in LAYOUT.lines if each.relation.code == "T202"][1]
    outcome = evaluate(each, figures(some, zeroed=frozenset()))
    assert (outcome.mark, outcome.because) == (Mark.OPEN, ("disclosure.normative.repealed",))
    assert evaluate(each, figures(some)).mark is Mark.HOLDS


@pytest.mark.parametrize("zeroed", [ALL, frozenset()])
def test_what_is_no_number_keeps_a_line_open(zeroed: frozenset[str]) -> None:
    """Declared zero or not, a word in an input or in a total on the way opens each line that rests on it."""
    full: dict[str, Number] = dict.fromkeys(TYPED, 0)
    for spoiled, code in (
        ("requests.granted.natural", "T301"),
        ("requests.concluded.natural", "T301"),
        ("requests.concluded.natural", "T302"),
    ):
        about = "总计" if code == "T302" else "自然人"
        numbers = {name: number for name, number in full.items() if name != spoiled}
        outcome = evaluate(line(code, about), figures(numbers, zeroed=zeroed, unusable=frozenset({spoiled})))
        assert (outcome.mark, outcome.because) == (Mark.OPEN, (spoiled,))


def test_a_typed_over_total_is_compared_as_typed() -> None:
    """The figure somebody typed is one side, the parts are the other; sums further on take what was typed."""
    typed: dict[str, Number] = {"requests.granted.natural": 3, "requests.concluded.natural": 4}
    now = figures(typed)
    outcome = evaluate(line("T302", "自然人"), now)
    assert (outcome.mark, outcome.left, outcome.right, outcome.difference) == (Mark.FAILS, 4, 3, 1)
    assert now.value("requests.concluded.total") == 4


def test_two_errors_that_balance_are_seen_in_their_columns() -> None:
    """One too many in one column and one too few in another pass in 总计 and in no other way."""
    wrong: dict[str, Number] = {
        "requests.received.natural": 5,
        "requests.granted.natural": 4,
        "requests.received.business": 4,
        "requests.granted.business": 5,
    }
    marks = {
        each.statement.about: evaluate(each, figures(wrong)).mark
        for each in LAYOUT.lines
        if each.relation.code == "T301"
    }
    failing = {about for about, mark in marks.items() if mark is Mark.FAILS}
    assert failing == {"自然人", "商业企业"}


@given(values=st.fixed_dictionaries({name: st.integers(0, 99) for name in TYPED[10:16] + TYPED[-12:]}))
def test_totals_by_formula_always_fit(values: dict[str, Number]) -> None:
    """Whatever is typed, the relations that compute a total hold, and the grand total is the same both ways."""
    now = figures(values)
    for each in LAYOUT.lines:
        if each.relation.computes:
            assert evaluate(each, now).mark is Mark.HOLDS
    rows = [term.field for term in FORM.relations[1].statements[6].right]
    assert now.value("requests.concluded.total") == sum(now.value(row) for row in rows)


@given(
    amounts=st.lists(st.decimals(min_value=0, max_value=10**6, places=4), min_size=6, max_size=6),
    off=st.sampled_from((0, 1, -1)),
)
def test_decimals_are_compared_exactly_to_six_places(amounts: list[Decimal], off: int) -> None:
    """A sum of decimals equals its total, and does not when the last of four decimals is off."""
    columns = ("natural", "business", "research", "public_interest", "legal_service", "other_org")
    numbers: dict[str, Number] = {f"requests.received.{c}": a for c, a in zip(columns, amounts, strict=True)}
    numbers["requests.received.total"] = sum(amounts, Decimal(0)) + Decimal(off).scaleb(-4)
    outcome = evaluate(line("T303", "一、本年新收政府信息公开申请数量"), figures(numbers))
    assert outcome.mark is (Mark.FAILS if off else Mark.HOLDS)
    assert Fraction(outcome.difference) == Fraction(off, 10_000)


def test_every_formula_has_one_cell() -> None:
    """No two formulas share a cell, and each total has exactly one."""
    every = list(formula_cells(LAYOUT))
    assert len({(each.sheet, each.cell) for each in every}) == len(every)
    assert sorted(each.field for each in every if each.field) == sorted(FORM.computed)
    own, margins = len(LAYOUT.own_lines), sum(len(sheet.notes) for sheet in LAYOUT.sheets)
    cover = 2 + 6 * 6 + len(FORM.answers)
    texts, states, totals, first = 8 + 1, 6, 34, 1 + 6 * 10
    assert len(every) == cover + texts + states + totals + margins + first + 6 * len(LAYOUT.lines) + 8 * own


@pytest.mark.parametrize(
    ("typed", "mark"),
    [
        ("0.3", Mark.HOLDS),
        ("0.3000004", Mark.HOLDS),
        ("0.2999996", Mark.HOLDS),
        ("0.3000005", Mark.FAILS),
        ("0.2999994", Mark.FAILS),
        ("1.3", Mark.FAILS),
    ],
)
def test_decimals_are_compared_to_the_sixth(typed: str, mark: Mark, tmp_path: Path) -> None:
    """A difference below half of the sixth decimal is none, as the formula on 校验 rounds it; from there on it is."""
    form = small_form(tmp_path)
    layout = plan(form)
    (each,) = [
        each
        for each in layout.lines
        if each.relation.code == "L1" and each.statement.left[0].field == "loans.total.paid"
    ]
    values: dict[str, Number] = {
        "loans.books.paid": Decimal("0.1"),
        "loans.films.paid": Decimal("0.2"),
        "loans.total.paid": Decimal(typed),
    }
    assert evaluate(each, figures(values, zeroed=frozenset({"loans"}), form=form)).mark is mark
