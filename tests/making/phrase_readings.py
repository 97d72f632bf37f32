"""What is read from a phrase, in short, as the tables of phrases write it."""

from xlreport.disclosure.sentences import Claim, Setting, claims_in, shares_in

SETTING = Setting(part="overview.on_request", year=2025, unit="虎林市自然资源局", others=("虎林市民政局",))
BOUNDS = {"exact": "", "at_least": "+", "about": "~", "above": ">", "below": "<"}


def reading(claim: Claim) -> str:
    """One claim in short."""
    number = "none" if claim.numeral is None else f"{claim.numeral.number}{BOUNDS[claim.numeral.bound]}"
    years = f"{claim.years:+d}y" if claim.years else ""
    most = "at most" if claim.at_most and claim.topics[0].endswith(".total") else ""
    return " ".join(filter(None, ("+".join(claim.topics), number, years, most, "" if claim.own else "others")))


def readings(phrase: str) -> str:
    """All that is read from a phrase."""
    shares = (f"{share.kind} {share.numeral.number}%" for share in shares_in(phrase, SETTING))
    return "; ".join([*map(reading, claims_in(phrase, SETTING)), *shares])
