"""The manifest: who a workbook is and where each field sits, as rows of its hidden sheet, and the printed 表号."""

import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, replace
from functools import lru_cache
from itertools import takewhile
from types import MappingProxyType

from xlreport.formulas import formula_cells
from xlreport.layout import Layout
from xlreport.plain_records import dataclass
from xlreport.submissions import Identity

FIELD_HEADER = ("field", "sheet", "cells")
_IDENTITY = frozenset(each.name for each in fields(Identity))
_MOST_KEPT = 5_000
"""Fields of a manifest that are kept: the same in all workbooks of a form."""
_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXYZ"


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """A read manifest: the identity, and per field the sheet and A1 area it was issued at."""

    identity: Identity
    addresses: Mapping[str, tuple[str, str]]


@lru_cache(maxsize=4)
def structure(layout: Layout) -> str:
    """Give the hash of everything that makes a workbook's structure: labels, places, kinds, formulas."""
    form = layout.form
    parts = [
        [form.id, form.edition],
        [[sheet.name, [[str(label.area), label.text] for label in sheet.labels]] for sheet in layout.sheets],
        [[place.field, place.address, form.fields[place.field].kind] for place in layout.places.values()],
        [[each.sheet, str(each.cell), each.formula] for each in formula_cells(layout)],
    ]
    text = json.dumps(parts, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def identity_of(layout: Layout, **known: str) -> Identity:
    """Give the identity of a workbook to be issued: the form's own part and what is known of unit and year.

    The issue id follows from the rest, so that the same unit and year give the same bytes.
    """
    own = Identity(form=layout.form.id, edition=layout.form.edition, structure=structure(layout), **known)
    text = "|".join(str(getattr(own, each.name)) for each in fields(own))
    return replace(own, issue=hashlib.sha256(text.encode()).hexdigest()[:12])


def signed(identity: Identity, key: bytes) -> Identity:
    """Give the identity with its signature by a round's key: HMAC-SHA256 over form, edition, unit, year and issue."""
    said = f"{identity.form}|{identity.edition}|{identity.unit_code}|{identity.year}|{identity.issue}"
    return replace(identity, signature=hmac.new(key, said.encode(), hashlib.sha256).hexdigest())


def is_signed(identity: Identity, key: bytes) -> bool:
    """Tell whether the signature is the one that this key gives."""
    return hmac.compare_digest(identity.signature, signed(identity, key).signature)


def rows(identity: Identity, layout: Layout) -> list[tuple[str, ...]]:
    """Give the rows of the manifest sheet: the identity, an empty row, then one row per field."""
    head = [(each.name, getattr(identity, each.name)) for each in fields(Identity)]
    body = [(place.field, place.sheet, str(place.area)) for place in layout.places.values()]
    return [*head, (), FIELD_HEADER, *body]


def parse(table: Iterable[Sequence[str]]) -> Manifest | None:
    """Read the rows of a manifest sheet; None when they are no manifest of ours."""
    known = list(table)
    rows = iter(known)
    head = list(takewhile(lambda row: not _is_header(row), rows))
    listed = tuple(map(tuple, rows))
    said = dict[str, str]()
    for row in (*head, *(row for row in listed if len(row) < len(FIELD_HEADER))):
        if row and row[0] in _IDENTITY:
            said.setdefault(row[0], row[1] if len(row) > 1 else "")
    if not said.get("form") or len(head) == len(known):
        return None
    addresses = (_kept_addresses if len(listed) <= _MOST_KEPT else _addresses)(listed)
    return Manifest(identity=Identity(**said), addresses=addresses)


def _is_header(row: Sequence[str]) -> bool:
    return bool(row) and row[0] == FIELD_HEADER[0] and tuple(row[:3]) == FIELD_HEADER


def _addresses(rows: tuple[tuple[str, ...], ...]) -> Mapping[str, tuple[str, str]]:
    """Give sheet and area by field, of rows behind the header: as many workbooks have them, read once."""
    addresses: dict[str, tuple[str, str]] = {}
    for row in rows:
        if len(row) >= len(FIELD_HEADER) and not _is_header(row):
            addresses.setdefault(row[0], (row[1], row[2]))
    return MappingProxyType(addresses)


_kept_addresses = lru_cache(maxsize=4)(_addresses)


def code(identity: Identity) -> str:
    """Give the 表号 that every form sheet prints: form/edition, year, unit code, check character."""
    plain = f"{identity.form}/{identity.edition}·{identity.year or '-'}·{identity.unit_code or '-'}"
    return f"模板编号 {plain}·{_check_character(plain)}"


def parse_code(text: str) -> Identity | None:
    """Read a printed 表号; None when it is none or its check character does not fit."""
    plain, _, check = text.removeprefix("模板编号 ").removeprefix("表号 ").rpartition("·")
    parts = plain.split("·")
    if len(parts) != 3 or "/" not in parts[0] or check != _check_character(plain):  # noqa: PLR2004
        return None
    form, _, edition = parts[0].rpartition("/")
    year, unit = (part.replace("-", "") if part == "-" else part for part in parts[1:])
    return Identity(form=form, edition=edition, year=year, unit_code=unit)


def _check_character(text: str) -> str:
    return _ALPHABET[int.from_bytes(hashlib.sha256(text.encode()).digest()[:4]) % len(_ALPHABET)]
