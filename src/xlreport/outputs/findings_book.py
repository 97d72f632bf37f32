"""Findings as a workbook: a list to filter, with links into the returns, and counts by unit and rule."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from xlreport.drawing import Styles, lines_needed, written
from xlreport.drawing.look import A4, LIST_PAGES
from xlreport.escapes import visible
from xlreport.findings import SEVERITY_NAMES, Finding, Severity
from xlreport.language import Language, Text
from xlreport.outputs.terminal import STATE_NAMES, graded
from xlreport.submissions import Return

_HEADERS: tuple[tuple[Text, float], ...] = (
    (Text("级别", "Severity"), 8),
    (Text("规则", "Rule"), 8),
    (Text("单位", "Unit"), 24),
    (Text("文件", "File"), 28),
    (Text("工作表", "Sheet"), 14),
    (Text("单元格", "Cell"), 12),
    (Text("栏目", "Item"), 24),
    (Text("填的是", "Found"), 14),
    (Text("应为", "Expected"), 14),
    (Text("问题", "Matter"), 50),
    (Text("怎么办", "What to do"), 40),
    (Text("说明", "Reason"), 24),
    (Text("依据", "Source"), 24),
)
_FILE, _SHEET, _CELL = 3, 4, 5
_LONGEST_LINK = 200
_COUNTS = (Text("单位", "Unit"), Text("文件", "File"), Text("结论", "Verdict"), Text("文件完整性", "Integrity"))
_SHOWN = (Severity.ERROR, Severity.WARNING, Severity.NOTE)
_COLOURS = {Severity.ERROR: "#FFC9C9", Severity.WARNING: "#FFE8CC", Severity.NOTE: "#D0EBFF"}
_LINK = {"font_color": "#1864AB", "underline": 1}
_HIGHEST, _LONGEST = 400, 2_000
_INDENT = 2
"""Characters of a column that no text stands in."""


def findings_book(
    returns: Sequence[Return],
    language: Language,
    titles: Mapping[str, Text],
    links: Sequence[str] = (),
    findings: Sequence[Finding] = (),
) -> bytes:
    """Give the workbook; `links` has for each return its path from the workbook's folder, empty for no link.

    `findings`, those of no single return, come last. Everything is listed, however often a rule speaks.
    """
    told = [each for each in _told(returns, links, findings) if each[0].severity in _SHOWN]
    codes = Counter(finding.code for finding, _, _ in told)
    rules = [(code, titles[code][language] if code in titles else "", codes[code]) for code in sorted(codes)]

    def draw(book: Any) -> None:
        styles = Styles(book)
        _list(book, styles, told, language)
        _summary(book, styles, returns, language, rules)

    return written(draw, locked=False)


def _told(
    returns: Sequence[Return], links: Sequence[str], findings: Iterable[Finding]
) -> Iterator[tuple[Finding, str, str]]:
    """Give every finding with its unit and the link to its return."""
    for number, given in enumerate(returns):
        link = links[number] if number < len(links) else ""
        unit = given.submission.says("unit_name") if given.submission else ""
        yield from ((each, unit, link) for each in given.told)
    yield from ((each, "", "") for each in findings)


def _list(book: Any, styles: Styles, told: Iterable[tuple[Finding, str, str]], language: Language) -> None:
    sheet = _sheet(book, Text("问题清单", "Findings")[language])
    for column, (header, width) in enumerate(_HEADERS):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, header[language], styles.list_head())
    row = 0
    for row, (finding, unit, link) in enumerate(told, 1):
        texts = _texts(unit, finding, language)
        _line(sheet, styles, row, texts, finding.severity)
        if link:
            _links(sheet, styles, row, texts, link)
    sheet.autofilter(0, 0, max(row, 1), len(_HEADERS) - 1)
    sheet.freeze_panes(1, 2)
    sheet.repeat_rows(0)


def _sheet(book: Any, name: str) -> Any:
    sheet = book.add_worksheet(name)
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer(LIST_PAGES)
    return sheet


def _texts(unit: str, one: Finding, language: Language) -> tuple[str, ...]:
    notes = "".join(f"\n{note[language]}" for note in one.notes)
    return (
        SEVERITY_NAMES[one.severity][language],
        one.code,
        unit,
        one.file,
        one.sheet,
        one.cell,
        one.label,
        one.found,
        one.expected,
        one.message[language] + notes,
        one.advice[language],
        one.reason,
        one.source[language],
    )


def _line(sheet: Any, styles: Styles, row: int, texts: tuple[str, ...], severity: Severity) -> None:
    plain = styles.listed(valign="top", text_wrap=True, num_format="@")
    for column, text in enumerate(texts):
        style = styles.listed(valign="top", bg_color=_COLOURS[severity]) if column == 0 else plain
        _put(sheet, row, column, text, style)
    lines = max(lines_needed(text, width - _INDENT) for text, (_, width) in zip(texts, _HEADERS, strict=True))
    sheet.set_row(row, min(15 * lines + 4, _HIGHEST))


def _links(sheet: Any, styles: Styles, row: int, texts: tuple[str, ...], link: str) -> None:
    """Let the file's name lead to the return, and the cell to its place there."""
    linked = styles.listed(valign="top", text_wrap=True, num_format="@", **_LINK)
    sheet.write_url(row, _FILE, f"external:{link}", linked, string=texts[_FILE])
    if texts[_SHEET] and texts[_CELL]:
        first = texts[_CELL].partition(",")[0].partition(":")[0]
        target = f"external:{link}#'{texts[_SHEET]}'!{first}"
        sheet.write_url(row, _CELL, target, linked, string=texts[_CELL][:_LONGEST_LINK])


def _put(sheet: Any, row: int, column: int, text: str, style: Any) -> None:
    text = visible(text)
    if text:
        sheet.write_string(row, column, text if len(text) <= _LONGEST else f"{text[:_LONGEST]}……", style)
    else:
        sheet.write_blank(row, column, None, style)


def _summary(
    book: Any,
    styles: Styles,
    returns: Iterable[Return],
    language: Language,
    rules: Sequence[tuple[str, str, int]],
) -> None:
    """Count by return, then by rule: code, title, times."""
    sheet = _sheet(book, Text("汇总", "Summary")[language])
    heads = [text[language] for text in _COUNTS] + [SEVERITY_NAMES[each][language] for each in _SHOWN]
    for column, (head, width) in enumerate(zip(heads, (30, 36, 22, 22, 9, 9, 9), strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, head, styles.list_head())
    plain, row = styles.listed(), 0
    for row, given in enumerate(returns, 1):
        counts = Counter(each.severity for each in given.told)
        name = given.submission.says("unit_name") if given.submission else ""
        for column, text in enumerate((name, given.file, STATE_NAMES[given.state][language], graded(given, language))):
            _put(sheet, row, column, text, plain)
        for column, severity in enumerate(_SHOWN, len(_COUNTS)):
            sheet.write_number(row, column, counts[severity], plain)
    for below, (code, title, count) in enumerate(rules, row + 2):
        _put(sheet, below, 0, code, plain)
        _put(sheet, below, 1, title, plain)
        sheet.write_number(below, 2, count, plain)
