"""An xlsxwriter workbook that gives the same bytes each time, locks its structure, and drops nothing silently."""

import io
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import xlsxwriter

from xlreport.errors import XlreportError

_CREATED = datetime(2021, 9, 26, tzinfo=UTC).replace(tzinfo=None)
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


class _Workbook(xlsxwriter.Workbook):  # type: ignore[misc]
    """Adds the one element xlsxwriter lacks: the lock on the workbook's structure."""

    def _write_workbook_pr(self) -> None:
        super()._write_workbook_pr()
        self._xml_empty_tag("workbookProtection", [("lockStructure", "1")])


@contextmanager
def _no_silence() -> Iterator[None]:
    """Turn xlsxwriter's warnings into errors: it drops what it warns about."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            yield
        except UserWarning as warning:
            message = f"the workbook cannot be written: {warning}"
            raise XlreportError(message) from warning


def written(draw: Callable[[Any], None], *, locked: bool = True) -> bytes:
    """Give the bytes of a workbook that `draw` draws; the same drawing gives the same bytes."""
    out = io.BytesIO()
    kind = _Workbook if locked else xlsxwriter.Workbook
    with _no_silence(), kind(out, dict(_OPTIONS)) as book:
        book.set_properties({"created": _CREATED, "author": "xlreport"})
        draw(book)
    return out.getvalue()
