"""Frames of disputes: 行政复议 N 件, 结果维持 N 件. Those that the unit decides about others are refused."""

from xlreport.disclosure.sentences.clauses import CASES, MORE, Clause, Said, has
from xlreport.disclosure.sentences.lines import Line
from xlreport.disclosure.sentences.tokens import OPEN

INSTANCES = ("一审", "二审", "再审", "终审", "其余", "剩余", "余下", "另有", "另")
_SUITS = ("direct_suit", "suit_after_review")
_SENTENCES_BACK = 20


def dispute(clause: Clause) -> Said | None:
    """行政复议 N 件, 行政复议、行政诉讼共 N 件."""
    handled = any(each.kind in {"handle", "receive", "conclude"} and each.text != "新增" for each in clause.prefix)
    if has(clause.objects[:1], "total") or (handled and "信息公开" not in clause.line.text):
        return None
    if _ended(clause) or _thereof_follows(clause):
        return None
    kinds, first = clause.chained("dispute")
    words = clause.line.text[clause.line.tokens[clause.first].start : clause.line.tokens[clause.number].start]
    named = {each.value for each in clause.line.part(clause.head) if each.kind == "dispute"}
    among = clause.prefixed("part", "among") and clause.token.value in named  # 其中1件复议被确认违法
    return clause.said(*totals_of(*kinds), first=first, part=among or any(each in words for each in INSTANCES))


def totals_of(*kinds: str) -> tuple[str, ...]:
    """Give the topics of so many disputes of these kinds; a word for both kinds (复议诉讼) is of the two."""
    each_once = dict.fromkeys(one for kind in kinds for one in (("review", "suit") if kind == "both" else (kind,)))
    return tuple(f"{each}.total" for each in each_once)


def _ended(clause: Clause) -> bool:
    """Tell whether the number is of a result that follows it: 行政复议被维持 is told as 复议3件维持."""
    words = [each for each in clause.line.tokens[clause.number + 1 :][:_SOON] if each.kind not in {"fill", "join"}]
    return has(words[:1], "result", "some_result") and not clause.line.ends_in_number(clause.number)


def _thereof_follows(clause: Clause) -> bool:
    """Tell whether only a part of these cases is about disclosure: 行政诉讼22件，其中涉政府信息公开4件."""
    words = clause.line.tokens[clause.number + 1 :][:_SOON]
    among = next((each for each in words if each.kind not in {"comma", "open", "fill"}), None)
    if among is None or among.kind != "among":
        return False
    following = [each for each in words if each.start > among.start]
    return any("信息公开" in each.text for each in following[:3]) and not has(following, "dispute")


_SOON = 7


def result(clause: Clause) -> Said | None:
    """结果维持 N 件: a result of the disputes named last."""
    if not (kind := dispute_named(clause.line, clause.number)):
        return None
    before = clause.line.text[: clause.line.tokens[clause.number].start]
    part = clause.token.kind == "some_result" or any(each in before for each in INSTANCES[:3])
    return clause.said(f"{kind}.{clause.token.value}", part=part)


def dispute_named(line: Line, number: int) -> str:
    """Give the kind of dispute named last before a word, in this sentence or one before; two together are both."""
    for _ in range(_SENTENCES_BACK):
        named = [each for each in line.tokens[:number] if each.kind == "dispute"] if "dispute" in line.kinds else []
        if named or (before := line.before) is None:
            break
        line, number = before, len(before.tokens)
    if not named:
        return ""
    last = named[-1].place
    value = named[-1].value
    together = last > 1 and (line.tokens[last - 1].kind, line.tokens[last - 2].kind) == ("join", "dispute")
    if value == "both" or together:
        return "dispute"
    kinds = {each.value for each in named} & {"suit", *_SUITS}
    several = value in _SUITS and len(kinds) > 1 and not has(line.tokens[last:number], "among", OPEN)
    return "any_suit" if several else value


def thereof(line: Line, number: int) -> Said | None:
    """Read those of all disputes that the form counts: 各类行政复议18件，其中信息公开类 N 件."""
    words, numeral = line.ahead(number), line.tokens[number].numeral
    if numeral is None or numeral.unit not in CASES or not has(words, "among") or has(words, *MORE):
        return None
    if has(line.part(number), "judge") or not any("信息公开" in each.text for each in words):
        return None
    kind = dispute_named(line, number)
    return Said(topics=(f"{kind}.total",), first=line.first(number), last=number) if kind else None
