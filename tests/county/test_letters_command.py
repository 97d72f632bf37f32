"""`letters`: one notice per unit that has something to do, in words that a clerk follows, and one list of them."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from docx import Document

from returns_made import answers, write_inbox
from running import run
from xlreport.errors import FormError
from xlreport.findings import Finding, Severity
from xlreport.forms import load_form
from xlreport.keys import Keys
from xlreport.language import same
from xlreport.publishing.unit_letters import FILE, Case, is_untouched_text, letter_of, letters_of, load_letters
from xlreport.resources import templates_folder
from xlreport.rounds import Office
from xlreport.structured import read_toml

RECEIVED, CARRIED, TEXT = "requests.received.natural", "requests.carried_out.natural", "overview.on_request"
ROSTER = """code,name,kind,in_scope,reason
A,甲局,department,yes,
B,乙局,department,yes,
C,丙局,department,yes,
D,丁局,department,yes,
E,戊局,department,no,并入乙局
F,己局,department,yes,
"""
SETTINGS = """region = "某县"
year = 2025
form = "gkbg-2021"
deadline = 2026-01-31

[contact]
office = "某县政务公开办公室"
person = "王某某"
phone = "0000-123"
"""
LAST = "2026-01-31"


@pytest.fixture(scope="module")
def round_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A accepted, B with an error, C missing, D with a file that is no workbook, E out of scope, F with a warning."""
    place = tmp_path_factory.mktemp("letters") / "round"
    good = {RECEIVED: 3, CARRIED: 3}
    given = (
        ("A.xlsx", answers("A", good)),
        ("B.xlsx", answers("B", {RECEIVED: 3, CARRIED: 2})),
        ("F.xlsx", answers("F", {**good, TEXT: "全年收到政府信息公开申请99件。"})),
    )
    write_inbox(place / "inbox", given)
    (place / "inbox" / "D-丁局.xlsx").write_bytes(b"no workbook")
    (place / "roster.csv").write_text(ROSTER, encoding="utf-8")
    (place / "xlreport.toml").write_text(SETTINGS, encoding="utf-8")
    return place


@pytest.fixture(scope="module")
def written(round_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The folder of the notices of a day, each day written once."""
    places: dict[str, Path] = {}

    def on(day: str) -> Path:
        if day not in places:
            places[day] = tmp_path_factory.mktemp("out") / day
            assert run("letters", round_folder, "--on", day, "-o", places[day]).code == 0
        return places[day]

    return on


def text_of(path: Path) -> str:
    """A notice as text, without what Windows wants of it."""
    return path.read_text(encoding="utf-8-sig")


def test_only_who_has_something_to_do_is_written_to(written: Callable[[str], Path]) -> None:
    """Two files for each, and the list; none for who is in, none for who is out of scope."""
    names = sorted(path.name for path in written("2026-01-20").iterdir())
    assert names == [
        *("B-乙局.docx", "B-乙局.txt", "C-丙局.docx", "C-丙局.txt", "D-丁局.docx", "D-丁局.txt"),
        *("F-己局.docx", "F-己局.txt", "通知清单.xlsx"),
    ]


def test_what_a_notice_says(written: Callable[[str], Path]) -> None:
    """What is wrong at which cell, what to do, until when, whom to call; nothing of the office's own tools."""
    text = text_of(written("2026-01-20") / "B-乙局.txt")
    assert "乙局：" in text
    assert "1. 三 依申请公开!D7" in text
    assert "相差 1。" in text
    assert "怎么办：" in text
    assert "于2026年1月31日前重新报送" in text
    assert "王某某，电话0000-123" in text
    assert "某县政务公开办公室\n2026年1月20日" in text
    said = text.replace("B.xlsx", "").partition("（核对码")[0]
    assert re.findall(r"[A-Za-z]{2,}", said) == []


@pytest.mark.parametrize(
    ("unit", "before", "after"),
    [
        ("B-乙局", "已退回。请在原工作簿中改好", "原定期限2026年1月31日已过"),
        ("C-丙局", "还没有收到。请用下发的工作簿填写", "应于2026年1月31日前报送，至今没有收到"),
        ("D-丁局", "不能作为报告表收下", "不能作为报告表收下"),
        ("F-己局", "请说明原因", "请说明原因"),
    ],
)
def test_before_and_after_the_day(written: Callable[[str], Path], unit: str, before: str, after: str) -> None:
    """The words follow from how the unit stands; after the day it has a week."""
    early, late = (text_of(written(day) / f"{unit}.txt") for day in ("2026-01-20", "2026-02-03"))
    assert before in early
    assert after in late
    assert "2026年1月31日前" in early
    assert "2026年2月10日前" in late


def test_word_says_what_the_text_says(written: Callable[[str], Path]) -> None:
    """The same paragraphs in the form's own template."""
    folder = written("2026-01-20")
    for path in sorted(folder.glob("*.docx")):
        said = "\n".join(each.text for each in Document(str(path)).paragraphs if each.text)
        text = text_of(path.with_suffix(".txt")).partition("（核对码")[0]
        assert said == "\n".join(line for line in text.splitlines() if line)


def test_the_list_for_the_mail_merge(written: Callable[[str], Path]) -> None:
    """A header row and one row per notice, each with the file that is there and the whole text."""
    folder = written("2026-01-20")
    sheet = openpyxl.load_workbook(folder / "通知清单.xlsx").worksheets[0]
    head, *rows = sheet.iter_rows(values_only=True)
    assert head[:3] == ("单位代码", "单位名称", "事由")
    assert [row[:3] for row in rows] == [
        ("B", "乙局", "退回更正"),
        ("C", "丙局", "催报"),
        ("D", "丁局", "文件收不下"),
        ("F", "己局", "说明警告"),
    ]
    for row in rows:
        assert (folder / str(row[5])).is_file()
        assert str(row[7]) in text_of((folder / str(row[5])).with_suffix(".txt"))


def test_a_notice_that_somebody_changed_is_kept(round_folder: Path, tmp_path: Path) -> None:
    """Written anew as long as nobody touched it; a changed one stops the whole."""
    words = ("letters", round_folder, "--on", "2026-01-20", "-o", tmp_path / "n")
    assert run(*words).code == 0
    assert run(*words, "--until", "2026-02-01").code == 0
    notice = tmp_path / "n" / "C-丙局.txt"
    assert is_untouched_text(notice.read_bytes())
    notice.write_bytes(notice.read_bytes().replace("请用".encode(), "务必用".encode()))
    changed, other = notice.read_bytes(), (tmp_path / "n" / "B-乙局.txt").read_bytes()
    assert run(*words).code == 2
    assert (notice.read_bytes(), (tmp_path / "n" / "B-乙局.txt").read_bytes()) == (changed, other)


def test_what_is_written_next_is_said(round_folder: Path, tmp_path: Path) -> None:
    """Where the notices are and which command follows, in both languages."""
    done = run("letters", round_folder, "--on", "2026-01-20", "-o", tmp_path / "n", "--lang", "en")
    assert "4 notices" in done.out
    assert "xlreport merge" in done.err


@pytest.mark.parametrize(
    ("contact", "lang", "said"),
    [
        ("", "zh", "通知里没有落款单位、联系电话：请写进批次 xlreport.toml 的 [contact]"),
        ("", "en", "The notices name no office or telephone: put it into [contact]"),
        ('[contact]\noffice = "某办"\n', "zh", "通知里没有联系电话："),
        ('[contact]\noffice = "某办"\nphone = "0000-123"\n', "zh", ""),
    ],
)
def test_whom_to_call_is_asked_for_where_nobody_said(tmp_path: Path, contact: str, lang: str, said: str) -> None:
    """A notice without a telephone is written, and the office is told; with one nothing is said."""
    place = tmp_path / "round"
    for name in ("inbox", "output"):
        (place / name).mkdir(parents=True)
    (place / "roster.csv").write_text(ROSTER, encoding="utf-8")
    (place / "xlreport.toml").write_text(SETTINGS.partition("[contact]")[0] + contact, encoding="utf-8")
    done = run("letters", place, "--on", "2026-01-20", "--lang", lang)
    assert done.code == 0
    assert said in done.out
    assert bool(said) == ("[contact]" in done.out)


def finding(cell: str, severity: Severity) -> Finding:
    """Something found at a cell."""
    said = same(f"在 {cell}")
    return Finding(code="T301", severity=severity, sheet="三", cell=cell, message=said, advice=said, source=said)


@pytest.mark.parametrize("matter", ["rejected", "uncorrected"])
def test_only_what_must_be_corrected_is_counted_so(matter: str) -> None:
    """One error behind more warnings than a notice has room for: it is one, it is listed, and listed first."""
    wording = load_letters(load_form("gkbg-2021"))
    warnings = [finding(f"D{number}", Severity.WARNING) for number in range(wording.most + 2)]
    day = date(2026, 1, 31)
    case = Case(
        code="A",
        unit="甲局",
        year="2025",
        matter=matter,
        file="A.xlsx",
        due=day,
        until=day,
        findings=(*warnings, finding("J7", Severity.ERROR)),
    )
    letter = letter_of(case, wording, Office(), day)
    assert "有1处须更正" in letter.opening
    assert letter.lists[0][0] == wording.lines["corrections"]
    assert ["J7" in text for text, _ in letter.lists[0][1]] == [True]
    assert sum(len(items) for _, items in letter.lists) == wording.most
    assert "3处" in letter.more


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('missing = "', 'mising = "', "missing"),
        ("{until}前报送", "{untill}前报送", "until"),
        ("most = 20", 'most = "20"', "most"),
        ('code = "单位代码"\n', "", "columns"),
    ],
)
def test_wording_that_does_not_fit_is_named(tmp_path: Path, before: str, after: str, said: str) -> None:
    """A key or a place in braces that nobody knows, with its key."""
    text = (templates_folder() / "gkbg-2021" / FILE).read_text(encoding="utf-8")
    path = tmp_path / FILE
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(FormError, match=said):
        letters_of(Keys(read_toml(path), file=FILE, at=""))


def test_every_form_in_force_can_write() -> None:
    """The shipped wording reads, and has a sentence for each matter."""
    wording = load_letters(load_form())
    assert all(wording.lines.values())
    assert wording.most > 0


def test_a_file_that_is_not_the_units_return_is_named_to_it(tmp_path: Path) -> None:
    """Last year's workbook, and another unit's under its name: it is not told that nothing came."""
    place = tmp_path / "round"
    place.mkdir()
    (place / "roster.csv").write_text(ROSTER.replace("C,丙局", "C,丙某某局"), encoding="utf-8")
    (place / "xlreport.toml").write_text(SETTINGS, encoding="utf-8")
    older = {**answers("B", day="2025-01-10"), "cover.year": 2024}
    write_inbox(place / "inbox", [("B.xlsx", older), ("丙某某局.xlsx", answers("A"))])
    assert run("letters", place, "--on", "2026-02-05", "-o", tmp_path / "out").code == 0
    said = {name: text_of(tmp_path / "out" / f"{name}.txt") for name in ("B-乙局", "C-丙某某局")}
    assert all("不能作为报告表收下" in text and "至今没有收到" not in text for text in said.values())
    assert "“B.xlsx”" in said["B-乙局"]
    assert "报告年度为 2024，本次汇总 2025 年度，未计入。\n怎么办：请用本年度发给本单位的表填报。" in said["B-乙局"]
    assert "里面是A 单位（A）的表。\n怎么办：请换用发给本单位的表重新填报。" in said["C-丙某某局"]
