"""The formulas that say how far the filling is and how things stand: on 封面 for all, on each sheet for itself."""

from collections.abc import Callable, Iterator
from decimal import Decimal

from xlreport.cells import Area, Cell, address, areas_of, quoted
from xlreport.forms import YES_NO, Field
from xlreport.formulas.checking import column, place_name, title
from xlreport.formulas.states import FormulaCell, Result, Sign, WorkbookState
from xlreport.layout import (
    CHECKS_SHEET,
    LINK,
    RULE_CODE,
    TARGET,
    TOP_LINE,
    CheckLine,
    Layout,
    OwnLine,
    ProgressLine,
    Sheet,
    first_input,
)

FILLING = "填写中"
UNKNOWN_RULE = "见“检查结果”"


def progress_formulas(layout: Layout) -> Iterator[FormulaCell]:
    """Give the formulas of 封面, then the state of each sheet."""
    yield from _whom(layout)
    yield _status(layout)
    for line in layout.progress:
        yield from _progress(line, layout)
    yield from _echoes(layout)
    for line in layout.progress:
        sheet = next(each for each in layout.sheets if each.section == line.section.id)
        if sheet.state:
            yield _state(sheet, sheet.state, line, layout)


def _cell(layout: Layout, cell: Cell, formula: str, result: Callable[[WorkbookState], Result]) -> FormulaCell:
    return FormulaCell(sheet=layout.cover.name, cell=cell, formula=formula, result=result)


def _whom(layout: Layout) -> Iterator[FormulaCell]:
    """Say whose report it is and of which year, as far as 封面 knows."""
    first = layout.form.sections[0].id
    names = [(f"{first}.unit_name", ""), (f"{first}.year", " 年度")]
    known = [(layout.places[name].cell, name, unit) for name, unit in names if name in layout.places]
    if known:
        parts = [f'IF({cell}="","",{cell}&"{unit}　")' for cell, _, unit in known]

        def result(state: WorkbookState) -> Result:
            return "".join(f"{text}{unit}　" for _, name, unit in known if (text := state.text(name)))

        yield _cell(layout, layout.whom, f"={'&'.join(parts)}", result)


def _status(layout: Layout) -> FormulaCell:
    """Say how the whole stands, and lead to what is to be done first."""
    marks = address(CHECKS_SHEET, layout.marks)
    fails, wants, still_open = (f'COUNTIF({marks},"{sign}")' for sign in (Sign.FAILS, Sign.WANTS, Sign.OPEN))
    first, last = layout.progress[0].done, layout.progress[-1].done
    done, due = f"SUM({Area(first, last)})", sum(line.due for line in layout.progress)
    text = (
        f'IF({fails}>0,"× 有 "&{fails}&" 项不符，请先看“校验”表",'
        f'IF({wants}>0,"！ 有 "&{wants}&" 项待说明：核对后更正，或写明原因",'
        f'IF({done}<{due},"○ 还没有填完：已填 "&{done}&"，应填 {due}",'
        f'IF({still_open}>0,"— 尚有 "&{still_open}&" 项未检查，请填齐","√ 填齐并全部相符，三审后即可报送"))))'
    )
    link = f'=HYPERLINK("#{quoted(CHECKS_SHEET)}!{Cell(TOP_LINE, 0)}",{text})'
    return _cell(layout, layout.status, link, lambda state: _status_text(state, layout, due))


def _status_text(state: WorkbookState, layout: Layout, due: int) -> str:
    signs = list(state.signs.values())
    done = sum(_done_of(line, state, layout) for line in layout.progress)
    if fails := signs.count(Sign.FAILS):
        return f"× 有 {fails} 项不符，请先看“校验”表"
    if wants := signs.count(Sign.WANTS):
        return f"！ 有 {wants} 项待说明：核对后更正，或写明原因"
    if done < due:
        return f"○ 还没有填完：已填 {done}，应填 {due}"
    if still_open := signs.count(Sign.OPEN):
        return f"— 尚有 {still_open} 项未检查，请填齐"
    return "√ 填齐并全部相符，三审后即可报送"


def _progress(line: ProgressLine, layout: Layout) -> Iterator[FormulaCell]:
    done, due = line.done, line.due
    yield _cell(layout, done, _done(line, layout), lambda state: _done_of(line, state, layout))
    for cell, sign in ((line.failing, Sign.FAILS), (line.wanting, Sign.WANTS)):
        marks = _marks(line, layout)
        formula = f'=COUNTIF({marks},"{sign}")' if marks else "=0"
        yield _cell(layout, cell, formula, _counting(line, sign, layout))
    yield _cell(layout, line.share, f"={done}/{due}", lambda state: Decimal(_done_of(line, state, layout)) / due)
    yield _cell(layout, line.told, f'={done}&" / {due}"', lambda state: f"{_done_of(line, state, layout)} / {due}")
    formula = (
        f'=IF({line.failing}>0,"× "&{line.failing}&" 项",IF({line.wanting}>0,"！ "&{line.wanting}&" 项",'
        f'IF({done}={due},"√",IF({done}=0,"—","{FILLING}"))))'
    )
    yield _cell(layout, line.sign, formula, lambda state: _section_sign(line, state, layout))


def _section_sign(line: ProgressLine, state: WorkbookState, layout: Layout) -> str:
    if fails := _number_of(line, Sign.FAILS, state, layout):
        return f"× {fails} 项"
    if wants := _number_of(line, Sign.WANTS, state, layout):
        return f"！ {wants} 项"
    done = _done_of(line, state, layout)
    return "√" if done == line.due else FILLING if done else "—"


def _counting(line: ProgressLine, sign: Sign, layout: Layout) -> Callable[[WorkbookState], Result]:
    return lambda state: _number_of(line, sign, state, layout)


def _number_of(line: ProgressLine, sign: Sign, state: WorkbookState, layout: Layout) -> int:
    return sum(state.signs[each.row] is sign for each in _lines(line, layout))


def _lines(line: ProgressLine, layout: Layout) -> list[CheckLine | OwnLine]:
    """Give the lines of 校验 of a section, from the top."""
    rows = layout.rows_of(line.section)
    return [each for each in layout.every_line if rows and rows[0] <= each.row <= rows[1]]


def _rows(line: ProgressLine, layout: Layout, number: int) -> str:
    """Give a column of a section's lines on 校验, empty when it has none."""
    rows = layout.rows_of(line.section)
    return address(CHECKS_SHEET, Area(Cell(rows[0], number), Cell(rows[1], number))) if rows else ""


def _marks(line: ProgressLine, layout: Layout) -> str:
    return _rows(line, layout, 0)


def _typed(line: ProgressLine, layout: Layout) -> list[Field]:
    return [field for field in line.section.numbers if field.id not in layout.form.computed]


def _done(line: ProgressLine, layout: Layout) -> str:
    """Count a section's filled inputs: numbers, all of them where blanks are declared zero, and written parts.

    What is no number is not filled in.
    """
    section, typed = line.section, _typed(line, layout)
    counts = [f"(COUNTA({layout.places[text.id].address})>0)" for text in section.texts]
    if typed:
        cells = [layout.places[field.id].cell for field in typed]
        areas = ",".join(address(section.sheet, area) for area in areas_of(cells))
        count = f"COUNT({areas})"
        if section.blank_is_zero:
            flag = layout.places[section.blank_is_zero.id].address
            count = f'IF({flag}="{YES_NO[0].label}",{len(typed)}-COUNTA({areas})+COUNT({areas}),{count})'
        counts.insert(0, count)
    return f"={'+'.join(['0', *counts])}"


def _done_of(line: ProgressLine, state: WorkbookState, layout: Layout) -> int:
    typed, figures = _typed(line, layout), state.figures
    if line.section.id in figures.zeroed:
        numbers = sum(field.id not in figures.unusable for field in typed)
    else:
        numbers = sum(field.id in figures.numbers for field in typed)
    return numbers + sum(1 for text in line.section.texts if state.text(text.id))


def _echoes(layout: Layout) -> Iterator[FormulaCell]:
    """Show beside each code that answers a warning what the rule says."""
    titles, codes = column(layout, 1), column(layout, RULE_CODE)
    for code, reason in layout.form.answers:
        cell = layout.places[code.id].cell
        found = f'IFERROR(INDEX({titles},MATCH(TRIM({cell}),{codes},0)),"{UNKNOWN_RULE}")'
        yield _cell(
            layout,
            layout.places[reason.id].cell.shifted(columns=1),
            f'=IF(TRIM({cell})="","",{found})',
            _echo(code, layout),
        )


def _echo(code: Field, layout: Layout) -> Callable[[WorkbookState], Result]:
    def result(state: WorkbookState) -> Result:
        asked = state.text(code.id).strip().casefold()
        found = (title(line) for line in layout.every_line if line.code.casefold() == asked)
        return next(found, UNKNOWN_RULE) if asked else ""

    return result


def _state(sheet: Sheet, cell: Cell, line: ProgressLine, layout: Layout) -> FormulaCell:
    """Say on a sheet how it stands, and lead to its first line that asks for something, else to its first input."""
    cover = quoted(layout.cover.name)
    done, failing, wanting = (f"{cover}!{each.absolute}" for each in (line.done, line.failing, line.wanting))
    start = f'"{quoted(sheet.name)}!{first_input(sheet, layout.form)}"'
    due = line.due
    text = f'IF({done}<{due},"○ 已填 "&{done}&" / {due}","√ 已填 {due} / {due}，没有不符")'
    there = start
    if marks := _marks(line, layout):
        names, targets = _rows(line, layout, LINK), _rows(line, layout, TARGET)
        for sign, count, words in (
            (Sign.WANTS, wanting, "项待说明"),
            (Sign.FAILS, failing, "项不符"),
        ):
            at = f'MATCH("{sign}",{marks},0)'
            text = f'IF({count}>0,"{sign} "&{count}&" {words}，先看 "&INDEX({names},{at})&" →",{text})'
            there = f"IF({count}>0,INDEX({targets},{at}),{there})"
    return FormulaCell(
        sheet=sheet.name,
        cell=cell,
        formula=f'=HYPERLINK("#"&{there},{text})',
        result=lambda state: _state_text(line, state, layout),
    )


def _state_text(line: ProgressLine, state: WorkbookState, layout: Layout) -> str:
    for sign, words in ((Sign.FAILS, "项不符"), (Sign.WANTS, "项待说明")):
        lines = [each for each in _lines(line, layout) if state.signs[each.row] is sign]
        if lines:
            return f"{sign} {len(lines)} {words}，先看 {place_name(lines[0], state, layout)} →"
    done = _done_of(line, state, layout)
    if done < line.due:
        return f"○ 已填 {done} / {line.due}"
    return f"√ 已填 {line.due} / {line.due}，没有不符"
