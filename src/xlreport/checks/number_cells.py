"""Family N: does each cell hold what its field takes, and what to type instead? Never guesses what was meant."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from xlreport.checks.examined import Examined, cannot_be
from xlreport.findings import Finding, found_by
from xlreport.forms import LARGEST, LONGEST_LINE, LONGEST_PARAGRAPH, YES_NO, Advice, Field, Kind
from xlreport.language import Text
from xlreport.lazy import regex
from xlreport.numbers import is_written_as_one, shown
from xlreport.rules import rule
from xlreport.submissions import Entry, State

_UNIT = "件个次份项条起宗人元"
"""What is counted, in Chinese, behind a number: words of the language; those of one form stand in its `[[advice]]`."""
_NOTHING = regex(r"(无|没有|暂无|未发生|不涉及|不适用|[/\\—–\-－／＼一]+|none|n/?a)[。.]?", re.IGNORECASE)
_HINTS = (
    (regex(r"[^（(]*\d[^（(]*[（(].*[）)].*"), Text(
        "只填总数，其中的情况写到文字部分或“校验”表的说明栏。",
        "Type the total alone; put what it consists of into the text or the 说明 column of 校验.",
    )),
    (regex(r"[\d.,，]+\s*[%％]"), Text(
        "请填实际数量，不填百分比。",
        "Type the quantity itself, not a percentage.",
    )),
    (regex(r"\d{2,4}\s*[-/.年]\s*\d{1,2}(\s*[-/.月]\s*\d{1,2}\s*日?)?月?"), Text(
        "这里填的像是日期；请填数量，并把单元格格式改回“常规”。",
        "This looks like a date; type the quantity, and set the cell's format back to General.",
    )),
    (regex(rf"[约近]?[\d.,，]+\s*[多余]?\s*[十百千万亿][多余]?\s*[{_UNIT}]?"), Text(
        "请写完整数字，不用“万”“千”等字。",
        "Write the whole number out, without 万 or 千.",
    )),
    (regex(rf"[\d.,，]+\s*[{_UNIT}]"), Text(
        "只填数字，单位不写。",
        "Type the number alone, without its unit.",
    )),
    (regex(r"\d+(\s*[、;；,，/|│\s]\s*\d+)+"), Text(
        "一个单元格只填一个数；请把各个数分别填到各自的单元格。",
        "One number a cell: type each number into its own cell.",
    )),
)  # fmt: skip
_ZERO = Text("没有发生的填 0。", "If nothing happened, type 0.")
_DRESSED = {
    "date": Text(
        "单元格的格式是日期或时间：请改回“常规”，再填数量。",
        "The cell is formatted as a date or time: set it back to General, then type the quantity.",
    ),
    "percent": Text(
        "单元格的格式是百分比：请改回“常规”，再填实际数量。",
        "The cell is formatted as a percentage: set it back to General, then type the quantity itself.",
    ),
}
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF1A)} | {0xFF0E: "."}


def hint(entry: Entry, own: Iterable[Advice] = ()) -> Text | None:
    """Say what to type instead of an entry that is no number; None where its text suggests nothing.

    `own` is the advice of its form, which comes before that of any.
    """
    if entry.dressed:
        return _DRESSED[entry.dressed]
    text = (entry.raw or "").translate(_FULL_WIDTH).strip()
    if _NOTHING.fullmatch(text):
        return _ZERO
    patterns = (*((each.reads, each.says) for each in own if entry.field in each.fields), *_HINTS)
    return next((words for pattern, words in patterns if pattern.fullmatch(text)), None)


_SHOWN = 20


def check_numbers(seen: Examined) -> Iterator[Finding]:
    """N01, N02, N04: every number cell that is typed."""
    fields, computed = seen.layout.form.fields, seen.layout.form.computed
    for entry in seen.submission.entries.values():
        if type(entry.value) is int and 0 <= entry.value <= LARGEST and not entry.normalised:
            continue
        field = fields[entry.field]
        if not field.kind.numeric or entry.field in computed:
            continue
        if finding := _wrong(seen, entry, field):
            yield finding
        elif entry.normalised and entry.value is not None:
            yield found_by(rule("N04"), seen.where(field.id), found=entry.raw or "", expected=shown(_number(entry)))


def _number(entry: Entry) -> int | Decimal:
    return entry.value if isinstance(entry.value, int | Decimal) else 0


def _wrong(seen: Examined, entry: Entry, field: Field) -> Finding | None:
    raw = entry.raw or ""
    if problem := _problem(entry, field):
        governing = rule("N02") if field.kind is Kind.AMOUNT else rule("N01")
        expected = "0 或正整数" if field.kind is Kind.COUNT else "0 或正数"
        advice = hint(entry, seen.layout.form.advice) if entry.state is State.TEXT else None
        governing = replace(governing, advice=advice or governing.advice)
        return found_by(governing, seen.where(field.id), found=raw, expected=expected, problem=problem)
    number = _number(entry)
    if isinstance(number, Decimal) and round(number, field.decimals) != number:
        problem = Text(f"小数多于 {field.decimals} 位", f"more than {field.decimals} decimals")
        return found_by(rule("N02", "decimals"), seen.where(field.id), found=raw, problem=problem)
    return None


def _problem(entry: Entry, field: Field) -> Text | None:
    if entry.state is State.ERROR:
        return Text("是错误值，不是数字", "it is an error value, not a number")
    if entry.state is State.TEXT and not entry.dressed and is_written_as_one((entry.raw or "").strip()):
        return Text("超出单元格能存的范围", "it is beyond what a cell can hold")
    if entry.state is State.TEXT:
        return Text(*_NOT_A_NUMBER.get(entry.dressed or entry.type, ("不是数字", "it is not a number")))
    return cannot_be(entry.value, field)


_NOT_A_NUMBER = {
    "b": ("是逻辑值，不是数字", "it is TRUE or FALSE, not a number"),
    "date": ("是日期或时间，不是数字", "it is a date or time, not a number"),
    "percent": ("是百分比，不是数字", "it is a percentage, not a number"),
    "d": ("是日期或时间，不是数字", "it is a date or time, not a number"),
}


def check_formulas_in_inputs(seen: Examined) -> Iterator[Finding]:
    """N05: input cells that hold a formula."""
    annexed = seen.submission.annexed
    own = seen.layout.form.computed.keys() | (annexed.live if annexed else frozenset())
    for entry in seen.submission.entries.values():
        if entry.formula and entry.field not in own and not entry.is_picture:
            field = seen.field(entry.field)
            if entry.is_uncomputed and (field.kind.numeric or field.required):
                continue  # told as what is missing: F03, F06
            governing = rule("N05") if entry.raw else rule("N05", "nothing")
            yield found_by(governing, seen.where(entry.field), found=entry.raw or "", formula=entry.formula)


def check_other_kinds(seen: Examined) -> Iterator[Finding]:
    """N06: choices, years, dates and the length of texts."""
    fields = seen.layout.form.fields
    for entry in seen.submission.entries.values():
        field = fields[entry.field]
        if field.kind.numeric or (entry.raw is None and entry.formula is None):
            continue
        found = (entry.raw or "")[:_SHOWN]
        if entry.is_picture:
            yield found_by(rule("N06", "picture"), seen.where(field.id), found=entry.raw or "")
        elif entry.state in {State.TEXT, State.ERROR}:
            expected = _wants(field)
            yield found_by(rule("N06"), seen.where(field.id), found=found, expected=expected.zh, want=expected)
        elif limit := _exceeded(entry, field):
            yield found_by(rule("N06", "long"), seen.where(field.id), found=found, expected=str(limit))


_LONGEST = {Kind.LINE: LONGEST_LINE, Kind.TEXT: LONGEST_PARAGRAPH}


def _exceeded(entry: Entry, field: Field) -> int:
    """Give the characters that a paragraph may have where one has more; 0 where none has."""
    limit = _LONGEST.get(field.kind, 0)
    raw = entry.raw or ""
    return limit if len(raw) > limit and max(map(len, raw.split("\n"))) > limit else 0


def _wants(field: Field) -> Text:
    match field.kind:
        case Kind.CHOICE:
            options = "、".join(option.label for option in field.options)
            return Text(f"以下之一：{options}", f"one of {options}")
        case Kind.FLAG:
            return Text(f"“{YES_NO[0].label}”或“{YES_NO[1].label}”", f"{YES_NO[0].label} or {YES_NO[1].label}")
        case Kind.YEAR:
            return Text("四位数的年度", "a year of four digits")
        case Kind.DATE:
            return Text("日期，如 2026-01-15", "a date such as 2026-01-15")
        case _:
            return Text("文字", "text")
