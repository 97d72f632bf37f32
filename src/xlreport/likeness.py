"""How alike two texts are, in per cent of what they share; years do not make a text another one. Judges nothing."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping

from xlreport.lazy import regex

_YEAR = regex(r"(?:19|20)\d\d年?")
_BARE = regex(r"[\W_]+")
_PIECE = 12
"""Characters of a piece that two texts must share before they are compared at all."""


def bare(text: str) -> str:
    """Give a text without years, blanks and punctuation."""
    return _BARE.sub("", _YEAR.sub("", unicodedata.normalize("NFKC", text)))


def likeness(one: str, other: str, least: float = 0) -> float:
    """Give how alike two bare texts are, 0 to 100; 0 as soon as they cannot reach `least`."""
    from rapidfuzz import fuzz  # noqa: PLC0415  # slow to load, and many a return has nothing to compare

    return fuzz.ratio(one, other, score_cutoff=least)


def alike(texts: Mapping[str, str], least: float) -> Iterator[tuple[str, str, float]]:
    """Give the pairs of bare texts that are at least so alike, each once, by name.

    Only texts that share a piece are compared: with thousands of texts most pairs share none.
    """
    holders: dict[str, list[str]] = {}
    for name in sorted(texts):
        for piece in {texts[name], *_pieces(texts[name])}:
            holders.setdefault(piece, []).append(name)
    pairs = {pair for names in holders.values() for pair in _pairs(names)}
    for one, other in sorted(pairs):
        if score := likeness(texts[one], texts[other], least):
            yield one, other, score


def _pieces(text: str) -> Iterable[str]:
    """Cut a text where its own characters say so, so that texts with the same passage share pieces of it."""
    return (text[place : place + _PIECE] for place in range(len(text) - _PIECE + 1) if ord(text[place]) % _PIECE == 0)


_MOST_HOLDERS = 60
"""Of a piece that more texts hold each is compared with the first alone: a set phrase, or one text copied by all."""


def _pairs(names: list[str]) -> Iterator[tuple[str, str]]:
    firsts = names if len(names) <= _MOST_HOLDERS else names[:1]
    yield from ((one, other) for place, one in enumerate(firsts) for other in names[place + 1 :])


def changes(one: str, other: str) -> list[tuple[str, str, int]]:
    """Give what differs between two texts, piece by piece: as in one, as in the other, and where it begins in one."""
    from rapidfuzz.distance import Levenshtein  # noqa: PLC0415

    steps = Levenshtein.opcodes(one, other)
    return [
        (one[step.src_start : step.src_end], other[step.dest_start : step.dest_end], step.src_start)
        for step in steps
        if step.tag != "equal"
    ]
