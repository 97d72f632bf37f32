"""`xlreport validate`: exit codes, JSON and nothing else on standard output, both languages, errors."""

from pathlib import Path

import pytest

from filled import filled, put
from patching import typed
from running import Said, run, run_apart

KEYS = ["file", "sha256", "state", "integrity", "program", "unit", "year", "values", "findings", "numbers"]
NUMBER = ["field", "place", "words", "at", "fate", "why"]
FINDING = {"code", "severity", "sheet", "cell", "field", "found", "expected", "message", "advice"}
REC, TOTAL = "requests.received.natural", "requests.received.total"


@pytest.fixture
def good(tmp_path: Path) -> Path:
    """A return with nothing to say."""
    path = tmp_path / "good.xlsx"
    path.write_bytes(filled("county-ZRZ").content)
    return path


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    """A return with an error."""
    path = tmp_path / "wrong.xlsx"
    path.write_bytes(put(filled("county-ZRZ").content, {REC: "3件"}))
    return path


@pytest.fixture
def warned(tmp_path: Path) -> Path:
    """A return with a warning."""
    path = tmp_path / "warned.xlsx"
    path.write_bytes(put(filled("county-ZRZ").content, {TOTAL: typed(417)}))
    return path


def test_exit_codes(good: Path, warned: Path, wrong: Path, tmp_path: Path) -> None:
    """0 while nothing blocks, 1 when something does, 2 when the command could not do its work."""
    assert run("validate", good).code == 0
    assert run("validate", warned).code == 0
    assert run("validate", wrong).code == 1
    assert run("validate", good, wrong).code == 1
    assert run("validate", tmp_path / "none.xlsx").code == 2
    assert run("validate").code == 2


def test_an_unreadable_file_blocks_and_the_others_are_checked(good: Path, tmp_path: Path) -> None:
    """One bad file keeps no other from being checked."""
    empty = tmp_path / "empty.xlsx"
    empty.write_bytes(b"")
    said = run("validate", empty, good, "--json")
    assert said.code == 1
    assert [each["state"] for each in said.table["files"]] == ["unreadable", "accepted"]


def test_json(good: Path, wrong: Path) -> None:
    """The promised shape, and standard output holds nothing else."""
    said = run("validate", good, wrong, "--json")
    table = said.table
    assert set(table) == {"version", "files", "findings", "skipped", "summary"}
    assert table["findings"] == []
    assert [list(each) for each in table["files"]] == [KEYS, KEYS]
    assert {tuple(number) for each in table["files"] for number in each["numbers"]} == {tuple(NUMBER)}
    assert table["summary"] == {"accepted": 1, "accepted_with_warnings": 0, "rejected": 1, "unreadable": 0}
    finding = table["files"][1]["findings"][0]
    assert set(finding) >= FINDING
    assert (finding["code"], finding["sheet"], finding["cell"], finding["found"]) == (
        "N01",
        "三 依申请公开",
        "D7",
        "3件",
    )
    assert table["files"][0]["values"]["disclosure.fees.amount"] == "1284.3056"


@pytest.mark.parametrize(("arguments", "environment"), [(("--lang", "en"), {}), ((), {"XLREPORT_LANG": "en"})])
def test_english(wrong: Path, arguments: tuple[str, ...], environment: dict[str, str]) -> None:
    """By option or by environment; Chinese otherwise."""
    english = run("validate", wrong, *arguments, **environment)
    assert "it is not a number" in english.out
    assert "× returned for correction" in english.out
    assert "不是数字" in run("validate", wrong).out


def test_an_unknown_language(wrong: Path) -> None:
    """Only the two there are."""
    assert run("validate", wrong, "--lang", "fr").code == 2


def test_another_year(good: Path) -> None:
    """The year asked for is held against the return's."""
    assert run("validate", good, "--year", "2025").code == 0
    said = run("validate", good, "--year", "2024")
    assert said.code == 1
    assert "I16" in said.out


def test_files_are_left_alone(good: Path, wrong: Path) -> None:
    """Nothing is written beside them, nothing in them."""
    before = {path.name: path.read_bytes() for path in good.parent.iterdir()}
    run("validate", good, wrong)
    assert {path.name: path.read_bytes() for path in good.parent.iterdir()} == before


def test_annotated_copies(good: Path, wrong: Path, tmp_path: Path) -> None:
    """Copies go into a folder of their own; standard output stays JSON; the return is never replaced."""
    said = run("validate", good, wrong, "--annotate", tmp_path / "copies", "--json")
    assert said.code == 1
    assert len(said.table["files"]) == 2
    assert sorted(path.name for path in (tmp_path / "copies").iterdir()) == ["good.xlsx", "wrong.xlsx"]
    before = wrong.read_bytes()
    assert run("validate", wrong, "--annotate", tmp_path).code == 2
    assert wrong.read_bytes() == before


def test_as_a_program(good: Path, wrong: Path) -> None:
    """`python -m xlreport` gives the same exit codes, plain text in a pipe, the next step alone on standard error."""
    assert run_apart("validate", good).code == 0
    said = run_apart("validate", wrong)
    assert said.code == 1
    assert "\x1b" not in said.out
    assert said.err.startswith("下一步：\n  xlreport validate ")
    table = run_apart("validate", wrong, "--json")
    assert table.table["summary"]["rejected"] == 1
    assert table.err == ""


def test_a_missing_file_as_a_program(tmp_path: Path) -> None:
    """One message, exit 2, no traceback."""
    said: Said = run_apart("validate", tmp_path / "none.xlsx")
    assert (said.code, said.out) == (2, "")
    assert "Traceback" not in said.err
    assert "none.xlsx" in "".join(said.err.replace("│", "").split())


@pytest.mark.usefixtures("good")
def test_what_lies_beside_is_named(tmp_path: Path) -> None:
    """A folder's lock file, hidden file and other kinds are named with the reason, on the terminal and in JSON."""
    for name in ("~$good.xlsx", ".hidden", "readme.docx", "half.xlsx.crdownload"):
        (tmp_path / name).write_bytes(b"x")
    said = run("validate", tmp_path, "-q")
    assert said.code == 0
    for name, why in (
        ("~$good.xlsx", "临时文件"),
        (".hidden", ""),
        ("readme.docx", "不是 .xlsx"),
        ("half.xlsx.crdownload", "尚未传完"),
    ):
        (line,) = (line for line in said.out.splitlines() if line.startswith("略过") and f"  {name}  " in line)
        assert why in line
    table = run("validate", tmp_path, "--json", "--lang", "en").table
    assert {each["file"] for each in table["skipped"]} == {
        "~$good.xlsx",
        ".hidden",
        "readme.docx",
        "half.xlsx.crdownload",
    }
    assert {each["file"] for each in table["files"]} == {"good.xlsx"}
    assert all(each["reason"].isascii() for each in table["skipped"])


def test_of_a_round_its_inbox_is_checked(good: Path, tmp_path: Path) -> None:
    """As merge and migrate take it: neither what was issued nor the roster is anybody's return."""
    folder = tmp_path / "round"
    assert run("init", folder, "--region", "某县", "--year", "2025").code == 0
    (folder / "roster.xlsx").write_bytes((folder / "roster.xlsx").read_bytes())
    (folder / "outbox" / "blank.xlsx").write_bytes(good.read_bytes())
    (folder / "roster.csv").write_text("code,name,kind\n230381-ZRZ,虎林市自然资源局,department\n", encoding="utf-8")
    nothing = run("validate", folder)
    assert (nothing.code, "inbox: 没有 .xlsx 文件" in nothing.err) == (2, True)
    (folder / "inbox" / "a.xlsx").write_bytes(good.read_bytes())
    said = run("validate", folder, "--html", folder / "findings.html", "--json")
    assert [each["file"] for each in said.table["files"]] == ["a.xlsx"]
    assert (folder / "findings.html").is_file()


def test_a_return_of_another_year_than_its_rounds(good: Path, tmp_path: Path) -> None:
    """Sent back in the inbox, where merge would not count it; last year's beside it are nobody's concern."""
    folder = tmp_path / "round"
    for name in ("inbox", "previous"):
        (folder / name).mkdir(parents=True)
        (folder / name / "a.xlsx").write_bytes(good.read_bytes())
    (folder / "roster.csv").write_text("code,name,kind\n230381-ZRZ,虎林市自然资源局,department\n", encoding="utf-8")
    (folder / "xlreport.toml").write_text('region = "虎林市"\nyear = 2026\nform = "gkbg-2021"\n', encoding="utf-8")
    said = run("validate", folder)
    assert (said.code, "年度为“2025”，本次应为“2026”" in said.out) == (1, True)
    assert run("validate", folder / "inbox" / "a.xlsx").code == 1
    assert run("validate", folder, "--year", "2025").code == 0
    assert run("validate", folder / "previous").code == 0


def test_a_year_typed_over_is_one_error(good: Path) -> None:
    """That it is not what was issued is the cause; that another was expected, and days beside it, are notes."""
    good.write_bytes(put(good.read_bytes(), {"cover.year": 2024}))
    (given,) = run("validate", good, "--year", "2025", "--json").table["files"]
    assert [each["code"] for each in given["findings"] if each["severity"] == "error"] == ["I14"]
    assert any("I16" in note for each in given["findings"] for note in each["notes"])
