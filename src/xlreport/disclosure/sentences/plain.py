"""A text as it is compared: NFKC, without blanks, each character knowing where it stood. Alters nothing it quotes."""

import re
import unicodedata
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
_PIECE = regex(r"(?P<common>[一-龥0-9０-９A-Za-z,.;:()%、。《》“”，；：（）！？％]+)|(?s:.)")
"""Characters that each stand for one other, or for themselves: nearly all of a report."""
_NARROW = {ord(wide): ord(wide) - 0xFEE0 for wide in "，；：（）！？％０１２３４５６７８９"}
_DIGIT = regex(r"[0-9]", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plain:
    """A text for reading; `origin[n]` is the place in `source` that character n of `text` comes from."""

    source: str
    text: str
    origin: tuple[int, ...]

    def quote(self, start: int, end: int) -> tuple[str, int]:
        """Give the source's own words between two places of `text`, and where they begin in the source."""
        first, last = self.origin[start], self.origin[end - 1]
        return self.source[first : last + 1], first


@lru_cache(maxsize=_TEXTS_KEPT)
def plain(source: str) -> Plain:
    """Give a text as it is read: NFKC (PDF text brings Kangxi radicals), blanks gone but between two digits.

    A line break stays where a sentence ends before it; otherwise it only breaks a sentence in two, as PDF text does.
    """
    kept: list[str] = []
    origin: list[int] = []
    places: list[int] | range
    gap, gap_at = "", 0
    for found in _PIECE.finditer(source):
        place, said = found.start(), found[0]
        if found["common"]:
            said, places = said.translate(_NARROW), range(place, found.end())
        else:
            said = "" if said in _INVISIBLE else unicodedata.normalize("NFKC", said)
            if said.isspace():
                gap, gap_at = "\n" if "\n" in gap + said else " ", place
                continue
            said = "".join(said.split())
            places = [place] * len(said)
        if gap and kept and said and (mark := _kept_gap(kept[-1][-1], gap, said[0])):
            kept.append(mark)
            origin.append(gap_at)
        if said:
            gap = ""
            kept.append(said)
            origin += places
    return Plain(source=source, text="".join(kept), origin=tuple(origin))


def _kept_gap(before: str, gap: str, after: str) -> str:
    if _DIGIT.match(before) and _DIGIT.match(after):
        return gap
    return "\n" if gap == "\n" and before in _SENTENCE_ENDS else ""
