"""A bundle's bytes: the same ones for the same files, whatever the machine, the day or the order. Compresses nothing.

Workbooks are compressed already, and what another release of a library packs otherwise would be other bytes.
"""

import io
import zipfile

from xlreport.bundles.listing import Contents
from xlreport.storage import Purpose

BUNDLE = Purpose(name="bundle", ending=".zip")
_DAY = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
_MODE = 0o100644 << 16


def packed(contents: Contents) -> bytes:
    """Give the zip of some files, with the stamp that says which command wrote it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, content in sorted(contents.items()):
            entry = zipfile.ZipInfo(name, _DAY)
            entry.create_system, entry.external_attr = _UNIX, _MODE
            archive.writestr(entry, content)
    return BUNDLE.stamped(out.getvalue())
