"""What a file is known by: the digest of its bytes, the stamp in it, or its form where there is no room for a stamp.

The stamp says which command wrote it for what, with a digest that shows whether it is still as written. It
stands where no reader of the format minds: in the properties of a workbook or Word document, in the comment of any
other zip, in a last line of comment. It is no seal against forgers: it tells the program's own file from a person's.
"""

import csv
import hashlib
import io
import json
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from xlreport.lazy import regex
from xlreport.plain_records import dataclass
from xlreport.storage.zip_parts import ZipPart, parts_of, zip_of

_CORE = "docProps/core.xml"
_CORE_END = b"</cp:coreProperties>"
_LARGEST_CORE = 1_000_000
_TEXT = rb"xlreport ([a-z.-]+) ([0-9a-f]{16}|-) ([0-9a-f]{64})"
_IN_CORE = regex(rb"<dc:identifier>" + _TEXT + rb"</dc:identifier>")
_IN_ZIP = regex(_TEXT)
_LINES = {".html": (b"<!-- ", b" -->\n"), ".md": (b"<!-- ", b" -->\n"), ".pdf": (b"% ", b"\n")}
_IN_LINE = regex(rb"(?:<!-- |% )" + _TEXT + rb"(?: -->)?\n\Z")
_LONGEST_LINE = 200
_BROKEN = (BadZipFile, OSError, ValueError, KeyError, NotImplementedError, RuntimeError, EOFError)
"""What a zip that was tampered with makes zipfile raise."""
Recognises = Callable[[bytes], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """What a file that nobody has changed says of itself: the purpose's name, and its subject as a short digest."""

    name: str
    subject: str

    def is_for(self, name: str, subject: str) -> bool:
        """Tell whether it is that of a purpose; without a subject any one will do."""
        return self.name == name and (not subject or self.subject == _short(subject))


def stamped(content: bytes, ending: str, name: str, subject: str = "") -> bytes:
    """Give a file's bytes with a stamp, the same ones for the same; formats without room for it stay as they are."""
    if content.startswith(b"PK"):
        return _stamped_zip(content, name, subject)
    if ending in _LINES:
        before, after = _LINES[ending]
        return content + before + _said(name, subject) + _digest(content) + after
    return content


def stamp_of(content: bytes) -> Stamp | None:
    """Give the stamp of a file that is still as it was written; None of any other."""
    if content.startswith(b"PK"):
        return _stamp_of_zip(content)
    found = _IN_LINE.search(content, max(0, len(content) - _LONGEST_LINE))
    return _stamp(found, content[: found.start()]) if found else None


def _stamp(found: re.Match[bytes], content: bytes) -> Stamp | None:
    name, subject, digest = found.groups()
    return Stamp(name=name.decode(), subject=subject.decode()) if digest == _digest(content) else None


def _short(subject: str) -> str:
    return hashlib.sha256(subject.encode()).hexdigest()[:16] if subject else "-"


def _digest(content: bytes) -> bytes:
    return hashlib.sha256(content).hexdigest().encode()


def stamped_parts(parts: Sequence[ZipPart], name: str, subject: str = "") -> list[ZipPart] | None:
    """Give the parts of a workbook or Word document with a stamp among its properties; None where it has none."""
    old = next((part for part in parts if part.name == _CORE), None)
    if old is None:
        return None
    core = _without_stamp(old.content())
    text = _said(name, subject) + _digest(_listing((part.name, part.crc, part.size) for part in parts) + core)
    marked = core.replace(_CORE_END, b"<dc:identifier>" + text + b"</dc:identifier>" + _CORE_END)
    return [part.with_content(marked) if part is old else part for part in parts]


def _said(name: str, subject: str) -> bytes:
    return f"xlreport {name} {_short(subject)} ".encode()


def _stamped_zip(content: bytes, name: str, subject: str) -> bytes:
    parts = parts_of(content)
    if marked := stamped_parts(parts, name, subject):
        return zip_of(marked)
    listing = _listing((part.name, part.crc, part.size) for part in parts)
    return _with_comment(content, _said(name, subject) + _digest(listing))


def _stamp_of_zip(content: bytes) -> Stamp | None:
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            members = [(each.filename, each.CRC, each.file_size) for each in archive.infolist()]
            has_core = _CORE in archive.namelist()
            if not has_core:
                found = _IN_ZIP.fullmatch(archive.comment)
                return _stamp(found, _listing(members)) if found else None
            core = archive.read(_CORE) if archive.getinfo(_CORE).file_size < _LARGEST_CORE else b""
    except _BROKEN:
        return None
    found = _IN_CORE.search(core)
    return _stamp(found, _listing(members) + _without_stamp(core)) if found else None


def _without_stamp(core: bytes) -> bytes:
    return _IN_CORE.sub(b"", core)


def _listing(members: Iterable[tuple[str, int, int]]) -> bytes:
    """Give name, checksum and size of every part but the one with the stamp."""
    return repr(sorted(each for each in members if each[0] != _CORE)).encode()


def _with_comment(content: bytes, comment: bytes) -> bytes:
    out = io.BytesIO(content)
    with ZipFile(out, "a") as archive:
        archive.comment = comment
    return out.getvalue()


def digest_of(path: Path) -> str:
    """Give the SHA-256 of a file of any size, without holding it; empty for one that cannot be read, or is no file."""
    try:
        if not path.is_file():
            return ""
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def json_of(keys: Iterable[str], indent: int) -> Recognises:
    """Recognise a JSON object with at least these keys on top, still spelled as `json.dumps` with this indent did."""
    needed = frozenset(keys)

    def recognises(content: bytes) -> bool:
        text = _text(content)
        table = _loaded(text)
        return (
            isinstance(table, dict)
            and needed <= table.keys()
            and json.dumps(table, ensure_ascii=False, indent=indent) == text.removesuffix("\n")
        )

    return recognises


def json_lines_of(keys: Iterable[str]) -> Recognises:
    """Recognise JSON objects with at least these keys, one a line, still spelled as `json.dumps` did."""
    needed = frozenset(keys)

    def is_line(line: str) -> bool:
        table = _loaded(line)
        return isinstance(table, dict) and needed <= table.keys() and json.dumps(table, ensure_ascii=False) == line

    return lambda content: all(is_line(line) for line in _text(content).split("\n")[:-1] or [""])


def csv_of(header: Sequence[str]) -> Recognises:
    """Recognise a CSV file (UTF-8 with BOM) with this header, still quoted as the csv module did."""

    def recognises(content: bytes) -> bool:
        text = _text(content)
        try:
            rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
        except csv.Error:
            return False
        out = io.StringIO(newline="")
        csv.writer(out).writerows(rows)
        return rows[:1] == [list(header)] and "\ufeff" + out.getvalue() == text

    return recognises


def _text(content: bytes) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError:
        return ""


def _loaded(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
