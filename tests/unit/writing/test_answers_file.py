"""Answers, checked before a cell is written: all that does not fit is named at once, nothing is guessed."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlreport.errors import AnswersError
from xlreport.forms import LARGEST, Kind, load_form
from xlreport.layout import plan
from xlreport.writing import poured, read_answers, values_for

FORM = load_form()
LAYOUT = plan(FORM)
R = "requests.received.natural"
FEE = "disclosure.fees.amount"

WRONG: tuple[tuple[str, str, Any, tuple[str, ...]], ...] = (
    ("unknown field", "requests.recieved.natural", 1, ("unknown field", "'requests.received.natural'")),
    ("field of nowhere", "x", 1, ("unknown field",)),
    ("computed total", "requests.received.total", 1, ("computed", "总计")),
    ("computed row", "requests.concluded.natural", 1, ("computed",)),
    ("a word for a count", R, "3件", ("'3件'", "whole number", "自然人")),
    ("full width in data", R, "３", ("'３'", "whole number")),
    ("decimals in a count", R, Decimal("1.5"), ("1.5", "whole number")),
    ("a negative count", R, -1, ("-1", "whole number")),
    ("a bool for a count", R, True, ("True", "whole number")),
    ("a list for a count", R, [1], ("[1]", "whole number")),
    ("thirteen digits", R, LARGEST + 1, ("whole number",)),
    ("five decimals", FEE, "0.00001", ("'0.00001'", "4", "decimals")),
    ("three decimals of yuan", "matters.fee_yuan", "1.005", ("2", "decimals")),
    ("a negative amount", FEE, "-0.5", ("number from 0",)),
    ("an amount with its unit", FEE, "43.788万元", ("'43.788万元'", "number from 0")),
    ("a float amount", FEE, 0.1, ("number from 0",)),
    ("a year of two digits", "cover.year", 25, ("25", "a year")),
    ("a year as a word", "cover.year", "二〇二五", ("a year",)),
    ("two lines for one", "cover.contact", "a\nb", ("one line",)),
    ("a long line", "cover.contact", "长" * 201, ("one line", "200")),
    ("a number for a line", "cover.contact", 5, ("one line",)),
    ("a number for a text", "overview.active", 5, ("expected text",)),
    ("more than the cells hold", "overview.active", "\n".join(["长" * 999] * 300), ("too long for the cells",)),
    ("a long paragraph", "overview.active", "长" * 1_001, ("1000", "1001", "paragraph")),
    ("no date", "cover.submitted_on", "2026年1月15日", ("ISO date",)),
    ("a day there is not", "cover.submitted_on", "2026-02-30", ("ISO date",)),
    ("a number for a date", "cover.submitted_on", 20260115, ("ISO date",)),
    ("an unknown choice", "cover.unit_kind", "departement", ("cannot be used", "'department'")),
    ("a label for a choice", "cover.unit_kind", "部门", ("cannot be used", "department")),
    ("a word for a flag", "requests.blank_is_zero", "是", ("true or false",)),
    ("a number for a flag", "requests.blank_is_zero", 1, ("true or false",)),
)


@pytest.mark.parametrize(("field", "answer", "words"), [case[1:] for case in WRONG], ids=[case[0] for case in WRONG])
def test_what_does_not_fit_is_named(field: str, answer: object, words: tuple[str, ...]) -> None:
    """The error names the field, what was given and what would be right."""
    with pytest.raises(AnswersError) as error:
        values_for(FORM, {field: answer})
    for word in (field, *words):
        assert word in str(error.value)


def test_everything_wrong_is_named_at_once() -> None:
    """One run tells all: a line per field, and none for those that fit."""
    wrong = {"requests.recieved.natural": 1, "requests.received.total": 1, R: "3件", FEE: "1.00001"}
    with pytest.raises(AnswersError) as error:
        values_for(FORM, {**wrong, "requests.carried_in.natural": 2})
    lines = str(error.value).splitlines()
    assert [line.split("（")[0].split(":")[0] for line in lines] == list(wrong)


def test_answers_become_the_forms_own_values() -> None:
    """Numbers come as int or Decimal whether written as numbers or text; blanks are left out."""
    values = values_for(
        FORM,
        {
            R: "12",
            "requests.carried_in.natural": 0,
            FEE: "59237.2449",
            "matters.fee_yuan": 40,
            "cover.year": "2025",
            "cover.unit_kind": "township",
            "requests.blank_is_zero": False,
            "cover.submitted_on": "2026-01-15",
            "overview.active": "一\r\n\n二\n",
            "cover.contact": "",
            "cover.phone": None,
        },
    )
    assert values == {
        R: 12,
        "requests.carried_in.natural": 0,
        FEE: Decimal("59237.2449"),
        "matters.fee_yuan": 40,
        "cover.year": 2025,
        "cover.unit_kind": "township",
        "requests.blank_is_zero": False,
        "cover.submitted_on": "2026-01-15",
        "overview.active": "一\n二",
    }
    assert not [value for value in values.values() if isinstance(value, float)]


@given(amount=st.decimals(min_value=0, max_value=10**11, places=4))
def test_an_amount_of_four_decimals_is_kept_exactly(amount: Decimal) -> None:
    """As text or as a JSON number, the amount comes back digit by digit."""
    assert values_for(FORM, {FEE: str(amount)})[FEE] == amount
    assert values_for(FORM, {FEE: json.loads(json.dumps(float(0)), parse_float=lambda _: amount)})[FEE] == amount


@given(
    answers=st.dictionaries(
        st.sampled_from(sorted(FORM.fields)),
        st.one_of(
            st.integers(), st.text(max_size=5), st.booleans(), st.none(), st.lists(st.none(), max_size=1), st.floats()
        ),
    )
)
def test_whatever_is_given_is_taken_or_named(answers: dict[str, Any]) -> None:
    """Each field is either in the values, blank, or named in the error; nothing else is raised."""
    try:
        values = values_for(FORM, answers)
    except AnswersError as error:
        named = {
            line.split("（")[0].split(":")[0]
            for line in str(error).splitlines()
            if line.split("（")[0].split(":")[0] in answers
        }
        taken = values_for(FORM, {field: answer for field, answer in answers.items() if field not in named})
        assert named
        assert not named & set(taken)
    else:
        assert set(values) <= set(answers)
        assert not any(field in FORM.computed for field in values)
        assert all(
            isinstance(v, int | Decimal) for f, v in values.items() if FORM.fields[f].kind in {Kind.COUNT, Kind.AMOUNT}
        )


def _file(folder: Path, text: str) -> Path:
    path = folder / "answers.json"
    path.write_text(text, encoding="utf-8")
    return path


def test_an_answers_file_brings_unit_and_year(tmp_path: Path) -> None:
    """The head fills the cover; numbers with decimals stay exact; a byte order mark does no harm."""
    text = (
        '\ufeff{"form": "gkbg-2021", "unit": {"code": "A1", "name": "某局", "kind": "department"}, "year": 2025,'
        ' "region": "某县", "values": {"disclosure.fees.amount": 0.1, "requests.received.natural": 1}}'
    )
    answers = read_answers(_file(tmp_path, text))
    assert answers.form == "gkbg-2021"
    assert values_for(FORM, answers.values) == {
        "cover.unit_code": "A1",
        "cover.unit_name": "某局",
        "cover.unit_kind": "department",
        "cover.year": 2025,
        "cover.region": "某县",
        FEE: Decimal("0.1"),
        R: 1,
    }


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ("JSON",)),
        ("{", ("JSON",)),
        ("[]", ('"values"',)),
        ("{}", ('"values"',)),
        ('{"values": []}', ('"values"',)),
        ('{"values": {}, "yaer": 2025}', ("yaer", "'year'")),
        ('{"values": {}, "unit": "某局"}', ("unit",)),
        ('{"values": {"cover.year": 2024}, "year": 2025}', ("cover.year", "2024", "2025", "differ")),
    ],
)
def test_a_file_that_is_no_answers_is_named(text: str, words: tuple[str, ...], tmp_path: Path) -> None:
    """The error names the file and what is wrong in it."""
    with pytest.raises(AnswersError) as error:
        read_answers(_file(tmp_path, text))
    for word in ("answers.json", *words):
        assert word in str(error.value)


def test_a_file_that_is_not_there_or_not_text_is_named(tmp_path: Path) -> None:
    """No traceback for a missing or a binary file."""
    with pytest.raises(AnswersError, match=r"none\.json"):
        read_answers(tmp_path / "none.json")
    (tmp_path / "binary.json").write_bytes(b"PK\x03\x04\xff")
    with pytest.raises(AnswersError, match=r"binary\.json"):
        read_answers(tmp_path / "binary.json")


def test_pouring_adds_and_never_replaces() -> None:
    """What the workbook holds stays; every clash is named with both values; the same value is no clash."""
    present: dict[str, Any] = {"cover.year": 2025, "cover.unit_name": "甲局", R: 1}
    assert poured(LAYOUT, present, {R: 1, FEE: Decimal(2)}) == {**present, FEE: Decimal(2)}
    with pytest.raises(AnswersError) as error:
        poured(LAYOUT, present, {"cover.year": 2024, "cover.unit_name": "乙局", FEE: Decimal(2)})
    for word in ("封面!E19 “报告年度”", "“2024”", "“2025”", "“单位名称”", "“甲局”", "“乙局”"):
        assert word in str(error.value)
    assert FEE not in str(error.value)
