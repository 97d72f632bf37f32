"""What lies in an inbox: the files to take in, and every other one listed with its reason."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from xlreport.errors import XlreportError
from xlreport.merging import scan

FILES = {
    "甲.xlsx": b"PK",
    "乡镇/乙.XLSX": b"PK",
    "~$甲.xlsx": b"x",
    ".~lock.甲.xlsx#": b"x",
    "._甲.xlsx": b"x",
    "丙.xlsx.part": b"x",
    "丁.crdownload": b"x",
    "戊.tmp": b"x",
    "空.xlsx": b"",
    "旧.xls": b"x",
    "旧.xlsm": b"x",
    "己.xlsx.downloading": b"x",
    ".庚.xlsx.icloud": b"bplist00",
    ".~辛.xlsx": b"x",
    "壬.csv": b"x",
    "说明.docx": b"x",
}


def inbox(folder: Path) -> Path:
    """A folder with a file of each sort."""
    for name, content in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


def test_every_file_is_taken_in_or_listed(tmp_path: Path) -> None:
    """Only workbooks are taken in, from subfolders too; nothing is silent; what may be a return is suspicious."""
    found = scan([inbox(tmp_path)])
    assert [name for name, _ in found.files] == ["乡镇/乙.XLSX", "旧.xls", "甲.xlsx"]
    assert {name for name, _ in found.files} | {each.file for each in found.skipped} == set(FILES)
    suspicious = {each.file for each in found.skipped if each.suspicious}
    assert suspicious == {
        *("丙.xlsx.part", "丁.crdownload", "戊.tmp", "己.xlsx.downloading"),
        *("空.xlsx", "旧.xlsm", ".庚.xlsx.icloud", "壬.csv"),
    }
    assert all(each.reason.zh and each.reason.en for each in found.skipped)


def test_a_named_file_is_taken_in_and_never_twice(tmp_path: Path) -> None:
    """A file given by name is taken in whatever it is called; a folder and a file in it give it once."""
    folder = inbox(tmp_path)
    found = scan([folder / "旧.xlsm", folder, folder])
    assert [name for name, _ in found.files] == ["乡镇/乙.XLSX", "旧.xls", "旧.xlsm", "甲.xlsx"]


def test_the_output_is_never_an_input(tmp_path: Path) -> None:
    """The workbook to be written, lying in the inbox, is listed as such."""
    found = scan([inbox(tmp_path)], tmp_path / "甲.xlsx")
    assert [name for name, _ in found.files] == ["乡镇/乙.XLSX", "旧.xls"]
    assert (
        next(each for each in found.skipped if each.file == "甲.xlsx").reason.en == "the output of this consolidation"
    )


def test_a_place_that_is_not_there_is_told(tmp_path: Path) -> None:
    """A folder that does not exist is an error, not an empty merge."""
    with pytest.raises(XlreportError, match="gone"):
        scan([tmp_path / "gone"])


def test_files_of_one_name_are_told_apart(tmp_path: Path) -> None:
    """As much of the path as makes each name the only one, whatever the order; other names stay as they are."""
    places = [tmp_path / name for name in ("a/in", "b/in", "a/more")]
    for place in places:
        place.mkdir(parents=True)
        (place / "x.xlsx").write_bytes(b"PK")
    (places[0] / "own.xlsx").write_bytes(b"PK")
    (places[1] / "~$x.xlsx").write_bytes(b"x")
    for order in (places, places[::-1]):
        found = scan(order)
        names = [name for name, _ in found.files]
        assert names == ["a/in/x.xlsx", "b/in/x.xlsx", "more/x.xlsx", "own.xlsx"]
        assert all(path.as_posix().endswith(name) for name, path in found.files)
        assert [each.file for each in found.skipped] == ["~$x.xlsx"]
    assert [name for name, _ in scan([places[0] / "x.xlsx", places[1] / "x.xlsx"]).files] == [
        "a/in/x.xlsx",
        "b/in/x.xlsx",
    ]


def test_what_is_no_file_holds_nothing_up(tmp_path: Path) -> None:
    """Links to nothing or to themselves are taken in, to be told by what opens them; a linked folder is listed."""
    inbox(tmp_path)
    (tmp_path / "圈.xlsx").symlink_to("圈.xlsx")
    (tmp_path / "断.xlsx").symlink_to("nowhere.xlsx")
    (tmp_path / "别处").symlink_to(tmp_path, target_is_directory=True)
    os.mkfifo(tmp_path / "管.xlsx")
    found = scan([tmp_path])
    assert [name for name, _ in found.files] == sorted(
        ["乡镇/乙.XLSX", "圈.xlsx", "断.xlsx", "旧.xls", "甲.xlsx", "管.xlsx"]
    )
    linked = next(each for each in found.skipped if each.file == "别处/")
    assert linked.suspicious
    assert "链接" in linked.reason.zh


def test_a_closed_subfolder_is_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the system does not let us look into is no silence; the inbox itself closed is an error."""
    inbox(tmp_path)
    really = os.walk

    def walk(place: Path, onerror: Callable[[OSError], None]) -> Iterator[tuple[str, list[str], list[str]]]:
        for folder, below, names in really(place):
            if Path(folder).name == closed:
                onerror(PermissionError(13, "denied", folder))
            else:
                yield folder, below, names

    monkeypatch.setattr("os.walk", walk)
    closed = "乡镇"
    found = scan([tmp_path])
    assert [name for name, _ in found.files] == ["旧.xls", "甲.xlsx"]
    assert [(each.file, each.suspicious) for each in found.skipped if "打不开" in each.reason.zh] == [("乡镇/", True)]
    closed = tmp_path.name
    with pytest.raises(XlreportError, match="cannot be opened"):
        scan([tmp_path])


def test_names_of_raw_bytes_are_readable_and_apart(tmp_path: Path) -> None:
    """One name in UTF-8, in GBK and in neither: each is text, and each is its own."""
    for raw in ("局.xlsx".encode(), "局.xlsx".encode("gbk"), b"\xff\xfe\x81.xlsx"):
        (tmp_path / os.fsdecode(raw)).write_bytes(b"PK")
    names = [name for name, _ in scan([tmp_path]).files]
    assert sorted(names) == sorted(["局.xlsx", "局.xlsx (2)", "\\xff\\xfe\\x81.xlsx"])
    assert all(name.encode("utf-8") for name in names)
