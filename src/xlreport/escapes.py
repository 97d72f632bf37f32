r"""Text from files made fit to be shown: what has no shape, or turns a line around, is escaped, such as `\u202e`."""

import re

from xlreport.lazy import regex

_UNSEEN = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\ufffe\uffff\U000e0000-\U000e007f"
)
_IN_A_TEXT, _IN_A_LINE = regex(f"[{_UNSEEN}]"), regex(f"[{_UNSEEN}\t\n]")


def visible(text: str) -> str:
    """Give a text with every control character, direction mark and lone surrogate escaped; lines and tabs stay."""
    return text if text.isprintable() else _IN_A_TEXT.sub(_escape, text)


def visible_line(text: str) -> str:
    """Give a text that has to stay on one line, such as a file's name: line feeds and tabs are escaped too."""
    return text if text.isprintable() else _IN_A_LINE.sub(_escape, text)


def _escape(match: re.Match[str]) -> str:
    return match[0].encode("unicode_escape").decode("ascii")


def visible_value(value: object) -> object:
    """Give what a template prints: a plain text as `visible`, anything else as it is."""
    return visible(value) if type(value) is str else value
