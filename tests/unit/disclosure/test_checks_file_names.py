"""S21 in the name of the file: another year of a report is told, dates and editions of the form are not."""

from dataclasses import replace
from pathlib import Path

import pytest

from examining import good, says
from filled import LAYOUT, filled
from xlreport.background import Background
from xlreport.disclosure.text.file_names import check_file_name
from xlreport.office.taking_in.intake import receive
from xlreport.rounds import workbook_names
from xlreport.rounds.roster_units import Unit
from xlreport.submissions import Identity

TOLD = {
    "虎林市自然资源局2024年度.xlsx": "2024年度",
    "虎林市自然资源局2024年.xlsx": "2024年",
    "2024年虎林市自然资源局政府信息公开.xlsx": "2024年",
    "2024年报（2026年1月报送）.xlsx": "2024年报",
    "2026.01.10 虎林市自然资源局2024年度.xlsx": "2024年度",
    "2024年政府信息公开工作年度报告.xlsx": "2024年政府信息公开工作年度报告",
    "2024政府信息公开年报-虎林.xlsx": "2024政府信息公开年报",
    "政府信息公开工作年度报告（2024）.xlsx": "年度报告(2024)",
    "政府信息公开2024-虎林.xlsx": "政府信息公开2024",
    "年报_2023.xlsx": "年报_2023",
    "2024年报表.xlsx": "2024年报",
    "２０２４ 年度报告.xlsx": "2024 年度",
    "2026年政府信息公开年报.xlsx": "2026年政府信息公开年报",
}
SILENT = (
    "2025年报（2026年1月报送）.xlsx",
    "2026.01.10 虎林市自然资源局2025年度.xlsx",
    "2026年报送-虎林.xlsx",
    "2026年上报.xlsx",
    "2026年 虎林市自然资源局.xlsx",
    "20260115.xlsx",
    "20240115年报.xlsx",
    "年报_20260115.xlsx",
    "年报2026-01-15.xlsx",
    "年报 2026年1月15日.xlsx",
    "230381-ZRZ-虎林市自然资源局-v2.xlsx",
    "230381-ZRZ-虎林市自然资源局 (2).xlsx",
    "gkbg-2021.xlsx",
    "gkbg-2021 年报表.xlsx",
    "2021年版表样 年报.xlsx",
    "国办公开办函〔2021〕30号 年度报告.xlsx",
    "政府信息公开（2021）30号.xlsx",
    "2025年度报告（对照2024年报）.xlsx",
    "120245年.xlsx",
)


@pytest.mark.parametrize(("name", "quote"), TOLD.items())
def test_another_year(name: str, quote: str) -> None:
    """A year that is said of a report, or stands alone with 年, and is not the report's: a warning of no cell."""
    (finding,) = says(check_file_name, replace(good(), file=name))
    assert (finding.code, finding.severity.value, finding.place) == ("S21", "warning", "")
    assert (finding.quote, finding.expected) == (quote, "2025年")
    assert ("文件名" in finding.message.zh, "the file's name" in finding.message.en) == (True, True)


@pytest.mark.parametrize("name", SILENT)
def test_other_numbers(name: str) -> None:
    """The report's own year, dates, numbers of notices, editions of the form and copies are not told."""
    assert says(check_file_name, replace(good(), file=name)) == []


def test_the_name_it_was_issued_under() -> None:
    """A round's own name for a unit's workbook has no year, and with the report's year it stays silent too."""
    unit = Unit(code="230381-ZRZ", name="虎林市自然资源局", kind="department", tier="本级")
    (name,) = workbook_names([unit]).values()
    assert says(check_file_name, replace(good(), file=name)) == []
    assert says(check_file_name, replace(good(), file=f"2025年度-{name}")) == []


def test_where_something_else_has_the_wrong_year() -> None:
    """A name that agrees with the manifest, or with what was asked for, is not to blame: that is I14's and I16's."""
    named = replace(good(), file="2024年报.xlsx")
    assert says(check_file_name, replace(named, identity=replace(named.identity, year="2024"))) == []
    assert says(check_file_name, named, background=Background(expected=Identity(year="2024"))) == []
    assert len(says(check_file_name, named)) == 1


def test_the_whole_way(tmp_path: Path) -> None:
    """Of a good return with such a name this is all there is to tell."""
    path = tmp_path / "虎林市自然资源局2024年报.xlsx"
    path.write_bytes(filled("county-ZRZ").content)
    received = receive(path, LAYOUT)
    assert [each.code for each in received.findings] == ["S21"]
    assert received.state == "accepted_with_warnings"
