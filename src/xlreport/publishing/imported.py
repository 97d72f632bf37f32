"""A published page as figures and text: what `fill` takes, every figure as printed, and where each of them stood.

Nothing is guessed and nothing repaired: what is missing, ambiguous or contradicts itself is told.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from xlreport.findings import Finding, Severity, Where, found_by, ordered
from xlreport.forms import Form, Kind
from xlreport.language import Text
from xlreport.lazy import regex
from xlreport.numbers import Number, shown
from xlreport.plain_records import dataclass
from xlreport.publishing.page_blocks import Page, TextLine
from xlreport.publishing.page_figures import PageFigures, PrintedFigure, figures_of
from xlreport.publishing.page_sections import Sections, sections_of
from xlreport.publishing.page_texts import texts_of
from xlreport.publishing.page_words import Wording
from xlreport.publishing.printed_tables import tables_of
from xlreport.publishing.spelling import plain
from xlreport.publishing.suspects import Suspect, broken_sums, suspects
from xlreport.rules import rule
from xlreport.submissions import Value

_TITLE = regex(
    r"^(?P<before>[^\d]{0,40}?)(?P<year>20\d\d)年?度?(?P<after>\D{0,40}?)(?:政府)?信息公开(?:工作)?(?:情况)?"
    r"(?:年度报告|年度工作报告|年报|工作报告|报告|年度年报)(?:\(.*\))?$"
)
_LONGEST = 120
_PERIOD = regex(r"(20\d\d)年?1月1日")
_NAME = regex(r"^[\u4e00-\u9fff·()]{3,40}$")
_NOT_A_NAME = regex("关于|公布|印发|报告|年报|首页|位置|栏目|公开目录|政府信息公开$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """The unit and the year, each empty where the page does not say; `years` has every year that its titles name."""

    unit: str = ""
    year: str = ""
    years: tuple[str, ...] = ()
    line: int = 0


def title_of(lines: Iterable[TextLine]) -> Title:
    """Read the title among the lines above the first heading."""
    above = list(lines)
    likely = [(number, line) for number, line in enumerate(above) if "公开" in line.text and len(line.text) < _LONGEST]
    found = [(number, match) for number, line in likely if (match := _TITLE.match(plain(line.text)))]
    if not found:
        period = next((match for line in above if (match := _PERIOD.search(plain(line.text)))), None)
        return Title(year=period[1] if period else "")
    units = [name for number, match in found if (name := _unit(match, above[number - 1] if number else None))]
    number, last = found[-1]
    return Title(
        unit=units[-1] if units else "",
        year=last["year"],
        years=tuple(dict.fromkeys(match["year"] for _, match in found)),
        line=above[number].number,
    )


def _unit(match: re.Match[str], line_before: TextLine | None) -> str:
    """Give the unit a title names, before the year or after it, else on the line above."""
    for part in (match["before"], match["after"]):
        name = re.sub(r"^(?:关于(?:印发|公布|发布)?)|的$", "", part.strip("的:："))
        if name and _NAME.match(name):
            return name
    above = plain(line_before.text) if line_before else ""
    return above if _NAME.match(above) and not _NOT_A_NAME.search(above) else ""


ANSWERS_VERSION = 1
Known = tuple[Form, Wording]


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What a page says. `printed` has every figure of it, totals too; `values` what a blank workbook takes."""

    form: Form
    title: Title
    intro: tuple[str, ...]
    headings: Mapping[str, str]
    """by section, its heading as printed"""
    values: Mapping[str, Value]
    printed: Mapping[str, PrintedFigure]
    lines: Mapping[str, int]
    """by narrative part, the line it begins in"""
    findings: tuple[Finding, ...]

    @property
    def numbers(self) -> dict[str, Number]:
        """Give the figures as printed, blank ones left out."""
        return {field: each.number for field, each in self.printed.items() if each.number is not None}

    @property
    def blocked(self) -> bool:
        """Tell whether something was not found or is not certain."""
        return any(each.severity is Severity.ERROR for each in self.findings)


def imported(page: Page, forms: Sequence[Known]) -> Imported:
    """Read a page by the form it follows; the first form is taken where its tables do not tell."""
    (form, wording), marked = _followed(page, forms)
    sections = sections_of(page, form, wording)
    title = title_of(sections.before or tuple(page.lines))
    printed = tables_of(form, wording)
    tables = figures_of(page, printed, wording)
    intro = _intro(wording, title)
    own = any(plain(line.text) in intro for line in sections.before)
    joined = page.container == "text" and not own
    texts = texts_of(sections.found, wording, plain(title.unit), joined=joined, speller=printed.speller)
    zeroed = _zeroed(page, wording, form, tables)
    values = dict(_values(form, title, tables, {field: "\n".join(lines) for field, lines in texts.texts.items()}))
    values |= {f"{section}.blank_is_zero": True for section in zeroed}
    findings = [
        *_of_page(page, form, tables, sections, marked=marked),
        *_of_title(title),
        *tables.findings,
        *_missing(form, tables, zeroed),
        *_contradictions(form, tables),
        *_otherwise(page, form, tables),
        *_of_sections(form, sections, set(texts.texts)),
        *texts.findings,
    ]
    return Imported(
        form=form,
        title=title,
        intro=tuple(line.text for line in sections.before if line.number > title.line),
        headings={each.section.id: each.heading for each in sections.found},
        values=values,
        printed=tables.figures,
        lines=texts.lines,
        findings=ordered(findings),
    )


def _followed(page: Page, forms: Sequence[Known]) -> tuple[Known, bool]:
    """Choose the form by the words in the heads of the page's tables, and say whether they told."""
    text = plain("".join(cell.text for table in page.tables for row in table.rows for cell in row))
    text += plain("".join(line.text for line in page.lines)) if page.container == "text" or not text else ""
    counts = [sum(plain(mark) in text for mark in wording.marks) for _, wording in forms]
    best = max(counts)
    return forms[counts.index(best)], best > 0 and counts.count(best) == 1


def _intro(wording: Wording, title: Title) -> set[str]:
    return {plain(line.format(unit=title.unit, year=title.year)) for line in wording.intro}


def _values(form: Form, title: Title, tables: PageFigures, texts: Mapping[str, str]) -> Iterator[tuple[str, Value]]:
    """Give what a blank workbook takes, in the form's order: no totals, no blanks, nothing negative."""
    cover: dict[str, Value] = {form.roles.field("unit_name"): title.unit}
    if title.year:
        cover[form.roles.field("year")] = int(title.year)
    for field in form.fields:
        if cover.get(field):
            yield field, cover[field]
        elif texts.get(field):
            yield field, texts[field]
        elif field not in form.computed and field in tables.figures:
            number = tables.figures[field].number
            if number is not None and number >= 0:
                yield field, shown(number) if form.fields[field].kind is Kind.AMOUNT else number


def _zeroed(page: Page, wording: Wording, form: Form, tables: PageFigures) -> set[str]:
    """Give the sections whose blanks a note on the page itself makes 0."""
    said = any(note in text for text in map(plain, (line.text for line in page.lines)) for note in wording.blank_notes)
    flags = {section.id for section in form.sections if section.blank_is_zero}
    return flags & tables.sections if said else set()


def _of_page(page: Page, form: Form, tables: PageFigures, sections: Sections, *, marked: bool) -> Iterator[Finding]:
    if not tables.sections:
        kind = (
            Text("没有表格", "it has no table")
            if not any(True for _ in page.tables)
            else Text("它的表格都不是年度报告的表", "none of its tables is one of the report")
        )
        yield found_by(rule("W01"), why=kind)
    elif not marked:
        yield found_by(rule("W15"), expected=form.source.zh, form=form.source)
    for section in sections.twice:
        heading = next(each.heading for each in form.sections if each.id == section)
        yield found_by(rule("W06"), Where(sheet=heading, label=heading), places=Text("文字", "text"), count=2)
    for oddity in page.oddities:
        yield found_by(rule(oddity.kind), found=oddity.detail)


def _of_title(title: Title) -> Iterator[Finding]:
    missing = [Text("单位名称", "the unit's name")] if not title.unit else []
    missing += [Text("年度", "the year")] if not title.year or len(title.years) > 1 else []
    for what in missing:
        yield found_by(rule("W14"), what=what, found="、".join(title.years) or "—")


def _missing(form: Form, tables: PageFigures, zeroed: set[str]) -> Iterator[Finding]:
    """Tell, by section, the figures that do not stand on the page, and those whose cell is blank."""
    told = {finding.field for finding in tables.findings} | tables.unsure
    whole = {finding.sheet for finding in tables.findings if finding.code in {"W06", "W07"}}
    for section in form.sections:
        if section.heading in whole or not section.numbers:
            continue
        fields = [field for field in section.numbers if field.id not in told]
        absent = [field.label for field in fields if field.id not in tables.figures]
        blank = [
            field.label for field in fields if field.id in tables.figures and tables.figures[field.id].number is None
        ]
        where = Where(sheet=section.heading, label=section.heading)
        if absent:
            yield found_by(rule("W02"), where, count=len(absent), which=_few(absent))
        if blank and section.id not in zeroed:
            yield found_by(rule("W05"), where, count=len(blank), which=_few(blank))


def _contradictions(form: Form, tables: PageFigures) -> Iterator[Finding]:
    """Tell the sums that the printed figures break, and the one cell that several of them name."""
    numbers = {field: each.number for field, each in tables.figures.items() if each.number is not None}
    named = suspects(form, numbers)
    for broken in broken_sums(form, numbers):
        notes = tuple(_witnessed(form, each) for each in named if broken in each.witnesses)
        heading = form.section_of(broken.statement.left[0].field).heading
        about = f"“{broken.statement.about}”，" if broken.statement.about else ""
        yield found_by(
            rule("W20"),
            Where(sheet=heading, label=broken.statement.about or heading),
            notes=notes,
            relation=broken.relation.rule.title.filled(column="", row="", group=broken.statement.about),
            about=Text(about, about.replace("，", ", ")),
            left=shown(broken.left),
            right=shown(broken.right),
        )


def _witnessed(form: Form, suspect: Suspect) -> Text:
    label, right, count = form.fields[suspect.field].label, shown(suspect.expected), len(suspect.witnesses)
    return Text(
        f"印出的 {count} 个合计都指向“{label}”：印的是 {shown(suspect.printed)}，合计说应为 {right}。",
        f"{count} printed totals name “{label}”: it says {shown(suspect.printed)}, they say {right}.",
    )


def _otherwise(page: Page, form: Form, tables: PageFigures) -> Iterator[Finding]:
    """Tell where the answers that a page carries differ from what its tables say."""
    carried = page.answers.get("printed")
    for identifier, said in carried.items() if isinstance(carried, dict) else ():
        each, field = tables.figures.get(identifier), form.fields.get(identifier)
        if field is None or each is None:
            continue
        printed = shown(each.number) if each.number is not None else ""
        if str(said) != printed:
            where = Where(sheet=form.section_of(identifier).heading, label=field.label, field=identifier)
            yield found_by(rule("W21"), where, found=printed or "—", expected=str(said)[:40])


_MOST = 3


def _few(labels: Sequence[str]) -> str:
    return "；".join(labels[:_MOST]) + ("…" if len(labels) > _MOST else "")


def _of_sections(form: Form, sections: Sections, texts: set[str]) -> Iterator[Finding]:
    there = {each.section.id for each in sections.found}
    for section in form.sections:
        if not (section.texts or section.numbers):
            continue
        where = Where(sheet=section.heading, label=section.heading)
        if section.id not in there:
            yield found_by(rule("W11"), where, what=Text("标题", "heading"))
        for field in section.texts if section.id in there else ():
            if field.id not in texts:
                label = Where(sheet=section.heading, label=field.path[0], field=field.id)
                yield found_by(rule("W11"), label, what=Text("部分", "part"))


def answers_of_page(read: Imported) -> dict[str, Any]:
    """Give what was read as an answers file: the form, unit, year, values, and every figure with its place."""
    return {
        "version": ANSWERS_VERSION,
        "form": read.form.id,
        **({"unit": {"name": read.title.unit}} if read.title.unit else {}),
        **({"year": int(read.title.year)} if read.title.year else {}),
        "values": dict(read.values),
        "printed": {field: _plain(each, read.form) for field, each in read.printed.items()},
        "found_at": {
            **{field: each.found_at for field, each in read.printed.items()},
            **{field: {"line": line} for field, line in read.lines.items()},
        },
    }


def _plain(each: PrintedFigure, form: Form) -> int | str | None:
    """Give a figure as JSON holds it, a blank as null."""
    if each.number is None:
        return None
    field = form.fields.get(each.field)
    return shown(each.number) if field and field.kind is Kind.AMOUNT else int(each.number)
