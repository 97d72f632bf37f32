"""Verifying the same workbook again and again with one thing changed: what a change leaves alone is worked out once.

Three things follow from bytes alone: the workbook that a ledger gives anew, that workbook opened, a return read again.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from xlreport.forms import Form
from xlreport.layout import Layout
from xlreport.merging import Ledger
from xlreport.merging.book.consolidated import consolidated_parts
from xlreport.proof import against_inbox, proven, written_anew
from xlreport.proof.returns import reread
from xlreport.proof.second_reader import opened

_KEPT = 64


@contextmanager
def each_thing_once() -> Iterator[None]:
    """Keep what follows from the same bytes, as long as this lasts."""
    kept = lru_cache(maxsize=_KEPT)(lambda content, data_only: opened(content, data_only=data_only))
    with pytest.MonkeyPatch.context() as patch:
        written = _written_once()
        patch.setattr(written_anew, "consolidated_parts", written)
        patch.setattr(written_anew, "consolidated_traces", written)
        patch.setattr(proven, "opened", lambda content, *, data_only=False: kept(content, data_only))
        patch.setattr(against_inbox, "reread", _reread_once())
        yield


def _written_once() -> Callable[[Ledger, Layout], dict[str, bytes]]:
    known: dict[tuple[str, str], dict[str, bytes]] = {}

    def written(ledger: Ledger, layout: Layout) -> dict[str, bytes]:
        key = (layout.form.id, repr(ledger))
        if key not in known:
            known[key] = dict(consolidated_parts(ledger, layout))
        return dict(known[key])

    return written


def _reread_once() -> Callable[[Path, Form], Any]:
    known: dict[tuple[str, bytes], Any] = {}

    def read(path: Path, form: Form) -> Any:
        key = (form.id, path.read_bytes())
        if key not in known:
            known[key] = reread(path, form)
        return known[key]

    return read
