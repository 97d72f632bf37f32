"""`xlreport status`: who has handed in, who is late, what to ask of whom, and which files are nobody's."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich import box
from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table

from xlreport.commands import next_steps
from xlreport.commands.options import (
    BLOCKED,
    CLEAN,
    Engine,
    EngineOption,
    ForceOption,
    JobsOption,
    JsonOption,
    Lang,
    LangOption,
    SchedulerOption,
    crew_of,
    progress,
    say_data,
)
from xlreport.escapes import visible_line
from xlreport.language import Language, Text
from xlreport.merging import LATENESS_NAMES, STATE_NAMES, Lateness, UnitState, UnitStatus
from xlreport.office.adding_up.round_status import RoundStatus, status_of
from xlreport.office.round_folder import round_files
from xlreport.outputs import data, terminal
from xlreport.outputs.unit_statuses import HEADERS, STRAYS, as_data, grade, row, stray_row, strays_as_data, workbook
from xlreport.rounds import WAIVERS_FILE
from xlreport.storage import Guard, Purpose

_COLUMNS = (
    (Text("单位", "unit"), True),
    (Text("下发", "issued"), False),
    (Text("收到", "in"), False),
    (Text("状态", "state"), False),
    (Text("文件", "file"), True),
    (Text("错误", "errors"), False),
    (Text("警告", "warnings"), False),
    (Text("报送", "submitted"), False),
    (Text("保存", "saved"), False),
    (Text("逾期", "late"), False),
)
"""The columns of the table on a terminal, and whether a narrow terminal may break their lines."""
_BOOK = Purpose(name="status", ending=".xlsx")


def status(
    folder: Annotated[Path, typer.Argument(help="批次文件夹 · the round's folder", file_okay=False)] = Path(),
    *,
    today: Annotated[
        datetime | None,
        typer.Option("--on", formats=["%Y-%m-%d"], help="按哪一天算逾期 · the day to judge lateness by"),
    ] = None,
    xlsx: Annotated[Path | None, typer.Option(help="另存为工作簿 · write a workbook as well", dir_okay=False)] = None,
    force: ForceOption = False,
    jobs: JobsOption = 0,
    engine: EngineOption = Engine.local,
    scheduler: SchedulerOption = "",
    as_json: JsonOption = False,
    lang: LangOption = Lang.zh,
) -> None:
    """报送情况：谁已报送、谁逾期、待办事项 · Who submitted, who is late. Exit 1 while something is to be asked."""
    target = Guard(inputs=round_files(folder), force=force).file(xlsx, _BOOK) if xlsx else None
    crew = crew_of(jobs, engine, scheduler)
    day = today.date() if today else date.today()  # noqa: DTZ011  # the office's own day
    with progress() as bar:
        found = status_of(folder, day, lambda files: bar.track(list(files), description="读取 read"), crew=crew)
    language = lang.language
    if target:
        target.write(workbook(found.units, found.strays, found.title[language], language))
    if as_json:
        files = strays_as_data(found.strays, language)
        waivers = [data.finding(each, language) for each in found.waivers]
        units = as_data(found.units, language)
        say_data(data.printed({"units": units, "files": files, "waivers": waivers, "summary": _counts(found)}))
    else:
        show(found, language)
        older = next_steps.for_older({each.rule for each in found.strays}, [folder])
        next_steps.tell(language, *older, *next_steps.after_status(folder, is_open=found.open))
    raise typer.Exit(BLOCKED if found.open else CLEAN)


def _counts(found: RoundStatus) -> dict[str, int]:
    states = {state.value: sum(1 for each in found.units if each.state is state) for state in UnitState}
    return {**states, "late": sum(1 for each in found.units if each.late), "strays": len(found.strays)}


def show(found: RoundStatus, language: Language) -> None:
    """Print the units, what to ask of whom, the files that are nobody's, the waivers, and one line that counts."""
    out = terminal.console()
    if out.is_terminal:
        out.print(_table(found.units, language))
        _asks(out, found, language)
    else:
        header = tuple(each[language] for each in HEADERS)
        for line in (header, *(row(each, language) for each in found.units), *_stray_lines(found, language)):
            typer.echo("\t".join(map(visible_line, line)))
    if found.waivers:
        out.print(WAIVERS_FILE, markup=False)
        terminal.show_findings(out, found.waivers, language, rest=terminal.BY_JSON)
    names = {state.value: name for state, name in STATE_NAMES.items()}
    names |= {"strays": STRAYS}
    counts = {name: count for name, count in _counts(found).items() if count}
    counts.pop("late", 0)
    between = Text("、", ", ")[language]
    said = between.join(f"{names[name][language]} {count}" for name, count in counts.items())
    late = between.join(
        f"{LATENESS_NAMES[each][language]} {count}" for each, count in _lateness(found).items() if count
    )
    out.print(
        "".join((said, Text("；其中 ", "; of them ")[language] + late if late else "", Text("。", ".")[language])),
        markup=False,
    )


def _lateness(found: RoundStatus) -> dict[Lateness, int]:
    """Count the units by what their day has to do with how they stand."""
    return {each: sum(1 for unit in found.units if unit.lateness is each) for each in Lateness if each}


def _stray_lines(found: RoundStatus, language: Language) -> Iterator[tuple[str, ...]]:
    """Give a line per file of no unit; its first cell is no code but says what it is."""
    yield from ((f"（{STRAYS[language]}）", *stray_row(each, language)) for each in found.strays)


def _table(units: Iterable[UnitStatus], language: Language) -> Table:
    """Draw the units narrowly enough for a terminal; tiers and the years of days are in the other outputs.

    A column in which nothing stands leaves its room to the names.
    """
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    rows = [(_cells(each, language), "yellow" if each.open else "") for each in units]
    shown = [number for number in range(len(_COLUMNS)) if any(cells[number] for cells, _ in rows)]
    for header, breaks in (_COLUMNS[number] for number in shown):
        table.add_column(header[language], overflow="fold", no_wrap=not breaks)
    for cells, style in rows:
        table.add_row(*(escape(cells[number]) for number in shown), style=style)
    return table


def _cells(unit: UnitStatus, language: Language) -> tuple[str, ...]:
    return (
        unit.name or unit.code,
        _short(unit.issued),
        str(unit.received),
        STATE_NAMES[unit.state][language],
        grade(unit, language),
        str(unit.errors or ""),
        str(unit.warnings or ""),
        _short(unit.last),
        _short(unit.changed),
        LATENESS_NAMES[unit.lateness][language],
    )


def _short(day: date | None) -> str:
    return f"{day:%m-%d}" if day else ""


def _asks(out: Console, found: RoundStatus, language: Language) -> None:
    """Print under each other what to ask of whom, then the files of no unit."""
    asked = [(f"{each.name}（{each.code}）", each.ask[language]) for each in found.units if each.open]
    files = [(each.file, f"{each.why[language]}{each.advice[language]}") for each in found.strays]
    for title, lines in ((Text("待办：", "to do:"), asked), (STRAYS, files)):
        if lines:
            out.print(title[language], style="bold")
        for head, text in lines:
            out.print(Padding(f"{escape(head)}  {escape(text)}", (0, 0, 0, 2), expand=False))
