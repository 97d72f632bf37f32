"""The sentences a form's narrative may be drafted with, read strictly from `draft.toml`. Puts no figure into them."""

import re
from fnmatch import fnmatchcase

from xlreport.errors import FormError, reason
from xlreport.forms.fields import Kind
from xlreport.forms.records import Form
from xlreport.keys import Keys, nearest
from xlreport.language import either
from xlreport.lazy import regex
from xlreport.plain_records import dataclass
from xlreport.resources import templates_folder
from xlreport.structured import Malformed, read_toml

Sum = tuple[str, ...]
"""The fields whose sum a figure is."""
_PLACE = regex(r"\{([^{}]*)\}")
_NAMED = ("units", "due", "items")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One line of a list: what it is called and the fields it adds up."""

    label: str
    figure: Sum


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftSentence:
    """One sentence: `{0}`, `{1}` … in `says` stand for its figures, `{units}`, `{due}`, `{items}` for what they say."""

    says: str
    figures: tuple[Sum, ...]
    none: str | None
    """what it says where every figure is 0; None: the same"""
    of: Sum
    """what the items are shares of; empty for no shares"""
    items: tuple[Item, ...]

    @property
    def fields(self) -> tuple[str, ...]:
        """Give every field it speaks of."""
        sums = (*self.figures, self.of, *(item.figure for item in self.items))
        return tuple(dict.fromkeys(field for each in sums for field in each))


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """Sentences for one narrative field; `ask` names what is asked for when none of them can be said."""

    field: str
    sentences: tuple[DraftSentence, ...]
    ask: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """All paragraphs of a form, and the words around them."""

    mark: str
    """what stands before each drafted paragraph"""
    ask: str
    partial: str
    item: str
    item_with_share: str
    paragraphs: tuple[Paragraph, ...]


def load_draft(form: Form) -> Draft:
    """Load the sentences that lie beside a form; raises FormError naming file, key and the nearest right word."""
    path = (form.folder or templates_folder() / form.id) / "draft.toml"
    if not path.is_file():
        raise FormError(
            f"{form.id}: "
            + either(
                f"此表样没有起草用的句子 {path.name}，不能据汇总起草；请用数据文件 (JSON) 填写",
                f"this form has no {path.name}, so no report can be drafted; fill it from a data file (JSON)",
            )
        )
    try:
        table = read_toml(path)
    except (FileNotFoundError, Malformed) as error:
        raise FormError(f"{form.id}/{path.name}: {either('无法读取', 'cannot be read')}: {reason(error)}") from error
    return draft_of(Keys(table, file=path.name, at=""), form)


def draft_of(keys: Keys, form: Form) -> Draft:
    """Read the sentences out of a table; raises FormError."""
    draft = Draft(
        mark=_words(keys, "mark"),
        ask=_words(keys, "ask", "what"),
        partial=_words(keys, "partial", "silent"),
        item=_words(keys, "item", "label", "figure"),
        item_with_share=_words(keys, "item_with_share", "label", "figure", "share"),
        paragraphs=tuple(_paragraph(each, form) for each in keys.tables("paragraph")),
    )
    keys.done()
    return draft


def _words(keys: Keys, key: str, *places: str) -> str:
    """Give a text in which exactly these places are left to fill."""
    text = keys.take(key, str)
    if sorted(_PLACE.findall(text)) != sorted(places) or re.search("[{}]", _PLACE.sub("", text)):
        expected = " ".join(f"{{{place}}}" for place in places) or "-"
        keys.fail(f"{either('应有且只有这些空位', 'exactly these places')}: {expected}", key=key)
    return text


def _paragraph(keys: Keys, form: Form) -> Paragraph:
    texts = [field.id for field in form.fields.values() if field.kind is Kind.TEXT]
    paragraph = Paragraph(
        field=keys.one_of("field", texts),
        ask=keys.take("ask", str, ""),
        sentences=tuple(_sentence(each, form) for each in keys.tables("sentences")),
    )
    keys.done()
    return paragraph


def _sentence(keys: Keys, form: Form) -> DraftSentence:
    figures: list[Sum] = []

    def place(found: re.Match[str]) -> str:
        if found[1] in _NAMED:
            return found[0]
        figures.append(_sum(found[1], form, keys, "says"))
        return f"{{{len(figures) - 1}}}"

    says = _PLACE.sub(place, keys.take("says", str))
    of = keys.take("of", str, "")
    sentence = DraftSentence(
        says=says,
        figures=tuple(figures),
        none=keys.take("none", str) if "none" in keys else None,
        of=_sum(of, form, keys, "of") if of else (),
        items=tuple(_item(each, form) for each in keys.tables("items")),
    )
    if ("{items}" in says) != bool(sentence.items):
        keys.fail(either("{items} 与 items 应同时有或没有", "both or neither"), key="items")
    keys.done()
    return sentence


def _item(keys: Keys, form: Form) -> Item:
    item = Item(label=keys.take("label", str), figure=_sum(keys.take("figure", str), form, keys, "figure"))
    keys.done()
    return item


def _sum(text: str, form: Form, keys: Keys, key: str) -> Sum:
    """Give the fields that a sum names, a pattern's in form order."""
    numeric = [field.id for field in form.fields.values() if field.kind.numeric and not field.last_of]
    found: list[str] = []
    for pattern in text.split(" + "):
        fields = [field for field in numeric if fnmatchcase(field, pattern)]
        if not fields:
            keys.fail(f"{pattern!r}: {either('没有此栏', 'no such field')}; {nearest(pattern, numeric)}", key=key)
        found += fields
    return tuple(found)
