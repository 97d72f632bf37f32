"""220 seeded manipulations of a consolidated workbook: each is told, and where it has a place, at that place."""

from pathlib import Path
from random import Random

import pytest

from manipulating import MANIPULATIONS, Manipulated, Scene
from returns_made import LAYOUT, ROSTER, answers, workbook
from xlreport.background import LastYear
from xlreport.commands.merge import taken_in
from xlreport.commands.verify import run
from xlreport.merging import Terms, assemble, consolidated, scan
from xlreport.merging.book.places import places_of
from xlreport.submissions import Value

ROUNDS = 10
"""Times that each of the 22 manipulations is done, each time elsewhere."""


def said(code: str, number: int) -> dict[str, Value]:
    """A return with figures in every table and a narrative."""
    more: dict[str, Value] = {
        "requests.received.natural": number,
        "requests.carried_out.natural": number,
        "disclosure.licensing.decisions": 3 * number,
        "disputes.review.upheld": number,
        "overview.active": f"{code} 的第一段\n第二段",
    }
    return answers(code, more)


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    """Three units, two counted and one rejected beside a fourth file that is no return."""
    files = {f"{code}.xlsx": workbook(said(code, number)) for code, number in (("A", 1), ("B", 20), ("C", 301))}
    inbox = tmp_path_factory.mktemp("inbox")
    for name, content in files.items():
        (inbox / name).write_bytes(content)
    (inbox / "D.xlsx").write_bytes(b"not a workbook")
    found = scan([inbox])
    returns = [taken_in(name, path, LAYOUT) for name, path in found.files]
    last = {code: LastYear(numbers={"requests.received.natural": 5, "requests.received.total": 5}) for code in "AB"}
    terms = Terms(last=last, inbox="inbox/")
    ledger = assemble(returns, layout=LAYOUT, roster=ROSTER, skipped=found.skipped, terms=terms)
    content, _ = consolidated(ledger, LAYOUT)
    return Scene(book=content, at=places_of(ledger, LAYOUT), files={**files, "D.xlsx": b"not a workbook"})


def told(folder: Path, made: Manipulated) -> list[str]:
    """What verify says of a manipulated workbook beside its inbox: place and code of each finding."""
    folder.mkdir()
    (folder / "汇总.xlsx").write_bytes(made.book)
    inbox = folder / "inbox"
    inbox.mkdir()
    for name, content in made.files.items():
        (inbox / name).write_bytes(content)
    return [f"{each.place} {each.code}" for each in run(folder / "汇总.xlsx", [inbox], LAYOUT).findings]


def test_nothing_is_told_of_an_untouched_workbook(scene: Scene, tmp_path: Path) -> None:
    """Else what follows would prove nothing."""
    assert told(tmp_path / "0", Manipulated(what="", book=scene.book, files=scene.files)) == []


@pytest.mark.parametrize("number", range(len(MANIPULATIONS)), ids=lambda number: MANIPULATIONS[number].__name__)
def test_each_manipulation_is_told(number: int, scene: Scene, tmp_path: Path) -> None:
    """Ten times each, elsewhere each time; where it has a cell or a sheet, a finding names it."""
    for turn in range(ROUNDS):
        made = MANIPULATIONS[number](scene, Random(1000 * number + turn))  # noqa: S311
        lines = told(tmp_path / str(turn), made)
        assert lines, made.what
        assert not made.place or any(line.split(" ")[0].startswith(made.place.split(" ")[0]) for line in lines), (
            made.what,
            lines,
        )
