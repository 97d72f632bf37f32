"""Strict reading of a TOML table: what was never asked for is an error that names the nearest word."""

import difflib
from collections.abc import Iterable, Mapping
from typing import Any, NoReturn, TypeVar

from xlreport.errors import FormError
from xlreport.language import Text, either

T = TypeVar("T")
_MOST_LISTED = 12

_TYPE_NAMES = {
    str: ("文字", "text"),
    int: ("整数", "a whole number"),
    bool: ("true 或 false", "true or false"),
    list: ("列表", "a list"),
    dict: ("表", "a table"),
}


def nearest(word: str, words: Iterable[str]) -> str:
    """Say which known word is nearest, or list them when none is near."""
    known = list(words)
    near = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    if near:
        return either(f"是否为 {near[0]!r}？", f"did you mean {near[0]!r}?")
    if len(known) > _MOST_LISTED:
        listed = ", ".join(known[:_MOST_LISTED])
        return f"{either('可用', 'known')}: {listed}… " + either(f"共 {len(known)} 个", f"of {len(known)}")
    return f"{either('可用', 'known')}: {', '.join(known)}" if known else ""


def nearest_said(word: str, words: Mapping[str, str]) -> str:
    """Say the same of words that may be written in either language, listed in that of the message."""
    if difflib.get_close_matches(word, known := [*words, *words.values()], n=1, cutoff=0.6):
        return nearest(word, known)
    more = len(words) > _MOST_LISTED
    chinese, english = (list(dict.fromkeys(each))[:_MOST_LISTED] for each in (words.values(), words))
    return either(
        f"可用：{'、'.join(chinese)}{f'……共 {len(words)} 个' if more else ''}",
        f"known: {', '.join(english)}{f' … of {len(words)}' if more else ''}",
    )


class Keys:
    """One TOML table being read; remembers which keys were asked for."""

    def __init__(self, table: Mapping[str, Any], *, file: str, at: str) -> None:
        """Keep the table and say where it stands: the file and the key path."""
        self._table = table
        self._asked: list[str] = []
        self.file = file
        self.at = at

    def fail(self, message: str, *, key: str = "") -> NoReturn:
        """Raise a FormError that names file and key."""
        place = ".".join(part for part in (self.at, key) if part)
        raise FormError(f"{self.file}: {place}: {message}")

    @property
    def names(self) -> tuple[str, ...]:
        """Every key of the table, in the order of the file."""
        return tuple(self._table)

    def holds(self, key: str, kind: type) -> bool:
        """Tell whether the key is there with a value of that type."""
        return isinstance(self._table.get(key), kind)

    def __contains__(self, key: str) -> bool:
        """Tell whether the key is there, and count it as known."""
        self._asked.append(key)
        return key in self._table

    def take(self, key: str, kind: type[T], default: T | None = None) -> T:
        """Give a key's value of that type; without a default the key must be there."""
        self._asked.append(key)
        value = self._table.get(key, default)
        if value is None:
            self.fail(either("缺少此项", "missing"), key=key)
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            chinese, english = _TYPE_NAMES[kind]
            self.fail(either(f"应为{chinese}，却是 {value!r}", f"expected {english}, found {value!r}"), key=key)
        return value

    def text(self, key: str) -> Text:
        """Give a text in both languages."""
        inner = self.table(key)
        both = Text(inner.take("zh", str), inner.take("en", str))
        inner.done()
        return both

    def strings(self, key: str) -> tuple[str, ...]:
        """Give a list of strings, empty when the key is not there."""
        values = self.take(key, list, [])
        for value in values:
            if not isinstance(value, str):
                self.fail(either(f"应为文字，却是 {value!r}", f"expected text, found {value!r}"), key=key)
        return tuple(values)

    def one_of(self, key: str, words: Iterable[str], default: str | None = None) -> str:
        """Give a word out of a known set."""
        value = self.take(key, str, default)
        known = list(words)
        if value not in known:
            self.fail(f"{value!r} {either('不可用', 'cannot be used')}; {nearest(value, known)}", key=key)
        return value

    def words(self, key: str, words: Iterable[str]) -> tuple[str, ...]:
        """Give a list of words out of a known set, empty when the key is not there."""
        known = list(words)
        for value in self.strings(key):
            if value not in known:
                self.fail(f"{value!r} {either('不可用', 'cannot be used')}; {nearest(value, known)}", key=key)
        return self.strings(key)

    def table(self, key: str, default: dict[str, Any] | None = None) -> "Keys":
        """Give a table inside this one, ready to be read; without a default it must be there."""
        return Keys(self.take(key, dict, default), file=self.file, at=f"{self.at}.{key}".lstrip("."))

    def tables(self, key: str) -> list["Keys"]:
        """Give a list of tables, each ready to be read."""
        rows = self.take(key, list, [])
        found = []
        for number, row in enumerate(rows, 1):
            at = f"{self.at}.{key}[{number}]".lstrip(".")
            if not isinstance(row, dict):
                self.fail(either(f"应为表，却是 {row!r}", f"expected a table, found {row!r}"), key=f"{key}[{number}]")
            found.append(Keys(row, file=self.file, at=at))
        return found

    def done(self) -> None:
        """Raise a FormError if a key was never asked for."""
        for key in self._table:
            if key not in self._asked:
                self.fail(f"{either('未知的键', 'unknown key')}; {nearest(key, dict.fromkeys(self._asked))}", key=key)
