"""A workbook's parts packed in pieces, each by itself: what differs in one leaves the bytes of the others."""

import zlib
from collections.abc import Mapping, Sequence
from functools import lru_cache

from xlreport.lazy import regex
from xlreport.storage import ZipPart, new_part, parts_of, zip_of

_ROWS, _TEXTS = 16, 128
"""Rows of a sheet, and texts, in one piece: few enough to be packed quickly, enough to be packed well."""
_KEPT = 256
"""Pieces kept as they were packed: those of a few workbooks, of which most are alike, as the feet of all sheets are."""
_SHEET, _STRINGS = "xl/worksheets/sheet", "xl/sharedStrings.xml"
_FOOT = regex(rb'<row r="(\d+)"|<headerFooter')
_TEXT = regex(rb"<si>")


def pieces_of(name: str, content: bytes) -> list[bytes]:
    """Cut a part where its structure says so, never by what its texts say."""
    starts = [0, *_cuts(name, content)]
    return [content[start:end] for start, end in zip(starts, [*starts[1:], len(content)], strict=True)]


def _cuts(name: str, content: bytes) -> list[int]:
    if name == _STRINGS:
        return [found.start() for found in _TEXT.finditer(content)][_TEXTS::_TEXTS]
    if not name.startswith(_SHEET):
        return []
    return [found.start() for found in _FOOT.finditer(content) if _begins(found[1])]


def _begins(row: bytes | None) -> bool:
    """Tell whether a piece begins with a row, or with the page's head that stands below all of them."""
    return row is None or (int(row) > 1 and int(row) % _ROWS == 1)


@lru_cache(maxsize=_KEPT)
def packed(piece: bytes, *, last: bool) -> bytes:
    """Pack a piece so that it depends on none before it."""
    packer = zlib.compressobj(zlib.Z_DEFAULT_COMPRESSION, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(piece) + packer.flush(zlib.Z_FINISH if last else zlib.Z_FULL_FLUSH)


def packed_whole(pieces: Sequence[bytes]) -> bytes:
    """Pack a part's pieces."""
    return b"".join(packed(piece, last=number == len(pieces)) for number, piece in enumerate(pieces, 1))


def pieced(parts: Mapping[str, bytes]) -> bytes:
    """Give the workbook with these parts, its sheets and texts packed piece by piece."""
    return zip_of(pieced_part(name, content) for name, content in parts.items())


def pieced_part(name: str, content: bytes) -> ZipPart:
    """Give a part as it stands in such a workbook."""
    return new_part(name).holding(packed_whole(pieces_of(name, content)), zlib.crc32(content), len(content))


def in_pieces(book: bytes) -> bytes:
    """Give a workbook with its sheets and texts packed piece by piece."""
    parts = []
    for part in parts_of(book):
        pieces = pieces_of(part.name, content := part.content())
        whole = part if len(pieces) == 1 else part.holding(packed_whole(pieces), part.crc, len(content))
        parts.append(whole)
    return zip_of(parts)
