"""What a round knows about its units, gathered for the checks: roster, key, last year, policies, waivers."""

from collections.abc import Callable, Iterable
from dataclasses import field
from pathlib import Path

from xlreport.background import RoundBackground
from xlreport.checks import waiver_findings
from xlreport.errors import RoundError, XlreportError
from xlreport.findings import Finding, ordered
from xlreport.language import either
from xlreport.layout import Layout
from xlreport.office.round_folder import roster_beside
from xlreport.plain_records import dataclass
from xlreport.register import register_of
from xlreport.rounds import (
    SETTINGS_FILE,
    WAIVERS_FILE,
    Roster,
    Settings,
    read_key,
    read_settings,
    read_waivers,
    severity_faults,
)
from xlreport.rule_lists import catalogue, every_rule
from xlreport.submissions import Identity, Return

Files = Iterable[tuple[str, Path]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known before any return is opened; `findings` say what of last year could not be used."""

    background: RoundBackground = field(default_factory=RoundBackground)
    findings: tuple[Finding, ...] = ()

    def of_waivers(self, returns: Iterable[Return], layout: Layout) -> tuple[Finding, ...]:
        """Say what became of the round's waivers as far as these returns tell.

        Whether one is of use to another unit, or to what only a merge finds, they do not tell.
        """
        if not self.background.waivers:
            return ()
        read = [(each.submission, each.findings) for each in returns if each.submission]
        told = [(says.says("unit_code"), says.day, findings) for says, findings in read]
        units, codes = {unit for unit, *_ in told}, {rule.code for rule in catalogue(layout.form)}
        found = waiver_findings(
            self.background.waivers, told, lambda waiver: waiver.unit in units and waiver.code in codes
        )
        return tuple(each.within(WAIVERS_FILE) for each in ordered(self.background.policies.weighed(found)))


def known_of(
    folder: Path | None,
    layout: Layout,
    *,
    roster: Roster | None = None,
    expected: Identity | None = None,
    previous: Path | None = None,
    year: str = "",
    track: Callable[[Files], Files] = list,
) -> Known:
    """Gather what a round's folder and a command's options say; raises XlreportError when a file of them is wrong."""
    settings = read_settings(folder) if folder else None
    units = roster or roster_beside(folder, layout.form.units)
    _accept(settings, layout)
    source = previous or previous_of(folder, settings)
    found = None
    if source:
        from xlreport.office.taking_in.previous_year import last_year  # noqa: PLC0415  # brings every reader of last year's files

        found = last_year(source, layout, _year(year, settings) - 1, units.units if units else None, track)
    return Known(
        background=RoundBackground(
            expected=expected,
            key=read_key(folder) if folder else b"",
            roster=units,
            last=found.reports if found else {},
            policies=settings.policies if settings else RoundBackground().policies,
            counting=_counting(settings, layout) if settings else {},
            waivers=read_waivers(folder) if folder else (),
        ),
        findings=found.findings if found else (),
    )


def _counting(settings: Settings, layout: Layout) -> dict[str, tuple[str, str]]:
    """How the round counts what a register holds where no text decides; nothing for a form without one."""
    declared = register_of(layout.form)
    chosen = declared.choosing(settings.register.choices).choices if declared else ()
    return {each.id: (each.chosen, each.said) for each in chosen}


def _accept(settings: Settings | None, layout: Layout) -> None:
    faults = list(severity_faults(settings.policies.severities, every_rule(layout.form))) if settings else []
    if faults:
        raise RoundError("\n".join(f"{SETTINGS_FILE}: {fault}" for fault in faults))


def previous_of(folder: Path | None, settings: Settings | None) -> Path | None:
    """Give where a round's settings say that last year's figures are; raises RoundError when nothing is there."""
    if folder is None or settings is None or not settings.previous:
        return None
    source = folder / settings.previous
    if not source.exists():
        raise RoundError(
            f"{SETTINGS_FILE}: previous: {source}: {either('没有这个文件或文件夹', 'no such file or folder')}"
        )
    return source


def _year(year: str, settings: Settings | None) -> int:
    said = year or (str(settings.year) if settings else "")
    if not said.isdecimal():
        raise XlreportError(
            either("用上年数字须写明报告年度：--year", "last year's figures need the report year: --year")
        )
    return int(said)
