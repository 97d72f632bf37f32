"""Each sample answers file by plain arithmetic: ids, kinds of values, relations, text against tables."""

import json
import re
from datetime import date
from pathlib import Path

import pytest

from sample_answers import (
    ANSWERS,
    CELLS,
    COLUMNS,
    COVER,
    DECISIONS,
    GROUPS,
    HULIN,
    IDS,
    LEAVES,
    NORMATIVE,
    REVIEW,
    REVIEWERS,
    SUITS,
    TABLES,
    TEXTS,
    answers_of,
    cases,
    column,
    county_file,
    group,
    has_table,
    roster,
    total,
    values_of,
)


def each_answers_file() -> pytest.MarkDecorator:
    """Runs a test once for each answers file."""
    return pytest.mark.parametrize("path", ANSWERS, ids=lambda path: f"{path.parent.name}/{path.stem[:13]}")


def test_the_vocabulary_has_166_typed_number_cells() -> None:
    """The list of ids in this test is the form's: 10, 144 and 12 typed cells, none twice."""
    assert [len(CELLS[table]) for table in TABLES] == [10, 144, 12]
    assert len(set(IDS)) == len(IDS)


@each_answers_file()
def test_only_known_ids_in_the_order_of_the_form(path: Path) -> None:
    """No unknown and no computed field, and the keys stand as the form has them."""
    keys = list(values_of(path))

    assert set(keys) <= set(IDS)
    assert keys == sorted(keys, key=IDS.index)


@each_answers_file()
def test_numbers_are_whole_and_amounts_have_four_decimals_at_most(path: Path) -> None:
    """Counts are ints not below zero; amounts are plain decimal strings."""
    values = values_of(path)
    counts = [f"{table}.{cell}" for table in TABLES for cell in CELLS[table] if cell != "fees.amount"]
    counts += ["overview.website_items", "overview.new_media_items", "matters.fee_cases"]

    assert all(type(values[key]) is int and values[key] >= 0 for key in counts if key in values)
    assert re.fullmatch(r"\d+(\.\d{1,4})?", values.get("disclosure.fees.amount", "0"))
    assert re.fullmatch(r"\d+(\.\d{1,2})?", values["matters.fee_yuan"])


@each_answers_file()
def test_a_blank_cell_is_declared_zero(path: Path) -> None:
    """A table is complete, or declares its blanks zero and spells out none; one unit forgot a table."""
    values = values_of(path)

    for table in TABLES:
        cells = [values.get(f"{table}.{cell}") for cell in CELLS[table]]
        if values.get(f"{table}.blank_is_zero"):
            assert None in cells
            assert not {0, "0"} & set(cells)
        elif has_table(values, table):
            assert None not in cells
        else:
            assert (path, table) == (county_file("BLX"), "requests")


@each_answers_file()
def test_each_column_of_table_3_balances(path: Path) -> None:
    """Received and carried in equal concluded and carried out, and bound each of them, in each column."""
    values = values_of(path)

    for name in COLUMNS:
        came_in = column(values, name, "received", "carried_in")
        concluded, carried_out = column(values, name, *LEAVES), column(values, name, "carried_out")
        assert came_in == concluded + carried_out
        assert max(concluded, carried_out) <= came_in


@each_answers_file()
def test_rules_and_documents_of_table_2(path: Path) -> None:
    """No county body makes regulations, and at least made less repealed documents are in force."""
    values = values_of(path)
    made, repealed, in_force = (
        values.get(f"disclosure.normative.{item}", 0) for item in ("made", "repealed", "in_force")
    )

    assert not any(values.get(f"disclosure.{cell}") for cell in NORMATIVE[:3])
    assert in_force >= made - repealed


@each_answers_file()
def test_section_six_fees_are_part_of_the_fees_of_table_2(path: Path) -> None:
    """The processing fee in yuan is not more than all fees, and is there when there are cases."""
    values = values_of(path)
    yuan = float(values["matters.fee_yuan"])

    assert yuan <= float(values.get("disclosure.fees.amount", "0")) * 10_000
    assert bool(yuan) == bool(values["matters.fee_cases"])
    assert "信息处理费" in values["matters.text"]


@each_answers_file()
def test_texts_are_there_and_section_one_is_short(path: Path) -> None:
    """Every part has paragraphs without blank ones; section one keeps to a thousand characters."""
    values = values_of(path)

    assert all(paragraph.strip() for key in TEXTS for paragraph in values[key].split("\n"))
    assert all(len(values[key]) >= 12 for key in TEXTS if key != "matters.text")
    assert sum(len(values[key]) for key in TEXTS[:5]) <= 1000


@each_answers_file()
def test_section_one_quotes_figures_of_the_tables(path: Path) -> None:
    """Each count of requests and cases in the text is one that the tables give."""
    values = values_of(path)
    text = values["overview.on_request"]
    told = {int(number) for number in re.findall(r"(\d+)件", text)}
    groups = [group(name) for name in ("granted", "partly_granted", *GROUPS)]
    known = {total(values, *rows) for rows in (("received",), ("carried_in",), ("carried_out",), LEAVES, *groups)}
    known |= {column(values, "natural", "received")}
    known |= {total(values, "received") - column(values, "natural", "received")}
    known |= {cases(values, "review"), cases(values, *SUITS)}
    known |= {values.get(f"disputes.{cell}", 0) for cell in CELLS["disputes"]}

    if path != county_file("BLX"):
        assert told
        assert told <= known
        assert total(values, "received") in told
    assert str(values["overview.website_items"]) + "条" in values["overview.active"]
    assert re.search(rf"{values['overview.new_media_items']}余?条", values["overview.active"])


@each_answers_file()
def test_texts_about_documents_and_decisions_quote_table_2(path: Path) -> None:
    """Each count in the part about information management is a cell of table 2."""
    values = values_of(path)
    told = {int(number) for number in re.findall(r"(\d+)件", values["overview.management"])}

    assert told <= {values.get(f"disclosure.{cell}", 0) for cell in (*NORMATIVE, *DECISIONS)}


@each_answers_file()
def test_reviews_and_suits_are_named_where_there_are_any(path: Path) -> None:
    """A unit with disputes tells their number, and has concluded requests that they can be about."""
    values = values_of(path)
    text = values["overview.on_request"]

    for word, blocks in (("行政复议", ("review",)), ("(?:行政诉讼|起诉)", SUITS)):
        number = cases(values, *blocks)
        assert bool(re.search(rf"{word}{number}件", text)) == bool(number)
    assert total(values, *LEAVES) or not cases(values, "review", *SUITS)


@each_answers_file()
def test_the_cover_says_who_and_when(path: Path) -> None:
    """The unit is the roster's, the three reviews follow each other and the report comes after them."""
    answers, values = answers_of(path), values_of(path)
    (row,) = (row for row in roster() if row["code"] == answers["unit"]["code"])
    days = [date.fromisoformat(values[f"cover.{reviewer}.date"]) for reviewer in REVIEWERS]

    assert (answers["form"], answers["region"], answers["year"]) == ("gkbg-2021", "虎林市", 2025)
    assert answers["unit"] == {key: row[key] for key in ("code", "name", "kind")}
    assert answers["unit"] == {key: values[f"cover.unit_{key}"] for key in ("code", "name", "kind")}
    assert (values["cover.region"], values["cover.year"]) == (answers["region"], answers["year"])
    assert days == sorted(days)
    assert days[-1] < date.fromisoformat(values["cover.submitted_on"]) <= date(2026, 1, 31)
    assert all(values[f"cover.{key}"] for key in (*COVER, *REVIEW))


@each_answers_file()
def test_answers_are_written_to_be_read(path: Path) -> None:
    """Indented, Chinese as Chinese, one line end at the end."""
    text = json.dumps(answers_of(path), ensure_ascii=False, indent=2) + "\n"

    assert path.read_bytes() == text.encode()


@each_answers_file()
def test_powers_of_the_roster_cover_the_figures(path: Path) -> None:
    """A unit that took decisions or fees has the power in the roster."""
    answers, values = answers_of(path), values_of(path)
    (row,) = (row for row in roster() if row["code"] == answers["unit"]["code"])
    used = {cell.split(".")[0] for cell in DECISIONS if values.get(f"disclosure.{cell}")}
    used |= {"fees"} if float(values.get("disclosure.fees.amount", "0")) else set()

    assert used <= set(row["powers"].split(";"))


def test_the_hulin_report_has_every_figure_of_the_published_one() -> None:
    """All 166 cells are given; those not zero are the published ones."""
    values = values_of(HULIN)
    figures = {f"{table}.{cell}": values[f"{table}.{cell}"] for table in TABLES for cell in CELLS[table]}

    assert {key: number for key, number in figures.items() if number not in (0, "0")} == {
        "disclosure.normative.repealed": 4,
        "disclosure.normative.in_force": 1,
        "requests.received.natural": 1,
        "requests.granted.natural": 1,
    }
    assert (values["overview.website_items"], values["overview.new_media_items"]) == (35, 300)
    assert "300余条" in values["overview.active"]
    assert HULIN.read_bytes() == county_file("GXJ").read_bytes()
