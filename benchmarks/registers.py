"""Times a return that carries a register of 2,000 full rows: written, opened, edited once, read, checked.

Opening and editing are LibreOffice's, where it is installed with its Python: the edit is one outcome changed, until
table three shows it.
"""

import json
import shutil
import socket
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from tables import cleared

from xlreport import identity_of, load_form, receive, write_workbook
from xlreport.layout import Layout
from xlreport.office.registers.attached_registers import attached_register
from xlreport.office.registers.request_registers import ReadRegister
from xlreport.office.registers.returned_registers import layout_of
from xlreport.reading import read_submission
from xlreport.register import RegisterForm, RegisterRows, register_of, rows_of
from xlreport.register.register_canvas import RegisterIdentity
from xlreport.register.register_plan import embedded_plan

ROWS, ROUNDS, YEAR = 2_000, 3, 2025
_PYTHONS = ("/usr/bin/python3", "python3")


def main() -> None:
    """Time every step and print a line each."""
    layout = layout_of(load_form())
    declared = register_of(layout.form)
    assert declared
    print(f"\na return with a register of {ROWS} full rows (median of {ROUNDS})")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "return.xlsx"
        content, seconds = _timed(lambda: _written(layout, declared))
        path.write_bytes(content)
        _say("written", seconds, f"{len(content) / 1000:.0f} kB")
        says, seconds = _timed(lambda: read_submission(path, layout))
        _say("read", seconds, f"{len(says.annexed.rows[declared.sheet])} rows, recounted and judged")
        given, seconds = _timed(lambda: receive(path, layout))
        told = sum(1 for each in given.findings if each.code[0] in "TR")
        _say("read and checked", seconds, f"{told} findings about rows and tables")
        _in_libreoffice(path, layout, declared, Path(folder))


def _say(what: str, seconds: float, note: str) -> None:
    print(f"  {what:26} {seconds * 1000:9.1f} ms  {note}")


def _timed(work: Callable[[], Any]) -> tuple[Any, float]:
    times, made = [], None
    for _ in range(ROUNDS):
        cleared()
        start = time.perf_counter()
        made = work()
        times.append(time.perf_counter() - start)
    return made, statistics.median(times)


def _written(layout: Layout, declared: RegisterForm) -> bytes:
    rows = RegisterRows(year=YEAR, requests=rows_of(declared.columns, enumerate(_full_rows(declared), 1)))
    read = ReadRegister(file="", identity=RegisterIdentity(year=YEAR), rows=rows)
    identity = identity_of(layout, year=str(YEAR), unit_name="某局")
    return write_workbook(layout, identity, {}, attached=attached_register(layout, identity, read, rows=ROWS))


def _full_rows(declared: RegisterForm) -> Iterator[dict[str, str]]:
    kinds, outcomes = declared.applicants, declared.outcomes
    for number in range(1, ROWS + 1):
        received = date(YEAR, 1, 6) + timedelta(days=number % 300)
        yield {
            "number": f"〔{YEAR}〕{number}号",
            "received": str(received),
            "channel": "internet",
            "applicant": kinds[number % len(kinds)].id,
            "answered": str(received + timedelta(days=14)),
            "outcome": outcomes[number % 8].id,
            "reply_number": f"复〔{YEAR}〕{number}号",
        }


def _in_libreoffice(path: Path, layout: Layout, declared: RegisterForm, folder: Path) -> None:
    soffice, python = shutil.which("soffice"), next((each for each in _PYTHONS if _has_uno(each)), None)
    if soffice is None or python is None:
        print("  LibreOffice and its Python are not installed: opening and editing were not timed")
        return
    rows, place = embedded_plan(declared, ROWS).requests, layout.places["requests.partly_granted.business"]
    outcome = declared.column("outcome").label_of("partly_granted")
    edit = (declared.sheet, str(rows.cell("outcome", 7)), outcome, place.sheet, str(place.cell))
    script = Path(__file__).with_name("open_and_edit.py")
    with _office(soffice, folder) as port:
        done = subprocess.run(
            [python, script, str(port), path.resolve().as_uri(), *edit], capture_output=True, text=True, check=True
        )
    said = json.loads(done.stdout)
    _say("opened by LibreOffice", said["open"], "")
    _say("one edit, shown in table 3", said["edit"], f"{said['before']} → {said['after']}")


def _has_uno(python: str) -> bool:
    try:
        return subprocess.run([python, "-c", "import uno"], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


@contextmanager
def _office(soffice: str, folder: Path) -> Iterator[int]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    office = subprocess.Popen(
        [
            soffice,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            *("--headless", "--norestore", "--nologo"),
            f"--accept=socket,host=127.0.0.1,port={port};urp",
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield port
    finally:
        office.terminate()
        office.wait(timeout=60)


if __name__ == "__main__":
    main()
