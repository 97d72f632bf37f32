"""A round in use: made-up workbooks are refused, an older issue and an inbox without a file are told."""

from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from xlreport import identity_of, load_form, plan, receive, write_workbook
from xlreport.background import Background
from xlreport.errors import RoundError, XlreportError
from xlreport.manifest import is_signed, signed
from xlreport.program import app
from xlreport.rounds import read_key, read_register, write_key

LAYOUT = plan(load_form())
ROSTER = "code,name,kind,tier,in_scope\nA1,甲局,department,本级,yes\nB1,乙镇,township,乡镇街道,yes\n"


def begun(folder: Path, *options: str) -> Path:
    """A round of two units, its workbooks issued."""
    place = folder / "round"
    run("init", str(place), "--region", "某县", "--year", "2025", *options)
    (place / "roster.csv").write_text(ROSTER, encoding="utf-8")
    run("template", "--round", str(place))
    return place


def run(*words: str, code: int = 0) -> str:
    """Run a command in this process and give what it printed."""
    result = CliRunner().invoke(app, words)
    assert result.exit_code == code, result.output
    return result.output


def codes(path: Path, key: bytes) -> set[str]:
    """The rules that speak about a file in a round with this key."""
    return {finding.code for finding in receive(path, LAYOUT, Background(key=key)).findings}


def test_a_signature_fits_one_key_and_one_unit() -> None:
    """Another key, unit, year or issue breaks it; an unsigned identity never fits."""
    identity = signed(identity_of(LAYOUT, unit_code="A1", year="2025"), b"key")
    assert is_signed(identity, b"key")
    assert not is_signed(identity, b"other")
    for change in ({"unit_code": "B1"}, {"year": "2024"}, {"issue": "x"}, {"signature": ""}):
        assert not is_signed(replace(identity, **change), b"key")


def test_workbooks_of_a_signed_round_pass_and_others_do_not(tmp_path: Path) -> None:
    """What the round issued has no I17; the same workbook made without the key has, and so has another unit's."""
    place = begun(tmp_path, "--sign")
    key = read_key(place)
    issued = next((place / "outbox").glob("A1-*.xlsx"))
    assert "I17" not in codes(issued, key)
    made_up = place / "inbox" / "A1.xlsx"
    identity = identity_of(LAYOUT, unit_code="A1", unit_name="甲局", unit_kind="department", region="某县", year="2025")
    made_up.write_bytes(write_workbook(LAYOUT, identity, {}))
    assert "I17" in codes(made_up, key)
    assert "I17" not in codes(made_up, b"")
    assert "I17" in run("validate", str(made_up), code=1)


def test_a_round_without_a_key_signs_nothing(tmp_path: Path) -> None:
    """No key file, no signature, no I17."""
    place = begun(tmp_path)
    assert read_key(place) == b""
    assert receive(next((place / "outbox").glob("B1-*.xlsx")), LAYOUT).submission is not None


def test_a_damaged_key_is_told(tmp_path: Path) -> None:
    """A key file that holds no key is an error that names it, never an unsigned round."""
    write_key(tmp_path)
    assert len(read_key(tmp_path)) == 32
    (tmp_path / "round.key").write_text("geheim", encoding="utf-8")
    with pytest.raises(RoundError, match=r"round\.key"):
        read_key(tmp_path)


def test_a_return_of_another_issue_is_told_by_merge(tmp_path: Path) -> None:
    """M20 names both issues; the register's is the one in force."""
    place = begun(tmp_path)
    identity = identity_of(LAYOUT, unit_code="A1", unit_name="甲局", unit_kind="department", region="某县", year="2025")
    old = replace(identity, issue="0123456789ab")
    (place / "inbox" / "A1.xlsx").write_bytes(write_workbook(LAYOUT, old, {}))
    in_force = read_register(place).issue_of("A1")
    assert in_force is not None
    printed = run("merge", str(place), "-o", str(place / "output" / "all.xlsx"), "--json", code=1)
    assert '"M20"' in printed
    assert in_force.issue in printed
    assert "0123456789ab" in printed


def test_an_inbox_without_a_file_is_told(tmp_path: Path) -> None:
    """Nothing to merge and nobody due ends with 2 and writes nothing; with a roster the missing units are named."""
    (tmp_path / "empty").mkdir()
    output = tmp_path / "all.xlsx"
    result = CliRunner().invoke(app, ["merge", str(tmp_path / "empty"), "-o", str(output)])
    assert isinstance(result.exception, XlreportError)
    assert "没有可汇总的" in str(result.exception)
    assert not output.exists()
    place = begun(tmp_path)
    assert run("merge", str(place), "-o", str(output), code=1).count("M01") == 2
