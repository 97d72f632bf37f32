"""Reading running text: which numbers it holds, and what each is said to be. Judges nothing and never guesses.

What is not clear is left unread; every reading keeps the words it rests on, as they stand in the text.
"""

from xlreport.checks.phrases.chinese import in_digits
from xlreport.checks.phrases.claims import Claim, claims_in
from xlreport.checks.phrases.lists import Listing, listings_in
from xlreport.checks.phrases.numerals import Bound, Numeral, numerals_in
from xlreport.checks.phrases.plain import Plain, plain
from xlreport.checks.phrases.sentences import Setting
from xlreport.checks.phrases.shares import Kind, Share, shares_in
from xlreport.checks.phrases.topics import TOPICS, Reading, Topic

__all__ = [
    "TOPICS",
    "Bound",
    "Claim",
    "Kind",
    "Listing",
    "Numeral",
    "Plain",
    "Reading",
    "Setting",
    "Share",
    "Topic",
    "claims_in",
    "in_digits",
    "listings_in",
    "numerals_in",
    "plain",
    "shares_in",
]
