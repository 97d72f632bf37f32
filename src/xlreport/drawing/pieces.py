"""A workbook's parts packed in pieces, each by itself: what differs in one leaves the bytes of the others."""

import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from functools import lru_cache
from xml.sax.saxutils import escape

from xlreport.lazy import regex
from xlreport.plain_records import dataclass
from xlreport.storage import ZipPart, new_part, parts_of, zip_of

_ROWS, _TEXTS = 16, 128
"""Rows of a sheet, and texts, in one piece: few enough to be packed quickly, enough to be packed well."""
_KEPT = 256
"""Pieces kept as they were packed: those of a few workbooks, of which most are alike, as the feet of all sheets are."""
_SHEET, _STRINGS = "xl/worksheets/sheet", "xl/sharedStrings.xml"
_FOOT = regex(rb'<row r="(\d+)"|<headerFooter')
_TEXT = regex(rb"<si>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Apart:
    """What stands in a piece of its own, because it differs between workbooks that are alike in all else."""

    rows: Mapping[str, frozenset[int]] = field(default_factory=dict)
    """by part, the numbers of a sheet's rows"""
    texts: frozenset[str] = frozenset()
    """texts that cells hold"""


NOTHING_APART = Apart()


def pieces_of(name: str, content: bytes, apart: Apart = NOTHING_APART) -> list[bytes]:
    """Cut a part where its structure says so, and around what stands apart."""
    starts = [0, *_cuts(name, content, apart)]
    return [content[start:end] for start, end in zip(starts, [*starts[1:], len(content)], strict=True)]


def _cuts(name: str, content: bytes, apart: Apart) -> list[int]:
    if name == _STRINGS:
        usual = [found.start() for found in _TEXT.finditer(content)][_TEXTS::_TEXTS]
        return sorted({*usual, *_around(content, apart.texts)} - {len(content)})
    if not name.startswith(_SHEET):
        return []
    return list(_between_rows(content, apart.rows.get(name, frozenset())))


def _around(content: bytes, texts: frozenset[str]) -> Iterator[int]:
    for text in texts:
        entry = f"<si><t>{escape(text)}</t></si>".encode()
        if (start := content.find(entry)) >= 0:
            yield from (start, start + len(entry))


def _between_rows(content: bytes, apart: frozenset[int]) -> Iterator[int]:
    """Give where a piece begins: with a row, or with the page's head that stands below all of them."""
    stood_apart = False
    for found in _FOOT.finditer(content):
        row = int(found[1] or 0)
        stands_apart = row in apart
        if not row or stands_apart != stood_apart or (row > 1 and row % _ROWS == 1):
            yield found.start()
        stood_apart = stands_apart


@lru_cache(maxsize=_KEPT)
def packed(piece: bytes, *, last: bool) -> bytes:
    """Pack a piece so that it depends on none before it."""
    packer = zlib.compressobj(zlib.Z_DEFAULT_COMPRESSION, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(piece) + packer.flush(zlib.Z_FINISH if last else zlib.Z_FULL_FLUSH)


def packed_whole(pieces: Sequence[bytes]) -> bytes:
    """Pack a part's pieces."""
    return b"".join(packed(piece, last=number == len(pieces)) for number, piece in enumerate(pieces, 1))


def pieced(parts: Mapping[str, bytes], apart: Apart) -> bytes:
    """Give the workbook with these parts, its sheets and texts packed piece by piece."""
    return zip_of(pieced_part(name, pieces_of(name, content, apart)) for name, content in parts.items())


def pieced_part(name: str, pieces: Sequence[bytes]) -> ZipPart:
    """Give a part as it stands in such a workbook."""
    content = b"".join(pieces)
    return new_part(name).holding(packed_whole(pieces), zlib.crc32(content), len(content))


def in_pieces(book: bytes, apart: Apart = NOTHING_APART) -> bytes:
    """Give a workbook with its sheets and texts packed piece by piece."""
    parts = []
    for part in parts_of(book):
        pieces = pieces_of(part.name, content := part.content(), apart)
        whole = part if len(pieces) == 1 else part.holding(packed_whole(pieces), part.crc, len(content))
        parts.append(whole)
    return zip_of(parts)
