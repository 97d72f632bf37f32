"""Reading running text: which numbers it holds, and what each is said to be. Judges nothing and never guesses.

What is not clear is left unread; every reading keeps the words it rests on, as they stand in the text.
"""

from xlreport.disclosure.phrases.chinese import in_digits
from xlreport.disclosure.phrases.claims import Claim, claims_in
from xlreport.disclosure.phrases.lists import Listing, listings_in
from xlreport.disclosure.phrases.numerals import Bound, Numeral, numerals_in
from xlreport.disclosure.phrases.plain import Plain, plain
from xlreport.disclosure.phrases.sentences import Setting
from xlreport.disclosure.phrases.shares import Kind, Share, shares_in
from xlreport.disclosure.phrases.topics import TOPICS, Reading, Topic

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
