"""Any valid return, published and read again, gives the same figures and text, in every shape."""

import random
from collections.abc import Mapping

import pytest

from filled import FORM, totalled
from xlreport.office.making_public.publication import published
from xlreport.publishing.from_text import text_page
from xlreport.publishing.from_web import web_page
from xlreport.publishing.imported import Imported, imported
from xlreport.publishing.page_words import load_wording
from xlreport.publishing.printed_tables import tables_of
from xlreport.submissions import Value

WORDING = load_wording(FORM)
TYPED = [field for field in FORM.numbers if field.id not in FORM.computed]
TEXTS = [field for field in FORM.fields.values() if field.kind.value == "text"]
WORDS = "全年公开信息收到申请办理复议诉讼制发文件平台建设监督保障情况，。；：“”（）《》0123456789〔〕—、%·abc <>&\u3000"
READERS = {"html": web_page, "cms": web_page, "text": text_page}
FIVE_HUNDRED, EACH = 500, 125


def test_the_count() -> None:
    """Together the batches below are five hundred returns."""
    assert FIVE_HUNDRED == 4 * EACH


@pytest.mark.parametrize("batch", range(4))
def test_random_returns_come_back(batch: int) -> None:
    """Web page, its plain variant and text in turn: every figure and every paragraph as it was, and nothing to tell."""
    dice = random.Random(batch)  # noqa: S311  # repeatable figures
    for number in range(EACH):
        values = invented(dice)
        kind = list(READERS)[number % len(READERS)]
        read = read_again(values, kind)
        assert read.numbers == {field.id: values[field.id] for field in FORM.numbers}
        assert {field.id: read.values.get(field.id) for field in TEXTS} == {
            field.id: values[field.id] for field in TEXTS
        }
        assert [each.message.zh for each in read.findings] == []


def read_again(values: Mapping[str, Value], kind: str) -> Imported:
    """Publish in one shape and read it, without a file in between."""
    (made,) = published(FORM, values, (kind,), draft=False)
    return imported(READERS[kind](made.content), [(FORM, WORDING)])


def invented(dice: random.Random) -> dict[str, Value]:
    """Give a whole return: every cell typed, each part of one to three paragraphs."""
    values: dict[str, Value] = {"cover.unit_name": "某市某局", "cover.year": dice.randint(2021, 2030)}
    for field in TYPED:
        size = dice.choice((0, 0, 0, 9, 99, 99_999))
        values[field.id] = dice.randint(0, size)
    for field in TEXTS:
        values[field.id] = "\n".join(_paragraph(dice) for _ in range(dice.randint(1, 3)))
    return balanced(values)


def balanced(values: dict[str, Value]) -> dict[str, Value]:
    """Make what came in what went out, column by column."""
    whole = totalled(values)
    for column in ("natural", "business", "research", "public_interest", "legal_service", "other_org"):
        out = sum(int(whole[f"requests.{row}.{column}"]) for row in ("concluded", "carried_out"))
        values[f"requests.carried_in.{column}"] = min(out, int(values[f"requests.carried_in.{column}"]))
        values[f"requests.received.{column}"] = out - int(values[f"requests.carried_in.{column}"])
    return totalled(values)


def _paragraph(dice: random.Random) -> str:
    said = "".join(dice.choice(WORDS) for _ in range(dice.randint(5, 80)))
    return "本单位" + " ".join(said.split()) + "等。"


def test_the_form_has_one_set_of_words() -> None:
    """No label of the form is spelt as another one's spelling, so that no row can be taken for another."""
    tables = tables_of(FORM, WORDING)
    rows = [row for block in tables.blocks for row in block.rows if row.word]
    assert len({(row.word, row.groups) for row in rows}) == len(rows)
    for row in rows:
        spelt = tables.speller.tell(row.label)
        assert spelt
        assert (spelt.word, spelt.alike) == (row.word, True)
