"""A return being drawn: its book, its sheets, its values. Holds them together, draws nothing."""

from collections.abc import Callable, Mapping
from dataclasses import field
from typing import Any

from xlreport.cells import Area
from xlreport.drawing import Styles
from xlreport.layout import Layout
from xlreport.plain_records import dataclass
from xlreport.submissions import Identity, Value


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetFrame:
    """The area of a sheet's official tables, and the rows with which a group of them begins."""

    area: Area
    groups: frozenset[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Attached:
    """Sheets that a workbook gets besides the form's, and the figures that follow from them by live formulas."""

    sheets: tuple[str, ...]
    draw: Callable[[Any, Styles, Mapping[str, Any]], None]
    """draws them on xlsxwriter's book, with its formats, each on the sheet of its name"""
    formulas: Mapping[str, str]
    """the formula of each field that follows"""
    counted: Mapping[str, Value]
    """what those come to"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Canvas:
    """One workbook being drawn: xlsxwriter's book and sheets, and what is to be drawn on them."""

    book: Any
    sheets: Mapping[str, Any]
    styles: Styles
    layout: Layout
    identity: Identity
    values: Mapping[str, Value]
    frames: Mapping[str, SheetFrame]
    """per sheet with official tables their frame"""
    issued: frozenset[str]
    """the cover's fields that the office fills in and locks"""
    reasons: Mapping[int, str]
    """the unit's 说明 by number of the line on 校验"""
    following: Mapping[str, str] = field(default_factory=dict)
    """the formulas of inputs that follow from other sheets, by field"""
