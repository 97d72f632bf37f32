"""`xlreport demo`: a whole small county in one folder: issued, filled, checked, merged, verified and published."""

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
from xlreport.office.new_round import begun
from xlreport.office.pouring import filled
from xlreport.office.publication import PUBLISHED, published
from xlreport.office.round_folder import Round, open_round
from xlreport.office.round_issue import issue_round
from xlreport.outputs import terminal
from xlreport.reading import read_submission
from xlreport.resources import samples_folder
from xlreport.rounds import DECISIONS_FILE, OUTBOX, OUTPUT, ROSTER_FILE, SETTINGS_FILE, WAIVERS_FILE, read_register
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
    """做一个示例县：下发、填报、检查、汇总、复核、公布 · Build a sample county, from the issue to the pages."""
    language, sample = lang.language, samples_folder() / _SAMPLE
    former = _is_former(folder, force=force)
    files = {name: (sample / name).read_bytes() for name in (SETTINGS_FILE, ROSTER_FILE)}
    with begun(folder, files, replaces=former) as place:
        _copy_sample(sample, place)
        output = folder / _built(place, folder, language).relative_to(place.resolve())
        _list_own(place)
    _tour(folder, output, language)


def _built(place: Path, folder: Path, language: Language) -> Path:
    """Build the county in a place that will stand at `folder`; give its consolidated workbook."""
    opened = open_round(place)
    layout = opened.layout
    _issue(opened, folder, language)
    _hand_in(place, folder, layout, language)
    _check(place, layout, language)
    _say(language, Text("汇总：", "Merged:"))
    merged = consolidation.merge([place], None, layout)
    output = merged.output.resolve()
    merge.show(merged, folder / output.relative_to(place.resolve()), language)
    _say(language, Text("复核：", "Verified:"))
    verify.show(verification.verify(output, [place], layout, previous=place / _PREVIOUS), output, language)
    _publish(place, folder, [row.file for row in merged.ledger.rows], layout, language)
    return output


def _say(language: Language, text: Text) -> None:
    typer.echo(text[language])


def _is_former(folder: Path, *, force: bool) -> bool:
    """Tell whether a former demo stands there that may be made anew; raises XlreportError when that is not asked for.

    A file that somebody else put into it is no demo's to give up.
    """
    if not folder.is_dir() or not any(folder.iterdir()):
        return False
    if not force or not (folder / _MARK).is_file():
        raise XlreportError(f"{folder}: 文件夹不是空的；换一个文件夹，或用 --force 重做演示文件夹 (not empty)")
    own = (folder / _MARK).read_text(encoding="utf-8", errors="replace").splitlines()
    if strange := sorted(set(_files(folder)) - {_MARK, *own}):
        raise XlreportError(
            f"{folder}: 其中有不是演示做的文件，未作任何改动；请先移走 "
            f"(holds files that the demo did not make; move them away first): {'、'.join(strange[:5])}"
        )
    return True


def _files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir())


def _copy_sample(sample: Path, place: Path) -> None:
    for name in (DECISIONS_FILE, WAIVERS_FILE):
        replace_file(place / name, (sample / name).read_bytes())
    for path in (sample / _PREVIOUS).rglob("*"):
        if path.is_file():
            replace_file(place / path.relative_to(sample), path.read_bytes())


def _list_own(place: Path) -> None:
    """Leave the mark of the demo, with the name of every file that it made."""
    replace_file(place / _MARK, "\n".join(("made by xlreport demo", *_files(place), "")).encode())


def _issue(opened: Round, folder: Path, language: Language) -> None:
    with progress() as bar:
        done = issue_round(
            opened,
            today=datetime.now().astimezone().date(),
            track_files=lambda files: bar.track(list(files), description="上年 last year"),
            track_units=lambda units: bar.track(list(units), description="下发 issue"),
        )
    count, outbox = done.issued.count, folder / OUTBOX
    _say(language, Text(f"下发空白表 {count} 份：{outbox}", f"Issued {count} workbooks: {outbox}"))


def _hand_in(place: Path, folder: Path, layout: Layout, language: Language) -> None:
    sample = samples_folder() / _SAMPLE
    blanks = {each.unit: place / each.file for each in read_register(place).issues}
    with progress() as bar:
        for answers in bar.track(sorted((sample / "answers").iterdir()), description="填报 fill"):
            code = read_answers(answers, layout.form).values[layout.form.roles.field("unit_code")]
            replace_file(place / "inbox" / f"{answers.stem}.xlsx", filled(layout, blanks[code], answers))
    accidents = tomllib.loads((sample / "accidents.toml").read_text(encoding="utf-8"))
    for each in accidents["typed_over"]:
        for path in (place / "inbox").glob(f"{each['unit']}-*.xlsx"):
            _type_over(path, layout, each["field"], each["value"])
    for each in accidents["stray"]:
        replace_file(place / "inbox" / each["name"], each["content"].encode())
    count = len(list((place / "inbox").iterdir()))
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


def _publish(place: Path, folder: Path, files: list[str], layout: Layout, language: Language) -> None:
    """Make the report that each counted unit publishes."""
    with progress() as bar:
        for file in bar.track(files, description="公布 publish"):
            values = read_submission(place / "inbox" / file, layout).values()
            for made in published(layout.form, values, ("docx", "html"), draft=False):
                replace_file(place / OUTPUT / PUBLISHED / made.name, made.content)
    count, target = len(files), folder / OUTPUT / PUBLISHED
    _say(language, Text(f"公布的报告 {count} 份：{target}", f"Reports to publish, of {count} units: {target}"))


def _tour(folder: Path, output: Path, language: Language) -> None:
    blank, wrong = min((folder / "outbox").iterdir()), next((folder / "inbox").glob("*SCJ*.xlsx"))
    page = min((folder / OUTPUT / PUBLISHED).glob("*工业信息科技局*.html"))
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
        Text(
            f"  {page}\n    公布用的报告，旁边有同名的 Word 文档；import 把它读回成数据，compare 与报送的表对照。",
            f"  {page}\n    the report to publish (beside it the same as Word); import reads it back, compare holds it "
            "against its return.",
        ),
    ):
        _say(language, line)
