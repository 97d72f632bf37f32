"""Runs the program in this process as its `main` does, or as a program of its own, and gives what it said."""

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from bounded import bounded
from xlreport.commands.options import FAILED
from xlreport.errors import XlreportError
from xlreport.program import app


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def table(self) -> Any:
        """Standard output as JSON; anything else on it is an error."""
        return json.loads(self.out)


def run(*arguments: str | Path, **environment: str) -> Said:
    """Run a command in this process; an error of the program becomes its message and exit code 2, as in `main`."""
    result = CliRunner().invoke(app, [str(each) for each in arguments], env={"COLUMNS": "300", **environment})
    if isinstance(result.exception, XlreportError):
        return Said(code=FAILED, out=result.stdout, err=result.stderr + str(result.exception))
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Said(code=result.exit_code, out=result.stdout, err=result.stderr)


def run_apart(*arguments: str | Path) -> Said:
    """Run `python -m xlreport` as a program of its own."""
    command = [sys.executable, "-m", "xlreport", *map(str, arguments)]
    done = bounded(command, capture_output=True, text=True, encoding="utf-8", check=False)
    return Said(code=done.returncode, out=done.stdout, err=done.stderr)
