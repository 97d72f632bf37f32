"""A clerk fills a whole return in LibreOffice's window, about sixty actions with keyboard and paste; it is accepted."""

import json
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from filled import LAYOUT
from office_starting import free_port
from office_window import office_window, unseen_screen
from sample_answers import COUNTY
from uno_driving import uno_python
from xlreport.cells import Cell
from xlreport.forms import Kind
from xlreport.layout import CHECKS_SHEET
from xlreport.manifest import identity_of
from xlreport.office.taking_in.intake import receive
from xlreport.submissions import Return, Value
from xlreport.writing import read_answers, values_for, write_workbook

SCRIPT = Path(__file__).parents[1] / "making" / "uno_clerk.py"
ANSWERS = COUNTY / "answers" / "230381-GXJ-虎林市工业信息科技局.json"
SECONDS = 900
FORM = LAYOUT.form
REQUESTS, DISPUTES = "三 依申请公开", "四 复议诉讼"
TWELVE = "\n".join(f"第{number}件其他需要报告的事项已经办理。" for number in range(1, 12)) + "\n没有收取信息处理费。"
ISSUED = ("unit_code", "unit_name", "unit_kind", "region", "year")
STATE = f"{LAYOUT.cover.name}!{LAYOUT.status}"
Action = list[Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """What the clerk saw, and the workbook that was saved."""

    actions: list[Action]
    told: list[list[Any]]
    received: Return

    def seen(self, place: str) -> list[Any]:
        """Give what a cell showed, each time that somebody looked."""
        return [said for where, said in self.told if where == place]


def _values() -> dict[str, Value]:
    given = values_for(FORM, read_answers(ANSWERS).values)
    return {**given, "matters.text": TWELVE}


def _actions(values: dict[str, Value]) -> Iterator[Action]:
    """Give the clerk's actions, sheet by sheet, with mistakes that are seen and mended."""
    yield ["look", *STATE.split("!")]
    for sheet in LAYOUT.sheets:
        yield from _pastes(values) if sheet.name == REQUESTS else _entries(sheet.name, values)
    yield ["look", *STATE.split("!")]
    yield ["save"]


def _entries(sheet: str, values: dict[str, Value]) -> Iterator[Action]:
    """Fill a sheet cell by cell: figures and days by the keyboard, words entered, texts pasted."""
    for place in (place for place in LAYOUT.places.values() if place.sheet == sheet):
        field, value = FORM.fields[place.field], values.get(place.field)
        if field.id in FORM.computed or field.last_of or value in {None, ""} or field.issued:
            continue
        where = [sheet, str(place.cell)]
        match field.kind:
            case Kind.TEXT:
                yield ["paste inside" if value == TWELVE else "paste text", *where, value]
            case Kind.FLAG:
                yield ["write", *where, "是" if value else "否"]
            case Kind.LINE | Kind.CHOICE:
                yield ["write", *where, str(value)]
            case _:
                yield ["type", *where, str(value), "Tab"]


def _pastes(values: dict[str, Value]) -> Iterator[Action]:
    """Fill table three from a document: a row or a column with its total is refused, two blocks without one go in."""
    inputs = [p for p in LAYOUT.places.values() if p.sheet == REQUESTS and FORM.fields[p.field].kind is Kind.COUNT]
    cells = {p.cell: str(values.get(p.field) or 0) for p in inputs if p.field not in FORM.computed}
    yield ["refused", REQUESTS, "D7", [[*(cells[Cell(6, column)] for column in range(3, 9)), "0"]]]
    yield ["look", REQUESTS, "D7"]
    yield ["refused", REQUESTS, "D7", [[cells.get(Cell(row, 3), "0")] for row in range(6, 31)]]
    yield ["look", REQUESTS, "D7"]
    for first, rows in ((6, range(6, 29)), (30, range(30, 31))):
        block = [[cells[Cell(row, column)] for column in range(3, 9)] for row in rows]
        yield ["paste table", REQUESTS, str(Cell(first, 3)), block]
    yield ["look", CHECKS_SHEET, "A3"]
    yield ["type", REQUESTS, "D7", "999", "Return"]
    yield ["look", CHECKS_SHEET, "A3"]
    yield ["type", REQUESTS, "D7", cells[Cell(6, 3)], "Return"]
    yield ["look", CHECKS_SHEET, "A3"]


@pytest.fixture(scope="module")
def day(soffice: Path, tmp_path_factory: pytest.TempPathFactory) -> Day:
    """The clerk's day."""
    folder = tmp_path_factory.mktemp("clerk")
    python = uno_python(soffice)
    assert python is not None
    values, book = _values(), folder / "return.xlsx"
    known = {key: str(values[f"cover.{key}"]) for key in ISSUED}
    book.write_bytes(write_workbook(LAYOUT, identity_of(LAYOUT, **known), {}))
    actions = list(_actions(values))
    port = free_port()
    with unseen_screen() as screen, office_window(soffice, folder / "profile", port, screen):
        done = subprocess.run(
            [python, SCRIPT, str(port)],
            input=json.dumps({"url": book.resolve().as_uri(), "actions": actions}),
            capture_output=True,
            text=True,
            check=False,
            timeout=SECONDS,
            env=screen,
        )
    assert done.returncode == 0, done.stderr[-2_000:]
    return Day(actions=actions, told=json.loads(done.stdout), received=receive(book, LAYOUT))


def test_it_is_a_days_work(day: Day) -> None:
    """Sixty actions or so, most of them by the keyboard."""
    verbs = [action[0] for action in day.actions]
    assert 55 <= len(verbs) <= 90
    assert verbs.count("type") > 25


def test_a_row_or_a_column_with_its_total_does_not_go_in(day: Day) -> None:
    """A box says so, and no cell has changed; how it is done stands above the table."""
    assert day.seen("box") == [True, True]
    assert day.seen(f"{REQUESTS}!D7")[:2] == ["", ""]
    (sheet,) = (each for each in LAYOUT.sheets if each.name == REQUESTS)
    assert [label.area.first.row for label in sheet.labels if "D7:I29" in label.text] == [1]


def test_a_wrong_figure_is_seen_at_once_and_mended(day: Day) -> None:
    """校验 has an error as long as the figure is wrong, and none before and after."""
    before, wrong, mended = (str(said)[:3] for said in day.seen(f"{CHECKS_SHEET}!A3"))
    assert (before, mended) == ("× 0", "× 0")
    assert wrong not in {"× 0", before}


def test_the_cover_says_how_it_stands(day: Day) -> None:
    """Nothing is filled in at first; at the end nothing is missing and nothing wrong."""
    first, last = day.seen(STATE)
    assert (first[0], last[0]) == ("○", "√")


def test_the_return_is_accepted_as_it_was_saved(day: Day) -> None:
    """Every answer is read as it was entered, twelve paragraphs from one cell too, and no finding sends it back."""
    assert day.received.submission is not None
    read, meant = day.received.submission.values(), _values()
    different = {key: (read.get(key), value) for key, value in meant.items() if value != "" and read.get(key) != value}
    assert different == {}
    assert [each for each in day.received.findings if each.severity == "error"] == []
