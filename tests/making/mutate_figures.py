"""Random changes to what stands in cells: figures, texts in their place, totals, choices."""

import re
from random import Random

from filled import FORM, LAYOUT, Filled, place, put, retyped, totalled
from mutants import Made, Operator, must
from patching import CLEARED, Content, Patch, part_of, patch_cell, patch_part, typed
from sample_answers import COLUMNS, LEAVES, ROWS
from xlreport.cells import Cell
from xlreport.forms import Kind
from xlreport.relations import total_formula

NO_NUMBERS: tuple[Content, ...] = (
    *("3件", "无", "/", "—", "-", "1.2万", "22（其中修订16件）", "约5", "12%", "１２件", "二十", "1O", "1/2", "3+4"),
    *(
        "0x10",
        "²",
        "②",
        "见附件",
        "2026-01-05",
        "12 345",
        "1,23",
        "5.",
        "1。5",
        "=1+1",
        "五",
        "n/a",
        "?",
        "7" * 40 + "x",
    ),
    *(-3, -1, True, False, 12_345_678_901_234),
)
STORED_BADLY = ("NaN", "INF", "-1E+308", "1E+400", "1E-7", "0.5.1", "1 2", "１２")
ERRORS = ("#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!")
DRESSED = ("{}\u00a0", "\u3000{}", "{}\u200b", " {} ", "+{}", "{}.0", "\ufeff{}")
COUNTS = tuple(f.id for f in FORM.numbers if f.kind is Kind.COUNT and f.id not in FORM.computed and not f.last_of)
TOTALS = tuple(sorted(FORM.computed))
CHOICES = tuple(f.id for f in FORM.fields.values() if f.kind in {Kind.FLAG, Kind.DATE, Kind.YEAR, Kind.CHOICE})


def _nonsense(content: Content | Patch) -> Operator:
    def make(given: Filled, random: Random) -> Made:
        field = random.choice(COUNTS)
        return put(given.content, {field: content if isinstance(content, Patch) else typed(content)}), must(
            "N01", field
        )

    shown = content.value if isinstance(content, Patch) else content
    return Operator(name=f"{shown!r} typed for a count", make=make)


def _dressed(form: str) -> Operator:
    def make(given: Filled, random: Random) -> Made:
        field = _answered(given, random)
        return retyped(given, {field: form.format(given.number(field))}), must("N04", field)

    return Operator(name=f"count as text {form!r}", make=make)


def _answered(given: Filled, random: Random) -> str:
    return random.choice([field for field in COUNTS if field in given.values])


def _full_width(given: Filled, random: Random) -> Made:
    field = _answered(given, random)
    digits = str(given.number(field)).translate({ord(str(n)): 0xFF10 + n for n in range(10)})
    return retyped(given, {field: digits}), must("N04", field)


def _formula(given: Filled, random: Random) -> Made:
    field = _answered(given, random)
    number = given.number(field)
    return put(given.content, {field: Patch(value=number, formula=f"{number}+0")}), must("N05", field)


def _choice(given: Filled, random: Random) -> Made:
    field = random.choice(CHOICES)
    return put(given.content, {field: typed(random.choice(("不清楚", "昨天", "2", "二〇二五")))}), must(
        "N06 I14", field
    )


def _blank(given: Filled, random: Random) -> Made | None:
    """Empty one count of a table that does not declare its blanks zero."""
    tables = [each for each in ("disclosure", "requests", "disputes") if not given.values.get(f"{each}.blank_is_zero")]
    fields = [field for field in COUNTS if field.split(".", maxsplit=1)[0] in tables]
    if not fields:
        return None
    field = random.choice(fields)
    return retyped(given, {field: None}), must("F03", field)


def _counted(given: Filled, row: str, column: str) -> int:
    return int(given.values.get(f"requests.{row}.{column}", 0))


def _off_by(least: int, most: int) -> Operator:
    """Change one count of table 3: its column no longer balances."""

    def make(given: Filled, random: Random) -> Made | None:
        step = random.randint(least, most)
        cells = [(row, column) for row in ROWS for column in COLUMNS if _counted(given, row, column) + step >= 0]
        if not cells:
            return None
        row, column = random.choice(cells)
        changes: dict[str, Content] = {f"requests.{row}.{column}": _counted(given, row, column) + step}
        return retyped(given, changes), must("T301", f"requests.received.{column}")

    return Operator(name=f"count of table 3 off by {least} to {most}", make=make)


def _digits_swapped(given: Filled, random: Random) -> Made | None:
    cells = [(row, column) for row in ROWS for column in COLUMNS]
    two = [each for each in cells if len({*str(_counted(given, *each))[-2:]}) > 1]
    if not two:
        return None
    row, column = random.choice(two)
    text = str(_counted(given, row, column))
    swapped = int(text[:-2] + text[-1] + text[-2])
    return retyped(given, {f"requests.{row}.{column}": swapped}), must("T301", f"requests.received.{column}")


def _wrong_column(given: Filled, random: Random) -> Made | None:
    """Exchange two figures of one row: the row's total stays as it is, both columns break."""
    pairs = [(row, a, b) for row in ROWS for a in COLUMNS for b in COLUMNS if a < b]
    pairs = [each for each in pairs if _counted(given, *each[:2]) != _counted(given, each[0], each[2])]
    if not pairs:
        return None
    row, one, other = random.choice(pairs)
    changes = {f"requests.{row}.{a}": _counted(given, row, b) for a, b in ((one, other), (other, one))}
    return retyped(given, changes), must("T301", f"requests.received.{one}", f"requests.received.{other}")


def _column_emptied(given: Filled, random: Random) -> Made | None:
    """Set what was decided in one column to 0."""
    column = random.choice([each for each in COLUMNS if any(_counted(given, row, each) for row in LEAVES)] or [""])
    if not column:
        return None
    changes = {f"requests.{row}.{column}": 0 for row in LEAVES}
    return retyped(given, changes), must("T301", f"requests.received.{column}")


def _more_made(given: Filled, random: Random) -> Made:
    """Let more have been made and not repealed than is in force."""
    repealed, in_force = (int(given.values.get(f"disclosure.normative.{each}", 0)) for each in ("repealed", "in_force"))
    made = in_force + repealed + random.randint(1, 40)
    return retyped(given, {"disclosure.normative.made": made}), must("T202", "disclosure.normative.in_force")


def _last_year(given: Filled, random: Random) -> Made | None:
    """Change one of last year's figures that the office filled in."""
    fields = [key for key in given.values if key.startswith("last.requests.")]
    if not fields:
        return None
    field = random.choice(fields)
    this_year = field.removeprefix("last.").replace("carried_out", "carried_in")
    return put(given.content, {field: given.number(field) + random.randint(1, 9)}), must("X02", this_year)


def _total(given: Filled, random: Random) -> tuple[str, int]:
    field = random.choice(TOTALS)
    return field, int(totalled(given.values)[field])


def _typed_over(given: Filled, random: Random) -> Made:
    field, number = _total(given, random)
    patch = random.choice((typed(number), typed(number + 1), typed(number + 500), typed(str(number)), CLEARED))
    return put(given.content, {field: patch}), must("I31", field)


def _other_formula(given: Filled, random: Random) -> Made:
    field, number = _total(given, random)
    row = place(field)[1].strip("ABCDEFGHIJ")
    formula = random.choice((f"SUM(E{row}:F{row})", f"{number}+0", "SUM(D1:D2)", f"D{row}+E{row}", "#REF!+1"))
    return put(given.content, {field: Patch(value=number, formula=formula)}), must("I32", field)


def _stale(given: Filled, random: Random) -> Made:
    field, number = _total(given, random)
    return put(given.content, {field: number + random.randint(1, 99)}), must("I33", field)


def _unsaved(given: Filled, random: Random) -> Made:
    field, _ = _total(given, random)
    return put(given.content, {field: None}), must("I33", field)


def _written_otherwise(given: Filled, random: Random) -> Made:
    """Write a total's formula as it is, in another spelling."""
    field, number = _total(given, random)
    formula = re.sub(r"([A-Z]+)(\d+)", r" $\1$\2", total_formula(field, LAYOUT)).lower()
    return put(given.content, {field: Patch(value=number, formula=formula)}), ()


def _stored_otherwise(given: Filled, random: Random) -> Made:
    """Write a count as another program would: the same number."""
    field = _answered(given, random)
    number = given.number(field)
    text = random.choice((f"{number}.0", f"{number}E0", f"{number}.000", f"0{number}"))
    return put(given.content, {field: Patch(value=text, type="n")}), ()


def _stored_twice(given: Filled, random: Random) -> Made:
    sheet, cell = place(random.choice(COUNTS))
    again = f'<c r="{cell}"><v>9</v></c>'

    def change(text: str) -> str:
        at = text.index(f'<c r="{cell}"')
        row_end = text.index("</row>", at)
        return text[:row_end] + again + text[row_end:]

    return patch_part(given.content, part_of(given.content, sheet), change), must("I37", f"{sheet}!{cell}")


def _beside(given: Filled, random: Random) -> Made:
    """Write a remark into a cell that is no part of the form."""
    sheet = random.choice([each for each in LAYOUT.sheets if each.section])
    cell = Cell(random.randint(60, 400), random.randint(12, 40))
    content = patch_cell(given.content, sheet.name, str(cell), value=random.choice(("备注", 7, "见附件 2", 0)))
    return content, must("F08", f"{sheet.name}!{cell}")


FIGURES = (
    *map(_nonsense, NO_NUMBERS),
    *(_nonsense(Patch(value=text, type="n", formula=None)) for text in STORED_BADLY),
    *(_nonsense(typed(name, "e")) for name in ERRORS),
    *map(_dressed, DRESSED),
    *(_off_by(*each) for each in ((1, 1), (-1, -1), (2, 9), (10, 900), (-9, -2))),
    Operator(name="full-width digits", make=_full_width),
    Operator(name="formula in an input", make=_formula),
    Operator(name="no such choice, date or year", make=_choice),
    Operator(name="count emptied", make=_blank),
    Operator(name="digits exchanged", make=_digits_swapped),
    Operator(name="figures in each other's column", make=_wrong_column),
    Operator(name="column of results set to 0", make=_column_emptied),
    Operator(name="more made than in force", make=_more_made),
    Operator(name="last year's figure changed", make=_last_year),
    Operator(name="total typed over or emptied", make=_typed_over),
    Operator(name="total's formula altered", make=_other_formula),
    Operator(name="saved result stale", make=_stale),
    Operator(name="saved result missing", make=_unsaved),
    Operator(name="total's formula written otherwise", make=_written_otherwise),
    Operator(name="count stored otherwise", make=_stored_otherwise),
    Operator(name="count stored twice", make=_stored_twice),
    Operator(name="content beside the form", make=_beside),
)
