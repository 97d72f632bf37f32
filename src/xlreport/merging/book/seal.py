"""The hidden second copy of a ledger, exactly, as lines of text and back, and the digest over it.

What verify holds the visible sheets against; checks nothing itself.
"""

import hashlib
import json
import pickle
import zlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from decimal import Decimal
from functools import lru_cache
from itertools import chain, islice
from typing import Any

from cattrs import Converter
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override

from xlreport.findings import Finding
from xlreport.language import Text
from xlreport.layout import Layout
from xlreport.manifest import structure
from xlreport.merging.book.book_places import Places, places, places_of
from xlreport.merging.field_lines import FieldLine, PackedTexts
from xlreport.merging.ledgers import ACCEPTANCE_NAMES, Before, Coverage, FileLine, Ledger, Row, UnitLine
from xlreport.numbers import Number, exact, shown, whole
from xlreport.plain_records import dataclass
from xlreport.structured import parsed_json

_LONGEST = 16_000
"""Characters of a cell, which holds 32,767 of those of which an emoji is two; longer lines run over several."""
_LEDGER, _FIELDS = "ledger", "fields"
_SEVERAL = {"rows": Row, "before": Before, "units": UnitLine, "files": FileLine, "findings": Finding}
"""The lists of a ledger, each record of which has a line of its own."""


def dumped(ledger: Ledger) -> Iterator[tuple[str, ...]]:
    """Give the ledger as lines of cells: what it says of itself, the fields of its rows, then each record."""
    ids = tuple(dict.fromkeys(field for numbers in _numbers(ledger) for field in numbers))
    converter = _converter(ids)
    none: dict[str, Any] = dict.fromkeys(_SEVERAL, ())
    whole = converter.unstructure(replace(ledger, **none))
    yield _line(_LEDGER, {name: each for name, each in whole.items() if name not in _SEVERAL})
    yield _line(_FIELDS, ids)
    for name in _SEVERAL:
        yield from (_line(name, converter.unstructure(record)) for record in getattr(ledger, name))


def _numbers(ledger: Ledger) -> list[Mapping[str, Number | None]]:
    return [*(row.numbers for row in ledger.rows), *(each.numbers for each in ledger.before)]


def restored(lines: Iterable[Sequence[str]]) -> Ledger:
    """Give the ledger of such lines, of which none is kept; raises ValueError when they do not hold one."""
    heads: dict[str, list[Any]] = {_LEDGER: [], _FIELDS: []}
    open_: list[Sequence[str]] = []
    records: dict[str, list[Any]] = {name: [] for name in _SEVERAL}
    converter: Converter | None = None
    for line in lines:
        name = line[0] if line else ""
        if name in heads:
            heads[name].append(parsed_json("".join(line[1:])))
            converter = converter or (_converter(tuple(heads[_FIELDS][0])) if heads[_FIELDS] else None)
        elif name in records and converter is None:
            open_.append(line)
        elif name in records and converter:
            records[name].append(_record(converter, line))
    if len(heads[_LEDGER]) != 1 or len(heads[_FIELDS]) != 1 or converter is None:
        raise ValueError(f"{len(heads[_LEDGER])} ledgers, {len(heads[_FIELDS])} lists of fields")
    for line in open_:
        records[line[0]].append(_record(converter, line))
    none: dict[str, Any] = dict.fromkeys(_SEVERAL, ())
    ledger: Ledger = _structured(converter, heads[_LEDGER][0] | none, Ledger)
    several: dict[str, Any] = {name: tuple(known) for name, known in records.items()}
    return replace(ledger, **several)


def _record(converter: Converter, line: Sequence[str]) -> Any:
    return _structured(converter, parsed_json("".join(line[1:])), _SEVERAL[line[0]])


def _structured(converter: Converter, said: Any, kind: type[Any]) -> Any:
    try:
        return converter.structure(said, kind)
    except Exception as error:  # cattrs gathers whatever does not fit into an exception group
        raise ValueError(f"not a ledger: {error}") from error


def _number(text: str) -> Number:
    if (number := exact(text)) is None:
        raise ValueError(f"no number: {text!r}")
    return number


def _plain(number: Number) -> str:
    """Write a figure without the zeros that a sum of amounts may end with: it is read back so."""
    return shown(whole(number) if isinstance(number, Decimal) else number)


def _line(name: str, record: Any) -> tuple[str, ...]:
    text = json.dumps(record, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return (name, *(text[start : start + _LONGEST] for start in range(0, len(text), _LONGEST)))


def _converter(ids: tuple[str, ...]) -> Converter:
    """Give a converter that leaves out what is as it is born, and writes a row's figures in the order of `ids`."""

    def told(numbers: Mapping[str, Number | None]) -> list[str | None]:
        values = numbers.in_order(ids) if isinstance(numbers, FieldLine) else map(numbers.get, ids)
        return [_whole_told(each) if type(each) is int else None if each is None else _plain(each) for each in values]

    def read(texts: Sequence[str | None], _: Any) -> FieldLine[Number | None]:
        if len(texts) != len(ids):
            raise ValueError(f"{len(texts)} figures of {len(ids)} fields")
        return FieldLine(ids, (None if text is None else exact(text) for text in texts))

    def named(numbers: Mapping[str, Number]) -> dict[str, str]:
        return {field: _plain(number) for field, number in numbers.items()}

    def numbers_of(texts: Mapping[str, str], _: Any) -> dict[str, Number]:
        return {field: _number(text) for field, text in texts.items()}

    converter = Converter(omit_if_default=True, forbid_extra_keys=True)
    converter.register_unstructure_hook(Text, lambda text: [text.zh, text.en])
    texts: dict[tuple[str, ...], Text] = {}

    def text_of(pair: Sequence[str], _: Any) -> Text:
        key = tuple(pair)
        return texts.get(key) or texts.setdefault(key, Text(*key))

    converter.register_structure_hook(Text, text_of)

    def packed(texts: Mapping[str, str], _: Any) -> PackedTexts:
        return PackedTexts({field: str(text) for field, text in texts.items()})

    figures = override(unstruct_hook=told, struct_hook=read)
    singles = override(unstruct_hook=named, struct_hook=numbers_of)
    narrative = override(struct_hook=packed)
    for record in (Row, Before):
        unstructure = make_dict_unstructure_fn(record, converter, numbers=figures, singles=singles)
        converter.register_unstructure_hook(record, unstructure)
        structure = make_dict_structure_fn(record, converter, numbers=figures, singles=singles, texts=narrative)
        converter.register_structure_hook(record, structure)
    return converter


KIND = "consolidated"
_TOGETHER = 64
"""Lines that are packed together."""
_FASTEST = 1


class Lines:
    """The lines of the manifest sheet, kept in little room until they are written."""

    def __init__(self, lines: Iterable[tuple[str, ...]], digest: Callable[[Iterable[tuple[str, ...]]], str]) -> None:
        """Take lines, and give their digest a line of its own before them."""
        self._blocks: list[bytes] = []
        self.digest = digest(self._kept(lines))

    def _kept(self, lines: Iterable[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
        known = iter(lines)
        while block := tuple(islice(known, _TOGETHER)):
            self._blocks.append(zlib.compress(pickle.dumps(block), _FASTEST))
            yield from block

    def taken(self) -> Iterator[tuple[str, ...]]:
        """Give each line once: what was given is not kept."""
        yield ("digest", self.digest)
        self._blocks.reverse()
        while self._blocks:
            yield from pickle.loads(zlib.decompress(self._blocks.pop()))  # noqa: S301  # packed above


_HEAD = ("kind", "form", "edition", "structure", "year", "region")
_ALONE = frozenset({*_HEAD, "texts", "digest"})
"""What has a line of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedRow:
    """One row of the ledger as text: `said` by the ids of 明细's first columns, `numbers` in form order."""

    said: Mapping[str, str]
    numbers: tuple[str, ...]
    area: Coverage | None = None
    """of a whole area below, what it carries up"""
    singles: Mapping[str, Number] = field(default_factory=dict)
    """the figures outside the tables"""
    texts: Mapping[str, str] = field(default_factory=dict)
    """the narrative parts that say something"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """A read manifest of a consolidated workbook; `true_digest` is worked out from what it holds."""

    head: Mapping[str, str]
    ledger: Ledger | None
    """None when what the manifest holds is no ledger any more"""
    rows: tuple[SealedRow, ...]
    """the ledger's, as 明细 prints them"""
    texts: str
    digest: str
    true_digest: str

    def places(self, layout: Layout) -> Places:
        """Give the places of the workbook that it seals."""
        return places_of(self.ledger, layout) if self.ledger else places(layout, 0)

    @property
    def fields(self) -> tuple[str, ...]:
        """Give the ids of the figures of its rows, in the order in which 明细 has them; none where it has no row."""
        return tuple(self.ledger.rows[0].numbers) if self.ledger and self.ledger.rows else ()

    @property
    def files(self) -> tuple[tuple[str, str, str], ...]:
        """Give each file with its SHA-256 and what became of it."""
        files = self.ledger.files if self.ledger else ()
        return tuple((line.file, line.sha256, line.decision.value) for line in files)


def said(row: Row, layout: Layout) -> dict[str, str]:
    """Give what 明细 prints of a row beside its numbers and its include flag."""
    return {
        "code": row.code,
        "name": row.name,
        "kind": layout.form.units.words.get(row.kind, row.kind),
        "tier": row.tier,
        "file": row.file,
        "sha256": row.sha256,
        "submitted_on": row.submitted_on,
        "state": ACCEPTANCE_NAMES.get(row.state, row.state),
        "findings": str(row.findings),
    }


def _told(row: Row) -> tuple[str, ...]:
    return tuple(_whole_told(value) if type(value) is int else _figure_told(value) for value in row.numbers.values())


def _figure_told(value: Number | None) -> str:
    return "" if value is None else shown(value)


@lru_cache(maxsize=2**14)
def _whole_told(value: int) -> str:
    """Give a whole figure as text, of those that are alike one: a ledger has very many."""
    return shown(value)


def sealed(ledger: Ledger, layout: Layout, texts: Iterable[Sequence[str]]) -> Lines:
    """Give the lines of the manifest sheet, the digest among them."""
    form = layout.form
    head = (KIND, form.id, form.edition, structure(layout), ledger.year, ledger.region)
    return Lines(chain(zip(_HEAD, head, strict=True), [("texts", texts_digest(texts))], dumped(ledger)), _digest)


def texts_digest(texts: Iterable[Sequence[str]]) -> str:
    """Give the digest of the rows of 文字汇编."""
    return _digest(map(tuple, texts))


def _digest(lines: Iterable[Sequence[str]]) -> str:
    """Give the digest over a list of lines."""
    said = _Said()
    for line in lines:
        said.add(_stripped(line))
    return said.digest


class _Said:
    """The digest over lines as one JSON list, which is never whole in memory."""

    def __init__(self) -> None:
        """Begin with no line."""
        self._hash, self._between = hashlib.sha256(b"["), b""

    def add(self, line: tuple[str, ...]) -> None:
        """Take a line, without empty texts at its end."""
        self._hash.update(self._between + json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode())
        self._between = b","

    @property
    def digest(self) -> str:
        """Give the digest over the lines until here."""
        ended = self._hash.copy()
        ended.update(b"]")
        return ended.hexdigest()


def parse(table: Iterable[Sequence[str]], layout: Layout) -> Seal | None:
    """Read the lines of a manifest sheet, each filled with empty texts at its end; None when it is no such sheet."""
    head: dict[str, str] = {}
    said_there = _Said()
    lines = _passed(table, head, said_there)
    ledger = _ledger(lines)
    deque(lines, maxlen=0)  # of what is no ledger the rest has a digest too
    if head.get("kind") != KIND or "digest" not in head:
        return None
    return Seal(
        head=head,
        digest=head["digest"],
        texts=head.get("texts", ""),
        ledger=ledger,
        rows=tuple(
            SealedRow(said=said(row, layout), numbers=_told(row), area=row.area, singles=row.singles, texts=row.texts)
            for row in (ledger.rows if ledger else ())
        ),
        true_digest=said_there.digest,
    )


def _passed(table: Iterable[Sequence[str]], head: dict[str, str], digest: _Said) -> Iterator[tuple[str, ...]]:
    """Let lines pass, keep what the first ones say, and take all but the digest's own into the digest."""
    for line in map(_stripped, table):
        if len(line) > 1 and line[0] in _ALONE:
            head[line[0]] = line[1]
        if line and line[0] != "digest":
            digest.add(line)
        yield line


def _ledger(lines: Iterable[tuple[str, ...]]) -> Ledger | None:
    try:
        return restored(lines)
    except ValueError:
        return None


def _stripped(line: Sequence[str]) -> tuple[str, ...]:
    known = list(line)
    while known and not known[-1]:
        known.pop()
    return tuple(known)
