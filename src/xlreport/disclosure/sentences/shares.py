"""One percentage as a record: what it is of, and which percentages may be printed so."""

from decimal import Decimal
from enum import StrEnum

from xlreport.disclosure.sentences.numerals import Bound, Numeral
from xlreport.numbers import Number
from xlreport.plain_records import dataclass


class ShareKind(StrEnum):
    """What a percentage is of."""

    SHARE = "share"
    CHANGE = "change"
    DIFFERENCE = "difference"
    """a change told as a number: 同比增加 12 件"""
    RATE = "rate"
    ON_TIME = "on_time"


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """One percentage (or difference). `part` are topics, `stated` what the text gives for them, `of` the base's topics.

    A `falling` change is a decrease. `bases` are the totals that the text states before it. Without `part` the share is of
    figures that stand in the text alone.
    """

    kind: ShareKind
    numeral: Numeral
    part: tuple[str, ...] = ()
    stated: Number | None = None
    of: tuple[str, ...] = ()
    bases: tuple[Number, ...] = ()
    whole: tuple[str, ...] = ()
    """what a change behind the last part of a list may be of instead: 复议5件，其中维持3件、纠正2件，比上年增加1件"""
    some: bool = False
    """what changed was told as a part: the change is known only where that is all that the form counts"""
    then: Number | None = None
    """what the text says last year's figure was"""
    falling: bool = False
    quote: str
    at: int
    own: bool = True
    years: int = 0

    def fits(self, percent: Number) -> bool:
        """Tell whether a percentage that was worked out may be printed so, rounded or cut at its last digit."""
        numeral, digit = self.numeral, self.numeral.step or 1
        low, high = {
            Bound.EXACT: (-digit, digit),
            Bound.ABOUT: (-_ABOUT_POINTS, _ABOUT_POINTS),
            Bound.AT_LEAST: (-digit, 2 * _ABOUT_POINTS),
            Bound.ABOVE: (-digit, _ANY),
            Bound.BELOW: (-_ANY, digit),
        }[numeral.bound]
        return low < percent - numeral.number < high


_ABOUT_POINTS, _ANY = 5, Decimal("Infinity")
