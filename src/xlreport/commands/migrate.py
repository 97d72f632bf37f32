"""`xlreport migrate`: the answers of older or damaged workbooks into fresh ones, with a report of each field."""

from collections import Counter
from pathlib import Path
from typing import Annotated, Any

import typer

from xlreport.commands import next_steps
from xlreport.commands.options import (
    BLOCKED,
    CLEAN,
    FAILED,
    ForceOption,
    FormOption,
    JobsOption,
    JsonOption,
    Lang,
    LangOption,
    progress,
    say_data,
)
from xlreport.language import Language, Text
from xlreport.office.round_folder import layout_for, round_beside
from xlreport.office.sending_out import migration
from xlreport.office.sending_out.migrated_inboxes import MigratedInbox, MigratedReturn, migrate_inbox
from xlreport.office.sending_out.migration import Migration
from xlreport.outputs import terminal
from xlreport.outputs.data import finding, printed
from xlreport.verdicts import CELL_NAMES, CURRENT, MIGRATED, MIGRATED_NAMES, UNDONE
from xlreport.workers import Processes

_AS_IT_IS = Text("是现行的表，原样不动", "of today's edition, left as it is")
_ARCHIVE = ".zip"
_CHECKED = Text("请核对", "to be checked")
_NUMBERS = Text(
    "{count} 个单元格显示的与里面的数不同，转入的是里面的数",
    "{count} {count:cell|cells} showed another number than {count:it holds|they hold}; what is held was carried",
)


def migrate(
    older: Annotated[
        list[Path],
        typer.Argument(
            help="旧表或损坏的表；也可以是几份、文件夹、.zip 或批次文件夹 · old or damaged workbooks, folders of them, "
            "archives, or a round",
            exists=True,
        ),
    ],
    output: Annotated[
        Path,
        typer.Option(
            "-o", "--output", help="空白表；不止一份时写文件夹 · the blank workbook, or for many the folder they go to"
        ),
    ],
    *,
    force: ForceOption = False,
    jobs: JobsOption = 0,
    form: FormOption = "",
    as_json: JsonOption = False,
    lang: LangOption = Lang.zh,
) -> None:
    """把旧表的内容转入空白表 · Migrate old workbooks into blank ones. Exit 1: something was not carried."""
    layout = layout_for(form, older)
    if _are_many(older, output):
        with progress() as bar:
            inbox = migrate_inbox(
                older,
                output,
                layout,
                force=force,
                track=lambda given: bar.track(given, description="转入 migrate"),
                crew=Processes(jobs),
            )
        _tell_many(inbox, output, round_beside(older), lang.language, as_json=as_json)
        raise typer.Exit(max(map(_exit_code, inbox.returns)))
    done = migration.migrate(older[0], output, layout, force=force)
    _tell_one(done, output, lang.language, as_json=as_json)
    raise typer.Exit(CLEAN if done.whole else BLOCKED)


def _tell_one(done: Migration, output: Path, language: Language, *, as_json: bool) -> None:
    if as_json:
        say_data(printed(as_data(done, language)))
        return
    show(done, language)
    next_steps.tell(language, next_steps.after_fill(output, None))


def _tell_many(inbox: MigratedInbox, output: Path, folder: Path | None, language: Language, *, as_json: bool) -> None:
    if as_json:
        say_data(printed(inbox_as_data(inbox, language)))
        return
    show_inbox(inbox, language)
    written = any(each.output for each in inbox.returns)
    next_steps.tell(language, *next_steps.after_migration(output, folder, written=written))


def _are_many(files: list[Path], output: Path) -> bool:
    """Tell whether there may be more than one to migrate, or they go into a folder that is there."""
    return len(files) > 1 or files[0].is_dir() or files[0].suffix.lower() == _ARCHIVE or _is_folder(output)


def _is_folder(output: Path) -> bool:
    """Tell whether a file's new workbook goes into a folder; one that is called like a workbook is mistaken for one."""
    return output.is_dir() and output.suffix.lower() != ".xlsx"


def _exit_code(given: MigratedReturn) -> int:
    if given.failure:
        return FAILED
    return BLOCKED if given.migration and not given.migration.whole else CLEAN


def fate(given: MigratedReturn) -> str:
    """Say in a word what became of one of many files."""
    if given.failure:
        return UNDONE
    return MIGRATED if given.migration else CURRENT


def as_data(migration: Migration, language: Language) -> dict[str, Any]:
    """Give the report as plain data, ready for JSON."""
    rows = [{"outcome": x.outcome, "field": x.field, "place": x.place, "why": x.why[language]} for x in migration.cells]
    summary = {name: sum(x.outcome == name for x in migration.cells) for name in CELL_NAMES}
    return {"lines": rows, "findings": [finding(each, language) for each in migration.unlike], "summary": summary}


def inbox_as_data(inbox: MigratedInbox, language: Language) -> dict[str, Any]:
    """Give the report on many files as plain data, ready for JSON."""
    none = Migration(cells=())
    files = [
        {
            "file": each.file,
            "fate": fate(each),
            "output": str(each.output or ""),
            "why": each.failure[language] if each.failure else "",
            **as_data(each.migration or none, language),
        }
        for each in inbox.returns
    ]
    skipped = [{"file": name, "why": why[language]} for name, why in inbox.skipped]
    counts = Counter(map(fate, inbox.returns))
    return {"files": files, "skipped": skipped, "summary": {name: counts[name] for name in MIGRATED_NAMES}}


def show(migration: Migration, language: Language) -> None:
    """Print each line that needs eyes, what showed otherwise than it was carried, then one that counts."""
    _show_cells(migration, language)
    typer.echo(_counted(migration, language))


def _show_cells(migration: Migration, language: Language, indent: str = "") -> None:
    for line in migration.cells:
        if line.why.zh:
            typer.echo(
                indent + "  ".join((CELL_NAMES[line.outcome][language], line.place, line.field, line.why[language]))
            )
    for each in migration.unlike:
        where = "!".join(filter(None, (each.sheet, each.cell)))
        typer.echo(indent + "  ".join((_CHECKED[language], where, each.message[language])))
    if numbers := sum(bool(each.field) for each in migration.unlike):
        typer.echo(indent + _NUMBERS.filled(count=numbers)[language])


def _counted(migration: Migration, language: Language) -> str:
    counts = (
        (CELL_NAMES[name][language], sum(line.outcome == name for line in migration.cells)) for name in CELL_NAMES
    )
    return Text("，", ", ")[language].join(f"{name} {count}" for name, count in counts)


def show_inbox(inbox: MigratedInbox, language: Language) -> None:
    """Print a line for each file, under it what needs eyes, then one line that counts the files."""
    for each in inbox.returns:
        said = each.failure or _AS_IT_IS
        told = f"{each.output}  {_counted(each.migration, language)}" if each.migration else said[language]
        typer.echo("  ".join((MIGRATED_NAMES[fate(each)][language], each.file, told)))
        if each.migration:
            _show_cells(each.migration, language, "    ")
    terminal.show_skipped(terminal.console(), inbox.skipped, language)
    counts = Counter(map(fate, inbox.returns))
    total = Text(f"共 {len(inbox.returns)} 个文件：", f"{len(inbox.returns)} files: ")[language]
    parts = (f"{name[language]} {counts[key]}" for key, name in MIGRATED_NAMES.items())
    typer.echo(total + Text("，", ", ")[language].join(parts))
