"""`xlreport verify`: proves a consolidated workbook again, alone or against its returns, or a whole bundle."""

from pathlib import Path
from typing import Annotated, Any

import typer

from xlreport.bundles import bundle_data, read_public_key, show_bundle, verify_bundle
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
    place,
    progress,
    say_data,
)
from xlreport.errors import XlreportError
from xlreport.language import Language, either
from xlreport.merging import ARCHIVE
from xlreport.office.adding_up import verification
from xlreport.office.round_folder import layout_for
from xlreport.office.taking_in.remote_files import near
from xlreport.outputs import data, proofs, terminal
from xlreport.proof import Proof
from xlreport.rounds import read_key
from xlreport.verdicts import PROVEN
from xlreport.workers import Crew, Processes


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
        list[Any] | None,
        typer.Argument(
            help="收件文件夹或批次文件夹，也可以是网址 · the inbox it was made of or its round, by path or URL",
            parser=place,
        ),
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
            help="文件包：用这个批次的密钥复核防伪签名 · of a bundle: the round whose key the code is checked with",
            exists=True,
            file_okay=False,
        ),
    ] = None,
    public_key: Annotated[
        Path | None,
        typer.Option(
            help="文件包：用这把 Ed25519 或 SM2 公钥（PEM）复核另附的签名 · of a bundle: the key of its signature",
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
                + either(
                    "文件包自带报送件，不再写收件文件夹和上年文件", "a bundle has its own submissions: name no inbox"
                )
            )
        state = _bundle(file, round_folder, public_key, signature, form, lang.language, as_json=as_json)
    else:
        state = _workbook(
            file, inbox, previous, form, lang.language, as_json=as_json, crew=crew_of(jobs, engine, scheduler)
        )
    raise typer.Exit(CLEAN if state == PROVEN else BLOCKED)


def _workbook(
    file: Path,
    inbox: list[Path | str] | None,
    previous: Path | None,
    form: str,
    language: Language,
    *,
    as_json: bool,
    crew: Crew,
) -> str:
    layout = layout_for(form, [file])
    with near(inbox or ()) as found, progress() as bar:
        found.fetch()  # the proof takes each file's digest here
        proof = verification.verify(
            file,
            list(found.places),
            layout,
            lambda rows: bar.track(list(rows), description="复核 verify"),
            previous,
            crew=crew if isinstance(crew, Processes) else found.crew(crew),
        )
    if as_json:
        say_data(data.printed(proofs.as_data(proof, str(file), language)))
    else:
        show(proof, file, language)
        next_steps.tell(language, *next_steps.after_proof(file, proven=proof.state == PROVEN))
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
        say_data(data.printed(bundle_data(proof, str(file), language)))
    else:
        show_bundle(terminal.console(), proof, file.name, language)
    return proof.state


def show(proof: Proof, file: Path, language: Language) -> None:
    """Say on the terminal what was found, and the verdict."""
    proofs.show(terminal.console(), proof, file.name, language)
