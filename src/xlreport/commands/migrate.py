"""`xlreport migrate`: the answers of an older or damaged workbook into a fresh one, with a report of each field."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Annotated, Any

import typer

from xlreport.checks import refused
from xlreport.commands import next_steps
from xlreport.commands.options import BLOCKED, CLEAN, ForceOption, FormOption, JsonOption, Lang, LangOption, say_data
from xlreport.errors import Refusal, XlreportError
from xlreport.language import Language, Text
from xlreport.layout import Layout
from xlreport.manifest import identity_of
from xlreport.office.attached_registers import attached_again
from xlreport.office.conversion import recovered_from
from xlreport.office.round_folder import layout_for
from xlreport.outputs.annotated import fitting
from xlreport.outputs.data import printed
from xlreport.reading import Recovered
from xlreport.storage import Guard, Purpose
from xlreport.submissions import Identity, State
from xlreport.writing import write_workbook

CARRIED, RECOVERED, LEFT = "carried", "recovered", "not carried"
OUTCOMES = {
    CARRIED: Text("已带入", "carried"),
    RECOVERED: Text("已找回", "recovered"),
    LEFT: Text("未带入", "not carried"),
}

_FRESH = Purpose(name="migrate", ending=".xlsx")
SIMPLY = Text("", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the report: what became of a field, or of something else in the old workbook."""

    outcome: str
    place: str
    field: str = ""
    why: Text = SIMPLY
    """why it needs eyes; empty when it was simply carried"""


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
    layout = layout_for(form, [file])
    target = Guard(inputs=[file], force=force).file(output, _FRESH)
    try:
        found = recovered_from(file, layout)
    except Refusal as refusal:
        finding = refused(refusal)
        raise XlreportError(f"{file.name}: {finding.message.zh} ({finding.message.en})") from refusal
    target.write(migrated(found, layout))
    lines = list(report(found))
    if as_json:
        say_data(printed(as_data(lines, lang.language)))
    else:
        show(lines, lang.language)
        next_steps.tell(lang.language, next_steps.after_fill(output, None))
    raise typer.Exit(BLOCKED if any(line.outcome == LEFT for line in lines) else CLEAN)


def migrated(found: Recovered, layout: Layout) -> bytes:
    """Give a blank workbook with all that was read, the raw text where it is no value; totals by formula again."""
    says = found.submission
    known = {each.name: getattr(says.identity, each.name) for each in fields(Identity)}
    own = {"form", "edition", "structure", "issue", "signature"}
    identity = identity_of(layout, **{key: text for key, text in known.items() if key not in own})
    entered = {field: value for field, value in says.left().items() if field not in says.form.computed}
    attached = attached_again(layout, identity, says.annexed)
    if attached:
        entered = {field: value for field, value in entered.items() if field not in attached.formulas}
    return write_workbook(layout, identity, fitting(entered, says.form), reasons=says.reasons, attached=attached)


def report(found: Recovered) -> Iterator[Line]:
    """Say of every filled field whether it was carried, recovered by another address, or not carried and why."""
    says = found.submission
    moved = {each.field for each in says.moved}
    for field, entry in says.entries.items():
        if entry.raw is None or field in says.form.computed:
            continue
        place = f"{entry.sheet}!{entry.area}"
        if entry.state in {State.TEXT, State.ERROR}:
            yield Line(outcome=CARRIED, field=field, place=place, why=_as_it_stands(entry.raw))
        elif field in moved:
            yield Line(outcome=RECOVERED, field=field, place=place, why=_ELSEWHERE)
        else:
            yield Line(outcome=CARRIED, field=field, place=place)
    yield from _left(found)


_ELSEWHERE = Text("不在清单写明的位置，按名称或标签找到", "not where the manifest says; found by name or labels")


def _as_it_stands(raw: str) -> Text:
    return Text(
        f"不是该栏的内容，按原文“{raw}”带入，请更正", f"not what the field takes; carried as “{raw}”, to be corrected"
    )


def _left(found: Recovered) -> Iterator[Line]:
    says = found.submission
    for foreign in found.foreign:
        why = Text(f"空白表没有这一栏：“{foreign.raw}”", f"the form does not ask it: “{foreign.raw}”")
        yield Line(outcome=LEFT, field=foreign.field, place=foreign.place, why=why)
    for sheet, areas in says.extra_cells.items():
        why = Text("不属于任何一栏", "belongs to no field")
        yield Line(outcome=LEFT, place=f"{sheet}!{','.join(areas)}", why=why)
    for each in says.formulas:
        entry = says.entries.get(each.field)
        if entry is not None and each.found is None and entry.raw is not None:
            why = Text(f"合计改由公式计算，原填“{entry.raw}”", f"the total is a formula again; it held “{entry.raw}”")
            yield Line(outcome=LEFT, field=each.field, place=f"{each.sheet}!{each.cell}", why=why)


def as_data(lines: list[Line], language: Language) -> dict[str, Any]:
    """Give the report as plain data, ready for JSON."""
    rows = [{"outcome": x.outcome, "field": x.field, "place": x.place, "why": x.why[language]} for x in lines]
    return {"lines": rows, "summary": {name: sum(x.outcome == name for x in lines) for name in OUTCOMES}}


def show(lines: list[Line], language: Language) -> None:
    """Print each line that needs eyes, then one that counts."""
    for line in lines:
        if line.why.zh:
            typer.echo("  ".join((OUTCOMES[line.outcome][language], line.place, line.field, line.why[language])))
    counts = ((OUTCOMES[name][language], sum(line.outcome == name for line in lines)) for name in OUTCOMES)
    typer.echo(Text("，", ", ")[language].join(f"{name} {count}" for name, count in counts))
