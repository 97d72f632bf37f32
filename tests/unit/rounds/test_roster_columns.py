"""Each column of the roster: what may stand in it, in either language, and what is told with row and column."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlreport.drawing import written
from xlreport.errors import RoundError
from xlreport.forms import load_form
from xlreport.office.round_folder import read_roster_file
from xlreport.rounds import Unit, headers_of, roster_from_rows

PLAIN = {"code": "A", "name": "甲局", "kind": "department"}
PARENT = {"code": "P", "name": "乙局", "kind": "department"}
UNITS = load_form().units
HEADERS = headers_of(UNITS)
UNIT = Unit(code="A", name="甲局", kind="department", tier="本级")
GOOD = [
    ("code", "230381-GXJ", "code", "230381-GXJ"),
    ("name", "虎林市教育局", "name", "虎林市教育局"),
    *[("kind", word, "kind", kind) for kind, chinese in UNITS.words.items() for word in (kind, chinese)],
    ("tier", "乡镇街道", "tier", "乡镇街道"),
    ("in_scope", "是", "in_scope", True),
    ("in_scope", "no", "in_scope", False),
    ("reason", "垂直管理", "reason", "垂直管理"),
    *[("powers", word, "powers", (power,)) for power, chinese in UNITS.powers.items() for word in (power, chinese)],
    ("powers", "licensing；行政处罚、fees，fees", "powers", ("licensing", "penalties", "fees")),
    ("register", "是", "register", True),
    ("register", "no", "register", False),
    ("parent", "P", "parent", "P"),
    ("since", "2025", "since", 2025),
    ("until", "2024", "until", 2024),
    ("short", "县烟草局、烟草局", "short", ("县烟草局", "烟草局")),
    ("published_licensing", "128", "published", {"licensing": 128}),
    ("published_penalties", "0", "published", {"penalties": 0}),
    ("published_coercion", "3", "published", {"coercion": 3}),
    ("listed_made", "12", "listed", {"made": 12}),
    ("listed_repealed", "0", "listed", {"repealed": 0}),
    ("listed_in_force", "214", "listed", {"in_force": 214}),
]
BAD = [
    ("code", "", "不能为空"),
    ("code", "甲 局", "'甲 局': 应为统一社会信用代码"),
    ("code", "EXAMPLE-1", "是示例行"),
    ("name", "", "不能为空"),
    ("name", "长" * 300, "应为一行文字"),
    ("kind", "部委", "'部委' 不可用"),
    ("kind", "", "'' 不可用"),
    ("tier", "县级", "'县级' 不可用 (cannot be used); 可用：本级、乡镇街道、"),
    ("in_scope", "可能", "'可能' 不可用"),
    ("reason", "", "不纳入的单位须写明原因"),
    ("powers", "licensing;征收", "'征收' 不可用"),
    ("register", "有", "'有' 不可用"),
    ("parent", "Q", "'Q' 不是名册中的单位代码 (is no code of the roster); 可用 (known): P, A"),
    ("parent", "A", "'A' 是本单位自己"),
    ("since", "2025年", "'2025年': 应为四位数的年度"),
    ("since", "25", "'25': 应为四位数的年度"),
    ("until", "1999", "'1999': 应为四位数的年度"),
    ("short", "县烟草局、局", "'局': 简称至少两个字"),
    ("published_licensing", "128件", "'128件': 应为件数"),
    ("published_penalties", "-1", "'-1': 应为件数"),
    ("published_coercion", "1.5", "'1.5': 应为件数"),
    ("listed_made", "12件", "'12件': 应为件数"),
    ("listed_repealed", "-1", "'-1': 应为件数"),
    ("listed_in_force", "214.5", "'214.5': 应为件数"),
]


def rows(*units: dict[str, str], chinese: bool = False) -> list[list[str]]:
    """A table of units, with those columns that one of them fills."""
    columns = [column for column in HEADERS if any(column in unit for unit in units)]
    header = [HEADERS[column] if chinese else column for column in columns]
    return [header, *([unit.get(column, "") for column in columns] for unit in units)]


def with_column(column: str, value: str) -> dict[str, str]:
    """The plain unit with one column more; whoever is not in scope says why."""
    told = {"reason": "撤销"} if (column, value) == ("in_scope", "no") else {}
    scope = {"in_scope": "no"} if (column, value) == ("reason", "") else {}
    return {**PLAIN, **told, **scope, column: value}


def faults(*units: dict[str, str]) -> list[str]:
    """What is told about a roster."""
    try:
        roster_from_rows(rows(*units), "roster.csv", UNITS)
    except RoundError as error:
        return str(error).splitlines()
    return []


def test_every_column_has_a_good_and_a_bad_value_here() -> None:
    """No column is without its two cases."""
    assert {case[0] for case in GOOD} == {case[0] for case in BAD} == set(HEADERS)


@pytest.mark.parametrize("chinese", [False, True])
@pytest.mark.parametrize(("column", "value", "attribute", "expected"), GOOD)
def test_a_column_is_read_under_both_its_names(
    column: str,
    value: str,
    attribute: str,
    expected: object,
    chinese: bool,  # noqa: FBT001
) -> None:
    """The id and the Chinese header are the same column; the value arrives as it is meant."""
    table = rows(with_column(column, value), PARENT, chinese=chinese)
    assert getattr(roster_from_rows(table, "x", UNITS).units[0], attribute) == expected


@pytest.mark.parametrize(("column", "value", "said"), BAD)
def test_a_wrong_value_is_told_at_its_row_and_column(column: str, value: str, said: str) -> None:
    """File, row, both names of the column, what was found and what is expected; one line."""
    (line,) = faults(PARENT, with_column(column, value))
    assert line.startswith(f"roster.csv: 第 3 行 (row 3), {HEADERS[column]} ({column}): ")
    assert said in line


@pytest.mark.parametrize(
    ("units", "said"),
    [
        (({"since": "2026", "until": "2025"},), ["row 2), 终止年度 (until): 2025 早于起始年度 2026"]),
        (({"parent": "B"}, {"parent": "A"}), ["row 2), 上级单位 (parent): 'B' 与第 3 行互为上级", "row 3)"]),
        (({"parent": "B"}, {"parent": "C"}, {"parent": "A"}), ["row 2)", "row 3)", "row 4)"]),
        (({"parent": "B"}, {"in_scope": "no", "reason": "撤销"}), ["'B' 在第 3 行注明不纳入，不能计入其报告"]),
        (({"parent": "B"}, {"until": "2024"}), ["（第 3 行）的起止年度比本单位短"]),
        (({"parent": "B", "since": "2020"}, {"since": "2021"}), ["起止年度比本单位短"]),
        (({"parent": "B", "since": "2021", "until": "2024"}, {"since": "2021", "until": "2024"}), []),
        (({"parent": "B", "in_scope": "no", "reason": "撤销"}, {"until": "2024"}), []),
        (({"parent": "B", "in_scope": "no", "reason": "撤销"}, {"in_scope": "no", "reason": "撤销"}), []),
        (({"parent": "B"}, {"parent": "C"}, {}), []),
    ],
)
def test_a_parent_can_report_for_whoever_names_it(units: tuple[dict[str, str], ...], said: list[str]) -> None:
    """It is there, reports, as long as the other is there, and goes up to an end: each fault at the unit's own row."""
    codes = ({**PLAIN, "code": code, **more} for code, more in zip("ABC", units, strict=False))
    told = faults(*codes)
    assert len(told) == len(said)
    assert all(wanted in line for wanted, line in zip(said, told, strict=True))


@given(
    st.lists(
        st.fixed_dictionaries(
            {},
            optional={
                column: st.sampled_from(["", "A", "B", "2024", "2026", "no", "是", "department", "乡镇", "x"])
                for column in HEADERS
            },
        ),
        max_size=4,
    )
)
def test_no_roster_ends_in_anything_but_units_or_faults(units: list[dict[str, str]]) -> None:
    """Whatever stands in the cells, every fault has its file and row, and without one each row is a unit."""
    told = faults(*units)
    assert all(line.startswith("roster.csv: 第 ") for line in told)
    if not told:
        filled = [unit for unit in units if any(value for value in unit.values())]
        assert len(roster_from_rows(rows(*units), "x", UNITS).units) == len(filled)


def test_a_workbook_makes_the_same_roster(tmp_path: Path) -> None:
    """Every column out of CSV and out of XLSX, a year and a count typed as numbers there."""
    full = {
        **PLAIN,
        "tier": "本级",
        "in_scope": "yes",
        "powers": "行政许可；行政处罚",
        "parent": "P",
        "since": "2020",
        "until": "2030",
        "published_licensing": "7",
    }
    table = rows(full, {**PARENT, "since": "2020"}, chinese=True)
    text = io.StringIO(newline="")
    csv.writer(text).writerows(table)
    (tmp_path / "roster.csv").write_bytes(text.getvalue().encode("gb18030"))
    (tmp_path / "roster.xlsx").write_bytes(_workbook(table))
    read = [read_roster_file(tmp_path / name, UNITS).units for name in ("roster.csv", "roster.xlsx")]
    assert read[0] == read[1]
    assert (read[0][0].since, read[0][0].published) == (2020, {"licensing": 7})


def _workbook(table: list[list[str]]) -> bytes:
    def draw(book: object) -> None:
        sheet = book.add_worksheet("名册")  # type: ignore[attr-defined]
        for number, line in enumerate(table):
            for column, value in enumerate(line):
                (sheet.write_number if value.isdigit() else sheet.write_string)(
                    number, column, int(value) if value.isdigit() else value
                )

    return written(draw, locked=False)


@pytest.mark.parametrize(
    ("more", "year", "hands_in", "why"),
    [
        ({}, 2025, True, None),
        ({"in_scope": False, "reason": "垂直管理"}, 2025, False, ("垂直管理", "垂直管理")),
        ({"since": 2025}, 2025, True, None),
        ({"since": 2025}, 2024, False, ("自 2025 年度起报送", "it reports from 2025 on")),
        ({"until": 2025}, 2025, True, None),
        ({"until": 2025}, 2026, False, ("报送到 2025 年度为止", "it reported until 2025")),
        ({"parent": "P"}, 2025, False, None),
    ],
)
def test_who_hands_in_for_a_year(
    more: dict[str, str],
    year: int,
    hands_in: bool,  # noqa: FBT001
    why: tuple[str, str] | None,
) -> None:
    """Whoever is in scope, there in that year, and in nobody else's return."""
    unit = Unit(code="A", name="甲局", kind="department", tier="本级", **more)  # type: ignore[arg-type]
    absence = unit.absence(year)
    assert (unit.hands_in(year), absence and (absence.zh, absence.en)) == (hands_in, why)
