"""Returns and findings as plain data, ready for JSON. Amounts are strings: no figure passes through a float."""

import json
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from xlreport.findings import Finding
from xlreport.forms import Form, Kind
from xlreport.language import Language, Text
from xlreport.numbers import shown
from xlreport.submissions import Return, Submission, Value
from xlreport.verdicts import VERDICT_NAMES

VERSION = 1
"""Of every command's data: raised when a key goes or changes its meaning, not when one is added."""


def validation(
    returns: Iterable[Return],
    language: Language,
    findings: Iterable[Finding] = (),
    skipped: Iterable[tuple[str, Text]] = (),
) -> dict[str, Any]:
    """Give `{"files": [...], "findings": [...], "skipped": [...], "summary": {...}}` as `validate --json` prints it.

    `findings` are those of no single return, `skipped` the other files of a folder with the reason.
    """
    files = [_file(each, language) for each in returns]
    summary = {state: sum(1 for each in files if each["state"] == state) for state in VERDICT_NAMES}
    return {
        "files": files,
        "findings": [located(each, language) for each in findings],
        "skipped": [{"file": name, "reason": reason[language]} for name, reason in skipped],
        "summary": summary,
    }


def _file(each: Return, language: Language) -> dict[str, Any]:
    """Give one return; the numbers of its texts are there where they were read."""
    return _said(each, language) | ({"numbers": _numbers(each, language)} if each.numbers else {})


def _numbers(each: Return, language: Language) -> list[dict[str, Any]]:
    return [
        {
            "field": one.field,
            "place": one.place,
            "words": one.words,
            "at": one.at,
            "fate": one.fate,
            "why": one.why[language],
        }
        for one in each.numbers
    ]


def _said(each: Return, language: Language) -> dict[str, Any]:
    submission = each.submission
    entry = submission.entries.get(submission.form.roles.field("year")) if submission else None
    year = entry.value if entry else None
    return {
        "file": each.file,
        "sha256": each.sha256,
        "state": each.state,
        "integrity": each.integrity,
        "program": submission.program if submission else "",
        "unit": _unit(each),
        "year": year,
        "values": values(submission) if submission else {},
        "findings": [finding(one, language) for one in each.findings],
    }


def _unit(each: Return) -> dict[str, str]:
    says = each.submission
    return {key: says.says(f"unit_{key}") if says else "" for key in ("code", "name")}


def values(submission: Submission) -> dict[str, Value]:
    """Give a submission's values by field id, amounts as strings."""
    return {field: _plain(submission.form, field, value) for field, value in submission.values().items()}


def _plain(form: Form, field: str, value: Value) -> Value:
    if isinstance(value, bool | str):
        return value
    is_amount = form.fields[field].kind is Kind.AMOUNT or isinstance(value, Decimal)
    return shown(value) if is_amount else value


def finding(one: Finding, language: Language) -> dict[str, Any]:
    """Give a finding in one language."""
    return {
        "code": one.code,
        "severity": one.severity.value,
        "sheet": one.sheet,
        "cell": one.cell,
        "label": one.label,
        "field": one.field,
        "found": one.found,
        "expected": one.expected,
        "message": one.message[language],
        "advice": one.advice[language],
        "source": one.source[language],
        "office": one.office[language],
        "quote": one.quote,
        "at": one.at,
        "notes": [note[language] for note in one.notes],
        "reason": one.reason,
        "answered_by": one.answered_by,
    }


def located(one: Finding, language: Language) -> dict[str, Any]:
    """Give a finding with the file that it is about."""
    return {"file": one.file, **finding(one, language)}


def lines(returns: Iterable[Return], language: Language, findings: Iterable[Finding] = ()) -> str:
    """Give one JSON object a line for every finding, with its file and unit; a file without findings has none.

    At the end `findings`, those of no single return: without SHA-256 and of no unit.
    """
    said = [
        {"file": each.file, "sha256": each.sha256, "unit": _unit(each), **finding(one, language)}
        for each in returns
        for one in each.findings
    ]
    nobody = {"sha256": "", "unit": {"code": "", "name": ""}}
    whole = [{"file": one.file, **nobody, **finding(one, language)} for one in findings]
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in (*said, *whole))


def printed(table: dict[str, Any]) -> str:
    """Give what a command has to say as JSON text with the version of its shape, Chinese left readable."""
    return json.dumps({"version": VERSION, **table}, ensure_ascii=False, indent=2)
