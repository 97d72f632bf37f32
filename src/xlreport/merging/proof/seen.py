"""What a person sees of a consolidated workbook, against the same one written anew. Looks at changed sheets only."""

from collections.abc import Iterator

from xlreport.findings import Finding, Where, found_by
from xlreport.merging.proof.both import Both
from xlreport.merging.proof.chart_labels import changed_labels
from xlreport.merging.proof.conditional import conditional
from xlreport.merging.proof.covered import covered
from xlreport.merging.proof.package import Package
from xlreport.merging.proof.printing import printed
from xlreport.merging.proof.raw_cells import raw_sheet, shared_runs
from xlreport.merging.proof.strange_parts import odd_cells
from xlreport.merging.proof.visible import changed_looks
from xlreport.rules import rule


def seen_otherwise(both: Both) -> Iterator[Finding]:
    """Tell everything that makes a person see something else than the workbook holds, or not see it."""
    package = both.found.package
    shared = shared_runs(package)
    parts = {name: package.sheets[name] for name, _, _ in both.sheets if name in package.sheets}
    raw = {name: raw_sheet(package, part, shared) for name, part in parts.items()}
    for name, each in raw.items():
        yield from odd_cells(package, name, each)
    yield from changed_looks(both, raw)
    yield from covered(both)
    yield from conditional(both)
    yield from printed(both)
    yield from changed_labels(both)
    yield from _of_the_whole(package)


def _of_the_whole(package: Package) -> Iterator[Finding]:
    """V38, V39: tell settings of the whole workbook that show other numbers, or nothing."""
    workbook = package.tree(package.workbooks[0])
    for each in workbook.iter("calcPr"):
        if each.get("fullPrecision") in {"0", "false"}:
            yield found_by(rule("V38", "precision"), Where(), found="fullPrecision")
    for each in workbook.iter("workbookView"):
        hidden = each.get("visibility", "visible") != "visible"
        if hidden or each.get("showSheetTabs") in {"0", "false"}:
            yield found_by(rule("V39", "window"), Where(), found="visibility" if hidden else "showSheetTabs")
