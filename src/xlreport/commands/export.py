"""`xlreport export`: the ledger of a consolidated workbook as data, or the page that documents its columns."""

from pathlib import Path
from typing import Annotated

import typer

from xlreport.commands.options import DEFAULT_FORM, FormOption
from xlreport.commands.sealed_source import read_sealed
from xlreport.errors import XlreportError
from xlreport.forms import load_form
from xlreport.issuing.ledgers import SealedBook
from xlreport.layout import Layout, plan
from xlreport.outputs.ledger_columns import columns_page
from xlreport.outputs.ledger_data import Line, ledger_csv, ledger_json
from xlreport.outputs.ledger_parquet import ledger_parquet
from xlreport.storage import replace_file


def export(
    consolidated: Annotated[
        Path | None, typer.Argument(help="汇总工作簿 · the consolidated workbook", exists=True, dir_okay=False)
    ] = None,
    *,
    csv: Annotated[Path | None, typer.Option(help="写出 CSV · write CSV")] = None,
    json: Annotated[Path | None, typer.Option(help="写出 JSON · write JSON")] = None,
    parquet: Annotated[
        Path | None, typer.Option(help="写出 Parquet（需要 pyarrow）· write Parquet, needs pyarrow")
    ] = None,
    columns: Annotated[
        bool, typer.Option("--columns", help="输出各列的说明 · print what each column means (Markdown)")
    ] = False,
    form: FormOption = DEFAULT_FORM,
) -> None:
    """把汇总工作簿的明细写成数据 · Write the ledger of a consolidated workbook as data; an altered one is refused."""
    layout = plan(load_form(form))
    if columns:
        typer.echo(columns_page(layout), nl=False)
        return
    if consolidated is None or not (csv or json or parquet):
        raise XlreportError(
            "请给出汇总工作簿，以及 --csv、--json、--parquet 之一 "
            "(give a consolidated workbook and one of --csv, --json, --parquet)"
        )
    book = read_sealed(consolidated, layout)
    written = (
        (path, content) for path, content in _contents(book, layout, csv=csv, json=json, parquet=parquet).items()
    )
    for path, content in written:
        replace_file(path, content)
        typer.echo(str(path), err=True)


def _contents(
    book: SealedBook, layout: Layout, *, csv: Path | None, json: Path | None, parquet: Path | None
) -> dict[Path, bytes]:
    """Make every file that is asked for before one is written."""
    about = {"form": book.form, "edition": book.edition, "year": book.ledger.year, "region": book.ledger.region}
    lines = [Line(row=row, included=row.code not in book.taken_out) for row in book.ledger.rows]
    made: dict[Path, bytes] = {}
    if csv:
        made[csv] = ledger_csv(lines, layout)
    if json:
        made[json] = ledger_json(lines, layout, about)
    if parquet:
        made[parquet] = ledger_parquet(lines, layout, about)
    return made
