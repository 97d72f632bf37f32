"""`xlreport status`: who has handed in, who is late, what to ask of whom."""

from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from xlreport.commands.merge import ledger_of
from xlreport.commands.options import BLOCKED, CLEAN, JsonOption, Lang, LangOption, progress
from xlreport.commands.round_folder import open_round
from xlreport.commands.round_terms import round_terms
from xlreport.language import Language, Text
from xlreport.merging import STATE_NAMES, Standing, UnitState, scan, standings
from xlreport.outputs import data, terminal
from xlreport.outputs.standings import HEADERS, as_data, row, workbook
from xlreport.rounds import INBOX, Register
from xlreport.storage import replace_file


def status(
    folder: Annotated[Path, typer.Argument(help="批次文件夹 · the round's folder", file_okay=False)] = Path(),
    *,
    today: Annotated[
        datetime | None,
        typer.Option("--on", formats=["%Y-%m-%d"], help="按哪一天算逾期 · the day to judge lateness by"),
    ] = None,
    xlsx: Annotated[Path | None, typer.Option(help="另存为工作簿 · write a workbook as well", dir_okay=False)] = None,
    as_json: JsonOption = False,
    lang: LangOption = Lang.zh,
) -> None:
    """上报情况：谁已报、谁逾期、要谁做什么 · Who handed in, who is late. Exit 1 while something is to be asked."""
    found = stand(folder, today.date() if today else date.today())  # noqa: DTZ011  # the office's own day
    language = lang.language
    if xlsx:
        replace_file(xlsx, workbook(found, Text(f"{folder.resolve().name} 上报情况", "status")[language], language))
    if as_json:
        typer.echo(data.printed({"units": as_data(found, language), "summary": _counts(found)}))
    else:
        show(found, language)
    raise typer.Exit(BLOCKED if any(each.open for each in found) else CLEAN)


def stand(folder: Path, today: date) -> tuple[Standing, ...]:
    """Give the standing of every unit in a round; raises XlreportError when the round's files cannot be read."""
    opened = open_round(folder)
    known, inbox = round_terms(folder, opened.layout), scan([folder / INBOX])
    with progress() as bar:
        ledger = ledger_of(
            inbox, known, opened.layout, track=lambda files: bar.track(list(files), description="读取 read")
        )
    return standings(ledger, known.register or Register(), opened.settings, today)


def _counts(found: tuple[Standing, ...]) -> dict[str, int]:
    states = {state.value: sum(1 for each in found if each.state is state) for state in UnitState}
    return {**states, "late": sum(1 for each in found if each.late)}


def show(found: tuple[Standing, ...], language: Language) -> None:
    """Print one line per unit and one that counts."""
    out = terminal.console()
    if out.is_terminal:
        table = Table(*(header[language] for header in HEADERS))
        for each in found:
            table.add_row(*row(each, language), style="" if not each.open else "yellow")
        out.print(table)
    else:
        for each in found:
            typer.echo("\t".join(row(each, language)))
    names = {state.value: name for state, name in STATE_NAMES.items()} | {"late": Text("逾期", "late")}
    counts = ((names[name][language], count) for name, count in _counts(found).items() if count)
    out.print(Text("，", ", ")[language].join(f"{name} {count}" for name, count in counts), markup=False)
