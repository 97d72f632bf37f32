"""Findings for people: by file and sheet, the worst first, plain in a pipe, no text of a return taken as a command."""

import io
import re
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook
from rich.cells import cell_len
from rich.console import Console

from filled import FORM, LAYOUT, filled, put
from patching import CLEARED, Content, Patch
from rounds_made import ERROR
from running import run
from xlreport.findings import NumberInText
from xlreport.language import Language, Text
from xlreport.office.taking_in.intake import receive
from xlreport.outputs import terminal
from xlreport.submissions import Return

REC = "requests.received.natural"


def taken_in(folder: Path, name: str = "return.xlsx", **changes: Content | Patch) -> Return:
    """A return with some cells changed."""
    path = folder / name
    path.write_bytes(
        put(filled("county-ZRZ").content, {key.replace("__", "."): value for key, value in changes.items()})
    )
    return receive(path, LAYOUT)


def shown(*returns: Return, language: Language = "zh") -> str:
    """What the terminal shows of some returns."""
    out = io.StringIO()
    terminal.show_returns(Console(file=out, width=10_000, no_color=True, highlight=False), returns, language)
    return out.getvalue()


def test_an_accepted_return_says_what_was_read_of_its_text(tmp_path: Path) -> None:
    """File, unit, year, verdict; below it how many numbers of the text were checked, as silence means no more."""
    head, text = shown(taken_in(tmp_path)).splitlines()
    assert head == "return.xlsx  虎林市自然资源局 · 2025  √ 通过"
    assert text == "  文字：读到 31 个数，核对 30 个，未识别 1 个"


def fates(*each: str) -> list[NumberInText]:
    """Numbers of a text, of which nothing matters but what became of them."""
    return [NumberInText(field="x", place="甲!B5", words="2", at=0, fate=fate, why=Text("", "")) for fate in each]


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        (["read"], "text: 1 number found, 1 checked, 0 not recognised"),
        (["read", "foreign", "unread"], "text: 2 numbers found, 1 checked, 1 not recognised"),
        (["foreign"], None),
        ([], None),
    ],
)
def test_what_is_checked_and_what_is_not_recognised_are_all_that_was_found(
    numbers: list[str], words: str | None
) -> None:
    """A date is no number to be checked: it is told apart, and a text with nothing else says nothing."""
    told = terminal.numbers_told(fates(*numbers))
    assert (told and told.en) == words
    assert (terminal.foreign_told(fates(*numbers)) is None) == ("foreign" not in numbers)


@pytest.mark.parametrize(
    ("count", "words"), [(1, "1 more is not among what the form asks"), (2, "2 more are not among what the form asks")]
)
def test_numbers_foreign_to_the_form(count: int, words: str) -> None:
    """The verb agrees with how many there are."""
    told = terminal.foreign_told(fates(*["foreign"] * count))
    assert told
    assert told.en == words


@pytest.mark.parametrize(
    ("language", "words"),
    [("zh", ("错误 N01 D7", "× 退回", "→ 只填数字")), ("en", ("error N01 D7", "× returned for correction", "→ Type"))],
)
def test_a_finding(tmp_path: Path, language: Language, words: tuple[str, ...]) -> None:
    """Sheet, then weight, code, cell and message, then what to do; in the language asked for."""
    text = shown(taken_in(tmp_path, requests__received__natural="3件"), language=language)
    assert all(word in text for word in words)
    assert "  三 依申请公开" in text.splitlines()


def test_what_waits_is_one_line(tmp_path: Path) -> None:
    """Rules that could not be checked are named once, without a finding each."""
    text = shown(taken_in(tmp_path, requests__received__natural=CLEARED))
    (line,) = [line for line in text.splitlines() if "未检查" in line]
    assert "T303、T301" in line
    assert text.index("F03") < text.index("未检查")


def test_an_unreadable_file(tmp_path: Path) -> None:
    """It is told under the whole file."""
    path = tmp_path / "空.xlsx"
    path.write_bytes(b"")
    lines = shown(receive(path, LAYOUT)).splitlines()
    assert lines[0] == "空.xlsx  × 无法读取"
    assert lines[1].strip() == "整个文件"


def test_several_files_are_counted(tmp_path: Path) -> None:
    """A last line counts the verdicts; a single file needs none."""
    returns = (taken_in(tmp_path, "a.xlsx"), taken_in(tmp_path, "b.xlsx", requests__received__natural="无"))
    assert shown(*returns).splitlines()[-1] == "共 2 个文件：√ 通过 1；× 退回 1"
    assert shown(*returns, language="en").splitlines()[-1].startswith("2 files: ")
    assert "共" not in shown(returns[0]).splitlines()[-1]


def test_text_of_a_return_is_no_markup(tmp_path: Path) -> None:
    """Square brackets in a cell or a file's name are shown as they are."""
    text = shown(taken_in(tmp_path, "[red]x[bold].xlsx", requests__received__natural="[bold]3[/bold]"))
    assert "[red]x[bold].xlsx" in text
    assert "“[bold]3[/bold]”" in text


def test_many_ranges_are_cut_short(tmp_path: Path) -> None:
    """A finding over many cells names the first few ranges."""
    fields = [
        f"requests.{row}.natural"
        for row in (
            "received",
            "granted",
            "refused.state_secret",
            "unavailable.not_held",
            "not_processed.petition",
            "carried_out",
        )
    ]
    path = tmp_path / "a.xlsx"
    path.write_bytes(put(filled("county-ZRZ").content, dict.fromkeys(fields, CLEARED)))
    (line,) = [line for line in shown(receive(path, LAYOUT)).splitlines() if "F03" in line]
    assert line.split()[2] == "D7,D9,D11,D19…"


def test_plain_in_a_pipe(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """No colours and no broken lines where no terminal is."""
    terminal.show_returns(terminal.console(), [taken_in(tmp_path, requests__received__natural="见附件")], "en")
    said = capsys.readouterr().out
    assert "\x1b" not in said
    assert max(map(len, said.splitlines())) > 80


def test_a_rule_that_speaks_often_is_cut_short(tmp_path: Path) -> None:
    """Ten are listed and the others counted, unless all is asked for."""
    inputs = [each.id for each in FORM.numbers if each.id.startswith("requests.") and each.id not in FORM.computed]
    path = tmp_path / "a.xlsx"
    path.write_bytes(put(filled("county-ZRZ").content, {field: f"{n}件" for n, field in enumerate(inputs[:13])}))
    given = receive(path, LAYOUT)
    assert shown(given).count("错误 N01") == terminal.MOST_OF_A_RULE == 10
    assert "N01 还有 3 处（validate --verbose 全部列出）" in shown(given)
    out = io.StringIO()
    terminal.show_returns(Console(file=out, width=10_000), [given], "zh", terminal.Detail.VERBOSE)
    assert (out.getvalue().count("错误 N01"), "还有" in out.getvalue()) == (13, False)


def test_nothing_is_cut_short_where_nothing_lists_the_rest() -> None:
    """A command that has no option for the rest, and no file with it, prints all of a rule's findings."""
    many = [replace(ERROR, cell=f"A{number}") for number in range(1, 14)]
    for rest, count, word in ((terminal.BY_JSON, 10, True), (Text("", ""), 13, False)):
        out = io.StringIO()
        terminal.show_findings(Console(file=out, width=10_000), many, "zh", rest=rest)
        assert (out.getvalue().count("T301 A"), "--json" in out.getvalue()) == (count, word)


def test_the_rest_of_a_merge_is_on_its_list(tmp_path: Path) -> None:
    """Twelve units that are missing: ten are printed, and where the others stand; there they do."""
    lines = [f"A{number},A{number} 单位,department" for number in range(12)]
    (tmp_path / "roster.csv").write_text("\n".join(("code,name,kind", *lines)) + "\n", encoding="utf-8")
    (tmp_path / "xlreport.toml").write_text('region = "某县"\nyear = 2025\nform = "gkbg-2021"\n', encoding="utf-8")
    (tmp_path / "inbox").mkdir()
    said = run("merge", tmp_path)
    assert said.out.count("错误 M01") == terminal.MOST_OF_A_RULE
    assert "M01 还有 2 处（都在汇总工作簿的“问题清单”里）" in said.out
    book = load_workbook(next((tmp_path / "output").glob("*.xlsx")))
    told = [cell.value for row in book["问题清单"].iter_rows() for cell in row]
    assert sum(isinstance(each, str) and each.endswith("未报送。") for each in told) >= len(lines)


def test_lines_on_a_narrow_terminal_are_full(tmp_path: Path) -> None:
    """Broken before any wide character: none is too wide, none begins with a comma, none is left half empty."""
    path = tmp_path / "return.xlsx"
    path.write_bytes(put(filled("county-ZRZ").content, {REC: "3件"}))
    said = run("validate", path, COLUMNS="44", FORCE_COLOR="1").out
    lines = [re.sub(r"\x1b\[[0-9;]*m", "", line).rstrip() for line in said.splitlines()]
    assert max(map(cell_len, lines)) <= 44
    assert not [line for line in lines if line.strip()[:1] in set("，。；：、）》”")]
    first = next(number for number, line in enumerate(lines) if "错误 N01" in line)
    assert cell_len(lines[first]) > 40
    assert "“一、本年新收政府信息公开申请数量 · 自然人”填的是“3件”：不是数字。" in "".join(
        line.removeprefix("    ") for line in lines[first : first + 3]
    )


def test_a_word_longer_than_a_line_is_broken_too(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A digest, say: nothing of it is lost, and an opening mark stays with what it opens."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "20")
    terminal.console().print(f"指纹（{'ab' * 32}）。", markup=False)
    lines = [line.strip() for line in re.sub(r"\x1b\[[0-9;]*m", "", capsys.readouterr().out).splitlines()]
    assert "".join(lines) == f"指纹（{'ab' * 32}）。"
    assert not any(line.endswith("（") for line in lines)
    assert max(map(cell_len, lines)) <= 20
