"""Plain text of any origin as lines and tables: tabs, bars, one cell a line, or what a PDF gives. Guesses no column."""

import re
from collections.abc import Iterator, Sequence

from xlreport.lazy import regex
from xlreport.publishing.page_blocks import Page, PageCell, PageTable, TextLine
from xlreport.publishing.spelling import plain

_ENCODINGS = ("utf-8", "gb18030")
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_HEADING_MARK = regex(r"^\s{0,3}#{1,6}\s+")
_BOLD = regex(r"\*\*(.+?)\*\*")
_RULER = regex(r"^[\s|:+-]*-{3,}[\s|:+-]*$")
_PAGE_NUMBER = regex(r"^(?:[-—–]\s*\d{1,3}\s*[-—–]|P\.?\s*\d{1,3}|第\s*\d{1,3}\s*页.*)$", re.IGNORECASE)
_FIGURE = regex(r"^[-+−－]?\d[\d,，.]*(?:万元|元|件)?$|^[/／\\—–-]{1,2}$")


def decoded(data: bytes, declared: str = "") -> str:
    """Give a file's text by its mark, its declaration, or the first encoding that fits; nothing is left out."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    if data[1:2] == b"\0" or data[:1] == b"\0":
        return data.decode("utf-16-le" if data[1:2] == b"\0" else "utf-16-be", "replace")
    for encoding in (*((declared,) if declared else ()), *_ENCODINGS):
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("gb18030", "replace")


def text_page(data: bytes) -> Page:
    """Give a text file as a page."""
    return page_of_lines(decoded(data).replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").split("\n"))


def page_of_lines(lines: Sequence[str]) -> Page:
    """Give lines as a page: those with several cells are tables, as are labels and figures that stand one a line."""
    blocks: list[TextLine | PageTable] = []
    table: list[tuple[int, list[str]]] = []
    for number, text in enumerate(lines, 1):
        if not text.strip():
            continue
        if (cells := _cells(text)) is not None:
            table.append((number, cells))
            continue
        if _PAGE_NUMBER.match(text.strip()) or (table and _RULER.match(text)):
            continue
        if table:
            blocks.append(_table(table, len([each for each in blocks if isinstance(each, PageTable)]) + 1))
            table = []
        blocks.append(TextLine(text=_unmarked(text), number=number, broken=True))
    if table:
        blocks.append(_table(table, len([each for each in blocks if isinstance(each, PageTable)]) + 1))
    return Page(container="text", blocks=tuple(blocks))


def _cells(text: str) -> list[str] | None:
    """Give the cells of a line that has several, None for running text."""
    if "\t" in text.strip("\n"):
        return [cell.strip() for cell in text.split("\t")]
    if _RULER.match(text):
        return None
    bar = text.strip()
    if bar.count("|") + bar.count("｜") >= 1 and (bar.startswith("|") or bar.endswith("|") or bar.count("|") > 1):
        inner = bar.replace("｜", "|").removeprefix("|").removesuffix("|")
        return [cell.strip() for cell in inner.split("|")]
    return _spaced(bar)


def _spaced(text: str) -> list[str] | None:
    """Give a line that ends in figures with blanks between them: its words, then each figure."""
    columns = re.split(r"\s{2,}", text)
    if len(columns) > _FEW and not _SENTENCE.search(text):
        return columns
    words = text.split()
    count = 0
    while count < len(words) and _FIGURE.match(plain(words[-1 - count])):
        count += 1
    if count == 0 or (count == 1 and len(words) > 1 and len(text) > _LONGEST_ROW):
        return None
    label = "".join(words[: len(words) - count])
    return [*([label] if label else []), *words[len(words) - count :]]


_LONGEST_ROW, _FEW = 40, 2
_SENTENCE = regex("[。；！？]")


def _unmarked(text: str) -> str:
    """Give a line without the marks of Markdown."""
    return _BOLD.sub(r"\1", _HEADING_MARK.sub("", text)).strip()


def _table(rows: list[tuple[int, list[str]]], number: int) -> PageTable:
    return PageTable(
        number=number,
        rows=tuple(tuple(PageCell(text=cell, column=place) for place, cell in enumerate(cells)) for _, cells in rows),
        lines=tuple(line for line, _ in rows),
    )


def figure_like(text: str) -> bool:
    """Tell whether a text looks like a figure, or like the dash that stands for none."""
    return bool(_FIGURE.match(plain(text)))


def numbers_of(page: Page) -> Iterator[int]:
    """Give the numbers of the lines that are text."""
    return (line.number for line in page.lines)
