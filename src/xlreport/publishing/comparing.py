"""A published page held against the return it should be: every figure, heading and paragraph, both readings beside."""

from collections.abc import Iterator, Mapping
from typing import Any

from xlreport.findings import Finding, Where, found_by
from xlreport.forms import Form, Section
from xlreport.language import Language, Text
from xlreport.likeness import changes
from xlreport.numbers import Number, shown
from xlreport.plain_records import dataclass
from xlreport.publishing.imported import Imported
from xlreport.publishing.spelling import plain
from xlreport.publishing.suspects import suspects
from xlreport.rules import rule
from xlreport.submissions import Value

_AROUND, _MOST = 10, 5
_NOTHING = Text("（没有）", "(nothing)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One thing that is not the same: of what kind, the field or section, both readings, and where it stood."""

    kind: str
    """figure, heading, text, unit or year"""
    id: str
    section: str
    label: str
    published: str
    returned: str
    found_at: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What differs, how many figures were held against each other, and the findings that say so."""

    differences: tuple[Difference, ...]
    same: int
    compared: int
    findings: tuple[Finding, ...]


def compared(read: Imported, values: Mapping[str, Value]) -> Comparison:
    """Hold a page against a return's values of the same form."""
    form = read.form
    figures = list(_figures(read, values))
    differences = (*_cover(read, values), *figures, *_headings(read), *_texts(read, values))
    return Comparison(
        differences=differences,
        same=len(form.numbers) - len(figures),
        compared=len(form.numbers),
        findings=tuple(_finding(each, _named(read, each)) for each in differences),
    )


def _cover(read: Imported, values: Mapping[str, Value]) -> Iterator[Difference]:
    roles = read.form.roles
    for kind, word, said in (("unit", "unit_name", read.title.unit), ("year", "year", read.title.year)):
        field = roles.field(word)
        label = read.form.fields[field].label
        if plain(said) != plain(str(values.get(field, ""))):
            yield _difference(kind, field, "", label, said, str(values.get(field, "")), {"line": read.title.line})


def _figures(read: Imported, values: Mapping[str, Value]) -> Iterator[Difference]:
    for field in read.form.numbers:
        printed, returned = read.printed.get(field.id), values.get(field.id)
        number = printed.number if printed else None
        if number == returned and number is not None:
            continue
        said = "" if printed is None else shown(number) if number is not None else printed.raw
        told = shown(returned) if isinstance(returned, Number) else ""
        if said != told:
            heading = read.form.section_of(field.id).heading
            yield _difference("figure", field.id, heading, field.label, said, told, printed.found_at if printed else {})


def _headings(read: Imported) -> Iterator[Difference]:
    for section in _printed(read.form):
        said = read.headings.get(section.id, "")
        if plain(said) != plain(section.heading):
            yield _difference("heading", section.id, section.heading, section.heading, said, section.heading, {})


def _texts(read: Imported, values: Mapping[str, Value]) -> Iterator[Difference]:
    """Compare the narrative section by section, so that a sub-heading in another place is no difference of words."""
    for section in _printed(read.form):
        sides = [_whole(section, each) for each in (read.values, values)]
        pieces = changes(sides[0], sides[1])
        line = next((read.lines[field.id] for field in section.texts if field.id in read.lines), 0)
        for published, returned, start in pieces[:_MOST]:
            around = [_shown(sides[0], start, published), _shown_other(sides[0], start, returned)]
            place = {"line": line} if line else {}
            yield _difference("text", section.id, section.heading, section.heading, around[0], around[1], place)


def _shown(text: str, start: int, piece: str) -> str:
    """Give a piece between the words around it."""
    before, after = text[max(0, start - _AROUND) : start], text[start + len(piece) : start + len(piece) + _AROUND]
    return f"…{before}[{piece}]{after}…"


def _shown_other(text: str, start: int, piece: str) -> str:
    return f"…{text[max(0, start - _AROUND) : start]}[{piece}]…"


def _whole(section: Section, values: Mapping[str, Value]) -> str:
    return plain("".join(str(values.get(field.id, "")) for field in section.texts))


def _printed(form: Form) -> Iterator[Section]:
    return (section for section in form.sections if section.texts or section.numbers)


def _difference(  # noqa: PLR0913, PLR0917  # a difference has these parts
    kind: str, identifier: str, section: str, label: str, published: str, returned: str, at: Mapping[str, int]
) -> Difference:
    return Difference(
        kind=kind,
        id=identifier,
        section=section,
        label=label,
        published=published,
        returned=returned,
        found_at=dict(at),
    )


def _named(read: Imported, each: Difference) -> tuple[Text, ...]:
    """Say, of a figure, where it stood and whether the printed totals speak against it."""
    notes = [_at(each.found_at)] if each.found_at else []
    for suspect in suspects(read.form, read.numbers) if each.kind == "figure" else ():
        if suspect.field == each.id:
            count, right = len(suspect.witnesses), shown(suspect.expected)
            notes.append(
                Text(
                    f"页面上印出的 {count} 个合计都说这一格应为 {right}。",
                    f"The {count} totals printed on the page all say that this cell is {right}.",
                )
            )
    return tuple(notes)


def _at(place: Mapping[str, int]) -> Text:
    if "line" in place:
        return Text(f"在第 {place['line']} 行。", f"On line {place['line']}.")
    return Text(
        f"在第 {place['table']} 张表第 {place['row']} 行第 {place['column']} 格。",
        f"In table {place['table']}, row {place['row']}, cell {place['column']}.",
    )


def _finding(each: Difference, notes: tuple[Text, ...]) -> Finding:
    where = Where(sheet=each.section, label=each.label, field=each.id if each.kind == "figure" else "")
    return found_by(
        rule("P04"), where, notes=notes, found=each.published or _NOTHING.zh, expected=each.returned or _NOTHING.zh
    )


def as_data(result: Comparison, language: Language) -> dict[str, Any]:
    """Give a comparison as plain data, amounts as strings."""
    return {
        "same": result.same,
        "compared": result.compared,
        "differences": [
            {
                "kind": each.kind,
                "id": each.id,
                "label": each.label,
                "published": each.published,
                "returned": each.returned,
                "found_at": dict(each.found_at),
                "notes": [note[language] for note in finding.notes],
            }
            for each, finding in zip(result.differences, result.findings, strict=True)
        ],
    }
