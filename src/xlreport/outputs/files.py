"""The files that findings are written to, one line each: an output is a module, a line here, a golden file."""

from collections.abc import Callable, Mapping, Sequence
from urllib.parse import quote

from xlreport.findings import Finding
from xlreport.language import Language, Text
from xlreport.layout import Layout
from xlreport.outputs import data
from xlreport.plain_records import dataclass
from xlreport.storage import Purpose, json_lines_of
from xlreport.submissions import Return


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


def relative(path: str) -> str:
    """Give a relative path as a link that spreadsheet programs follow: slashes, and what a URL cannot hold escaped."""
    return quote(path.replace("\\", "/"), safe="/", errors="surrogateescape")
