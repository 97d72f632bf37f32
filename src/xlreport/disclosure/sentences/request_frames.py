"""Frames of requests: 收到申请 N 件, 办结 N 件, 结转下年度 N 件, 申请总数 N 件. An unknown object makes it another thing."""

from xlreport.disclosure.sentences.clauses import REQUESTS, Clause, Said, line_has, object_behind, subject_before
from xlreport.disclosure.sentences.lines import Line
from xlreport.disclosure.sentences.tokens import TIME, UNKNOWN


def verb(clause: Clause) -> Said | None:
    """收到[…]申请 N 件, 办结 N 件: a verb with what it does to."""
    if clause.unit not in REQUESTS or not _is_of_requests(clause):
        return None
    if clause.prefixed("plan") or "plan" in clause.unclear:
        return None
    topic = clause.token.value
    if not clause.objects and not object_behind(clause) and clause.prefixed("part", "late"):
        return None
    behind = clause.line.behind(clause.number)
    if (
        behind
        and clause.line.tokens[clause.number].end == behind[0].start
        and behind[0].kind in {"dispute", "decision"}
    ):
        return None
    of_kind = clause.unclear - {"timely", "various", "various inside"}
    part = bool(of_kind) or clause.prefixed("part", "late")
    return clause.said(topic, part=part or _in_time_only(clause))


def _is_of_requests(clause: Clause) -> bool:
    named = clause.objects or object_behind(clause)
    if clause.prefixed("dispute", "judge"):
        return False
    if any(each.kind == "request" or "信息公开" in each.text for each in named):
        return not (clause.unclear & {"other_kind"} and not clause.explicit) and UNKNOWN not in _loose(clause)
    if (
        clause.unclear & {UNKNOWN, "other_kind", "various"}
        or clause.prefixed("other_kind")
        or not clause.line.about_requests
    ):
        return False
    if named:
        return True
    subject = subject_before(clause.line, clause.head)
    if subject:
        return subject == "request"
    return clause.token.value in _CLEAR and not _other_units(clause)


_CLEAR = ("received_new", "concluded", "answered")


def _other_units(clause: Clause) -> bool:
    """Tell whether something else than cases follows: 答复网友, 新收档案."""
    behind = clause.line.behind(clause.number)
    return bool(behind) and behind[0].kind in {UNKNOWN, "other_kind", "part", "paper", "document"}


def _loose(clause: Clause) -> frozenset[str]:
    """Give what is unclear behind the object that is named in full."""
    return frozenset(each for each in clause.unclear if not each.endswith("inside"))


def absent(clause: Clause) -> Said | None:
    """不存在 N 件: a form of 本机关不掌握; any other denial binds nothing."""
    if clause.token.text != "不存在" or clause.head + 1 != clause.number or not clause.line.about_requests:
        return None
    return clause.said("unavailable.not_held") if clause.unit in REQUESTS else None


def _in_time_only(clause: Clause) -> bool:
    """Tell whether 按期办结 counts some: the text knows of others that were late, or it is told after 其中."""
    timely = clause.prefixed("timely") or any(
        each.kind == "timely" for each in clause.line.tokens[clause.head : clause.number]
    )
    late = any(mark in clause.line.plain.text for mark in ("延期", "延长", "超期", "逾期办"))
    return timely and (late or clause.prefixed("among"))


def carried(clause: Clause) -> Said | None:
    """上年结转 N 件, 结转下年度 N 件, and 结转 with a year: into the report's year or out of it."""
    if clause.unit not in REQUESTS or not clause.line.about_requests:
        return None
    if clause.unclear - {"part", "late"} or clause.prefixed("dispute", "decision", "other_kind"):
        return None
    return clause.said(way_of(clause.line, clause.head), first=clause.head)


def way_of(line: Line, head: int) -> str:
    """Give whether requests are carried in or out: 2024年结转2025年 is from the view of the report's year."""
    token = line.tokens[head]
    following = line.tokens[head + 1] if head + 1 < len(line.tokens) else None
    preceding = line.tokens[head - 1] if head else None
    if following and following.kind == TIME and following.value:
        return "carried_out" if int(following.value) > 0 else "carried_in"
    if token.kind != "carry":
        return token.kind
    if preceding and preceding.kind == TIME and preceding.value:
        return "carried_in" if int(preceding.value) < 0 else "carried_out"
    return "carried"


def bare_noun(clause: Clause) -> Said | None:
    """政府信息公开申请 N 件, 申请总数 N 件: what is counted, without a verb."""
    if clause.unit not in REQUESTS or clause.unclear or not clause.line.about_requests:
        return None
    if not clause.explicit and any(
        each.kind not in {"fill", "self", "area", TIME, "public", "colon"} for each in clause.prefix
    ):
        return None
    if clause.prefixed("dispute", "other_kind", "judge", UNKNOWN, "part"):
        return None
    if clause.token.text == "依申请公开" and (
        clause.unit != "件" or line_has(clause.line.part(clause.number), "information", "document", "publish")
    ):
        return None
    return clause.said("requests")
