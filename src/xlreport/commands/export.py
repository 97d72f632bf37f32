"""`xlreport export`: the ledger of a consolidated workbook as data, or the page that documents its columns."""

from pathlib import Path
from typing import Annotated

import typer

from xlreport.commands import next_steps
from xlreport.commands.options import ForceOption, FormOption, Lang, LangOption, say_data
from xlreport.errors import XlreportError
from xlreport.language import Text, either
from xlreport.layout import Layout
from xlreport.office.round_folder import layout_for
from xlreport.office.sealed_books import SealedBook, read_sealed
from xlreport.outputs.ledger_columns import columns_page
from xlreport.outputs.ledger_data import COLUMNS, ExportLine, figures_of, ledger_csv, ledger_json
from xlreport.outputs.ledger_parquet import is_ledger_parquet, ledger_parquet
from xlreport.outputs.ledger_sqlite import is_ledger_sqlite, ledger_sqlite
from xlreport.storage import Guard, Purpose, csv_of, json_of

_WRITTEN = Text("{path}  {units} 个单位，每个 {figures} 个数字", "{path}  {units} units of {figures} figures")


def export(
    consolidated: Annotated[
        Path | None, typer.Argument(help="汇总工作簿 · the consolidated workbook", exists=True, dir_okay=False)
    ] = None,
    *,
    csv: Annotated[Path | None, typer.Option(help="写出 CSV · write CSV", dir_okay=False)] = None,
    json: Annotated[Path | None, typer.Option(help="写出 JSON · write JSON", dir_okay=False)] = None,
    parquet: Annotated[
        Path | None, typer.Option(help="写出 Parquet（需要 pyarrow）· write Parquet, needs pyarrow", dir_okay=False)
    ] = None,
    sqlite: Annotated[
        Path | None,
        typer.Option(help="写出 SQLite，一个文件可直接查询 · write a SQLite database to query", dir_okay=False),
    ] = None,
    columns: Annotated[
        bool, typer.Option("--columns", help="输出各列的说明 · print what each column means (Markdown)")
    ] = False,
    force: ForceOption = False,
    form: FormOption = "",
    lang: LangOption = Lang.zh,
) -> None:
    """把汇总工作簿的明细导出为数据 · Write the ledger of a consolidated workbook as data; an altered one is refused."""
    layout = layout_for(form, [consolidated] if consolidated else [])
    if columns:
        say_data(columns_page(layout).rstrip("\n"))
        return
    if consolidated is None or not (csv or json or parquet or sqlite):
        raise XlreportError(
            either(
                "请给出汇总工作簿，以及 --csv、--json、--parquet、--sqlite 之一",
                "give a consolidated workbook and one of --csv, --json, --parquet, --sqlite",
            )
        )
    outputs = Guard(inputs=[consolidated], force=force)
    wanted = ((csv, ledger_csv), (json, ledger_json), (parquet, ledger_parquet), (sqlite, ledger_sqlite))
    targets = [
        (outputs.file(path, purpose), writer)
        for (path, writer), purpose in zip(wanted, _purposes(layout), strict=True)
        if path
    ]
    book = read_sealed(consolidated, layout)
    lines = tuple(ExportLine(row=row, included=row.code not in book.taken_out) for row in book.ledger.rows)
    contents = [(target, writer(lines, layout, _about(book))) for target, writer in targets]
    for target, content in contents:
        target.write(content)
        typer.echo(
            _WRITTEN.filled(path=str(target.path), units=len(lines), figures=len(figures_of(layout.form)))[
                lang.language
            ]
        )
    next_steps.tell(lang.language, next_steps.after_export())


def _about(book: SealedBook) -> dict[str, str]:
    """Give what holds for every line."""
    return {
        "form": book.form,
        "edition": book.edition,
        "year": book.ledger.year,
        "region": book.ledger.region,
        "draft": "yes" if book.ledger.draft else "no",
    }


def _purposes(layout: Layout) -> tuple[Purpose, ...]:
    """Give what each format is written for, as a former export of the same form is recognised."""
    fields = [field.id for field in figures_of(layout.form)]
    keys = ("form", "edition", "year", "region", "draft", "units")
    return (
        Purpose(name="export.csv", ending=".csv", recognises=csv_of([*COLUMNS, *fields])),
        Purpose(name="export.json", ending=".json", recognises=json_of(keys, indent=1)),
        Purpose(name="export.parquet", ending=".parquet", recognises=is_ledger_parquet),
        Purpose(name="export.sqlite", ending=".sqlite", recognises=is_ledger_sqlite),
    )
