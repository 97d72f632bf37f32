"""The sample county as a whole: its roster, its special cases and its README say what the files hold."""

import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

from sample_answers import (
    ANSWERS,
    COLUMNS,
    COUNTY,
    KINDS,
    LEAVES,
    ROWS,
    SUITS,
    TABLES,
    TEXTS,
    answers_of,
    cases,
    column,
    county_file,
    has_table,
    roster,
    total,
    values_of,
)
from xlreport.rounds import read_rulings, read_settings, read_waivers


def accidents() -> dict[str, list[dict[str, Any]]]:
    """What accidents.toml says."""
    return tomllib.loads((COUNTY / "accidents.toml").read_text(encoding="utf-8"))


def test_the_roster_is_a_county() -> None:
    """A government office, bureaus, townships, and one unit out of scope with a reason, for Excel."""
    rows = roster()
    kinds = [row["kind"] for row in rows]

    header = b"\xef\xbb\xbfcode,name,kind,tier,in_scope,reason,powers,register\n"
    assert (COUNTY / "roster.csv").read_bytes().startswith(header)
    assert len({row["code"] for row in rows}) == len({row["name"] for row in rows}) == len(rows) == 17
    assert [kinds.count(kind) for kind in KINDS] == [1, 9, 5, 1, 1]
    assert all((row["tier"] == "乡镇街道") == (row["kind"] in {"township", "subdistrict"}) for row in rows)
    assert [(row["code"], row["reason"]) for row in rows if row["in_scope"] == "no"] == [("230381-SWJ", "垂直管理")]
    assert all(not row["reason"] for row in rows if row["in_scope"] == "yes")


def test_one_unit_in_scope_is_missing_and_one_sent_twice() -> None:
    """Every unit in scope has one file named for it, but 月泉镇 has none and 河湾镇 two."""
    names = {f"{row['code']}-{row['name']}" for row in roster() if row["in_scope"] == "yes"}
    twice = "230381-HWZ-虎林市河湾镇人民政府"

    assert {path.stem for path in ANSWERS[1:]} == names - {"230381-YQZ-虎林市月泉镇人民政府", twice} | {
        f"{twice}-v1",
        f"{twice}-v2",
    }


def test_the_second_submission_is_later_and_differs_a_little() -> None:
    """The later file of 河湾镇 turns the carried-out request into a granted one and corrects two counts."""
    first, second = (values_of(county_file("HWZ", version)) for version in ("v1", "v2"))
    changed = {key: (first[key], second[key]) for key in first if first[key] != second[key]}

    assert first["cover.submitted_on"] < second["cover.submitted_on"]
    assert {key: pair for key, pair in changed.items() if isinstance(pair[0], int)} == {
        "overview.website_items": (126, 128),
        "disclosure.penalties.decisions": (11, 12),
        "requests.granted.natural": (8, 9),
        "requests.carried_out.natural": (1, 0),
    }


def test_the_typed_over_total_is_wrong_by_one() -> None:
    """The accident names a computed field of a unit, with a number that its outcomes do not give."""
    assert accidents()["typed_over"] == [
        {"unit": "230381-SCJ", "field": "requests.concluded.natural", "value": 38},
    ]
    assert column(values_of(county_file("SCJ")), "natural", *LEAVES) == 39


def test_the_forgotten_table_is_wholly_blank() -> None:
    """北岭乡 has nothing of table 3, not even the answer about blanks; its text speaks of two requests."""
    forgetful = values_of(county_file("BLX"))

    assert not has_table(forgetful, "requests")
    assert has_table(forgetful, "disclosure")
    assert has_table(forgetful, "disputes")
    assert "申请2件" in forgetful["overview.on_request"]


def test_stray_files_are_no_returns() -> None:
    """One stray is a lock file by its name, the other no workbook by its content."""
    lock, text = accidents()["stray"]

    assert lock["name"].startswith("~$")
    assert text == {"name": "各单位联系方式.xlsx", "content": "this is not a workbook"}


def test_the_county_has_variety() -> None:
    """Big and small units, disputes, carry over, four decimals, declared zeros: each as often as promised."""
    every = [values_of(path) for path in ANSWERS[1:]]
    big = [values for values in every if total(values, "received") >= 400]

    assert len(big) == 1
    assert sum(any(column(big[0], name, row) for name in COLUMNS) for row in ROWS) >= 20
    assert all(column(big[0], name, *LEAVES) for name in COLUMNS)
    assert sum(bool(cases(values, "review")) for values in every) == 4
    assert sum(bool(cases(values, *SUITS)) for values in every) == 2
    assert sum(bool(total(values, "carried_out")) for values in every) >= 5
    assert [sum(f"{table}.blank_is_zero" in values for values in every) for table in TABLES] == [2, 4, 4]
    fees = [values.get("disclosure.fees.amount", "0") for values in every]
    assert sum(bool(re.search(r"\.\d{4}$", fee)) for fee in fees) == 3
    assert len({values["cover.chief_leader.name"] for values in every}) == len(every) - 1


def test_no_two_units_share_a_sentence() -> None:
    """Each sentence of more than fifteen characters belongs to one unit alone."""
    owners: dict[str, set[str]] = {}
    for path in ANSWERS[1:]:
        values = values_of(path)
        for sentence in re.split(r"[。；\n]", "\n".join(values[key] for key in TEXTS)):
            if len(sentence) > 15:
                owners.setdefault(sentence, set()).add(values["cover.unit_code"])

    assert {sentence: units for sentence, units in owners.items() if len(units) > 1} == {}


def test_a_percentage_in_the_text_is_computed_from_the_table() -> None:
    """The share that 自然资源局 quotes is granted and partly granted of all concluded requests."""
    values = values_of(county_file("ZRZ"))
    share = 100 * total(values, "granted", "partly_granted") / total(values, *LEAVES)

    assert f"{share:.2f}%" in values["overview.on_request"]


def test_supervision_of_governments_tells_assessment_evaluation_and_accountability() -> None:
    """Governments, townships and the subdistrict name the three results that the regulation asks for."""
    told = [
        all(word in values_of(path)["overview.supervision"] for word in ("工作考核", "社会评议", "责任追究"))
        for path in ANSWERS
        if answers_of(path)["unit"]["kind"] in {"government", "township", "subdistrict"}
    ]

    assert told == [True] * 7


def test_the_round_is_the_answers_round() -> None:
    """The round file names region, year, form, the legal deadline, an earlier one for townships, whom to call."""
    assert tomllib.loads((COUNTY / "xlreport.toml").read_text(encoding="utf-8")) == {
        "region": "虎林市",
        "year": 2025,
        "form": "gkbg-2021",
        "deadline": date(2026, 1, 31),
        "previous": "previous",
        "deadlines": {"townships": date(2026, 1, 15)},
        "register": {"rows": 200},
        "contact": {"office": "虎林市政务公开办公室（示例）", "person": "李某某", "phone": "0467-0000000（示例）"},
    }


def test_the_readme_tells_the_figures_of_each_submission() -> None:
    """The overview table of the county's README has each submission once, with its figures."""
    readme = (COUNTY / "README.md").read_text(encoding="utf-8")
    lines = re.findall(r"^\| (230381-.*) \|$", readme, re.MULTILINE)
    told = sorted(tuple(line.split(" | ")) for line in lines)

    assert told == sorted(overview_line(path) for path in ANSWERS[1:])


def overview_line(path: Path) -> tuple[str, ...]:
    """The README's line about one submission, counted from the answers."""
    values = values_of(path)
    version = re.search(r"-(v\d)$", path.stem)
    requests = [total(values, *rows) for rows in (("received",), ("carried_in",), LEAVES, ("carried_out",))]
    return (
        values["cover.unit_code"],
        values["cover.unit_name"] + (f"（{version[1]}）" if version else ""),
        *(str(number) if has_table(values, "requests") else "空" for number in requests),
        str(cases(values, "review")),
        str(cases(values, *SUITS)),
        values.get("disclosure.fees.amount", "0"),
    )


def test_the_offices_decision_and_waiver_are_about_what_is_there() -> None:
    """The excluded file is one of the strays, the waiver's unit handed in after its day; each has its reason."""
    (ruling,) = read_rulings(COUNTY / "decisions.toml")
    (waiver,) = read_waivers(COUNTY)
    settings = read_settings(COUNTY)
    handed_in = date.fromisoformat(values_of(county_file("QSZ"))["cover.submitted_on"])

    assert ruling.file in {each["name"] for each in accidents()["stray"]}
    assert (waiver.code, waiver.unit) == ("P03", "230381-QSZ")
    assert (settings.due("township"), settings.due("department")) == (date(2026, 1, 15), date(2026, 1, 31))
    assert date(2026, 1, 15) < handed_in < date(2026, 1, 31)
    assert ruling.why
    assert waiver.why
