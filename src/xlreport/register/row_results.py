"""What the register's own columns show, worked out in Python: the cached results of the formulas, column by column."""

from collections import Counter
from datetime import date
from typing import Any

from xlreport.register.counting import JOINED, LATER_YEAR
from xlreport.register.declared import RegisterForm, RowState
from xlreport.register.register_canvas import RegisterCanvas
from xlreport.register.row_faults import JudgedRow
from xlreport.register.row_formulas import OPEN_STATES, RANKS

_EPOCH = date(1899, 12, 30).toordinal()


def serial(day: date | None) -> int | str:
    """A day as a spreadsheet counts it, nothing where there is none."""
    return day.toordinal() - _EPOCH if day else ""


def row_results(canvas: RegisterCanvas) -> dict[str, list[Any]]:
    """For each automatic column what its cells show, from the first line to the last."""
    columns: dict[str, list[Any]] = {each.id: [""] * canvas.plan.requests.rows for each in canvas.declared.automatic}
    used = Counter(each.row.number.casefold() for each in canvas.requests)
    for each in canvas.requests:
        for identifier, result in _results(canvas, each, used).items():
            columns[identifier][each.row.line - 1] = result
    return columns


def _results(canvas: RegisterCanvas, each: JudgedRow, used: Counter[str]) -> dict[str, Any]:
    declared, terms = canvas.declared, each.terms
    choices = terms.due_any_of or ((terms.due,) if terms.due else ())
    state = terms.state or RowState.UNCLEAR
    first = serial(choices[0] if choices else None)
    return {
        "line": each.row.line,
        "state": declared.states[state].label.zh,
        "due": serial(terms.due),
        "left": _left(canvas, each),
        "hint": _hint(declared, each, used),
        "origin": declared.origins.get(each.origin or "", ""),
        "counted_as": _counted_as(declared, each),
        "start": serial(terms.start),
        "paused": "" if terms.paused_days is None else terms.paused_days,
        "base_due": serial(terms.base_due),
        "first_due": first,
        "last_due": serial(choices[-1] if choices else None),
        "used": "" if terms.used_days is None else terms.used_days,
        "uncounted": int(is_uncounted(each)),
        "rank": int(first) * RANKS + each.row.line if first and state in OPEN_STATES else "",
    }


def is_uncounted(each: JudgedRow) -> bool:
    """Tell whether a request counts nowhere though it should: not one of the year after, or counted with another."""
    return each.counted_as is None and each.origin not in {LATER_YEAR, JOINED}


def _left(canvas: RegisterCanvas, each: JudgedRow) -> int | str:
    if each.row.has(canvas.declared.closing) or each.terms.due is None:
        return ""
    between = canvas.calendar.between(canvas.as_of, each.terms.due)
    return "" if between is None else between


def _counted_as(declared: RegisterForm, each: JudgedRow) -> str:
    if each.counted_as == declared.counted.carried_out:
        return declared.counted.carried_out_word
    return declared.column("outcome").label_of(each.counted_as) if each.counted_as else ""


def _hint(declared: RegisterForm, each: JudgedRow, used: Counter[str]) -> str:
    row, most, closing = each.row, declared.days.extension, declared.closing
    received, answered, days = row.day("received"), row.day(closing), row.amount("extension_days")
    told = (
        (not row.has("number"), "缺登记编号"),
        (used[row.number.casefold()] > 1, "登记编号重复"),
        (not row.has("received"), "缺收到日期"),
        (received is None, "收到日期不是日期"),
        (not row.has("applicant"), "缺申请人类型"),
        ("applicant" in row.strange, "申请人类型不在清单中"),
        (row.has(closing) and not row.has("outcome"), "缺办理结果"),
        (row.has("outcome") and not row.has(closing), f"缺{declared.closing_label}"),
        ("outcome" in row.strange, "办理结果不在清单中"),
        (received and answered and answered < received, "办结早于收到"),
        (each.origin == "earlier_year", "上年已办结，本年不计"),
        (each.origin == JOINED, "并入另一件，不另计"),
        (row.has("extension_days") and not row.has("extension_notice"), "延期未写告知日期"),
        (row.has("extension_notice") and not row.has("extension_days"), "延期未写工作日数"),
        (days and days > most, f"延期超过{most}个工作日"),
    )
    return next((words for is_so, words in told if is_so), "")
