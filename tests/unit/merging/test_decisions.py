"""What the office decides: which return counts, which does not; nothing hidden, nothing guessed, roster first."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from returns_made import FORM, LAYOUT, ROSTER, ledger
from rounds_made import (
    RECEIVED,
    every_unit,
    excluded,
    faulty,
    included,
    told,
    under,
    unit,
    unreadable,
    whole,
    with_unit,
    words,
)
from xlreport.language import Text
from xlreport.merging import Decision, Ledger, Skipped, UnitState, assemble, totals
from xlreport.rounds import Roster, Ruling
from xlreport.submissions import Return

STRAY = Skipped(file="旧.xls", reason=Text("旧", "old"), suspicious=True)


def received(made: Ledger) -> object:
    """The county's sum of what each unit received."""
    return totals(made.rows, FORM)["whole"][RECEIVED]


def test_a_rejected_return_counts_by_decision_and_is_marked() -> None:
    """Its row and its file say who decided and why, its state says that it was rejected; the merge is whole."""
    made = ledger(faulty("A", 5), whole("B"), whole("C"), terms=under(included("A")))
    assert words(made) == dict.fromkeys(("A.xlsx", "B.xlsx", "C.xlsx"), "counted")
    row, line = made.rows[0], made.files[0]
    assert (row.state, row.decided) == ("included", "已核实（王某，2026-02-10）")
    assert line.decided == made.units[0].reason == row.decided
    assert "有 1 个错误" in told(made, "M21")[0].message.zh
    assert (received(made), made.is_whole) == (7, True)


def test_without_a_decision_nothing_is_marked() -> None:
    """A return that counts by the rules alone names nobody."""
    made = ledger(*every_unit(), terms=under())
    assert {line.decided for line in made.files} | {row.decided for row in made.rows} == {""}


def test_an_excluded_unit_is_left_out_and_the_merge_is_not_whole() -> None:
    """Every file of it is excluded with name and reason, the unit says so, its numbers are gone."""
    made = ledger(
        *every_unit(), whole("A", 9, "2026-01-12", file="A2.xlsx"), terms=under(excluded("A", why="重复统计"))
    )
    assert (words(made)["A.xlsx"], words(made)["A2.xlsx"]) == ("excluded", "excluded")
    assert made.units[0].state is UnitState.EXCLUDED
    assert made.units[0].reason == "重复统计（李某，2026-02-11）"
    assert [each.file for each in told(made, "M22")] == ["A.xlsx", "A2.xlsx"]
    assert (received(made), made.is_whole) == (2, False)


def test_of_two_submissions_the_excluded_one_makes_way() -> None:
    """The later one excluded, the earlier one counts, and the merge is whole."""
    later = whole("A", 9, "2026-01-12", file="A2.xlsx")
    made = ledger(*every_unit(), later, terms=under(excluded(file="A2.xlsx")))
    assert (words(made)["A.xlsx"], words(made)["A2.xlsx"]) == ("counted", "excluded")
    assert (received(made), made.is_whole) == (3, True)


def test_the_named_file_counts_instead_of_the_later_one() -> None:
    """The decision prevails; the later file is superseded by it, and what it says otherwise is kept."""
    later = whole("A", 9, "2026-01-12", file="A2.xlsx")
    made = ledger(*every_unit(), later, terms=under(included("A", "A.xlsx")))
    assert (words(made)["A.xlsx"], words(made)["A2.xlsx"]) == ("counted", "superseded")
    line = next(line for line in made.files if line.file == "A2.xlsx")
    change = next(each for each in line.changes if each.field == RECEIVED)
    assert (change.before, change.after) == ("9", "1")
    assert f"{change.sheet}!{change.cell}" == f"{LAYOUT.places[RECEIVED].sheet}!{LAYOUT.places[RECEIVED].cell}"
    assert "按人工处理以 A.xlsx 为准" in line.reason.zh
    assert "取代了同一单位的其他报送" in told(made, "M21")[0].message.zh
    assert made.rows[0].state == "accepted"


def test_naming_the_file_that_counts_anyhow_changes_nothing() -> None:
    """The other one is superseded by the later, not by the decision, and the decision is told to be of no use."""
    returns = (*every_unit(), whole("A", 9, "2026-01-12", file="A2.xlsx"))
    made = ledger(*returns, terms=under(included("A", "A2.xlsx")))
    assert (made.files, made.rows) == (ledger(*returns).files, ledger(*returns).rows)
    assert [each.code for each in made.findings if each.code != "M11"] == ["M23"]


def test_the_same_figures_with_and_without_an_error_are_no_duplicates() -> None:
    """One was sent back and one was not, on one day: nobody guesses which one the unit means."""
    made = ledger(whole("A"), replace(faulty("A", file="A2.xlsx"), sha256="other bytes"))
    assert words(made) == {"A.xlsx": "undecided", "A2.xlsx": "undecided"}


def test_the_office_settles_what_cannot_be_put_in_order() -> None:
    """Of two submissions of one day the named one counts."""
    twins = (whole("A", 1), whole("A", 2, file="A2.xlsx"))
    assert words(ledger(*twins, terms=under(included("A"))))["A.xlsx"] == "undecided"
    made = ledger(*twins, terms=under(included(file="A2.xlsx")))
    assert words(made) == {"A.xlsx": "superseded", "A2.xlsx": "counted"}


def test_a_file_is_named_by_its_hash_too() -> None:
    """The SHA-256 in capitals or not, whatever the file is called."""
    given_back = faulty("A")
    for name in (given_back.sha256, given_back.sha256.upper()):
        assert words(ledger(given_back, terms=under(included(file=name))))["A.xlsx"] == "counted"


@pytest.mark.parametrize("name", ["A.xlsx", "copy/A.xlsx", "Z.xlsx"])
@pytest.mark.parametrize(("kind", "word"), [(included, "counted"), (excluded, "excluded")])
def test_a_decision_about_one_copy_is_about_all(name: str, kind: object, word: str) -> None:
    """Whichever of the files of one content is named, in whatever order they lie there: one word and its duplicates."""
    assert callable(kind)
    copies = [faulty("A", file=file) for file in ("A.xlsx", "Z.xlsx", "copy/A.xlsx")]
    made = ledger(*copies, terms=under(kind(file=name)))
    assert sorted(words(made).values()) == sorted([word, "duplicate", "duplicate"])
    assert told(made, "M23") + told(made, "M24") == []


def test_the_whole_name_goes_before_its_last_part() -> None:
    """With `A.xlsx` and `late/A.xlsx` the first name means the first file; a name that fits two files means neither."""
    first, second = faulty("A", 1, file="A.xlsx"), whole("A", 2, "2026-01-12", file="late/A.xlsx")
    assert words(ledger(first, second, terms=under(included(file="A.xlsx"))))["A.xlsx"] == "counted"
    third = faulty("A", 3, "2026-01-13", file="later/A.xlsx")
    made = ledger(second, third, terms=under(excluded(file="A.xlsx")))
    assert words(made) == {"late/A.xlsx": "superseded", "later/A.xlsx": "rejected"}
    assert "late/A.xlsx、later/A.xlsx" in told(made, "M24")[0].message.zh


def test_a_name_that_two_units_use_is_told_apart_by_the_unit() -> None:
    """`甲/报表.xlsx` and `乙/报表.xlsx` share their last part: with the unit the decision is clear, without it not."""
    returns = [whole("A", file="甲/报表.xlsx"), whole("B", file="乙/报表.xlsx"), whole("C")]
    unclear = ledger(*returns, terms=under(excluded(file="报表.xlsx")))
    assert [each.file for each in unclear.files if each.decision is Decision.EXCLUDED] == []
    assert told(unclear, "M24")
    clear = ledger(*returns, terms=under(excluded("B", "报表.xlsx")))
    assert [each.file for each in clear.files if each.decision is Decision.EXCLUDED] == ["乙/报表.xlsx"]


@pytest.mark.parametrize(
    "rulings",
    [
        (included("A"), excluded("A")),
        (included("A", "A.xlsx"), excluded(file="A.xlsx")),
        (included(file="A.xlsx"), included(file="A2.xlsx")),
    ],
)
def test_contradictions_are_told_and_not_followed(rulings: tuple[Ruling, ...]) -> None:
    """Include and exclude of one file, or two included of one unit: an error that names both, and the usual rules."""
    returns = (faulty("A"), faulty("A", 2, "2026-01-12", file="A2.xlsx"), whole("B"), whole("C"))
    made = ledger(*returns, terms=under(*rulings))
    assert words(made) == words(ledger(*returns))
    (error,) = told(made, "M24")
    assert error.severity.value == "error"
    assert all(ruling.name.zh in error.message.zh for ruling in rulings)
    assert not made.is_whole


def test_two_decisions_about_files_without_a_unit_do_not_clash() -> None:
    """Two unreadable files are nobody's two submissions: both decisions are merely of no use."""
    made = ledger(*map(unreadable, "xy"), terms=under(included(file="x"), included(file="y")))
    assert told(made, "M24") == []
    assert len(told(made, "M23")) == 2


def test_copies_named_twice_do_not_clash() -> None:
    """Two decisions to count two copies of one content say the same."""
    made = ledger(
        faulty("A"), faulty("A", file="A2.xlsx"), terms=under(included(file="A.xlsx"), included(file="A2.xlsx"))
    )
    assert told(made, "M24") == []
    assert words(made) == {"A.xlsx": "counted", "A2.xlsx": "duplicate"}


@pytest.mark.parametrize(
    ("ruling", "why"),
    [
        (included("A"), "A.xlsx 的处理是“已计入”，与它无关"),
        (included("Z"), "没有这个单位"),
        (excluded(file="gone.xlsx"), "没有这份文件"),
        (excluded("C"), "没有这份文件"),
        (included("X", "X.xlsx"), "没有这个单位"),
        (included(file="X.xlsx"), "X.xlsx 的处理是“名册外单位”"),
        (included("D"), "D.xlsx 的处理是“不纳入”"),
        (included("E"), "E.xlsx 的处理是“随上级计入”"),
        (included(file="old.xlsx"), "old.xlsx 的处理是“年度不符”"),
        (included(file="u.xlsx"), "u.xlsx 的处理是“无法读取”"),
        (included(file="旧.xls"), "旧.xls 的处理是“略过”"),
    ],
)
def test_the_roster_prevails_and_what_was_of_no_use_is_told(ruling: Ruling, why: str) -> None:
    """No decision lets a stranger, another year or a subordinate body in; M23 names it, who, when and why not."""
    roster = Roster(units=(*ROSTER.units, unit("D", in_scope=False, reason="垂直管理"), unit("E", parent="B")))
    returns = [whole(code) for code in "ABXDE"]
    returns += [whole("A", says={"cover.year": 2024}, file="old.xlsx"), unreadable("u.xlsx")]
    plain = assemble(returns, layout=LAYOUT, roster=roster, year="2025", skipped=[STRAY])
    made = assemble(returns, layout=LAYOUT, roster=roster, year="2025", skipped=[STRAY], terms=under(ruling))
    assert words(made) == words(plain)
    (unused,) = told(made, "M23")
    assert why in unused.message.zh
    assert f"{ruling.who}，{ruling.on}" in unused.message.zh


def test_files_that_are_no_returns_are_excluded_with_a_reason() -> None:
    """A stranger, an unreadable file and a skipped one no longer keep the merge from being whole."""
    returns = [*every_unit(), whole("X"), unreadable("u.xlsx")]
    rulings = [excluded(file=name) for name in ("X.xlsx", "u.xlsx", "旧.xls")]
    made = assemble(returns, layout=LAYOUT, roster=ROSTER, skipped=[STRAY], terms=under(*rulings))
    assert [words(made)[name] for name in ("X.xlsx", "u.xlsx", "旧.xls")] == ["excluded"] * 3
    assert {each.code for each in made.findings} == {"M22"}
    assert made.is_whole
    assert not assemble(returns, layout=LAYOUT, roster=ROSTER, skipped=[STRAY]).is_whole


def test_a_draft_takes_in_what_was_rejected_and_says_so() -> None:
    """It counts as `draft` with M25, a warning; a draft is never whole, even with nothing wrong in it."""
    returns = (faulty("A", 5), whole("B"), whole("C"))
    made = ledger(*returns, terms=under(draft=True))
    assert made.draft
    assert (made.rows[0].state, words(made)["A.xlsx"], received(made)) == ("draft", "counted", 7)
    assert [each.severity.value for each in told(made, "M25")] == ["warning"]
    clean = ledger(*every_unit(), terms=under(draft=True))
    assert (clean.findings, clean.is_whole) == ((), False)


def test_a_round_may_keep_rejected_returns_out_of_its_drafts() -> None:
    """`rejected_in_draft = false`: as in a merge proper, and still a draft; what a person decided counts in both."""
    returns = (faulty("A"), faulty("B"), whole("C"))
    made = ledger(*returns, terms=under(included("B"), draft=True, rejected_in_draft=False))
    assert words(made) == {"A.xlsx": "rejected", "B.xlsx": "counted", "C.xlsx": "counted"}
    assert (made.rows[0].state, made.draft) == ("included", True)
    assert told(made, "M16")


def test_the_first_accepted_submission_counts_where_the_round_says_so() -> None:
    """`which = "first"`: the later one is kept out; one that was sent back is none, unless there is no other."""
    first, second = whole("A", 1), whole("A", 2, "2026-01-12", file="A2.xlsx")
    made = ledger(second, first, terms=under(which="first"))
    assert words(made) == {"A.xlsx": "counted", "A2.xlsx": "superseded"}
    assert "以最先通过的 A.xlsx 为准" in told(made, "M11")[0].message.zh
    mended = ledger(faulty("A"), second, terms=under(which="first"))
    assert words(mended) == {"A.xlsx": "superseded", "A2.xlsx": "counted"}
    assert "已由 A2.xlsx 取代" in told(mended, "M11")[0].message.zh
    both = ledger(faulty("A"), faulty("A", 2, "2026-01-12", file="A2.xlsx"), terms=under(which="first"))
    assert words(both) == {"A.xlsx": "superseded", "A2.xlsx": "rejected"}


def test_without_a_day_the_time_of_saving_decides() -> None:
    """A blank day is no early day: the saving times are compared, and where one is missing nothing is guessed."""
    dated = whole("A", 1, "2026-01-10", file="1.xlsx", saved="2026-01-10T08:00:00Z")
    later = whole("A", 2, "", file="2.xlsx", saved="2026-01-11T08:00:00Z")
    assert words(ledger(dated, later)) == {"1.xlsx": "superseded", "2.xlsx": "counted"}
    unsaved = whole("A", 2, "", file="2.xlsx", saved="")
    assert words(ledger(dated, unsaved)) == {"1.xlsx": "undecided", "2.xlsx": "undecided"}


def test_days_and_saving_times_that_go_in_a_circle_decide_nothing() -> None:
    """1 is before 2 by its day, 2 before 3 and 3 before 1 by saving: none is the latest."""
    circle = (
        whole("A", 1, "2026-01-10", file="1.xlsx", saved="2026-01-20T08:00:00Z"),
        whole("A", 2, "2026-01-12", file="2.xlsx", saved="2026-01-13T08:00:00Z"),
        whole("A", 3, "", file="3.xlsx", saved="2026-01-15T08:00:00Z"),
    )
    for which in ("latest", "first"):
        assert set(words(ledger(*circle, terms=under(which=which))).values()) == {"undecided"}


def test_what_is_inside_a_parents_return_is_counted_once() -> None:
    """A body, and a body of that body, is left out for the unit on top; M04 tells if that one is not in."""
    roster = Roster(units=(*ROSTER.units, unit("D", parent="B"), unit("E", parent="D")))
    made = ledger(*(whole(code, 10) for code in "ABCDE"), roster=roster)
    assert [words(made)[f"{code}.xlsx"] for code in "DE"] == ["within parent"] * 2
    assert [(line.code, line.parent, line.reason) for line in made.units[3:]] == [
        ("D", "B", "随B 单位计入"),
        ("E", "B", "随B 单位计入"),
    ]
    assert (received(made), made.is_whole) == (30, True)
    assert not any("尚未计入" in each.message.zh for each in told(made, "M04"))
    without = ledger(*(whole(code, 10) for code in "ACDE"), roster=roster)
    assert (received(without), without.is_whole) == (20, False)
    assert all("上级的报告尚未计入" in each.message.zh for each in told(without, "M04"))


@pytest.mark.parametrize(
    ("since", "until", "state", "reason"),
    [
        (2025, None, "missing", ""),
        (None, 2025, "missing", ""),
        (2026, None, "out of scope", "自 2026 年度起报送"),
        (None, 2024, "out of scope", "报送到 2024 年度为止"),
        (2020, 2025, "missing", ""),
    ],
)
def test_a_unit_that_was_not_there_is_not_missed(since: int | None, until: int | None, state: str, reason: str) -> None:
    """New next year or gone since last year: out of scope, with the year as the reason; else it is due."""
    made = ledger(*every_unit(), roster=with_unit(unit("D", since=since, until=until)))
    assert (made.units[3].state.value, made.units[3].reason) == (state, reason)
    assert made.is_whole == (state != "missing")


def test_a_unit_that_was_not_there_and_handed_in_is_told() -> None:
    """Its return is out of scope, in both languages with the year."""
    made = ledger(*every_unit(), whole("D"), roster=with_unit(unit("D", until=2024)))
    assert words(made)["D.xlsx"] == "out of scope"
    (finding,) = told(made, "M13")
    assert "报送到 2024 年度为止" in finding.message.zh
    assert "it reported until 2024" in finding.message.en


POOL = [
    *every_unit(),
    faulty("A", 9, "2026-01-20", file="A2.xlsx"),
    whole("A", 3, "", file="A3.xlsx", saved="2026-01-25T00:00:00Z"),
    faulty("B", 20, "2026-01-12", file="B2.xlsx"),
    faulty("B", 20, "2026-01-12", file="copy/B2.xlsx"),
    whole("C", 7, file="C2.xlsx"),
    whole("D"),
    whole("X"),
    whole("X", 4, file="X2.xlsx"),
    unreadable("u.xlsx"),
]
RULINGS = [
    included("A"),
    included("B", "B2.xlsx"),
    excluded(file="copy/B2.xlsx"),
    included(file="C2.xlsx"),
    excluded("C"),
    excluded(file="u.xlsx"),
    excluded("X"),
    included("Z"),
]
SHUFFLED = st.lists(st.sampled_from(POOL), unique_by=lambda each: each.file).flatmap(
    lambda some: st.tuples(st.just(some), st.permutations(some))
)


@given(SHUFFLED, st.lists(st.sampled_from(RULINGS), unique=True), st.booleans(), st.sampled_from(["latest", "first"]))
def test_a_merge_is_a_function_of_what_it_is_given(
    returns: tuple[list[Return], list[Return]],
    rulings: list[Ruling],
    draft: bool,  # noqa: FBT001
    which: str,
) -> None:
    """The order of files does not matter, nor of decisions; every file gets one word; a unit counts once."""
    roster = with_unit(unit("D", parent="B"))
    one, other = (
        ledger(*some, roster=roster, year="2025", terms=under(*order, draft=draft, which=which))
        for some, order in zip(returns, (rulings, rulings[::-1]), strict=True)
    )
    assert (one.files, one.rows, one.units) == (other.files, other.rows, other.units)
    assert {each.message for each in one.findings if each.code != "M24"} == {
        each.message for each in other.findings if each.code != "M24"
    }
    assert sorted(line.file for line in one.files) == sorted(each.file for each in returns[0])
    counted = [line.file for line in one.files if line.decision is Decision.COUNTED]
    assert sorted(row.file for row in one.rows) == sorted(counted)
    assert len({row.code for row in one.rows}) == len(counted)


def test_a_decision_says_what_it_is_about() -> None:
    """In messages it has its kind, unit and file; who, why and when stand with it."""
    ruling = included("A", "a.xlsx")
    assert ruling.name == Text("计入 A a.xlsx", "include A a.xlsx")
    assert (ruling.who, ruling.why, ruling.on) == ("王某", "已核实", date(2026, 2, 10))


def test_of_two_alike_the_one_that_needed_no_conversion_counts() -> None:
    """Whatever they are called: the .xlsx as it was issued, not the .xls that was saved from it."""
    given = whole("A", 1, file="A 青松县教育局.xlsx")
    assert given.submission is not None
    converted = replace(given.submission, file="旧.xls", converted="xls", sha256="1" * 64)
    copy = replace(given, file="旧.xls", sha256="1" * 64, submission=converted)
    for files in ((given, copy), (copy, given)):
        assert words(ledger(*files, terms=under())) == {"A 青松县教育局.xlsx": "counted", "旧.xls": "duplicate"}


NAMED: dict[str, tuple[str, bool]] = {
    "another unit's name": ("B 单位.xlsx", True),
    "in a folder, in an archive": ("收.zip/B 单位（终稿）.xlsx", True),
    "another unit's folder": ("B 单位/报表.xlsx", False),
    "its own name too": ("B 单位转A 单位.xlsx", False),
    "nobody's": ("报表.xlsx", False),
    "two others'": ("B 单位、C 单位.xlsx", False),
    "another unit's code": ("报表-QX-07.xlsx", True),
    "a piece of a number": ("2026QX-071.xlsx", False),
    "a unit whose name holds another's": ("QX B 单位.xlsx", True),
}


@pytest.mark.parametrize("case", NAMED)
def test_a_file_named_for_another_unit_is_told(case: str) -> None:
    """It counts as the workbook says, and the office is told of whom the name speaks, were it the later of two."""
    file, is_told = NAMED[case]
    roster = Roster(
        units=(*ROSTER.units, replace(unit("D"), code="QX-07", name="QX B 单位", in_scope=False, reason="撤"))
    )
    made = ledger(whole("A", 1), whole("A", 5, "2026-01-12", file=file), whole("B"), whole("C"), roster=roster)
    assert words(made)[file] == "counted"
    (*found,) = told(made, "M42")
    assert [each.file for each in found] == [file] * is_told
    if is_told:
        assert ("QX B 单位（QX-07）" in found[0].message.zh) == ("QX" in file)
