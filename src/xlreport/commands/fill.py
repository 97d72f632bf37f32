"""`xlreport fill`: answers as data, or the sums of a consolidated workbook, poured into a blank one, all or nothing."""

from pathlib import Path
from typing import Annotated

import typer

from xlreport.commands import drafted_report
from xlreport.commands.options import ForceOption, FormOption, Lang, LangOption
from xlreport.errors import XlreportError
from xlreport.office.drafting import drafted
from xlreport.office.pouring import filled, read_blank
from xlreport.office.round_folder import layout_for
from xlreport.rounds import SCOPES
from xlreport.storage import Guard, Purpose

_FILLED = Purpose(name="fill", ending=".xlsx")
_SIGNATURES = (b"PK", b"\xd0\xcf\x11\xe0")
"""How a workbook begins: a zip file, or the container of an old or encrypted one."""


def fill(
    template: Annotated[Path, typer.Argument(help="空白表 · the blank workbook", exists=True, dir_okay=False)],
    source: Annotated[
        Path,
        typer.Argument(
            help="答案 (JSON)，或汇总工作簿：起草本级政府的报告 · the answers, or a consolidated workbook to draft the "
            "government's own report from",
            exists=True,
            dir_okay=False,
        ),
    ],
    output: Annotated[Path, typer.Option("-o", "--output", help="写到哪个文件 · the file to write")],
    *,
    tier: Annotated[
        str,
        typer.Option(help=f"汇总哪些单位 · which units of a consolidated workbook to add up: {', '.join(SCOPES)}"),
    ] = "",
    previous: Annotated[
        Path | None,
        typer.Option(
            help="本级政府上年的报告，空白表中没有上年数字时用 · the government's own report of last year, where the "
            "blank does not show its figures",
            exists=True,
        ),
    ] = None,
    force: ForceOption = False,
    form: FormOption = "",
    lang: LangOption = Lang.zh,
) -> None:
    """把数据倒入空白表，或从汇总起草本级政府的报告 · Pour answers, or a consolidated workbook's sums, into a blank.

    Anything that does not fit: nothing is written. Exit 0: done, 1: done, but units are left out or something is wrong,
    2: could not work.
    """
    layout = layout_for(form, [template])
    read = [template, source, *([previous] if previous else [])]
    target = Guard(inputs=read, force=force).file(output, _FILLED)
    if not _is_workbook(source):
        if tier or previous:
            raise XlreportError("--tier、--previous 只与汇总工作簿同用 (go with a consolidated workbook only)")
        target.write(filled(layout, template, source))
        typer.echo(str(output), err=True)
        return
    blank = read_blank(template, layout)
    made = drafted(layout, blank, source, scope=tier, previous=previous)
    target.write(made.content)
    typer.echo(str(output), err=True)
    raise typer.Exit(drafted_report.show(made, output, layout, lang.language))


def _is_workbook(path: Path) -> bool:
    """Tell a workbook from answers by how the file begins, not by its name."""
    try:
        with path.open("rb") as file:
            return file.read(4).startswith(_SIGNATURES)
    except OSError as error:
        raise XlreportError(f"{path}: 不能读取 (cannot be read): {error.strerror}") from error
