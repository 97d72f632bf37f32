"""What to type instead of what stands in a number cell, where its text suggests it. Never names a number itself."""

import re

from xlreport.language import Text
from xlreport.submissions import Entry

_UNIT = "件个次份项条起宗人元"
_NOTHING = re.compile(r"(无|没有|暂无|未发生|不涉及|不适用|[/\\—–\-－／＼一]+|none|n/?a)[。.]?", re.IGNORECASE)
_HINTS = (
    (re.compile(r"[^（(]*\d[^（(]*[（(].*[）)].*"), Text(
        "只填总数，其中的情况写到文字部分或“校验”表的说明栏。",
        "Type the total alone; put what it consists of into the text or the 说明 column of 校验.",
    )),
    (re.compile(r"[\d.,，]+\s*[%％]"), Text(
        "请填实际数量，不填百分比。",
        "Type the quantity itself, not a percentage.",
    )),
    (re.compile(r"\d{2,4}\s*[-/.年]\s*\d{1,2}(\s*[-/.月]\s*\d{1,2}\s*日?)?月?"), Text(
        "这里填的像是日期；请填数量，并把单元格格式改回“常规”。",
        "This looks like a date; type the quantity, and set the cell's format back to General.",
    )),
    (re.compile(rf"[约近]?[\d.,，]+\s*[多余]?\s*[十百千万亿][多余]?\s*[{_UNIT}]?"), Text(
        "请写完整数字，不用“万”“千”等字。",
        "Write the whole number out, without 万 or 千.",
    )),
    (re.compile(rf"\d+\s*[{_UNIT}]"), Text(
        "只填数字，单位不写。",
        "Type the number alone, without its unit.",
    )),
    (re.compile(r"\d+(\s*[、;；,，/|│\s]\s*\d+)+"), Text(
        "一格只填一个数；请把各个数分别填到各自的单元格。",
        "One number a cell: type each number into its own cell.",
    )),
)  # fmt: skip
_ZERO = Text("没有发生请填 0。", "If nothing happened, type 0.")
_AMOUNTS = (
    (re.compile(r"[\d.,，]+\s*万元?"), Text(
        "只填数字；表头已注明单位为万元。",
        "Type the number alone; the header already says 万元.",
    )),
    (re.compile(r"[\d.,，]+\s*元"), Text(
        "这里以万元为单位：请把元换算成万元（除以 10000），只填数字。",
        "The unit here is 万元: convert from 元 (divide by 10,000) and type the number alone.",
    )),
)  # fmt: skip
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


def hint(entry: Entry, *, amount: bool) -> Text | None:
    """Say what to type instead of an entry that is no number; None where its text suggests nothing."""
    if entry.dressed:
        return _DRESSED[entry.dressed]
    text = (entry.raw or "").translate(_FULL_WIDTH).strip()
    if _NOTHING.fullmatch(text):
        return _ZERO
    patterns = (*(_AMOUNTS if amount else ()), *_HINTS)
    return next((words for pattern, words in patterns if pattern.fullmatch(text)), None)
