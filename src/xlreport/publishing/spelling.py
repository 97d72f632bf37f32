"""How a printed label is told, however it is numbered, broken, bracketed or misspelt: never by its position."""

import re
import unicodedata
from collections.abc import Iterable, Mapping

from xlreport.lazy import regex
from xlreport.likeness import likeness
from xlreport.plain_records import dataclass

_NUMERALS = "一二三四五六七八九十"
_NUMBERING = regex(rf"^(?:\([{_NUMERALS}]{{1,3}}\)|\(\d{{1,2}}\)|[{_NUMERALS}]{{1,3}}[、.,:]|\d{{1,2}}[、.,)])+")
_BLANK = regex("[\\s\u200b-\u200f\u2060\ufeff\u00ad\u3000]+")
_NOTE = regex(r"\([^()]*\)$")
_OTHER = regex(r"[^\w]+|_")
_LEAST_LIKE, _AHEAD, _SHORTEST, _LONGEST = 82, 6, 4, 120


def plain(text: str) -> str:
    """Give a text in one width and without blanks: Kangxi radicals, full width and line breaks do not count."""
    return _BLANK.sub("", unicodedata.normalize("NFKC", text))


def unnumbered(text: str) -> str:
    """Give a plain text without the numbering in front of it."""
    return _NUMBERING.sub("", text, count=1)


def bare(text: str) -> str:
    """Give a label as it is compared: unnumbered and without punctuation."""
    return _OTHER.sub("", unnumbered(plain(text)))


def numbered_by(text: str) -> str:
    """Give the numbering in front of a text, empty for none."""
    found = _NUMBERING.match(plain(text))
    return found[0] if found else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spelt:
    """A label that was told: the bare word of the form's, and whether it is written as there."""

    word: str
    alike: bool
    numbering: str


class Speller:
    """Tells the labels of a form from cells' texts."""

    def __init__(self, labels: Iterable[str], spellings: Mapping[str, Iterable[str]]) -> None:
        """Take the form's labels and how else each is spelt."""
        self._known: dict[str, str] = {}
        for label in dict.fromkeys(labels):
            for spelling in (label, *spellings.get(label, ())):
                unbracketed = _OTHER.sub("", plain(spelling))
                for one in (bare(spelling), bare(_NOTE.sub("", plain(spelling))), unbracketed):
                    self._known.setdefault(one, bare(label))
        self._by_first: dict[str, list[str]] = {}
        for each in sorted(filter(None, self._known), key=len, reverse=True):
            self._by_first.setdefault(each[0], []).append(each)
        self._cache: dict[str, Spelt | None] = {}

    def tell(self, text: str) -> Spelt | None:
        """Give the label that a cell prints, None for none or for a text that could be two."""
        if text not in self._cache:
            self._cache[text] = self._told(text)
        return self._cache[text]

    def _told(self, text: str) -> Spelt | None:
        if len(text) > _LONGEST:
            return None
        numbering = numbered_by(text)
        for one in (bare(text), bare(_NOTE.sub("", plain(text)))):
            if one in self._known:
                return Spelt(word=self._known[one], alike=True, numbering=numbering)
        word = bare(text)
        if len(word) < _SHORTEST:
            return None
        best: dict[str, float] = {}
        for one, label in self._known.items():
            best[label] = max(best.get(label, 0), likeness(word, one, _LEAST_LIKE))
        first, second = sorted(((score, label) for label, score in best.items()), reverse=True)[:2]
        if not first[0] or first[0] - second[0] < _AHEAD:
            return None
        return Spelt(word=first[1], alike=False, numbering=numbering)

    def pieces(self, text: str) -> list[str]:
        """Cut a text in which several labels run together; one that holds none comes back whole."""
        word = plain(text)
        found: list[str] = []
        rest = ""
        place = 0
        while place < len(word):
            step = next((each for each in self._by_first.get(word[place], ()) if _starts(word, place, each)), "")
            if not step:
                rest += word[place]
                place += 1
                continue
            size = _starts(word, place, step)
            numbering = re.search(rf"(?:\([{_NUMERALS}]{{1,3}}\)|[{_NUMERALS}]{{1,3}}、|\d{{1,2}}[.、])$", rest)
            if numbering:
                rest = rest[: numbering.start()]
            if rest:
                found.append(rest)
            found.append((numbering[0] if numbering else "") + word[place : place + size])
            rest = ""
            place += size
        return [*found, rest] if rest else found


def _starts(word: str, place: int, label: str) -> int:
    """Give how many characters of a text from a place on spell a bare label, punctuation passed over; 0: none."""
    at = place
    for wanted in label:
        while at < len(word) and at > place and _OTHER.match(word[at]):
            at += 1
        if at >= len(word) or word[at] != wanted:
            return 0
        at += 1
    return at - place
