"""Percentages: a share of figures, a change from last year, a rate. One whose base is not clear is left unread."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from xlreport.disclosure.sentences.case_frames import dispute_named
from xlreport.disclosure.sentences.changes import FROM, HUNDRED, change, made, pointed, times
from xlreport.disclosure.sentences.claims import SUMS, claims_of
from xlreport.disclosure.sentences.clauses import Claim, subject_before
from xlreport.disclosure.sentences.lines import LINES_KEPT, Line
from xlreport.disclosure.sentences.names import CHANNELS, names_before, row_of, topics_of
from xlreport.disclosure.sentences.numerals import Numeral
from xlreport.disclosure.sentences.shares import Share, ShareKind
from xlreport.disclosure.sentences.tokens import LETTERS, NUMBERS, Token, has, only, pattern, says, those
from xlreport.disclosure.sentences.topics import OUTCOMES
from xlreport.lazy import regex
from xlreport.numbers import Number

Topics = tuple[str, ...]
_TOTALS = ("received", "received_new", "received_all", "requests", "concluded", "answered")
_AIM = regex(r"力争|争取|目标|下一步|努力(?:实现|做到|达到)|(?:确保|保证|要求)[^,]*$")
_NAMED = ("outcome", "applicant", "channel")
_BOTH = {*CHANNELS}
_LOOKED_AT = 12
_SAYS = frozenset(("percent", "direction", "times"))
_PERCENT, _COMPARED = pattern("percent"), pattern("[percent number money direction]")


@lru_cache(maxsize=LINES_KEPT)
def shares_of(line: Line) -> tuple[Share, ...]:
    """Read the percentages of one sentence, in order."""
    return () if line.kinds.isdisjoint(_SAYS) else tuple(_shares(line))


def _shares(line: Line) -> Iterator[Share]:
    told, last = claims_of(line), None
    claims = [claim for claim in told if claim.numeral]
    for found in (_COMPARED if "direction" in line.kinds else _PERCENT).finditer(line.letters):
        number, percent = found.start(), line.tokens[found.start()].kind == "percent"
        share = _rated(line, number) if percent else None
        share = share or change(line, number, told, last) or (_share(line, number, claims) if percent else None)
        if share:
            last = share
            yield share
    yield from times(line, claims)


_SAYING = frozenset(("fill", "belong", "direction", "time"))
_OVERALL = frozenset(("fill", "self", "request", "asked", "total", "time", "colon", "information"))


def _rated(line: Line, number: int) -> Share | None:
    """Read a rate, or a share by the name of what it is: 办结率 p%, 公开率 p%, 直接纠错率（p%）."""
    token = next((each for each in reversed(line.ahead(number)) if each.kind not in _SAYING), None)
    first = line.first(number)
    if token is None and has(line.tokens[first - 1 : first], "close"):
        token = line.tokens[line.letters.rfind(LETTERS["open"], 0, first) - 1]
    numeral = line.tokens[number].numeral
    if token is None or numeral is None or token.kind not in {"rate", "ratio"}:
        return None
    return (_rate if token.kind == "rate" else _ratio)(line, number, token, numeral)


def _rate(line: Line, number: int, token: Token, numeral: Numeral) -> Share | None:
    """办结率 p%: of requests, and not one that is only aimed at."""
    lead = re.split(r"[;。\n]", line.text[: line.tokens[number].start])[-1]
    if _AIM.search(lead[-60:]) or (numeral.number <= HUNDRED and not _of_requests(line, token.place)):
        return None
    timely = token.value == "on_time" or has(line.ahead(number), "timely")
    overall = only(line.ahead(token.place), _OVERALL) and token.text.startswith("办结")
    kind = ShareKind.ON_TIME if timely else ShareKind.RATE
    return made(line, number, kind, token.start, part=("concluded",) if overall else ())


def _ratio(line: Line, number: int, token: Token, numeral: Numeral) -> Share | None:
    """公开率 p%, 直接纠错率 p%: of an outcome or a result, where requests or disputes are told."""
    if numeral.number == HUNDRED or has(line.ahead(token.place), "unknown", "information", "part"):
        return None
    topic = token.value if token.value in OUTCOMES and _of_requests(line, token.place) else ""
    if token.value not in OUTCOMES and line.about_disclosure and (kind := dispute_named(line, number)):
        topic = f"{kind}.{token.value}"
    return made(line, number, ShareKind.SHARE, token.start, part=(topic,)) if topic else None


def _of_requests(line: Line, place: int) -> bool:
    """Tell whether requests were named last, or nothing else in the part on requests."""
    subject = subject_before(line, place)
    return subject == "request" or (not subject and line.in_requests)


def _share(line: Line, number: int, claims: Sequence[Claim]) -> Share | None:
    """N 件，占[办结总数的] p%; n 件（p%）; A、B 分别占 p、q."""
    told = (_in_turn(line, number, claims) or _of_told(line, number)) if "of" in line.kinds else None
    if told := told or _of_named_behind(line, number):
        return told
    found = _BEGINS.search(line.letters, max(0, number - _LOOKED_AT), number)
    if found is None or says(line.tokens[number - 1 : number], *FROM):
        return None
    begins, of = line.tokens[found.start()], found[1] is not None
    base = _base(line, line.tokens[found.start() + 1 : found.end(1)]) if of else ()
    if base is None:
        return None
    if together := _together(line, claims, begins.place):
        topics = tuple(each.topics[0] for each in together)
        return made(line, number, ShareKind.SHARE, together[0].start, part=topics, of=base)
    subject = _subject(line, claims, begins)
    if subject and subject.numeral:
        of_outcome = subject.topics[0].split(".")[0] in OUTCOMES and has(line.tokens[number + 1 : number + 2], "close")
        if not of and not of_outcome:
            return None
        whole = _of_those(line, subject)
        of_all = {"part": subject.topics, "of": base, "bases": _totals(claims), "years": subject.years}
        given = {"bases": (whole,)} if whole else of_all
        return made(line, number, ShareKind.SHARE, subject.start, stated=subject.numeral.number, **given)
    return _share_named(line, number, claims, begins, base) if of else None


_WORDS = "[^of comma semicolon open close number money percent figure]*"
_BEGINS = pattern(f"(of{_WORDS})(?:percent{_WORDS}becomes{_WORDS})?open?$|open$")
"""占[办结总数的] p%, 占比由p%降至q%, 占比（p%）, （p%）"""
_NAMED_BEHIND = pattern("[fill asked request]*belong[fill asked request]*applicant")
_OF_TOLD = pattern(f"of[^of comma number]*(number)close?[^of comma open {' '.join(NUMBERS)}]*$")


def _of_named_behind(line: Line, number: int) -> Share | None:
    """p% 为自然人, p% 来自企业: a share of requests by who asked, told behind it."""
    found = _NAMED_BEHIND.match(line.letters, number + 1)
    if found is None:
        return None
    named = line.tokens[found.end() - 1]
    return made(line, number, ShareKind.SHARE, line.tokens[number].start, part=topics_of(named))


def _of_told(line: Line, number: int) -> Share | None:
    """占接待总量2386人次的 p%, 占不予公开总数（6件）的 p%: of a figure that stands behind 占."""
    found = _OF_TOLD.search(line.letters, max(0, number - _LOOKED_AT), number)
    base = line.tokens[found.start(1)].numeral if found else None
    return _share_in_text(line, number, line.tokens[found.start()], (base.number,)) if found and base else None


def _totals(claims: Sequence[Claim]) -> tuple[Number, ...]:
    return tuple(each.numeral.number for each in claims if each.numeral and each.topics[0] in _TOTALS)


def _share_named(line: Line, number: int, claims: Sequence[Claim], begins: Token, base: Topics) -> Share | None:
    """Give the share of what words without a number name, or else of a number that the text alone knows."""
    topics, start = _named(line, begins.place)
    if not topics:
        return None if base else _share_in_text(line, number, begins)
    if _BOTH & {*topics}:
        together = base or len(topics) > 1
        return None if together else made(line, number, ShareKind.SHARE, start, part=topics, of=CHANNELS)
    return made(line, number, ShareKind.SHARE, start, part=topics, of=base, bases=_totals(claims))


def _base(line: Line, words: tuple[Token, ...]) -> Topics | None:
    """Give the topics that the words between 占 and a percentage name, () for the usual base, None for another one."""
    if any(each.kind in _OTHER_BASES and each.value != "0" for each in words):
        return None
    named = (*_NAMED, "item") if line.about_requests else ("channel",)  # 占全部公开信息的 p%
    return tuple(topic for each in those(words, *named) for topic in topics_of(each))


_OTHER_BASES = ("unknown", "other_kind", "part", "all_kinds", "area", "time")
_MARKS = frozenset(("comma", "open", "fill", "join"))


def _together(line: Line, claims: Sequence[Claim], place: int) -> tuple[Claim, ...]:
    """Give the claims that 两项合计 or 三项合计 before a place add up."""
    before = [each for each in claims if each.end <= line.tokens[place].start]
    between = line.tokens[line.index(max((each.end for each in before), default=0)) : place]
    words = "".join(each.text for each in between) if only(between, _MARKS | {"number"}) else ""
    several = next((many for word, many in (("三", 3), ("两", 2), ("二者", 2), ("合计", 2)) if word in words), 0)
    return tuple(before[-several:]) if several and len(before) >= several else ()


def _subject(line: Line, claims: Sequence[Claim], begins: Token) -> Claim | None:
    """Give the claim that stands right before a word, with nothing but a comma or a bracket between."""
    told = sorted((claim for claim in claims if claim.end <= begins.start), key=lambda claim: claim.end)
    pointer = line.tokens[begins.place - 1] if begins.place else begins
    subject = pointed(told, pointer.value) if pointer.kind == "pointer" else told[-1] if told else None  # 后者占 p%
    if subject is None or subject.at_most:
        return None
    near = pointer.kind == "pointer" or only(line.tokens[line.index(subject.end) : begins.place], _MARKS)
    return subject if near or _DONE_WITH.fullmatch(line.text, subject.end, begins.start) else None


_DONE_WITH = regex(r"[^,;。\d]{0,8},(?:均|全部)?(?:已|依法|并)[^,;。\d]{1,16},")
"""5件属于行政查询事项，已告知查询途径，占 p%"""


_SOME_OF = pattern("number[fill asked request conclude]*$")


def _of_those(line: Line, subject: Claim) -> Number | None:
    """Give the number that a claim is told to be some of: 15件中有11件属于行政查询事项."""
    found = _SOME_OF.search(line.letters, 0, line.index(subject.start))
    whole = line.tokens[found.start()].numeral if found else None
    return whole.number if found and whole and says(line.behind(found.start())[:3], "中") else None


def _named(line: Line, place: int) -> tuple[Topics, int]:
    """Give the topics that the words before a place name, and where they begin."""
    names = names_before(line, place, _NAMED if line.about_requests else ("channel",))
    start = names[0].place if names else place
    return tuple(topic for each in names for topic in topics_of(each)), line.tokens[start].start


def _share_in_text(line: Line, number: int, begins: Token, bases: tuple[Number, ...] = ()) -> Share | None:
    """N 件中的 n 件，占 p%: of figures that the text alone gives."""
    numbers = those(line.tokens[: begins.place], "number")
    behind = _TOLD_BEHIND.match(line.letters, number + 1) and says(line.tokens[number + 2 : number + 3], *_IS)
    part = line.tokens[number + 3] if behind else numbers.pop() if numbers else None
    between = line.tokens[part.place + 1 : begins.place] if part else ()
    described = has(between[:1], "belong") and not has(between, *NUMBERS) and says(between[-1:], ",")
    if part is None or part.numeral is None or not (described or only(between, {"comma", "open", "fill", "asked"})):
        return None
    stated = part.numeral.number
    before = line.numbered
    told = (*numbers, *(before.tokens if before else ()))
    larger = (each.numeral.number for each in told if each.numeral and each.numeral.unit == line.unit(part.place))
    bases = bases or tuple(dict.fromkeys(each for each in larger if each > stated))
    alone = not _PLAIN.search(line.letters, 0, part.place) and not (before and _PLAIN.search(before.letters))
    words = line.ahead(part.place)
    of_requests = line.in_requests and (says(words, *SUMS) or (alone and has(words[-1:], "asked")))
    of = ("requests",) if of_requests else ()  # 三项共33件，占 p%; 信函申请6件，占 p%
    return made(line, number, ShareKind.SHARE, part.start, stated=stated, of=of, bases=bases) if bases or of else None


_PLAIN = pattern("number(?!comma?of)")
"""a number that is no share itself"""
_TOLD_BEHIND, _IS = pattern("comma[fill belong]number"), ("为", "是", "计", "共", "即", "共计")
"""占 p%，为 n 条: the number that a percentage is of stands alone behind it"""
_PASSED = "join comma of fill conclude request asked total outcome applicant information"
_ROW = pattern(f"[respectively of][{_PASSED}]*percent(?:[{_PASSED}]*percent)+")


def _in_turn(line: Line, number: int, claims: Sequence[Claim]) -> Share | None:
    """Give a share told in the order of its names: 予以公开、部分公开分别占 p、q; 占比依次为 p、q、r."""
    middle, row = row_of(line, number, _ROW)
    words = line.tokens[max(0, middle - 2) : row[0]] if row else ()
    if not has(words, "of") or (line.tokens[middle].kind == "of" and line.tokens[middle].text != "各占"):
        return None
    base = _base(line, line.tokens[middle + 1 : row[0]])
    if base is None:
        return None
    told = [claim for claim in claims if claim.end <= line.tokens[middle].start]
    topics, start = _named(line, middle - has(line.tokens[middle - 1 : middle], "of"))
    if not told and line.numbered and not topics:
        told = [claim for claim in claims_of(line.numbered) if claim.numeral]
    told = told[-len(row) :]
    kinds = {claim.topics[0].partition(".")[0] for claim in told}
    parts: list[tuple[Topics, Number | None]] = [((topic,), None) for topic in topics]
    if len(told) == len(row) and (kinds <= {*OUTCOMES} or kinds == _BOTH or len(kinds) == 1):
        parts, start = [(each.topics, each.numeral and each.numeral.number) for each in told], told[0].start
    if len(parts) != len(row):
        return None
    part, stated = parts[row.index(number)]
    base = CHANNELS if {each[0] for each, _ in parts} == _BOTH else base
    return made(line, number, ShareKind.SHARE, start, part=part, stated=stated, of=base)
