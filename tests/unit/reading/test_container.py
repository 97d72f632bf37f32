"""The gate on the container: each refusal by a real such file, each legal oddity let through."""

import hashlib
import io
import struct
import time
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from bounded import bounded
from packages import package, patched, zipped
from xlreport.errors import Refusal
from xlreport.reading.container import open_container
from xlreport.reading.ooxml import read_book

"""The kinds with a code of their own."""


def refusal(path: Path) -> Refusal:
    """The refusal with which the gate answers a file."""
    with pytest.raises(Refusal) as caught:
        open_container(path)
    return caught.value


def refused(path: Path, data: bytes) -> tuple[str, str]:
    """Code and fact of the refusal of a file with these bytes."""
    path.write_bytes(data)
    answer = refusal(path)
    return answer.code, answer.found


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A workbook as xlsxwriter makes it."""
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(path, {"in_memory": True}) as made:
        made.add_worksheet("表").write(0, 0, "文字")
    return path


def _central(data: bytes, name: bytes) -> int:
    """Where the central directory entry of a name begins."""
    return data.rindex(name) - 46


def _changed(data: bytes, position: int, new: bytes) -> bytes:
    return data[:position] + new + data[position + len(new) :]


def test_a_good_file_passes(book: Path) -> None:
    """A workbook passes with its hash and its parts, and its bytes are the same afterwards."""
    before = book.read_bytes()
    container = open_container(book)
    with zipfile.ZipFile(book) as file:
        assert list(container.names) == file.namelist()
        assert all(container.read(name) == file.read(name) for name in container.names)
    assert container.sha256 == hashlib.sha256(before).hexdigest()
    assert container.path == book
    assert book.read_bytes() == before


def test_a_part_is_found_whatever_its_case(book: Path) -> None:
    """Part names know no case, as the format has it."""
    container = open_container(book)
    assert "XL/Workbook.xml" in container
    assert container.read("XL/Workbook.xml") == container.read("xl/workbook.xml")


def test_a_missing_part_is_refused(book: Path) -> None:
    """A part that is not there is I09 with its name."""
    with pytest.raises(Refusal, match=r"I09: xl/none\.xml: missing"):
        open_container(book).read("xl/none.xml")


def test_an_empty_file(tmp_path: Path) -> None:
    """A file without a byte is I01."""
    assert refused(tmp_path / "a.xlsx", b"") == ("I01", "0 bytes")


@pytest.mark.parametrize(
    ("data", "found"),
    [
        ("单位,年度\n甲局,2025\n".encode(), "csv"),
        ("单位,年度\n甲局,2025\n".encode("gb18030"), "csv"),
        (b"\xef\xbb\xbf" + "一份文字".encode(), "text"),
        ("一份文字".encode("utf-16"), "text"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "html"),
        (b'\n<!DOCTYPE html PUBLIC "-//W3C//DTD HTML 4.01//EN">', "html"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
         "xml spreadsheet 2003"),
        (b"%PDF-1.7\n%\xe2\xe3", "pdf"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "image"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF\0", "image"),
        (b"Rar!\x1a\x07\x01\0", "rar"),
        (b"PK\x05\x06" + b"\0" * 18, "empty zip"),
        (b"\x01\0" * 4096, "bytes 01 00 01 00 01 00 01 00"),
    ],
)  # fmt: skip
def test_no_workbook_by_content(tmp_path: Path, data: bytes, found: str) -> None:
    """What is no workbook by its content is told by its kind, whatever its name; most have a code of their own."""
    assert refused(tmp_path / "return.xlsx", data) == ("I02", found)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\x05admin" + b" " * 49 + b"\x05\0" + "admin".encode("utf-16-le") + b" \0" * 49, "I18"),
        (b"\x04" + "张三".encode("gbk") + b" " * 50 + b"\x02\0" + "张三".encode("utf-16-le") + b" \0" * 52, "I18"),
        (b"\0" * 165, "I19"),
        (b"\0" * 4096, "I19"),
        (b" " * 165, "I02"),
    ],
)
def test_what_programs_leave_behind(tmp_path: Path, data: bytes, code: str) -> None:
    """The lock file beside an open workbook, and the zero bytes of one that was never downloaded, have their codes."""
    assert refused(tmp_path / "return.xlsx", data)[0] == code


def test_a_text_cut_within_a_character_is_text(tmp_path: Path) -> None:
    """The look at the first bytes may end in the middle of a character."""
    assert refused(tmp_path / "a.xlsx", b"x" + "字".encode() * 3000) == ("I02", "text")


@pytest.mark.parametrize(
    ("part", "found"), [("word/document.xml", "docx"), ("ppt/a.xml", "pptx"), ("xl/workbook.bin", "xlsb")]
)
def test_another_office_file(tmp_path: Path, part: str, found: str) -> None:
    """A Word, PowerPoint or binary workbook package is called by its kind."""
    path = zipped(tmp_path / "a.xlsx", {"[Content_Types].xml": "<Types/>", part: "<x/>"})
    assert (refusal(path).code, refusal(path).found) == ("I02", found)


def test_any_other_zip(tmp_path: Path) -> None:
    """A zip of returns, not of parts, is I02."""
    assert refusal(zipped(tmp_path / "a.xlsx", {"甲.xlsx": b"1"})).found == "zip"


def test_a_workbook_after_other_bytes(book: Path) -> None:
    """A zip that does not begin with its first part is no workbook."""
    assert refused(book, b"\x01" * 1000 + book.read_bytes())[0] == "I02"


def _ole2(*streams: str) -> bytes:
    """An OLE2 file with a header, an allocation table and a directory of these streams."""
    signature = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    numbers = (0, 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header = signature + struct.pack("<6H10L", 0x3E, 3, 0xFFFE, 9, 6, 0, *numbers)
    table = struct.pack("<128L", 0xFFFFFFFD, 0xFFFFFFFE, *[0xFFFFFFFF] * 126)
    directory = b""
    for number, name in enumerate(("Root Entry", *streams)):
        spelled = name.encode("utf-16-le")
        entry = spelled.ljust(64, b"\0") + struct.pack("<H2B", len(spelled) + 2, 2 if number else 5, 1)
        directory += entry.ljust(128, b"\0")
    return header + struct.pack("<109L", 0, *[0xFFFFFFFF] * 108) + table + directory.ljust(512, b"\0")


@pytest.mark.parametrize(
    ("streams", "code", "found"),
    [
        (("EncryptionInfo", "EncryptedPackage"), "I03", "encrypted"),
        (("Workbook",), "I02", "xls"),
        (("Book",), "I02", "xls"),
        (("WordDocument",), "I02", "doc"),
        (("Something",), "I02", "ole2"),
    ],
)
def test_ole2_by_its_streams(tmp_path: Path, streams: tuple[str, ...], code: str, found: str) -> None:
    """An OLE2 file is told by its directory: a password, an old workbook, or another document."""
    assert refused(tmp_path / "a.xlsx", _ole2(*streams)) == (code, found)


def test_the_words_in_an_old_workbook_do_not_encrypt_it(tmp_path: Path) -> None:
    """The name of the encrypted stream as a text in a cell is no stream."""
    text = "EncryptedPackage".encode("utf-16-le").ljust(64, b"\0") + struct.pack("<H", 34)
    data = _ole2("Workbook") + b"\0" * 6 + text + b"\0" * 500
    assert refused(tmp_path / "a.xls", data) == ("I02", "xls")


def _converted(soffice: Path, source: Path, kind: str) -> Path:
    target = source.parent / "converted"
    profile = (source.parent / "profile").as_uri()
    bounded(
        [
            soffice,
            f"-env:UserInstallation={profile}",
            "--headless",
            "--convert-to",
            kind,
            "--outdir",
            target,
            source,
        ],
        check=True,
        capture_output=True,
    )
    return next(target.iterdir())


@pytest.mark.soffice
@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_files_of_a_real_program(soffice: Path, book: Path, kind: str) -> None:
    """An old workbook and an OpenDocument sheet as LibreOffice writes them are told apart, also renamed."""
    converted = _converted(soffice, book, kind)
    assert refusal(converted.rename(converted.with_suffix(".xlsx"))).found == kind


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_a_truncated_file(book: Path, share: float) -> None:
    """A file that lost its end is I05."""
    data = book.read_bytes()
    assert refused(book, data[: int(len(data) * share)])[0] == "I05"


def test_bytes_after_the_end(book: Path) -> None:
    """Bytes that belong to nothing after the end record are I05."""
    assert refused(book, book.read_bytes() + b"more")[0] == "I05"


def test_every_single_byte_may_break_a_file_but_not_the_reader(book: Path) -> None:
    """Whichever byte of a file is turned, it is read or refused: nothing else is raised."""
    data = book.read_bytes()
    for position in range(0, len(data), 7):
        book.write_bytes(_changed(data, position, bytes([data[position] ^ 0x55])))
        try:
            read_book(open_container(book))
        except Refusal as answer:
            assert answer.code.startswith("I")  # noqa: PT017  being read is as good an answer


def test_a_wrong_checksum(book: Path) -> None:
    """A part whose bytes do not have the promised checksum is I05."""
    data = book.read_bytes()
    position = _central(data, b"xl/workbook.xml") + 16
    book.write_bytes(_changed(data, position, b"\1\2\3\4"))
    with pytest.raises(Refusal, match=r"I05: xl/workbook\.xml: checksum differs"):
        open_container(book).read("xl/workbook.xml")


def test_a_corrupt_deflate_stream(book: Path) -> None:
    """A part that cannot be inflated is I05."""
    data = book.read_bytes()
    position = data.index(b"xl/workbook.xml") + len("xl/workbook.xml")
    book.write_bytes(_changed(data, position, b"\xff" * 20))
    with pytest.raises(Refusal, match=r"I05: xl/workbook\.xml"):
        open_container(book).read("xl/workbook.xml")


@pytest.mark.parametrize("size", [10, 100_000])
def test_a_size_that_lies(book: Path, size: int) -> None:
    """A part that inflates to another size than the directory declares is I05, and never inflated further."""
    data = book.read_bytes()
    position = _central(data, b"xl/workbook.xml") + 24
    book.write_bytes(_changed(data, position, struct.pack("<L", size)))
    with pytest.raises(Refusal, match=r"I05: xl/workbook\.xml"):
        open_container(book).read("xl/workbook.xml")


@pytest.mark.parametrize("entry", [0, 1, 5])
def test_a_missing_directory_entry(book: Path, entry: int) -> None:
    """A part that stands in the file but not in its directory is I05, wherever it stands."""
    data = book.read_bytes()
    end = data.rindex(b"PK\5\6")
    count, size, offset = struct.unpack_from("<HLL", data, end + 10)
    starts = [position for position in range(offset, end) if data.startswith(b"PK\1\2", position)]
    first, second = starts[entry], starts[entry + 1]
    record = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, count - 1, count - 1, size - (second - first), offset, 0)
    code, found = refused(book, data[:first] + data[second:end] + record)
    assert code == "I05"
    assert "not listed" in found


def test_too_few_entries(book: Path) -> None:
    """A directory with fewer entries than the end record counts is I05."""
    data = book.read_bytes()
    end = data.rindex(b"PK\5\6")
    assert refused(book, _changed(data, end + 8, struct.pack("<HH", 99, 99)))[0] == "I05"


def test_overlapping_parts(tmp_path: Path) -> None:
    """Two entries of the directory that share the same bytes are I05."""
    path = zipped(tmp_path / "a.xlsx", {"a1.xml": b"x" * 100, "a2.xml": b"x" * 100}, method=zipfile.ZIP_STORED)
    data = path.read_bytes()
    second = _central(data, b"a2.xml")
    longer = _changed(data, _central(data, b"a1.xml") + 20, struct.pack("<LL", 150, 150))
    assert longer[second : second + 4] == b"PK\1\2"
    assert refused(path, longer) == ("I05", "a1.xml: overlaps what follows")


@pytest.mark.parametrize("names", [("xl/a.xml", "xl/a.xml"), ("xl/a.xml", "XL/A.xml")])
def test_a_part_twice(tmp_path: Path, names: tuple[str, str]) -> None:
    """Two parts of one name, or of one name but for its case, are I06: programs would read different ones."""
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as file, pytest.MonkeyPatch.context() as quiet:
        quiet.setattr("warnings.warn", lambda *_, **__: None)
        for name in names:
            file.writestr(name, b"1")
    assert refusal(path).code == "I06"
    assert "twice" in refusal(path).found


@pytest.mark.parametrize(
    "name",
    [
        "xl\\workbook.xml",
        "/xl/a.xml",
        "../a.xml",
        "xl/../../a.xml",
        "C:/a.xml",
        "xl//a.xml",
        "xl/\x07.xml",
        "./a.xml",
    ],
)
def test_an_unsafe_name(tmp_path: Path, name: str) -> None:
    """A part name that could mean a place outside, or two places, is I06."""
    path = zipped(tmp_path / "a.xlsx", package() | {"q" * len(name): b"1"})
    data = path.read_bytes().replace(b"q" * len(name), name.encode())
    assert refused(path, data)[0] == "I06"


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_an_unusual_compression(tmp_path: Path, method: int) -> None:
    """A compression that spreadsheet programs do not use is I06."""
    assert "compression method" in refusal(zipped(tmp_path / "a.xlsx", package(), method=method)).found


def test_an_encrypted_member(book: Path) -> None:
    """A zip password is I06."""
    data = book.read_bytes()
    found = refused(book, _changed(data, _central(data, b"xl/workbook.xml") + 8, b"\1\0"))
    assert found == ("I06", "xl/workbook.xml: encrypted")


def test_a_local_name_that_differs(book: Path) -> None:
    """A part with two names is I06."""
    data = book.read_bytes()
    assert refused(book, data.replace(b"xl/workbook.xml", b"xl/workbooK.xml", 1))[0] == "I06"


def test_too_many_parts(tmp_path: Path) -> None:
    """More than 2,000 parts are I07."""
    parts = {f"xl/media/{number}.png": b"" for number in range(2001)}
    assert refusal(zipped(tmp_path / "a.xlsx", parts)).found == "2001 parts"


def test_too_large_a_file(tmp_path: Path) -> None:
    """A file over 50 MiB is I07, with its size."""
    path = tmp_path / "a.xlsx"
    with path.open("wb") as file:
        file.write(b"PK\3\4")
        file.truncate(50 * 2**20 + 1)
    assert (refusal(path).code, refusal(path).found) == ("I07", "52428801 bytes")


def _declared(data: bytes, name: bytes, size: int) -> bytes:
    """The file, with another unpacked size declared for a part."""
    return _changed(data, _central(data, name) + 24, struct.pack("<L", size))


def test_a_bomb_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    """A part of 151 MiB of blanks in 150 kB is I07 within a moment, with nothing unpacked."""
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file, file.open("xl/a.xml", "w") as part:
        for _ in range(151):
            part.write(b" " * 2**20)
    begin = time.process_time()
    assert refusal(path).found == f"xl/a.xml: {151 * 2**20} bytes"
    assert time.process_time() - begin < 1


def test_too_much_in_sum(book: Path) -> None:
    """Parts of more than 200 MiB together are I07, even where each alone is allowed."""
    data = _declared(book.read_bytes(), b"xl/workbook.xml", 120 * 2**20)
    assert refused(book, _declared(data, b"xl/styles.xml", 120 * 2**20))[0] == "I07"


def test_stored_members(tmp_path: Path) -> None:
    """Parts without compression are read."""
    path = zipped(tmp_path / "a.xlsx", package(), method=zipfile.ZIP_STORED)
    assert open_container(path).read("xl/workbook.xml") == str(package()["xl/workbook.xml"]).encode()


class _Unseekable(io.BytesIO):
    """A target that cannot go back: zipfile then writes sizes behind the data."""

    def seekable(self) -> bool:
        return False

    def seek(self, *_: int) -> int:
        raise io.UnsupportedOperation

    def tell(self) -> int:
        raise io.UnsupportedOperation


def test_data_descriptors(tmp_path: Path) -> None:
    """Sizes that stand behind a part's bytes are no obstacle."""
    target = _Unseekable()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        for name, part in package().items():
            file.writestr(name, part)
    path = tmp_path / "a.xlsx"
    path.write_bytes(target.getvalue())
    assert b"PK\x07\x08" in target.getvalue()
    assert open_container(path).read("xl/styles.xml") == str(package()["xl/styles.xml"]).encode()


def test_a_zip_comment(book: Path) -> None:
    """A comment of the zip file is skipped, even one that looks like the end of a zip file."""
    with zipfile.ZipFile(book, "a") as file:
        file.comment = b"made by a gateway PK\5\6" + b"\1" * 30
    assert "xl/workbook.xml" in open_container(book)


def test_folders_and_chinese_names(tmp_path: Path) -> None:
    """Entries for folders are no parts, and part names may be Chinese."""
    path = zipped(tmp_path / "a.xlsx", package() | {"xl/media/": b"", "xl/media/图片.png": b"1"})
    names = open_container(path).names
    assert "xl/media/图片.png" in names
    assert "xl/media/" not in names


def test_zip64_records(tmp_path: Path) -> None:
    """Sizes written in the large records that streaming programs use are read."""
    path = tmp_path / "a.xlsx"
    data = zipped(path, package(), method=zipfile.ZIP_STORED).read_bytes()
    end = data.rindex(b"PK\5\6")
    count, size, offset = struct.unpack_from("<HLL", data, end + 10)
    wide = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, count, count, size, offset)
    locator = struct.pack("<4sLQL", b"PK\6\7", 0, end, 1)
    full = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    path.write_bytes(data[:end] + wide + locator + full)
    assert len(open_container(path).names) == count
    # The mark of the number of parts alone leads to the large record too.
    marked = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, size, offset, 0)
    path.write_bytes(data[:end] + wide + locator + marked)
    assert len(open_container(path).names) == count
    path.write_bytes(data[:end] + marked)
    with pytest.raises(Refusal) as refusal:
        open_container(path)
    assert refusal.value.code == "I05"


def test_zip64_sizes_of_a_part(tmp_path: Path) -> None:
    """A part whose sizes stand in the extra field is read."""
    path = tmp_path / "a.xlsx"
    data = zipped(path, {"[Content_Types].xml": b"<Types/>"}, method=zipfile.ZIP_STORED).read_bytes()
    end, central = data.rindex(b"PK\5\6"), data.index(b"PK\1\2")
    entry = bytearray(data[central:end])
    struct.pack_into("<LL", entry, 20, 0xFFFFFFFF, 0xFFFFFFFF)
    struct.pack_into("<H", entry, 30, 20)
    entry += struct.pack("<2H2Q", 1, 16, 8, 8)
    record = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 1, 1, len(entry), central, 0)
    path.write_bytes(data[:central] + bytes(entry) + record)
    assert open_container(path).read("[Content_Types].xml") == b"<Types/>"


def test_the_helper_patches_one_part(book: Path, tmp_path: Path) -> None:
    """A patched copy of a workbook is a workbook; openpyxl agrees."""
    copy = patched(book, tmp_path / "copy.xlsx", sharedStrings=lambda part: part.replace("文".encode(), "汉".encode()))
    assert openpyxl.load_workbook(copy)["表"]["A1"].value == "汉字"
    assert "汉字".encode() in open_container(copy).read("xl/sharedStrings.xml")
