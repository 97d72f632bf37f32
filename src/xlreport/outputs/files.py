"""The files that findings are written to, one line each: an output is a module, a line here, a golden file."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from xlreport.findings import Finding
from xlreport.language import Language, Text
from xlreport.layout import Layout
from xlreport.outputs import data
from xlreport.outputs.findings_book import findings_book
from xlreport.outputs.html import findings_page
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


OUTPUTS: Mapping[str, Callable[[Validated], bytes]] = {
    "jsonl": lambda told: data.lines(told.returns, told.language, told.findings).encode(),
    "html": lambda told: findings_page(told.returns, told.layout, told.language, told.titles, told.findings),
    "xlsx": lambda told: findings_book(told.returns, told.language, told.titles, told.links, told.findings),
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
