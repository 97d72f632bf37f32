"""`xlreport demo`: a whole small county in one folder: issued, filled, checked, merged, verified and published."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from xlreport.commands import merge, verify
from xlreport.commands.options import Lang, LangOption, progress
from xlreport.language import Language, Text
from xlreport.office.making_public.publication import PUBLISHED
from xlreport.office.sample_county import (
    CheckedReturns,
    IssuedCount,
    MergedCounty,
    ProvenCounty,
    PublishedCount,
    ReceivedCount,
    Stage,
    sample_county,
)
from xlreport.outputs import terminal
from xlreport.rounds import INBOX, OUTBOX, OUTPUT


def demo(
    folder: Annotated[Path, typer.Argument(help="放在哪个文件夹 · the folder to build it in")] = Path("demo-county"),
    *,
    force: Annotated[
        bool, typer.Option("--force", help="重做以前的演示文件夹 · build a former demo folder anew")
    ] = False,
    lang: LangOption = Lang.zh,
) -> None:
    """做一个示例县：下发、填报、检查、汇总、复核、公布 · Build a sample county, from the issue to the pages."""
    output = folder
    for stage in sample_county(folder, force=force, track=_tracked):
        _show(stage, folder, lang.language)
        output = stage.output if isinstance(stage, MergedCounty) else output
    _tour(folder, output, lang.language)


def _tracked(items: Iterable[Any], heading: str) -> Iterator[Any]:
    with progress() as bar:
        yield from bar.track(list(items), description=heading)


def _show(stage: Stage, folder: Path, language: Language) -> None:
    """Say what a stage came to."""
    match stage:
        case IssuedCount(count=count):
            outbox = folder / OUTBOX
            _say(language, Text(f"下发空白表 {count} 份：{outbox}", f"Issued {count} workbooks: {outbox}"))
        case ReceivedCount(count=count):
            inbox = folder / INBOX
            _say(language, Text(f"收到文件 {count} 个：{inbox}", f"Received {count} files: {inbox}"))
        case CheckedReturns(returns=returns):
            _say(language, Text("检查结果：", "Findings:"))
            terminal.show_returns(terminal.console(), returns, language)
        case MergedCounty(merged=merged, output=output):
            _say(language, Text("汇总：", "Consolidated:"))
            merge.show(merged, output, language)
        case ProvenCounty(proof=proof, file=file):
            _say(language, Text("复核：", "Verified:"))
            verify.show(proof, file, language)
        case PublishedCount(count=count):
            target = folder / OUTPUT / PUBLISHED
            _say(language, Text(f"公布的报告 {count} 份：{target}", f"Reports to publish, of {count} units: {target}"))


def _say(language: Language, text: Text) -> None:
    typer.echo(text[language])


def _tour(folder: Path, output: Path, language: Language) -> None:
    blank, wrong = min((folder / "outbox").iterdir()), next((folder / "inbox").glob("*SCJ*.xlsx"))
    page = min((folder / OUTPUT / PUBLISHED).glob("*工业信息科技局*.html"))
    for line in (
        Text("", ""),
        Text("请打开看看：", "Open and look:"),
        Text(
            f"  {blank}\n    一个单位的空白表：浅黄色是填报单元格；“校验”表随填随核。",
            f"  {blank}\n    a unit's blank workbook: inputs are light yellow, 校验 checks while one types.",
        ),
        Text(
            f"  {wrong}\n    合计被改成数字的一份：“校验”表和表三标红；表三由它的“申请台账”得出，"
            "“台账首页”指出未能计入的一行。",
            f"  {wrong}\n    a submission with a typed-over total: 校验 and table three show it in red; table three "
            "follows from its 申请台账, and 台账首页 leads to the row that counts nowhere.",
        ),
        Text(
            f"  {output}\n    汇总工作簿：“汇总”的每个数都是对“明细”的公式；把“明细”里某单位的“是”改为“否”，"
            "合计随之变动；“报送情况”写明谁没有计入、为什么；“同比”“图表”与上年比较。",
            f"  {output}\n    the consolidated workbook: every number of 汇总 is a formula over 明细; set a unit's 是 "
            "to 否 and the totals move; 报送情况 says who is not in, and why; 同比 and 图表 compare and draw.",
        ),
        Text(
            f"  {page}\n    公布用的报告，旁边有同名的 Word 文档；import 把它读回成数据，compare 与报送的表对照。",
            f"  {page}\n    the report to publish (beside it the same as Word); import reads it back, compare holds it "
            "against its submission.",
        ),
    ):
        _say(language, line)
