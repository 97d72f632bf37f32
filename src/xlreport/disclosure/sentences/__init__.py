"""Reading running text: which numbers it holds, and what each is said to be. Judges nothing and never guesses.

What is not clear is left unread; every reading keeps the words it rests on, as they stand in the text.
"""

from functools import lru_cache

from xlreport.disclosure.sentences.accounts import Account, accounts_of, unread_behind
from xlreport.disclosure.sentences.chinese import in_digits
from xlreport.disclosure.sentences.claims import accounts_apart, claims_of
from xlreport.disclosure.sentences.clauses import Claim
from xlreport.disclosure.sentences.lines import Line, Setting, lines_in
from xlreport.disclosure.sentences.lists import Listing, listings_of
from xlreport.disclosure.sentences.numerals import Bound, Numeral, numerals_in
from xlreport.disclosure.sentences.percentages import shares_of
from xlreport.disclosure.sentences.plain import Plain, plain
from xlreport.disclosure.sentences.scopes import governs
from xlreport.disclosure.sentences.shares import Share, ShareKind
from xlreport.disclosure.sentences.topics import Reading, Topic, known_topics
from xlreport.findings import Fate

__all__ = ["Account", "Bound", "Claim", "Fate", "Line", "Listing", "Numeral", "Plain", "Reading", "Setting"]
__all__ += ["Share", "ShareKind", "Topic", "accounts_in", "claims_in", "governs", "in_digits"]
__all__ += ["known_topics", "lines", "listings_in", "numerals_in", "plain", "shares_in"]


_TEXTS_KEPT = 16
"""A return has eight parts, and several rules read each."""
lines = lru_cache(maxsize=_TEXTS_KEPT)(lines_in)
"""Give the sentences of a text; several rules read the same one."""


@lru_cache(maxsize=_TEXTS_KEPT)
def claims_in(source: str, setting: Setting) -> tuple[Claim, ...]:
    """Read a text into claims, in order."""
    return accounts_apart([claim for line in lines(source, setting) for claim in claims_of(line)])


def shares_in(source: str, setting: Setting) -> tuple[Share, ...]:
    """Read the percentages of a text, in order."""
    return tuple([share for line in lines(source, setting) for share in shares_of(line)])


def listings_in(source: str, setting: Setting) -> tuple[Listing, ...]:
    """Read the lists of a text, in order."""
    return tuple([listing for line in lines(source, setting) for listing in listings_of(line)])


def accounts_in(source: str, setting: Setting) -> tuple[Account, ...]:
    """Account for every number of a text, in order."""
    read = lines(source, setting)
    last = read[-1].end if read else 0
    return (*(each for line in read for each in accounts_of(line)), *unread_behind(plain(source), last))
