"""Names that share a number (予以公开和部分公开合计 29 件) or take one each (各 2 件, 分别为 8 件和 4 件)."""

import re
from collections.abc import Iterator

from xlreport.disclosure.phrases.numerals import Numeral, numerals_in
from xlreport.disclosure.phrases.sentences import Sentence
from xlreport.disclosure.phrases.wording import CASES, GRANTS, JOINED, Wording

Named = tuple[Wording, re.Match[str]]
_CHAINED = tuple((wording, re.compile(rf"(?:{wording.words})(?:案件|的)?$")) for wording in (*GRANTS, *CASES))
_BEHIND = tuple((wording.topic, re.compile(rf"(?:{wording.words})(?!(?:的|申请|案件)?\d)")) for wording in GRANTS)
_JOINED_BEHIND = re.compile(r"(?:和|及|与|、|以及)")
_BOTH = re.compile(r"(?<!经)(?<!经行政)复议$")
"""复议诉讼 is both, without a word between them"""
_EACH = re.compile(r"[各均]")
_APIECE = re.compile(r"分别[^,;。、:\d]{0,6}$")
_RESPECTIVELY = re.compile(r"(?:数|数量|件数)?分别(?:为|是|有|达|共)?:?")
_NEAR = 40
_BETWEEN = re.compile(r"[、,]?[和及与]?")


def joined_before(topic: str, before: str) -> list[Named]:
    """Give the names that are joined to one of a topic, which follows right after; in order."""
    names: list[Named] = []
    while True:
        link = JOINED.search(before)
        if link:
            before = before[: link.start()]
        elif topic != "suit.total" or not _BOTH.search(before):
            break
        found = _name_ending(before)
        if found is None:
            break
        names.insert(0, found)
        topic, before = found[0].topic, before[: found[1].start()]
    return names


def joined_behind(topic: str, after: str, end: int) -> tuple[tuple[str, ...], int]:
    """Give a topic with those joined behind it, and their end: 8件为不予处理、其他处理. One with its own number is another."""
    topics = [topic]
    while joined := _JOINED_BEHIND.match(after, end):
        found = [(each, match) for each, pattern in _BEHIND if (match := pattern.match(after, joined.end()))]
        if not found:
            break
        topic, match = max(found, key=lambda each: each[1].end())
        topics.append(topic)
        end = match.end()
    return tuple(topics), end


def one_each(lead: str, start: int, key_end: int) -> bool:
    """Tell whether several names, from `start` to `key_end`, have the number each: 各, 均为, or 分别 before them."""
    return bool(_EACH.search(lead, key_end) or _APIECE.search(lead, 0, start))


def paired(sentence: Sentence) -> Iterator[tuple[Wording, re.Match[str], Numeral]]:
    """Give the names and the numbers that 分别为 pairs in order, where there are as many of both."""
    for middle in _RESPECTIVELY.finditer(sentence.text):
        last = _name_ending(sentence.text[: middle.start()])
        if last is None:
            continue
        names = [*joined_before(last[0].topic, sentence.text[: last[1].start()]), last]
        numbers = _row(sentence.text, middle.end())
        if len(names) == len(numbers) > 1:
            yield from ((wording, words, number) for (wording, words), number in zip(names, numbers, strict=True))


def _name_ending(before: str) -> Named | None:
    """Give the name that a text ends with, the one that begins last."""
    near = max(0, len(before) - _NEAR)
    found = [(wording, match) for wording, pattern in _CHAINED if (match := pattern.search(before, near))]
    return max(found, key=lambda each: each[1].start(), default=None)


def _row(text: str, start: int) -> list[Numeral]:
    """Give the numbers of one unit that follow each other from a place on."""
    row: list[Numeral] = []
    for numeral in numerals_in(text):
        if numeral.start < start:
            continue
        between = text[row[-1].end if row else start : numeral.start]
        if not _BETWEEN.fullmatch(between) or (row and numeral.unit != row[0].unit):
            break
        row.append(numeral)
    return row
