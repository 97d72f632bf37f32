"""The parts of one list: numbers of one unit and one sort, one after another. A list inside the list is passed over."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from xlreport.disclosure.sentences.clauses import Claim
from xlreport.disclosure.sentences.lines import Line
from xlreport.disclosure.sentences.numerals import YUAN, Numeral
from xlreport.disclosure.sentences.tokens import CLOSE, OPEN, PERCENT, SEMICOLON, Token
from xlreport.disclosure.sentences.topics import OUTCOMES, RESULTS
from xlreport.numbers import Number


@dataclass(slots=True)
class Run:
    """The parts of one list, with the words and the strongest mark before each; `rest` is told apart right behind it."""

    parts: list[Numeral] = field(default_factory=list)
    leads: list[str] = field(default_factory=list)
    marks: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    """the lengths at which the list may end"""
    loose: list[Number] = field(default_factory=list)
    """numbers behind an inner list that may be parts of the outer one"""
    rest: Numeral | None = None
    cut: bool = False


STOP = re.compile(
    r"另|此外|还|同时|同比|占|累计|比上年|较上年|平均|比例|每|结转|办结|收到|新收|(?<!尚)未|来自|合计|总计|[,、]共(?:计|有)?[^,、]{0,6}$"
)
CHANGE = re.compile(r"(?:增加|减少|增长|下降|上升|提高|增多|减|多|少|降低|增)了?$")
_BESIDE = re.compile(r",?(?:参加|参训|参与|受训|覆盖|惠及|涉及)?")
_SHARE = re.compile(r"[,、]?占比?[^,;。、\d]{0,12}$")
_INNER = ("包括", "含", "涵盖", "其中")
_MARKS = {"、": 1, "和": 1, "及": 1, "与": 1, ",": 2, ";": 3}
FARTHEST, _MOST, SEVERAL, LOOKED_AT = 24, 40, 3, 16


def kind(numeral: Numeral, claims: dict[int, Claim]) -> str:
    """Give what sort of part a number is: parts of different sorts are not added up."""
    claim = claims.get(numeral.start)
    if claim is None:
        return ""
    topic = claim.topics[0]
    if topic in OUTCOMES:
        return "outcome"
    if topic.startswith("applicant."):
        return "applicant"
    if topic in {"website", "new_media"}:
        return "channel"
    if topic.partition(".")[0] in OUTCOMES:
        return "item"
    return "result" if topic.rpartition(".")[2] in RESULTS and not topic.endswith(".total") else topic


def parts_of(line: Line, opening: int, unit: str, claims: dict[int, Claim]) -> Run:
    """Collect the numbers of one unit that are listed from a place on; what is inside a list of its own is passed over."""
    run, end, inner = Run(), line.tokens[opening].end, False
    for token in _outside(line, opening):
        if token.kind in {CLOSE, PERCENT}:
            end = token.end
        elif token.kind == SEMICOLON and (token.text != ";" or _semicolon_ends(run)):
            break
        elif token.kind == SEMICOLON:
            inner = False
        elif token.kind == "among":
            inner = bool(run.parts) and token.text.startswith(_INNER)
        elif token.numeral and token.numeral.unit == unit:
            lead = _SHARE.sub("", line.text[end : token.start])
            if not _taken(run, token.numeral, lead, claims, inner=inner):
                break
            end = token.end
        elif token.numeral and unit != YUAN and not inner and not _stands_beside(line, token, unit):
            break
    run.ends.append(len(run.parts))
    return run


def _outside(line: Line, opening: int) -> Iterator[Token]:
    """Give the words of a list that stand in no bracket of their own, and the ends of brackets, to the list's own end."""
    depth = 0
    for token in line.tokens[opening + 1 :]:
        depth += (token.kind == OPEN) - (token.kind == CLOSE)
        if depth < 0:
            return
        if not depth and token.kind != OPEN:
            yield token


def _semicolon_ends(run: Run) -> bool:
    """A semicolon parts the items of a list whose items have lists of their own, or no weaker mark between them."""
    return len(run.parts) > 1 and not run.loose and max(run.marks[1:], default=0) < _MARKS[";"]


def _taken(run: Run, numeral: Numeral, lead: str, claims: dict[int, Claim], *, inner: bool) -> bool:
    """Take a number as the next part, unless its words say that it is something else."""
    if inner:
        run.loose.append(numeral.number)
        return True
    if len(run.parts) == _MOST:
        return False
    mark = max((_MARKS[each] for each in lead if each in _MARKS), default=0)
    other = run.parts and kind(numeral, claims) != kind(run.parts[0], claims)
    if STOP.search(lead) or CHANGE.search(lead) or other:
        left = claims.get(numeral.start)
        if (
            run.parts
            and kind(run.parts[0], claims) == "outcome"
            and left
            and left.topics[0] in {"carried_out", "carried"}
        ):
            run.rest = numeral
        run.cut = run.rest is None and not re.search(r"[;。]|合计|总计|[,、]共", lead)
        return False
    if len(run.parts) > 1 and mark > max(run.marks[1:]):
        run.ends.append(len(run.parts))
    run.parts.append(numeral)
    run.leads.append(lead)
    run.marks.append(mark)
    return True


def _stands_beside(line: Line, token: Token, unit: str) -> bool:
    """Tell whether a number of another unit only stands beside one of the list's: 2期180人次."""
    number, text = line.index(token.start), line.text
    near = [
        each
        for each in (*line.tokens[max(0, number - 3) : number], *line.tokens[number + 1 : number + 4])
        if each.numeral
    ]
    return any(
        each.numeral is not None
        and each.numeral.unit == unit
        and _BESIDE.fullmatch(text, min(each.end, token.end), max(each.start, token.start))
        for each in near
    )
