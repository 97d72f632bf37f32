"""A round's key: whoever has it can sign workbooks as issued in the round. Kept by the office, sent to nobody."""

import re
import secrets
from pathlib import Path

from xlreport.errors import RoundError
from xlreport.storage import replace_file

KEY_FILE = "round.key"
_BYTES = 32
_HEX = re.compile(rf"[0-9a-f]{{{2 * _BYTES}}}")


def write_key(folder: Path) -> None:
    """Make a new key for a round."""
    replace_file(folder / KEY_FILE, f"{secrets.token_hex(_BYTES)}\n".encode())


def read_key(folder: Path) -> bytes:
    """Read a round's key, empty where it has none; raises RoundError when the file holds no key."""
    path = folder / KEY_FILE
    try:
        text = path.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return b""
    except (OSError, UnicodeDecodeError) as error:
        raise RoundError(f"{path}: 不能读取 (cannot be read): {error}") from error
    if not _HEX.fullmatch(text):
        raise RoundError(f"{path}: 不是批次密钥 (no round key): {2 * _BYTES} 位十六进制 (hexadecimal digits)")
    return bytes.fromhex(text)
