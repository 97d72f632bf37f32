"""A round folder opened by a command: its settings, its roster as CSV or XLSX, its form. Writes nothing."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from xlreport.cells import Cell
from xlreport.checks import refused
from xlreport.errors import Refusal, RoundError, reason
from xlreport.forms import USUAL_FORM, Units, load_form
from xlreport.language import either
from xlreport.layout import Layout
from xlreport.office.registers.returned_registers import layout_of
from xlreport.plain_records import dataclass
from xlreport.reading.book import SheetCells
from xlreport.reading.container import open_container
from xlreport.reading.ooxml import read_book
from xlreport.rounds import (
    DECISIONS_FILE,
    EXAMPLE_MARK,
    INBOX,
    KEY_FILE,
    OUTBOX,
    REGISTER_FILE,
    ROSTER_FILE,
    SETTINGS_FILE,
    WAIVERS_FILE,
    Roster,
    Settings,
    read_roster,
    read_settings,
    roster_from_rows,
    roster_rows,
    round_of,
)

ROSTER_BOOK = "roster.xlsx"
_A_ROUNDS_OWN = (
    *(SETTINGS_FILE, ROSTER_FILE, ROSTER_BOOK, REGISTER_FILE, KEY_FILE, WAIVERS_FILE, DECISIONS_FILE),
    *(INBOX, OUTBOX),
)
_MOST_ROWS = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """A round with everything a command needs to know of it."""

    folder: Path
    settings: Settings
    roster: Roster
    layout: Layout


_NO_ROUND = either(
    f"此处没有 {SETTINGS_FILE}，不是批次文件夹；请写明批次文件夹，或用 xlreport init 新建",
    "no round here: name a round's folder, or make one with xlreport init",
)


def no_round(folder: Path, otherwise: str) -> str:
    """Say why a folder is no round: it is not there, or, where it is, what `otherwise` says."""
    return f"{folder}: {otherwise if folder.is_dir() else either('没有这个文件夹', 'no such folder')}"


def open_round(folder: Path) -> Round:
    """Open a round folder; raises XlreportError when it is none, or its settings or roster cannot be used."""
    if not (folder / SETTINGS_FILE).is_file():
        raise RoundError(no_round(folder, _NO_ROUND))
    settings = read_settings(folder)
    layout = layout_of(load_form(settings.form, folder))
    return Round(
        folder=folder,
        settings=settings,
        roster=read_roster_file(roster_file(folder), layout.form.units),
        layout=layout,
    )


def round_files(folder: Path | None) -> tuple[Path, ...]:
    """Give the files and folders of a round that no output may take the place of; none without a round."""
    if folder is None:
        return ()
    return tuple(folder / name for name in _A_ROUNDS_OWN)


def round_beside(places: Iterable[Path]) -> Path | None:
    """Give the one round that these files and folders belong to, as the first of them is written, if any.

    Raises RoundError when they belong to different ones.
    """
    folders = (path if path.is_dir() else path.parent for path in places)
    found: dict[Path, Path] = {}
    for place in folders:
        if folder := round_of(place):
            found.setdefault(folder.resolve(), folder)
    if len(found) > 1:
        names = "、".join(sorted(folder.name for folder in found))
        raise RoundError(f"{either('文件属于不同的批次', 'the files belong to different rounds')}: {names}")
    return next(iter(found.values()), None)


def inbox_folders(given: Iterable[Path]) -> list[Path]:
    """Give the places to scan: of a round's own folder its `inbox`, of anything else itself."""
    return [path / INBOX if path.is_dir() and round_of(path) == path else path for path in given]


def year_of_inbox(places: Iterable[Path]) -> str:
    """Give the year of the round in whose inbox all these files and folders lie, empty where there is none."""
    given = list(places)
    folder = round_beside(given)
    if folder is None or not all(each.resolve().is_relative_to((folder / INBOX).resolve()) for each in given):
        return ""
    return str(read_settings(folder).year)


def layout_for(form: str, places: Iterable[Path] = ()) -> Layout:
    """Give the layout of a form named or given by path, else of the round's that the places belong to, else the usual.

    Raises XlreportError when there is no such form, or the places belong to different rounds.
    """
    folder = None if form else round_beside(places)
    if folder:
        return layout_of(load_form(read_settings(folder).form, folder))
    return layout_of(load_form(form or USUAL_FORM))


def roster_beside(folder: Path | None, units: Units) -> Roster | None:
    """Read the roster of a round, None where there is no round or it has no roster; raises RoundError as above."""
    if folder is None or not any((folder / name).is_file() for name in (ROSTER_FILE, ROSTER_BOOK)):
        return None
    return read_roster_file(roster_file(folder), units)


def roster_file(folder: Path) -> Path:
    """Give a round's roster, CSV or XLSX; of two the one that was filled in, raises RoundError when both were, or none.

    One that still holds the examples of a new round is no roster yet.
    """
    found = [folder / name for name in (ROSTER_BOOK, ROSTER_FILE) if (folder / name).is_file()]
    filled = [path for path in found if not _is_untouched(path)]
    if len(filled) > 1:
        raise RoundError(f"{folder}: {ROSTER_FILE}、{ROSTER_BOOK}: {either('只能留一个', 'keep one of the two')}")
    if not found:
        raise RoundError(f"{folder}: {either('没有名册', 'no roster')} {ROSTER_FILE}、{ROSTER_BOOK}")
    return (filled or found)[0]


def _is_untouched(path: Path) -> bool:
    """Tell whether a roster has nothing but the example lines of a new round."""
    try:
        rows = list(_book_rows(path)) if path.suffix.lower() == ".xlsx" else roster_rows(path)
    except RoundError:
        return False
    lines = [row for row in rows[1:] if any(cell.strip() for cell in row)]
    return bool(lines) and all(any(cell.strip().startswith(EXAMPLE_MARK) for cell in row) for row in lines)


def read_roster_file(path: Path, units: Units) -> Roster:
    """Read a roster, CSV or the first sheet of an XLSX; raises RoundError naming every fault."""
    if path.suffix.lower() != ".xlsx":
        return read_roster(path, units)
    return roster_from_rows(_book_rows(path), path.name, units)


def _book_rows(path: Path) -> Iterator[list[str]]:
    """Give the rows of a workbook's first sheet; raises RoundError when it cannot be read."""
    try:
        container = open_container(path)
        first = read_book(container, ()).sheets[0].name
        cells = read_book(container, {first}).cells[first]
    except Refusal as refusal:
        finding = refused(refusal)
        raise RoundError(f"{path.name}: {either(finding.message.zh, finding.message.en)}") from refusal
    except (OSError, IndexError) as error:
        raise RoundError(f"{path.name}: {either('不能读取', 'cannot be read')}: {reason(error)}") from error
    return _rows(cells, path.name)


def _rows(cells: SheetCells, file: str) -> Iterator[list[str]]:
    """Give a sheet's rows as texts from the first to the last filled one."""
    rows: dict[int, dict[int, str]] = {}
    for ref, cell in cells.filled.items():
        place = Cell.parse(ref)
        if (cell.raw or "").strip():
            rows.setdefault(place.row, {})[place.column] = cell.raw or ""
    last = max(rows, default=-1)
    if last >= _MOST_ROWS:
        raise RoundError(
            f"{file}: "
            + either(f"第 {last + 1} 行", f"row {last + 1}")
            + ": "
            + either(f"名册最多 {_MOST_ROWS} 行", f"a roster has at most {_MOST_ROWS} rows")
        )
    for row in range(last + 1):
        line = rows.get(row, {})
        yield [line.get(column, "") for column in range(max(line, default=-1) + 1)]
