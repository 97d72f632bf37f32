"""What a number in the text may be said to be, and which figures of the form each of these is the sum of."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from itertools import product

from xlreport.disclosure.sentences.lexicon import names_of
from xlreport.forms import load_form
from xlreport.language import Text
from xlreport.plain_records import dataclass


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
_ALL = _reading("新收加上年结转", "received plus carried in", "requests.received.total", "requests.carried_in.total")
_DONE = _reading("办结", "concluded", "requests.concluded.total")
_OUT = _reading("结转下年度", "carried out", "requests.carried_out.total")
OUTCOMES = ("granted", "partly_granted", "refused", "unavailable", "not_processed", "closed")
_ORGANISATIONS = ("business", "research", "public_interest", "legal_service", "other_org")
_GROUPS = tuple(f"{outcome}." for outcome in OUTCOMES)
_ROWS = (_NEW, _ALL, _IN, _OUT, _DONE)
RESULTS = ("upheld", "corrected", "other", "pending", "settled", "total")
_SETTLED = ("upheld", "corrected", "other")
_DIRECT, _AFTER = "direct_suit", "suit_after_review"
_BLOCKS = {"review": ("review",), "suit": (_DIRECT, _AFTER), _DIRECT: (_DIRECT,), _AFTER: (_AFTER,)}
_UNCLEAR = {"dispute": ("复议诉讼", ("review", "suit")), "any_suit": ("行政诉讼", ("suit", _DIRECT, _AFTER))}
_DOCUMENTS, _STATES = ("normative", "regulations"), ("made", "repealed", "in_force")
_DECISIONS = ("licensing", "penalties", "coercion")
_CHANNELS = {"website": "政府网站发布信息", "new_media": "政务新媒体发布信息"}
_OWN_NAMES = {"organisations": "法人或其他组织", "suit": "行政诉讼", "review.settled": "已审结", "review.total": "总计"}
"""what has no line of its own in the form"""


@lru_cache(maxsize=1)
def _names() -> Mapping[str, str]:
    """Give what the form calls each of its rows and columns, and this module what it adds up."""
    return {**names_of(load_form()), **_OWN_NAMES}


def _outcome_fields() -> list[str]:
    """Give the fields of each outcome: its row's total, or those of its items."""
    grouped = {key.partition(".")[0] for key in _names() if "." in key}
    return [f"requests.{key}{'.*' if key in grouped else ''}.total" for key in OUTCOMES]


def _topics() -> Iterator[Topic]:
    with_carried = ("含上年结转的申请", "requests with those carried in")
    yield _topic("received", "S01", ("收到的申请", "requests received"), _NEW, _ALL, near=(_DONE,))
    yield _topic("received_new", "S01", ("新收的申请", "requests newly received"), _NEW, near=(_ALL, _DONE))
    yield _topic("received_all", "S01", with_carried, _ALL, near=(_NEW, _DONE))
    yield _topic("requests", "S01", ("申请", "requests"), _NEW, _ALL, _DONE)
    yield _topic("concluded", "S02", ("办结的申请", "requests concluded"), _DONE, near=(_NEW, _ALL))
    yield _topic("carried_in", "S02", ("上年结转的申请", "requests carried in"), _IN)
    yield _topic("carried_out", "S02", ("结转下年度的申请", "requests carried out"), _OUT)
    yield _topic("carried", "S02", ("结转的申请", "requests carried over"), _IN, _OUT)
    names, fields = _names(), _outcome_fields()
    replied = (
        _reading("办结减其他处理", "concluded without 其他处理", *fields[:5]),
        _reading("办结减不予处理和其他处理", "concluded without 不予处理 and 其他处理", *fields[:4]),
    )
    yield _topic("answered", "S02", ("答复的申请", "requests answered"), _DONE, *replied, near=(_NEW, _ALL))
    opened = _reading("予以公开加部分公开", "granted plus partly granted", *fields[:2])
    for key, field in zip(OUTCOMES, fields, strict=True):
        yield replace(_one(key, "S03", names[key], field), near=(opened,) if key == "granted" else ())
    yield from (_one(key, "S03", names[key], f"requests.{key}.total") for key in names if key.startswith(_GROUPS))
    yield from (_applicant(key, names[key]) for key in ("natural", *_ORGANISATIONS, "organisations"))
    yield from (_dispute(key, result) for key, result in product((*_BLOCKS, *_UNCLEAR), RESULTS))
    for key in _DOCUMENTS:
        states = {state: _document(key, state) for state in _STATES}
        for state, reading in states.items():
            yield Topic(id=f"{key}.{state}", code="S08", name=reading.name, named=(reading,))
        yield _topic(f"{key}.any", "S08", (names[key], names[key]), *states.values())
    yield from (_one(key, "S13", names[key], f"disclosure.{key}.decisions") for key in _DECISIONS)
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
    told = ((each, product(each.fields, columns)) for each in _ROWS)
    readings = (replace(row, fields=tuple(each.replace("total", column) for each, column in of)) for row, of in told)
    return _topic(f"applicant.{key}", "S01", (f"{label}的申请", f"requests of {label}"), *readings)


def _dispute(key: str, result: str) -> Topic:
    """Give the topic of a result of reviews or suits; of several when the text does not say of which."""
    label, kinds = _UNCLEAR[key] if key in _UNCLEAR else (_names()[key], (key,))
    word = _names()[f"review.{result}"]
    readings = [_result(kind, result) for kind in kinds]
    if key == "dispute":
        together = tuple(field for reading in readings for field in reading.fields)
        readings.append(_reading(f"行政复议和行政诉讼·{word}", f"行政复议 and 行政诉讼: {word}", *together))
    near = (_result(_DIRECT, result), _result(_AFTER, result)) if key == "suit" else ()
    return _topic(f"{key}.{result}", "S06", (f"{label}·{word}", f"{label}: {word}"), *readings, near=near)


def _result(kind: str, result: str) -> Reading:
    label, word = _names()[kind], _names()[f"review.{result}"]
    results = _SETTLED if result == "settled" else (result,)
    fields = (f"disputes.{block}.{each}" for block, each in product(_BLOCKS[kind], results))
    return _reading(f"{label}·{word}", f"{label}: {word}", *fields)


def _document(key: str, state: str) -> Reading:
    label, word = _names()[key], re.sub("本年|件数", "", _names()[state])
    return _reading(f"{label}·{word}", f"{label}: {word}", f"disclosure.{key}.{state}")


@lru_cache(maxsize=1)
def known_topics() -> Mapping[str, Topic]:
    """Give all topics by id. The codes are those of the rule that holds such a phrase against the figures."""
    return {topic.id: topic for topic in _topics()}
