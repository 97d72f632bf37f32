"""Whose report a page is, and of which year: by its title, else by the period it names. Never by its address."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from xlreport.publishing.blocks import Line
from xlreport.publishing.spelling import plain

_TITLE = re.compile(
    r"^(?P<before>[^\d]{0,40}?)(?P<year>20\d\d)年?度?(?P<after>\D{0,40}?)(?:政府)?信息公开(?:工作)?(?:情况)?"
    r"(?:年度报告|年度工作报告|年报|工作报告|报告|年度年报)(?:\(.*\))?$"
)
_LONGEST = 120
_PERIOD = re.compile(r"(20\d\d)年?1月1日")
_NAME = re.compile(r"^[\u4e00-\u9fff·()]{3,40}$")
_NOT_A_NAME = re.compile("关于|公布|印发|报告|年报|首页|位置|栏目|公开目录|政府信息公开$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """The unit and the year, each empty where the page does not say; `years` has every year that its titles name."""

    unit: str = ""
    year: str = ""
    years: tuple[str, ...] = ()
    line: int = 0


def title_of(lines: Iterable[Line]) -> Title:
    """Read the title among the lines above the first heading."""
    above = list(lines)
    likely = [(number, line) for number, line in enumerate(above) if "公开" in line.text and len(line.text) < _LONGEST]
    found = [(number, match) for number, line in likely if (match := _TITLE.match(plain(line.text)))]
    if not found:
        period = next((match for line in above if (match := _PERIOD.search(plain(line.text)))), None)
        return Title(year=period[1] if period else "")
    units = [name for number, match in found if (name := _unit(match, above[number - 1] if number else None))]
    number, last = found[-1]
    return Title(
        unit=units[-1] if units else "",
        year=last["year"],
        years=tuple(dict.fromkeys(match["year"] for _, match in found)),
        line=above[number].number,
    )


def _unit(match: re.Match[str], line_before: Line | None) -> str:
    """Give the unit a title names, before the year or after it, else on the line above."""
    for part in (match["before"], match["after"]):
        name = re.sub(r"^(?:关于(?:印发|公布|发布)?)|的$", "", part.strip("的:："))
        if name and _NAME.match(name):
            return name
    above = plain(line_before.text) if line_before else ""
    return above if _NAME.match(above) and not _NOT_A_NAME.search(above) else ""
