"""Takes mutants in, in this process, and says of each what was not told, told elsewhere, or changed in silence."""

from dataclasses import dataclass, field
from pathlib import Path

from filled import LAYOUT
from mutants import BASES, Mutant, base, mutants, spoken
from mutate_figures import FIGURES
from mutate_package import PACKAGE
from mutate_structure import STRUCTURAL
from xlreport.findings import Finding
from xlreport.office.taking_in.intake import receive
from xlreport.submissions import Return, Value

OPERATORS = (*FIGURES, *STRUCTURAL, *PACKAGE)


@dataclass(slots=True, kw_only=True)
class Verdict:
    """What became of some mutants: how many of each sort, and a line for each that failed."""

    operators: set[str] = field(default_factory=set)
    bases: set[str] = field(default_factory=set)
    asked: int = 0
    quiet: int = 0
    untold: list[str] = field(default_factory=list)
    misplaced: list[str] = field(default_factory=list)
    noisy: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)

    def add(self, mutant: Mutant, received: Return, before: dict[str, Value]) -> None:
        """Judge one mutant by what was received."""
        told = spoken(received.findings)
        line = f"{mutant.name}: must {mutant.told}, told {_short(told)}"
        self.operators.add(mutant.operator)
        self.bases.add(mutant.base)
        if not told and (received.submission is None or received.submission.values() != before):
            self.changed.append(line)
        if not mutant.told:
            self.quiet += 1
            if told:
                self.noisy.append(line)
            return
        self.asked += 1
        if not all(each.is_told(told) for each in mutant.told):
            self.untold.append(line)
        elif not all(each.is_placed(told) for each in mutant.told):
            self.misplaced.append(line)


def _short(findings: tuple[Finding, ...]) -> list[str]:
    return [f"{each.place or '-'} {each.code}" for each in findings[:6]]


def judged(numbers: range, folder: Path) -> Verdict:
    """Take in the mutants with these numbers; the three workbooks themselves must be silent first."""
    before = {name: _silent(name, folder) for name in BASES}
    verdict = Verdict()
    for mutant in mutants(OPERATORS, numbers):
        path = folder / "return.xlsx"
        path.write_bytes(mutant.content)
        verdict.add(mutant, receive(path, LAYOUT), before[mutant.base])
    return verdict


def _silent(name: str, folder: Path) -> dict[str, Value]:
    """Give the values of an unchanged workbook, which gives no finding and every answer as it was given."""
    path = folder / f"{name}.xlsx"
    path.write_bytes(base(name).content)
    received = receive(path, LAYOUT)
    assert (received.findings, received.state) == ((), "accepted"), name
    assert received.submission is not None
    values = received.submission.values()
    assert {key: values.get(key) for key in base(name).values} == base(name).values
    return values
