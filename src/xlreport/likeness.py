"""How alike two texts are, in per cent of what they share; years do not make a text another one. Judges nothing."""

import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from operator import add

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

    Only texts that share a piece are compared, and of these only those whose signs let them be so alike: with thousands
    of texts most pairs share none, or a set phrase.
    """
    names = sorted(texts)
    holders = _holders(texts[name] for name in names)
    signs, lengths = [_signs(texts[name]) for name in names], [len(texts[name]) for name in names]
    # Of how many signs two texts may differ, for each character of both.
    share = _SIGNS_A_STEP * (100 - least) / 100
    for number, one in enumerate(names):
        sign, text, most = signs[number], texts[one], share * lengths[number] + _SIGNS_A_STEP
        met = _met(number, text, holders)
        near = [each for each in met if (sign ^ signs[each]).bit_count() <= most + share * lengths[each]]
        for other in sorted(near):
            if score := likeness(text, texts[names[other]], least):
                yield one, names[other], score


_SIGNS = 2**13
_SIGNS_A_STEP = 3
"""What one character more or less can change of the pairs that stand side by side in two texts, counted in both."""


def _signs(text: str) -> int:
    """Give as bits which pairs of characters stand side by side in a text, several pairs a bit.

    Texts that differ in many more bits than a likeness leaves steps for are less alike than that, which is seen
    without comparing them.
    """
    bits = bytearray(_SIGNS // 8)
    for sign in set(map(hash, map(add, text, text[1:]))):
        bits[(sign >> 3) % len(bits)] |= 1 << (sign & 7)
    return int.from_bytes(bits, "little")


def _holders(texts: Iterable[str]) -> Mapping[int, int | list[int]]:
    """Give by piece the numbers of the texts that hold it, one or several in their order."""
    holders: dict[int, int | list[int]] = {}
    for number, text in enumerate(texts):
        for piece in _pieces(text):
            before = holders.setdefault(piece, number)
            if isinstance(before, list):
                before.append(number)
            elif before != number:
                holders[piece] = [before, number]
    return holders


def _met(number: int, text: str, holders: Mapping[int, int | list[int]]) -> set[int]:
    """Give the texts behind one that it is compared with."""
    met: set[int] = set()
    for piece in _pieces(text):
        held = holders[piece]
        if isinstance(held, list) and (len(held) <= _MOST_HOLDERS or held[0] == number):
            met.update(held[bisect_right(held, number) :])
    return met


def _pieces(text: str) -> set[int]:
    """Cut a text where its own characters say so: texts with the same passage share pieces. It is one itself."""
    starts = [place for place, code in enumerate(map(ord, text[: 1 - _PIECE])) if code % _PIECE == 0]
    return {hash(text), *[hash(text[place : place + _PIECE]) for place in starts]}


_MOST_HOLDERS = 60
"""Of a piece that more texts hold each is compared with the first alone: a set phrase, or one text copied by all."""


def changes(one: str, other: str) -> list[tuple[str, str, int]]:
    """Give what differs between two texts, piece by piece: as in one, as in the other, and where it begins in one."""
    from rapidfuzz.distance import Levenshtein  # noqa: PLC0415

    steps = Levenshtein.opcodes(one, other)
    return [
        (one[step.src_start : step.src_end], other[step.dest_start : step.dest_end], step.src_start)
        for step in steps
        if step.tag != "equal"
    ]
