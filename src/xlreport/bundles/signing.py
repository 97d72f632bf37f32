"""Signatures of a bundle: a code by the round's key over its list, and a detached one by the office's own key.

The code is an HMAC: only who has the round's key can make or check it, so that it tells the office's own bundles from
others and proves nothing to a third party. The detached signature is over every byte of the file, Ed25519 (raw) or SM2
(DER), as other programs read it too: whoever has the public key, and knows that it is the office's, can check it.
"""

import hashlib
import hmac
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from xlreport.bundles import sm2_keys
from xlreport.errors import XlreportError, reason
from xlreport.language import either
from xlreport.plain_records import dataclass

SIGNATURE = ".sig"
"""What the name of a detached signature adds to that of its bundle."""
_OVER = b"xlreport bundle 1\n"
"""Said before the list, so that a code for anything else is none for it."""
_CLOSED, _CLOSED_PUBLIC = (
    either("打不开私钥", "the private key cannot be opened"),
    either("打不开公钥", "the public key cannot be opened"),
)
Opened = TypeVar("Opened")
_WITHOUT = either(
    "没有安装签名用的程序库，请安装 xlreport 的 sign 附加项",
    "the library for signatures is not installed: install xlreport with its extra sign",
)


def code_over(listing: bytes, key: bytes) -> bytes:
    """Give the line that holds the code over a list by a round's key."""
    return f"hmac-sha256 {hmac.new(key, _OVER + listing, hashlib.sha256).hexdigest()}\n".encode()


def code_fits(code: bytes, listing: bytes, key: bytes) -> bool:
    """Tell whether a code is that of a list by this key."""
    return hmac.compare_digest(code, code_over(listing, key))


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """The office's private key, opened."""

    _key: Any

    def signature(self, content: bytes) -> bytes:
        """Give the detached signature over some bytes."""
        signature: bytes = self._key.sign(content)
        return signature


def read_signer(path: Path, passphrase: Callable[[], str]) -> Signer:
    """Open an Ed25519 or SM2 private key (PEM); asks for a passphrase where it has one; raises XlreportError."""
    content = _read(path)
    if sm2_keys.is_sm2(content):
        return Signer(_key=_opened(sm2_keys.private_key, path, content, _CLOSED))
    keys, serialization = _library()
    try:
        try:
            key = serialization.load_pem_private_key(content, password=None)
        except TypeError:  # says that a passphrase is needed
            key = serialization.load_pem_private_key(content, password=passphrase().encode())
    except (ValueError, TypeError, _unsupported()) as error:
        raise XlreportError(f"{path}: {_CLOSED}: {error}") from error
    if not isinstance(key, keys.Ed25519PrivateKey):
        raise _not_ed25519(path)
    return Signer(_key=key)


def read_public_key(path: Path) -> Callable[[bytes, bytes], bool]:
    """Give what tells whether a signature is that of some bytes by a public key (PEM); raises XlreportError."""
    content = _read(path)
    if sm2_keys.is_sm2(content):
        return _opened(sm2_keys.public_key, path, content, _CLOSED_PUBLIC)
    keys, serialization = _library()
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415  # only with the extra

    try:
        key = serialization.load_pem_public_key(content)
    except (ValueError, TypeError, _unsupported()) as error:
        raise XlreportError(f"{path}: {_CLOSED_PUBLIC}: {error}") from error
    if not isinstance(key, keys.Ed25519PublicKey):
        raise _not_ed25519(path)

    def fits(signature: bytes, content: bytes) -> bool:
        try:
            key.verify(signature, content)
        except InvalidSignature:
            return False
        return True

    return fits


def _opened(opening: Callable[[bytes], Opened], path: Path, content: bytes, closed: str) -> Opened:
    try:
        return opening(content)
    except ValueError as error:
        raise XlreportError(f"{path}: {closed}: {error}") from error


def _unsupported() -> type[Exception]:
    from cryptography.exceptions import UnsupportedAlgorithm  # noqa: PLC0415  # only with the extra

    return UnsupportedAlgorithm


def _library() -> tuple[Any, Any]:
    try:
        from cryptography.hazmat.primitives import serialization  # noqa: PLC0415  # only with the extra
        from cryptography.hazmat.primitives.asymmetric import ed25519  # noqa: PLC0415
    except ImportError as error:
        raise XlreportError(_WITHOUT) from error
    return ed25519, serialization


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise XlreportError(f"{path}: {either('不能读取', 'cannot be read')}: {reason(error)}") from error


def _not_ed25519(path: Path) -> XlreportError:
    return XlreportError(f"{path}: {either('不是 Ed25519 或 SM2 密钥', 'neither an Ed25519 nor an SM2 key')}")
