"""The samples as they stand on disk, and sums over them: nothing of the package is used or trusted here."""

import csv
import json
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

SAMPLES = Path(__file__).parents[2] / "samples"
COUNTY = SAMPLES / "county"
HULIN = SAMPLES / "hulin-2025" / "answers.json"
ANSWERS = (HULIN, *sorted((COUNTY / "answers").glob("*.json")))

KINDS = ("government", "department", "township", "subdistrict", "other")
COLUMNS = ("natural", "business", "research", "public_interest", "legal_service", "other_org")
GROUPS = {
    "refused": (
        "state_secret law_forbids security_stability third_party internal_affairs process_information "
        "enforcement_file administrative_query"
    ),
    "unavailable": "not_held needs_creation unclear_after_correction",
    "not_processed": "petition repeated publication abusive_volume confirm_or_reissue",
    "closed": "not_corrected_in_time fee_not_paid other",
}
GROUPED = tuple(f"{group}.{row}" for group, rows in GROUPS.items() for row in rows.split())
LEAVES = ("granted", "partly_granted", *GROUPED)
ROWS = ("received", "carried_in", *LEAVES, "carried_out")
SUITS = ("direct_suit", "suit_after_review")
TABLES = ("disclosure", "requests", "disputes")

NORMATIVE = tuple(
    f"{kind}.{item}" for kind, item in product(("regulations", "normative"), ("made", "repealed", "in_force"))
)
DECISIONS = ("licensing.decisions", "penalties.decisions", "coercion.decisions")
CELLS = {
    "disclosure": (*NORMATIVE, *DECISIONS, "fees.amount"),
    "requests": tuple(f"{row}.{column}" for row, column in product(ROWS, COLUMNS)),
    "disputes": tuple(
        f"{block}.{outcome}"
        for block, outcome in product(("review", *SUITS), ("upheld", "corrected", "other", "pending"))
    ),
}
TEXTS = (
    *(f"overview.{part}" for part in ("active", "on_request", "management", "platform", "supervision")),
    "problems.issues",
    "problems.improvements",
    "matters.text",
)
COVER = ("unit_code", "unit_name", "unit_kind", "region", "year", "contact", "phone", "submitted_on")
REVIEWERS = ("department_head", "deputy_leader", "chief_leader")
REVIEW = tuple(f"{reviewer}.{item}" for reviewer, item in product(REVIEWERS, ("name", "date", "opinion")))


def ids_in_order() -> Iterator[str]:
    """Every id that answers may hold, in the order of the form."""
    yield from (f"cover.{item}" for item in (*COVER, *REVIEW))
    yield from (*TEXTS[:5], "overview.website_items", "overview.new_media_items")
    for table in TABLES:
        yield f"{table}.blank_is_zero"
        yield from (f"{table}.{cell}" for cell in CELLS[table])
    yield from (*TEXTS[5:], "matters.fee_cases", "matters.fee_yuan")


IDS = tuple(ids_in_order())


def answers_of(path: Path) -> dict[str, Any]:
    """One answers file as it stands."""
    answers: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return answers


def values_of(path: Path) -> dict[str, Any]:
    """The values of one answers file."""
    values: dict[str, Any] = answers_of(path)["values"]
    return values


def county_file(code: str, version: str = "") -> Path:
    """The county's only answers file of that unit and version."""
    (path,) = (COUNTY / "answers").glob(f"230381-{code}-*{version}.json")
    return path


def roster() -> list[dict[str, str]]:
    """The rows of the roster."""
    with (COUNTY / "roster.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def has_table(values: dict[str, Any], table: str) -> bool:
    """Whether anything of the table was answered."""
    return any(key.startswith(f"{table}.") for key in values)


def column(values: dict[str, Any], name: str, *rows: str) -> int:
    """The sum of the rows in one column of table 3, a missing cell counting as nothing."""
    return sum(values.get(f"requests.{row}.{name}", 0) for row in rows)


def total(values: dict[str, Any], *rows: str) -> int:
    """The sum of the rows over all columns of table 3."""
    return sum(column(values, name, *rows) for name in COLUMNS)


def cases(values: dict[str, Any], *blocks: str) -> int:
    """The sum of the blocks of table 4."""
    return sum(
        number for key, number in values.items() if key.startswith(tuple(f"disputes.{block}." for block in blocks))
    )


def group(name: str) -> tuple[str, ...]:
    """The rows of one group of outcomes of table 3."""
    return tuple(row for row in LEAVES if row.split(".")[0] == name)
