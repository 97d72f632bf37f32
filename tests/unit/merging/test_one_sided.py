"""同比 says how much of a change comes from units that only one of the years has."""

from decimal import Decimal

from xlreport.merging.book.sheets.compared_sheet import Pair, one_sided


def pair(code: str, last: int | Decimal | None, now: int | Decimal | None) -> Pair:
    """A unit with one figure in each year; None where it is not in that year."""
    numbers = [None if number is None else {"x": number} for number in (last, now)]
    return Pair(code=code, name=code, last=numbers[0], now=numbers[1])


def test_units_of_one_year_are_told_with_their_part() -> None:
    """New ones add, gone ones take away, those that are due and not in are left out of last year's sum."""
    every = [pair("A", 5, 7), pair("B", None, 3), pair("C", None, 4), pair("D", 9, None), pair("E", 20, None)]
    expected = "新有 2 个单位 +7；本年没有的 1 个单位 -9；尚未计入的 1 个单位 上年 20，未比"
    assert one_sided(every, {"E"}, "x") == expected


def test_nothing_is_said_where_no_such_unit_has_a_figure() -> None:
    """Units of both years, and one with 0."""
    assert not one_sided([pair("A", 5, 7), pair("B", None, 0), pair("C", 0, None)], set(), "x")


def test_amounts_keep_their_decimals() -> None:
    """A new unit's fee."""
    assert one_sided([pair("B", None, Decimal("0.25"))], set(), "x") == "新有 1 个单位 +0.25"
