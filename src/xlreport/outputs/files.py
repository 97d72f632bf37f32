"""The files that findings are written to, one line each: an output is a module, a line here, a golden file."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from xlreport.findings import Finding
from xlreport.language import Language, Text
from xlreport.layout import Layout
from xlreport.outputs import data
from xlreport.plain_records import dataclass
from xlreport.storage import Guard, Purpose, Target, free_name, json_lines_of, with_ending
from xlreport.submissions import Return, Submission

if TYPE_CHECKING:
    from xlreport.writing import Attached

Attach = Callable[[Submission], "Attached | None"]
"""Gives the register that a return carries, drawn again with its rows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Validated:
    """What is told: returns with their findings, each rule's title by its code, a link to each return.

    `findings` are those of no single return; each names the file that it is about.
    """

    returns: Sequence[Return]
    layout: Layout
    language: Language
    titles: Mapping[str, Text]
    links: Sequence[str] = ()
    findings: Sequence[Finding] = ()


def _lines(told: Validated) -> bytes:
    return data.lines(told.returns, told.language, told.findings).encode()


def _page(told: Validated) -> bytes:
    from xlreport.outputs.html import findings_page  # noqa: PLC0415  # brings jinja2

    return findings_page(told.returns, told.layout, told.language, told.titles, told.findings)


def _book(told: Validated) -> bytes:
    from xlreport.outputs.findings_book import findings_book  # noqa: PLC0415  # brings xlsxwriter

    return findings_book(told.returns, told.language, told.titles, told.links, told.findings)


OUTPUTS: Mapping[str, Callable[[Validated], bytes]] = {
    "jsonl": _lines,
    "html": _page,
    "xlsx": _book,
}
"""By the name of its option."""

PURPOSES: Mapping[str, Purpose] = {
    "jsonl": Purpose(
        name="validate.jsonl", ending=".jsonl", recognises=json_lines_of(("file", "sha256", "unit", "code", "severity"))
    ),
    "html": Purpose(name="validate.html", ending=".html"),
    "xlsx": Purpose(name="validate.xlsx", ending=".xlsx"),
}
"""What each is written for."""
_ANNOTATED = Purpose(name="validate.annotate", ending=".xlsx")


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingFiles:
    """Where findings go: a place for each output that is wanted, and a folder for annotated copies."""

    targets: Mapping[str, Target]
    folder: Path | None
    guard: Guard

    def write(self, told: Validated, paths: Sequence[Path], attach: Attach) -> None:
        """Make every file, then write them all; `paths` are those of the returns."""
        made = list(self._copies(told, paths, attach))
        for name, target in self.targets.items():
            links = [_link(path, target.path) for path in paths]
            made.append((target, OUTPUTS[name](replace(told, links=links))))
        for target, content in made:
            target.write(content)

    def _copies(self, told: Validated, paths: Sequence[Path], attach: Attach) -> Iterator[tuple[Target, bytes]]:
        """Give the annotated copies, each with its place in the folder."""
        if self.folder is None:
            return
        from xlreport.outputs.annotated import annotated  # noqa: PLC0415  # brings xlsxwriter

        taken: set[str] = set()
        for path, each in zip(paths, told.returns, strict=True):
            name = free_name(with_ending(path.name, _ANNOTATED.ending), taken)
            attached = attach(each.submission) if each.submission else None
            if content := annotated(each, told.layout, attached):
                yield self.guard.file(self.folder / name, _ANNOTATED), content


def finding_files(wanted: Mapping[str, Path | None], folder: Path | None, guard: Guard) -> FindingFiles:
    """Make the place of each output that is wanted, by the name of its option; refused here, before any work."""
    targets = {name: guard.file(path, PURPOSES[name]) for name, path in wanted.items() if path}
    return FindingFiles(targets=targets, folder=folder, guard=guard)


def relative(path: str) -> str:
    """Give a relative path as a link that spreadsheet programs follow: slashes, and what a URL cannot hold escaped."""
    return quote(path.replace("\\", "/"), safe="/", errors="surrogateescape")


def _link(path: Path, target: Path) -> str:
    """Give the way from a file that is written to a return; none across drives, or into an archive."""
    if not path.exists():
        return ""
    try:
        return relative(os.path.relpath(os.path.realpath(path), Path(os.path.realpath(target)).parent))
    except ValueError:
        return ""
