"""One cell of a register changed at a time, the workbook not recalculated: each change that matters is told."""

from datetime import date
from pathlib import Path

import pytest

from patching import CLEARED, Patch, patch_cells, typed
from registered_returns import dispute, layout, registered_return, request, told
from xlreport.register import register_of
from xlreport.register.register_plan import embedded_plan
from xlreport.register.row_results import serial

_LATER = {"answered": "2025-06-06"}
Mutation = tuple[int, str, object, str]
"""The line, the column, what is put there, and the rule that must speak."""
REQUESTS = [
    request(1),
    request(2, applicant="business", outcome="unavailable.not_held"),
    request(3, received="2025-12-29", answered=None, outcome=None),
    request(4, received="2024-12-20", answered="2025-01-06"),
    request(
        5,
        correction_notice="2025-05-12",
        correction_received="2025-05-16",
        answered="2025-06-03",
        outcome="unavailable.unclear_after_correction",
    ),
    request(
        6,
        consult_sent="2025-05-09",
        consult_answered="2025-05-23",
        answered="2025-06-06",
        outcome="refused.third_party",
    ),
    request(7, extension_notice="2025-05-28", extension_days=15, answered="2025-06-18"),
    request(8, fee_notice="2025-05-09", fee_paid="2025-05-14", fee_yuan=100, answered="2025-05-28"),
]
DISPUTES = [dispute(1), dispute(2, kind="direct_suit", decided=None, result=None)]
GONE, NATURAL, BUSINESS, GRANTED = None, "自然人", "商业企业", "（一）予以公开"
PARTLY, NOT_CORRECTED = "partly", "lapsed"
MUTATIONS: list[Mutation] = [
    (1, "number", GONE, "R02"),
    (1, "number", "〔2025〕2号", "R02"),
    (1, "number", "13912345678", "R17"),
    (1, "received", GONE, "R01"),
    (1, "received", "五月六日", "R04"),
    (1, "received", "2024-05-06", "T306"),
    (1, "received", "2025-05-26", "R05"),
    (3, "received", "2026-01-05", "T306"),
    (1, "channel", "口信", "R03"),
    (1, "applicant", GONE, "R01"),
    (1, "applicant", "外星人", "R03"),
    (1, "applicant", BUSINESS, "T306"),
    (2, "applicant", NATURAL, "T306"),
    (1, "answered", GONE, "R04"),
    (1, "answered", "待定", "R04"),
    (1, "answered", "2026-01-05", "T306"),
    (1, "answered", "2025-08-20", "R11"),
    (4, "answered", "2024-12-30", "R05"),
    (3, "answered", "2025-12-30", "R03"),
    (1, "outcome", GONE, "R03"),
    (1, "outcome", "已处理", "R03"),
    (1, "outcome", PARTLY, "T306"),
    (2, "outcome", GRANTED, "T306"),
    (1, "outcome", NOT_CORRECTED, "R15"),
    (3, "outcome", GRANTED, "R04"),
    (5, "correction_notice", GONE, "R06"),
    (5, "correction_notice", "2025-05-30", "R06"),
    (5, "correction_notice", "2025-05-16", "R13"),
    (5, "correction_received", "2025-05-09", "R06"),
    (5, "correction_received", GONE, "R15"),
    (6, "consult_sent", GONE, "R06"),
    (6, "consult_sent", "2025-04-30", "R06"),
    (6, "consult_answered", "2025-05-08", "R06"),
    (6, "consult_answered", "2025-06-05", "R14"),
    (7, "extension_days", 21, "R12"),
    (7, "extension_days", GONE, "R12"),
    (7, "extension_days", "两周", "R04"),
    (7, "extension_notice", GONE, "R12"),
    (7, "extension_notice", "2025-06-16", "R12"),
    (8, "fee_notice", GONE, "R06"),
    (8, "fee_paid", "2025-05-08", "R06"),
    (8, "fee_yuan", "百元", "R04"),
    (8, "fee_yuan", 200, "T411"),
    (8, "fee_paid", "2026-01-05", "T411"),
    (1, "sent", "2025-05-19", "R06"),
    (1, "part_of", "〔2025〕99号", "R22"),
    (1, "again_of", "〔2025〕2号", "T306"),
    (2, "again_of", "〔2025〕2号", "R22"),
    (1, "outcome", "申请人撤回", "T306"),
    (1, "remark", "来电 13912345678", "R17"),
    (9, "received", "2025-05-06", "R01"),
]
CASES: list[Mutation] = [
    (1, "number", GONE, "R21"),
    (1, "kind", "复议后起诉", "T410"),
    (1, "result", "结果纠正", "T410"),
    (1, "decided", GONE, "R21"),
    (1, "decided", "2026-01-09", "T410"),
    (1, "filed", "2026-01-05", "T410"),
    (1, "role", "复议机关", "R18"),
    (2, "result", "其他结果", "R21"),
]
DECLARED = register_of(layout().form)


@pytest.fixture(scope="module")
def good() -> bytes:
    """A return with a register of eight requests and two cases."""
    return registered_return(REQUESTS, DISPUTES)


def patch(said: object) -> Patch:
    """What a clerk leaves in a cell: a day as a day, an outcome by its printed label, anything else as it stands."""
    assert DECLARED
    match said:
        case None:
            return CLEARED
        case str() if said[:2] == "20" and said.count("-") == 2:
            return typed(serial(date.fromisoformat(said)))
        case "partly" | "lapsed":
            name = {"partly": "partly_granted", "lapsed": "closed.not_corrected_in_time"}[said]
            return typed(DECLARED.column("outcome").label_of(name))
        case int() | str():
            return typed(said)
    raise AssertionError(said)


def changed(content: bytes, line: int, column: str, said: object, *, case: bool) -> bytes:
    """The return with one cell of its register changed, nothing recalculated."""
    assert DECLARED
    plan = embedded_plan(DECLARED)
    rows = plan.disputes if case else plan.requests
    return patch_cells(content, {rows.sheet: {str(rows.cell(column, line)): patch(said)}})


def test_unchanged_it_is_silent(good: bytes, tmp_path: Path) -> None:
    """Nothing of the rows is told before one is changed."""
    assert told(good, tmp_path) == {}


@pytest.mark.parametrize("mutation", MUTATIONS, ids=str)
def test_a_change_of_a_request_is_told(good: bytes, mutation: Mutation, tmp_path: Path) -> None:
    """By the rule that is about it."""
    line, column, said, code = mutation
    assert code in {each.split()[-1] for each in told(changed(good, line, column, said, case=False), tmp_path)}


@pytest.mark.parametrize("mutation", CASES, ids=str)
def test_a_change_of_a_case_is_told(good: bytes, mutation: Mutation, tmp_path: Path) -> None:
    """By the rule that is about it."""
    line, column, said, code = mutation
    assert code in {each.split()[-1] for each in told(changed(good, line, column, said, case=True), tmp_path)}
