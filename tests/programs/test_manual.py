"""The manual: its commands are run, its pages hang together, and as a site it asks for nothing from elsewhere."""

import re
import shutil
from pathlib import Path

import pytest

from running import run
from sample_answers import COUNTY
from xlreport.office.pouring import filled
from xlreport.office.round_folder import open_round

CHECKOUT = Path(__file__).resolve().parents[2]
DOCS = CHECKOUT / "docs"
LINK = re.compile(r"\]\(([^)#\s]+)")
ELSEWHERE = re.compile(r"""(?:src|<link[^>]*href)=["'](?:https?:)?//""")
UNITS = ("230381-ZRZ", "230381-JYJ")


def test_a_round_is_six_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """docs/office.md as it stands: what a person does between the lines is done here, and every line ends well."""
    monkeypatch.chdir(tmp_path)
    block = re.search(r"```sh\n(.*?)```", (DOCS / "office.md").read_text(encoding="utf-8"), re.DOTALL)
    assert block is not None
    lines = block[1].splitlines()
    assert len(lines) == 6
    folder = Path("虎林2025")
    for line in lines:
        done = run(*line.split()[1:])
        assert done.code == 0, (line, done.err, done.out)
        if line.split()[1] == "init":
            for path in folder.glob("roster.*"):
                path.unlink()
            head, *units = (COUNTY / "roster.csv").read_text(encoding="utf-8-sig").splitlines()
            chosen = [each for each in units if each.startswith(UNITS)]
            (folder / "roster.csv").write_text("\n".join((head, *chosen)) + "\n", encoding="utf-8")
        if line.split()[1] == "template":
            layout = open_round(folder).layout
            for blank in (folder / "outbox").glob("*.xlsx"):
                (answers,) = (COUNTY / "answers").glob(f"{blank.name[:10]}*.json")
                (folder / "inbox" / blank.name).write_bytes(filled(layout, blank, answers))
    assert Path("虎林2025.zip").is_file()


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
