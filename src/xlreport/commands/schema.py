"""`xlreport schema`: the JSON Schema of what a command prints with --json, of answers and of the roster."""

import json
from typing import Annotated

import typer

from xlreport.commands.options import DEFAULT_FORM, FormOption, say_data
from xlreport.errors import XlreportError
from xlreport.forms import load_form, nearest
from xlreport.language import either
from xlreport.outputs.schemas import NAMES, schema_of


def schema(
    name: Annotated[
        str,
        typer.Argument(
            help=f"命令，或 roster（名册）；不写则列出 · a command, or roster; none lists them: {', '.join(NAMES)}"
        ),
    ] = "",
    *,
    form: FormOption = DEFAULT_FORM,
) -> None:
    """数据格式：某个命令输出的 JSON Schema · The JSON Schema of what a command prints or reads.

    That of `fill` is of the answers it takes, that of `import` of the answers it writes, that of `export` of its JSON.
    """
    if not name:
        say_data("\n".join(NAMES))
        return
    if name not in NAMES:
        raise XlreportError(f"{name}: {either('没有这个格式', 'no such schema')}; {nearest(name, NAMES)}")
    say_data(json.dumps(schema_of(name, load_form(form)), ensure_ascii=False, indent=2))
