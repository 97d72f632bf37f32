"""What in a round's workbooks is a unit's own: texts of its identity, and the rows and texts that hold them."""

from xlreport.cells import Cell
from xlreport.drawing.pieces import Apart
from xlreport.layout import Layout
from xlreport.manifest import code
from xlreport.submissions import Identity

OWN = ("unit_name", "unit_code", "issue", "signature")
"""What of an identity differs from unit to unit."""


def own_texts(identity: Identity) -> dict[str, str]:
    """Give the texts that differ from unit to unit by their names, the printed code among them."""
    return {**{name: text for name in OWN if (text := getattr(identity, name))}, "code": code(identity)}


def kind_texts(layout: Layout, identity: Identity) -> dict[str, str]:
    """Give what a workbook says of the unit's kind: its id, and the label on 封面."""
    kind = identity.unit_kind
    field = layout.form.fields.get(layout.form.roles.field("unit_kind"))
    label = next((option.label for option in field.options if option.id == kind), kind) if field else ""
    return {name: text for name, text in (("unit_kind", kind), ("unit_kind_label", label)) if text}


def apart_of(layout: Layout, identity: Identity) -> Apart:
    """Give what is packed apart from the rest: a unit's texts, whose report it is, and last year's figures."""
    numbers = {sheet.name: number for number, sheet in enumerate(layout.sheets, 1)}
    rows: dict[str, set[int]] = {}
    for sheet, cell in _own_cells(layout):
        rows.setdefault(f"xl/worksheets/sheet{numbers[sheet]}.xml", set()).add(cell.row + 1)
    texts = {**own_texts(identity), **kind_texts(layout, identity)}
    return Apart(rows={part: frozenset(each) for part, each in rows.items()}, texts=frozenset(texts.values()))


def _own_cells(layout: Layout) -> list[tuple[str, Cell]]:
    last = (layout.places[field.id] for field in layout.form.fields.values() if field.last_of)
    return [(layout.cover.name, layout.whom), *((place.sheet, place.cell) for place in last)]
