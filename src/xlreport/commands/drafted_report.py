"""What `xlreport fill` tells the office about a government's own report that it has drafted."""

from collections.abc import Iterator

from xlreport.commands.options import BLOCKED, CLEAN
from xlreport.findings import Finding, blocking
from xlreport.language import Language, Text
from xlreport.merging import STATE_NAMES, UnitState
from xlreport.office.own_report import Drafted
from xlreport.outputs import terminal


def show(made: Drafted, findings: tuple[Finding, ...], language: Language) -> int:
    """Say what is in the report and what does not fit; give the exit code."""
    out = terminal.console()
    for line in _coverage(made):
        out.print(line[language], markup=False)
    terminal.show_findings(out, findings, language)
    return CLEAN if made.whole and not blocking(findings) else BLOCKED


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
        yield Text("汇总时有文件或单位没有计入，见“报送情况”。", "The consolidation left something out; see 报送情况.")
    yield Text(
        "文字是按数字起草的，请逐段核改，再删去【初稿…】标记；未删除标记的，检查时予以警告。",
        "The text was drafted from the figures: revise each paragraph, then delete its mark 【初稿…】; validate warns "
        "of marks that are left.",
    )


_FLAGGED_OUT = Text("“明细”中标为不计入", "flagged out in 明细")
