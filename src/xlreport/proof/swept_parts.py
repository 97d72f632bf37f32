"""A return's cells and shared texts in one sweep, where every byte of them is one that programs usually write.

What is not exactly so is `Unswept`, and its elements are read one by one; what is given is what these say.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from xml.etree.ElementTree import Element, fromstring

from openpyxl.xml.constants import SHEET_MAIN_NS

from xlreport.cells import Cell
from xlreport.lazy import regex
from xlreport.proof.plain_texts import plain

Held = tuple[str, str, str | None, str]
"""A cell: the number of its style, its type, its formula where it holds one, and its value as written."""
MAIN = f"{{{SHEET_MAIN_NS}}}"
MOST_ROWS, MOST_COLUMNS = 5_000, 100
"""As far as a form may reach."""
USUAL_FORMULAS = ("", "normal", "shared")
OTHER_FORMULA = ""
"""Stands for a formula of another kind; any other begins with `=`."""
_MARK = b' swept=""'
_LAST_COLUMN = str(Cell(0, MOST_COLUMNS - 1)).removesuffix("1")
_CONTROLS = bytes({*range(0x20)} - {0x09, 0x0A})
_HEAD = regex(rb'<\?xml version="1\.0"(?: encoding="[Uu][Tt][Ff]-8")?(?: standalone="(?:yes|no)")? ?\?>\s{0,4}<')
_OTHER_ENTITY = regex("&(?!(?:lt|gt|quot|amp);)")
_ESCAPE = regex(r"_x([0-9A-Fa-f]{4})_")
_ATTRIBUTE = regex(r' ([A-Za-z]+|x14ac:dyDescent|xml:space)="([^"<&]*)"')
_ATTRIBUTES = r'((?: (?:[A-Za-z]+|x14ac:dyDescent|xml:space)="[^"<&]*")*)'
_ROW = regex(rf'<row r="([1-9][0-9]{{0,6}})"{_ATTRIBUTES} ?(/?)>')
_CELL = regex(
    r'<c r="([A-Z]{1,3})([1-9][0-9]{0,6})"(?: s="([0-9]{1,9})")?(?: t="(n|s|str|b|e)")? ?(?:/>|>'
    rf"(?:<f{_ATTRIBUTES} ?(?:/>|>([^<]*)</f>))?(?:<v>([^<]*)</v>)?</c>)"
)
_PARTS = 8
"""What a split by `_CELL` gives for each cell: what stands before it, and its groups."""
_ITEM = regex('<si>(?:<t(?: xml:space="preserve")?>([^<]*)</t>|(<r>(?:(?!</?si>).)*))</si>', re.DOTALL)
_PER_ITEM = 3
_PAGE_WORDS = regex(rb"<oddHeader>([^<]*)</oddHeader>")
_LARGEST_KEPT = 2**17


class Unswept(Exception):  # no error: the end of a sweep
    """A part has something that the sweep does not know."""


def cells_of(part: bytes) -> Mapping[str, Held]:
    """Give the cells of a sheet by their names, as far as a form may reach; raises Unswept."""
    content = _content(part, b"<sheetData>", b"</sheetData>")
    return _kept_cells(content) if len(content) <= _LARGEST_KEPT else _cells(content)


def texts_of(part: bytes) -> list[str]:
    """Give the shared texts; raises Unswept."""
    start = part.find(b"<sst")
    content = _content(part, part[start : part.find(b">", start) + 1], b"</sst>")
    pieces = _ITEM.split(content)
    if any(pieces[::_PER_ITEM]):
        raise Unswept
    texts, runs = pieces[1::_PER_ITEM], pieces[2::_PER_ITEM]
    if "&" in content or "_x" in content:
        texts = [unescaped(plain(text)) if text else text for text in texts]
    return [text if text is not None else unescaped(_text_of_runs(run)) for text, run in zip(texts, runs, strict=True)]


def text_of(element: Element) -> str:
    """Give the text of a shared or inline string, its pieces joined, without readings."""
    pieces = [
        element.findtext(f"{MAIN}t") or "",
        *(each.findtext(f"{MAIN}t") or "" for each in element.iterfind(f"{MAIN}r")),
    ]
    return "".join(pieces)


def _text_of_runs(runs: str) -> str:
    try:
        return text_of(fromstring(f'<si xmlns="{SHEET_MAIN_NS}">{runs}</si>'))  # noqa: S314  # no DTD, as above
    except SyntaxError as error:
        raise Unswept from error


def unescaped(text: str) -> str:
    """Give a text with the signs that the format writes by their numbers."""
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def _content(part: bytes, start: bytes, end: bytes) -> str:
    """Give what stands in an element that is there once: the root, or right below it."""
    if not _HEAD.match(part) or part.count(start) != 1 or part.count(end) != 1 or start.endswith(b"/>"):
        raise Unswept
    head, _, rest = part.partition(start)
    content, found, tail = rest.partition(end)
    prefixed = b' x14ac:dyDescent=""' if b" x14ac:dyDescent=" in content else b""
    left = b"".join((head, start[:-1], prefixed, _MARK, b">", end, tail))
    left = _without_page_words(left)
    if not found or not (_kept_place(left) if len(left) <= _LARGEST_KEPT else _in_place(left)):
        raise Unswept
    return _text(content)


def _without_page_words(left: bytes) -> bytes:
    """Leave out what is printed above each page, which names the unit: what is left is the same in many returns."""
    found = _PAGE_WORDS.findall(left)
    if len(found) == 1:
        _text(found[0])
        return left.replace(found[0], b"", 1)
    return left


def _in_place(left: bytes) -> bool:
    """Tell whether the element that was emptied is the root, or alone of its name right below it."""
    try:
        root = fromstring(left)  # noqa: S314  # no part with a DTD passes the gate
    except (SyntaxError, ValueError, LookupError):
        return False
    if root.tag == f"{MAIN}sst":
        return root.get("swept") == "" and len(root) == 0
    return root.tag.startswith(MAIN) and [each.get("swept") for each in root.findall(f"{MAIN}sheetData")] == [""]


_kept_place = lru_cache(maxsize=64)(_in_place)


def _text(content: bytes) -> str:
    """Give a content as text; raises Unswept for a sign that XML has not, or has other ways to write."""
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        raise Unswept from error
    if len(content.translate(None, _CONTROLS)) != len(content) or "xmlns" in text:
        raise Unswept
    if "]]>" in text or "\ufffe" in text or "\uffff" in text or ("&" in text and _OTHER_ENTITY.search(text)):
        raise Unswept
    return text


def _cells(content: str) -> Mapping[str, Held]:
    *texts, rest = content.split("</row>")
    cells: dict[str, Held] = {}
    before = 0
    for text in texts:
        first, last, row = _row(text)
        if first <= before:
            raise Unswept
        before = last
        if last <= MOST_ROWS:
            cells |= row
    numbers, end, _ = _heads(rest)
    if end != len(rest) or (numbers and numbers[0] <= before):
        raise Unswept
    return cells


_kept_cells = lru_cache(maxsize=32)(_cells)


@lru_cache(maxsize=2048)
def _row(text: str) -> tuple[int, int, Mapping[str, Held]]:
    """Give the numbers of the empty rows before a row, of which the first, and of itself; and its cells."""
    numbers, end, is_open = _heads(text)
    pieces = _CELL.split(text[end:])
    if not is_open or any(pieces[::_PARTS]):
        raise Unswept
    own, cells, last = str(numbers[-1]), dict[str, Held](), (0, "")
    groups = iter(pieces[1:])
    for letters, row, style, kind, attributes, formula, value, _ in zip(*[groups] * _PARTS, strict=True):
        place = len(letters), letters
        if row != own or place <= last:
            raise Unswept
        last = place
        if place <= (len(_LAST_COLUMN), _LAST_COLUMN):
            told = None if attributes is None else _formula(attributes, formula or "")
            cells[letters + row] = style or "0", kind or "n", told, plain(value or "")
    return numbers[0], numbers[-1], cells


def _heads(text: str) -> tuple[list[int], int, bool]:
    """Give the rows that begin where a text does: their numbers, where that ends, whether the last has cells."""
    numbers: list[int] = []
    end, is_open = 0, False
    while not is_open and (found := _ROW.match(text, end)):
        if "r" in _attributes(found[2]) or (numbers and int(found[1]) <= numbers[-1]):
            raise Unswept
        numbers.append(int(found[1]))
        end, is_open = found.end(), not found[3]
    return numbers, end, is_open


def _formula(attributes: str, text: str) -> str:
    kind = _attributes(attributes).get("t", "")
    return f"={plain(text)}" if kind in USUAL_FORMULAS else OTHER_FORMULA


@lru_cache(maxsize=1024)
def _attributes(text: str) -> Mapping[str, str]:
    pairs = _ATTRIBUTE.findall(text)
    if len(dict(pairs)) != len(pairs):
        raise Unswept
    return dict(pairs)
