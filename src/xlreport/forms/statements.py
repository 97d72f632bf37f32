"""The little language of relations: `loans.books.{column} + … = …`, spelled out into statements."""

import re
from collections.abc import Iterable, Iterator, Mapping
from fnmatch import fnmatchcase

from xlreport.forms.fields import Field
from xlreport.forms.records import Header, Section, Statement, Table, Term
from xlreport.keys import Keys, nearest
from xlreport.language import either

OPERATORS = ("<=", ">=", "=")
_WILD = re.compile(r"[*?\[]")
_TOKEN = re.compile(r"\s*(<=|>=|=|\+|-|[^\s+\-<>=]+)")


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
        keys.fail("应为 'rows of …'、'columns of …' 或 'groups of …'", key="over")
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


def matching(pattern: str, fields: Mapping[str, Field], keys: Keys, key: str) -> list[str]:
    """Give the number fields that a pattern names, `*` standing for one step; raises FormError at `key` for none."""
    if (named := fields.get(pattern)) and named.kind.numeric:
        return [pattern]
    numeric = [identifier for identifier, field in fields.items() if field.kind.numeric]
    start, steps = _WILD.split(pattern, maxsplit=1)[0], pattern.split(".")
    found = [each for each in numeric if each.startswith(start) and _fits(each.split("."), steps)]
    if not found or start == pattern:
        keys.fail(
            f"{pattern!r}: {either('没有此数字栏', 'no such number field')}; {nearest(pattern, numeric)}", key=key
        )
    return found


def _fits(words: list[str], steps: list[str]) -> bool:
    """Tell whether each word is what its step says."""
    return len(words) == len(steps) and all(map(fnmatchcase, words, steps))
