"""The frames by the head of a clause. A frame binds a number to one meaning or refuses; none guesses.

Words that no frame knows make a number a part of what the form counts, or another thing; they never make it the whole.
A new construction is a line of the lexicon, or one line of `FRAMES` or `BEHIND` with its frame.
"""

from collections.abc import Callable, Mapping, Sequence

from xlreport.disclosure.sentences import case_frames, clauses, paper_frames, trailing
from xlreport.disclosure.sentences.clauses import CASES, ITEMS, PAPERS, REQUESTS, Claim, Clause, Said, governing
from xlreport.disclosure.sentences.lines import Line
from xlreport.disclosure.sentences.tokens import NUMBERS, Token, has, only, says
from xlreport.disclosure.sentences.topics import OUTCOMES
from xlreport.plain_records import dataclass


def _overview(line: Line) -> bool:
    return line.setting.part.startswith("overview")


def _matters(line: Line) -> bool:
    return line.setting.part.startswith(("overview", "matters"))


@dataclass(frozen=True, slots=True)
class Frame:
    """What a head takes: its reading, the units, what the sentence must be about, and the words that it bears.

    `unclear` may stand between head and number, `ahead` not before it in its clause, `part` not in its part of the sentence.
    """

    read: Callable[[Clause], Said | None]
    units: tuple[str, ...] = ()
    about: Callable[[Line], bool] | None = None
    unclear: tuple[str, ...] = clauses.MORE
    ahead: tuple[str, ...] = ()
    part: tuple[str, ...] = ()

    def __call__(self, clause: Clause) -> Said | None:
        """Read a clause, where it is one of this frame."""
        if (self.units and clause.unit not in self.units) or (self.about and not self.about(clause.line)):
            return None
        if clause.unclear and any(each.removesuffix(" inside") not in self.unclear for each in clause.unclear):
            return None
        if self.ahead and clause.prefixed(*self.ahead):
            return None
        if self.part and has(clause.line.part(clause.number), *self.part):
            return None
        return self.read(clause)


_REQUESTS, _DISPUTES = trailing.requests, trailing.disclosure
_CARRIED = Frame(case_frames.carried, REQUESTS, _REQUESTS, ("part", "late"), ("dispute", "decision", "other_kind"))
_OUTCOME = Frame(case_frames.outcome, REQUESTS, _REQUESTS, ("part", "late"), ("dispute", "plan", "decision"))
_APPLICANT = Frame(
    case_frames.applicant, REQUESTS, _REQUESTS, (), (), ("dispute", "other_kind", "plan", "outcome", "item")
)
_ALREADY = ("various", "others", "other_kind", "plan")
_DISPUTE = Frame(case_frames.dispute, CASES, _DISPUTES, ("part",), _ALREADY, ("judge", "all_kinds"))
_RESULT = Frame(case_frames.result, CASES, _DISPUTES, ("part",), (), ("judge", "all_kinds", "other_kind"))
_DECISION = Frame(paper_frames.decision, (*CASES, "项", "份"), _matters, ())
_PUBLICATION = Frame(paper_frames.publication, ITEMS, _overview)
_NOUN = Frame(case_frames.bare_noun, REQUESTS, _REQUESTS, ())
FRAMES: Mapping[str, Frame] = {
    **dict.fromkeys(clauses.VERBS, Frame(case_frames.verb, REQUESTS)),
    **dict.fromkeys(("carried_in", "carried_out", "carry"), _CARRIED),
    **dict.fromkeys(("outcome", "item"), _OUTCOME),
    "some_item": Frame(case_frames.some_item, REQUESTS, _REQUESTS, (), ("dispute",)),
    "applicant": _APPLICANT,
    "dispute": _DISPUTE,
    **dict.fromkeys(("result", "some_result"), _RESULT),
    "state": Frame(paper_frames.state, PAPERS),
    **dict.fromkeys(("paper", "document"), Frame(paper_frames.paper, PAPERS)),
    "decision": _DECISION,
    "none": Frame(case_frames.absent, REQUESTS, _REQUESTS),
    **dict.fromkeys(("channel", "publish", "information"), _PUBLICATION),
    **dict.fromkeys(("fee", "collect"), Frame(paper_frames.charge)),
}
"""By the kind of the head. What is counted without one (申请 N 件) is `bare_noun`."""


def before(line: Line, number: int, first: int) -> Said | None:
    """Read the words before a number, the nearest head first."""
    clause = clauses.clause_before(line, number, first)
    if clause is None:
        return None
    head, kind = clause.token, clause.token.kind
    if head.text == "新增" and (papers := [each for each in clause.prefix if each.kind == "paper"]):
        return clause.said(f"{papers[-1].value}.made") if clause.unit in PAPERS else None
    if kind in {"handle", "conclude"} and has(clause.prefix[-1:], "decision"):
        clause, kind = clause._replace(head=clause.head - 1), "decision"  # 行政许可事项办理318件
    if kind in {"handle", "answer"} and (over := [each for each in clause.prefix if each.kind == "carry"]):
        clause, kind = clause._replace(head=over[-1].place), "carry"  # 留待2026年处理2件
    published = head.text == "公开" and clause.prefixed("channel")
    frame = _PUBLICATION if published else FRAMES.get(kind)
    return frame(clause) if frame else None


def noun(line: Line, number: int) -> Said | None:
    """Read what is counted without a verb."""
    clause = clauses.clause_before(line, number, line.first(number))
    return _NOUN(clause) if clause else None


def last_years(line: Line, number: int, told: Callable[[], Sequence[Claim]]) -> Said | None:
    """比上年（N件）, 较上年的N件, 上年为N件: last year's figure of what stands before it."""
    first, words, numeral = line.first(number), line.ahead(number), line.tokens[number].numeral
    ahead = line.tokens[max(0, first - 2) : first]
    bracket = has(ahead[1:], "open")
    near = (*ahead[:1], *words) if bracket else words
    time = next((each for each in reversed(near) if each.kind == "time"), None)
    if numeral is None or time is None or time.value != "-1":
        return None
    if not only(words, _COMPARED):
        topic = topic_named(line, first, number) if has(words, "compare") else ""
        return Said((topic,), first, number, years=-1) if topic else None
    beside = says(words, "与", "和", "同") and has(line.behind(number), "compare")  # 与上年的25件相比
    beside = beside or says(words, "只", "仅", "才") or has(line.tokens[number + 1 : number + 4], "direction")
    if not (beside or bracket or has(words, "compare", "belong") or words[-1].text.endswith("同期")):
        return None  # 新制发2件，上年10件：of what, nobody can tell
    claim = next(governing(line, told(), numeral.start), None)
    if claim is None and bracket and has(ahead[:1], "time"):  # 申请量比上年（N件）
        topic = topic_named(line, line.first(first - 2), first - 1)
        return Said((topic,), first, number, years=-1) if topic else None
    if claim is None or claim.years or claim.at_most or (claim.numeral and numeral.unit != claim.numeral.unit):
        return None
    depth = 0
    for token in line.tokens[line.index(claim.end) : first]:
        depth += (token.kind == "open") - (token.kind == "close" and depth > 0)
        other = claim.numeral and token.numeral and token.numeral.unit != numeral.unit
        changed = has(line.tokens[token.place - 1 : token.place], "direction")
        if token.kind == "number" and not (other or depth or changed):
            return None
    return Said(claim.topics, first, number, years=-1)


_COMPARED = frozenset(("fill", "compare", "time", "belong", "join"))


NAMED = frozenset(("dispute", "total", "applicant", "state", "channel", "decision"))
"""what a comparison may name without a number of this year"""


def topic_named(line: Line, first: int, number: int) -> str:
    """Give the topic that a clause names without a number: 复议案件较上年增加 n 件."""
    words = line.tokens[first:number]
    named = [each for each in words if each.kind in NAMED]
    compared = any(each.text == "同比" or (each.kind == "time" and each.value == "-1") for each in words)
    if (
        len(named) != 1
        or not (compared or _compared_before(line, first))
        or has(words, "unknown", "part")
        or named[0].value == "both"
    ):
        return ""
    if has(words[: named[0].place - first], "compare", "time"):
        return ""
    papers = [each.value for each in line.tokens[:number] if each.kind == "paper"]
    match named[0].kind:
        case "dispute":
            return f"{named[0].value}.total"
        case "applicant":
            return f"applicant.{named[0].value}" if has(words, "asked", "request") else ""
        case "channel":
            return named[0].value if named[0].value != "both" else ""
        case "decision":
            return named[0].value
        case "state":
            return f"{papers[-1]}.{named[0].value}" if papers else ""
        case _:
            return "received"


def _compared_before(line: Line, first: int) -> bool:
    """Tell whether changes are told one after another behind 与上年相比，."""
    for token in reversed(line.tokens[:first]):
        change_too = has(line.tokens[max(0, token.place - 1) : token.place], "direction")
        if token.kind == "semicolon" or (token.kind in NUMBERS and not change_too):
            return False
        if token.kind == "time" and token.value == "-1":
            return has(line.tokens[token.place - 1 : token.place + 2], "compare")
    return False


def became(line: Line, number: int) -> Said | None:
    """由上年的40件降到N件: this year's figure of what the number before it was last year's."""
    first = line.first(number)
    if [each.kind for each in line.ahead(number) if each.kind != "fill"] != ["becomes"] or not first:
        return None
    said = before(line, first - 1, line.first(first - 1)) if line.tokens[first - 1].kind == "number" else None
    return Said(said.topics, first, number, part=said.part, years=0) if said else None


_BOTH = ("二者", "两项", "两者", "以上两")
_TOGETHER = ({"received", "carried_in"}, {"received_new", "carried_in"}, {"website", "new_media"})


def summed(line: Line, number: int, claims: Sequence[Claim]) -> Said | None:
    """新收25件，上年结转2件，合计N件: the sum of the two before it."""
    topics = [each.topics[0] for each in claims[-2:]]
    if has(line.ahead(number), "outcome") and {*topics} != _TOGETHER[-1]:  # 合计公开 N 条
        return None
    if topics[-1:] in (["carried_in"], ["carried"]) and _added(line, claims[-1]):
        return Said(("received_all",), line.first(number), number)
    both = len(set(topics)) > 1 and all(each in OUTCOMES for each in topics)
    both = both and (
        any(each in line.text[: line.tokens[number].start] for each in _BOTH) or _only_two(line, number, claims)
    )
    if set(topics) not in _TOGETHER and not both:
        return None
    return Said(("received_all",) if "carried_in" in topics else tuple(topics), line.first(number), number)


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


_LONGEST_ROW, _SEVERAL = 24, 2
_NAMES = (
    "decision",
    "outcome",
    "item",
    "dispute",
    "applicant",
    "carried_in",
    "carried_out",
    "channel",
    "receive",
    "conclude",
)
_DONE = frozenset(("publish", "information", "fill", "receive", "conclude", "happen", "belong"))
"""what may stand between 分别 and its numbers: 分别发布 N 条、N 条"""


def row_of(line: Line, number: int) -> tuple[list[Token], list[int]] | None:
    """Give the names and the numbers that 分别 pairs, where this number is one of several without words between."""
    near = line.tokens[max(0, number - _LONGEST_ROW) : number]
    middle = next((each.place for each in reversed(near) if each.kind == "respectively"), None)
    if middle is None:
        return None
    numbers: list[int] = []
    for token in line.tokens[middle + 1 : middle + 1 + _LONGEST_ROW]:
        if token.kind == "number":
            numbers.append(token.place)
        elif token.kind not in ({"join", "comma"} if numbers else _DONE) and token.text != "公开":
            break
    if number not in numbers or len(numbers) < _SEVERAL:
        return None
    return _names_before(line, middle), numbers


_BEFORE_NAMES = frozenset(("publish", "information", "asked", "request", "comma"))


def _names_before(line: Line, middle: int) -> list[Token]:
    names: list[Token] = []
    quoted = False
    for token in reversed(line.tokens[:middle]):
        quoted = (quoted or token.text == "”") and token.text != "“"
        if quoted or token.text == "“":  # “某某发布”公众号
            continue
        if token.kind in _NAMES:
            names.insert(0, token)
        elif not names and token.kind in _BEFORE_NAMES:
            continue
        elif token.kind not in {"join", "fill", "total"} or (token.kind == "fill" and names and token.text != "案件"):
            break
    return names


def paired(line: Line, number: int, names: list[Token], numbers: list[int]) -> Said | None:
    """行政复议、行政诉讼分别为 8 件和 4 件: as many names as numbers, in order; otherwise nobody knows whose is whose."""
    if len(names) != len(numbers):
        return None
    token = names[numbers.index(number)]
    about = {"dispute": line.about_disclosure, "decision": _matters(line), "channel": _overview(line)}
    if not about.get(token.kind, line.about_requests):
        return None
    topics = case_frames.totals_of(token.value) if token.kind == "dispute" else (token.value,)
    if token.kind == "applicant":
        topics = (f"applicant.{token.value}",)
    return Said(topics=topics, first=token.place, last=number)
