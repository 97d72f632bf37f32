"""The XML of a part, read by expat alone: no DTD, no deep nesting, no giant attribute, bare names.

Spreadsheet elements have one bare name whether the file is Transitional or Strict and whatever the prefix;
elements of unknown namespaces keep their namespace, so that they cannot pass for spreadsheet ones.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import field
from functools import lru_cache
from typing import TypeVar
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from xlreport.errors import Refusal
from xlreport.lazy import regex
from xlreport.plain_records import dataclass
from xlreport.reading.container import Container
from xlreport.reading.encodings import declared, decoder

MAX_ELEMENTS = 3_000_000
"""XML elements in one part: a sheet at the limit of cells has about half as many."""
MAX_DEPTH = 256
MAX_MARKUP_BYTES = 2**20
_MAX_TREE_NODES = 250_000
_LARGEST_KEPT = 2**17
"""Bytes of a part that is kept as a tree; a form's list of sheets and names has some 40,000."""
_CHUNK = 2**16
_PROLOG = 2**10
_XML_ENDINGS = (".xml", ".rels", ".vml")
_DECLARATION = rb"<\?xml version=[\"']1\.0[\"'] encoding=[\"'](?:UTF-8|utf-8)[\"'](?: standalone=[\"']yes[\"'])? ?\?>"
USUAL_HEAD = regex(rb"(?:" + _DECLARATION + rb"\s*)?<[A-Za-z]")
"""How nearly every part begins: with its root, in UTF-8, and no document type before it."""

_T = TypeVar("_T")

_SPREADSHEET = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
_BARE = frozenset(
    {
        *_SPREADSHEET,
        "http://schemas.openxmlformats.org/package/2006/relationships",
        "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
        "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties",
        "http://purl.oclc.org/ooxml/officeDocument/extendedProperties",
        "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties",
        "http://purl.oclc.org/ooxml/officeDocument/customProperties",
        "http://purl.org/dc/elements/1.1/",
        "http://purl.org/dc/terms/",
    }
)
_PREFIXED = {
    "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes": "vt",
    "http://purl.oclc.org/ooxml/officeDocument/docPropsVTypes": "vt",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "r",
    "http://purl.oclc.org/ooxml/officeDocument/relationships": "r",
    "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main": "x14",
    "http://schemas.microsoft.com/office/excel/2006/main": "xm",
}


Starts = Mapping[tuple[int, str], Callable[[dict[str, str]], object]]
Ends = Mapping[tuple[int, str], Callable[[], object]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Routes:
    """Who follows which element, by depth (the root has 1) and name, and who takes every text."""

    roots: frozenset[str]
    starts: Starts
    ends: Ends = field(default_factory=dict)
    text: Callable[[str], object]


class _Names(dict[str, str]):
    """Name as expat gives it -> bare or prefixed name, worked out once per name."""

    def __missing__(self, full: str) -> str:
        namespace, _, local = full.rpartition(" ")
        if namespace in _BARE:
            name = local
        elif namespace in _PREFIXED:
            name = f"{_PREFIXED[namespace]}:{local}"
        else:
            name = full
        self[full] = name
        return name


def scan(container: Container, part: str, routes: Routes) -> None:
    """Send a part's elements on their routes; raises Refusal I07 (too deep, too long), I08 or I09."""
    scan_data(container.read(part), part, routes)


def scan_data(data: bytes, part: str, routes: Routes) -> None:
    """Send the elements of a part's bytes on their routes; raises Refusal as `scan` does."""
    roots = {full for name in routes.roots for full in _full_names(name)}
    starts, ends = _by_depth(routes.starts), _by_depth(routes.ends)
    depth = elements = 0

    def start(full: str, attributes: dict[str, str]) -> None:
        nonlocal depth, elements
        depth += 1
        elements += 1
        if elements > MAX_ELEMENTS:
            raise Refusal(code="I07", found=f"{part}: more than {MAX_ELEMENTS} elements")
        if depth == 1 and full not in roots:
            raise Refusal(code="I09", found=f"{part}: unexpected root {full[-80:]!r}")
        if depth > MAX_DEPTH:
            raise _too_deep(part)
        follow = starts[depth].get(full)
        if follow is not None:
            follow(attributes)

    def end(full: str) -> None:
        nonlocal depth
        follow = ends[depth].get(full)
        depth -= 1
        if follow is not None:
            follow()

    _parse(data, part, start, end, routes.text)


def _by_depth(routes: Mapping[tuple[int, str], _T]) -> list[dict[str, _T]]:
    """Sort routes into one table per depth, under the names as expat gives them."""
    nothing: dict[str, _T] = {}
    tables = [nothing] * (MAX_DEPTH + 1)
    for (depth, name), follow in routes.items():
        tables[depth] = tables[depth] | dict.fromkeys(_full_names(name), follow)
    return tables


def _full_names(name: str) -> list[str]:
    """Give a bare or prefixed name as expat spells it, for every namespace it may stand in."""
    prefix, _, local = name.rpartition(":")
    if not prefix:
        return [f"{namespace} {local}" for namespace in _SPREADSHEET]
    return [f"{namespace} {local}" for namespace, known in _PREFIXED.items() if known == prefix]


def _too_deep(part: str) -> Refusal:
    return Refusal(code="I07", found=f"{part}: XML deeper than {MAX_DEPTH}")


def _parse(
    data: bytes,
    part: str,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None],
    text: Callable[[str], object],
) -> None:
    name = declared(data[:_PROLOG])
    parser = expat.ParserCreate("utf-8" if name else None, " ")
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _doctype_handler(part)
    try:
        _feed(parser, _pieces(data, name), part)
    except expat.ExpatError as error:
        raise Refusal(code="I09", found=f"{part}: {error}") from error
    except (LookupError, ValueError) as error:  # expat's own word for an encoding that it does not know
        raise Refusal(code="I09", found=f"{part}: encoding {name or 'unknown'}") from error


def _pieces(data: bytes, encoding: str, size: int = _CHUNK) -> Iterator[bytes]:
    """Give a part piece by piece, as UTF-8 where its own encoding is not one that expat reads."""
    decode = decoder(encoding) if encoding else None
    for begin in range(0, len(data), size):
        piece = data[begin : begin + size]
        yield decode(piece, begin + size >= len(data)) if decode else piece


def _doctype_handler(part: str) -> Callable[..., None]:
    def refuse(*_: object) -> None:
        raise Refusal(code="I08", found=part)

    return refuse


def refuse_dtd(container: Container) -> None:
    """Look where any XML part begins, also one that nobody reads, and raise Refusal I08 for one with a DTD."""
    for part in container.names:
        if part.casefold().endswith(_XML_ENDINGS) and not USUAL_HEAD.match(container.beginning(part, _PROLOG)):
            _refuse_dtd_before_root(container.beginning(part), part)


def _refuse_dtd_before_root(data: bytes, part: str) -> None:
    name = declared(data[:_PROLOG])
    parser = expat.ParserCreate("utf-8" if name else None)
    parser.StartDoctypeDeclHandler = _doctype_handler(part)
    parser.StartElementHandler = _stop
    with suppress(_RootFound, expat.ExpatError, LookupError, ValueError):
        for piece in _pieces(data, name, _PROLOG):
            parser.Parse(piece, False)  # noqa: FBT003  expat takes no keyword here


class _RootFound(Exception):  # no error: the end of a look
    """The first element has begun; no DTD can follow."""


def _stop(*_: object) -> None:
    raise _RootFound


def _feed(parser: expat.XMLParserType, pieces: Iterable[bytes], part: str) -> None:
    """Hand the bytes over in pieces: an unfinished tag that grows too long is refused before it ends."""
    handed = 0
    for piece in pieces:
        parser.Parse(piece, False)  # noqa: FBT003  expat takes no keyword here
        handed += len(piece)
        if handed - parser.CurrentByteIndex > MAX_MARKUP_BYTES:
            raise Refusal(code="I07", found=f"{part}: markup longer than {MAX_MARKUP_BYTES} bytes")
    parser.Parse(b"", True)  # noqa: FBT003  expat takes no keyword here


def tree(container: Container, part: str) -> Element:
    """Read a small part as a tree that nobody changes; raises Refusal as `scan` does, and I07 for one not small.

    What many workbooks have, down to the byte, is read once.
    """
    data = container.read(part)
    return _kept_tree(data, part) if len(data) <= _LARGEST_KEPT else _tree(data, part)


def _tree(data: bytes, part: str) -> Element:
    builder = TreeBuilder()
    names = _Names()
    depth = count = 0

    def start(full: str, attributes: dict[str, str]) -> None:
        nonlocal depth, count
        depth, count = depth + 1, count + 1
        if depth > MAX_DEPTH:
            raise _too_deep(part)
        if count > _MAX_TREE_NODES:
            raise Refusal(code="I07", found=f"{part}: more than {_MAX_TREE_NODES} elements")
        builder.start(names[full], {names[key]: value for key, value in attributes.items()})

    def end(full: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(names[full])

    _parse(data, part, start, end, builder.data)
    return builder.close()


_kept_tree = lru_cache(maxsize=64)(_tree)


def is_on(value: str | None) -> bool:
    """Read an XML truth value; a missing one is false."""
    return value is not None and value.strip().lower() in {"1", "true", "on"}


def whole(value: str, where: str) -> int:
    """Read a whole number of the file's own bookkeeping; raises Refusal I09."""
    try:
        return int(value)
    except ValueError:
        raise Refusal(code="I09", found=f"{where}: {value[:40]!r} is no number") from None
