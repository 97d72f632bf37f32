"""The returns that benchmarks read: the Hulin sample's figures, each with texts of its own of real length."""

import itertools
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from xlreport import Identity, Layout, identity_of, write_workbook
from xlreport.forms import Kind
from xlreport.resources import samples_folder
from xlreport.writing import read_answers, values_for

CORPUS = Path(__file__).resolve().parents[1] / "tests" / "making" / "corpus"
_MARK = re.compile(r"\{([^{}|]*)\|[^{}|]*\}")
"""A number of the corpus with its label."""
CHARACTERS = 1_000
"""Of the text of one section: what the form's instruction allows for the first."""


def identity(layout: Layout, code: str) -> Identity:
    """The identity of one of the returns."""
    unit = {"unit_code": code, "unit_name": f"{code} 单位", "unit_kind": "department"}
    return identity_of(layout, **unit, region="虎林市", year="2025")


def returns(layout: Layout, folder: Path, count: int) -> Iterator[Path]:
    """Write filled returns, no two with the same texts."""
    answers = dict(read_answers(samples_folder() / "hulin-2025" / "answers.json").values)
    known = tuple(sentences())
    for number in range(1, count + 1):
        code = f"230381-{number:05}"
        texts = _texts(layout, itertools.cycle(known[number * 7 % len(known) :] + known))
        own = {**answers, **texts, "cover.unit_code": code, "cover.unit_name": f"{code} 单位"}
        path = folder / f"{code}.xlsx"
        path.write_bytes(write_workbook(layout, identity(layout, code), values_for(layout.form, own)))
        yield path


def sentences() -> Iterator[str]:
    """The sentences of the corpus, their numbers without labels."""
    for path in sorted(CORPUS.glob("*.toml")):
        for unit in tomllib.loads(path.read_text(encoding="utf-8")).get("unit", ()):
            for each in unit["text"]:
                yield "".join(line.strip() for line in _MARK.sub(r"\1", each["text"]).split("\n"))


def _texts(layout: Layout, sentences: Iterator[str]) -> dict[str, str]:
    texts: dict[str, str] = {}
    for section in layout.form.sections:
        own = [field.id for field in section.texts if field.kind is Kind.TEXT]
        for field in own:
            text = ""
            while len(text) < CHARACTERS / len(own):
                text += next(sentences)
            texts[field] = text[: CHARACTERS // len(own)]
    return texts
