"""The ledger against the returns: each counted file's hash, and each of its numbers read and added up again.

Of an area's own workbook among them no total is believed: its 明细 is added up, and its files are gone on to.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path

from xlreport.cells import Cell, ranges
from xlreport.findings import Finding, Severity, Where, found_by
from xlreport.forms import Form, Kind
from xlreport.language import Text, either, text_of
from xlreport.layout import Layout
from xlreport.lazy import regex
from xlreport.merging.book.book_places import INCLUDED, LEDGER_SHEET, Places
from xlreport.merging.book.seal import Seal, SealedRow
from xlreport.merging.deciding.areas import area_of
from xlreport.merging.ledgers import Coverage
from xlreport.numbers import Number, held, shown, whole
from xlreport.plain_records import dataclass
from xlreport.proof.inside import FoundRow, as_found, inside, ledger_rows, read_seal, unit_of
from xlreport.proof.returns import Reread, reread
from xlreport.proof.second_reader import (
    Unreadable,
    as_number,
    as_text,
    figure_text,
    glanced,
    openpyxl_guarded,
)
from xlreport.proof.second_sums import added_up
from xlreport.proof.written_anew import sealed_book
from xlreport.rounds import WHOLE
from xlreport.rules import rule
from xlreport.storage import digest_of
from xlreport.workers import ALONE, Crew


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenFile:
    """One file: its name within the folder it was found in, its place and its SHA-256."""

    name: str
    path: Path
    sha256: str


@dataclass(frozen=True, kw_only=True)
class Given:
    """All files; two folders may each have one of the same name."""

    files: tuple[GivenFile, ...]

    @cached_property
    def _by_digest(self) -> Mapping[str, list[GivenFile]]:
        found = defaultdict[str, list[GivenFile]](list)
        for each in self.files:
            found[each.sha256].append(each)
        return found

    @cached_property
    def _by_name(self) -> Mapping[str, GivenFile]:
        return {each.name: each for each in reversed(self.files)}

    def same(self, file: str, sha256: str) -> GivenFile | None:
        """Give the file of this content, the one of this name before others."""
        alike = self._by_digest.get(sha256, [])
        return next((each for each in alike if each.name == file), alike[0] if alike else None)

    def named(self, file: str) -> GivenFile | None:
        """Give a file of this name, whatever it holds."""
        return self._by_name.get(file)


def given_of(files: Iterable[tuple[str, Path]]) -> Given:
    """Hash each file."""
    return Given(files=tuple(GivenFile(name=name, path=path, sha256=digest_of(path)) for name, path in files))


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaRead:
    """What an area's workbook says to the second reader; `findings` are the errors of the workbook in itself."""

    seal: Seal
    places: Places
    rows: tuple[FoundRow, ...]
    """those of 明细 that count"""
    numbers: dict[str, Number]
    at: dict[str, str]
    """by field, the cell of 汇总 that shows it"""
    carried: Coverage
    findings: tuple[Finding, ...]


def area_read(path: Path, layout: Layout) -> AreaRead:
    """Read an area's workbook; raises Unreadable when it is none of this form."""
    with openpyxl_guarded():
        opened = sealed_book(path, layout)
        book, seal = opened.book, opened.seal
        if seal is None or seal.ledger is None or not book.has(LEDGER_SHEET):
            raise Unreadable(either("不是本表样的汇总工作簿", "no consolidated workbook of this form"))
        at = seal.places(layout)
        rows = tuple(row for row in ledger_rows(book, seal, at) if row.text("include") == INCLUDED)
        errors = tuple(each for each in inside(book, seal, layout) if each.severity is Severity.ERROR)
        lines = [as_found(row, at) for row in rows]
    codes = {row.sealed.said["code"] for row in rows if row.sealed}
    totals = {field.id: at.totals[WHOLE, field.id] for field in layout.form.numbers}
    return AreaRead(
        seal=seal,
        places=at,
        rows=rows,
        numbers={field.id: held(whole(added_up(lines, field))) for field in layout.form.numbers},
        at={field: f"{place.sheet}!{place.cell}" for field, place in totals.items()},
        carried=area_of(seal.ledger, [row for row in seal.ledger.rows if row.code in codes]),
        findings=errors,
    )


def registered_in(path: Path, layout: Layout) -> set[str]:
    """Give the SHA-256 of every file that an area's workbook has a line for; none where it is no such workbook."""
    try:
        book = glanced(path)
        with openpyxl_guarded():
            seal = read_seal(book, layout)
    except Unreadable:
        return set()
    return {sha256 for _, sha256, _ in seal.files if sha256} if seal else set()


_LONGEST = 30
_ESCAPES = regex(r"_x[0-9A-Fa-f]{4}|_|[\x00-\x1f\ufffe\uffff]")
_MOST_SINGLY = 8
"""Numbers of one unit that are told one by one; where more differ it is another file, told once."""
_MOST_NOTED = 3
"""Differences that are named under an exchanged file."""
Track = Callable[[Iterable[FoundRow]], Iterable[FoundRow]]


Readings = list[Reread] | Unreadable


def readings_of(path: Path, *, form: Form) -> Readings:
    """Read a return a second time, or give why it cannot be."""
    try:
        return reread(path, form)
    except Unreadable as error:
        return error


def _lost(_: Path) -> Readings:
    return Unreadable(either("读取它的进程中途结束", "the process that read it ended"))


class AgainstInbox:
    """A ledger being held against the files of an inbox, down through the workbooks of areas that are among them."""

    def __init__(self, given: Given, at: Places) -> None:
        """Begin with no register read."""
        self.given, self.at = given, at
        self.registered: set[str] = set()
        """SHA-256 of every file that an area's workbook has a line for"""
        self.read: set[Path] = set()
        """the files that were compared"""
        self.beneath = 0
        """units of areas whose own files were read again"""

    def findings(self, rows: Iterable[FoundRow], seal: Seal, track: Track, crew: Crew = ALONE) -> Iterator[Finding]:
        """Give every finding about a workbook's ledger against the files, which the crew reads."""
        sealed_rows = [row for row in rows if row.sealed]
        paths = [path for row in sealed_rows if (path := self._return_of(row))]
        read = crew.each(partial(readings_of, form=self.at.layout.form), paths, lost=_lost)
        with closing(read):
            for found in track(sealed_rows):
                yield from self._row(found, next(read) if self._return_of(found) else None)
        yield from self._not_counted(seal)
        known = {file for file, _, _ in seal.files} | {sha for _, sha, _ in seal.files if sha} | self.registered
        strangers = [each for each in self.given.files if each.name not in known and each.sha256 not in known]
        beneath = self._beneath_what_does_not_count(known) if strangers else set()
        for each in strangers:
            if each.sha256 not in beneath:
                yield replace(found_by(rule("V24"), found=each.name, file=each.name), file=each.name)

    def _return_of(self, found: FoundRow) -> Path | None:
        """Give the file of a row that is a unit's, where there is one."""
        if found.sealed is None or found.sealed.area is not None:
            return None
        said = found.sealed.said
        given = self.given.same(said["file"], said["sha256"]) or self.given.named(said["file"])
        return given.path if given else None

    def _place(self, found: FoundRow, identifier: str) -> Where:
        return Where(sheet=LEDGER_SHEET, cell=str(Cell(found.row, self.at.columns[identifier])))

    def _row(self, found: FoundRow, readings: Readings | None = None) -> Iterator[Finding]:
        sealed = found.sealed
        if sealed is None:
            return
        file, digest, unit = sealed.said["file"], sealed.said["sha256"], unit_of(sealed)
        same, named = self.given.same(file, digest), self.given.named(file)
        if same is not None:
            if same.name != file:
                yield _in_file(
                    found_by(rule("V25"), self._place(found, "file"), found=same.name, expected=file, unit=unit), file
                )
            yield from self._said(found, sealed, same.path, readings)
        elif named is not None:
            follow, others = _parted(self._said(found, sealed, named.path, readings))
            where, notes = self._place(found, "sha256"), _following(follow)
            told = found_by(rule("V21"), where, found=named.sha256, expected=digest, notes=notes, unit=unit, file=file)
            yield _in_file(told, file)
            yield from others
        else:
            yield _in_file(found_by(rule("V20"), self._place(found, "file"), expected=file, unit=unit), file)

    def _said(
        self, found: FoundRow, sealed: SealedRow, path: Path, readings: Readings | None = None
    ) -> Iterator[Finding]:
        """Compare a row with what its file says, a return or an area's own workbook; `readings` if it is read."""
        file, unit = sealed.said["file"], unit_of(sealed)
        self.read.add(path)
        try:
            if sealed.area is None:
                readings = readings or readings_of(path, form=self.at.layout.form)
                if isinstance(readings, Unreadable):
                    raise readings
                yield from _number_findings(found, sealed, self.at, readings)
                yield from _outside_the_tables(sealed, self.at, readings)
                return
            area = area_read(path, self.at.layout)
        except Unreadable as error:
            yield _in_file(found_by(rule("V23"), why=text_of(str(error)), unit=unit, file=file), file)
            return
        yield from (_in_file(each, file) for each in area.findings)
        yield from _number_findings(found, sealed, self.at, [Reread(numbers=area.numbers, at=area.at)])
        if area.carried != sealed.area:
            yield _in_file(found_by(rule("V30"), self._place(found, "name"), unit=unit, file=file), file)
        yield from self._beneath(area, unit, file)

    def _beneath(self, area: AreaRead, unit: str, file: str) -> Iterator[Finding]:
        """Go on to the files of an area's units, as far as they are given, by content: a name may be another area's."""
        self.registered |= {sha256 for _, sha256, _ in area.seal.files if sha256}
        below = AgainstInbox(self.given, area.places)
        wanting = 0
        for row, given in _with_files(area.rows, self.given):
            if given is None or row.sealed is None:
                wanting += 1
                continue
            self.beneath += row.sealed.area is None
            told = below._said(row, row.sealed, given.path)  # its own class
            yield from (replace(each, sheet="", cell="") if each.sheet == LEDGER_SHEET else each for each in told)
        self.registered |= below.registered
        self.read |= below.read
        self.beneath += below.beneath
        if wanting:
            yield _in_file(found_by(rule("V31"), unit=unit, file=file, count=len(area.rows), found=str(wanting)), file)

    def _beneath_what_does_not_count(self, known: set[str]) -> set[str]:
        """Give the SHA-256 of the files behind areas' workbooks that are known and left out, however deep."""
        beneath: set[str] = set()
        open_ = [each for each in self.given.files if each.sha256 in known and each.path not in self.read]
        while open_:
            new = registered_in(open_.pop().path, self.at.layout) - beneath
            beneath |= new
            open_ += [each for each in self.given.files if each.sha256 in new]
        return beneath

    def _not_counted(self, seal: Seal) -> Iterator[Finding]:
        """Tell files that were registered without being counted and are gone, or hold something else."""
        counted = {row.said["file"] for row in seal.rows}
        for file, digest, _ in seal.files:
            if file not in counted and digest and self.given.same(file, digest) is None:
                named = self.given.named(file)
                found = named.sha256 if named else "—"
                yield _in_file(found_by(rule("V26"), found=found, expected=digest, file=file), file)


def _parted(findings: Iterable[Finding]) -> tuple[list[Finding], list[Finding]]:
    """Part what another file says otherwise, which follows from its being another one, from why it cannot be read."""
    known = list(findings)
    follow = [each for each in known if each.severity is Severity.ERROR and each.code != "V23"]
    return follow, [each for each in known if each not in follow]


def _following(findings: list[Finding]) -> tuple[Text, ...]:
    """Say what follows from an exchanged file: the first differences, and how many there are in all."""
    count = len(findings)
    more = (Text(f"这样的不符共 {count} 处", f"{count} such differences in all"),) if count > _MOST_NOTED else ()
    return (*(each.message for each in findings[:_MOST_NOTED]), *more)


def _with_files(rows: Iterable[FoundRow], given: Given) -> Iterator[tuple[FoundRow, GivenFile | None]]:
    for row in rows:
        said = row.sealed.said if row.sealed else {"file": "", "sha256": ""}
        yield row, given.same(said["file"], said["sha256"])


def _in_file(finding: Finding, file: str) -> Finding:
    return replace(finding, file=file)


def _number_findings(found: FoundRow, sealed: SealedRow, at: Places, readings: list[Reread]) -> Iterator[Finding]:
    file, first = sealed.said["file"], readings[0]
    differing = [
        field
        for field in at.layout.form.numbers
        if not any(each.numbers[field.id] == as_number(found.values[field.id]) for each in readings)
    ]
    many = len(differing) > _MOST_SINGLY
    for field in differing[:1] if many else differing:
        cells = [Cell(found.row, at.columns[each.id]) for each in (differing if many else [field])]
        where = Where(sheet=LEDGER_SHEET, cell=ranges(cells), label=field.label, field=field.id)
        finding = found_by(
            rule("V22", "many") if many else rule("V22"),
            where,
            found=as_text(found.values[field.id]) or "（空）",
            expected=figure_text(first.numbers[field.id]),
            unit=unit_of(sealed),
            place=first.at.get(field.id, "?"),
            count=len(differing),
        )
        yield _in_file(finding, file)


def _outside_the_tables(sealed: SealedRow, at: Places, readings: list[Reread]) -> Iterator[Finding]:
    """Compare the figures beside the text, and the text, of which 文字汇编 shows the sealed ones."""
    form, file = at.layout.form, sealed.said["file"]
    for asked in (*form.singles, *(each for each in form.fields.values() if each.kind is Kind.TEXT)):
        merged = _shown_beside(asked.id, sealed.singles, sealed.texts)
        read = [_shown_beside(asked.id, each.numbers, each.texts) for each in readings]
        untold = any(asked.id in each.untold for each in readings)
        if not untold and _plain_text(merged) not in map(_plain_text, read):
            place, unit = readings[0].at.get(asked.id, "?"), unit_of(sealed)
            where = Where(label=asked.label, field=asked.id)
            found, expected = _brief(merged), _brief(read[0])
            yield _in_file(found_by(rule("V32"), where, found=found, expected=expected, unit=unit, place=place), file)


def _shown_beside(identifier: str, numbers: Mapping[str, Number | None], texts: Mapping[str, str]) -> str:
    number = numbers.get(identifier)
    return texts.get(identifier, "") if number is None else shown(number)


def _plain_text(text: str) -> str:
    """Give a text without blanks and escapes, which the two readers give differently."""
    return "".join(_ESCAPES.sub("", text).split())


def _brief(text: str) -> str:
    return f"“{text[:_LONGEST]}…”" if len(text) > _LONGEST else text or "（空）"
