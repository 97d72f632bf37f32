"""Dataclasses that cost little to import, and little to make one of: a program imports many, and uses few.

`dataclass` is the standard library's for people, for type checkers and for whoever asks for `fields`; it takes the same
options. What the standard library writes as source and compiles for every class waits here until the first record is
made, and a frozen record is filled while it is still open. Knows no record.

It is here for the start alone: `validate` of one blank workbook takes 2.6 thousand million instructions with it and 3.1
with the standard library's (cachegrind, Python 3.11). Should that difference go, so should this module.
"""

import dataclasses
from collections.abc import Callable, Mapping
from functools import cached_property
from inspect import signature
from operator import attrgetter
from reprlib import recursive_repr
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

_OWN = {"__init__", "__repr__", "__eq__", "__hash__", "__setattr__", "__delattr__", "__getstate__", "__slots__"}
"""A class that says one of these itself is made by the standard library, as is one that inherits from another."""
_FIELDS, _OPTIONS, _SIGNATURE = "__dataclass_fields__", "__dataclass_params__", "__signature__"
_MADE = type("made", (), {"__repr__": lambda _: "<factory>"})()
"""In a signature: a default that is made anew for each record."""
_Key = Callable[[Any], Any]


def _record(cls: Any = None, /, **options: Any) -> Any:
    """Make a class a dataclass, as `dataclasses.dataclass` with the same options does."""
    if cls is None:
        return lambda made: _record(made, **options)
    if options.get("order") or not options.get("slots") or cls.__bases__ != (object,) or _OWN & vars(cls).keys():
        return dataclasses.dataclass(**options)(cls)
    plan = _Plan(cls, options)
    record = plan.record
    record.__init__, record.__repr__ = _first_init(plan), _shown
    if options.get("eq", True):
        record.__eq__, record.__hash__ = _equal(plan), _hash(plan) if plan.frozen else None
    if plan.frozen:
        record.__setattr__, record.__delattr__ = _refuse_value, _refuse_removal
        record.__getstate__, record.__setstate__ = _state, _restore
    return record


class _Plan:
    """What the methods of one record will be written from, and the record itself, which has its slots already."""

    def __init__(self, cls: Any, options: Mapping[str, Any]) -> None:
        self.options, self.frozen = options, bool(options.get("frozen"))
        self.said = {name: value for name, value in vars(cls).items() if name not in {"__dict__", "__weakref__"}}
        self.names = tuple(self.said.get("__annotations__", ()))
        own = {name: value for name, value in self.said.items() if name not in self.names}
        own |= {"__slots__": self.names, "__match_args__": self._by_place()}
        own |= {_FIELDS: _Asked(self, _FIELDS), _SIGNATURE: _Asked(self, _SIGNATURE)}
        own[_OPTIONS] = SimpleNamespace(**{"init": True, "repr": True, "eq": True, "order": False, **options})
        self.record: Any = type(cls)(cls.__name__, cls.__bases__, own)
        self.record.__qualname__ = cls.__qualname__

    def _by_place(self) -> tuple[str, ...]:
        """Give the fields that are given without their name."""
        if self.options.get("kw_only"):
            return ()
        said = ((name, self.said.get(name)) for name in self.names)
        return tuple(
            name
            for name, own in said
            if not isinstance(own, dataclasses.Field) or (own.init and own.kw_only is not True)
        )

    @cached_property
    def fields(self) -> dict[str, dataclasses.Field[Any]]:
        """The standard library's fields of a class of the same words."""
        words = {"frozen": False, "slots": False, "init": False, "repr": False, "eq": False}
        twin = type(self.record.__name__, (), {**self.said, "__doc__": "A twin."})
        fields: dict[str, dataclasses.Field[Any]] = getattr(
            dataclasses.dataclass(**{**self.options, **words})(twin), _FIELDS
        )
        if tuple(each.name for each in dataclasses.fields(twin)) != self.names:
            raise TypeError(f"{self.record.__qualname__}: a record has plain fields only")
        return fields

    @cached_property
    def compared(self) -> _Key:
        """What makes two records equal."""
        return _values(each.name for each in self.fields.values() if each.compare)

    @cached_property
    def hashed(self) -> _Key:
        """What a record's hash is made of."""
        return _values(e.name for e in self.fields.values() if (e.compare if e.hash is None else e.hash))

    def asked(self, name: str) -> Any:
        """Give the fields or the signature to whoever asks for them, from now on without asking here."""
        if name == _FIELDS:
            setattr(self.record, name, self.fields)
            return self.fields
        self.record.__init__ = _init(self)
        delattr(self.record, name)
        return signature(self.record)


class _Asked:
    """What a record says of itself when it is asked."""

    def __init__(self, plan: _Plan, name: str) -> None:
        self._plan, self._name = plan, name

    def __get__(self, instance: object, owner: type) -> Any:
        if self._name == _SIGNATURE and owner is not self._plan.record:
            raise AttributeError(self._name)
        return self._plan.asked(self._name)


def _values(names: Any) -> _Key:
    known = tuple(names)
    if len(known) > 1:
        return attrgetter(*known)
    return lambda record: tuple(getattr(record, name) for name in known)


# ------------------------------------------------------------------------------------------ its methods


def _first_init(plan: _Plan) -> Callable[..., None]:
    def __init__(self: Any, *given: Any, **named: Any) -> None:  # noqa: N807  # stands for the true one
        plan.record.__init__ = written = _init(plan)
        written(self, *given, **named)

    return __init__


def _init(plan: _Plan) -> Callable[..., None]:
    """Write and compile how a record is filled: a frozen one as an open twin with the same slots."""
    space: dict[str, Any] = {"made__": _MADE, "set__": object.__setattr__}
    usual: list[str] = []
    named: list[str] = []
    values: dict[str, str] = {}
    by_name = bool(plan.options.get("kw_only"))
    for name in plan.names:
        parameter, value, kw_only = _spoken(name, plan.said.get(name, dataclasses.MISSING), space)
        if parameter:
            (named if by_name or kw_only else usual).append(parameter)
        if value:
            values[name] = value
    lines = _lines(plan, values, space)
    parameters = ", ".join(("self", *usual, *(("*", *named) if named else ())))
    exec("\n ".join((f"def __init__({parameters}):", *(lines or ["pass"]))), space)  # noqa: S102  # words of ours alone
    written: Callable[..., None] = space["__init__"]
    written.__qualname__ = f"{plan.record.__qualname__}.__init__"
    written.__annotations__ = {**plan.said.get("__annotations__", {}), "return": None}
    return written


def _lines(plan: _Plan, values: Mapping[str, str], space: dict[str, Any]) -> list[str]:
    """Give the lines that fill a record's slots."""
    lines = [f"self.{name} = {value}" for name, value in values.items()]
    if plan.frozen:
        space |= {"record__": plan.record, "open__": type("open__", (), {"__slots__": plan.names}), "fill__": _filled}
        given = ", ".join(f"{name!r}: {value}" for name, value in values.items())
        heir = f"if self.__class__ is not record__: return fill__(self, {{{given}}})"
        lines = [heir, "set__(self, '__class__', open__)", *lines, "self.__class__ = record__"]
    return [*lines, "self.__post_init__()"] if hasattr(plan.record, "__post_init__") else lines


def _filled(self: Any, values: Mapping[str, Any]) -> None:
    """Fill an heir of a frozen record, which no twin stands for."""
    for name, value in values.items():
        object.__setattr__(self, name, value)
    if hasattr(self, "__post_init__"):
        self.__post_init__()


def _spoken(name: str, said: Any, space: dict[str, Any]) -> tuple[str, str, bool]:
    """Give a field as a parameter, what is put into its slot, and whether it is given by name in any case.

    Its default goes to the names that the source knows. What has neither parameter nor default is filled later.
    """
    given = said if isinstance(said, dataclasses.Field) else dataclasses.field(default=said)
    by_name, parameter, value = given.kw_only is True, name, name
    if given.default is not dataclasses.MISSING:
        space[f"{name}__d"] = given.default
        parameter, value = f"{name}={name}__d", name if given.init else f"{name}__d"
    elif given.default_factory is not dataclasses.MISSING:
        space[f"{name}__f"] = given.default_factory
        value = f"{name}__f() if {name} is made__ else {name}" if given.init else f"{name}__f()"
        parameter = f"{name}=made__"
    elif not given.init:
        value = ""
    return parameter if given.init else "", value, by_name


def _equal(plan: _Plan) -> Callable[[Any, object], Any]:
    def __eq__(self: Any, other: object) -> Any:  # noqa: N807  # as Python calls it
        if other is self:
            return True
        if other.__class__ is not self.__class__:
            return NotImplemented
        return plan.compared(self) == plan.compared(other)

    return __eq__


def _hash(plan: _Plan) -> Callable[[Any], int]:
    def __hash__(self: Any) -> int:  # noqa: N807  # as Python calls it
        return hash(plan.hashed(self))

    return __hash__


@recursive_repr()
def _shown(self: Any) -> str:
    said = (f"{each.name}={getattr(self, each.name)!r}" for each in dataclasses.fields(self) if each.repr)
    return f"{self.__class__.__qualname__}({', '.join(said)})"


def _refuse_value(self: Any, name: str, value: object) -> None:  # noqa: ARG001  # as Python calls it
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_removal(self: Any, name: str) -> None:  # noqa: ARG001  # as Python calls it
    raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")


def _state(self: Any) -> list[Any]:
    """What is pickled of a frozen record."""
    return [getattr(self, each.name) for each in dataclasses.fields(self)]


def _restore(self: Any, state: list[Any]) -> None:
    for each, value in zip(dataclasses.fields(self), state, strict=True):
        object.__setattr__(self, each.name, value)


if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass  # noqa: PLC0414  # others take it from here
else:
    dataclass = _record
