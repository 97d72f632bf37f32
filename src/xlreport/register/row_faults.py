"""What is wrong with the rows of a register, each fault with its slug and the row it stands in. Words none of them.

Half a row, dates out of order, numbers used twice, terms that ran out: facts of the row alone, nothing about figures.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import field
from datetime import date

from xlreport.lazy import regex
from xlreport.plain_records import dataclass
from xlreport.register.counting import CARRIED_IN, EARLIER_YEAR, JOINED, LATER_YEAR, CountedRequest, first_numbers
from xlreport.register.declared import RegisterForm, RowState
from xlreport.register.requests import RegisterRow
from xlreport.register.terms_of_answer import Circumstances, Terms, terms_of

_MOBILE = regex(r"(?<!\d)1[3-9]\d{9}(?!\d)")
_IDENTITY = regex(r"(?<!\d)[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\d)")
_OPEN_TEXTS = ("number", "reply_number", "code", "remark")


@dataclass(frozen=True, slots=True, kw_only=True)
class RowFault:
    """One fault: its slug, what the row is called, the column it concerns, and the figures its message needs."""

    slug: str
    number: str
    line: int
    column: str = ""
    says: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedRow:
    """A request with what was worked out of it."""

    row: RegisterRow
    terms: Terms
    origin: str | None
    counted_as: str | None


def is_sound(row: RegisterRow, closing: str) -> bool:
    """Tell whether the dates of a request make sense together, so that its term can be judged."""
    received, answered = row.day("received"), row.day(closing)
    if received is None or any(column in row.strange for column in (closing, *DATES_OF_TERM)):
        return False
    if row.has("outcome") != row.has(closing) or "outcome" in row.strange:
        return False
    return answered is None or received <= answered


DATES_OF_TERM = ("correction_notice", "correction_received", "consult_sent", "consult_answered")
"""The dates that the term rests on, beside those of receipt and of the answer."""


def request_faults(judged: Iterable[JudgedRow], about: Circumstances) -> Iterator[RowFault]:
    """Every fault of the requests, row by row."""
    rows = tuple(judged)
    used = Counter(each.row.number for each in rows if each.row.number)
    seen: set[str] = set()
    for each in rows:
        for check in _REQUEST_CHECKS:
            yield from check(each, about)
        if used[each.row.number] > 1 and each.row.number not in seen:
            seen.add(each.row.number)
            yield fault_of("number_reused", each.row, "number", times=str(used[each.row.number]))
    yield from _repeats(rows)
    yield from _related(rows, about)


def fault_of(slug: str, row: RegisterRow, column: str = "", **says: str) -> RowFault:
    """A fault of a row, at one of its columns."""
    return RowFault(slug=slug, number=row.name, line=row.line, column=column, says=says)


def _identity(each: JudgedRow, about: Circumstances) -> Iterator[RowFault]:
    row = each.row
    if not row.has("number"):
        yield fault_of("number_missing", row, "number")
    if not row.has("received"):
        yield fault_of("received_missing", row, "received")
    if not row.has("applicant"):
        yield fault_of("type_missing", row, "applicant")
    for column, slug in _SLUG_OF_STRANGE.items():
        if column in row.strange:
            yield fault_of(slug, row, column, found=row.strange[column])
    dates = [each.id for each in about.declared.columns if each.kind.value == "date" and each.id in row.strange]
    yield from (fault_of("date_unreadable", row, column, found=row.strange[column]) for column in dates)


_SLUG_OF_STRANGE = {
    "applicant": "type_unknown",
    "outcome": "outcome_unknown",
    "channel": "channel_unknown",
    "extension_days": "extension_days_unreadable",
    "fee_yuan": "fee_unreadable",
}


def _halves(each: JudgedRow, about: Circumstances) -> Iterator[RowFault]:
    row, closing = each.row, about.declared.closing
    if row.has(closing) and not row.has("outcome"):
        yield fault_of("outcome_missing", row, "outcome")
    if row.has("outcome") and not row.has(closing):
        yield fault_of("answer_date_missing", row, closing)
    received, answered = row.day("received"), row.day(closing)
    if received and answered and answered < received:
        yield fault_of("answered_before_received", row, closing, received=str(received), answered=str(answered))
    elif each.origin == EARLIER_YEAR and answered:
        yield fault_of("answered_in_earlier_year", row, closing, answered=str(answered), year=str(about.year))
    if each.counted_as is None and each.origin not in {LATER_YEAR, JOINED}:
        yield fault_of("cannot_be_counted", row)


def _future(each: JudgedRow, about: Circumstances) -> Iterator[RowFault]:
    for column, slug in _IN_FUTURE.items():
        day = each.row.day(column)
        if day and day > about.as_of:
            yield fault_of(slug, each.row, column, found=str(day), today=str(about.as_of))


_IN_FUTURE = {
    "received": "received_in_future",
    "answered": "answered_in_future",
    "sent": "answered_in_future",
    "served": "answered_in_future",
    "correction_notice": "correction_notice_in_future",
    "correction_received": "correction_received_in_future",
    "consult_answered": "consult_answered_in_future",
    "fee_paid": "fee_paid_in_future",
}


def _order(each: JudgedRow, _about: Circumstances) -> Iterator[RowFault]:
    row, received = each.row, each.row.day("received")
    for column in ("correction_notice", "consult_sent", "extension_notice", "fee_notice"):
        day = row.day(column)
        if day and received and day < received:
            yield fault_of("notice_before_received", row, column, found=str(day), received=str(received))
    for before, after, without, reversed_ in _PAIRS:
        first, second = row.day(before), row.day(after)
        if row.has(after) and not row.has(before):
            yield fault_of(without, row, before)
        elif first and second and second < first:
            yield fault_of(reversed_, row, after, found=str(second), expected=str(first))


_PAIRS = (
    ("correction_notice", "correction_received", "correction_without_notice", "correction_before_notice"),
    ("consult_sent", "consult_answered", "consult_without_sending", "consult_answered_before_sent"),
    ("fee_notice", "fee_paid", "fee_without_notice", "fee_paid_before_notice"),
)


def _handed_over(each: JudgedRow, _about: Circumstances) -> Iterator[RowFault]:
    """An answer that was sent or served before it was made."""
    row = each.row
    for before, after in (("answered", "sent"), ("sent", "served"), ("answered", "served")):
        first, second = row.day(before), row.day(after)
        if first and second and second < first:
            yield fault_of("answer_out_of_order", row, after, found=str(second), expected=str(first))
            return


def _related(rows: tuple[JudgedRow, ...], about: Circumstances) -> Iterator[RowFault]:
    """Rows that are counted with another one, and rows that name one that is not there."""
    first, same = first_numbers(each.row for each in rows), about.declared.choice("again") == "same"
    for each in rows:
        row, own = each.row, each.row.number.casefold()
        part, again = (row.text(column).casefold() for column in ("part_of", "again_of"))
        for column, said in (("part_of", part), ("again_of", again)):
            if said and said == own:
                yield fault_of("related_to_itself", row, column)
        if each.origin == JOINED:
            column = "again_of" if same and again not in {"", own} else "part_of"
            yield fault_of("counted_with_another", row, column, found=row.text(column))
        elif part not in {"", own} and part not in first:
            yield fault_of("first_part_missing", row, "part_of", found=row.text("part_of"))


def _terms(each: JudgedRow, about: Circumstances) -> Iterator[RowFault]:
    row, terms, closing = each.row, each.terms, about.declared.closing
    said = {"due": str(terms.due or ""), "answered": str(row.day(closing) or ""), "today": str(about.as_of)}
    if terms.late and terms.state is RowState.ANSWERED_LATE:
        yield fault_of("answered_late", row, closing, **said)
    if terms.late and terms.state is RowState.OVERDUE:
        yield fault_of("overdue", row, closing, **said)
    if terms.state is RowState.NO_CALENDAR:
        yield fault_of("no_calendar", row, "received", last=str(about.calendar.last))


def _extension(each: JudgedRow, about: Circumstances) -> Iterator[RowFault]:
    row, most = each.row, about.declared.days.extension
    days, notice = row.amount("extension_days"), row.day("extension_notice")
    if days and days > most:
        yield fault_of("extension_over_20", row, "extension_days", found=str(days), most=str(most))
    if days and not row.has("extension_notice"):
        yield fault_of("extension_without_notice", row, "extension_notice")
    if row.has("extension_notice") and not row.has("extension_days"):
        yield fault_of("extension_without_days", row, "extension_days")
    if days and notice and each.terms.base_due and notice > each.terms.base_due:
        yield fault_of(
            "extension_notice_late", row, "extension_notice", due=str(each.terms.base_due), found=str(notice)
        )


def _other_terms(each: JudgedRow, about: Circumstances) -> Iterator[RowFault]:
    row, days = each.row, about.declared.days
    received, notice = row.day("received"), row.day("correction_notice")
    passed = about.calendar.between(received, notice) if received and notice and received <= notice else None
    if passed and passed > days.correction_notice:
        yield fault_of(
            "correction_notice_late", row, "correction_notice", days=str(passed), most=str(days.correction_notice)
        )
    sent, back = row.day("consult_sent"), row.day("consult_answered")
    away = about.calendar.between(sent, back) if sent and back and sent <= back else None
    if away and away > days.third_party:
        yield fault_of("consult_long", row, "consult_answered", days=str(away), most=str(days.third_party))


def _outcome(each: JudgedRow, _about: Circumstances) -> Iterator[RowFault]:
    """An outcome whose steps are missing, or that came before its time."""
    row = each.row
    needed = _STEPS_OF_OUTCOME.get(row.text("outcome"))
    if needed and not row.has(needed[0]):
        yield fault_of(needed[1], row, needed[0])
    if row.text("outcome") == "closed.not_corrected_in_time" and row.has("correction_received"):
        yield fault_of("outcome_against_correction", row, "correction_received")
    if row.text("outcome") == "closed.fee_not_paid" and row.has("fee_paid"):
        yield fault_of("outcome_against_fee", row, "fee_paid")


_STEPS_OF_OUTCOME = {
    "closed.not_corrected_in_time": ("correction_notice", "outcome_without_correction"),
    "unavailable.unclear_after_correction": ("correction_received", "outcome_without_correction"),
    "closed.fee_not_paid": ("fee_notice", "outcome_without_fee"),
}


def is_personal(said: str) -> bool:
    """Tell whether a text holds a mobile number or the number of an identity card."""
    return bool(_MOBILE.search(said) or _IDENTITY.search(said))


def _private(each: JudgedRow, _about: Circumstances) -> Iterator[RowFault]:
    for column in _OPEN_TEXTS:
        said = each.row.text(column)
        if is_personal(said):
            yield fault_of("personal_data", each.row, column)


def _repeats(rows: Iterable[JudgedRow]) -> Iterator[RowFault]:
    """A request that was refused as repeated, of somebody who has made no earlier one."""
    earlier: set[str] = set()
    for each in sorted(rows, key=lambda each: each.row.day("received") or date.max):
        code = each.row.text("code")
        if each.row.text("outcome") == "not_processed.repeated" and code and code not in earlier:
            yield fault_of("repeated_without_earlier", each.row, "outcome")
        earlier.add(code)


_REQUEST_CHECKS: tuple[Callable[[JudgedRow, Circumstances], Iterator[RowFault]], ...] = (
    _identity,
    _halves,
    _future,
    _order,
    _handed_over,
    _terms,
    _extension,
    _other_terms,
    _outcome,
    _private,
)


def carried_in_faults(
    judged: Iterable[JudgedRow], last_year: Mapping[str, int], declared: RegisterForm
) -> Iterator[RowFault]:
    """The kinds of applicant of which another number was carried in than last year's report carried out."""
    carried = Counter(
        each.row.text("applicant") for each in judged if each.origin == CARRIED_IN and each.counted_as is not None
    )
    prefix = f"{declared.counted.table}.{declared.counted.carried_in}"
    for kind, expected in last_year.items():
        if carried[kind] != expected:
            says = {"found": str(carried[kind]), "expected": str(expected)}
            yield RowFault(slug="carried_in_differs", number=f"{prefix}.{kind}", line=0, says=says)


def judged_request(row: RegisterRow, how: CountedRequest, about: Circumstances) -> JudgedRow:
    """Work out a request's days, and say how it counts."""
    terms = terms_of(row, about, sound=is_sound(row, about.declared.closing))
    return JudgedRow(row=row, terms=terms, origin=how.origin, counted_as=how.counted_as)
