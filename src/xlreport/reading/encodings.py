"""The encoding that a part declares, where expat cannot read it: Python decodes it, strictly and piece by piece.

Refuses what is no character set (punycode, escapes), and guesses nothing: bytes that do not fit their declaration
are an error of the part.
"""

import codecs
from collections.abc import Callable

from xlreport.lazy import regex

Decode = Callable[[bytes, bool], bytes]
"""One piece of a part, and whether it is the last, as UTF-8."""

_DECLARED = regex(rb"""<\?xml\b[^>]{0,200}?\bencoding\s*=\s*["']([A-Za-z][A-Za-z0-9._-]{0,39})["']""")
_EXPATS_OWN = frozenset({"utf-8", "utf-16", "utf-16le", "utf-16be", "iso-8859-1", "us-ascii"})
_NO_CHARACTER_SETS = frozenset({"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"})


def declared(beginning: bytes) -> str:
    """Give the encoding that a part declares when it is one that expat does not read itself; else an empty text."""
    match = _DECLARED.match(beginning)
    name = match[1].decode("ascii") if match else ""
    return "" if name.lower() in _EXPATS_OWN else name


def decoder(name: str) -> Decode:
    """Give what turns pieces in that encoding into UTF-8; raises LookupError for one that Python does not know.

    What it gives raises UnicodeError where the bytes are none of that encoding.
    """
    codec = codecs.lookup(name)
    if codec.name in _NO_CHARACTER_SETS or not codec._is_text_encoding:  # noqa: SLF001  nothing public tells
        raise LookupError(f"{name}: no character set")
    decoding = codec.incrementaldecoder("strict")

    def decode(piece: bytes, last: bool) -> bytes:  # noqa: FBT001  as the codec's own
        return decoding.decode(piece, last).encode("utf-8")

    return decode
