"""The workbook of one unit as it is issued: its identity, signed, with what is known of it. Writes nothing."""

import hashlib
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from xlreport.errors import XlreportError, reason
from xlreport.language import day_in_words, either
from xlreport.layout import Layout
from xlreport.manifest import identity_of, signed
from xlreport.numbers import Number
from xlreport.office.registers.attached_registers import attached_register, carried_register
from xlreport.plain_records import dataclass
from xlreport.rounds import OUTBOX, Issue, Settings, Unit
from xlreport.storage import Purpose, stamped
from xlreport.submissions import Annexed, Identity
from xlreport.writing import Attached, Series, write_workbook

BLANK = Purpose(name="template", ending=".xlsx")
"""A workbook to be filled in, as long as nobody did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeWorkbook:
    """A workbook made for a unit, not yet written; `present` holds the bytes at its place."""

    unit: Unit
    issue: Issue
    path: Path
    content: bytes
    present: bytes | None


@dataclass(frozen=True, slots=True)
class Order:
    """A workbook to be made: for whom, where it goes, last year's figures, what last year's register left open."""

    unit: Unit
    path: Path
    figures: Mapping[str, Number]
    annexed: Annexed | None


@dataclass(frozen=True, slots=True)
class Press:
    """What every workbook of a round is made with."""

    layout: Layout
    settings: Settings
    today: date
    password: str
    key: bytes
    series: Series

    def made(self, order: Order) -> MadeWorkbook:
        """Make a unit's workbook."""
        unit, path = order.unit, order.path
        identity = _identity(unit, self.layout, self.settings)
        if self.key:
            identity = signed(identity, self.key)
        content = stamped(self._workbook(order, identity), BLANK.ending, BLANK.name)
        return MadeWorkbook(
            unit=unit,
            path=path,
            content=content,
            present=content_of(path),
            issue=Issue(
                unit=unit.code,
                issue=identity.issue,
                sha256=hashlib.sha256(content).hexdigest(),
                issued=self.today,
                file=f"{OUTBOX}/{path.name}",
            ),
        )

    def _workbook(self, order: Order, identity: Identity) -> bytes:
        notice, figures = _notice(self.settings, order.unit), order.figures
        if not order.unit.register:
            return self.series.workbook(identity, figures, notice)
        attached = self._register(identity, order.annexed)
        return write_workbook(self.layout, identity, figures, password=self.password, attached=attached, notice=notice)

    def _register(self, identity: Identity, annexed: Annexed | None) -> Attached:
        """The register that a unit's tables follow from, by the round's choices."""
        terms, year = self.settings.register, self.settings.year
        read = carried_register(self.layout, annexed, year, terms.choices)
        return attached_register(self.layout, identity, read, rows=terms.rows, soon_days=terms.soon_days)


def _notice(settings: Settings, unit: Unit) -> str:
    """Say until when the unit hands in and whom it asks, as far as the round's settings do."""
    day, office = settings.due(unit.kind), settings.contact
    said = (
        ("报送截止日期", day_in_words(day)),
        ("主管部门", office.office),
        ("联系人", office.person),
        ("电话", office.phone),
    )
    return "　".join(f"{label}：{text}" for label, text in said if text)


def _identity(unit: Unit, layout: Layout, settings: Settings) -> Identity:
    return identity_of(
        layout,
        unit_code=unit.code,
        unit_name=unit.name,
        unit_kind=unit.kind,
        region=settings.region,
        year=str(settings.year),
    )


def content_of(path: Path) -> bytes | None:
    """Give a file's bytes, None where there is none; raises XlreportError where it cannot be read."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise XlreportError(f"{path}: {either('不能读取', 'cannot be read')}: {reason(error)}") from error
