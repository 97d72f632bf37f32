"""`xlreport init`: a folder for one collection round. Touches no folder that holds anything."""

import csv
import io
import os
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from xlreport.commands.options import DEFAULT_FORM, FormOption, Lang, LangOption
from xlreport.errors import XlreportError
from xlreport.forms import FORM_FILE, LONGEST_LINE, Example, Form, Units, load_form
from xlreport.language import Text
from xlreport.rounds import (
    EXAMPLE_MARK,
    INBOX,
    OUTBOX,
    OUTPUT,
    ROSTER_FILE,
    SETTINGS_FILE,
    Settings,
    headers_of,
    settings_text,
    write_key,
)
from xlreport.storage import replace_file

_COLUMNS = ("code", "name", "kind", "tier", "in_scope", "reason", "powers")
"""Those that every office fills; the others are there for whoever needs them."""
_FIRST_MONTH = 4
"""From April on the round that is made ready is the running year's; last year's report was due in January."""


def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="新批次的文件夹 · the new round's folder")],
    *,
    region: Annotated[str, typer.Option(help="所属地区，如 虎林市 · the region")] = "",
    year: Annotated[int | None, typer.Option(min=2000, max=2100, help="报告年度 · the report year")] = None,
    deadline: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="报送截止日期 · the day returns are due")
    ] = None,
    form: FormOption = DEFAULT_FORM,
    sign: Annotated[
        bool,
        typer.Option("--sign", help="给下发的表签名，收回时核对 · sign the workbooks, check it on return"),
    ] = False,
    lang: LangOption = Lang.zh,
) -> None:
    """新建一个填报批次文件夹 · Start a round: settings, an example roster, outbox, inbox and output."""
    asked = load_form(form)
    settings = _settings(region.strip(), year, deadline.date() if deadline else None, asked, _named(form, folder))
    begin(folder, settings_text(settings, asked).encode(), example_roster(asked.units))
    if sign:
        write_key(folder)
    for line in _next_steps(folder, settings):
        typer.echo(line[lang.language])


def begin(folder: Path, settings: bytes, roster: bytes) -> None:
    """Make a round folder with these settings and this roster; raises XlreportError when it holds anything."""
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise XlreportError(
                f"{folder}: 不是空文件夹，未作任何改动；请换一个文件夹 (not an empty folder; nothing done)"
            )
        for name in (OUTBOX, INBOX, OUTPUT):
            (folder / name).mkdir(parents=True)
    except OSError as error:
        raise XlreportError(f"{folder}: 不能建立 (cannot be made): {error.strerror}") from error
    replace_file(folder / ROSTER_FILE, roster)
    replace_file(folder / SETTINGS_FILE, settings)


def example_roster(units: Units) -> bytes:
    """Give a roster of example lines, as Excel opens it; they have to be replaced before it can be used."""
    text, headers = io.StringIO(newline=""), headers_of(units)
    columns = [each for each in _COLUMNS if each in headers]
    examples = units.examples or tuple(Example(name=f"某某{kind.label}", kind=kind.id) for kind in units.kinds[:2])
    lines = [_example(number, each, units) for number, each in enumerate(examples, 1)]
    table = ([headers[each] for each in columns], *([line[each] for each in columns] for line in lines))
    csv.writer(text, lineterminator="\r\n").writerows(table)
    return text.getvalue().encode("utf-8-sig")


def _example(number: int, example: Example, units: Units) -> dict[str, str]:
    kind = units.kind(example.kind)
    return {
        "code": f"{EXAMPLE_MARK}{number}",
        "name": f"（示例，请替换）{example.name}",
        "kind": kind.label,
        "tier": kind.tier,
        "in_scope": "否" if example.reason else "是",
        "reason": example.reason,
        "powers": "；".join(units.powers[each] for each in example.powers),
    }


def _named(form: str, folder: Path) -> str:
    """Give a form as the round's settings name it: a path from the round's folder, else its name."""
    if (Path(form) / FORM_FILE).is_file() or Path(form).is_file():
        return Path(os.path.relpath(Path(form).resolve(), folder.resolve())).as_posix()
    return form


def _settings(region: str, year: int | None, deadline: date | None, asked: Form, named: str) -> Settings:
    if len(region) > LONGEST_LINE or not region.isprintable():
        raise XlreportError(f"--region: 应为一行文字，最多 {LONGEST_LINE} 字 (expected one line of text)")
    reported = year or _year_of(datetime.now().astimezone().date())
    if reported < asked.first_year:
        raise XlreportError(
            f"--year {reported}: 此表自 {asked.first_year} 年度起使用 (the form starts with {asked.first_year})"
        )
    return Settings(region=region, year=reported, form=named, deadline=deadline or date(reported + 1, 1, 31))


def _year_of(today: date) -> int:
    return today.year if today.month >= _FIRST_MONTH else today.year - 1


def _next_steps(folder: Path, settings: Settings) -> tuple[Text, ...]:
    missing = Text("、地区（region，现为空）", ", the region (now empty)") if not settings.region else Text("", "")
    return (
        Text(
            f"已建立 {folder}：{settings.year} 年度，{settings.deadline} 截止。接下来：",
            f"Made {folder}: year {settings.year}, due {settings.deadline}. Next:",
        ),
        Text(
            f"1. 在 {folder / SETTINGS_FILE} 中核对年度、期限{missing.zh}。",
            f"1. In {folder / SETTINGS_FILE} check the year and the deadline{missing.en}.",
        ),
        Text(
            f"2. 在 {folder / ROSTER_FILE} 中列出各单位，替换示例行（可用 Excel 或 WPS；或改用 roster.xlsx）。",
            f"2. In {folder / ROSTER_FILE} list the units in place of the examples (or keep a roster.xlsx instead).",
        ),
        Text(
            f'3. 运行 xlreport template --round "{folder}"，各单位的空白表写入 {folder / OUTBOX}。',
            f'3. Run xlreport template --round "{folder}": one workbook per unit goes to {folder / OUTBOX}.',
        ),
        Text(
            f"4. 收回的表放入 {folder / INBOX}，再汇总到 {folder / OUTPUT}。",
            f"4. Put what comes back into {folder / INBOX}, then merge into {folder / OUTPUT}.",
        ),
    )
