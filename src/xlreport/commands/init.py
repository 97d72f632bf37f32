"""`xlreport init`: a folder for one collection round. Touches no folder that holds anything."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from xlreport.commands.options import DEFAULT_FORM, FormOption, Lang, LangOption
from xlreport.language import Text
from xlreport.office.new_round import GUIDE_FILE, new_round
from xlreport.office.round_folder import ROSTER_BOOK
from xlreport.rounds import INBOX, OUTBOX, OUTPUT, ROSTER_FILE, SETTINGS_FILE, Settings


def init(
    folder: Annotated[Path, typer.Argument(help="新批次的文件夹 · the new round's folder")],
    *,
    region: Annotated[str, typer.Option(help="所属地区，如 虎林市 · the region")] = "",
    year: Annotated[int | None, typer.Option(help="报告年度 · the report year")] = None,
    deadline: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="报送截止日期 · the day submissions are due")
    ] = None,
    form: FormOption = DEFAULT_FORM,
    sign: Annotated[
        bool,
        typer.Option(
            "--sign", help="给下发的表签名，收回时复核 · sign the workbooks and check the signature when they come back"
        ),
    ] = False,
    lang: LangOption = Lang.zh,
) -> None:
    """新建一个填报批次文件夹 · Start a round: settings, an example roster, outbox, inbox and output."""
    settings = new_round(
        folder,
        today=datetime.now().astimezone().date(),
        region=region,
        year=year,
        deadline=deadline.date() if deadline else None,
        form=form,
        sign=sign,
        language=lang.language,
    )
    for line in _next_steps(folder, settings):
        typer.echo(line[lang.language])


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
            f"2. 用 Excel 或 WPS 打开 {folder / ROSTER_BOOK}，把示例行换成各单位（或改填 {ROSTER_FILE}，只填一份）。",
            f"2. Open {folder / ROSTER_BOOK} and list the units in place of the examples (or fill in {ROSTER_FILE}, "
            "one of the two).",
        ),
        Text(
            f'3. 运行 xlreport template --round "{folder}"，各单位的空白表写入 {folder / OUTBOX}。',
            f'3. Run xlreport template --round "{folder}": one workbook per unit goes to {folder / OUTBOX}.',
        ),
        Text(
            f"4. 收回的表放入 {folder / INBOX}，再汇总到 {folder / OUTPUT}。全部步骤写在 {folder / GUIDE_FILE.zh}。",
            f"4. Put what comes back into {folder / INBOX}, then consolidate into {folder / OUTPUT}. All steps: "
            f"{folder / GUIDE_FILE.en}.",
        ),
    )
