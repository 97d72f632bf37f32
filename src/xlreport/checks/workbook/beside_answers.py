"""Family I, what stands around the answers: hidden, merged, no longer checked, second tabs, or not a form's at all.

Of two tabs for one sheet it chooses none itself.
"""

from collections.abc import Iterator

from xlreport.cells import Cell, ranges
from xlreport.checks.examined import Examined
from xlreport.findings import Finding, Where, found_by
from xlreport.language import Text
from xlreport.rules import rule
from xlreport.submissions import LookAlike, State


def check_hidden(seen: Examined) -> Iterator[Finding]:
    """I38: hidden inputs, one finding a sheet."""
    for sheet, cells in seen.submission.surroundings.hidden.items():
        hidden = Text(cells, cells) if cells else Text("整张工作表", "the whole sheet")
        yield found_by(rule("I38"), Where(sheet=sheet, cell=cells), sheet=sheet, hidden=hidden)


def check_merged(seen: Examined) -> Iterator[Finding]:
    """I39: merged areas that are not the form's, and what they hide; one finding a sheet."""
    around = seen.submission.surroundings
    for sheet, areas in around.merged.items():
        texts = around.covered.get(sheet, ())
        covered = Text(f"，盖住了 {'、'.join(texts)}", f" and hide {', '.join(texts)}") if texts else Text("", "")
        yield found_by(
            rule("I39"), Where(sheet=sheet, cell=areas), found="、".join(texts), sheet=sheet, covered=covered
        )


def check_validations(seen: Examined) -> Iterator[Finding]:
    """I35: inputs without their data validation, one finding a sheet."""
    for sheet, cells in seen.submission.surroundings.unvalidated.items():
        yield found_by(rule("I35", "validation"), Where(sheet=sheet, cell=cells), sheet=sheet)


def check_foreign(seen: Examined) -> Iterator[Finding]:
    """I41: external links, macros and embedded objects, in one finding."""
    around = seen.submission.surroundings
    things = [
        Text(f"外部链接 {around.external_links} 处", f"{around.external_links} external links"),
        _macros(around.macro_sheets),
        Text(f"嵌入对象 {around.embedded} 个", f"{around.embedded} embedded objects"),
    ]
    there = (around.external_links, around.macro_project or around.macro_sheets, around.embedded)
    named = [thing for thing, is_there in zip(things, there, strict=True) if is_there]
    if named:
        words = Text("、".join(each.zh for each in named), ", ".join(each.en for each in named))
        only_sheets = around.macro_sheets and not (around.external_links or around.embedded or around.macro_project)
        yield found_by(rule("I41", "sheet" if only_sheets else ""), found=words.zh, things=words)


def _macros(sheets: tuple[str, ...]) -> Text:
    """Name the macros: those on sheets of their own by their sheets, which were not read."""
    if not sheets:
        return Text("宏", "macros")
    return Text(
        f"宏（宏表{'、'.join(f'“{each}”' for each in sheets)}，没有读取）",
        f"macros (the macro sheets {', '.join(sheets)}, not read)",
    )


def check_comments(seen: Examined) -> Iterator[Finding]:
    """I42: comments that are not this tool's own, one finding a sheet."""
    for sheet, count in seen.submission.surroundings.comments.items():
        yield found_by(rule("I42"), Where(sheet=sheet), sheet=sheet, count=count)


def check_look_alikes(seen: Examined) -> Iterator[Finding]:
    """I25: further tabs that look like a sheet of the form."""
    for sheet, tabs in seen.submission.alike.items():
        if sheet not in seen.submission.missing_sheets:
            yield from (_second_tab(seen, sheet, each) for each in tabs)
        elif len(tabs) > 1:
            names = "、".join(f"“{each.tab}”" for each in tabs)
            yield found_by(rule("I25", "none"), Where(sheet=sheet), found=names, sheet=sheet, tab=names)


def _second_tab(seen: Examined, sheet: str, other: LookAlike) -> Finding:
    cells = ranges(map(Cell.parse, other.differing))
    governing = rule("I25") if other.differing else rule("I25", "same")
    count = len(other.differing)
    if other.filled and not _is_filled(seen, sheet):
        governing, count = rule("I25", "blank"), other.filled
    where = Where(sheet=sheet, cell=cells)
    return found_by(governing, where, found=other.tab, sheet=sheet, tab=other.tab, count=count)


def _is_filled(seen: Examined, sheet: str) -> bool:
    """Tell whether anything was typed on a sheet."""
    typed = (each for each in seen.submission.entries.values() if each.field not in seen.layout.form.computed)
    return any(each.sheet == sheet and each.state not in {State.BLANK, State.DECLARED_ZERO} for each in typed)
