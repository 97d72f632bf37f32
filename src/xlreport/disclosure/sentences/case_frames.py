"""Frames of requests and disputes: 收到申请 N 件, 予以公开 N 件, 行政复议 N 件, 结果维持 N 件.

An unknown object makes it another thing; disputes that the unit decides about others are refused.
"""

from xlreport.disclosure.sentences.clauses import (
    CASES,
    MORE,
    OBJECTS,
    SEEN_THROUGH,
    Clause,
    Said,
    explicit,
    subject_before,
)
from xlreport.disclosure.sentences.lines import Line
from xlreport.disclosure.sentences.tokens import NUMBERS, Token, has, only, says, those

INSTANCES = ("一审", "二审", "再审", "终审", "其余", "剩余", "余下", "另有", "另")
_SUITS = ("direct_suit", "suit_after_review")
_SENTENCES_BACK, _SOON = 20, 7


def verb(clause: Clause) -> Said | None:
    """收到[…]申请 N 件, 办结 N 件: a verb with what it does to."""
    behind, unclear = clause.behind, clause.unclear
    named = clause.objects or _object_behind(behind)
    if "plan" in unclear or clause.prefixed("plan", "none") or not _is_of_requests(clause, named):
        return None
    part = clause.prefixed("part", "late")
    beside = behind and clause.line.tokens[clause.number].end == behind[0].start
    if (part and not named) or (beside and behind[0].kind in {"dispute", "decision"}):
        return None
    of_kind = unclear - {"timely", "various", "various inside"}
    if says(clause.words, "等"):  # 信函、网络等形式的申请
        of_kind -= {"part", "part inside"}
    return clause.said(clause.token.value, part=part or bool(of_kind) or _in_time_only(clause))


def _object_behind(behind: tuple[Token, ...]) -> tuple[Token, ...]:
    """Give the object that follows the number, with nothing unknown before it: 收到12件政府信息公开申请."""
    passed = (*OBJECTS, "fill", "public", "happen", "self")
    end = next((place for place, each in enumerate(behind) if each.kind not in passed), len(behind))
    return tuple(those(behind[:end], *OBJECTS))


def _is_of_requests(clause: Clause, named: tuple[Token, ...]) -> bool:
    unclear = clause.unclear
    if clause.prefixed("dispute", "judge"):
        return False
    if explicit(named):
        return ("other_kind" not in unclear or explicit(clause.objects)) and "unknown" not in unclear
    if unclear & {"unknown", "other_kind", "various"} or clause.prefixed("other_kind"):
        return False
    if named or not clause.line.about_requests:
        return clause.line.about_requests
    if subject := subject_before(clause.line, clause.head):
        return subject == "request"
    other = has(clause.behind[:1], "unknown", "other_kind", "part", "paper", "document")
    alone = (
        clause.token.kind == "receive"
        and clause.line.in_requests
        and not clause.line.kinds & {"other_kind", "various", "paper"}
    )
    return (alone or clause.token.value in {"received_new", "concluded", "answered"}) and not other


def _in_time_only(clause: Clause) -> bool:
    """Tell whether 按期办结 counts some: the text knows of others that were late, or it is told after 其中."""
    if not has(clause.words, "timely"):
        return False
    return clause.prefixed("among") or any(
        mark in clause.line.plain.text for mark in ("延期", "延长", "超期", "逾期办")
    )


def absent(clause: Clause) -> Said | None:
    """不存在 N 件: a form of 本机关不掌握; any other denial binds nothing."""
    near = clause.token.text == "不存在" and clause.head + 1 == clause.number
    return clause.said("unavailable.not_held") if near else None


def carried(clause: Clause) -> Said | None:
    """上年结转 N 件, 结转下年度 N 件, and 结转 with a year: into the report's year or out of it."""
    topics, first = clause.chained("carried_in", "carried_out")
    return clause.said(*(topics if len(topics) > 1 else (way_of(clause.line, clause.head),)), first=first)


def way_of(line: Line, head: int) -> str:
    """Give whether requests are carried in or out: 2024年结转2025年 is from the view of the report's year."""
    token, tokens = line.tokens[head], line.tokens
    if behind := next((each.value for each in tokens[head + 1 : head + 2] if each.kind == "time"), ""):
        return "carried_out" if int(behind) > 0 else "carried_in"
    if token.kind != "carry":
        return token.kind
    ahead = next((each.value for each in tokens[max(0, head - 1) : head] if each.kind == "time"), "")
    return "carried" if not ahead else "carried_in" if int(ahead) < 0 else "carried_out"


def bare_noun(clause: Clause) -> Said | None:
    """政府信息公开申请 N 件, 申请总数 N 件: what is counted, without a verb."""
    if not only(clause.prefix, {"fill", "self", "area", "time", "public", "colon"}) and (
        not explicit(clause.objects) or clause.prefixed("dispute", "other_kind", "judge", "unknown", "part")
    ):
        return None
    if clause.line.of_papers and clause.token.kind != "total":
        return None
    of_papers = clause.unit != "件" or has(clause.line.part(clause.number), "information", "document", "publish")
    return None if clause.token.text == "依申请公开" and of_papers else clause.said("requests")


def outcome(clause: Clause) -> Said | None:
    """予以公开 N 件, 属于行政执法案卷 N 件, 予以公开和部分公开 N 件: a row of table 3, or several together."""
    line, token = clause.line, clause.token
    of_others = token.kind == "item" and has(clause.prefix[-1:], "others") and token.text[0] not in "为属系"
    foreign = "other_kind" in line.kinds and clause.prefixed("other_kind") and not says(clause.prefix, *_GROUND)
    if foreign or line.of_papers or of_others or (token.text == "公开" and _bare_word(clause)):
        return None
    if token.text == "同意公开" and any(
        "第三方" in each.text or each.text in {"权利人", "意见", "征求"} for each in line.part(clause.number)
    ):
        return None
    topics, first = clause.chained("outcome", "item")
    if token.kind == "outcome" and (item := _item_of(clause)):
        topics, first = (item.value,), item.place
    some = line.tokens[clause.number - 1].text == "的" and not says(clause.behind[:2], "中", "均", "全部", "都")
    some = some and len({each.value for each in those(line.tokens, "outcome")}) <= 1
    return clause.said(*topics, first=first, part=some or clause.prefixed("part", "late") or bool(clause.unclear))


_GROUND = ("因", "由于", "属于", "按", "以", "作为")
"""what stands behind one of these is no other thing: 因信访、重复申请不予处理"""


def _bare_word(clause: Clause) -> bool:
    """Tell whether 公开 alone is no outcome here: it is one beside others, of what was concluded."""
    line = clause.line
    if says(clause.words, "共", "合计", "共计", "总计"):
        return True
    if "结果:" in line.text[: clause.token.start]:
        return False
    others = any(each.text != "公开" for each in those(line.tokens, "outcome", "item", "conclude"))
    return not others or not line.in_requests


def _item_of(clause: Clause) -> Token | None:
    """Give the item that an outcome's clause names as its ground: 因不掌握相关信息无法提供."""
    items: list[Token] = []
    for token in reversed(clause.prefix):
        if token.kind == "item" and token.value.startswith(f"{clause.token.value}."):
            items.append(token)
        elif token.kind not in SEEN_THROUGH | {"asked", "request"} or token.text == "等":
            if clause.line.tokens[token.place + 1].kind == "join":  # 因信访、重复申请
                return None
            break
    return items[-1] if len({each.value for each in items}) == 1 else None


def some_item(clause: Clause) -> Said | None:
    """申请人撤回 N 件: a part of an item."""
    return None if dispute_named(clause.line, clause.number) else clause.said(clause.token.value, part=True)


def applicant(clause: Clause) -> Said | None:
    """自然人 N 件, 由商业企业提出 N 件: a column of 新收. 企业 and 公民 alone are no applicants."""
    line = clause.line
    if clause.token.text == "企业" and not clause.objects:
        opened = clause.prefixed("among") or has(line.tokens[max(0, clause.first - 1) : clause.first], "open")
        if not opened and len(those(line.part(clause.number), "applicant")) < 2:  # noqa: PLR2004
            return None
    topics, first = clause.chained("applicant")
    return clause.said(*(f"applicant.{each}" for each in topics), first=first)


def dispute(clause: Clause) -> Said | None:
    """行政复议 N 件, 行政复议、行政诉讼共 N 件."""
    line = clause.line
    handled = any(each.text != "新增" for each in those(clause.prefix, "handle", "receive", "conclude"))
    if has(clause.objects[:1], "total") or (handled and "信息公开" not in line.text):
        return None
    if _ended(clause) or _thereof_follows(clause) or _told_apart(clause) or _those_of(clause):
        return None
    if of_another_matter(line, clause.head):
        return None
    kinds, first = clause.chained("dispute")
    words = line.text[line.tokens[clause.first].start : line.tokens[clause.number].start]
    among = clause.prefixed("part", "among") and clause.token.value in {  # 其中1件复议被确认违法
        each.value for each in line.part(clause.head) if each.kind == "dispute"
    }
    return clause.said(*totals_of(*kinds), first=first, part=among or any(each in words for each in INSTANCES))


def _those_of(clause: Clause) -> bool:
    """Tell whether the number counts some of what the head names: 维持的案件中有1件."""
    return says(clause.line.tokens[clause.head + 1 : clause.number], "中")


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
    place = next((place for place, each in enumerate(words) if each.kind not in {"comma", "open", "fill"}), _SOON)
    if not has(words[place : place + 1], "among"):
        return False
    end = next((number for number, each in enumerate(words) if number > place and each.kind in NUMBERS), _SOON)
    following = words[place + 1 : end]
    return any("信息公开" in each.text for each in following[:3]) and not has(following, "dispute")


def _told_apart(clause: Clause) -> bool:
    """Tell whether those over disclosure follow by themselves, so that these are others: 复议2件，另有信息公开类复议1件."""
    line = clause.line
    place = line.text.find("信息公开")
    if place < line.tokens[clause.number].end:
        return False
    behind = line.tokens[line.index(place) :]
    named = next((each for each in behind if each.kind in {"dispute", *NUMBERS}), None)
    other = "另" in line.text[line.tokens[clause.number].end : place]
    return named is not None and named.kind == "dispute" and (other or named.value == clause.token.value)


def result(clause: Clause) -> Said | None:
    """结果维持 N 件: a result of the disputes named last."""
    if not (kind := dispute_named(clause.line, clause.number, clause.token.text)) or _those_of(clause):
        return None
    before = clause.line.text[: clause.line.tokens[clause.number].start]
    part = clause.token.kind == "some_result" or any(each in before for each in INSTANCES[:3])
    return clause.said(f"{kind}.{clause.token.value}", part=part)


def dispute_named(line: Line, number: int, said: str = "") -> str:
    """Give the kind of dispute named last before a word, in this sentence or one before; two together are both.

    "" where that is over another matter. What only a court does (撤诉, 判决) is said of suits.
    """
    court = any(each in said for each in _COURT)
    for _ in range(_SENTENCES_BACK):
        named = those(line.tokens[:number], "dispute") if "dispute" in line.kinds else []
        named = [each for each in named if each.value != "review"] if court else named
        if named or (before := line.before) is None:
            break
        line, number = before, len(before.tokens)
    if not named or of_another_matter(line, named[-1].place):
        return ""
    last, value = named[-1].place, named[-1].value
    before_last = [each.kind for each in line.tokens[max(0, last - 2) : last]]
    if value == "both" or before_last == ["dispute", "join"]:
        return "dispute"
    kinds = {each.value for each in named} & {"suit", *_SUITS}
    several = value in _SUITS and len(kinds) > 1 and not has(line.tokens[last:number], "among", "open")
    return "any_suit" if several else value


_COURT = ("诉", "法院", "判", "原告")
_CAUSED, _PASSED = (
    ("引", "产生", "导致", "诱发", "类"),
    {"fill", "happen", "join", "comma", "number", "dispute", "self", "time"},
)


def of_another_matter(line: Line, head: int) -> bool:
    """Tell whether disputes are said to come from something else than disclosure: 治安处罚引起的复议3起、诉讼2起."""
    caused = False
    for token in reversed(line.tokens[:head]):
        if "信息公开" in token.text:
            return False
        if token.kind not in _PASSED:
            return caused and token.kind in {"unknown", "other_kind", "decision"}
        caused = token.text.startswith(_CAUSED) or (caused and token.kind in {"fill", "happen"})
        if token.kind in {"dispute", "number"}:
            caused = False
    return False


def thereof(line: Line, number: int) -> Said | None:
    """Read those of all disputes that the form counts: 各类行政复议18件，其中信息公开类 N 件."""
    words = line.ahead(number)
    if line.unit(number) not in CASES or has(words, *MORE):
        return None
    if has(line.part(number), "judge") or not any("信息公开" in each.text for each in words):
        return None
    kind = dispute_named(line, number)
    return Said((f"{kind}.total",), line.first(number), number) if kind else None
