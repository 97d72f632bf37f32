"""A merge as plain data and on the terminal: what is in, what is not and why, and where the workbook is."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from xlreport.findings import NOTHING, Finding
from xlreport.forms import Kind
from xlreport.language import Language, Text
from xlreport.layout import Layout
from xlreport.merging import (
    DECISION_NAMES,
    STATE_NAMES,
    Change,
    FileLine,
    Ledger,
    UnitLine,
    UnitState,
    scope_word,
    totals,
)
from xlreport.numbers import Number, shown
from xlreport.outputs import data, terminal

_MERGE = Text("本次汇总", "this consolidation")
_ON_THE_LIST = Text("（都在汇总工作簿的“问题清单”里）", " (all are on 问题清单 of the consolidated workbook)")
_DRAFT = Text("试汇总，不得上报。", "A trial consolidation, not to be reported upward.")


def as_data(ledger: Ledger, digest: str, output: Path, layout: Layout, language: Language) -> dict[str, Any]:
    """Give a merge as plain data, ready for JSON; amounts as strings."""
    return {
        "output": str(output),
        "digest": digest,
        "draft": ledger.draft,
        "year": ledger.year,
        "region": ledger.region,
        "files": [_file(line, language) for line in ledger.files],
        "units": [_unit(unit) for unit in ledger.units],
        "totals": _totals(ledger, layout),
        "findings": [data.located(each, language) for each in ledger.all_findings],
    }


def _file(line: FileLine, language: Language) -> dict[str, Any]:
    return {
        "file": line.file,
        "sha256": line.sha256,
        "decision": line.decision.value,
        "reason": line.reason[language],
        "decided": line.decided,
        "changes": [_change(each) for each in line.changes],
        "unit": {"code": line.code, "name": line.name},
    }


def _unit(unit: UnitLine) -> dict[str, str]:
    return {
        "code": unit.code,
        "name": unit.name,
        "tier": unit.tier,
        "parent": unit.parent,
        "state": unit.state.value,
        "reason": unit.reason,
        "file": unit.file,
    }


def _totals(ledger: Ledger, layout: Layout) -> dict[str, Any]:
    """Give by field the sum of each scope, under the scope's printed word."""
    sums = totals(ledger.rows, layout.form)
    return {
        field.id: {
            scope_word(scope, ledger.level(layout.form.units)): _figure(by_field[field.id], field.kind)
            for scope, by_field in sums.items()
        }
        for field in layout.form.numbers
    }


def _change(change: Change) -> dict[str, str]:
    return {
        "field": change.field,
        "sheet": change.sheet,
        "cell": change.cell,
        "before": change.before,
        "after": change.after,
    }


def _figure(total: Number, kind: Kind) -> int | str:
    return total if isinstance(total, int) and kind is Kind.COUNT else shown(total)


def show(ledger: Ledger, digest: str, output: Path, language: Language) -> None:
    """Say on the terminal what is in, what is not and why, and where the workbook is."""
    out = terminal.console()
    for line in ledger.files:
        plain = line.reason in {NOTHING, DECISION_NAMES[line.decision]}
        detail = "" if plain else f"  {line.reason[language]}"
        out.print(f"{DECISION_NAMES[line.decision][language]}  {line.file}{detail}", markup=False)
    said = {line.reason for line in ledger.files}
    others = (each for each in ledger.findings if each.message not in said)
    terminal.show_findings(out, [_located(each, language) for each in others], language, rest=_ON_THE_LIST)
    if ledger.draft:
        out.print(_DRAFT[language], markup=False)
    out.print(summary(ledger)[language], markup=False)
    out.print(f"{output}  {Text('汇总指纹', 'fingerprint')[language]} {digest}", markup=False)


def _located(finding: Finding, language: Language) -> Finding:
    """Name the file in the finding's heading: here each may speak of another one, or of the merge as a whole."""
    return replace(finding, sheet=finding.file or _MERGE[language])


def summary(ledger: Ledger) -> Text:
    """Count the units by how they stand."""
    counts = {state: sum(1 for unit in ledger.units if unit.state is state) for state in STATE_NAMES}
    outside = counts.pop(UnitState.OUT_OF_SCOPE)
    due = [(STATE_NAMES[state], count) for state, count in counts.items() if count]
    return Text(
        f"应纳入 {sum(counts.values())} 个：{'、'.join(f'{name.zh} {count}' for name, count in due)}"
        + (f"；另有不纳入 {outside}。" if outside else "。"),
        f"{sum(counts.values())} in scope: {', '.join(f'{name.en} {count}' for name, count in due)}"
        + (f"; {outside} more out of scope." if outside else "."),
    )
