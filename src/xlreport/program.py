"""The commands as typer runs them, each imported when it is called. Adds nothing to what they say of themselves."""

from importlib import import_module
from importlib.metadata import version
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from xlreport.commands import COMMANDS, help_text
from xlreport.commands.options import FAILED

_HELP = {"help_option_names": ["-h", "--help"]}


class _Commands(TyperGroup):
    """The group of commands; what it looks like on paper is `help_text`, whoever asks."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002  # typer's own hook
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002  # typer's own hook
        if cmd_name not in COMMANDS:
            return None
        alone = typer.Typer(add_completion=False, pretty_exceptions_enable=False, context_settings=_HELP)
        alone.command(cmd_name)(function_of(cmd_name))
        return typer.main.get_command(alone)

    def parse_args(self, ctx: Any, args: list[str]) -> Any:
        if not args:
            typer.echo(help_text(), nl=False)
            ctx.exit(FAILED)
        return super().parse_args(ctx, args)

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002  # typer's own hook
        formatter.write(help_text())


def function_of(command: str) -> Any:
    """Give the function behind a command, by the word that calls it."""
    name = COMMANDS[command][0]
    return getattr(import_module(f"xlreport.commands.{name}"), name)


app = typer.Typer(name="xlreport", cls=_Commands, pretty_exceptions_enable=False, context_settings=_HELP)


def _print_version(asked: bool) -> None:  # noqa: FBT001  # typer calls it with one value
    if asked:
        typer.echo(f"xlreport {version('xlreport')}")
        raise typer.Exit


@app.callback()
def _options(
    show_version: Annotated[  # noqa: FBT002  # an on/off option of the command line is a bool
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="版本 · version")
    ] = False,
) -> None:
    """Take the options that stand before a command."""
