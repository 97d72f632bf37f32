"""Faults made from the corpus: each labelled number changed, each denial falsified; and where each must be told."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from filled import FORM, totalled
from text_corpus import WORTH, Mark, Sample, fields_of, meant
from xlreport.numbers import Number, shown, whole

FAMILIES = {
    "share": "S04 shares",
    "change": "S05 changes",
    "rate": "S11 rates",
    "sum": "S09 lists",
    "item": "S09 lists",
}
_BY_TOPIC = (
    ("S10 信息处理费", ("fee_",)),
    ("S12 website and media", ("web", "new_media")),
    ("S13 licences, penalties, coercion, fees", ("licensing", "penalties", "coercion", "fees")),
    ("S06 disputes", ("review", "suit", "direct_suit")),
    ("S08 documents", ("normative", "regulations")),
    ("S02 concluded, carried", ("concluded", "carried")),
    ("S01 requests", ("received", "natural", "business", "organisations", "research", "legal", "public", "other_org")),
    ("S03 outcomes", ("granted", "partly", "refused", "unavailable", "not_processed", "closed")),
)
_POINTS = Decimal(3)
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?|[零〇一二三四五六七八九十百千两]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A sample that one change made wrong; what tells it stands between `start` and `end`."""

    sample: Sample
    family: str
    start: int
    end: int
    words: str


def family_of(mark: Mark) -> str:
    """Give what kind of fault a change of this place is."""
    if mark.denies:
        return "S07 denials"
    if mark.label in FAMILIES:
        return FAMILIES[mark.label]
    return next(family for family, names in _BY_TOPIC if mark.topics[0].startswith(names))


def faults_of(sample: Sample) -> Iterator[Fault]:
    """Give every fault that is made from a sample."""
    for mark in sample.marks:
        if mark.denies:
            yield from (_falsified(sample, mark, topic) for topic in mark.topics)
        elif mark.label not in {"part", "foreign"} and not mark.fault:
            yield _changed(sample, mark, _other(sample, mark))


def _falsified(sample: Sample, mark: Mark, topic: str) -> Fault:
    known = sample.unit.last if mark.last else sample.unit.figures
    assert known is not None
    typed = {key: value for key, value in known.items() if key not in FORM.computed}
    typed[_typed(fields_of(topic)[0])] = 2
    wrong = _summed(typed)
    unit = replace(sample.unit, last=wrong) if mark.last else replace(sample.unit, figures=wrong)
    return Fault(
        sample=replace(sample, unit=unit),
        family=family_of(mark),
        start=mark.start,
        end=mark.end,
        words=f"{mark.words} ({topic} = 2)",
    )


def _summed(typed: Mapping[str, Number]) -> dict[str, Number]:
    return {key: value for key, value in totalled(typed).items() if isinstance(value, int | Decimal)}


def _typed(field: str) -> str:
    """Give a typed cell that a field rests on."""
    while field in FORM.computed:
        field = FORM.computed[field].right[0].field
    return field


def _changed(sample: Sample, mark: Mark, number: Number) -> Fault:
    found = _NUMBER.search(mark.words)
    assert found, mark
    words = mark.words[: found.start()] + _written(mark, number, found.end()) + mark.words[found.end() :]
    text = sample.text[: mark.start] + words + sample.text[mark.end :]
    return Fault(
        sample=replace(sample, text=text),
        family=family_of(mark),
        start=mark.start,
        end=mark.start + len(words),
        words=f"{mark.words} → {words}",
    )


def _written(mark: Mark, number: Number, end: int) -> str:
    unit = WORTH["万"] if mark.label == "fees" else 1
    return shown(whole(Decimal(number) * unit / WORTH.get(mark.words[end : end + 1], 1)))


def _other(sample: Sample, mark: Mark) -> Number:
    """Give a wrong number for a right one, which is no other figure of the same kind either."""
    number = mark.number
    if mark.label in {"share", "rate"}:
        return whole(Decimal(number) - _POINTS if number > 1 + _POINTS else Decimal(number) + _POINTS)
    if mark.label == "change":
        worth = next((WORTH[each] for each in mark.words if each in WORTH), 1)
        return whole(Decimal(number) + _POINTS * worth)
    if mark.loose:
        return whole(Decimal(number) * 3)
    if mark.label == "sum":
        return max(0, int(number) - max(1, int(number) // 30))
    if mark.label == "item":
        return int(number) + max(1, int(number) // 30)
    step = 1 if number == int(number) else Decimal(1)
    taken = {meant(sample, replace(mark, label=each)) for each in _ALIKE if set(mark.topics) & set(_ALIKE)}
    taken |= {_of_applicant(sample, mark, rows) for rows in (_ROWS[:2], _ROWS[1:2], _ROWS[2:3], _ROWS[3:])}
    return next(whole(Decimal(number + each * step)) for each in range(1, 20) if number + each * step not in taken)


_ALIKE = ("received", "received_new", "received_all", "concluded", "carried_in", "carried_out")


_ROWS = ("received", "carried_in", "concluded", "carried_out")


def _of_applicant(sample: Sample, mark: Mark, rows: tuple[str, ...]) -> Number:
    """Give what applicants of the same kinds have in other rows."""
    known = sample.unit.figures
    columns = [each.rpartition(".")[2] for topic in mark.topics for each in fields_of(topic)]
    fields = [f"requests.{row}.{column}" for row in rows for column in columns]
    return whole(sum((Decimal(known[each]) for each in fields if each in known), Decimal(0)))
