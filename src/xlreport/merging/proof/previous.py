"""Last year's figures of a consolidated workbook against the files they were taken from, by the second reader."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from xlreport.findings import Finding, Where, found_by
from xlreport.forms import Field
from xlreport.merging.book.places import COMPARED_SHEET, LEDGER_HEAD, LEDGER_SHEET, LEDGER_TOP, Places
from xlreport.merging.proof import inbox_rules as v
from xlreport.merging.proof.reader import (
    Unreadable,
    as_number,
    as_text,
    load,
)
from xlreport.merging.proof.returns import reread, reread_answers, reread_code
from xlreport.merging.records import Before, Ledger
from xlreport.numbers import Number, shown

_CODE = [identifier for identifier, _, _ in LEDGER_HEAD].index("code")
_MOST_SINGLY = 8
"""Figures of one unit that are told one by one; more are told once."""
Numbers = Mapping[str, Number | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What one file of last year says of a unit."""

    file: str
    numbers: Numbers


def against_previous(ledger: Ledger, at: Places, files: Iterable[tuple[str, Path]]) -> Iterator[Finding]:
    """Give every finding about last year's figures against the named files they are said to come from."""
    if not ledger.before:
        yield found_by(v.V29, Where(sheet=COMPARED_SHEET))
        return
    said: dict[str, list[Said]] = {}
    for name, path in files:
        for code, each in _said(name, path, at):
            said.setdefault(code, []).append(each)
    for before in ledger.before:
        yield from _unit(before, said.get(before.code, []), at)


def _said(name: str, path: Path, at: Places) -> Iterator[tuple[str, Said]]:
    """Read a consolidated workbook, a return or answers; a file that is none of them says nothing of anybody."""
    form = at.layout.form
    try:
        if path.suffix.lower() == ".json":
            code, answers = reread_answers(path, form)
            yield code, Said(file=name, numbers=answers.numbers)
        elif code := reread_code(path):
            yield from ((code, Said(file=name, numbers=each.numbers)) for each in reread(path, form))
        else:
            yield from ((code, Said(file=name, numbers=numbers)) for code, numbers in _ledger(path))
    except Unreadable:
        return


def _ledger(path: Path) -> Iterator[tuple[str, Numbers]]:
    """Give the lines of a consolidated workbook's 明细, its columns known by the ids above them."""
    book = load(path)
    if not book.has(LEDGER_SHEET):
        return
    sheet = book.formulas[LEDGER_SHEET]
    ids = [as_text(value) for value in next(sheet.iter_rows(max_row=1, values_only=True), ())]
    for values in sheet.iter_rows(min_row=LEDGER_TOP + 1, values_only=True):
        columns = zip(ids[len(LEDGER_HEAD) :], values[len(LEDGER_HEAD) :], strict=False)
        yield as_text(values[_CODE]), {field: as_number(value) for field, value in columns}


def _unit(before: Before, said: list[Said], at: Places) -> Iterator[Finding]:
    name = f"{before.name}（{before.code}）"
    if not said:
        yield found_by(v.V28, Where(sheet=COMPARED_SHEET), unit=name)
        return
    differing = [field for field in at.layout.form.numbers if _differs(field, before, said)]
    many = len(differing) > _MOST_SINGLY
    for field in differing[:1] if many else differing:
        where = Where(sheet=COMPARED_SHEET, cell=str(at.last(field.id)), label=field.label, field=field.id)
        yield found_by(
            v.V27_MANY if many else v.V27,
            where,
            found=_shown(before.numbers.get(field.id)),
            expected=_shown(said[0].numbers.get(field.id)),
            unit=name,
            file=said[0].file,
            count=len(differing),
        )


def _differs(field: Field, before: Before, said: list[Said]) -> bool:
    """Tell whether no reading says what was used; what was not known then proves nothing."""
    used = before.numbers.get(field.id)
    return used is not None and not any(each.numbers.get(field.id) == used for each in said)


def _shown(number: Number | None) -> str:
    return "（空）" if number is None else shown(number)
