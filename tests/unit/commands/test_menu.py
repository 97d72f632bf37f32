"""The menu: numbers choose, each choice is a command run as a program, nothing else ends it but 0 or the end."""

import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from xlreport.commands import menu
from xlreport.program import app


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The programs that are started, as their words; none really is."""
    started: list[list[str]] = []
    monkeypatch.setattr(subprocess, "run", lambda words, **_: started.append(list(words)))
    monkeypatch.delenv("DISPLAY", raising=False)
    return started


def chosen(folder: Path, *numbers: str) -> str:
    """What the menu says when somebody types these lines."""
    done = CliRunner().invoke(app, ["menu", str(folder)], input="".join(f"{each}\n" for each in numbers))
    assert done.exit_code == 0, done.output
    return done.output


def test_numbers_are_commands(tmp_path: Path, runs: list[list[str]]) -> None:
    """In a round: check its inbox, who is missing, merge, and verify what was merged."""
    (tmp_path / "xlreport.toml").write_text("", encoding="utf-8")
    (tmp_path / "output").mkdir()
    (tmp_path / "output" / "某县2025汇总.xlsx").write_bytes(b"")
    said = chosen(tmp_path, "1", "2", "3", "4", "5", "0")
    head = [sys.executable, "-m", "xlreport", "--lang", "zh"]
    book = str(tmp_path / "output" / "某县2025汇总.xlsx")
    assert runs == [
        [*head, "validate", str(tmp_path / "inbox")],
        [*head, "status", str(tmp_path)],
        [*head, "merge", str(tmp_path)],
        [*head, "verify", book, str(tmp_path)],
    ]
    assert f"结果在：{tmp_path / 'output'}" in said
    assert all(words in said for words in ("检查收件", "谁还没报", "汇总", "复核", "打开结果"))


def test_what_cannot_be_done_is_said(tmp_path: Path, runs: list[list[str]]) -> None:
    """Outside a round workbooks are checked and no more; a number there is not, and no number, are said."""
    said = chosen(tmp_path, "1", "3", "9", "汇总", "5")
    assert runs == [[sys.executable, "-m", "xlreport", "--lang", "zh", "validate", str(tmp_path)]]
    assert said.count("没有这一项。") == 2
    assert "不是批次文件夹" in said
    assert "还没有结果" in said


def test_nothing_is_verified_before_the_merge(tmp_path: Path, runs: list[list[str]]) -> None:
    """It says what to do first."""
    (tmp_path / "xlreport.toml").write_text("", encoding="utf-8")
    assert "请先汇总" in chosen(tmp_path, str(len(menu.CHOICES)))
    assert runs == []
