"""How formats without room for a stamp are recognised: data of the same columns or keys, spelled as it was written."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Sequence

Recognises = Callable[[bytes], bool]


def json_of(keys: Iterable[str], indent: int) -> Recognises:
    """Recognise a JSON object with at least these keys on top, still spelled as `json.dumps` with this indent did."""
    needed = frozenset(keys)

    def recognises(content: bytes) -> bool:
        text = _text(content)
        table = _loaded(text)
        return (
            isinstance(table, dict)
            and needed <= table.keys()
            and json.dumps(table, ensure_ascii=False, indent=indent) == text.removesuffix("\n")
        )

    return recognises


def json_lines_of(keys: Iterable[str]) -> Recognises:
    """Recognise JSON objects with at least these keys, one a line, still spelled as `json.dumps` did."""
    needed = frozenset(keys)

    def is_line(line: str) -> bool:
        table = _loaded(line)
        return isinstance(table, dict) and needed <= table.keys() and json.dumps(table, ensure_ascii=False) == line

    return lambda content: all(is_line(line) for line in _text(content).split("\n")[:-1] or [""])


def csv_of(header: Sequence[str]) -> Recognises:
    """Recognise a CSV file (UTF-8 with BOM) with this header, still quoted as the csv module did."""

    def recognises(content: bytes) -> bool:
        text = _text(content)
        try:
            rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
        except csv.Error:
            return False
        out = io.StringIO(newline="")
        csv.writer(out).writerows(rows)
        return rows[:1] == [list(header)] and "\ufeff" + out.getvalue() == text

    return recognises


def _text(content: bytes) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError:
        return ""


def _loaded(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
