"""A text as it is compared: NFKC, without blanks, each character knowing where it stood. Alters nothing it quotes."""

import re
import unicodedata
from bisect import bisect_left
from functools import lru_cache

from xlreport.lazy import regex
from xlreport.plain_records import dataclass

_INVISIBLE = frozenset(
    (*"\u200b\u200c\u200d\u2060\ufeff\u00ad", *map(chr, range(0x2460, 0x249C)), *map(chr, range(0x2776, 0x2794)))
)
"""and circled numbers, which only count items: ②部分公开 is not 2 部"""
_SENTENCE_ENDS = frozenset("。!?;:")
_TEXTS_KEPT = 64
"""A return has a dozen texts, and several checks read each."""
_PIECE = regex(r"(?P<common>[一-龥0-9A-Za-z,.;:()%!?、。《》“”]+)|(?s:.)")
"""Characters that stand for themselves: nearly all of a report, once each of its usual wide ones is the narrow one."""
_NARROW = tuple((wide, chr(ord(wide) - 0xFEE0)) for wide in "，；：（）！？％０１２３４５６７８９")
"""replaced one after another: a table of all would be asked for every character of a report"""
_DIGIT = regex(r"[0-9]", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plain:
    """A text for reading; each of its pieces has its place in `text` and in `source`, from which on they go side by side."""

    source: str
    text: str
    pieces: tuple[tuple[int, int], ...]

    def quote(self, start: int, end: int) -> tuple[str, int]:
        """Give the source's own words between two places of `text`, and where they begin in the source."""
        first, last = (self.pieces[bisect_left(self.pieces, (place + 1,)) - 1] for place in (start, end - 1))
        at = first[1] + start - first[0]
        return self.source[at : last[1] + end - last[0]], at


@lru_cache(maxsize=_TEXTS_KEPT)
def plain(source: str) -> Plain:
    """Give a text as it is read: NFKC (PDF text brings Kangxi radicals), blanks gone but between two digits.

    A line break stays where a sentence ends before it; otherwise it only breaks a sentence in two, as PDF text does.
    """
    kept: list[str] = []
    pieces: list[tuple[int, int]] = []
    length = 0
    gap, gap_at = "", 0
    narrow = source
    for wide, usual in _NARROW:
        narrow = narrow.replace(wide, usual)
    for found in _PIECE.finditer(narrow):
        place, said, common = found.start(), found[0], found["common"]
        if not common:
            said = "" if said in _INVISIBLE else unicodedata.normalize("NFKC", said)
            if said.isspace():
                gap, gap_at = "\n" if "\n" in gap + said else " ", place
                continue
            said = "".join(said.split())
        if gap and kept and said and (mark := _kept_gap(kept[-1][-1], gap, said[0])):
            kept.append(mark)
            pieces.append((length, gap_at))
            length += 1
        if said:
            gap = ""
            kept.append(said)
            pieces += [(length + number, place) for number in range(1 if common else len(said))]
            length += len(said)
    return Plain(source=source, text="".join(kept), pieces=tuple(pieces))


def _kept_gap(before: str, gap: str, after: str) -> str:
    if _DIGIT.match(before) and _DIGIT.match(after):
        return gap
    return "\n" if gap == "\n" and before in _SENTENCE_ENDS else ""
