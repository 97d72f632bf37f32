"""Every rule of the register speaks where a row is wrong, at its cell, and is silent on a sound register."""

from datetime import date
from typing import Any

import pytest

from xlreport.forms import load_form
from xlreport.office.registers.examined_registers import judged_register, register_findings
from xlreport.office.registers.request_registers import ReadRegister
from xlreport.register import RegisterRows, register_of, rows_of
from xlreport.register.register_canvas import RegisterIdentity
from xlreport.rules import every_worded

DECLARED = register_of(load_form())
AS_OF = date(2026, 1, 15)
SOUND: dict[str, Any] = {
    "number": "〔2025〕8号",
    "received": "2025-05-06",
    "channel": "internet",
    "applicant": "natural",
    "answered": "2025-05-20",
    "outcome": "granted",
}
CASE: dict[str, Any] = {
    "number": "（2025）桥行初9号",
    "kind": "direct_suit",
    "filed": "2025-06-03",
    "role": "sole",
    "decided": "2025-09-01",
    "result": "upheld",
}

REQUESTS: dict[str, dict[str, Any]] = {
    "cannot_be_counted": {"outcome": None},
    "number_missing": {"number": None},
    "number_reused": {"again": True},
    "type_missing": {"applicant": None},
    "type_unknown": {"applicant": "外星人"},
    "outcome_missing": {"outcome": None},
    "outcome_unknown": {"outcome": "已处理"},
    "channel_unknown": {"channel": "口信"},
    "received_missing": {"received": None},
    "answer_date_missing": {"answered": None},
    "date_unreadable": {"answered": "五月底"},
    "extension_days_unreadable": {"extension_days": "两周", "extension_notice": "2025-05-12"},
    "fee_unreadable": {"fee_yuan": "百元"},
    "received_in_future": {"received": "2026-03-02", "answered": None, "outcome": None},
    "answered_in_future": {"answered": "2026-03-02"},
    "correction_notice_in_future": {"correction_notice": "2026-03-02", "answered": None, "outcome": None},
    "correction_received_in_future": {"correction_notice": "2025-05-08", "correction_received": "2026-03-02"},
    "consult_answered_in_future": {"consult_sent": "2025-05-08", "consult_answered": "2026-03-02"},
    "fee_paid_in_future": {"fee_notice": "2025-05-08", "fee_paid": "2026-03-02"},
    "answered_before_received": {"answered": "2025-04-01"},
    "answered_in_earlier_year": {"received": "2024-05-06", "answered": "2024-05-20"},
    "notice_before_received": {"consult_sent": "2025-05-01", "consult_answered": "2025-05-08"},
    "correction_before_notice": {"correction_notice": "2025-05-12", "correction_received": "2025-05-09"},
    "consult_answered_before_sent": {"consult_sent": "2025-05-12", "consult_answered": "2025-05-09"},
    "fee_paid_before_notice": {"fee_notice": "2025-05-12", "fee_paid": "2025-05-09"},
    "answer_out_of_order": {"sent": "2025-05-19"},
    "correction_without_notice": {"correction_received": "2025-05-12"},
    "consult_without_sending": {"consult_answered": "2025-05-12"},
    "fee_without_notice": {"fee_paid": "2025-05-12"},
    "answered_late": {"answered": "2025-07-20"},
    "overdue": {"answered": None, "outcome": None},
    "extension_over_20": {"extension_notice": "2025-05-12", "extension_days": 21},
    "extension_without_notice": {"extension_days": 5},
    "extension_without_days": {"extension_notice": "2025-05-12"},
    "extension_notice_late": {"extension_notice": "2025-07-01", "extension_days": 5},
    "correction_notice_late": {"correction_notice": "2025-05-19", "correction_received": "2025-05-20"},
    "consult_long": {"consult_sent": "2025-05-07", "consult_answered": "2025-06-10", "answered": "2025-06-12"},
    "outcome_without_correction": {"outcome": "closed.not_corrected_in_time"},
    "outcome_without_fee": {"outcome": "closed.fee_not_paid"},
    "outcome_against_correction": {
        "outcome": "closed.not_corrected_in_time",
        "correction_notice": "2025-05-08",
        "correction_received": "2025-05-12",
    },
    "outcome_against_fee": {"outcome": "closed.fee_not_paid", "fee_notice": "2025-05-08", "fee_paid": "2025-05-12"},
    "repeated_without_earlier": {"outcome": "not_processed.repeated", "code": "甲07"},
    "no_calendar": {"received": "2025-12-20", "answered": None, "outcome": None, "calendar_end": True},
    "personal_data": {"remark": "来电 13912345678"},
    "counted_with_another": {"again_of": "〔2025〕3号"},
    "first_part_missing": {"part_of": "〔2025〕3号"},
    "related_to_itself": {"part_of": "〔2025〕8号"},
}
DISPUTES: dict[str, dict[str, Any]] = {
    "dispute_number_missing": {"number": None},
    "dispute_filed_missing": {"filed": None},
    "dispute_kind_missing": {"kind": None},
    "dispute_result_missing": {"result": None},
    "dispute_decided_missing": {"decided": None},
    "dispute_kind_unknown": {"kind": "仲裁"},
    "dispute_result_unknown": {"result": "和解"},
    "dispute_role_unknown": {"role": "旁听"},
    "dispute_date_unreadable": {"decided": "秋天"},
    "dispute_number_reused": {"again": True},
    "dispute_decided_before_filed": {"decided": "2025-05-01"},
    "dispute_filed_in_future": {"filed": "2026-03-02", "decided": None, "result": None},
    "dispute_decided_in_future": {"decided": "2026-03-02"},
    "dispute_as_review_body": {"role": "reviewer"},
    "direct_suit_without_review": {"request": "〔2025〕8号"},
}


def told(requests: list[dict[str, Any]], disputes: list[dict[str, Any]], as_of: date = AS_OF) -> dict[str, Any]:
    """The findings of a register by slug."""
    assert DECLARED
    rows = RegisterRows(
        year=2025,
        requests=rows_of(DECLARED.columns, enumerate(requests, 1)),
        disputes=rows_of(DECLARED.disputes.columns, enumerate(disputes, 1)),
        last_year={"natural": 0},
    )
    read = ReadRegister(file="台账.xlsx", identity=RegisterIdentity(year=2025), rows=rows)
    result = judged_register(read, DECLARED, as_of)
    findings = register_findings(read, result.faults, DECLARED)
    return {fault.slug: finding for fault, finding in zip(result.faults, findings, strict=True)}


def changed(row: dict[str, Any], change: dict[str, Any]) -> list[dict[str, Any]]:
    """The row with its changes, twice where it comes again."""
    cells = {key: value for key, value in (row | change).items() if value is not None and key != "again"}
    cells.pop("calendar_end", None)
    return [cells] * (2 if change.get("again") else 1)


def test_a_sound_register_is_silent() -> None:
    """A request answered in time and a case decided: nothing is told."""
    assert told([SOUND], [CASE]) == {}


@pytest.mark.parametrize("slug", REQUESTS)
def test_a_fault_of_a_request_is_told(slug: str) -> None:
    """The fault is told with its number, filled in both languages, at a cell of the row."""
    change = REQUESTS[slug]
    far = date(2026, 12, 31) if change.get("calendar_end") else AS_OF
    received = {"received": "2026-12-20"} if change.get("calendar_end") else {}
    finding = told(changed(SOUND, change | received), [], far).get(slug)
    assert finding
    assert not set("{}") & set(finding.message.zh + finding.message.en + finding.advice.zh + finding.advice.en)
    assert finding.sheet == "申请台账"
    assert finding.cell.endswith("6")


@pytest.mark.parametrize("slug", DISPUTES)
def test_a_fault_of_a_case_is_told(slug: str) -> None:
    """The fault is told at a cell of the case's row."""
    refused = SOUND | {"outcome": "refused.internal_affairs"}
    finding = told([refused], changed(CASE, DISPUTES[slug])).get(slug)
    assert finding
    assert not set("{}") & set(finding.message.zh + finding.message.en + finding.advice.zh + finding.advice.en)
    assert finding.sheet == "复议诉讼台账"


def test_another_number_carried_in_is_told() -> None:
    """One request carried in where last year's report carried out none."""
    carried = SOUND | {"received": "2024-12-20", "answered": "2025-01-08"}
    differs = told([carried], [])["carried_in_differs"]
    assert (differs.found, differs.label) == ("1", "二、上年结转政府信息公开申请数量 · 自然人")


def test_every_case_of_every_rule_is_tried() -> None:
    """No word of the register's rules is without a row that makes it speak."""
    cases = {case for rule in every_worded("disclosure") if rule.stage == "register" for case in rule.cases}
    assert cases | {"cannot_be_counted"} == {*REQUESTS, *DISPUTES, "carried_in_differs", "calendar_differs"}


def test_a_calendar_of_ones_own_is_told() -> None:
    """A day that the sheet lists otherwise than announced is named; the check goes by the announced ones."""
    assert DECLARED
    rows = RegisterRows(year=2025, requests=())
    read = ReadRegister(file="", identity=RegisterIdentity(year=2025), rows=rows, odd_days=(date(2025, 10, 9),))
    findings = register_findings(read, judged_register(read, DECLARED, AS_OF).faults, DECLARED)
    assert [(each.code, "2025-10-09" in each.message.zh) for each in findings] == [("R16", True)]
