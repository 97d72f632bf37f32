"""What a number in the text may be said to be, and which figures of the form each of these is the sum of."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
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


def _topic(key: str, code: str, name: tuple[str, str], *named: Reading, near: tuple[Reading, ...] = ()) -> Topic:
    return Topic(id=key, code=code, name=Text(*name), named=named, near=near)


def _one(key: str, code: str, label: str, *fields: str) -> Topic:
    """Give a topic that is one figure, called alike in both languages."""
    return _topic(key, code, (label, label), _reading(label, label, *fields))


_NEW = _reading("新收", "received", "requests.received.total")
_IN = _reading("上年结转", "carried in", "requests.carried_in.total")
_ALL = _reading("新收+上年结转", "received plus carried in", "requests.received.total", "requests.carried_in.total")
_DONE = _reading("办结", "concluded", "requests.concluded.total")
_OUT = _reading("结转下年度", "carried out", "requests.carried_out.total")
OUTCOMES: Mapping[str, tuple[str, str]] = {
    "granted": ("予以公开", "requests.granted.total"),
    "partly_granted": ("部分公开", "requests.partly_granted.total"),
    "refused": ("不予公开", "requests.refused.*.total"),
    "unavailable": ("无法提供", "requests.unavailable.*.total"),
    "not_processed": ("不予处理", "requests.not_processed.*.total"),
    "closed": ("其他处理", "requests.closed.*.total"),
}
_FIELDS = [field for _, field in OUTCOMES.values()]
_REPLIED = (
    _reading("办结减其他处理", "concluded without 其他处理", *_FIELDS[:5]),
    _reading("办结减不予处理和其他处理", "concluded without 不予处理 and 其他处理", *_FIELDS[:4]),
)
_OPENED = _reading("予以公开+部分公开", "granted plus partly granted", *_FIELDS[:2])
_LEAVES = {
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
_APPLICANTS = {
    "natural": "自然人",
    "business": "商业企业",
    "research": "科研机构",
    "public_interest": "社会公益组织",
    "legal_service": "法律服务机构",
    "other_org": "其他组织",
    "organisations": "法人或其他组织",
}
_ORGANISATIONS = tuple(_APPLICANTS)[1:-1]
_ROWS = (
    ("新收", "received", ("received",)),
    ("新收+上年结转", "received plus carried in", ("received", "carried_in")),
    ("上年结转", "carried in", ("carried_in",)),
    ("结转下年度", "carried out", ("carried_out",)),
    ("办结", "concluded", ("concluded",)),
)
RESULTS = {
    "upheld": "结果维持", "corrected": "结果纠正", "other": "其他结果", "pending": "尚未审结", "total": "总计",
    "settled": "已审结",
}  # fmt: skip
_SETTLED = ("upheld", "corrected", "other")
_DIRECT, _AFTER = "direct_suit", "suit_after_review"
_DISPUTES = {
    "review": ("行政复议", ("review",)),
    "suit": ("行政诉讼", (_DIRECT, _AFTER)),
    _DIRECT: ("未经复议直接起诉", (_DIRECT,)),
    _AFTER: ("复议后起诉", (_AFTER,)),
}
_UNCLEAR = {"dispute": ("复议诉讼", ("review", "suit")), "any_suit": ("行政诉讼", ("suit", _DIRECT, _AFTER))}
_DOCUMENTS = {"normative": "行政规范性文件", "regulations": "规章"}
_STATES = {"made": "制发", "repealed": "废止", "in_force": "现行有效"}
_DECISIONS = {"licensing": "行政许可", "penalties": "行政处罚", "coercion": "行政强制"}
_CHANNELS = {"website": "政府网站发布信息", "new_media": "政务新媒体发布信息"}


def _topics() -> Iterator[Topic]:
    with_carried = ("含上年结转的申请", "requests with those carried in")
    yield _topic("received", "S01", ("收到的申请", "requests received"), _NEW, _ALL, near=(_DONE,))
    yield _topic("received_new", "S01", ("新收的申请", "requests newly received"), _NEW, near=(_ALL, _DONE))
    yield _topic("received_all", "S01", with_carried, _ALL, near=(_NEW, _DONE))
    yield _topic("requests", "S01", ("申请", "requests"), _NEW, _ALL, _DONE)
    yield _topic("concluded", "S02", ("办结的申请", "requests concluded"), _DONE, near=(_NEW, _ALL))
    yield _topic("answered", "S02", ("答复的申请", "requests answered"), _DONE, *_REPLIED, near=(_NEW, _ALL))
    yield _topic("carried_in", "S02", ("上年结转的申请", "requests carried in"), _IN)
    yield _topic("carried_out", "S02", ("结转下年度的申请", "requests carried out"), _OUT)
    yield _topic("carried", "S02", ("结转的申请", "requests carried over"), _IN, _OUT)
    for key, (label, field) in OUTCOMES.items():
        yield replace(_one(key, "S03", label, field), near=(_OPENED,) if key == "granted" else ())
    yield from (_one(key, "S03", label, f"requests.{key}.total") for key, label in _LEAVES.items())
    yield from (_applicant(key, label) for key, label in _APPLICANTS.items())
    yield from (_dispute(key, result) for key, result in product((*_DISPUTES, *_UNCLEAR), RESULTS))
    for key, label in _DOCUMENTS.items():
        states = {state: _document(key, state) for state in _STATES}
        for state, reading in states.items():
            yield Topic(id=f"{key}.{state}", code="S08", name=reading.name, named=(reading,))
        yield _topic(f"{key}.any", "S08", (label, label), *states.values())
    yield from (_one(key, "S13", label, f"disclosure.{key}.decisions") for key, label in _DECISIONS.items())
    yield from (_one(key, "S12", label, f"overview.{key}_items") for key, label in _CHANNELS.items())
    yuan = _reading("信息处理费金额（元）", "信息处理费 in 元", "matters.fee_yuan")
    cases = _reading("信息处理费件数", "cases of 信息处理费", "matters.fee_cases")
    collected = _reading("行政事业性收费（元）", "行政事业性收费 in 元", "disclosure.fees.amount")
    collected = replace(collected, worth=10_000)
    yield _topic("fee_yuan", "S10", ("信息处理费", "信息处理费"), yuan)
    yield _topic("fee_cases", "S10", ("信息处理费", "信息处理费"), cases)
    yield _topic("fees", "S13", ("行政事业性收费", "行政事业性收费"), collected)
    yield _topic("any_fee", "S07", ("收费", "fees"), yuan, collected)


def _applicant(key: str, label: str) -> Topic:
    columns = _ORGANISATIONS if key == "organisations" else (key,)
    readings = (
        _reading(zh, en, *(f"requests.{row}.{column}" for row, column in product(rows, columns)))
        for zh, en, rows in _ROWS
    )
    return _topic(f"applicant.{key}", "S01", (f"{label}的申请", f"requests of {label}"), *readings)


def _dispute(key: str, result: str) -> Topic:
    """Give the topic of a result of reviews or suits; of several when the text does not say of which."""
    label, kinds = _UNCLEAR[key] if key in _UNCLEAR else (_DISPUTES[key][0], (key,))
    word = RESULTS[result]
    readings = [_result(kind, result) for kind in kinds]
    if key == "dispute":
        together = tuple(field for reading in readings for field in reading.fields)
        readings.append(_reading(f"行政复议和行政诉讼·{word}", f"行政复议 and 行政诉讼: {word}", *together))
    near = (_result(_DIRECT, result), _result(_AFTER, result)) if key == "suit" else ()
    return _topic(f"{key}.{result}", "S06", (f"{label}·{word}", f"{label}: {word}"), *readings, near=near)


def _result(kind: str, result: str) -> Reading:
    label, blocks = _DISPUTES[kind]
    results = _SETTLED if result == "settled" else (result,)
    fields = (f"disputes.{block}.{each}" for block, each in product(blocks, results))
    return _reading(f"{label}·{RESULTS[result]}", f"{label}: {RESULTS[result]}", *fields)


def _document(key: str, state: str) -> Reading:
    label, word = _DOCUMENTS[key], _STATES[state]
    return _reading(f"{label}·{word}", f"{label}: {word}", f"disclosure.{key}.{state}")


TOPICS: Mapping[str, Topic] = {topic.id: topic for topic in _topics()}
"""By id. The codes are those of the rule that holds such a phrase against the figures."""
