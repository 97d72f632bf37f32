"""TOML and JSON from files that people wrote: whatever makes a parser give up is one reason in words, never a crash.

Size, depth and the length of numbers are bounded; what the data means is not looked at.
"""

import json
import re
import sys
import tomllib
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

from xlreport.errors import reason
from xlreport.language import Text, either
from xlreport.lazy import regex

_LARGEST = 50_000_000
"""Bytes of a file that a person wrote."""
_MOST_QUOTED = 60
"""Characters of a wrong line that are quoted."""
_QUOTED = regex(r'"[^"]*"')
_WIDE = regex(r"[“”‘’\uff01-\uff5e\u3000]")
_WIDE_HINT = Text(
    "这一行有中文的引号、标点或全角的数字，请改成英文的、半角的",
    "the line has Chinese quotation marks or wide characters where plain ones are wanted",
)
_DEEP = either("嵌套过深", "nested too deeply")


class Malformed(ValueError):
    """A file holds no TOML or JSON that can be used; the message says why, without the file's name."""


def read_toml(path: Path) -> dict[str, Any]:
    """Read a TOML file (UTF-8, with or without BOM); raises FileNotFoundError, and Malformed for all else."""
    table: dict[str, Any] = _read(path, tomllib.loads)
    return table


def read_json(path: Path) -> Any:
    """Read a JSON file (UTF-8, with or without BOM), decimals exact; raises FileNotFoundError or Malformed."""
    return _read(path, parsed_json)


def parsed_json(text: str) -> Any:
    """Give what a JSON text holds, decimals exact; raises Malformed."""
    return _parsed(text, lambda said: json.loads(said, parse_float=Decimal))


def _read(path: Path, parse: Callable[[str], Any]) -> Any:
    try:
        if path.stat().st_size > _LARGEST:
            raise Malformed(either(f"文件超过 {_LARGEST // 1_000_000} MB", "too large"))
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise
    except UnicodeDecodeError as error:
        raise Malformed(either("不是 UTF-8 文本，请以 UTF-8 保存", f"not UTF-8, save it so: {error.reason}")) from error
    except OSError as error:
        raise Malformed(reason(error)) from error
    return _parsed(text, parse)


def _wrong_at(error: ValueError, text: str) -> str:
    """Say where a parser gave up, with the line, and what it may be; what the parser says of the reason is English."""
    place = re.search(r"line (\d+),? column (\d+)", str(error))
    if place is None:
        return either("内容不完整", str(error))
    line = "".join(text.split("\n")[int(place[1]) - 1 : int(place[1])]).strip()
    said = line if len(line) <= _MOST_QUOTED else f"{line[:_MOST_QUOTED]}…"
    zh, en = f"第 {place[1]} 行第 {place[2]} 列有误：{said}", f"{error}: {said}"
    if _WIDE.search(_QUOTED.sub("", line.partition("#")[0])):
        return either(f"{zh}；{_WIDE_HINT.zh}", f"{en}; {_WIDE_HINT.en}")
    return either(zh, en)


def _parsed(text: str, parse: Callable[[str], Any]) -> Any:
    try:
        return parse(text)
    except RecursionError as error:
        raise Malformed(_DEEP) from error
    except Malformed:
        raise
    except (json.JSONDecodeError, tomllib.TOMLDecodeError) as error:
        raise Malformed(_wrong_at(error, text)) from error
    except ValueError as error:  # of all parsers' own reasons only the interpreter's bound on digits is left
        digits = sys.get_int_max_str_digits()
        raise Malformed(either(f"数字超过 {digits} 位", f"a number of more than {digits} digits")) from error
