"""What a file is when it is no Excel workbook, told from its first bytes and its parts, never from its name.

Only names kinds; opens nothing and repairs nothing.
"""

import re
from collections.abc import Collection

from xlreport.errors import Refusal
from xlreport.reading.zip_directory import LOCAL_SIGNATURE

_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DIRECTORY_ENTRY = 128
_ENTRY_NAME = 64

# Stream of an OLE2 file -> code and kind; the first that is there decides.
_STREAMS = (
    ("EncryptedPackage", "I03", "encrypted"),
    ("Workbook", "I02", "xls"),
    ("Book", "I02", "xls"),
    ("WordDocument", "I02", "doc"),
    ("PowerPoint Document", "I02", "ppt"),
)
_BARE_XLS = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08\x10\x00")
_STARTS = (
    (b"%PDF", "pdf"),
    (b"{\\rtf", "rtf"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"BM", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"Rar!", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b", "gzip"),
    (b"PK\x05\x06", "empty zip"),
    (b"bplist00", "icloud"),
)
_HTML = (b"<!doctype html", b"<html", b"<table", b"<head", b"<meta")
_PARTS = (
    ("word/", "docx"),
    ("ppt/", "pptx"),
    ("xl/workbook.bin", "xlsb"),
)
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument."
_OPEN_DOCUMENTS = (("spreadsheet", "ods"), ("text", "odt"), ("presentation", "odp"))
_LOOK_AT = 4096
SPREADSHEETS = ("xls", "ods")
"""The kinds that another program can convert."""
_LOCK_SIZES, _LONGEST_USER = (162, 165), 54
_CONTROL = bytes(range(32)).translate(None, b"\t\n\f\r") + b"\x7f"
_ENCODINGS = ("utf-8", "gb18030")


def begins_as_workbook(content: bytes) -> bool:
    """Tell whether a file begins as a workbook does: a zip file, or the container of an old or encrypted one."""
    return content.startswith((b"PK", _OLE2[:4]))


def refuse_other_files(data: bytes) -> None:
    """Return when the bytes start as a zip file does; raises Refusal naming what they are."""
    if not data:
        raise Refusal(code="I01", found="0 bytes")
    if data.startswith(LOCAL_SIGNATURE):
        return
    if data.startswith(_OLE2):
        raise _ole2(data)
    if data.startswith(_BARE_XLS):
        raise _other("xls")
    if _is_lock_file(data):
        raise Refusal(code="I18", found=f"{len(data)} bytes")
    if data.count(0) == len(data):
        raise Refusal(code="I19", found="zeros")
    kind = _kind(data[:_LOOK_AT])
    raise _other(kind)


def _other(kind: str) -> Refusal:
    """Refuse a file of another kind."""
    if kind == "icloud":
        return Refusal(code="I19", found=kind)
    return Refusal(code="I02", found=kind, case="spreadsheet" if kind in SPREADSHEETS else "")


def _is_lock_file(data: bytes) -> bool:
    """Tell the file that Excel, Word and WPS keep beside an open one: a fixed size, a name's length, the name."""
    return len(data) in _LOCK_SIZES and 0 < data[0] <= _LONGEST_USER and data[1 : 1 + data[0]].strip(b"\0 ") != b""


def refuse_other_packages(names: Collection[str], mimetype: bytes) -> None:
    """Return when a zip file holds an Open XML package; raises Refusal I02."""
    if mimetype.startswith(_OPEN_DOCUMENT):
        said = mimetype.removeprefix(_OPEN_DOCUMENT).decode("ascii", "replace").strip()
        kind = next((kind for start, kind in _OPEN_DOCUMENTS if said.startswith(start)), said)
        raise _other(kind)
    folded = {name.casefold() for name in names}
    for start, kind in _PARTS:
        if any(name.startswith(start) for name in folded):
            raise _other(kind)
    if "[content_types].xml" not in folded:
        raise _other("zip")


def _ole2(data: bytes) -> Refusal:
    for stream, code, kind in _STREAMS:
        if _has_stream(data, stream):
            return _other(kind) if code == "I02" else Refusal(code=code, found=kind)
    return _other("ole2")


def _has_stream(data: bytes, stream: str) -> bool:
    """Tell whether an OLE2 directory entry has that name, in capitals or not; they stand at multiples of 128 bytes."""
    name = (stream + "\0").encode("utf-16-le")
    length = len(name).to_bytes(2, "little")
    spellings = re.compile(re.escape(name), re.IGNORECASE)
    return any(
        match.start() % _DIRECTORY_ENTRY == 0 and data.startswith(length, match.start() + _ENTRY_NAME)
        for match in spellings.finditer(data)
    )


def _kind(head: bytes) -> str:
    for start, kind in _STARTS:
        if head.startswith(start):
            return kind
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if text.startswith(_HTML):
        return "html"
    if text.startswith(b"<?xml"):
        return _xml_kind(text)
    return _text_kind(head)


def _xml_kind(text: bytes) -> str:
    if b"urn:schemas-microsoft-com:office:spreadsheet" in text:
        return "xml spreadsheet 2003"
    if b"opendocument" in text:
        return "flat opendocument"
    return "html" if b"<html" in text else "xml"


def _text_kind(head: bytes) -> str:
    """Tell text and CSV from other bytes, of which the first eight are given."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "text"
    is_text = any(_decodes(head, encoding) for encoding in _ENCODINGS) or not set(_CONTROL) & set(head)
    if is_text and b"\0" not in head:
        return "csv" if b"," in head or b"\t" in head else "text"
    return f"bytes {head[:8].hex(' ')}"


def _decodes(head: bytes, encoding: str) -> bool:
    """Tell whether the bytes are text of that encoding, but for a last character cut in two."""
    try:
        head.decode(encoding)
    except UnicodeDecodeError as error:
        return len(head) == _LOOK_AT and error.start >= _LOOK_AT - 3
    return True
