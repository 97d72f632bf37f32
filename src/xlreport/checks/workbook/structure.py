"""Family F: is the form whole and filled? Blank is not zero."""

from collections.abc import Iterator

from xlreport.checks.examined import Examined, together
from xlreport.findings import Finding, Where, found_by
from xlreport.forms import Section
from xlreport.language import Text
from xlreport.layout import Label, Role
from xlreport.rules import rule
from xlreport.submissions import Entry, PrintedLabel, State

_TWO, _MOST_NAMED, _LONGEST_NAMED = 2, 5, 30
_FORM_ROLES = {Role.TITLE, Role.CAPTION, Role.HEADER, Role.ROW, Role.PART, Role.PROMPT}


def check_sheets(seen: Examined) -> Iterator[Finding]:
    """F02: sheets of the form that are not there; one that two tabs look like is told as such."""
    for name in (each for each in seen.submission.missing_sheets if len(seen.submission.alike.get(each, ())) < _TWO):
        governing = rule("F02", "sheet") if seen.layout.sheet(name).section else rule("F02", "no_inputs")
        yield found_by(governing, Where(sheet=name), expected=name)


def check_renamed(seen: Examined) -> Iterator[Finding]:
    """F02: sheets of the form under another name."""
    for issued, now in seen.submission.renamed.items():
        yield found_by(rule("F02", "renamed"), Where(sheet=now), found=now, expected=issued)


def check_labels(seen: Examined) -> Iterator[Finding]:
    """F02: printed labels of the form's own sheets, one finding a sheet."""
    changed: dict[str, list[PrintedLabel]] = {}
    for each in seen.submission.labels:
        if seen.layout.sheet(each.sheet).section and _label(seen, each).role in _FORM_ROLES:
            changed.setdefault(each.sheet, []).append(each)
    for sheet, labels in changed.items():
        first = labels[0]
        yield found_by(
            rule("F02"),
            Where(sheet=sheet, cell=first.cell, label=first.expected),
            found=first.found,
            expected=first.expected,
            sheet=sheet,
            count=len(labels),
            changes=_changes(labels),
            notes=_moved_along(seen, sheet),
        )


def _moved_along(seen: Examined, sheet: str) -> tuple[Text, ...]:
    """Say where labels are no longer in their cells because rows or columns of the sheet moved."""
    entries = [seen.submission.entry(each.field) for each in seen.submission.moved]
    if all(each.sheet != sheet or each.area == seen.layout.places[each.field].area for each in entries):
        return ()
    return (
        Text(
            "同一张表的行或列有移动（见位置变动），标签多为随之错位，不一定改过。",
            "Rows or columns of this sheet moved (see the moved fields); the labels may have moved along unchanged.",
        ),
    )


def _changes(labels: list[PrintedLabel]) -> Text:
    """Name the first labels that changed, what each is and should be."""
    named, more = labels[:_MOST_NAMED], len(labels) > _MOST_NAMED
    return Text(
        "；".join(f"{each.cell} 应为“{_brief(each.expected)}”，实为“{_brief(each.found)}”" for each in named)
        + ("……" if more else ""),
        "; ".join(f"{each.cell} “{_brief(each.found)}”, expected “{_brief(each.expected)}”" for each in named)
        + (" …" if more else ""),
    )


def _brief(text: str) -> str:
    return text if len(text) <= _LONGEST_NAMED else f"{text[:_LONGEST_NAMED]}…"


def _label(seen: Examined, printed: PrintedLabel) -> Label:
    labels = seen.layout.sheet(printed.sheet).labels
    return next(label for label in labels if str(label.area.first) == printed.cell)


def check_blanks(seen: Examined) -> Iterator[Finding]:
    """F03: blank number cells, one finding a table; a table with nothing at all is told as such."""
    missing = set(seen.submission.missing_sheets)
    for section in seen.layout.form.sections:
        if section.blank_is_zero is None or section.sheet in missing:
            continue
        asked = (seen.submission.entry(field.id) for field in seen.layout.form.typed[section.id])
        entries = [entry for entry in asked if not entry.is_uncomputed]
        blank = [entry for entry in entries if entry.state is State.BLANK and seen.has(entry)]
        if blank:
            yield _blank(seen, section, blank, whole=len(blank) == len(entries))


def check_uncomputed(seen: Examined) -> Iterator[Finding]:
    """F03, F06: number cells and required fields with a formula that has no result; those of a register aside."""
    own = seen.layout.form.computed.keys() | (seen.submission.annexed.live if seen.submission.annexed else frozenset())
    for entry in seen.submission.entries.values():
        if not entry.is_uncomputed or entry.field in own:
            continue
        field = seen.field(entry.field)
        if field.kind.numeric or field.required:
            governing = rule("F03" if field.kind.numeric else "F06", "formula")
            yield found_by(governing, seen.where(field.id), found=f"={entry.formula}")


def _blank(seen: Examined, section: Section, blank: list[Entry], *, whole: bool) -> Finding:
    where = together(blank, label=section.heading if len(blank) > 1 else seen.field(blank[0].field).label)
    flag = section.blank_is_zero
    flag_cell = str(seen.layout.places[flag.id].cell) if flag else ""
    return found_by(
        rule("F03", "table") if whole else rule("F03"),
        where,
        expected="0",
        sheet=where.sheet,
        count=len(blank),
        flag=flag.label if flag else "",
        flag_cell=flag_cell,
    )


def check_cover(seen: Examined) -> Iterator[Finding]:
    """F06: what the cover must say."""
    for field in (each for each in seen.layout.form.fields.values() if each.required):
        entry = seen.submission.entry(field.id)
        if seen.has(entry) and entry.state is State.BLANK and not entry.is_uncomputed:
            yield found_by(rule("F06"), seen.where(field.id))


def check_outside(seen: Examined) -> Iterator[Finding]:
    """F08: filled cells that belong to no field, one finding a sheet; a sheet of the form in double is none."""
    alike = {each.tab for tabs in seen.submission.alike.values() for each in tabs}
    for sheet, areas in seen.submission.extra_cells.items():
        if sheet in alike:
            continue
        yield found_by(rule("F08"), Where(sheet=sheet, cell=",".join(areas)), sheet=sheet)
