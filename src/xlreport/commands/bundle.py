"""`xlreport bundle`: a round with all it rests on as one file for the auditor, which proves itself anywhere."""

import os
from pathlib import Path
from typing import Annotated, Any

import typer

from xlreport import bundles
from xlreport.bundles import Bundling, read_signer
from xlreport.commands import next_steps
from xlreport.commands.options import (
    BLOCKED,
    CLEAN,
    ForceOption,
    JsonOption,
    Lang,
    LangOption,
    progress,
    say_data,
)
from xlreport.language import Language, Text, either, spoken
from xlreport.outputs import data, proofs, terminal

PASSPHRASE = "XLREPORT_KEY_PASSPHRASE"  # noqa: S105  # the name of a variable
_WRITTEN = Text("{output}  {files} 个文件  指纹（SHA-256）{sha256}", "{output}  {files} files  SHA-256 {sha256}")
_NOT = Text("没有打包：", "Not bundled: ")
_WITH_CODE = Text("带有批次密钥的防伪签名", "with the code by the round's key")
_SIGNED = Text("另附签名 {path}", "detached signature {path}")


def bundle(
    folder: Annotated[Path, typer.Argument(help="批次文件夹 · the round's folder", file_okay=False)] = Path(),
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="写出的 .zip · the .zip to write", dir_okay=False)
    ] = None,
    *,
    workbook: Annotated[
        Path | None,
        typer.Option(
            help="汇总工作簿；不写则用批次 output 中的 · the consolidated workbook, the round's own by default",
            exists=True,
            dir_okay=False,
        ),
    ] = None,
    sign: Annotated[
        Path | None,
        typer.Option(
            "--sign",
            help=f"用这把 Ed25519 或 SM2 私钥（PEM）另写签名 .sig；口令问一次，或在 {PASSPHRASE} 中 · write a detached "
            "signature with this Ed25519 or SM2 private key",
            exists=True,
            dir_okay=False,
        ),
    ] = None,
    force: ForceOption = False,
    as_json: JsonOption = False,
    lang: LangOption = Lang.zh,
) -> None:
    """打成可独立复核的文件包，交审计 · Bundle a round for an auditor. Exit 0: written, 1: not verified, 2: not done."""
    if output is None:
        raise typer.BadParameter("-o")
    signer = read_signer(sign, _passphrase) if sign else None
    with progress() as bar:
        made = bundles.bundle(
            folder,
            output,
            workbook=workbook,
            signer=signer,
            force=force,
            track=lambda rows: bar.track(list(rows), description="复核 verify"),
        )
    if as_json:
        say_data(data.printed(as_data(made, lang.language)))
    else:
        show(made, lang.language)
        if made.written:
            next_steps.tell(lang.language, next_steps.after_bundle(made.output))
    raise typer.Exit(CLEAN if made.written else BLOCKED)


def _passphrase() -> str:
    return os.environ.get(PASSPHRASE) or str(
        typer.prompt(spoken(either("私钥口令", "passphrase")), hide_input=True, err=True)
    )


def as_data(made: Bundling, language: Language) -> dict[str, Any]:
    """Give what became of it as plain data."""
    return {
        "output": str(made.output),
        "written": made.written,
        "sha256": made.sha256,
        "files": made.files,
        "with_code": made.with_code,
        "signature": str(made.signature or ""),
        "proof": proofs.as_data(made.proof, made.output.name, language),
        "findings": [data.located(each, language) for each in made.findings],
    }


def show(made: Bundling, language: Language) -> None:
    """Say on the terminal where it is, or why there is none."""
    out = terminal.console()
    terminal.show_findings(out, made.findings, language, rest=terminal.BY_JSON)
    if not made.written:
        proofs.show(out, made.proof, _NOT[language] + made.output.name, language)
        return
    extras = [_WITH_CODE] if made.with_code else []
    extras += [_SIGNED.filled(path=str(made.signature))] if made.signature else []
    said = _WRITTEN.filled(output=str(made.output), files=made.files, sha256=made.sha256)
    out.print("  ".join(each[language] for each in (said, *extras)), markup=False)
