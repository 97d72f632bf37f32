"""What else differs from the workbook as issued, said without blame."""

from dataclasses import replace

import pytest

from examining import good, lines, says
from xlreport.checks.workbook.integrity import check_other_formulas, check_program, check_protection, check_repeated
from xlreport.submissions import AlteredFormula


def test_an_intact_workbook_is_silent() -> None:
    """As issued there is nothing to say."""
    for each in (check_other_formulas, check_program, check_protection, check_repeated):
        assert lines(each, good()) == []


def test_formulas_of_a_sheet_are_one_finding() -> None:
    """Altered formulas of 校验 are named as ranges; a total's is another rule's business."""
    altered = tuple(AlteredFormula(sheet="校验", cell=cell, found=None, expected="=1") for cell in ("D5", "E5", "G9"))
    total = AlteredFormula(sheet="三 依申请公开", cell="J7", found="1", expected="=2", field="requests.received.total")
    (finding,) = says(check_other_formulas, replace(good(), formulas=(*altered, total)))
    assert (finding.place, finding.severity.value) == ("校验!D5:E5,G9", "warning")
    assert finding.message.en.startswith("3 formulas")


def test_protection() -> None:
    """Sheets without protection are one note that names them."""
    (finding,) = says(check_protection, replace(good(), unprotected=("封面", "校验")))
    assert (finding.code, finding.found, finding.severity.value) == ("I35", "封面、校验", "note")


def test_cells_stored_twice() -> None:
    """A cell that the file holds twice is an error: nobody knows which content was meant."""
    told = lines(check_repeated, replace(good(), repeated={"封面": ("B9", "B10"), "校验": ("A1",)}))
    assert told == ["封面!B9:B10 I37 error", "校验!A1 I37 error"]


@pytest.mark.parametrize(
    "program",
    [
        "Microsoft Excel",
        "Microsoft Excel 12.0000",
        "Microsoft Excel 16.0300",
        "Microsoft Macintosh Excel 16.0300",
        "Microsoft Excel Online 16.0300",
    ],
)
def test_usual_programs(program: str) -> None:
    """Excel itself is no news."""
    assert lines(check_program, replace(good(), program=program)) == []


@pytest.mark.parametrize(
    ("program", "named"),
    [
        ("LibreOffice/7.4.7.2$Linux_X86_64 LibreOffice_project/40$Build-2 15.0000", "LibreOffice 7.4.7.2"),
        ("OpenOffice/4.1.13$Win32 OpenOffice.org_project/4113m1", "OpenOffice 4.1.13"),
        ("Microsoft Excel Compatible / Openpyxl 3.1.5 3.1", "openpyxl 3.1.5"),
        ("Microsoft Excel 3.1", "程序库（如 openpyxl，自称 Microsoft Excel 3.1）"),
        ("WPS Office 11.1.0.14309", "WPS 11.1.0.14309"),
        ("WPS 表格", "WPS"),
        ("Kingsoft Office 9.1", "WPS 9.1"),
        ("Numbers 14.1", "Numbers 14.1"),
        ("SheetJS", "SheetJS"),
        ("Apache POI", "Apache POI"),
        ("", "未写明名称的程序（Google 表格即如此）"),
    ],
)
def test_another_program_is_named(program: str, named: str) -> None:
    """Any other program is a note with its name, and what that usually means stands with the rule."""
    (finding,) = says(check_program, replace(good(), program=program))
    assert (finding.code, finding.severity.value, finding.found) == ("I36", "note", named)
    assert "无碍的变化：" in finding.message.zh


@pytest.mark.parametrize(
    ("program", "lost"),
    [
        ("WPS 表格", "结构锁定可能失去"),
        ("LibreOffice/7.4.7.2$Linux", "普通隐藏"),
        ("Numbers", "名称和数据验证失去"),
        ("Microsoft Excel 3.1", "没有保存结果"),
        ("SheetJS", "部分数据验证"),
    ],
)
def test_the_known_losses_of_a_program_are_listed(program: str, lost: str) -> None:
    """Each program has its own list, and nothing in it is blamed."""
    (finding,) = says(check_program, replace(good(), program=program))
    assert lost in finding.message.zh
