"""What units really send instead of a workbook, made by the programs that make it: each says why and what to do."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from msoffcrypto.format.ooxml import OOXMLFile  # type: ignore[import-untyped]

from conftest import SaveAs
from filled import LAYOUT, filled, totalled
from running import run
from xlreport import libreoffice
from xlreport.office.taking_in.intake import receive

GIVEN = filled("county-ZRZ")
DOCUMENTS = Path(__file__).parent / "documents"


def refused(path: Path) -> tuple[str, str]:
    """The code of the one finding, and all that `validate` prints of it in Chinese; the exit code is 1."""
    (finding,) = receive(path, LAYOUT).findings
    said = run("validate", path)
    assert said.code == 1
    for part in (finding.message.zh, finding.advice.zh):
        assert part in said.out
    return finding.code, said.out


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """A filled workbook as a file."""
    path = tmp_path / "filled.xlsx"
    path.write_bytes(GIVEN.content)
    return path


@pytest.fixture
def without_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that cannot convert; what the tests save is saved beside that."""
    monkeypatch.setattr(libreoffice, "program", lambda: None)


def test_encrypted(tmp_path: Path) -> None:
    """Really encrypted with a password: remove the password."""
    path = tmp_path / "有密码.xlsx"
    with path.open("wb") as file:
        OOXMLFile(io.BytesIO(GIVEN.content)).encrypt("密码2026", file)
    code, said = refused(path)
    assert code == "I03"
    assert "文件设有打开密码，无法读取" in said
    assert "取消打开密码" in said


@pytest.mark.usefixtures("without_libreoffice")
@pytest.mark.parametrize(
    ("target", "told"),
    [
        ("ods", ("I02", "OpenDocument 表格（.ods）格式", "保存为 .xlsx 再报送")),
        ("fods", ("I02", "其实是", "保存为 .xlsx 再报送")),
        ("xls", ("I02", "旧版 .xls（或 .et）格式", "保存为 .xlsx 再报送")),
        ("html", ("I02", "其实是网页", "保存为 .xlsx 再报送")),
        ("csv", ("I02", "其实是 CSV 文本", "保存为 .xlsx 再报送")),
        ("pdf", ("I02", "其实是 PDF 文件", "保存为 .xlsx 再报送")),
    ],
)
def test_saved_in_another_format(workbook: Path, saved_as: SaveAs, target: str, told: tuple[str, ...]) -> None:
    """Saved in another format, with its own name and renamed to .xlsx: the content decides, the way out is said."""
    path = saved_as(target, workbook, workbook.parent / "out")
    for named in (path, workbook.parent / "改名.xlsx"):
        code, said = refused(path.rename(named))
        path = named
        assert code == told[0]
        assert [word for word in told[1:] if word not in said] == []


@pytest.mark.parametrize("kind", ["docx", "doc", "odt", "rtf"])
@pytest.mark.parametrize("ending", ["", ".xlsx"])
def test_saved_by_a_word_processor(tmp_path: Path, kind: str, ending: str) -> None:
    """The report as a document that LibreOffice Writer wrote, with its own name and renamed to .xlsx."""
    path = tmp_path / f"report{ending or f'.{kind}'}"
    path.write_bytes((DOCUMENTS / f"report.{kind}").read_bytes())
    code, said = refused(path)
    assert code == "I02"
    assert "不是 .xlsx 工作簿" in said
    assert "保存为 .xlsx 再报送" in said


@pytest.mark.usefixtures("without_libreoffice")
def test_an_et_of_wps_is_an_old_workbook(workbook: Path, saved_as: SaveAs) -> None:
    """WPS's own .et is the old binary format under another name: told as such, with its way out."""
    path = saved_as("xls", workbook, workbook.parent / "out")
    code, said = refused(path.rename(path.with_suffix(".et")))
    assert code == "I02"
    assert ".et" in said


def test_a_workbook_of_the_units_own(tmp_path: Path) -> None:
    """A workbook that never was the issued one, made by another program."""
    book = openpyxl.Workbook()
    book.active["A1"] = "收到申请"
    path = tmp_path / "own.xlsx"
    book.save(path)
    code, said = refused(path)
    assert code == "I11"
    assert "请在下发的表中填写" in said


@pytest.mark.parametrize(
    ("name", "make", "code"),
    [
        ("空.xlsx", lambda _: b"", "I01"),
        ("~$年报.xlsx", lambda _: b"\x03abc" + b" " * 161, "I18"),
        ("半.xlsx", lambda content: content[: len(content) // 2], "I05"),
        ("零.xlsx", lambda content: b"\0" * len(content), "I19"),
        (".年报.xlsx.icloud", lambda _: b"bplist00\xd2\x01\x02\x03\x04", "I19"),
    ],
)
def test_half_files(tmp_path: Path, name: str, make: Callable[[bytes], bytes], code: str) -> None:
    """Empty, a lock file that Excel leaves beside an open workbook, half sent, all zeros as an online-only stub."""
    path = tmp_path / name
    path.write_bytes(make(GIVEN.content))
    assert refused(path)[0] == code


def test_saved_by_libreoffice(workbook: Path, saved_as: SaveAs) -> None:
    """A return saved by LibreOffice is read exactly, with no finding but the benign note that names it."""
    received = receive(saved_as("xlsx", workbook, workbook.parent / "out"), LAYOUT)
    assert [(each.code, each.severity.value) for each in received.findings] == [("I36", "note")]
    assert received.findings[0].found.startswith("LibreOffice ")
    assert received.submission is not None
    assert received.submission.values() == totalled(GIVEN.values)


def test_saved_by_openpyxl(workbook: Path, tmp_path: Path) -> None:
    """A return loaded and saved by openpyxl is read exactly; the benign note names it, the lost results are told."""
    path = tmp_path / "openpyxl.xlsx"
    openpyxl.load_workbook(workbook).save(path)
    received = receive(path, LAYOUT)
    assert {(each.code, each.severity.value) for each in received.findings} == {("I36", "note"), ("I33", "note")}
    assert received.submission is not None
    assert received.submission.values() == totalled(GIVEN.values)


def test_a_zipped_workbook(workbook: Path, tmp_path: Path) -> None:
    """A workbook inside a zip with the name of a workbook is an archive."""
    path = tmp_path / "zipped.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(workbook, "年报.xlsx")
    code, said = refused(path)
    assert code == "I02"
    assert "压缩包" in said
