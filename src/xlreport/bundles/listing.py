"""A bundle's list: what it is about, each of its files by SHA-256, what was left out; and the bytes of the whole.

The bytes are the same for the same files, whatever the machine, the day or the order. Nothing is compressed: workbooks
are already, and what another release of a library packs otherwise would be other bytes.
"""

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any, TypeVar

from xlreport.errors import XlreportError
from xlreport.language import either
from xlreport.plain_records import dataclass
from xlreport.storage import Purpose
from xlreport.structured import parsed_json

LIST, SUMS, CODE = "bundle.json", "SHA256SUMS", "bundle.hmac"
UNLISTED = (LIST, SUMS, CODE)
"""What the list does not name: itself and what is made over it."""
VERSION = 1
KIND = "xlreport bundle"
Record = TypeVar("Record", "ListedFile", "LeftOut", "BundleList")
Contents = Mapping[str, bytes]
"""A bundle's files by their names in it, with slashes."""
BUNDLE = Purpose(name="bundle", ending=".zip")
_DAY = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
_MODE = 0o100644 << 16


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedFile:
    """One file: its name in the bundle, its SHA-256 and its length in bytes."""

    name: str
    sha256: str
    bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A file that the merge registered and that is not enclosed, by a decision of the office."""

    file: str
    sha256: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleList:
    """The list as it stands in the bundle."""

    kind: str = KIND
    version: int = VERSION
    program: str
    """the version that made it"""
    form: str
    edition: str
    region: str
    year: str
    draft: bool
    workbook: str
    """the consolidated workbook's name in the bundle"""
    fingerprint: str
    state: str
    units: int
    numbers: int
    files: tuple[ListedFile, ...] = ()
    left_out: tuple[LeftOut, ...] = ()

    def written(self) -> bytes:
        """Give the list as JSON, the same bytes for the same list."""
        return (json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n").encode()


SCALARS = tuple(each.name for each in fields(BundleList) if each.name not in {"files", "left_out"})


def listed(contents: Contents) -> tuple[ListedFile, ...]:
    """List every file that a list names."""
    return tuple(
        ListedFile(name=name, sha256=sha256_of(content), bytes=len(content))
        for name, content in sorted(contents.items())
        if name not in UNLISTED
    )


def sums_of(contents: Contents) -> bytes:
    """Give the sums as `sha256sum -c` reads them, of every file but the sums and the code over the list."""
    lines = (f"{sha256_of(content)}  {name}\n" for name, content in sorted(contents.items()))
    return "".join(line for line in lines if not line.endswith((f"  {SUMS}\n", f"  {CODE}\n"))).encode()


def sha256_of(content: bytes) -> str:
    """Give the SHA-256 of some bytes."""
    return hashlib.sha256(content).hexdigest()


def read_listing(content: bytes) -> BundleList:
    """Read a list, strictly; raises XlreportError when it is none, or of a later version."""
    try:
        return _listing(parsed_json(content.decode()))
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise XlreportError(f"{LIST}: {either('不是文件包的清单', 'no list of a bundle')}: {error}") from error


def _listing(said: Any) -> BundleList:
    if not isinstance(said, dict) or said.get("kind") != KIND:
        raise ValueError(f"kind: {KIND}")
    if said.get("version") != VERSION:
        raise ValueError(f"version {said.get('version')!r}")
    files = tuple(_record(ListedFile, each) for each in said.pop("files"))
    left_out = tuple(_record(LeftOut, each) for each in said.pop("left_out"))
    return _record(BundleList, {**said, "files": files, "left_out": left_out})


def _record(kind: type[Record], said: Any) -> Record:
    """Give a record of just these keys and kinds of value; raises ValueError or TypeError."""
    for each in fields(kind):
        wanted = {"int": int, "bool": bool, "str": str}.get(getattr(each.type, "__name__", str(each.type)))
        value = said[each.name]
        if wanted and type(value) is not wanted:
            raise ValueError(f"{each.name}: {value!r}")
    return kind(**said)


def packed(contents: Contents) -> bytes:
    """Give the zip of some files, with the stamp that says which command wrote it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, content in sorted(contents.items()):
            entry = zipfile.ZipInfo(name, _DAY)
            entry.create_system, entry.external_attr = _UNIX, _MODE
            archive.writestr(entry, content)
    return BUNDLE.stamped(out.getvalue())
