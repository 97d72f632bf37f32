"""A ledger as lines of text and back, exactly: what a consolidated workbook carries hidden. Checks nothing."""

import json
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from cattrs import Converter
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override

from xlreport.findings import Finding
from xlreport.language import Text
from xlreport.merging.records import Before, FileLine, Ledger, Row, UnitLine
from xlreport.numbers import Number, exact, shown, whole
from xlreport.structured import parsed_json

_LONGEST = 16_000
"""Characters of a cell, which holds 32,767 of those of which an emoji is two; longer lines run over several."""
_HEAD, _FIELDS = "ledger", "fields"
_SEVERAL = {"rows": Row, "before": Before, "units": UnitLine, "files": FileLine, "findings": Finding}
"""The lists of a ledger, each record of which has a line of its own."""


def dumped(ledger: Ledger) -> list[tuple[str, ...]]:
    """Give the ledger as lines of cells: what it says of itself, the fields of its rows, then each record."""
    ids = tuple(dict.fromkeys(field for numbers in _numbers(ledger) for field in numbers))
    whole = _converter(ids).unstructure(ledger)
    several = {name: whole.pop(name, []) for name in _SEVERAL}
    lines = [_line(_HEAD, whole), _line(_FIELDS, ids)]
    return lines + [_line(name, record) for name, records in several.items() for record in records]


def _numbers(ledger: Ledger) -> list[Mapping[str, Number | None]]:
    return [*(row.numbers for row in ledger.rows), *(each.numbers for each in ledger.before)]


def restored(lines: Iterable[Sequence[str]]) -> Ledger:
    """Give the ledger of such lines; raises ValueError when they do not hold one."""
    said: dict[str, list[Any]] = {name: [] for name in (_HEAD, _FIELDS, *_SEVERAL)}
    for line in lines:
        if line and line[0] in said:
            said[line[0]].append(parsed_json("".join(line[1:])))
    heads, ids = said.pop(_HEAD), said.pop(_FIELDS)
    if len(heads) != 1 or len(ids) != 1:
        raise ValueError(f"{len(heads)} ledgers, {len(ids)} lists of fields")
    try:
        ledger: Ledger = _converter(tuple(ids[0])).structure(heads[0] | said, Ledger)
    except Exception as error:  # cattrs gathers whatever does not fit into an exception group
        raise ValueError(f"not a ledger: {error}") from error
    return ledger


def _number(text: str) -> Number:
    if (number := exact(text)) is None:
        raise ValueError(f"no number: {text!r}")
    return number


def _plain(number: Number) -> str:
    """Write a figure without the zeros that a sum of amounts may end with: it is read back so."""
    return shown(whole(number) if isinstance(number, Decimal) else number)


def _line(name: str, record: Any) -> tuple[str, ...]:
    text = json.dumps(record, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return (name, *(text[start : start + _LONGEST] for start in range(0, len(text), _LONGEST)))


def _converter(ids: Sequence[str]) -> Converter:
    """Give a converter that leaves out what is as it is born, and writes a row's figures in the order of `ids`."""

    def told(numbers: Mapping[str, Number | None]) -> list[str | None]:
        return [None if (number := numbers.get(field)) is None else _plain(number) for field in ids]

    def read(texts: Sequence[str | None], _: Any) -> dict[str, Number | None]:
        return {field: None if text is None else exact(text) for field, text in zip(ids, texts, strict=True)}

    def named(numbers: Mapping[str, Number]) -> dict[str, str]:
        return {field: _plain(number) for field, number in numbers.items()}

    def numbers_of(texts: Mapping[str, str], _: Any) -> dict[str, Number]:
        return {field: _number(text) for field, text in texts.items()}

    converter = Converter(omit_if_default=True, forbid_extra_keys=True)
    converter.register_unstructure_hook(Text, lambda text: [text.zh, text.en])
    converter.register_structure_hook(Text, lambda pair, _: Text(*pair))
    figures = override(unstruct_hook=told, struct_hook=read)
    singles = override(unstruct_hook=named, struct_hook=numbers_of)
    for record in (Row, Before):
        unstructure = make_dict_unstructure_fn(record, converter, numbers=figures, singles=singles)
        converter.register_unstructure_hook(record, unstructure)
        structure = make_dict_structure_fn(record, converter, numbers=figures, singles=singles)
        converter.register_structure_hook(record, structure)
    return converter
