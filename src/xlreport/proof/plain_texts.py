"""The texts that a workbook's sheets share, as the merge writes them: a long one is looked up when it is asked for.

Knows no other way of writing them, and then reads nothing.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from xlreport.lazy import regex
from xlreport.proof.package import Package

_ITEM = regex(rb"<si>(.*?)</si>", re.DOTALL)
_PIECE = regex(r"<t(?: xml:space=\"preserve\")?>([^<]*)</t>")
_END = b"</si>"
_OTHERWISE = (b"\r", b"<![CDATA[", b"&#", b"<rPh")
_REFERENCES = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&"))
_ESCAPE = regex(r"_x([0-9A-Fa-f]{4})_")
_LONG, _LONGEST = 256, 2**20
"""Bytes from which a text is not kept, and more than one ever has."""
_OPEN = 2
"""Pieces of the part that are kept inflated."""


class NotPlain(Exception):
    """A part that is not as the merge writes it."""


class PlainTexts:
    """The texts of a package by their numbers; raises NotPlain for every byte it does not know."""

    def __init__(self, package: Package, part: str) -> None:
        """Go through the part once."""
        pieces = package.pieces(part)
        held = pieces if isinstance(pieces, Sequence) else tuple(pieces)
        self._piece: Callable[[int], bytes] = lru_cache(maxsize=_OPEN)(held.__getitem__)
        self._starts: list[int] = []
        self._known = [each for segment, at in self._segments(held) for each in _items(segment, at)]

    def __getitem__(self, number: int) -> str:
        """Give a text."""
        known = self._known[number]
        return known if isinstance(known, str) else _text(self._between(*known))

    def _segments(self, pieces: Sequence[bytes]) -> Iterator[tuple[bytes, int]]:
        """Cut the part behind the last text that is whole in each piece; give each cut with where it begins."""
        rest, at, end = b"", 0, 0
        for piece in pieces:
            self._starts.append(end)
            end += len(piece)
            rest += piece
            if cut := rest.rfind(_END) + 1:
                cut += len(_END) - 1
                yield rest[:cut], at
                rest, at = rest[cut:], at + cut
            if len(rest) > _LONGEST:
                raise NotPlain("sharedStrings")
        yield rest, at

    def _between(self, start: int, end: int) -> bytes:
        number = bisect_right(self._starts, start) - 1
        found, offset = self._piece(number), start - self._starts[number]
        while len(found) < offset + end - start:
            number += 1
            found += self._piece(number)
        return found[offset : offset + end - start]


def _items(segment: bytes, at: int) -> Iterator[str | tuple[int, int]]:
    """Give each text, or of a long one where it stands."""
    if any(mark in segment for mark in _OTHERWISE) or segment.count(b"<si>") != segment.count(b"<si"):
        raise NotPlain("sharedStrings")
    for found in _ITEM.finditer(segment):
        start, end = found.span(1)
        yield (at + start, at + end) if end - start > _LONG else _text(found[1])


def _text(item: bytes) -> str:
    text = item.decode()
    pieces = _PIECE.findall(text)
    if len(pieces) != text.count("<t>") + text.count("<t "):
        raise NotPlain("sharedStrings")
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), plain("".join(pieces)))


def plain(text: str) -> str:
    """Give a text of the file as it is read."""
    if "&" in text:
        for written, meant in _REFERENCES:
            text = text.replace(written, meant)
    return text
