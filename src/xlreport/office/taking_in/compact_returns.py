"""A return as one small record, and back: what a process that took it in hands over. Leaves nothing out.

No live form is in it, the entries of issued cells stand without their places, and what many returns say alike is
one object again when they are unpacked.
"""

import io
import pickle
import zlib
from collections.abc import Callable, ItemsView, Iterator, KeysView, Mapping, ValuesView
from dataclasses import fields, is_dataclass, replace
from functools import cache, lru_cache
from typing import Any

from xlreport.language import Text
from xlreport.layout import Layout
from xlreport.merging.deciding.unit_lines import Content, EntriesWithContent, content_of
from xlreport.merging.field_lines import FieldLine, PackedTexts
from xlreport.numbers import Number
from xlreport.submissions import Entry, Return, State

_FORM = "form"
_SHORT = 24
"""Characters of a text that several returns may well have alike."""
_LEVEL = 1
_OPEN = 8
"""Returns whose entries are kept unpacked: those that were last asked for."""
_MOST_ALIKE = 2**12
_PLAIN = (None, False, "", None)
_TOLD = ...
"""Stands in a row for the text that the content has."""
Row = tuple[Any, ...]


def packed(given: object, layout: Layout, *, numbers: bool = True) -> bytes:
    """Give a record of what was taken in, a return or a whole area's workbook; `numbers` also those of its texts."""
    if isinstance(given, Return) and not numbers:
        given = replace(given, numbers=())
    if not isinstance(given, Return) or given.submission is None:
        return pickle.dumps((_written(given, layout),), pickle.HIGHEST_PROTOCOL)
    submission = given.submission
    rows = {field: _row(entry, layout) for field, entry in submission.entries.items()}
    known = tuple(rows[field] for field in layout.form.roles.identity.values() if field in rows)
    content = content_of(submission, layout)
    said, texts = (tuple(content.numbers.values()), dict(content.singles)), content.texts.held
    head = (replace(given, submission=replace(submission, entries={})), known, said, tuple(texts))
    for field in texts:
        rows[field] = _untold(rows[field], content.texts)
    record = (_written(head, layout), _columns(rows, layout), tuple(texts.values()))
    return pickle.dumps(record, pickle.HIGHEST_PROTOCOL)


def _columns(rows: Mapping[str, Row], layout: Layout) -> bytes:
    """Write rows column by column, what stands side by side then is mostly alike; without the fields in their order."""
    fields, *columns = zip(*rows.values(), strict=True)
    own = None if fields == _fields(layout) else fields
    return zlib.compress(pickle.dumps((own, *columns), pickle.HIGHEST_PROTOCOL), _LEVEL)


@lru_cache(maxsize=4)
def _fields(layout: Layout) -> tuple[str, ...]:
    return tuple(layout.form.fields)


def _written(thing: object, layout: Layout) -> bytes:
    out = io.BytesIO()
    _Packer(out, layout).dump(thing)
    return zlib.compress(out.getvalue(), _LEVEL)


def _row(entry: Entry, layout: Layout) -> Row:
    place = layout.places.get(entry.field)
    issued = place is not None and (place.sheet, place.area) == (entry.sheet, entry.area)
    where = () if issued else (entry.sheet, entry.area)
    more = (entry.formula, entry.normalised, entry.dressed, entry.shows)
    plain = more == _PLAIN
    raw = None if entry.raw == str(entry.value) else (entry.raw,)
    beside = None if plain else more
    return (entry.field, entry.state._value_, entry.value, raw, entry.type, entry.locked, where, beside)


def _untold(row: Row, texts: Mapping[str, str]) -> Row:
    """Leave a text out of a row that the content has as it stands in the cell."""
    field, state, value, *more = row
    return (field, state, _TOLD, *more) if value and value == texts.get(field) else row


class HeldEntries(EntriesWithContent):
    """The entries of a return, packed until one is asked for; its content and what it says of itself are at hand."""

    __slots__ = ("_at_hand", "_content", "_number", "_opened")

    def __init__(self, number: int, at_hand: Mapping[str, Entry], content: Content, opened: "Opened") -> None:
        """Take the number of their record, and what opens it."""
        self._number, self._at_hand, self._content, self._opened = number, at_hand, content, opened

    @property
    def content(self) -> Content:
        """Give what a row of the ledger has of them."""
        return self._content

    def __getitem__(self, field: str) -> Entry:
        """Give a field's entry."""
        return self._at_hand.get(field) or self._opened(self._number)[field]

    def __iter__(self) -> Iterator[str]:
        """Give the fields in their order."""
        return iter(self._opened(self._number))

    def __len__(self) -> int:
        """Count them."""
        return len(self._opened(self._number))

    def keys(self) -> KeysView[str]:
        """Give the fields in their order."""
        return self._opened(self._number).keys()

    def values(self) -> ValuesView[Entry]:
        """Give the entries in their order."""
        return self._opened(self._number).values()

    def items(self) -> ItemsView[str, Entry]:
        """Give both."""
        return self._opened(self._number).items()

    def __reduce__(self) -> tuple[Any, ...]:
        """Give what it stands for to whoever packs it again."""
        return dict, (dict(self.items()),)


Opened = Callable[[int], Mapping[str, Entry]]


class Unpacker:
    """Gives returns back, those of one form; equal entries of several are one object, and equal texts of findings."""

    def __init__(self, layout: Layout) -> None:
        """Begin with no entry known."""
        self.layout = layout
        self.alike: dict[Any, Entry] = {}
        self.texts: dict[tuple[str, str], Text] = {}
        self._fields = tuple(field.id for field in layout.form.numbers)
        # All in one: the room that so many small ones leave between others is seldom of use to anything.
        self._records = bytearray()
        self._places: list[tuple[int, int, PackedTexts]] = []
        """Where each record begins and ends, and the texts that are not in it."""
        self._open: dict[int, Mapping[str, Entry]] = {}
        """The entries that were last asked for, the latest at the end."""

    def __call__(self, record: bytes) -> Any:
        """Give what was packed."""
        head, *more = pickle.loads(record)  # noqa: S301  # packed by this program
        if not more:
            return self._read(head)
        (given, known, said, told), (entries, texts) = self._read(head), more
        begin = len(self._records)
        self._records += entries
        at_hand = {row[0]: self._entry(row) for row in known}
        content = self._content(said, dict(zip(told, texts, strict=True)))
        held = HeldEntries(len(self._places), at_hand, content, self._opened)
        self._places.append((begin, len(self._records), content.texts))
        return replace(given, submission=replace(given.submission, entries=held))

    def _content(
        self, said: tuple[tuple[Number | None, ...], Mapping[str, Number]], texts: Mapping[str, str | bytes]
    ) -> Content:
        numbers, singles = said
        return Content(numbers=FieldLine(self._fields, numbers), singles=singles, texts=PackedTexts.again(texts))

    def _read(self, written: bytes | bytearray) -> Any:
        return _Opener(io.BytesIO(zlib.decompress(written)), self.layout, self._text).load()

    def _text(self, zh: str, en: str) -> Text:
        """Give a text, the one that is known where it was said before."""
        return self.texts.get((zh, en)) or self.texts.setdefault((zh, en), Text(zh, en))

    def _opened(self, number: int) -> Mapping[str, Entry]:
        # No lru_cache of a method of its own: in such a circle the records would stay when the returns are let go.
        entries = self._open.pop(number, None) or self._entries(number)
        self._open[number] = entries
        if len(self._open) > _OPEN:
            del self._open[next(iter(self._open))]
        return entries

    def _entries(self, number: int) -> Mapping[str, Entry]:
        begin, end, texts = self._places[number]
        fields, *columns = pickle.loads(zlib.decompress(self._records[begin:end]))  # noqa: S301  # as above
        rows = zip(fields or _fields(self.layout), *columns, strict=True)
        return {row[0]: self._entry(_told(row, texts)) for row in rows}

    def _entry(self, row: Row) -> Entry:
        if len(str(row[2])) + len(str(row[3])) > _SHORT:
            return self._made(row)
        if len(self.alike) > _MOST_ALIKE:
            self.alike.clear()
        key = (type(row[2]), str(row[2]), row)
        return self.alike.get(key) or self.alike.setdefault(key, self._made(row))

    def _made(self, row: Row) -> Entry:
        field, state, value, raw, kind, locked, where, more = row
        place = self.layout.places.get(field)
        sheet, area = where or (place.sheet, place.area) if place else where
        formula, normalised, dressed, shows = more or (None, False, "", None)
        return Entry(
            field=field,
            sheet=sheet,
            area=area,
            state=State(state),
            value=value,
            raw=str(value) if raw is None else raw[0],
            type=kind,
            formula=formula,
            locked=locked,
            normalised=normalised,
            dressed=dressed,
            shows=shows,
        )


def _told(row: Row, texts: Mapping[str, str]) -> Row:
    field, state, value, *more = row
    return (field, state, texts[field], *more) if value is _TOLD else row


class _Packer(pickle.Pickler):
    """Writes the form down by its name, and records by their values in the order of their fields."""

    def __init__(self, out: io.BytesIO, layout: Layout) -> None:
        super().__init__(out, pickle.HIGHEST_PROTOCOL)
        self.form = layout.form

    def persistent_id(self, thing: Any) -> str | None:
        """Name the form."""
        return _FORM if thing is self.form else None

    def reducer_override(self, thing: Any) -> Any:
        """Write a record without what pickle asks of each one."""
        kind = type(thing)
        if kind is Text:
            return _text, (thing.zh, thing.en)
        if not (is_dataclass(kind) and hasattr(kind, "__slots__")):
            return NotImplemented
        return _record, (kind, *(getattr(thing, name) for name in _names(kind)))


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(each.name for each in fields(kind))


def _record(kind: type, *values: Any) -> Any:
    """Give a record back as it was, whether it may be changed or not."""
    made: Any = object.__new__(kind)
    for name, value in zip(_names(kind), values, strict=True):
        object.__setattr__(made, name, value)
    return made


def _text(zh: str, en: str) -> Text:
    """Give a text back."""
    return Text(zh, en)


class _Opener(pickle.Unpickler):
    """Reads the form as the one that is known, and has texts made by `text`.

    That is no method of its own: it remembers what it finds, and would keep itself and a record's every piece alive.
    """

    def __init__(self, given: io.BytesIO, layout: Layout, text: Callable[[str, str], Text]) -> None:
        super().__init__(given)
        self.form, self.text = layout.form, text

    def find_class(self, module: str, name: str) -> Any:
        """Give what a record is made with."""
        return self.text if (module, name) == (__name__, _text.__name__) else super().find_class(module, name)

    def persistent_load(self, _: str) -> Any:
        """Give the form."""
        return self.form
