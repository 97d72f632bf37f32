"""A zip archive as it lies in an inbox, or as one takes it along: its files by name. Writes nothing to disk.

The gate is that of a workbook's container with other bounds: what two programs could read differently is refused.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import field
from pathlib import Path

from xlreport.errors import Refusal
from xlreport.plain_records import dataclass
from xlreport.reading.container import MAX_FILE_BYTES, unpacked
from xlreport.reading.zip_directory import Bounds, Member, members

MAX_ARCHIVE_BYTES = 400 * 2**20
_BOUNDS = Bounds(
    parts=5_000, part_bytes=MAX_FILE_BYTES, total_bytes=2 * MAX_ARCHIVE_BYTES, encodings=("utf-8", "gb18030", "cp437")
)
_TYPES = "[Content_Types].xml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """An archive that passed the gate: the hash of its bytes, and its files, still packed, in its own order."""

    sha256: str
    names: tuple[str, ...]
    data: bytes = field(repr=False)
    _members: tuple[Member, ...] = field(repr=False)

    @property
    def is_workbook(self) -> bool:
        """Tell whether it is no archive of files but an Open XML document, whatever it is called."""
        return _TYPES in self.names

    @property
    def size(self) -> int:
        """Give how many bytes it unpacks to, as the directory says."""
        return sum(member.size for member in self._members)

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Give each file's name and content; raises Refusal I05 at one that is damaged."""
        for member in self._members:
            yield member.name, unpacked(self.data, member)


def open_archive(path: Path) -> Archive:
    """Read an archive once and pass it through the gate; raises Refusal I05 to I07, and OSError."""
    with path.open("rb") as file:
        data = file.read(MAX_ARCHIVE_BYTES + 1)
    if len(data) > MAX_ARCHIVE_BYTES:
        raise Refusal(code="I07", found=f"{len(data)} bytes")
    return archive_of(data)


def archive_of(data: bytes) -> Archive:
    """Pass an archive's bytes through the gate; raises Refusal I05 to I07."""
    found = members(data, _BOUNDS)
    names = tuple(member.name for member in found)
    return Archive(sha256=hashlib.sha256(data).hexdigest(), names=names, data=data, _members=found)
