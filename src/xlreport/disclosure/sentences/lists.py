"""Totals with their parts: 共 N 条，其中 A a 条、B b 条. A list inside a list is a level of its own.

Parts that overlap or are only examples are not called wrong; of several ways to read a list one that adds up is enough.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import accumulate, pairwise
from operator import attrgetter
from typing import Any

from xlreport.disclosure.sentences.claims import claims_of
from xlreport.disclosure.sentences.clauses import Claim
from xlreport.disclosure.sentences.lines import LINES_KEPT, Line
from xlreport.disclosure.sentences.names import CHANNELS
from xlreport.disclosure.sentences.numerals import YUAN, Bound, Numeral
from xlreport.disclosure.sentences.parts import ALIKE, STOP, Run, kind, parts_of
from xlreport.disclosure.sentences.tokens import NUMBER, NUMBERS, WORDS, Token, has, only, pattern, those
from xlreport.lazy import regex
from xlreport.numbers import Number, size
from xlreport.plain_records import dataclass

Claims = Mapping[int, Claim]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One total and its parts. `heads` are what the parts may add up to, what is meant most likely first.

    `whole`: all parts are there, by their names (the outcomes, 自然人 and 法人或其他组织); `even`: all are listed alike.
    """

    heads: tuple[Numeral, ...]
    parts: tuple[Numeral, ...]
    totals: tuple[Number, ...]
    """what the parts may add up to, by every way to read where the list ends"""
    whole: bool
    even: bool = False
    said_total: bool = False
    """the text calls the head a total: 共, 合计"""
    fee: bool
    by_kind: bool = False
    """told by some kind: 按申请渠道分"""
    quote: str
    at: int

    @property
    def sums(self) -> tuple[Number, ...]:
        """Give the heads, and those that stand together added up."""
        numbers = [head.number for head in self.heads]
        return tuple(dict.fromkeys([*numbers, *accumulate(numbers)]))

    @property
    def total(self) -> Number:
        """Give what the parts add up to, by the way that comes nearest to a head."""
        sums = self.sums
        return min(self.totals, key=lambda each: min(size(each - one) for one in sums))

    @property
    def adds_up(self) -> bool:
        """Tell whether the parts make up one of the heads."""
        return not {*self.totals}.isdisjoint(self.sums) or any(head.fits(self.total) for head in self.heads)

    @property
    def nearly(self) -> bool:
        """Tell whether the parts come near a head; 从办理结果看， may be of a number that stands further before."""
        return any(size(self.total - each.number) <= max(1, each.number / _NEARLY) for each in self.heads)


_NEARLY = 10
_TWICE, _NEAR = regex(r"同步|转载|转发|重复|交叉|重叠"), 10
"""Parts that are said to overlap."""
_OTHER_YEAR = regex(r"上年|去年|前年|\d年|同期|较|比")
_TOTAL_WORDS = regex(r"共|合计|总计|总量|累计|总数")
_SAID_SUM = regex(r"(?:合计|共计|总计)(?:为|是|有|达)?$")
_SUMMED = regex(
    r"[,、:](?:以上|上述|[两二三四五]项|两者|二者|[两二三四五各]个|政务|新媒体|平台|渠道|账号|发布)*(?:合计|共计|总计|信息总[数量]|总[数量]|共)(?:为|是|有|达)?"
    r"(?P<done>发布|公开|应?办理?|处理|收取)?(?:各类|政府)?(?:信息处理费|信息|申请)?:?$"
)
_TOTAL_SIGNS, _SORTING_SIGNS = regex("总|共|合计"), regex("分|看|统计|个方面")
"""what stands in a sentence that adds up, and in one that tells by kind"""
_LONGEST_SUM = 30
_LEVELS = 16
"""No sentence has more lists; what has is no sentence."""
_FARTHEST, _SEVERAL, _LOOKED_AT = 24, 3, 16
_INTAKE = {"received", "received_new", "carried_in", "carried"}
_HELD = ("outcome", "item", "result", "applicant")
"""kinds of parts that are held against the tables one by one"""
_COUNT, _ANY_NUMBER, _TWO_NUMBERS = (pattern(each) for each in ("[number money figure]", NUMBER, f"{NUMBER}.*{NUMBER}"))
_UNCHANNELLED = WORDS.replace("[^", "[^channel receive handle answer conclude happen ")
_TOLD_BEHIND = pattern(
    f"(?:(?<={NUMBER})|(?<=[comma semicolon open close])|^)(?!{WORDS}channel){WORDS}[information publish]{WORDS}"
    f"number comma(?!among)(?={WORDS}channel)"
    "|[publish channel][fill various publish information]*number comma(?!among)"
    f"(?={_UNCHANNELLED}number(?:[comma join]{_UNCHANNELLED}number)+[comma join]others)"
)
"""公开信息 N 条，网站 n 条，微信 m 条: by channel behind a comma; 公开信息 N 条，A a 条，B b 条，其他 n 条: with what is left over"""
_BY_ITSELF = rf"([among respectively]|(?<={NUMBER})[open colon](?!among)|(?<={NUMBER}comma)happen)"
_OPENING, _OR_BY_WORDS = pattern(_BY_ITSELF), pattern(rf"{_BY_ITSELF}|[colon comma]")
_OR_SUM, _OR_BOTH = (pattern(rf"{_BY_ITSELF}|[{more}number money figure]") for more in ("", "colon comma "))
"""what may open a list, by itself and by what stands before it, and the sums at the end of one"""


@lru_cache(maxsize=LINES_KEPT)
def listings_of(line: Line) -> tuple[Listing, ...]:
    """Read the lists of one sentence, in order."""
    enough = (_ANY_NUMBER if "among" in line.kinds else _TWO_NUMBERS).search(line.letters)
    return tuple(_listings(line)) if enough else ()


def _listings(line: Line) -> Iterator[Listing]:
    opened = 0
    told_behind: set[int] = set()
    if not line.kinds.isdisjoint(("channel", "others")):
        told_behind = {found.end() - 1 for found in _TOLD_BEHIND.finditer(line.letters)}
    by_channel = "channel" in line.kinds and _BY_CHANNEL.match(line.letters)
    if by_channel and line.numbered and _TOTAL_ENDS.search(line.numbered.letters):
        yield from filter(_NEARLY_ALL, _listed(line, _BEGINNING, by_kind=False, channelled=True))
    has_sum, is_sorted = _TOTAL_SIGNS.search(line.text), _SORTING_SIGNS.search(line.text)
    by_words = is_sorted or told_behind or "中," in line.text
    opening = (_OR_BOTH if by_words else _OR_SUM) if has_sum else _OR_BY_WORDS if by_words else _OPENING
    for found in opening.finditer(line.letters):
        token = line.tokens[found.start()]
        if token.numeral:
            yield from _summed(line, token, token.numeral)
        elif found[1] and token.text.startswith(_LOOSELY):
            loosely = token._replace(kind="among")
            yield from filter(_NEARLY_ALL, _listed(line, loosely, by_kind=False, channelled=False))
        elif token.kind != "happen" and opened < _LEVELS:
            by_kind = is_sorted is not None and _by_kind(line, token)
            channelled = token.place in told_behind
            named = token.kind == "comma" and line.text.endswith("中", 0, token.start)
            if by_kind or named or found[1] or channelled:
                opened += 1
                yield from _listed(line, token, by_kind=by_kind, channelled=channelled)


@lru_cache(maxsize=LINES_KEPT)
def _told(line: Line) -> Claims:
    """Give what a sentence says by where its numbers begin; most sentences have no list that asks."""
    return {claim.numeral.start: claim for claim in claims_of(line) if claim.numeral}


_NEARLY_ALL = attrgetter("nearly")
_LOOSELY = ("涉及", "主要")
"""what opens a list of what may overlap: 主要涉及征地20件、工程15件、水费12件"""
_TOTAL_ENDS = pattern(f"(?:^|[comma])(?!{WORDS}channel){WORDS}[information publish]{WORDS}number[semicolon]*$")
_BY_CHANNEL = pattern(f"(?!among){WORDS}channel{WORDS}number")
_BEGINNING = Token("comma", "", 0, 0, -1)
"""主动公开信息 N 条。网站 n 条，微信 m 条: what was published is told by channel in a sentence of its own"""
_BY = regex(
    r"(?:(?:按|从)[^,;。:\d]{2,12}(?:分|分为|划分|区分|分类|看|来看|统计)|分为|分为[^,;。:\d]{0,8}|个方面)[,:]?$"
)
"""按申请渠道分：, 集中在三个方面：: the whole is told before, by other words or in the clause before"""
_LONGEST_BY = 16


def _by_kind(line: Line, token: Token) -> bool:
    near = line.text[max(0, token.end - _LONGEST_BY) : token.end]
    return token.kind in {"colon", "comma", "among"} and bool(_BY.search(near))


def _listed(line: Line, opening: Token, *, by_kind: bool, channelled: bool) -> Iterator[Listing]:
    number = opening.place
    found = _COUNT.search(line.letters, number + 1, number + 40)
    first = line.tokens[found.start()] if found else opening
    if first.numeral is None:
        return
    claims = _told(line)
    beside = line.tokens[first.place + 1 : first.place + 2]
    units = [first.numeral.unit, *(each.numeral.unit for each in beside if each.numeral), YUAN]
    for unit in dict.fromkeys(units if "money" in line.kinds else units[:-1]):
        run = parts_of(line, number, {unit}, claims)
        mixed = len(run.parts) == 1 and opening.kind == "among" and "others" in line.kinds and unit in ALIKE
        if mixed:
            alike = parts_of(line, number, ALIKE, claims)
            mixed = alike.ends_in_others and not alike.cut
            run = alike if mixed else run
        if not run.parts or not all(_exact(each) for each in run.parts):
            continue
        heads, near = _heads(line, opening, run, by_kind=by_kind)
        if opening.kind == "open" and {*run.totals}.isdisjoint(accumulate(each.number for each in heads)):
            heads = heads[:1]
        if heads and _is_list(line, opening, run, heads):
            listing = _listing(line, heads, run, by_kind=by_kind)
            sure = (not mixed and opening.kind != "comma") or (not by_kind and (listing.whole or not channelled))
            untold = kind(run.parts[0], claims) not in _HELD
            if (sure and near) or (listing.nearly and (sure or untold)):
                yield listing


def _exact(numeral: Numeral) -> bool:
    return numeral.bound is Bound.EXACT and not numeral.step


def _names_told(line: Line, opening: Token, head: Numeral) -> int:
    """Give how many names stand together before the number right before 分别: 通过网络、信函、当面共收到申请40件，分别为."""
    number = opening.place - 2
    if number < 1 or line.tokens[number].numeral is not head:
        return 0
    ahead = line.tokens[line.first(number) : number]
    return len(those(ahead[1:], "join")) + 1


def _is_list(line: Line, opening: Token, run: Run, heads: tuple[Numeral, ...]) -> bool:
    """Refuse a single part, unless it is more than its total, and parts that have no names of their own."""
    loose = opening.text.startswith("其中")
    behind = line.text[run.parts[-1].end : run.parts[-1].end + _NEAR]
    if any(map(_TWICE.search, (*run.leads, behind))) or (not loose and any(map(_OTHER_YEAR.search, run.leads))):
        return False
    if opening.kind == "respectively":
        told = zip(run.parts, run.leads, strict=True)
        named = all(part.start in run.claims or lead.strip(",、;和及与") for part, lead in told)
        return len(run.parts) > 1 and (named or _names_told(line, opening, heads[0]) == len(run.parts))
    alone = loose and not run.cut and run.parts[0].unit and run.parts[0].number > sum(each.number for each in heads)
    return len(run.parts) + bool(run.rest) > 1 or bool(alone)


def _heads(line: Line, opening: Token, run: Run, *, by_kind: bool) -> tuple[tuple[Numeral, ...], bool]:
    """Give the numbers of the parts' unit before a list, the nearest first; of the sentence before if there is none.

    And whether the list stands near enough to be theirs, whatever it adds up to.
    """
    tokens, end = line.tokens[: max(0, opening.place)], opening.start
    unit, thereof = run.parts[0].unit, opening.text.startswith("其中")
    if by_kind:
        tokens = line.tokens[: next(each.place for each in line.tokens if _by_kind(line, each))]
    of_those = opening.kind == "comma" and line.text.endswith("中", 0, end)
    unnumbered = (of_those or opening.kind == "among") and not has(tokens, *NUMBERS)
    named = _named_before(line, tokens, unit) if unnumbered else ()
    if named or (of_those and unnumbered):
        return named, True
    opens_line = only(tokens, {"fill", "semicolon"})
    if opens_line and line.numbered:
        tokens, end = line.numbered.tokens, len(line.numbered.text)
    found = _outermost(tokens, across=by_kind or opens_line)[-_LOOKED_AT:]
    if by_kind and line.numbered and all(each.unit != unit for each in found):
        found = [*_named_before(line, tokens, unit)] or _told_before(line.numbered, unit)
    fitting = [each for each in found if each.unit in {part.unit for part in run.parts}]
    if not fitting or (end - fitting[-1].end > _FARTHEST and not by_kind):
        return (), False
    strict = not by_kind and not thereof and opening.kind not in {"respectively", "comma"}
    far = strict and (opens_line or end - found[-1].end > (opening.kind == "among"))
    if far and opening.kind != "among":
        return (), False
    if _SAID_SUM.search(line.text, 0, fitting[-1].start):  # 合计895条，其中征地信息310条
        fitting = fitting[-1:]
    apart = opens_line and line.plain.text[line.start - 1] == "\n"  # the total of another paragraph, it may be
    return tuple(reversed(fitting)), not (far or apart)


def _told_before(before: Line, unit: str) -> list[Numeral]:
    """Give the figures of which a sentence may tell the kinds (从申请方式看，…): all, or those told by kind before it."""
    listed = listings_of(before)
    if listed and listed[-1].by_kind and listed[-1].heads[0].unit == unit:
        return list(reversed(listed[-1].heads))
    return _outermost(before.tokens, across=True)[-_LOOKED_AT:]


def _named_before(line: Line, words: tuple[Token, ...], unit: str) -> tuple[Numeral, ...]:
    """Give what the sentence before gives for what words name without a number: 网站信息中, 新收申请中, 在公开的信息中."""
    named = {each.value.removesuffix("_new") for each in words if each.kind in _COUNTING}
    if words and line.numbered and _ALL_OF_THEM.match(line.text, 0, words[-1].end):
        return tuple(each for each in _outermost(line.numbered.tokens) if each.unit == unit)
    claims = claims_of(line.numbered) if line.numbered else ()
    told = [each.numeral for each in claims if {one.removesuffix("_new") for one in each.topics} == named]
    return tuple(numeral for numeral in told[-1:] if numeral and numeral.unit == unit)


_ALL_OF_THEM = regex(
    r"^(?:在|上述|以上|全部|所有|这些|已|主动|收到|办理|公开|发布|更新|新增|的|政府|各类|依申请)*(?:信息|申请)中$"
)
"""在公开的信息中, 收到的申请中: of all that the sentence before told"""
_COUNTING = ("channel", "outcome", "receive", "conclude")


def _outermost(tokens: tuple[Token, ...], *, across: bool = False) -> list[Numeral]:
    """Give the numbers since the last semicolon, or across all, that stand in no closed bracket; all if there are none else."""
    all_of_them: list[Numeral] = []
    outside: list[Numeral] = []
    depth = 0
    for token in reversed(tokens):
        kind = token.kind
        if kind == "close":
            depth += 1
        elif kind == "open":
            depth -= depth > 0
        elif kind == "semicolon" and all_of_them and not across:
            break
        elif token.numeral and kind != "percent" and not _is_change(tokens, token.place):
            all_of_them.insert(0, token.numeral)
            if not depth:
                outside.insert(0, token.numeral)
    return outside or all_of_them


def _is_change(tokens: tuple[Token, ...], place: int) -> bool:
    """Tell whether a number is a difference: 增加 N 件, 增加了 N 件."""
    ahead = tokens[max(0, place - 2) : place]
    return has(ahead[-1:], "direction") or (has(ahead[-1:], "fill") and has(ahead[:-1], "direction"))


def _listing(line: Line, heads: tuple[Numeral, ...], run: Run, *, by_kind: bool) -> Listing:
    told = next((each for each in (line, line.numbered) if each and _has(each, heads[0])), None)
    totals = run.totals
    alike = {lead[:1] for lead in run.leads[1 : len(run.leads) - run.ends_in_others]}
    return _quoted(
        line,
        heads[0].start + told.start - line.start if told else 0,
        (run.rest or run.parts[-1]).end,
        heads=heads,
        parts=tuple(run.parts),
        totals=totals[:1] if run.elsewhere and {*totals}.isdisjoint(each.number for each in heads) else totals,
        whole=not run.cut and (by_kind or _whole(heads, run)),
        by_kind=by_kind,
        even=len(alike) <= 1 or run.ends_in_others or run.parts[0].unit == YUAN,
        said_total=told is line and bool(_TOTAL_WORDS.search(line.text, 0, heads[0].start)),
    )


def _quoted(line: Line, start: int, end: int, **given: Any) -> Listing:
    quote, at = line.quote(start, end)
    return Listing(fee="处理费" in line.text, quote=quote, at=at, **given)


def _has(line: Line, numeral: Numeral) -> bool:
    """Tell whether a number is one of a sentence's own."""
    place = line.index(numeral.start)
    return place < len(line.tokens) and line.tokens[place].numeral is numeral


def _whole(heads: tuple[Numeral, ...], run: Run) -> bool:
    kinds = {kind(part, run.claims) for part in run.parts}
    if kinds == {"outcome"} and not run.rest and sum(part.number for part in run.parts) < heads[0].number:
        # Of requests that were received some may be open, and so have no outcome.
        claim = run.claims.get(heads[0].start)
        return len(run.parts) > _SEVERAL and claim is not None and claim.topics[0] in {"concluded", "answered"}
    if kinds in ({"outcome"}, {"result"}):
        return len(run.parts) >= _SEVERAL
    topics = {claim.topics[0] for part in run.parts if (claim := run.claims.get(part.start))}
    return topics >= {"applicant.natural", "applicant.organisations"} or topics >= {*CHANNELS}


def _summed(line: Line, token: Token, total: Numeral) -> Iterator[Listing]:
    """Give the list whose total stands at its end: A a 条、B b 条，合计 N 条. 共发布 N 条 may have more than these."""
    said = _SUMMED.search(line.text, max(0, token.start - _LONGEST_SUM), token.start)
    if not said:
        return
    claims = _told(line)
    parts = _parts_before(line, line.index(said.start()), total, claims)
    if "新媒体" in said[0]:
        parts = tuple(each for each in parts if each.start in claims and claims[each.start].topics == ("new_media",))
    if len(parts) < 2 or not all(_exact(each) for each in (*parts, total)):  # noqa: PLR2004
        return
    numbers = [part.number for part in parts]
    added = sum(numbers)
    partly = total.number in {*numbers, *accumulate(reversed(numbers))}
    more = said["done"] in {"发布", "公开"} and not kind(parts[0], claims) and added < total.number
    whole = not (partly or more)
    yield _quoted(line, parts[0].start, total.end, heads=(total,), parts=parts, totals=(added,), whole=whole)


_ASIDE = regex(r"\([^()]*\)|[,、]?占比?[^,;。、\d]{0,12}\d+(?:\.\d+)?%")


def _parts_before(line: Line, end: int, total: Numeral, claims: Claims) -> tuple[Numeral, ...]:
    """Give the numbers of a total's unit that stand right before it, without a gap; none if others stand there too."""
    parts = _outermost(line.tokens[:end])
    told_on = (_goes_on(line, earlier, later, claims) for earlier, later in pairwise(parts))
    alike = (each.unit == total.unit or (each.unit in ALIKE and kind(each, claims) == "channel") for each in parts)
    return tuple(parts) if all(alike) and all(told_on) else ()


def _goes_on(line: Line, earlier: Numeral, later: Numeral, claims: Claims) -> bool:
    kinds, lead = {kind(earlier, claims), kind(later, claims)}, _ASIDE.sub("", line.text[earlier.end : later.start])
    if kinds <= _INTAKE:
        return True
    ends = STOP.search(lead) or "其中" in lead
    return len(kinds - {""}) <= 1 and bool(re.fullmatch(r"[,、和][^,、]*", lead)) and not ends
