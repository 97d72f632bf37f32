"""How a round stands today: each unit, the files that are nobody's, the waivers, and the returns that count.

Writes nothing.
"""

from datetime import date
from pathlib import Path

from xlreport.checks import WAIVER_RULES
from xlreport.findings import Finding
from xlreport.language import Text
from xlreport.layout import Layout
from xlreport.merging import Stray, UnitStatus, strays, unit_statuses
from xlreport.office.adding_up.consolidation import Track, ledger_of, received_of
from xlreport.office.adding_up.round_terms import round_terms
from xlreport.office.round_folder import open_round
from xlreport.office.taking_in.opened_inbox import opened_inbox
from xlreport.plain_records import dataclass
from xlreport.rounds import INBOX, Register, Settings
from xlreport.submissions import Return
from xlreport.workers import ALONE, Crew


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundStatus:
    """How a round stands: each unit in scope, the files that are nobody's, and waivers that want a look."""

    title: Text
    """whose round it is, of which form and year, and the day it is judged by"""
    units: tuple[UnitStatus, ...]
    strays: tuple[Stray, ...]
    waivers: tuple[Finding, ...]

    @property
    def open(self) -> bool:
        """Tell whether anything is still to be asked."""
        return bool(self.strays) or any(each.open for each in self.units)


def status_of(folder: Path, today: date, track: Track = list, *, crew: Crew = ALONE) -> RoundStatus:
    """Give how a round stands; raises XlreportError when the round's files cannot be read."""
    opened = open_round(folder)
    known = round_terms(folder, opened.layout)
    with opened_inbox([folder / INBOX]) as inbox:
        received = received_of(inbox, known, opened.layout, track, crew=crew, numbers=False)
    jobs = crew.here(len(inbox.files))
    ledger = ledger_of(received, inbox, known, opened.layout, jobs=jobs)
    register = known.register or Register()
    return RoundStatus(
        title=_title(opened.settings, opened.layout, today),
        units=unit_statuses(ledger, received.returns, register, opened.settings, today, units=opened.layout.form.units),
        strays=strays(ledger),
        waivers=tuple(each for each in ledger.findings if each.code in WAIVER_RULES),
    )


def _title(settings: Settings, layout: Layout, today: date) -> Text:
    form = layout.form.title
    return Text(
        f"{settings.region}{settings.year}年{form}报送情况（{today}）",
        f"{settings.region} {settings.year} {form}: status of {today}",
    )


def counted_returns(folder: Path, layout: Layout, track: Track = list) -> list[Return]:
    """Give the returns of the units that count; raises XlreportError when the round's files cannot be read."""
    known = round_terms(folder, layout)
    with opened_inbox([folder / INBOX]) as inbox:
        received = received_of(inbox, known, layout, track)
    counted = {row.file for row in ledger_of(received, inbox, known, layout).rows}
    return [each for each in received.returns if each.file in counted]
