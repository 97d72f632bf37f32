"""The returns that benchmarks read: a sample's zeros, figures and texts of their own of real length and density.

Counted on 2026-11-30 in 28 published reports of bureaus, townships, subdistricts and a prefecture, for 2021 to 2025, in
the first 90 to 510 characters of their first section outside the tables, numbers of dates among them: a median of 22
numbers per 1,000 characters, from 0 to 54. The first section has the most; the whole text of the report that the Hulin
sample follows has 12. The corpus of narratives, in which every sentence is there for its numbers, has 83. So an
ordinary text mixes sentences of the corpus with plain ones up to that median, and a dense one is of the corpus alone.
"""

import itertools
import random
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from pathlib import Path

from xlreport import Identity, Layout, identity_of, write_workbook
from xlreport.forms import Kind
from xlreport.resources import samples_folder
from xlreport.writing import read_answers, values_for

CORPUS = Path(__file__).resolve().parents[1] / "tests" / "making" / "corpus"
PLAIN = Path(__file__).with_name("plain_sentences.txt")
"""Sentences without figures, one a line; of the words that bars part within brackets each return takes one."""
CHARACTERS = 1_000
"""Of the text of one section: what the form's instruction allows for the first."""
OWN_FIGURES = {
    "disclosure.licensing.decisions": 4_000,
    "disclosure.penalties.decisions": 900,
    "disclosure.coercion.decisions": 90,
    "overview.website_items": 3_000,
    "overview.new_media_items": 2_000,
}
"""Figures on which no other one rests, and how large they are at most: every return has its own."""
_CAME_AND_WENT = ("requests.received.natural", "requests.granted.natural")
ORDINARY_NUMBERS = 22
"""Per 1,000 characters of an ordinary text."""
_MARK = re.compile(r"\{([^{}|]*)\|[^{}|]*\}")
"""A number of the corpus with its label."""
_CHOICE = re.compile(r"\(([^()]*)\)")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


class Density(Enum):
    """How many numbers a text has: as many as published ones, or in every sentence some."""

    ORDINARY = "ordinary"
    DENSE = "dense"


def identity(layout: Layout, code: str) -> Identity:
    """The identity of one of the returns."""
    unit = {"unit_code": code, "unit_name": f"{code} 单位", "unit_kind": "department"}
    return identity_of(layout, **unit, region="虎林市", year="2025")


def returns(layout: Layout, folder: Path, count: int, density: Density) -> Iterator[Path]:
    """Write filled returns, no two with the same texts."""
    answers = dict(read_answers(samples_folder() / "hulin-2025" / "answers.json").values)
    for number, texts in enumerate(itertools.islice(narratives(layout, density), count), 1):
        code = f"230381-{number:05}"
        own = {
            **answers,
            **_figures(number, answers),
            **texts,
            "cover.unit_code": code,
            "cover.unit_name": f"{code} 单位",
        }
        path = folder / f"{code}.xlsx"
        path.write_bytes(write_workbook(layout, identity(layout, code), values_for(layout.form, own)))
        yield path


def _figures(number: int, answers: Mapping[str, object]) -> dict[str, int]:
    """Figures of one return: those on which no other one rests, and requests that were all granted."""
    chance = random.Random(number)  # noqa: S311  # nothing secret
    own = {field: chance.randrange(1, most) for field, most in OWN_FIGURES.items()}
    more = chance.randrange(40)
    return own | {field: int(str(answers[field])) + more for field in _CAME_AND_WENT}


def narratives(layout: Layout, density: Density) -> Iterator[dict[str, str]]:
    """The texts by field of one return after the other, the same each time."""
    known, plain = tuple(sentences()), PLAIN.read_text(encoding="utf-8").split()
    for number in itertools.count(1):
        told = itertools.cycle(known[number * 7 % len(known) :] + known)
        yield _texts(layout, told if density is Density.DENSE else _Mixed(told, plain, number))


def numbers_in(texts: Iterable[str]) -> float:
    """How many numbers some texts have per 1,000 characters."""
    whole = "\n".join(texts)
    return len(_NUMBER.findall(whole)) * 1_000 / len(whole)


def told_density(layout: Layout, density: Density, count: int = 500) -> str:
    """The density of what the first returns say, for the name of a row."""
    texts = [text for each in itertools.islice(narratives(layout, density), count) for text in each.values()]
    return f"{numbers_in(texts):.0f} numbers per 1,000 characters"


def sentences() -> Iterator[str]:
    """The sentences of the corpus, their numbers without labels."""
    for path in sorted(CORPUS.glob("*.toml")):
        for unit in tomllib.loads(path.read_text(encoding="utf-8")).get("unit", ()):
            for each in unit["text"]:
                yield "".join(line.strip() for line in _MARK.sub(r"\1", each["text"]).split("\n"))


class _Mixed(Iterator[str]):
    """Sentences of one return: of the corpus wherever numbers are wanting, plain ones between."""

    def __init__(self, told: Iterator[str], plain: Iterable[str], number: int) -> None:
        self.told, self.chance = told, random.Random(number)  # noqa: S311  # nothing secret
        self.plain = list(plain)
        self.chance.shuffle(self.plain)
        self.characters = self.numbers = 0
        self.left: list[str] = []

    def __next__(self) -> str:
        """Take a plain sentence first, and one with numbers as soon as there are too few."""
        wanting = self.numbers < ORDINARY_NUMBERS * self.characters / 1_000
        sentence = next(self.told) if wanting else self._plain()
        self.characters += len(sentence)
        self.numbers += len(_NUMBER.findall(sentence))
        return sentence

    def _plain(self) -> str:
        self.left = self.left or list(self.plain)
        return _CHOICE.sub(lambda match: self.chance.choice(match[1].split("|")), self.left.pop())


def _texts(layout: Layout, sentences: Iterator[str]) -> dict[str, str]:
    texts: dict[str, str] = {}
    for section in layout.form.sections:
        own = [field.id for field in section.texts if field.kind is Kind.TEXT]
        for field in own:
            text = ""
            while len(text) < CHARACTERS / len(own):
                text += next(sentences)
            texts[field] = text[: CHARACTERS // len(own)]
    return texts
