"""Two filled workbooks to be corrupted, and what a corruption is: one change, and what must be told of it.

What a changed workbook must read as is worked out here from the answers, not by the reader under test.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from xml.sax.saxutils import unescape

from patching import Content, Patch, cell_xml, parts, patch_cells
from sample_answers import COUNTY, HULIN
from xlreport.findings import Finding, Severity
from xlreport.forms import Form, load_form
from xlreport.layout import Layout, plan
from xlreport.manifest import identity_of
from xlreport.office.taking_in.intake import receive
from xlreport.submissions import Return, Value
from xlreport.writing import read_answers, values_for, write_workbook

FORM: Form = load_form()
LAYOUT: Layout = plan(FORM)
SOURCES = {"hulin-2025": HULIN, "county-ZRZ": COUNTY / "answers" / "230381-ZRZ-虎林市自然资源局.json"}
GONE = None
MEANING = re.compile(r"S\d\d|T30[5-9]|T31[01]|T20[4-7]|T40[4-8]|X0[3-6]")
"""The rules about what figures and texts mean, beyond each cell and the sums."""
_IDENTITY = ("unit_code", "unit_name", "unit_kind", "region", "year")


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A filled workbook: its bytes and the answers in it."""

    name: str
    content: bytes
    values: Mapping[str, Value]

    def number(self, identifier: str) -> int:
        """Give a count that was answered or that the answers add up to."""
        value = totalled(self.values)[identifier]
        assert isinstance(value, int)
        return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Corruption:
    """One change to the raw workbook. `told` has a line `place code severity` for each finding, in any order.

    A place is a field id, `sheet!cells` (with * for what does not matter) or `-` for the whole file.
    `skipped` are the codes that cannot be checked any more. `reads` are the values that read otherwise
    than before, None for one that is no longer read; where nothing can be read it is not looked at.
    """

    name: str
    change: Callable[[Filled], bytes]
    told: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()
    reads: Mapping[str, Value | None] | Callable[[Filled], Mapping[str, Value | None]] = field(default_factory=dict)

    def values(self, filled: Filled) -> dict[str, Value]:
        """Give what the changed workbook must read as."""
        changes = self.reads(filled) if callable(self.reads) else self.reads
        read = totalled({key: value for key, value in {**filled.values, **changes}.items() if value is not None})
        return {key: value for key, value in read.items() if changes.get(key, value) is not None}


@cache
def filled(name: str) -> Filled:
    """Give one of the filled workbooks by its name in SOURCES."""
    values = values_for(FORM, read_answers(SOURCES[name]).values)
    known = {key: str(values[f"cover.{key}"]) for key in _IDENTITY}
    content = write_workbook(LAYOUT, identity_of(LAYOUT, **known), values)
    return Filled(name=name, content=content, values=values)


def totalled(values: Mapping[str, Value]) -> dict[str, Value]:
    """Give the values with every total that they do not hold already, added up from its parts."""
    known = dict(values)
    for total in FORM.computed:
        _add_up(total, known)
    return known


def _add_up(total: str, known: dict[str, Value]) -> None:
    if total in known:
        return
    for part in _parts_of(total):
        if part in FORM.computed:
            _add_up(part, known)
    numbers = [known[part] for part in _parts_of(total) if part in known]
    known[total] = sum(number for number in numbers if isinstance(number, int | Decimal))


@cache
def _parts_of(total: str) -> tuple[str, ...]:
    """Give what a total adds up, by the places of the table alone: the form's own formulas are not asked."""
    table, row, column = total.split(".", maxsplit=1)[0], _row_of(total), total.rpartition(".")[2]
    numbers = [each.id for each in FORM.numbers if each.id.startswith(f"{table}.")]
    if column == "total":
        return tuple(key for key in numbers if _row_of(key) == row and not key.endswith(".total"))
    rows = ("received", "carried_in", "carried_out", "concluded")
    return tuple(key for key in numbers if key.endswith(f".{column}") and _row_of(key) not in rows)


def _row_of(identifier: str) -> str:
    return ".".join(identifier.split(".")[1:-1])


def place(identifier: str) -> tuple[str, str]:
    """Give the sheet and the (first) cell of a field."""
    found = LAYOUT.places[identifier]
    return found.sheet, str(found.cell)


def put(book: bytes, changes: Mapping[str, Content | Patch]) -> bytes:
    """Put values, or whole patches, into fields' cells; nothing else changes."""
    patches: dict[str, dict[str, Patch]] = {}
    for identifier, content in changes.items():
        sheet, cell = place(identifier)
        patches.setdefault(sheet, {})[cell] = content if isinstance(content, Patch) else Patch(value=content)
    return patch_cells(book, patches)


def retyped(given: Filled, changes: Mapping[str, Content]) -> bytes:
    """Type values into cells as in a spreadsheet program: the totals follow, text counting as nothing."""
    typed = {**given.values, **{key: value for key, value in changes.items() if isinstance(value, int | Decimal)}}
    for key, value in changes.items():
        if isinstance(value, str) or value is None:
            typed.pop(key, None)
    before, after = totalled(given.values), totalled(typed)
    moved = {key: after[key] for key in FORM.computed if after[key] != before[key]}
    return put(given.content, {**changes, **moved})


def raw_text(book: bytes, sheet: str, cell: str) -> str:
    """Give what stands in a cell, from the raw XML: its stored number, its text, an error's name; "" when blank."""
    element = cell_xml(book, sheet, cell)
    inline = re.findall(r"<t(?:\s[^>]*)?>([^<]*)</t>", element)
    if 't="inlineStr"' in element:
        return unescape("".join(inline))
    found = re.search(r"<v[^>]*>([^<]*)</v>", element)
    if found is None:
        return ""
    if ' t="s"' in element:
        return _shared(book)[int(found[1])]
    return unescape(found[1])


@cache
def _shared(book: bytes) -> list[str]:
    items = re.findall(r"<si>(.*?)</si>", parts(book)["xl/sharedStrings.xml"].decode(), re.DOTALL)
    return [unescape("".join(re.findall(r"<t(?:\s[^>]*)?>([^<]*)</t>", item))) for item in items]


def line(finding: Finding) -> str:
    """Give a finding as one line: place, code, severity."""
    return f"{finding.place or '-'} {finding.code} {finding.severity.value}"


def unexpected(findings: tuple[Finding, ...], told: tuple[str, ...]) -> tuple[list[str], list[str]]:
    """Give what was expected and not told, and what was told and not expected; skipped ones aside.

    A changed figure also contradicts what the text says of it, or last year's: those rules have tests of their own.
    """
    said = Counter(line(each) for each in findings if each.severity is not Severity.SKIPPED)
    missing = []
    for wanted in map(_resolved, told):
        match = next((each for each in said if said[each] and fnmatchcase(each, wanted)), None)
        if match is None:
            missing.append(wanted)
        else:
            said[match] -= 1
    return missing, sorted(each for each in said.elements() if not MEANING.fullmatch(each.rsplit(" ", 2)[1]))


def _resolved(wanted: str) -> str:
    where, code, severity = wanted.rsplit(" ", 2)
    if where in LAYOUT.places:
        found = LAYOUT.places[where]
        where = f"{found.sheet}!{found.area}"
    return f"{where} {code} {severity}"


def taken_in(tmp_path: Path, content: bytes) -> Return:
    """Take a workbook in, and see that its bytes are as they were."""
    path = tmp_path / "return.xlsx"
    path.write_bytes(content)
    received = receive(path, LAYOUT)
    assert path.read_bytes() == content
    return received
