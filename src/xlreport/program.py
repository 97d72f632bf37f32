"""The commands as typer runs them, each imported when it is called. Adds nothing to what they say of themselves."""

import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.metadata import version
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from xlreport.commands import COMMANDS, help_text
from xlreport.commands.options import FAILED
from xlreport.commands.usage import help_page, spoken
from xlreport.commands.wrong_use import is_wrong_use, unknown_command, wrong_language, wrong_use
from xlreport.language import Text

_HELP = {"help_option_names": ["-h", "--help"]}
_LANGUAGE = "xlreport.language"
"""Where a context keeps the language that its command line asks for."""
_BEFORE = ("--lang", "zh")


class _Command(TyperCommand):
    """One command; its page of help is `usage`'s, in the language that the command line asks for."""

    def parse_args(self, ctx: Any, args: list[str]) -> Any:
        ctx.meta[_LANGUAGE] = spoken(args)
        return super().parse_args(ctx, args)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        name = str(self.name)
        formatter.write(help_page(name, function_of(name), COMMANDS[name][1], ctx.meta[_LANGUAGE]))


class _Commands(TyperGroup):
    """The group of commands; what it looks like on paper is `help_text`, whoever asks."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002  # typer's own hook
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002  # typer's own hook
        if cmd_name not in COMMANDS:
            return None
        alone = typer.Typer(add_completion=False, pretty_exceptions_enable=False, context_settings=_HELP)
        alone.command(cmd_name, cls=_Command)(function_of(cmd_name))
        return typer.main.get_command(alone)

    def parse_args(self, ctx: Any, args: list[str]) -> Any:
        if not args and not ctx.resilient_parsing:
            typer.echo(help_text(spoken(args)), nl=False)
            ctx.exit(FAILED)
        ctx.meta[_LANGUAGE] = spoken(args)
        return super().parse_args(ctx, _language_behind(args))

    def format_help(self, ctx: Any, formatter: Any) -> None:
        formatter.write(help_text(ctx.meta[_LANGUAGE]))

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,  # noqa: ARG002, FBT001, FBT002  # typer's own hook: it always ends the program
        windows_expand_args: bool = True,  # noqa: FBT001, FBT002  # typer's own hook
        **extra: Any,
    ) -> Any:
        """Run a command and leave with its exit code; a wrong use of it is said in the language it asks for."""
        words = sys.argv[1:] if args is None else list(args)
        try:
            code = super().main(
                args, prog_name, complete_var, standalone_mode=False, windows_expand_args=windows_expand_args, **extra
            )
        except Exception as error:
            if not is_wrong_use(error):
                raise
            typer.echo(_wrong(error, words)[spoken(words)], err=True)
            code = FAILED
        sys.exit(code if isinstance(code, int) else 0)


def _language_behind(args: list[str]) -> list[str]:
    """Put a --lang or a -h that stands before the command behind it, where the command takes it."""
    if len(args) > 1 and args[0] in _HELP["help_option_names"] and args[1] in COMMANDS:
        return [args[1], args[0], *args[2:]]
    if len(args) > len(_BEFORE) and args[0] == "--lang":
        asked, rest = args[:2], args[2:]
    elif args and args[0].startswith("--lang="):
        asked, rest = args[:1], args[1:]
    else:
        return args
    return [rest[0], *asked, *rest[1:]] if rest and rest[0] in COMMANDS else rest


def _wrong(error: Exception, words: Sequence[str]) -> Text:
    """Say what was wrong with a command line."""
    if said := wrong_language(words):
        return said
    named = next((each for each in _language_behind(list(words)) if not each.startswith("-")), "")
    if named in COMMANDS:
        return wrong_use(error, named, function_of(named))
    return unknown_command(named, COMMANDS) if named else wrong_use(error, "", None)


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
