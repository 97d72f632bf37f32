"""What the sums are held against: relations, the office's list, last year, each other; and texts that are alike."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from xlreport.background import LastYear
from xlreport.consequences import followers, told_with
from xlreport.figures import Figures
from xlreport.findings import Finding, Severity, Where, found_by
from xlreport.forms import Form, Section
from xlreport.language import Text
from xlreport.layout import CheckLine, Layout
from xlreport.likeness import alike, bare
from xlreport.merging.deciding.decisions import MergeTerms
from xlreport.merging.ledgers import Row
from xlreport.merging.scope_totals import relation_lines, scope_figures, totals
from xlreport.numbers import Number, shown, size
from xlreport.relations import Mark, evaluate
from xlreport.rounds import Policies
from xlreport.rules import rule
from xlreport.workers import each_of

_MOST_NAMED = 12
_OWN = Text("未衔接的单位", "Units whose figures do not follow on")
_NEW = Text("上年没有的单位", "Units without last year")
_GONE = Text("本年没有计入的单位", "Units not counted this year")


def broken_relations(rows: Sequence[Row], layout: Layout, whole: Text) -> Iterator[Finding]:
    """M02: put the form's relations to the totals once more; what only follows stands beside its cause."""
    figures = scope_figures(totals(rows, layout.form), layout.form)
    lines = relation_lines(layout)
    outcomes = [evaluate(line, figures) for line in lines]
    failing = [number for number, outcome in enumerate(outcomes) if outcome.mark is Mark.FAILS]
    above = followers(lines, failing, layout.form)
    for number in (each for each in failing if each not in above):
        line, outcome = lines[number], outcomes[number]
        about = line.statement.about or layout.form.fields[line.statement.left[0].field].label
        yield found_by(
            rule("M02") if line.relation.rule.severity is Severity.ERROR else rule("M02", "weaker"),
            found=shown(outcome.left),
            expected=shown(outcome.right),
            notes=(
                *_breaking_it(rows, line, layout.form),
                *told_with(lines, (other for other, root in above.items() if root == number)),
            ),
            relation=line.relation.holds,
            about=about,
            whole=whole,
        )


def _breaking_it(rows: Iterable[Row], line: CheckLine, form: Form) -> Iterator[Text]:
    """Name the units whose own figures break a relation too; where none does, only the sum shows it."""
    broken = []
    for row in rows:
        known = {field: number for field, number in row.numbers.items() if number is not None}
        outcome = evaluate(line, Figures(form=form, numbers=known, unit_kind=row.kind))
        if outcome.mark is Mark.FAILS:
            broken.append(f"{row.name} ({_signed(outcome.difference)})")
    if broken:
        yield Text(f"自身不符的单位：{_named(broken, '、')}", f"Units that break it themselves: {_named(broken, ', ')}")


def listed_elsewhere(rows: Sequence[Row], form: Form, listed: Mapping[str, int]) -> Iterator[Finding]:
    """M05: what the units report against another office's list of it, as far as that is given."""
    _, columns = form.listed
    for column, identifier in columns.items():
        total = sum((row.numbers[identifier] or 0 for row in rows), 0)
        if rows and column in listed and total != listed[column]:
            label = form.fields[identifier].label
            yield found_by(rule("M05"), found=shown(total), expected=str(listed[column]), label=label)


def carried_over(
    rows: Sequence[Row], form: Form, last: Mapping[str, LastYear], names: Mapping[str, str]
) -> Iterator[Finding]:
    """M06: what all units carried in against what last year's carried out, by column; names those that break it."""
    if not (last and rows):
        return
    broken = []
    for before, now, label in _columns(form):
        out = sum((report.numbers.get(before, 0) for report in last.values()), 0)
        came = sum((row.numbers[now] or 0 for row in rows), 0)
        if out != came:
            broken.append((label, shown(out), shown(came)))
    if broken:
        yield found_by(rule("M06"), columns=_columns_told(broken), units=_breaking(rows, form, last, names))


def _columns_told(broken: Sequence[tuple[str, str, str]]) -> Text:
    return Text(
        "；".join(f"{label}：上年结转下年度 {out} 件，本年上年结转 {came} 件" for label, out, came in broken),
        "; ".join(f"{label}: {out} carried out last year, {came} carried in this year" for label, out, came in broken),
    )


def _columns(form: Form) -> Iterator[tuple[str, str, str]]:
    """Give last year's field, this year's and the column's label for each column, totals last."""
    came, left = form.roles.carried_in, form.roles.carried_out
    for field in form.fields.values() if came and left else ():
        column = field.id.removeprefix(f"{came}.")
        if column != field.id and (before := f"{left}.{column}") in form.fields:
            yield before, field.id, field.label.split(" · ")[-1]


def _breaking(rows: Iterable[Row], form: Form, last: Mapping[str, LastYear], names: Mapping[str, str]) -> Text:
    """Name the units whose own figures break off, and those that only one of the two years has, by difference."""
    here = {row.code: row.numbers for row in rows}
    groups: dict[Text, list[Text]] = {}
    pairs = [(before, now) for before, now, _ in _columns(form) if now not in form.computed]
    for code in (*here, *(code for code in last if code not in here)):
        known, numbers = last[code].numbers if code in last else {}, here.get(code, {})
        gaps = [(numbers.get(now) or 0) - known.get(before, 0) for before, now in pairs]
        if any(gaps):
            why = _OWN if code in last and code in here else _NEW if code in here else _GONE
            groups.setdefault(why, []).append(_with_gap(names.get(code, code), sum(gaps)))
    return Text(
        "".join(f"{why.zh}：{_named([unit.zh for unit in units], '、')}。" for why, units in groups.items()),
        " ".join(f"{why.en}: {_named([unit.en for unit in units], ', ')}." for why, units in groups.items()),
    )


def _with_gap(name: str, gap: Number) -> Text:
    """Name a unit with what it has too many or too few of."""
    if gap == 0:
        return Text(f"{name}（各列不同）", f"{name} (its columns differ)")
    much = shown(size(gap))
    return Text(f"{name}（{'多' if gap > 0 else '少'} {much} 件）", f"{name} ({much} {'more' if gap > 0 else 'fewer'})")


def _signed(gap: Number) -> str:
    return f"{'+' if gap > 0 else ''}{shown(gap)}"


def _named(units: Sequence[str], between: str) -> str:
    return between.join(units[:_MOST_NAMED]) + ("……" if len(units) > _MOST_NAMED else "")


def co_defendants(rows: Iterable[Row], form: Form) -> Iterator[Finding]:
    """M07: lawsuits after review that both the government and other units have."""
    once, units = form.roles.told_once, form.units
    having = [(row, number) for row in rows if once and (number := row.numbers[once])]
    own = [(row, number) for row, number in having if units.kind(row.kind).whole]
    rest = [(row, number) for row, number in having if not units.kind(row.kind).whole]
    if own and rest:
        yield found_by(
            rule("M07"),
            found=shown(sum((number for _, number in own), 0)),
            expected=shown(sum((number for _, number in rest), 0)),
            whole="、".join(row.name for row, _ in own),
            others=_named([f"{row.name} {shown(number)}" for row, number in rest], "、"),
        )


def found_in_sums(
    rows: Sequence[Row], layout: Layout, terms: MergeTerms, names: Mapping[str, str], whole: Text
) -> list[Finding]:
    """Give everything that the sums do not agree with; `names` are the units' by code, `whole` is the area's word."""
    form = layout.form
    return [
        *broken_relations(rows, layout, whole),
        *listed_elsewhere(rows, form, terms.listed),
        *carried_over(rows, form, terms.last, names),
        *co_defendants(rows, form),
    ]


_LEAST = 60
"""Bare characters below which likeness says nothing."""
_MOST_ALIKE_NAMED = 8
_WORTH_PROCESSES = 200
"""Returns from which texts are compared in several processes."""


def copied_between(rows: Sequence[Row], layout: Layout, policies: Policies, jobs: int = 1) -> Iterator[Finding]:
    """X07: what units say in their own words in the returns that count, one against the other, a section a process."""
    roles = layout.form.roles
    if not roles.own_words_limit:
        return
    limit = policies.limit(roles.own_words_limit, layout.form)
    sections = [section for section in layout.form.sections if section.id in roles.own_words]
    work = partial(_alike_in, rows=rows, limit=limit)
    found = each_of(work, sections, jobs=jobs if len(rows) >= _WORTH_PROCESSES else 1, lost=work)
    for section, groups in zip(sections, found, strict=True):
        yield from _section(rows, layout, section, limit, groups)


def _alike_in(section: Section, *, rows: Sequence[Row], limit: int) -> list[tuple[frozenset[str], float]]:
    """Give the groups of units that are alike in a section, by code."""
    return list(_groups({row.code: said for row in rows if len(said := _said(row, section)) >= _LEAST}, limit))


def _section(
    rows: Sequence[Row], layout: Layout, section: Section, limit: int, groups: Iterable[tuple[frozenset[str], float]]
) -> Iterator[Finding]:
    known = {row.code: row for row in rows}
    for group, score in groups:
        units = [known[code] for code in known if code in group]
        place = layout.places[section.texts[0].id]
        found = found_by(
            rule("X07"),
            Where(sheet=place.sheet, cell=str(place.cell), label=section.heading, field=place.field),
            found=f"{score:.0f}",
            expected=str(limit),
            units=_all_of(units),
            section=section.heading,
        )
        yield replace(found, file=units[0].file)


def _said(row: Row, section: Section) -> str:
    """Give what a unit says in a section, bare, without its own name."""
    return bare("".join(row.texts.get(field.id, "") for field in section.texts).replace(row.name, ""))


def _groups(texts: Mapping[str, str], limit: int) -> Iterator[tuple[frozenset[str], float]]:
    """Give the groups of units that likeness connects, each with the highest likeness in it."""
    groups: dict[str, set[str]] = {}
    highest: dict[str, float] = {}
    for one, other, score in alike(texts, limit):
        if score > limit:
            together = groups.get(one, {one}) | groups.get(other, {other})
            groups |= dict.fromkeys(together, together)
            best = max(score, *(highest.get(each, 0) for each in together))
            highest |= dict.fromkeys(together, best)
    for group in dict.fromkeys(frozenset(each) for each in groups.values()):
        yield group, highest[next(iter(group))]


def _all_of(units: Sequence[Row]) -> Text:
    names = "、".join(unit.name for unit in units[:_MOST_ALIKE_NAMED])
    more = len(units) - _MOST_ALIKE_NAMED
    return Text(f"{names}等 {len(units)} 个单位", f"{names} and {more} more") if more > 0 else Text(names, names)
