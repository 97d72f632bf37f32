"""A whole answers file of a form, as an example: every field there is to answer, with an answer that fits it."""

from typing import Any

from xlreport.forms import Field, Form, Kind

_YEAR = 2025
_HEAD = ("unit_code", "unit_name", "unit_kind", "region", "year")


def example_answers(form: Form) -> dict[str, Any]:
    """Give answers that `values_for` takes: nothing computed, nothing that the office fills in."""
    roles = form.roles
    head = {roles.field(name) for name in _HEAD}
    asked = (field for field in form.fields.values() if field.id not in form.computed and not field.last_of)
    kind = form.fields.get(roles.field("unit_kind"))
    unit = {"code": "230381-GXJ", "name": "某某局"}
    example = next((each.kind for each in form.units.examples), kind.options[0].id if kind and kind.options else "")
    return {
        "version": 1,
        "form": form.id,
        "unit": unit | ({"kind": example} if kind and example else {}),
        "year": _YEAR,
        "region": "某县",
        "values": {field.id: _answer(field) for field in asked if field.id not in head},
    }


def _answer(field: Field) -> Any:
    match field.kind:
        case Kind.COUNT:
            return 0
        case Kind.AMOUNT:
            return "0"
        case Kind.YEAR:
            return _YEAR
        case Kind.FLAG:
            return True
        case Kind.DATE:
            return f"{_YEAR + 1}-01-15"
        case Kind.CHOICE:
            return field.options[0].id
        case Kind.TEXT:
            return "\n".join(("第一段。", "第二段。")[: field.paragraphs])
        case _:
            return "示例"
