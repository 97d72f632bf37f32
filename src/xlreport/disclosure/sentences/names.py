"""What words name without a number of their own: the names before 分别 or 占, the topic that a change is of."""

import re
from collections.abc import Container

from xlreport.disclosure.sentences.lines import Line
from xlreport.disclosure.sentences.tokens import NUMBERS, Token, kinds, pattern, those

CHANNELS = ("website", "new_media")
_BOTH = {"both": ("review", "suit")}
_NAMES = kinds("decision outcome item dispute applicant carried_in carried_out channel receive conclude")
_PASSED = frozenset(("publish", "information", "asked", "request", "comma"))
_LONGEST_ROW = 40


def totals_of(*kinds: str) -> tuple[str, ...]:
    """Give the topics of so many disputes of these kinds; a word for both kinds (复议诉讼) is of the two."""
    return tuple(f"{each}.total" for each in dict.fromkeys(one for kind in kinds for one in _BOTH.get(kind, (kind,))))


def topics_of(token: Token) -> tuple[str, ...]:
    """Give the topics that a word names."""
    if token.kind == "dispute":
        return totals_of(token.value)
    if token.kind == "channel" and token.value == "both":
        return CHANNELS
    return (f"applicant.{token.value}" if token.kind == "applicant" else token.value,)


def row_of(line: Line, number: int, row: re.Pattern[str]) -> tuple[int, list[int]]:
    """Give where the row of numbers begins that a number is one of, and their places; itself and none without one."""
    for found in row.finditer(line.letters, max(0, number - _LONGEST_ROW)):
        if found.start() < number < found.end():
            places = range(found.start(), found.end())
            return found.start(), [each for each in places if line.tokens[each].kind in NUMBERS]
    return number, []


def names_before(line: Line, place: int, known: Container[str] = _NAMES) -> list[Token]:
    """Give the names of some kinds that are told one after another before a place."""
    names: list[Token] = []
    quoted = False
    for token in reversed(line.tokens[:place]):
        quoted = (quoted or token.text == "”") and token.text != "“"
        if quoted or token.text == "“":  # “某某发布”公众号
            continue
        if token.kind in known:
            names.insert(0, token)
        elif not names and token.kind in _PASSED:
            continue
        elif token.kind not in {"join", "fill", "total"} or (token.kind == "fill" and names and token.text != "案件"):
            break
    return names


_PAPERS = pattern("paper(?:join paper)*(?=[^paper]*$)")


def papers_before(line: Line, place: int) -> tuple[str, ...]:
    """Give the kinds of documents that were named last before a place, all that are named together."""
    found = _PAPERS.search(line.letters, 0, place)
    named = those(line.tokens[found.start() : found.end()], "paper") if found else []
    return tuple(dict.fromkeys(each.value for each in named))
