"""What a file's bytes are known by. Opens only regular files, and never raises for one that cannot be read."""

import hashlib
from pathlib import Path


def digest_of(path: Path) -> str:
    """Give the SHA-256 of a file of any size, without holding it; empty for one that cannot be read, or is no file."""
    try:
        if not path.is_file():
            return ""
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
