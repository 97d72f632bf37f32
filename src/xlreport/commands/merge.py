"""`xlreport merge`: an inbox to one consolidated workbook, and what was left out and why."""

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated

import typer

from xlreport.background import NOTHING_KNOWN, Background, RoundBackground
from xlreport.commands.area_books import area_book
from xlreport.commands.options import (
    BLOCKED,
    CLEAN,
    DEFAULT_FORM,
    ForceOption,
    FormOption,
    JsonOption,
    Lang,
    LangOption,
    progress,
)
from xlreport.commands.round_folder import round_beside, round_files
from xlreport.commands.round_terms import RoundTerms, round_terms
from xlreport.errors import XlreportError
from xlreport.forms import load_form
from xlreport.intake import receive
from xlreport.language import Language
from xlreport.layout import Layout, plan
from xlreport.merging import CONSOLIDATED, AreaBook, Inbox, Ledger, assemble, consolidated, scan, subject_of
from xlreport.outputs import data, merges
from xlreport.rounds import INBOX, OUTPUT, SETTINGS_FILE, Settings, legal_stem, read_settings, round_of
from xlreport.storage import Guard
from xlreport.submissions import Return

_DRAFT_MARKS = ("草稿", "draft")
Track = Callable[[Iterable[tuple[str, Path]]], Iterable[tuple[str, Path]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """What lay in an inbox: the returns of units, and the consolidated workbooks of whole areas."""

    returns: tuple[Return, ...]
    books: tuple[AreaBook, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """A finished merge: the workbook's bytes and digest, where it was written, and the ledger it rests on."""

    ledger: Ledger
    content: bytes
    digest: str
    output: Path


def merge(
    inbox: Annotated[
        list[Path] | None,
        typer.Argument(
            help="收件文件夹或文件；在批次文件夹中可以不写 · folders or files with the returns; a round's own is found",
            exists=True,
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o", "--output", help="汇总工作簿；批次的在 output 中 · the consolidated workbook, in a round's output"
        ),
    ] = None,
    *,
    roster: Annotated[
        Path | None, typer.Option(help="名册 (CSV) · the roster; a round's own is found", exists=True, dir_okay=False)
    ] = None,
    decisions: Annotated[
        Path | None,
        typer.Option(
            help="人工决定 (TOML) · decisions to count or leave out; a round's own decisions.toml is found",
            exists=True,
            dir_okay=False,
        ),
    ] = None,
    previous: Annotated[
        Path | None,
        typer.Option(
            help="上年的汇总工作簿、报送或答案 · last year's consolidated workbook, returns or answers", exists=True
        ),
    ] = None,
    draft: Annotated[
        bool,
        typer.Option("--draft", help="草稿：有错误的报送也计入 · a draft that takes in returns with errors; exit 1"),
    ] = False,
    year: Annotated[int | None, typer.Option(help="报告年度 · the report year")] = None,
    region: Annotated[str, typer.Option(help="地区 · the region")] = "",
    force: ForceOption = False,
    form: FormOption = "",
    as_json: JsonOption = False,
    lang: LangOption = Lang.zh,
) -> None:
    """汇总 · Merge returns into one workbook. Exit 0: all in, 1: something left out or wrong, 2: could not work."""
    given = inbox or [_here()]
    folder = round_beside(inbox_folders(given))
    layout = plan(load_form(form or (read_settings(folder).form if folder else DEFAULT_FORM)))
    with progress() as bar:
        merged = run(
            given,
            output,
            layout,
            roster=roster,
            decisions=decisions,
            previous=previous,
            draft=draft,
            year=str(year or ""),
            region=region,
            force=force,
            track=lambda files: bar.track(list(files), description="汇总 merge"),
        )
    if as_json:
        told = merges.as_data(merged.ledger, merged.digest, merged.output, layout, lang.language)
        typer.echo(data.printed(told))
    else:
        show(merged, merged.output, lang.language)
    raise typer.Exit(CLEAN if merged.ledger.is_whole else BLOCKED)


def run(
    inbox: Iterable[Path],
    output: Path | None,
    layout: Layout,
    *,
    roster: Path | None = None,
    decisions: Path | None = None,
    previous: Path | None = None,
    draft: bool = False,
    year: str = "",
    region: str = "",
    force: bool = False,
    track: Track = list,
) -> Merged:
    """Merge the inbox and write the consolidated workbook; raises XlreportError when it cannot be done.

    Where the inbox belongs to a round, its settings, roster, register, key, waivers and decisions are used, and
    without `output` the workbook goes to its folder output.
    """
    places = inbox_folders(inbox)
    folder = round_beside(places)
    known = round_terms(folder, layout, roster=roster, decisions=decisions, previous=previous, draft=draft, year=year)
    target = _target(output, folder, known.settings, draft=draft)
    read = [*places, *filter(None, (roster, decisions, previous)), *round_files(folder)]
    place = Guard(inputs=read, force=force).file(target, CONSOLIDATED)
    known = known.with_inbox(_inbox_from(target, folder))
    found = scan(places, target)
    if not found.files and known.background.roster is None:
        raise XlreportError(f"{'、'.join(map(str, places))}: 没有可汇总的 .xlsx 文件 (no .xlsx file to merge)")
    ledger = ledger_of(received_of(found, known, layout, track), found, known, layout, year=year, region=region)
    content, digest = consolidated(ledger, layout)
    place.write(content, subject=subject_of(ledger))
    return Merged(ledger=ledger, content=content, digest=digest, output=target)


def received_of(found: Inbox, known: RoundTerms, layout: Layout, track: Track = list) -> Received:
    """Take in the files of an inbox."""
    returns: list[Return] = []
    books: list[AreaBook] = []
    for name, path in track(found.files):
        given = taken_in(name, path, layout, known.background)
        if book := area_book(given, path, layout):
            books.append(book)
        else:
            returns.append(given)
    return Received(returns=tuple(returns), books=tuple(books))


def ledger_of(
    received: Received,
    found: Inbox,
    known: RoundTerms,
    layout: Layout,
    *,
    year: str = "",
    region: str = "",
) -> Ledger:
    """Give the ledger of what was taken in of an inbox, as merge and status both see it."""
    settings = known.settings
    ledger = assemble(
        received.returns,
        books=received.books,
        layout=layout,
        roster=known.background.roster,
        register=known.register,
        skipped=found.skipped,
        year=year or (str(settings.year) if settings else ""),
        region=region or (settings.region if settings else ""),
        terms=known.terms,
    )
    return known.with_waivers(ledger)


def taken_in(name: str, path: Path, layout: Layout, background: Background | RoundBackground = NOTHING_KNOWN) -> Return:
    """Take one file in under its name within the inbox."""
    received = receive(path, layout, background)
    findings = tuple(replace(finding, file=name) for finding in received.findings)
    return replace(received, file=name, findings=findings)


def _here() -> Path:
    """Give the round folder that one stands in; raises XlreportError when it is none."""
    if not (Path() / SETTINGS_FILE).is_file():
        raise XlreportError(
            f"此处没有 {SETTINGS_FILE}，不是批次文件夹；请写明收件文件夹 (no round here: name the inbox)"
        )
    return Path()


def _target(output: Path | None, folder: Path | None, settings: Settings | None, *, draft: bool) -> Path:
    """Give where the workbook goes; the name of a draft says so."""
    if output is None and folder and settings:
        output = folder / OUTPUT / f"{legal_stem(f'{settings.region}{settings.year}汇总')}.xlsx"
        output = output.relative_to(Path.cwd()) if output.is_relative_to(Path.cwd()) else output
    if output is None:
        raise XlreportError("请用 -o 写明汇总工作簿 (name the consolidated workbook with -o)")
    if not draft or any(mark in output.stem.casefold() for mark in _DRAFT_MARKS):
        return output
    return output.with_stem(output.stem + ("-draft" if output.stem.isascii() else "（草稿）"))


def _inbox_from(target: Path, folder: Path | None) -> str:
    """Give where a round's inbox lies, seen from a workbook in the round; links to anywhere else would soon be dead."""
    if folder is None or not target.resolve().is_relative_to(folder.resolve()):
        return ""
    return Path(os.path.relpath(folder.resolve() / INBOX, target.resolve().parent)).as_posix() + "/"


def inbox_folders(given: Iterable[Path]) -> list[Path]:
    """Give the places to scan: of a round's own folder its `inbox`, of anything else itself."""
    return [path / INBOX if path.is_dir() and round_of(path) == path else path for path in given]


def show(merged: Merged, output: Path, language: Language) -> None:
    """Say on the terminal what is in, what is not and why, and where the workbook is."""
    merges.show(merged.ledger, merged.digest, output, language)
