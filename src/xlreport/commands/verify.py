"""`xlreport verify`: proves a consolidated workbook again, alone or against the returns it was made of."""

from pathlib import Path
from typing import Annotated, Any

import typer

from xlreport.commands.options import (
    BLOCKED,
    CLEAN,
    FormOption,
    JsonOption,
    Lang,
    LangOption,
    progress,
    say_data,
)
from xlreport.language import Language, Text
from xlreport.merging import Proof
from xlreport.office import verification
from xlreport.office.round_folder import layout_for
from xlreport.outputs import data, terminal

_VERDICTS = {
    "proven": Text("√ 复核一致", "√ verified"),
    "differs": Text("× 复核不一致", "× not verified"),
}


def verify(
    file: Annotated[Path, typer.Argument(help="汇总工作簿 · the consolidated workbook", exists=True, dir_okay=False)],
    inbox: Annotated[
        list[Path] | None, typer.Argument(help="收件文件夹 · the inbox it was made of", exists=True)
    ] = None,
    *,
    previous: Annotated[
        Path | None,
        typer.Option(
            help="上年的汇总工作簿、报送件或数据文件，复核上年数字 · last year's files, to verify last year's figures",
            exists=True,
        ),
    ] = None,
    form: FormOption = "",
    as_json: JsonOption = False,
    lang: LangOption = Lang.zh,
) -> None:
    """复核汇总工作簿 · Verify a consolidated workbook. Exit 0: verified, 1: not verified, 2: could not work."""
    layout = layout_for(form, [file])
    with progress() as bar:
        proof = verification.verify(
            file, inbox, layout, lambda rows: bar.track(list(rows), description="复核 verify"), previous
        )
    if as_json:
        say_data(data.printed(as_data(proof, file, lang.language)))
    else:
        show(proof, file, lang.language)
    raise typer.Exit(CLEAN if proof.state == "proven" else BLOCKED)


def as_data(proof: Proof, file: Path, language: Language) -> dict[str, Any]:
    """Give a proof as plain data, ready for JSON."""
    return {
        "file": str(file),
        "state": proof.state,
        "units": proof.units,
        "numbers": proof.numbers,
        "with_inbox": proof.with_inbox,
        "with_previous": proof.with_previous,
        "beneath": proof.beneath,
        "findings": [{"file": each.file, **data.finding(each, language)} for each in proof.findings],
    }


def show(proof: Proof, file: Path, language: Language) -> None:
    """Say on the terminal what was found, and the verdict."""
    out = terminal.console()
    terminal.show_findings(out, proof.findings, language)
    against = (
        Text("，并与收件文件逐格对照", ", cell by cell against the submissions") if proof.with_inbox else Text("", "")
    )
    if not proof.with_inbox:
        against = Text(
            "；未与收件文件对照（要对照请写上收件文件夹）",
            "; not compared with the submissions (name the inbox to compare them)",
        )
    last = Text("，上年数字与上年文件对照", ", last year's against its files") if proof.with_previous else Text("", "")
    if proof.beneath:
        against = Text(
            f"{against.zh}，下级的 {proof.beneath} 个单位核到原件",
            f"{against.en}, {proof.beneath} units of areas down to their files",
        )
    said = Text(f"{proof.units} 个单位、{proof.numbers} 个数字", f"{proof.units} units, {proof.numbers} numbers")
    verdict = _VERDICTS[proof.state][language]
    out.print(f"{file.name}  {verdict}  {said[language]}{against[language]}{last[language]}", markup=False)
