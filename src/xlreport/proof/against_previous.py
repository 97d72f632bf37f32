"""Last year's figures of a consolidated workbook against the files they were taken from, by the second reader."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from xlreport.findings import Finding, Where, found_by
from xlreport.forms import Field
from xlreport.language import Text, same
from xlreport.layout import Layout
from xlreport.merging.book.book_places import COMPARED_SHEET, LEDGER_SHEET, Places, ledger_ids
from xlreport.merging.ledgers import Before, Ledger
from xlreport.numbers import Number
from xlreport.plain_records import dataclass
from xlreport.proof.inside import read_seal
from xlreport.proof.returns import reread, reread_answers, reread_code
from xlreport.proof.second_reader import Unreadable, as_number, as_text, figure_text, load
from xlreport.rules import rule

_MOST_SINGLY = 8
"""Figures of one unit that are told one by one; more are told once."""
_MOST_NAMED = 12
_REFUSED = "X08"
"""The rule by which the merge says which of last year's files it did not use, and why."""
_NOT_IN_ROSTER = Text("单位不在名册中", "its units are not in the roster")
_SAID_WHY = Text(f"汇总时已说明（{_REFUSED}）", f"the consolidation said why ({_REFUSED})")
Numbers = Mapping[str, Number | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidBefore:
    """What one file of last year says of a unit."""

    file: str
    numbers: Numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class _Used:
    """What the merge used of a unit, and what each file given now says of it, once or twice."""

    before: Before
    said: list[SaidBefore]

    def passes_over(self, file: str) -> bool:
        """Tell whether another file, and not this one, says what was used."""
        own = [each.numbers for each in self.said if each.file == file]
        others = [each.numbers for each in self.said if each.file != file]
        return any(
            used is not None
            and any(each.get(field) == used for each in others)
            and all(each.get(field) not in {None, used} for each in own)
            for field, used in self.before.numbers.items()
        )


def against_previous(ledger: Ledger, at: Places, files: Iterable[tuple[str, Path]]) -> Iterator[Finding]:
    """Give every finding about last year's figures against the named files they are said to come from."""
    if not ledger.before:
        yield found_by(rule("V29"), Where(sheet=COMPARED_SHEET))
        return
    said: dict[str, list[SaidBefore]] = {}
    codes: dict[str, list[str]] = {}
    for name, path in files:
        codes[name] = []
        for code, what in _said(name, path, at):
            said.setdefault(code, []).append(what)
            codes[name].append(code)
    used = {before.code: _Used(before=before, said=said.get(before.code, [])) for before in ledger.before}
    for each in used.values():
        yield from _unit(each.before, each.said, at)
    yield from _unused(ledger, codes, used)


def _unused(ledger: Ledger, codes: Mapping[str, list[str]], used: Mapping[str, _Used]) -> Iterator[Finding]:
    """Tell each file that says of a unit what was not used, or that says nothing of anybody."""
    names = {unit.code: unit.name for unit in ledger.units}
    told = {finding.file for finding in ledger.findings if finding.code == _REFUSED}
    settled = {code for file in told for code in codes.get(file, ())}
    where = Where(sheet=COMPARED_SHEET)
    for file, spoken_of in codes.items():
        open_ = [code for code in dict.fromkeys(spoken_of) if code not in used or used[code].passes_over(file)]
        if spoken_of and not open_:
            continue
        units = _named(open_, names)
        if file in told or (open_ and settled.issuperset(open_)):
            yield found_by(rule("V34", "calm"), where, file=file, units=units, why=_SAID_WHY)
        elif open_ and ledger.has_roster and names.keys().isdisjoint(open_):
            yield found_by(rule("V34", "calm"), where, file=file, units=units, why=_NOT_IN_ROSTER)
        else:
            yield found_by(rule("V34"), where, file=file, units=units)


def _named(codes: list[str], names: Mapping[str, str]) -> Text:
    """Name the units that a file speaks of, nothing where it speaks of none."""
    if not codes:
        return same("")
    listed = "、".join(f"{names[code]}（{code}）" if code in names else code for code in codes[:_MOST_NAMED])
    more = "……" if len(codes) > _MOST_NAMED else ""
    return Text(f"：{listed}{more}", f": {listed}{more}")


def _said(name: str, path: Path, at: Places) -> Iterator[tuple[str, SaidBefore]]:
    """Read a consolidated workbook, a return or answers; a file that is none of them says nothing of anybody."""
    form = at.layout.form
    try:
        if path.suffix.lower() == ".json":
            code, answers = reread_answers(path, form)
            yield code, SaidBefore(file=name, numbers=answers.numbers)
        elif code := reread_code(path):
            yield from ((code, SaidBefore(file=name, numbers=each.numbers)) for each in reread(path, form))
        else:
            yield from ((code, SaidBefore(file=name, numbers=numbers)) for code, numbers in _ledger(path, at.layout))
    except Unreadable:
        return


def _ledger(path: Path, layout: Layout) -> Iterator[tuple[str, Numbers]]:
    """Give the lines of a consolidated workbook's 明细, its columns known by its hidden copy, whatever its form.

    Ledgers of earlier editions have the ids of their columns in a row of their own.
    """
    book = load(path)
    seal = read_seal(book, layout) if book.has(LEDGER_SHEET) else None
    if seal is None:
        return
    rows, codes = dict(book.rows(LEDGER_SHEET)), {row.said["code"] for row in seal.rows}
    former = tuple(map(as_text, rows.get(0, ())))
    ids = former if "code" in former else ledger_ids(seal.fields)
    for values in rows.values():
        line = dict(zip(ids, values, strict=False))
        if (code := as_text(line.get("code"))) in codes:
            yield code, {field: as_number(line.get(field)) for field in seal.fields}


def _unit(before: Before, said: list[SaidBefore], at: Places) -> Iterator[Finding]:
    name = f"{before.name}（{before.code}）"
    if not said:
        yield found_by(rule("V28"), Where(sheet=COMPARED_SHEET), unit=name)
        return
    differing = [field for field in at.layout.form.numbers if _differs(field, before, said)]
    many = len(differing) > _MOST_SINGLY
    for field in differing[:1] if many else differing:
        where = Where(sheet=COMPARED_SHEET, cell=str(at.last(field.id)), label=field.label, field=field.id)
        yield found_by(
            rule("V27", "many") if many else rule("V27"),
            where,
            found=figure_text(before.numbers.get(field.id)),
            expected=figure_text(said[0].numbers.get(field.id)),
            unit=name,
            file=said[0].file,
            count=len(differing),
        )


def _differs(field: Field, before: Before, said: list[SaidBefore]) -> bool:
    """Tell whether no reading says what was used; what was not known then proves nothing."""
    used = before.numbers.get(field.id)
    return used is not None and not any(each.numbers.get(field.id) == used for each in said)
