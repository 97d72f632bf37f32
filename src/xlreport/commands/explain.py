"""`xlreport explain`: what a rule means, why it is there, what to do, and where it comes from."""

from string import digits
from typing import Annotated

import typer

from xlreport.commands.options import DEFAULT_FORM, FAILED, FormOption, JsonOption, Lang, LangOption, codes, say_data
from xlreport.commands.wrong_use import unknown_word
from xlreport.forms import load_form
from xlreport.language import Text
from xlreport.outputs.catalogue import as_data, in_order, line, page, whole
from xlreport.rule_lists import every_rule, rules_named

_UNKNOWN = Text("没有此规则", "no such rule")


def explain(
    code: Annotated[
        str,
        typer.Argument(
            help="规则代码，如 T301，或一类，如 T；不写则列出全部 · a rule's code or a family, none for all",
            autocompletion=codes,
        ),
    ] = "",
    *,
    markdown: Annotated[bool, typer.Option("--markdown", help="输出为网页文稿 · as a Markdown page")] = False,
    form: FormOption = DEFAULT_FORM,
    as_json: JsonOption = False,
    lang: LangOption = Lang.zh,
) -> None:
    """说明一条规则 · Explain a rule: what it means, why it matters, what to do, its source."""
    asked_of = load_form(form)
    asked = in_order(rules_named(asked_of, code.upper()).values())
    if not asked:
        rules = every_rule(asked_of)
        families = dict.fromkeys(each.rstrip(digits) for each in rules)
        typer.echo(unknown_word(_UNKNOWN, code.upper(), rules, families)[lang.language], err=True)
        raise typer.Exit(FAILED)
    if as_json:
        from xlreport.outputs.data import printed  # noqa: PLC0415  # brings the records of returns

        say_data(printed({"rules": [as_data(rule, lang.language) for rule in asked]}))
    elif markdown:
        say_data(page(asked, asked_of).rstrip("\n"))
    else:
        show = whole if len(asked) == 1 else line
        typer.echo("\n".join(show(rule, lang.language) for rule in asked))
