"""Records behave as the standard library's dataclasses do, whatever was asked of them first."""

import copy
import dataclasses
import inspect
import pickle
from dataclasses import field, fields, replace
from typing import Any

import pytest

from xlreport.plain_records import dataclass


def pair(make: Any) -> tuple[Any, Any]:
    """The same record made by the house, fresh, and by the standard library."""
    return make(dataclass), make(dataclasses.dataclass)


def point(decorate: Any) -> Any:
    """A frozen record with each kind of default."""

    @decorate(frozen=True, slots=True, kw_only=True)
    class Point:
        """A place."""

        x: int
        y: int = 2
        notes: list[str] = field(default_factory=list, compare=False)
        hidden: int = field(default=7, repr=False)
        worked_out: int = field(init=False, default=0)

        def __post_init__(self) -> None:
            object.__setattr__(self, "worked_out", self.x + self.y)

        @property
        def both(self) -> int:
            return self.x * self.y

    return Point


def counter(decorate: Any) -> Any:
    """An open record with places."""

    @decorate(slots=True)
    class Counter:
        """Counts."""

        name: str
        count: int = 0
        seen: list[int] = field(default_factory=list, kw_only=True)

    return Counter


ASKED = {
    "repr": lambda kind: repr(kind(x=1)).replace("point.<locals>.", ""),
    "equal": lambda kind: (kind(x=1) == kind(x=1, notes=["a"]), kind(x=1) == kind(x=2), kind(x=1) == 1),
    "hash": lambda kind: hash(kind(x=1)) == hash(kind(x=1, notes=["a"])),
    "fields": lambda kind: [(each.name, each.type, each.init, each.compare, each.kw_only) for each in fields(kind)],
    "replace": lambda kind: (replace(kind(x=1), y=5).both, replace(kind(x=1), y=5).worked_out),
    "signature": lambda kind: str(inspect.signature(kind)),
    "copy": lambda kind: copy.copy(kind(x=1)).worked_out,
    "defaults": lambda kind: (kind(x=1).y, kind(x=1).notes, kind(x=1).notes is kind(x=1).notes, kind(x=1).hidden),
    "doc": lambda kind: (kind.__doc__, kind.__name__, kind.__match_args__, kind.__slots__),
    "dict": lambda kind: hasattr(kind(x=1), "__dict__"),
    "as data": lambda kind: dataclasses.asdict(kind(x=1)),
    "is one": dataclasses.is_dataclass,
}


@pytest.mark.parametrize("asked", ASKED)
def test_a_frozen_record_is_a_dataclass(asked: str) -> None:
    """Whatever is asked first, the answer is the standard library's."""
    ours, theirs = pair(point)
    assert ASKED[asked](ours) == ASKED[asked](theirs)


def test_a_frozen_record_stays_as_it_is() -> None:
    """No value is set, none removed, none added."""
    for kind in pair(point):
        made = kind(x=1)
        with pytest.raises(dataclasses.FrozenInstanceError, match="cannot assign to field 'x'"):
            made.x = 3
        with pytest.raises(dataclasses.FrozenInstanceError, match="cannot delete field 'x'"):
            del made.x
        with pytest.raises((dataclasses.FrozenInstanceError, TypeError)):
            made.other = 3
        assert made.x == 1


def test_what_is_missing_or_unknown_is_refused() -> None:
    """As a call of any function."""
    for kind in pair(point):
        for words in ({}, {"x": 1, "z": 2}, {"x": 1, "worked_out": 2}):
            with pytest.raises(TypeError):
                kind(**words)
        with pytest.raises(TypeError):
            kind(1)


def test_an_open_record_has_places_and_no_hash() -> None:
    """Values may change, so that it is no key."""
    for kind in pair(counter):
        made = kind("a", 1, seen=[2])
        made.count += 1
        assert (made.name, made.count, made.seen, kind("b").seen) == ("a", 2, [2], [])
        assert kind.__match_args__ == ("name", "count")
        with pytest.raises(TypeError, match="unhashable"):
            hash(made)
        assert str(inspect.signature(kind)).startswith("(name: str, count: int = 0, *, seen: list[int] = <factory>)")


def test_what_inherits_is_made_by_the_standard_library() -> None:
    """A record's heir has the fields of both."""
    base = point(dataclass)

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Solid(base):  # type: ignore[misc,valid-type]
        """One more."""

        z: int = 3

    assert (Solid(x=1).z, Solid(x=1).worked_out, [each.name for each in fields(Solid)][-1]) == (3, 3, "z")


def test_a_plain_heir_is_filled_as_the_record_is() -> None:
    """A class that inherits and is no dataclass itself has the values too, and what follows from them."""
    for kind in pair(point):

        class Named(kind):  # type: ignore[misc,valid-type]
            """Adds nothing."""

        made = Named(x=1, y=4)
        assert (made.worked_out, made.hidden, made == Named(x=1, y=4), made == kind(x=1, y=4)) == (5, 7, True, False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A record that is pickled."""

    x: int
    y: tuple[int, ...] = ()


def test_a_frozen_record_is_pickled() -> None:
    """As one, and back."""
    assert pickle.loads(pickle.dumps(Kept(x=1, y=(2,)))) == Kept(x=1, y=(2,))  # noqa: S301  # our own bytes
