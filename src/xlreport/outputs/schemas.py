"""JSON Schemas of what the commands print with --json and of what they read: one each, made here, kept in docs/schemas.

A schema says which keys there are, of which kind; what a number means is said by the form and docs/api.md.
"""

from collections.abc import Callable, Iterable
from typing import Any

from xlreport.checks.grading import Integrity
from xlreport.findings import Severity
from xlreport.forms import Field, Form, Kind
from xlreport.merging import Decision, UnitState
from xlreport.outputs.data import VERSION
from xlreport.outputs.ledger_data import COLUMNS, figures_of
from xlreport.rounds import headers_of
from xlreport.rules import LEVELS
from xlreport.verdicts import VERDICT_NAMES

Schema = dict[str, Any]
DIALECT = "https://json-schema.org/draft/2020-12/schema"
_TEXT: Schema = {"type": "string"}
_COUNT: Schema = {"type": "integer", "minimum": 0}
_FLAG: Schema = {"type": "boolean"}
_SHA256: Schema = {"type": "string", "pattern": "^([0-9a-f]{64})?$"}
_DAY: Schema = {"type": ["string", "null"], "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
_FIGURE: Schema = {"type": ["integer", "string"], "pattern": "^-?[0-9]+([.][0-9]+)?$"}
_VALUE: Schema = {"type": ["integer", "string", "boolean", "null"]}
_ID = "^[a-z][a-z0-9_]*([.][a-z0-9_]+)+$"
_CODE: Schema = {"type": "string", "pattern": "^[A-Z]+[0-9]+$"}
_UNIT_OF_A_FILE: Schema = {
    "type": "object",
    "required": ["code", "name"],
    "properties": {"code": _TEXT, "name": _TEXT},
    "additionalProperties": False,
}


def _object(required: Schema, optional: Schema | None = None) -> Schema:
    """Give an object of just these keys."""
    return {
        "type": "object",
        "required": list(required),
        "properties": {**required, **(optional or {})},
        "additionalProperties": False,
    }


def _list(of: Schema) -> Schema:
    return {"type": "array", "items": of}


def _words(words: Iterable[str | None]) -> Schema:
    return {"enum": list(words)}


def _by_field(of: Schema) -> Schema:
    """Give an object whose keys are ids of fields."""
    return {"type": "object", "patternProperties": {_ID: of}, "additionalProperties": False}


_TOLD: Schema = {
    "code": _CODE,
    "severity": _words(each.value for each in Severity),
    **dict.fromkeys(("sheet", "cell", "label", "field", "found", "expected", "message", "advice", "source"), _TEXT),
    "office": _TEXT,
    "quote": _TEXT,
    "at": {"type": ["integer", "null"], "minimum": 0},
    "notes": _list(_TEXT),
    "reason": _TEXT,
    "answered_by": _TEXT,
}
_FINDING = _object(_TOLD)
_LOCATED = _object({"file": _TEXT, **_TOLD})


def _titled(title: str, schema: Schema) -> Schema:
    """Give a whole schema: its head, and the version that what it describes bears."""
    schema = {**schema, "properties": {"version": {"const": VERSION}, **schema["properties"]}}
    schema["required"] = ["version", *schema["required"]]
    return {"$schema": DIALECT, "title": title, **schema}


def _validate(_form: Form) -> Schema:
    number = _object(
        {
            "field": _TEXT,
            "words": _TEXT,
            "at": _COUNT,
            "fate": _words(("read", "foreign", "unread")),
            "why": _TEXT,
        }
    )
    file = _object(
        {
            "file": _TEXT,
            "sha256": _SHA256,
            "state": _words(VERDICT_NAMES),
            "integrity": _words(("", *(each.value for each in Integrity))),
            "program": _TEXT,
            "unit": _UNIT_OF_A_FILE,
            "year": {"type": ["integer", "null"]},
            "values": _by_field(_VALUE),
            "findings": _list(_FINDING),
        },
        {"numbers": _list(number)},
    )
    summary = _object(dict.fromkeys(VERDICT_NAMES, _COUNT))
    return _titled(
        "xlreport validate --json",
        _object({"files": _list(file), "findings": _list(_LOCATED), "summary": summary}),
    )


def _merge(_form: Form) -> Schema:
    change = _object(dict.fromkeys(("field", "sheet", "cell", "before", "after"), _TEXT))
    file = _object(
        {
            "file": _TEXT,
            "sha256": _SHA256,
            "decision": _words(each.value for each in Decision),
            "reason": _TEXT,
            "decided": _TEXT,
            "changes": _list(change),
            "unit": _UNIT_OF_A_FILE,
        }
    )
    unit = _object(
        {
            **dict.fromkeys(("code", "name", "tier", "parent"), _TEXT),
            "state": _words(each.value for each in UnitState),
            "reason": _TEXT,
            "file": _TEXT,
        }
    )
    return _titled(
        "xlreport merge --json",
        _object(
            {
                "output": _TEXT,
                "digest": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
                "draft": _FLAG,
                "year": _TEXT,
                "region": _TEXT,
                "files": _list(file),
                "units": _list(unit),
                "totals": _by_field({"type": "object", "additionalProperties": _FIGURE}),
                "findings": _list(_LOCATED),
            }
        ),
    )


_STATE = _words(("proven", "differs"))
_PROOF: Schema = {
    "file": _TEXT,
    "state": _STATE,
    "units": _COUNT,
    "numbers": _COUNT,
    "with_inbox": _FLAG,
    "with_previous": _FLAG,
    "beneath": _COUNT,
    "findings": _list(_LOCATED),
}


def _verify(_form: Form) -> Schema:
    signed = _words(("none", "fits", "differs", "unchecked", "missing"))
    left_out = _object({"file": _TEXT, "sha256": _SHA256})
    of_a_bundle = _object(
        {
            "version": {"const": VERSION},
            "file": _TEXT,
            "sha256": _SHA256,
            "state": _STATE,
            "code": signed,
            "signature": signed,
            **dict.fromkeys(("program", "fingerprint", "region", "year"), _TEXT),
            "files": _COUNT,
            "left_out": _list(left_out),
            "units": _COUNT,
            "numbers": _COUNT,
            "findings": _list(_LOCATED),
        }
    )
    of_a_workbook = _object({"version": {"const": VERSION}, **_PROOF})
    return {"$schema": DIALECT, "title": "xlreport verify --json", "oneOf": [of_a_workbook, of_a_bundle]}


def _bundle(_form: Form) -> Schema:
    return _titled(
        "xlreport bundle --json",
        _object(
            {
                "output": _TEXT,
                "written": _FLAG,
                "sha256": _SHA256,
                "files": _COUNT,
                "with_code": _FLAG,
                "signature": _TEXT,
                "proof": _object(_PROOF),
                "findings": _list(_LOCATED),
            }
        ),
    )


def _status(_form: Form) -> Schema:
    unit = _object(
        {
            **dict.fromkeys(("code", "name", "tier"), _TEXT),
            "issued": _DAY,
            "received": _COUNT,
            "state": _words(each.value for each in UnitState),
            "integrity": _words((None, *(each.value for each in Integrity))),
            "errors": _COUNT,
            "warnings": _COUNT,
            "last": _DAY,
            "saved": _DAY,
            "due": _DAY,
            "late": _FLAG,
            "ask": _TEXT,
        }
    )
    file = _object(dict.fromkeys(("file", "why", "advice", "unit"), _TEXT))
    names = (*(each.value for each in UnitState), "late", "strays")
    return _titled(
        "xlreport status --json",
        _object(
            {
                "units": _list(unit),
                "files": _list(file),
                "waivers": _list(_FINDING),
                "summary": _object(dict.fromkeys(names, _COUNT)),
            }
        ),
    )


def _migrate(_form: Form) -> Schema:
    outcomes = ("carried", "recovered", "not carried")
    line = _object({"outcome": _words(outcomes), "field": _TEXT, "place": _TEXT, "why": _TEXT})
    summary = _object(dict.fromkeys(outcomes, _COUNT))
    return _titled("xlreport migrate --json", _object({"lines": _list(line), "summary": summary}))


_PLACE = {
    "type": "object",
    "minProperties": 1,
    "properties": {name: {"type": "integer", "minimum": 1} for name in ("table", "row", "column", "line")},
    "additionalProperties": False,
}


def _compare(_form: Form) -> Schema:
    difference = _object(
        {
            "kind": _TEXT,
            "id": _TEXT,
            "label": _TEXT,
            "published": {"type": ["string", "integer", "null"]},
            "returned": {"type": ["string", "integer", "null"]},
            "found_at": {**_PLACE, "minProperties": 0},
            "notes": _list(_TEXT),
        }
    )
    return _titled(
        "xlreport compare --json",
        _object({"same": _COUNT, "compared": _COUNT, "differences": _list(difference)}),
    )


def _register(_form: Form) -> Schema:
    request = _object(
        {
            "number": _TEXT,
            "origin": {"type": ["string", "null"]},
            "counted_as": {"type": ["string", "null"]},
            **dict.fromkeys(("start", "base_due", "due"), _DAY),
            "due_any_of": {"type": ["array", "null"], "items": {"type": "string"}},
            "paused_days": {"type": ["integer", "null"]},
            "used_days": {"type": ["integer", "null"]},
            "late": {"type": ["boolean", "null"]},
            "state": {"type": ["string", "null"]},
        }
    )
    finding = _object(
        {
            "code": _CODE,
            "slug": _TEXT,
            "number": _TEXT,
            "severity": _words(each.value for each in Severity),
            **dict.fromkeys(("sheet", "cell", "message", "advice"), _TEXT),
        }
    )
    return _titled(
        "xlreport register --json",
        _object(
            {
                "as_of": {**_DAY, "type": "string"},
                "values": _by_field(_FIGURE),
                "requests": _list(request),
                "findings": _list(finding),
            }
        ),
    )


def _explain(_form: Form) -> Schema:
    rule = _object(
        {
            "code": _CODE,
            "severity": _words(each.value for each in Severity),
            "severities": _list(_words(each.value for each in Severity)),
            "off": _FLAG,
            "level": _words(LEVELS),
            **dict.fromkeys(("source", "title", "meaning", "why", "message", "advice"), _TEXT),
            "fixed": _FLAG,
        }
    )
    return _titled("xlreport explain --json", _object({"rules": {**_list(rule), "minItems": 1}}))


def _export(form: Form) -> Schema:
    heads = dict.fromkeys(COLUMNS, _TEXT) | {"include": _FLAG, "findings": _COUNT, "sha256": _SHA256}
    figures = {field.id: {**_FIGURE, "type": [*_FIGURE["type"], "null"]} for field in figures_of(form)}
    unit = _object({**heads, "numbers": _object(figures)})
    return _titled(
        "xlreport export --json",
        _object(
            {
                **dict.fromkeys(("form", "edition", "year", "region"), _TEXT),
                "draft": _words(("yes", "no")),
                "units": _list(unit),
            }
        ),
    )


_HEAD: Schema = {
    "version": {"const": VERSION},
    "form": _TEXT,
    "unit": {
        "type": "object",
        "properties": dict.fromkeys(("code", "name", "kind"), _TEXT),
        "additionalProperties": False,
    },
    "year": {"type": ["integer", "string"], "pattern": "^[0-9]{4}$", "minimum": 2000, "maximum": 2100},
    "region": _TEXT,
}
_READ: Schema = {
    "printed": {"type": "object", "additionalProperties": {"type": ["integer", "string", "null"]}},
    "found_at": {"type": "object", "additionalProperties": _PLACE},
}


def _import(_form: Form) -> Schema:
    values = {"values": _by_field(_VALUE)}
    return {"$schema": DIALECT, "title": "what xlreport import writes", **_object({**values}, {**_HEAD, **_READ})}


def _fill(form: Form) -> Schema:
    fields = {field.id: _answer(field) for field in form.fields.values() if is_asked(field, form)}
    values = {"type": "object", "properties": fields, "additionalProperties": False}
    whole = _object({"values": values}, {**_HEAD, **_READ, "form": {"const": form.id}})
    return {"$schema": DIALECT, "title": f"answers that xlreport fill takes: {form.id}", **whole}


def is_asked(field: Field, form: Form) -> bool:
    """Tell whether an answers file may hold a field: one that no formula and no office fills in."""
    return field.id not in form.computed and not field.last_of


def _answer(field: Field) -> Schema:
    """Give what an answer to a field may be; null and an empty text leave it blank."""
    said: Schema = {"title": field.label}
    match field.kind:
        case Kind.COUNT | Kind.YEAR:
            return {**said, "type": ["integer", "string", "null"], "pattern": "^[0-9]*$", "minimum": 0}
        case Kind.AMOUNT:
            decimals = f"([.][0-9]{{1,{field.decimals}}})?" if field.decimals else ""
            return {**said, "type": ["number", "string", "null"], "pattern": f"^([0-9]+{decimals})?$", "minimum": 0}
        case Kind.DATE:
            return {**said, "type": ["string", "null"], "pattern": "^([0-9]{4}-[0-9]{2}-[0-9]{2})?$"}
        case Kind.CHOICE:
            return {**said, "enum": [*(option.id for option in field.options), "", None]}
        case Kind.FLAG:
            return {**said, "type": ["boolean", "null"]}
        case Kind.LINE:
            return {**said, "type": ["string", "null"], "pattern": "^[^\\n]*$"}
        case _:
            return {**said, "type": ["string", "null"]}


def _roster(form: Form) -> Schema:
    """Give the schema of a roster as its rows: objects by the header's words, Chinese or not; each cell is a text."""
    words = form.units.words
    yes_no = {"pattern": "^(|yes|no|是|否)$"}
    year = {"pattern": "^([0-9]{4})?$"}
    narrow: dict[str, Schema] = {
        "code": {"minLength": 1},
        "name": {"minLength": 1},
        "kind": {"enum": [*words, *words.values()]},
        "tier": {"enum": ["", *form.units.tiers]},
        "in_scope": yes_no,
        "register": yes_no,
        "since": year,
        "until": year,
    }
    columns = headers_of(form.units)
    row: Schema = {
        "type": "object",
        "properties": {
            word: {**_TEXT, "title": chinese, **narrow.get(name, {})}
            for name, chinese in columns.items()
            for word in (name, chinese)
        },
        "additionalProperties": False,
        "allOf": [
            {"anyOf": [{"required": [name]}, {"required": [columns[name]]}]} for name in ("code", "name", "kind")
        ],
    }
    return {
        "$schema": DIALECT,
        "title": f"the roster, row by row: {form.id}",
        "type": "array",
        "minItems": 1,
        "items": row,
    }


_MAKERS: dict[str, Callable[[Form], Schema]] = {
    "bundle": _bundle,
    "compare": _compare,
    "explain": _explain,
    "export": _export,
    "fill": _fill,
    "import": _import,
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
    return _roster(form) if name == ROSTER else _MAKERS[name](form)
