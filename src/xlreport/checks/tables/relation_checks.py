"""Family T: the form's own relations (勾稽关系). Their words stand in the form file; nothing is typed again here."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from xlreport.checks.examined import Examined, together
from xlreport.checks.tables import diagnosis
from xlreport.consequences import followers, told_with
from xlreport.findings import Finding, Rule, Severity, found_by
from xlreport.forms import Form, Relation
from xlreport.language import Text
from xlreport.layout import CheckLine
from xlreport.numbers import shown, size
from xlreport.relations import Mark, Outcome


def relation_rules(form: Form) -> tuple[Rule, ...]:
    """Give all relations of a form as rules, by code."""
    return tuple(sorted((each.rule for each in form.relations), key=lambda rule: rule.code))


def check_relations(seen: Examined) -> Iterator[Finding]:
    """T…: each statement that fails, with those that follow from it beside it.

    Not told here: what only follows from an altered total, which I31 and I32 tell, or rests on a figure that cannot
    be, which N01 tells.
    """
    failing = [number for number in range(len(seen.outcomes)) if _fails(seen, number)]
    above, hints = followers(seen.layout.lines, failing, seen.layout.form), diagnosis.notes(seen)
    for number in (each for each in failing if each not in above):
        below = [other for other, root in above.items() if root == number]
        said = (seen.submission.reasons.get(each, "") for each in (number, *below))
        yield replace(
            _failed(seen, seen.layout.lines[number], seen.outcomes[number]),
            reason=next((reason for reason in said if reason.strip()), ""),
            notes=(*hints.get(number, ()), *told_with(seen.layout.lines, below)),
            follows=tuple(dict.fromkeys(seen.layout.lines[each].relation.code for each in below)),
        )


def _fails(seen: Examined, number: int) -> bool:
    both = seen.outcomes[number].mark is Mark.FAILS and seen.repaired[number].mark is Mark.FAILS
    return both and not seen.rests_on_impossible(*seen.layout.lines[number].statement.fields)


def _failed(seen: Examined, line: CheckLine, outcome: Outcome) -> Finding:
    first = line.statement.left[0].field
    about = line.statement.about
    return found_by(
        line.relation.rule,
        seen.where(first),
        found=shown(outcome.left),
        expected=_expected(line, outcome),
        left=shown(outcome.left),
        right=shown(outcome.right),
        difference=shown(size(outcome.difference)),
        item=f"“{seen.field(first).label}”",
        column=about,
        row=about,
    )


def _expected(line: CheckLine, outcome: Outcome) -> str:
    operator = {"=": "", "<=": "≤ ", ">=": "≥ "}[line.statement.operator]
    return operator + shown(outcome.right)


def check_skipped(seen: Examined) -> Iterator[Finding]:
    """Say which relations could not be checked, one finding a relation, and because of which cells."""
    because: dict[str, list[tuple[str, ...]]] = {}
    for line, outcome in zip(seen.layout.lines, seen.outcomes, strict=True):
        if cells := _because(seen, line, outcome):
            because.setdefault(line.relation.code, []).append(cells)
    for relation in seen.layout.form.relations if because else ():
        if lines := because.get(relation.code):
            yield _skipped(seen, relation, list(dict.fromkeys(chain.from_iterable(lines))), len(lines))


def _because(seen: Examined, line: CheckLine, outcome: Outcome) -> tuple[str, ...]:
    """Give the fields that keep a line from being checked."""
    if outcome.mark is Mark.NOT_APPLICABLE:
        return ()
    return outcome.because or seen.rests_on_impossible(*line.statement.fields)


def _skipped(seen: Examined, relation: Relation, because: list[str], count: int) -> Finding:
    entries = [seen.submission.entry(field) for field in because]
    beside = [entry for entry in entries if entry.sheet == entries[0].sheet]
    governing = replace(relation.rule, message=_NOT_CHECKED, advice=_FILL_FIRST)
    return found_by(
        governing,
        together(beside, label=relation.rule.title.zh),
        severity=Severity.SKIPPED,
        title=relation.holds,
        count=count,
        cells=len(because),
    )


_NOT_CHECKED = Text(
    "“{title}”有 {count} 项未检查：{cells} 个单元格未填写，或填的数不能用。",
    "“{title}” could not be checked {count} {count:time|times}: {cells} {cells:cell is|cells are} blank or without a usable number.",
)
_FILL_FIRST = Text("请先填好这些单元格。", "Fill these cells in first.")
