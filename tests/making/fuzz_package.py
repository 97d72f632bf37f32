"""Random edits of a workbook's container: bytes, members, and what the directory says of them."""

import io
import re
import struct
import zipfile
from functools import lru_cache
from random import Random
from warnings import catch_warnings, simplefilter

from patching import zipped

_END, _CENTRAL, _LOCAL = b"PK\x05\x06", b"PK\x01\x02", b"PK\x03\x04"
_STRANGE = (
    "../x",
    "/x",
    "xl\\workbook.xml",
    "xl/workbook.xml/",
    "",
    "x" * 3000,
    "CON",
    "xl/\u202etxt",
    "a\x00b",
    "мир.xml",
)
_SIZES = (0, 1, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFE, 0xFFFFFFFF)
_FILLING = 1 << 20
_HELD = 16 * _FILLING


def safe_parts(book: bytes) -> dict[str, bytes]:
    """Give what can be read of a workbook's parts; nothing once its directory is past reading."""
    return dict(_parts_of(book))


@lru_cache(maxsize=8)
def _parts_of(book: bytes) -> dict[str, bytes]:
    """The same, once for a seed."""
    try:
        with zipfile.ZipFile(io.BytesIO(book)) as archive:
            infos = [info for info in archive.infolist() if info.file_size < _HELD]
            return {info.filename: _data(archive, info) for info in infos}
    except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error, OSError, RuntimeError):
        return {}


def _data(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    try:
        return archive.read(info)
    except Exception:  # noqa: BLE001  # whatever an earlier edit made of it
        return b""


def bytes_edited(random: Random, book: bytes) -> bytes:
    """Flip, cut, repeat, insert or overwrite bytes, or lie in a number of the directory."""
    if len(book) < 8:  # a header's worth
        return book
    at = random.randrange(len(book))
    match random.randrange(8):
        case 0:
            return book[:at] + bytes([book[at] ^ (1 << random.randrange(8))]) + book[at + 1 :]
        case 1:
            return book[:at]
        case 2:
            return book[at:]
        case 3:
            return book[:at] + book[at : at + random.randint(1, 400)] + book[at:]
        case 4:
            return book[:at] + random.randbytes(random.randint(1, 64)) + book[at + random.randint(0, 64) :]
        case 5:
            return book + random.choice((b"\0" * 70_000, _END + bytes(18), book, random.randbytes(30)))
        case _:
            return _lied(random, book)


def _lied(random: Random, book: bytes) -> bytes:
    """Overwrite one number of a record of the directory, or of a part's own header."""
    signature, first, last = random.choice(((_END, 4, 20), (_CENTRAL, 6, 44), (_LOCAL, 4, 28)))
    places = [each.start() for each in re.finditer(re.escape(signature), book)]
    if not places:
        return book
    at = random.choice(places) + random.randrange(first, last, 2)
    wide = random.random() < 0.5  # half of them
    number = struct.pack("<L", random.choice(_SIZES)) if wide else struct.pack("<H", random.choice(_SIZES[:3]))
    return book[:at] + number + book[at + len(number) :]


def members_edited(random: Random, book: bytes) -> bytes:
    """Drop, double, rename, reorder, exchange, empty or blow up parts."""
    members = list(safe_parts(book).items())
    if not members:
        return bytes_edited(random, book)
    at, other = random.randrange(len(members)), random.randrange(len(members))
    name, data = members[at]
    match random.randrange(9):
        case 0:
            del members[at]
        case 1:
            members.append((random.choice((name, name.upper(), f"{name} ")), members[other][1]))
        case 2:
            members[at] = (random.choice(_STRANGE), data)
        case 3:
            random.shuffle(members)
        case 4:
            members[at], members[other] = (name, members[other][1]), (members[other][0], data)
        case 5:
            members[at] = (name, random.choice((b"", b"\xef\xbb\xbf", b"<x/>", b"\0" * 100, data[: len(data) // 2])))
        case 6:
            members += [(f"xl/media/{number}.png", b"") for number in range(random.choice((50, 3000)))]
        case 7:
            return _blown_up(random, members, at)
        case _:
            members[at] = (name, data.decode("utf-8", "replace").encode(random.choice(("utf-16", "gb18030", "utf-32"))))
    return _written(random, members)


def _written(random: Random, members: list[tuple[str, bytes]]) -> bytes:
    """Pack parts, the same name twice if need be."""
    if len({name for name, _ in members}) == len(members) and all(name for name, _ in members):
        return zipped(dict(members))
    out = io.BytesIO()
    with catch_warnings(), zipfile.ZipFile(out, "w", random.choice((0, 8))) as archive:
        simplefilter("ignore")
        for name, data in members:
            archive.writestr(zipfile.ZipInfo(name or "_", (1980, 1, 1, 0, 0, 0)), data)
    return out.getvalue()


def _blown_up(random: Random, members: list[tuple[str, bytes]], at: int) -> bytes:
    """Fill one part with many times the same, without ever holding it unpacked; most often a few MiB."""
    out = io.BytesIO()
    piece = random.choice((b" ", b"<c/>", b"<row>", b"<si><t>a</t></si>", b"<!-- -->", b"<c><v>1</v></c>"))
    times = random.choice((1, 1, 1, 1, 2, 2, 4, 16))
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for number, (name, data) in enumerate(dict(members).items()):
            if number != at or not name:
                archive.writestr(name or "_", data)
                continue
            with archive.open(name, "w") as part:
                middle = data.find(b">", len(data) // 2) + 1
                part.write(data[:middle])
                for _ in range(times):
                    part.write(piece * (_FILLING // len(piece)))
                part.write(data[middle:])
    return out.getvalue()
