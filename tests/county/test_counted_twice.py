"""Nothing is counted twice: returns that hold others' figures are told among random counties, and no honest one is."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest

from returns_made import FORM, ROSTER, ledger
from rounds_made import included, told, under, whole, with_unit
from xlreport.merging.deciding.counted_twice import LEAST_COLUMNS, holding_others, same_figures
from xlreport.merging.ledgers import Row
from xlreport.numbers import Number
from xlreport.rounds import Unit

COUNTIES, PLANTED = 1_000, 300
INPUTS = [field for field in FORM.numbers if field.id not in FORM.computed]
CLAIM = {"overview.on_request": "2025年，全县共收到政府信息公开申请120件，均已办结。"}


def row(number: int, kind: str, numbers: Mapping[str, Number], **said: object) -> Row:
    """A row of the ledger with these figures and no other."""
    code = f"{number:02}U"
    names = {"name": f"{chr(0x7532 + number)}局", "file": f"{code}.xlsx", "sha256": str(number)}
    state = {"submitted_on": "2026-01-10", "state": "accepted", "findings": 0}
    state["tier"] = "乡镇街道" if kind == "township" else "本级"
    return Row(code=code, kind=kind, numbers=numbers, **{**names, **state, **said})  # type: ignore[arg-type]


def honest_county(random: Random) -> list[Row]:
    """3 to 40 units: what a unit does at all differs, and its size; the government's office is often the largest."""
    units = random.randint(3, 40)
    common = random.sample(INPUTS, random.randint(8, 40))
    rows = []
    for number in range(units):
        kind = "government" if number == 0 else random.choice(("department", "township"))
        size = random.lognormvariate(2 if kind == "government" else 1, 1)
        own = random.sample(common, random.randint(1, max(2, len(common) * 2 // 3))) + random.sample(INPUTS, 3)
        numbers: dict[str, Number] = {field.id: int(random.expovariate(1) * size) for field in own}
        rows.append(row(number, kind, numbers))
    return rows


def wide_county(random: Random) -> list[Row]:
    """A county that has figures in at least ten columns beside the government's own."""
    while True:
        rows = honest_county(random)
        filled = {field for each in rows[1:] for field, number in each.numbers.items() if number}
        units = sum(any(each.numbers.values()) for each in rows[1:])
        if len(filled) >= LEAST_COLUMNS and units > 1:
            return rows


def sums(rows: list[Row]) -> dict[str, Number]:
    """The sum of some rows."""
    total: dict[str, Number] = {}
    for each in rows:
        for field, number in each.numbers.items():
            total[field] = total.get(field, 0) + (number or 0)
    return total


def test_no_honest_county_is_accused() -> None:
    """A thousand random counties: not one unit is told to hold others', nor two to say the same."""
    accused = [
        (seed, each.row.name)
        for seed in range(COUNTIES)
        for each in holding_others(honest_county(Random(seed)), FORM)  # noqa: S311
    ]
    assert accused == []
    assert not any(list(same_figures(honest_county(Random(seed)), FORM)) for seed in range(0, COUNTIES, 10))  # noqa: S311


def test_whoever_hands_in_the_sum_of_the_others_is_told() -> None:
    """Hundreds more: the government's office says the sum of all others, and nobody else is accused."""
    for seed in range(PLANTED):
        rows = wide_county(Random(seed))  # noqa: S311
        rows[0] = replace(rows[0], numbers=sums(rows[1:]))
        [found] = holding_others(rows, FORM)
        assert (found.row.code, int(found.rest)) == ("00U", 0)
        assert found.equal == found.columns >= LEAST_COLUMNS


def test_whoever_adds_its_own_to_the_sum_is_told() -> None:
    """The others' sum and a remainder in some columns, as an office has it that kept the county's file."""
    for seed in range(PLANTED):
        rows = wide_county(Random(seed))  # noqa: S311
        others = sums(rows[1:])
        filled = sorted(field for field, number in others.items() if number)
        kept = Random(seed).sample(filled, len(filled) // 2)  # noqa: S311
        own = replace(rows[0], numbers={field: rows[0].numbers.get(field, 0) for field in kept})
        rows[0] = replace(own, numbers=sums([own, *rows[1:]]))
        assert [each.row.code for each in holding_others(rows, FORM)] == ["00U"], seed


def test_the_sum_of_one_tier_is_told() -> None:
    """An office that took the townships' figures in, or those of the departments alone."""
    for seed in range(PLANTED):
        rows = wide_county(Random(seed))  # noqa: S311
        for tier in ("本级", "乡镇街道"):
            members = [each for each in rows[1:] if each.tier == tier and any(each.numbers.values())]
            columns = sum(bool(number) for field, number in sums(members).items() if field not in FORM.computed)
            if len(members) > 1 and columns >= LEAST_COLUMNS:
                with_them = [replace(rows[0], numbers=sums(members)), *rows[1:]]
                assert "00U" in [each.row.code for each in holding_others(with_them, FORM)], (seed, tier)


def test_a_text_that_speaks_of_the_whole_county_makes_fewer_columns_tell() -> None:
    """Three columns at least the others' sum: silent by themselves, told with the text."""
    fields = [field.id for field in INPUTS[:3]]
    others = [row(number, "department", dict.fromkeys(fields, number)) for number in (1, 2)]
    office = row(0, "government", dict.fromkeys(fields, 9))
    assert not list(holding_others([office, *others], FORM))
    [found] = holding_others([replace(office, texts=CLAIM), *others], FORM)
    assert (found.claims, found.columns, int(found.rest)) == (True, 3, 18)


def test_a_text_that_speaks_of_the_whole_county_accuses_nobody_by_itself() -> None:
    """A column below the others' sum shows that the figures are its own."""
    first, second, third = (field.id for field in INPUTS[:3])
    others = [row(number, "department", {first: 5, second: 5, third: 5}) for number in (1, 2)]
    office = row(0, "government", {first: 90, second: 90, third: 9}, texts=CLAIM)
    assert not list(holding_others([office, *others], FORM))


@pytest.mark.parametrize(("named", "told_at"), [("甲局招生考试中心", ["00U"]), ("乙局", [])])
def test_a_parent_body_that_holds_its_subordinate_is_told(named: str, told_at: list[str]) -> None:
    """One unit alone is told only where its name stands below the other's: between strangers it is no proof."""
    below = {field.id: number for number, field in enumerate(INPUTS[:12], 1)}
    own = {INPUTS[0].id: 3, INPUTS[20].id: 7}
    above = {field: below.get(field, 0) + own.get(field, 0) for field in {**below, **own}}
    rows = [row(0, "department", above, name="某县甲局"), row(1, "department", below, name=f"某县{named}")]
    assert [each.row.code for each in holding_others(rows, FORM)] == told_at


def test_amounts_are_compared_as_they_add_up() -> None:
    """Decimal amounts beside counts: the sum of three thousandths is a sum."""
    amount = next(field.id for field in INPUTS if field.kind.value == "amount")
    others = [row(n, "department", {**{f.id: n for f in INPUTS[:12]}, amount: Decimal("0.1") * n}) for n in (1, 2, 3)]
    [found] = holding_others([row(0, "government", sums(others)), *others], FORM)
    assert found.equal == found.columns


def test_two_offices_with_the_same_whole_are_both_told() -> None:
    """The double of a return that holds everything hides neither of them."""
    others = [row(n, "department", {field.id: n for field in INPUTS[:12]}) for n in range(2, 7)]
    offices = [row(n, "government", sums(others)) for n in (0, 1)]
    assert [each.row.code for each in holding_others([*offices, *others], FORM)] == ["00U", "01U"]


def test_the_same_figures_under_two_names_are_a_warning() -> None:
    """M41 from ten columns on, not below; each group once."""
    same = {field.id: number for number, field in enumerate(INPUTS[:LEAST_COLUMNS], 1)}
    fewer = dict(list(same.items())[1:])
    [found] = same_figures([row(n, "department", same) for n in range(3)], FORM)
    assert (found.code, found.found, found.severity.value) == ("M41", "3", "warning")
    assert list(same_figures([row(n, "department", fewer) for n in range(3)], FORM)) == []


HELD = {field.id: number for number, field in enumerate(INPUTS[10:24], 2) if not field.id.startswith("requests.c")}


def returns(office: int) -> list[object]:
    """Two units and the government's office, which says its own times so much and the two others' figures."""
    says = [{field: number * times for field, number in HELD.items()} for times in (office, 1, 2)]
    return [whole(code, 0, says=said) for code, said in zip("ABC", says, strict=True)]


def test_a_merge_does_not_count_what_holds_the_others() -> None:
    """The office is sent back with M40, the two others count; by decision it counts and says so."""
    made = ledger(*returns(3))  # type: ignore[arg-type]
    assert [each.code for each in made.rows] == ["B", "C"]
    [found] = told(made, "M40")
    assert "A 单位（A）" in found.message.zh
    assert "其他各单位" in found.message.zh
    assert {unit.code: unit.state.value for unit in made.units}["A"] == "rejected"
    again = ledger(*returns(3), terms=under(included("A")))  # type: ignore[arg-type]
    assert [each.code for each in again.rows] == ["A", "B", "C"]
    assert not told(again, "M40")
    assert "之和" in told(again, "M21")[0].message.zh


def test_a_draft_does_not_count_it_either() -> None:
    """A draft may hold faulty returns; none twice."""
    made = ledger(*returns(3), terms=under(draft=True))  # type: ignore[arg-type]
    assert [each.code for each in made.rows] == ["B", "C"]


def test_honest_returns_are_merged_as_before() -> None:
    """A smaller office than the others together."""
    made = ledger(*returns(2))  # type: ignore[arg-type]
    assert [each.code for each in made.rows] == ["A", "B", "C"]
    assert not told(made, "M40")


def test_a_district_that_holds_the_prefecture_is_told() -> None:
    """Whole areas among the rows are held against each other in the same way."""
    districts = [
        row(n, "county", {field.id: 10 * n + 1 for field in INPUTS[:30]}, tier="县区", name=f"{n} 县")
        for n in (1, 2, 3)
    ]
    whole_area = row(0, "county", sums(districts), tier="县区", name="某市")
    assert [each.row.code for each in holding_others([whole_area, *districts], FORM)] == ["00U"]


def test_units_of_a_district_beside_it_are_told() -> None:
    """A district whose units hand in to the prefecture too: its return is theirs together, by its name."""
    units = [row(n, "department", {field.id: n for field in INPUTS[:12]}, name=f"东岭县{n}局") for n in (1, 2, 3)]
    far = [row(n, "department", {field.id: 50 for field in INPUTS[:20]}, name=f"市{n}局") for n in (4, 5)]
    district = row(0, "county", sums(units), tier="县区", name="东岭县")
    [found] = holding_others([district, *units, *far], FORM)
    assert "东岭县1局" in found.whose.zh


def test_the_roster_has_a_way_out() -> None:
    """A subordinate whose parent the roster names is counted in the parent's return, and nothing is told."""
    below = Unit(code="A1", name="A 单位中心", kind="department", tier="本级", parent="A")
    made = ledger(whole("A", 3), whole("A1", 3), roster=with_unit(below))
    assert not told(made, "M40")
    assert ROSTER.units[0].code in [each.code for each in made.rows]
