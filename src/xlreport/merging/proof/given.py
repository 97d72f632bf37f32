"""The files that a proof was given, by name and by content. Opens none of them but to hash it."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from xlreport.storage import digest_of


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenFile:
    """One file: its name within the folder it was found in, its place and its SHA-256."""

    name: str
    path: Path
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """All files; two folders may each have one of the same name."""

    files: tuple[GivenFile, ...]

    def same(self, file: str, sha256: str) -> GivenFile | None:
        """Give the file of this content, the one of this name before others."""
        alike = [each for each in self.files if each.sha256 == sha256]
        return next((each for each in alike if each.name == file), alike[0] if alike else None)

    def named(self, file: str) -> GivenFile | None:
        """Give a file of this name, whatever it holds."""
        return next((each for each in self.files if each.name == file), None)


def given_of(files: Iterable[tuple[str, Path]]) -> Given:
    """Hash each file."""
    return Given(files=tuple(GivenFile(name=name, path=path, sha256=digest_of(path)) for name, path in files))
