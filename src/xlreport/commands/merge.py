"""`xlreport merge`: an inbox to one consolidated workbook, and what was left out and why."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any

import typer

from xlreport.background import Background
from xlreport.commands.options import (
    BLOCKED,
    CLEAN,
    DEFAULT_FORM,
    FormOption,
    JsonOption,
    Lang,
    LangOption,
    progress,
)
from xlreport.commands.round_folder import read_roster_file, roster_beside, round_beside
from xlreport.errors import XlreportError
from xlreport.forms import Kind, load_form
from xlreport.intake import receive
from xlreport.language import Language, Text
from xlreport.layout import Layout, plan
from xlreport.merging import (
    DECISION_NAMES,
    STATE_NAMES,
    Decision,
    Ledger,
    UnitState,
    assemble,
    consolidated,
    scan,
    totals,
)
from xlreport.numbers import Number, shown
from xlreport.outputs import data, terminal
from xlreport.rounds import INBOX, read_key, read_register, read_settings, round_of
from xlreport.storage import replace_file
from xlreport.submissions import Return

Track = Callable[[Iterable[tuple[str, Path]]], Iterable[tuple[str, Path]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """A finished merge: the workbook's bytes and digest, and the ledger it rests on."""

    ledger: Ledger
    content: bytes
    digest: str


def merge(
    inbox: Annotated[
        list[Path], typer.Argument(help="收件文件夹或文件 · folders or files with the returns", exists=True)
    ],
    output: Annotated[Path, typer.Option("-o", "--output", help="汇总工作簿 · the consolidated workbook")],
    *,
    roster: Annotated[
        Path | None, typer.Option(help="名册 (CSV) · the roster; a round's own is found", exists=True, dir_okay=False)
    ] = None,
    year: Annotated[int | None, typer.Option(help="报告年度 · the report year")] = None,
    region: Annotated[str, typer.Option(help="地区 · the region")] = "",
    form: FormOption = "",
    as_json: JsonOption = False,
    lang: LangOption = Lang.zh,
) -> None:
    """汇总 · Merge returns into one workbook. Exit 0: all in, 1: something left out or wrong, 2: could not work."""
    folder = round_beside(inbox_folders(inbox))
    layout = plan(load_form(form or (read_settings(folder).form if folder else DEFAULT_FORM)))
    with progress() as bar:
        merged = run(
            inbox,
            output,
            layout,
            roster=roster,
            year=str(year or ""),
            region=region,
            track=lambda files: bar.track(list(files), description="汇总 merge"),
        )
    if as_json:
        typer.echo(data.printed(as_data(merged, output, layout, lang.language)))
    else:
        show(merged, output, lang.language)
    raise typer.Exit(CLEAN if merged.ledger.is_whole else BLOCKED)


def run(
    inbox: Iterable[Path],
    output: Path,
    layout: Layout,
    *,
    roster: Path | None = None,
    year: str = "",
    region: str = "",
    track: Track = list,
) -> Merged:
    """Merge the inbox and write the consolidated workbook; raises XlreportError when it cannot be done.

    Where the inbox belongs to a round, its settings, roster, issue register and key are used.
    """
    places = inbox_folders(inbox)
    folder = round_beside(places)
    settings = read_settings(folder) if folder else None
    key = read_key(folder) if folder else b""
    found = scan(places, output)
    units = read_roster_file(roster) if roster else roster_beside(folder)
    if not found.files and units is None:
        raise XlreportError(f"{'、'.join(map(str, places))}: 没有可汇总的 .xlsx 文件 (no .xlsx file to merge)")
    returns = [taken_in(name, path, layout, key) for name, path in track(found.files)]
    ledger = assemble(
        returns,
        layout=layout,
        roster=units,
        register=read_register(folder) if folder else None,
        skipped=found.skipped,
        year=year or (str(settings.year) if settings else ""),
        region=region or (settings.region if settings else ""),
    )
    content, digest = consolidated(ledger, layout)
    replace_file(output, content)
    return Merged(ledger=ledger, content=content, digest=digest)


def taken_in(name: str, path: Path, layout: Layout, key: bytes = b"") -> Return:
    """Take one file in under its name within the inbox; `key` is the round's, where it signs."""
    received = receive(path, layout, Background(key=key))
    findings = tuple(replace(finding, file=name) for finding in received.findings)
    return replace(received, file=name, findings=findings)


def inbox_folders(given: Iterable[Path]) -> list[Path]:
    """Give the places to scan: of a round's own folder its `inbox`, of anything else itself."""
    return [path / INBOX if _is_round(path) else path for path in given]


def _is_round(path: Path) -> bool:
    return path.is_dir() and round_of(path) == path and (path / INBOX).is_dir()


def as_data(merged: Merged, output: Path, layout: Layout, language: Language) -> dict[str, Any]:
    """Give a merge as plain data, ready for JSON; amounts as strings."""
    ledger = merged.ledger
    sums = totals(ledger.rows, layout.form)
    return {
        "output": str(output),
        "digest": merged.digest,
        "year": ledger.year,
        "region": ledger.region,
        "files": [
            {
                "file": line.file,
                "sha256": line.sha256,
                "decision": line.decision.value,
                "reason": line.reason[language],
                "unit": {"code": line.code, "name": line.name},
            }
            for line in ledger.files
        ],
        "units": [
            {"code": unit.code, "name": unit.name, "tier": unit.tier, "state": unit.state.value, "file": unit.file}
            for unit in ledger.units
        ],
        "totals": {
            field.id: {scope: _figure(by_field[field.id], field.kind) for scope, by_field in sums.items()}
            for field in layout.form.numbers
        },
        "findings": [{"file": each.file, **data.finding(each, language)} for each in ledger.all_findings],
    }


def _figure(total: Number, kind: Kind) -> int | str:
    return total if isinstance(total, int) and kind is Kind.COUNT else shown(total)


def show(merged: Merged, output: Path, language: Language) -> None:
    """Say on the terminal what is in, what is not and why, and where the workbook is."""
    out, ledger = terminal.console(), merged.ledger
    for line in ledger.files:
        detail = "" if line.decision is Decision.COUNTED else f"  {line.reason[language]}"
        out.print(f"{DECISION_NAMES[line.decision][language]}  {line.file}{detail}", markup=False)
    rest = [each for each in ledger.findings if each.code in {"M01", "M02"}]
    terminal.show_findings(out, rest, language)
    out.print(_summary(ledger)[language], markup=False)
    digest = Text("校验码", "digest")[language]
    out.print(f"{output}  {digest} {merged.digest}", markup=False)


def _summary(ledger: Ledger) -> Text:
    counts = [(name, sum(1 for unit in ledger.units if unit.state is state)) for state, name in STATE_NAMES.items()]
    due = sum(1 for unit in ledger.units if unit.state is not UnitState.OUT_OF_SCOPE)
    return Text(
        f"应纳入 {due} 个单位：" + "，".join(f"{name.zh} {count}" for name, count in counts if count),
        f"{due} units in scope: " + ", ".join(f"{name.en} {count}" for name, count in counts if count),
    )
