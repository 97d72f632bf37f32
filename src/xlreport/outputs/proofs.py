"""A proof as plain data and in words: what was found, and the verdict."""

from typing import Any

from xlreport.language import Language, Text
from xlreport.outputs import data, terminal
from xlreport.proof import Proof
from xlreport.verdicts import DIFFERS, PROOF_NAMES, PROVEN

_MARKS = {PROVEN: "√", DIFFERS: "×"}
VERDICTS = {
    state: Text(f"{_MARKS[state]} {name.zh}", f"{_MARKS[state]} {name.en}") for state, name in PROOF_NAMES.items()
}


def as_data(proof: Proof, file: str, language: Language) -> dict[str, Any]:
    """Give a proof as plain data, ready for JSON."""
    return {
        "file": file,
        "state": proof.state,
        "units": proof.units,
        "numbers": proof.numbers,
        "with_inbox": proof.with_inbox,
        "with_previous": proof.with_previous,
        "beneath": proof.beneath,
        "findings": [data.located(each, language) for each in proof.findings],
    }


def show(out: terminal.Out, proof: Proof, name: str, language: Language) -> None:
    """Print what was found, and the verdict."""
    terminal.show_findings(out, proof.findings, language, rest=terminal.BY_JSON)
    against = (
        Text("，并与收件文件逐个单元格对照", ", cell by cell against the submissions")
        if proof.with_inbox
        else Text("", "")
    )
    if not proof.with_inbox:
        against = Text(
            "；未与收件文件对照（要对照请写上收件文件夹）",
            "; not compared with the submissions (name the inbox to compare them)",
        )
    last = Text("，上年数字与上年文件对照", ", last year's against its files") if proof.with_previous else Text("", "")
    if proof.beneath:
        against = Text(
            f"{against.zh}，下级的 {proof.beneath} 个单位复核到原件",
            f"{against.en}, {proof.beneath} units of areas down to their files",
        )
    said = Text(f"{proof.units} 个单位、{proof.numbers} 个数字", f"{proof.units} units, {proof.numbers} numbers")
    verdict = VERDICTS[proof.state][language]
    out.print(f"{name}  {verdict}  {said[language]}{against[language]}{last[language]}", markup=False)


def told(proof: Proof, name: str, language: Language) -> str:
    """Give the same as text."""
    out = terminal.written_console()
    show(out, proof, name, language)
    return out.export_text()
