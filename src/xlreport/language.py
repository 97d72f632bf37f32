"""The two languages of every text for people: Chinese, the default, and English."""

import re
from dataclasses import dataclass
from typing import Literal

from xlreport.escapes import visible_line

Language = Literal["zh", "en"]
_UNDECODED = re.compile("[\ud800-\udfff]")
_HALF = re.compile("[\ud800-\udc7f\udd00-\udfff]")
"""Half of a pair that no system makes of a name's bytes."""


@dataclass(frozen=True, slots=True)
class Text:
    """One text in both languages; `{name}` places are filled by `filled`."""

    zh: str
    en: str

    def __getitem__(self, language: Language) -> str:
        """Give the text in a language."""
        return self.zh if language == "zh" else self.en

    def filled(self, **values: "str | Text | int") -> "Text":
        """Fill the `{name}` places in both languages; a Text fills each in its own, any other text on one line."""
        shown = {name: visible_line(value) if isinstance(value, str) else value for name, value in values.items()}
        return Text(
            self.zh.format_map({k: v.zh if isinstance(v, Text) else v for k, v in shown.items()}),
            self.en.format_map({k: v.en if isinstance(v, Text) else v for k, v in shown.items()}),
        )


def readable(name: str) -> str:
    """Give a file's name as a line that every output can hold and show.

    Bytes that are no UTF-8 are read as GBK, as a zip from Windows leaves them; what is none of that either stands
    as hexadecimal escapes.
    """
    if not _UNDECODED.search(name):
        return visible_line(name)
    raw = name.encode("utf-8", "surrogateescape" if not _HALF.search(name) else "replace")
    try:
        return visible_line(raw.decode("gb18030"))
    except UnicodeDecodeError:
        return visible_line(raw.decode("utf-8", "backslashreplace"))


def same(text: str) -> Text:
    """Give a text that is the same in both languages: a figure, a name, a quotation."""
    return Text(text, text)
