"""Frames of disputes: 行政复议 N 件, 结果维持 N 件. Those that the unit decides about others are refused."""

from dataclasses import replace

from xlreport.disclosure.sentences.clauses import CASES, MORE, Clause, Said, apiece, chained, line_has
from xlreport.disclosure.sentences.lines import Line
from xlreport.disclosure.sentences.tokens import OPEN


def dispute(clause: Clause) -> Said | None:
    """行政复议 N 件, 行政复议、行政诉讼共 N 件."""
    line = clause.line
    if clause.unit not in CASES or not line.about_disclosure or clause.unclear - {"part"}:
        return None
    if clause.objects and clause.objects[0].kind == "total":
        return None
    if clause.prefixed("various", "others") or line_has(line.part(clause.number), "judge", "all_kinds"):
        return None
    if (
        any(each.kind in {"handle", "receive", "conclude"} and each.text != "新增" for each in clause.prefix)
        and "信息公开" not in line.text
    ):
        return None
    if clause.prefixed("other_kind", "plan") or _ended(clause) or _thereof_follows(clause):
        return None
    kinds, first = chained(clause, "dispute")
    topics = totals_of(*kinds)
    said = clause.said(*topics, first=first, part=_some_cases(clause))
    return replace(said, apiece=len(topics) > 1 and apiece(clause))


def totals_of(*kinds: str) -> tuple[str, ...]:
    """Give the topics of so many disputes of these kinds; a word for both kinds (复议诉讼) is of the two."""
    each_once = dict.fromkeys(
        single for kind in kinds for single in (("review", "suit") if kind == "both" else (kind,))
    )
    return tuple(f"{each}.total" for each in each_once)


def _ended(clause: Clause) -> bool:
    """Tell whether the number is of a result that follows it: 行政复议被维持 is told as 复议3件维持."""
    line, place = clause.line, clause.number + 1
    while place < len(line.tokens) and line.tokens[place].kind in {"fill", "join"} and line.tokens[place].text != "，":
        place += 1
    follows = place < len(line.tokens) and line.tokens[place].kind in {"result", "some_result"}
    return follows and not line.ends_in_number(clause.number)


def _thereof_follows(clause: Clause) -> bool:
    """Tell whether only a part of these cases is about disclosure: 行政诉讼22件，其中涉政府信息公开4件."""
    words = clause.line.tokens[clause.number + 1 : clause.number + 8]
    for place, token in enumerate(words):
        if token.kind == "among":
            following = "".join(each.text for each in words[place + 1 : place + 4])
            return "信息公开" in following and not any(each.kind == "dispute" for each in words[place + 1 :])
        if token.kind in {"comma", "open"} or token.kind == "fill":
            continue
        return False
    return False


INSTANCES = ("一审", "二审", "再审", "终审", "其余", "剩余", "余下", "另有", "另")


def _some_cases(clause: Clause) -> bool:
    words = clause.line.text[clause.line.tokens[clause.first].start : clause.line.tokens[clause.number].start]
    return any(each in words for each in INSTANCES) or (clause.prefixed("part", "among") and _only_among(clause))


def _only_among(clause: Clause) -> bool:
    """Tell whether 其中 opens a part of disputes of the same kind: 其中1件复议被确认违法."""
    named = {each.value for each in clause.line.part(clause.head) if each.kind == "dispute"}
    return clause.token.value in named


def result(clause: Clause) -> Said | None:
    """结果维持 N 件: a result of the disputes named last."""
    kind = dispute_named(clause.line, clause.number)
    if clause.unit not in CASES or not kind or not clause.line.about_disclosure or clause.unclear - {"part"}:
        return None
    if any(each.kind in {"judge", "all_kinds", "other_kind"} for each in clause.line.part(clause.number)):
        return None
    value = clause.token.value
    part = clause.token.kind == "some_result" or any(
        each in clause.line.text[: clause.line.tokens[clause.number].start] for each in ("一审", "二审", "再审")
    )
    return clause.said(f"{kind}.{value}", part=part)


_SENTENCES_BACK = 20


def dispute_named(line: Line, number: int) -> str:
    """Give the kind of dispute named last before a word, in this sentence or one before; two together are both."""
    for _ in range(_SENTENCES_BACK):
        if "dispute" in line.kinds and any(each.kind == "dispute" for each in line.tokens[:number]):
            break
        before = line.before
        if before is None:
            return ""
        line, number = before, len(before.tokens)
    named = [place for place in range(number - 1, -1, -1) if line.tokens[place].kind == "dispute"]
    if not named:
        return ""
    last = named[0]
    value = line.tokens[last].value
    if value == "both" or (
        last > 1 and line.tokens[last - 1].kind == "join" and line.tokens[last - 2].kind == "dispute"
    ):
        return "dispute"
    among = any(each.kind in {"among", OPEN} for each in line.tokens[last:number])
    kinds = {line.tokens[each].value for each in named}
    if value in _SUITS and len(kinds & {"suit", *_SUITS}) > 1 and not among:
        return "any_suit"
    return value


_SUITS = ("direct_suit", "suit_after_review")


def thereof(line: Line, number: int) -> Said | None:
    """Read those of all disputes that the form counts: 各类行政复议18件，其中信息公开类 N 件."""
    words = line.ahead(number)
    numeral = line.tokens[number].numeral
    if numeral is None or numeral.unit not in CASES or not any(each.kind == "among" for each in words):
        return None
    if line_has(line.part(number), "judge"):
        return None
    kind = dispute_named(line, number)
    if not kind or not any("信息公开" in each.text for each in words) or any(each.kind in MORE for each in words):
        return None
    return Said(topics=(f"{kind}.total",), first=line.first(number), last=number)
