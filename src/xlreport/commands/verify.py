"""`xlreport verify`: proves a consolidated workbook again, alone or against its returns, or a whole bundle."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from xlreport.bundles import BundleProof, read_public_key, verify_bundle
from xlreport.commands import next_steps
from xlreport.commands.options import (
    BLOCKED,
    CLEAN,
    Engine,
    EngineOption,
    FormOption,
    JobsOption,
    JsonOption,
    Lang,
    LangOption,
    SchedulerOption,
    crew_of,
    progress,
    say_data,
)
from xlreport.errors import XlreportError
from xlreport.findings import Finding
from xlreport.language import Language, Text, either
from xlreport.merging import ARCHIVE, Proof
from xlreport.office import verification
from xlreport.office.round_folder import layout_for
from xlreport.outputs import data, proofs, terminal
from xlreport.rounds import read_key
from xlreport.workers import Crew

_STATES = {
    "none": Text("没有", "none"),
    "fits": Text("√ 相符", "√ fits"),
    "differs": Text("× 不符", "× does not fit"),
    "unchecked": Text("未复核", "not checked"),
    "missing": Text("× 没有", "× missing"),
}
_SIGNATURES = Text(
    "批次密钥的校验码：{code}；另附的签名：{signature}",
    "code by the round's key: {code}; detached signature: {signature}",
)


def verify(
    file: Annotated[
        Path,
        typer.Argument(
            help="汇总工作簿，或 bundle 写的文件包 · the consolidated workbook, or a bundle",
            exists=True,
            dir_okay=False,
        ),
    ],
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
    round_folder: Annotated[
        Path | None,
        typer.Option(
            "--round",
            help="文件包：用这个批次的密钥核对校验码 · of a bundle: the round whose key the code is checked with",
            exists=True,
            file_okay=False,
        ),
    ] = None,
    public_key: Annotated[
        Path | None,
        typer.Option(
            help="文件包：用这把 Ed25519 公钥（PEM）核对另附的签名 · of a bundle: the key to check its signature with",
            exists=True,
            dir_okay=False,
        ),
    ] = None,
    signature: Annotated[
        Path | None,
        typer.Option(
            help="文件包：签名文件，不写则为包名加 .sig · of a bundle: its signature, by default its name and .sig",
            exists=True,
            dir_okay=False,
        ),
    ] = None,
    jobs: JobsOption = 0,
    engine: EngineOption = Engine.local,
    scheduler: SchedulerOption = "",
    form: FormOption = "",
    as_json: JsonOption = False,
    lang: LangOption = Lang.zh,
) -> None:
    """复核汇总工作簿或文件包 · Verify a consolidated workbook or a bundle. Exit 0: verified, 1: not, 2: could not."""
    if file.suffix.lower() == ARCHIVE:
        if inbox or previous:
            raise XlreportError(
                f"{file}: "
                + either("文件包自带报送件，不再写收件文件夹和上年文件", "a bundle has its own returns: name no inbox")
            )
        state = _bundle(file, round_folder, public_key, signature, form, lang.language, as_json=as_json)
    else:
        state = _workbook(
            file, inbox, previous, form, lang.language, as_json=as_json, crew=crew_of(jobs, engine, scheduler)
        )
    raise typer.Exit(CLEAN if state == "proven" else BLOCKED)


def _workbook(
    file: Path,
    inbox: list[Path] | None,
    previous: Path | None,
    form: str,
    language: Language,
    *,
    as_json: bool,
    crew: Crew,
) -> str:
    layout = layout_for(form, [file])
    with progress() as bar:
        proof = verification.verify(
            file, inbox, layout, lambda rows: bar.track(list(rows), description="复核 verify"), previous, crew=crew
        )
    if as_json:
        say_data(data.printed(proofs.as_data(proof, str(file), language)))
    else:
        show(proof, file, language)
        next_steps.tell(language, *next_steps.after_proof(file, proven=proof.state == "proven"))
    return proof.state


def _bundle(
    file: Path,
    folder: Path | None,
    public_key: Path | None,
    signature: Path | None,
    form: str,
    language: Language,
    *,
    as_json: bool,
) -> str:
    if folder and not (key := read_key(folder)):
        raise XlreportError(f"{folder}: {either('这个批次没有密钥', 'this round has no key')}")
    with progress() as bar:
        proof = verify_bundle(
            file,
            layout_for(form) if form else None,
            key=key if folder else b"",
            fits=read_public_key(public_key) if public_key else None,
            signature=signature,
            track=lambda rows: bar.track(list(rows), description="复核 verify"),
        )
    if as_json:
        say_data(data.printed(bundle_data(proof, file, language)))
    else:
        show_bundle(proof, file, language)
    return proof.state


def bundle_data(proof: BundleProof, file: Path, language: Language) -> dict[str, Any]:
    """Give the proof of a bundle as plain data."""
    listing = proof.listing
    return {
        "file": str(file),
        "sha256": proof.sha256,
        "state": proof.state,
        "code": proof.code,
        "signature": proof.signature,
        "program": listing.program if listing else "",
        "fingerprint": listing.fingerprint if listing else "",
        "region": listing.region if listing else "",
        "year": listing.year if listing else "",
        "files": len(listing.files) if listing else 0,
        "left_out": [{"file": each.file, "sha256": each.sha256} for each in listing.left_out] if listing else [],
        "units": proof.proof.units,
        "numbers": proof.proof.numbers,
        "findings": [data.located(each, language) for each in proof.findings],
    }


def show(proof: Proof, file: Path, language: Language) -> None:
    """Say on the terminal what was found, and the verdict."""
    proofs.show(terminal.console(), proof, file.name, language)


def show_bundle(proof: BundleProof, file: Path, language: Language) -> None:
    """Say on the terminal what was found of a bundle, and the verdict."""
    out = terminal.console()
    terminal.show_findings(out, [_placed(each) for each in proof.findings], language)
    said = [f"{file.name}  {proofs.VERDICTS[proof.state][language]}"]
    if listing := proof.listing:
        counts = Text(
            "{units} 个单位、{numbers} 个数字、{files} 个文件", "{units} units, {numbers} numbers, {files} files"
        )
        said.append(
            counts.filled(units=proof.proof.units, numbers=proof.proof.numbers, files=len(listing.files))[language]
        )
        said.append(_SIGNATURES.filled(code=_STATES[proof.code], signature=_STATES[proof.signature])[language])
        said.append(f"SHA-256 {proof.sha256}")
    out.print("  ".join(said), markup=False)


def _placed(finding: Finding) -> Finding:
    """Name the file in the finding's heading: each may speak of another one."""
    return replace(finding, sheet=" ".join(filter(None, (finding.file, finding.sheet))))
