"""`xlreport schema`: the JSON Schema of what a command prints with --json, of answers and of the roster."""

import json
from typing import Annotated

import typer

from xlreport.commands.options import DEFAULT_FORM, FAILED, FormOption, Lang, LangOption, say_data
from xlreport.commands.wrong_use import unknown_word
from xlreport.forms import load_form
from xlreport.language import Text
from xlreport.outputs.schemas import NAMES, schema_of

_UNKNOWN = Text("没有这个格式", "no such schema")


def schema(
    name: Annotated[
        str,
        typer.Argument(
            help=f"命令，或 roster（名册）；不写则列出 · a command, or roster; none lists them: {', '.join(NAMES)}"
        ),
    ] = "",
    *,
    form: FormOption = DEFAULT_FORM,
    lang: LangOption = Lang.zh,
) -> None:
    """数据格式：某个命令输出的 JSON Schema · The JSON Schema of what a command prints or reads."""
    if not name:
        say_data("\n".join(NAMES))
        return
    if name not in NAMES:
        typer.echo(unknown_word(_UNKNOWN, name, NAMES)[lang.language], err=True)
        raise typer.Exit(FAILED)
    say_data(json.dumps(schema_of(name, load_form(form)), ensure_ascii=False, indent=2))
