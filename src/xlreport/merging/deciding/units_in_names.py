"""Which units of a roster a file's name speaks of. Decides nothing."""

from collections.abc import Iterable

from xlreport.lazy import regex
from xlreport.merging.ledgers import UnitLine
from xlreport.rounds import Unit

_LEAST, _SURE = 2, 4
"""Characters of a code or name that tell whose a file is that counts for nobody, and that one is another unit's."""
_WORD = regex(r"[0-9a-z]")


def is_named(unit: Unit | UnitLine, file: str) -> bool:
    """Tell whether a file's name has a unit's code or name, however short: it is known to be no other unit's."""
    name = file.casefold()
    return any(word in name for word in _words(unit, _LEAST))


class UnitsInNames:
    """The codes and names of a roster's units, to be found in the names of files."""

    def __init__(self, units: Iterable[Unit]) -> None:
        self._units: dict[str, list[Unit]] = {}
        for unit in units:
            for word in _words(unit):
                self._units.setdefault(word, []).append(unit)
        self._lengths = sorted({len(word) for word in self._units}, reverse=True)

    def other_than(self, unit: Unit, file: str) -> Unit | None:
        """Give the one other unit that a file's name speaks of where it does not speak of this one, else None.

        The longest word counts: a unit whose name is part of another's is not meant by the other's.
        """
        name = file.rpartition("/")[2].casefold()
        if any(word in name for word in _words(unit)):
            return None
        for length in self._lengths:
            starts = range(len(name) - length + 1)
            found = [
                one for at in starts for one in self._units.get(name[at : at + length], ()) if _apart(name, at, length)
            ]
            if found:
                return found[0] if all(each is found[0] for each in found) else None
        return None


def _words(unit: Unit | UnitLine, least: int = _SURE) -> tuple[str, ...]:
    return tuple(word.casefold() for word in (unit.code, unit.name) if len(word) >= least)


def _apart(name: str, at: int, length: int) -> bool:
    """Tell whether a word is no piece of a longer one of digits and Latin letters, such as a date."""
    before, first, last, after = name[at - 1 : at], name[at], name[at + length - 1], name[at + length : at + length + 1]
    return not any(_WORD.match(inner) and _WORD.match(outer) for inner, outer in ((first, before), (last, after)))
