"""What the maintainers need of an error that nobody foresaw, in a file of its own. Never fails itself."""

import os
import platform
import tempfile
import traceback
from collections.abc import Sequence
from pathlib import Path


def write_details(error: BaseException, words: Sequence[str]) -> Path | None:
    """Write an error with its traceback and the command line; give the file, None where none could be written."""
    lines = (f"{' '.join(map(repr, words))}\n", f"Python {platform.python_version()}, {platform.platform()}\n\n")
    text = "".join((*lines, *traceback.format_exception(error, limit=-50)))
    try:
        handle, name = tempfile.mkstemp(prefix="xlreport-", suffix=".log")
    except OSError:
        return None
    try:
        with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as out:
            out.write(text)
    except OSError:
        Path(name).unlink(missing_ok=True)
        return None
    return Path(name)
