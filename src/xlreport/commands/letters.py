"""`xlreport letters`: a notice to each unit that has something to do, and one list to send them by mail merge."""

from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from xlreport.commands import next_steps
from xlreport.commands.options import ForceOption, Lang, LangOption, progress
from xlreport.language import Language, Text
from xlreport.office.round_folder import round_files
from xlreport.office.sending_out.round_letters import LETTERS, LIST_FILE, RoundLetters, round_letters, write_letters
from xlreport.rounds import OUTPUT
from xlreport.storage import Guard


def letters(
    folder: Annotated[Path, typer.Argument(help="批次文件夹 · the round's folder", file_okay=False)] = Path(),
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            help="写到哪个文件夹；默认 output/通知 加当天日期 · the folder; output/通知 and the day by default",
            file_okay=False,
        ),
    ] = None,
    *,
    today: Annotated[
        datetime | None,
        typer.Option("--on", formats=["%Y-%m-%d"], help="按哪一天算逾期 · the day to judge lateness by"),
    ] = None,
    until: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"],
            help="要求在哪一天之前办；默认原定期限，已过或不足一周的从今天起一周 · "
            "the day by which to answer; else its own, or a week from today where that is past or near",
        ),
    ] = None,
    template: Annotated[
        Path | None, typer.Option(help="自己的 Word 模板 · a Word template of your own", exists=True, dir_okay=False)
    ] = None,
    force: ForceOption = False,
    lang: LangOption = Lang.zh,
) -> None:
    """给要催、要改、要说明的单位各写一份通知 · Write a notice to each unit that has something to do."""
    day = today.date() if today else date.today()  # noqa: DTZ011  # the office's own day
    with progress() as bar:
        made = round_letters(
            folder,
            day,
            until.date() if until else None,
            lambda files: bar.track(list(files), description="读取 read"),
        )
    place = output or folder / OUTPUT / f"{LETTERS}{day.isoformat()}"
    if made.letters:
        write_letters(made, place, template, Guard(inputs=round_files(folder), force=force))
    _show(made, place, lang.language)
    next_steps.tell(lang.language, *next_steps.after_letters(place / LIST_FILE, folder, any_written=bool(made.letters)))


def _show(made: RoundLetters, place: Path, language: Language) -> None:
    """Say who is written to about what, and who is not because the office has to act first."""
    for letter in made.letters:
        line = _LETTER if letter.count else _LETTER_ALONE
        typer.echo(
            line.filled(matter=letter.matter, unit=letter.unit, until=letter.until, count=letter.count)[language]
        )
    for unit in made.held:
        typer.echo(f"{_HELD[language]}  {unit.name}  {unit.ask[language]}")
    unsaid = [name[language] for key, name in _CONTACT.items() if not getattr(made.contact, key)]
    if made.letters and unsaid:
        names = {"zh": "、", "en": " or "}[language].join(unsaid)
        typer.echo(_UNSAID.filled(names=names)[language])
    said = _COUNTED if made.letters else _NOBODY
    typer.echo(said.filled(count=len(made.letters), place=str(place))[language])


_LETTER_ALONE = Text("{matter}  {unit}  {until} 前办", "{matter}  {unit}  by {until}")
_LETTER = Text("{matter}  {unit}  {until} 前办  {count} 项", "{matter}  {unit}  by {until}  items: {count}")
_HELD = Text("未写", "not written to")
_CONTACT = {"office": Text("落款单位", "office"), "phone": Text("联系电话", "telephone")}
_UNSAID = Text(
    "通知里没有{names}：请写进批次 xlreport.toml 的 [contact]，再运行一次。",
    "The notices name no {names}: put it into [contact] of the round's xlreport.toml, and run this again.",
)
_COUNTED = Text("通知 {count} 份（Word 和文本）：{place}", "{count} notices (Word and text): {place}")
_NOBODY = Text("没有要通知的单位。", "There is nobody to write to.")
