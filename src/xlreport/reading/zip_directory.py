"""The directory of a zip file, read strictly: what two programs could read differently is refused.

Opens no part. A zip that is merely unusual (stored members, data descriptors, a comment, zip64 records)
is read; damage is I05, an unsafe directory I06, too many or too large parts I07.
"""

import struct
from contextlib import suppress
from typing import NamedTuple

from xlreport.errors import Refusal
from xlreport.lazy import regex
from xlreport.plain_records import dataclass

MAX_PARTS = 2_000
MAX_PART_BYTES = 150 * 2**20
MAX_TOTAL_BYTES = 200 * 2**20


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """What a zip file may hold, and the encodings of names that do not say theirs, the likeliest first."""

    parts: int = MAX_PARTS
    part_bytes: int = MAX_PART_BYTES
    total_bytes: int = MAX_TOTAL_BYTES
    encodings: tuple[str, ...] = ("utf-8", "cp437")


OF_A_WORKBOOK = Bounds()

STORED, DEFLATED = 0, 8
LOCAL_SIGNATURE = b"PK\x03\x04"

_END = struct.Struct("<4s4H2LH")
_END_SIGNATURE = b"PK\x05\x06"
_END64_LOCATOR = struct.Struct("<4sLQL")
_END64 = struct.Struct("<4sQ2H2L4Q")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_CENTRAL_SIGNATURE = b"PK\x01\x02"
_LOCAL = struct.Struct("<4s5H3L2H")
_MOST_AFTER = 2**20
"""Bytes after the end among which the end is looked for."""
_FULL16, _FULL32 = 0xFFFF, 0xFFFFFFFF
_ZIP64_EXTRA = 1
_UTF8_NAME = 0x800
_ENCRYPTED = 0x1 | 0x40 | 0x2000
_UNSAFE_NAME = regex(r"[\x00-\x1f\x7f]|^/|^[A-Za-z]:|(?:^|/)\.{0,2}(?:/|$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One part as the central directory describes it; `start` is where its compressed bytes begin."""

    name: str
    method: int
    crc: int
    packed: int
    size: int
    header: int
    start: int


class _End(NamedTuple):
    """Where the central directory stands, by the record at the end of the file."""

    parts: int
    size: int
    offset: int
    position: int


def members(data: bytes, bounds: Bounds = OF_A_WORKBOOK) -> tuple[Member, ...]:
    """List the parts of a zip file without its folders; raises Refusal I05, I06 or I07."""
    end = _end_record(data)
    if end.parts > bounds.parts:
        raise Refusal(code="I07", found=f"{end.parts} parts")
    if end.offset + end.size != end.position:
        raise Refusal(code="I05", found="central directory out of place")
    found = _central_entries(data, end, bounds)
    _refuse_duplicates(found)
    _refuse_large(found, bounds)
    _refuse_overlap(data, found, end.offset)
    return tuple(member for member in found if not member.name.endswith("/"))


def _end_record(data: bytes) -> _End:
    """Find the last end record whose comment reaches exactly to the end of the file."""
    position = len(data)
    while (position := data.rfind(_END_SIGNATURE, max(0, len(data) - _END.size - _FULL16), position)) >= 0:
        if position + _END.size <= len(data):
            _, disk, start_disk, here, count, size, offset, comment = _END.unpack_from(data, position)
            if position + _END.size + comment == len(data):
                break
    else:
        raise Refusal(code="I05", found=_after_the_end(data) or "no end of central directory")
    if _FULL16 in (here, count) or _FULL32 in (size, offset):
        return _end64_record(data, position)
    if disk or start_disk or here != count:
        raise Refusal(code="I05", found="part of a split archive")
    return _End(count, size, offset, position)


def _after_the_end(data: bytes) -> str:
    """Say how many bytes stand after the end of a zip file that is whole; empty when it is not."""
    position = data.rfind(_END_SIGNATURE, max(0, len(data) - _END.size - _MOST_AFTER))
    if position < 0 or position + _END.size > len(data):
        return ""
    *_, size, offset, comment = _END.unpack_from(data, position)
    more = len(data) - position - _END.size - comment
    return f"{more} bytes after the end" if offset + size == position and more > 0 else ""


def _end64_record(data: bytes, position: int) -> _End:
    locator = position - _END64_LOCATOR.size
    if locator < 0 or not data.startswith(b"PK\x06\x07", locator):
        raise Refusal(code="I05", found="no zip64 locator")
    record = _END64_LOCATOR.unpack_from(data, locator)[2]
    if record + _END64.size > locator or not data.startswith(b"PK\x06\x06", record):
        raise Refusal(code="I05", found="no zip64 end record")
    *_, here, count, size, offset = _END64.unpack_from(data, record)
    if here != count:
        raise Refusal(code="I05", found="part of a split archive")
    return _End(count, size, offset, record)


def _central_entries(data: bytes, end: _End, bounds: Bounds) -> list[Member]:
    """Read every entry of the central directory; it must hold exactly as many as the end record says."""
    entries = []
    position = end.offset
    for _ in range(end.parts):
        if position + _CENTRAL.size > end.position or not data.startswith(_CENTRAL_SIGNATURE, position):
            raise Refusal(code="I05", found="central directory entry missing")
        member, position = _entry(data, position, bounds)
        entries.append(member)
    if position != end.position:
        raise Refusal(code="I05", found="central directory longer than its entries")
    return entries


def _entry(data: bytes, position: int, bounds: Bounds) -> tuple[Member, int]:
    fields = _CENTRAL.unpack_from(data, position)
    flags, method, crc, packed, size, name_size, extra_size, comment_size = (
        fields[3],
        fields[4],
        *fields[7:13],
    )
    name_at = position + _CENTRAL.size
    raw_name = data[name_at : name_at + name_size]
    name = _safe_name(raw_name, flags, bounds)
    if flags & _ENCRYPTED:
        raise Refusal(code="I06", found=f"{name}: encrypted")
    if method not in (STORED, DEFLATED):
        raise Refusal(code="I06", found=f"{name}: compression method {method}")
    extra = data[name_at + name_size : name_at + name_size + extra_size]
    size, packed, header = _zip64_sizes(extra, size, packed, fields[16])
    member = Member(
        name=name,
        method=method,
        crc=crc,
        packed=packed,
        size=size,
        header=header,
        start=_data_start(data, header, raw_name, method, name),
    )
    return member, name_at + name_size + extra_size + comment_size


def _safe_name(raw: bytes, flags: int, bounds: Bounds) -> str:
    """Give a part's name, with the slashes that belong in it where a program of Windows wrote its own."""
    name = _decoded(raw, ("utf-8",) if flags & _UTF8_NAME else bounds.encodings).replace("\\", "/")
    if not name or _UNSAFE_NAME.search(name.removesuffix("/")):
        raise Refusal(code="I06", found=f"part name {name[:80]!r}")
    return name


def _decoded(raw: bytes, encodings: tuple[str, ...]) -> str:
    for encoding in encodings:
        with suppress(UnicodeDecodeError):
            return raw.decode(encoding)
    raise Refusal(code="I06", found=f"part name {raw[:80]!r}")


def _zip64_sizes(extra: bytes, *values: int) -> tuple[int, ...]:
    """Replace each value that is full by the next number of the zip64 extra field."""
    if _FULL32 not in values:
        return values
    wide = iter(_zip64_numbers(extra))
    found = tuple(next(wide, -1) if value == _FULL32 else value for value in values)
    if -1 in found:
        raise Refusal(code="I05", found="zip64 sizes missing")
    return found


def _zip64_numbers(extra: bytes) -> tuple[int, ...]:
    position = 0
    while position + 4 <= len(extra):
        kind, length = struct.unpack_from("<2H", extra, position)
        if kind == _ZIP64_EXTRA:
            body = extra[position + 4 : position + 4 + length]
            return struct.unpack(f"<{len(body) // 8}Q", body[: len(body) // 8 * 8])
        position += 4 + length
    return ()


def _data_start(data: bytes, header: int, raw_name: bytes, method: int, name: str) -> int:
    """Give where a part's bytes begin; its local header must agree with the central directory."""
    if header + _LOCAL.size > len(data) or not data.startswith(LOCAL_SIGNATURE, header):
        raise Refusal(code="I05", found=f"{name}: local header missing")
    fields = _LOCAL.unpack_from(data, header)
    name_size: int = fields[9]
    extra_size: int = fields[10]
    name_at = header + _LOCAL.size
    local_name = data[name_at : name_at + name_size]
    if local_name != raw_name or fields[3] != method:
        raise Refusal(code="I06", found=f"{name}: local header differs ({local_name[:80]!r})")
    return name_at + name_size + extra_size


def _refuse_duplicates(entries: list[Member]) -> None:
    seen: set[str] = set()
    for member in entries:
        key = member.name.casefold().rstrip("/")
        if key in seen:
            raise Refusal(code="I06", found=f"{member.name}: twice")
        seen.add(key)


def _refuse_large(entries: list[Member], bounds: Bounds) -> None:
    for member in entries:
        if member.size > bounds.part_bytes:
            raise Refusal(code="I07", found=f"{member.name}: {member.size} bytes")
    total = sum(member.size for member in entries)
    if total > bounds.total_bytes:
        raise Refusal(code="I07", found=f"{total} bytes unpacked")


def _refuse_overlap(data: bytes, entries: list[Member], directory: int) -> None:
    """Refuse parts that share bytes, and parts that the central directory does not list."""
    ordered = sorted(entries, key=lambda member: member.header)
    if not ordered or ordered[0].header:
        raise Refusal(code="I05", found="the first part is not listed")
    ends = [*(member.header for member in ordered[1:]), directory]
    for member, following in zip(ordered, ends, strict=True):
        data_end = member.start + member.packed
        if data_end > following:
            raise Refusal(code="I05", found=f"{member.name}: overlaps what follows")
        if data.find(LOCAL_SIGNATURE, data_end, following) >= 0:
            raise Refusal(code="I05", found=f"a part after {member.name} is not listed")
