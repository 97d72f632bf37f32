"""What a number in the text may be said to be, and which figures of the form each of these is the sum of."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product

from xlreport.language import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One way to read a phrase: a name, and the fields (`*` for any step) whose sum it is.

    `worth` is how many of the text's units one of the form's is: 10,000 元 for an amount in 万元.
    """

    name: Text
    fields: tuple[str, ...]
    worth: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """What a phrase speaks of. `named` are the readings its wording covers, `near` those it is taken for."""

    id: str
    code: str
    name: Text
    named: tuple[Reading, ...]
    near: tuple[Reading, ...] = ()

    @property
    def readings(self) -> tuple[Reading, ...]:
        """Give all admissible readings, what the wording names first."""
        return self.named + self.near


def _reading(zh: str, en: str, *fields: str) -> Reading:
    return Reading(name=Text(zh, en), fields=fields)


def _topic(identifier: str, code: str, name: Text, *named: Reading, near: tuple[Reading, ...] = ()) -> Topic:
    return Topic(id=identifier, code=code, name=name, named=named, near=near)


_NEW = _reading("新收", "received", "requests.received.total")
_IN = _reading("上年结转", "carried in", "requests.carried_in.total")
_ALL = _reading("新收+上年结转", "received plus carried in", "requests.received.total", "requests.carried_in.total")
_DONE = _reading("办结", "concluded", "requests.concluded.total")
_OUT = _reading("结转下年度", "carried out", "requests.carried_out.total")
OUTCOMES: Mapping[str, tuple[str, str, str]] = {
    "granted": ("予以公开", "granted", "requests.granted.total"),
    "partly_granted": ("部分公开", "partly granted", "requests.partly_granted.total"),
    "refused": ("不予公开", "refused", "requests.refused.*.total"),
    "unavailable": ("无法提供", "unavailable", "requests.unavailable.*.total"),
    "not_processed": ("不予处理", "not processed", "requests.not_processed.*.total"),
    "closed": ("其他处理", "closed otherwise", "requests.closed.*.total"),
}
_FIELDS = {key: field for key, (_, _, field) in OUTCOMES.items()}
_ANSWERED = tuple(_FIELDS[key] for key in ("granted", "partly_granted", "refused", "unavailable"))
_REPLIED = (
    _reading("办结减其他处理", "concluded without 其他处理", *_ANSWERED, _FIELDS["not_processed"]),
    _reading("办结减不予处理和其他处理", "concluded without 不予处理 and 其他处理", *_ANSWERED),
)
_OPENED = _reading("予以公开+部分公开", "granted plus partly granted", _FIELDS["granted"], _FIELDS["partly_granted"])
LEAVES: Mapping[str, str] = {
    "refused.state_secret": "属于国家秘密",
    "refused.law_forbids": "其他法律行政法规禁止公开",
    "refused.security_stability": "危及“三安全一稳定”",
    "refused.third_party": "保护第三方合法权益",
    "refused.internal_affairs": "属于三类内部事务信息",
    "refused.process_information": "属于四类过程性信息",
    "refused.enforcement_file": "属于行政执法案卷",
    "refused.administrative_query": "属于行政查询事项",
    "unavailable.not_held": "本机关不掌握相关政府信息",
    "unavailable.needs_creation": "没有现成信息需要另行制作",
    "unavailable.unclear_after_correction": "补正后申请内容仍不明确",
    "not_processed.petition": "信访举报投诉类申请",
    "not_processed.repeated": "重复申请",
    "not_processed.publication": "要求提供公开出版物",
    "not_processed.abusive_volume": "无正当理由大量反复申请",
    "not_processed.confirm_or_reissue": "要求确认或重新出具已获取信息",
    "closed.not_corrected_in_time": "逾期不补正",
    "closed.fee_not_paid": "逾期未缴费",
    "closed.other": "其他处理·其他",
}
ORGANISATIONS = ("business", "research", "public_interest", "legal_service", "other_org")
APPLICANTS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "natural": ("自然人", ("natural",)),
    "business": ("商业企业", ("business",)),
    "research": ("科研机构", ("research",)),
    "public_interest": ("社会公益组织", ("public_interest",)),
    "legal_service": ("法律服务机构", ("legal_service",)),
    "other_org": ("其他组织", ("other_org",)),
    "organisations": ("法人或其他组织", ORGANISATIONS),
}
RESULTS: Mapping[str, str] = {
    "upheld": "结果维持",
    "corrected": "结果纠正",
    "other": "其他结果",
    "pending": "尚未审结",
    "total": "总计",
}
_DIRECT, _AFTER = "direct_suit", "suit_after_review"
DISPUTES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "review": ("行政复议", ("review",)),
    "suit": ("行政诉讼", (_DIRECT, _AFTER)),
    _DIRECT: ("未经复议直接起诉", (_DIRECT,)),
    _AFTER: ("复议后起诉", (_AFTER,)),
}
_UNCLEAR: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "dispute": ("复议诉讼", ("review", "suit")),
    "any_suit": ("行政诉讼", ("suit", _DIRECT, _AFTER)),
}
DOCUMENTS: Mapping[str, str] = {"normative": "行政规范性文件", "regulations": "规章"}
STATES: Mapping[str, str] = {"made": "制发", "repealed": "废止", "in_force": "现行有效"}


def _requests() -> tuple[Topic, ...]:
    return (
        _topic("received", "S01", Text("收到的申请", "requests received"), _NEW, _ALL, near=(_DONE,)),
        _topic("received_new", "S01", Text("新收的申请", "requests newly received"), _NEW, near=(_ALL, _DONE)),
        _topic(
            "received_all", "S01", Text("含上年结转的申请", "requests with those carried in"), _ALL, near=(_NEW, _DONE)
        ),
        _topic("requests", "S01", Text("申请", "requests"), _NEW, _ALL, _DONE),
        _topic("concluded", "S02", Text("办结的申请", "requests concluded"), _DONE, near=(_NEW, _ALL)),
        _topic("answered", "S02", Text("答复的申请", "requests answered"), _DONE, *_REPLIED, near=(_NEW, _ALL)),
        _topic("carried_in", "S02", Text("上年结转的申请", "requests carried in"), _IN),
        _topic("carried_out", "S02", Text("结转下年度的申请", "requests carried out"), _OUT),
        _topic("carried", "S02", Text("结转的申请", "requests carried over"), _IN, _OUT),
    )


def _outcomes() -> tuple[Topic, ...]:
    groups = (
        _topic(key, "S03", Text(zh, zh), _reading(zh, zh, field), near=(_OPENED,) if key == "granted" else ())
        for key, (zh, _, field) in OUTCOMES.items()
    )
    leaves = (
        _topic(key, "S03", Text(label, label), _reading(label, label, f"requests.{key}.total"))
        for key, label in LEAVES.items()
    )
    return (*groups, *leaves)


def _applicants() -> tuple[Topic, ...]:
    return tuple(
        _topic(
            f"applicant.{key}",
            "S01",
            Text(f"{label}的申请", f"requests of {label}"),
            _reading("新收", "received", *(f"requests.received.{each}" for each in columns)),
            _reading(
                "新收+上年结转",
                "received plus carried in",
                *(f"requests.{row}.{each}" for row, each in product(("received", "carried_in"), columns)),
            ),
            _reading("上年结转", "carried in", *(f"requests.carried_in.{each}" for each in columns)),
            _reading("结转下年度", "carried out", *(f"requests.carried_out.{each}" for each in columns)),
            _reading("办结", "concluded", *(f"requests.concluded.{each}" for each in columns)),
        )
        for key, (label, columns) in APPLICANTS.items()
    )


def _disputes() -> tuple[Topic, ...]:
    return tuple(_dispute(key, result) for key, result in product((*DISPUTES, *_UNCLEAR), RESULTS))


def _dispute(key: str, result: str) -> Topic:
    """Give the topic of a result of reviews or suits; of several when the text does not say of which."""
    label, kinds = _UNCLEAR[key] if key in _UNCLEAR else (DISPUTES[key][0], (key,))
    suffix = RESULTS[result]
    readings = [_sum_of(kind, result) for kind in kinds]
    if key == "dispute":
        together = tuple(field for reading in readings for field in reading.fields)
        readings.append(_reading(f"行政复议和行政诉讼·{suffix}", f"行政复议 and 行政诉讼: {suffix}", *together))
    near = (_sum_of(_DIRECT, result), _sum_of(_AFTER, result)) if key == "suit" else ()
    name = Text(f"{label}·{suffix}", f"{label}: {suffix}")
    return _topic(f"{key}.{result}", "S06", name, *readings, near=near)


def _sum_of(kind: str, result: str) -> Reading:
    label, blocks = DISPUTES[kind]
    fields = (f"disputes.{block}.{result}" for block in blocks)
    return _reading(f"{label}·{RESULTS[result]}", f"{label}: {RESULTS[result]}", *fields)


def _documents() -> tuple[Topic, ...]:
    return tuple(
        _topic(
            f"{key}.{state}",
            "S08",
            Text(f"{label}·{word}", f"{label}: {word}"),
            _reading(f"{label}·{word}", f"{label}: {word}", f"disclosure.{key}.{state}"),
        )
        for (key, label), (state, word) in product(DOCUMENTS.items(), STATES.items())
    )


def _any_document() -> tuple[Topic, ...]:
    """Documents whose state the text does not tell: 规范性文件 N 件."""
    return tuple(
        _topic(
            f"{key}.any",
            "S08",
            Text(label, label),
            *(
                _reading(f"{label}·{word}", f"{label}: {word}", f"disclosure.{key}.{state}")
                for state, word in STATES.items()
            ),
        )
        for key, label in DOCUMENTS.items()
    )


DECISIONS: Mapping[str, str] = {"licensing": "行政许可", "penalties": "行政处罚", "coercion": "行政强制"}
CHANNELS: Mapping[str, str] = {"website": "政府网站发布信息", "new_media": "政务新媒体发布信息"}


def _beyond() -> tuple[Topic, ...]:
    """What table 2 counts of decisions, and section one of publications."""
    decisions = (
        _topic(key, "S13", Text(label, label), _reading(label, label, f"disclosure.{key}.decisions"))
        for key, label in DECISIONS.items()
    )
    channels = (
        _topic(key, "S12", Text(label, label), _reading(label, label, f"overview.{key}_items"))
        for key, label in CHANNELS.items()
    )
    return (*decisions, *channels)


def _fees() -> tuple[Topic, ...]:
    processing = Text("信息处理费", "信息处理费")
    yuan = _reading("信息处理费金额（元）", "信息处理费 in 元", "matters.fee_yuan")
    cases = _reading("信息处理费件数", "cases of 信息处理费", "matters.fee_cases")
    collected = Reading(
        name=Text("行政事业性收费（元）", "行政事业性收费 in 元"), fields=("disclosure.fees.amount",), worth=10_000
    )
    return (
        _topic("fee_yuan", "S10", processing, yuan),
        _topic("fee_cases", "S10", processing, cases),
        _topic("fees", "S13", Text("行政事业性收费", "行政事业性收费"), collected),
        _topic("any_fee", "S07", Text("收费", "fees"), yuan, collected),
    )


TOPICS: Mapping[str, Topic] = {
    topic.id: topic
    for topic in (
        *_requests(),
        *_outcomes(),
        *_applicants(),
        *_disputes(),
        *_documents(),
        *_any_document(),
        *_beyond(),
        *_fees(),
    )
}
"""By id. The codes are those of the rule that holds such a phrase against the figures."""
