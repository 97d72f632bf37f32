"""`xlreport demo`: a whole small county in one folder: issued, filled, checked, merged and verified."""

import shutil
import tomllib
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from xlreport.commands import merge, verify
from xlreport.commands.options import Lang, LangOption, progress
from xlreport.errors import XlreportError
from xlreport.language import Language, Text
from xlreport.layout import Layout
from xlreport.office import consolidation, verification
from xlreport.office.intake import receive
from xlreport.office.new_round import begin
from xlreport.office.pouring import filled
from xlreport.office.round_folder import Round, open_round
from xlreport.office.round_issue import issue_round
from xlreport.outputs import terminal
from xlreport.reading import read_submission
from xlreport.resources import samples_folder
from xlreport.rounds import DECISIONS_FILE, OUTBOX, ROSTER_FILE, SETTINGS_FILE, WAIVERS_FILE, read_register
from xlreport.storage import replace_file
from xlreport.writing import read_answers, write_workbook

_MARK = "xlreport-demo"
"""The file that says a folder was made by the demo, and may be made anew by it."""
_SAMPLE, _PREVIOUS = "county", "previous"


def demo(
    folder: Annotated[Path, typer.Argument(help="放在哪个文件夹 · the folder to build it in")] = Path("demo-county"),
    *,
    force: Annotated[
        bool, typer.Option("--force", help="重做以前的演示文件夹 · build a former demo folder anew")
    ] = False,
    lang: LangOption = Lang.zh,
) -> None:
    """做一个示例县：下发、填报、检查、汇总、复核 · Build a sample county: issue, fill, check, merge, verify."""
    _prepare(folder, force=force)
    opened = open_round(folder)
    layout = opened.layout
    language = lang.language
    _issue(opened, language)
    _hand_in(folder, layout, language)
    _check(folder, layout, language)
    _say(language, Text("汇总：", "Merged:"))
    merged = consolidation.merge([folder], None, layout)
    output = merged.output
    merge.show(merged, output, language)
    _say(language, Text("复核：", "Verified:"))
    verify.show(verification.verify(output, [folder], layout, previous=folder / _PREVIOUS), output, language)
    _tour(folder, output, language)


def _say(language: Language, text: Text) -> None:
    typer.echo(text[language])


def _prepare(folder: Path, *, force: bool) -> None:
    if folder.is_dir() and any(folder.iterdir()):
        if not force or not (folder / _MARK).is_file():
            raise XlreportError(f"{folder}: 文件夹不是空的；换一个文件夹，或用 --force 重做演示文件夹 (not empty)")
        shutil.rmtree(folder)
    sample = samples_folder() / _SAMPLE
    begin(folder, (sample / SETTINGS_FILE).read_bytes(), (sample / ROSTER_FILE).read_bytes())
    for name in (DECISIONS_FILE, WAIVERS_FILE):
        replace_file(folder / name, (sample / name).read_bytes())
    shutil.copytree(sample / _PREVIOUS, folder / _PREVIOUS)
    (folder / _MARK).write_text("made by xlreport demo\n", encoding="utf-8")


def _issue(opened: Round, language: Language) -> None:
    with progress() as bar:
        done = issue_round(
            opened,
            today=datetime.now().astimezone().date(),
            track_files=lambda files: bar.track(list(files), description="上年 last year"),
            track_units=lambda units: bar.track(list(units), description="下发 issue"),
        )
    count, outbox = done.issued.count, opened.folder / OUTBOX
    _say(language, Text(f"下发空白表 {count} 份：{outbox}", f"Issued {count} workbooks: {outbox}"))


def _hand_in(folder: Path, layout: Layout, language: Language) -> None:
    sample = samples_folder() / _SAMPLE
    blanks = {each.unit: folder / each.file for each in read_register(folder).issues}
    with progress() as bar:
        for answers in bar.track(sorted((sample / "answers").iterdir()), description="填报 fill"):
            code = read_answers(answers, layout.form).values[layout.form.roles.field("unit_code")]
            replace_file(folder / "inbox" / f"{answers.stem}.xlsx", filled(layout, blanks[code], answers))
    accidents = tomllib.loads((sample / "accidents.toml").read_text(encoding="utf-8"))
    for each in accidents["typed_over"]:
        for path in (folder / "inbox").glob(f"{each['unit']}-*.xlsx"):
            _type_over(path, layout, each["field"], each["value"])
    for each in accidents["stray"]:
        (folder / "inbox" / each["name"]).write_text(each["content"], encoding="utf-8")
    count = len(list((folder / "inbox").iterdir()))
    _say(language, Text(f"收到文件 {count} 个：{folder / 'inbox'}", f"Received {count} files: {folder / 'inbox'}"))


def _type_over(path: Path, layout: Layout, field: str, value: int) -> None:
    """Leave a number over a total's formula, as a clerk did."""
    submission = read_submission(path, layout)
    values = {**submission.entered(), field: value}
    replace_file(path, write_workbook(layout, submission.identity, values))


def _check(folder: Path, layout: Layout, language: Language) -> None:
    paths = sorted(path for path in (folder / "inbox").iterdir() if not path.name.startswith("~$"))
    with progress() as bar:
        returns = [receive(path, layout) for path in bar.track(paths, description="检查 validate")]
    _say(language, Text("检查结果：", "Findings:"))
    terminal.show_returns(terminal.console(), returns, language)


def _tour(folder: Path, output: Path, language: Language) -> None:
    blank, wrong = min((folder / "outbox").iterdir()), next((folder / "inbox").glob("*SCJ*.xlsx"))
    for line in (
        Text("", ""),
        Text("请打开看看：", "Open and look:"),
        Text(
            f"  {blank}\n    一个单位的空白表：浅黄色是填报格；“校验”表随填随核。",
            f"  {blank}\n    a unit's blank workbook: inputs are light yellow, 校验 checks while one types.",
        ),
        Text(
            f"  {wrong}\n    合计被改成数字的一份：“校验”表和表三标红。",
            f"  {wrong}\n    a return with a typed-over total: 校验 and table three show it in red.",
        ),
        Text(
            f"  {output}\n    汇总表：“汇总”的每个数都是对“明细”的公式；把“明细”里某单位的“是”改为“否”，合计随之变动；"
            "“报送情况”写明谁没有计入、为什么；“同比”“图表”与上年比较。",
            f"  {output}\n    the consolidated workbook: every number of 汇总 is a formula over 明细; set a unit's 是 "
            "to 否 and the totals move; 报送情况 says who is not in, and why; 同比 and 图表 compare and draw.",
        ),
    ):
        _say(language, line)
