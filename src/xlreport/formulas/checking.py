"""The formulas of 校验: each line's sides and sign, its rank among what is to be done, and the first few of those."""

from collections.abc import Callable, Iterator

from xlreport.cells import Area, Cell, address, quoted
from xlreport.findings import Severity
from xlreport.formulas.states import FormulaCell, Result, Sign, WorkbookState
from xlreport.layout import (
    BAND,
    CHECKS_SHEET,
    LINK,
    RANK,
    ROW_KEY,
    RULE_CODE,
    SIGNS,
    TARGET,
    TOP_LINE,
    TOP_LINES,
    CheckLine,
    Concern,
    Layout,
    OwnLine,
)
from xlreport.relations import PLACES, left_formula, right_formula, sign_formula

Line = CheckLine | OwnLine
_MOST = 10_000_000
"""Larger than any place of a cell, which is its row a hundred times and its column."""
_BROKEN = (Sign.FAILS, Sign.WANTS, Sign.ANSWERED)
NOTHING, NO_REASON, CORRECT = "没有要处理的", "（尚未说明）", "（请更正）"
_TOLD = (
    (Sign.FAILS, "项不符"),
    (Sign.WANTS, "项待说明"),
    (Sign.HOLDS, "项相符"),
    (Sign.ANSWERED, "项"),
    (Sign.OPEN, "项尚未填齐"),
    (Sign.NOT_APPLICABLE, "项"),
)


def checking_formulas(layout: Layout) -> Iterator[FormulaCell]:
    """Give every formula of the sheet."""
    yield _band(layout)
    for place in range(TOP_LINES):
        yield from _top(place, layout)
    for own in layout.own_lines:
        yield from _counted(own, layout)
    for line in layout.lines:
        yield from _check(line, layout)
    for each in layout.every_line:
        yield from _ranked(each, layout)


def column(layout: Layout, number: int) -> str:
    """Give a column of the lines, as a formula of another sheet wants it."""
    return address(CHECKS_SHEET, layout.column(number))


def _here(layout: Layout, number: int) -> str:
    return layout.column(number).absolute


def _cell(cell: Cell, formula: str, result: Callable[[WorkbookState], Result]) -> FormulaCell:
    return FormulaCell(sheet=CHECKS_SHEET, cell=cell, formula=formula, result=result)


def _band(layout: Layout) -> FormulaCell:
    marks = layout.marks.absolute
    formula = '&"　　'.join(f'{sign} "&COUNTIF({marks},"{sign}")&" {unit}"' for sign, unit in _TOLD)

    def result(state: WorkbookState) -> Result:
        signs = list(state.signs.values())
        return "　　".join(f"{sign} {signs.count(sign)} {unit}" for sign, unit in _TOLD)

    return _cell(BAND, f'="{formula}', result)


def _top(place: int, layout: Layout) -> Iterator[FormulaCell]:
    """Show the line that comes at this place in the order of what is to be done; at the first that there is none."""
    row = TOP_LINE + place
    at = f"MATCH({place + 1},{_here(layout, RANK)},0)"
    empty = {0: Sign.HOLDS.value, 1: NOTHING} if place == 0 else {}
    for number in (0, 1, 2, 3, 4, 5, 6, RULE_CODE):
        nothing = empty.get(number, "")
        formula = f'=IFERROR(INDEX({_here(layout, number)},{at}),"{nothing}")'
        yield _cell(Cell(row, number), formula, _shown_at(place, number, layout, nothing))
    link = f'HYPERLINK("#"&INDEX({_here(layout, TARGET)},{at}),INDEX({_here(layout, LINK)},{at}))'
    yield _cell(Cell(row, LINK), f'=IFERROR({link},"")', _shown_at(place, LINK, layout, ""))
    reason = f"INDEX({_here(layout, 8)},{at})"
    unexplained = f'IF(INDEX({_here(layout, 0)},{at})="{Sign.FAILS}","{CORRECT}","{NO_REASON}")'
    formula = f'=IFERROR(IF({reason}="",{unexplained},{reason}),"")'
    yield _cell(Cell(row, 8), formula, _shown_at(place, 8, layout, ""))


def _shown_at(place: int, number: int, layout: Layout, nothing: str) -> Callable[[WorkbookState], Result]:
    def result(state: WorkbookState) -> Result:
        if place >= len(state.ranked):
            return nothing
        return shown(state.ranked[place], number, state, layout)

    return result


def shown(line: Line, number: int, state: WorkbookState, layout: Layout) -> Result:
    """Give what a column of a line shows."""
    sign = state.signs[line.row]
    left, right = state.sides[line.row]
    texts: dict[int, Result] = {
        0: sign.value,
        1: title(line),
        2: about(line, layout),
        3: left,
        4: SIGNS[line.operator if isinstance(line, OwnLine) else line.statement.operator],
        5: right,
        6: left - right,
        LINK: place_name(line, state, layout),
        8: state.reasons.get(line.row) or (CORRECT if sign is Sign.FAILS else NO_REASON),
        RULE_CODE: line.code,
    }
    return texts[number]


def title(line: Line) -> str:
    """Give what a line says."""
    return line.title if isinstance(line, OwnLine) else line.relation.holds.zh


def about(line: Line, layout: Layout) -> str:
    """Give of what a line speaks."""
    if isinstance(line, OwnLine):
        return line.about
    return line.statement.about or layout.form.fields[line.statement.left[0].field].label


def target(line: Line, state: WorkbookState, layout: Layout) -> tuple[str, Cell]:
    """Give the sheet and the cell that a line leads to."""
    if isinstance(line, CheckLine):
        place = layout.places[line.statement.left[0].field]
        return place.sheet, place.cell
    return line.section.sheet, state.firsts.get(line.row, line.areas[0].first)


def place_name(line: Line, state: WorkbookState, layout: Layout) -> str:
    """Give the short name of the place that a line leads to: 三!D30."""
    sheet, cell = target(line, state, layout)
    return f"{brief(sheet)}!{cell}"


def brief(sheet: str) -> str:
    """Give the first word of a sheet's name."""
    return sheet.split(maxsplit=1)[0]


def _check(line: CheckLine, layout: Layout) -> Iterator[FormulaCell]:
    failing = f'"{Sign.FAILS}"'
    if line.severity is not Severity.ERROR:
        tests = ",".join([f'TRIM({line.reason})<>""', *_answered(line, layout)])
        failing = f'IF(OR({tests}),"{Sign.ANSWERED}","{Sign.WANTS}")'
    yield _cell(line.left, left_formula(line, layout), _unless_open(line, 0))
    yield _cell(line.right, right_formula(line, layout), _unless_open(line, 1))
    yield _cell(line.mark, sign_formula(line, layout, failing), lambda state: state.signs[line.row].value)
    difference = f'=IF({_broken(line)},ROUND({line.left}-{line.right},{PLACES}),"")'
    yield _cell(line.difference, difference, _difference(line))


def _answered(line: Line, layout: Layout) -> Iterator[str]:
    """Test that 封面 gives a reason for the rule of a line."""
    if pairs := layout.form.answers:
        codes, reasons = ([layout.places[each.id] for each in side] for side in zip(*pairs, strict=True))
        areas = (address(side[0].sheet, Area(side[0].cell, side[-1].cell)) for side in (codes, reasons))
        yield f'COUNTIFS({next(areas)},"{line.code}",{next(areas)},"?*")>0'


def _broken(line: Line) -> str:
    """Test that a line does not hold, explained or not."""
    return "OR({})".format(",".join(f'{line.mark}="{sign}"' for sign in _BROKEN))


def _difference(line: Line) -> Callable[[WorkbookState], Result]:
    def result(state: WorkbookState) -> Result:
        left, right = state.sides[line.row]
        return left - right if state.signs[line.row] in _BROKEN else ""

    return result


def _unless_open(line: Line, side: int) -> Callable[[WorkbookState], Result]:
    return lambda state: (
        "" if state.signs[line.row] in {Sign.OPEN, Sign.NOT_APPLICABLE} else state.sides[line.row][side]
    )


def _counted(line: OwnLine, layout: Layout) -> Iterator[FormulaCell]:
    right, difference = Cell(line.row, 5), Cell(line.row, 6)
    yield _cell(line.left, f"={_count(line)}", lambda state: state.sides[line.row][0])
    yield _cell(right, f"={line.bound}", lambda _: line.bound)
    failing = f'"{Sign.FAILS}"'
    if line.severity is not Severity.ERROR:
        answered = next(_answered(line, layout), "")
        failing = f'IF({answered},"{Sign.ANSWERED}","{Sign.WANTS}")' if answered else f'"{Sign.WANTS}"'
    mark = f'IF({line.left}{line.operator}{line.bound},"{Sign.HOLDS}",{failing})'
    if line.concern is Concern.MENTION:
        mark = f'IF(COUNTA({_areas(line)})=0,"{Sign.OPEN}",{mark})'
    yield _cell(line.mark, f"={mark}", lambda state: state.signs[line.row].value)
    yield _cell(difference, f'=IF({_broken(line)},{line.left}-{right},"")', _difference(line))
    there = Cell(line.row, TARGET)
    yield _cell(there, f"={_target(line)}", lambda state: "{}!{}".format(*_named(*target(line, state, layout))))
    name = f'"{brief(line.section.sheet)}!"&MID({there},FIND("!",{there})+1,9)'
    yield _cell(Cell(line.row, LINK), f'=HYPERLINK("#"&{there},{name})', lambda state: place_name(line, state, layout))


def _named(sheet: str, cell: Cell) -> tuple[str, Cell]:
    return quoted(sheet), cell


def _areas(line: OwnLine) -> str:
    return ",".join(address(line.section.sheet, area) for area in line.areas)


def _count(line: OwnLine) -> str:
    areas = _areas(line)
    match line.concern:
        case Concern.NOT_NUMBERS:
            return f"COUNTA({areas})-COUNT({areas})"
        case Concern.LENGTH:
            return f"SUM({areas})"
        case _:
            return "+".join(f"SUMPRODUCT({_holds(word, areas)})" for word in line.words)


def _holds(word: str, area: str) -> str:
    return f'ISNUMBER(FIND("{word}",{area}))*1'


def _target(line: OwnLine) -> str:
    """Give the text of the place of the first cell that a line is about, of the first it looks at if there is none."""
    sheet, first = quoted(line.section.sheet), line.areas[0].first
    if line.concern in {Concern.LENGTH, Concern.MENTION}:
        return f'"{sheet}!{first}"'
    code = _first(line)
    return f'"{sheet}!"&IF({line.left}=0,"{first}",ADDRESS(INT({code}/100),MOD({code},100),4))'


def _first(line: OwnLine) -> str:
    """Give the place of the first cell that a line is about as one number."""
    most = []
    for area in (address(line.section.sheet, each) for each in line.areas):
        tests = [f"(1-ISNUMBER({area}))*(1-ISBLANK({area}))"]
        if line.concern is Concern.LEFT_OVER:
            tests = [_holds(word, area) for word in line.words]
        most += [f"SUMPRODUCT(MAX({test}*({_MOST}-ROW({area})*100-COLUMN({area}))))" for test in tests]
    return f"({_MOST}-MAX({','.join(most)}))"


def _ranked(line: Line, layout: Layout) -> Iterator[FormulaCell]:
    """Number the lines that ask for something, errors first, and name the row in whose margin they are told."""
    mark, marks = line.mark, layout.marks
    until = f"{marks.first.absolute}:{mark}"
    fails = f'COUNTIF({marks.absolute},"{Sign.FAILS}")'
    formula = (
        f'=IF({mark}="{Sign.FAILS}",COUNTIF({until},"{Sign.FAILS}"),'
        f'IF({mark}="{Sign.WANTS}",{fails}+COUNTIF({until},"{Sign.WANTS}"),""))'
    )
    rank, key = Cell(line.row, RANK), Cell(line.row, ROW_KEY)
    yield _cell(rank, formula, lambda state: state.ranks.get(line.row, ""))
    if isinstance(line, CheckLine):
        place = layout.places[line.statement.left[0].field]
        named = f'"{row_key(place.sheet, place.cell.row)}"'
    elif line.concern is Concern.NOT_NUMBERS:
        named = f'"{line.section.sheet}!"&INT({_first(line)}/100)'
    else:
        named = '""'
    yield _cell(key, f'=IF({rank}="","",{named})', lambda state: key_of(line, state, layout))


def row_key(sheet: str, row: int) -> str:
    """Give what names a row of a table on 校验."""
    return f"{sheet}!{row + 1}"


def key_of(line: Line, state: WorkbookState, layout: Layout) -> str:
    """Give the key of the row in whose margin a line is told, empty as long as it asks for nothing."""
    tells = isinstance(line, CheckLine) or line.concern is Concern.NOT_NUMBERS
    if line.row not in state.ranks or not tells:
        return ""
    sheet, cell = target(line, state, layout)
    return row_key(sheet, cell.row)
