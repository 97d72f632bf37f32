"""Words behind a number: N件予以公开, N件申请结转下年, N件因不掌握无法提供. What goes on to the next number is its own."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from xlreport.disclosure.sentences.clauses import CASES, PAPERS, REQUESTS, SEEN_THROUGH, Said, line_has, subject_before
from xlreport.disclosure.sentences.dispute_frames import INSTANCES, dispute_named, totals_of
from xlreport.disclosure.sentences.lines import Line
from xlreport.disclosure.sentences.request_frames import way_of
from xlreport.disclosure.sentences.tokens import NUMBERS, UNKNOWN, Token

Found = list[tuple[int, Token]]
"""words behind a number that may say what it counts, with their places"""


def after(line: Line, number: int, first: int) -> Said | None:
    """Read the words behind a number: N件予以公开, N件申请结转下年, N件因不掌握无法提供."""
    end = _end_of_item(line, number)
    if (end < len(line.tokens) and line.tokens[end].kind in NUMBERS) or not _plain_before(line, first, number):
        return None
    found: Found = []
    for place in range(number + 1, end):
        token = line.tokens[place]
        if token.kind in _COUNTED_BY:
            found.append((place, token))
        elif token.text == "等":
            return None
        elif (
            token.kind == "others"
            or token.kind in {UNKNOWN, "other_kind", "plan"}
            or token.kind not in SEEN_THROUGH | {"asked", "request", "part", "late", "collect"}
            or (found and token.kind not in {"join", "fill", "belong"})
        ):
            break
    if not found:
        return _apart(line, number, end)
    return _meant_behind(line, number, found)


def _end_of_item(line: Line, number: int) -> int:
    """Give where the words behind a number end: at a mark, a number, or at 、 before the next number."""
    end = line.last(number)
    for place in range(number + 1, end):
        token = line.tokens[place]
        if token.kind == "colon" or (token.text == "、" and place + 1 == end):
            return place
    return end


_NAME = 8
"""Characters that an unknown name before a number may have."""


def _plain_before(line: Line, first: int, number: int) -> bool:
    colon = next((each for each in range(number - 1, first - 1, -1) if line.tokens[each].kind == "colon"), first - 1)
    words = line.tokens[colon + 1 : number]
    return all(
        each.kind in SEEN_THROUGH | {"asked", "request", "total", "dispute", UNKNOWN} for each in words
    ) and not any(each.kind == UNKNOWN and len(each.text) > _NAME for each in words)


def _meant_behind(line: Line, number: int, found: Found) -> Said | None:
    numeral = line.tokens[number].numeral
    counted = _COUNTED_BY[found[0][1].kind]
    if numeral is None or numeral.unit not in counted.units or not counted.about(line):
        return None
    return counted.frame(line, number, found)


def _became(line: Line, number: int, found: Found) -> Said | None:
    """N件予以公开, N件因不掌握无法提供; a ground with its outcome is one, several outcomes are their sum."""
    if found[0][1].text == "公开" and len(found) == 1 and sum(each.kind == "outcome" for each in line.tokens) == 1:
        return None
    items = [(place, each) for place, each in found if each.kind == "item"]
    outcomes = [(place, each) for place, each in found if each.kind == "outcome"]
    if not items:
        topics = tuple(dict.fromkeys(each.value for _, each in outcomes))
        return Said(topics=topics, first=number, last=outcomes[-1][0])
    fitting = [place for place, each in outcomes if items[0][1].value.startswith(f"{each.value}.")]
    return Said(topics=(items[0][1].value,), first=number, last=max(*fitting, items[0][0], 0))


def _withdrawn(line: Line, number: int, found: Found) -> Said | None:
    kind = dispute_named(line, number)
    topic = f"{kind}.other" if kind else found[0][1].value
    return Said(topics=(topic,), first=number, last=found[0][0], part=True)


def _carried_over(line: Line, number: int, found: Found) -> Said | None:
    if subject_before(line, number) == "dispute":
        return None
    return Said(topics=(way_of(line, found[0][0]),), first=number, last=found[0][0])


def _done(line: Line, number: int, found: Found) -> Said | None:
    """N件已办结, N件已全部答复; what is answered without 已 may be some."""
    place, token = found[0]
    if subject_before(line, number) not in {"", "request"} or (token.kind == "receive" and token.text != "新收"):
        return None
    words = line.tokens[number + 1 : place]
    some = token.kind == "answer" and not any(each.text in {"已", "均", "全部", "已经"} for each in words)
    return Said(topics=(token.value,), first=number, last=place, part=some or line_has(words, "part", "late"))


def _asked(line: Line, number: int, found: Found) -> Said | None:
    if line_has(line.part(number), "outcome", "item", "dispute"):
        return None
    return Said(topics=(f"applicant.{found[0][1].value}",), first=number, last=found[0][0])


def _disputed(line: Line, number: int, found: Found) -> Said | None:
    if line_has(line.part(number), "judge", "all_kinds", "handle"):
        return None
    words = line.ahead(number)
    topics = totals_of(*(each.value for _, each in found if each.kind == "dispute"))
    some = any(each.text in INSTANCES or each.kind == "among" for each in words)
    return Said(topics=topics, first=number, last=found[-1][0], part=some)


def _resulted(line: Line, number: int, found: Found) -> Said | None:
    place, token = found[0]
    kind = dispute_named(line, number)
    some = token.kind == "some_result"
    return Said(topics=(f"{kind}.{token.value}",), first=number, last=place, part=some) if kind else None


@dataclass(frozen=True, slots=True)
class _Counted:
    """What a kind of word behind a number takes: its units, what the sentence must be about, its frame."""

    units: tuple[str, ...]
    about: Callable[[Line], bool]
    frame: Callable[[Line, int, Found], Said | None]


def _requests(line: Line) -> bool:
    return line.about_requests


def _disclosure(line: Line) -> bool:
    return line.about_disclosure


_COUNTED_BY: Mapping[str, _Counted] = {
    **dict.fromkeys(("outcome", "item"), _Counted(REQUESTS, _requests, _became)),
    "some_item": _Counted(REQUESTS, _requests, _withdrawn),
    **dict.fromkeys(("carried_in", "carried_out", "carry"), _Counted(REQUESTS, _requests, _carried_over)),
    **dict.fromkeys(("conclude", "answer", "receive"), _Counted(REQUESTS, _requests, _done)),
    "applicant": _Counted(REQUESTS, _requests, _asked),
    "dispute": _Counted(CASES, _disclosure, _disputed),
    **dict.fromkeys(("result", "some_result"), _Counted(CASES, _disclosure, _resulted)),
}


def _apart(line: Line, number: int, end: int) -> Said | None:
    """共有 N 件申请, N 件规范性文件已印发: what is counted behind the number."""
    numeral = line.tokens[number].numeral
    kinds = [each.kind for each in line.tokens[number + 1 : end] if each.kind != "fill"]
    unit = numeral.unit if numeral else ""
    words = "".join(each.text for each in line.ahead(number))
    if kinds[:1] in (["asked"], ["request"]) and kinds[1:] in (["handle"], ["answer"]) and unit in REQUESTS:
        return Said(topics=("requests",), first=number, last=end - 1) if line.about_requests else None
    if kinds in (["asked"], ["request"]) and unit in REQUESTS and "共" in words and line.about_requests:
        return Said(topics=("requests",), first=line.first(number), last=end - 1)
    if kinds == ["paper", "state"] and unit in PAPERS:
        paper, state = (each for each in line.tokens[number + 1 : end] if each.kind in {"paper", "state"})
        return Said(topics=(f"{paper.value}.{state.value}",), first=number, last=end - 1)
    return None
