"""Every command's JSON, every sample's, fits its schema; the schemas in docs are the program's; mutants are refused."""

import csv
import io
import json
import shutil
import sqlite3
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from areas_made import PREFECTURE, prefecture
from bundles_made import WORKBOOK, small_round
from filled import LAYOUT
from made_once import made_once
from running import run
from sample_answers import ANSWERS, COUNTY, SAMPLES
from schema_pages import FOLDER, pages
from xlreport import read_answers, values_for, write_workbook
from xlreport.commands import COMMANDS
from xlreport.forms import load_form
from xlreport.office.making_public.publication import published
from xlreport.office.taking_in.published_pages import read_published
from xlreport.outputs.schemas import NAMES, schema_of
from xlreport.program import function_of
from xlreport.publishing.imported import answers_of_page
from xlreport.writing import example_answers

FORM = LAYOUT.form
Told = dict[str, Any]
CASES = Path(__file__).parents[1] / "unit" / "register" / "cases"


def misfits(name: str, table: Any) -> list[str]:
    """What of some data does not fit a schema, with where it stands."""
    told = Draft202012Validator(schema_of(name, FORM)).iter_errors(table)
    return [f"{'/'.join(map(str, each.absolute_path))}: {each.message[:200]}" for each in told]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    """What each command says: of the sample county's returns, of a small round and its bundle."""
    return made_once(tmp_path_factory, "schemas", lambda: _told(tmp_path_factory))


def _told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    county, batch = tmp_path_factory.mktemp("county"), tmp_path_factory.mktemp("batch") / "round"
    (county / "收件").mkdir()
    for path in ANSWERS:
        answers = read_answers(path)
        content = write_workbook(LAYOUT, read_identity(answers.values), values_for(FORM, answers.values))
        (county / "收件" / f"{path.parent.parent.name}-{path.stem}.xlsx").write_bytes(content)
    (county / "收件" / "残.xlsx").write_bytes(b"PK\x03\x04 half")
    shutil.copy(COUNTY / "roster.csv", county)
    roster, book = county / "roster.csv", county / "汇总.xlsx"
    small_round(batch)
    page = county / "报告.html"
    one = next((county / "收件").glob("*GXJ*"))
    page.write_bytes(
        published(FORM, values_for(FORM, read_answers(ANSWERS[0]).values), ("html",), draft=True)[0].content
    )
    register = CASES / "correction.json"
    said = {
        "merge": [run("merge", county / "收件", "-o", book, "--roster", roster, "--json").table],
        "validate": [run("validate", county / "收件", "--json", "--lang", lang).table for lang in ("zh", "en")],
        "verify": [run("verify", book, *more, "--json").table for more in ([], [county / "收件"])],
        "status": [run("status", batch, "--json").table],
        "bundle": [run("bundle", batch, "-o", batch.with_name("b.zip"), "--json").table],
        "migrate": [
            run("migrate", one, "-o", county / "新.xlsx", "--json").table,
            run("migrate", county / "收件", "-o", county / "转好的", "--json").table,
        ],
        "explain": [run("explain", "--json").table, run("explain", "T301", "--json", "--lang", "en").table],
        "compare": [run("compare", page, one, "--json").table],
        "register": [run("register", register, "--json").table],
    }
    said["verify"] += [run("verify", batch.with_name("b.zip"), "--json").table]
    (county / "坏.zip").write_bytes(b"PK")
    said["verify"] += [run("verify", county / "坏.zip", "--json").table]
    (batch / "inbox" / "D.xlsx").write_bytes(b"new")
    said["bundle"] += [run("bundle", batch, "-o", batch.with_name("c.zip"), "--json").table]
    run("export", book, "--json", county / "明细.json", "--sqlite", county / "明细.sqlite")
    said["export"] = [json.loads((county / "明细.json").read_text(encoding="utf-8"))]
    read, _ = read_published(page)
    assert read is not None
    _prefecture(tmp_path_factory.mktemp("prefecture"), said)
    said["import"] = [json.loads(json.dumps(answers_of_page(read)))]
    said["sqlite"] = [(county / "明细.sqlite").read_bytes()]
    assert WORKBOOK.startswith("output/")
    return said


def _prefecture(folder: Path, said: Told) -> None:
    """Add what the commands say of a prefecture: counties as rows, a county's units beneath, its ledger as data."""
    inbox, book = prefecture(folder), folder / "青岭市.xlsx"
    lines = [f"{each.code},{each.name},{each.kind},{each.tier}" for each in PREFECTURE.units]
    (folder / "roster.csv").write_text("\n".join(("code,name,kind,tier", *lines)) + "\n", encoding="utf-8")
    merged = run("merge", inbox, "-o", book, "--roster", folder / "roster.csv", "--json").table
    assert len(merged["units"]) == len(PREFECTURE.units)
    said["merge"].append(merged)
    beneath = [folder / "inbox", folder / "east", folder / "west"]
    said["verify"].append(run("verify", book, *beneath, "--json").table)
    run("export", book, "--json", folder / "明细.json")
    said["export"].append(json.loads((folder / "明细.json").read_text(encoding="utf-8")))


def read_identity(values: Any) -> Any:
    """The identity that answers speak of."""
    from xlreport import identity_of  # noqa: PLC0415  # the one place

    known = {
        key: str(values.get(f"cover.{key}", "")) for key in ("unit_code", "unit_name", "unit_kind", "region", "year")
    }
    return identity_of(LAYOUT, **known)


@pytest.mark.parametrize("name", [name for name in NAMES if name not in {"fill", "roster"}])
def test_what_a_command_says_fits_its_schema(name: str, told: Told) -> None:
    """All of it, in both languages, of good and of bad files."""
    assert told[name]
    assert [each for table in told[name] for each in misfits(name, table)] == []


@pytest.mark.parametrize("path", ANSWERS, ids=lambda path: path.stem[:13])
def test_every_samples_answers_fit(path: Path) -> None:
    """The answers that the samples pour into workbooks."""
    assert misfits("fill", json.loads(path.read_text(encoding="utf-8"))) == []


def rows(text: str) -> list[dict[str, str]]:
    """A roster's rows by the words of its header."""
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


@pytest.mark.parametrize("path", sorted(SAMPLES.rglob("roster.csv")), ids=lambda path: path.parent.name)
def test_every_samples_roster_fits(path: Path) -> None:
    """Row by row, as a program reads a CSV."""
    assert misfits("roster", rows(path.read_text(encoding="utf-8"))) == []


def test_the_example_is_whole_and_fills_a_blank(tmp_path: Path) -> None:
    """Each field that there is to answer, in every form: it fits the schema and is poured into a blank workbook."""
    for name in ("gkbg-2021", "gkbg-2019"):
        form = load_form(name)
        example = example_answers(form)
        assert list(Draft202012Validator(schema_of("fill", form)).iter_errors(example)) == []
        asked = schema_of("fill", form)["properties"]["values"]["properties"].keys()
        head = {form.roles.field(key) for key in ("unit_code", "unit_name", "unit_kind", "region", "year")}
        assert example["values"].keys() == asked - head
    said = run("fill", "--example")
    (tmp_path / "答案.json").write_text(said.out, encoding="utf-8")
    assert run("template", "-o", tmp_path / "空白.xlsx").code == 0
    done = run("fill", tmp_path / "空白.xlsx", tmp_path / "答案.json", "-o", tmp_path / "填好.xlsx")
    assert (done.code, (tmp_path / "填好.xlsx").is_file()) == (0, True)


def test_fill_without_a_blank_is_an_error() -> None:
    """What is missing is said."""
    assert run("fill").code == 2


def test_every_command_with_json_has_a_schema() -> None:
    """Whoever adds --json to a command adds a schema."""
    with_json = {name for name in COMMANDS if "as_json" in function_of(name).__annotations__}
    assert with_json - set(NAMES) == set()


def test_the_pages_are_the_programs() -> None:
    """`make docs` was run: docs/schemas holds what `xlreport schema` prints, each of them a schema itself."""
    assert {path.name: path.read_text(encoding="utf-8") for path in FOLDER.iterdir()} == pages()
    assert run("schema", "merge").out == pages()["merge.json"]
    assert run("schema").out.split() == list(NAMES)
    for text in pages().values():
        Draft202012Validator.check_schema(json.loads(text))


def test_a_schema_that_is_none_is_an_error() -> None:
    """The nearest name is said."""
    said = run("schema", "verfy")
    assert said.code == 2
    assert "verify" in said.err


def _put(value: Any, *path: str | int) -> Callable[[Any], None]:
    def done(table: Any) -> None:
        for step in path[:-1]:
            table = table[step]
        table[path[-1]] = value

    return done


def _gone(*path: str | int) -> Callable[[Any], None]:
    def done(table: Any) -> None:
        for step in path[:-1]:
            table = table[step]
        del table[path[-1]]

    return done


MUTANTS: dict[str, tuple[str, Callable[[Any], None]]] = {
    "no version": ("merge", _gone("version")),
    "another version": ("validate", _put(2, "version")),
    "a version as text": ("status", _put("1", "version")),
    "a key too many": ("merge", _put(1, "more")),
    "a key too many in a file": ("validate", _put("", "files", 0, "path")),
    "no findings": ("verify", _gone("findings")),
    "findings as an object": ("merge", _put({}, "findings")),
    "a severity nobody knows": ("merge", _put("fatal", "findings", 0, "severity")),
    "a finding without advice": ("merge", _gone("findings", 0, "advice")),
    "a code in small letters": ("explain", _put("t301", "rules", 0, "code")),
    "no rule at all": ("explain", _put([], "rules")),
    "a digest cut short": ("merge", _put("abc", "digest")),
    "a SHA-256 in capitals": ("validate", _put("A" * 64, "files", 0, "sha256")),
    "a state nobody knows": ("verify", _put("ok", "state")),
    "a verdict nobody knows": ("validate", _put("fine", "files", 0, "state")),
    "a decision nobody knows": ("merge", _put("maybe", "files", 0, "decision")),
    "a count as text": ("verify", _put("13", "units")),
    "a count below zero": ("status", _put(-1, "summary", "late")),
    "a total as a fraction": ("merge", _put({"全县": 1.5}, "totals", "disclosure.fees.amount")),
    "a total under no field": ("merge", _put({}, "totals", "Total")),
    "a day in another order": ("status", _put("31-01-2026", "units", 0, "due")),
    "a flag as text": ("bundle", _put("yes", "written")),
    "a figure as a fraction": ("export", _put(0.5, "units", 0, "numbers", "disclosure.fees.amount")),
    "a figure that is missing": ("export", _gone("units", 0, "numbers", "requests.received.natural")),
    "an outcome nobody knows": ("migrate", _put("lost", "lines", 0, "outcome")),
    "a place without number": ("import", _put({"table": 0}, "found_at", "requests.received.natural")),
    "a difference without notes": ("compare", _put([{"kind": "figure"}], "differences")),
    "a register of no day": ("register", _put(None, "as_of")),
    "a signature nobody knows": ("bundle", _put(1, "signature")),
}


@pytest.mark.parametrize("name", MUTANTS)
def test_a_mutant_is_refused(name: str, told: Told) -> None:
    """What a program should not accept is told by the schema."""
    of, change = MUTANTS[name]
    table = deepcopy(told[of][0])
    change(table)
    assert misfits(of, table)


ANSWERS_WRONG: dict[str, Callable[[Any], None]] = {
    "a field there is not": _put(1, "values", "requests.received.nature"),
    "a total": _put(1, "values", "requests.received.total"),
    "a count below zero": _put(-1, "values", "requests.received.natural"),
    "a count in words": _put("三", "values", "requests.received.natural"),
    "five decimals": _put("1.23456", "values", "disclosure.fees.amount"),
    "a day in words": _put("元月", "values", "cover.submitted_on"),
    "another form": _put("library", "form"),
    "a key too many": _put(1, "note"),
    "no values": _gone("values"),
}


@pytest.mark.parametrize("name", ANSWERS_WRONG)
def test_wrong_answers_are_refused(name: str, tmp_path: Path) -> None:
    """What the schema refuses, `fill` refuses too."""
    table = json.loads(ANSWERS[0].read_text(encoding="utf-8"))
    ANSWERS_WRONG[name](table)
    assert misfits("fill", table)
    (tmp_path / "答案.json").write_text(json.dumps(table), encoding="utf-8")
    assert run("template", "-o", tmp_path / "空白.xlsx").code == 0
    said = run("fill", tmp_path / "空白.xlsx", tmp_path / "答案.json", "-o", tmp_path / "填好.xlsx")
    assert (said.code, (tmp_path / "填好.xlsx").exists()) == (2, False)


@pytest.mark.parametrize(
    "row", [{"name": "甲", "kind": "department"}, {"code": "A", "name": "甲", "kind": "bureau"}, {"码": "A"}]
)
def test_a_wrong_roster_is_refused(row: dict[str, str]) -> None:
    """No code, a kind there is not, a column there is not."""
    assert misfits("roster", [row])


def test_the_ledger_is_a_database_too(told: Told) -> None:
    """One file with the ledger, its labels and what it is: exact figures, sums by query, recognised until changed."""
    from xlreport.outputs.ledger_sqlite import is_ledger_sqlite  # noqa: PLC0415  # only here

    content = told["sqlite"][0]
    assert is_ledger_sqlite(content)
    base = sqlite3.connect(":memory:")
    base.deserialize(content)
    exported = told["export"][0]
    numbers = [unit["numbers"]["disclosure.fees.amount"] for unit in exported["units"] if unit["include"]]
    column = '"disclosure.fees.amount"'
    assert [each for (each,) in base.execute(f"SELECT {column} FROM ledger WHERE include")] == numbers  # noqa: S608  # a name of this test
    assert base.execute("SELECT label FROM labels WHERE id = 'requests.received.natural'").fetchone()[0]
    assert dict(base.execute("SELECT key, value FROM about"))["year"] == "2025"
    base.execute("UPDATE ledger SET name = '改'")
    base.commit()
    assert not is_ledger_sqlite(base.serialize())
    assert not is_ledger_sqlite(b"SQLite format 3\0")
    base.close()
