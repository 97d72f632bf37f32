"""What a merge is made under, beside the returns and the roster: the office's settings, decisions and waivers."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from xlreport.background import LastYear
from xlreport.findings import Finding, Severity
from xlreport.rounds import LATEST, Normative, Policies, Ruling, Settings, Waiver

_WAIVER = "waiver"


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """Everything an office decides about a merge; what nobody said is as usual."""

    settings: Settings | None = None
    rulings: tuple[Ruling, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    draft: bool = False
    last: Mapping[str, LastYear] = field(default_factory=dict)
    """last year's reports by unit code, also of units that are gone"""
    inbox: str = ""
    """where the returns lie, seen from the consolidated workbook's folder; empty when nobody can say"""
    told: tuple[Finding, ...] = ()
    """findings about the round as a whole that were made before the merge"""

    def waived(self, finding: Finding, code: str, day: str) -> Finding:
        """Give a finding with the answer of the first waiver that concerns it; of an error itself."""
        if finding.severity is not Severity.WARNING or finding.answered_by:
            return finding
        for waiver in self.waivers:
            if waiver.concerns(finding, code) and not waiver.expired(day):
                return replace(finding, reason=f"{waiver.why}（{waiver.who}）", answered_by=_WAIVER)
        return finding

    @property
    def policies(self) -> Policies:
        """Give the round's policies, the usual ones where it has no settings."""
        return self.settings.policies if self.settings else Policies()

    @property
    def which(self) -> str:
        """Give which of a unit's submissions counts."""
        return self.settings.which if self.settings else LATEST

    @property
    def takes_rejected(self) -> bool:
        """Tell whether returns with errors count: in a draft, unless the round says otherwise."""
        return self.draft and (self.settings is None or self.settings.rejected_in_draft)

    @property
    def normative(self) -> Normative:
        """Give the county's list of normative documents."""
        return self.settings.normative if self.settings else Normative()
