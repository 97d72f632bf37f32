"""Family S, the name of the file: its year, where it names one. Dates and editions of the form are none of the report."""

import unicodedata
from collections.abc import Iterator
from pathlib import Path

from xlreport.checks.examined import Examined
from xlreport.findings import Finding, found_by
from xlreport.language import Text
from xlreport.lazy import regex
from xlreport.rules import rule

_LABEL = Text("文件名", "the file's name")
_YEAR = r"(?<!\d)(20\d\d)"
_GAP = r"[\s_\-·(\[【]*"
_SHORT = r"年报(?![送备])"
_REPORT = rf"(?:政府信息公开|信息公开|政务公开)?(?:工作)?(?:年度报告|{_SHORT}|报告)"
_OF_A_REPORT = regex(
    rf"{_YEAR}\s*年度"
    rf"|{_YEAR}{_GAP}(?:年\s*)?(?:{_REPORT}|政府信息公开)"
    rf"|{_YEAR}{_SHORT}"
    rf"|(?:政府信息公开|年度报告|年报|工作报告){_GAP}{_YEAR}(?!\d|[.\-_/]\d|年\s*(?:\d|报送|上报)|[)\]]\d)[)\]】]?"
)
_ALONE = regex(rf"{_YEAR}\s*年(?!\s*\d|以来|起|[初底版末]|修订|格式|表样|样表|模板|第|报[送备]|上报|提交)")
"""A year that may be the report's; that of the year after is mostly the day on which the report is handed in."""


def check_file_name(seen: Examined) -> Iterator[Finding]:
    """S21: a year in the file's name is the report's. A warning: the name is not what is published."""
    if not seen.year:
        return
    name = unicodedata.normalize("NFKC", Path(seen.submission.file).stem)
    name = name.replace(seen.layout.form.id, "")
    said = {int(year): each[0] for each in _OF_A_REPORT.finditer(name) for year in each.groups() if year}
    loose = {int(each[1]): each[0] for each in _ALONE.finditer(name) if int(each[1]) != seen.year + 1}
    found = loose | said
    # Where cover, manifest and round disagree among themselves, that is told already.
    if found and not {str(year) for year in found} & _years(seen):
        quote, expected = next(iter(found.values())), f"{seen.year}年"
        yield found_by(rule("S21", "file_name"), found=quote, expected=expected, quote=quote, label=_LABEL)


def _years(seen: Examined) -> set[str]:
    asked = seen.background.expected.year if seen.background.expected else ""
    return {str(seen.year), seen.submission.identity.year, asked}
