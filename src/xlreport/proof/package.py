"""A consolidated workbook's container as the proof opens it: which parts programs are led to. Repairs nothing.

A second gate, of its own: what two programs could read differently is refused, before openpyxl sees a byte of it.
"""

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import chain, islice
from typing import Any
from urllib.parse import unquote
from xml.etree.ElementTree import Element, ParseError, fromstring
from xml.sax.saxutils import quoteattr

from xlreport.drawing.book_parts import trace_of
from xlreport.language import either
from xlreport.lazy import regex
from xlreport.plain_records import dataclass

MOST_PARTS = 5_000
_LARGE, _FASTEST = 2**18, 1
"""Bytes of a piece of a part that is kept packed, and how."""
_SAID_KEPT = 32
"""Parts of which what they say is kept."""
_LOCAL = b"PK\x03\x04"
_LOCAL_HEADER = 30
_ENCRYPTED = 0x1 | 0x40 | 0x2000
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_UNSAFE = regex(r"[\x00-\x1f\x7f\\]|^/|^[A-Za-z]:|(?:^|/)\.{0,2}(?:/|$)")
_DECLARATIONS = (b"<!DOCTYPE", b"<!ENTITY")
_MARKUP = (".xml", ".rels", ".vml")
_TYPES = "[Content_Types].xml"
_WORKBOOK = "officeDocument"
_BY_NAME = {"styles": "xl/styles.xml", "theme": "xl/theme/theme1.xml"}
"""Parts that openpyxl opens under these names, whatever the workbook refers to."""
_ONE_OF_A_KIND = (*_BY_NAME, "sharedStrings")
_OPEN = "application/vnd.openxmlformats-officedocument."
_CONTENT = {
    "officeDocument": "spreadsheetml.sheet.main",
    "worksheet": "spreadsheetml.worksheet",
    "chartsheet": "spreadsheetml.chartsheet",
    "styles": "spreadsheetml.styles",
    "sharedStrings": "spreadsheetml.sharedStrings",
    "comments": "spreadsheetml.comments",
    "theme": "theme",
    "drawing": "drawing",
    "chart": "drawingml.chart",
    "custom-properties": "custom-properties",
    "extended-properties": "extended-properties",
}


_FILLING = regex(
    rb"(?<=<sheetData>).*(?=</sheetData>)|<(mergeCells|hyperlinks|dataValidations)\b.*?</\1>"
    rb"|<conditionalFormatting\b.*?</conditionalFormatting>|<autoFilter\b[^>]*/>",
    re.DOTALL,
)
"""What fills a sheet, beside what is drawn on it and how it is printed."""
_LARGEST_FILLINGS = ((b"<sheetData>", b"</sheetData>"), (b"<hyperlinks>", b"</hyperlinks>"))
"""What of that is so large that it is never there as a whole."""
_NO_TEXTS = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'


class Refused(Exception):
    """A container that two programs could read differently; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """One reference of a part: its id, the last word of its type, where it leads, and whether that is outside."""

    id: str
    kind: str
    target: str
    outside: bool


class _Packed(Sequence[bytes]):
    """The pieces of a part, each inflated when it is asked for."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = [zlib.compress(piece, _FASTEST) for piece in pieces]

    def __getitem__(self, number: Any) -> Any:
        return zlib.decompress(self._pieces[number])

    def __len__(self) -> int:
        return len(self._pieces)


class KeptParts(Mapping[str, bytes]):
    """The parts of a workbook, the large ones packed in pieces and inflated each time that one is asked for."""

    def __init__(self, parts: Iterable[tuple[str, Iterable[bytes]]]) -> None:
        """Keep parts that are given in pieces: none is whole in memory."""
        self._kept: dict[str, Sequence[bytes]] = {name: _kept(iter(pieces)) for name, pieces in parts}

    def pieces(self, name: str) -> Sequence[bytes]:
        """Give a part piece by piece."""
        return self._kept[name]

    def with_others(self, parts: Mapping[str, bytes]) -> "KeptParts":
        """Give these parts with others in the place of some; the rest is the same and kept once."""
        changed = KeptParts(())
        changed._kept = self._kept | {name: (content,) for name, content in parts.items()}
        return changed

    def __getitem__(self, name: str) -> bytes:
        """Give a part."""
        whole = io.BytesIO()  # join would hold every piece beside the whole
        for piece in self._kept[name]:
            whole.write(piece)
        return whole.getvalue()

    def __contains__(self, name: object) -> bool:
        """Tell whether there is such a part, which is not made for that."""
        return name in self._kept

    def __iter__(self) -> Iterator[str]:
        """Give the names."""
        return iter(self._kept)

    def __len__(self) -> int:
        """Count them."""
        return len(self._kept)


def _kept(pieces: Iterator[bytes]) -> Sequence[bytes]:
    first = list(islice(pieces, 2))
    return first if len(first) < 2 else _Packed(chain(first, pieces))  # noqa: PLR2004  # no second one: it is small


@dataclass(frozen=True, kw_only=True)
class Package:
    """The parts of a workbook by name, and how they lead to each other."""

    parts: Mapping[str, bytes]

    def pieces(self, part: str) -> Iterable[bytes]:
        """Give a part piece by piece, where it is so large that it is kept in several."""
        pieces = getattr(self.parts, "pieces", None)
        return pieces(part) if pieces else (self.parts[part],)

    def digest(self, part: str) -> bytes:
        """Give what tells a part from every other one: only the same bytes have the same digest."""
        known = getattr(self.parts, "digest", None)
        return bytes(known(part)) if known else trace_of(self.pieces(part))

    @cached_property
    def _names(self) -> Mapping[str, str]:
        return {name.casefold(): name for name in self.parts}

    def named(self, part: str) -> str | None:
        """Give a part's name as the container spells it, whatever the case; None where there is none."""
        return self._names.get(part.casefold())

    def tree(self, part: str) -> Element:
        """Give a part's elements, their names without namespaces; raises Refused when it is no XML."""
        return _tree(self.parts[part], part)

    def references(self, part: str) -> tuple[Reference, ...]:
        """Give the references of a part, or of the whole package for ""."""
        if part not in self._known_references:
            self._known_references[part] = self._references(part)
        return self._known_references[part]

    @cached_property
    def _known_references(self) -> dict[str, tuple[Reference, ...]]:
        return {}

    def _references(self, part: str) -> tuple[Reference, ...]:
        folder, name = posixpath.split(part)
        source = self.named(posixpath.join(folder, "_rels", f"{name}.rels"))
        if source is None:
            return ()
        return tuple(self._reference(each, folder) for each in _relationships(self.parts[source], source))

    def _reference(self, said: Mapping[str, str], folder: str) -> Reference:
        target, outside = said.get("Target", ""), said.get("TargetMode") == "External"
        path = target if outside else posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        inside = self.named(path) or self.named(unquote(path)) or path
        return Reference(
            id=said.get("Id", ""),
            kind=said.get("Type", "").rpartition("/")[2],
            target=target if outside else inside,
            outside=outside,
        )

    def leads_to(self, part: str, kind: str) -> tuple[str, ...]:
        """Give the parts of one kind that a part refers to."""
        return tuple(each.target for each in self.references(part) if each.kind == kind and each.target in self.parts)

    @cached_property
    def workbooks(self) -> tuple[str, ...]:
        """Give the parts that the package says to be the workbook: one, or nobody knows which is opened."""
        return self.leads_to("", _WORKBOOK)

    @cached_property
    def reached(self) -> frozenset[str]:
        """Give every part that a program is led to."""
        open_, known = [""], {""}
        while open_:
            for each in self.references(open_.pop()):
                if each.target in self.parts and not each.outside and each.target not in known:
                    known.add(each.target)
                    open_.append(each.target)
        return frozenset(known - {""})

    @cached_property
    def strangers(self) -> tuple[str, ...]:
        """Give the parts that nothing leads to."""
        kept = (_TYPES, "mimetype")
        loose = (name for name in self.parts if name not in self.reached and name not in kept)
        return tuple(sorted(name for name in loose if not name.endswith(".rels") or not self._is_of(name)))

    def _is_of(self, references: str) -> bool:
        """Tell whether these references are those of a part that is reached, or of the package."""
        folder, name = posixpath.split(references)
        owner = posixpath.join(posixpath.dirname(folder), name.removesuffix(".rels"))
        return owner == "" or self.named(owner) in self.reached

    @cached_property
    def sheets(self) -> Mapping[str, str]:
        """Give the part of each sheet by its name, as the opened workbook lists them."""
        if not self.workbooks:
            return {}
        main = self.workbooks[0]
        targets = {each.id: each.target for each in self.references(main)}
        listed = _listed(self.parts[main], main)
        return {name: targets[id_] for name, id_ in listed if targets.get(id_) in self.parts}

    @cached_property
    def kinds(self) -> Mapping[str, str]:
        """Give of each part that is reached as what it is referred to."""
        references = (each for part in ("", *self.reached) for each in self.references(part))
        return {each.target: each.kind for each in references if each.target in self.parts and not each.outside}

    @property
    def opened(self) -> bytes:
        """Give a container of what programs are led to and nothing else, for a library that looks parts up by name."""
        kept = {name: self.parts[name] for name in self.parts if name not in self.strangers and name != _TYPES}
        for kind, name in _BY_NAME.items():
            kept.pop(name, None)
            for part in self.leads_to(self.workbooks[0], kind):
                kept[name] = self.parts[part]
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
            for name, data in {_TYPES: self._types(), **kept}.items():
                archive.writestr(zipfile.ZipInfo(name), data)
        return out.getvalue()

    def without_cells(self, sheets: Collection[str]) -> "Package":
        """Give the same package with these sheets emptied, which are as the merge writes them, as small as it gets."""
        if not sheets:
            return self
        parts = {self.sheets[name]: _emptied(self.pieces(self.sheets[name])) for name in sheets}
        if len(sheets) == len(self.sheets):
            parts |= dict.fromkeys(self.leads_to(self.workbooks[0], "sharedStrings"), _NO_TEXTS)
        if isinstance(self.parts, KeptParts):
            return Package(parts=self.parts.with_others(parts))
        return Package(parts={name: parts[name] if name in parts else self.parts[name] for name in self.parts})

    def _types(self) -> bytes:
        """Give the list of content types as the references have it, whatever the file says."""
        typed = ((part, _CONTENT[kind]) for part, kind in self.kinds.items() if kind in _CONTENT)
        said = "".join(
            f'<Override PartName={quoteattr("/" + part)} ContentType="{_OPEN}{kind}+xml"/>' for part, kind in typed
        )
        defaults = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        defaults += '<Default Extension="xml" ContentType="application/xml"/>'
        return f'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{defaults}{said}</Types>'.encode()


def _emptied(pieces: Iterable[bytes]) -> bytes:
    """Give a sheet's part without what fills it."""
    for marks in _LARGEST_FILLINGS:
        pieces = _without(pieces, *marks)
    return _FILLING.sub(b"", b"".join(pieces))


def _without(pieces: Iterable[bytes], begin: bytes, end: bytes) -> Iterator[bytes]:
    """Let a part pass without what stands between two marks, of which no more than a piece is ever there."""
    rest, is_inside = b"", False
    for piece in pieces:
        rest += piece
        while (mark := end if is_inside else begin) in rest:
            before, _, rest = rest.partition(mark)
            yield mark if is_inside else before + mark
            is_inside = not is_inside
        kept = max(0, len(rest) - len(mark))
        if not is_inside:
            yield rest[:kept]
        rest = rest[kept:]
    yield rest


def _tree(content: bytes, part: str) -> Element:
    try:
        root = fromstring(content)  # noqa: S314  # no part with a DTD passes the gate
    except (ParseError, ValueError, LookupError) as error:
        raise Refused(f"{part}: {error}") from error
    for element in root.iter():
        if isinstance(element.tag, str):
            element.tag = element.tag.rpartition("}")[2]
    return root


@lru_cache(maxsize=_SAID_KEPT)
def _relationships(content: bytes, part: str) -> tuple[Mapping[str, str], ...]:
    """Give what a part with references says; it is the same in many workbooks."""
    return tuple(dict(each.items()) for each in _tree(content, part).iter("Relationship"))


@lru_cache(maxsize=_SAID_KEPT)
def _listed(content: bytes, part: str) -> tuple[tuple[str, str], ...]:
    """Give the sheets that a workbook lists, each with the id of its reference."""
    return tuple((each.get("name", ""), _id_of(each)) for each in _tree(content, part).iter("sheet"))


def _id_of(sheet: Element) -> str:
    return next((value for name, value in sheet.attrib.items() if name.rpartition("}")[2] == "id"), "")


def package_of(content: bytes, largest: int) -> Package:
    """Pass a file through the gate; raises Refused, or what zipfile raises for what is no zip."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = [each for each in archive.infolist() if not each.is_dir()]
        if problem := next(_problems(content, members, largest), None):
            raise Refused(problem)
        parts = KeptParts((each.filename, _allowed(each.filename, _pieces(archive, each))) for each in members)
    package = Package(parts=parts)
    for main in package.workbooks[:1]:
        for kind in _ONE_OF_A_KIND:
            if len(set(package.leads_to(main, kind))) > 1:
                raise Refused(f"{main}: {either('引用了两份', 'refers to two of')} {kind}")
    return package


def _problems(content: bytes, members: list[zipfile.ZipInfo], largest: int) -> Iterator[str]:
    if not content.startswith(_LOCAL):
        yield either("文件开头不是工作簿", "something stands before the workbook in the file")
    if (size := sum(each.file_size for each in members)) > largest:
        yield f"{size} bytes inflated"
    if len(members) > MOST_PARTS:
        yield f"{len(members)} parts"
    seen: set[str] = set()
    for each in members:
        name = each.orig_filename
        if _UNSAFE.search(name):
            yield f"{either('部件名称不安全', 'unsafe name of a part')}: {name[:80]!r}"
        if name.casefold() in seen:
            yield either(f"部件 {name} 有两份", f"the part {name} is there twice")
        if each.flag_bits & _ENCRYPTED or each.compress_type not in _METHODS:
            yield either(f"部件 {name} 已加密或压缩方式不明", f"the part {name} is encrypted, or packed in another way")
        seen.add(name.casefold())
    if not _all_listed(content, members):
        yield either("文件里另有目录没有列出的部件", "the file has a part that its directory does not list")


def _all_listed(content: bytes, members: list[zipfile.ZipInfo]) -> bool:
    """Tell whether between the parts there is no other one that a program which reads from the front would find."""
    ordered = sorted(members, key=lambda each: each.header_offset)
    ends = [*(each.header_offset for each in ordered[1:]), len(content)]
    for each, end in zip(ordered, ends, strict=True):
        start = each.header_offset
        names = int.from_bytes(content[start + 26 : start + 28], "little")
        extra = int.from_bytes(content[start + 28 : start + 30], "little")
        behind = start + _LOCAL_HEADER + names + extra + each.compress_size
        if behind > end or content.find(_LOCAL, behind, end) >= 0:
            return False
    return True


def _pieces(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(member) as part:
        while piece := part.read(_LARGE):
            yield piece


def _allowed(name: str, pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Let a part pass; raises Refused at a declaration of a document type: it can make one text of another."""
    before, wide = b"", None
    for piece in pieces:
        if name.casefold().endswith(_MARKUP):
            wide = b"\x00" in piece[:64] if wide is None else wide
            plain = before + (piece.replace(b"\x00", b"") if wide else piece)
            if any(mark in plain for mark in _DECLARATIONS):
                raise Refused(either(f"部件 {name} 含 DOCTYPE", f"the part {name} has a document type declaration"))
            before = plain[-max(map(len, _DECLARATIONS)) :]
        yield piece
