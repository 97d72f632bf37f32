"""Archives as they come: with names in GBK and backslashes, as Windows packs them, and always the same bytes."""

import io
import zipfile
from collections.abc import Mapping

_DAY = (2026, 1, 10, 9, 0, 0)


class _InGbk(zipfile.ZipInfo):
    """An entry whose name stands in GBK, without the flag that says UTF-8."""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802  # zipfile's own hook
        return self.filename.encode("gb18030"), self.flag_bits & ~0x800


def packed(files: Mapping[str, bytes]) -> bytes:
    """An archive of files by name, names in UTF-8."""
    return _packed(files, zipfile.ZipInfo)


def packed_in_gbk(files: Mapping[str, bytes]) -> bytes:
    """The same with names in GBK."""
    return _packed(files, _InGbk)


def _packed(files: Mapping[str, bytes], entry: type[zipfile.ZipInfo]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            info = entry(name, _DAY)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return out.getvalue()
