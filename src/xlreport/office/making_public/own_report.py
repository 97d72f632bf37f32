"""A government's own report, drafted from a consolidated workbook.

The tables are the sums, the text is still to be revised. What counts is what the flags of 明细 say now. A cell that no
unit gave a figure for stays blank. Last year's figures are compared, never brought into line.
"""

from collections.abc import Mapping
from pathlib import Path

from xlreport.errors import AnswersError, XlreportError
from xlreport.figures import Figures
from xlreport.findings import Finding, Severity
from xlreport.forms import Form
from xlreport.forms.drafts import Draft, load_draft
from xlreport.language import either
from xlreport.layout import Layout
from xlreport.merging import Row, UnitLine, UnitState
from xlreport.merging.scope_totals import belongs
from xlreport.numbers import Number, exact
from xlreport.office.taking_in.area_sums import added, typed
from xlreport.office.taking_in.intake import receive
from xlreport.office.taking_in.previous_year import last_year
from xlreport.office.taking_in.sealed_books import SealedBook, code_of, read_sealed, refuse_a_unit_of_it, scope_named
from xlreport.plain_records import dataclass
from xlreport.rounds import WHOLE, Unit
from xlreport.submissions import Submission, Value
from xlreport.writing import Summed, narrative, poured, values_for, write_workbook

_YEAR_BEFORE, _TABLES = "X", "T"
"""Families of rules: those against last year, those on the tables."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnReport:
    """The values of the report by field id, the units that are in it, and those that should be and are not."""

    values: Mapping[str, Value]
    counted: tuple[Row, ...]
    left_out: tuple[UnitLine, ...]


def own_report(book: SealedBook, layout: Layout, draft: Draft, scope: str = WHOLE) -> OwnReport:
    """Add up the rows of a scope that count; raises AnswersError naming a sum that no cell of the form can hold."""
    counted = tuple(row for row in book.counted if belongs(row.tier, scope, layout.form))
    codes = {row.code for row in counted}
    left_out = tuple(unit for unit in book.ledger.units if _is_due(unit, scope, layout.form) and unit.code not in codes)
    given = [typed(row, layout.form) for row in counted]
    sums = added(given, layout.form)
    summed = Summed(figures=Figures(form=layout.form, numbers=sums), given=given, due=len(counted) + len(left_out))
    roles = layout.form.roles
    cover = {roles.field("year"): exact(book.ledger.year), roles.field("region"): book.ledger.region}
    known = {field: value for field, value in cover.items() if value and field in layout.form.fields}
    return OwnReport(
        values=values_for(layout.form, {**known, **sums, **narrative(draft, summed)}),
        counted=counted,
        left_out=left_out,
    )


def _is_due(unit: UnitLine, scope: str, form: Form) -> bool:
    """Tell whether a unit hands in for itself within the scope."""
    return unit.state is not UnitState.OUT_OF_SCOPE and not unit.parent and belongs(unit.tier, scope, form)


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    """A drafted report: the workbook's bytes, what is in it, and what could not be used of last year."""

    content: bytes
    report: OwnReport
    book: SealedBook
    findings: tuple[Finding, ...]

    @property
    def whole(self) -> bool:
        """Tell whether no unit that is due was left out, by the merge or by a flag of 明细."""
        return self.book.ledger.is_whole and not self.report.left_out


def drafted(layout: Layout, blank: Submission, source: Path, *, scope: str, previous: Path | None) -> Drafted:
    """Draft the report of the unit whose blank workbook it is; raises XlreportError when something does not fit."""
    book = read_sealed(source, layout)
    chosen = scope_named(scope, book, layout.form.units)
    refuse_a_unit_of_it(blank, book)
    shown, findings = _last_year(layout, code_of(blank), book.ledger.year, previous) if previous else ({}, ())
    try:
        report = own_report(book, layout, load_draft(layout.form), chosen)
        values = poured(layout, poured(layout, blank.entered(), report.values), shown)
    except AnswersError as error:
        raise AnswersError(f"{source.name} → {blank.file}:\n{error.message}") from error
    content = write_workbook(layout, blank.identity, values)
    return Drafted(content=content, report=report, book=book, findings=findings)


def findings_of_draft(made: Drafted, written: Path, layout: Layout) -> tuple[Finding, ...]:
    """Give what does not fit in a drafted report as it was written: all against last year, of the tables the errors.

    Its text is still a draft.
    """
    return (*made.findings, *(each for each in receive(written, layout).findings if _is_told(each)))


def _is_told(finding: Finding) -> bool:
    broken = finding.code.startswith(_TABLES) and finding.severity is Severity.ERROR
    return broken or finding.code.startswith(_YEAR_BEFORE)


def _last_year(layout: Layout, code: str, year: str, previous: Path) -> tuple[dict[str, Number], tuple[Finding, ...]]:
    """Give last year's figures that the form shows, by the id of the field that shows them."""
    if not code or not year.isdecimal():
        raise XlreportError(
            either(
                "--previous 要求空白表有单位代码、汇总有年度",
                "--previous needs a unit code in the blank workbook and a year in the consolidated one",
            )
        )
    unit = Unit(code=code, name="", kind="", tier="")
    known = last_year(previous, layout, int(year) - 1, [unit])
    return dict(known.figures.get(code, {})), known.findings
