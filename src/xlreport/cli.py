"""The `xlreport` program: one place for errors, exit codes and interrupts. Imports nothing before it is needed.

Whatever a command could not tell by itself becomes one line and exit code 2, and the details go to a file that the line
names.
"""

import gc
import os
import sys
from contextlib import suppress

from xlreport.commands import help_text
from xlreport.language import Language

_FAILED, _INTERRUPTED = 2, 130
_LANGUAGE = "XLREPORT_LANG"
_NEW_OBJECTS = 200_000
"""After how many Python looks for those that only hold one another: its own 700 are made by every import."""


def main() -> None:
    """Run the program and leave with its exit code."""
    gc.set_threshold(_NEW_OBJECTS)
    try:
        code = _safely(sys.argv[1:])
    except KeyboardInterrupt:
        code = _INTERRUPTED
    _leave(code)


def _safely(words: list[str]) -> int:
    """Run a command; give its exit code, whatever happens in it."""
    try:
        _ready_streams()
        return _ran(_heard(words))
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else _FAILED if ended.code else 0
    except Exception as error:  # noqa: BLE001  # the last place: nobody is shown a traceback
        return _told(error)


def _heard(words: list[str]) -> list[str]:
    """Take the language out of the words, wherever it stands, and remember it; one that is none is left for typer."""
    for place, word in enumerate(words):
        name, _, value = word.partition("=")
        language = value or (words[place + 1] if place + 1 < len(words) else "")
        if name == "--lang" and language in {"zh", "en"}:
            os.environ[_LANGUAGE] = language
            return _heard(words[:place] + words[place + (1 if value else 2) :])
    return words


def _ran(words: list[str]) -> int:
    match words:
        case ["--version"]:
            from importlib.metadata import version  # noqa: PLC0415  # slow to load

            print(f"xlreport {version('xlreport')}")  # noqa: T201  # the program's own answer
        case ["-h" | "--help"] | ["--lang", _, "-h" | "--help"]:
            print(help_text(_spoken(words)), end="")  # noqa: T201  # the program's own answer
        case _:
            from xlreport.program import app  # noqa: PLC0415  # typer and rich are slow to load

            app(words)
    return 0


def _spoken(words: list[str]) -> Language:
    """Give the language of the program's own help."""
    asked = words[1] if len(words) > 1 else os.environ.get("XLREPORT_LANG")
    return "en" if asked == "en" else "zh"


def _ready_streams() -> None:
    """Have what a console's encoding lacks escaped; a stream that is closed takes everything and keeps nothing."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115, PTH123  # open to the end
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def _told(error: Exception) -> int:
    """Say in one line what keeps a command from its work; give the exit code."""
    from xlreport.errors import XlreportError, reason  # noqa: PLC0415  # only where something went wrong
    from xlreport.escapes import visible  # noqa: PLC0415
    from xlreport.language import either, spoken  # noqa: PLC0415

    if isinstance(error, XlreportError):
        message = error.message
    elif isinstance(error, OSError) and not error.filename:
        message = f"{either('不能写出结果', 'the output cannot be written')}: {reason(error)}"
    elif isinstance(error, OSError):
        message = f"{error.filename}: {either('不能读写', 'cannot be read or written')}: {reason(error)}"
    else:
        message = _unforeseen(error)
    _say(visible(spoken(f"{either('错误', 'error')}: {message}")))
    return _FAILED


def _unforeseen(error: Exception) -> str:
    from xlreport.escapes import visible_line  # noqa: PLC0415
    from xlreport.language import either  # noqa: PLC0415
    from xlreport.storage import write_details  # noqa: PLC0415

    path = write_details(error, sys.argv)
    kept = either("详情已写入", "details:") + f" {path}" if path else either("详情未能写出", "details not written")
    said = visible_line(f"{type(error).__name__}: {error}")[:200]
    handed = either("程序没有料到的情况，请把详情交给维护者", "unforeseen; hand the details to the maintainers")
    return f"{handed}: {said}; {kept}"


def _say(line: str) -> None:
    with suppress(OSError):  # nobody is there to read it; the exit code still says it
        print(line, file=sys.stderr, flush=True)  # noqa: T201  # the one line about an error


def _leave(code: int) -> None:
    """End the program; a standard output that takes no more, told before or only now, is exit code 2 as well."""
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except BrokenPipeError:
            _silence(stream)
        except OSError as error:
            _silence(stream)
            if stream is sys.stdout and code != _FAILED:
                code = _told(error)
    gc.freeze()  # the process ends: what only holds one another is not looked for once more
    sys.exit(code)


def _silence(stream: object) -> None:
    """Keep the interpreter from trying to write at its end what could not be written now."""
    devnull = os.open(os.devnull, os.O_WRONLY)
    os.dup2(devnull, stream.fileno())  # type: ignore[attr-defined]
