"""`xlreport export`: the ledger of a consolidated workbook as data, or the page that documents its columns."""

from pathlib import Path
from typing import Annotated

import typer

from xlreport.commands.options import FormOption, Lang, LangOption
from xlreport.errors import XlreportError
from xlreport.language import Text
from xlreport.office.round_folder import layout_for
from xlreport.office.sealed_books import SealedBook
from xlreport.office.sealed_source import read_sealed
from xlreport.outputs.ledger_columns import columns_page
from xlreport.outputs.ledger_data import Line, figures_of, ledger_csv, ledger_json
from xlreport.outputs.ledger_parquet import ledger_parquet
from xlreport.storage import replace_file

_WRITTEN = Text("{path}  {units} 个单位，每个 {figures} 个数字", "{path}  {units} units of {figures} figures")
_WRITERS = (ledger_csv, ledger_json, ledger_parquet)


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
    columns: Annotated[
        bool, typer.Option("--columns", help="输出各列的说明 · print what each column means (Markdown)")
    ] = False,
    form: FormOption = "",
    lang: LangOption = Lang.zh,
) -> None:
    """把汇总工作簿的明细写成数据 · Write the ledger of a consolidated workbook as data; an altered one is refused."""
    layout = layout_for(form, [consolidated] if consolidated else [])
    if columns:
        typer.echo(columns_page(layout), nl=False)
        return
    if consolidated is None or not (csv or json or parquet):
        raise XlreportError(
            "请给出汇总工作簿，以及 --csv、--json、--parquet 之一 "
            "(give a consolidated workbook and one of --csv, --json, --parquet)"
        )
    targets = {writer: path for writer, path in zip(_WRITERS, (csv, json, parquet), strict=True) if path}
    _refuse_one_place_twice([consolidated, *targets.values()])
    book = read_sealed(consolidated, layout)
    lines = tuple(Line(row=row, included=row.code not in book.taken_out) for row in book.ledger.rows)
    contents = {path: writer(lines, layout, _about(book)) for writer, path in targets.items()}
    for path, content in contents.items():
        replace_file(path, content)
        typer.echo(
            _WRITTEN.filled(path=str(path), units=len(lines), figures=len(figures_of(layout.form)))[lang.language]
        )


def _about(book: SealedBook) -> dict[str, str]:
    """Give what holds for every line."""
    return {
        "form": book.form,
        "edition": book.edition,
        "year": book.ledger.year,
        "region": book.ledger.region,
        "draft": "yes" if book.ledger.draft else "no",
    }


def _refuse_one_place_twice(paths: list[Path]) -> None:
    places = [path.resolve() for path in paths]
    if twice := [path for number, path in enumerate(paths) if places[number] in places[:number]]:
        raise XlreportError(f"{twice[0]}: 同一个文件不能写两次，也不能写到汇总工作簿上 (one file for two things)")
