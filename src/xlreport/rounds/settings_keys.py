"""The keys of `xlreport.toml` and what each may say. Judges the table, makes nothing of it."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from xlreport.forms import Form
from xlreport.keys import nearest
from xlreport.language import either
from xlreport.rounds.policies import WEIGHTS
from xlreport.rounds.unit_words import A_YEAR, line_fault, year_fault

LATEST, FIRST = "latest", "first"
COUNTS, ROWS = "counts", "rows"
"""What a merge collects of the units' request registers."""
_ALL = 100

Expected = Callable[[Any], str]
"""What a value should be, in both languages; nothing when it is."""


def _text(value: Any) -> str:
    good = isinstance(value, str) and value.strip()
    return "" if good else _shown(value, either("应为文字，不能为空", "expected text"))


def _line(value: Any) -> str:
    return _text(value) or line_fault(value)


def _shown(value: Any, expected: str) -> str:
    return f"{value!r}: {expected}"


def _whole(value: Any) -> str:
    good = isinstance(value, int) and not isinstance(value, bool) and value >= 0
    return "" if good else _shown(value, either("应为整数，如 12", "expected a whole number from 0"))


def _year(value: Any) -> str:
    return year_fault(value) if isinstance(value, int) else _shown(value, A_YEAR)


def _percent(value: Any) -> str:
    return (
        ""
        if not _whole(value) and value <= _ALL
        else _shown(value, either("应为 0 至 100 的整数", "expected 0 to 100"))
    )


def _date(value: Any) -> str:
    good = isinstance(value, date) and not isinstance(value, datetime)
    return "" if good else _shown(value, either("应为日期，如 2026-01-31，不加引号", "expected a date"))


def _flag(value: Any) -> str:
    return (
        ""
        if isinstance(value, bool)
        else _shown(value, either("应为 true 或 false，不加引号", "expected true or false"))
    )


def _one_of(*words: str) -> Expected:
    def fault(value: Any) -> str:
        if value in words:
            return ""
        return _shown(
            value, either(f"应为 {'、'.join(words)} 之一", "expected one of these") + f"; {nearest(str(value), words)}"
        )

    return fault


_KEYS: Mapping[str, Expected] = {
    "region": _line,
    "whole": _text,
    "year": _year,
    "form": _text,
    "deadline": _date,
    "previous": _text,
}
_NEEDED = ("region", "year", "form")
_TABLES: Mapping[str, Mapping[str, Expected]] = {
    "merge": {"which": _one_of(LATEST, FIRST), "rejected_in_draft": _flag},
    "register": {
        "rows": _whole,
        "soon_days": _whole,
        "collect": _one_of(COUNTS, ROWS),
        "withdrawn": _text,
        "split": _one_of("rows", "one"),
        "again": _one_of("same", "new"),
        "answered": _one_of("document", "sent", "served"),
        "disputes": _one_of("pending", "filed"),
    },
    "contact": {"office": _line, "person": _line, "phone": _line},
}
_FREE: Mapping[str, Expected] = {"severity": _one_of(*WEIGHTS), "words": _text}
"""Tables whose keys are the office's own: codes of rules, words."""


def settings_keys(form: Form) -> tuple[str, ...]:
    """Give every key that there is under a form, with its table."""
    tables = {**_of_form(form), **_TABLES}
    return (*_KEYS, *(f"{table}.{key}" for table, keys in tables.items() for key in keys), *_FREE)


def asks_the_form(table: Mapping[str, Any]) -> bool:
    """Tell whether there is a word or a table that only a form can know."""
    generic = {*_KEYS, *_TABLES, *_FREE}
    return "whole" in table or any(key not in generic and isinstance(value, Mapping) for key, value in table.items())


def _of_form(form: Form | None) -> Mapping[str, Mapping[str, Expected]]:
    """Give the tables whose keys are the form's: its days, its limits, what another office keeps a list of."""
    if form is None:
        return {"deadlines": {}, "limits": {}}
    limits = {key: _percent if limit.percent else _whole for key, limit in form.limits.items()}
    row, columns = form.listed
    listed = {row: dict.fromkeys(columns, _whole)} if row else {}
    return {"deadlines": dict.fromkeys(form.units.deadlines, _date), "limits": limits, **listed}


def faults(table: Mapping[str, Any], form: Form | None) -> Iterator[str]:
    """Say what is wrong with the settings, a line each, with its key; without a form none of its own is known."""
    tables = {**_of_form(form), **_TABLES}
    known = (*_KEYS, *tables, *_FREE)
    for key, value in table.items():
        if key not in known:
            yield f"{key}: {either('未知的键', 'unknown key')}; {nearest(key, known)}"
        elif key in _KEYS:
            yield from _told(key, value, _one_of(*form.units.wholes) if form and key == "whole" else _KEYS[key])
        elif not isinstance(value, Mapping):
            yield f"{key}: {either(f'应写成一节 [{key}]', f'expected a table [{key}]')}"
        else:
            yield from _inner(key, value, tables.get(key, {}))
    yield from (f"{key}: {either('缺少此项', 'missing')}" for key in _NEEDED if key not in table)


def _inner(name: str, table: Mapping[str, Any], keys: Mapping[str, Expected]) -> Iterator[str]:
    for key, value in table.items():
        expected = _FREE[name] if name in _FREE else keys.get(key)
        if expected is None:
            yield f"{name}.{key}: {either('未知的键', 'unknown key')}; {nearest(key, keys)}"
        else:
            yield from _told(f"{name}.{key}", value, expected)


def _told(key: str, value: Any, expected: Expected) -> Iterator[str]:
    if fault := expected(value):
        yield f"{key}: {fault}"
