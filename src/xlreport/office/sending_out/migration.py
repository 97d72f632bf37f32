"""The answers of an older or damaged workbook poured into a fresh one, and what became of each. Repairs no value."""

from collections.abc import Iterable, Iterator
from dataclasses import fields
from pathlib import Path

from xlreport.checks import examine, refused, unopened
from xlreport.checks.doubtful_cells import check_appearance
from xlreport.checks.workbook.beside_answers import check_hidden
from xlreport.errors import Refusal, XlreportError
from xlreport.findings import Finding
from xlreport.language import Text, either
from xlreport.layout import Layout
from xlreport.manifest import identity_of, is_signed, signed
from xlreport.office.registers.attached_registers import attached_again
from xlreport.office.round_folder import round_beside
from xlreport.office.taking_in.conversion import recovered_from
from xlreport.plain_records import dataclass
from xlreport.reading import Recovered
from xlreport.rounds import read_key
from xlreport.storage import Guard, Purpose, Target
from xlreport.submissions import Identity, State
from xlreport.verdicts import CARRIED, LEFT, RECOVERED
from xlreport.writing import write_workbook

MIGRATED = Purpose(name="migrate", ending=".xlsx")
_SIMPLY = Text("", "")
_ELSEWHERE = Text("不在清单写明的位置，按名称或标签找到", "not where the manifest says; found by name or labels")


@dataclass(frozen=True, slots=True, kw_only=True)
class MigratedCell:
    """What became of a field, or of something else in the old workbook."""

    outcome: str
    place: str
    field: str = ""
    why: Text = _SIMPLY
    """why it needs eyes; empty when it was simply carried"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Migration:
    """What became of everything that stood in the old workbook."""

    cells: tuple[MigratedCell, ...]
    unlike: tuple[Finding, ...] = ()
    """what showed otherwise than the old workbook holds it, or not at all; what it holds was carried"""

    @property
    def whole(self) -> bool:
        """Tell whether everything is in the fresh workbook."""
        return all(cell.outcome != LEFT for cell in self.cells)


def migrate(file: Path, output: Path, layout: Layout, *, force: bool = False) -> Migration:
    """Write a fresh workbook with what an old one says; raises XlreportError when that one cannot be read.

    One that a round signed is signed again with the key of the round that it lies in.
    """
    key = key_beside([file])
    return poured(file, Guard(inputs=[file], force=force).file(output, MIGRATED), layout, key)


def key_beside(places: Iterable[Path]) -> bytes:
    """Give the key of the round that files and folders belong to, empty where there is none."""
    folder = round_beside(places)
    return read_key(folder) if folder else b""


def poured(file: Path, target: Target, layout: Layout, key: bytes = b"", name: str = "") -> Migration:
    """Write what an old workbook says to a place; raises XlreportError, which calls it by `name`."""
    content, done = recast(file, layout, key, name or file.name)
    target.write(content)
    return done


def recast(file: Path, layout: Layout, key: bytes, name: str) -> tuple[bytes, Migration]:
    """Give a fresh workbook with what an old one says, and the report on it; raises XlreportError as above."""
    try:
        found = recovered_from(file, layout)
    except (Refusal, OSError) as error:
        finding = refused(error) if isinstance(error, Refusal) else unopened(error)
        raise XlreportError(f"{name}: {either(finding.message.zh, finding.message.en)}") from error
    cells = tuple(_cells(found))
    if cells and all(cell.outcome == LEFT for cell in cells):
        raise XlreportError(f"{name}: {_NOTHING}")
    return _fresh(found, layout, key), Migration(cells=cells, unlike=tuple(_unlike(found, layout)))


_NOTHING = either(
    "没有一栏认得出来，未写任何文件；请把内容抄入现行的空白表",
    "no field of it is recognised, nothing was written; copy what it says into a blank workbook of today",
)


def _unlike(found: Recovered, layout: Layout) -> Iterator[Finding]:
    """Find what a person saw otherwise than it is carried: formats are left behind, and nothing is hidden anew."""
    seen = examine(found.submission, layout)
    yield from check_appearance(seen)
    yield from check_hidden(seen)


def _fresh(found: Recovered, layout: Layout, key: bytes) -> bytes:
    """Give a blank workbook with all that was read, the raw text where it is no value; totals by formula again.

    It is signed where the old one bears this key's signature: what comes from elsewhere does not become the round's.
    """
    says = found.submission
    known = {each.name: getattr(says.identity, each.name) for each in fields(Identity)}
    own = {"form", "edition", "structure", "issue", "signature"}
    identity = identity_of(layout, **{key: text for key, text in known.items() if key not in own})
    if key and is_signed(says.identity, key):
        identity = signed(identity, key)
    entered = {field: value for field, value in says.left().items() if field not in says.form.computed}
    attached = attached_again(layout, identity, says.annexed)
    if attached:
        entered = {field: value for field, value in entered.items() if field not in attached.formulas}
    return write_workbook(layout, identity, entered, reasons=says.reasons, attached=attached)


def _cells(found: Recovered) -> Iterator[MigratedCell]:
    """Say of every filled field whether it was carried, recovered by another address, or not carried and why."""
    says = found.submission
    moved = {each.field for each in says.moved}
    for field, entry in says.entries.items():
        if entry.raw is None or field in says.form.computed:
            continue
        place = f"{entry.sheet}!{entry.area}"
        if entry.state in {State.TEXT, State.ERROR}:
            yield MigratedCell(outcome=CARRIED, field=field, place=place, why=_as_it_stands(entry.raw))
        elif field in moved:
            yield MigratedCell(outcome=RECOVERED, field=field, place=place, why=_ELSEWHERE)
        else:
            yield MigratedCell(outcome=CARRIED, field=field, place=place)
    yield from _left(found)


def _as_it_stands(raw: str) -> Text:
    return Text(
        f"不是该栏的内容，按原文“{raw}”转入，请更正", f"not what the field takes; carried as “{raw}”, to be corrected"
    )


def _left(found: Recovered) -> Iterator[MigratedCell]:
    says = found.submission
    for foreign in found.foreign:
        why = Text(f"空白表没有这一栏：“{foreign.raw}”", f"the form does not ask it: “{foreign.raw}”")
        yield MigratedCell(outcome=LEFT, field=foreign.field, place=foreign.place, why=why)
    for sheet, areas in says.extra_cells.items():
        why = Text("不属于任何一栏", "belongs to no field")
        yield MigratedCell(outcome=LEFT, place=f"{sheet}!{','.join(areas)}", why=why)
    for each in says.formulas:
        entry = says.entries.get(each.field)
        if entry is not None and each.found is None and entry.raw is not None:
            why = Text(f"合计改由公式计算，原填“{entry.raw}”", f"the total is a formula again; it held “{entry.raw}”")
            yield MigratedCell(outcome=LEFT, field=each.field, place=f"{each.sheet}!{each.cell}", why=why)
