"""Passwords of protected sheets, as SHA-512 attributes (ECMA-376, part 1, 18.2.29 and 18.3.1.85).

Protection stops accidents and is no secrecy: whoever edits the file's XML is past it. The old 16-bit hash,
which anybody finds a second password for in a moment, is never written.
"""

import base64
import hashlib

from xlreport.errors import XlreportError
from xlreport.language import either
from xlreport.plain_records import dataclass

SPINS = 100_000
LONGEST_PASSWORD = 255
_SALT_BYTES = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Lock:
    """A hashed password: what a file says of it."""

    hash: str
    salt: str

    def of_sheet(self) -> list[tuple[str, str]]:
        """Give the attributes of a sheet's protection."""
        return [(name[0].lower() + name[1:], value) for name, value in self._attributes()]

    def of_structure(self) -> list[tuple[str, str]]:
        """Give the attributes of the workbook's protection."""
        return [(f"workbook{name}", value) for name, value in self._attributes()]

    def _attributes(self) -> list[tuple[str, str]]:
        return [
            ("AlgorithmName", "SHA-512"),
            ("HashValue", self.hash),
            ("SaltValue", self.salt),
            ("SpinCount", str(SPINS)),
        ]


def locked_by(password: str, seed: str) -> Lock:
    """Hash a password with a salt that follows from `seed`, so that the same workbook has the same bytes.

    Takes about a tenth of a second; raises XlreportError for a password no dialogue would take.
    """
    if not 0 < len(password) <= LONGEST_PASSWORD:
        raise XlreportError(
            either(f"密码应为 1 至 {LONGEST_PASSWORD} 个字符", f"a password has 1 to {LONGEST_PASSWORD} characters")
        )
    salt = hashlib.sha256(seed.encode()).digest()[:_SALT_BYTES]
    digest = hashlib.sha512(salt + password.encode("utf-16-le")).digest()
    for turn in range(SPINS):
        digest = hashlib.sha512(digest + turn.to_bytes(4, "little")).digest()
    return Lock(hash=_base64(digest), salt=_base64(salt))


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
