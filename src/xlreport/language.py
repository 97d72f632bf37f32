"""The two languages of every text for people: Chinese, the default, and English."""

import os
import re
from datetime import date
from typing import Literal

from xlreport.escapes import visible_line
from xlreport.lazy import regex
from xlreport.plain_records import dataclass

Language = Literal["zh", "en"]
_UNDECODED = regex("[\ud800-\udfff]")
_HALF = regex("[\ud800-\udc7f\udd00-\udfff]")
"""Half of a pair that no system makes of a name's bytes."""

PIECES = regex(r"(?:[（《“]*[\x21-\x7e]+\s*|\s+|[（《“]*.)[，。；：、）》”！？…!]*", re.DOTALL)
"""What a line may be broken between: words, and wide characters, each with the marks that begin no line."""


@dataclass(frozen=True, slots=True)
class Text:
    """One text in both languages; `{name}` places are filled by `filled`."""

    zh: str
    en: str

    def __getitem__(self, language: Language) -> str:
        """Give the text in a language."""
        return self.zh if language == "zh" else self.en

    def filled(self, **values: "str | Text | int") -> "Text":
        """Fill the `{name}` places in both languages; a Text fills each in its own, any other text on one line.

        A place such as `{count:cell|cells}` gives the word that agrees with the number.
        """
        if "{" not in self.zh and "}" not in self.zh and "{" not in self.en and "}" not in self.en:
            return self
        return Text(self.zh.format_map(_Chinese(values)), self.en.format_map(_English(values)))


class _Chinese(dict[str, "str | Text | int"]):
    """What fills the places of a Chinese text, each when it is asked for."""

    def __getitem__(self, name: str) -> "str | Text | int":
        """Give a text of two languages in this one, any other on one line."""
        value = super().__getitem__(name)
        return value.zh if isinstance(value, Text) else visible_line(value) if isinstance(value, str) else value


class _English(dict[str, "str | Text | int"]):
    """What fills the places of an English text."""

    def __getitem__(self, name: str) -> "_Counting":
        """Give it in this language, as a word that agrees with a number."""
        value = super().__getitem__(name)
        return _Counting(
            value.en if isinstance(value, Text) else visible_line(value) if isinstance(value, str) else value
        )


class _Counting(str):
    """What fills a place; of two words after a colon it gives the one that agrees with it."""

    __slots__ = ()

    def __format__(self, words: str) -> str:
        if "|" not in words:
            return format(str(self), words)
        one, many = words.split("|")
        return one if self == "1" else many


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


LANGUAGE = "XLREPORT_LANG"
"""The environment's variable that holds the language."""
_OPENS, _BETWEEN, _CLOSES = "\x02", "\x1f", "\x03"
"""Characters of no text, which `visible` escapes wherever a file brings them."""
_EITHER = regex(f"{_OPENS}([^{_OPENS}{_CLOSES}]*?){_BETWEEN}([^{_OPENS}{_CLOSES}]*?){_CLOSES}")

_HALF_WIDTH = regex("(?<=[\u4e00-\u9fff”）？])([:;,]) ")
_FULL_WIDTH = {":": "：", ";": "；", ",": "，"}


def either(zh: str, en: str) -> str:
    """Give a part of an error's message in both languages; `in_one` and `in_both` show it. It may stand in another."""
    return f"{_OPENS}{zh}{_BETWEEN}{en}{_CLOSES}"


def in_one(message: str, language: Language) -> str:
    """Give a message in one language, with its punctuation."""
    if language == "en":
        return _settled(message, r"\2")
    return _HALF_WIDTH.sub(lambda mark: _FULL_WIDTH[mark[1]], _settled(message, r"\1"))


def in_both(message: str) -> str:
    """Give a message in both languages, the English in brackets after the Chinese."""
    return _settled(message, r"\1 (\2)")


def text_of(message: str) -> Text:
    """Give a message as a text of a finding."""
    return Text(in_one(message, "zh"), in_one(message, "en"))


def spoken(message: str) -> str:
    """Give a message in the language that the program was asked to speak: for what is no command's to print."""
    return in_one(message, "en" if os.environ.get(LANGUAGE) == "en" else "zh")


def _settled(message: str, shown: str) -> str:
    """Settle each part, from the innermost out."""
    while (settled := _EITHER.sub(shown, message)) != message:
        message = settled
    return message


def day_in_words(day: date | None) -> str:
    """Write a day as a notice in Chinese has it, without leading zeros; nothing for none."""
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


def same(text: str) -> Text:
    """Give a text that is the same in both languages: a figure, a name, a quotation."""
    return Text(text, text)
