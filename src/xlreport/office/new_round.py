"""A folder for one collection round: settings, an example roster, outbox, inbox and output. Touches no other folder."""

import csv
import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from xlreport.errors import XlreportError
from xlreport.forms import FORM_FILE, LONGEST_LINE, USUAL_FORM, Example, Form, Units, load_form
from xlreport.rounds import (
    EXAMPLE_MARK,
    INBOX,
    OUTBOX,
    OUTPUT,
    ROSTER_FILE,
    SETTINGS_FILE,
    Settings,
    headers_of,
    settings_text,
    write_key,
)
from xlreport.storage import new_folder, replace_file

_COLUMNS = ("code", "name", "kind", "tier", "in_scope", "reason", "powers")
"""Those that every office fills; the others are there for whoever needs them."""
_FIRST_MONTH = 4
"""From April on the round that is made ready is the running year's; last year's report was due in January."""


def new_round(
    folder: Path,
    *,
    today: date,
    region: str = "",
    year: int | None = None,
    deadline: date | None = None,
    form: str = USUAL_FORM,
    sign: bool = False,
) -> Settings:
    """Make a round's folder and give the settings that stand in it; raises XlreportError when it holds anything.

    `form` is a name or a path. Without a year it is the one that is reported on `today`; `sign` makes a key by which
    the round's workbooks are signed.
    """
    asked = load_form(form)
    settings = _settings(region.strip(), year or _year_of(today), deadline, asked, _named(form, folder))
    with begun(folder, settings_text(settings, asked).encode(), example_roster(asked.units)) as place:
        if sign:
            write_key(place)
    return settings


@contextmanager
def begun(folder: Path, settings: bytes, roster: bytes, *, replaces: bool = False) -> Iterator[Path]:
    """Give a round folder with these settings and this roster, to go on with; at the end it stands in its place.

    Raises XlreportError when `folder` holds anything, unless it `replaces` that. What is raised leaves nothing behind.
    """
    if not replaces:
        _refuse_occupied(folder)
    with new_folder(folder, replaces=replaces) as place:
        for name in (OUTBOX, INBOX, OUTPUT):
            (place / name).mkdir()
        replace_file(place / ROSTER_FILE, roster)
        replace_file(place / SETTINGS_FILE, settings)
        yield place


def _refuse_occupied(folder: Path) -> None:
    try:
        occupied = os.path.lexists(folder) and (not folder.is_dir() or any(folder.iterdir()))
    except OSError as error:
        raise XlreportError(f"{folder}: 不能读取 (cannot be read): {error.strerror}") from error
    if occupied:
        raise XlreportError(f"{folder}: 不是空文件夹，未作任何改动；请换一个文件夹 (not an empty folder; nothing done)")


def example_roster(units: Units) -> bytes:
    """Give a roster of example lines, as Excel opens it; they have to be replaced before it can be used."""
    text, headers = io.StringIO(newline=""), headers_of(units)
    columns = [each for each in _COLUMNS if each in headers]
    examples = units.examples or tuple(Example(name=f"某某{kind.label}", kind=kind.id) for kind in units.kinds[:2])
    lines = [_example(number, each, units) for number, each in enumerate(examples, 1)]
    table = ([headers[each] for each in columns], *([line[each] for each in columns] for line in lines))
    csv.writer(text, lineterminator="\r\n").writerows(table)
    return text.getvalue().encode("utf-8-sig")


def _example(number: int, example: Example, units: Units) -> dict[str, str]:
    kind = units.kind(example.kind)
    return {
        "code": f"{EXAMPLE_MARK}{number}",
        "name": f"（示例，请替换）{example.name}",
        "kind": kind.label,
        "tier": kind.tier,
        "in_scope": "否" if example.reason else "是",
        "reason": example.reason,
        "powers": "；".join(units.powers[each] for each in example.powers),
    }


def _named(form: str, folder: Path) -> str:
    """Give a form as the round's settings name it: a path from the round's folder, else its name."""
    if (Path(form) / FORM_FILE).is_file() or Path(form).is_file():
        return Path(os.path.relpath(Path(form).resolve(), folder.resolve())).as_posix()
    return form


def _settings(region: str, reported: int, deadline: date | None, asked: Form, named: str) -> Settings:
    if len(region) > LONGEST_LINE or not region.isprintable():
        raise XlreportError(f"--region: 应为一行文字，最多 {LONGEST_LINE} 字 (expected one line of text)")
    if fault := asked.year_fault(reported):
        raise XlreportError(f"--year {reported}: {fault}")
    return Settings(region=region, year=reported, form=named, deadline=deadline or date(reported + 1, 1, 31))


def _year_of(today: date) -> int:
    return today.year if today.month >= _FIRST_MONTH else today.year - 1
