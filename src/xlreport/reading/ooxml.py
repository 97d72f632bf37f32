"""The streaming pass: a container's parts become a Book. Reads everything, repairs nothing, opens no link."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import PurePosixPath
from xml.etree.ElementTree import Element

from xlreport.errors import Refusal
from xlreport.plain_records import dataclass
from xlreport.reading.book import Book, BookCell, Name, Names, SheetCells, SheetInfo
from xlreport.reading.container import Container
from xlreport.reading.ooxml_cells import Totals
from xlreport.reading.ooxml_formulas import translated
from xlreport.reading.ooxml_known import known_strings
from xlreport.reading.ooxml_parts import (
    Relationship,
    application,
    core_properties,
    custom_properties,
    first_of,
    needed,
    relations_of,
)
from xlreport.reading.ooxml_sheet import Shared, read_sheet
from xlreport.reading.ooxml_styles import cell_styles
from xlreport.reading.ooxml_xml import is_on, refuse_dtd, tree, whole

__all__ = ["Book", "BookCell", "Name", "SheetCells", "SheetInfo", "read_book", "translated"]

MAX_SHEETS = 1_000
MAX_NAMES = 20_000
_STATES = frozenset({"visible", "hidden", "veryHidden"})
_MACRO_SHEETS = frozenset({"xlMacrosheet", "xlIntlMacrosheet"})
_EMBEDDING_FOLDERS = frozenset({"embeddings", "activex"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Listed:
    """A sheet as the workbook lists it, with its part where that holds cells."""

    info: SheetInfo
    part: str | None
    is_macro: bool = False


def read_book(container: Container, wanted: Collection[str] | None = None) -> Book:
    """Read a workbook, or of its sheets only the wanted ones; raises Refusal I02, I05, I07, I08 or I09."""
    refuse_dtd(container)
    package = relations_of(container, "")
    main = needed(container, first_of(package, "officeDocument"), "workbook")
    root = tree(container, main)
    if root.tag != "workbook":
        raise Refusal(code="I09", found=f"{main}: {root.tag[:80]} instead of workbook")
    relations = relations_of(container, main)
    listed = tuple(_listed(root, relations))
    sheets, cells = _sheets(container, listed, relations, wanted)
    macro_sheets = tuple(each.info.name for each in listed if each.is_macro)
    return Book(
        sheets=sheets,
        cells=cells,
        names=_names(root, tuple(each.info.name for each in listed)),
        custom_properties=custom_properties(container, package),
        core=core_properties(container, package),
        application=application(container, package),
        structure_locked=_flag(root, "workbookProtection", "lockStructure"),
        date1904=_flag(root, "workbookPr", "date1904"),
        external_links=sum(each.type == "externalLink" for each in relations),
        macro_project=sum(each.type in {"vbaProject", *_MACRO_SHEETS} for each in relations) > len(macro_sheets),
        macro_sheets=macro_sheets,
        embedded=sum(map(_is_embedded, container.names)),
        sha256=container.sha256,
    )


def _flag(root: Element, element: str, attribute: str) -> bool:
    found = root.find(element)
    return found is not None and is_on(found.get(attribute))


@lru_cache(maxsize=1_024)
def _is_embedded(part: str) -> bool:
    folders = {folder.casefold() for folder in PurePosixPath(part).parts[:-1]}
    return bool(folders & _EMBEDDING_FOLDERS) and "_rels" not in folders


def _listed(root: Element, relations: tuple[Relationship, ...]) -> Iterator[_Listed]:
    """List the sheets in their order; a name that is there twice would be read by chance."""
    found = root.findall("sheets/sheet")
    if len(found) > MAX_SHEETS:
        raise Refusal(code="I07", found=f"{len(found)} sheets")
    names = [each.get("name", "") for each in found]
    if len({name.casefold() for name in names}) != len(names) or not all(names):
        raise Refusal(code="I09", found="workbook: sheets without a name of their own")
    targets = {each.id: each for each in relations}
    for name, each in zip(names, found, strict=True):
        target = targets.get(each.get("r:id", ""))
        state = each.get("state", "visible")
        yield _Listed(
            info=SheetInfo(name=name, state=state if state in _STATES else "visible"),
            part=None if target is None else target.target,
            is_macro=target is not None and target.type in _MACRO_SHEETS,
        )


def _sheets(
    container: Container,
    listed: tuple[_Listed, ...],
    relations: tuple[Relationship, ...],
    wanted: Collection[str] | None,
) -> tuple[tuple[SheetInfo, ...], dict[str, SheetCells]]:
    shared = _shared(container, relations)
    infos: list[SheetInfo] = []
    cells: dict[str, SheetCells] = {}
    read: dict[str, tuple[SheetInfo, SheetCells]] = {}
    for each in listed:
        if each.is_macro or (wanted is not None and each.info.name not in wanted):
            infos.append(each.info)
            continue
        part = needed(container, each.part, f"sheet {each.info.name}")
        key = part.casefold()
        if key not in read:
            read[key] = read_sheet(container, part, sheet=each.info, shared=shared)
        info, held = read[key]  # of tabs over one part each has the name and the state of its own
        infos.append(replace(info, name=each.info.name, state=each.info.state))
        cells[each.info.name] = replace(held, sheet=each.info.name)
    return tuple(infos), cells


def _shared(container: Container, relations: tuple[Relationship, ...]) -> Shared:
    strings = first_of(relations, "sharedStrings")
    styles = first_of(relations, "styles")
    return Shared(
        strings=known_strings(container, strings) if strings and strings in container else None,
        styles=cell_styles(container, styles) if styles and styles in container else (),
        totals=Totals(),
    )


@lru_cache(maxsize=16)
def _names(root: Element, sheets: tuple[str, ...]) -> Names:
    found = root.findall("definedNames/definedName")
    if len(found) > MAX_NAMES:
        raise Refusal(code="I07", found=f"{len(found)} defined names")
    return Names(
        Name(
            name=each.get("name", ""),
            sheet=_scope(each.get("localSheetId"), sheets),
            target=each.text or "",
            hidden=is_on(each.get("hidden")),
        )
        for each in found
    )


def _scope(number: str | None, sheets: tuple[str, ...]) -> str | None:
    if number is None:
        return None
    index = whole(number, "workbook: scope of a name")
    return sheets[index] if 0 <= index < len(sheets) else ""
