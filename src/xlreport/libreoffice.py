"""LibreOffice as a converter: in a profile of its own, for bounded time, ended with all it started.

Opens nothing of the user's own LibreOffice, leaves no file behind, and runs no macro.
"""

import os
import shutil
import signal
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

_LONGEST = 180
"""Seconds for one file: an ordinary one takes three, on a busy machine some twenty."""
_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ODS = b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"
_FILTERS = {"xls": "MS Excel 97", "ods": "calc8"}
"""How a format is to be read: LibreOffice takes what it does not know for a text, and makes a workbook of that."""
_NAME_AT = 30
"""Where the name of a zip file's first part begins."""


class ConversionFailed(Exception):
    """LibreOffice is not there, or did not make the file; the message says which."""


def program() -> str | None:
    """Give LibreOffice's program; None where it is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def old_format(content: bytes) -> str:
    """Tell a workbook of an old or another format that LibreOffice reads: xls, ods; empty for any other file."""
    if content.startswith(_OLE2):
        return "xls"
    return "ods" if content.startswith(_ODS, _NAME_AT) else ""


def converted(content: bytes, ending: str, target: str) -> bytes:
    """Give a file of one format as another (`xls`, `xlsx`); raises ConversionFailed."""
    with tempfile.TemporaryDirectory(prefix="xlreport-") as folder:
        source = Path(folder) / f"file.{ending}"
        source.write_bytes(content)
        _run(source, target, Path(folder))
        try:
            return (Path(folder) / "out" / f"file.{target}").read_bytes()
        except OSError as error:
            raise ConversionFailed("no file was made") from error


def _run(source: Path, target: str, folder: Path) -> None:
    found = program()
    if found is None:
        raise ConversionFailed("not installed")
    profile = (folder / "profile").as_uri()
    command = [found, f"-env:UserInstallation={profile}", "--headless", "--norestore", "--convert-to", target]
    ending = source.suffix.removeprefix(".")
    command += [f"--infilter={_FILTERS[ending]}"] if ending in _FILTERS else []
    try:
        process = subprocess.Popen(  # noqa: S603  # the program is the one that was found, the names are our own
            [*command, "--outdir", str(folder / "out"), str(source)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        raise ConversionFailed(error.strerror or "cannot be started") from error
    try:
        code = process.wait(_LONGEST)
    except subprocess.TimeoutExpired as error:
        raise ConversionFailed(f"not done after {_LONGEST} s") from error
    finally:
        _end(process)
    if code:
        raise ConversionFailed(f"exit {code}")


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End the program with whatever it started, which is in a session of its own."""
    with suppress(OSError):
        if os.name == "posix":
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    process.wait()
