"""F05: words of a template, wherever a clerk types text: the narrative, the cover's lines, the reasons on 校验."""

import re
from collections.abc import Iterable, Iterator

from xlreport.checks.examined import Examined
from xlreport.disclosure.sentences import plain
from xlreport.disclosure.text.narratives import TEMPLATE, matched, narratives
from xlreport.disclosure.text.problems import names_nothing
from xlreport.findings import Finding, Where, found_by
from xlreport.forms import Kind
from xlreport.layout import CHECK_HEADERS, CHECKS_SHEET
from xlreport.rules import rule

_CODE = "cover.unit_code"
_NAMED = ("填报说明", "填写说明")
"""Left in where it is the narrative, and a sheet to refer to in a line."""


def check_left_over(seen: Examined) -> Iterator[Finding]:
    """F05 in each part of the narrative, then in single lines, then in the reasons on 校验."""
    for part in narratives(seen):
        # Where there is nothing else in section five S27 has told it.
        found = () if names_nothing(part.field, part.text) else TEMPLATE.finditer(part.text)
        yield from (matched(rule("F05"), seen, part, each) for each in _once(found))
    for where, text in (*_lines(seen), *_reasons(seen)):
        line = plain(text)
        for each in _once(match for match in TEMPLATE.finditer(line.text) if match[0] not in _NAMED):
            quote, at = line.quote(*each.span())
            yield found_by(rule("F05"), where, found=quote, quote=quote, at=at if where.field else None)


def _once(found: Iterable[re.Match[str]]) -> list[re.Match[str]]:
    """Give the same words once: a mark stands before many a paragraph."""
    first: dict[str, re.Match[str]] = {}
    for each in found:
        first.setdefault(each[0], each)
    return list(first.values())


def _lines(seen: Examined) -> Iterator[tuple[Where, str]]:
    """Give each line of text but codes: XX may be part of one, and F09 tells of a rule's."""
    codes = {_CODE, *(code.id for code, _ in seen.layout.form.answers)}
    for field in seen.layout.form.fields.values():
        text = seen.submission.text(field.id) if field.kind is Kind.LINE and field.id not in codes else ""
        if text and seen.has(seen.submission.entry(field.id)):
            yield seen.where(field.id), text


def _reasons(seen: Examined) -> Iterator[tuple[Where, str]]:
    for number, text in seen.submission.reasons.items():
        line = seen.layout.lines[number]
        column = CHECK_HEADERS[line.columns.reason].partition("（")[0]
        yield Where(sheet=CHECKS_SHEET, cell=str(line.reason), label=f"{line.relation.code} {column}"), text
