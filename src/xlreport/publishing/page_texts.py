"""The narrative of a page, part by part and paragraph by paragraph; what has no part of its own is kept and told."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import field

from xlreport.findings import Finding, Where, found_by
from xlreport.lazy import regex
from xlreport.plain_records import dataclass
from xlreport.publishing.page_blocks import TextLine
from xlreport.publishing.page_sections import PageSection
from xlreport.publishing.page_words import Wording
from xlreport.publishing.spelling import Speller, bare, numbered_by, plain
from xlreport.rules import rule

_TAIL = regex("(?:的?情况|方面|工作|的)+$")
_RUN_IN = regex(r"^\s*([^。：:]{2,30}?)\s*[。：:]\s*(.*)$", re.DOTALL)
_DAY = regex(r"^\d{4}年\d{1,2}月\d{1,2}日$")
_ENDED = "。！？；：!?;:”’\"'）)》】…"
_LONG = 12
"""Characters from which on a line without an end goes on in the next one."""
_SHOWN = 30


@dataclass(slots=True, kw_only=True)
class PageTexts:
    """The narrative by field, with the line each part begins in, and what is to be told."""

    texts: dict[str, list[str]] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def texts_of(
    sections: Iterable[PageSection], wording: Wording, unit: str, *, joined: bool, speller: Speller
) -> PageTexts:
    """Read the narrative of every section; with `joined` a line that does not end goes on in the next."""
    found = PageTexts()
    for section in sections:
        lines = list(_of_the_report(section, wording, unit, found))
        fields = section.section.texts
        if not fields:
            _told_beside(section, [line for line in lines if not _is_label(line, speller)], wording, found)
            continue
        paragraphs = list(_joined(lines, _Parts(section, wording))) if joined else lines
        _read(section, paragraphs, _Parts(section, wording), found)
    return found


class _Parts:
    """The parts of one section, told by their headings."""

    def __init__(self, section: PageSection, wording: Wording) -> None:
        self.fields = [each.id for each in section.section.texts]
        self._words = {
            _stem(word): each.id
            for each in section.section.texts
            for word in (each.path[0], *wording.parts.get(each.id, ()))
        }
        self._only = len(self.fields) == 1

    def split(self, text: str) -> tuple[str, str]:
        """Give the part that a paragraph begins and the rest of it; no part for one that begins none."""
        if self._only:
            return "", text
        if part := self._words.get(_stem(text)):
            return part, ""
        run_in = _RUN_IN.match(text)
        if run_in and (part := self._words.get(_stem(run_in[1]))):
            return part, run_in[2]
        return "", text


def _stem(text: str) -> str:
    word = bare(text)
    return _TAIL.sub("", word) or word


def _read(section: PageSection, paragraphs: list[TextLine], parts: _Parts, found: PageTexts) -> None:
    current = ""
    early: list[TextLine] = []
    for line in paragraphs:
        part, rest = parts.split(line.text)
        if part and part not in found.texts:
            current = part
            found.lines[part] = line.number
            found.texts[part] = []
        else:
            rest = line.text
        if not current:
            early.append(line)
        elif rest.strip():
            found.texts[current].append(rest.strip())
    if early:
        _put_first(section, early, parts.fields[0], found)


def _put_first(section: PageSection, early: list[TextLine], first: str, found: PageTexts) -> None:
    """Put what stands before the first sub-heading into the first part, and tell it where there are several."""
    found.texts[first] = [*(line.text.strip() for line in early), *found.texts.get(first, [])]
    found.lines[first] = early[0].number
    if len(section.section.texts) > 1:
        heading, label = section.section.heading, section.section.texts[0].path[0]
        told = found_by(
            rule("W12"), Where(sheet=heading, label=label, field=first), found=_short(early), count=len(early)
        )
        found.findings.append(told)


def _of_the_report(section: PageSection, wording: Wording, unit: str, found: PageTexts) -> Iterator[TextLine]:
    """Give the section's lines without what stands after the report: the page's own words, and the signature."""
    lines = list(section.lines)
    stop = next((n for n, line in enumerate(lines) if plain(line.text).startswith(wording.ends)), len(lines))
    kept, left = lines[:stop], lines[stop:]
    while kept and section.section.texts and (plain(kept[-1].text) == unit or _DAY.match(plain(kept[-1].text))):
        left.insert(0, kept.pop())
    if left:
        heading = section.section.heading
        found.findings.append(found_by(rule("W13"), Where(sheet=heading, label=heading), found=_short(left)))
    return iter(kept)


def _told_beside(section: PageSection, lines: list[TextLine], wording: Wording, found: PageTexts) -> None:
    """Tell of text that stands beside a table; a note on blanks is read elsewhere."""
    other = [line for line in lines if not any(note in plain(line.text) for note in wording.blank_notes)]
    other = [line for line in other if len(line.text) > _LONG]
    if other:
        heading = section.section.heading
        found.findings.append(found_by(rule("W13"), Where(sheet=heading, label=heading), found=_short(other)))


def _is_label(line: TextLine, speller: Speller) -> bool:
    """Tell a line of labels, which in plain text may stand alone."""
    return any(speller.tell(piece) for piece in (line.text, *speller.pieces(line.text)))


def _short(lines: list[TextLine]) -> str:
    said = " / ".join(line.text.strip() for line in lines)
    return said if len(said) <= _SHOWN else said[:_SHOWN] + "…"


def _joined(lines: list[TextLine], parts: _Parts) -> Iterator[TextLine]:
    """Put paragraphs together that a page or a line's end has torn."""
    before: TextLine | None = None
    for line in lines:
        if before is not None and _goes_on(before, line, parts):
            before = TextLine(text=before.text + line.text.strip(), number=before.number, broken=True)
            continue
        if before is not None:
            yield before
        before = line
    if before is not None:
        yield before


def _goes_on(before: TextLine, line: TextLine, parts: _Parts) -> bool:
    text = before.text.strip()
    if not before.broken or len(text) < _LONG or text[-1] in _ENDED:
        return False
    return not numbered_by(line.text) and not parts.split(line.text)[0] and not parts.split(before.text)[0]
