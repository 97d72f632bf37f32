"""The `xlreport` program: its commands by name, one place for errors and exit codes."""

import sys
from importlib.metadata import version
from typing import Annotated

import typer

from xlreport.commands.demo import demo
from xlreport.commands.explain import explain
from xlreport.commands.export import export
from xlreport.commands.fill import fill
from xlreport.commands.import_page import import_page
from xlreport.commands.init import init
from xlreport.commands.merge import merge
from xlreport.commands.migrate import migrate
from xlreport.commands.options import FAILED
from xlreport.commands.publish import publish
from xlreport.commands.status import status
from xlreport.commands.template import template
from xlreport.commands.validate import validate
from xlreport.commands.verify import verify
from xlreport.errors import XlreportError

app = typer.Typer(
    name="xlreport",
    help="政府信息公开工作年度报告：制表、检查、汇总、复核 · The yearly report on government information disclosure: "
    "issue, check, merge, verify.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for command in (demo, init, template, fill, validate, merge, verify, export, status, migrate, publish, explain):
    app.command()(command)
app.command("import")(import_page)


def _print_version(asked: bool) -> None:  # typer calls it with one value
    if asked:
        typer.echo(f"xlreport {version('xlreport')}")
        raise typer.Exit


@app.callback()
def _options(
    show_version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="版本 · version")
    ] = False,
) -> None:
    """Take the options that stand before a command."""


def main() -> None:
    """Run the program; what keeps a command from its work is one clear message and exit code 2."""
    try:
        app()
    except XlreportError as error:
        typer.echo(f"错误 (error): {error}", err=True)
        sys.exit(FAILED)
