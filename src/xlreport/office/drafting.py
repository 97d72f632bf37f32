"""A government's own report drafted from a consolidated workbook: its bytes, and what of last year could not be used.

Last year's figures are compared, never brought into line.
"""

from dataclasses import dataclass
from pathlib import Path

from xlreport.errors import AnswersError, XlreportError
from xlreport.findings import Finding
from xlreport.forms import load_draft
from xlreport.layout import Layout
from xlreport.numbers import Number
from xlreport.office.own_report import OwnReport, own_report
from xlreport.office.previous_year import last_year
from xlreport.office.sealed_books import SealedBook
from xlreport.office.sealed_source import code_of, read_sealed, refuse_a_unit_of_it, scope_named
from xlreport.rounds import Unit
from xlreport.submissions import Submission
from xlreport.writing import poured, write_workbook


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    """A drafted report: the workbook's bytes, what is in it, and what could not be used of last year."""

    content: bytes
    report: OwnReport
    book: SealedBook
    findings: tuple[Finding, ...]


def drafted(layout: Layout, blank: Submission, source: Path, *, scope: str, previous: Path | None) -> Drafted:
    """Draft the report of the unit whose blank workbook it is; raises XlreportError when something does not fit."""
    book = read_sealed(source, layout)
    chosen = scope_named(scope, book, layout.form.units)
    refuse_a_unit_of_it(blank, book)
    shown, findings = _last_year(layout, code_of(blank), book.ledger.year, previous) if previous else ({}, ())
    try:
        report = own_report(book, layout, load_draft(layout.form), chosen)
        values = poured(poured(blank.entered(), report.values), shown)
    except AnswersError as error:
        raise AnswersError(f"{source.name} → {blank.file}:\n{error}") from error
    content = write_workbook(layout, blank.identity, values)
    return Drafted(content=content, report=report, book=book, findings=findings)


def _last_year(layout: Layout, code: str, year: str, previous: Path) -> tuple[dict[str, Number], tuple[Finding, ...]]:
    """Give last year's figures that the form shows, by the id of the field that shows them."""
    if not code or not year.isdecimal():
        raise XlreportError(
            "--previous 要求空白表有单位代码、汇总有年度 (needs a unit code in the blank and a year in the merge)"
        )
    unit = Unit(code=code, name="", kind="", tier="")
    known = last_year(previous, layout, int(year) - 1, [unit])
    return dict(known.figures.get(code, {})), known.findings
