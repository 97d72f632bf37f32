"""What of a form is worth a picture or a comparison: bars, each a sum of figures. Draws nothing."""

from dataclasses import dataclass
from enum import StrEnum

MOST_SERIES = 4
"""Series that a chart may have: more cannot be told apart in print."""


class Over(StrEnum):
    """What the bars of a chart stand for."""

    FIGURES = "figures"
    """one bar a sum of figures"""
    UNITS = "units"
    """one bar a unit"""
    YEARS = "years"
    """one bar a sum of figures, for last year and for this"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar: its label, and per series of the chart the fields that are added up."""

    label: str
    sums: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A chart of a form's figures. One over units has one bar without a label, whose one field each unit has."""

    title: str
    over: Over
    series: tuple[str, ...]
    bars: tuple[Bar, ...]

    @property
    def field(self) -> str:
        """Give the field of a chart over units."""
        return self.bars[0].sums[0][0]
