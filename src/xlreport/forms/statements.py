"""The relations of a form, read: `loans.books.{column} + … = …` is a little language, spelled out into statements."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from xlreport.findings import Rule, Severity
from xlreport.forms.fields import Field, matching
from xlreport.forms.records import Header, Relation, Section, Statement, Table, Term
from xlreport.keys import Keys, nearest
from xlreport.language import Text, either
from xlreport.lazy import regex
from xlreport.rules import rule_of

OPERATORS = ("<=", ">=", "=")
_TOKEN = regex(r"\s*(<=|>=|=|\+|-|[^\s+\-<>=]+)")


def spelled_out(
    says: str, ways: Iterable[tuple[Mapping[str, str], str]], fields: Mapping[str, Field], keys: Keys
) -> Iterator[Statement]:
    """Give one statement per way of filling the `{…}` places; raises FormError with the nearest field id."""
    for names, about in ways:
        text = says
        for name, value in names.items():
            text = text.replace(f"{{{name}}}", value)
        yield _parsed(text, about, fields, keys)


def ways(over: str, sections: Iterable[Section], keys: Keys) -> list[tuple[dict[str, str], str]]:
    """Give what `over` runs over: the filled name, and the printed label of that row, column or group."""
    if not over:
        return [({}, "")]
    words = over.split()
    known = {section.id: section for section in sections}
    if len(words) != 3 or words[0] not in _RUNS or words[1] != "of":  # noqa: PLR2004
        ways_said = ("'rows of …'", "'columns of …'", "'groups of …'")
        keys.fail(either(f"应为 {'、'.join(ways_said)} 之一", f"expected one of {', '.join(ways_said)}"), key="over")
    if words[2] not in known:
        keys.fail(f"{words[2]!r}: {either('没有此部分', 'no such section')}; {nearest(words[2], known)}", key="over")
    tables = [block for block in known[words[2]].blocks if isinstance(block, Table)]
    name, headers = words[0][:-1], [header for table in tables for header in _RUNS[words[0]](table)]
    return [({name: identifier}, label) for identifier, label in headers]


def _leaves(headers: Iterable[Header]) -> Iterator[tuple[str, str]]:
    for header in headers:
        for way in header.leaves():
            yield ".".join(step.id for step in way if step.id), way[-1].label


def _groups(headers: Iterable[Header]) -> Iterator[tuple[str, str]]:
    for header in headers:
        if header.children and header.id:
            yield header.id, header.label
        else:
            yield from _groups(header.children)


_RUNS = {
    "rows": lambda table: _leaves(table.rows),
    "columns": lambda table: _leaves(table.columns),
    "groups": lambda table: _groups(table.columns),
}


def _parsed(text: str, about: str, fields: Mapping[str, Field], keys: Keys) -> Statement:
    tokens = _TOKEN.findall(text)
    operators = [index for index, token in enumerate(tokens) if token in OPERATORS]
    if len(operators) != 1 or "".join(tokens) != re.sub(r"\s", "", text):
        keys.fail(f"{either('应有且只有一个 =、<= 或 >=', 'exactly one relation sign')}: {text!r}", key="says")
    middle = operators[0]
    left, left_constant = _sum(tokens[:middle], text, fields, keys)
    right, right_constant = _sum(tokens[middle + 1 :], text, fields, keys)
    return Statement(
        left=left,
        left_constant=left_constant,
        operator=tokens[middle],
        right=right,
        right_constant=right_constant,
        about=about,
    )


def _sum(tokens: list[str], text: str, fields: Mapping[str, Field], keys: Keys) -> tuple[tuple[Term, ...], int]:
    signed = tokens if tokens[:1] in (["+"], ["-"]) else ["+", *tokens]
    if len(signed) % 2 or not tokens:
        keys.fail(f"{either('算式不完整', 'incomplete sum')}: {text!r}", key="says")
    terms: list[Term] = []
    constant = 0
    for sign, token in zip(signed[::2], signed[1::2], strict=True):
        factor = {"+": 1, "-": -1}.get(sign)
        if factor is None:
            keys.fail(
                f"{either(f'算式中 {token!r} 前缺少 + 或 -', f'sign missing before {token!r}')}: {text!r}", key="says"
            )
        if token.isdecimal():
            constant += factor * int(token)
        else:
            terms.extend(Term(factor, field) for field in matching(token, fields, keys, "says"))
    return tuple(terms), constant


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
        kinds=_kinds_it_holds_for(keys, kinds),
        statements=(),
    )
    keys.done()
    if not codes:
        statements = tuple(each for text in says for each in spelled_out(text, runs, fields, keys))
        yield replace(relation, statements=statements)
    for names, about in runs if codes else ():
        ((name, identifier),) = names.items()
        if identifier not in codes:
            keys.fail(either(f"缺少 {identifier!r} 的代码", f"the code of {identifier!r} is missing"), key="codes")
        one = [({name: identifier}, about)]
        statements = tuple(each for text in says for each in spelled_out(text, one, fields, keys))
        named = _named(relation.rule, codes[identifier], name, about)
        yield replace(relation, rule=named, holds=_filled(relation.holds, name, about), statements=statements)


def _kinds_it_holds_for(keys: Keys, known: tuple[str, ...]) -> tuple[str, ...]:
    kinds = keys.strings("kinds")
    for kind in kinds:
        if kind not in known:
            keys.fail(f"{either('没有此单位类别', 'no such kind of unit')}: {kind!r}", key="kinds")
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
