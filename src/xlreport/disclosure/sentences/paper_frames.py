"""Frames of table 2 and of publications: documents, decisions, fees, website and new media. What is planned is refused."""

from collections.abc import Sequence

from xlreport.disclosure.sentences.clauses import CASES, MORE, Clause, Said
from xlreport.disclosure.sentences.names import CHANNELS, papers_before
from xlreport.disclosure.sentences.tokens import LETTERS, NUMBERS, Token, has, only, pattern, says, those
from xlreport.lazy import regex


def state(clause: Clause) -> Said | None:
    """制发规范性文件 N 件, 现行有效 N 件: a state of the documents named here or before; of one year only a part."""
    of_a_year = any(each.value not in {"", "0"} for each in those(clause.prefix, "time"))
    part = clause.prefixed("part") or of_a_year
    return clause.said(f"{named}.{clause.token.value}", part=part) if (named := _paper_named(clause)) else None


def _paper_named(clause: Clause) -> str:
    """Give the kind of documents named last before a number or right behind it; "" where two are named together."""
    line = clause.line
    goes_on = line.before if line.setting.part.endswith("management") else None
    papers = papers_before(line, clause.number) or tuple(each.value for each in those(clause.behind, "paper")[:1])
    papers = papers or (papers_before(goes_on, len(goes_on.tokens))[-1:] if goes_on else ())
    return papers[0] if len(papers) == 1 else ""


def paper(clause: Clause) -> Said | None:
    """新制发的规范性文件 N 件, 规范性文件 N 件: documents, by their state where it is told."""
    states = those(clause.prefix, "state", "document")
    if has(states[-1:], "state"):
        other = clause.token.kind == "document" and has(clause.prefix[-1:], "unknown")  # 废止党内文件 N 件
        return None if other or clause.prefixed("plan") else state(clause._replace(head=states[-1].place))
    if clause.unclear or clause.objects or clause.token.kind == "document" or not _paper_named(clause):
        return None
    if clause.line.tokens[clause.number].text == "一项" and clause.head + 1 == clause.number and clause.behind:
        return None  # 规章一项因无立法权而为空
    if clause.prefixed("among") and has(clause.line.part(clause.first), "information", "channel"):
        return None  # 网站公开信息519条，其中规范性文件2件
    return clause.said(f"{clause.token.value}.any") if only(clause.prefix, _PLAIN) else None


_PLAIN = frozenset(("fill", "self", "time", "colon", "among"))


def decision(clause: Clause) -> Said | None:
    """作出行政许可 N 件, 行政处罚、行政强制各 N 件: decisions of table 2; by the name of one sort (查封、扣押 N 次) a part."""
    line, named = clause.line, clause.token.kind == "some_decision"
    formal = not named and any(each in clause.token.text for each in ("行政", "决定"))
    such, headed = says(clause.prefix, "等"), has(line.tokens[clause.head + 1 :][:1], "colon")  # 查封扣押等行政强制
    counted = says(clause.prefix, *_DOING) or "决定" in clause.token.text
    if not (such or _decided(clause)) or _of_something(clause) or (not formal and _elsewhere(clause)):
        return None
    listed = clause.unit in _LISTED and not (named or counted or _beside_fees(clause) or _beside_made(clause))
    if _told_behind(clause) or listed:
        return None  # 行政许可事项120项: a catalogue
    if clause.unclear and not (clause.unit in _EACH and (clause.token.value == "penalties" or headed)):
        return None
    topics, first = clause.chained("decision", "some_decision")
    opened = (each.place for each in reversed(clause.prefix) if each.text in _DOING or each.kind == "colon")
    of_kind = not such and has(line.tokens[next(opened, clause.first - 1) + 1 : first], "unknown", "other_kind")
    some = named or of_kind or clause.unclear or (clause.unit not in CASES + _LISTED and not counted)
    return clause.said(*topics, first=first, part=bool(some) or clause.prefixed("publish", "part"))


def _of_something(clause: Clause) -> bool:
    """Tell whether something else is counted: 许可申请, 申请内容涉及许可, 注销许可证, 撤销处罚, 查封场所 N 处, 处罚案件听证."""
    behind = has(clause.behind[:1], "unknown", "asked", "other_kind", "dispute", "information")
    among = those(clause.line.part(clause.number), "among") if "among" in clause.line.kinds else ()
    asked_for = any("申请" in each.text for each in among)
    ended = has(clause.prefix[-1:], "result", "some_item") or clause.prefixed("plan", "catalogue")
    places = clause.unit == "处" and "强制" not in clause.token.text
    others = clause.token.value == "penalties" and says(clause.prefix, *_FOR_OTHERS)
    return bool(clause.objects or behind or asked_for or ended or places or others)


def _elsewhere(clause: Clause) -> bool:
    """Tell whether a short name stands among requests, or tells of another year or authority: 公安机关治安处罚 N 起."""
    line = clause.line
    of_requests = "request" in line.kinds or (line.in_requests and not line.kinds.isdisjoint(("asked", "outcome")))
    named = (each.text for each in line.part(clause.head) if each.kind not in {"self", "none", "item"})
    of_others = any(each not in line.setting.unit for each in filter(_AUTHORITY.search, named))
    return of_requests or of_others or bool(line.dates.years_from(clause.token.start))


_AUTHORITY = regex("公安|交警|法院|检察|司法局|部门|机关")


def _told_behind(clause: Clause) -> bool:
    """Tell whether the decisions stand in an earlier clause behind a number of their own: 作出9宗行政许可，其中4宗."""
    line, first = clause.line, clause.first
    return first < line.first(clause.number) and has(line.tokens[first - 1 : first], "number")


def _beside_fees(clause: Clause) -> bool:
    """Tell whether a row of table 2 is told beside the amount of fees: 行政许可2项、行政处罚9项，行政事业性收费0.63万元."""
    line = clause.line
    amount = "money" in line.kinds and any(each.value == "fees" for each in those(line.tokens, "fee"))
    catalogue = "catalogue" in line.kinds or "事项" in line.text
    return amount and not catalogue and only(clause.prefix, _PLAIN | {"join"})


def _beside_made(clause: Clause) -> bool:
    """Tell whether decisions that were made are counted so beside it: 办理行政许可57项，作出行政处罚5项."""
    line = clause.line
    made = [each for each in those(line.tokens[:-1], "decision") if says(line.ahead(each.place), *_DOING)]
    alike = any(line.unit(each.place + 1) == clause.unit for each in made)
    return alike and "事项" not in line.text and "catalogue" not in line.kinds


def _decided(clause: Clause) -> bool:
    """Tell whether decisions are counted, not what was asked for: 受理行政许可, but 办结行政许可."""
    verbs = those(clause.prefix, "receive", "dispute", "answer", "conclude")
    verbs = verbs[: len(verbs) - says(clause.prefix[-1:], "登记")]  # 社会组织登记许可
    return not verbs or (verbs[-1].kind == "conclude" and clause.token.value == "licensing")


def punished(clause: Clause) -> Said | None:
    """作出 N 件行政许可; 对 N 家企业给予行政处罚, N 起非法采砂案件受到行政处罚 are some of them."""
    right_behind = clause.head == clause.number + 1 and clause.unit in _EACH
    if right_behind and says(clause.line.ahead(clause.number)[-1:], "作出", "核发", "颁发"):
        return clause.said(clause.token.value, part=not only(clause.line.ahead(clause.number)[:-1], _WHOSE))
    by = says(clause.prefix[-1:], "给予", "作出", "处以", "受到", "实施")
    return clause.said("penalties", part=True) if by and clause.token.value == "penalties" else None


_WHOSE = frozenset(("fill", "self", "time"))
_LISTED, _EACH = ("项", "份"), ("件", "起", "宗", "例")
PUNISHED = (*_EACH, "家", "户")
DECIDED = (*CASES, *_LISTED, "张", "处", "家", "家次", "户次", "台次")
_FOR_OTHERS = ("审核", "抽查", "移送", "移交", "审查", "复核", "协助")
"""of others' decisions, or of what becomes one"""
_DOING = ("作出", "实施", "采取", "开展", "核发", "颁发", "核准", "处以")


def publication(clause: Clause) -> Said | None:
    """政府网站发布信息 N 条, 微信公众号 N 条: what was published in the year by website or by new media."""
    channels = _channels(clause)
    asked = clause.objects or has(clause.behind[:1], "request", "asked") or says(clause.words, "提交", "提出")
    if not channels or asked or has(clause.words, "plan", "judge") or any("采用" in each.text for each in clause.words):
        return None  # 市政府网站采用我县信息 N 条
    text, near = clause.line.text, channels[0].start
    if _ELSEWHERE_TOO.search(text, max(0, near - _NEAR), near) or _ELSEWHERE_TOO.match(text, channels[-1].end):
        return None  # 在村务公开栏和门户网站公开信息 N 条
    words = clause.line.tokens[max(clause.first, channels[-1].place + 1) : clause.number]
    listed = has(words, "among") or _SPLIT.search(text, channels[-1].end, clause.line.tokens[clause.number].start)
    if listed and not has(words[-2:], "information"):  # 网站信息包括动态 N 条; 网站信息按内容分，动态 N 条
        return None
    if any(each.value == "both" for each in channels) and has(words, *_NO_ITEMS):  # 各类平台累计开展互动 N 条
        return None
    special = (*MORE, "decision", "paper", "document", "outcome")
    if any(each.text == "等" for each in words) and has(words[-2:], "information"):  # 发布A、B等信息
        words = words[-2:]
    column = any(each.text.endswith("专栏") for each in channels)
    more = any((each.kind in special and each.text != "公开") or each.value == "some" for each in words)
    more = more or column or _one_form(clause, words)
    general = clause.unit in {"条", "条次"} or has(words, "information")
    named = dict.fromkeys(each.value for each in channels)
    topics = CHANNELS if "both" in named else tuple(named)
    if (more or not general) and clause.unit in {"次", "个"}:
        return None  # 页面浏览量 n 万次
    return clause.said(*topics, first=channels[0].place, part=more or not general)


_PLACE, _NEAR = r"(?:(?<!专)栏(?!目)|屏|报纸?|刊|电视台?|广播)", 8
_ELSEWHERE_TOO = regex(rf"{_PLACE}[、和及与][^,;、和及与\d]*$|[、和及与][^,;、和及与\d]{{0,6}}{_PLACE}")
_SPLIT = regex(r"分为|(?:按|从)[^,;]{1,10}(?:分|看|统计)")
_NO_ITEMS = ("unknown", "happen", "receive", "handle", "other_kind")
_FORM_BEHIND = pattern("[comma join][unknown fill publish information]*(number)")


def _one_form(clause: Clause, words: Sequence[Token]) -> bool:
    """Tell whether what was published is told form by form: 推送图文 n 条、短视频 m 条."""
    found = _FORM_BEHIND.match(clause.line.letters, clause.number + 1) if says(words[-1:], "图文") else None
    return bool(found) and clause.line.unit(found.start(1) if found else 0) == clause.unit


def _channels(clause: Clause) -> list[Token]:
    """Give the channels of the clause, or of the one before a comma that has no number."""
    tokens, first, last = clause.line.tokens, clause.first, clause.number
    summed = says(tokens[first : first + 1], "共", "共计", "合计", "累计", "总计")
    summed = summed and not has(tokens[first - 1 : first], "close")  # 各镇（街道）共公开信息 N 条
    part = those(clause.line.part(clause.number), "channel") if summed else []
    if len(part) == 1:  # 网站公开A、B，共计发布信息 N 条
        return part
    while not (found := [each for each in tokens[first:last] if each.kind == "channel"]):
        opening = clause.line.letters.rfind(LETTERS["open"], 0, first) if has(tokens[first - 1 : first], "close") else 0
        with_more = opening > 0 and tokens[opening - 1].kind == "channel" and tokens[opening + 1].kind == "among"
        if with_more and not has(tokens[opening:first], *NUMBERS, "channel"):
            return [tokens[opening - 1]]  # 门户网站（含专题网页）发布信息 N 条
        if first < 2 or tokens[first - 1].kind != "comma" or tokens[first - 2].kind in NUMBERS:  # noqa: PLR2004
            break
        last, first = first - 1, clause.line.first(first - 1)
    return found


def charge(clause: Clause) -> Said | None:
    """收取信息处理费 N 元, 收取信息处理费 N 件, 行政事业性收费 N 万元: what was paid, not what is due or waived."""
    line, fee = clause.line, _fee_named(clause)
    summed = says(clause.words, "合计", "共计", "总计") and _among_others(line.part(clause.number))
    if fee is None or summed or has(clause.words, "part"):
        return None
    money, in_matters = line.tokens[clause.number].kind == "money", line.setting.part.startswith("matters")
    if fee.value == "some":
        return clause.said("fees", part=True) if money and line.setting.part.startswith("overview") else None
    if fee.value == "fees" or (fee.value == "any" and not in_matters):
        return clause.said("fees") if money else None
    if not money and clause.unit not in CASES:
        return None
    first = fee.place if fee.place >= clause.first else clause.head
    return clause.said("fee_yuan" if money else "fee_cases", first=first)


def _among_others(words: Sequence[Token]) -> bool:
    return any(each.kind == "other_kind" or (each.kind == "fee" and each.value == "some") for each in words)


def _fee_named(clause: Clause) -> Token | None:
    line, words = clause.line, (clause.token, *clause.line.part(clause.head))
    any_too = line.setting.part.startswith("matters") or "decision" in line.kinds
    fee = next((each for each in those((*words, *clause.behind), "fee") if any_too or each.value != "any"), None)
    if fee is None or clause.unclear & {"other_kind", "plan"}:
        return None
    other = fee.value == "any" and fee.place >= clause.first and has(line.ahead(fee.place), "unknown", "other_kind")
    return None if other or any(fee.end <= each.start for each in those(words, "other_kind")) else fee


def charged(clause: Clause) -> Said | None:
    """对 N 件申请收取信息处理费."""
    near = has(clause.prefix[-1:], "collect") and clause.token.value != "fees"
    return clause.said("fee_cases") if near else None


def published_by(clause: Clause) -> Said | None:
    """N条网站信息, N条由公众号发布, N条（网站）; N 条，均发布于门户网站: what a channel published, told behind the number."""
    line, place, ahead = clause.line, clause.head, clause.line.ahead(clause.number)
    if clause.token.value == "both":
        return None
    some = any(each.kind in MORE or each.value == "some" for each in ahead) and not says(ahead, "等")
    if line.tokens[place - 1].kind == "open":
        return clause.said(clause.token.value, part=some)
    following = line.tokens[place + 1 : line.last(place)]
    if clause.prefixed("comma"):
        all_of_them = says(line.tokens[line.first(place) :][:1], "均", "全部", "都") and not has(following, "channel")
        of_all = has(ahead, "information") and not has(ahead, "channel") and not some
        return clause.said(clause.token.value) if all_of_them and of_all else None
    near = place == clause.number + 1 and has(following[:1], "information")
    through = says(clause.prefix[:1], "由", "通过", "经") and has(following[:1], "publish")
    ends = not following[1:] or following[1].text == "中"
    return clause.said(clause.token.value, part=through) if (near or through) and ends else None
