"""The chain closes: a return is published, and what was published reads back as the same answers, in every shape."""

import json
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from filled import FORM, LAYOUT, SOURCES, filled, put, totalled
from published_reports import PUBLISHED, answered
from running import run
from sample_answers import ANSWERS, answers_of
from xlreport.manifest import identity_of
from xlreport.office.making_public.publication import published
from xlreport.office.taking_in.published_pages import page_of, read_published
from xlreport.publishing.imported import Imported, answers_of_page
from xlreport.publishing.page_words import load_wording
from xlreport.publishing.report import report_of
from xlreport.reading import read_submission
from xlreport.submissions import Value
from xlreport.writing import read_answers, values_for, write_workbook

KINDS = ("docx", "html", "cms", "text")
TEXTS = [field.id for field in FORM.fields.values() if field.kind.value == "text"]


def reread(folder: Path, values: dict[str, Value], *kinds: str) -> dict[str, Imported]:
    """Publish values and read every file again."""
    found = {}
    for kind in kinds or KINDS:
        name, content = made(values, kind)
        path = folder / name
        path.write_bytes(content)
        read, findings = read_published(path)
        assert read is not None
        assert {each.code for each in findings} <= {"W05", "W11"}
        found[kind] = read
    return found


@pytest.mark.parametrize("source", ANSWERS, ids=lambda path: path.stem)
def test_every_sample_comes_back(source: Path, tmp_path: Path) -> None:
    """Word, web page, its plain variant and text of a sample give the same figures and the same paragraphs."""
    values = said_by(values_for(FORM, read_answers(source).values), tmp_path)
    for read in reread(tmp_path, values).values():
        assert read.numbers == {field.id: values[field.id] for field in FORM.numbers if field.id in values}
        assert {field: read.values.get(field) for field in TEXTS} == {field: values.get(field) for field in TEXTS}
        assert (read.title.unit, int(read.title.year)) == (values["cover.unit_name"], values["cover.year"])


@pytest.mark.parametrize("name", PUBLISHED)
def test_published_figures_come_back(name: str, tmp_path: Path) -> None:
    """The two hundred figures of reports that three cities published, in every shape."""
    whole = totalled({**answered(name, FORM), "cover.unit_name": "某市人民政府"})
    figures = {field.id: whole.get(field.id, 0) for field in FORM.numbers}
    values = {**whole, **figures, **dict.fromkeys(TEXTS, "本单位依法办理。")}
    for read in reread(tmp_path, values).values():
        assert read.numbers == figures


def said_by(values: dict[str, Value], folder: Path) -> dict[str, Value]:
    """What a return with these values says: totals worked out, blanks 0 where the table says so, else not there."""
    path = folder / "return.xlsx"
    known = {key: str(values[f"cover.{key}"]) for key in ("unit_code", "unit_name", "unit_kind", "region", "year")}
    path.write_bytes(write_workbook(LAYOUT, identity_of(LAYOUT, **known), values))
    submission = read_submission(path, LAYOUT)
    opened = {field for field in FORM.fields if FORM.fields[field].kind.numeric and submission.figures().open(field)}
    return {field: value for field, value in submission.values().items() if field not in opened}


@pytest.mark.parametrize("name", SOURCES)
def test_nothing_of_the_narrative_is_lost(name: str) -> None:
    """Every character of every paragraph stands in the report, and no other paragraph does."""
    values = totalled(filled(name).values)
    report = report_of(FORM, load_wording(FORM), values)
    said = "".join(line for section in report.sections for part in section.parts for line in part.paragraphs)
    given = "".join(str(values[field]) for field in TEXTS)
    assert len(said) == len(given.replace("\n", ""))


def test_what_stays_inside(tmp_path: Path) -> None:
    """Contact, telephone, reviewers and unit code are in none of the files, nor in what a package says of itself."""
    values = totalled(filled("hulin-2025").values)
    inside = [str(values[field]) for field in values if field.startswith("cover.") and len(str(values[field])) > 2]
    kept = [
        word for word in inside if word not in {values["cover.unit_name"], "2025", "虎林市", "department", "办公室"}
    ]
    assert "林一鸣" in kept
    for kind in KINDS:
        name, content = made(values, kind)
        (tmp_path / name).write_bytes(content)
        text = _everything(tmp_path / name)
        assert [word for word in kept if word in text] == []
        assert "python" not in text.lower()
        assert "xlreport" not in text.lower().replace("xlreport-answers", "")


def made(values: Mapping[str, Value], kind: str) -> tuple[str, bytes]:
    """Publish values in one shape: the file's name and bytes."""
    (file,) = published(FORM, values, (kind,), draft=False)
    return file.name, file.content


def _everything(path: Path) -> str:
    """All text of a file, of a package that of every part."""
    if path.suffix != ".docx":
        return path.read_text(encoding="utf-8")
    with zipfile.ZipFile(path) as package:
        return "".join(package.read(name).decode("utf-8", "replace") for name in package.namelist())


def test_the_commands(tmp_path: Path) -> None:
    """template, fill, publish and import end in the answers that they began with."""
    answers = answers_of(ANSWERS[0])
    blank, source, filled_in = tmp_path / "blank.xlsx", tmp_path / "answers.json", tmp_path / "return.xlsx"
    source.write_text(json.dumps(answers), encoding="utf-8")
    unit = answers["unit"]
    options = ("--unit-code", unit["code"], "--unit-name", unit["name"], "--unit-kind", unit["kind"])
    assert run("template", "-o", blank, *options, "--region", answers["region"], "--year", "2025").code == 0
    assert run("fill", blank, source, "-o", filled_in).code == 0
    assert run("publish", filled_in, "-o", tmp_path / "out").code == 0
    pages = sorted((tmp_path / "out").iterdir())
    assert [page.suffix for page in pages] == [".docx", ".html"]
    for page in pages:
        target = tmp_path / f"{page.suffix}.json"
        assert run("import", page, "-o", target).code == 0
        assert run("fill", blank, target, "-o", tmp_path / "again.xlsx").code == 0
        printed = json.loads(target.read_text(encoding="utf-8"))
        assert printed["version"] == 1
        assert printed["found_at"]["requests.received.total"].keys() == {"table", "row", "column"}
        assert run("validate", tmp_path / "again.xlsx", "-q").code == 0


def test_a_return_with_errors_is_not_published(tmp_path: Path) -> None:
    """It is refused, unless a draft is asked for, which says so on every page."""
    path = tmp_path / "return.xlsx"
    path.write_bytes(put(filled("hulin-2025").content, {"requests.received.natural": 7}))
    refused = run("publish", path, "-o", tmp_path / "out")
    assert refused.code == 1
    assert not (tmp_path / "out").exists()
    assert run("publish", path, "-o", tmp_path / "out", "--draft", "--docx", "--html", "--text").code == 0
    for page in (tmp_path / "out").iterdir():
        assert "初稿" in page.name
        assert "初稿，未经审定" in _everything(page)


def test_the_answers_are_in_the_page(tmp_path: Path) -> None:
    """The web page carries its figures as JSON, the same as its tables say."""
    values = totalled(filled("county-ZRZ").values)
    name, content = made(values, "html")
    (tmp_path / name).write_bytes(content)
    page = page_of(tmp_path / name)
    read, _ = read_published(tmp_path / name)
    assert read is not None
    assert page.answers["printed"] == answers_of_page(read)["printed"]
    assert set(page.answers["values"]) <= set(values)


def test_a_round_publishes_all_that_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without paths every counted unit of the round has its report in output/公布."""
    folder = tmp_path / "round"
    assert run("init", folder).code == 0
    settings = (folder / "xlreport.toml").read_text(encoding="utf-8")
    given, values = answers_of(ANSWERS[0]), values_for(FORM, read_answers(ANSWERS[0]).values)
    _join(folder, settings, given)
    known = {key: str(values[f"cover.{key}"]) for key in ("unit_code", "unit_name", "unit_kind", "region", "year")}
    (folder / "inbox" / "甲.xlsx").write_bytes(write_workbook(LAYOUT, identity_of(LAYOUT, **known), values))
    monkeypatch.chdir(folder)
    assert run("publish").code == 0
    assert sorted(page.suffix for page in (folder / "output" / "公布").iterdir()) == [".docx", ".html"]


def _join(folder: Path, settings: str, given: Mapping[str, object]) -> None:
    """Make the round the unit's own: its area and year, and a roster of it alone."""
    unit = given["unit"]
    assert isinstance(unit, dict)
    changed = re.sub(r"(?m)^region = .*$", f'region = "{given["region"]}"', settings)
    (folder / "xlreport.toml").write_text(re.sub(r"(?m)^year = .*$", "year = 2025", changed), encoding="utf-8")
    roster = f"单位代码,单位名称,单位类别\n{unit['code']},{unit['name']},{unit['kind']}\n"
    (folder / "roster.csv").write_text(roster, encoding="utf-8")
