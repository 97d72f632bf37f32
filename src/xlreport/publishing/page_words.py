"""How a form's published report is worded, and how others spell its labels: read strictly from `published.toml`.

Headings, labels and their order are the form's own and stand nowhere else.
"""

from collections.abc import Mapping

from xlreport.errors import FormError, reason
from xlreport.forms import Form, Kind, Table
from xlreport.keys import Keys, nearest
from xlreport.language import either
from xlreport.plain_records import dataclass
from xlreport.resources import templates_folder
from xlreport.structured import Malformed, read_toml

FILE = "published.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """The words around a form's published report, and the spellings seen in those of others."""

    title: tuple[str, ...]
    """its lines; `{unit}` and `{year}` are filled in"""
    intro: tuple[str, ...]
    marks: tuple[str, ...]
    """words in a table's head that tell this form from others"""
    single_rows: tuple[str, ...]
    """groups of rows that some print as one row"""
    signed: tuple[str, ...]
    """patterns of figures that may be negative"""
    blank_notes: tuple[str, ...]
    """notes on a page that make blank cells 0"""
    ends: tuple[str, ...]
    """beginnings of lines that stand after the report"""
    labels: Mapping[str, tuple[str, ...]]
    """by the form's label, other spellings"""
    headings: Mapping[str, tuple[str, ...]]
    """by section, other wordings of its heading"""
    parts: Mapping[str, tuple[str, ...]]
    """by narrative part, the words of its heading"""


def load_wording(form: Form) -> Wording:
    """Load the wording that ships with a form; raises FormError naming file, key and the nearest right word."""
    path = templates_folder() / form.id / FILE
    if not path.is_file():
        raise FormError(
            f"{form.id}: {either(f'此表样没有 {FILE}，不能公布或读取公布的报告', f'this form has no {FILE}')}"
        )
    try:
        table = read_toml(path)
    except (FileNotFoundError, Malformed) as error:
        raise FormError(f"{form.id}/{FILE}: {either('无法读取', 'cannot be read')}: {reason(error)}") from error
    return wording_of(Keys(table, file=f"{form.id}/{FILE}", at=""), form)


def wording_of(keys: Keys, form: Form) -> Wording:
    """Read the wording out of a table; raises FormError."""
    labels = {label for section in form.sections for label in _labels(section.blocks)}
    texts = [field.id for field in form.fields.values() if field.kind is Kind.TEXT]
    wording = Wording(
        title=keys.strings("title"),
        intro=keys.strings("intro"),
        marks=keys.strings("marks"),
        single_rows=keys.strings("single_rows"),
        signed=keys.strings("signed"),
        blank_notes=keys.strings("blank_notes"),
        ends=keys.strings("ends"),
        labels=_spellings(keys, "labels", labels),
        headings=_spellings(keys, "headings", {section.id for section in form.sections}),
        parts=_spellings(keys, "parts", set(texts)),
    )
    keys.done()
    return wording


def _labels(blocks: tuple[object, ...]) -> set[str]:
    tables = [block for block in blocks if isinstance(block, Table)]
    headers = (header for table in tables for header in (*table.columns, *table.rows))
    return {each.label for header in headers for way in header.leaves() for each in way}


def _spellings(keys: Keys, key: str, words: set[str]) -> dict[str, tuple[str, ...]]:
    """Give a table of lists; its keys must be words of the form."""
    given = keys.take(key, dict, {})
    inner = Keys(given, file=keys.file, at=key)
    for word in given:
        if word not in words:
            keys.fail(f"{word!r}: {either('表样中没有', 'not in the form')}; {nearest(word, sorted(words))}", key=key)
    return {word: inner.strings(word) for word in given}
