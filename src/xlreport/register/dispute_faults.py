"""What is wrong with the list of reviews and suits, each fault with its slug and the row it stands in."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from xlreport.register.requests import RegisterRow
from xlreport.register.row_faults import RowFault, fault_of
from xlreport.register.terms_of_answer import Circumstances

_REVIEW_FIRST_SINCE = date(2024, 1, 1)
"""行政复议法 as amended: refusals of this kind go to review before a court."""


def dispute_faults(
    disputes: Iterable[RegisterRow], requests: Iterable[RegisterRow], about: Circumstances
) -> Iterator[RowFault]:
    """Every fault of the list of reviews and suits, row by row."""
    rows = tuple(disputes)
    outcomes = {row.number: row.text("outcome") for row in requests if row.number}
    used = Counter(row.number for row in rows if row.number)
    seen: set[str] = set()
    for row in rows:
        yield from _dispute_halves(row, about)
        yield from _dispute_notes(row, outcomes)
        if used[row.number] > 1 and row.number not in seen:
            seen.add(row.number)
            yield fault_of("dispute_number_reused", row, "number", times=str(used[row.number]))


_UNKNOWN = {"kind": "dispute_kind_unknown", "result": "dispute_result_unknown", "role": "dispute_role_unknown"}


def _dispute_halves(row: RegisterRow, about: Circumstances) -> Iterator[RowFault]:
    for column, missing in (
        ("number", "dispute_number_missing"),
        ("filed", "dispute_filed_missing"),
        ("kind", "dispute_kind_missing"),
    ):
        if not row.has(column):
            yield fault_of(missing, row, column)
    for column, found in row.strange.items():
        yield fault_of(_UNKNOWN.get(column, "dispute_date_unreadable"), row, column, found=found)
    if row.has("decided") and not row.has("result"):
        yield fault_of("dispute_result_missing", row, "result")
    if row.has("result") and not row.has("decided"):
        yield fault_of("dispute_decided_missing", row, "decided")
    filed, decided = row.day("filed"), row.day("decided")
    if filed and decided and decided < filed:
        yield fault_of("dispute_decided_before_filed", row, "decided", found=str(decided), expected=str(filed))
    for column, slug in (("filed", "dispute_filed_in_future"), ("decided", "dispute_decided_in_future")):
        day = row.day(column)
        if day and day > about.as_of:
            yield fault_of(slug, row, column, found=str(day), today=str(about.as_of))


def _dispute_notes(row: RegisterRow, outcomes: Mapping[str, str]) -> Iterator[RowFault]:
    if row.text("role") == "reviewer":
        yield fault_of("dispute_as_review_body", row, "role")
    refused = outcomes.get(row.text("request"), "").rpartition(".")[2] in _REVIEW_FIRST
    filed = row.day("filed")
    if row.text("kind") == "direct_suit" and refused and filed and filed >= _REVIEW_FIRST_SINCE:
        yield fault_of("direct_suit_without_review", row, "kind")


_REVIEW_FIRST = {
    *("state_secret", "law_forbids", "security_stability", "third_party"),
    *("internal_affairs", "process_information", "enforcement_file"),
}
"""Refusals under 条例 arts. 14, 15 and 16."""
