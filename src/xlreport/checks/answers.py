"""Warnings that somebody has answered: the unit in its workbook, the office in `waivers.toml`. An error stays open."""

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from xlreport.checks.examined import Examined
from xlreport.checks.rules import OWN, rule
from xlreport.findings import Finding, Severity, found_by
from xlreport.language import Text
from xlreport.rounds import EVERY_UNIT, Waiver

F09 = rule(
    "F09",
    Severity.NOTE,
    "D",
    OWN,
    title=("警告说明没有用上", "an answer that answers nothing"),
    meaning=(
        "“警告说明”一行应写规则代码和原因，且本表确有这一条警告；错误须改正，写了原因也不能免除。",
        "A line of 警告说明 names a rule and a reason, and the return has that warning; an error must be mended, whatever "
        "the reason.",
    ),
    why=(
        "代码写错，警告就仍然没有说明，单位却以为说明了。",
        "With a wrong code the warning stays unanswered while the unit believes otherwise.",
    ),
    message=("“{label}”写的是“{found}”：{problem}。", "“{label}” says “{found}”: {problem}."),
    advice=(
        "请照审核意见抄写规则代码（如 X01），并写明原因；不需要说明的行请清空。",
        "Copy the rule's code from the findings (such as X01) and give the reason; clear lines that answer nothing.",
    ),
)
P11 = rule(
    "P11",
    Severity.NOTE,
    "D",
    OWN,
    title=("豁免没有用上", "a waiver was not used"),
    meaning=(
        "waivers.toml 中的这一条没有对应任何警告：问题已改正，或代码、单位、位置写错；错误须改正，不能豁免。",
        "No warning fits this waiver: the matter was mended, or its code, unit or place is wrong. Errors are mended, never "
        "waived.",
    ),
    why=(
        "留着用不上的豁免，以后真正的问题可能被它盖住。",
        "A waiver left lying about may hide a real matter later.",
    ),
    message=("豁免“{waiver}”没有用上：{problem}。", "The waiver “{waiver}” was not used: {problem}."),
    advice=("请核对后改正或删去这一条。", "Check it, then correct or delete it."),
)
P12 = rule(
    "P12",
    Severity.WARNING,
    "D",
    OWN,
    title=("豁免已过期", "a waiver has expired"),
    meaning=(
        "报送日期晚于豁免的 until，豁免不再起作用，警告仍待说明。",
        "The return was handed in after the waiver's until; it no longer counts and the warning is open.",
    ),
    why=("豁免只对当时的情况有效。", "A waiver holds for the matter as it was."),
    message=(
        "豁免“{waiver}”到 {expected} 为止，报送日期为 {found}。",
        "The waiver “{waiver}” ended on {expected}; handed in on {found}.",
    ),
    advice=("情况未变的，请主管部门重新确认并改 until。", "If nothing changed, confirm it again and change until."),
)
P13 = rule(
    "P13",
    Severity.NOTE,
    "D",
    OWN,
    title=("豁免范围过宽", "a waiver is very broad"),
    meaning=(
        "豁免对所有单位有效，或没有写明位置而盖住了同一单位的多处警告。",
        "The waiver holds for every unit, or names no place and covers several warnings of one unit.",
    ),
    why=("范围越宽，越可能盖住不该放过的问题。", "The broader it is, the more likely it covers what should be seen."),
    message=(
        "豁免“{waiver}”盖住了 {count} 处警告，涉及 {units} 个单位。",
        "The waiver “{waiver}” covers {count} warnings of {units} units.",
    ),
    advice=(
        "请写明单位和 field 或 cell；确要整条放宽的，在 xlreport.toml 的 [severity] 中设定。",
        "Name the unit and the field or cell; to relax a rule for all, use [severity] in xlreport.toml.",
    ),
)

RULES = (F09,)
WAIVER_RULES = (P11, P12, P13)
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
            yield replace(finding, reason="")
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
            yield found_by(F09, seen.where(code_field.id), found=code, problem=problem)


def _problem(code: str, reason: str, findings: Sequence[Finding]) -> Text | None:
    if not code:
        return Text("写了原因，没有写规则代码", "there is a reason but no rule")
    if not reason:
        return Text("写了规则代码，没有写原因", "there is a rule but no reason")
    told = [each for each in findings if code in (each.code, *each.follows)]
    if any(each.severity is Severity.WARNING for each in told):
        return None
    errors = [each.code for each in told if each.severity is Severity.ERROR]
    if code in errors:
        return Text("这一条是错误，须改正，不能用说明代替", "it is an error, to be mended and not answered")
    if errors:
        return Text(
            f"这一条由 {errors[0]} 引起，请改正 {errors[0]}", f"it follows from {errors[0]}, which is to be mended"
        )
    return None if told else Text("本表没有这一条警告", "the return has no such warning")


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
            yield found_by(P11, waiver=waiver.name, problem=_of_no_use(waiver, returns))
        if late:
            yield found_by(P12, found=max(late)[:10], expected=str(waiver.until), waiver=waiver.name)
        units = {unit for unit, _ in met} - {""}
        if (waiver.unit == EVERY_UNIT and units) or len(met) > _MOST_COVERED:
            yield found_by(P13, waiver=waiver.name, count=len(met), units=len(units))


def _of_no_use(waiver: Waiver, returns: Iterable[tuple[str, str, Sequence[Finding]]]) -> Text:
    code, found = waiver.code, [(unit, finding) for unit, _, findings in returns for finding in findings]
    if any(finding.severity is Severity.ERROR and waiver.names(finding, unit) for unit, finding in found):
        return Text(f"{code} 在这里是错误，须改正，不能豁免", f"{code} is an error here, to be mended and not waived")
    beside = (finding for unit, finding in found if waiver.unit in {EVERY_UNIT, unit} and code in finding.follows)
    if root := next((finding.code for finding in beside), ""):
        return Text(f"{code} 已并入 {root} 一起提示", f"{code} is told with {root}")
    return Text("没有对应的警告", "no warning fits it")
