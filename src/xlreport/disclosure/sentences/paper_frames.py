"""Frames of table 2 and of publications: documents, decisions, fees, website and new media. What is planned is refused."""

from dataclasses import replace

from xlreport.disclosure.sentences.clauses import CASES, ITEMS, MORE, PAPERS, Clause, Said, apiece, chained, line_has
from xlreport.disclosure.sentences.lines import Line
from xlreport.disclosure.sentences.tokens import MONEY, NUMBERS, TIME, UNKNOWN, Token


def state(clause: Clause) -> Said | None:
    """制发规范性文件 N 件, 现行有效 N 件: a state of the documents named here or before."""
    paper = _paper_named(clause)
    if clause.unit not in PAPERS or not paper or clause.unclear - {"part"} or clause.prefixed("plan", "other_kind"):
        return None
    named = "".join(each.text for each in clause.line.tokens[clause.head : clause.number])
    if "文件" in named and not any(each in named for each in ("规范性文件", "文件")):
        return None
    part = bool(clause.unclear) or clause.prefixed("part") or _by_year(clause)
    return clause.said(f"{paper}.{clause.token.value}", part=part)


def _by_year(clause: Clause) -> bool:
    """Tell whether documents of one year are told apart: 2019年印发2件."""
    return any(each.kind == TIME and each.value not in {"", "0"} for each in clause.prefix)


def _paper_named(clause: Clause) -> str:
    """Give the kind of documents named last before a number or right behind it; "" where two are named together."""
    tokens = clause.line.tokens
    behind = tokens[clause.number + 1 : clause.line.last(clause.number)]
    papers = [each for each in (*tokens[: clause.number], *behind) if each.kind == "paper"]
    together = any(
        tokens[place].kind == "paper" and tokens[place + 1].kind == "join" and tokens[place + 2].kind == "paper"
        for place in range(len(tokens) - 2)
    )
    if together:
        return ""
    before_it = [each for each in papers if each.end <= tokens[clause.number].start]
    named = before_it[-1:] or papers[:1]
    if named:
        return named[0].value
    last = clause.line.before
    management = clause.line.setting.part.endswith("management")
    papers = [each for each in last.tokens if each.kind == "paper"] if last and management else []
    return papers[-1].value if papers else ""


def paper(clause: Clause) -> Said | None:
    """新制发的规范性文件 N 件, 规范性文件 N 件: documents, by their state where it is told."""
    states = [each for each in clause.prefix if each.kind in {"state", "document"}]
    if states and states[-1].kind == "state":
        place = states[-1].place
        return state(replace(clause, head=place))
    if clause.unit not in PAPERS or clause.unclear or clause.objects or clause.token.kind == "document":
        return None
    if any(each.kind not in {"fill", "self", TIME, "colon", "among"} for each in clause.prefix):
        return None
    if not _paper_named(clause):
        return None
    return clause.said(f"{clause.token.value}.any")


def decision(clause: Clause) -> Said | None:
    """作出行政许可 N 件, 行政处罚、行政强制各 N 件: decisions of table 2."""
    if clause.unit not in CASES or clause.objects or clause.unclear or not _in_overview(clause):
        return None
    if clause.prefixed("receive", "plan", "dispute", "answer", "conclude"):
        return None
    behind = clause.line.behind(clause.number)
    if behind and behind[0].kind in {UNKNOWN, "asked", "other_kind", "dispute", "information"}:
        return None
    topics, first = chained(clause, "decision")
    part = clause.prefixed("publish", "part", UNKNOWN, "other_kind")
    said = clause.said(*topics, first=first, part=part)
    return replace(said, apiece=len(topics) > 1 and apiece(clause))


def _in_overview(clause: Clause) -> bool:
    return clause.line.setting.part.startswith(("overview", "matters"))


def publication(clause: Clause) -> Said | None:
    """政府网站发布信息 N 条, 微信公众号 N 条: what was published in the year by website or by new media."""
    if clause.unit not in ITEMS or not clause.line.setting.part.startswith("overview"):
        return None
    if any(each.kind in {"plan", "judge"} for each in clause.line.tokens[clause.first : clause.number]):
        return None
    channels = _channels(clause)
    if not channels:
        return None
    words = clause.line.tokens[max(channels) + 1 : clause.number]
    more = any(
        (each.kind in {*MORE, "decision", "paper", "document", "outcome"} and each.text != "公开")
        or each.value == "some"
        for each in words
    )
    topics = tuple(dict.fromkeys(clause.line.tokens[each].value for each in channels))
    general = clause.unit in {"条", "条次"} or any(each.kind == "information" for each in words)
    return clause.said(*topics, first=min(channels), part=more or not general)


def _channels(clause: Clause) -> list[int]:
    """Give the channels of the clause, or of the one before a comma that has no number."""
    tokens, first = clause.line.tokens, clause.first
    found = [place for place in range(first, clause.number) if tokens[place].kind == "channel"]
    while not found and first > 1 and tokens[first - 1].kind == "comma" and tokens[first - 2].kind not in NUMBERS:
        last, first = first - 1, clause.line.first(first - 1)
        found = [place for place in range(first, last) if tokens[place].kind == "channel"]
    return found


def charge(clause: Clause) -> Said | None:
    """收取信息处理费 N 元, 收取信息处理费 N 件, 行政事业性收费 N 万元."""
    fee = _fee_named(clause)
    if fee is None or _not_collected(clause):
        return None
    money = clause.line.tokens[clause.number].kind == MONEY
    if fee.value == "fees":
        return clause.said("fees") if money else None
    if not money and clause.unit not in CASES:
        return None
    place = fee.place
    first = place if place >= clause.first else clause.head
    return clause.said("fee_yuan" if money else "fee_cases", first=first)


def _fee_named(clause: Clause) -> Token | None:
    words = (clause.line.tokens[clause.head], *clause.line.part(clause.head))
    behind = clause.line.behind(clause.number)
    in_matters = clause.line.setting.part.startswith("matters")
    fee = next((each for each in (*words, *behind) if each.kind == "fee" and (in_matters or each.value != "any")), None)
    if fee is None or clause.unclear & {"other_kind", "plan"}:
        return None
    between = [each for each in words if fee.end <= each.start]
    return None if any(each.kind == "other_kind" for each in between) else fee


def _not_collected(clause: Clause) -> bool:
    """Tell whether what is due, waived or noticed is told, not what was paid."""
    words = clause.line.tokens[clause.first : clause.number]
    summed = any(each.text in {"合计", "共计", "总计"} for each in words)
    return line_has(words, "part") or (summed and line_has(clause.line.part(clause.number), "other_kind"))


def charged(line: Line, number: int) -> Said | None:
    """对 N 件申请收取信息处理费."""
    numeral = line.tokens[number].numeral
    for place in range(number + 1, min(number + 6, len(line.tokens))):
        token = line.tokens[place]
        if token.kind == "fee" and token.value != "fees" and line.tokens[place - 1].kind == "collect":
            return Said(topics=("fee_cases",), first=number, last=place) if numeral and numeral.unit in CASES else None
        if token.kind not in {"fill", "asked", "request", "collect"}:
            return None
    return None


def money(line: Line, number: int) -> Said | None:
    """Read a sum that stands apart from its fee: 收取信息处理费 5 件，金额 N 元."""
    fee = next((each for each in line.part(number) if each.kind == "fee"), None)
    if fee is None:
        return None
    return charge(Clause(line=line, number=number, first=line.first(number), head=fee.place))
