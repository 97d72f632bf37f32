"""Which failing lines follow from others, over the real form and its own arithmetic."""

from collections.abc import Sequence
from pathlib import Path

from small_form import TEXTS
from xlreport.consequences import followers, told_with
from xlreport.forms import load_form
from xlreport.forms.loader import read_form
from xlreport.layout import CheckLine, plan
from xlreport.resources import templates_folder

FORM = load_form()
LINES = plan(FORM).lines
REGULATIONS = "disclosure.regulations"
BOUND = f"""
[[relation]]
code = "T304"
severity = "error"
level = "D"
over = "columns of requests"
says = ["requests.concluded.{{column}} <= requests.received.{{column}} + requests.carried_in.{{column}}"]
{TEXTS}
"""
"""A bound over the same columns as T301; the form has none of its own any more."""


def number(code: str, about: str = "", field: str = "", lines: Sequence[CheckLine] = LINES) -> int:
    """The line of a relation about a column, or whose left side begins with a field."""
    (found,) = (
        place
        for place, line in enumerate(lines)
        if line.relation.code == code
        and about in {"", line.statement.about}
        and field in {"", line.statement.left[0].field}
    )
    return found


T301, T301_TOTAL = number("T301", "自然人"), number("T301", "总计")
X02, X02_TOTAL = number("X02", "自然人"), number("X02", "总计")
T202, X01 = (number(code, field="disclosure.normative.in_force") for code in ("T202", "X01"))


def test_a_line_alone_follows_from_nothing() -> None:
    """Nor do lines about other figures."""
    assert followers(LINES, [T301], FORM) == {}
    assert followers(LINES, [T301, X01, number("T301", "商业企业")], FORM) == {}


def test_the_column_of_totals_follows_from_a_column() -> None:
    """Its line is the sum of the others, last year's total too; by itself it stays."""
    assert followers(LINES, [T301, T301_TOTAL, X02, X02_TOTAL], FORM) == {T301_TOTAL: T301, X02_TOTAL: X02}
    assert followers(LINES, [X02_TOTAL], FORM) == {}


def test_a_bound_follows_from_the_equation(tmp_path: Path) -> None:
    """More concluded than came in breaks the equation of the same column; what follows leads to the root."""
    path = tmp_path / "form.toml"
    path.write_text((templates_folder() / FORM.id / "form.toml").read_text(encoding="utf-8") + BOUND, encoding="utf-8")
    form = read_form(path)
    lines = plan(form).lines
    sums = [number("T301", about, lines=lines) for about in ("自然人", "总计", "商业企业")]
    bounds = [number("T304", about, lines=lines) for about in ("自然人", "总计")]
    follow = dict.fromkeys((sums[1], *bounds), sums[0])
    assert followers(lines, [*sums[:2], *bounds], form) == follow
    assert followers(lines, bounds[:1], form) == {}
    assert followers(lines, [sums[2], bounds[0]], form) == {}
    (told,) = told_with(lines, [sums[1], *bounds])
    assert told.zh == "同一原因引起的还有：T301（总计）、T304（自然人、总计）。"
    assert told.en == "For the same cause: T301 (总计), T304 (自然人, 总计)."


def test_the_heavier_of_two_speaks() -> None:
    """An error that a warning would only repeat is told, and the warning beside it."""
    assert followers(LINES, [T202, X01], FORM) == {X01: T202}
    made, bound = number("T201", field=f"{REGULATIONS}.made"), number("T202", field=f"{REGULATIONS}.in_force")
    assert followers(LINES, [made, bound], FORM) == {bound: made}


def test_what_follows_is_named_in_few_words() -> None:
    """By relation and column, none twice; nothing at all where nothing follows."""
    assert told_with(LINES, [X01])[0].zh == "同一原因引起的还有：X01。"
    assert told_with(LINES, []) == ()
