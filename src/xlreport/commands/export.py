"""`xlreport export`: the ledger of a consolidated workbook as data, or the page that documents its columns."""

from pathlib import Path
from typing import Annotated

import typer

from xlreport.commands import next_steps
from xlreport.commands.options import ForceOption, FormOption, Lang, LangOption, say_data
from xlreport.errors import XlreportError
from xlreport.language import Text, either
from xlreport.office.round_folder import layout_for
from xlreport.office.taking_in.sealed_books import read_sealed
from xlreport.outputs.ledger_columns import columns_page
from xlreport.outputs.ledger_data import export_lines, figures_of
from xlreport.outputs.ledger_files import write_ledger
from xlreport.storage import Guard

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
    chosen = {"csv": csv, "json": json, "parquet": parquet, "sqlite": sqlite}
    wanted = {kind: path for kind, path in chosen.items() if path}
    book = read_sealed(consolidated, layout)
    lines = export_lines(book.ledger, book.taken_out)
    for path in write_ledger(lines, layout, book.about, wanted, Guard(inputs=[consolidated], force=force)):
        said = _WRITTEN.filled(path=str(path), units=len(lines), figures=len(figures_of(layout.form)))
        typer.echo(said[lang.language])
    next_steps.tell(lang.language, next_steps.after_export())
