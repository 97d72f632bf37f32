"""The narrative parts as the text rules see them: plain, each place of a match traced back to the cell's own words."""

import re
from collections.abc import Iterator
from itertools import chain, compress
from operator import itemgetter

from xlreport.checks.examined import Examined
from xlreport.disclosure.sentences import Plain, plain
from xlreport.findings import NOTHING, Finding, Rule, Severity, found_by
from xlreport.language import Text
from xlreport.plain_records import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrative:
    """One narrative part that says something."""

    field: str
    section: str
    plain: Plain
    text: str
    """as it is searched, that of `plain`: NFKC and without blanks"""


def narratives(seen: Examined) -> tuple[Narrative, ...]:
    """Give each part that has text and whose cells are there."""
    return seen.once(("narratives",), lambda: tuple(_narratives(seen)))


def _narratives(seen: Examined) -> Iterator[Narrative]:
    for field in chain.from_iterable(section.texts for section in seen.layout.form.sections):
        text = seen.submission.text(field.id)
        if text.strip() and seen.has(seen.submission.entry(field.id)):
            whole = plain(text)
            yield Narrative(field=field.id, section=field.section, plain=whole, text=whole.text)


def others_named(seen: Examined) -> tuple[str, ...]:
    """Give the other units of the round whose names stand in a narrative: of thousands a few, if any."""
    return seen.once(("others named",), lambda: _standing_in("\n".join(part.text for part in narratives(seen)), seen))


_BEGINNING = 5
"""so many characters tell most units of one region apart"""


def _standing_in(text: str, seen: Examined) -> tuple[str, ...]:
    others = seen.background.others
    beginnings = {text[place : place + _BEGINNING] for place in range(len(text) if others else 0)}
    # A roster has thousands of names, and each return is asked for all of them.
    near = compress(others, map(beginnings.__contains__, map(itemgetter(slice(_BEGINNING)), others)))
    short = compress(others, map(_BEGINNING.__gt__, map(len, others)))
    named = {name for name in chain(near, short) if name in text}
    return tuple(name for name in others if name in named) if named else ()


def quoted(  # noqa: PLR0913  # a finding at a phrase has these parts
    rule: Rule,
    seen: Examined,
    part: Narrative,
    start: int,
    end: int,
    *,
    expected: str = "",
    severity: Severity | None = None,
    problem: Text = NOTHING,
) -> Finding:
    """Word a rule's finding at a phrase of a narrative, quoting it as the cell has it."""
    quote, at = part.plain.quote(start, end)
    where = seen.where(part.field)
    return found_by(rule, where, found=quote, expected=expected, severity=severity, quote=quote, at=at, problem=problem)


def matched(rule: Rule, seen: Examined, part: Narrative, match: re.Match[str], expected: str = "") -> Finding:
    """Word a rule's finding at what a pattern matched."""
    return quoted(rule, seen, part, match.start(), match.end(), expected=expected)
