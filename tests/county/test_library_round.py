"""A whole round of CONTRIBUTING's library form, given by the path of its folder: no Python, no rule of another form."""

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from running import run
from xlreport.background import Background, LastYear
from xlreport.errors import RoundError
from xlreport.findings import Finding
from xlreport.forms import Form, load_form
from xlreport.layout import plan
from xlreport.office.taking_in.intake import receive
from xlreport.rounds import read_settings
from xlreport.rule_lists import every_rule

BLOCK = re.compile(r"^```toml\n(.*?)^```$", re.DOTALL | re.MULTILINE)
UNITS = {"01": ("总馆", "总馆", 7), "02": ("东馆", "分馆", 30), "03": ("西馆", "分馆", 5)}
OTHERS = re.compile(r"政府信息公开|〔2021〕|《条例》|全县|乡镇|街道|行政许可|司法")


@pytest.fixture(scope="module")
def form_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The form of the walk-through in a folder of its own."""
    text = (Path(__file__).parents[2] / "CONTRIBUTING.md").read_text(encoding="utf-8")
    (found,) = BLOCK.findall(text)
    folder = tmp_path_factory.mktemp("forms") / "library"
    folder.mkdir()
    (folder / "form.toml").write_text(found, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def form(form_folder: Path) -> Form:
    """The form as it is read."""
    return load_form(str(form_folder))


@pytest.fixture(scope="module")
def begun(form_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A round as `init` makes it, with a roster of three."""
    folder = tmp_path_factory.mktemp("round") / "2025"
    done = run("init", folder, "--form", form_folder, "--region", "某市", "--year", "2025")
    assert (done.code, done.err.partition("下一步：")[0]) == (0, "")
    text = io.StringIO(newline="")
    lines = [(code, name, kind) for code, (name, kind, _) in UNITS.items()]
    csv.writer(text).writerows([("单位代码", "单位名称", "单位类别"), *lines])
    example = (folder / "roster.csv").read_text(encoding="utf-8-sig")
    assert example.splitlines() == [
        "单位代码,单位名称,单位类别,层级,是否纳入,原因",
        "EXAMPLE-1,（示例，请替换）西馆,分馆,分馆,是,",
    ]
    (folder / "roster.csv").write_bytes(text.getvalue().encode("utf-8-sig"))
    return folder


@pytest.fixture(scope="module")
def played(begun: Path) -> Path:
    """The round with its workbooks issued, filled and merged."""
    done = run("template", "--round", begun)
    assert done.code == 0, done.err
    for blank in (begun / "outbox").glob("*.xlsx"):
        code = blank.name.partition("-")[0]
        answers = begun / f"{code}.json"
        values = {"loans.blank_is_zero": True, "loans.books.lent": UNITS[code][2], "story.text": "馆内一切如常。"}
        unit = {"code": code, "name": UNITS[code][0]}
        table = {"form": "library", "unit": unit, "year": 2025, "region": "某市", "values": values}
        answers.write_text(json.dumps(table, ensure_ascii=False), encoding="utf-8")
        done = run("fill", blank, answers, "-o", begun / "inbox" / blank.name)
        assert done.code == 0, done.err
    done = run("merge", begun)
    assert (done.code, done.err.partition("下一步：")[0]) == (0, "")
    return begun


def consolidated(folder: Path) -> Path:
    """The round's one consolidated workbook."""
    (found,) = (folder / "output").glob("*.xlsx")
    return found


def test_the_settings_speak_of_this_form_alone(begun: Path) -> None:
    """The form by its path from the round, its own deadlines, none of another form's keys."""
    text = (begun / "xlreport.toml").read_text(encoding="utf-8")
    assert 'form = "../' in text
    assert "# branches = 2026-01-20" in text
    assert "townships" not in text
    assert not OTHERS.search(text)


def test_what_the_whole_is_called_is_a_word_of_this_form(begun: Path, tmp_path: Path) -> None:
    """全馆 may stand in the settings; a word of another form is refused, and this one's named."""
    text = (begun / "xlreport.toml").read_text(encoding="utf-8").replace('form = "../', f'form = "{begun}/../')
    settings = tmp_path / "xlreport.toml"
    settings.write_text('whole = "全馆"\n' + text, encoding="utf-8")
    assert read_settings(tmp_path).whole == "全馆"
    settings.write_text('whole = "全县"\n' + text, encoding="utf-8")
    with pytest.raises(RoundError, match="whole: '全县': 应为 全馆 之一"):
        read_settings(tmp_path)


def test_each_unit_gets_its_workbook(played: Path) -> None:
    """One a unit of the roster, branch or not."""
    names = sorted(path.name for path in (played / "outbox").glob("*.xlsx"))
    assert names == ["01-总馆.xlsx", "02-东馆.xlsx", "03-西馆.xlsx"]


def test_validate_finds_the_form_of_the_round(played: Path) -> None:
    """Nothing is wrong, and what is made wrong is told by this form's relation in its words."""
    done = run("validate", played / "inbox", "--json")
    assert done.code == 0
    assert [each["findings"] for each in done.table["files"]] == [[], [], []]


def test_status_knows_the_tiers(played: Path) -> None:
    """Everybody is in, each on the tier of its kind."""
    done = run("status", played, "--on", "2026-01-10", "--json")
    assert done.code == 0, done.out
    assert [(each["tier"], each["state"]) for each in done.table["units"]] == [
        ("总馆", "in"),
        ("分馆", "in"),
        ("分馆", "in"),
    ]


def test_the_merge_adds_up_by_the_forms_tiers(played: Path) -> None:
    """全馆, 总馆 and 分馆, in figures, headings and live formulas; proven down to the returns."""
    done = run("merge", played, "--force", "--json")
    assert done.table["totals"]["loans.total.lent"] == {"全馆": 42, "总馆": 7, "分馆": 35}
    book = openpyxl.load_workbook(consolidated(played))
    texts = {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert {"一、借阅", "全馆", "总馆", "分馆"} <= set(texts)
    assert any('"<>总馆"' in text for text in texts if text.startswith("="))
    assert [text for text in texts if OTHERS.search(text)] == []
    assert run("verify", consolidated(played), played / "inbox").code == 0


def test_the_ledger_is_exported(played: Path, tmp_path: Path) -> None:
    """As data, by the form's own field ids."""
    assert run("export", consolidated(played), "--json", tmp_path / "ledger.json").code == 0
    told = json.loads((tmp_path / "ledger.json").read_text(encoding="utf-8"))
    assert [unit["numbers"]["loans.total.lent"] for unit in told["units"]] == [7, 30, 5]


def test_a_day_of_the_law_is_the_forms(played: Path, form: Form) -> None:
    """Who is missing after the day that the form sets its branches is late; the main library has none."""
    assert {kind.id: kind.law for kind in form.units.kinds} == {"main": None, "branch": (1, 20)}
    (hidden,) = (played / "inbox").glob("03-*.xlsx")
    moved = hidden.rename(played / "03.away")
    try:
        done = run("status", played, "--on", "2026-02-01", "--json")
        assert [each["late"] for each in done.table["units"]] == [False, False, True]
    finally:
        moved.rename(hidden)


def test_explain_knows_the_form(form_folder: Path, form: Form) -> None:
    """Its relations, the rules of any form, none of another's; families by the form's words."""
    done = run("explain", "--form", form_folder)
    assert done.code == 0
    assert "L1" in done.out
    families = {code[0] for code in every_rule(form)}
    assert "L" in families
    assert not families & {"S", "T"}
    assert "## L 借阅 · loans" in run("explain", "--form", form_folder, "--markdown").out


def test_no_rule_of_another_form_speaks(played: Path, form: Form, tmp_path: Path) -> None:
    """A text full of what the national form's rules look for is told nothing."""
    layout = plan(form)
    (source,) = (played / "inbox").glob("02-*.xlsx")
    answers = tmp_path / "02.json"
    text = "2019年我县新收政府信息公开申请 99 件，予以公开 3 件。上年结转 5 件，身份证 110101199003074514。"
    values = {"loans.blank_is_zero": True, "loans.books.lent": 3, "story.text": text}
    answers.write_text(json.dumps({"values": values}, ensure_ascii=False), encoding="utf-8")
    (blank,) = (played / "outbox").glob(f"{source.stem}.xlsx")
    out = tmp_path / "02.xlsx"
    assert run("fill", blank, answers, "-o", out, "--form", str(played / _form(played))).code == 0
    assert list(_codes(receive(out, layout).findings)) == []


def test_last_year_is_held_against_this_one(played: Path, form: Form) -> None:
    """What `explain` says of any form holds for this one: a leap from last year's figure, a table copied from it."""
    (path,) = (played / "inbox").glob("02-*.xlsx")
    leapt = Background(last=LastYear(numbers={"loans.books.lent": 3000}))
    assert list(_codes(receive(path, plan(form), leapt).findings)) == ["X04"]
    same = Background(last=LastYear(numbers={"loans.books.lent": 30}))
    assert list(_codes(receive(path, plan(form), same).findings)) == []


def _form(folder: Path) -> str:
    found = re.search(r'^form = "(.*)"$', (folder / "xlreport.toml").read_text(encoding="utf-8"), re.MULTILINE)
    assert found
    return found[1]


def _codes(findings: tuple[Finding, ...]) -> Iterator[str]:
    return (each.code for each in findings)


def test_a_form_without_a_draft_says_so(played: Path) -> None:
    """The library's own report cannot be drafted, and why is said."""
    blank = played / "own.xlsx"
    assert (
        run("template", "-o", blank, "--form", played / _form(played), "--unit-code", "99", "--year", "2025").code == 0
    )
    done = run("fill", blank, consolidated(played), "-o", played / "drafted.xlsx")
    assert done.code == 2
    assert "draft.toml" in done.err
