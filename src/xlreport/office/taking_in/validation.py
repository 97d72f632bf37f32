"""Returns held against the form and what their round knows of them; nothing is written, nothing merged."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, closing
from functools import partial
from pathlib import Path

from xlreport.background import RoundBackground
from xlreport.errors import XlreportError
from xlreport.findings import Finding, blocking
from xlreport.language import Text, either, readable
from xlreport.layout import Layout
from xlreport.merging import ARCHIVE
from xlreport.office.backgrounds import known_of
from xlreport.office.round_folder import inbox_folders, read_roster_file, round_beside, year_of_inbox
from xlreport.office.taking_in.compact_returns import Unpacker, packed
from xlreport.office.taking_in.intake import lost, receive, taken_in
from xlreport.office.taking_in.opened_inbox import opened_inbox
from xlreport.plain_records import dataclass
from xlreport.submissions import Identity, Return
from xlreport.verdicts import ACCEPTED, WITH_WARNINGS
from xlreport.workers import ALONE, Crew

TrackPaths = Callable[[Iterable[Path]], Iterable[Path]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Validation:
    """What validating came to: the files, a return for each, and what is said of the round as a whole."""

    paths: tuple[Path, ...]
    returns: tuple[Return, ...]
    findings: tuple[Finding, ...]
    skipped: tuple[tuple[str, Text], ...] = ()
    """what lies in the folders besides, each by name with the reason why it was not checked"""

    @property
    def clean(self) -> bool:
        """Tell whether nothing is rejected."""
        taken = all(each.state in {ACCEPTED, WITH_WARNINGS} for each in self.returns)
        return taken and not blocking(self.findings)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Workbook:
    """A file to check: where it can be read, and where it lies: one in an archive is found by no program there."""

    path: Path
    place: Path
    name: str = ""
    """of one in an archive, with the archive's"""


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
    crew: Crew = ALONE,
) -> Validation:
    """Check completed workbooks, or folders of them, of a round its inbox; a round that they lie in is found.

    What lies in a round's inbox is of the round's year, unless `year` says otherwise.
    `merged` and `tier` hold a government's own report against a consolidated workbook. Raises XlreportError when a
    file that was named cannot be used.
    """
    given = inbox_folders(files)
    asked = year or year_of_inbox(given)
    known = known_of(
        round_beside(given),
        layout,
        roster=read_roster_file(roster, layout.form.units) if roster else None,
        expected=Identity(year=asked) if asked else None,
        previous=previous,
        year=year,
    )
    background, refuse_others = _held_against(merged, tier, known.background, layout)
    with ExitStack() as open_:
        skipped: list[tuple[str, Text]] = []
        found = {each.path: each for each in _workbooks(given, open_, skipped)}
        work = partial(_record, layout=layout, background=background)
        records = crew.each(work, tuple(found.values()), lost=partial(_lost, layout=layout))
        unpacked = Unpacker(layout)
        with closing(records):
            returns = tuple(unpacked(next(records)) for _ in track(tuple(found)))
    paths = tuple(each.place for each in found.values())
    refuse_others(returns)
    return Validation(paths=paths, returns=returns, findings=known.of_waivers(returns, layout), skipped=tuple(skipped))


def _held_against(
    merged: Path | None, tier: str, background: RoundBackground, layout: Layout
) -> tuple[RoundBackground, Callable[[Iterable[Return]], None]]:
    """Give what is known with the sums of a consolidated workbook, and what refuses returns that are not its area's."""
    if merged is None and not tier:
        return background, lambda _: None
    from xlreport.office.taking_in.area_sums import held_against, refuse_other_reports  # noqa: PLC0415  # all of merging

    book, known = held_against(merged, tier, background, layout)
    return known, lambda returns: refuse_other_reports(returns, book) if book else None


def _workbooks(given: Iterable[Path], open_: ExitStack, skipped: list[tuple[str, Text]]) -> Iterator[_Workbook]:
    """Give the files that are named, and the workbooks in folders and archives; raises XlreportError for none.

    What else lies there is added to `skipped`.
    """
    for path in given:
        if path.is_file() and path.suffix.lower() != ARCHIVE:
            yield _Workbook(path=path, place=path)
            continue
        inbox = open_.enter_context(opened_inbox([path]))
        if not inbox.files:
            why = "".join(f"; {each.file}: {either(each.reason.zh, each.reason.en)}" for each in inbox.skipped[:1])
            raise XlreportError(f"{path}: {either('没有 .xlsx 文件', 'no .xlsx file')}{why}")
        skipped += [(each.file, each.reason) for each in inbox.skipped]
        place = path.parent if path.is_file() else path
        for name, found in inbox.files:
            beside = found.is_relative_to(place)
            yield _Workbook(path=found, place=found if beside else place / name, name="" if beside else name)


def _record(given: _Workbook, *, layout: Layout, background: RoundBackground) -> bytes:
    return packed(_returned(given, layout, background), layout)


def _lost(given: _Workbook, *, layout: Layout) -> bytes:
    return packed(lost(given.name or readable(given.path.name), given.path), layout)


def _returned(given: _Workbook, layout: Layout, background: RoundBackground) -> Return:
    if given.name:
        return taken_in(given.name, given.path, layout, background)
    return receive(given.path, layout, background)
