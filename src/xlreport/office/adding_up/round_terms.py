"""What a round's folder holds for a merge, gathered once for merge and status. Writes nothing."""

from dataclasses import field, replace
from pathlib import Path

from xlreport.background import RoundBackground
from xlreport.checks import waiver_findings
from xlreport.findings import Finding, ordered
from xlreport.layout import Layout
from xlreport.merging import Ledger, MergeTerms
from xlreport.office.backgrounds import known_of
from xlreport.office.round_folder import read_roster_file
from xlreport.plain_records import dataclass
from xlreport.rounds import DECISIONS_FILE, Register, Settings, read_register, read_rulings, read_settings


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundTerms:
    """A round as its merge needs it; everything is empty where there is no round."""

    settings: Settings | None = None
    register: Register | None = None
    background: RoundBackground = field(default_factory=RoundBackground)
    """what is known about each return before it is opened"""
    terms: MergeTerms = field(default_factory=MergeTerms)

    def with_inbox(self, inbox: str) -> "RoundTerms":
        """Give the terms with where the returns lie, seen from the consolidated workbook's folder."""
        return replace(self, terms=replace(self.terms, inbox=inbox))

    def with_waivers(self, ledger: Ledger) -> Ledger:
        """Give a ledger with what became of the round's waivers: unused, expired, very broad."""
        found: dict[str, list[Finding]] = {line.file: list(line.findings) for line in ledger.files}
        for finding in ledger.findings:
            found.setdefault(finding.file if finding.file in found else "", []).append(finding)
        about = {line.file: (line.code, line.submitted_on) for line in ledger.files}
        returns = [(*about.get(file, ("", "")), findings) for file, findings in found.items()]
        told = self.terms.policies.weighed(waiver_findings(self.terms.waivers, returns))
        return replace(ledger, findings=ordered((*ledger.findings, *told))) if told else ledger


def round_terms(  # what a command may be given in place of the round's own files
    folder: Path | None,
    layout: Layout,
    *,
    roster: Path | None = None,
    decisions: Path | None = None,
    previous: Path | None = None,
    draft: bool = False,
    year: str = "",
) -> RoundTerms:
    """Gather what a round's folder says, with other files in place of its own; raises XlreportError naming faults.

    Without a folder there is only what is given.
    """
    units = read_roster_file(roster, layout.form.units) if roster else None
    known = known_of(folder, layout, roster=units, previous=previous, year=year)
    settings = read_settings(folder) if folder else None
    decided = decisions or (folder / DECISIONS_FILE if folder else None)
    return RoundTerms(
        settings=settings,
        register=read_register(folder) if folder else None,
        background=known.background,
        terms=MergeTerms(
            settings=settings,
            rulings=read_rulings(decided) if decided else (),
            waivers=known.background.waivers,
            draft=draft,
            last=known.background.last,
            told=known.findings,
        ),
    )
