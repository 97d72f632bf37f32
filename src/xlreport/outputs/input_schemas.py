"""Schemas of what a program hands in: answers as `fill` takes them and `import` writes them, and the roster by rows."""

from xlreport.forms import Field, Form, Kind
from xlreport.outputs.data import VERSION
from xlreport.outputs.schema_parts import DIALECT, PLACE, TEXT, VALUE, Schema, by_field, object_of
from xlreport.rounds import headers_of

_HEAD: Schema = {
    "version": {"const": VERSION},
    "form": TEXT,
    "unit": {
        "type": "object",
        "properties": dict.fromkeys(("code", "name", "kind"), TEXT),
        "additionalProperties": False,
    },
    "year": {"type": ["integer", "string"], "pattern": "^[0-9]{4}$", "minimum": 2000, "maximum": 2100},
    "region": TEXT,
}
_READ: Schema = {
    "printed": {"type": "object", "additionalProperties": {"type": ["integer", "string", "null"]}},
    "found_at": {"type": "object", "additionalProperties": PLACE},
}


def import_schema(_form: Form) -> Schema:
    """Give the schema of what `import` writes: of any form, by the ids of its fields."""
    values = {"values": by_field(VALUE)}
    return {"$schema": DIALECT, "title": "what xlreport import writes", **object_of({**values}, {**_HEAD, **_READ})}


def fill_schema(form: Form) -> Schema:
    """Give the schema of the answers that `fill` takes for a form, field by field."""
    fields = {field.id: _answer(field) for field in form.fields.values() if is_asked(field, form)}
    values = {"type": "object", "properties": fields, "additionalProperties": False}
    whole = object_of({"values": values}, {**_HEAD, **_READ, "form": {"const": form.id}})
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


def roster_schema(form: Form) -> Schema:
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
            word: {**TEXT, "title": chinese, **narrow.get(name, {})}
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
