"""Files that may be returns and stand for no unit, with the unit that their name speaks of. Credits nobody."""

from collections.abc import Iterable
from dataclasses import dataclass

from xlreport.language import Text
from xlreport.merging.records import Decision, FileLine, Ledger, UnitLine, UnitState

_NOBODYS = {Decision.UNREADABLE, Decision.UNKNOWN_UNIT}
_SHORTEST = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Stray:
    """A file that stands for no unit: why, what to do, and the one unit whose code or name its own name holds."""

    file: str
    why: Text
    advice: Text
    code: str = ""
    name: str = ""


def strays(ledger: Ledger) -> tuple[Stray, ...]:
    """Give the files that could be credited to nobody: unreadable ones, unknown units', suspicious others.

    Whatever bears the name of a unit of which nothing else came is one too, be it a document or a lock file.
    """
    awaited = [unit for unit in ledger.units if unit.state is UnitState.MISSING]
    return tuple(
        _stray(line, ledger.units)
        for line in ledger.files
        if line.decision in _NOBODYS
        or line.suspicious
        or (line.decision is Decision.SKIPPED and any(_is_named(unit, line.file) for unit in awaited))
    )


def _stray(line: FileLine, units: Iterable[UnitLine]) -> Stray:
    """Word a stray; what could not be read says why better than the merge does."""
    cause = line.findings[0] if line.decision is Decision.UNREADABLE and line.findings else None
    meant = [unit for unit in units if _is_named(unit, line.file)]
    unit = meant[0] if len(meant) == 1 else None
    return Stray(
        file=line.file,
        why=cause.message if cause else line.reason,
        advice=cause.advice if cause else Text("", ""),
        code=unit.code if unit else "",
        name=unit.name if unit else "",
    )


def _is_named(unit: UnitLine, file: str) -> bool:
    return any(len(word) >= _SHORTEST and word.casefold() in file.casefold() for word in (unit.code, unit.name))
