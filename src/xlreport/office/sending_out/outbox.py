"""One workbook per unit that hands in, into the outbox and the register. Never writes over another one unasked."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, suppress
from datetime import date
from pathlib import Path

from xlreport.errors import Refusal, RoundError
from xlreport.language import either
from xlreport.layout import Layout
from xlreport.numbers import Number
from xlreport.office.sending_out.issued_workbooks import BLANK, MadeWorkbook, Order, Press, content_of
from xlreport.plain_records import dataclass
from xlreport.reading import read_submission
from xlreport.reading.signatures import begins_as_workbook
from xlreport.rounds import (
    OUTBOX,
    Register,
    Settings,
    Unit,
    read_key,
    read_register,
    workbook_names,
    write_register,
)
from xlreport.storage import replace_file
from xlreport.submissions import Annexed, Submission
from xlreport.workers import ALONE, Crew
from xlreport.writing import Series

_CLASH = either(
    "这些表已经下发，按现在的名册和设定写出来会不同，未写任何文件；还没有发出去的，加 --force 换成新的；"
    "已经发给单位的不必换，填好的旧表照样检查；表样换了版本的，收回后用 xlreport migrate 转入",
    "these were issued before, and by the roster and settings of now they would differ; nothing was written. Those not "
    "yet sent out: --force puts the new ones in their place. Those sent out may stay: a former one is checked all the "
    "same; where the form has a new edition, xlreport migrate carries what comes back",
)
_BEGUN = either(
    "这些文件已有人填写或改动，任何情况下都不覆盖，未写任何文件；填好的请移到 inbox，没填好的移到别处，再运行一次",
    "somebody has begun to fill these in: never replaced, nothing was written; move what is finished to inbox, "
    "the rest away, and run this again",
)
Track = Callable[[Iterable[Unit]], Iterable[Unit]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """What issuing did: file names in the outbox, in the roster's order."""

    written: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    """former workbooks of units whose file is now called otherwise"""
    strange: tuple[str, ...] = ()
    """workbooks in the outbox that belong to no unit that hands in"""

    @property
    def count(self) -> int:
        """Give how many workbooks stand ready now."""
        return len(self.written) + len(self.replaced) + len(self.unchanged)


def issue(
    folder: Path,
    layout: Layout,
    settings: Settings,
    units: Iterable[Unit],
    *,
    today: date,
    figures: Mapping[str, Mapping[str, Number]] | None = None,
    registers: Mapping[str, Annexed] | None = None,
    password: str = "",
    force: bool = False,
    track: Track = list,
    crew: Crew = ALONE,
) -> Issued:
    """Write the workbooks of the units that hand in a return and enter them in the register, dated `today`.

    Whole areas get none: they hand in a consolidated workbook.

    `figures` has last year's by unit code, `registers` what the returns of then carried: a unit that keeps a register
    finds the requests in it that were left open. The bytes depend on unit, settings, form, figures,
    registers and password alone.
    Raises RoundError, before anything is written, when a unit has already been issued another workbook and `force`
    is off.
    """
    asked = [unit for unit in units if unit.hands_in(settings.year) and not unit.is_area]
    _refuse_unusable(asked, layout, settings)
    register, names = read_register(folder), workbook_names(asked)
    press = Press(layout, settings, today, password, read_key(folder), Series(layout, password))
    orders = [
        Order(
            unit,
            folder / OUTBOX / names[unit.code],
            (figures or {}).get(unit.code, {}),
            (registers or {}).get(unit.code),
        )
        for unit in asked
    ]
    with closing(crew.each(press.made, orders, lost=press.made)) as results:
        made = [next(results) for _ in track(asked)]
    if begun := [each.issue.file for each in made if _is_begun(each, register, layout)]:
        raise RoundError("\n".join((_BEGUN, *begun)))
    clashes = list(_clashes(made, register))
    if clashes and not force:
        raise RoundError("\n".join((_CLASH, *clashes)))
    return _entered(folder, made, register)


def _entered(folder: Path, made: list[MadeWorkbook], register: Register) -> Issued:
    """Write what is not there yet, enter all of it, and clear away what it takes the place of."""
    for each in made:
        if each.content != each.present:
            replace_file(each.path, each.content)
    write_register(folder, register.with_issues(each.issue for each in made))
    removed = tuple(_remove_renamed(folder, made, register))
    return _issued(folder, made, removed)


def _refuse_unusable(units: list[Unit], layout: Layout, settings: Settings) -> None:
    form = layout.form
    if not units:
        raise RoundError(either("名册中没有须自己报送的单位", "no unit of the roster is to submit"))
    if fault := form.year_fault(settings.year):
        raise RoundError(f"year: {settings.year}: {fault}")
    kind = form.fields.get(form.roles.field("unit_kind"))
    known = {option.id for option in kind.options} if kind else {unit.kind for unit in units}
    if strange := [f"{unit.code} {unit.name}: {unit.kind}" for unit in units if unit.kind not in known]:
        raise RoundError(
            "\n".join((f"{either('表样没有这些单位类别', 'kinds that the form does not have')}:", *strange))
        )


def _clashes(made: Iterable[MadeWorkbook], register: Register) -> Iterator[str]:
    """Say of each unit that would get another workbook than it was issued, or where another file is in the way."""
    for each in made:
        before = register.issue_of(each.unit.code)
        if each.present is not None and each.present != each.content:
            yield f"{each.issue.file}: {either('已有不同的文件', 'another file is there')}"
        elif before and (before.sha256, before.file) != (each.issue.sha256, each.issue.file):
            yield (
                f"{each.issue.file}: {before.issued} "
                + either("下发的是另一份", "another was issued")
                + f": {before.file}"
            )


def _is_begun(made: MadeWorkbook, register: Register, layout: Layout) -> bool:
    """Tell whether the file in a workbook's place holds what somebody entered; one that cannot be read may."""
    present = made.present
    if not present or present == made.content or BLANK.wrote(present):
        return False
    if any(issue.sha256 == hashlib.sha256(present).hexdigest() for issue in register.issues):
        return False
    try:
        says = read_submission(made.path, layout)
    except Refusal:
        return begins_as_workbook(present)
    return _is_filled(says)


def _is_filled(says: Submission) -> bool:
    """Tell whether anything stands in a workbook that the office did not issue."""
    fields = says.form.fields
    issued = {field for field in fields if fields[field].issued or fields[field].last_of} | set(says.form.computed)
    issued |= says.annexed.live if says.annexed else set()
    entered = any(entry.raw for field, entry in says.entries.items() if field not in issued)
    has_rows = says.annexed is not None and not says.annexed.is_empty
    return entered or has_rows or bool(says.extra_cells or says.reasons)


def _remove_renamed(folder: Path, made: Iterable[MadeWorkbook], register: Register) -> Iterator[str]:
    """Remove a unit's former workbook under another name, if it is untouched: one unit, one workbook."""
    current = {each.issue.file.casefold() for each in made}
    for each in made:
        before = register.issue_of(each.unit.code)
        if before is None or before.file.casefold() in current or not before.file.startswith(f"{OUTBOX}/"):
            continue
        path = folder / OUTBOX / Path(before.file).name
        content = content_of(path)
        if content is not None and hashlib.sha256(content).hexdigest() == before.sha256:
            with suppress(OSError):  # still open in another program: it is then told as strange
                path.unlink()
                yield path.name


def _issued(folder: Path, made: list[MadeWorkbook], removed: tuple[str, ...]) -> Issued:
    own = {each.path.name for each in made}
    present = sorted(_workbooks_in(folder / OUTBOX))
    return Issued(
        written=tuple(each.path.name for each in made if each.present is None),
        replaced=tuple(each.path.name for each in made if each.present not in {None, each.content}),
        unchanged=tuple(each.path.name for each in made if each.present == each.content),
        removed=removed,
        strange=tuple(name for name in present if name not in own and not name.startswith("~$")),
    )


def _workbooks_in(outbox: Path) -> list[str]:
    """Give the names of the workbooks there; none where the folder cannot be listed, which undoes no issue."""
    try:
        return [path.name for path in outbox.iterdir() if path.suffix.lower() == ".xlsx"]
    except OSError:
        return []
