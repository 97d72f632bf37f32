"""The parts of a drawn workbook, taken apart at what is a unit's own and put together with another unit's.

What is the same for all is packed once; a piece in which something differs is packed for each.
"""

import re
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from xlreport.drawing.pieces import packed, pieced_part
from xlreport.plain_records import dataclass
from xlreport.storage import ZipPart, new_part

_MARK = "\ue000".encode()


@dataclass(frozen=True, slots=True)
class _Run:
    """Pieces side by side that are the same for all, or one that differs: its bytes, and names of what goes between."""

    held: tuple[bytes | str, ...]
    packed: bytes

    def content(self, slots: Mapping[str, bytes]) -> bytes:
        """Give its bytes."""
        return b"".join([each if isinstance(each, bytes) else slots[each] for each in self.held])


@dataclass(frozen=True, slots=True)
class VaryingPart:
    """A part that differs, from its first piece that does; before it, all are alike."""

    part: ZipPart
    packed: bytes
    crc: int
    size: int
    runs: tuple[_Run, ...]

    def with_slots(self, slots: Mapping[str, bytes]) -> ZipPart:
        """Pack the part with what goes between."""
        done, crc, size, last = [self.packed], self.crc, self.size, len(self.runs)
        for number, run in enumerate(self.runs, 1):
            content = run.content(slots)
            crc, size = zlib.crc32(content, crc), size + len(content)
            done.append(run.packed or packed(content, last=number == last))
        return self.part.holding(b"".join(done), crc, size)

    def is_left(self, marks: Iterable[bytes]) -> bool:
        """Tell whether a stand-in is left in it: it was written otherwise than it is looked for."""
        held = b"".join(each for run in self.runs for each in run.held if isinstance(each, bytes))
        return any(mark in held for mark in (_MARK, *marks))


def varying_part(name: str, pieces: Sequence[bytes], own: Mapping[bytes, str]) -> ZipPart | VaryingPart:
    """Take a part apart at what is a unit's own; one that holds nothing of it is the same for all."""
    longest_first = b"|".join(map(re.escape, sorted(own, key=len, reverse=True)))
    cut = re.compile(b"(" + longest_first + b")")
    held = [cut.split(piece) for piece in pieces]
    first = next((number for number, each in enumerate(held) if len(each) > 1), None)
    if first is None:
        return pieced_part(name, pieces)
    before = b"".join(pieces[:first])
    return VaryingPart(
        part=new_part(name),
        packed=b"".join(packed(piece, last=False) for piece in pieces[:first]),
        crc=zlib.crc32(before),
        size=len(before),
        runs=tuple(_runs(held[first:], own)),
    )


def _runs(pieces: Sequence[Sequence[bytes]], own: Mapping[bytes, str]) -> Iterator[_Run]:
    ends = [*([False] * (len(pieces) - 1)), True]
    for differs, each in groupby(zip(pieces, ends, strict=True), lambda piece: len(piece[0]) > 1):
        if differs:
            yield from (_Run(tuple(own.get(one, one) for one in held), b"") for held, _ in each)
            continue
        alike = [(held[0], last) for held, last in each]
        content = b"".join(piece for piece, _ in alike)
        yield _Run((content,), b"".join(packed(piece, last=last) for piece, last in alike))
