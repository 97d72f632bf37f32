"""A return as the files to be published: Word, web page and its plain variant, text, PDF where LibreOffice is."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from xlreport import libreoffice
from xlreport.errors import XlreportError
from xlreport.forms import Form
from xlreport.language import either
from xlreport.layout import Layout
from xlreport.lazy import regex
from xlreport.office.adding_up.consolidation import Track
from xlreport.office.adding_up.round_status import counted_returns
from xlreport.office.backgrounds import known_of
from xlreport.office.round_folder import round_beside, round_files
from xlreport.office.taking_in.intake import receive
from xlreport.plain_records import dataclass
from xlreport.publishing.page_words import load_wording
from xlreport.publishing.report import Report, report_of
from xlreport.publishing.text_report import text_report
from xlreport.publishing.web_report import plain_report, web_report
from xlreport.publishing.word_report import is_untouched, word_report
from xlreport.rounds import OUTPUT, SETTINGS_FILE, legal_stem
from xlreport.storage import Guard, Purpose, Target
from xlreport.submissions import Return, Value
from xlreport.verdicts import REJECTED, UNREADABLE

PUBLISHED = "公布"
"""The folder in a round's output that the reports to publish go to."""
_ENDINGS = {"docx": ".docx", "html": ".html", "cms": "-粘贴用.html", "text": ".txt", "pdf": ".pdf"}
"""What a published file's name ends in, by its kind."""
PURPOSES = {
    "docx": Purpose(name="publish.docx", ending=".docx", recognises=is_untouched),
    "html": Purpose(name="publish.html", ending=".html"),
    "cms": Purpose(name="publish.cms", ending=".html"),
    "pdf": Purpose(name="publish.pdf", ending=".pdf"),
    "text": Purpose(name="publish.text", ending=".txt", recognises=lambda _: False),
}
"""A document says itself whether it was changed; a plain text that is there already may be a person's."""
_NAMED = regex(rb"(/(?:Creator|Producer|Author)\s*)<([0-9A-Fa-f]*)>")


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedFile:
    """One file to publish: its kind, its name, and its bytes."""

    kind: str
    name: str
    content: bytes


USUAL_KINDS = ("docx", "html")
TrackReturns = Callable[[Iterable[Return]], Iterable[Return]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """What publishing came to: the files written, the returns taken in, and those of them that have errors."""

    files: tuple[Path, ...]
    taken: tuple[Return, ...]
    held: tuple[Return, ...]
    """not published"""


def publish(
    files: Sequence[Path],
    layout: Layout,
    output: Path | None = None,
    *,
    kinds: tuple[str, ...] = USUAL_KINDS,
    draft: bool = False,
    template: Path | None = None,
    force: bool = False,
    track_files: Track = list,
    track_returns: TrackReturns = list,
) -> Publication:
    """Publish completed workbooks, without any all that count in the round here; one with errors only as a draft.

    Raises XlreportError when nothing is named outside a round, or a file cannot be made; none is written then.
    """
    folder = round_beside(files or [Path()])
    taken = _taken(files, folder, layout, track_files)
    place = output or (folder / OUTPUT / PUBLISHED if folder and not files else Path())
    read = [*files, *([template] if template else []), *round_files(folder)]
    guard = Guard(inputs=read, force=force)
    return written(taken, layout, place, guard, kinds, draft=draft, template=template, track=track_returns)


def _taken(files: Sequence[Path], folder: Path | None, layout: Layout, track: Track) -> list[Return]:
    """Take in the returns that are named, or all that count in the round."""
    if files:
        background = known_of(folder, layout).background
        return [receive(path, layout, background) for _, path in track([(path.name, path) for path in files])]
    if folder is None:
        raise XlreportError(
            either(
                f"此处没有 {SETTINGS_FILE}；请写明填好的表", f"no {SETTINGS_FILE} here: name the completed workbooks"
            )
        )
    return counted_returns(folder, layout, track)


def written(
    taken: Sequence[Return],
    layout: Layout,
    place: Path,
    guard: Guard,
    kinds: tuple[str, ...] = USUAL_KINDS,
    *,
    draft: bool = False,
    template: Path | None = None,
    track: TrackReturns = list,
) -> Publication:
    """Write the reports of returns into a folder: every file is made before the first is written."""
    refused = {UNREADABLE} if draft else {REJECTED, UNREADABLE}
    held = tuple(each for each in taken if each.submission is None or each.state in refused)
    files: list[tuple[Target, bytes]] = []
    for each in track([each for each in taken if each not in held]):
        values = each.submission.values() if each.submission else {}
        pages = published(layout.form, values, kinds, draft=draft, template=template)
        files += [(guard.file(place / page.name, PURPOSES[page.kind]), page.content) for page in pages]
    for target, content in files:
        target.write(content)
    return Publication(files=tuple(target.path for target, _ in files), taken=tuple(taken), held=held)


def published(
    form: Form, values: Mapping[str, Value], kinds: tuple[str, ...], *, draft: bool, template: Path | None = None
) -> list[PublishedFile]:
    """Give the files of the asked kinds; raises XlreportError where one cannot be made."""
    report = report_of(form, load_wording(form), values, draft=draft)
    stem = legal_stem("".join(report.title)) + ("（初稿）" if draft else "")
    return [
        PublishedFile(kind=kind, name=stem + _ENDINGS[kind], content=_file(kind, report, template)) for kind in kinds
    ]


def _file(kind: str, report: Report, template: Path | None) -> bytes:
    match kind:
        case "docx":
            return word_report(report, template)
        case "html":
            return web_report(report)
        case "cms":
            return plain_report(report)
        case "text":
            return text_report(report)
        case _:
            return as_pdf(word_report(report, template))


def as_pdf(word: bytes) -> bytes:
    """Print a Word document by LibreOffice in a profile of its own; raises XlreportError where there is none."""
    if libreoffice.program() is None:
        raise XlreportError(
            either(
                "没有找到 LibreOffice，不能转成 PDF；请安装后再试，或用 Word、WPS 打开 .docx 另存为 PDF",
                "no LibreOffice found, so no PDF; install it, or save the .docx as PDF in Word or WPS",
            )
        )
    try:
        return _nameless(libreoffice.converted(word, "docx", "pdf"))
    except libreoffice.ConversionFailed as error:
        raise XlreportError(f"{either('LibreOffice 没有转成 PDF', 'LibreOffice made no PDF')}: {error}") from error


def _nameless(pdf: bytes) -> bytes:
    """Blank out who and what made it; the lengths stay, so that every offset in the file is right."""
    return _NAMED.sub(lambda found: found[1] + b"<" + b"0" * len(found[2]) + b">", pdf)
