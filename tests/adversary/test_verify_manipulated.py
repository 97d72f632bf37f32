"""Seeded manipulations of a consolidated workbook: each is told, and where it has a place, at that place."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest

from areas_made import EAST, EAST_UNIT, county, merged
from made_once import made_once
from manipulating import MANIPULATIONS, OF_A_CELL, Manipulated, Manipulation, Scene
from returns_made import LAYOUT, ROSTER, answers, ledger, workbook
from rounds_made import every_unit, included
from verifying_often import each_thing_once
from xlreport.background import LastYear
from xlreport.cells import Cell
from xlreport.merging import MergeTerms, consolidated
from xlreport.merging.book.book_places import CONTROL_SHEET, places_of
from xlreport.office.adding_up.verification import verify as run
from xlreport.rounds import Roster, Unit
from xlreport.submissions import Value

ROUNDS = 10
"""Times that each manipulation is done, each time elsewhere; in a prefecture once."""


def said(code: str, number: int) -> dict[str, Value]:
    """A return with figures in every table and a narrative."""
    more: dict[str, Value] = {
        "requests.received.natural": number,
        "requests.carried_out.natural": number,
        "disclosure.licensing.decisions": 3 * number,
        "disclosure.fees.amount": Decimal(number) / 32,
        "overview.active": f"{code} 的第一段\n第二段",
    }
    if code == "B":
        return {**answers(code, more), "disputes.blank_is_zero": False}
    return {**answers(code, more), "disputes.review.upheld": number}


def made(inbox: Path, files: Mapping[str, bytes], *more: Unit) -> Scene:
    """What is merged of these files: B, with blanks in a table, by decision."""
    for name, content in files.items():
        (inbox / name).write_bytes(content)
    last = {code: LastYear(numbers={"requests.received.natural": 5, "requests.received.total": 5}) for code in "AB"}
    terms = MergeTerms(last=last, inbox="inbox/", rulings=(included("B"),))
    ledger = merged([inbox], Roster(units=(*ROSTER.units, *more)), "", terms)
    assert [row.code for row in ledger.rows] == [*"ABC", *(unit.code for unit in more)]
    assert None in ledger.rows[1].numbers.values()
    content, _ = consolidated(ledger, LAYOUT)
    return Scene(book=content, at=places_of(ledger, LAYOUT), files=files)


FILES: Mapping[str, bytes] = {
    **{f"{code}.xlsx": workbook(said(code, number)) for code, number in (("A", 1), ("B", 20), ("C", 301))},
    "D.xlsx": b"not a workbook",
}


@pytest.fixture(scope="module", autouse=True)
def once() -> Iterator[None]:
    """What a manipulation leaves alone is worked out once."""
    with each_thing_once():
        yield


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    """Three units, one of them with blanks and all with fractions, beside a fourth file that is no return."""
    return made_once(tmp_path_factory, "manipulated", lambda: made(tmp_path_factory.mktemp("inbox"), FILES))


@pytest.fixture(scope="module")
def prefecture(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    """The same with a county's workbook among the returns."""

    def above() -> Scene:
        lower = county(tmp_path_factory.mktemp("east"), "东岭县", EAST)
        return made(tmp_path_factory.mktemp("above"), {"E.xlsx": lower, **FILES}, EAST_UNIT)

    return made_once(tmp_path_factory, "manipulated-above", above)


def told(folder: Path, made: Manipulated) -> list[str]:
    """What verify says of a manipulated workbook beside its inbox: place and code of each finding."""
    folder.mkdir()
    (folder / "汇总.xlsx").write_bytes(made.book)
    inbox = folder / "inbox"
    inbox.mkdir()
    for name, content in made.files.items():
        (inbox / name).write_bytes(content)
    return [f"{each.place} {each.code}" for each in run(folder / "汇总.xlsx", [inbox], LAYOUT).findings]


def test_nothing_is_told_of_an_untouched_workbook(scene: Scene, prefecture: Scene, tmp_path: Path) -> None:
    """Else what follows would prove nothing; of a county's units the files are not given."""
    for number, (each, expected) in enumerate(((scene, []), (prefecture, [" V31"]))):
        lines = told(tmp_path / str(number), Manipulated(what="", book=each.book, files=each.files))
        assert lines == expected


def must_be_told(folder: Path, *made: Manipulated) -> None:
    """Of the last, which has them all, something is told; of each that has a place, there."""
    lines = [line for line in told(folder, made[-1]) if line != " V31"]
    assert lines, made[-1].what
    for each in made:
        assert not each.place or any(_is_at(line.rpartition(" ")[0], each.place) for line in lines), (each.what, lines)


def _is_at(found: str, place: str) -> bool:
    return found == place or found.startswith(f"{place}!")


@pytest.mark.parametrize("number", range(len(MANIPULATIONS)), ids=lambda number: MANIPULATIONS[number].__name__)
def test_each_manipulation_is_told(number: int, scene: Scene, tmp_path: Path) -> None:
    """Ten times each, elsewhere each time; where it has a cell or a sheet, a finding names it.

    What is done to a cell, and told there, is done once alone and then nine times in one workbook.
    """
    do = MANIPULATIONS[number]
    turns = [Random(1000 * number + turn) for turn in range(ROUNDS)]  # noqa: S311
    if do in OF_A_CELL:
        must_be_told(tmp_path / "alone", do(scene, turns[0]))
        must_be_told(tmp_path / "nine", *_one_after_the_other(do, scene, turns[1:]))
        return
    once = {(made.book, *sorted(made.files.items())): made for made in (do(scene, turn) for turn in turns)}
    for turn, made in enumerate(once.values()):
        must_be_told(tmp_path / str(turn), made)


def _one_after_the_other(do: Manipulation, scene: Scene, turns: Sequence[Random]) -> Iterator[Manipulated]:
    """Each done to what the one before has left."""
    for turn in turns:
        made = do(scene, turn)
        scene = replace(scene, book=made.book, files=made.files)
        yield made


@pytest.mark.parametrize("number", range(len(MANIPULATIONS)), ids=lambda number: MANIPULATIONS[number].__name__)
def test_each_manipulation_above_a_county_is_told(number: int, prefecture: Scene, tmp_path: Path) -> None:
    """Once each, where one of the rows is a county's."""
    must_be_told(tmp_path / "above", MANIPULATIONS[number](prefecture, Random(number)))  # noqa: S311


def test_counts_that_the_ledger_itself_has_wrong_are_told(tmp_path: Path) -> None:
    """A writer that counted wrongly: 核对 holds in itself, the digest fits, and the cells counted again do not."""
    whole = ledger(*every_unit())
    files = tuple(replace(line, read=line.read + 1) for line in whole.files)
    content, _ = consolidated(replace(whole, files=files), LAYOUT)
    (tmp_path / "汇总.xlsx").write_bytes(content)
    codes = {each.place: each.code for each in run(tmp_path / "汇总.xlsx", None, LAYOUT).findings}
    read = Cell(places_of(whole, LAYOUT).cells_row, 3)
    assert codes[f"{CONTROL_SHEET}!{read}"] == "V08"
