"""The links of a sheet in little room: xlsxwriter's object for each, a thousand bytes, is made when it is written."""

import pickle
import zlib
from array import array
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from xlsxwriter.url import Url

_Link = tuple[int, int, str, str, str]
"""Row, column, where it leads, its own text and its tip."""
_TOGETHER, _FASTEST = 256, 1
"""Links that are packed together, and how."""


class PackedLinks:
    """Links from the first row to the last."""

    def __init__(self) -> None:
        """Begin with none."""
        self.rows = array("L")
        """those with a link"""
        self._packed: list[bytes] = []
        self._waiting: list[_Link] = []

    def add(self, row: int, column: int, target: str, text: str, tip: str) -> bool:
        """Take a link, and say so; one above another is not taken."""
        if self.rows and row < self.rows[-1]:
            return False
        if not self.rows or self.rows[-1] < row:
            self.rows.append(row)
        self._waiting.append((row, column, target, text, tip))
        if len(self._waiting) == _TOGETHER:
            self._packed.append(zlib.compress(pickle.dumps(self._waiting, pickle.HIGHEST_PROTOCOL), _FASTEST))
            self._waiting = []
        return True

    def with_others(self, others: Mapping[int, Mapping[int, Any]]) -> Mapping[int, Mapping[int, Any]]:
        """Give these and others by row and column, to be gone through once from the first row to the last."""
        return _Links(self, others) if self.rows else others

    def by_row(self) -> Iterator[tuple[int, dict[int, Any]]]:
        """Give each row with xlsxwriter's objects by column."""
        for row, links in groupby(self._each(), key=lambda link: link[0]):
            yield row, {column: _url(target, text, tip) for _, column, target, text, tip in links}

    def _each(self) -> Iterator[_Link]:
        for block in self._packed:
            yield from pickle.loads(zlib.decompress(block))  # noqa: S301  # packed above
        yield from self._waiting


def _url(target: str, text: str, tip: str) -> Any:
    url = Url(target)
    url.text = text
    url.tip = tip
    return url


class _Links(Mapping[int, Mapping[int, Any]]):
    """All links of a sheet; each row's are made when it is asked for, and only those of the last one are kept."""

    def __init__(self, packed: PackedLinks, others: Mapping[int, Mapping[int, Any]]) -> None:
        self._rows, self._others = frozenset(packed.rows), others
        self._following = packed.by_row()
        self._row, self._links = -1, dict[int, Any]()

    def __getitem__(self, row: int) -> Mapping[int, Any]:
        if row not in self._rows:
            return self._others[row]
        while self._row < row:
            self._row, links = next(self._following)
            self._links = links | dict(self._others.get(self._row, {}))
        return self._links

    def __iter__(self) -> Iterator[int]:
        return iter(self._rows | self._others.keys())

    def __len__(self) -> int:
        return len(self._rows | self._others.keys())
