"""The ledger against the returns: each counted file's hash, and each of its numbers read and added up again."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from xlreport.cells import Cell, ranges
from xlreport.findings import Finding, Where, found_by
from xlreport.merging import verify_inbox_rules as v
from xlreport.merging.places import LEDGER_HEAD, LEDGER_SHEET, Places
from xlreport.merging.seal import Seal, SealedRow
from xlreport.merging.verify_reader import Reread, Unreadable, as_number, as_text, reread
from xlreport.merging.verify_rows import Found, unit_of
from xlreport.numbers import Number, shown

_COLUMNS = {identifier: column for column, (identifier, _, _) in enumerate(LEDGER_HEAD)}
_MOST_SINGLY = 8
"""Numbers of one unit that are told one by one; where more differ it is another file, told once."""
Track = Callable[[Iterable[Found]], Iterable[Found]]


def against_inbox(
    rows: Iterable[Found], seal: Seal, at: Places, inbox: Iterable[tuple[str, Path]], track: Track
) -> Iterator[Finding]:
    """Give every finding about the ledger against the files of an inbox, given by name."""
    files = dict(inbox)
    hashes = {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in files.items()}
    for found in track([row for row in rows if row.sealed]):
        yield from _row(found, at, files, hashes)
    yield from _not_counted(seal, hashes)
    known = {file for file, _, _ in seal.files} | {sha for _, sha, _ in seal.files}
    for name, digest in hashes.items():
        if name not in known and digest not in known:
            yield replace(found_by(v.V24, found=name, file=name), file=name)


def _row(found: Found, at: Places, files: Mapping[str, Path], hashes: Mapping[str, str]) -> Iterator[Finding]:
    sealed = found.sealed
    if sealed is None:
        return
    file, digest, unit = sealed.said["file"], sealed.said["sha256"], unit_of(sealed)
    name = file if hashes.get(file) == digest else next((n for n, h in hashes.items() if h == digest), "")
    if not name and file not in files:
        yield _at(found_by(v.V20, _place(found, "file"), expected=file, unit=unit), file)
        return
    if not name:
        yield _at(
            found_by(v.V21, _place(found, "sha256"), found=hashes[file], expected=digest, unit=unit, file=file), file
        )
    elif name != file:
        yield _at(found_by(v.V25, _place(found, "file"), found=name, expected=file, unit=unit), file)
    yield from _numbers(found, sealed, at, files[name or file])


def _not_counted(seal: Seal, hashes: Mapping[str, str]) -> Iterator[Finding]:
    """Tell files that were registered without being counted and are gone, or hold something else."""
    counted = {row.said["file"] for row in seal.rows}
    for file, digest, _ in seal.files:
        if file not in counted and digest and digest not in hashes.values():
            yield _at(found_by(v.V26, found=hashes.get(file, "—"), expected=digest, file=file), file)


def _at(finding: Finding, file: str) -> Finding:
    return replace(finding, file=file)


def _place(found: Found, identifier: str) -> Where:
    return Where(sheet=LEDGER_SHEET, cell=str(Cell(found.row, _COLUMNS[identifier])))


def _numbers(found: Found, sealed: SealedRow, at: Places, path: Path) -> Iterator[Finding]:
    file = sealed.said["file"]
    try:
        readings = reread(path, at.layout.form)
    except Unreadable as error:
        yield _at(found_by(v.V23, found=str(error), unit=unit_of(sealed), file=file), file)
        return
    differing = [
        field
        for field in at.layout.form.numbers
        if not any(_agree(each, field.id, as_number(found.values[at.columns[field.id]])) for each in readings)
    ]
    many = len(differing) > _MOST_SINGLY
    for field in differing[:1] if many else differing:
        cells = [Cell(found.row, at.columns[each.id]) for each in (differing if many else [field])]
        where = Where(sheet=LEDGER_SHEET, cell=ranges(cells), label=field.label, field=field.id)
        finding = found_by(
            v.V22_MANY if many else v.V22,
            where,
            found=as_text(found.values[at.columns[field.id]]) or "（空）",
            expected=_said(readings[0].numbers[field.id]),
            unit=unit_of(sealed),
            place=readings[0].at.get(field.id, "?"),
            count=len(differing),
        )
        yield _at(finding, file)


def _agree(reading: Reread, field: str, ledger: Number | None) -> bool:
    return reading.numbers[field] == ledger


def _said(number: Number | None) -> str:
    return "（空）" if number is None else shown(number)
