"""The returns that count in a round, as its merge decides."""

from pathlib import Path

from xlreport.commands.merge import ledger_of, received_of
from xlreport.commands.options import progress
from xlreport.commands.round_terms import round_terms
from xlreport.layout import Layout
from xlreport.merging import scan
from xlreport.rounds import INBOX
from xlreport.submissions import Return


def counted_returns(folder: Path, layout: Layout) -> list[Return]:
    """Give the returns of the units that count; raises XlreportError when the round's files cannot be read."""
    known, inbox = round_terms(folder, layout), scan([folder / INBOX])
    with progress() as bar:
        received = received_of(inbox, known, layout, lambda files: bar.track(list(files), description="读取 read"))
    counted = {row.file for row in ledger_of(received, inbox, known, layout).rows}
    return [each for each in received.returns if each.file in counted]
