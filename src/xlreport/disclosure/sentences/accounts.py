"""What became of every number of a text: read, foreign with the reason, or unread. None is passed over in silence."""

from collections.abc import Iterator
from functools import lru_cache

from xlreport.disclosure.sentences.claims import claims_of
from xlreport.disclosure.sentences.lines import Line
from xlreport.disclosure.sentences.lists import listings_of
from xlreport.disclosure.sentences.percentages import shares_of
from xlreport.disclosure.sentences.plain import Plain
from xlreport.disclosure.sentences.tokens import BORDERS, Token
from xlreport.disclosure.sentences.topics import known_topics
from xlreport.findings import Fate
from xlreport.language import Text
from xlreport.lazy import regex
from xlreport.plain_records import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One number with its words, its place in the source, what became of it, and its meaning or the reason."""

    fate: Fate
    words: str
    at: int
    why: Text


_PLACE = regex(r"\d[\d.,]*%?")
_DATE = Text("日期或年份", "a date or a year")
_DOCUMENT = Text("文号、条款或序号", "a document's number, an article or an ordinal")
_OTHER_BODY = Text("说的是别的单位或全地区", "of another body or of the whole area")
_OTHER_THING = Text("表中没有这一项", "the form does not ask it")
_SPAN = Text("不是本年一年的数", "not of this one year")
_IN_LIST = Text("分项与总数", "a total or a part of it")
_SHARE = Text("占比、同比或比率", "a share, a change or a rate")
_UNKNOWN = Text("没有识别出含义", "its meaning was not recognised")
_TOO_FAR = Text("文字过长，没有读到这里", "the text is too long to be read this far")
_REASONS = {
    "other_kind": _OTHER_THING,
    "plan": Text("计划、评估或备案的数", "planned, assessed or put on file"),
    "part": Text("其中一部分，表中没有单列", "a part that the form does not tell apart"),
    "late": Text("其中一部分，表中没有单列", "a part that the form does not tell apart"),
}
_COUNTED = ("件", "宗", "起", "例")
"""Units in which the form counts: a number that has another one is none of its own."""


def accounts_of(line: Line) -> Iterator[Account]:
    """Account for every number of a sentence, in order."""
    for start, end, (fate, why) in _fates(line):
        words, at = line.quote(start, end)
        yield Account(fate=fate, words=words, at=at, why=why)


def _fates(line: Line) -> Iterator[tuple[int, int, tuple[Fate, Text]]]:
    listed = (each for listing in listings_of(line) for each in (*listing.heads[:1], *listing.parts))
    read = dict.fromkeys((each.start for each in listed), (Fate.READ, _IN_LIST))
    read |= dict.fromkeys((share.numeral.start for share in shares_of(line)), (Fate.READ, _SHARE))
    read |= _claimed(line)
    for token in line.tokens:
        if token.numeral is not None:
            yield token.start, token.end, read.get(token.start) or _foreign(line, token)
        elif token.kind in BORDERS or token.text.isalpha():
            continue
        elif token.kind == "time":
            yield token.start, token.end, (Fate.FOREIGN, _DATE)
        else:
            for found in _PLACE.finditer(line.text, token.start, token.end):
                yield found.start(), found.end(), (Fate.FOREIGN, _DATE if token.kind == "timely" else _DOCUMENT)


def unread_behind(whole: Plain, start: int) -> Iterator[Account]:
    """Account for the numbers behind the last sentence that was read."""
    for found in _PLACE.finditer(whole.text, start):
        words, at = whole.quote(found.start(), found.end())
        yield Account(fate=Fate.UNREAD, words=words, at=at, why=_TOO_FAR)


def _claimed(line: Line) -> dict[int, tuple[Fate, Text]]:
    said: dict[int, tuple[Fate, Text]] = {}
    for claim in claims_of(line):
        read = (Fate.READ, _named(claim.topics))
        if claim.numeral is None:
            inside = (each for each in line.tokens if each.numeral and claim.start <= each.start < claim.end)
            said |= dict.fromkeys((each.start for each in inside), read)
        else:
            said[claim.numeral.start] = read if claim.own or claim.scope else (Fate.FOREIGN, _OTHER_BODY)
    return said


@lru_cache
def _named(topics: tuple[str, ...]) -> Text:
    names = [known_topics()[topic].name for topic in topics]
    return Text("+".join(each.zh for each in names), " + ".join(each.en for each in names))


def _foreign(line: Line, token: Token) -> tuple[Fate, Text]:
    if not line.dates.one_year(token.start):
        return Fate.FOREIGN, _SPAN
    if not line.own(token.start):
        return Fate.FOREIGN, _OTHER_BODY
    words = line.tokens[line.first(token.place) : line.last(token.place)]
    if reason := next((_REASONS[each.kind] for each in words if each.kind in _REASONS), None):
        return Fate.FOREIGN, reason
    if token.kind != "number" or (token.numeral and token.numeral.unit not in _COUNTED):
        return Fate.FOREIGN, _OTHER_THING
    return Fate.UNREAD, _UNKNOWN
