"""Warnings that somebody has answered: the unit in its workbook, the office in `waivers.toml`. An error stays open."""

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from xlreport.checks.examined import Examined
from xlreport.findings import Finding, Severity, found_by
from xlreport.language import Text
from xlreport.rounds import EVERY_UNIT, Waiver
from xlreport.rules import rule

WAIVER_RULES = ("P11", "P12", "P13")
UNIT, WAIVER = "unit", "waiver"
_MOST_COVERED = 3


def with_answers(seen: Examined, findings: Iterable[Finding]) -> Iterator[Finding]:
    """Give findings with the unit's reasons, beside the relation on 校验 or on its list, and then the waivers."""
    reasons = dict(_reasons(seen))
    for finding in findings:
        # An answer to what only repeats a finding is an answer to the finding: the matter is one.
        said = (finding.reason.strip(), *(reasons.get(code, "") for code in (finding.code, *finding.follows)))
        reason = next(filter(None, said), "")
        if finding.severity is not Severity.WARNING:
            yield replace(finding, reason="") if finding.reason else finding
        elif reason:
            yield replace(finding, reason=reason, answered_by=UNIT)
        else:
            yield _waived(seen, finding)


def check_answers(seen: Examined, findings: Iterable[Finding]) -> Iterator[Finding]:
    """F09: lines of the list of answers that answer nothing."""
    told = [each for each in findings if each.severity is not Severity.SKIPPED]
    for code_field, reason_field in seen.layout.form.answers:
        code, reason = (seen.submission.text(field.id).strip() for field in (code_field, reason_field))
        if (code or reason) and (problem := _problem(_plain(code), reason, told)):
            yield found_by(rule("F09"), seen.where(code_field.id), found=code, problem=problem)


def _problem(code: str, reason: str, findings: Sequence[Finding]) -> Text | None:
    if not code:
        return Text("写了原因，未写明规则代码", "there is a reason but no rule")
    if not reason:
        return Text("写了规则代码，未写明原因", "there is a rule but no reason")
    told = [each for each in findings if code in (each.code, *each.follows)]
    if any(each.severity is Severity.WARNING for each in told):
        return None
    errors = [each.code for each in told if each.severity is Severity.ERROR]
    if code in errors:
        return Text("这一条是错误，须更正，不能用说明代替", "it is an error, to be corrected, not explained")
    if errors:
        return Text(
            f"这一条由 {errors[0]} 引起，请更正 {errors[0]}", f"it follows from {errors[0]}, which is to be corrected"
        )
    return None if told else Text("本表没有这一条警告", "the submission has no such warning")


def _reasons(seen: Examined) -> Iterator[tuple[str, str]]:
    for code_field, reason_field in seen.layout.form.answers:
        if reason := seen.submission.text(reason_field.id).strip():
            yield _plain(seen.submission.text(code_field.id)), reason


def _plain(code: str) -> str:
    return "".join(unicodedata.normalize("NFKC", code).split()).upper()


def _waived(seen: Examined, finding: Finding) -> Finding:
    unit = seen.submission.says("unit_code")
    for waiver in seen.background.waivers:
        if waiver.concerns(finding, unit) and not waiver.expired(seen.submission.day):
            return replace(finding, reason=f"{waiver.why}（{waiver.who}）", answered_by=WAIVER)
    return finding


def waiver_findings(
    waivers: Iterable[Waiver],
    returns: Sequence[tuple[str, str, Sequence[Finding]]],
    judged: Callable[[Waiver], bool] = lambda _: True,
) -> Iterator[Finding]:
    """P11, P12, P13: what became of a round's waivers, given each return's unit code, day and findings.

    What is said about the round as a whole has no unit, and nothing but a waiver for every unit concerns it. Where not
    all is at hand, `judged` tells of which waivers it can be said that they are of no use.
    """
    for waiver in waivers:
        met = [
            (unit, day)
            for unit, day, findings in returns
            for finding in findings
            if finding.answered_by != UNIT and waiver.concerns(finding, unit)
        ]
        late = [day for _, day in met if waiver.expired(day)]
        if not met and judged(waiver):
            yield found_by(rule("P11"), waiver=waiver.name, problem=_of_no_use(waiver, returns))
        if late:
            yield found_by(rule("P12"), found=max(late)[:10], expected=str(waiver.until), waiver=waiver.name)
        units = {unit for unit, _ in met} - {""}
        if (waiver.unit == EVERY_UNIT and units) or len(met) > _MOST_COVERED:
            yield found_by(rule("P13"), waiver=waiver.name, count=len(met), units=len(units))


def _of_no_use(waiver: Waiver, returns: Iterable[tuple[str, str, Sequence[Finding]]]) -> Text:
    code, found = waiver.code, [(unit, finding) for unit, _, findings in returns for finding in findings]
    if any(finding.severity is Severity.ERROR and waiver.names(finding, unit) for unit, finding in found):
        return Text(
            f"{code} 在这里是错误，须更正，不能认可", f"{code} is an error here, to be corrected and not accepted"
        )
    beside = (finding for unit, finding in found if waiver.unit in {EVERY_UNIT, unit} and code in finding.follows)
    if root := next((finding.code for finding in beside), ""):
        return Text(f"{code} 已并入 {root} 一起提示", f"{code} is reported with {root}")
    return Text("没有对应的警告", "no warning fits it")
