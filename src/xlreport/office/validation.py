"""Returns held against the form and what their round knows of them; nothing is written, nothing merged."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from xlreport.errors import XlreportError
from xlreport.findings import Finding, blocking
from xlreport.layout import Layout
from xlreport.merging import scan
from xlreport.office.backgrounds import known_of
from xlreport.office.held_report import held_against, refuse_other_reports
from xlreport.office.intake import receive
from xlreport.office.round_folder import read_roster_file, round_beside
from xlreport.submissions import Identity, Return
from xlreport.verdicts import ACCEPTED, WITH_WARNINGS

TrackPaths = Callable[[Iterable[Path]], Iterable[Path]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Validation:
    """What validating came to: the files, a return for each, and what is said of the round as a whole."""

    paths: tuple[Path, ...]
    returns: tuple[Return, ...]
    findings: tuple[Finding, ...]

    @property
    def clean(self) -> bool:
        """Tell whether nothing is rejected."""
        taken = all(each.state in {ACCEPTED, WITH_WARNINGS} for each in self.returns)
        return taken and not blocking(self.findings)


def validate(
    files: Iterable[Path],
    layout: Layout,
    *,
    year: str = "",
    roster: Path | None = None,
    previous: Path | None = None,
    merged: Path | None = None,
    tier: str = "",
    track: TrackPaths = list,
) -> Validation:
    """Check completed workbooks, or folders of them; a round that they lie in is found.

    `merged` and `tier` hold a government's own report against a consolidated workbook. Raises XlreportError when a
    file that was named cannot be used.
    """
    given = list(files)
    known = known_of(
        round_beside(given),
        layout,
        roster=read_roster_file(roster, layout.form.units) if roster else None,
        expected=Identity(year=year) if year else None,
        previous=previous,
        year=year,
    )
    book, background = held_against(merged, tier, known.background, layout)
    paths = tuple(_workbooks(given))
    returns = tuple(receive(path, layout, background) for path in track(paths))
    if book:
        refuse_other_reports(returns, book)
    return Validation(paths=paths, returns=returns, findings=known.of_waivers(returns, layout))


def _workbooks(given: Iterable[Path]) -> Iterator[Path]:
    """Give the files that are named, and of folders the workbooks in them; raises XlreportError when there is none."""
    for path in given:
        if path.is_file():
            yield path
            continue
        found = [each for _, each in scan([path]).files]
        if not found:
            raise XlreportError(f"{path}: 没有 .xlsx 文件 (no .xlsx file)")
        yield from found
