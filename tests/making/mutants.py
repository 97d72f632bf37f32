"""A thousand seeded mutants of three filled workbooks: one random change each, and what must be told of it.

An operator knows beforehand what its change asks for; nothing is learnt from the reader under test.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from random import Random

from corrupt_container import CONTAINER
from corruption import CORRUPTIONS
from filled import FORM, LAYOUT, SOURCES, Corruption, Filled, filled, place
from sample_answers import COUNTY
from xlreport.cells import Area
from xlreport.findings import Finding, Severity
from xlreport.manifest import identity_of
from xlreport.submissions import Value
from xlreport.writing import read_answers, values_for, write_workbook

SEED = 20_210_030
DECLARED = "county-JYJ"
"""A return that declares its blanks zero and holds last year's figures."""
BASES = (*SOURCES, DECLARED)
_IDENTITY = ("unit_code", "unit_name", "unit_kind", "region", "year")
_RANDOM = 7
"""How many of ten mutants are random changes; the others are fixed corruptions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Must:
    """One thing that must be told: by any of these codes, at a place.

    A place is `sheet!cell`, a sheet, a pattern with *, or empty for the whole file; `since` is the first row
    (1-based) at which a finding about rows that moved may begin.
    """

    codes: tuple[str, ...]
    place: str = ""
    since: int = 0

    def is_told(self, findings: tuple[Finding, ...]) -> bool:
        """Tell whether it is told at all."""
        return any(each.code in self.codes for each in findings)

    def is_placed(self, findings: tuple[Finding, ...]) -> bool:
        """Tell whether it is told at its place."""
        return any(each.code in self.codes and self._fits(each) for each in findings)

    def _fits(self, finding: Finding) -> bool:
        sheet, _, cell = self.place.partition("!")
        if "*" in self.place:
            return fnmatchcase(finding.place, self.place)
        if finding.sheet != sheet:
            return False
        areas = [Area.parse(each) for each in finding.cell.split(",") if each]
        if self.since:
            return any(area.last.row + 1 >= self.since for area in areas)
        return not cell or any(Area.parse(cell).first in area for area in areas)


Made = tuple[bytes, tuple[Must, ...]]
Make = Callable[[Filled, Random], Made | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Operator:
    """A kind of change: from a filled workbook to a changed one and what must be told; None where it cannot be."""

    name: str
    make: Make
    bases: tuple[str, ...] = BASES


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """One changed workbook; one of which nothing must be told has to stay silent and read as before."""

    number: int
    operator: str
    base: str
    content: bytes
    told: tuple[Must, ...]

    @property
    def name(self) -> str:
        """Say which mutant it is, as a failure prints it."""
        return f"#{self.number} {self.operator} of {self.base}"


def must(codes: str, *places: str) -> tuple[Must, ...]:
    """Give what must be told by any of some codes at each of some places; a field's id stands for its cell."""
    where = ["!".join(place(each)) if each in LAYOUT.places else each for each in places or ("",)]
    return tuple(Must(codes=tuple(codes.split()), place=each) for each in where)


@cache
def base(name: str) -> Filled:
    """Give one of the three workbooks."""
    return _declared() if name == DECLARED else filled(name)


def _declared() -> Filled:
    """Give the return with blanks declared zero, with last year's figures that fit this year's."""
    path = next((COUNTY / "answers").glob("230381-JYJ-*.json"))
    values = dict(values_for(FORM, read_answers(path).values))
    values |= {f"requests.{row}.natural": 3 for row in ("carried_in", "carried_out")}
    values |= {field.id: 0 for section in FORM.sections for field in section.last}
    values |= {f"last.requests.carried_out.{column}": 3 for column in ("natural", "total")}
    made, repealed, held = (values[f"disclosure.normative.{each}"] for each in ("made", "repealed", "in_force"))
    values["last.disclosure.normative.in_force"] = _before(made, repealed, held)
    known = {key: str(values[f"cover.{key}"]) for key in _IDENTITY}
    content = write_workbook(LAYOUT, identity_of(LAYOUT, **known), values)
    return Filled(name=DECLARED, content=content, values=values)


def _before(made: Value, repealed: Value, held: Value) -> int:
    return int(held) - int(made) + int(repealed)


def of_corruption(corruption: Corruption) -> Operator:
    """Give a corruption as an operator; what it does to the package holds for every workbook."""

    def make(given: Filled, _: Random) -> Made:
        return corruption.change(given), tuple(map(_told, corruption.told))

    bases = BASES if corruption in CONTAINER else tuple(SOURCES)
    return Operator(name=corruption.name, make=make, bases=bases)


def _told(line: str) -> Must:
    where, code, _ = line.rsplit(" ", 2)
    if where in LAYOUT.places:
        where = "!".join(place(where))
    sheet, _, cells = where.partition("!")
    first = cells.partition(",")[0]
    return Must(codes=(code,), place="" if where == "-" else "!".join(each for each in (sheet, first) if each))


def fixed() -> Iterator[Operator]:
    """Give the corruptions whose change asks for a finding or for none, but not those that are a clerk's right."""
    for corruption in CORRUPTIONS:
        if corruption.told or corruption.reads == {}:
            yield of_corruption(corruption)


def mutants(operators: tuple[Operator, ...], numbers: range) -> Iterator[Mutant]:
    """Make the mutants with these numbers; each depends on its number alone."""
    corruptions = tuple(fixed())
    for number in numbers:
        random = Random(f"{SEED}-{number}")  # noqa: S311  # repeatable, nothing secret
        tens, ones = divmod(number, 10)
        if ones < _RANDOM:
            operator = operators[(tens * _RANDOM + ones) % len(operators)]
        else:
            operator = corruptions[(tens * (10 - _RANDOM) + ones - _RANDOM) % len(corruptions)]
        yield _mutant(operator, number, random)


def _mutant(operator: Operator, number: int, random: Random) -> Mutant:
    for name in random.sample(operator.bases, len(operator.bases)):
        if made := operator.make(base(name), random):
            content, told = made
            return Mutant(number=number, operator=operator.name, base=name, content=content, told=told)
    raise ValueError(f"{operator.name} fits no workbook")


def spoken(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Give what was told, without what could not be checked."""
    return tuple(each for each in findings if each.severity is not Severity.SKIPPED)
