"""A sentence ready to be understood: its words by kind, its levels (其中, brackets), and what it speaks of."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from xlreport.disclosure.sentences.lexicon import lexicon
from xlreport.disclosure.sentences.numerals import numerals_in
from xlreport.disclosure.sentences.plain import plain
from xlreport.disclosure.sentences.sentences import Sentence, Setting, sentences_in
from xlreport.disclosure.sentences.tokens import BORDERS, NUMBERS, SEMICOLON, Token, tokens_in

LONGEST, MOST = 6_000, 300
"""Characters and numbers of one part of a report that are read; the form asks for a thousand characters in all."""
_REQUESTS = "on_request"
_PAPERS = re.compile(r"主动公开(?:类)?(?:的)?\d|公开属性|属性[^,;。]{0,8}(?:认定|审核|审查|核定)|公文")


@dataclass(kw_only=True, eq=False)
class Line:
    """One sentence with its words; `before` is the one that it goes on from, in the same paragraph or not."""

    sentence: Sentence
    tokens: tuple[Token, ...]
    before: "Line | None" = None

    @cached_property
    def kinds(self) -> frozenset[str]:
        """Give what kinds of words it has."""
        return frozenset(token.kind for token in self.tokens)

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Give where its words begin."""
        return tuple(token.start for token in self.tokens)

    def index(self, place: int) -> int:
        """Give the number of the first word that begins at a place or behind it."""
        return bisect_left(self.starts, place)

    @cached_property
    def about_requests(self) -> bool:
        """Tell whether it stands in the part on requests, or names them in full."""
        return self.sentence.setting.part.endswith(_REQUESTS) or "request" in self.kinds

    @cached_property
    def about_disclosure(self) -> bool:
        """Tell whether its disputes may be those that the form counts."""
        return self.sentence.setting.part.endswith(_REQUESTS) or "信息公开" in self.sentence.text or self.about_requests

    @cached_property
    def of_papers(self) -> bool:
        """Tell whether it sorts papers by how they may be published, which are no outcomes of requests."""
        return bool(_PAPERS.search(self.sentence.text))

    def first(self, number: int) -> int:
        """Give the first word of the clause of a word: behind the number or the mark before it."""
        while number and self.tokens[number - 1].kind not in BORDERS | NUMBERS:
            number -= 1
        return number

    def last(self, number: int) -> int:
        """Give the end of the clause of a word: the number or mark behind it."""
        number += 1
        while number < len(self.tokens) and self.tokens[number].kind not in BORDERS | NUMBERS:
            number += 1
        return number

    def ends_in_number(self, number: int) -> bool:
        """Tell whether the words behind a number go on to another one, which they then belong to."""
        end = self.last(number)
        return end < len(self.tokens) and self.tokens[end].kind in NUMBERS

    def part(self, number: int) -> Iterator[Token]:
        """Give the words before one, back to the last semicolon, the nearest first."""
        for place in range(number - 1, -1, -1):
            if self.tokens[place].kind == SEMICOLON:
                return
            yield self.tokens[place]


def lines_in(source: str, setting: Setting) -> tuple[Line, ...]:
    """Give the sentences of a text with their words, in order."""
    words = lexicon(setting.form)
    lines: list[Line] = []
    numbers = 0
    for sentence in sentences_in(plain(source), setting, words.shorts):
        numerals = numerals_in(sentence.text)
        numbers += len(numerals)
        if sentence.start > LONGEST or numbers > MOST:
            break
        tokens = tokens_in(sentence.text, numerals, words, setting.year)
        lines.append(Line(sentence=sentence, tokens=tokens, before=lines[-1] if lines else None))
    return tuple(lines)
