"""A narrative drafted from figures in the form's own sentences, each paragraph marked as a draft. Invents nothing.

A sentence whose figures are not all known is left out, and where nothing can be said a marked line asks for it.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

from xlreport.figures import Figures
from xlreport.forms import Kind
from xlreport.forms.drafts import Draft, DraftSentence, Item, Paragraph
from xlreport.numbers import WIDE, Number, shown, whole
from xlreport.plain_records import dataclass

_HUNDRED, _TWO_DIGITS = 100, Decimal("0.01")


@dataclass(frozen=True, slots=True, kw_only=True)
class Summed:
    """What a narrative is drafted from: the sums, what each unit gave, and how many units there should be."""

    figures: Figures
    given: Sequence[Mapping[str, Number]]
    """the typed figures of each unit that was added up"""
    due: int


def narrative(draft: Draft, summed: Summed) -> dict[str, str]:
    """Give a text for every narrative field, its paragraphs joined by line breaks, none of them without its mark."""
    form = summed.figures.form
    texts: dict[str, list[str]] = {field.id: [] for field in form.fields.values() if field.kind is Kind.TEXT}
    for paragraph in draft.paragraphs:
        texts[paragraph.field] += _paragraph(draft, paragraph, summed)
    return {
        field: "\n".join(lines) or draft.ask.format(what=form.fields[field].label) for field, lines in texts.items()
    }


def _paragraph(draft: Draft, paragraph: Paragraph, summed: Summed) -> Iterator[str]:
    text = "".join(_said(draft, sentence, summed) for sentence in paragraph.sentences)
    if text:
        yield draft.mark + text
    elif paragraph.ask:
        yield draft.ask.format(what=paragraph.ask)


def _said(draft: Draft, sentence: DraftSentence, summed: Summed) -> str:
    """Give one sentence, empty where a figure is not known; how many units gave none of it is told behind it."""
    figures = summed.figures
    if any(figures.open(field) for field in sentence.fields):
        return ""
    nothing = bool(sentence.fields) and not any(figures.value(field) for field in sentence.fields)
    says = sentence.says if sentence.none is None or not nothing else sentence.none
    text = says.format(
        *(shown(_value(figures, figure)) for figure in sentence.figures),
        units=len(summed.given),
        due=summed.due,
        items=_items(draft, sentence, figures),
    )
    silent = _silent(sentence, summed)
    return text + draft.partial.format(silent=silent) if text and silent else text


def _value(figures: Figures, fields: Sequence[str]) -> Number:
    return sum((figures.value(field) for field in fields), 0)


def _items(draft: Draft, sentence: DraftSentence, figures: Figures) -> str:
    base = _value(figures, sentence.of)
    told = [_item(draft, item, number, base) for item in sentence.items if (number := _value(figures, item.figure))]
    return ("；" if base else "、").join(told)


def _item(draft: Draft, item: Item, number: Number, base: Number) -> str:
    if not base:
        return draft.item.format(label=item.label, figure=shown(number))
    share = whole((Decimal(number) * _HUNDRED / Decimal(base)).quantize(_TWO_DIGITS, ROUND_HALF_UP, WIDE))
    return draft.item_with_share.format(label=item.label, figure=shown(number), share=shown(share))


def _silent(sentence: DraftSentence, summed: Summed) -> int:
    """Count the units that left one of the sentence's figures blank."""
    needed = {each for field in sentence.fields for each in summed.figures.inputs(field)}
    return sum(1 for unit in summed.given if not needed <= unit.keys())
