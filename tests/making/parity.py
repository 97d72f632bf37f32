"""Sets of figures as clerks and accidents leave them, and what each must show after a recalculation.

A case says what stands in the cells: figures of this year and last, answers, paragraphs. From it come the raw
workbook, and by the package's own arithmetic every mark, side, difference, total, the progress and the state on
封面 and the lengths of the texts, to be compared with LibreOffice's.
"""

import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from html import unescape
from pathlib import Path
from typing import Any, Literal

from patching import CLEARED, Patch, part_among, parts, patch_cells, typed
from uno_driving import Visit
from xlreport.figures import Figures
from xlreport.forms import Form, Kind, Relation, load_form
from xlreport.formulas import FormulaCell, WorkbookState, formula_cells, state_of
from xlreport.layout import Layout, plan
from xlreport.manifest import identity_of
from xlreport.numbers import Number
from xlreport.relations import PLACES, Mark
from xlreport.submissions import Identity, Value
from xlreport.writing import write_workbook

TABLES = ("disclosure", "requests", "disputes")
COLUMNS = ("natural", "business", "research", "public_interest", "legal_service", "other_org")
SUITS = ("review", "direct_suit", "suit_after_review")
UNIT_KINDS = ("government", "department", "township", "subdistrict", "other", "")


@dataclass(frozen=True, slots=True)
class Held:
    """What somebody left in a cell; `as_a` is how the file stores it."""

    as_a: Literal["number", "text", "boolean", "error", "nothing"]
    value: Any = None

    def patch(self) -> Patch:
        """Give the raw change that leaves this in a cell."""
        match self.as_a:
            case "nothing":
                return CLEARED
            case "error":
                return typed(self.value, "e")
            case _:
                return typed(self.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One set of figures, this year's and last year's, the answers 空白单元格均为 0, texts, the unit's kind."""

    name: str
    unit_kind: str = ""
    answers: Mapping[str, bool] = field(default_factory=dict)
    cells: Mapping[str, Held] = field(default_factory=dict)
    texts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def over(self, cells: Mapping[str, Held]) -> "Case":
        """Give the case with other things in some cells."""
        return replace(self, cells={**self.cells, **cells})


def numbers(values: Mapping[str, Number]) -> dict[str, Held]:
    """Give the cells that hold these numbers."""
    return {name: Held("number", value) for name, value in values.items()}


def the_layout() -> Layout:
    """Give the layout of the form under test."""
    return plan(load_form())


def an_identity(layout: Layout, kind: str) -> Identity:
    """Give the identity of some unit of a kind."""
    return identity_of(layout, unit_code="X-1", unit_name="某单位", unit_kind=kind, region="某县", year="2025")


def workbook_of(case: Case, layout: Layout, blanks: Mapping[str, bytes]) -> bytes:
    """Give the workbook with the case's cells put into its raw XML; `blanks` has one blank per unit kind."""
    changes: dict[str, dict[str, Patch]] = {}
    held = dict(case.cells)
    held |= {f"{table}.blank_is_zero": Held("text", "是" if yes else "否") for table, yes in case.answers.items()}
    for name, what in held.items():
        place = layout.places[name]
        changes.setdefault(place.sheet, {})[str(place.cell)] = what.patch()
    for name, paragraphs in case.texts.items():
        place = layout.places[name]
        for cell, paragraph in zip(place.area, paragraphs, strict=False):
            changes.setdefault(place.sheet, {})[str(cell)] = typed(paragraph)
    return patch_cells(blanks[case.unit_kind], changes)


def blank_books(layout: Layout) -> dict[str, bytes]:
    """Give one blank workbook per kind of unit."""
    return {kind: write_workbook(layout, an_identity(layout, kind), {}) for kind in UNIT_KINDS}


def figures_of_case(case: Case, form: Form) -> Figures:
    """Give the case as the checker's arithmetic takes it: what is no number is unusable, a blank is absent."""
    zeroed = frozenset(table for table, yes in case.answers.items() if yes)
    found: dict[str, Number] = {}
    unusable = set()
    for name, held in case.cells.items():
        if held.as_a == "number":
            found[name] = held.value
        elif held.as_a == "nothing" and name in form.computed and form.fields[name].section in zeroed:
            found[name] = 0
        elif form.fields[name].kind.numeric and (held.as_a != "nothing" or name in form.computed):
            unusable.add(name)
    return Figures(form=form, numbers=found, unusable=frozenset(unusable), zeroed=zeroed, unit_kind=case.unit_kind)


def as_libreoffice_takes_it(case: Case) -> Case:
    """Give the case as LibreOffice loads it: it has no booleans in cells, TRUE becomes the number 1.

    Excel and WPS pass over a boolean as over a text. The checker calls it unusable for all programs.
    """
    booleans = {name: held for name, held in case.cells.items() if held.as_a == "boolean"}
    return case.over({name: Held("number", int(held.value)) for name, held in booleans.items()})


def expected(case: Case, layout: Layout) -> dict[tuple[str, str], Any]:
    """Give what each formula cell must show, by sheet and cell, in the package's own arithmetic."""
    case = as_libreoffice_takes_it(case)
    figures = figures_of_case(case, layout.form)
    values: dict[str, Value] = {name: "\n".join(paragraphs) for name, paragraphs in case.texts.items()}
    known = an_identity(layout, case.unit_kind)
    state = state_of(layout, figures, {**values, "cover.unit_name": known.unit_name, "cover.year": int(known.year)})
    return {(each.sheet, str(each.cell)): _shown(each, case, state, layout.form) for each in formula_cells(layout)}


def _shown(each: FormulaCell, case: Case, state: WorkbookState, form: Form) -> Any:
    if not each.field:
        return each.result(state)
    held = case.cells.get(each.field)
    if held is not None:
        return "error" if held.as_a == "error" else held.value
    return "error" if _tainted(each.field, case, form) else each.result(state)


def _tainted(name: str, case: Case, form: Form) -> bool:
    """Tell whether an error value reaches a cell: a total that was typed over stops it."""
    if name in case.cells:
        return case.cells[name].as_a == "error"
    statement = form.computed.get(name)
    return statement is not None and any(_tainted(term.field, case, form) for term in statement.right)


def shown_by(path: Path, layout: Layout) -> dict[tuple[str, str], Any]:
    """Read what each formula cell of a workbook shows: a number, a text, "" for nothing, "error"."""
    return shown_at(path.read_bytes(), formula_places(layout))


def shown_at(book: bytes, places: Sequence[tuple[str, str]]) -> dict[tuple[str, str], Any]:
    """Read what a workbook shows at these places, each a sheet and a cell; no other sheet is read."""
    members = parts(book)
    strings = [
        unescape("".join(_TEXTS.findall(item)))
        for item in _ITEMS.findall(members["xl/sharedStrings.xml"].decode("utf-8"))
    ]
    sheets = {name: dict(_cells(members[part_among(members, name)].decode("utf-8"), strings)) for name in dict(places)}
    return {place: sheets[place[0]].get(place[1], "") for place in places}


def formula_places(layout: Layout) -> list[tuple[str, str]]:
    """Give the sheet and the cell of every formula."""
    return [(each.sheet, str(each.cell)) for each in formula_cells(layout)]


def visits(some: Sequence[Case], layout: Layout, folder: Path) -> list[Visit]:
    """Give where each case's workbook is to be written, and that LibreOffice shall tell all its results."""
    asked = ("results", layout.cover.name, formula_places(layout))
    return [(folder / f"{case.name}.xlsx", [asked]) for case in some]


def told(shown: Sequence[Any], layout: Layout) -> dict[tuple[str, str], Any]:
    """Give what LibreOffice has told of a visit, by sheet and cell."""
    return dict(zip(formula_places(layout), shown, strict=True))


_ITEMS = re.compile(r"<si>(.*?)</si>", re.DOTALL)
_TEXTS = re.compile(r"<t(?:\s[^>]*)?>(.*?)</t>", re.DOTALL)
_CELLS = re.compile(r'<c r="([A-Z]+\d+)"([^>]*?)(?:/>|>(.*?)</c>)', re.DOTALL)
_VALUE = re.compile(r"<v>(.*?)</v>", re.DOTALL)


def _cells(sheet: str, strings: Sequence[str]) -> Iterator[tuple[str, Any]]:
    for cell, head, inside in _CELLS.findall(sheet):
        kind = found[1] if (found := re.search(r't="(\w+)"', head)) else "n"
        raw = unescape(found[1]) if (found := _VALUE.search(inside)) else ""
        match kind:
            case "s":
                yield cell, strings[int(raw)]
            case "e":
                yield cell, "error"
            case "n" if raw:
                yield cell, Decimal(raw)
            case _:
                yield cell, "".join(_TEXTS.findall(inside)) if kind == "inlineStr" else raw


def differences(found: Mapping[tuple[str, str], Any], wanted: Mapping[tuple[str, str], Any]) -> list[str]:
    """Give one line per cell that shows something else than it must."""
    return [
        f"{sheet}!{cell}: {found[sheet, cell]!r}, expected {value!r}"
        for (sheet, cell), value in wanted.items()
        if _plain(found[sheet, cell]) != _plain(value)
    ]


def _plain(value: Any) -> Any:
    """Bring a shown value to comparable form: numbers to the decimals that 校验 compares, nothing to ''."""
    if isinstance(value, int | float | Decimal):
        return round(Decimal(str(value)), PLACES)
    return "" if value is None else value


def marks(case: Case, layout: Layout) -> Iterator[tuple[str, str]]:
    """Give the code and the mark of each line of 校验, as LibreOffice takes the case."""
    figures = figures_of_case(as_libreoffice_takes_it(case), layout.form)
    for line, outcome in zip(layout.lines, state_of(layout, figures, {}).outcomes, strict=True):
        yield line.relation.code, outcome.mark.value


def possible_marks(relation: Relation, form: Form) -> set[Mark]:
    """Give the marks a relation can have: one for some kinds of unit, or on last year's figures, may not apply."""
    last = any(form.fields[name].last_of for each in relation.statements for name in each.fields)
    return set(Mark) if relation.kinds or last else set(Mark) - {Mark.NOT_APPLICABLE}


def progress_unseen(every_case: Sequence[Case], layout: Layout) -> set[tuple[int, str]]:
    """Give what the cases do not show of none, some and all filled in, by row of the progress on 封面."""
    possible = {(line.row, state) for line in layout.progress for state in ("none", "some", "all")}
    possible -= {(line.row, "some") for line in layout.progress if line.due == 1}
    for case in every_case:
        shown = expected(case, layout)
        for line in layout.progress:
            done = shown[layout.cover.name, str(line.done)]
            possible.discard((line.row, "none" if not done else "all" if done == line.due else "some"))
    return possible


# How random sets are made: first a set in which everything adds up, then what people do to it.

Change = Callable[[random.Random, Form, dict[str, Held]], dict[str, Held]]


def outcome_rows(form: Form) -> list[str]:
    """Give the ids of the 21 outcomes of table 3."""
    rows = [each.field for each in form.computed["requests.concluded.natural"].right]
    return [row.removeprefix("requests.").removesuffix(".natural") for row in rows]


def balanced(rng: random.Random, form: Form, largest: int) -> dict[str, Number]:
    """Give figures for every typed cell of the three tables in which every relation holds."""
    values: dict[str, Number] = {}
    for column in COLUMNS:
        outcomes = {row: rng.choice((0, rng.randint(0, largest))) for row in outcome_rows(form)}
        rest = rng.choice((0, rng.randint(0, largest)))
        everything = sum(outcomes.values()) + rest
        carried = rng.randint(0, everything)
        rows = {**outcomes, "carried_out": rest, "carried_in": carried, "received": everything - carried}
        values |= {f"requests.{row}.{column}": number for row, number in rows.items()}
    for suit in SUITS:
        values |= {
            f"disputes.{suit}.{each}": rng.randint(0, largest) for each in ("upheld", "corrected", "other", "pending")
        }
    for row in ("regulations", "normative"):
        made, repealed = (0, 0) if row == "regulations" else (rng.randint(0, largest), rng.randint(0, largest))
        kept = 0 if row == "regulations" else max(made - repealed, 0) + rng.randint(0, 9)
        for column, number in (("made", made), ("repealed", repealed), ("in_force", kept)):
            values[f"disclosure.{row}.{column}"] = number
    for row in ("licensing", "penalties", "coercion"):
        values[f"disclosure.{row}.decisions"] = rng.randint(0, largest)
    values["disclosure.fees.amount"] = Decimal(rng.randint(0, 10**8)).scaleb(-4)
    return values


def cases(seeds: Sequence[int], form: Form, changes: Sequence[Change], largest: int) -> Iterator[Case]:
    """Give one case per seed: balanced figures, then up to three changes, the kind of unit and the answers drawn.

    Sums have to stay within the 15 digits of a spreadsheet's numbers: no decimals beside figures of 10^9.
    """
    for seed in seeds:
        rng = random.Random(seed)  # noqa: S311
        held = numbers(balanced(rng, form, rng.choice((3, 40, largest))))
        held |= of_last_year(rng, form, held)
        for change in rng.sample(changes, rng.choice((0, 2, 3, 4))):
            held |= change(rng, form, held)
        yield Case(
            name=f"seed-{seed}",
            unit_kind=rng.choice(UNIT_KINDS),
            cells=without_blanks(held, form),
            answers={table: rng.random() < 0.5 for table in TABLES if rng.random() < 0.8},
            texts=some_texts(rng, form),
        )


def of_last_year(rng: random.Random, form: Form, held: Mapping[str, Held]) -> dict[str, Held]:
    """Give last year's figures that fit this year's: all of them, some, none, or all with some off by a few."""
    fits: dict[str, Number] = {
        f"last.disclosure.{row}.in_force": held[f"disclosure.{row}.in_force"].value
        - held[f"disclosure.{row}.made"].value
        + held[f"disclosure.{row}.repealed"].value
        for row in ("regulations", "normative")
    }
    fits |= {f"last.requests.carried_out.{column}": held[f"requests.carried_in.{column}"].value for column in COLUMNS}
    fits["last.requests.carried_out.total"] = sum(held[f"requests.carried_in.{column}"].value for column in COLUMNS)
    assert fits.keys() == {each.id for each in form.fields.values() if each.last_of}
    match rng.choice(("none", "some", "all", "off")):
        case "none":
            return {}
        case "some":
            return numbers({name: fits[name] for name in rng.sample(sorted(fits), rng.randint(1, len(fits) - 1))})
        case "off":
            off = dict.fromkeys(rng.sample(sorted(fits), rng.randint(1, 3)), rng.randint(1, 3))
            return numbers({name: number + off.get(name, 0) for name, number in fits.items()})
        case _:
            return numbers(fits)


def some_texts(rng: random.Random, form: Form) -> dict[str, tuple[str, ...]]:
    """Give some narrative parts a few paragraphs, some of which look like figures or formulas."""
    words = ("本年度主动公开信息", "，", " ", "12", "=1+1", "Ａ４", "（一）", "-", "公开栏")
    parts = [each for each in form.fields.values() if each.kind is Kind.TEXT]
    filled = rng.sample(parts, rng.choice((0, 2, 5, len(parts), len(parts))))
    return {
        part.id: tuple(
            "".join(("本年度", *rng.choices(words, k=rng.randint(0, 60))))
            for _ in range(rng.randint(1, part.paragraphs))
        )
        for part in filled
    }


def filled_up(case: Case, drawn: Case) -> Case:
    """Fill the tables that a case leaves alone from a drawn one; a case without any cell stays as it is."""
    own = {name.partition(".")[0] for name in case.cells} or {*TABLES, "last"}
    others = {name: held for name, held in drawn.cells.items() if name.partition(".")[0] not in own}
    answers = {table: yes for table, yes in drawn.answers.items() if table not in own}
    kept = {table: yes for table, yes in case.answers.items() if table in own}
    texts = drawn.texts if case.cells else {}
    return replace(case, cells={**case.cells, **others}, answers={**kept, **answers}, texts=texts)


def distinct_sets(every_case: Sequence[Case], table: str) -> int:
    """Count the different sets of figures that the cases hold for a table."""
    return len(
        {
            (
                case.unit_kind,
                case.answers.get(table),
                tuple(sorted((name, str(held)) for name, held in case.cells.items() if name.startswith(f"{table}."))),
            )
            for case in every_case
        }
    )


def without_blanks(held: Mapping[str, Held], form: Form) -> dict[str, Held]:
    """Leave out inputs that hold nothing: they are blank from the start; a cleared total is a change."""
    return {name: what for name, what in held.items() if what.as_a != "nothing" or name in form.computed}


def emptied(rng: random.Random, form: Form, held: dict[str, Held]) -> dict[str, Held]:
    """Leave some cells blank: a few, a whole column or row, or a whole table."""
    names = [name for name in held if name not in form.computed]
    match rng.randrange(5):
        case 0:
            gone = rng.sample(names, rng.randint(1, 25))
        case 1:
            gone = [name for name in names if name.endswith(rng.choice(COLUMNS))]
        case 2:
            gone = [name for name in names if not isinstance(held[name].value, str) and held[name].value == 0]
        case _:
            table = rng.choice(("disclosure", "disputes"))
            gone = [name for name in names if name.startswith(table)]
    return {name: Held("nothing") for name in gone}


def one_off(rng: random.Random, _form: Form, held: dict[str, Held]) -> dict[str, Held]:
    """Make a row one too large in one column and, half of the time, one too small in another: 总计 still fits."""
    row = rng.choice(("received", "carried_in", "carried_out", "granted", "closed.other"))
    right, wrong = rng.sample(COLUMNS, 2)
    changed = {f"requests.{row}.{right}": _more(held, f"requests.{row}.{right}", 1)}
    if rng.random() < 0.5:
        changed[f"requests.{row}.{wrong}"] = _more(held, f"requests.{row}.{wrong}", -1)
    return changed


def _more(held: Mapping[str, Held], name: str, by: Number) -> Held:
    before = held[name].value
    return Held("number", before + by if isinstance(before, int | Decimal) else 1)


def regulations(rng: random.Random, _form: Form, _held: dict[str, Held]) -> dict[str, Held]:
    """Fill the row 规章, which few units may, and let 现行有效 fall short at times."""
    rows = rng.choice((("regulations",), ("normative",), ("regulations", "normative")))
    return {
        f"disclosure.{row}.{column}": Held("number", rng.randint(0, 4))
        for row in rows
        for column in ("made", "repealed", "in_force")
    }


def odd_numbers(rng: random.Random, form: Form, held: dict[str, Held]) -> dict[str, Held]:
    """Put in negative numbers and decimals that binary fractions cannot hold."""
    odd = (-1, -37, Decimal("0.1"), Decimal("0.2"), Decimal("0.7"), Decimal("2.5"), Decimal("-0.0001"))
    names = [name for name in held if name not in form.computed]
    return {name: Held("number", rng.choice(odd)) for name in rng.sample(names, rng.randint(1, 6))}


def huge_numbers(rng: random.Random, form: Form, held: dict[str, Held]) -> dict[str, Held]:
    """Put in numbers of twelve digits, alone or on both sides of a relation."""
    names = [name for name in held if name not in form.computed]
    changed = {name: Held("number", rng.randint(10**11, 10**12 - 1)) for name in rng.sample(names, 3)}
    column = rng.choice(COLUMNS)
    both = {f"requests.{row}.{column}": Held("number", 999_999_999_999) for row in ("received", "carried_out")}
    return changed | both


def no_numbers(rng: random.Random, form: Form, held: dict[str, Held]) -> dict[str, Held]:
    """Put in what is no number: words, numbers with a unit, a number stored as text, TRUE, error values."""
    junk = (
        Held("text", "3件"),
        Held("text", "无"),
        Held("text", "/"),
        Held("text", "12"),
        Held("text", "１２"),
        Held("text", "=1+1"),
        Held("text", "1.2万"),
        Held("boolean", value=True),
        Held("boolean", value=False),
        Held("error", "#DIV/0!"),
        Held("error", "#N/A"),
        Held("error", "#REF!"),
        Held("error", "#VALUE!"),
    )
    names = [name for name in held if name not in form.computed]
    return {name: rng.choice(junk) for name in rng.sample(names, rng.randint(1, 3))}


def typed_over(rng: random.Random, form: Form, _held: dict[str, Held]) -> dict[str, Held]:
    """Type over totals: the right figure is rare, a wrong one, a word, an error or nothing are not."""
    what = (
        Held("number", 0),
        Held("number", 7),
        Held("number", -1),
        Held("number", Decimal("3.5")),
        Held("text", "合计"),
        Held("text", "8"),
        Held("nothing"),
        Held("nothing"),
        Held("error", "#REF!"),
        Held("boolean", value=True),
    )
    groups = (
        sorted(form.computed),
        [name for name in form.computed if name.startswith("requests.concluded")],
        [name for name in form.computed if name.startswith("disputes")],
    )
    return {name: rng.choice(what) for names in groups for name in rng.sample(names, rng.randint(0, 2))}


def swapped(rng: random.Random, form: Form, held: dict[str, Held]) -> dict[str, Held]:
    """Swap a figure with its neighbour, as a slip of a row does; what the table adds up to may stay."""
    names = [name for name in held if name not in form.computed and name.startswith("requests")]
    first = rng.randrange(len(names) - 1)
    return {names[first]: held[names[first + 1]], names[first + 1]: held[names[first]]}
