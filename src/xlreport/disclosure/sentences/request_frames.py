"""Frames of requests: 收到申请 N 件, 结转 N 件, 予以公开 N 件, 自然人 N 件. An unknown object makes it another thing."""

from xlreport.disclosure.sentences.clauses import OBJECTS, SEEN_THROUGH, Clause, Said, has, subject_before
from xlreport.disclosure.sentences.dispute_frames import dispute_named
from xlreport.disclosure.sentences.lines import Line
from xlreport.disclosure.sentences.tokens import OPEN, TIME, UNKNOWN, Token


def verb(clause: Clause) -> Said | None:
    """收到[…]申请 N 件, 办结 N 件: a verb with what it does to."""
    named = clause.objects or _object_behind(clause)
    if not _is_of_requests(clause, named) or clause.prefixed("plan", "none") or "plan" in clause.unclear:
        return None
    part = clause.prefixed("part", "late")
    behind = clause.behind
    beside = behind and clause.line.tokens[clause.number].end == behind[0].start
    if (part and not named) or (beside and behind[0].kind in {"dispute", "decision"}):
        return None
    of_kind = clause.unclear - {"timely", "various", "various inside"}
    if any(each.text == "等" for each in clause.words):  # 信函、网络等形式的申请
        of_kind -= {"part", "part inside"}
    return clause.said(clause.token.value, part=part or bool(of_kind) or _in_time_only(clause))


def _object_behind(clause: Clause) -> tuple[Token, ...]:
    """Give the object that follows the number, with nothing unknown before it: 收到12件政府信息公开申请."""
    found: list[Token] = []
    for token in clause.behind:
        if token.kind in OBJECTS:
            found.append(token)
        elif token.kind not in {"fill", "public", "happen", "self"}:
            break
    return tuple(found)


def _is_of_requests(clause: Clause, named: tuple[Token, ...]) -> bool:
    if clause.prefixed("dispute", "judge"):
        return False
    if any(each.kind == "request" or "信息公开" in each.text for each in named):
        return ("other_kind" not in clause.unclear or clause.explicit) and UNKNOWN not in clause.unclear
    if clause.unclear & {UNKNOWN, "other_kind", "various"} or clause.prefixed("other_kind"):
        return False
    if named or not clause.line.about_requests:
        return clause.line.about_requests
    if subject := subject_before(clause.line, clause.head):
        return subject == "request"
    other = has(clause.behind[:1], UNKNOWN, "other_kind", "part", "paper", "document")
    return clause.token.value in {"received_new", "concluded", "answered"} and not other


def _in_time_only(clause: Clause) -> bool:
    """Tell whether 按期办结 counts some: the text knows of others that were late, or it is told after 其中."""
    late = any(mark in clause.line.plain.text for mark in ("延期", "延长", "超期", "逾期办"))
    return has(clause.words, "timely") and (late or clause.prefixed("among"))


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
    token, behind, ahead = line.tokens[head], _year(line, head + 1), _year(line, head - 1)
    if behind:
        return "carried_out" if int(behind) > 0 else "carried_in"
    if token.kind == "carry":
        return "carried" if not ahead else "carried_in" if int(ahead) < 0 else "carried_out"
    return token.kind


def _year(line: Line, place: int) -> str:
    return line.tokens[place].value if 0 <= place < len(line.tokens) and line.tokens[place].kind == TIME else ""


def bare_noun(clause: Clause) -> Said | None:
    """政府信息公开申请 N 件, 申请总数 N 件: what is counted, without a verb."""
    more = any(each.kind not in {"fill", "self", "area", TIME, "public", "colon"} for each in clause.prefix)
    if more and (not clause.explicit or clause.prefixed("dispute", "other_kind", "judge", UNKNOWN, "part")):
        return None
    if clause.line.of_papers and clause.token.kind != "total":
        return None
    of_papers = clause.unit != "件" or has(clause.line.part(clause.number), "information", "document", "publish")
    return None if clause.token.text == "依申请公开" and of_papers else clause.said("requests")


def outcome(clause: Clause) -> Said | None:
    """予以公开 N 件, 属于行政执法案卷 N 件, 予以公开和部分公开 N 件: a row of table 3, or several together."""
    line, token = clause.line, clause.token
    if token.text == "公开" and _bare_word(clause):
        return None
    asked_others = any(
        "第三方" in each.text or each.text in {"权利人", "意见", "征求"} for each in line.part(clause.number)
    )
    of_others = token.kind == "item" and has(clause.prefix[-1:], "others") and token.text[0] not in "为属系"
    if line.of_papers or of_others or (token.text == "同意公开" and asked_others):
        return None
    topics, first = clause.chained("outcome", "item")
    if token.kind == "outcome" and (item := _item_of(clause)):
        topics, first = (item.value,), item.place
    listed = len({each.value for each in line.tokens if each.kind == "outcome"}) > 1
    some = line.tokens[clause.number - 1].text == "的" and not listed
    some = some and not any(each.text in {"中", "均", "全部", "都"} for each in clause.behind[:2])
    return clause.said(*topics, first=first, part=some or clause.prefixed("part", "late") or bool(clause.unclear))


def _bare_word(clause: Clause) -> bool:
    """Tell whether 公开 alone is no outcome here: it is one beside others, of what was concluded."""
    if any(each.text in {"共", "合计", "共计", "总计"} for each in clause.words):
        return True
    if "结果:" in clause.line.text[: clause.token.start]:
        return False
    others = any(each.kind in {"outcome", "item", "conclude"} and each.text != "公开" for each in clause.line.tokens)
    return not others or not clause.line.setting.part.endswith("on_request")


def _item_of(clause: Clause) -> Token | None:
    """Give the item that an outcome's clause names as its ground: 因不掌握相关信息无法提供."""
    items: list[Token] = []
    for token in reversed(clause.prefix):
        if token.kind == "item" and token.value.startswith(f"{clause.token.value}."):
            items.append(token)
        elif token.kind not in SEEN_THROUGH | {"asked", "request"} or token.text == "等":
            break
    return items[-1] if len({each.value for each in items}) == 1 else None


def some_item(clause: Clause) -> Said | None:
    """申请人撤回 N 件: a part of an item."""
    return None if dispute_named(clause.line, clause.number) else clause.said(clause.token.value, part=True)


def applicant(clause: Clause) -> Said | None:
    """自然人 N 件, 由商业企业提出 N 件: a column of 新收. 企业 and 公民 alone are no applicants."""
    alone = not clause.objects and clause.token.text in {"企业", "公民"}
    listed = sum(each.kind == "applicant" for each in clause.line.part(clause.number)) > 1
    opened = has(clause.prefix, "among") or has(clause.line.tokens[max(0, clause.first - 1) : clause.first], OPEN)
    if alone and (clause.token.text == "公民" or not (listed or opened)):
        return None
    topics, first = clause.chained("applicant")
    return clause.said(*(f"applicant.{each}" for each in topics), first=first)
