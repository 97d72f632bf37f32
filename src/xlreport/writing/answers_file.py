"""Answers as data, checked against the form before a cell is written: what does not fit is named, all at once."""

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from xlreport.errors import AnswersError, reason
from xlreport.forms import (
    EARLIEST,
    LARGEST,
    LATEST,
    LONGEST_CELL,
    LONGEST_LINE,
    LONGEST_PARAGRAPH,
    YES_NO,
    Field,
    Form,
    Kind,
    load_form,
)
from xlreport.keys import nearest
from xlreport.language import either
from xlreport.layout import Layout
from xlreport.lazy import regex
from xlreport.numbers import Number, exact, shown
from xlreport.plain_records import dataclass
from xlreport.structured import Malformed, read_json
from xlreport.submissions import Value

_UNPRINTABLE = regex("[\ud800-\udfff\ufffe\uffff]")
_MOST_SAID = 30
"""Characters of a text that are quoted."""
_HEAD = {"form", "unit", "year", "region", "values", "version", "printed", "found_at"}
"""What an answers file may hold; the last three are of one that was read from a published page, and not filled in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """A read answers file: the form's id and the values by field id, cover values from its head included."""

    form: str
    values: Mapping[str, Any]
    printed: Mapping[str, Number] = field(default_factory=dict)
    """of a published report: every figure as printed, totals too"""


def read_answers(path: Path, form: Form | None = None) -> Answers:
    """Read an answers file (JSON) of a form, else of the usual one; raises AnswersError when it is none."""
    try:
        table = read_json(path)
    except (FileNotFoundError, Malformed) as error:
        raise AnswersError(f"{path.name}: {either('不是可读的 JSON', 'not readable JSON')}: {reason(error)}") from error
    if not isinstance(table, dict) or not isinstance(table.get("values"), dict):
        raise AnswersError(f"{path.name}: " + either('应有 "values" 一项', 'a table "values" is expected'))
    for key in table:
        if key not in _HEAD:
            raise AnswersError(
                f"{path.name}: {key}: {either('未知的键', 'unknown key')}; {nearest(key, sorted(_HEAD))}"
            )
    unit = table.get("unit") or {}
    if not isinstance(unit, dict):
        raise AnswersError(f"{path.name}: unit: " + either('应为 {"code", "name"}', "a table is expected"))
    roles = (form or load_form()).roles
    head = {roles.field(f"unit_{key}"): unit[key] for key in ("code", "name", "kind") if key in unit}
    head |= {roles.field(key): table[key] for key in ("year", "region") if key in table}
    for name, value in head.items():
        if table["values"].get(name, value) != value:
            message = f"{path.name}: {name}: 文件头为 {value!r}，values 中为 {table['values'][name]!r}"
            raise AnswersError(f"{message} (head and values differ)")
    return Answers(
        form=table.get("form", ""), values={**head, **table["values"]}, printed=_printed(table.get("printed"))
    )


def _printed(table: Any) -> dict[str, Number]:
    """Give the figures of a published report; what is none is left out."""
    figures = table.items() if isinstance(table, dict) else ()
    numbers = {name: exact(str(figure)) for name, figure in figures if isinstance(figure, int | str)}
    return {name: number for name, number in numbers.items() if number is not None}


def values_for(form: Form, answers: Mapping[str, Any]) -> dict[str, Value]:
    """Give the answers as the form's own values; raises AnswersError naming every field that does not fit."""
    wrong: list[str] = []
    values: dict[str, Value] = {}
    for identifier, answer in answers.items():
        try:
            if (value := _value(form, identifier, answer)) is not None:
                values[identifier] = value
        except ValueError as error:
            label = form.fields[identifier].label if identifier in form.fields else ""
            wrong.append(f"{identifier}{f'（{label}）' if label else ''}: {error}")
    if wrong:
        raise AnswersError("\n".join(wrong))
    return values


def _value(form: Form, identifier: str, answer: Any) -> Value | None:
    field = form.fields.get(identifier)
    if field is None:
        raise ValueError(f"{either('没有此栏', 'unknown field')}; {nearest(identifier, form.fields)}")
    if identifier in form.computed:
        raise ValueError(either("由公式计算，不能填写", "computed, cannot be filled"))
    if field.last_of:
        raise ValueError(either("上年数字由主管部门填写，不能填写", "last year's figure, filled in by the office"))
    if answer is None or answer == "":
        return None
    if isinstance(answer, str) and not answer.isascii() and _UNPRINTABLE.search(answer):
        raise ValueError(either("含有不能写入的字符", "a character no file can hold"))
    return _READERS[field.kind](field, answer)


def _count(_field: Field, answer: Any) -> Value:
    number = exact(answer) if isinstance(answer, str) else answer
    if isinstance(number, bool) or not isinstance(number, int) or not 0 <= number <= LARGEST:
        raise ValueError(
            either(f"应为 0 或正整数，却是 {answer!r}", f"expected a whole number from 0, found {answer!r}")
        )
    return number


def _amount(field: Field, answer: Any) -> Value:
    number = exact(answer) if isinstance(answer, str) else answer
    if isinstance(number, bool) or not isinstance(number, int | Decimal) or not 0 <= number <= LARGEST:
        raise ValueError(either(f"应为 0 或正数，却是 {answer!r}", f"expected a number from 0, found {answer!r}"))
    if round(Decimal(number), field.decimals) != number:
        raise ValueError(
            either(
                f"最多 {field.decimals} 位小数，却是 {answer!r}",
                f"expected at most {field.decimals} decimals, found {answer!r}",
            )
        )
    return number


def _year(_field: Field, answer: Any) -> Value:
    number = exact(answer) if isinstance(answer, str) else answer
    if isinstance(number, bool) or not isinstance(number, int) or not 2000 <= number <= 2100:  # noqa: PLR2004
        raise ValueError(either(f"应为四位数的年度，却是 {answer!r}", f"expected a year, found {answer!r}"))
    return number


def _line(_field: Field, answer: Any) -> Value:
    if not isinstance(answer, str) or "\n" in answer or len(answer) > LONGEST_LINE:
        raise ValueError(
            either(
                f"应为一行文字，最多 {LONGEST_LINE} 字，却是 {answer!r}",
                f"expected one line of at most {LONGEST_LINE} characters, found {answer!r}",
            )
        )
    return answer


def _text(field: Field, answer: Any) -> Value:
    if not isinstance(answer, str):
        raise ValueError(either(f"应为文字，却是 {answer!r}", f"expected text, found {answer!r}"))  # noqa: TRY004  # every misfit is told alike
    paragraphs = [line for line in answer.replace("\r\n", "\n").split("\n") if line.strip()]
    if max(map(len, field.cells_of("\n".join(paragraphs))), default=0) > LONGEST_CELL:
        raise ValueError(either("文字过长，写不进单元格", "too long for the cells"))
    if (longest := max(map(len, paragraphs), default=0)) > LONGEST_PARAGRAPH:
        raise ValueError(
            either(
                f"每段最多 {LONGEST_PARAGRAPH} 字，却有 {longest} 字",
                f"expected at most {LONGEST_PARAGRAPH} characters a paragraph, found {longest}",
            )
        )
    return "\n".join(paragraphs)


def _date(_field: Field, answer: Any) -> Value:
    try:
        day = date.fromisoformat(answer)
    except (TypeError, ValueError):
        day = date.min
    if not EARLIEST <= day <= LATEST:
        raise ValueError(either(f"应为日期，如 2026-01-15，却是 {answer!r}", f"expected an ISO date, found {answer!r}"))
    return day.isoformat()


def _choice(field: Field, answer: Any) -> Value:
    ids = [option.id for option in field.options]
    if answer not in ids:
        raise ValueError(f"{answer!r} {either('不可用', 'cannot be used')}; {nearest(str(answer), ids)}")
    return str(answer)


def _flag(_field: Field, answer: Any) -> Value:
    if not isinstance(answer, bool):
        raise ValueError(either(f"应为 true 或 false，却是 {answer!r}", f"expected true or false, found {answer!r}"))  # noqa: TRY004  # every misfit is told alike
    return answer


_READERS = {
    Kind.COUNT: _count,
    Kind.AMOUNT: _amount,
    Kind.YEAR: _year,
    Kind.LINE: _line,
    Kind.TEXT: _text,
    Kind.DATE: _date,
    Kind.CHOICE: _choice,
    Kind.FLAG: _flag,
}


def poured(layout: Layout, present: Mapping[str, Value], answers: Mapping[str, Value]) -> dict[str, Value]:
    """Join answers to what a workbook already holds; raises AnswersError where they would change a value."""
    clashes = [field for field, value in answers.items() if present.get(field, value) != value]
    if clashes:
        told = either(
            "表中已填“{present}”，要导入的是“{answer}”", "the workbook holds “{present}” already, not “{answer}”"
        )
        raise AnswersError("\n".join(clash(layout, field, told, present[field], answers[field]) for field in clashes))
    return {**present, **answers}


def clash(layout: Layout, identifier: str, told: str, present: Value, answer: Value) -> str:
    """Say where two values of a field do not agree: its cell, its printed label, both values in the words of `told`."""
    field, place = layout.form.fields[identifier], layout.places[identifier]
    values = {"present": _said(field, present), "answer": _said(field, answer)}
    return f"{place.sheet}!{place.area} “{field.label}”: {told.format(**values)}"


def _said(field: Field, value: Value) -> str:
    """Give a value as the workbook shows it; of a long text its beginning."""
    if isinstance(value, bool):
        return YES_NO[0 if value else 1].label
    if not isinstance(value, str):
        return shown(value)
    text = next((option.label for option in field.options if option.id == value), value)
    return text if len(text) <= _MOST_SAID else f"{text[:_MOST_SAID]}……"
