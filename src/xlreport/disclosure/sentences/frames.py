"""The frames by the head of a clause. A frame binds a number to one meaning or refuses; none guesses.

Words that no frame knows make a number a part of what the form counts, or another thing; they never make it the whole.
A new construction is a line of the lexicon, or one line of `FRAMES` or `_BEHIND` with its frame.
"""

from collections.abc import Callable, Mapping, Sequence

from xlreport.disclosure.sentences import case_frames, clauses, paper_frames
from xlreport.disclosure.sentences.clauses import CASES, ITEMS, PAPERS, REQUESTS, Claim, Clause, Said
from xlreport.disclosure.sentences.lines import Line
from xlreport.disclosure.sentences.names import CHANNELS, names_before, row_of, topics_of
from xlreport.disclosure.sentences.tokens import has, letters, only, pattern, those
from xlreport.disclosure.sentences.topics import OUTCOMES
from xlreport.plain_records import dataclass


@dataclass(frozen=True, slots=True)
class Frame:
    """What a head takes: its reading, the units, what the sentence must be about, and the words that it bears.

    `unclear` may stand between head and number, `ahead` not before it in its clause, `part` not in its part of the sentence.
    """

    read: Callable[[Clause], Said | None]
    units: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    unclear: tuple[str, ...] = clauses.MORE
    ahead: tuple[str, ...] = ()
    part: tuple[str, ...] = ()

    def fits(self, line: Line) -> bool:
        """Tell whether a sentence is about what it must be about: requests, disclosure, or in one of some parts."""
        about = self.about
        if not about or line.setting.part.startswith(about):
            return True
        return ("requests" in about and line.about_requests) or ("disclosure" in about and line.about_disclosure)

    def __call__(self, clause: Clause) -> Said | None:
        """Read a clause, where it is one of this frame."""
        if (self.units and clause.unit not in self.units) or not self.fits(clause.line):
            return None
        if clause.unclear and any(each.removesuffix(" inside") not in self.unclear for each in clause.unclear):
            return None
        if self.ahead and clause.prefixed(*self.ahead):
            return None
        line = clause.line
        if self.part and not line.kinds.isdisjoint(self.part) and has(line.part(clause.number), *self.part):
            return None
        return self.read(clause)


_VERB = Frame(case_frames.verb, REQUESTS, (), tuple(set(clauses.MORE) - {"plan"}), ("dispute", "judge", "plan", "none"))
_CARRIED = Frame(case_frames.carried, REQUESTS, ("requests",), ("part", "late"), ("dispute", "decision", "other_kind"))
_OUTCOME = Frame(case_frames.outcome, REQUESTS, ("requests",), ("part", "late"), ("dispute", "plan", "decision"))
_NO_APPLICANTS = ("dispute", "other_kind", "plan", "outcome", "item")
_ALREADY = ("various", "others", "other_kind", "plan")
_RESULT = Frame(case_frames.result, CASES, ("disclosure",), ("part",), (), ("judge", "all_kinds", "other_kind"))
_DECISION = Frame(paper_frames.decision, paper_frames.DECIDED, ("overview", "matters"), ("unknown",))
_PUBLICATION = Frame(paper_frames.publication, ITEMS, ("overview",))
FRAMES: Mapping[str, Frame] = {
    **dict.fromkeys(clauses.VERBS, _VERB),
    **dict.fromkeys(("carried_in", "carried_out", "carry"), _CARRIED),
    **dict.fromkeys(("outcome", "item"), _OUTCOME),
    "some_item": Frame(case_frames.some_item, REQUESTS, ("requests", "disclosure"), (), ("dispute",)),
    "applicant": Frame(case_frames.applicant, REQUESTS, ("requests",), (), (), _NO_APPLICANTS),
    "dispute": Frame(case_frames.dispute, CASES, ("disclosure",), ("part",), _ALREADY, ("judge", "all_kinds")),
    **dict.fromkeys(("result", "some_result"), _RESULT),
    "state": Frame(paper_frames.state, PAPERS, (), ("part",), ("plan",)),
    **dict.fromkeys(("paper", "document"), Frame(paper_frames.paper, PAPERS)),
    **dict.fromkeys(("decision", "some_decision"), _DECISION),
    **dict.fromkeys(clauses.OBJECTS, Frame(case_frames.bare_noun, REQUESTS, ("requests",), ())),
    "among": Frame(case_frames.thereof, CASES, (), ()),
    "none": Frame(case_frames.absent, REQUESTS, ("requests",)),
    **dict.fromkeys(("channel", "publish", "information"), _PUBLICATION),
    **dict.fromkeys(("fee", "collect"), Frame(paper_frames.charge)),
}
"""By the kind of the head; what is counted without one (申请 N 件) has its object or 其中 for a head."""
_BEHIND: Mapping[str, Frame] = {
    **FRAMES,
    **dict.fromkeys(clauses.VERBS, Frame(case_frames.done, REQUESTS, ("requests",))),
    **dict.fromkeys(("carried_in", "carried_out", "carry"), Frame(case_frames.carried, REQUESTS, ("requests",))),
    **dict.fromkeys(("asked", "request"), Frame(case_frames.counted, REQUESTS, ("requests",))),
    "channel": Frame(paper_frames.published_by, ITEMS),
    "decision": Frame(paper_frames.punished, paper_frames.PUNISHED, ("overview",)),
    "fee": Frame(paper_frames.charged, CASES),
}
"""by the kind of a head behind the number"""


def read(clause: Clause) -> Said | None:
    """Read a number by the head of its clause, where no other word of it overrules that."""
    head = clause.token
    kind = head.kind
    if clause.follows:
        return _BEHIND[kind](clause)
    if head.text == "新增" and (papers := those(clause.prefix, "paper")):
        return clause.said(f"{papers[-1].value}.made") if clause.unit in PAPERS else None
    verb = kind in {"handle", "conclude", "answer"}
    named = (those(clause.prefix[-1:], *_BEFORE_VERBS) or those(clause.prefix, "carry")[-1:]) if verb else ()
    if named and kind in _BEFORE_VERBS[named[0].kind] and named[0].text not in _OPENLY:
        alone = named[0].value == "granted" and len(those(clause.line.tokens, "outcome", "item")) == 1
        return None if alone else FRAMES[named[0].kind](clause._replace(head=named[0].place))
    published = head.text in {"公开", "新增"} and clause.prefixed("channel")
    return (_PUBLICATION if published else FRAMES[kind])(clause)


_BEFORE_VERBS = {
    "decision": ("handle", "conclude"),
    **dict.fromkeys(("carried_in", "carried_out"), ("handle",)),
    **dict.fromkeys(("outcome", "item"), ("answer",)),
    "carry": ("handle", "answer"),
}
"""what counts before a verb: 行政许可事项办理318件, 上年结转办理2件, 部分公开答复2件, 留待2026年处理2件"""


_OPENLY = ("公开", "全部公开", "依法公开")
"""what may be how it was answered: 全部公开答复"""


def said_of(line: Line, number: int, used: int) -> Said | None:
    """Read a number by the first of its clauses that says what it counts."""
    for clause in clauses.clauses_of(line, number, used):
        if clause and (said := read(clause)):
            return said
    return None


def became(line: Line, number: int) -> Said | None:
    """由上年的40件降到N件: this year's figure of what the number before it was last year's."""
    first = line.first(number)
    if [each.kind for each in line.ahead(number) if each.kind != "fill"] != ["becomes"]:
        return None
    said = said_of(line, first - 1, 0) if has(line.tokens[first - 1 : first], "number") else None
    return said._replace(first=first, last=number, years=0) if said else None


_BOTH = ("二者", "两项", "两者", "以上两")
_TOGETHER = ({"received", "carried_in"}, {"received_new", "carried_in"}, {*CHANNELS})


def summed(line: Line, number: int, claims: Sequence[Claim]) -> Said | None:
    """新收25件，上年结转2件，合计N件: the sum of the two before it."""
    numeral, first = line.tokens[number].numeral, line.first(number)
    added = claims[-2:] if "三" not in line.text[line.tokens[first].start : line.tokens[number].start] else claims[-3:]
    topics = tuple(dict.fromkeys(each.topics[0] for each in added))
    if numeral is None or any(each.numeral and each.numeral.number > numeral.number for each in added):
        return None  # 防汛类占45%，共270条
    if topics[-1:] in {("carried_in",), ("carried",)} and _added(line, claims[-1]):
        return Said(("received_all",), first, number)
    if {*topics} in _TOGETHER:
        return Said(("received_all",) if "carried_in" in topics else topics, first, number)
    if len({*topics}) < 2 or not all(each in OUTCOMES for each in topics):  # noqa: PLR2004
        return None
    rows = {each.topics[0] for each in claims if each.line is line} & {*OUTCOMES}
    if len(rows) >= _MOST_ROWS:  # 予以公开5件；部分公开2件；无法提供4件；其他处理1件；合计12件
        return Said(("concluded",), first, number)
    both = any(each in line.text[: line.tokens[number].start] for each in _BOTH) or _only_two(line, number, claims)
    return Said(topics, first, number) if both else None


_MOST_ROWS = 4
"""so many outcomes told before a sum are all that there are"""


def _only_two(line: Line, number: int, claims: Sequence[Claim]) -> bool:
    """Tell whether a sum stands right behind two outcomes and no third: 予以公开（5件）与部分公开（3件）合计8件."""
    if claims[-3:-2] and claims[-3].line is line and claims[-3].topics[0] in OUTCOMES:
        return False
    between = line.tokens[line.index(claims[-2].end) : line.index(claims[-1].start)]
    behind = line.tokens[line.index(claims[-1].end) : number]
    return only(between, {"close", "join", "open"}) and only(behind, {"close", "fill"})


def _added(line: Line, claim: Claim) -> bool:
    """Tell whether a figure is added to what was told before: 加上上年结转1件."""
    ahead = line.tokens[line.first(line.index(claim.start)) : line.index(claim.start) + 1]
    return any(each.text in {"加上", "连同", "加之"} for each in ahead)


_ROW = pattern(
    "respectively[publish information fill receive conclude happen belong outcome]*number(?:[join comma]*number)+"
)
"""分别发布 N 条、N 条: several numbers without words between"""


_TOTAL = letters(("number", "comma"))


def paired(line: Line, number: int) -> tuple[bool, Said | None]:
    """Tell whether a number is one that 分别 pairs, and read it: 行政复议、行政诉讼分别为 8 件和 4 件.

    As many names as numbers, in order; otherwise nobody knows whose is whose.
    """
    middle, numbers = row_of(line, number, _ROW)
    if number not in numbers or any(each.text != "公开" for each in those(line.tokens[middle : numbers[0]], "outcome")):
        return False, None
    names = names_before(line, middle)
    if not names and line.letters[:middle].endswith(_TOTAL):  # 通过网站、公众号公开信息375条，分别为110条、265条
        names = names_before(line, middle - 2)
    if len(names) != len(numbers):
        return True, None
    token = names[numbers.index(number)]
    known = FRAMES[token.kind].fits(line) if FRAMES[token.kind].about else line.about_requests
    one_of = sum(topics_of(each) == topics_of(token) for each in names) > 1  # 微信公众号、微博分别发布
    return True, Said(topics_of(token), token.place, number, part=one_of) if known else None
