"""`xlreport template`: the blank workbook of one unit."""

from pathlib import Path
from typing import Annotated

import typer

from xlreport.commands.options import DEFAULT_FORM, FormOption
from xlreport.errors import XlreportError
from xlreport.forms import Form, load_form, nearest
from xlreport.layout import plan
from xlreport.manifest import identity_of
from xlreport.storage import replace_file
from xlreport.writing import write_workbook


def template(
    output: Annotated[Path, typer.Option("-o", "--output", help="写到哪个文件 · the file to write")],
    unit_code: Annotated[str, typer.Option(help="单位代码 · unit code")] = "",
    unit_name: Annotated[str, typer.Option(help="单位名称 · unit name")] = "",
    unit_kind: Annotated[
        str, typer.Option(help="单位类别 · unit kind: government, department, township, subdistrict, other")
    ] = "",
    region: Annotated[str, typer.Option(help="所属地区 · region")] = "",
    year: Annotated[int | None, typer.Option(help="报告年度 · report year")] = None,
    form: FormOption = DEFAULT_FORM,
) -> None:
    """写出空白表（单位和年度可预先填好并锁定） · Write the blank workbook, unit and year filled in if given."""
    asked = load_form(form)
    _refuse_unknown_kind(asked, unit_kind)
    if year is not None and year < asked.first_year:
        raise XlreportError(
            f"--year {year}: 此表自 {asked.first_year} 年度起使用 (the form starts with {asked.first_year})"
        )
    layout = plan(asked)
    identity = identity_of(
        layout,
        unit_code=unit_code,
        unit_name=unit_name,
        unit_kind=unit_kind,
        region=region,
        year=str(year or ""),
    )
    replace_file(output, write_workbook(layout, identity, {}))
    typer.echo(str(output), err=True)


def _refuse_unknown_kind(form: Form, kind: str) -> None:
    kinds = [option.id for option in form.fields["cover.unit_kind"].options]
    if kind and kind not in kinds:
        raise XlreportError(f"--unit-kind {kind}: 没有此类别 (no such kind); {nearest(kind, kinds)}")
