"""A ledger as Parquet: counts as int64, amounts as decimal128. Rounds nothing: what does not fit is refused by name.

pyarrow comes with the extra `parquet`, and is loaded when a file is asked for.
"""

import io
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from xlreport.errors import XlreportError
from xlreport.forms import Field, Kind
from xlreport.language import either
from xlreport.layout import Layout
from xlreport.numbers import Number, shown
from xlreport.outputs.ledger_data import COLUMNS, ExportLine, figures_of

DIGITS, DECIMALS = 28, 8
"""Of an amount: digits in all, and after the point."""
_LARGEST_COUNT = 2**63 - 1


def ledger_parquet(lines: Sequence[ExportLine], layout: Layout, about: Mapping[str, str]) -> bytes:
    """Give the ledger as a Parquet file; `about` is its metadata.

    Raises XlreportError when pyarrow is missing, or names the unit and field of a figure that the column cannot hold.
    """
    arrow, parquet = _libraries()
    fields, heads = figures_of(layout.form), [line.head() for line in lines]
    types = {"include": arrow.bool_(), "findings": arrow.int64()}
    amount = arrow.decimal128(DIGITS, DECIMALS)
    schema = arrow.schema(
        [
            *((name, types.get(name, arrow.utf8())) for name in COLUMNS),
            *((field.id, arrow.int64() if field.kind is Kind.COUNT else amount) for field in fields),
        ],
        metadata=dict(about),
    )
    columns = {name: [head[name] for head in heads] for name in COLUMNS}
    numbers = {field.id: [_fitting(field, line) for line in lines] for field in fields}
    out = io.BytesIO()
    parquet.write_table(arrow.table({**columns, **numbers}, schema=schema), out)
    return out.getvalue()


def is_ledger_parquet(content: bytes) -> bool:
    """Tell whether a file is a Parquet file with the columns of a ledger."""
    footer = content[-8 - int.from_bytes(content[-8:-4], "little") :]
    return content[:4] == content[-4:] == b"PAR1" and all(name.encode() in footer for name in COLUMNS)


def _libraries() -> tuple[Any, Any]:
    try:
        import pyarrow as pa  # noqa: PLC0415  # an extra, and slow to load
        from pyarrow import parquet  # noqa: PLC0415
    except ImportError as error:
        raise XlreportError(
            either(
                'Parquet 需要 pyarrow，请先安装：pip install "xlreport[parquet]"',
                'Parquet needs pyarrow: pip install "xlreport[parquet]"',
            )
        ) from error
    return pa, parquet


def _fitting(field: Field, line: ExportLine) -> int | Decimal | None:
    number = line.figure(field)
    if number is not None and not _fits(field, number):
        raise XlreportError(
            f"{line.row.code} {field.id}（{field.label}）: {shown(number)} "
            + either("放不进 Parquet 的列，请用 CSV 或 JSON", "does not fit into the Parquet column; use CSV or JSON")
        )
    return number if number is None or field.kind is Kind.COUNT else Decimal(number)


def _fits(field: Field, number: Number) -> bool:
    if field.kind is Kind.COUNT:
        return isinstance(number, int) and abs(number) <= _LARGEST_COUNT
    exact = Decimal(number)
    return exact.adjusted() < DIGITS - DECIMALS and -int(exact.as_tuple().exponent) <= DECIMALS
