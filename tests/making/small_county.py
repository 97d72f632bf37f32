"""A small county of a small form, merged once: the consolidated workbook that manipulations are tried on."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from small_form import SMALL_FORM, small_form
from xlreport.layout import Layout, plan
from xlreport.manifest import identity_of, signed
from xlreport.merging.book.book_places import Places, places_of
from xlreport.office.adding_up.consolidation import merge
from xlreport.writing import values_for, write_workbook

_COVER = """[[section.block]]
items = [
  { id = "unit_code", label = "代码", kind = "line", issued = true },
  { id = "region", label = "地区", kind = "line", issued = true },
  { id = "year", label = "年度", kind = "year", issued = true },
"""
_CHARTS = """
[[chart]]
title = "各馆借出"
units = "loans.total.lent"

[[chart]]
title = "去向"
bars = [
  { label = "归还", sums = ["loans.total.returned"] },
  { label = "遗失", sums = ["loans.total.lost"] },
]
"""
_UNIT_KINDS = """
[units]
own = "本级"
level = [{ below = "乡镇街道", whole = { zh = "全县", en = "the whole county" } }]
kind = [
  { id = "department", label = "部门", tier = "本级" },
  { id = "township", label = "乡镇", tier = "乡镇街道" },
]
"""
TEXT = (
    SMALL_FORM.replace('id = "front"', 'id = "cover"').replace("[[section.block]]\nitems = [\n", _COVER, 1)
    + _CHARTS
    + _UNIT_KINDS
)
ROSTER = """code,name,kind,tier
A,A 馆,department,本级
B,B 馆,township,乡镇街道
C,C 馆,township,乡镇街道
"""
UNITS = (("A", 1), ("B", 4), ("C", 7))


@dataclass(frozen=True, slots=True, kw_only=True)
class SmallCounty:
    """The consolidated workbook's bytes, where everything stands in it, and its layout."""

    book: bytes
    at: Places
    layout: Layout


def small_county(folder: Path, units: Sequence[tuple[str, int]] = UNITS) -> SmallCounty:
    """Write, hand in and merge three returns: no relation is broken, a column has zeros, one an amount of fractions."""
    layout = plan(small_form(folder, TEXT))
    inbox = folder / "inbox"
    inbox.mkdir()
    for code, number in units:
        (inbox / f"{code}.xlsx").write_bytes(answered(layout, code, number))
    (folder / "roster.csv").write_text(ROSTER, encoding="utf-8")
    made = merge([inbox], folder / "汇总.xlsx", layout, roster=folder / "roster.csv")
    return SmallCounty(book=made.output.read_bytes(), at=places_of(made.ledger, layout), layout=layout)


def answered(layout: Layout, code: str, number: int, key: bytes = b"") -> bytes:
    """The return of a unit, in a workbook signed by a round's key where it has one."""
    said = {
        "loans.blank_is_zero": True,
        "loans.books.lent": number,
        "loans.books.returned": number - 1,
        "loans.films.lent": 411 * number,
        "loans.films.paid": Decimal(number) / 8,
        "story.lost_told": 0,
        "story.text": f"{code} 馆照常开放。",
    }
    identity = identity_of(layout, unit_code=code, unit_name=f"{code} 馆", region="某县", year="2025")
    issued = signed(identity, key) if key else identity
    return write_workbook(layout, issued, values_for(layout.form, said))
