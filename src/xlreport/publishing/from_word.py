"""A Word document as lines and tables in reading order: insertions as they stand, deletions and hidden text not.

Parts come already unpacked and free of DTDs; nothing is looked up outside them, and no cell is read twice.
"""

from collections.abc import Callable, Iterator
from typing import Any

from lxml import etree

from xlreport.errors import Refusal
from xlreport.publishing.page_blocks import Oddity, Page, PageCell, PageTable, TextLine

DOCUMENT, STYLES = "word/document.xml", "word/styles.xml"
_MOST_COLUMNS = 100
_ON = {None, "1", "true", "on"}
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_PASSED_OVER = frozenset({"pPr", "rPr", "tblPr", "tcPr", "trPr", "sectPr", "instrText", "Fallback", "tblGrid"})


def word_page(read: Callable[[str], bytes], names: frozenset[str]) -> Page:
    """Give a document out of its parts; raises Refusal I09 for XML that is none."""
    hidden = frozenset(_hidden_styles(_tree(read(STYLES), STYLES))) if STYLES in names else frozenset()
    body = next((each for each in _tree(read(DOCUMENT), DOCUMENT) if _name(each) == "body"), None)
    walk = _DocumentWalk(hidden)
    if body is not None:
        walk.visit(body)
    return Page(container="docx", blocks=tuple(walk.blocks), oddities=tuple(walk.oddities.values()))


def _tree(data: bytes, part: str) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise Refusal(code="I09", found=f"{part}: {error.msg}") from error


def _name(node: Any) -> str:
    return str(node.tag).rpartition("}")[2] if isinstance(node.tag, str) else ""


def _get(node: Any, name: str) -> str | None:
    """Give an attribute whatever the namespace, Transitional or Strict."""
    return next((value for key, value in node.attrib.items() if key.rpartition("}")[2] == name), None)


def _child(node: Any, name: str) -> Any:
    return next((each for each in node if _name(each) == name), None)


def _is_on(properties: Any, name: str) -> bool:
    found = _child(properties, name) if properties is not None else None
    return found is not None and _get(found, "val") in _ON


def _hidden_styles(styles: Any) -> Iterator[str]:
    for style in styles:
        if _name(style) == "style" and _is_on(_child(style, "rPr"), "vanish"):
            yield _get(style, "styleId") or ""


class _DocumentWalk:
    """A walk through the document."""

    def __init__(self, hidden: frozenset[str]) -> None:
        self.blocks: list[TextLine | PageTable] = []
        self.oddities: dict[str, Oddity] = {}
        self._hidden = hidden
        self._lines = 0
        self._tables = 0

    def visit(self, node: Any) -> None:
        """Take the paragraphs and tables in a node, also those within controls and insertions."""
        for child in node:
            match _name(child):
                case "p":
                    self._paragraph(child)
                case "tbl":
                    self._table(child)
                case "del" | "moveFrom":
                    self._odd("W17", _all_text(child))
                case name if name not in _PASSED_OVER:
                    self.visit(child)

    def _odd(self, kind: str, detail: str) -> None:
        if detail.strip():
            self.oddities.setdefault(kind, Oddity(kind=kind, detail=detail.strip()[:40]))

    def _paragraph(self, node: Any) -> None:
        boxes: list[Any] = []
        for text in self._text(node, boxes).split("\n"):
            if text.strip():
                self._lines += 1
                self.blocks.append(TextLine(text=text.strip(), number=self._lines))
        for box in boxes:
            self.visit(box)

    def _text(self, node: Any, boxes: list[Any]) -> str:
        properties = _child(node, "pPr")
        style = _child(properties, "pStyle") if properties is not None else None
        if style is not None and _get(style, "val") in self._hidden:
            self._odd("W18", _all_text(node))
            return ""
        return "".join(self._pieces(node, boxes))

    def _pieces(self, node: Any, boxes: list[Any]) -> Iterator[str]:
        for child in node:
            match _name(child):
                case "t":
                    yield child.text or ""
                case name if name in _SIGNS:
                    yield _SIGNS[name]
                case "txbxContent":
                    boxes.append(child)
                case "del" | "moveFrom":
                    self._odd("W17", _all_text(child))
                case "ins" | "moveTo":
                    self._odd("W17", _all_text(child))
                    yield from self._pieces(child, boxes)
                case "r":
                    yield from self._run(child, boxes)
                case name if name not in _PASSED_OVER:
                    yield from self._pieces(child, boxes)

    def _run(self, run: Any, boxes: list[Any]) -> Iterator[str]:
        properties = _child(run, "rPr")
        style = _child(properties, "rStyle") if properties is not None else None
        if _is_on(properties, "vanish") or (style is not None and _get(style, "val") in self._hidden):
            self._odd("W18", _all_text(run))
            return
        raised = _child(properties, "vertAlign") if properties is not None else None
        if raised is not None and _get(raised, "val") == "superscript":
            self._odd("W19", _all_text(run))
            return
        yield from self._pieces(run, boxes)

    def _table(self, table: Any) -> None:
        self._tables += 1
        number = self._tables
        inner: list[Any] = []
        rows = tuple(tuple(self._row(row, inner)) for row in _rows(table))
        self.blocks.append(PageTable(number=number, rows=rows, spanned=True))
        for each in inner:
            self._table(each)

    def _row(self, row: Any, inner: list[Any]) -> Iterator[PageCell]:
        column = _number(_child(row, "trPr"), "gridBefore", 0)
        for cell in _cells(row):
            properties = _child(cell, "tcPr")
            columns = _number(properties, "gridSpan", 1)
            merge = _child(properties, "vMerge") if properties is not None else None
            continued = merge is not None and _get(merge, "val") != "restart"
            yield PageCell(
                text="" if continued else self._cell_text(cell, inner),
                column=column,
                columns=columns,
                continued=continued,
            )
            column += columns

    def _cell_text(self, cell: Any, inner: list[Any]) -> str:
        texts: list[str] = []
        boxes: list[Any] = []
        for child in cell.iter():
            if _name(child) == "tbl":
                inner.append(child)
            elif _name(child) == "p" and _owner(child, cell):
                texts.append(self._text(child, boxes).strip())
        return "\n".join(text for text in texts if text)


def _owner(paragraph: Any, cell: Any) -> bool:
    """Tell whether a paragraph stands in a cell itself, not in a table or a box within it."""
    above = paragraph.getparent()
    while above is not cell:
        if _name(above) in {"tbl", "txbxContent", "del", "moveFrom"}:
            return False
        above = above.getparent()
    return True


def _rows(table: Any) -> Iterator[Any]:
    """Give a table's rows, also within controls; a deleted row is none."""
    for child in table:
        if _name(child) == "tr":
            properties = _child(child, "trPr")
            if properties is None or _child(properties, "del") is None:
                yield child
        elif _name(child) in {"sdt", "sdtContent", "ins", "customXml"}:
            yield from _rows(child)


def _cells(row: Any) -> Iterator[Any]:
    for child in row:
        if _name(child) == "tc":
            yield child
        elif _name(child) in {"sdt", "sdtContent", "customXml"}:
            yield from _cells(child)


def _number(properties: Any, name: str, default: int) -> int:
    found = _child(properties, name) if properties is not None else None
    digits = (_get(found, "val") or "") if found is not None else ""
    return min(int(digits), _MOST_COLUMNS) if digits.isdigit() else default


def _all_text(node: Any) -> str:
    return "".join(each.text or "" for each in node.iter() if _name(each) in {"t", "delText"})
