"""Every output option of every command onto every kind of file that may be there: nothing of a person's is lost."""

import io
import os
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import get_args, get_type_hints

import pytest
from typer.models import OptionInfo

from returns_made import FORM, answers, write_inbox
from running import run
from xlreport.commands import COMMANDS
from xlreport.program import function_of

NAME = "A.xlsx"
ROSTER = "code,name,kind\nA,A 单位,department\n"
SETTINGS = f'region = "某县"\nyear = 2025\nform = "{FORM.id}"\n'
Words = list[str | Path]

OUTPUTS: Mapping[str, tuple[str, Callable[[Path, Path], Words]]] = {
    "template -o": (".xlsx", lambda _, path: ["template", "-o", path]),
    "fill -o": (".xlsx", lambda given, path: ["fill", given / "blank.xlsx", given / "answers.json", "-o", path]),
    "validate --html": (".html", lambda given, path: ["validate", given / NAME, "--html", path]),
    "validate --xlsx": (".xlsx", lambda given, path: ["validate", given / NAME, "--xlsx", path]),
    "validate --jsonl": (".jsonl", lambda given, path: ["validate", given / NAME, "--jsonl", path]),
    "validate --annotate": (".xlsx", lambda given, path: ["validate", given / NAME, "--annotate", path.parent]),
    "merge -o": (".xlsx", lambda given, path: ["merge", given / NAME, "-o", path]),
    "status --xlsx": (".xlsx", lambda given, path: ["status", given / "round", "--xlsx", path]),
    "export --csv": (".csv", lambda given, path: ["export", given / "merged.xlsx", "--csv", path]),
    "export --json": (".json", lambda given, path: ["export", given / "merged.xlsx", "--json", path]),
    "export --sqlite": (".sqlite", lambda given, path: ["export", given / "merged.xlsx", "--sqlite", path]),
    "bundle -o": (".zip", lambda given, path: ["bundle", given / "round", "-o", path]),
    "export --parquet": (".parquet", lambda given, path: ["export", given / "merged.xlsx", "--parquet", path]),
    "publish -o": (".docx", lambda given, path: ["publish", given / NAME, "--docx", "-o", path.parent]),
    "import -o": (".json", lambda given, path: ["import", given / "page.html", "-o", path]),
    "compare --html": (
        ".html",
        lambda given, path: ["compare", given / "page.html", given / NAME, "--html", path],
    ),
    "register -o": (".xlsx", lambda _, path: ["register", "-o", path, "--year", "2026", "--rows", "200"]),
    "letters -o": (
        ".docx",
        lambda given, path: ["letters", given / "round", "--on", "2026-01-05", "-o", path.parent],
    ),
    "migrate -o": (".xlsx", lambda given, path: ["migrate", given / NAME, "-o", path]),
}
"""By command and option: the ending of what is written, and the arguments that write it to a place."""
NO_OUTPUTS = {"template --round"}
"""Options that take a path, written to or not, and are no output."""
FOLDERS = {
    "validate --annotate": NAME,
    "publish -o": "A 单位2025年政府信息公开工作年度报告.docx",
    "letters -o": "A-A 单位.docx",
}
"""Options that name a folder, and what the file in it is called after what is read."""
READ = {
    "fill -o": "blank.xlsx",
    "validate --xlsx": NAME,
    "validate --annotate": NAME,
    "merge -o": NAME,
    "status --xlsx": "round/inbox/B.xlsx",
    "migrate -o": NAME,
}
"""A file that the command reads and that its output could be named as."""


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the commands read: a blank, answers, a return, a consolidated workbook, a round."""
    place = tmp_path_factory.mktemp("given")
    said = answers("A")
    write_inbox(place, [(NAME, said)])
    write_inbox(place / "round" / "inbox", [("B.xlsx", answers("B"))])
    (place / "round" / "roster.csv").write_text(ROSTER, encoding="utf-8")
    (place / "round" / "xlreport.toml").write_text(SETTINGS, encoding="utf-8")
    (place / "answers.json").write_text('{"values": {"disclosure.blank_is_zero": true}}', encoding="utf-8")
    assert run("template", "-o", place / "blank.xlsx").code == 0
    assert run("merge", place / NAME, "-o", place / "merged.xlsx").code == 0
    assert run("merge", place / "round").code == 1
    assert run("publish", place / NAME, "--html", "-o", place).code == 0
    next(place.glob("*.html")).rename(place / "page.html")
    return place


def options() -> Iterator[str]:
    """Every option of every command that takes a path which need not be there."""
    for command in COMMANDS:
        for name, kind in get_type_hints(function_of(command), include_extras=True).items():
            asked = next((each for each in get_args(kind) if isinstance(each, OptionInfo)), None)
            if asked and not asked.exists and Path in {get_args(kind)[0], *get_args(get_args(kind)[0])}:
                first = asked.default if isinstance(asked.default, str) else f"--{name}"
                yield f"{command} {first}"


def test_every_output_is_tried() -> None:
    """A new option that writes wants a row in OUTPUTS."""
    assert set(options()) == OUTPUTS.keys() | NO_OUTPUTS


def place_for(output: str, folder: Path) -> Path:
    """Where an output goes in a folder."""
    return folder / FOLDERS.get(output, f"out{OUTPUTS[output][0]}")


def edited(content: bytes) -> bytes:
    """What is left of an output when a person has changed a little in it."""
    if not content.startswith(b"PK"):
        return content.replace(b"2025", b"2026", 1) + b"\n" if b"PAR1" not in content else content[:-1]
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            part = old.read(info)
            changed = part.replace(b"<v>0</v>", b"<v>1</v>").replace(b"<t>A", b"<t>B")
            new.writestr(info, changed if changed != part or "theme" not in info.filename else part + b" ")
    return out.getvalue()


@pytest.mark.parametrize("output", OUTPUTS)
def test_the_own_file_is_replaced_and_an_edited_one_is_not(output: str, given: Path, tmp_path: Path) -> None:
    """New, again over itself, refused once a person has changed it, and then replaced by `--force`."""
    path = place_for(output, tmp_path / "new")
    words = OUTPUTS[output][1](given, path)
    assert run(*words).code in {0, 1}
    made = path.read_bytes()
    assert run(*words).code in {0, 1}
    assert path.read_bytes() == made
    path.write_bytes(edited(made))
    said = run(*words)
    assert (said.code, "--force" in said.err, path.read_bytes()) == (2, True, edited(made))
    assert run(*words, "--force").code in {0, 1}
    assert path.read_bytes() == made
    assert path in path.parent.iterdir()
    assert not list(path.parent.glob("*.xlreport-tmp"))


def a_text(path: Path) -> None:
    """Somebody's notes."""
    path.write_text("a person's notes", encoding="utf-8")


def a_return(path: Path) -> None:
    """A completed workbook."""
    write_inbox(path.parent, [(path.name, answers("B"))])


def a_folder(path: Path) -> None:
    """A folder."""
    path.mkdir()


def a_pipe(path: Path) -> None:
    """A named pipe."""
    os.mkfifo(path)


def a_device(path: Path) -> None:
    """A link to a device."""
    path.symlink_to("/dev/null")


def a_circle(path: Path) -> None:
    """A link to itself."""
    path.symlink_to(path)


def a_link_to_a_text(path: Path) -> None:
    """A link to somebody's notes."""
    a_text(path.with_name("notes.txt"))
    path.symlink_to(path.with_name("notes.txt"))


KINDS = {
    each.__name__: (each, forced)
    for forced, many in (
        (False, (a_text, a_return, a_link_to_a_text)),
        (True, (a_folder, a_pipe, a_device, a_circle)),
    )
    for each in many
}
"""What may be there, and whether not even `--force` replaces it."""


def contents(folder: Path) -> dict[str, object]:
    """Every name in a folder with what is there."""
    return {
        path.name: path.readlink()
        if path.is_symlink()
        else path.read_bytes()
        if path.is_file()
        else path.stat().st_mode
        for path in folder.iterdir()
    }


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("output", OUTPUTS)
def test_what_is_there_is_kept(output: str, kind: str, given: Path, tmp_path: Path) -> None:
    """A file that the command did not write, or what is no regular file: exit 2, one line, nothing changed."""
    path = place_for(output, tmp_path)
    make, always = KINDS[kind]
    make(path)
    before = contents(tmp_path)
    words = OUTPUTS[output][1](given, path)
    said = run(*words, *(["--force"] if always else []))
    assert (said.code, said.out, contents(tmp_path)) == (2, "", before)
    assert path.name in said.err
    assert ("--force" in said.err) is not always


@pytest.mark.parametrize("output", READ)
def test_what_is_read_is_kept(output: str, given: Path) -> None:
    """An output named as something that the command reads is refused, `--force` or not."""
    path = given / READ[output]
    before = path.read_bytes()
    for more in ([], ["--force"]):
        said = run(*OUTPUTS[output][1](given, path), *more)
        assert (said.code, said.out, path.read_bytes()) == (2, "", before)


@pytest.mark.parametrize("output", sorted(OUTPUTS.keys() - FOLDERS.keys()))
def test_endings_and_folders(output: str, given: Path, tmp_path: Path) -> None:
    """Another ending than the format's, or a folder whose parent is not there: exit 2, nothing made."""
    for name in ("out.xls", "a/b/c" + OUTPUTS[output][0]):
        said = run(*OUTPUTS[output][1](given, tmp_path / name), "--force")
        assert (said.code, said.out, list(tmp_path.iterdir())) == (2, "", [])


def test_a_round_keeps_its_own(given: Path) -> None:
    """No output takes the place of a round's files, be they there or not."""
    for name in ("roster.xlsx", "inbox/B.xlsx", "outbox/a/b.xlsx"):
        assert run("status", given / "round", "--xlsx", given / "round" / name, "--force").code == 2
    assert not (given / "round" / "roster.xlsx").exists()


def test_all_or_nothing(given: Path, tmp_path: Path) -> None:
    """Of several outputs one that is refused keeps all of them from being written."""
    a_text(tmp_path / "a.jsonl")
    words: Words = ["--html", tmp_path / "a.html", "--xlsx", tmp_path / "a.xlsx", "--jsonl", tmp_path / "a.jsonl"]
    assert run("validate", given / NAME, *words, "--annotate", tmp_path / "copies").code == 2
    assert [path.name for path in tmp_path.iterdir()] == ["a.jsonl"]
    (tmp_path / "copies").mkdir()
    a_return(tmp_path / "copies" / NAME)
    assert run("validate", given / NAME, *words[:4], "--annotate", tmp_path / "copies").code == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.jsonl", "copies"]


def test_another_years_consolidated_workbook_is_kept(given: Path, tmp_path: Path) -> None:
    """A merge of one region and year does not replace that of another."""
    path = tmp_path / "merged.xlsx"
    assert run("merge", given / NAME, "-o", path).code == 0
    assert run("merge", given / NAME, "-o", path, "--region", "另一县").code == 2
    assert run("merge", given / NAME, "-o", path).code == 0
