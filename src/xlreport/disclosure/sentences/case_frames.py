"""Frames of requests and disputes: 收到申请 N 件, 予以公开 N 件, 行政复议 N 件, 结果维持 N 件.

An unknown object makes it another thing; disputes that the unit decides about others are refused.
"""

from xlreport.disclosure.sentences.clauses import OBJECTS, SEEN_THROUGH, Clause, Said, subject_before
from xlreport.disclosure.sentences.lines import Line
from xlreport.disclosure.sentences.names import totals_of
from xlreport.disclosure.sentences.tokens import LETTERS, NUMBERS, Token, has, letters, only, pattern, says, those
from xlreport.lazy import regex

_INSTANCES = regex("一审|二审|再审")
_REST = regex("一审|二审|再审|终审|其余|剩余|余下|另")
_SUITS = ("direct_suit", "suit_after_review")
_SENTENCES_BACK = 20


def verb(clause: Clause) -> Said | None:
    """收到[…]申请 N 件, 办结 N 件: a verb with what it does to."""
    following = _OBJECT_BEHIND.match(clause.line.letters, clause.number + 1)
    behind = clause.line.tokens[clause.number + 1 : following.end()] if following else ()
    named = clause.objects or tuple(those(behind, *OBJECTS))
    of_carried = clause.prefixed("carried_in") and not clause.prefixed("receive", "join")
    of_carried = of_carried and clause.token.kind != "receive"  # 去年结转办理完毕2件
    part = of_carried or clause.prefixed("part", "late", "channel")
    if not _is_of_requests(clause, named) or (part and not named):
        return None
    of_kind = clause.unclear - {"various inside"}
    if of_kind and says(clause.words, "等"):  # 信函、网络等形式的申请
        of_kind -= {"part", "part inside"}
    return clause.said(clause.token.value, part=part or bool(of_kind) or _in_time_only(clause))


_OBJECT_BEHIND = pattern("[request asked total fill public happen self]*")
"""收到12件政府信息公开申请: nothing unknown stands before the object"""


def _is_of_requests(clause: Clause, named: tuple[Token, ...]) -> bool:
    line, unclear = clause.line, clause.unclear
    if has(named, "request"):
        return unclear.isdisjoint(("unknown", "other_kind"))
    others = [line.text[each.start : each.end + 1] for each in those(clause.prefix, "other_kind")]
    of_others = any(each not in line.setting.unit for each in others)  # 县信访局收到 is none
    if of_others or unclear & {"unknown", "other_kind", "various"}:
        return False
    if named or not line.about_requests:
        return line.about_requests
    if subject := subject_before(line, clause.head):
        return subject == "request"
    alone = clause.token.kind == "receive" and line.kinds.isdisjoint(("other_kind", "various", "paper"))
    alone = alone or clause.token.value in {"received_new", "concluded", "answered"}
    return alone and not has(clause.behind[:1], "unknown", "other_kind", "paper", "document")


def _in_time_only(clause: Clause) -> bool:
    """Tell whether 按期办结 counts some: the text knows of others that were late, or it is told after 其中."""
    if not has(clause.words, "timely"):
        return False
    late = any(mark in clause.line.plain.text for mark in ("延期", "延长", "超期", "逾期办"))
    return late or clause.prefixed("among")


def done(clause: Clause) -> Said | None:
    """N件已办结, N件已全部答复; what is answered without 已 may be some."""
    token = clause.token
    other = subject_before(clause.line, clause.number) not in {"", "request"}
    if other or (token.kind == "receive" and token.text != "新收"):
        return None
    some = token.kind == "answer" and not says(clause.prefix, "已", "均", "全部", "已经")
    return clause.said(token.value, part=some or clause.prefixed("part", "late"))


def counted(clause: Clause) -> Said | None:
    """共有 N 件申请, 11件申请中: requests that are counted behind the number."""
    line, place = clause.line, clause.head + 1
    summed = any("共" in each.text for each in line.ahead(clause.number)) or says(clause.behind[-1:], "中")
    received = [each.kind for each in line.tokens[place : place + 2]] == ["open", "receive"]
    return clause.said("requests", first=line.first(clause.number)) if received or summed else None


def absent(clause: Clause) -> Said | None:
    """不存在 N 件: a form of 本机关不掌握; any other denial binds nothing."""
    return clause.said("unavailable.not_held") if clause.token.text == "不存在" else None


def carried(clause: Clause) -> Said | None:
    """上年结转 N 件, 结转下年度 N 件, and 结转 with a year: into the report's year or out of it."""
    topics, first = clause.chained("carried_in", "carried_out")
    way = way_of(clause.line, clause.head)
    if clause.follows and (subject_before(clause.line, clause.number) == "dispute" or has(clause.prefix[-1:], "none")):
        return None  # 18件全部办毕，年底无存量
    if clause.prefixed("comma", "unknown") and clause.follows and way != "carried_out":
        return None
    return clause.said(*(topics if len(topics) > 1 else (way,)), first=first)


def way_of(line: Line, head: int) -> str:
    """Give whether requests are carried in or out: 2024年结转2025年 is from the view of the report's year."""
    token, tokens = line.tokens[head], line.tokens
    if behind := next((each.value for each in tokens[head + 1 : head + 2] if each.kind == "time"), ""):
        return "carried_out" if int(behind) > 0 else "carried_in"
    if token.kind != "carry":
        return token.kind
    ahead = next((each.value for each in tokens[head - 1 : head] if each.kind == "time"), "")
    return "carried" if not ahead else "carried_in" if int(ahead) < 0 else "carried_out"


def bare_noun(clause: Clause) -> Said | None:
    """政府信息公开申请 N 件, 申请总数 N 件: what is counted, without a verb."""
    plain = only(clause.prefix, {"fill", "self", "area", "time", "public", "colon"})
    other = clause.prefixed("dispute", "other_kind", "judge", "unknown", "part") or not has(clause.objects, "request")
    if (other and not plain) or (clause.line.of_papers and clause.token.kind != "total"):
        return None
    of_papers = clause.unit != "件" or has(clause.line.part(clause.number), "information", "document", "publish")
    return None if clause.token.text == "依申请公开" and of_papers else clause.said("requests")


def outcome(clause: Clause) -> Said | None:
    """予以公开 N 件, 属于行政执法案卷 N 件, 予以公开和部分公开 N 件: a row of table 3, or several together."""
    line, token = clause.line, clause.token
    negated = clause.prefix and clause.prefix[-1].kind == "unknown" and clause.prefix[-1].text.endswith(_NOT)
    foreign = negated or (clause.prefixed("other_kind") and not says(clause.prefix, *_GROUND))
    asked = token.text.endswith("同意公开") and any("第三方" in each.text for each in line.part(clause.number))
    if foreign or asked or line.of_papers or (token.text == "公开" and _bare_word(clause)):
        return None
    topics, first = clause.chained("outcome", "item")
    if token.kind == "outcome" and (item := _item_of(clause)):
        topics, first = (item.value,), item.place
    some = line.tokens[clause.number - 1].text == "的" and not says(clause.behind[:2], "中", "均", "全部", "都")
    some = some and len({each.value for each in those(line.tokens, "outcome")}) <= 1
    limited = bool(clause.unclear) or (clause.prefixed("part", "late", "channel") and not clause.follows)
    return clause.said(*topics, first=first, part=some or limited)


_NOT = ("不", "未", "不能", "不宜", "不便", "不可", "拒", "非")
_GROUND = ("因", "由于", "属于", "按", "以", "作为")
"""what stands behind one of these is no other thing: 因信访、重复申请不予处理"""


def _bare_word(clause: Clause) -> bool:
    """Tell whether 公开 alone is no outcome here: it is one beside others, of what was concluded."""
    line = clause.line
    if says(clause.words, "共", "合计", "共计", "总计"):
        return True
    others = any(each.text != "公开" for each in those(line.tokens, "outcome", "item", "conclude"))
    return "结果:" not in line.text[: clause.token.start] and not (others and line.in_requests)


def _item_of(clause: Clause) -> Token | None:
    """Give the item that an outcome's clause names as its ground: 因不掌握相关信息无法提供."""
    ahead = len(clause.line.letters[clause.first : clause.head].rstrip(_PASSED))
    words = clause.prefix[ahead:]
    items = those(words, "item")
    others = says(words, "等") or len({each.value for each in items}) != 1
    return None if others or not items[0].value.startswith(f"{clause.token.value}.") else items[0]


_PASSED = letters(SEEN_THROUGH | {"asked", "request", "item"})


def some_item(clause: Clause) -> Said | None:
    """申请人撤回 N 件: a part of an item, or of another result of a dispute."""
    kind = dispute_named(clause.line, clause.number, clause.token.text)
    if kind and not clause.follows and "dispute" not in clause.line.kinds:
        return None
    return clause.said(f"{kind}.other" if kind else clause.token.value, part=True)


def applicant(clause: Clause) -> Said | None:
    """自然人 N 件, 由商业企业提出 N 件: a column of 新收. 企业 and 公民 alone are no applicants."""
    line = clause.line
    bare = clause.token.text == "企业" and not clause.objects and not clause.prefixed("among", "belong")
    end = line.letters.find(LETTERS["semicolon"], clause.number)
    near = (*line.part(clause.number), *line.tokens[clause.number : end if end >= 0 else None])
    alone = len(those(near, "applicant")) < 2  # noqa: PLR2004
    if bare and alone:
        return None
    topics, first = clause.chained("applicant")
    return clause.said(*(f"applicant.{each}" for each in topics), first=first)


def dispute(clause: Clause) -> Said | None:
    """行政复议 N 件, 行政复议、行政诉讼共 N 件; but 行政复议被维持 N 件 is told as 复议3件维持."""
    line, number = clause.line, clause.number
    handled = any(each.text != "新增" for each in those(clause.prefix, "handle", "receive", "conclude"))
    ended = _ENDED.match(line.letters, number + 1) and not line.ends_in_number(number)
    if (handled and "信息公开" not in line.text) or ended or _told_apart(clause):
        return None
    if _those_of(clause) or of_another_matter(line, clause.head):
        return None
    kinds, first = clause._replace(head=limiting(line, clause.head)).chained("dispute")
    words = line.text[line.tokens[line.first(number)].start : line.tokens[number].start]
    again = clause.follows or clause.token.value in {each.value for each in line.part(clause.head)}
    decided = clause.follows and says(clause.behind, "作出", "决定")  # 行政复议8件，6件已作出复议决定
    among = decided or (again and has(line.ahead(number), "part", "among"))  # 其中1件复议被确认违法
    topics = [each.replace(".total", ".settled") if decided else each for each in totals_of(*kinds)]
    return clause.said(*topics, first=first, part=among or bool(_REST.search(words)))


def _those_of(clause: Clause) -> bool:
    """Tell whether the number counts some of what the head names: 维持的案件中有1件."""
    return says(clause.line.tokens[clause.head + 1 : clause.number], "中")


def limiting(line: Line, place: int) -> int:
    """Give the place of the kind of suit that limits a noun behind it (复议后起诉的行政诉讼); its own for none."""
    if place > 1 and line.tokens[place - 1].text == "的" and line.tokens[place - 2].value in _SUITS:
        return place - 2
    return place


_ENDED = pattern("[fill join]*[result some_result]")


def _told_apart(clause: Clause) -> bool:
    """Tell whether those over disclosure follow by themselves, so that these are others.

    行政诉讼22件，其中涉政府信息公开4件; 复议2件，另有信息公开类复议1件.
    """
    line, end = clause.line, clause.line.tokens[max(clause.number, clause.head)].end
    place = line.text.find("信息公开", end)
    named = next((each for each in line.tokens[line.index(place) :] if each.kind in {"dispute", *NUMBERS}), None)
    if place < 0 or named is None:
        return False
    between = line.text[end:place]
    if named.kind != "dispute":
        return "其中" in (between[:4] if "信息公开" in line.text[:end] else between)
    return "信息公开" not in line.text[:end] and ("另" in between or named.value == clause.token.value)


def result(clause: Clause) -> Said | None:
    """结果维持 N 件: a result of the disputes named last."""
    if not (kind := dispute_named(clause.line, clause.number, clause.token.text)) or _those_of(clause):
        return None
    instance = _INSTANCES.search(clause.line.text, 0, clause.line.tokens[clause.number].start)
    part = clause.token.kind == "some_result" or bool(instance)
    results, first = clause.chained("result")  # 维持、撤销各1件
    return clause.said(*(f"{kind}.{each}" for each in results), first=first, part=part)


def dispute_named(line: Line, number: int, said: str = "") -> str:
    """Give the kind of dispute named last before a word, in this sentence or one before; two together are both.

    "" where that is over another matter. What only a court does (撤诉, 判决) is said of suits.
    """
    court = any(each in said for each in _COURT)
    for _ in range(_SENTENCES_BACK):
        named = [each for each in those(line.tokens[:number], "dispute") if not court or each.value != "review"]
        if named or (before := line.before) is None:
            break
        line, number = before, len(before.tokens)
    if not named or of_another_matter(line, named[-1].place):
        return ""
    last, value = named[-1].place, named[-1].value
    if value == "both" or line.letters[max(0, last - 2) : last] == _DISPUTE_AND:
        return "dispute"
    kinds = {each.value for each in named} & {"suit", *_SUITS}
    several = value in _SUITS and len(kinds) > 1 and not has(line.tokens[last:number], "among", "open")
    return "any_suit" if several else value


_COURT = ("诉", "法院", "判", "原告")
_CAUSED = ("引", "产生", "导致", "诱发", "类")
_CAUSE = pattern(
    "[unknown other_kind decision]([fill happen]+)(?:[join comma number dispute self time][fill happen join comma number dispute self time]*)?$"
)


def of_another_matter(line: Line, head: int) -> bool:
    """Tell whether disputes are said to come from something else than disclosure: 治安处罚引起的复议3起、诉讼2起."""
    ahead = line.tokens[max(0, head - 2) : head]
    if says(ahead[:1], "涉") and has(ahead[1:], "unknown") and "信息公开" not in ahead[1].text:  # 涉企行政复议
        return True
    found = _CAUSE.search(line.letters, 0, head)
    if found is None or any("信息公开" in each.text for each in line.tokens[found.start() : head]):
        return False
    matter, words = line.tokens[found.start()], line.tokens[found.start(1) : found.end(1)]
    merely = matter.kind != "unknown" and any(each.text.startswith("发生") for each in words)
    return merely or any(each.text.startswith(_CAUSED) for each in words)


_DISPUTE_AND = letters(("dispute", "join"))


def thereof(clause: Clause) -> Said | None:
    """各类行政复议18件，其中信息公开类 N 件: those of all disputes that the form counts."""
    named = any("信息公开" in each.text for each in clause.words) and not has(clause.line.part(clause.number), "judge")
    kind = dispute_named(clause.line, clause.number) if named else ""
    return clause.said(f"{kind}.total", first=clause.first) if kind else None
