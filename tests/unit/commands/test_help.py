"""Help and wrong use: one language, no line wider than a terminal, nothing cut, the nearest right word."""

import contextlib
import json
import re
from pathlib import Path

import pytest
from rich.cells import cell_len

from running import run, run_apart
from xlreport.commands import COMMANDS, help_text
from xlreport.commands.manual import MANUALS
from xlreport.commands.usage import words_of
from xlreport.language import Language
from xlreport.program import function_of

LANGUAGES: tuple[Language, ...] = ("zh", "en")
CHINESE_WORDS = ("全县", "本级", "乡镇街道", "初稿", "通知", "下一步.txt")
"""Words of the forms and of what is written, which stand in English help as they are."""


def is_chinese(text: str) -> bool:
    """Whether a text has Chinese characters beside the words that are the same in both languages."""
    for word in CHINESE_WORDS:
        text = text.replace(word, "")
    return any("\u4e00" <= letter <= "\u9fff" for letter in text)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("command", COMMANDS)
def test_help_is_in_one_language_and_fits(command: str, language: Language) -> None:
    """Every option whole within 80 columns; English has no Chinese but the examples, Chinese no second language."""
    said = run(command, "-h", "--lang", language)
    assert (said.code, said.err) == (0, "")
    shown, examples = said.out.rsplit("例\n" if language == "zh" else "Examples\n", 1)
    assert [line for line in said.out.splitlines() if cell_len(line) > 80] == []
    assert " · " not in shown
    assert is_chinese(shown.partition('"values"')[0]) == (language == "zh")
    assert all(f"xlreport {command}" in line for line in examples.strip().splitlines())
    for word in words_of(function_of(command)):
        assert all(name in shown for name in word.names)
        assert word.purpose[language].split()[0] in shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_page_fits(language: Language) -> None:
    """The list of commands is whole within 80 columns too."""
    said = run("--lang", language, "--help")
    assert (said.code, said.err) == (0, "")
    assert [line for line in said.out.splitlines() if cell_len(line) > 80] == []


def test_every_command_has_a_manual() -> None:
    """An example and what its exit codes mean, in both languages."""
    assert set(MANUALS) == set(COMMANDS)
    assert all(each.examples and "2" in each.more.zh and "2" in each.more.en for each in MANUALS.values())


def test_the_shape_of_the_answers_is_shown(tmp_path: Path) -> None:
    """Whoever fills from data sees what the data look like: they fill a blank as they stand."""
    for language in LANGUAGES:
        said = run("fill", "-h", "--lang", language).out
        sample = json.loads(said[said.index("  {") : said.rindex("  }") + 3])
        assert len(sample["values"]) >= 6
    blank, answers_file = tmp_path / "blank.xlsx", tmp_path / "answers.json"
    answers_file.write_text(json.dumps(sample), encoding="utf-8")
    assert run("template", "-o", blank).code == 0
    assert run("fill", blank, answers_file, "-o", tmp_path / "filled.xlsx").code == 0


def test_the_language_stands_before_or_after_or_in_the_environment() -> None:
    """All three ways say the same; the command line prevails."""
    english = run("merge", "-h", "--lang", "en").out
    assert run("--lang", "en", "merge", "-h").out == english
    assert run("--lang=en", "merge", "-h").out == english
    assert run("merge", "-h", XLREPORT_LANG="en").out == english
    assert run("--lang", "zh", "merge", "-h", XLREPORT_LANG="en").out == run("merge", "-h").out
    for page in (("--lang", "en", "-h"), ("-h", "--lang", "en"), ("--help", "--lang=en"), ("--lang", "en")):
        assert run_apart(*page).out == help_text("en")
    assert run("-h", "merge", "--lang", "en").out == english == run_apart("--lang", "en", "--help", "merge").out
    before, after = run("--lang", "en", "explain", "T301"), run("explain", "T301", "--lang", "en")
    assert before.out == after.out
    assert before.out.startswith("T301  error")


WRONG = (
    (("valdate",), "没有这个命令：valdate；是否为 validate？", "no such command: valdate; did you mean validate?"),
    (("validate", "--jsn", "x"), "没有这个选项：--jsn", "no such option: --jsn; did you mean --json"),
    (("validate",), "缺少 填好的表…", "FILES… is missing"),
    (("init", "x", "--year", "abc"), "--year 数：", "--year N: "),
    (("watch", "--seconds", "-1"), "--seconds 数：", "--seconds N: "),
    (("init", "x", "--deadline", "31.1."), "“31.1.”不是日期", "“31.1.” is no date"),
    (("explain", "T301", "T302"), "多写了 T302", "too much was written: T302"),
    (("fill", "x.xlsx", "-o"), "-o 后面要写值", "-o needs a value"),
    (("validate", "--json=1", "x"), "--json 后面不写值", "--json takes no value"),
    (("--vers",), "没有这个选项：--vers；是否为 --version？", "no such option: --vers; did you mean --version?"),
    (("explain", "T30l"), "没有此规则：T30L；是否为 T3", "no such rule: T30L; did you mean T3"),
)


@pytest.mark.parametrize(("words", "chinese", "english"), WRONG, ids=lambda words: " ".join(words)[:24])
def test_a_wrong_use_is_said_in_the_language_asked_for(words: tuple[str, ...], chinese: str, english: str) -> None:
    """Exit 2, nothing on standard output, the nearest right word where there is one."""
    for language, said in (("zh", chinese), ("en", english)):
        done = run("--lang", language, *words)
        assert (done.code, done.out) == (2, "")
        assert said in done.err
    assert not is_chinese(run("--lang", "en", *words).err)


@pytest.mark.parametrize(("words", "said"), [(("--lang",), "zh 或 en"), (("--lang", "eng", "merge"), "是否为 en？")])
def test_a_language_that_is_none(words: tuple[str, ...], said: str) -> None:
    """It is no command that is missing, but a language."""
    done = run(*words)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("--lang")
    assert said in done.err


def test_a_missing_file_names_the_one_beside_it(tmp_path: Path) -> None:
    """A name mistyped by a letter is found in its folder."""
    (tmp_path / "return.xlsx").write_bytes(b"x")
    done = run("validate", tmp_path / "retrun.xlsx")
    assert f"是否为 {tmp_path / 'return.xlsx'}？" in done.err


def test_words_of_the_roster_hold_on_the_command_line(tmp_path: Path) -> None:
    """A kind is said by its id or by its printed word, with the same outcome."""
    for number, kind in enumerate(("department", "部门")):
        done = run("template", "-o", tmp_path / f"{number}.xlsx", "--unit-kind", kind, "--unit-name", "甲")
        assert done.code == 0
    assert (tmp_path / "0.xlsx").read_bytes() == (tmp_path / "1.xlsx").read_bytes()


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("", "validate"),
        ("explain T3", "T301"),
        ("template --unit-kind 部", "部门"),
        ("validate --tier ", "乡镇街道"),
        ("validate --form ", "gkbg-2021"),
        ("--lang en mer", "merge"),
    ],
)
def test_tab_completes(words: str, offered: str) -> None:
    """Commands, codes, kinds, tiers and forms are offered to the shell."""
    line = f"xlreport {words}"
    asked = {"_XLREPORT_COMPLETE": "complete_bash", "COMP_WORDS": line, "COMP_CWORD": str(line.count(" "))}
    assert offered in run(**asked).out.split()


PLACES = {
    "init": "init 文件夹 ",
    "demo": "demo [文件夹] ",
    "schema": "schema [命令] ",
    "template": "--output 文件\n",
    "merge": "--output 文件\n",
    "import": "--output 文件\n",
    "register": "--round 文件夹\n",
}


@pytest.mark.parametrize("command", PLACES)
def test_what_is_typed_is_called_what_it_is(command: str) -> None:
    """A file where only a file will do, a folder where only a folder, a command where one is named."""
    assert PLACES[command] in run(command, "-h").out


def test_a_rule_unlike_any_names_the_families() -> None:
    """Not two hundred codes."""
    said = run("explain", "QQQ")
    assert said.code == 2
    assert "可用：" in said.err
    assert {"T", "M", "I"} <= set(said.err.strip().partition("可用：")[2].split("、"))
    assert "T301" not in said.err


@pytest.mark.parametrize("command", ["template", "status", "letters", "watch", "merge", "publish"])
def test_where_there_is_no_round_only_own_options_are_named(command: str, tmp_path: Path) -> None:
    """What a message sends to is there: no command names another one's option."""
    with contextlib.chdir(tmp_path):
        said = run(command)
    assert said.code == 2
    named = set(re.findall(r"(?<![\w-])--?[a-z]+", said.err))
    assert named <= {name for word in words_of(function_of(command)) for name in word.names}
    assert ("--round" in named) == (command == "template")


def test_an_option_that_is_missing_is_said_with_what_it_is_for(tmp_path: Path) -> None:
    """Where a command asks for it itself too."""
    assert "缺少 -o：写出的 .zip" in run("bundle", tmp_path).err
    assert "-o is missing: the .zip to write" in run("bundle", tmp_path, "--lang", "en").err


def test_nothing_comes_next_where_nothing_was_read(tmp_path: Path) -> None:
    """A workbook is no published report: no line says how to go on with what is not there."""
    assert run("template", "-o", tmp_path / "a.xlsx").code == 0
    said = run("import", tmp_path / "a.xlsx", "-o", tmp_path / "a.json")
    assert (said.code, said.err) == (1, "")


@pytest.mark.parametrize("command", ["status", "letters", "watch", "bundle", "menu"])
def test_a_folder_that_need_not_be_named_is_said_to_be_the_one_one_is_in(command: str) -> None:
    """In either language."""
    assert "批次文件夹（默认当前文件夹）" in run(command, "-h").out
    assert "(default: the folder one is in)" in run(command, "-h", "--lang", "en").out


@pytest.mark.parametrize(
    "words", [("status",), ("letters",), ("watch",), ("bundle", "-o", "a.zip"), ("template", "--round")]
)
def test_a_round_that_is_not_there_is_said_to_be_so(words: tuple[str, ...], tmp_path: Path) -> None:
    """Another thing than a folder that is no round."""
    said = run(*words, tmp_path / "none") if words[0] != "bundle" else run(words[0], tmp_path / "none", *words[1:])
    assert (said.code, "没有这个文件夹" in said.err) == (2, True)


def test_an_inbox_of_no_round_leads_to_either_way(tmp_path: Path) -> None:
    """Name a round, or what is to be written; a file that cannot be read is not sent to be published as a draft."""
    (tmp_path / "a.xlsx").write_bytes(b"no workbook")
    said = run("merge", tmp_path)
    assert (said.code, "请写明批次文件夹，或用 -o" in said.err) == (2, True)
    held = run("publish", tmp_path / "a.xlsx", "-o", tmp_path)
    assert (held.code, "不能作为报送件读取" in held.err, "--draft" in held.err) == (1, True, False)
