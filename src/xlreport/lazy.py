"""Names of a package that are loaded from their modules when first asked for, so that importing it costs nothing."""

from collections.abc import Callable, Mapping
from importlib import import_module


def loading(package: str, places: Mapping[str, str]) -> Callable[[str], object]:
    """The `__getattr__` of a package: `places` has the module, seen from the package, in which each name stands."""

    def loaded(name: str) -> object:
        if name not in places:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        value: object = getattr(import_module(f"{package}.{places[name]}"), name)
        return value

    return loaded
