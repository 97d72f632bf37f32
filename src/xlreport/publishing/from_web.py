"""A web page, in whatever encoding, as lines and tables in reading order: what a reader sees, and only that.

What is hidden or struck out is passed over and told; a table that only lays out the page is walked like any other box.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree, html

from xlreport.lazy import regex
from xlreport.publishing.from_text import decoded
from xlreport.publishing.page_blocks import Oddity, Page, PageCell, PageTable, TextLine

ANSWERS_ID = "xlreport-answers"
_DECLARED = regex(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)", re.IGNORECASE)
_HEAD = 4096
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030"}
_PASSED_OVER = frozenset(
    {"script", "style", "head", "noscript", "template", "select", "textarea", "button", "iframe", "svg", "object"}
)
_INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "big", "code", "em", "font", "i", "label", "mark", "o:p", "q", "small", "span", "strong"}
    | {"sub", "time", "tt", "u", "var", "wbr", "ins"}
)
_STRUCK = frozenset({"del", "s", "strike"})
_HIDDEN = regex(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BLANKS = regex(r"[ \t\r\f\v\n]+")
_MOST_COLUMNS, _MOST_ROWS = 100, 500
"""Spans beyond are a slip of the page; no table of a report is so large."""
_XML_HEAD = regex(r"^\s*<\?xml[^>]*\?>")


def web_page(data: bytes) -> Page:
    """Give a web page."""
    declared = _DECLARED.search(data[:_HEAD])
    encoding = declared[1].decode("ascii").lower() if declared else ""
    text = _XML_HEAD.sub("", decoded(data, _WIDER.get(encoding, encoding))).replace("\0", "")
    parser = html.HTMLParser(huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(text, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return Page(container="html", blocks=())
    walk = _PageWalk()
    walk.visit(root)
    walk.end_line()
    return Page(
        container="html",
        blocks=tuple(walk.blocks),
        oddities=tuple(walk.oddities.values()),
        answers=_answers(root),
    )


def _answers(root: Any) -> dict[str, Any]:
    """Give the answers that a page of ours carries, none where they are not readable."""
    found = root.xpath(f'//script[@id="{ANSWERS_ID}" and @type="application/json"]/text()')
    try:
        table = json.loads(found[0]) if found else {}
    except (ValueError, RecursionError):
        return {}
    return table if isinstance(table, dict) else {}


class _PageWalk:
    """A walk through the page: the blocks so far, and the line that is being put together."""

    def __init__(self) -> None:
        self.blocks: list[TextLine | PageTable] = []
        self.oddities: dict[str, Oddity] = {}
        self._text: list[str] = []
        self._lines = 0
        self._tables = 0

    def visit(self, node: Any) -> None:
        """Take a node, what is in it, and what follows it."""
        for child in self._shown(node):
            name = child.tag
            if name == "br":
                self.end_line()
            elif name == "table" and not _lays_out(child):
                self.end_line()
                self._table(child)
            elif name in _INLINE:
                self._text.append(child.text or "")
                self.visit(child)
            else:
                self.end_line()
                self._text.append(child.text or "")
                self.visit(child)
                self.end_line()
            self._text.append(child.tail or "")

    def _shown(self, node: Any) -> Iterator[Any]:
        """Give the children that a reader sees; the text behind one that is passed over stays."""
        for child in node:
            if not isinstance(child.tag, str):
                continue
            why = _unseen(child)
            if why is None:
                yield child
                continue
            if why and (said := _BLANKS.sub(" ", child.text_content()).strip()):
                self.oddities.setdefault(why, Oddity(kind=why, detail=said[:40]))
            self._text.append(child.tail or "")

    def end_line(self) -> None:
        """End the line that is being put together."""
        text = _BLANKS.sub(" ", "".join(self._text)).replace("\u3000", " ").replace("\xa0", " ").strip()
        self._text = []
        if text:
            self._lines += 1
            self.blocks.append(TextLine(text=text, number=self._lines))

    def _table(self, table: Any) -> None:
        self._tables += 1
        rows = [[each for each in row if each.tag in {"td", "th"}] for row in table.iter("tr")]
        cells = tuple(tuple(row) for row in _placed(rows, self))
        self.blocks.append(PageTable(number=self._tables, rows=cells, spanned=True))

    def cell_text(self, cell: Any) -> str:
        """Give a cell's text, line breaks kept, without what is hidden or set as a mark above the line."""
        parts: list[str] = [cell.text or ""]
        self._gather(cell, parts)
        return "\n".join(line for each in "".join(parts).split("\n") if (line := _BLANKS.sub(" ", each).strip()))

    def _gather(self, node: Any, parts: list[str]) -> None:
        for child in node:
            if isinstance(child.tag, str) and (why := _unseen(child)) is not None:
                if why and (said := child.text_content().strip()):
                    self.oddities.setdefault(why, Oddity(kind=why, detail=said[:40]))
            elif isinstance(child.tag, str):
                broken = child.tag not in _INLINE
                parts.append("\n" if broken else "")
                parts.append(_BLANKS.sub(" ", child.text or ""))
                self._gather(child, parts)
                parts.append("\n" if broken else "")
            parts.append(_BLANKS.sub(" ", child.tail or ""))


def _unseen(node: Any) -> str | None:
    """Give why a reader does not see a node: the rule that tells it, "" for what is never text; None: it is seen."""
    if node.tag in _PASSED_OVER:
        return ""
    if node.tag in _STRUCK:
        return "W17"
    if node.tag == "sup":
        return "W19"
    if "hidden" in node.attrib or _HIDDEN.search(node.get("style", "")):
        return "W18"
    return None


def _lays_out(table: Any) -> bool:
    """Tell a table that holds other tables: it only lays out the page."""
    return next(table.iterdescendants("table"), None) is not None


def _placed(rows: list[list[Any]], walk: _PageWalk) -> Iterator[list[PageCell]]:
    """Give each row's cells with the grid column each begins in, cells that reach down from above passed over."""
    taken: dict[int, int] = {}
    for row in rows:
        placed: list[PageCell] = []
        column = 0
        began: dict[int, int] = {}
        for cell in row:
            while taken.get(column, 0):
                column += 1
            columns, down = _span(cell.get("colspan"), _MOST_COLUMNS), _span(cell.get("rowspan"), _MOST_ROWS)
            placed.append(PageCell(text=walk.cell_text(cell), column=column, columns=columns, rows=down))
            began |= dict.fromkeys(range(column, column + columns), down)
            column += columns
        taken = {each: left - 1 for each, left in taken.items() if left > 1}
        taken |= {each: down - 1 for each, down in began.items() if down > 1}
        yield placed


def _span(text: str | None, most: int) -> int:
    digits = re.match(r"\s*(\d{1,6})", text or "")
    return min(max(int(digits[1]), 1), most) if digits else 1
