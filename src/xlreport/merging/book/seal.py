"""The hidden second copy of a ledger, and the digest over it. What verify holds the visible sheets against."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from xlreport.layout import Layout
from xlreport.manifest import structure
from xlreport.merging.book.ledger_lines import dumped, restored
from xlreport.merging.book.places import Places, places, places_of
from xlreport.merging.records import ACCEPTANCE_NAMES, Area, Ledger, Row
from xlreport.numbers import Number, shown

KIND = "consolidated"
_HEAD = ("kind", "form", "edition", "structure", "year", "region")
Lines = list[tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedRow:
    """One row of the ledger as text: `said` by the ids of 明细's first columns, `numbers` in form order."""

    said: Mapping[str, str]
    numbers: tuple[str, ...]
    area: Area | None = None
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
    return tuple("" if value is None else shown(value) for value in row.numbers.values())


def sealed(ledger: Ledger, layout: Layout, texts: Iterable[Sequence[str]]) -> tuple[Lines, str]:
    """Give the lines of the manifest sheet, the digest among them, and the digest itself."""
    form = layout.form
    head = (KIND, form.id, form.edition, structure(layout), ledger.year, ledger.region)
    lines: Lines = [*zip(_HEAD, head, strict=True), ("texts", texts_digest(texts)), *dumped(ledger)]
    digest = _digest(lines)
    return [("digest", digest), *lines], digest


def texts_digest(texts: Iterable[Sequence[str]]) -> str:
    """Give the digest of the rows of 文字汇编."""
    return _digest([tuple(row) for row in texts])


def _digest(lines: Iterable[Sequence[str]]) -> str:
    text = json.dumps([_stripped(line) for line in lines], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def parse(table: Iterable[Sequence[str]], layout: Layout) -> Seal | None:
    """Read the lines of a manifest sheet, each filled with empty texts at its end; None when it is no such sheet."""
    lines = [_stripped(line) for line in table]
    head = {line[0]: line[1] for line in lines if len(line) > 1 and line[0] in {*_HEAD, "texts", "digest"}}
    if head.get("kind") != KIND or "digest" not in head:
        return None
    ledger = _ledger(lines)
    return Seal(
        head=head,
        digest=head["digest"],
        texts=head.get("texts", ""),
        ledger=ledger,
        rows=tuple(
            SealedRow(said=said(row, layout), numbers=_told(row), area=row.area, singles=row.singles, texts=row.texts)
            for row in (ledger.rows if ledger else ())
        ),
        true_digest=_digest(line for line in lines if line and line[0] != "digest"),
    )


def _ledger(lines: Lines) -> Ledger | None:
    try:
        return restored(lines)
    except ValueError:
        return None


def _stripped(line: Sequence[str]) -> tuple[str, ...]:
    known = list(line)
    while known and not known[-1]:
        known.pop()
    return tuple(known)
