"""Which rules speak of a form: its relations, those of any form and those of its wing, in words. Checks nothing."""

from collections.abc import Iterator

from xlreport.findings import Rule
from xlreport.forms import Form
from xlreport.rules import every_worded, worded_of

WINGS = ("disclosure",)
"""Folders of what only one form means; a form names its own with `wing`, most have none."""


def every_rule(form: Form) -> dict[str, Rule]:
    """Give every rule that applies to a form by its code: its relations, those of any form, those of its wing."""
    return _by_code((*_relations(form), *every_worded(*_wings(form))))


def rules_named(form: Form, start: str) -> dict[str, Rule]:
    """Give the rules whose code begins with some letters, by code; files of other families are not read."""
    if not start:
        return every_rule(form)
    rules = (*_relations(form), *worded_of(start[0], *_wings(form)))
    return _by_code(tuple(rule for rule in rules if rule.code.startswith(start)))


def catalogue(form: Form) -> tuple[Rule, ...]:
    """Give every rule that a check of one return may fire, by code."""
    return tuple(rule for rule in every_rule(form).values() if rule.stage == "return")


def _relations(form: Form) -> Iterator[Rule]:
    return (relation.rule for relation in form.relations)


def _wings(form: Form) -> tuple[str, ...]:
    return tuple(wing for wing in WINGS if wing == form.wing)


def _by_code(rules: tuple[Rule, ...]) -> dict[str, Rule]:
    return {rule.code: rule for rule in sorted(rules, key=lambda rule: rule.code)}
