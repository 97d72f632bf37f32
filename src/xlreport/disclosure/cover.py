"""The cover's days and persons: the three reviews (F10) and the day of publication (P05). What is blank is not checked."""

from collections.abc import Iterator
from datetime import date

from xlreport.checks.examined import Examined
from xlreport.findings import Finding, found_by
from xlreport.language import Text
from xlreport.rules import rule
from xlreport.submissions import is_plausible

_REVIEWS = ("department_head", "deputy_leader", "chief_leader")
_SUBMITTED, _PUBLISHED = "cover.submitted_on", "cover.published_on"
_DUE = {"department": (1, 31), "government": (3, 31)}
"""By kind of unit, month and day of the year after the one reported on (article 49)."""


def check_cover_days(seen: Examined) -> Iterator[Finding]:
    """F10, P05: the days of the cover against each other and against the law."""
    reviews = [(field, day) for name in _REVIEWS if (day := _day(seen, field := f"cover.{name}.date"))]
    yield from (
        found_by(rule("F10"), seen.where(field), found=str(day), problem=problem)
        for field, day, problem in _doubts(seen, reviews)
    )
    names = [_plain(seen, f"cover.{name}.name") for name in _REVIEWS]
    if all(names) and len(set(names)) == 1:
        problem = Text(f"三级审核的都是“{names[0]}”", f"all three reviews are by “{names[0]}”")
        yield found_by(rule("F10"), seen.where(f"cover.{_REVIEWS[-1]}.name"), found=names[0], problem=problem)
    yield from _published_late(seen)


def _doubts(seen: Examined, reviews: list[tuple[str, date]]) -> Iterator[tuple[str, date, Text]]:
    """Give each review that lies before the year's end, after the submission, or before the review below it.

    A submission on a day that cannot be (N07) is held against none.
    """
    submitted = _day(seen, _SUBMITTED)
    if submitted and seen.year and not is_plausible(str(submitted), seen.year):
        submitted = None
    before: date | None = None
    for field, day in reviews:
        label = seen.field(field).label
        if seen.year and day <= date(seen.year, 12, 31):
            yield (
                field,
                day,
                Text(f"“{label}”为 {day}，报告年度还没有结束", f"“{label}” is {day}, within the report year"),
            )
        elif submitted and day > submitted:
            yield (
                field,
                day,
                Text(
                    f"“{label}”为 {day}，晚于报送日期 {submitted}",
                    f"“{label}” is {day}, after the submission of {submitted}",
                ),
            )
        elif before and day < before:
            yield (
                field,
                day,
                Text(f"“{label}”为 {day}，早于前一级 {before}", f"“{label}” is {day}, before the level below"),
            )
        before = day


def _published_late(seen: Examined) -> Iterator[Finding]:
    day, due = _day(seen, _PUBLISHED), _DUE.get(seen.submission.text("cover.unit_kind"))
    if day and due and seen.year and day > (last := date(seen.year + 1, *due)):
        yield found_by(rule("P05"), seen.where(_PUBLISHED), found=str(day), expected=str(last))


def _day(seen: Examined, field: str) -> date | None:
    try:
        return date.fromisoformat(seen.submission.text(field)[:10]) if field in seen.layout.form.fields else None
    except ValueError:
        return None


def _plain(seen: Examined, field: str) -> str:
    return "".join(seen.submission.text(field).split()) if field in seen.layout.form.fields else ""
