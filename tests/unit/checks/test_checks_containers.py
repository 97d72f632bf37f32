"""Family I, first part: every refusal of the reader has words and advice."""

import ast
from pathlib import Path

import pytest

import xlreport.reading
from plain_chinese import foreign_words
from xlreport.checks import refused
from xlreport.checks.workbook.containers import cause
from xlreport.errors import Refusal
from xlreport.findings import Severity

REFUSALS = tuple(f"I{number:02}" for number in (*range(1, 4), *range(5, 10), *range(11, 14), 18, 19, 27, 28))


@pytest.mark.parametrize("code", REFUSALS)
def test_each_refusal_is_worded(code: str) -> None:
    """A refusal becomes an error about the whole file, with advice in both languages."""
    finding = refused(Refusal(code=code, found="某物"))
    assert (finding.code, finding.severity, finding.place) == (code, Severity.ERROR, "")
    assert finding.advice.zh
    assert finding.advice.en


def test_what_was_seen_is_quoted() -> None:
    """The raw fact stands in the message, in the reader's language alone."""
    finding = refused(Refusal(code="I02", found="pdf"))
    assert finding.found == ""
    assert all("PDF" in text for text in (finding.message.zh, finding.message.en))


def test_an_unknown_code_is_a_broken_program() -> None:
    """A refusal without words is no finding."""
    with pytest.raises(KeyError):
        refused(Refusal(code="I99", found=""))


READING = Path(xlreport.reading.__file__).parent
OF_A_FILE = ("I05", "I06", "I07", "I08", "I09")
"""The refusals whose detail is for an IT person."""


def refusals() -> list[tuple[str, str]]:
    """Code and detail of each refusal in the reader's source, a name or a number standing for what is filled in."""
    found = []
    for path in sorted(READING.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Refusal":
                said = {each.arg: each.value for each in node.keywords}
                if isinstance(said["code"], ast.Constant) and isinstance(said["found"], ast.JoinedStr | ast.Constant):
                    found.append((str(said["code"].value), _detail(said["found"])))
    return [each for each in found if each[0] in OF_A_FILE]


def _detail(node: ast.expr) -> str:
    if isinstance(node, ast.Constant):
        return str(node.value)
    assert isinstance(node, ast.JoinedStr)
    parts = [str(part.value) if isinstance(part, ast.Constant) else "7" for part in node.values]
    return "".join(parts)


def test_the_readers_refusals_are_found() -> None:
    """Else the next test would prove nothing."""
    assert {code for code, _ in refusals()} >= {"I05", "I06", "I07", "I09"}
    assert len(refusals()) > 40


@pytest.mark.parametrize(("code", "found"), refusals())
def test_a_clerk_is_told_what_is_wrong(code: str, found: str) -> None:
    """Each refusal of a damaged or strange file has its cause in Chinese; the reader's words stand in brackets."""
    finding = refused(Refusal(code=code, found=found))
    assert foreign_words(finding.message.zh) == set()
    assert found in finding.message.zh
    assert code == "I08" or cause(code, found).zh


@pytest.mark.parametrize(
    ("code", "found", "said"),
    [
        ("I05", "no end of central directory", "文件的末尾缺失"),
        ("I05", "xl/workbook.xml: checksum differs", "有一段内容被改坏"),
        ("I06", "xl/workbook.xml: twice", "两个部件同名"),
        ("I06", "part name '../x'", "部件的名称不正常"),
        ("I07", "900000000 bytes", "文件太大"),
        ("I07", "more than 2000000 cells", "单元格太多"),
        ("I07", "xl/a.xml: XML deeper than 100", "内部的结构太庞大"),
        ("I09", "xl/workbook.xml: missing", "缺少必要的部件"),
        ("I09", "三 依申请公开: A1: '1e' is no number", "有的数字读不出来"),
    ],
)
def test_the_cause_is_the_one(code: str, found: str, said: str) -> None:
    """Not just any of them."""
    assert said in refused(Refusal(code=code, found=found)).message.zh
