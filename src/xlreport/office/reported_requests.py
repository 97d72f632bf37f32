"""Of a unit's request register what may be handed on: its reported columns, what follows, how long answers took."""

from collections.abc import Iterable, Iterator
from statistics import median

from xlreport.register import CARRIED_OUT, JudgedRow, RegisterForm
from xlreport.register.counting import CARRIED_IN, RECEIVED
from xlreport.register.declared import Column
from xlreport.register.row_faults import is_personal
from xlreport.submissions import Reported

_KIND, _ORIGIN, _COUNTED = range(3)
_KEYS = ("申请人类型", "归属", "计入")
_FOLLOWS = ("应答复日期", "用时（工作日）", "逾期")
_LATE = {True: "是", False: "否", None: ""}
ANYTHING = "?*"


def reported_requests(judged: Iterable[JudgedRow], declared: RegisterForm) -> Reported:
    """What a county may see of a register: no code of an applicant, no remark, no telephone in a number."""
    rows = tuple(judged)
    answered = [each for each in rows if each.counted_as not in {None, CARRIED_OUT}]
    days = sorted(each.terms.used_days for each in answered if each.terms.used_days is not None)
    return Reported(
        columns=(*_KEYS, *(each.label for each in _shown(declared)), *_FOLLOWS),
        rows=tuple(tuple(_cells(each, declared)) for each in rows),
        answered=len(answered),
        judged=sum(each.terms.late is not None for each in answered),
        in_time=sum(each.terms.late is False for each in answered),
        median=f"{median(days):g}" if days else "",
        extended=sum(1 for each in rows if each.row.amount("extension_days") and each.row.day("extension_notice")),
    )


def counting_columns(declared: RegisterForm) -> dict[str, tuple[tuple[int, str], ...]]:
    """By figure of the table of requests, which columns of a row that is handed on say what where it is counted."""
    counted, kinds = declared.counted, declared.applicants
    origins = {counted.received: RECEIVED, counted.carried_in: CARRIED_IN}
    went = {counted.carried_out: counted.carried_out_word, **{each.id: each.label for each in declared.outcomes}}
    came = {row: declared.origins[origin] for row, origin in origins.items()}
    conditions = {
        **{row: ((_ORIGIN, word), (_COUNTED, ANYTHING)) for row, word in came.items()},
        **{row: ((_COUNTED, word),) for row, word in went.items()},
    }
    return {
        f"{counted.table}.{row}.{kind.id}": ((_KIND, kind.label), *tests)
        for row, tests in conditions.items()
        for kind in kinds
    }


def _shown(declared: RegisterForm) -> Iterator[Column]:
    keys = {"applicant", "outcome"}
    return (each for each in declared.columns if each.reported and each.id not in keys)


def _cells(each: JudgedRow, declared: RegisterForm) -> Iterator[str]:
    row, terms = each.row, each.terms
    yield declared.column("applicant").label_of(row.text("applicant"))
    yield declared.origins.get(each.origin or "", "")
    yield _counted(each, declared)
    for column in _shown(declared):
        said = row.values.get(column.id, "")
        text = column.label_of(said) if isinstance(said, str) else str(said)
        yield "" if is_personal(text) else text
    yield str(terms.due or "")
    yield "" if terms.used_days is None else str(terms.used_days)
    yield _LATE[terms.late]


def _counted(each: JudgedRow, declared: RegisterForm) -> str:
    if each.counted_as == CARRIED_OUT:
        return declared.counted.carried_out_word
    return declared.column("outcome").label_of(each.counted_as) if each.counted_as else ""
