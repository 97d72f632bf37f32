"""What a print of the workbook would leave out or say otherwise: print areas, scales, the words at head and foot."""

import re
from collections.abc import Iterator
from typing import Any

from xlreport.cells import Area, Cell, ranges
from xlreport.findings import Finding, Where, found_by
from xlreport.merging.proof.both import Both, filled
from xlreport.rules import rule

_PARTS = ("left", "center", "right")
_KINDS = ("oddHeader", "oddFooter")
_SHEET = re.compile(r"(?:'(?:[^']|'')*'|[^',!]+)!")
_LEAST_SCALE = 0.5
"""Share of the scale that the merge set, below which a print is no longer read."""
_HUNDRED = 100


def printed(both: Both) -> Iterator[Finding]:
    """V42: tell print areas that cut, scales that nobody can read, and other words on the page."""
    for name, theirs, ours in both.sheets:
        if cut := list(_cut(theirs, ours)):
            where = Where(sheet=name, cell=ranges(cut))
            yield found_by(rule("V42"), where, sheet=name, found=_area(theirs), count=len(cut))
        scale, before = (_scale(sheet) for sheet in (theirs, ours))
        if scale < before * _LEAST_SCALE:
            yield found_by(
                rule("V42", "scale"), Where(sheet=name), sheet=name, found=f"{scale} %", expected=f"{before} %"
            )
        now, then = (_words(sheet) for sheet in (theirs, ours))
        if now != then:
            found, expected = (" ".join(words).strip() or "（空）" for words in (now, then))
            yield found_by(rule("V42", "words"), Where(sheet=name), sheet=name, found=found, expected=expected)


def _cut(theirs: Any, ours: Any) -> Iterator[Cell]:
    """Give the filled cells that a print area leaves out and that were printed before."""
    kept, before = _areas(theirs), _areas(ours)
    if kept:
        inside = ((cell, any(cell in area for area in kept)) for cell, _ in filled(ours))
        yield from (c for c, is_in in inside if not is_in and (not before or any(c in area for area in before)))


def _area(sheet: Any) -> str:
    return _SHEET.sub("", str(sheet.print_area or "")).replace("$", "")


def _areas(sheet: Any) -> list[Area]:
    return [Area.parse(each) for each in _area(sheet).split(",") if each]


def _scale(sheet: Any) -> int:
    return int(sheet.page_setup.scale or _HUNDRED)


def _words(sheet: Any) -> list[str]:
    """Give the texts at head and foot, without fonts and blanks, which programs write differently."""
    texts = (getattr(getattr(sheet, kind), part).text for kind in _KINDS for part in _PARTS)
    return ["".join((text or "").split()) for text in texts]
