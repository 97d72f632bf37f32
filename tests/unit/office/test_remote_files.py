"""Returns at a URL: named as files here are, fetched where they are read, and nothing written where they lie."""

import functools
import threading
import zipfile
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from returns_made import LAYOUT, answers, write_inbox
from running import run_apart
from xlreport.errors import XlreportError
from xlreport.office.adding_up.consolidation import merge
from xlreport.office.taking_in.remote_files import is_url, near
from xlreport.office.taking_in.validation import validate
from xlreport.workers import Crew, Processes

NAMES = ("A.xlsx", "乡镇/B 局%20.xlsx", "乡镇/C.xlsx")


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder and says nothing."""

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """An inbox with a folder in it, an empty workbook and a stranger."""
    place = write_inbox(tmp_path / "收件", [(name.rpartition("/")[2], answers(name[-6])) for name in NAMES])
    for name in NAMES:
        (place / name).parent.mkdir(exist_ok=True)
        (place / name.rpartition("/")[2]).rename(place / name)
    (place / "空.xlsx").touch()
    (place / "说明.txt").write_text("x", encoding="utf-8")
    return place


@pytest.fixture
def served(inbox: Path) -> Iterator[str]:
    """The folder above the inbox on the loopback interface."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(inbox.parent)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("typed", "is_one"),
    [
        ("s3://bucket/inbox", True),
        ("zip://::https://host/inbox.zip", True),
        ("simplecache::https://host/inbox", True),
        ("收件", False),
        ("C:\\inbox", False),
        ("C:/inbox", False),
        ("inbox/a:b", False),
    ],
)
def test_what_a_url_is(typed: str, is_one: bool) -> None:  # noqa: FBT001  # said by the cases
    """A drive's letter is none."""
    assert is_url(typed) is is_one


def test_a_file_here_may_be_called_like_a_url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is there is a path."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a::b.xlsx").touch()
    assert not is_url("a::b.xlsx")


def every_url(inbox: Path, served: str) -> Iterator[str]:
    """The inbox by every driver that is at hand."""
    packed = inbox.with_suffix(".zip")
    with zipfile.ZipFile(packed, "w") as archive:
        for path in sorted(inbox.rglob("*.*")):
            archive.write(path, path.relative_to(inbox))
    yield from (inbox.as_uri().replace("%E6%94%B6%E4%BB%B6", "收件"), f"{served}/收件", f"{served}/收件/")
    yield f"zip://::file://{packed}"


@pytest.mark.parametrize("crew", [Processes(), Processes(2)], ids=["alone", "two"])
def test_the_same_bytes_as_from_a_path(inbox: Path, served: str, tmp_path: Path, crew: Crew) -> None:
    """By every driver the merge is that of the folder itself, and the findings; nothing changes where they lie."""
    alone, before = merge([inbox], tmp_path / "汇总.xlsx", LAYOUT), sorted(inbox.rglob("*"))
    checked = validate([inbox], LAYOUT)
    for url in every_url(inbox, served):
        with near([url]) as found:
            assert merge(found.places, tmp_path / "b.xlsx", LAYOUT, force=True, crew=found.crew(crew)).content == (
                alone.content
            )
            again = validate(found.places, LAYOUT, crew=found.crew(crew))
        assert (again.returns, again.skipped) == (checked.returns, checked.skipped)
        assert not found.places[0].exists()
    assert sorted(inbox.rglob("*")) == before


def test_one_file(inbox: Path, served: str) -> None:
    """It is called by its name."""
    for url in (f"{served}/收件/{NAMES[0]}", f"file://{inbox}/{NAMES[0]}"):
        with near([url]) as found:
            assert [each.file for each in validate(found.places, LAYOUT, crew=found.crew(Processes())).returns] == [
                "A.xlsx"
            ]


def test_what_is_gone_when_it_is_read(inbox: Path) -> None:
    """The others go on, and it is told as a file that cannot be opened."""
    with near([f"file://{inbox}"]) as found:
        (inbox / NAMES[0]).unlink()
        returns = {each.file: each for each in validate(found.places, LAYOUT, crew=found.crew(Processes())).returns}
    assert [each.code for each in returns["A.xlsx"].findings] == ["I27"]
    assert returns["C.xlsx"].submission is not None


def test_names_lead_nowhere_else(tmp_path: Path) -> None:
    """A name with steps upwards is one in the folder."""
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("../../上.xlsx", b"x")
    with near([f"zip://::file://{tmp_path}/a.zip"]) as found:
        assert all(path.is_relative_to(found.places[0]) for path in found.sources)


def test_a_round_is_here(tmp_path: Path) -> None:
    """Its folder is not taken by URL: what it knows would not be read."""
    (tmp_path / "xlreport.toml").touch()
    with pytest.raises(XlreportError, match=r"批次文件夹须在本机"), near([f"file://{tmp_path}"]):
        pass


def test_what_the_work_says_names_the_url(tmp_path: Path) -> None:
    """Nobody has typed where the stand-in lies."""
    (tmp_path / "leer").mkdir()
    with pytest.raises(XlreportError) as raised, near([f"file://{tmp_path}/leer"]) as found:
        merge(found.places, tmp_path / "a.xlsx", LAYOUT)
    assert raised.value.said("zh").startswith(f"file://{tmp_path}/leer: 没有可汇总")


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("nosuch://a", "不能打开这个网址"),
        ("file:///no/such/folder", "没有这个文件或文件夹"),
        ("http://127.0.0.1:9/inbox", "不能打开这个网址"),
        ("gdrive://a", "没有安装读这种网址的部件"),
    ],
)
@pytest.mark.parametrize("command", [["validate"], ["merge", "-o", "汇总.xlsx"]])
def test_what_cannot_be_opened(url: str, said: str, command: list[str], tmp_path: Path) -> None:
    """One line with the URL, in both languages, and the exit code of a file that is not there."""
    words = [str(tmp_path / each) if each.endswith(".xlsx") else each for each in command]
    told = run_apart(*words, url)
    assert (told.code, told.out) == (run_apart(*words, tmp_path / "没有.xlsx").code, "")
    assert told.err.startswith(f"错误：{url}: {said}")
    assert len(told.err.splitlines()) == 1
    english = run_apart(*words, url, "--lang", "en")
    assert english.err.startswith(f"error: {url}: ")
    assert english.err.isascii() == url.isascii()
