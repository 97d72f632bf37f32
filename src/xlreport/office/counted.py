"""The returns that count in a round, as its merge decides."""

from pathlib import Path

from xlreport.layout import Layout
from xlreport.office.consolidation import Track, ledger_of, received_of
from xlreport.office.opened_inbox import opened_inbox
from xlreport.office.round_terms import round_terms
from xlreport.rounds import INBOX
from xlreport.submissions import Return


def counted_returns(folder: Path, layout: Layout, track: Track = list) -> list[Return]:
    """Give the returns of the units that count; raises XlreportError when the round's files cannot be read."""
    known = round_terms(folder, layout)
    with opened_inbox([folder / INBOX]) as inbox:
        received = received_of(inbox, known, layout, track)
    counted = {row.file for row in ledger_of(received, inbox, known, layout).rows}
    return [each for each in received.returns if each.file in counted]
