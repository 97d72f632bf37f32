"""Reads a form's `register.toml`, strictly: what is misspelt, doubled or unknown is an error that says where.

A form without that file in its folder has no register.
"""

from collections.abc import Mapping
from pathlib import Path

from xlreport.errors import FormError, reason
from xlreport.forms import Form, Option
from xlreport.keys import Keys
from xlreport.language import either
from xlreport.register.declared import (
    TONES,
    WITHDRAWN,
    Automatic,
    Choice,
    Column,
    ColumnKind,
    Counted,
    DisputeList,
    Periods,
    RegisterForm,
    RowState,
    StateWords,
)
from xlreport.resources import templates_folder
from xlreport.structured import Malformed, read_toml

_FILE = "register.toml"


def register_of(form: Form) -> RegisterForm | None:
    """The register that a form declares, None where it has none; raises FormError naming file and key."""
    path = templates_folder() / form.id / _FILE
    return read_register(path, form) if path.is_file() else None


def read_register(path: Path, form: Form) -> RegisterForm:
    """Read a register's declaration for a form; raises FormError naming file, key and the nearest right word."""
    try:
        table = read_toml(path)
    except (FileNotFoundError, Malformed) as error:
        raise FormError(f"{path.name}: {either('无法读取', 'cannot be read')}: {reason(error)}") from error
    keys = Keys(table, file=path.name, at="")
    counted = _counted(_table(keys, "counted"), form)
    lists = {"applicants": _applicants(counted, form), "outcomes": _outcomes(counted, form)}
    declared = RegisterForm(
        form=form,
        sheet=keys.take("sheet", str),
        rows=keys.take("rows", int),
        fewest_rows=keys.take("fewest_rows", int),
        most_rows=keys.take("most_rows", int),
        soon_days=keys.take("soon_days", int),
        counted=counted,
        days=_periods(_table(keys, "days")),
        columns=tuple(_column(each, lists) for each in keys.tables("column")),
        private=tuple(_private(each) for each in keys.tables("private")),
        automatic=tuple(_automatic(each) for each in keys.tables("automatic")),
        origins=_origins(_table(keys, "origins")),
        disputes=_disputes(_table(keys, "disputes"), form),
        states=_states(_table(keys, "states")),
        choices=tuple(_choice(each, lists) for each in keys.tables("choice")),
    )
    keys.done()
    return declared


def _choice(keys: Keys, lists: Mapping[str, tuple[Option, ...]]) -> Choice:
    if "list" in keys:
        sentence = keys.take("says", str)
        ways = [each for each in lists[keys.one_of("list", lists)] if each.id != WITHDRAWN]
        says, columns = {each.id: sentence.format(label=each.label) for each in ways}, {}
    else:
        options = [_way(each) for each in keys.tables("options")]
        says = {way: sentence for way, sentence, _ in options}
        columns = {way: column for way, _, column in options if column}
    chosen = keys.one_of("default", tuple(says))
    made = Choice(id=keys.take("id", str), says=says, chosen=chosen, columns=columns)
    keys.done()
    return made


def _way(keys: Keys) -> tuple[str, str, str]:
    made = keys.take("id", str), keys.take("says", str), keys.take("column", str, "")
    keys.done()
    return made


def _table(keys: Keys, key: str) -> Keys:
    return Keys(keys.take(key, dict), file=keys.file, at=f"{keys.at}.{key}".lstrip("."))


def _counted(keys: Keys, form: Form) -> Counted:
    made = Counted(**{name: keys.take(name, str) for name in Counted.__slots__})
    keys.done()
    if all(field.section != made.table for field in form.numbers):
        keys.fail(f"{either('表样中没有此表', 'no such table in the form')}: {made.table!r}", key="table")
    return made


def _periods(keys: Keys) -> Periods:
    made = Periods(**{name: keys.take(name, int) for name in Periods.__slots__})
    keys.done()
    return made


def _applicants(counted: Counted, form: Form) -> tuple[Option, ...]:
    prefix = f"{counted.table}.{counted.received}."
    fields = (each for each in form.numbers if each.id.startswith(prefix) and each.id not in form.computed)
    return tuple(Option(each.id.removeprefix(prefix), each.path[-1]) for each in fields)


def _outcomes(counted: Counted, form: Form) -> tuple[Option, ...]:
    total = form.computed[f"{counted.table}.{counted.concluded}.{_applicants(counted, form)[0].id}"]
    parts = (form.fields[term.field] for term in total.right)
    withdrawn = Option(WITHDRAWN, counted.withdrawn_word)
    return (*(Option(".".join(each.row), each.group + each.item) for each in parts), withdrawn)


def _column(keys: Keys, lists: Mapping[str, tuple[Option, ...]]) -> Column:
    worded = [_option(each) for each in keys.tables("options")]
    options = tuple(option for option, _ in worded)
    if "list" in keys:
        options = lists[keys.one_of("list", lists)]
    made = Column(
        id=keys.take("id", str),
        label=keys.take("label", str),
        kind=ColumnKind(keys.one_of("kind", [each.value for each in ColumnKind])),
        group=keys.take("group", str, ""),
        options=options,
        former=tuple(Option(option.id, former) for option, former in worded if former),
        note=keys.take("note", str, ""),
        width=keys.take("width", int, 12),
        reported=keys.take("reported", bool, default=True),
        added=keys.take("added", bool, default=False),
    )
    keys.done()
    return made


def _option(keys: Keys) -> tuple[Option, str]:
    """An option, and what it was called in registers that were drawn before."""
    made = Option(keys.take("id", str), keys.take("label", str)), keys.take("former", str, "")
    keys.done()
    return made


def _private(keys: Keys) -> Column:
    made = Column(
        id=keys.take("id", str),
        label=keys.take("label", str),
        kind=ColumnKind.LINE,
        width=keys.take("width", int, 18),
        reported=False,
    )
    keys.done()
    return made


def _automatic(keys: Keys) -> Automatic:
    made = Automatic(
        id=keys.take("id", str),
        group=keys.take("group", str),
        label=keys.take("label", str),
        width=keys.take("width", int),
        front=keys.one_of("side", ("front", "back")) == "front",
    )
    keys.done()
    return made


def _origins(keys: Keys) -> dict[str, str]:
    names = ("received", "carried_in", "later_year", "earlier_year", "joined")
    made = {name: keys.take(name, str) for name in names}
    keys.done()
    return made


def _disputes(keys: Keys, form: Form) -> DisputeList:
    made = DisputeList(
        sheet=keys.take("sheet", str),
        rows=keys.take("rows", int),
        table=keys.take("table", str),
        pending_word=keys.take("pending_word", str),
        columns=tuple(_column(each, {}) for each in keys.tables("column")),
        automatic=tuple(_automatic(each) for each in keys.tables("automatic")),
    )
    keys.done()
    if all(field.section != made.table for field in form.numbers):
        keys.fail(f"{either('表样中没有此表', 'no such table in the form')}: {made.table!r}", key="table")
    return made


def _states(keys: Keys) -> dict[RowState, StateWords]:
    words = {}
    for state in RowState:
        inner = _table(keys, state.value)
        words[state] = StateWords(label=inner.text("label"), tone=inner.one_of("tone", TONES))
        inner.done()
    keys.done()
    return words
