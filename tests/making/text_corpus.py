"""The corpus of narratives: invented units with their figures, and texts in which each number says what it means.

The format is told in corpus/README.md. Refuses a text whose labels are not true of its unit's figures.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

import cn2an

from filled import FORM, totalled
from xlreport.numbers import Number, whole

FOLDER = Path(__file__).parent / "corpus"
BLIND = "blind"
"""begins the names of the files that somebody wrote who had not seen the grammar"""
PARTS = {
    **{part: f"overview.{part}" for part in ("active", "on_request", "management", "platform", "supervision")},
    **{part: f"problems.{part}" for part in ("issues", "improvements")},
    "matters": "matters.text",
}
NAMED: Mapping[str, tuple[str, ...]] = {
    "received_new": ("requests.received.total",),
    "received_all": ("requests.received.total", "requests.carried_in.total"),
    "organisations": tuple(
        f"requests.received.{each}"
        for each in ("business", "research", "public_interest", "legal_service", "other_org")
    ),
    "licensing": ("disclosure.licensing.decisions",),
    "penalties": ("disclosure.penalties.decisions",),
    "coercion": ("disclosure.coercion.decisions",),
    "fees": ("disclosure.fees.amount",),
    "fee_yuan": ("matters.fee_yuan",),
    "fee_cases": ("matters.fee_cases",),
    "website": ("overview.website_items",),
    "new_media": ("overview.new_media_items",),
    "web": ("overview.website_items", "overview.new_media_items"),
    **{
        f"suit.{result}": tuple(f"disputes.{kind}.{result}" for kind in ("direct_suit", "suit_after_review"))
        for result in ("upheld", "corrected", "other", "pending", "total")
    },
}
"""Labels that are no row of the form by their own name."""
KINDS = ("part", "share", "change", "rate", "sum", "item", "foreign")
_MARK = re.compile(r"\{([^{}|]*)\|([^{}|]*)\}")
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?|[零〇一二三四五六七八九十百千万两]+")
_LOOSE = re.compile(r"[余多约近超]|以上|左右|不足")
WORTH = {"万": 10_000, "千": 1_000, "亿": 100_000_000}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One labelled place of a text: its words from `start` on, and what they mean."""

    words: str
    start: int
    label: str
    last: bool = False
    """of last year's figures"""

    @property
    def end(self) -> int:
        """Give where the words end."""
        return self.start + len(self.words)

    @property
    def topics(self) -> tuple[str, ...]:
        """Give the labels whose sum it is; none for what the form does not ask."""
        named = self.label.partition(":")[2] if self.denies else self.label
        return () if self.label in KINDS or self.fault else tuple(named.split("+"))

    @property
    def denies(self) -> bool:
        """Tell whether it says that there was none."""
        return self.label.startswith("no:")

    @property
    def fault(self) -> str:
        """Give the code of the rule that must tell these words, "" for what is right."""
        return self.label.partition(":")[2] if self.label.startswith("fault:") else ""

    @property
    def loose(self) -> bool:
        """Tell whether it is meant roughly: 300余."""
        return bool(_LOOSE.search(self.words))

    @property
    def number(self) -> Number:
        """Give the number the words hold."""
        found = _NUMBER.search(self.words)
        assert found, self
        if not found[0][0].isdigit():
            return int(cn2an.cn2an(found[0], "smart"))
        factor = WORTH.get(self.words[found.end() : found.end() + 1], 1)
        unit = WORTH["万"] if self.label == "fees" else 1
        return whole(Decimal(found[0].replace(",", "")) * factor / unit)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """An invented unit: what it is, and its figures of the year and of the year before."""

    name: str
    kind: str = "department"
    year: int = 2025
    others: tuple[str, ...] = ()
    short: str = ""
    figures: Mapping[str, Number]
    last: Mapping[str, Number] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One narrative of a unit, without its marks."""

    unit: Unit
    part: str
    text: str
    marks: tuple[Mark, ...]
    file: str
    blind: bool = field(default=False)


@cache
def corpus() -> tuple[Sample, ...]:
    """Give every narrative of every file, in order."""
    return tuple(sample for path in sorted(FOLDER.glob("*.toml")) for sample in _samples(path))


def _samples(path: Path) -> Iterator[Sample]:
    for made in tomllib.loads(path.read_text(encoding="utf-8")).get("unit", ()):
        unit = _unit(made)
        for each in made["text"]:
            text, marks = unmarked(each["text"].strip("\n"))
            blind = path.name.startswith(BLIND)
            yield Sample(unit=unit, part=PARTS[each["part"]], text=text, marks=marks, file=path.name, blind=blind)


def _unit(made: Mapping[str, object]) -> Unit:
    last = made.get("last")
    others = made.get("others", [])
    year = made.get("year", 2025)
    assert isinstance(others, list)
    assert isinstance(year, int)
    return Unit(
        name=str(made["name"]),
        kind=str(made.get("kind", "department")),
        year=year,
        others=tuple(others),
        short=str(made.get("short", "")),
        figures=figures(str(made.get("figures", ""))),
        last=None if last is None else figures(str(last)),
    )


def figures(text: str) -> dict[str, Number]:
    """Give every figure of the form, those that a text such as `received 12, granted 9` does not name 0."""
    typed: dict[str, Number] = {each.id: 0 for each in FORM.numbers if each.id not in FORM.computed}
    typed |= dict.fromkeys(("matters.fee_cases", "matters.fee_yuan"), 0)
    for pair in filter(None, (each.strip() for each in re.split(r"[,;\n]", text))):
        name, number = pair.split()
        typed[_field(name)] = whole(Decimal(number))
    return {key: value for key, value in totalled(typed).items() if isinstance(value, int | Decimal)}


def _field(name: str) -> str:
    if name in NAMED and len(NAMED[name]) == 1:
        return NAMED[name][0]
    for known in (f"requests.{name}.natural", f"requests.{name}", f"disputes.{name}", f"disclosure.{name}", name):
        if known in FORM.fields and known not in FORM.computed:
            return known
    raise KeyError(name)


def unmarked(marked: str) -> tuple[str, tuple[Mark, ...]]:
    """Give a text without its marks, and the marks with their places in it."""
    text, marks, end = "", [], 0
    for found in _MARK.finditer(marked):
        text += marked[end : found.start()]
        label = found[2].strip()
        last = label.startswith("last:")
        marks.append(Mark(words=found[1], start=len(text), label=label.removeprefix("last:"), last=last))
        text += found[1]
        end = found.end()
    return text + marked[end:], tuple(marks)


def fields_of(topic: str) -> tuple[str, ...]:
    """Give the fields whose sum a label means."""
    if topic in NAMED:
        return NAMED[topic]
    name = topic.removeprefix("applicant.")
    for pattern in (
        f"requests.{topic}.total",
        f"requests.{topic}.*.total",
        f"disputes.{topic}",
        f"disclosure.{topic}",
        f"requests.received.{name}",
    ):
        if fitting := tuple(each for each in FORM.fields if fnmatchcase(each, pattern)):
            return fitting
    raise KeyError(topic)


def meant(sample: Sample, mark: Mark) -> Number:
    """Give the figure that a mark stands for."""
    known = sample.unit.last if mark.last else sample.unit.figures
    assert known is not None, f"{sample.unit.name} has no last year"
    return whole(sum((Decimal(known[each]) for topic in mark.topics for each in fields_of(topic)), Decimal(0)))


def untrue(sample: Sample) -> Iterator[str]:
    """Give what a text's labels say against its unit's figures."""
    for mark in sample.marks:
        if not mark.topics or (mark.loose and not mark.denies):
            continue
        said = 0 if mark.denies else mark.number
        if "亿" not in mark.words and said != meant(sample, mark):
            yield f"{sample.file} {sample.unit.name}: {mark.words}|{mark.label} is {meant(sample, mark)}"
