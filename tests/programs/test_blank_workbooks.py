"""The blank workbooks in templates/ are those that the forms give today. `make blank` writes them anew."""

import io
import zipfile
import zlib
from pathlib import Path

import pytest

from blank_workbooks import blank_workbooks
from patching import parts
from xlreport.drawing.pieces import Apart, in_pieces
from xlreport.findings import Severity
from xlreport.forms import load_form
from xlreport.layout import plan
from xlreport.manifest import identity_of
from xlreport.office.taking_in.intake import receive
from xlreport.resources import templates_folder
from xlreport.submissions import State
from xlreport.writing.own_texts import apart_of

FRESH = dict(blank_workbooks())


@pytest.mark.parametrize("path", FRESH, ids=lambda path: path.stem)
def test_the_kept_workbook_has_the_parts_of_a_fresh_one(path: Path) -> None:
    """Part by part, in order, the same bytes; otherwise run `make blank`."""
    kept, fresh = parts(path.read_bytes()), parts(FRESH[path])
    assert list(kept) == list(fresh)
    assert [name for name in fresh if kept[name] != fresh[name]] == []


@pytest.mark.parametrize("path", FRESH, ids=lambda path: path.stem)
def test_the_kept_workbook_is_a_fresh_one_byte_for_byte(path: Path) -> None:
    """The whole file too, where this machine packs as the one that wrote it does; where not, that is said."""
    kept = path.read_bytes()
    layout = plan(load_form(path.parent.name))
    if not _packs_alike(kept, apart_of(layout, identity_of(layout))):
        pytest.skip(f"NOT PROVEN: zlib {zlib.ZLIB_RUNTIME_VERSION} here packs otherwise; the parts were compared")
    assert kept == FRESH[path]


def _packs_alike(kept: bytes, apart: Apart) -> bool:
    """Pack the kept file's own parts again, as they were packed, and see whether the same bytes come out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(kept)) as archive, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as again:
        for info in archive.infolist():
            data = archive.read(info)
            fresh = zipfile.ZipInfo(info.filename, info.date_time)
            fresh.compress_type, fresh.external_attr = zipfile.ZIP_DEFLATED, info.external_attr
            again.writestr(fresh, data)
    return in_pieces(out.getvalue(), apart) == kept


def test_there_is_no_other_workbook() -> None:
    """Each workbook in templates/ is one of these: none is left over from a former title."""
    assert set(templates_folder().rglob("*.xls*")) == set(FRESH)


@pytest.mark.parametrize("path", FRESH, ids=lambda path: path.stem)
def test_the_kept_workbook_is_blank_and_ours(path: Path) -> None:
    """Read back, every input is blank, and all there is to tell is that nothing is filled in yet."""
    given = receive(path, plan(load_form(path.parent.name)))
    assert given.submission is not None
    form = given.submission.form
    typed = [entry for field, entry in given.submission.entries.items() if field not in form.computed]
    assert {entry.state for entry in typed} == {State.BLANK}
    told = {finding.code for finding in given.findings if finding.severity is not Severity.SKIPPED}
    assert told == {"F03", "F06", "S24", "S27", "S28"}
