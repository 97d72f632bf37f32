"""What a denial denies: the topics of the words that stand behind 未, 没有, 无, or before 为零."""

import re

from xlreport.disclosure.sentences.dispute_frames import totals_of
from xlreport.disclosure.sentences.lines import Line
from xlreport.disclosure.sentences.tokens import TIME, Token


def denied(line: Line, things: list[Token], verbs: list[Token], start: int) -> tuple[str, ...]:
    """Give the topics that `things` name; `verbs` are the words between them and the denial, which begins at `start`."""
    kinds = {each.kind for each in things}
    if "dispute" in kinds:
        return disputes(line, things, verbs)
    if kinds <= {"carried_in", "carried_out", "carry", "asked", "request"} and not kinds <= {"asked", "request"}:
        return _carried(line, things, start)
    if kinds & {"fee"}:
        return _fees(line, things)
    if "decision" in kinds and kinds <= {"decision"}:
        return tuple(dict.fromkeys(each.value for each in things))
    if kinds & {"state", "paper"}:
        return _papers(things)
    if "outcome" in kinds:
        return _outcomes(line, things)
    return _requests(line, things, verbs)


def disputes(line: Line, things: list[Token], verbs: list[Token]) -> tuple[str, ...]:
    """Give the kinds of disputes that are named; none where something else is denied of them."""
    if not line.about_disclosure or any(each.kind in {"fee", "state", "outcome"} for each in things):
        return ()
    if any(each.kind in {"handle", "answer"} and each.text in {"办理", "受理"} for each in verbs[:1]):
        return ()
    return totals_of(*(each.value for each in things if each.kind == "dispute"))


def _requests(line: Line, things: list[Token], verbs: list[Token]) -> tuple[str, ...]:
    explicit = any(each.kind == "request" or "信息公开" in each.text for each in things)
    asked = any(
        each.kind in {"receive", "handle"} or each.text.startswith(("提出", "提交", "收到", "接到", "受理"))
        for each in verbs
    )
    people = any(each.kind == "public" for each in verbs)
    if not (explicit or line.about_requests):
        return ()
    if any(each.kind == "ask_for" for each in things) and not people:
        return ()
    if not (asked or people or (explicit and not verbs) or explicit):
        return ()
    return ("received",)


def _carried(line: Line, things: list[Token], start: int) -> tuple[str, ...]:
    before = re.split(r"[,;。]", line.text[max(0, start - 40) : start])[-1]
    subject = next(
        (
            each
            for each in line.part(line.index(start))
            if each.kind in {"other_kind", "dispute", "request", "decision"}
        ),
        None,
    )
    if not line.about_requests or (subject and subject.kind != "request") or "资金" in before:
        return ()
    token = next(each for each in things if each.kind in {"carried_in", "carried_out", "carry"})
    if token.kind != "carry":
        return (token.kind,)
    place = token.place
    following = line.tokens[place + 1] if place + 1 < len(line.tokens) else None
    times = [each for each in line.ahead(place) if each.kind == TIME and each.value == "-1"]
    if following and following.kind == TIME and following.value:
        return ("carried_out",) if int(following.value) > 0 else ("carried_in",)
    if times:
        return ("carried_in",)
    done = any(each.kind in {"conclude", "answer"} for each in line.part(place))
    return ("carried_out",) if done else ("carried",)


def _fees(line: Line, things: list[Token]) -> tuple[str, ...]:
    fee = next(each for each in things if each.kind == "fee")
    if fee.value == "any":
        matters = line.setting.part.startswith("matters")
        if "信息公开" in line.text or "依申请" in line.text:
            return ("fee_yuan",)
        return ("any_fee",) if matters or line.about_requests else ()
    return ("fee_yuan",) if fee.value == "fee" else ("fees",)


def _papers(things: list[Token]) -> tuple[str, ...]:
    if not any(each.kind == "paper" and each.value == "normative" for each in things):
        return ()
    states = dict.fromkeys(f"normative.{each.value}" for each in things if each.kind == "state")
    return tuple(states) or ("normative.made",)


def _outcomes(line: Line, things: list[Token]) -> tuple[str, ...]:
    outcomes = [each for each in things if each.kind == "outcome"]
    if not line.about_requests or any(each.value == "granted" for each in outcomes):
        return ()
    return tuple(dict.fromkeys(each.value for each in outcomes))


def zeroed(line: Line, things: list[Token], zero: Token) -> tuple[str, ...]:
    """Give the topics that are said to be nought: 行政复议、行政诉讼均为零."""
    kinds = {each.kind for each in things}
    happening = zero.text in {"未发生", "没有发生", "未产生", "没有产生", "均未发生", "均未产生"}
    if "dispute" in kinds:
        return disputes(line, [each for each in things if each.kind == "dispute"], [])
    if "fee" in kinds:
        return _fees(line, things)
    if "decision" in kinds:
        return tuple(dict.fromkeys(each.value for each in things if each.kind == "decision"))
    if kinds & {"carried_in", "carried_out"}:
        return tuple(dict.fromkeys(each.kind for each in things if each.kind.startswith("carried")))
    if happening:
        return ()
    if "paper" in kinds:
        return _papers(things)
    if kinds & {"request", "total", "asked"} and line.about_requests:
        return ("received",)
    return ()
