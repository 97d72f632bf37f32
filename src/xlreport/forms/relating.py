"""Relations of a form file, spelled out into statements over the form's fields."""

from collections.abc import Iterator
from dataclasses import replace

from xlreport.findings import Rule, Severity
from xlreport.forms.fields import Field
from xlreport.forms.records import Relation, Section
from xlreport.forms.statements import spelled_out, ways
from xlreport.keys import Keys
from xlreport.language import Text
from xlreport.rules import rule_of


def relations_of(
    keys: Keys, sections: tuple[Section, ...], fields: dict[str, Field], kinds: tuple[str, ...]
) -> Iterator[Relation]:
    """Read one relation; `codes` makes it several, one per row, column or group that `over` names.

    `kinds` are the kinds of unit that a return of the form may be of.
    """
    runs = ways(keys.take("over", str, ""), sections, keys)
    says, codes = keys.strings("says"), keys.take("codes", dict, {})
    words = rule_of(keys, keys.take("code", str, "" if codes else None))
    relation = Relation(
        rule=replace(words, fixed=words.severity is Severity.ERROR and words.level == "A"),
        holds=keys.text("holds") if "holds" in keys else words.title,
        computes=keys.take("computes", bool, default=False),
        kinds=_kinds(keys, kinds),
        statements=(),
    )
    keys.done()
    if not codes:
        statements = tuple(each for text in says for each in spelled_out(text, runs, fields, keys))
        yield replace(relation, statements=statements)
    for names, about in runs if codes else ():
        ((name, identifier),) = names.items()
        if identifier not in codes:
            keys.fail(f"缺少 {identifier!r} 的代码 (its code is missing)", key="codes")
        one = [({name: identifier}, about)]
        statements = tuple(each for text in says for each in spelled_out(text, one, fields, keys))
        named = _named(relation.rule, codes[identifier], name, about)
        yield replace(relation, rule=named, holds=_filled(relation.holds, name, about), statements=statements)


def _kinds(keys: Keys, known: tuple[str, ...]) -> tuple[str, ...]:
    kinds = keys.strings("kinds")
    for kind in kinds:
        if kind not in known:
            keys.fail(f"没有此单位类别 (no such kind of unit): {kind!r}", key="kinds")
    return kinds


def _named(rule: Rule, code: str, name: str, label: str) -> Rule:
    """Put the label of its row, column or group into the words of a relation's rule."""
    return replace(
        rule,
        code=code,
        title=_filled(rule.title, name, label),
        meaning=_filled(rule.meaning, name, label),
        message=_filled(rule.message, name, label),
    )


def _filled(text: Text, name: str, label: str) -> Text:
    return Text(text.zh.replace(f"{{{name}}}", label), text.en.replace(f"{{{name}}}", label))
