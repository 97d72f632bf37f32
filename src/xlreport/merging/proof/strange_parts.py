"""What the container of a consolidated workbook holds that programs could read in two ways. Opens no library."""

from collections.abc import Iterator

from xlreport.findings import Finding, Where, found_by
from xlreport.merging.proof.attached import attached, remarks
from xlreport.merging.proof.package import Package
from xlreport.merging.proof.raw_cells import Oddity, RawSheet, alternatives
from xlreport.rules import rule

_WORKBOOK = b"sheetMain"
_MOST_NAMED = 5


def strange_parts(package: Package) -> Iterator[Finding]:
    """V36, V44, V46: a second workbook, parts that nothing leads to, what is attached."""
    first, *others = package.workbooks
    second = [*others, *(name for name in package.strangers if _is_workbook(package, name))]
    for name in second:
        yield found_by(rule("V36", "workbook"), found=name, expected=first)
    loose = [name for name in package.strangers if name not in second]
    if loose:
        named = "、".join(loose[:_MOST_NAMED])
        yield found_by(rule("V36"), found=named, count=len(loose))
    names = [each.get("name", "").casefold() for each in package.tree(first).iter("sheet")]
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield found_by(rule("V36", "sheet"), Where(sheet=name), found=name)
    yield from attached(package)
    yield from remarks(package)


def _is_workbook(package: Package, name: str) -> bool:
    if not name.casefold().endswith(".xml") or b"<sheets" not in package.parts[name].replace(b":", b"<"):
        return False
    return package.tree(name).tag == "workbook"


def odd_cells(package: Package, sheet: str, raw: RawSheet) -> Iterator[Finding]:
    """V37: tell what a sheet's part writes twice, or where it does not belong."""
    for each in raw.oddities:
        yield _odd(sheet, each)
    for _ in alternatives(package, package.sheets[sheet]):
        yield found_by(rule("V37", "choice"), Where(sheet=sheet, cell="A1"), sheet=sheet)


def _odd(sheet: str, odd: Oddity) -> Finding:
    return found_by(rule("V37", odd.kind), Where(sheet=sheet, cell=odd.cell), sheet=sheet, found=odd.found)
