"""A ledger as Parquet: counts as int64, amounts as decimal128. Rounds nothing: what does not fit is refused by name.

pyarrow comes with the extra `parquet`, and is loaded when a file is asked for.
"""

import io
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from xlreport.errors import XlreportError
from xlreport.forms import Field, Kind
from xlreport.layout import Layout
from xlreport.numbers import Number, shown
from xlreport.outputs.ledger_data import COLUMNS, Line

DIGITS, DECIMALS = 28, 8
"""Of an amount: digits in all, and after the point."""
_REPEATED = ("kind", "tier", "state")
"""Text columns with few different words."""
_LARGEST_COUNT = 2**63 - 1


def ledger_parquet(lines: Iterable[Line], layout: Layout, about: Mapping[str, str] | None = None) -> bytes:
    """Give the ledger as a Parquet file; `about` is its metadata.

    Raises XlreportError when pyarrow is missing, or names the unit and field of a figure that the column cannot hold.
    """
    arrow, parquet = _libraries()
    known, fields = tuple(lines), layout.form.numbers
    columns = {**_words(known), **{field.id: _numbers(field, known) for field in fields}}
    schema = arrow.schema(
        [
            *((name, _type(arrow, name)) for name in COLUMNS),
            *((field.id, _number_type(arrow, field)) for field in fields),
        ]
    )
    table = arrow.table(columns, schema=schema.with_metadata(dict(about or {})))
    out = io.BytesIO()
    parquet.write_table(table, out)
    return out.getvalue()


def _libraries() -> tuple[Any, Any]:
    try:
        import pyarrow as pa  # noqa: PLC0415  # an extra, and slow to load
        from pyarrow import parquet  # noqa: PLC0415
    except ImportError as error:
        raise XlreportError(
            'Parquet 需要 pyarrow，请先安装：pip install "xlreport[parquet]" '
            '(Parquet needs pyarrow: pip install "xlreport[parquet]")'
        ) from error
    return pa, parquet


def _type(arrow: Any, name: str) -> Any:
    match name:
        case "include":
            return arrow.bool_()
        case "findings":
            return arrow.int64()
        case _:
            return arrow.dictionary(arrow.int32(), arrow.utf8()) if name in _REPEATED else arrow.utf8()


def _number_type(arrow: Any, field: Field) -> Any:
    return arrow.int64() if field.kind is Kind.COUNT else arrow.decimal128(DIGITS, DECIMALS)


def _words(lines: tuple[Line, ...]) -> dict[str, list[Any]]:
    said = [{**line.words, "include": line.included, "findings": line.row.findings} for line in lines]
    return {column: [each[column] for each in said] for column in COLUMNS}


def _numbers(field: Field, lines: tuple[Line, ...]) -> list[int | Decimal | None]:
    return list(_fitting(field, lines))


def _fitting(field: Field, lines: tuple[Line, ...]) -> Iterator[int | Decimal | None]:
    for line in lines:
        number = line.row.numbers[field.id]
        if number is not None and not _fits(field, number):
            raise XlreportError(
                f"{line.row.code} {field.id}（{field.label}）: {shown(number)} 放不进 Parquet 的列，请用 CSV 或 JSON "
                "(does not fit into the Parquet column; use CSV or JSON)"
            )
        yield number if number is None or field.kind is Kind.COUNT else Decimal(number)


def _fits(field: Field, number: Number) -> bool:
    if field.kind is Kind.COUNT:
        return isinstance(number, int) and abs(number) <= _LARGEST_COUNT
    exact = Decimal(number)
    return exact.adjusted() < DIGITS - DECIMALS and -int(exact.as_tuple().exponent) <= DECIMALS
