"""A government's own report drafted by `xlreport fill`: what is written, and what the office is told about it.

Last year's figures are compared, never brought into line.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from xlreport.commands.options import BLOCKED, CLEAN
from xlreport.commands.sealed_source import code_of, read_sealed, refuse_a_unit_of_it, scope_named
from xlreport.errors import AnswersError, XlreportError
from xlreport.findings import Finding, Severity, blocking
from xlreport.forms import load_draft
from xlreport.intake import receive
from xlreport.issuing import OwnReport, last_year, own_report
from xlreport.issuing.ledgers import SealedBook
from xlreport.language import Language, Text
from xlreport.layout import Layout
from xlreport.merging import STATE_NAMES, UnitState
from xlreport.numbers import Number
from xlreport.outputs import terminal
from xlreport.rounds import Unit
from xlreport.submissions import Submission
from xlreport.writing import poured, write_workbook

_YEAR_BEFORE, _TABLES = "X", "T"
"""Findings against last year are all told, of those on the tables the errors. The text is still a draft."""


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
    chosen = scope_named(scope, book)
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
    unit = Unit(code=code, name="", kind="government", tier="")
    known = last_year(previous, layout, int(year) - 1, [unit])
    return dict(known.figures.get(code, {})), known.findings


def show(made: Drafted, output: Path, layout: Layout, language: Language) -> int:
    """Say what is in the report and what does not fit; give the exit code."""
    out = terminal.console()
    for line in _coverage(made):
        out.print(line[language], markup=False)
    told = (*made.findings, *(each for each in receive(output, layout).findings if _is_told(each)))
    terminal.show_findings(out, told, language)
    whole = made.book.ledger.is_whole and not made.report.left_out
    return CLEAN if whole and not blocking(told) else BLOCKED


def _is_told(finding: Finding) -> bool:
    broken = finding.code.startswith(_TABLES) and finding.severity is Severity.ERROR
    return broken or finding.code.startswith(_YEAR_BEFORE)


def _coverage(made: Drafted) -> Iterator[Text]:
    counted, left_out = made.report.counted, made.report.left_out
    due = len(counted) + len(left_out)
    yield Text(
        f"应纳入 {due} 个单位，数字取自其中 {len(counted)} 个。",
        f"{due} units are due; the figures are those of {len(counted)}.",
    )
    for unit in left_out:
        state = _FLAGGED_OUT if unit.state is UnitState.IN else STATE_NAMES[unit.state]
        yield Text(f"没有计入：{unit.name}（{state.zh}）", f"left out: {unit.name} ({state.en})")
    if made.book.ledger.draft:
        yield Text("汇总工作簿是试汇总，其中可能有错误的报送件。", "The consolidated workbook is a trial.")
    elif not made.book.ledger.is_whole:
        yield Text("汇总时有文件或单位没有计入，见“报送情况”。", "The merge left something out; see 报送情况.")
    yield Text(
        "文字是按数字起草的，请逐段核改，再删去【初稿…】标记；未删除标记的，检查时予以警告。",
        "The text was drafted from the figures: revise each paragraph, then delete its mark 【初稿…】; validate warns "
        "of marks that are left.",
    )


_FLAGGED_OUT = Text("“明细”中标为不计入", "flagged out in 明细")
