"""`xlreport menu`: what an office does most, chosen by a number; for whoever double-clicks and types no commands.

Each choice is a command of its own, run as a program, so that whatever goes wrong there ends there.
"""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from xlreport.commands.options import Lang, LangOption
from xlreport.language import Language, Text
from xlreport.plain_records import dataclass
from xlreport.rounds import INBOX, OUTPUT, SETTINGS_FILE

_LEAVE = Text("退出", "leave")
_ASK = Text("请输入数字后按回车：", "Type a number and press Enter: ")
_WRONG = Text("没有这一项。", "There is no such choice.")
_NO_ROUND = Text(
    "这里不是批次文件夹（没有 xlreport.toml），只能检查其中的表。",
    "This is no round's folder (no xlreport.toml): its workbooks can be checked, and no more.",
)
_NOTHING = Text("还没有结果，请先汇总。", "There is no result yet: consolidate first.")
_OPENED = Text("结果在：", "The results are in: ")


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuChoice:
    """One line of the menu: its words, and the command line it stands for in a folder."""

    words: Text
    command: Callable[[Path], list[str]]
    of_a_round: bool = True


CHOICES = (
    MenuChoice(
        words=Text("检查收件", "check what came in"),
        command=lambda folder: ["validate", str(folder / INBOX if (folder / SETTINGS_FILE).is_file() else folder)],
        of_a_round=False,
    ),
    MenuChoice(words=Text("谁还没报", "who has not submitted"), command=lambda folder: ["status", str(folder)]),
    MenuChoice(words=Text("汇总", "consolidate"), command=lambda folder: ["merge", str(folder)]),
    MenuChoice(words=Text("复核", "verify"), command=lambda folder: ["verify", str(_workbook(folder)), str(folder)]),
)
"""The choices but the last, which opens the results."""


def menu(
    folder: Annotated[
        Path, typer.Argument(help="批次文件夹 · the round's folder", exists=True, file_okay=False)
    ] = Path(),
    *,
    lang: LangOption = Lang.zh,
) -> None:
    """按数字选的菜单，给不输命令的人 · A menu to choose from by number."""
    language = lang.language
    while (choice := _asked(folder, language)) is not None:
        _done(choice, folder, language)


def _asked(folder: Path, language: Language) -> int | None:
    """Show the menu and give the number chosen; None to leave."""
    last = len(CHOICES) + 1
    words = [*(each.words for each in CHOICES), Text("打开结果", "open the results")]
    typer.echo(f"\n{folder.resolve().name or folder}")
    for number, each in enumerate(words, 1):
        typer.echo(f"  {number}  {each[language]}")
    typer.echo(f"  0  {_LEAVE[language]}")
    try:
        said = input(_ASK[language]).strip()
    except EOFError:
        return None
    number = int(said) if said.isdecimal() and said.isascii() else -1
    return None if said == "0" else number if 0 < number <= last else 0


def _done(choice: int, folder: Path, language: Language) -> None:
    if choice == 0:
        typer.echo(_WRONG[language])
    elif choice > len(CHOICES):
        _open(folder / OUTPUT, language)
    elif CHOICES[choice - 1].of_a_round and not (folder / SETTINGS_FILE).is_file():
        typer.echo(_NO_ROUND[language])
    elif choice == len(CHOICES) and not _workbook(folder).is_file():
        typer.echo(_NOTHING[language])
    else:
        words = ["--lang", language, *CHOICES[choice - 1].command(folder)]
        subprocess.run([sys.executable, "-m", "xlreport", *words], check=False)  # noqa: S603  # this program itself


def _workbook(folder: Path) -> Path:
    """Give the round's consolidated workbook: the latest of them, where there is one."""
    found = sorted((folder / OUTPUT).glob("*汇总.xlsx"), key=lambda path: path.stat().st_mtime)
    return found[-1] if found else folder / OUTPUT / "汇总.xlsx"


def _open(folder: Path, language: Language) -> None:
    """Open a folder in the system's file manager, where there is one; say where it is."""
    if not folder.is_dir():
        typer.echo(_NOTHING[language])
        return
    typer.echo(f"{_OPENED[language]}{folder.resolve()}")
    if sys.platform == "win32":
        os.startfile(folder)  # noqa: S606  # a folder of the round
    elif os.environ.get("DISPLAY") or sys.platform == "darwin":
        opener = "open" if sys.platform == "darwin" else "xdg-open"
        subprocess.run([opener, str(folder)], check=False)  # noqa: S603  # a folder of the round
