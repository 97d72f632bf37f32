"""What comes after each command, in its own words, so that a round can be played by reading what is printed."""

import os
from collections.abc import Iterable
from pathlib import Path

import typer

from xlreport.language import Language, Text
from xlreport.rounds import INBOX, round_of

_OTHER_EDITION = "I13"
_TELL = Text("下一步：", "Next:")


def tell(language: Language, *steps: Text) -> None:
    """Say on standard error what comes next, a line each; what a program reads stays alone on standard output."""
    if steps:
        typer.echo("\n".join((_TELL[language], *(f"  {step[language]}" for step in steps))), err=True)


def run(command: str, why: Text) -> Text:
    """Name a command line, and what it is for."""
    return Text(f"{command}    {why.zh}", f"{command}    {why.en}")


def typed(path: Path | str | None) -> str:
    """Give a path as one types it behind a command, with the space before it; nothing for the folder one stands in.

    A URL, which is text, is typed as it is.
    """
    if isinstance(path, str):
        return f" '{path}'"
    if path is None or path.resolve() == Path.cwd():
        return ""
    shown = os.path.relpath(path) if path.resolve().is_relative_to(Path.cwd()) else str(path)
    return f' "{shown}"' if " " in shown else f" {shown}"


def after_issue(folder: Path) -> Iterable[Text]:
    """After a round's workbooks were written."""
    yield Text(
        "把 outbox 里的表发给各单位，收回的放进 inbox。",
        "send what is in outbox to the units, and put what comes back into inbox",
    )
    yield run(f"xlreport watch{typed(folder)}", Text("边收边看", "says what became of each file as it arrives"))
    yield run(f"xlreport status{typed(folder)}", Text("看谁报了、谁没报", "who submitted, who did not"))


def after_blank(output: Path) -> Text:
    """After one blank workbook, or a filled one."""
    return run(f"xlreport validate{typed(output)}", Text("填好后检查", "check it once it is filled in"))


def for_older(codes: Iterable[str], places: Iterable[Path | str]) -> Iterable[Text]:
    """Where workbooks of another edition came in, by the codes of what was found."""
    if _OTHER_EDITION in codes:
        named = "".join(typed(each) or " ." for each in places)
        why = Text("有的表是旧版的，转入现行的表", "some are of an older edition: carry them into the present one")
        yield Text(f"xlreport migrate{named} -o 转好的    {why.zh}", f"xlreport migrate{named} -o migrated    {why.en}")


def after_check(
    files: Iterable[Path | str], folder: Path | None, *, clean: bool, warned: bool, against: Path | None
) -> Iterable[Text]:
    """After returns were checked: those in a round's inbox, or others, as the office's own report beside it."""
    files = tuple(files)
    named = "".join(map(typed, files))
    if folder and not all(isinstance(each, Path) and _handed_in(each.resolve(), folder.resolve()) for each in files):
        folder = None
    if folder and not clean:
        yield run(f"xlreport letters{typed(folder)}", Text("给各单位写通知", "write each unit its notice"))
    if folder:
        yield run(f"xlreport merge{typed(folder)}", Text("汇总没有错误的", "add up those without errors"))
    elif clean and against:
        yield run(f"xlreport publish{named}", Text("出公布用的报告", "make the report to publish"))
    elif clean and warned:
        yield Text(
            "核对警告，或在封面“警告说明”写明原因，再报送。",
            "look at the warnings or give their reasons on 封面, then hand it in",
        )
    elif clean:
        yield Text("可以报送。", "it can be submitted")
    else:
        sums = f" --merged{typed(against)}" if against else ""
        yield run(f"xlreport validate{named}{sums}", Text("按“→”改好后再检查", "check again once corrected as → says"))


def _handed_in(place: Path, folder: Path) -> bool:
    return place == folder or (folder / INBOX) in (place, *place.parents)


def after_status(folder: Path, *, is_open: bool) -> Iterable[Text]:
    """After the status of a round was shown."""
    if is_open:
        yield run(f"xlreport letters{typed(folder)}", Text("给各单位写通知", "write each unit its notice"))
    yield run(f"xlreport merge{typed(folder)}", Text("汇总", "add up what is in"))


def after_merge(
    output: Path, inbox: Iterable[Path | str], folder: Path | None, *, whole: bool, previous: Path | None = None
) -> Iterable[Text]:
    """After a merge; with last year's files that were named, what it took from them is verified too."""
    if folder and not whole:
        again = Text(
            "没有计入的写通知，收齐后重新汇总", "notices to those left out; consolidate again when they are in"
        )
        yield run(f"xlreport letters{typed(folder)}", again)
    places = "".join(typed(each) or " ." for each in inbox)
    last = f" --previous{typed(previous)}" if previous else ""
    yield run(f"xlreport verify{typed(output)}{places}{last}", Text("复核每个数字", "verify every number"))


def after_proof(file: Path, *, proven: bool) -> Iterable[Text]:
    """After a consolidated workbook was verified."""
    if not proven:
        yield Text("不要用这一份；查明原因后重新汇总。", "do not use it: find the cause, then consolidate again")
        return
    folder = round_of(file.parent)
    if folder:
        yield run(
            f"xlreport bundle{typed(folder)} -o 文件包.zip", Text("打成一个文件交审计", "one file for the auditor")
        )
    own = "xlreport template -o 政府空白表.xlsx --unit-kind 政府 --unit-name"
    why = Text("本级政府自己的报告，再用下一行起草", "the government's own report, drafted by the next line")
    yield Text(f"{own} 政府全称    {why.zh}", f"{own} NAME    {why.en}")
    yield Text(*(f"xlreport fill 政府空白表.xlsx{typed(file)} -o 政府报告.xlsx",) * 2)


def after_fill(output: Path, source: Path | None) -> Text:
    """After a workbook was filled; `source` is the consolidated one that it was drafted from."""
    if source is None:
        return run(f"xlreport validate{typed(output)}", Text("检查", "check it"))
    return run(
        f"xlreport validate{typed(output)} --merged{typed(source)}",
        Text("改好文字后，与汇总核对", "hold it against the sums once its text is revised"),
    )


def after_migration(output: Path, folder: Path | None, *, written: bool) -> Iterable[Text]:
    """After many returns were carried into workbooks of today; `folder` is the round that they lie in."""
    if written:
        yield run(f"xlreport validate{typed(output)}", Text("检查转好的", "check what was written"))
    if written and folder:
        yield Text(
            f"核对后，把旧的移出 inbox 另存，把 {output} 里的放进去，再运行：",
            f"look them over, move the old ones out of inbox and keep them, put those in {output} there, then",
        )
    if folder:
        yield run(f"xlreport status{typed(folder)}", Text("看谁报了、谁没报", "who submitted, who did not"))


def after_publish(pages: Iterable[Path]) -> Iterable[Text]:
    """After reports were made to publish."""
    first = next(iter(pages), None)
    if first:
        said = Text("公布后与报送的表对照", "compare what is published with the submission")
        yield run(f"xlreport compare{typed(first)} 填好的表.xlsx", said)


def after_import(output: Path | None) -> Text:
    """After a published report was read."""
    data = typed(output) or " 数据.json"
    return run(f"xlreport fill 空白表.xlsx{data} -o 填好的表.xlsx", Text("填进空白表", "fill a blank workbook from it"))


def after_comparison(page: Path, given: Path, *, same: bool) -> Text:
    """After a published report was held against its return."""
    if same:
        return Text("公布的与报送的一致，不用再做什么。", "what is published is what was submitted: nothing more to do")
    return run(
        f"xlreport compare{typed(page)}{typed(given)}",
        Text("改好公布的报告，或更正报送的表后，再对照", "again, once the page or the submission is corrected"),
    )


def after_new_register(output: Path) -> Text:
    """After a register was made."""
    return run(f"xlreport register{typed(output)}", Text("登记之后，看得出什么", "what follows from it, once filled"))


def after_register(file: Path) -> Text:
    """After a filled register was read."""
    return run(
        f"xlreport fill 空白表.xlsx --register{typed(file)} -o 填好的表.xlsx",
        Text("由台账填表三、表四", "fill tables 3 and 4 from it"),
    )


def after_export() -> Text:
    """After a ledger was written as data."""
    return run("xlreport export --columns", Text("各列的含义", "what each column means"))


def after_letters(listed: Path, folder: Path, *, any_written: bool) -> Iterable[Text]:
    """After notices were written."""
    if any_written:
        yield Text(
            f"核对后发出；邮件合并用 {listed}。", f"look them over and send them; {listed} is the list for a mail merge"
        )
        yield run(
            f"xlreport watch{typed(folder)}", Text("收到改好的就放进 inbox", "as what is corrected comes into inbox")
        )
    yield run(f"xlreport merge{typed(folder)}", Text("汇总", "add up what is in"))


def after_bundle(output: Path) -> Text:
    """After a round was bundled."""
    return run(f"xlreport verify{typed(output)}", Text("收到的人这样复核", "how whoever gets it verifies it"))
