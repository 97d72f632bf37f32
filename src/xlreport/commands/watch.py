"""`xlreport watch`: says as files arrive in a round's inbox what became of each, until Ctrl-C."""

import signal
import time
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from xlreport.commands import next_steps
from xlreport.commands.options import Lang, LangOption, progress
from xlreport.escapes import visible_line
from xlreport.language import Language, Text
from xlreport.merging import Ledger
from xlreport.office.adding_up.watching import Look, Watch
from xlreport.outputs.merges import summary
from xlreport.rounds import INBOX

_PAUSE = 0.5
"""Seconds between two looks."""
_WATCHING = Text("守着 {inbox}，按 Ctrl-C 结束。", "Watching {inbox}; Ctrl-C ends.")
_ENDED = Text("看到这里为止。", "Watched until here.")


def watch(
    folder: Annotated[Path, typer.Argument(help="批次文件夹 · the round's folder", file_okay=False)] = Path(),
    *,
    seconds: Annotated[
        float | None, typer.Option(help="看多少秒后自己结束；默认一直看 · end after so many seconds; else never", min=0)
    ] = None,
    lang: LangOption = Lang.zh,
) -> None:
    """守着收件文件夹：放进一份说一份 · Say as files arrive in the inbox what became of each. Ctrl-C ends."""
    watched = Watch(folder)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    ledger = None
    with suppress(KeyboardInterrupt):
        with progress() as bar:
            ledger = watched.stock(time.monotonic(), lambda files: bar.track(list(files), description="读取 read"))
        _say(summary(ledger)[lang.language])
        _say(_WATCHING.filled(inbox=str(folder / INBOX))[lang.language])
        ledger = _watched(watched, ledger, seconds, lang.language)
    _say(_ENDED[lang.language])
    whole = ledger is not None and ledger.is_whole
    older = next_steps.for_older({each.code for each in ledger.all_findings} if ledger else (), [folder])
    next_steps.tell(lang.language, *older, *next_steps.after_status(folder, is_open=not whole))


def _watched(watched: Watch, ledger: Ledger, seconds: float | None, language: Language) -> Ledger:
    """Look again and again; give how the round stands when the time is over."""
    end = None if seconds is None else time.monotonic() + seconds
    while end is None or time.monotonic() < end:
        if look := watched.look(time.monotonic()):
            _show(look, language)
            ledger = look.ledger
        time.sleep(_PAUSE)
    return ledger


def _show(look: Look, language: Language) -> None:
    at = f"{datetime.now().astimezone():%H:%M:%S}"
    for news in look.news:
        reason = "" if news.reason == news.outcome else news.reason[language]
        _say("  ".join(filter(None, (at, news.outcome[language], visible_line(news.file), reason))))
    _say(f"{at}  {summary(look.ledger)[language]}")


def _say(line: str) -> None:
    """Print a line at once, whoever listens."""
    typer.echo(line)
