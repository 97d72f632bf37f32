"""The parts of a zip as they are packed: taken apart and put together again without packing any of them anew."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain

from xlreport.plain_records import dataclass

_LOCAL, _ENTRY, _END = 30, 46, 22
_END_MARK = b"PK\x05\x06"
_FLAGS_TO_SIZES = struct.Struct("<HHHHLLL")
"""Flags, method, time, day, checksum, packed size, size: the same in a part's header and in its entry."""
_UTF8, _SIZES_BEHIND, _DEFLATED = 0x800, 0x8, 8
LARGEST_WORKBOOK = 512 * 2**20
"""Bytes that a consolidated workbook may unpack to: as many are written, and as many are read and proven again."""


@dataclass(frozen=True, slots=True)
class ZipPart:
    """One part: its header with the name, its bytes as packed, and its entry in the directory at the end."""

    name: str
    header: bytes
    pieces: Iterable[bytes]
    """what is packed, in turn; of a part that was too large to keep they may go as they are taken, and be gone then"""
    entry: bytes

    @property
    def crc(self) -> int:
        """The checksum of what is packed."""
        return int.from_bytes(self.entry[16:20], "little")

    @property
    def size(self) -> int:
        """The bytes of what is packed."""
        return int.from_bytes(self.entry[24:28], "little")

    def content(self) -> bytes:
        """Unpack it."""
        packed = b"".join(self.pieces)
        if int.from_bytes(self.entry[10:12], "little") != _DEFLATED:
            return packed
        return zlib.decompress(packed, -zlib.MAX_WBITS)

    def holding(self, packed: bytes, crc: int, size: int) -> "ZipPart":
        """The part of the same name and time with other bytes, deflated."""
        return self.of_pieces((packed,), len(packed), crc, size)

    def of_pieces(self, pieces: Iterable[bytes], length: int, crc: int, size: int) -> "ZipPart":
        """The same, the deflated bytes in pieces, so many together."""
        flags, _, time, day, *_ = _FLAGS_TO_SIZES.unpack_from(self.entry, 8)
        said = _FLAGS_TO_SIZES.pack(flags & ~_SIZES_BEHIND, _DEFLATED, time, day, crc, length, size)
        header, entry = self.header, self.entry
        return ZipPart(self.name, header[:6] + said + header[26:], pieces, entry[:8] + said + entry[28:])

    def with_content(self, content: bytes) -> "ZipPart":
        """The part of the same name and time with another content."""
        packer = zlib.compressobj(zlib.Z_DEFAULT_COMPRESSION, zlib.DEFLATED, -zlib.MAX_WBITS)
        return self.holding(packer.compress(content) + packer.flush(), zlib.crc32(content), len(content))


_FIRST_DAY = (1980, 1, 1, 0, 0, 0)


@lru_cache(maxsize=128)
def new_part(name: str) -> ZipPart:
    """Give an empty part of this name, of the first day that a zip knows."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        about = zipfile.ZipInfo(name, _FIRST_DAY)
        about.compress_type = zipfile.ZIP_DEFLATED
        archive.writestr(about, b"")
    return parts_of(out.getvalue())[0]


def parts_of(content: bytes) -> tuple[ZipPart, ...]:
    """Take a zip apart that this program has just written, in the order of its directory."""
    end = content.rindex(_END_MARK)
    at = int.from_bytes(content[end + 16 : end + 20], "little")
    entries = list(_entries(content, at, end))
    starts = [int.from_bytes(entry[42:46], "little") for entry in entries]
    following = dict(zip(sorted(starts), [*sorted(starts)[1:], at], strict=True))
    return tuple(_part(content, entry, start, following[start]) for entry, start in zip(entries, starts, strict=True))


def _entries(content: bytes, at: int, end: int) -> Iterator[bytes]:
    while at < end:
        length = _ENTRY + sum(struct.unpack_from("<HHH", content, at + 28))
        yield content[at : at + length]
        at += length


def _part(content: bytes, entry: bytes, start: int, end: int) -> ZipPart:
    name, more = struct.unpack_from("<HH", content, start + 26)
    flags = int.from_bytes(entry[8:10], "little")
    data = start + _LOCAL + name + more
    said = content[start + _LOCAL : start + _LOCAL + name].decode("utf-8" if flags & _UTF8 else "cp437")
    return ZipPart(name=said, header=content[start:data], pieces=(content[data:end],), entry=entry)


def zip_of(parts: Iterable[ZipPart]) -> bytes:
    """Put parts together, each in its order, as zipfile would have written them; each is asked for when it is due."""
    out = io.BytesIO()
    for piece in zip_pieces(parts):
        out.write(piece)
    return out.getvalue()


def zip_pieces(parts: Iterable[ZipPart]) -> Iterator[bytes]:
    """Give the same in pieces, to be written down one after the other."""
    entries, at = [], 0
    for part in parts:
        entries.append(part.entry[:42] + at.to_bytes(4, "little") + part.entry[_ENTRY:])
        for piece in chain((part.header,), part.pieces):
            at += len(piece)
            yield piece
    listed = b"".join(entries)
    yield listed
    yield struct.pack("<4sHHHHLLH", _END_MARK, 0, 0, len(entries), len(entries), len(listed), at, 0)
