"""The register's own columns as formulas of one row: the same answers as `terms_of` and `counted_request` give.

Only functions that Excel 2010, WPS and LibreOffice share; a row without entries shows nothing.
"""

from collections.abc import Iterator, Mapping

from xlreport.register.declared import WITHDRAWN, DisputeList, RegisterForm, RowState
from xlreport.register.register_plan import FIRST_ROW
from xlreport.register.row_faults import DATES_OF_TERM

YEAR, TODAY, SOON = "reg_year", "reg_today", "reg_soon"
DAYS, RUNNING, FIRST_DAY = "cal_day", "cal_run", "cal_first"
APPLICANTS, OUTCOMES, NUMBERS, PARTS = "list_applicants", "list_outcomes", "reg_numbers", "reg_part_of"
PAID, MONEY = "reg_fee_paid", "reg_fee_yuan"
"""Defined names: the settings of the front page, the columns of the calendar, the lists."""
RANKS = 10_000
"""More than a register has lines."""
OPEN_STATES = (RowState.OPEN, RowState.DUE_SOON, RowState.OVERDUE)
"""The states in which a term runs."""


def text(said: str) -> str:
    """A text as a formula quotes it."""
    return '"' + said.replace('"', '""') + '"'


def row_formulas(cell: Mapping[str, str], inputs: str, declared: RegisterForm) -> dict[str, str]:
    """The formula of each automatic column by its id; `cell` names the row's cells by column id, `inputs` its block."""
    running = f"INDEX({RUNNING},{{}}-{FIRST_DAY}+1)"
    closing = {"answered": cell[declared.closing]}
    refs = {**cell, **closing, "most": str(declared.days.extension), "answer": str(declared.days.answer)}
    made = {
        "line": f"ROW()-{FIRST_ROW}",
        "origin": _origin(declared),
        "counted_as": _counted_as(declared),
        "start": 'IF(ISNUMBER({correction_received}),{correction_received},IF({correction_notice}<>"","",'
        'IF(ISNUMBER({received}),{received},"")))',
        "paused": _paused(running),
        "base_due": 'IF(OR({start}="",{paused}=""),"",IFERROR(' + _due(running, "{answer}+{paused}") + ',""))',
        "first_due": _first_due(running),
        "last_due": _last_due(running),
        "due": 'IF({first_due}={last_due},{first_due},"")',
        "left": _left(running),
        "used": _used(running),
        "state": _state(declared),
        "hint": _hint(declared),
        "uncounted": _uncounted(declared),
        "rank": _rank(declared),
    }
    return {column: f'=IF(COUNTA({inputs})=0,"",{formula.format_map(refs)})' for column, formula in made.items()}


def _due(running: str, days: str) -> str:
    """The day on which so many working days after the start have passed; an error beyond the calendar."""
    return f"INDEX({DAYS},MATCH({running.format('{start}')}+{days}-1,{RUNNING},1)+1)"


_EXTENDED = "{answer}+{paused}+MIN({extension_days},{most})"
_IS_EXTENDED = "IF(ISNUMBER({extension_days}),{extension_days}>0,FALSE)"
_TOLD_IN_TIME = "IF(ISNUMBER({extension_notice}),{extension_notice}<={base_due},FALSE)"


def _paused(running: str) -> str:
    from_, to = running.format("MAX({consult_sent},{start})"), running.format("{consult_answered}")
    return (
        'IF({start}="","",IF(NOT(ISNUMBER({consult_sent})),0,IF(NOT(ISNUMBER({consult_answered})),"",'
        f"IF({{consult_answered}}>{{start}},IFERROR(MAX(0,{to}-{from_}),0),0))))"
    )


def _first_due(running: str) -> str:
    extended = _due(running, _EXTENDED)
    return (
        'IF(OR({base_due}="",{fee_notice}<>""),"",IF(ISNUMBER({postponed_to}),{postponed_to},'
        f'IF({_IS_EXTENDED},IF({_TOLD_IN_TIME},IFERROR({extended},""),{{base_due}}),{{base_due}})))'
    )


def _last_due(running: str) -> str:
    extended = _due(running, _EXTENDED)
    return (
        'IF({first_due}="","",IF(ISNUMBER({postponed_to}),{postponed_to},'
        f"IF({_IS_EXTENDED},IFERROR({extended},{{first_due}}),{{first_due}})))"
    )


def _left(running: str) -> str:
    till, now = running.format("{first_due}"), running.format(TODAY)
    return f'IF(OR({{answered}}<>"",{{first_due}}="",{{first_due}}<>{{last_due}}),"",IFERROR({till}-{now},""))'


def _used(running: str) -> str:
    done, begun = running.format("{answered}"), running.format("{start}")
    return (
        'IF(OR(NOT(ISNUMBER({answered})),{start}="",{paused}=""),"",'
        f'IF({{answered}}<{{start}},"",IFERROR({done}-{begun}-{{paused}},"")))'
    )


def _origin(declared: RegisterForm) -> str:
    words = {name: text(word) for name, word in declared.origins.items()}
    earlier = f"IF(ISNUMBER({{answered}}),IF({{answered}}>={{received}},YEAR({{answered}})<{YEAR},FALSE),FALSE)"
    origin = (
        f"IF(YEAR({{received}})>{YEAR},{words['later_year']},"
        f"IF({earlier},{words['earlier_year']},"
        f"IF(YEAR({{received}})={YEAR},{words['received']},{words['carried_in']})))"
    )
    for joined in _joined(declared):
        origin = f"IF({joined},{words['joined']},{origin})"
    return f'IF(NOT(ISNUMBER({{received}})),"",{origin})'


def _joined(declared: RegisterForm) -> Iterator[str]:
    """When a row is counted with the one it names, by the choices that hold."""
    named = 'IF({{{column}}}="",FALSE,{{{column}}}&""<>{{number}}&"")'
    if declared.choice("again") == "same":
        yield named.format(column="again_of")
    if declared.choice("split") == "one":
        is_first = f'SUMPRODUCT(({NUMBERS}&""={{part_of}}&"")*({PARTS}=""))>0'
        yield f"IF({named.format(column='part_of')},IF(YEAR({{received}})<{YEAR},TRUE,{is_first}),FALSE)"


def _uncounted(declared: RegisterForm) -> str:
    elsewhere = ",".join(f"{{origin}}<>{text(declared.origins[name])}" for name in ("later_year", "joined"))
    return f'IF(AND({{counted_as}}="",{elsewhere}),1,0)'


def _counted_as(declared: RegisterForm) -> str:
    out, origins = text(declared.counted.carried_out_word), declared.origins
    elsewhere = (text(origins[name]) for name in ("later_year", "earlier_year", "joined"))
    nowhere = ",".join(f"{{origin}}={word}" for word in ('""', *elsewhere))
    outcome = declared.column("outcome")
    taken_back, instead = (text(outcome.label_of(each)) for each in (WITHDRAWN, declared.choice("withdrawn")))
    answered = (
        f"IF(YEAR({{answered}})>{YEAR},{out},"
        f"IF(AND({{answered}}>={{received}},ISNUMBER(MATCH({{outcome}},{OUTCOMES},0))),"
        f'IF({{outcome}}={taken_back},{instead},{{outcome}}),""))'
    )
    return (
        f'IF(OR({nowhere}),"",IF(NOT(ISNUMBER(MATCH({{applicant}},{APPLICANTS},0))),"",'
        f'IF({{answered}}="",IF({{outcome}}="",{out},""),IF(ISNUMBER({{answered}}),{answered},""))))'
    )


def _state(declared: RegisterForm) -> str:
    say = {state: text(words.label.zh) for state, words in declared.states.items()}
    dates = ("answered", *DATES_OF_TERM)
    readable = ",".join(f'OR({{{column}}}="",ISNUMBER({{{column}}}))' for column in dates)
    sound = (
        f"AND(ISNUMBER({{received}}),{readable},"
        f'({{outcome}}<>"")=({{answered}}<>""),OR({{outcome}}="",ISNUMBER(MATCH({{outcome}},{OUTCOMES},0))),'
        'OR({answered}="",{answered}>={received}))'
    )
    done = (
        f'IF({{first_due}}="",{say[RowState.ANSWERED]},IF({{answered}}>{{last_due}},{say[RowState.ANSWERED_LATE]},'
        f"IF({{answered}}>{{first_due}},{say[RowState.UNCLEAR]},{say[RowState.ANSWERED]})))"
    )
    running = (
        f'IF({{first_due}}="",IF({{fee_paid}}<>"",{say[RowState.OPEN]},{say[RowState.NO_CALENDAR]}),'
        f"IF({TODAY}>{{last_due}},{say[RowState.OVERDUE]},IF({TODAY}>{{first_due}},{say[RowState.UNCLEAR]},"
        f"IF(IF(ISNUMBER({{left}}),{{left}}<={SOON},FALSE),{say[RowState.DUE_SOON]},{say[RowState.OPEN]}))))"
    )
    expired = f"IF(ISNUMBER({{correction_due}}),{{correction_due}}<{TODAY},FALSE)"
    waiting = (
        'IF(AND({correction_notice}<>"",{correction_received}=""),'
        f"IF({expired},{say[RowState.CORRECTION_EXPIRED]},{say[RowState.CORRECTION]}),"
        f'IF(AND({{consult_sent}}<>"",{{consult_answered}}=""),{say[RowState.CONSULTING]},'
        f'IF(AND({{fee_notice}}<>"",{{fee_paid}}=""),{say[RowState.FEE]},{running})))'
    )
    return f'IF(NOT({sound}),{say[RowState.UNCLEAR]},IF({{answered}}<>"",{done},{waiting}))'


def _rank(declared: RegisterForm) -> str:
    """A key that grows with the due date and then with the line, for open requests alone."""
    words = (text(declared.states[state].label.zh) for state in OPEN_STATES)
    is_open = ",".join(f"{{state}}={word}" for word in words)
    return f'IF(AND(OR({is_open}),ISNUMBER({{first_due}})),{{first_due}}*{RANKS}+{{line}},"")'


def _hint(declared: RegisterForm) -> str:
    """The first thing to mend in the row, in the order in which a clerk fills it in."""
    formula = '""'
    for condition, said in reversed(hints(declared)):
        formula = f"IF({condition},{text(said)},{formula})"
    return formula


def hints(declared: RegisterForm) -> tuple[tuple[str, str], ...]:
    """What the workbook can say of a row by itself, each with its condition; the checker tells more."""
    most = declared.days.extension
    later = "IF(ISNUMBER({answered}),{answered}<{received},FALSE)"
    return (
        ('{number}=""', "缺登记编号"),
        (f"COUNTIF({NUMBERS},{{number}})>1", "登记编号重复"),
        ('{received}=""', "缺收到日期"),
        ("NOT(ISNUMBER({received}))", "收到日期不是日期"),
        ('{applicant}=""', "缺申请人类型"),
        (f"NOT(ISNUMBER(MATCH({{applicant}},{APPLICANTS},0)))", "申请人类型不在清单中"),
        ('AND({answered}<>"",{outcome}="")', "缺办理结果"),
        ('AND({outcome}<>"",{answered}="")', f"缺{declared.closing_label}"),
        (f'AND({{outcome}}<>"",NOT(ISNUMBER(MATCH({{outcome}},{OUTCOMES},0))))', "办理结果不在清单中"),
        (f"IF(ISNUMBER({{received}}),{later},FALSE)", "办结早于收到"),
        (f"{{origin}}={text(declared.origins['earlier_year'])}", "上年已办结，本年不计"),
        (f"{{origin}}={text(declared.origins['joined'])}", "并入另一件，不另计"),
        ('AND({extension_days}<>"",{extension_notice}="")', "延期未写告知日期"),
        ('AND({extension_notice}<>"",{extension_days}="")', "延期未写工作日数"),
        (f"IF(ISNUMBER({{extension_days}}),{{extension_days}}>{most},FALSE)", f"延期超过{most}个工作日"),
    )


def dispute_formula(cell: Mapping[str, str], declared: DisputeList, counted: str) -> str:
    """The result as which a review or suit counts, as `counted_dispute` gives it."""
    only_filed = f",YEAR({{filed}})<{YEAR}" if counted == "filed" else ""
    role = text(next(each.label for each in declared.column("role").options if each.id == "reviewer"))
    pending = text(declared.pending_word)
    decided = (
        f"IF(YEAR({{decided}})>{YEAR},{pending},"
        f"IF(AND({{decided}}>={{filed}},YEAR({{decided}})={YEAR},"
        'ISNUMBER(MATCH({result},list_dispute_result,0))),{result},""))'
    )
    formula = (
        'IF(NOT(ISNUMBER({filed})),"",IF(OR(NOT(ISNUMBER(MATCH({kind},list_dispute_kind,0))),'
        f'{{role}}={role},YEAR({{filed}})>{YEAR}{only_filed}),"",'
        f'IF({{decided}}="",IF({{result}}="",{pending},""),IF(ISNUMBER({{decided}}),{decided},""))))'
    )
    return formula.format_map(cell)


def count_formula(declared: RegisterForm, field: str) -> str:
    """The live count of a typed figure of either table, or of the fees, over the rows' own columns."""
    counted, (row, _, kind) = declared.counted, field.partition(".")[2].rpartition(".")
    if field in {counted.fee_cases, counted.fee_sum}:
        return _fee(money=field == counted.fee_sum)
    if field.partition(".")[0] == declared.disputes.table:
        return _dispute_count(declared.disputes, kind=row, result=kind)
    who = f"reg_applicant,{text(declared.column('applicant').label_of(kind))}"
    origins = {counted.received: "received", counted.carried_in: "carried_in"}
    if row in origins:
        return f'=COUNTIFS({who},reg_origin,{text(declared.origins[origins[row]])},reg_counted,"?*")'
    said = counted.carried_out_word if row == counted.carried_out else declared.column("outcome").label_of(row)
    return f"=COUNTIFS({who},reg_counted,{text(said)})"


def _fee(*, money: bool) -> str:
    """The requests for which a fee was paid in the year, or what was paid."""
    paid = f'{PAID},">="&DATE({YEAR},1,1),{PAID},"<="&DATE({YEAR},12,31)'
    return f"=SUMIFS({MONEY},{paid})" if money else f"=COUNTIFS({paid})"


def _dispute_count(declared: DisputeList, *, kind: str, result: str) -> str:
    said = declared.pending_word if result == "pending" else declared.column("result").label_of(result)
    return f"=COUNTIFS(dis_kind,{text(declared.column('kind').label_of(kind))},dis_counted,{text(said)})"
