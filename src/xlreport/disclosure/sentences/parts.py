"""The parts of one list: numbers of one unit and one sort, one after another. A list inside the list is passed over."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import field

from xlreport.disclosure.sentences.changes import in_turn
from xlreport.disclosure.sentences.clauses import Claim
from xlreport.disclosure.sentences.lines import Line
from xlreport.disclosure.sentences.numerals import YUAN, Numeral
from xlreport.disclosure.sentences.tokens import Token, pattern
from xlreport.disclosure.sentences.topics import OUTCOMES, RESULTS
from xlreport.lazy import regex
from xlreport.numbers import Number
from xlreport.plain_records import dataclass

STOP = regex(
    r"另|此外|还|同时|同比|占|累计|比上年|较上年|平均|比例|每|结转|办结|收到|新收|(?<!尚)未|来自|合计|总计|[,、]共(?:计|有)?[^,、]{0,6}$"
)
_BESIDE = regex(r",?(?:参加|参训|参与|受训|覆盖|惠及|涉及)?")
_SHARE = regex(r"[,、]?占比?[^,;。、\d]{0,12}$")
_INNER = ("包括", "含", "涵盖", "其中")
_MARKS = {"、": 1, "和": 1, "及": 1, "与": 1, ",": 2, ";": 3}
_OTHERS = ("其他", "其它", "其余")
_STEPS = pattern("[open close semicolon among number money percent figure]")


def kind(numeral: Numeral, claims: Mapping[int, Claim]) -> str:
    """Give what sort of part a number is: parts of different sorts are not added up."""
    claim = claims.get(numeral.start)
    if claim is None:
        return ""
    topic = claim.topics[0]
    first, _, last = topic.partition(".")
    if first in OUTCOMES:
        return "item" if last else "outcome"
    if first in {"applicant", "website", "new_media"}:
        return first if last else "channel"
    return "result" if last in RESULTS and last not in {"total", "settled"} else topic


@dataclass(slots=True)
class Run:
    """The parts of one list, with the words before each; `rest` is told apart right behind it."""

    claims: Mapping[int, Claim]
    parts: list[Numeral] = field(default_factory=list)
    leads: list[str] = field(default_factory=list)
    loose: list[Number] = field(default_factory=list)
    """numbers behind an inner list that may be parts of the outer one"""
    rest: Numeral | None = None
    cut: bool = False

    def takes(self, numeral: Numeral, lead: str, *, inner: bool) -> bool:
        """Take a number as the next part, unless its words say that it is something else."""
        if inner:
            self.loose.append(numeral.number)
            return True
        sort = kind(self.parts[0], self.claims) if self.parts else ""
        if STOP.search(lead) or (self.parts and kind(numeral, self.claims) != sort):
            left = self.claims.get(numeral.start)
            beside = lead.lstrip(",、;").startswith("另") and kind(numeral, self.claims) == sort
            if beside or (sort == "outcome" and left and left.topics[0] in {"carried_out", "carried"}):
                self.rest = numeral
            self.cut = self.rest is None and not re.search(r"[;。]|合计|总计|[,、]共", lead)
            return False
        self.parts.append(numeral)
        self.leads.append(lead)
        return True

    @property
    def marks(self) -> list[int]:
        """Give the strongest mark before each part but the first."""
        return [max((_MARKS.get(each, 0) for each in lead), default=0) for lead in self.leads[1:]]

    def ends_at_semicolon(self) -> bool:
        """A semicolon parts the items of a list whose items have lists of their own, or no weaker mark between them."""
        return len(self.parts) > 1 and not self.loose and max(self.marks) < _MARKS[";"]

    @property
    def ends_in_others(self) -> bool:
        """Tell whether the last part is what is left over: 其他28条."""
        return len(self.leads) > 2 and self.leads[-1].lstrip(",、;和及").startswith(_OTHERS)  # noqa: PLR2004

    @property
    def totals(self) -> tuple[Number, ...]:
        """Give what the parts may add up to: to each place where the list may end, with the rest, with what follows it."""
        numbers = [part.number for part in self.parts]
        added, marks = sum(numbers), self.marks
        rest = [added + self.rest.number] if self.rest else []
        earlier = (sum(numbers[:end]) for end, mark in enumerate(marks[1:], 2) if mark > max(marks[: end - 1]))
        later = (added + sum(self.loose[first:]) for first in range(1, len(self.loose)))
        return tuple(dict.fromkeys((added, *earlier, *rest, *later)))


def parts_of(line: Line, opening: int, units: Collection[str], claims: Mapping[int, Claim]) -> Run:
    """Collect the numbers of some units that are listed from a place on; what is inside a list of its own is passed over."""
    run, end, inner = Run(claims), line.tokens[opening].end, False
    for token in _outside(line, opening):
        if token.kind in {"close", "percent"}:
            end = token.end
        elif token.kind == "semicolon":
            if token.text != ";" or run.ends_at_semicolon():
                break
            inner = False
        elif token.kind == "among":
            inner = bool(run.parts) and token.text.startswith(_INNER)
        elif token.numeral and _aside(line, token, claims):
            end = token.end
        elif token.numeral and token.numeral.unit in units:
            if not run.takes(token.numeral, _SHARE.sub("", line.text[end : token.start]), inner=inner):
                break
            end = token.end
        elif token.numeral and YUAN not in units and not inner and not _stands_beside(line, token, units):
            break
    return run


def _aside(line: Line, token: Token, claims: Mapping[int, Claim]) -> bool:
    """Tell whether a number is a change, or last year's: told of a part, and none."""
    claim = claims.get(token.start)
    if (claim and claim.years == -1) or line.is_change(token.place):
        return True
    return "respectively" in line.kinds and token.place in in_turn(line, token.place)[1]


def _outside(line: Line, opening: int) -> Iterator[Token]:
    """Give the numbers and marks of a list that stand in no bracket of its own, and the ends of brackets, to its end."""
    depth = 0
    for found in _STEPS.finditer(line.letters, opening + 1):
        token = line.tokens[found.start()]
        depth += (token.kind == "open") - (token.kind == "close")
        if depth < 0:
            return
        if not depth and token.kind != "open":
            yield token


def _stands_beside(line: Line, token: Token, units: Collection[str]) -> bool:
    """Tell whether a number of another unit only stands beside one of the list's: 2期180人次."""
    near = line.tokens[max(0, token.place - 3) : token.place + 4]
    return any(
        each.numeral is not None
        and each.numeral.unit in units
        and _BESIDE.fullmatch(line.text, min(each.end, token.end), max(each.start, token.start))
        for each in near
    )
