"""What the office of a round decides about the checks: how a rule weighs, where limits lie, which words are wrong."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field, replace

from xlreport.findings import Finding, Rule, Severity
from xlreport.forms import Form
from xlreport.keys import nearest
from xlreport.language import either
from xlreport.plain_records import dataclass

OFF = "off"
WEIGHTS = ("error", "warning", "note", OFF)
"""What a round may make of a rule."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Policies:
    """The round's own settings of the checks; each has a default that suits a county without any."""

    severities: Mapping[str, str] = field(default_factory=dict)
    """by code: error, warning, note or off"""
    limits: Mapping[str, int] = field(default_factory=dict)
    """by the form's keys of [limits], those that the round sets"""
    words: Mapping[str, str] = field(default_factory=dict)
    """words the county does not want, each with the right one"""

    def limit(self, key: str, form: Form) -> int:
        """Give a limit of the form: the round's, else the usual one."""
        return self.limits[key] if key in self.limits else form.limits[key].usual

    def weighed(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """Give the findings with the round's severities; those of rules switched off are gone."""
        kept = []
        for finding in findings:
            wanted = self.severities.get(finding.code, "")
            if not wanted or finding.severity is Severity.SKIPPED:
                kept.append(finding)
            elif wanted != OFF:
                kept.append(replace(finding, severity=Severity(wanted)))
        return tuple(kept)


def severity_faults(severities: Mapping[str, str], rules: Mapping[str, Rule]) -> Iterator[str]:
    """Say which severities cannot be: of no rule, or of one that may be neither lowered nor switched off."""
    for code, wanted in severities.items():
        known = rules.get(code)
        if known is None:
            yield f"severity.{code}: {either('没有此规则', 'no such rule')}; {nearest(code, rules)}"
        elif known.fixed and (wanted == OFF or Severity(wanted).rank > known.severity.rank):
            yield f"severity.{code}: " + either(
                f"“{known.title.zh}”不能调低，也不能停用",
                f"“{known.title.en}” can be neither lowered nor switched off",
            )
