"""Where the sections of a report begin on a page: at lines that are a heading and nothing else.

A list of contents, or an introduction that names the headings, begins none; of two reports on a page neither is read.
"""

from collections.abc import Sequence

from xlreport.forms import Form, Section
from xlreport.plain_records import dataclass
from xlreport.publishing.page_blocks import Page, PageTable, TextLine
from xlreport.publishing.page_words import Wording
from xlreport.publishing.spelling import Speller, bare

Blocks = tuple[TextLine | PageTable, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSection:
    """One section as it stands on the page: its heading as printed, and what follows up to the next."""

    section: Section
    heading: str
    line: int
    blocks: Blocks

    @property
    def lines(self) -> tuple[TextLine, ...]:
        """Give its lines of text."""
        return tuple(block for block in self.blocks if isinstance(block, TextLine))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sections:
    """The page cut into sections; `before` stands above the first, `twice` names those that two reports hold."""

    before: tuple[TextLine, ...]
    found: tuple[PageSection, ...]
    twice: tuple[str, ...] = ()


def sections_of(page: Page, form: Form, wording: Wording) -> Sections:
    """Cut a page at its headings."""
    printed = [section for section in form.sections if section.texts or section.numbers]
    spellers = Speller(
        (section.heading for section in printed),
        {section.heading: wording.headings.get(section.id, ()) for section in printed},
    )
    by_word = {bare(section.heading): section for section in printed}
    parts = {bare(word) for words in wording.parts.values() for word in words}
    starts: list[tuple[int, Section, TextLine]] = []
    for place, block in enumerate(page.blocks):
        if isinstance(block, TextLine) and (found := _heading(block.text, spellers, by_word, parts)):
            starts.append((place, found, block))
    cut = _cut(page.blocks, starts)
    runs = [run for run in _runs(cut, printed) if any(each.blocks for each in run)]
    first = starts[0][0] if starts else len(page.blocks)
    before = tuple(block for block in page.blocks[:first] if isinstance(block, TextLine))
    found_sections, twice = _together(runs)
    return Sections(before=before, found=found_sections, twice=twice)


def _heading(text: str, speller: Speller, by_word: dict[str, Section], parts: set[str]) -> Section | None:
    if len(text) > _LONGEST:
        return None
    spelt = speller.tell(text)
    if spelt is None or (not spelt.alike and bare(text) in parts):
        return None
    return by_word[spelt.word]


_LONGEST = 45


def _cut(blocks: Blocks, starts: Sequence[tuple[int, Section, TextLine]]) -> list[PageSection]:
    ends = [*(place for place, _, _ in starts[1:]), len(blocks)]
    return [
        PageSection(section=section, heading=line.text, line=line.number, blocks=blocks[place + 1 : end])
        for (place, section, line), end in zip(starts, ends, strict=True)
    ]


def _runs(cut: Sequence[PageSection], order: Sequence[Section]) -> list[list[PageSection]]:
    """Part the headings where their order begins anew: a list of contents, then the report, or two reports."""
    runs: list[list[PageSection]] = []
    last = len(order)
    for each in cut:
        place = order.index(each.section)
        if place <= last:
            runs.append([])
        runs[-1].append(each)
        last = place
    return runs


def _together(runs: Sequence[Sequence[PageSection]]) -> tuple[tuple[PageSection, ...], tuple[str, ...]]:
    """Join runs that fill each other's gaps, as where the tables are numbered anew; the same one twice is told."""
    found: dict[str, PageSection] = {}
    twice: list[str] = []
    for each in (each for run in runs for each in run):
        former = found.get(each.section.id)
        if former is None or not former.blocks:
            found[each.section.id] = each
        elif each.blocks and _texts(former) != _texts(each):
            twice.append(each.section.id)
    return tuple(found.values()), tuple(dict.fromkeys(twice))


def _texts(section: PageSection) -> tuple[str, ...]:
    return tuple(line.text for line in section.lines)
