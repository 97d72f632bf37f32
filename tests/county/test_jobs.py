"""A round in one process and in several: the same bytes; a return is one small record on its way."""

import copy
import gc
import os
import pickle
import signal
import zlib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from returns_made import LAYOUT, answers, workbook
from rounds_made import CARRIED_OUT, RECEIVED
from xlreport.office.adding_up import consolidation
from xlreport.office.adding_up.consolidation import merge, received_file
from xlreport.office.adding_up.verification import verify
from xlreport.office.taking_in.compact_returns import Unpacker, packed
from xlreport.office.taking_in.intake import taken_in
from xlreport.office.taking_in.validation import validate
from xlreport.submissions import Entry, Submission
from xlreport.workers import Processes

SMALL = 8 * 1024
CODES = "ABC"


@pytest.fixture(scope="module")
def inbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three returns and a file that is none."""
    folder = tmp_path_factory.mktemp("round") / "inbox"
    folder.mkdir()
    for number, code in enumerate(CODES):
        figures = dict.fromkeys((RECEIVED, CARRIED_OUT), 7 + number)
        said: dict[str, Any] = {**figures, "overview.active": "主动公开的段落。" * 60}
        (folder / f"{code}.xlsx").write_bytes(workbook(answers(code, said)))
    (folder / "D.xlsx").write_bytes(b"no workbook")
    return folder


def test_the_workbook_and_its_proof_do_not_depend_on_the_number_of_processes(inbox: Path, tmp_path: Path) -> None:
    """Merged, verified and validated with 1, 2 and 4."""
    made = {}
    for jobs in (1, 2, 4):
        merged = merge([inbox], tmp_path / "汇总.xlsx", LAYOUT, crew=Processes(jobs))
        proof = verify(merged.output, [inbox], LAYOUT, crew=Processes(jobs))
        checked = validate([inbox], LAYOUT, crew=Processes(jobs))
        made[jobs] = (merged.output.read_bytes(), proof, checked)
    assert made[1] == made[2] == made[4]
    assert (made[1][1].state, made[1][1].units) == ("proven", len(CODES))
    assert [each.file for each in made[1][2].returns] == ["A.xlsx", "B.xlsx", "C.xlsx", "D.xlsx"]


def test_returns_that_are_let_go_are_gone_at_once(inbox: Path) -> None:
    """Nothing of a record goes in a circle, which would stay until somebody looks for such: thousands of them do."""
    record = packed(taken_in("A.xlsx", inbox / "A.xlsx", LAYOUT), LAYOUT)
    gc.collect()
    gc.disable()
    try:
        unpacker = Unpacker(LAYOUT)
        returns = [unpacker(record) for _ in range(20)]
        assert len({len(each.submission.entries) for each in returns}) == 1  # their entries are opened
        del returns, unpacker
        assert gc.collect() == 0
    finally:
        gc.enable()


def test_a_process_that_is_killed_costs_its_own_file_only(
    inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file has a finding of its own, and the run goes on to its end."""

    def deadly(name: str, *rest: Any) -> Any:
        if name == "B.xlsx":
            os.kill(os.getpid(), signal.SIGKILL)
        return received_file(name, *rest)

    monkeypatch.setattr(consolidation, "received_file", deadly)
    merged = merge([inbox], tmp_path / "汇总.xlsx", LAYOUT, crew=Processes(2))
    assert [row.file for row in merged.ledger.rows] == ["A.xlsx", "C.xlsx"]
    told = [each for each in merged.ledger.findings if each.file == "B.xlsx"]
    assert [each.code for each in told] == ["M18"]
    assert "ChildProcessError" in told[0].message.zh


def test_a_return_is_one_small_record_without_a_form(inbox: Path) -> None:
    """Unpacked it is what it was, to the last entry; equal entries of two returns are one object."""
    unpacked = Unpacker(LAYOUT)
    returns = [taken_in(f"{code}.xlsx", inbox / f"{code}.xlsx", LAYOUT) for code in CODES]
    back = []
    for given in returns:
        record = packed(given, LAYOUT)
        assert len(record) <= SMALL
        *parts, content = pickle.loads(record)  # noqa: S301  # packed above
        assert all(LAYOUT.form.title.encode() not in zlib.decompress(part) for part in parts)
        assert b"xlreport" not in pickle.dumps(content)
        back.append(unpacked(record))
    assert back == returns
    first, second = (each.submission.entries["disputes.review.upheld"] for each in back[:2])
    assert first is second


def test_entries_are_unpacked_again_however_many_returns_were_asked_in_between(inbox: Path) -> None:
    """Only those of the last few returns are kept unpacked; what a return says of itself always is."""
    unpacked = Unpacker(LAYOUT)
    given = taken_in("A.xlsx", inbox / "A.xlsx", LAYOUT)
    submission = given.submission
    assert submission is not None
    numbered = [replace(submission, entries={**submission.entries, **_named(submission, n)}) for n in range(30)]
    back = [unpacked(packed(replace(given, submission=each), LAYOUT)).submission for each in numbered]
    assert [each.entries for each in back] == [each.entries for each in numbered]
    assert [each.says("unit_name") for each in back] == [f"第{n}单位" for n in range(30)]
    assert copy.copy(back[0].entries) == numbered[0].entries
    with pytest.raises(KeyError):
        back[0].entry("cover.nothing")


def _named(submission: Submission, number: int) -> dict[str, Entry]:
    field = submission.form.roles.field("unit_name")
    return {field: replace(submission.entries[field], value=f"第{number}单位", raw=f"第{number}单位")}


def test_every_kind_of_file_comes_back_as_it_was(inbox: Path, tmp_path: Path) -> None:
    """A file that cannot be read, and a whole area's workbook."""
    book = merge([inbox], tmp_path / "汇总.xlsx", LAYOUT).output
    for path in (inbox / "D.xlsx", book):
        given = taken_in(path.name, path, LAYOUT)
        for each in (given, consolidation.area_book(given, path, LAYOUT)):
            assert Unpacker(LAYOUT)(packed(each, LAYOUT)) == each
