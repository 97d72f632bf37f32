"""What one unit says by field, side by side in little room: the fields' ids stand once for all units of a merge."""

import zlib
from collections.abc import ItemsView, Iterable, Iterator, KeysView, Mapping, ValuesView
from functools import lru_cache
from typing import Any, Self, TypeVar

Held = TypeVar("Held")


class _Values(ValuesView[Held]):
    """The values of a line, asked for one after the other as they lie."""

    __slots__ = ("_held",)

    def __init__(self, line: Mapping[str, Held], held: tuple[Held, ...]) -> None:
        super().__init__(line)
        self._held = held

    def __iter__(self) -> Iterator[Held]:
        return iter(self._held)


class _Items(ItemsView[str, Held]):
    """The fields of a line with their values, likewise."""

    __slots__ = ("_held", "_line")

    def __init__(self, line: Mapping[str, Held], held: tuple[Held, ...]) -> None:
        super().__init__(line)
        self._line, self._held = line, held

    def __iter__(self) -> Iterator[tuple[str, Held]]:
        return zip(self._line, self._held, strict=True)


class FieldLine(Mapping[str, Held]):
    """A value per field; a dictionary of each unit's own would take five times the room."""

    __slots__ = ("_places", "_values")

    def __init__(self, fields: tuple[str, ...], values: Iterable[Held]) -> None:
        """Put the values of some fields in a line."""
        self._places = _places(fields)
        self._values = tuple(values)

    def __getitem__(self, field: str) -> Held:
        """Give a field's value."""
        return self._values[self._places[field]]

    def __contains__(self, field: object) -> bool:
        """Tell whether there is such a field."""
        return field in self._places

    def __iter__(self) -> Iterator[str]:
        """Give the fields."""
        return iter(self._places)

    def __len__(self) -> int:
        """Count the fields."""
        return len(self._places)

    def get(self, field: str, default: Any = None) -> Any:
        """Give a field's value, or what stands for one that is not there."""
        place = self._places.get(field)
        return default if place is None else self._values[place]

    def keys(self) -> KeysView[str]:
        """Give the fields."""
        return self._places.keys()

    def values(self) -> ValuesView[Held]:
        """Give the values in the order of their fields."""
        return _Values(self, self._values)

    def items(self) -> ItemsView[str, Held]:
        """Give each field with its value."""
        return _Items(self, self._values)

    def __eq__(self, other: object) -> bool:
        """Tell whether another says the same; of the same fields in the same order that is seen at once."""
        if isinstance(other, FieldLine) and other._places is self._places:
            return bool(self._values == other._values)
        return super().__eq__(other)

    def in_order(self, fields: tuple[str, ...]) -> tuple[Held, ...]:
        """Give the values of some fields, which are most often all in their order."""
        return self._values if self._places is _places(fields) else tuple([self[field] for field in fields])

    __hash__ = None  # type: ignore[assignment]  # as that of a dictionary

    def __repr__(self) -> str:
        """Show it as the dictionary that it stands for."""
        return repr(dict(self.items()))

    def __reduce__(self) -> tuple[Any, ...]:
        """Say how it is made again, where its names are the same object as those of others."""
        return FieldLine, (tuple(self._places), self._values)


def in_order(line: Mapping[str, Held], fields: tuple[str, ...]) -> tuple[Held, ...]:
    """Give the values of some fields, of a line or of any other mapping."""
    return line.in_order(fields) if isinstance(line, FieldLine) else tuple([line[field] for field in fields])


_SHORTEST = "gb18030"
"""The encoding in which Chinese text takes least; every sign has its own bytes in it."""
_SHORT, _FASTEST = 64, 1
"""Characters of a text that would not be shorter packed, and how well the others are."""


class PackedTexts(Mapping[str, str]):
    """A text per field, long ones packed until they are asked for: those of all units together are most of a ledger."""

    __slots__ = ("_held",)

    def __init__(self, texts: Mapping[str, str]) -> None:
        """Pack texts."""
        self._held = FieldLine(tuple(texts), map(_packed, texts.values()))

    @classmethod
    def again(cls, held: Mapping[str, str | bytes]) -> Self:
        """Give the texts that `held` gave."""
        texts = cls({})
        texts._held = FieldLine(tuple(held), held.values())
        return texts

    @property
    def held(self) -> dict[str, str | bytes]:
        """What is kept of each text, for another process to keep it likewise."""
        return dict(self._held.items())

    def __getitem__(self, field: str) -> str:
        """Give a field's text."""
        return _unpacked(self._held[field])

    def __contains__(self, field: object) -> bool:
        """Tell whether there is one."""
        return field in self._held

    def __iter__(self) -> Iterator[str]:
        """Give the fields."""
        return iter(self._held)

    def __len__(self) -> int:
        """Count them."""
        return len(self._held)

    def __repr__(self) -> str:
        """Show it as the dictionary that it stands for."""
        return repr(dict(self.items()))

    def __reduce__(self) -> tuple[Any, ...]:
        """Say how it is made again."""
        return PackedTexts, (dict(self.items()),)


def _packed(text: str) -> str | bytes:
    if len(text) <= _SHORT:
        return text
    try:
        return zlib.compress(text.encode(_SHORTEST), _FASTEST)
    except UnicodeEncodeError:  # half of a surrogate pair
        return text


def _unpacked(held: str | bytes) -> str:
    return held if isinstance(held, str) else zlib.decompress(held).decode(_SHORTEST)


@lru_cache(maxsize=64)
def _places(fields: tuple[str, ...]) -> dict[str, int]:
    return {field: place for place, field in enumerate(fields)}
