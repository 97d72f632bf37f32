"""Rows and shared strings read in one sweep where every byte is one that programs usually write.

Whatever is not exactly so is `Unusual`, and the strict pass reads the whole part: nothing is refused here, nothing
guessed, and what is given is what the strict pass gives.
"""

from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache
from types import MappingProxyType

from xlreport.cells import MAX_ROW
from xlreport.errors import Refusal
from xlreport.lazy import regex
from xlreport.plain_records import dataclass
from xlreport.reading.book import Filled
from xlreport.reading.container import Container
from xlreport.reading.ooxml_cells import CellScan, RowCells, RowHead, row_head
from xlreport.reading.ooxml_strings import MAX_STRINGS, decoded, shared_strings
from xlreport.reading.ooxml_xml import USUAL_HEAD, Routes, scan_data

MARK = "swept"
"""Attribute by which an element whose content was taken out is known again."""
MARKED_PAGE_WORDS = f'<oddHeader {MARK}="">'.encode()
_LARGEST = 2**23
"""Bytes of a part; below it no count of elements can reach its limit."""
_SST = regex(rb"<sst[^<>]{0,500}>")
_PROLOG = 2**10
_PAGE_WORDS = (b"<oddHeader>", b"</oddHeader>")
_USUAL_BYTES = bytes({0x9, 0xA, *range(0x20, 0x100)})
_NO_SIGNS = (b"\xef\xbf\xbe", b"\xef\xbf\xbf")
"""U+FFFE and U+FFFF, which XML does not have."""
_ENTITY = regex("&([^;&]{0,8};?)")
_NUMBERED = regex("#(?:([0-9]{1,7})|x([0-9A-Fa-f]{1,6}));")
_SIGNS = ((0x9, 0xA), (0xD, 0xD), (0x20, 0xD7FF), (0xE000, 0xFFFD), (0x10000, 0x10FFFF))
"""What signs XML has."""
_ENTITIES = {"lt;": "<", "gt;": ">", "amp;": "&", "quot;": '"', "apos;": "'"}
_NAME = "[A-Za-z][A-Za-z0-9]{0,30}"
_ATTRIBUTE = regex(rf' ({_NAME}(?::{_NAME})?)="([^"<&\t\n]{{0,200}})"')
_ATTRIBUTES = rf'((?: {_NAME}(?::{_NAME})?="[^"<&\t\n]{{0,200}}"){{0,16}})'
_ROW = regex(rf'<row r="([1-9][0-9]{{0,6}})"{_ATTRIBUTES} ?(/?)>')
_CELL = regex(
    r'<c r="([A-Z]{1,3})([1-9][0-9]{0,6})"(?: s="([0-9]{1,9})")?(?: t="(n|s|str|b|e|inlineStr|d)")? ?(?:/>|>'
    rf"(?:<f{_ATTRIBUTES} ?(?:/>|>([^<]*)</f>))?"
    r'(?:<v>([^<]*)</v>|<v ?/>()|<is><t(?: xml:space="preserve")?>([^<]*)</t></is>)?</c>)'
)
_PARTS = 10
"""What a split by `_CELL` gives for each cell: what stands before it, and its groups."""
_TEXT = r'<t(?: xml:space="preserve")? ?(?:/>|>([^<]*)</t>)'
_LOOK = r'(?:<rPr>(?:<[A-Za-z]{1,20}(?: [A-Za-z]{1,20}="[^"<&\t\n]{0,200}")? ?/>){0,40}</rPr>)?'
"""How a run of rich text looks; no element of it has two attributes that could be the same."""
_RUN = regex(f"<r>{_LOOK}{_TEXT}</r>")
_ITEM = regex(f"<si>(?:{_TEXT}|((?:<r>{_LOOK}{_TEXT.replace('(', '(?:').replace('(?:?:', '(?:')}</r>)+))</si>")
_PER_ITEM = 3


class Unusual(Exception):  # no error: the end of a sweep
    """A part has something that the sweep does not know."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A part without the content of one element: what is left for the strict pass, and the content."""

    left: bytes
    content: bytes


def opened(data: bytes, start: bytes, end: bytes) -> Opened:
    """Take what stands between two tags that are there once out of a part; raises Unusual."""
    if len(data) > _LARGEST or not USUAL_HEAD.match(data) or data.count(start) != 1 or data.count(end) != 1:
        raise Unusual
    head, _, rest = data.partition(start)
    content, found, tail = rest.partition(end)
    if not found:
        raise Unusual
    # The element is marked, and has the prefix of rows, so that the strict pass tells whether that means anything.
    prefixed = b' x14ac:dyDescent=""' if b" x14ac:dyDescent=" in content else b""
    opening = start.removesuffix(b">") + prefixed + b" " + MARK.encode() + b'="">'
    return Opened(left=b"".join((head, opening, end, tail)), content=content)


def without_page_words(data: bytes) -> bytes:
    """Take out what is printed above each page, which names the unit: what is left many sheets have in common.

    The element is marked; nothing is taken out where that could hide that the part is no XML.
    """
    start, end = _PAGE_WORDS
    if data.count(start) != 1 or data.count(end) != 1 or b"<!" in data or data.count(b"<?") > 1:
        return data
    head, _, rest = data.partition(start)
    content, found, tail = rest.partition(end)
    if not found or b"<" in content:
        return data
    _plain(_text(content))
    return b"".join((head, MARKED_PAGE_WORDS, end, tail))


def _text(content: bytes) -> str:
    if content.translate(None, _USUAL_BYTES) or b"]]>" in content or any(sign in content for sign in _NO_SIGNS):
        raise Unusual
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Unusual from error


def _plain(text: str) -> str:
    """Give a text with the entities of XML resolved."""
    return _ENTITY.sub(lambda found: _sign(found[1]), text) if "&" in text else text


def _spelled(text: str) -> str:
    """Give the text of a string that is no rich text; most have nothing to resolve."""
    return decoded(_plain(text)) if "&" in text or "_" in text else text


@lru_cache(maxsize=8192)
def _sign(name: str) -> str:
    """Give the sign that an entity stands for."""
    if name in _ENTITIES:
        return _ENTITIES[name]
    numbered = _NUMBERED.fullmatch(name)
    code = int(numbered[1] or numbered[2], 10 if numbered[1] else 16) if numbered else 0
    if not any(first <= code <= last for first, last in _SIGNS):
        raise Unusual
    return chr(code)


@lru_cache(maxsize=1024)
def _attributes(text: str) -> Mapping[str, str]:
    """Give attributes by name; a prefix other than the usual one of a row's height, or a name twice, is unusual."""
    pairs = _ATTRIBUTE.findall(text)
    found = dict(pairs)
    if (
        "r" in found
        or len(found) != len(pairs)
        or sum(len(name) + len(value) + 4 for name, value in pairs) != len(text)
    ):
        raise Unusual
    if any((":" in name and name != "x14ac:dyDescent") or name.startswith("xml") for name in found):
        raise Unusual
    return MappingProxyType(found)


def swept_rows(content: bytes, scan: CellScan) -> None:
    """Read the rows of a sheet into a scan; raises Unusual, and then the scan is of no use."""
    table = _kept_table(content) if len(content) <= _LARGEST_TABLE else _table_of(content)
    for head in table.heads:
        if head.is_hidden or head.style is not None or scan.are_rows_hidden:
            scan.begin_row(head)
    scan.take_cells(table.cells, table.count)


def _table_of(content: bytes) -> "_Row":
    """Read the rows of a sheet as one; raises Unusual or Refusal, and nothing is kept."""
    *rows, rest = _text(content).split("</row>")
    numbers: set[str] = set()
    heads: list[RowHead] = []
    cells, count = RowCells(filled={}, blank={}, strings=[], shared=[]), 0
    for text in rows:
        row = _kept_row(text) if len(text) <= _LONGEST_KEPT else _row_of(text)
        if row.count and row.number in numbers:  # a cell could be there twice
            raise Unusual
        numbers.add(row.number)
        if any(head.number > MAX_ROW for head in row.heads):
            raise Unusual
        heads += row.heads
        count += row.count
        cells.take(row.cells)
    last, end = _heads(rest)
    if end != len(rest) or any(not is_empty or head.number > MAX_ROW for head, is_empty in last):
        raise Unusual
    return _Row(heads=(*heads, *(head for head, _ in last)), number="", cells=cells, count=count)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """A row with cells, the empty ones before it, and its number; or all rows of a sheet."""

    heads: tuple[RowHead, ...]
    number: str
    cells: RowCells
    count: int


def _row_of(text: str) -> _Row:
    """Read a row up to its end, and the empty ones before it; raises Unusual or Refusal, and nothing is kept."""
    heads, end = _heads(text)
    if not heads or [is_empty for _, is_empty in heads] != [True] * (len(heads) - 1) + [False]:
        raise Unusual
    number = str(heads[-1][0].number)
    cells = _cells_of(text[end:], number)
    count = len(cells.filled) + len(cells.blank)
    return _Row(heads=tuple(head for head, _ in heads), number=number, cells=cells, count=count)


def _heads(text: str) -> tuple[list[tuple[RowHead, bool]], int]:
    """Give the rows that begin at the beginning of a text, each with whether it has no cells, and where that ends."""
    heads: list[tuple[RowHead, bool]] = []
    end = 0
    while found := _ROW.match(text, end):
        heads.append((row_head({**_attributes(found[2]), "r": found[1]}, int(found[1]), "row"), bool(found[3])))
        end = found.end()
        if not found[3]:
            break
    return heads, end


def _cells_of(text: str, row: str) -> RowCells:
    """Read the cells of a row; raises Unusual, and nothing is kept."""
    parts = _CELL.split(text)
    if any(parts[::_PARTS]):
        raise Unusual
    cells, groups = RowCells(filled={}, blank={}, strings=[], shared=[]), iter(parts[1:])
    for letters, number, style, kind, attributes, said, value, nothing, inline, _ in zip(
        *[groups] * _PARTS, strict=True
    ):
        ref, look = letters + number, int(style or 0)
        if number != row or (len(letters) == _LONG and letters > _LAST) or ref in cells.filled or ref in cells.blank:
            raise Unusual
        given = None if attributes is None else _attributes(attributes)
        formula = None if given is None else _plain(said or "")
        held = value if nothing is None else ""
        if kind == "s" and held and inline is None:
            if not (held.isascii() and held.isdecimal()) or len(held) > _LONGEST_INDEX:
                raise Unusual
            cells.strings.append((ref, int(held), formula, look))
            raw: str | None = ""
        else:
            raw = _raw(kind, held, inline)
        if raw is None and formula is None:
            cells.blank[ref] = look
        else:
            cells.filled[ref] = Filled(kind or "n", raw, formula, look)
        if given and given.get("t") == "shared":
            cells.shared.append((ref, formula or "", given))
    return cells


_kept_row = lru_cache(maxsize=2048)(_row_of)
_kept_table = lru_cache(maxsize=32)(_table_of)
_LARGEST_TABLE = 2**18
"""Bytes of the rows of a sheet that are kept as a whole: what lists the places is the same in many workbooks."""
_LONGEST_KEPT = 4_000
"""Characters of a row that is kept: longer than any that a form's workbook has, save for its texts."""
_LONG, _LAST, _LONGEST_INDEX = 3, "XFD", 9


def _raw(kind: str | None, value: str | None, inline: str | None) -> str | None:
    """Give the text of a cell as the strict pass does; what it would refuse is unusual."""
    if inline is not None:
        if kind != "inlineStr":
            raise Unusual
        return decoded(_plain(inline))
    if value is None:
        return None
    match kind:
        case "s":
            return None
        case "str" | "inlineStr":
            return decoded(_plain(value))
    return _plain(value) or None


def known_strings(container: Container, part: str) -> list[str]:
    """Read the shared strings: in one sweep where they are as programs usually write them, else strictly."""
    with suppress(Unusual, Refusal):
        return _swept_strings(container.read(part), part)
    return shared_strings(container, part)


def _swept_strings(data: bytes, part: str) -> list[str]:
    root = _SST.search(data[:_PROLOG])
    if root is None:
        raise Unusual
    items = opened(data, root[0], b"</sst>")
    roots: list[dict[str, str]] = []
    starts = {(1, "sst"): roots.append, (2, "si"): unusual}
    scan_data(items.left, part, Routes(roots=frozenset({"sst"}), starts=starts, text=_nothing))
    if [MARK in each for each in roots] != [True]:
        raise Unusual
    parts = _ITEM.split(_text(items.content))
    if any(parts[::_PER_ITEM]) or len(parts) > _PER_ITEM * MAX_STRINGS:
        raise Unusual
    return [
        decoded("".join(map(_plain, _RUN.findall(runs)))) if runs else _spelled(text) if text else ""
        for text, runs in zip(parts[1::_PER_ITEM], parts[2::_PER_ITEM], strict=True)
    ]


def unusual(_attributes: dict[str, str]) -> None:
    """Leave a part to the strict pass that has an element where the sweep does not look."""
    raise Unusual


def _nothing(_: str) -> None:
    """Take a text that nobody asked for."""
