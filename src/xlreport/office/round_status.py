"""How a round stands today: each unit, the files that are nobody's, the waivers. Writes nothing."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from xlreport.checks import WAIVER_RULES
from xlreport.findings import Finding
from xlreport.merging import Standing, Stray, standings, strays
from xlreport.office.consolidation import Track, ledger_of, received_of
from xlreport.office.opened_inbox import opened_inbox
from xlreport.office.round_folder import open_round
from xlreport.office.round_terms import round_terms
from xlreport.rounds import INBOX, Register


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundStatus:
    """How a round stands: each unit in scope, the files that are nobody's, and waivers that want a look."""

    units: tuple[Standing, ...]
    strays: tuple[Stray, ...]
    waivers: tuple[Finding, ...]

    @property
    def open(self) -> bool:
        """Tell whether anything is still to be asked."""
        return bool(self.strays) or any(each.open for each in self.units)


def status_of(folder: Path, today: date, track: Track = list) -> RoundStatus:
    """Give how a round stands; raises XlreportError when the round's files cannot be read."""
    opened = open_round(folder)
    known = round_terms(folder, opened.layout)
    with opened_inbox([folder / INBOX]) as inbox:
        received = received_of(inbox, known, opened.layout, track)
    ledger = ledger_of(received, inbox, known, opened.layout)
    register = known.register or Register()
    return RoundStatus(
        units=standings(ledger, received.returns, register, opened.settings, today, units=opened.layout.form.units),
        strays=strays(ledger),
        waivers=tuple(each for each in ledger.findings if each.code in WAIVER_RULES),
    )
