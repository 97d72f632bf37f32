"""JSON Schemas of what the commands print with --json: one each, made here and kept in docs/schemas.

A schema says which keys there are, of which kind; what a number means is said by the form and docs/api.md.
"""

from collections.abc import Callable

from xlreport.checks.grading import Integrity
from xlreport.findings import Fate, Severity
from xlreport.forms import Form
from xlreport.merging import Decision, Lateness, UnitState
from xlreport.outputs.data import VERSION
from xlreport.outputs.input_schemas import fill_schema, import_schema, roster_schema
from xlreport.outputs.ledger_data import COLUMNS, figures_of
from xlreport.outputs.schema_parts import (
    CODE,
    COUNT,
    DAY,
    DIALECT,
    FIGURE,
    FLAG,
    PLACE,
    SHA256,
    TEXT,
    UNIT_OF_A_FILE,
    VALUE,
    Schema,
    by_field,
    list_of,
    object_of,
    one_of,
)
from xlreport.rules import LEVELS
from xlreport.verdicts import CELL_NAMES, MIGRATED_NAMES, PROOF_NAMES, SIGNATURE_NAMES, VERDICT_NAMES

_TOLD: Schema = {
    "code": CODE,
    "severity": one_of(each.value for each in Severity),
    **dict.fromkeys(("sheet", "cell", "label", "field", "found", "expected", "message", "advice", "source"), TEXT),
    "office": TEXT,
    "quote": TEXT,
    "at": {"type": ["integer", "null"], "minimum": 0},
    "notes": list_of(TEXT),
    "reason": TEXT,
    "answered_by": TEXT,
}
_FINDING = object_of(_TOLD)
_LOCATED = object_of({"file": TEXT, **_TOLD})


def _titled(title: str, schema: Schema) -> Schema:
    """Give a whole schema: its head, and the version that what it describes bears."""
    schema = {**schema, "properties": {"version": {"const": VERSION}, **schema["properties"]}}
    schema["required"] = ["version", *schema["required"]]
    return {"$schema": DIALECT, "title": title, **schema}


def _validate(_form: Form) -> Schema:
    number = object_of(
        {
            "field": TEXT,
            "place": TEXT,
            "words": TEXT,
            "at": COUNT,
            "fate": one_of(each.value for each in Fate),
            "why": TEXT,
        }
    )
    file = object_of(
        {
            "file": TEXT,
            "sha256": SHA256,
            "state": one_of(VERDICT_NAMES),
            "integrity": one_of(("", *(each.value for each in Integrity))),
            "program": TEXT,
            "unit": UNIT_OF_A_FILE,
            "year": {"type": ["integer", "null"]},
            "values": by_field(VALUE),
            "findings": list_of(_FINDING),
        },
        {"numbers": list_of(number)},
    )
    summary = object_of(dict.fromkeys(VERDICT_NAMES, COUNT))
    skipped = object_of({"file": TEXT, "reason": TEXT})
    return _titled(
        "xlreport validate --json",
        object_of(
            {"files": list_of(file), "findings": list_of(_LOCATED), "skipped": list_of(skipped), "summary": summary}
        ),
    )


def _merge(_form: Form) -> Schema:
    change = object_of(dict.fromkeys(("field", "sheet", "cell", "before", "after"), TEXT))
    file = object_of(
        {
            "file": TEXT,
            "sha256": SHA256,
            "decision": one_of(each.value for each in Decision),
            "reason": TEXT,
            "decided": TEXT,
            "changes": list_of(change),
            "unit": UNIT_OF_A_FILE,
        }
    )
    unit = object_of(
        {
            **dict.fromkeys(("code", "name", "tier", "parent"), TEXT),
            "state": one_of(each.value for each in UnitState),
            "reason": TEXT,
            "file": TEXT,
        }
    )
    return _titled(
        "xlreport merge --json",
        object_of(
            {
                "output": TEXT,
                "digest": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
                "draft": FLAG,
                "year": TEXT,
                "region": TEXT,
                "files": list_of(file),
                "units": list_of(unit),
                "totals": by_field({"type": "object", "additionalProperties": FIGURE}),
                "findings": list_of(_LOCATED),
            }
        ),
    )


_STATE = one_of(PROOF_NAMES)
_PROOF: Schema = {
    "file": TEXT,
    "state": _STATE,
    "units": COUNT,
    "numbers": COUNT,
    "with_inbox": FLAG,
    "with_previous": FLAG,
    "beneath": COUNT,
    "findings": list_of(_LOCATED),
}


def _verify(_form: Form) -> Schema:
    signed = one_of(SIGNATURE_NAMES)
    left_out = object_of({"file": TEXT, "sha256": SHA256})
    of_a_bundle = object_of(
        {
            "version": {"const": VERSION},
            "file": TEXT,
            "sha256": SHA256,
            "state": _STATE,
            "code": signed,
            "signature": signed,
            **dict.fromkeys(("program", "fingerprint", "region", "year"), TEXT),
            "files": COUNT,
            "left_out": list_of(left_out),
            "units": COUNT,
            "numbers": COUNT,
            "findings": list_of(_LOCATED),
        }
    )
    of_a_workbook = object_of({"version": {"const": VERSION}, **_PROOF})
    return {"$schema": DIALECT, "title": "xlreport verify --json", "oneOf": [of_a_workbook, of_a_bundle]}


def _bundle(_form: Form) -> Schema:
    return _titled(
        "xlreport bundle --json",
        object_of(
            {
                "output": TEXT,
                "written": FLAG,
                "sha256": SHA256,
                "files": COUNT,
                "with_code": FLAG,
                "signature": TEXT,
                "proof": object_of(_PROOF),
                "findings": list_of(_LOCATED),
            }
        ),
    )


def _status(_form: Form) -> Schema:
    unit = object_of(
        {
            **dict.fromkeys(("code", "name", "tier"), TEXT),
            "issued": DAY,
            "received": COUNT,
            "state": one_of(each.value for each in UnitState),
            "integrity": one_of((None, *(each.value for each in Integrity))),
            "errors": COUNT,
            "warnings": COUNT,
            "last": DAY,
            "saved": DAY,
            "due": DAY,
            "late": FLAG,
            "lateness": one_of(each.value for each in Lateness),
            "ask": TEXT,
        }
    )
    file = object_of(dict.fromkeys(("file", "why", "advice", "unit"), TEXT))
    names = (*(each.value for each in UnitState), "late", "strays")
    return _titled(
        "xlreport status --json",
        object_of(
            {
                "units": list_of(unit),
                "files": list_of(file),
                "waivers": list_of(_FINDING),
                "summary": object_of(dict.fromkeys(names, COUNT)),
            }
        ),
    )


def _migrate(_form: Form) -> Schema:
    """Give that of one workbook, or of many: a report for each file."""
    line = object_of({"outcome": one_of(CELL_NAMES), "field": TEXT, "place": TEXT, "why": TEXT})
    summary = object_of(dict.fromkeys(CELL_NAMES, COUNT))
    report = {"lines": list_of(line), "findings": list_of(_FINDING), "summary": summary}
    file = object_of({"file": TEXT, "fate": one_of(MIGRATED_NAMES), "output": TEXT, "why": TEXT, **report})
    skipped = object_of({"file": TEXT, "why": TEXT})
    counts = object_of(dict.fromkeys(MIGRATED_NAMES, COUNT))
    version = {"version": {"const": VERSION}}
    of_many = object_of({**version, "files": list_of(file), "skipped": list_of(skipped), "summary": counts})
    of_one = object_of({**version, **report})
    return {"$schema": DIALECT, "title": "xlreport migrate --json", "oneOf": [of_one, of_many]}


def _compare(_form: Form) -> Schema:
    difference = object_of(
        {
            "kind": TEXT,
            "id": TEXT,
            "label": TEXT,
            "published": {"type": ["string", "integer", "null"]},
            "returned": {"type": ["string", "integer", "null"]},
            "found_at": {**PLACE, "minProperties": 0},
            "notes": list_of(TEXT),
        }
    )
    return _titled(
        "xlreport compare --json",
        object_of({"same": COUNT, "compared": COUNT, "differences": list_of(difference)}),
    )


def _register(_form: Form) -> Schema:
    request = object_of(
        {
            "number": TEXT,
            "origin": {"type": ["string", "null"]},
            "counted_as": {"type": ["string", "null"]},
            **dict.fromkeys(("start", "base_due", "due"), DAY),
            "due_any_of": {"type": ["array", "null"], "items": {"type": "string"}},
            "paused_days": {"type": ["integer", "null"]},
            "used_days": {"type": ["integer", "null"]},
            "late": {"type": ["boolean", "null"]},
            "state": {"type": ["string", "null"]},
        }
    )
    finding = object_of(
        {
            "code": CODE,
            "slug": TEXT,
            "number": TEXT,
            "severity": one_of(each.value for each in Severity),
            **dict.fromkeys(("sheet", "cell", "message", "advice"), TEXT),
        }
    )
    return _titled(
        "xlreport register --json",
        object_of(
            {
                "as_of": {**DAY, "type": "string"},
                "values": by_field(FIGURE),
                "requests": list_of(request),
                "findings": list_of(finding),
            }
        ),
    )


def _explain(_form: Form) -> Schema:
    rule = object_of(
        {
            "code": CODE,
            "severity": one_of(each.value for each in Severity),
            "severities": list_of(one_of(each.value for each in Severity)),
            "off": FLAG,
            "level": one_of(LEVELS),
            **dict.fromkeys(("source", "title", "meaning", "why", "message", "advice"), TEXT),
            "fixed": FLAG,
        }
    )
    return _titled("xlreport explain --json", object_of({"rules": {**list_of(rule), "minItems": 1}}))


def _export(form: Form) -> Schema:
    heads = dict.fromkeys(COLUMNS, TEXT) | {"include": FLAG, "findings": COUNT, "sha256": SHA256}
    figures = {field.id: {**FIGURE, "type": [*FIGURE["type"], "null"]} for field in figures_of(form)}
    unit = object_of({**heads, "numbers": object_of(figures)})
    return _titled(
        "xlreport export --json",
        object_of(
            {
                **dict.fromkeys(("form", "edition", "year", "region"), TEXT),
                "draft": one_of(("yes", "no")),
                "units": list_of(unit),
            }
        ),
    )


_MAKERS: dict[str, Callable[[Form], Schema]] = {
    "bundle": _bundle,
    "compare": _compare,
    "explain": _explain,
    "export": _export,
    "fill": fill_schema,
    "import": import_schema,
    "merge": _merge,
    "migrate": _migrate,
    "register": _register,
    "status": _status,
    "validate": _validate,
    "verify": _verify,
}
ROSTER = "roster"
NAMES = tuple(sorted((*_MAKERS, ROSTER)))
"""What there is a schema of: a command's data, the answers that `fill` takes, and the roster."""


def schema_of(name: str, form: Form) -> Schema:
    """Give a schema by its name; those of answers and of exported data have the form's own fields."""
    return roster_schema(form) if name == ROSTER else _MAKERS[name](form)
