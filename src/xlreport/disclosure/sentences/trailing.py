"""Words behind a number: N件予以公开, N件申请结转下年, N件因不掌握无法提供. What goes on to the next number is its own."""

from collections.abc import Callable, Mapping

from xlreport.disclosure.sentences.case_frames import INSTANCES, dispute_named, totals_of, way_of
from xlreport.disclosure.sentences.clauses import CASES, ITEMS, MORE, REQUESTS, SEEN_THROUGH, Said, subject_before
from xlreport.disclosure.sentences.lines import Line
from xlreport.disclosure.sentences.paper_frames import papers_behind
from xlreport.disclosure.sentences.tokens import BORDERS, NUMBERS, Token, has, letters, says

Found = list[Token]
"""words behind a number that may say what it counts"""
_NAME = 8
"""Characters that an unknown name before a number may have."""
_BEFORE = SEEN_THROUGH | {"asked", "request", "total", "dispute", "unknown"}
_BECAUSE = ("因", "由于", "因为", "按", "按照", "经")
"""what stands behind these is the ground, whatever it is, up to what became of it: 因第三方不同意而不予公开"""
_BETWEEN = SEEN_THROUGH | {"asked", "request", "part", "late", "collect"}


def after(line: Line, number: int, first: int) -> Said | None:
    """Read the words behind a number: N件予以公开, N件申请结转下年, N件因不掌握无法提供."""
    if _SAYING.isdisjoint(line.kinds_behind(number)):
        return None
    end = line.last(number)
    for token in line.tokens[number + 1 : end]:  # to a mark, a number, or 、 before the next number
        if token.kind == "colon" or (token.text == "、" and token.place + 1 == end):
            end = token.place
            break
    goes_on = end < len(line.tokens) and line.tokens[end].kind in NUMBERS
    if (goes_on and not any(each.text == "中" for each in line.tokens[end - 2 : end])) or not _plain_before(
        line, first, number
    ):
        return None
    found: Found = []
    because = False
    for token in line.tokens[number + 1 : end]:
        because = because or token.text in _BECAUSE
        if token.kind in BEHIND and (not because or token.kind in {"outcome", "item"}):
            found.append(token)
        elif token.text == "等":
            return None
        elif (token.kind not in _BETWEEN and (found or not because)) or (
            found and token.kind not in {"join", "fill", "belong"}
        ):
            break
    if not found:
        return _requests_behind(line, number, end) or papers_behind(line, number)
    frame, about, units = BEHIND[found[0].kind]
    return frame(line, number, found) if line.unit(number) in units and (about is None or about(line)) else None


def in_brackets(line: Line, number: int) -> Said | None:
    """Read 信息N条（网站）: a channel alone in brackets behind the number."""
    words, ahead = line.tokens[number + 1 : number + 4], line.ahead(number)
    if [each.kind for each in words] != ["open", "channel", "close"] or line.unit(number) not in ITEMS:
        return None
    some = any(each.kind in MORE or each.value == "some" for each in ahead) and not says(ahead, "等")
    return Said((words[1].value,), number, number + 3, part=some) if words[1].value != "both" else None


def _plain_before(line: Line, first: int, number: int) -> bool:
    colon = next((each.place for each in reversed(line.tokens[first:number]) if each.kind == "colon"), first - 1)
    words = line.tokens[colon + 1 : number]
    return all(each.kind in _BEFORE and (each.kind != "unknown" or len(each.text) <= _NAME) for each in words)


def _became(line: Line, number: int, found: Found) -> Said | None:
    """N件予以公开, N件因不掌握无法提供; a ground with its outcome is one, several outcomes are their sum."""
    told = line.in_requests and has(line.tokens, "answer", "conclude", "item")
    alone = len(found) == 1 and sum(each.kind == "outcome" for each in line.tokens) == 1
    if found[0].text == "公开" and alone and not told:
        return None
    items = [each for each in found if each.kind == "item"]
    outcomes = [each for each in found if each.kind == "outcome"]
    if not items:
        topics = tuple(dict.fromkeys(each.value for each in outcomes))
        return Said(topics=topics, first=number, last=outcomes[-1].place)
    fitting = [each.place for each in outcomes if items[0].value.startswith(f"{each.value}.")]
    return Said(topics=(items[0].value,), first=number, last=max(*fitting, items[0].place, 0))


def _withdrawn(line: Line, number: int, found: Found) -> Said | None:
    kind = dispute_named(line, number, found[0].text)
    topic = f"{kind}.other" if kind else found[0].value
    return Said(topics=(topic,), first=number, last=found[0].place, part=True)


def _carried_over(line: Line, number: int, found: Found) -> Said | None:
    if subject_before(line, number) == "dispute":
        return None
    return Said(topics=(way_of(line, found[0].place),), first=number, last=found[0].place)


def _done(line: Line, number: int, found: Found) -> Said | None:
    """N件已办结, N件已全部答复; what is answered without 已 may be some."""
    token = found[0]
    if subject_before(line, number) not in {"", "request"} or (token.kind == "receive" and token.text != "新收"):
        return None
    words = line.tokens[number + 1 : token.place]
    some = token.kind == "answer" and not any(each.text in {"已", "均", "全部", "已经"} for each in words)
    return Said(topics=(token.value,), first=number, last=token.place, part=some or has(words, "part", "late"))


def _asked(line: Line, number: int, found: Found) -> Said | None:
    if has(line.part(number), "outcome", "item", "dispute"):
        return None
    return Said(topics=(f"applicant.{found[0].value}",), first=number, last=found[0].place)


def _disputed(line: Line, number: int, found: Found) -> Said | None:
    if has(line.part(number), "judge", "all_kinds", "handle"):
        return None
    topics = totals_of(*(each.value for each in found if each.kind == "dispute"))
    some = any(each.text in INSTANCES or each.kind == "among" for each in line.ahead(number))
    return Said(topics=topics, first=number, last=found[-1].place, part=some)


def _resulted(line: Line, number: int, found: Found) -> Said | None:
    token, kind = found[0], dispute_named(line, number, found[0].text)
    some = token.kind == "some_result"
    return Said(topics=(f"{kind}.{token.value}",), first=number, last=token.place, part=some) if kind else None


def _channelled(line: Line, number: int, found: Found) -> Said | None:
    """N条网站信息, N条由公众号发布: what a channel published, told behind the number."""
    place, by = found[0].place, line.tokens[number + 1]
    near = place == number + 1 and has(line.tokens[place + 1 : place + 2], "information")
    through = by.text in {"由", "通过", "经"} and has(line.tokens[place + 1 : place + 2], "publish")
    ends = all(each.kind in BORDERS or each.text == "中" for each in line.tokens[place + 2 : place + 3])
    known = (near or through) and ends and found[0].value != "both"
    return Said((found[0].value,), number, place, part=through) if known else None


def _requests_behind(line: Line, number: int, end: int) -> Said | None:
    """共有 N 件申请, 对 N 件申请作出答复: requests that are counted behind the number."""
    kinds = [each.kind for each in line.tokens[number + 1 : end] if each.kind != "fill"]
    numeral = line.tokens[number].numeral
    if (
        numeral is None
        or numeral.unit not in REQUESTS
        or not line.about_requests
        or kinds[:1] not in (["asked"], ["request"])
    ):
        return None
    if kinds[1:] in (["handle"], ["answer"]):
        return Said(topics=("requests",), first=number, last=end - 1)
    words = [each.text for each in (*line.ahead(number), *line.behind(number))]
    counted = not kinds[1:] and any("共" in each or each == "中" for each in words)
    counted = counted or (not kinds[1:] and [each.kind for each in line.tokens[end : end + 2]] == ["open", "receive"])
    return Said(topics=("requests",), first=line.first(number), last=end - 1) if counted else None


def carried_after(line: Line, number: int) -> Said | None:
    """尚有 N 件未到答复期限，结转下年度: what became of them stands behind a comma, with no number of its own."""
    numeral, end = line.tokens[number].numeral, line.last(number)
    if numeral is None or numeral.unit not in REQUESTS or not line.about_requests or has(line.ahead(number), "dispute"):
        return None
    words = line.tokens[end + 1 : line.last(end)] if has(line.tokens[end : end + 1], "comma") else ()
    head = next((each for each in (*line.behind(number), *words) if each.kind in {"carried_out", "carry"}), None)
    if head is None or (words and line.ends_in_number(words[-1].place)) or subject_before(line, number) == "dispute":
        return None
    way = way_of(line, head.place)
    return Said(topics=(way,), first=number, last=head.place) if way == "carried_out" else None


def published_after(line: Line, number: int) -> Said | None:
    """发布信息 N 条，均发布于门户网站: by which channel all of them were published stands behind a comma."""
    end, ahead = line.last(number), line.ahead(number)
    words = line.tokens[end + 1 : line.last(end)] if has(line.tokens[end : end + 1], "comma") else ()
    channels = [each for each in words if each.kind == "channel" and each.value != "both"]
    if not says(words[:1], "均", "全部", "都") or len(channels) != 1 or line.ends_in_number(channels[0].place):
        return None
    counted = line.unit(number) in ITEMS and has(ahead, "information") and not has(ahead, "channel", *MORE)
    return Said((channels[0].value,), line.first(number), channels[0].place) if counted else None


def requests(line: Line) -> bool:
    """Tell whether a sentence may count requests."""
    return line.about_requests


def disclosure(line: Line) -> bool:
    """Tell whether a sentence may count disputes over disclosure."""
    return line.about_disclosure


Behind = tuple[Callable[[Line, int, Found], Said | None], Callable[[Line], bool] | None, tuple[str, ...]]
BEHIND: Mapping[str, Behind] = {
    **dict.fromkeys(("outcome", "item"), (_became, requests, REQUESTS)),
    "some_item": (_withdrawn, requests, REQUESTS),
    **dict.fromkeys(("carried_in", "carried_out", "carry"), (_carried_over, requests, REQUESTS)),
    **dict.fromkeys(("conclude", "answer", "receive"), (_done, requests, REQUESTS)),
    "applicant": (_asked, requests, REQUESTS),
    "dispute": (_disputed, disclosure, CASES),
    **dict.fromkeys(("result", "some_result"), (_resulted, disclosure, CASES)),
    "channel": (_channelled, None, ITEMS),
}
"""What a kind of word behind a number takes: its frame, what the sentence must be about, its units."""
_SAYING = frozenset(letters((*BEHIND, "asked", "request", "paper")))
