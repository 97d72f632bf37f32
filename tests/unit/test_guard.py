"""The guard over outputs: what may be written where, and how a file is recognised as the program's own."""

import io
import json
import os
import zipfile
from pathlib import Path

import openpyxl
import pytest

from returns_made import LAYOUT
from xlreport.errors import XlreportError
from xlreport.manifest import identity_of
from xlreport.storage import Guard, Purpose, csv_of, json_lines_of, json_of, stamp_of, stamped
from xlreport.writing import write_workbook

BOOK = write_workbook(LAYOUT, identity_of(LAYOUT, unit_code="A"), {})
BLANK = Purpose(name="test.blank", ending=".xlsx")
OTHER = Purpose(name="test.other", ending=".xlsx")
PAGE = Purpose(name="test.page", ending=".html")


def zipped(**parts: str) -> bytes:
    """A plain zip."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


def saved_by_openpyxl(content: bytes) -> bytes:
    """The workbook as another program saves it."""
    out = io.BytesIO()
    openpyxl.load_workbook(io.BytesIO(content)).save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "ending"),
    [(BOOK, ".xlsx"), (b"<p>a</p>\n", ".html"), (b"%PDF-1.7\n%%EOF\n", ".pdf"), (zipped(a="1"), ".zip")],
)
def test_a_stamp_is_read_back_and_tells_any_change(content: bytes, ending: str) -> None:
    """A stamped file gives its purpose; with one byte more or changed it gives none; stamping is repeatable."""
    made = stamped(content, ending, "test.blank", "某县 2025")
    stamp = stamp_of(made)
    assert stamp is not None
    assert stamp.is_for("test.blank", "")
    assert stamp.is_for("test.blank", "某县 2025")
    assert not stamp.is_for("test.blank", "某县 2026")
    assert not stamp.is_for("test.other", "")
    assert stamped(content, ending, "test.blank", "某县 2025") == made
    assert stamp_of(content) is None
    changed = zipped_with(made) if made.startswith(b"PK") else made.replace(b"a", b"b", 1).replace(b"1.7", b"1.4")
    assert stamp_of(changed) is None


def zipped_with(content: bytes) -> bytes:
    """The zip with one byte of one part changed, its comment and all else as before."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        new.comment = old.comment
        for number, info in enumerate(old.infolist()):
            part = old.read(info)
            new.writestr(info, part if number else part[:-1] + bytes([part[-1] ^ 1]))
    return out.getvalue()


def test_a_stamped_workbook_is_a_workbook() -> None:
    """Every part but the properties is as it was, and openpyxl reads it; saved by openpyxl the stamp is void."""
    made = BLANK.stamped(BOOK)
    before, after = (zipfile.ZipFile(io.BytesIO(each)) for each in (BOOK, made))
    assert before.namelist() == after.namelist()
    assert after.testzip() is None
    assert [name for name in before.namelist() if before.read(name) != after.read(name)] == ["docProps/core.xml"]
    assert BLANK.wrote(made)
    assert not BLANK.wrote(saved_by_openpyxl(made))
    assert BLANK.stamped(made) == made
    assert OTHER.wrote(OTHER.stamped(made))
    assert not BLANK.wrote(OTHER.stamped(made))


@pytest.mark.parametrize(
    "content",
    [b"", b"PK", b"PK\x03\x04" + b"\xff" * 40, b"text", BOOK[:-30], zipped(**{"docProps/core.xml": "x" * 2_000_000})],
)
def test_what_is_no_file_of_ours_has_no_stamp(content: bytes) -> None:
    """Broken zips, texts and nothing: no stamp, no error."""
    assert stamp_of(content) is None


def test_formats_without_room_are_recognised_by_shape() -> None:
    """CSV, JSON and JSON lines are the program's own by their columns or keys and their spelling."""
    csv = csv_of(["code", "a,b"])
    assert csv('\ufeffcode,"a,b"\r\n1,2\r\n'.encode())
    for other in (
        'code,"a,b"\r\n',
        '\ufeffcode,"a,b"\n',
        '\ufeff"code","a,b"\r\n',
        "\ufeffcode,name\r\n",
        "\ufeff",
        "",
    ):
        assert not csv(other.encode())
    assert not csv("\ufeff代码".encode("gb18030"))
    table = {"form": "单", "units": [1.5, None]}
    whole = json_of(["form", "units"], indent=1)
    assert whole((json.dumps(table, ensure_ascii=False, indent=1) + "\n").encode())
    for text in (json.dumps(table, ensure_ascii=False), '{"form": 1}', "[]", "{", "[" * 100_000):
        assert not whole(text.encode())
    lines = json_lines_of(["file"])
    assert lines(b'{"file": 1, "b": 2}\n{"file": 2}\n')
    for text in ('{"file":1}\n', '{"file": 1}', '{"b": 1}\n', "\n", ""):
        assert not lines(text.encode())


def test_a_new_name_and_the_own_file_are_written(tmp_path: Path) -> None:
    """A new name, in a folder that is made, then again over what was written, over nothing, and over the same bytes."""
    path = tmp_path / "out" / "a.xlsx"
    for book in (BOOK, write_workbook(LAYOUT, identity_of(LAYOUT, unit_code="B"), {})):
        Guard().file(path, BLANK).write(book)
        assert path.read_bytes() == BLANK.stamped(book)
    path.write_bytes(b"")
    Guard().file(path, BLANK).write(BOOK)
    Guard().check(path, OTHER, path.read_bytes())


def refused(path: Path, purpose: Purpose = BLANK, *inputs: Path, force: bool = False) -> str:
    """What the guard says against writing a file; nothing is changed by it."""
    with pytest.raises(XlreportError) as told:
        Guard(inputs=inputs, force=force).file(path, purpose)
    return str(told.value)


@pytest.mark.parametrize("content", [b"a person's", BOOK, saved_by_openpyxl(BLANK.stamped(BOOK)), OTHER.stamped(BOOK)])
def test_a_persons_file_is_refused_unless_forced(tmp_path: Path, content: bytes) -> None:
    """A foreign file, a workbook without stamp, an edited one, one of another purpose: refused, `--force` named."""
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    assert "--force" in refused(path)
    assert path.read_bytes() == content
    Guard(force=True).file(path, BLANK).write(BOOK)
    assert path.read_bytes() == BLANK.stamped(BOOK)


def test_another_subject_is_refused(tmp_path: Path) -> None:
    """What was written about another matter is not replaced, even where the matter is known only at the end."""
    path = tmp_path / "a.xlsx"
    Guard().file(path, BLANK).write(BOOK, subject="甲县 2025")
    target = Guard().file(path, BLANK)
    with pytest.raises(XlreportError, match="--force"):
        target.write(BOOK, subject="甲县 2026")
    target.write(BOOK, subject="甲县 2025")


def test_what_changes_while_the_command_works_is_seen(tmp_path: Path) -> None:
    """A file that a person puts there after the first look stays."""
    path = tmp_path / "a.xlsx"
    target = Guard().file(path, BLANK)
    path.write_bytes(b"a person's")
    with pytest.raises(XlreportError, match="--force"):
        target.write(BOOK)
    assert path.read_bytes() == b"a person's"


def test_what_the_command_reads_is_never_replaced(tmp_path: Path) -> None:
    """An input by any of its names, or a file of an input folder, also with `--force`; its own output there may be."""
    folder = tmp_path / "inbox"
    folder.mkdir()
    path, link, hard = folder / "a.xlsx", tmp_path / "link.xlsx", tmp_path / "hard.xlsx"
    path.write_bytes(BOOK)
    link.symlink_to(path)
    hard.hardlink_to(path)
    for name in (path, link, hard, folder / ".." / "inbox" / "a.xlsx"):
        for inputs in ([path], [link]):
            assert "--force" not in refused(name, BLANK, *inputs, force=True)
    assert "--force" not in refused(path, BLANK, folder, force=True)
    assert "--force" not in refused(tmp_path / "not-yet.xlsx", BLANK, tmp_path / "not-yet.xlsx", force=True)
    Guard(inputs=[folder]).file(folder / "new.xlsx", BLANK).write(BOOK)
    Guard(inputs=[folder]).file(folder / "new.xlsx", BLANK).write(BOOK)


def test_only_regular_files(tmp_path: Path) -> None:
    """A folder, a pipe, a device, a link to any of them or in a circle: refused even with `--force`."""
    (tmp_path / "d.xlsx").mkdir()
    os.mkfifo(tmp_path / "p.xlsx")
    (tmp_path / "n.xlsx").symlink_to("/dev/null")
    (tmp_path / "c.xlsx").symlink_to(tmp_path / "c.xlsx")
    for name in ("d", "p", "n", "c"):
        assert "不是普通文件" in refused(tmp_path / f"{name}.xlsx", force=True)
    (tmp_path / "l.xlsx").symlink_to(tmp_path / "new.xlsx")
    Guard().file(tmp_path / "l.xlsx", BLANK).write(BOOK)
    assert (tmp_path / "l.xlsx").is_symlink()
    assert (tmp_path / "new.xlsx").read_bytes() == BLANK.stamped(BOOK)


def test_endings_and_folders(tmp_path: Path) -> None:
    """The name must end as the format does; a folder is made only in one that is there; one file for one output."""
    for name in ("a.xls", "a", "a.xlsx.", "a.html", ".xlsx"):
        assert ".xlsx" in refused(tmp_path / name, force=True)
    Guard().file(tmp_path / "A.XLSX", BLANK).write(BOOK)
    assert "上级文件夹" in refused(tmp_path / "a" / "b" / "c.xlsx")
    (tmp_path / "file").write_bytes(b"")
    assert "上级文件夹" in refused(tmp_path / "file" / "c.xlsx")
    outputs = Guard()
    outputs.file(tmp_path / "one.html", PAGE)
    with pytest.raises(XlreportError, match="one file for two outputs"):
        outputs.file(tmp_path / "." / "one.html", PAGE)


def test_pieces_are_written_as_a_whole_is(tmp_path: Path) -> None:
    """Over the program's own file of the same subject, not over another's or a changed one."""
    place, made = tmp_path / "a.xlsx", stamped(BOOK, ".xlsx", BLANK.name, "甲")
    for _ in range(2):
        Guard().file(place, BLANK).write_pieces(iter([made[:1_000], made[1_000:]]), subject="甲")
        assert place.read_bytes() == made
    target = Guard().file(place, BLANK)
    with pytest.raises(XlreportError, match="--force"):
        target.write_pieces(iter([made]), subject="乙")
    assert place.read_bytes() == made
