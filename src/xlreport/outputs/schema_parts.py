"""Pieces that several schemas are made of: kinds of values, and objects of just the keys that are named."""

from collections.abc import Iterable
from typing import Any

Schema = dict[str, Any]
DIALECT = "https://json-schema.org/draft/2020-12/schema"
TEXT: Schema = {"type": "string"}
COUNT: Schema = {"type": "integer", "minimum": 0}
FLAG: Schema = {"type": "boolean"}
SHA256: Schema = {"type": "string", "pattern": "^([0-9a-f]{64})?$"}
DAY: Schema = {"type": ["string", "null"], "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
FIGURE: Schema = {"type": ["integer", "string"], "pattern": "^-?[0-9]+([.][0-9]+)?$"}
VALUE: Schema = {"type": ["integer", "string", "boolean", "null"]}
_ID = "^[a-z][a-z0-9_]*([.][a-z0-9_]+)+$"
CODE: Schema = {"type": "string", "pattern": "^[A-Z]+[0-9]+$"}
UNIT_OF_A_FILE: Schema = {
    "type": "object",
    "required": ["code", "name"],
    "properties": {"code": TEXT, "name": TEXT},
    "additionalProperties": False,
}


def object_of(required: Schema, optional: Schema | None = None) -> Schema:
    """Give an object of just these keys."""
    return {
        "type": "object",
        "required": list(required),
        "properties": {**required, **(optional or {})},
        "additionalProperties": False,
    }


def list_of(of: Schema) -> Schema:
    """Give a list of things alike."""
    return {"type": "array", "items": of}


def one_of(words: Iterable[str | None]) -> Schema:
    """Give one out of some words, and nothing else."""
    return {"enum": list(words)}


def by_field(of: Schema) -> Schema:
    """Give an object whose keys are ids of fields."""
    return {"type": "object", "patternProperties": {_ID: of}, "additionalProperties": False}


PLACE: Schema = {
    "type": "object",
    "minProperties": 1,
    "properties": {name: {"type": "integer", "minimum": 1} for name in ("table", "row", "column", "line")},
    "additionalProperties": False,
}
