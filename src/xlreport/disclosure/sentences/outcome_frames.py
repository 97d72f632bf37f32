"""Frames of outcomes and applicants: 予以公开 N 件, 属于行政执法案卷 N 件, 自然人 N 件. Those of others' requests are refused."""

from dataclasses import replace

from xlreport.disclosure.sentences.clauses import REQUESTS, SEEN_THROUGH, Clause, Said, apiece, chained
from xlreport.disclosure.sentences.dispute_frames import dispute_named
from xlreport.disclosure.sentences.lines import Line
from xlreport.disclosure.sentences.paper_frames import publication
from xlreport.disclosure.sentences.tokens import Token


def outcome(clause: Clause) -> Said | None:
    """予以公开 N 件, 属于行政执法案卷 N 件, 予以公开和部分公开 N 件: a row of table 3, or several together."""
    line = clause.line
    if clause.token.text == "公开" and clause.prefixed("channel"):
        return publication(clause)
    if clause.unit not in REQUESTS or not line.about_requests or clause.unclear - {"part", "late"}:
        return None
    if clause.prefixed("other_kind", "dispute", "plan", "decision") or _bare_word(clause) or line.of_papers:
        return None
    if clause.token.text == "同意公开" and _asked_others(line, clause.number):
        return None
    topics, first = chained(clause, "outcome", "item")
    if clause.token.kind == "item" and clause.prefix and clause.prefix[-1].kind == "others":
        return None
    if clause.token.kind == "outcome" and (item := _item_of(clause)):
        topics, first = (line.tokens[item].value,), item
    said = clause.said(*topics, first=first, part=_part_by_words(clause) or bool(clause.unclear))
    return replace(said, apiece=len(topics) > 1 and apiece(clause))


def _asked_others(line: Line, number: int) -> bool:
    """Tell whether it is third parties who agreed."""
    return any(each.text in {"第三方", "权利人", "意见", "征求"} or "第三方" in each.text for each in line.part(number))


def _bare_word(clause: Clause) -> bool:
    """Tell whether 公开 alone is no outcome here: it is one beside others, of what was concluded."""
    if clause.token.text != "公开":
        return False
    if any(each.text in {"共", "合计", "共计", "总计"} for each in clause.line.tokens[clause.first : clause.number]):
        return True
    others = (each for each in clause.line.tokens if each.kind in {"outcome", "conclude"} and each.text != "公开")
    return not clause.line.setting.part.endswith("on_request") or next(others, None) is None


def _item_of(clause: Clause) -> int | None:
    """Give the item that an outcome's clause names as its ground: 因不掌握相关信息无法提供."""
    for place in range(clause.head - 1, clause.first - 1, -1):
        token = clause.line.tokens[place]
        if token.kind == "item" and token.value.startswith(f"{clause.token.value}."):
            return place
        if token.kind not in SEEN_THROUGH | {"asked", "request"}:
            return None
    return None


def _part_by_words(clause: Clause) -> bool:
    """Tell whether the number is some of them: 不予公开的1件, 网上答复予以公开."""
    ends_in_of = clause.line.tokens[clause.number - 1].text == "的" and not _is_all(clause)
    return ends_in_of or clause.prefixed("part", "late")


def _is_all(clause: Clause) -> bool:
    behind = clause.line.behind(clause.number)
    return any(each.text in {"中", "均", "全部", "都"} for each in behind[:2])


def some_item(clause: Clause) -> Said | None:
    """申请人撤回 N 件: a part of an item."""
    if clause.unit not in REQUESTS or not clause.line.about_requests or clause.unclear or clause.prefixed("dispute"):
        return None
    if dispute_named(clause.line, clause.number):
        return None
    return clause.said(clause.token.value, part=True)


def applicant(clause: Clause) -> Said | None:
    """自然人 N 件, 由商业企业提出 N 件: a column of 新收."""
    part = tuple(clause.line.part(clause.number))
    if clause.unit not in REQUESTS or not clause.line.about_requests or clause.unclear:
        return None
    if any(each.kind in {"dispute", "other_kind", "plan"} for each in part):
        return None
    if clause.token.text == "企业" and not clause.objects and not _in_list_of_applicants(part):
        return None
    if clause.token.text == "公民" and not clause.objects:
        return None
    after_outcome = next((each.kind for each in part if each.kind in {"outcome", "item", "applicant"}), "")
    if any(each.kind in {"outcome", "item"} for each in part) and after_outcome != "applicant":
        return None
    if any(each.kind in {"outcome", "item"} for each in part):
        return None
    topics, first = chained(clause, "applicant")
    return clause.said(*(f"applicant.{each}" for each in topics), first=first)


def _in_list_of_applicants(part: tuple[Token, ...]) -> bool:
    return sum(each.kind == "applicant" for each in part) > 1
