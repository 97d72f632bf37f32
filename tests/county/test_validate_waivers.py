"""`validate` in a round: what became of its waivers, as far as the returns at hand can tell, in every output."""

import json
from pathlib import Path

import openpyxl
import pytest

from returns_made import answers, write_inbox
from running import run
from xlreport.submissions import Value

SETTINGS = 'region = "某县"\nyear = 2025\nform = "gkbg-2021"\n'
ROSTER = "code,name,kind\nA,A 单位,government\nB,B 单位,department\n"
USED, UNUSED, ERROR = ("S28", "A"), ("S36", "A"), ("T301", "A")
ELSEWHERE, OF_THE_MERGE, FOR_ALL = ("S36", "B"), ("P03", "A"), ("S28", "*")
NO_FEE: dict[str, Value] = {"matters.text": "没有其他事项。"}


def begun(folder: Path, *waivers: tuple[str, str], more: str = "", until: str = "") -> Path:
    """A round whose unit A says nothing of the fee and breaks T301; its waivers are by rule and unit."""
    folder.mkdir()
    (folder / "roster.csv").write_text(ROSTER, encoding="utf-8")
    (folder / "xlreport.toml").write_text(SETTINGS + more, encoding="utf-8")
    last = f"until = {until}\n" if until else ""
    text = (
        f'[[waiver]]\ncode = "{code}"\nunit = "{unit}"\nwho = "王某"\nwhy = "已知"\n{last}' for code, unit in waivers
    )
    (folder / "waivers.toml").write_text("".join(text), encoding="utf-8")
    broken: dict[str, Value] = {**NO_FEE, "requests.received.natural": 3}
    write_inbox(folder / "inbox", [("A.xlsx", answers("A", broken)), ("B.xlsx", answers("B", NO_FEE))])
    return folder


def told(folder: Path, *files: str) -> list[tuple[str, str]]:
    """What is said of the round's waivers when these files are validated: rule and waiver."""
    said = run("validate", *(folder / "inbox" / file for file in files), "--json").table
    assert all(each["file"] == "waivers.toml" for each in said["findings"])
    return [(each["code"], each["message"].partition("“")[2].partition("”")[0]) for each in said["findings"]]


def test_only_what_the_returns_at_hand_can_tell(tmp_path: Path) -> None:
    """A waiver of no use is told once its unit's return is there; one for another unit, or of the merge, never."""
    folder = begun(tmp_path / "round", USED, UNUSED, ELSEWHERE, OF_THE_MERGE)
    assert told(folder, "A.xlsx") == [("P11", "S36 A")]
    assert told(folder, "B.xlsx") == [("P11", "S36 B")]
    assert told(folder, "A.xlsx", "B.xlsx") == [("P11", "S36 A"), ("P11", "S36 B")]


def test_a_broad_one_is_told_where_it_covers_something(tmp_path: Path) -> None:
    """One for every unit is told as soon as it covers a warning; that it is of no use no few returns can say."""
    folder = begun(tmp_path / "round", FOR_ALL, ("S36", "*"))
    assert told(folder, "A.xlsx") == [("P13", "S28 *")]


def test_an_expired_one(tmp_path: Path) -> None:
    """Handed in on 2026-01-10, after its last day."""
    folder = begun(tmp_path / "round", USED, until="2026-01-09")
    assert told(folder, "A.xlsx", "B.xlsx") == [("P12", "S28 A")]


def test_one_on_an_error(tmp_path: Path) -> None:
    """It says that this is an error, and which, not that there is nothing."""
    folder = begun(tmp_path / "round", ERROR)
    words = {
        "zh": "T301 在这里是错误，须更正，不能认可",
        "en": "T301 is an error here, to be corrected and not accepted",
    }
    for language, message in words.items():
        (finding,) = run("validate", folder / "inbox", "--json", "--lang", language).table["findings"]
        assert message in finding["message"]


def test_without_a_round_there_are_none(tmp_path: Path) -> None:
    """A return by itself has no waivers to speak of."""
    folder = write_inbox(tmp_path / "loose", [("A.xlsx", answers("A", NO_FEE))])
    assert run("validate", folder / "A.xlsx", "--json").table["findings"] == []


@pytest.mark.parametrize("more", ["", '[severity]\nP11 = "error"\n'])
def test_it_blocks_where_the_office_says_so(tmp_path: Path, more: str) -> None:
    """As in a merge: a note lets the return pass, what the round weighs as an error does not."""
    folder = begun(tmp_path / "round", UNUSED, ELSEWHERE, more=more)
    assert run("validate", folder / "inbox" / "B.xlsx").code == (1 if more else 0)


def test_every_output_has_it(tmp_path: Path) -> None:
    """On the terminal before the line that counts, in lines of JSON, on the page and on the list; not when quiet."""
    folder = begun(tmp_path / "round", UNUSED)
    targets = {name: tmp_path / f"told.{name}" for name in ("jsonl", "html", "xlsx")}
    options = [text for name, path in targets.items() for text in (f"--{name}", str(path))]
    lines = run("validate", folder / "inbox", *options).out.splitlines()
    assert lines[-4] == "本批次"
    assert "P11" in lines[-2]
    assert lines[-1].startswith("共 2 个文件")
    last = json.loads(targets["jsonl"].read_text(encoding="utf-8").splitlines()[-1])
    assert (last["code"], last["file"], last["unit"]) == ("P11", "waivers.toml", {"code": "", "name": ""})
    assert 'data-code="P11"' in targets["html"].read_text(encoding="utf-8")
    rows = list(openpyxl.load_workbook(targets["xlsx"]).worksheets[0].iter_rows(values_only=True))
    assert (rows[-1][1], rows[-1][3]) == ("P11", "waivers.toml")
    assert "P11" not in run("validate", folder / "inbox", "--quiet").out
