"""Family N, doubts about what a cell holds: an implausible day, a number that shows as another, unseen characters.

Changes no value: what was read stands, and the unit is asked to look.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from xlreport.checks.examined import Examined
from xlreport.checks.rules import OWN, rule
from xlreport.findings import Finding, Severity, found_by
from xlreport.forms import Kind
from xlreport.language import Text, same
from xlreport.submissions import Entry, is_plausible

N07 = rule(
    "N07",
    Severity.WARNING,
    "D",
    OWN,
    title=("日期不合情理", "an implausible date"),
    meaning=(
        "报告中的日期应在报告年度至次年之间。在日期格里只填年份时，程序会把它当作天数，变成一百多年前的日子。",
        "A return's dates lie within the report year and the year after it. A bare year typed into a date cell becomes a "
        "day more than a hundred years ago.",
    ),
    message=(
        "“{label}”是 {day}，不在报告年度 {year} 年至次年之间。",
        "“{label}” is {day}, which is not within the report year {year} or the year after it.",
    ),
    advice=("请核对，把年月日写全，如 {example}。", "Check it and write year, month and day, such as {example}."),
    why=("是否逾期按报送日期判断；日期不对，就判断不了。", "Whether a return is late is told by its date."),
)
N08 = rule(
    "N08",
    Severity.WARNING,
    "D",
    OWN,
    title=("显示的数与单元格里的数不同", "a cell shows another number than it holds"),
    meaning=(
        "数字格式能让单元格显示另一个数，或什么也不显示；汇总取的是单元格里的数。",
        "A number format can make a cell show another number, or nothing; what is merged is the number it holds.",
    ),
    message=(
        "“{label}”里的数是 {found}，显示的却是“{shows}”。",
        "“{label}” holds {found} but shows “{shows}”.",
    ),
    advice=(
        "请把单元格格式改回“常规”，核对这个数。",
        "Set the cell's format back to General and check the number.",
    ),
    why=(
        "审核的人看到的是一个数，汇总的是另一个数。",
        "Who checks the return sees one number, and another one is merged.",
    ),
)
N08_NOTHING = replace(
    N08,
    message=Text("“{label}”里的数是 {found}，却什么也看不见。", "“{label}” holds {found}, and nothing of it is seen."),
)
N09 = rule(
    "N09",
    Severity.NOTE,
    "D",
    OWN,
    title=("文字中有看不见的字符", "characters that nobody sees"),
    meaning=(
        "从网页或别的程序粘贴来的文字，有时夹带控制字符、改变书写方向的字符或零宽字符。原文照样保留。",
        "Text pasted from pages and other programs may bring control characters, direction marks or characters of no "
        "width. It is kept as it stands.",
    ),
    message=("“{label}”中有看不见的字符：{named}。", "“{label}” has characters that nobody sees: {named}."),
    advice=("请删去后重新输入这几个字。", "Delete them and type the words anew."),
    why=(
        "看起来相同的名称会对不上，文字的次序也可能显示错。",
        "Names that look alike do not match, and words may show in another order.",
    ),
)
RULES = (N07, N08, N09)
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]"
)


def check_days(seen: Examined) -> Iterator[Finding]:
    """N07: every day that is outside the report year and the year after it."""
    year = seen.year
    for entry in _of_kind(seen, Kind.DATE):
        day = entry.value
        if year and isinstance(day, str) and not is_plausible(day, year):
            where = seen.where(entry.field)
            yield found_by(N07, where, found=entry.raw or "", day=day, year=str(year), example=f"{year + 1}-01-15")


def check_appearance(seen: Examined) -> Iterator[Finding]:
    """N08: every number, typed or total, that its format shows as another one or hides."""
    for entry in seen.submission.entries.values():
        if entry.shows is not None:
            governing = N08 if entry.shows else N08_NOTHING
            yield found_by(governing, seen.where(entry.field), found=entry.raw or "", shows=entry.shows)


def check_unseen(seen: Examined) -> Iterator[Finding]:
    """N09: texts with control characters, direction marks or characters of no width."""
    for entry in (*_of_kind(seen, Kind.LINE), *_of_kind(seen, Kind.TEXT)):
        marks = dict.fromkeys(_UNSEEN.findall(entry.raw or ""))
        if marks:
            named = same(" ".join(f"U+{ord(mark):04X}" for mark in marks))
            yield found_by(N09, seen.where(entry.field), found=entry.raw or "", named=named)


def _of_kind(seen: Examined, kind: Kind) -> Iterator[Entry]:
    return (each for each in seen.submission.entries.values() if seen.field(each.field).kind is kind)
