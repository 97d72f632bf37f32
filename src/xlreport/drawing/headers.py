"""Texts at the head of a printed page and in a file's properties: each as it is, as far as there is room."""

from xlreport.lazy import regex

_FONT = '&"宋体,Regular"&9'
_ROOM = 40
"""Characters of one part; Excel takes 255 for all three, each `&` counting twice and an emoji too."""
_LONGEST_PROPERTY = 255
"""Characters of a property, of which an emoji is two."""
_UNPRINTABLE = regex(r"[\x00-\x1f\ufffe\uffff]+")


def printed(text: str, after: str = "") -> str:
    """Give a text as a page's header takes it, cut where it is too long; `after` stays whole."""
    plain = _UNPRINTABLE.sub(" ", text)
    brief = plain if len(plain) <= _ROOM else f"{plain[:_ROOM]}…"
    said = f"{brief}{after}".strip("　 ").replace("&", "&&")
    # A figure right behind the size would be taken for a part of it.
    return f"{_FONT}{' ' if said[:1].isdigit() else ''}{said}"


def property_text(text: str) -> str:
    """Give a text as a file's properties take it; the hidden sheet has it whole."""
    return text.encode("utf-16-le")[: 2 * _LONGEST_PROPERTY].decode("utf-16-le", "ignore")
