"""Random counties of 60 units, added up again by a script that shares nothing with xlreport."""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest

from recomputing import added_up, plain
from small_county import TEXT
from small_form import small_form
from xlreport.forms import Form, Kind, load_form
from xlreport.layout import Layout, plan
from xlreport.manifest import identity_of
from xlreport.merging.book.book_places import places_of
from xlreport.office.adding_up.consolidation import merge
from xlreport.office.adding_up.verification import verify
from xlreport.rounds import SCOPES, WHOLE
from xlreport.submissions import Value
from xlreport.writing import values_for, write_workbook

UNITS, TOWNS = 60, 20


def figures(form: Form, random: Random) -> Mapping[str, Value]:
    """Random figures in half of the inputs; amounts with four decimals."""
    said: dict[str, Value] = {each.blank_is_zero.id: True for each in form.sections if each.blank_is_zero}
    for field in form.numbers:
        if field.id not in form.computed and random.random() < 0.5:
            amount = field.kind is Kind.AMOUNT
            said[field.id] = Decimal(random.randrange(10**8)).scaleb(-4) if amount else random.randrange(10_000)
    return said


def county(folder: Path, layout: Layout, random: Random) -> dict[str, bytes]:
    """Write 60 returns and the roster, and give the returns by unit."""
    inbox = folder / "inbox"
    inbox.mkdir()
    lines, returns = ["code,name,kind,tier"], {}
    for number in range(UNITS):
        code, is_town = f"U{number:02}", number < TOWNS
        kind, tier = ("township", "乡镇街道") if is_town else ("department", "本级")
        lines.append(f"{code},{code} 单位,{kind},{tier}")
        said = {"cover.unit_kind": kind, "cover.submitted_on": "2026-01-10", **figures(layout.form, random)}
        said = {field: value for field, value in said.items() if field in layout.form.fields}
        identity = identity_of(
            layout, unit_code=code, unit_name=f"{code} 单位", unit_kind=kind, region="某县", year="2025"
        )
        returns[code] = write_workbook(layout, identity, values_for(layout.form, said))
        (inbox / f"{code}.xlsx").write_bytes(returns[code])
    (folder / "roster.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return returns


@pytest.mark.parametrize("seed", [1, 2, "the form itself"])
def test_a_random_county_is_what_a_script_adds_up(seed: int | str, tmp_path: Path) -> None:
    """Every input of every scope: the whole, the own level, the townships; and verify proves it."""
    layout = plan(load_form() if isinstance(seed, str) else small_form(tmp_path, TEXT))
    returns = county(tmp_path, layout, Random(seed))  # noqa: S311
    made = merge([tmp_path / "inbox"], tmp_path / "汇总.xlsx", layout, roster=tmp_path / "roster.csv", draft=True)
    at, book = places_of(made.ledger, layout), plain(made.output.read_bytes())
    fields = [field.id for field in layout.form.numbers if field.id not in layout.form.computed]
    towns = {f"U{number:02}" for number in range(TOWNS)}
    members = {WHOLE: returns.keys(), SCOPES[1]: returns.keys() - towns, SCOPES[2]: towns}
    assert len(made.ledger.rows) == UNITS
    for scope, codes in members.items():
        expected = added_up([returns[code] for code in sorted(codes)], fields)
        places = {field: at.totals[scope, field] for field in fields}
        shown = {field: book.number(place.sheet, str(place.cell)) for field, place in places.items()}
        assert {field: round(number, 4) for field, number in shown.items()} == expected
    assert verify(made.output, [tmp_path / "inbox"], layout).state == "proven"
