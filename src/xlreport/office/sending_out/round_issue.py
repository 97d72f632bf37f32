"""Blank workbooks: one of a unit, or a round's, one per unit of its roster with last year's figures in them."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path

from xlreport.errors import RoundError, XlreportError
from xlreport.forms import Form, nearest
from xlreport.language import either
from xlreport.manifest import identity_of
from xlreport.office.backgrounds import previous_of
from xlreport.office.registers.attached_registers import attached_register
from xlreport.office.registers.returned_registers import layout_of
from xlreport.office.round_folder import Round
from xlreport.office.sending_out.outbox import Issued, issue
from xlreport.office.taking_in.previous_year import PreviousYear, last_year
from xlreport.plain_records import dataclass
from xlreport.rounds import Unit, refuse_words
from xlreport.storage import round_lock
from xlreport.workers import ALONE, Crew
from xlreport.writing import write_workbook

TrackFiles = Callable[[Iterable[tuple[str, Path]]], Iterable[tuple[str, Path]]]
TrackUnits = Callable[[Iterable[Unit]], Iterable[Unit]]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundIssue:
    """What issuing a round came to; `without` are the units that last year's source says nothing of."""

    issued: Issued
    last: PreviousYear
    without: tuple[Unit, ...] = ()


def blank_workbook(
    form: Form, unit: Mapping[str, str], year: int | None = None, password: str = "", *, register: bool = False
) -> bytes:
    """Give a blank workbook, locked to what is known of its unit and year; raises XlreportError on a wrong one.

    With a `register` its tables of requests and disputes follow from rows that it carries.
    """
    words = {name: unit.get(name, "").strip() for name in ("unit_code", "unit_name", "region")}
    refuse_words(year=year, **words)
    kind = _kind_named(form, unit.get("unit_kind", ""))
    if year is not None and (fault := form.year_fault(year)):
        raise XlreportError(f"--year: {year}: {fault}")
    layout = layout_of(form)
    identity = identity_of(layout, year=str(year or ""), **{**unit, "unit_kind": kind})
    attached = attached_register(layout, identity) if register else None
    return write_workbook(layout, identity, {}, password=password, attached=attached)


def _kind_named(form: Form, said: str) -> str:
    """Give the id of a kind of unit, said as in a roster: by its id or its printed word; raises XlreportError."""
    asked = form.fields.get(form.roles.field("unit_kind"))
    kinds = {word: option.id for option in (asked.options if asked else ()) for word in (option.id, option.label)}
    if said and said not in kinds:
        raise XlreportError(f"--unit-kind {said}: {either('没有此类别', 'no such kind')}; {nearest(said, kinds)}")
    return kinds.get(said, "")


def issue_round(
    opened: Round,
    previous: Path | None = None,
    *,
    today: date,
    codes: Iterable[str] = (),
    password: str = "",
    force: bool = False,
    track_files: TrackFiles = list,
    track_units: TrackUnits = list,
    crew: Crew = ALONE,
) -> RoundIssue:
    """Issue a round's workbooks, dated today; raises RoundError when others were issued before and `force` is off.

    Last year's figures come from `previous`, else from where the round's settings say. With `codes` only these units
    are issued theirs.
    """
    settings = opened.settings
    chosen = chosen_units(opened, codes)
    units = [unit for unit in chosen if unit.hands_in(settings.year) and not unit.is_area]
    source = previous or previous_of(opened.folder, settings)
    last = (
        last_year(source, opened.layout, settings.year - 1, units, track_files) if source else PreviousYear(figures={})
    )
    with round_lock(opened.folder):
        issued = issue(
            opened.folder,
            opened.layout,
            settings,
            chosen,
            today=today,
            figures=last.figures,
            registers=last.registers,
            password=password,
            force=force,
            track=track_units,
            crew=crew,
        )
    without = tuple(unit for unit in units if unit.code not in last.figures) if source else ()
    return RoundIssue(issued=issued, last=last, without=without)


def chosen_units(opened: Round, codes: Iterable[str]) -> tuple[Unit, ...]:
    """Give the roster's units of some codes, all for none; raises RoundError naming codes that the roster has not."""
    asked = set(codes)
    units = tuple(unit for unit in opened.roster.units if not asked or unit.code in asked)
    if strange := sorted(asked - {unit.code for unit in units}):
        raise RoundError(f"{either('名册中没有这些单位代码', 'no such codes in the roster')}: {', '.join(strange)}")
    return units
