"""The issue register: which workbook each unit was issued, when, and its hash. Only ever grows.

One JSON object a line and no CSV, because a spreadsheet program that opens and saves a CSV turns unit codes of
eighteen digits and issue ids such as 1234e5678901 into rounded numbers, and the register has to be relied on.
"""

import json
import secrets
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from xlreport.errors import RoundError, reason
from xlreport.language import either
from xlreport.lazy import regex
from xlreport.plain_records import dataclass
from xlreport.storage import replace_file
from xlreport.structured import parsed_json

REGISTER_FILE = "issues.jsonl"
_KEYS = {"unit", "issue", "sha256", "issued", "file"}
_SHA256 = regex(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """One workbook as issued; `file` is its path within the round folder, with slashes."""

    unit: str
    issue: str
    sha256: str
    issued: date
    file: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """Every issue of a round, in the order they were made; of a unit the last one is in force."""

    issues: tuple[Issue, ...] = ()

    def issue_of(self, code: str) -> Issue | None:
        """Give the issue that is in force for a unit, None when it was issued nothing."""
        return next((each for each in reversed(self.issues) if each.unit == code), None)

    def with_issues(self, issues: Iterable[Issue]) -> "Register":
        """Give the register with further issues; one that repeats what is in force, whatever its day, is left out."""
        added = [each for each in issues if not self._holds(each)]
        return Register(issues=(*self.issues, *added))

    def _holds(self, issue: Issue) -> bool:
        known = self.issue_of(issue.unit)
        same = (issue.issue, issue.sha256, issue.file)
        return known is not None and (known.issue, known.sha256, known.file) == same


def read_register(folder: Path) -> Register:
    """Read a round folder's register, empty where there is none; raises RoundError naming every damaged line."""
    path = folder / REGISTER_FILE
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return Register()
    except (OSError, UnicodeDecodeError) as error:
        raise RoundError(f"{path}: {either('不能读取', 'cannot be read')}: {reason(error)}") from error
    issues: list[Issue] = []
    wrong: list[str] = []
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                issues.append(_issue(parsed_json(line)))
            except ValueError as error:
                wrong.append(f"{path}: {either(f'第 {number} 行', f'line {number}')}: {error}")
    if wrong:
        raise RoundError("\n".join(wrong))
    return Register(issues=tuple(issues))


def _issue(said: Any) -> Issue:
    if not isinstance(said, dict) or said.keys() != _KEYS or not all(isinstance(each, str) for each in said.values()):
        raise ValueError(either(f"应有 {'、'.join(sorted(_KEYS))} 各一项文字", "expected these keys, each a text"))
    if not _SHA256.fullmatch(said["sha256"]):
        raise ValueError(
            f"sha256: {said['sha256']!r}: {either('应为 64 位十六进制', 'expected 64 hexadecimal digits')}"
        )
    return Issue(**{**said, "issued": date.fromisoformat(said["issued"])})


def write_register(folder: Path, register: Register) -> None:
    """Write a round folder's register, whole or not at all, and read it again; raises XlreportError where that fails.

    Whoever calls holds the round's lock from before the register was read.
    """
    lines = (json.dumps(_said(each), ensure_ascii=False) + "\n" for each in register.issues)
    replace_file(folder / REGISTER_FILE, "".join(lines).encode())
    if read_register(folder) != register:
        raise RoundError(
            f"{folder / REGISTER_FILE}: {either('写出后读回的不同', 'reads otherwise than it was written')}"
        )


def _said(issue: Issue) -> dict[str, str]:
    return {
        "unit": issue.unit,
        "issue": issue.issue,
        "sha256": issue.sha256,
        "issued": issue.issued.isoformat(),
        "file": issue.file,
    }


KEY_FILE = "round.key"
_BYTES = 32
_HEX = regex(rf"[0-9a-f]{{{2 * _BYTES}}}")


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
        raise RoundError(f"{path}: {either('不能读取', 'cannot be read')}: {reason(error)}") from error
    if not _HEX.fullmatch(text):
        raise RoundError(
            f"{path}: "
            + either("不是批次密钥", "no round key")
            + f": {2 * _BYTES} "
            + either("位十六进制", "hexadecimal digits")
        )
    return bytes.fromhex(text)
