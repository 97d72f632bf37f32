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
_INNER = ("包括", "含", "涵盖", "其中", "具体", "主要", "涉及")
_MARKS = {"、": 1, "和": 1, "及": 1, "与": 1, ",": 2, ";": 3}
_ELSEWHERE = regex(r"[栏屏报刊台号]|电视|广播|张贴|平台|渠道|[端网”]|窗口|其[他它余]")
"""where else things are published than the form asks"""
_OTHERS = ("其他", "其它", "其余")
ALIKE = frozenset(("条", "件", "篇", "期", "则", "份"))
"""measures that one list may mix where what is left over ends it: 其中动态20条，文件3件，其他信息9条"""
_STEPS = pattern("[open close semicolon among number money percent figure]|(?<=number)colon")


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
    inside: list[str] | None = None
    """the words before each number of the inner list that a colon opened last"""
    rest: Numeral | None = None
    cut: bool = False
    elsewhere: int = 0
    """so many parts are of channels that the form knows; those behind may be none of what they published"""

    def takes(self, numeral: Numeral, lead: str, *, inner: bool) -> bool:
        """Take a number as the next part, unless its words say that it is something else."""
        if inner:
            self.loose.append(numeral.number)
            if self.inside is not None:
                self.inside.append(lead)
            return True
        if lead.endswith("各"):  # what each of several has is no part
            self.parts.clear()
            return False
        sort, own = (kind(self.parts[0], self.claims), kind(numeral, self.claims)) if self.parts else ("", "")
        if sort == "channel" and not own and _ELSEWHERE.search(lead):
            self.cut, self.elsewhere, own = True, self.elsewhere or len(self.parts), sort
        if STOP.search(lead) or own != sort:
            left = self.claims.get(numeral.start)
            beside = lead.lstrip(",、;").startswith("另") and own == sort
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
        return [max([_MARKS.get(each, 0) for each in lead], default=0) for lead in self.leads[1:]]

    def ends_at_semicolon(self) -> bool:
        """A semicolon parts the items of a list whose items have lists of their own, or no weaker mark between them."""
        return len(self.parts) > 1 and not self.loose and max(self.marks) < _MARKS[";"]

    def opens_inside(self, token: Token) -> bool:
        """Tell whether a word opens a list inside the list, behind one of its parts."""
        self.inside = [] if token.kind == "colon" else None
        return bool(self.parts) and (token.kind == "colon" or token.text.startswith(_INNER))

    def goes_on_inside(self) -> bool:
        """Tell whether a semicolon may part the items of an inner list: 甲97条：a 24条；b 73条."""
        if self.inside is None:
            return False
        told = self.loose[len(self.loose) - len(self.inside) :]
        parted = len(told) <= 1 or any(lead.startswith(";") for lead in self.inside)
        return parted and sum(told) != self.parts[-1].number

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
        known = [sum(numbers[: self.elsewhere])] if self.elsewhere > 1 else []
        later = (added + sum(self.loose[first:]) for first in range(1, len(self.loose)))
        return tuple(dict.fromkeys((added, *earlier, *known, *rest, *later)))


def parts_of(line: Line, opening: int, units: Collection[str], claims: Mapping[int, Claim]) -> Run:
    """Collect the numbers of some units that are listed from a place on; what is inside a list of its own is passed over."""
    run, end, inner, parted = Run(claims), line.tokens[opening].end if opening >= 0 else 0, False, ""
    for token in _outside(line, opening):
        if token.kind == "semicolon":
            if token.text != ";" or run.ends_at_semicolon():
                break
            inner, parted = inner and run.goes_on_inside(), ";"
        elif token.kind in {"among", "colon"}:
            inner = run.opens_inside(token)
            if inner and token.kind == line.tokens[opening].kind == "colon":  # 甲97条：a 24条；b 73条；乙143条：…
                run.parts.pop()
                break
        elif token.numeral is None or token.kind == "percent" or _aside(line, token, claims):
            end = token.end
        elif token.numeral.unit in units:
            lead = line.text[end : token.start]
            lead = _SHARE.sub("", lead) if "占" in lead else lead
            if not run.takes(token.numeral, lead if lead.startswith(";") else parted + lead, inner=inner):
                break
            end, parted = token.end, ""
        elif YUAN not in units and not inner and not _stands_beside(line, token, units):
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
