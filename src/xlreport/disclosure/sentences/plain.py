"""A text as it is compared: NFKC, without blanks, each character knowing where it stood. Alters nothing it quotes."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_INVISIBLE = frozenset("\u200b\u200c\u200d\u2060\ufeff\u00ad")
_SENTENCE_ENDS = frozenset("。!?;:")
_TEXTS_KEPT = 64
"""A return has a dozen texts, and several checks read each."""
_DIGIT = re.compile(r"[0-9]", re.ASCII)


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
    kept: list[tuple[str, int]] = []
    gap: tuple[str, int] | None = None
    for place, character in enumerate(source):
        for each in character if "一" <= character <= "龥" else unicodedata.normalize("NFKC", character):
            if each in _INVISIBLE:
                continue
            if each.isspace():
                gap = ("\n" if "\n" in (each, gap[0] if gap else "") else " ", place)
                continue
            if gap and kept and (mark := _kept_gap(kept[-1][0], gap[0], each)):
                kept.append((mark, gap[1]))
            gap = None
            kept.append((each, place))
    return Plain(
        source=source,
        text="".join(character for character, _ in kept),
        origin=tuple(place for _, place in kept),
    )


def _kept_gap(before: str, gap: str, after: str) -> str:
    if _DIGIT.match(before) and _DIGIT.match(after):
        return gap
    return "\n" if gap == "\n" and before in _SENTENCE_ENDS else ""
