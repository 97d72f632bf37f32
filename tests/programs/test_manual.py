"""The manual: its commands are run, its pages hang together, and as a site it asks for nothing from elsewhere."""

import contextlib
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ed25519
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from typer.main import get_command

from running import run
from sample_answers import COUNTY
from xlreport.commands import COMMANDS
from xlreport.office.round_folder import open_round
from xlreport.office.sending_out.pouring import filled
from xlreport.program import app

CHECKOUT = Path(__file__).resolve().parents[2]
DOCS = CHECKOUT / "docs"
LINK = re.compile(r"\]\(([^)#\s]+)")
ELSEWHERE = re.compile(r"""(?:src|<link[^>]*href)=["'](?:https?:)?//""")
UNITS = ("230381-ZRZ", "230381-JYJ")


def typed_in(page: Path) -> list[str]:
    """The lines of the first block of commands of a page."""
    block = re.search(r"```sh\n(xlreport .*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    assert block is not None
    return block[1].splitlines()


def played(page: Path) -> None:
    """Type a page's lines; what a person does between them is done here, and every line ends well."""
    folder = Path("虎林2025")
    for line in typed_in(page):
        words = shlex.split(line, comments=True)[1:]
        done = run(*words)
        assert done.code == 0, (line, done.err, done.out)
        if words[0] == "init":
            for path in folder.glob("roster.*"):
                path.unlink()
            head, *units = (COUNTY / "roster.csv").read_text(encoding="utf-8-sig").splitlines()
            chosen = [each for each in units if each.startswith(UNITS)]
            (folder / "roster.csv").write_text("\n".join((head, *chosen)) + "\n", encoding="utf-8")
        if words[0] == "template":
            layout = open_round(folder).layout
            for blank in (folder / "outbox").glob("*.xlsx"):
                (answers,) = (COUNTY / "answers").glob(f"{blank.name[:10]}*.json")
                (folder / "inbox" / blank.name).write_bytes(filled(layout, blank, answers))


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which docs/office.md was typed: the round 虎林2025 and its bundle."""
    folder = tmp_path_factory.mktemp("place")
    with contextlib.chdir(folder):
        played(DOCS / "office.md")
    assert (folder / "虎林2025.zip").is_file()
    return folder


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_a_round_is_six_lines(name: str, tmp_path: Path) -> None:
    """The READMEs as they stand, like docs/office.md, which the tests below begin with."""
    with contextlib.chdir(tmp_path):
        played(CHECKOUT / name)
    assert len(typed_in(CHECKOUT / name)) == len(typed_in(DOCS / "office.md")) == 6


BOOK = "虎林2025/output/虎林市2025汇总.xlsx"
SHOWN = (
    ("bundle", "xlreport bundle [批次文件夹] -o 文件.zip", "bundle 虎林2025 -o again.zip"),
    ("bundle", "xlreport bundle [ROUND] -o FILE.zip", "bundle 虎林2025 -o again.zip"),
    ("bundle", "xlreport verify 文件.zip", "verify 虎林2025.zip"),
    ("bundle", "--sign 私钥.pem", "bundle 虎林2025 -o 文件.zip --sign 私钥.pem"),
    ("bundle", "verify --public-key 公钥", "verify 文件.zip --public-key 公钥.pem"),
    ("bundle", "`openssl pkeyutl -verify -pubin -inkey 公钥.pem -rawin -in\n文件.zip -sigfile 文件.zip.sig`", ""),
    ("bundle", "`openssl pkeyutl -verify -pubin -inkey 公钥.pem -rawin -digest sm3", ""),
    ("round", "xlreport init", "init 新批次 --region 虎林市 --year 2025"),
    ("round", "xlreport merge", "merge 虎林2025"),
    ("round", "--draft", "merge 虎林2025 --draft"),
    ("auditors", "xlreport verify 汇总.xlsx 收件文件夹", f"verify {BOOK} 虎林2025/inbox"),
    ("auditors", "verify 文件包.zip", "verify 虎林2025.zip"),
    ("auditors", "xlreport init --sign", "init 有密钥 --region 虎林市 --year 2025 --sign"),
    ("answers", "xlreport fill --example", "fill --example"),
    ("answers", "xlreport schema fill --form FORM", "schema fill --form gkbg-2021"),
    ("engineers", "xlreport schema COMMAND", "schema merge"),
    (
        "engineers",
        "xlreport export --csv --json --sqlite",
        f"export {BOOK} --csv a.csv --sqlite a.sqlite",
    ),
    ("office", "xlreport status", "status 虎林2025"),
    ("office", "xlreport letters", "letters 虎林2025"),
    ("register", "xlreport explain R", "explain R"),
)
"""What pages show, each as it is typed in the place; nothing where another program is shown. A trial ends with 1."""


@pytest.mark.parametrize(("page", "shown", "words"), SHOWN, ids=lambda text: text[:40])
def test_what_a_page_shows_works(page: str, shown: str, words: str, place: Path) -> None:
    """Each command that a page of the manual shows is there as it is here, and ends well in a round of its own kind."""
    assert shown in (DOCS / f"{page}.md").read_text(encoding="utf-8")
    with contextlib.chdir(place):
        if not Path("私钥.pem").exists():
            key = ed25519.Ed25519PrivateKey.generate()
            Path("私钥.pem").write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
            public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
            Path("公钥.pem").write_bytes(public)
            assert run("bundle", "虎林2025", "-o", "文件.zip", "--sign", "私钥.pem").code == 0
        if words:
            done = run(*shlex.split(words), *(("--force",) if words.startswith(("bundle", "merge")) else ()))
            assert done.code == (1 if "--draft" in words else 0), (done.out, done.err)
        elif shutil.which("openssl") and "sm3" not in shown:
            line = " ".join(shown.strip("`").split())
            assert subprocess.run(shlex.split(line), check=False, capture_output=True).returncode == 0


def test_the_year_of_a_register_is_four_lines(tmp_path: Path) -> None:
    """docs/register.md as it stands, with a blank workbook beside it: an empty register fills too."""
    with contextlib.chdir(tmp_path):
        assert run("template", "-o", "空白表.xlsx", "--year", "2025", "--unit-name", "某某局").code == 0
        codes = [run(*shlex.split(line, comments=True)[1:]).code for line in typed_in(DOCS / "register.md")]
        assert codes == [0, 0, 0, 0]
        assert {path.name for path in tmp_path.glob("*.xlsx")} >= {"年报2025.xlsx", "台账2026.xlsx"}


def options_of(command: str) -> set[str]:
    """Every option of a command."""
    found = get_command(app).get_command(None, command)  # type: ignore[attr-defined]
    return {word for each in found.params for word in (*each.opts, *each.secondary_opts)} | {"-h", "--help", "--lang"}


@pytest.mark.parametrize("page", [*sorted(DOCS.glob("*.md")), *CHECKOUT.glob("README*.md")], ids=lambda path: path.name)
def test_commands_and_options_of_a_page_exist(page: Path) -> None:
    """Whatever is shown as typed names a command there is, and options that it, or some command, has."""
    everything = set().union(*map(options_of, COMMANDS)) | {"--version", "--install-completion", "--quiet"}
    text = page.read_text(encoding="utf-8")
    blocks = "".join(re.findall(r"```(?:sh|console)\n(.*?)```", text, re.DOTALL))
    lines = re.findall(r"`(xlreport [^`]+)`", text) + re.findall(r"^(?:\$ )?(xlreport .+)$", blocks, re.MULTILINE)
    for line in lines:
        words = re.sub(r"[\[\]]", " ", line.split("#")[0]).split()[1:]
        command = next((word for word in words if not word.startswith("-")), "")
        known = {*(options_of(command) if command in COMMANDS else everything), "--install-completion"}
        assert command in COMMANDS or words[0].startswith("-"), line
        assert [
            word for word in words if word.startswith("-") and word not in known | {"--install-completion"}
        ] == [], line
    shown = set(re.findall(r"`(--[a-z][a-z-]+)[^`]*`", text))
    assert shown - everything <= {"--update-transcripts"}  # pytest's own


@pytest.mark.parametrize("page", sorted(DOCS.glob("*.md")), ids=lambda path: path.name)
def test_links_of_the_manual_lead_somewhere(page: Path) -> None:
    """Every link to a page or file beside it is there."""
    found = LINK.findall(page.read_text(encoding="utf-8"))
    assert [each for each in found if "://" not in each and not (page.parent / each).exists()] == []


def test_the_site_is_read_without_a_network(tmp_path: Path) -> None:
    """Built strictly, every page in it, no font, script or style from anywhere else."""
    mkdocs = pytest.importorskip("mkdocs.commands.build", reason="NOT PROVEN: mkdocs is not installed")
    config = pytest.importorskip("mkdocs.config").load_config(
        str(CHECKOUT / "mkdocs.yml"), site_dir=str(tmp_path / "site"), strict=True
    )
    mkdocs.build(config)
    pages = {path.relative_to(tmp_path / "site").as_posix(): path for path in (tmp_path / "site").rglob("*.html")}
    assert {f"{path.stem}.html" for path in DOCS.glob("*.md")} <= pages.keys()
    assert [name for name, path in pages.items() if ELSEWHERE.search(path.read_text(encoding="utf-8"))] == []
    styles = (tmp_path / "site").rglob("*.css")
    assert [path.name for path in styles if re.search(r"url\(['\"]?https?:", path.read_text(encoding="utf-8"))] == []
    shutil.rmtree(tmp_path / "site")
