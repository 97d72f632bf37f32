"""What is loaded or compiled when it is first asked for, so that importing it costs nothing."""

import re
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any, AnyStr, Generic, cast


def loading(package: str, places: Mapping[str, str]) -> Callable[[str], object]:
    """The `__getattr__` of a package: `places` has the module, seen from the package, in which each name stands."""

    def loaded(name: str) -> object:
        if name not in places:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        value: object = getattr(import_module(f"{package}.{places[name]}"), name)
        return value

    return loaded


def regex(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """A regular expression that is compiled when it is first matched with; otherwise `re.compile`'s."""
    return cast("re.Pattern[AnyStr]", _Expression(pattern, flags))


class _Expression(Generic[AnyStr]):
    """An expression that has not been matched with; each of its methods is the compiled one's from then on."""

    def __init__(self, pattern: AnyStr, flags: int) -> None:
        self.pattern: AnyStr = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        if name == "_compiled":
            self._compiled: re.Pattern[AnyStr] = re.compile(self.pattern, self._flags)
            return self._compiled
        value = getattr(self._compiled, name)
        if not name.startswith("__"):
            setattr(self, name, value)
        return value
