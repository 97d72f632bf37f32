"""The accidents of the sample county, made as they happen in offices: after filling, to the finished file."""

import io
import re
import tomllib
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from xlreport.layout import Layout


@dataclass(frozen=True, slots=True, kw_only=True)
class Accidents:
    """What happens on the way back: totals typed over, and files that are no returns."""

    typed_over: tuple[dict[str, Any], ...]
    strays: tuple[dict[str, Any], ...]


def read_accidents(path: Path) -> Accidents:
    """Read the sample's accidents; none when there is no such file."""
    table = tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return Accidents(typed_over=tuple(table.get("typed_over", ())), strays=tuple(table.get("stray", ())))


def type_over(workbook: bytes, layout: Layout, field: str, value: int) -> bytes:
    """Give the same workbook with a number typed over a total's formula."""
    place = layout.places[field]
    number = [sheet.name for sheet in layout.sheets].index(place.sheet) + 1
    part = f"xl/worksheets/sheet{number}.xml"
    cell = re.compile(rf'(<c r="{place.cell}"[^>]*>)<f>[^<]*</f><v>[^<]*</v>'.encode())
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as copy:
        for info in source.infolist():
            content = source.read(info)
            if info.filename == part:
                content = cell.sub(rb"\g<1><v>%d</v>" % value, content)
            copy.writestr(info, content)
    return out.getvalue()
