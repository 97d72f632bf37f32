"""Returns made from answers, as intake gives them, and the few units the merging tests speak of."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from xlreport.findings import Finding
from xlreport.forms import Form, Kind, load_form
from xlreport.layout import Layout, plan
from xlreport.manifest import structure
from xlreport.merging import Ledger, MergeTerms, assemble
from xlreport.rounds import Roster, Unit
from xlreport.submissions import Entry, Identity, Return, State, Submission, Value
from xlreport.writing import write_workbook

FORM: Form = load_form()
LAYOUT: Layout = plan(FORM)
YES = {f"{table}.blank_is_zero": True for table in ("disclosure", "requests", "disputes")}
NARRATIVE: dict[str, Value] = {
    **{f"overview.{part}": "照常开展。" for part in ("active", "on_request", "management", "platform")},
    "overview.supervision": "开展工作考核和社会评议，没有责任追究。",
    "problems.issues": "问题。",
    "problems.improvements": "改进。",
    "matters.text": "没有收取信息处理费。",
}
"""Enough of a narrative for no rule to speak."""
KINDS = {"A": "government", "B": "department", "C": "township"}
ROSTER = Roster(
    units=tuple(
        Unit(code=code, name=f"{code} 单位", kind=kind, tier=FORM.units.tier_of(kind)) for code, kind in KINDS.items()
    )
)


def answers(code: str, values: Mapping[str, Value] | None = None, day: str = "2026-01-10") -> dict[str, Value]:
    """Answers of a unit: the values given, every other number declared zero."""
    kind = KINDS.get(code, "department")
    cover: dict[str, Value] = {
        "cover.unit_code": code,
        "cover.unit_name": f"{code} 单位",
        "cover.unit_kind": kind,
        "cover.region": "某县",
        "cover.year": 2025,
        "cover.submitted_on": day,
        **NARRATIVE,
    }
    return {**cover, **YES, **(values or {})}


def identity(said: Mapping[str, Value]) -> Identity:
    """The identity that a workbook with these answers is issued with."""
    return Identity(
        form=FORM.id,
        edition=FORM.edition,
        structure=structure(LAYOUT),
        year=str(said["cover.year"]),
        issue="1",
        unit_code=str(said["cover.unit_code"]),
        unit_name=str(said["cover.unit_name"]),
        unit_kind=str(said["cover.unit_kind"]),
        region=str(said["cover.region"]),
    )


def workbook(said: Mapping[str, Value]) -> bytes:
    """The workbook that holds these answers; one that several tests ask for is written once."""
    key = tuple((field, repr(value)) for field, value in said.items())
    if key not in _WRITTEN:
        _WRITTEN[key] = write_workbook(LAYOUT, identity(said), said)
    return _WRITTEN[key]


_WRITTEN: dict[tuple[tuple[str, str], ...], bytes] = {}


def taken_in(
    said: Mapping[str, Value],
    file: str = "",
    *,
    state: str = "accepted",
    modified: str = "2026-01-01T00:00:00Z",
    findings: Iterable[Finding] = (),
    sha256: str = "",
) -> Return:
    """A return as intake gives it, made from answers without a file."""
    file = file or f"{said['cover.unit_code']}.xlsx"
    content = json.dumps({**said, "modified": modified}, default=str, sort_keys=True)
    digest = sha256 or hashlib.sha256(content.encode()).hexdigest()
    zeroed = {FORM.fields[field].section for field, value in said.items() if field.endswith("is_zero") and value}
    entries = {field: _entry(field, said, zeroed) for field in FORM.fields}
    submission = Submission(
        form=FORM, file=file, sha256=digest, identity=identity(said), entries=entries, modified=modified
    )
    return Return(file=file, sha256=digest, submission=submission, findings=tuple(findings), state=state)


def _entry(field: str, said: Mapping[str, Value], zeroed: set[str]) -> Entry:
    place, asked = LAYOUT.places[field], FORM.fields[field]
    value: Value | None = said.get(field)
    state = State.BLANK if value is None else State.VALUE
    if value is None and asked.kind in {Kind.COUNT, Kind.AMOUNT} and asked.section in zeroed and not asked.last_of:
        value, state = 0, State.DECLARED_ZERO
    formula = "=SUM(A1)" if field in FORM.computed else None
    return Entry(field=field, sheet=place.sheet, area=place.area, state=state, value=value, raw=None, formula=formula)


def ledger(*returns: Return, roster: Roster | None = ROSTER, terms: MergeTerms | None = None, year: str = "") -> Ledger:
    """The ledger of some returns with the roster of the three units, under the office's terms."""
    return assemble(returns, layout=LAYOUT, roster=roster, terms=terms, year=year)


def write_inbox(folder: Path, given: Iterable[tuple[str, Mapping[str, Value]]]) -> Path:
    """Write workbooks into an inbox folder, by file name."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, said in given:
        (folder / name).write_bytes(workbook(said))
    return folder
