"""`xlreport migrate`: the answers of an older or damaged workbook into a fresh one, with a report of each field."""

from pathlib import Path
from typing import Annotated, Any

import typer

from xlreport.commands import next_steps
from xlreport.commands.options import BLOCKED, CLEAN, ForceOption, FormOption, JsonOption, Lang, LangOption, say_data
from xlreport.language import Language, Text
from xlreport.office.round_folder import layout_for
from xlreport.office.sending_out import migration
from xlreport.office.sending_out.migration import CARRIED, LEFT, RECOVERED, Migration
from xlreport.outputs.data import finding, printed

OUTCOMES = {
    CARRIED: Text("已转入", "carried"),
    RECOVERED: Text("已找回", "recovered"),
    LEFT: Text("未转入", "not carried"),
}
_CHECKED = Text("请核对", "to be checked")
_NUMBERS = Text(
    "{count} 个单元格显示的与里面的数不同，转入的是里面的数",
    "{count} {count:cell|cells} showed another number than {count:it holds|they hold}; what is held was carried",
)


def migrate(
    file: Annotated[
        Path, typer.Argument(help="旧表或损坏的表 · the old or damaged workbook", exists=True, dir_okay=False)
    ],
    output: Annotated[Path, typer.Option("-o", "--output", help="空白表 · the blank workbook")],
    *,
    force: ForceOption = False,
    form: FormOption = "",
    as_json: JsonOption = False,
    lang: LangOption = Lang.zh,
) -> None:
    """把旧表的内容转入空白表 · Migrate an old workbook into a blank one. Exit 1: something was not carried."""
    done = migration.migrate(file, output, layout_for(form, [file]), force=force)
    if as_json:
        say_data(printed(as_data(done, lang.language)))
    else:
        show(done, lang.language)
        next_steps.tell(lang.language, next_steps.after_fill(output, None))
    raise typer.Exit(CLEAN if done.whole else BLOCKED)


def as_data(migration: Migration, language: Language) -> dict[str, Any]:
    """Give the report as plain data, ready for JSON."""
    rows = [{"outcome": x.outcome, "field": x.field, "place": x.place, "why": x.why[language]} for x in migration.cells]
    summary = {name: sum(x.outcome == name for x in migration.cells) for name in OUTCOMES}
    return {"lines": rows, "findings": [finding(each, language) for each in migration.unlike], "summary": summary}


def show(migration: Migration, language: Language) -> None:
    """Print each line that needs eyes, what showed otherwise than it was carried, then one that counts."""
    for line in migration.cells:
        if line.why.zh:
            typer.echo("  ".join((OUTCOMES[line.outcome][language], line.place, line.field, line.why[language])))
    for each in migration.unlike:
        where = "!".join(filter(None, (each.sheet, each.cell)))
        typer.echo("  ".join((_CHECKED[language], where, each.message[language])))
    if numbers := sum(bool(each.field) for each in migration.unlike):
        typer.echo(_NUMBERS.filled(count=numbers)[language])
    counts = ((OUTCOMES[name][language], sum(line.outcome == name for line in migration.cells)) for name in OUTCOMES)
    typer.echo(Text("，", ", ")[language].join(f"{name} {count}" for name, count in counts))
