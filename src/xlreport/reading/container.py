"""The gate: a workbook's bytes are read once and judged as a container before any parser sees them.

Writes nothing, unpacks nothing to disk, and looks at no XML: what the parts say is the streaming pass's.
"""

import hashlib
import stat
import zlib
from collections.abc import Mapping
from dataclasses import field
from pathlib import Path

from xlreport.errors import Refusal
from xlreport.plain_records import dataclass
from xlreport.reading.signatures import refuse_other_files, refuse_other_packages
from xlreport.reading.zip_directory import STORED, Member, members

MAX_FILE_BYTES = 50 * 2**20
_MAX_MIMETYPE = 200
_BEGINNING = 2**16


@dataclass(frozen=True, slots=True, kw_only=True)
class Container:
    """A workbook that passed the gate: its path, the hash of its bytes and its parts, still packed."""

    path: Path
    sha256: str
    names: tuple[str, ...]
    _data: bytes = field(repr=False)
    _members: Mapping[str, Member] = field(repr=False)  # by case-folded name

    def __contains__(self, name: str) -> bool:
        return name.casefold() in self._members

    def size(self, name: str) -> int:
        """Give how many bytes a part unpacks to, as the directory says; 0 for one that is not there."""
        member = self._members.get(name.casefold())
        return member.size if member else 0

    def read(self, name: str) -> bytes:
        """Unpack one part, whatever the case of its name; raises Refusal I05 (damaged) or I09 (missing)."""
        member = self._members.get(name.casefold())
        if member is None:
            raise Refusal(code="I09", found=f"{name}: missing")
        return unpacked(self._data, member)

    def beginning(self, name: str, size: int = _BEGINNING) -> bytes:
        """Unpack the first bytes of a part, or what can be unpacked of them; whether the rest is sound is not asked."""
        member = self._members[name.casefold()]
        packed = self._data[member.start : member.start + member.packed]
        if member.method == STORED:
            return packed[:size]
        try:
            return zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, size)
        except zlib.error:
            return b""


def open_container(path: Path) -> Container:
    """Read a file once and pass it through the gate; raises Refusal I01 to I07, and OSError."""
    return container_of(path, whole(path))


def container_of(path: Path, data: bytes) -> Container:
    """Pass a workbook's bytes through the gate, be they the file's own or what they were converted to."""
    container = admitted(path, data)
    mimetype = container._members.get("mimetype")  # noqa: SLF001  # the gate is the container's own
    is_short = mimetype is not None and mimetype.size <= _MAX_MIMETYPE
    refuse_other_packages(container.names, container.read("mimetype") if is_short else b"")
    return container


def whole(path: Path) -> bytes:
    """Read a file once, whatever it is; raises Refusal I07 for one that is too large, and OSError."""
    if not stat.S_ISREG(path.stat().st_mode):
        raise Refusal(code="I27", found="not a regular file")
    with path.open("rb") as file:
        data = file.read(MAX_FILE_BYTES + 1)
    if len(data) > MAX_FILE_BYTES:
        raise Refusal(code="I07", found=f"{path.stat().st_size} bytes")
    return data


def admitted(path: Path, data: bytes) -> Container:
    """Pass the bytes of any Open XML package through the gate; raises Refusal I01 to I07."""
    refuse_other_files(data)
    found = {member.name.casefold(): member for member in members(data)}
    names = tuple(member.name for member in found.values())
    return Container(path=path, sha256=hashlib.sha256(data).hexdigest(), names=names, _data=data, _members=found)


def unpacked(data: bytes, member: Member) -> bytes:
    """Give a part's bytes, never more of them than the directory declares."""
    packed = data[member.start : member.start + member.packed]
    part = packed if member.method == STORED else _inflated(packed, member)
    if len(part) != member.size:
        raise Refusal(code="I05", found=f"{member.name}: size differs")
    if zlib.crc32(part) != member.crc:
        raise Refusal(code="I05", found=f"{member.name}: checksum differs")
    return part


def _inflated(packed: bytes, member: Member) -> bytes:
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        part = inflater.decompress(packed, member.size + 1)
    except zlib.error as error:
        raise Refusal(code="I05", found=f"{member.name}: {error}") from error
    if not inflater.eof or inflater.unused_data:
        raise Refusal(code="I05", found=f"{member.name}: compressed data ends early or late")
    return part
