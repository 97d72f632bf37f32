"""An inbox with archives in it: their files are taken in by the same gate, and what cannot be is told."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from archives_made import packed, packed_in_gbk
from filled import LAYOUT, filled
from xlreport.errors import XlreportError
from xlreport.office.adding_up.consolidation import merge
from xlreport.office.adding_up.verification import verify
from xlreport.office.taking_in.opened_inbox import opened_inbox
from xlreport.office.taking_in.validation import validate


def opened(folder: Path, files: Mapping[str, bytes]) -> tuple[dict[str, bytes], dict[str, str]]:
    """What is taken in of an inbox with these files, by name; and why the others are not."""
    for name, content in files.items():
        (folder / name).write_bytes(content)
    with opened_inbox([folder]) as inbox:
        assert all(each.suspicious for each in inbox.skipped if ".xlsx" not in each.file)
        return {name: path.read_bytes() for name, path in inbox.files}, {
            each.file: each.reason.zh for each in inbox.skipped
        }


def test_files_of_an_archive_are_taken_in(tmp_path: Path) -> None:
    """Names in GBK with backslashes, names in UTF-8, an archive in an archive: each file by archive and name."""
    inner = packed_in_gbk({"戊誠.xlsx": b"5"})
    files, skipped = opened(
        tmp_path,
        {
            "甲.xlsx": b"1",
            "乡镇.zip": packed_in_gbk({"报送\\乙.xlsx": b"2", "报送\\~$乙.xlsx": b"x"}),
            "部门.ZIP": packed({"丙.xlsx": b"3", "丁/里面.zip": inner}),
        },
    )
    assert files == {
        "甲.xlsx": b"1",
        "乡镇.zip/报送/乙.xlsx": b"2",
        "部门.ZIP/丙.xlsx": b"3",
        "部门.ZIP/丁/里面.zip/戊誠.xlsx": b"5",
    }
    assert skipped == {"乡镇.zip/报送/~$乙.xlsx": "打开工作簿时产生的临时文件"}


def test_archives_are_nested_no_deeper(tmp_path: Path) -> None:
    """An archive in an archive in an archive is told, and what lies beside it is taken in."""
    deep = packed({"二.zip": packed({"三.zip": packed({"甲.xlsx": b"1"}), "乙.xlsx": b"2"})})
    files, skipped = opened(tmp_path, {"一.zip": deep})
    assert files == {"一.zip/二.zip/乙.xlsx": b"2"}
    assert list(skipped) == ["一.zip/二.zip/三.zip"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("残.zip", packed({"甲.xlsx": b"1" * 99})[:-30]),
        ("不是.zip", b"no archive"),
        ("坏.zip", packed({"甲.xlsx": b"1234" * 99}).replace(b"PK\x01\x02", b"PK\x01\x03", 1)),
        ("出去.zip", packed({"../甲.xlsx": b"1"})),
        ("别的.rar", b"Rar!"),
        ("别的.7z", b"7z"),
    ],
)
def test_an_archive_that_cannot_be_opened_is_told(tmp_path: Path, name: str, content: bytes) -> None:
    """Cut off, no archive, damaged, with a way out of the folder, of another kind: suspicious, with what to do."""
    files, skipped = opened(tmp_path, {name: content, "乙.xlsx": b"2"})
    assert files == {"乙.xlsx": b"2"}
    assert list(skipped) == [name]
    assert "解开" in skipped[name]


def test_two_names_that_read_alike_stay_two(tmp_path: Path) -> None:
    """What is written otherwise and reads alike is told apart by a number."""
    files, _ = opened(tmp_path, {"一.zip": packed({"甲\u202e.xlsx": b"1", "甲\\u202e.xlsx": b"2"})})
    assert sorted(files.values()) == [b"1", b"2"]


def test_nothing_stays(tmp_path: Path) -> None:
    """What was unpacked is gone when the inbox is closed."""
    (tmp_path / "一.zip").write_bytes(packed({"甲.xlsx": b"1"}))
    with opened_inbox([tmp_path]) as inbox:
        path = dict(inbox.files)["一.zip/甲.xlsx"]
        assert path.is_file()
    assert not path.parent.parent.exists()


def test_a_workbook_called_zip_is_a_workbook(tmp_path: Path) -> None:
    """A workbook whose ending a program has changed is taken in as it lies there."""
    (tmp_path / "表.zip").write_bytes(filled("county-ZRZ").content)
    with opened_inbox([tmp_path]) as inbox:
        assert inbox.files == (("表.zip", tmp_path / "表.zip"),)


def test_an_archive_is_merged_validated_and_verified(tmp_path: Path) -> None:
    """The same return packed and unpacked counts alike; the proof reads it again out of its archive."""
    inbox = tmp_path / "收件"
    inbox.mkdir()
    (inbox / "部门.zip").write_bytes(packed_in_gbk({"自然资源局.xlsx": filled("county-ZRZ").content}))
    checked = validate([inbox], LAYOUT)
    assert [(each.file, each.state) for each in checked.returns] == [("部门.zip/自然资源局.xlsx", "accepted")]
    made = merge([inbox], tmp_path / "汇总.xlsx", LAYOUT)
    assert [row.file for row in made.ledger.rows] == ["部门.zip/自然资源局.xlsx"]
    proof = verify(made.output, [inbox], LAYOUT)
    assert (proof.state, proof.units) == ("proven", 1)


def test_an_archive_without_returns_is_an_error(tmp_path: Path) -> None:
    """Named itself, an archive of which nothing can be checked ends the command and says why."""
    (tmp_path / "残.zip").write_bytes(b"PK\x03\x04")
    with pytest.raises(XlreportError, match="不能打开"):
        validate([tmp_path / "残.zip"], LAYOUT)
