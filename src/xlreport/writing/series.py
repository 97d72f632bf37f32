"""A round's workbooks: one of each kind drawn whole, the others from it by changing only what differs.

The bytes are those of `write_workbook`. What cannot be told apart for certain is drawn whole: a name that the form
prints too, one that the file would write otherwise, a figure that a result on 校验 rests on.
"""

import re
import zlib
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from xlreport.drawing import locked_by
from xlreport.drawing.pieces import packed, pieced_part, pieces_of
from xlreport.figures import Figures
from xlreport.layout import Layout
from xlreport.lazy import regex
from xlreport.manifest import code
from xlreport.numbers import Number
from xlreport.plain_records import dataclass
from xlreport.relations import Mark, evaluate
from xlreport.storage import ZipPart, new_part, zip_of
from xlreport.submissions import Identity
from xlreport.writing.form_workbook import issued_values, workbook_parts, write_workbook
from xlreport.writing.result_cells import figures_shown

_KEPT = 8
"""Workbooks that are kept to make others from, each some megabytes."""
_OWN = ("unit_name", "unit_code", "issue", "signature")
"""What of an identity differs from unit to unit."""
_PLAIN = regex(r"[^\W_](?:[^\W_]|[ （）()〔〕《》、·/-]){0,38}[^\W_]")
"""A text that stands in the file as it is, wherever it stands: no sign of XML, no blank at its edge, not too long."""
_PRINTED = regex(rb"<t(?: [^>]*)?>([^<]*)</t>")
_STRINGS = "xl/sharedStrings.xml"
_MARK = "\ue000".encode()
_FIRST, _LARGEST = 10**14, 10**15
_UNKNOWN = {Mark.OPEN, Mark.NOT_APPLICABLE}


class Series:
    """Makes workbooks that differ in their unit and in the figures put into them."""

    def __init__(self, layout: Layout, password: str = "") -> None:
        """Belong to a layout and the password of the protection, if there is one."""
        self._layout, self._password = layout, password
        self._patterns: OrderedDict[tuple[object, ...], _Pattern | None] = OrderedDict()

    def workbook(self, identity: Identity, figures: Mapping[str, Number], notice: str = "") -> bytes:
        """Give a unit's workbook with figures by field; raises XlreportError as `write_workbook` does."""
        pattern = self._pattern(identity, figures, notice) if _is_plain(identity, figures) else None
        slots = pattern.slots(self._layout, identity, figures) if pattern else None
        if pattern is None or slots is None:
            return write_workbook(self._layout, identity, figures, password=self._password, notice=notice)
        return pattern.workbook({**slots, **_locks(self._password, identity)})

    def _pattern(self, identity: Identity, figures: Mapping[str, Number], notice: str) -> "_Pattern | None":
        own = replace(identity, **{name: "" for name in _OWN if getattr(identity, name)})
        key = (own, bool(identity.signature), notice, *sorted(figures))
        if key not in self._patterns:
            self._patterns[key] = _pattern_of(
                self._layout, _of_no_unit(identity), sorted(figures), self._password, notice
            )
            if len(self._patterns) > _KEPT:
                self._patterns.popitem(last=False)
        self._patterns.move_to_end(key)
        return self._patterns[key]


def _of_no_unit(identity: Identity) -> Identity:
    """Give the identity of no unit, each of its own texts one that stands nowhere else."""
    return replace(identity, **{name: f"\ue000{name}\ue001" for name in _OWN if getattr(identity, name)})


def _texts(identity: Identity) -> dict[str, str]:
    return {**{name: text for name in _OWN if (text := getattr(identity, name))}, "code": code(identity)}


def _locks(password: str, identity: Identity) -> dict[str, str]:
    if not password:
        return {}
    lock = locked_by(password, identity.issue)
    return {"hash": lock.hash, "salt": lock.salt}


def _is_plain(identity: Identity, figures: Mapping[str, Number]) -> bool:
    """Tell whether all that is a unit's own stands in the file as it is; a page's head begins with no digit."""
    name = identity.unit_name
    return (
        bool(identity.unit_code)
        and not name[:1].isdigit()
        and all(_PLAIN.fullmatch(getattr(identity, each)) for each in ("unit_name", "unit_code", "issue"))
        and all(map(_is_plain_number, figures.values()))
    )


def _is_plain_number(number: Number) -> bool:
    """Tell whether a file has a number as Python writes it."""
    return type(number) is int and 0 <= number < _LARGEST


@dataclass(frozen=True, slots=True)
class _Piece:
    """A piece of a part: its bytes and the names of what stands between, packed already where nothing does."""

    held: tuple[bytes | str, ...]
    packed: bytes


@dataclass(frozen=True, slots=True)
class _Varying:
    """A part that differs, from its first piece that does; before it, all are alike."""

    part: ZipPart
    packed: bytes
    crc: int
    size: int
    pieces: tuple[_Piece, ...]

    def with_slots(self, slots: Mapping[str, bytes]) -> ZipPart:
        """Pack the part with what stands between."""
        done, crc, size = [self.packed], self.crc, self.size
        for number, piece in enumerate(self.pieces, 1):
            content = b"".join(each if isinstance(each, bytes) else slots[each] for each in piece.held)
            crc, size = zlib.crc32(content, crc), size + len(content)
            done.append(piece.packed or packed(content, last=number == len(self.pieces)))
        return self.part.holding(b"".join(done), crc, size)


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A workbook of no unit; `totals` are the figures that follow from those put in."""

    parts: tuple[ZipPart | _Varying, ...]
    printed: frozenset[bytes]
    totals: tuple[str, ...]

    def slots(self, layout: Layout, identity: Identity, figures: Mapping[str, Number]) -> dict[str, str] | None:
        """Give what is a unit's own by its name; None where one of its texts stands in the form, or two are alike."""
        texts = _texts(identity)
        own = {text.encode() for text in texts.values()}
        numbers = _with_totals(layout, identity, figures, self.totals)
        if len(own) < len(texts) or own & self.printed or not all(map(_is_plain_number, numbers.values())):
            return None
        return texts | {field: _held(number) for field, number in numbers.items()}

    def workbook(self, slots: Mapping[str, str]) -> bytes:
        """Give the bytes of the workbook in which these stand."""
        said = {name: text.encode() for name, text in slots.items()}
        return zip_of(each.with_slots(said) if isinstance(each, _Varying) else each for each in self.parts)


def _pattern_of(
    layout: Layout, identity: Identity, figures: Iterable[str], password: str, notice: str
) -> _Pattern | None:
    """Draw the workbook of no unit; None where more than the figures' own cells depends on what they are."""
    stand_ins: dict[str, Number] = {field: _FIRST + (1 << number) for number, field in enumerate(figures)}
    totals = tuple(each for each in layout.form.computed if each not in stand_ins and _rests(layout, each, stand_ins))
    numbers = _with_totals(layout, identity, stand_ins, totals)
    if len(set(numbers.values())) < len(numbers) or _is_decided(layout, identity, stand_ins):
        return None
    said = {text: name for name, text in {**_texts(identity), **_locks(password, identity)}.items()}
    said |= {_held(number): field for field, number in numbers.items()}
    parts = workbook_parts(layout, identity, stand_ins, password=password, notice=notice)
    own = {text.encode(): name for text, name in said.items()}
    varying = tuple(_varying(name, content, own) for name, content in parts.items())
    if any(_is_left(each, [str(number).encode() for number in numbers.values()]) for each in varying):
        return None
    return _Pattern(parts=varying, printed=frozenset(_PRINTED.findall(parts[_STRINGS])) - own.keys(), totals=totals)


def _held(number: Number) -> str:
    """Give a number as a cell of the file holds it."""
    return f"<v>{number}</v>"


def _with_totals(
    layout: Layout, identity: Identity, figures: Mapping[str, Number], totals: Iterable[str]
) -> dict[str, Number]:
    known = _figures(layout, identity, figures) if figures else None
    return {**figures, **{total: known.value(total) for total in totals if known}}


def _figures(layout: Layout, identity: Identity, figures: Mapping[str, Number]) -> Figures:
    return figures_shown(layout, {**issued_values(layout, identity), **figures})


def _rests(layout: Layout, field: str, figures: Mapping[str, Number]) -> bool:
    return not figures.keys().isdisjoint(layout.form.resting[field])


def _is_decided(layout: Layout, identity: Identity, figures: Mapping[str, Number]) -> bool:
    """Tell whether a line of 校验 that rests on these figures has a result: an open one asks only if they are there."""
    known = _figures(layout, identity, figures)
    return any(
        evaluate(line, known).mark not in _UNKNOWN
        for line in layout.lines
        if any(_rests(layout, field, figures) for field in line.statement.fields)
    )


def _varying(name: str, content: bytes, own: Mapping[bytes, str]) -> ZipPart | _Varying:
    """Take a part apart at what is a unit's own; one that holds nothing of it is the same for all."""
    longest_first = b"|".join(map(re.escape, sorted(own, key=len, reverse=True)))
    cut = re.compile(b"(" + longest_first + b")")
    pieces = [(piece, cut.split(piece)) for piece in pieces_of(name, content)]
    first = next((number for number, (_, held) in enumerate(pieces) if len(held) > 1), None)
    if first is None:
        return pieced_part(name, content)
    before = b"".join(piece for piece, _ in pieces[:first])
    last = len(pieces) - 1
    return _Varying(
        part=new_part(name),
        packed=b"".join(packed(piece, last=False) for piece, _ in pieces[:first]),
        crc=zlib.crc32(before),
        size=len(before),
        pieces=tuple(
            _Piece(
                held=tuple(own.get(each, each) for each in held),
                packed=packed(piece, last=number == last) if len(held) == 1 else b"",
            )
            for number, (piece, held) in enumerate(pieces[first:], first)
        ),
    )


def _is_left(each: ZipPart | _Varying, numbers: Iterable[bytes]) -> bool:
    """Tell whether a stand-in is left in a part: it was written otherwise than it is looked for."""
    pieces = each.pieces if isinstance(each, _Varying) else ()
    held = b"".join(one for piece in pieces for one in piece.held if isinstance(one, bytes))
    return any(mark in held for mark in (_MARK, *numbers))
