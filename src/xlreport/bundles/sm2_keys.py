"""SM2 keys (GB/T 32918, with SM3) by the library gmalg, for offices whose keys are of that kind.

Reads PEM as OpenSSL writes it, without a passphrase. A signature is the DER of both numbers over the whole file, under
the usual identity 1234567812345678, as OpenSSL makes and checks it too.
"""

import base64
import binascii
import re
from collections.abc import Callable, Iterator
from typing import Any

from xlreport.errors import XlreportError
from xlreport.language import either
from xlreport.lazy import regex
from xlreport.plain_records import dataclass

_PEM = regex(rb"-----BEGIN (?:EC )?(?:PRIVATE|PUBLIC) KEY-----\s*(.*?)\s*-----END", re.DOTALL)
_CURVE = bytes.fromhex("06082a811ccf5501822d")
"""The curve's object identifier, 1.2.156.10197.1.301, as DER."""
_IDENTITY = b"1234567812345678"
_SEQUENCE, _INTEGER, _OCTETS, _BITS = 0x30, 0x02, 0x04, 0x03
_LONG, _SIZE, _POINT = 0x80, 32, 66
_WITHOUT = either(
    "没有安装国密签名用的程序库，请安装 xlreport 的 sm 附加项",
    "the library for SM2 is not installed: install xlreport with its extra sm",
)


def is_sm2(pem: bytes) -> bool:
    """Tell whether a key file holds a key of the curve SM2, in plain sight."""
    return _CURVE in _der(pem)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sm2Key:
    """A private key, opened."""

    _key: Any

    def sign(self, content: bytes) -> bytes:
        """Give the signature over some bytes: DER."""
        numbers = b"".join(_number(each) for each in self._key.sign(content))
        return bytes([_SEQUENCE, len(numbers)]) + numbers


def private_key(pem: bytes) -> Sm2Key:
    """Open a private key; raises ValueError where it is none, XlreportError without the library."""
    ((_, content),) = _parts(_der(pem))
    octets = [body for tag, body in _parts(content) if tag == _OCTETS]
    secret = octets[0] if octets and len(octets[0]) == _SIZE else _within(octets)
    if not int.from_bytes(secret):
        raise ValueError(either("没有私钥", "it holds no private key"))
    return Sm2Key(_key=_library().SM2(secret, _IDENTITY))


def public_key(pem: bytes) -> Callable[[bytes, bytes], bool]:
    """Give what tells whether a signature is that of some bytes; raises as `private_key` does."""
    ((_, content),) = _parts(_der(pem))
    bits = [body for tag, body in _parts(content) if tag == _BITS]
    if not bits or len(bits[0]) != _POINT:
        raise ValueError(either("没有公钥", "it holds no public key"))
    sm2 = _on_curve(bits[0][1:])

    def fits(signature: bytes, content: bytes) -> bool:
        try:
            ((_, body),) = _parts(signature)
            numbers = [part for tag, part in _parts(body) if tag == _INTEGER]
            r, s = (int.from_bytes(each).to_bytes(_SIZE) for each in numbers)
        except (ValueError, OverflowError):
            return False
        return bool(sm2.verify(content, r, s))

    return fits


def _on_curve(point: bytes) -> Any:
    library = _library()
    try:
        sm2 = library.SM2(None, _IDENTITY, point)
        on_curve = sm2.verify_pk(point)
    except library.errors.GMError as error:
        raise ValueError(str(error)) from error
    if not on_curve:
        raise ValueError(either("公钥不在曲线上", "the public key is no point of the curve"))
    return sm2


def _within(octets: list[bytes]) -> bytes:
    """Give the secret of a PKCS 8 key: the octets of the key that its octets hold."""
    for each in octets:
        for _, inner in _parts(each):
            for tag, body in _parts(inner):
                if tag == _OCTETS and len(body) == _SIZE:
                    return body
    raise ValueError(either("没有私钥", "it holds no private key"))


def _der(pem: bytes) -> bytes:
    found = _PEM.search(pem)
    try:
        return base64.b64decode(found[1]) if found else b""
    except binascii.Error:
        return b""


def _parts(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Give each element of some DER, its tag and content; raises ValueError where it does not add up."""
    at = 0
    while at < len(data):
        tag, size, start = data[at], data[at + 1] if at + 1 < len(data) else _LONG, at + 2
        if size >= _LONG:
            start += size - _LONG
            size = int.from_bytes(data[at + 2 : start]) if start > at + 2 else len(data)
        at = start + size
        if at > len(data):
            raise ValueError(either("内容残缺", "it is cut short"))
        yield tag, data[start:at]


def _number(digits: bytes) -> bytes:
    value = int.from_bytes(digits)
    body = value.to_bytes(value.bit_length() // 8 + 1)
    return bytes([_INTEGER, len(body)]) + body


def _library() -> Any:
    try:
        import gmalg  # noqa: PLC0415  # only with the extra
    except ImportError as error:
        raise XlreportError(_WITHOUT) from error
    return gmalg
