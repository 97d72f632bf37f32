"""How the parts of a package refer to each other, and its document properties. Follows no link outwards."""

import posixpath
from collections.abc import Iterator, Mapping
from functools import lru_cache
from urllib.parse import unquote

from xlreport.errors import Refusal
from xlreport.plain_records import dataclass
from xlreport.reading.container import Container
from xlreport.reading.ooxml_strings import decoded
from xlreport.reading.ooxml_xml import tree

_PARTS_KEPT = 256
"""Parts and targets whose paths are kept: those of one program are the same in all its workbooks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Relationship:
    """One reference of a part: its id, the last word of its type, and the part it means ("" if outside)."""

    id: str
    type: str
    target: str


def relations_of(container: Container, part: str) -> tuple[Relationship, ...]:
    """List the references of a part, or of the package for "", in the file's order; raises Refusal."""
    folder, source = _source(part)
    if source not in container:
        return ()
    return tuple(
        Relationship(
            id=each.get("Id", ""),
            type=each.get("Type", "").rpartition("/")[2],
            target="" if each.get("TargetMode") == "External" else _target(container, folder, each.get("Target", "")),
        )
        for each in tree(container, source).iterfind("Relationship")
    )


@lru_cache(maxsize=_PARTS_KEPT)
def _source(part: str) -> tuple[str, str]:
    """Give a part's folder, and the part that would hold its references."""
    folder, name = posixpath.split(part)
    return folder, posixpath.join(folder, "_rels", f"{name}.rels")


def _target(container: Container, folder: str, target: str) -> str:
    """Give the part a target means, seen from a folder of the package; "" when it leaves the package."""
    path = _path(folder, target)
    return path if path in container else unquote(path)


@lru_cache(maxsize=_PARTS_KEPT)
def _path(folder: str, target: str) -> str:
    climbs = posixpath.normpath(posixpath.join(folder, target)).startswith("..")
    return "" if climbs or ":" in target else posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")


def first_of(relations: tuple[Relationship, ...], kind: str) -> str | None:
    """Give the part of the first reference of a type, or None."""
    return next((each.target for each in relations if each.type == kind), None)


def needed(container: Container, part: str | None, what: str) -> str:
    """Give back a part that must be there; raises Refusal I09 naming what is missing."""
    if not part or part not in container:
        raise Refusal(code="I09", found=f"{what}: missing")
    return part


def core_properties(container: Container, relations: tuple[Relationship, ...]) -> dict[str, str]:
    """Read creator, lastModifiedBy, created, modified and the other core properties that are there."""
    return dict(_texts(container, first_of(relations, "core-properties") or first_of(relations, "coreProperties")))


def application(container: Container, relations: tuple[Relationship, ...]) -> str:
    """Name the program that wrote the file and its version, as far as the file says so."""
    kind = first_of(relations, "extended-properties") or first_of(relations, "extendedProperties")
    said: Mapping[str, str] = dict(_texts(container, kind))
    return " ".join(filter(None, (said.get("Application", ""), said.get("AppVersion", ""))))


def custom_properties(container: Container, relations: tuple[Relationship, ...]) -> dict[str, str]:
    """Read the custom document properties as text, whatever their type."""
    part = first_of(relations, "custom-properties") or first_of(relations, "customProperties")
    if not part or part not in container:
        return {}
    return {
        each.get("name", ""): decoded("".join(each.itertext()).strip())
        for each in tree(container, part).iterfind("property")
    }


def _texts(container: Container, part: str | None) -> Iterator[tuple[str, str]]:
    if part and part in container:
        for each in tree(container, part):
            yield each.tag, "".join(each.itertext()).strip()
