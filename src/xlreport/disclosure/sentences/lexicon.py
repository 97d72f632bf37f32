"""The words that reports count with, as data: a form's lexicon.toml. Knows what a word may do, never what it means here."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from pathlib import Path

from xlreport.disclosure.sentences.plain import plain
from xlreport.forms import Form, Header, Table, load_form
from xlreport.resources import templates_folder

FILE = "lexicon.toml"
_LABELS = "labels"
"""the section that says which of the form's rows and columns are ways to say a kind: item = "{}", result = "review.{}" """
_KEY = 2
_NO_LENGTHS: tuple[int, ...] = ()
_SHORT = "short"
_SPELLED = "spell"
"""the section of words that stand for several in other words, as {结转}"""
_NUMBERED = re.compile(r"^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+\.)|[（、].*$")
"""what a label has beside its name: its number, and what is told of it"""
_PIECE = re.compile(r"\[([^\]]*)\]|\(([^)]*\|[^)]*)\)|\{([^}]*)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One way to say something: what such a word does in a sentence, and which of its kind it is."""

    text: str
    kind: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """All words, and how long those are that begin with the same two characters, the longest first."""

    words: Mapping[str, Word]
    lengths: Mapping[str, tuple[int, ...]]
    shorts: Mapping[str, tuple[str, ...]]
    """what units are called in short, with what it stands for: 人社"""

    def at(self, text: str, place: int) -> Word | None:
        """Give the longest word that stands at a place."""
        words = self.words
        for length in self.lengths.get(text[place : place + _KEY], _NO_LENGTHS):
            if word := words.get(text[place : place + length]):
                return word
        return words.get(text[place])


@lru_cache(maxsize=8)
def lexicon(form: str) -> Lexicon:
    """Read the lexicon of a form, by the name of its folder."""
    return parsed((templates_folder() / form / FILE).read_text(encoding="utf-8"), names_of(load_form(form)))


def parsed(text: str, names: Mapping[str, str]) -> Lexicon:
    """Read a lexicon, and the form's own names; of a word that stands there twice the first meaning counts."""
    sections = tomllib.loads(text)
    labels = sections.pop(_LABELS, {})
    spelled = {name: "|".join(ways) for name, ways in sections.pop(_SPELLED, {}).items()}
    shorts: dict[str, tuple[str, ...]] = {}
    for full, several in sections.pop(_SHORT, {}).items():
        shorts |= {short: (*shorts.get(short, ()), full) for short in several}
    words: dict[str, Word] = {}
    for kind, values in sections.items():
        for value, ways in ((value, way) for value, several in values.items() for way in several):
            for said in expanded(ways, spelled):
                words.setdefault(said, Word(text=said, kind=kind, value=value))
    for kind, key in labels.items():
        for value in sections[kind]:
            said = plain(names.get(key.format(value), "")).text
            words.setdefault(said, Word(text=said, kind=kind, value=value))
    words.pop("", None)
    lengths: dict[str, set[int]] = {}
    for said in words:
        lengths.setdefault(said[:_KEY], set()).add(len(said))
    longest_first = {key: tuple(sorted(several, reverse=True)) for key, several in lengths.items()}
    return Lexicon(words=words, lengths=longest_first, shorts=shorts)


def names_of(form: Form) -> dict[str, str]:
    """Give what a form calls the rows and columns of its tables, by their ids: refused.third_party, review.upheld."""
    names: dict[str, str] = {}
    for table in (block for section in form.sections for block in section.blocks if isinstance(block, Table)):
        for key, name in (*_names(table.rows), *_names(table.columns)):
            names.setdefault(key, name)
    return names


def _names(headers: Iterable[Header], above: str = "", group: str = "") -> Iterator[tuple[str, str]]:
    for header in headers:
        key, name = f"{above}.{header.id}".strip("."), _NUMBERED.sub("", header.label)
        if header.id:
            yield key, f"{group}·{name}" if name == "其他" else name
        yield from _names(header.children, key, name)


def expanded(way: str, spelled: Mapping[str, str]) -> Iterator[str]:
    """Give every word that `[甲|乙]丙(丁|戊){结转}` stands for."""
    choices: list[tuple[str, ...]] = []
    end = 0
    for found in _PIECE.finditer(way):
        choices.append((way[end : found.start()],))
        optional, either, name = found.groups()
        if optional is not None:
            choices.append(("", *optional.split("|")))
        else:
            choices.append(tuple((either if either is not None else spelled[name]).split("|")))
        end = found.end()
    yield from filter(None, map("".join, product(*choices, (way[end:],))))


def lexicon_path(form: str) -> Path:
    """Give where a form's words are kept, for whoever adds to them."""
    return templates_folder() / form / FILE
