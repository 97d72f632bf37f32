"""A consolidated workbook as the return of its area: counted once, with its coverage, and refused where it must be."""

import random
import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from areas_made import (
    EAST,
    EAST_UNIT,
    OWN,
    PREFECTURE,
    RECEIVED,
    WEST,
    WEST_UNIT,
    county,
    hand_in,
    merged,
    prefecture,
    roster_of,
    unit,
)
from patching import Patch, patch_cells, typed
from returns_made import FORM, LAYOUT, answers, write_inbox
from xlreport.findings import Severity
from xlreport.layout import Layout, plan
from xlreport.merging import Ledger, MergeTerms, consolidated, totals, unit_statuses
from xlreport.merging.book.book_places import LEDGER_TOP, places
from xlreport.merging.book.live_formulas import formulas
from xlreport.office.adding_up.verification import verify as run
from xlreport.proof import Proof
from xlreport.rounds import Register, Roster, Ruling, Waiver
from xlreport.rules import rule

Convert = Callable[[Sequence[Path], Path], list[Path]]
ALL = {**EAST, **WEST, **OWN}
SUM = sum(number for _, number in ALL.values())


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A prefecture's folder: its inbox, and beside it those of its counties."""
    folder = tmp_path_factory.mktemp("prefecture")
    prefecture(folder)
    return folder


@pytest.fixture
def inbox(made: Path, tmp_path: Path) -> Path:
    """A copy of the prefecture's inbox, to be changed."""
    return Path(shutil.copytree(made / "inbox", tmp_path / "inbox"))


def above(*inboxes: Path, roster: Roster | None = PREFECTURE, terms: MergeTerms | None = None) -> Ledger:
    """The prefecture's ledger."""
    return merged(inboxes, roster, "青岭市", terms)


def words(ledger: Ledger) -> dict[str, str]:
    """The decision of each file."""
    return {line.file: line.decision.value for line in ledger.files}


def codes(ledger: Ledger) -> list[str]:
    """The codes of everything that was told."""
    return [each.code for each in ledger.all_findings]


def whole(ledger: Ledger) -> Any:
    """The total that tells who is in it: each unit has a decimal place of its own."""
    return totals(ledger.rows, FORM)["whole"][RECEIVED]


def changed(inbox: Path, sheet: str, cell: str, patch: Patch) -> None:
    """Change a cell of the eastern county's workbook."""
    path = inbox / "东岭县.xlsx"
    path.write_bytes(patch_cells(path.read_bytes(), {sheet: {cell: patch}}))


def test_a_county_is_one_row_with_its_totals(made: Path, tmp_path: Path) -> None:
    """Four rows; every total of the prefecture is the sum over all seven units, exact; own level and counties apart."""
    ledger = above(made / "inbox")
    flat = merged([hand_in(tmp_path / "flat", ALL)], roster_of(ALL), "青岭市")
    assert [row.code for row in ledger.rows] == ["P-ZF", "P-JY", "01", "02"]
    assert ledger.is_whole
    assert codes(ledger) == []
    sums = totals(ledger.rows, FORM)
    assert sums["whole"] == totals(flat.rows, FORM)["whole"]
    assert {scope: each[RECEIVED] for scope, each in sums.items()} == {
        "whole": SUM,
        "own": 12_000,
        "below": 3_321,
    }


def test_its_coverage_and_units_come_along(made: Path) -> None:
    """The row carries each unit with its file and hash; 上报情况 shows coverage, and lists the units below."""
    ledger = above(made / "inbox")
    area = ledger.rows[2].area
    assert area
    assert (area.due, area.inside, area.missing, area.has_roster) == (3, 3, (), True)
    hashes = {line.sha256 for line in merged([made / "east"], None, "东岭县").files}
    assert [(each.code, each.file) for each in area.units] == [(code, f"{code}.xlsx") for code in EAST]
    assert {each.sha256 for each in area.units} == hashes
    assert [line.reason for line in ledger.units] == [
        "",
        "",
        "应纳入 3 个单位，已计入 3 个",
        "应纳入 2 个单位，已计入 2 个",
    ]
    path = made / "register.xlsx"
    path.write_bytes(consolidated(ledger, LAYOUT)[0])
    rows = list(openpyxl.load_workbook(path)["报送情况"].iter_rows(values_only=True))
    start = next(number for number, row in enumerate(rows) if row[0] == "五、下级汇总中的单位") + 2
    assert [(row[0], row[4]) for row in rows[start:]] == [
        *((code, "东岭县") for code in EAST),
        *((code, "西河县") for code in WEST),
    ]
    assert {row[9] for row in rows[start : start + 3]} == hashes


def test_the_text_of_the_countys_government_comes_along(made: Path) -> None:
    """Of a county's narratives that of its government is kept, under the county's name; without one there is none."""
    ledger = above(made / "inbox")
    assert set(ledger.rows[2].texts) == {field.id for field in FORM.fields.values() if field.kind == "text"}
    alone = county(made / "alone", "东岭县", {"E-JY": EAST["E-JY"]})
    (made / "other").mkdir()
    (made / "other" / "x.xlsx").write_bytes(alone)
    assert above(made / "other", roster=Roster(units=(EAST_UNIT,))).rows[0].texts == {}


def test_the_words_are_those_of_the_level(made: Path) -> None:
    """全市, 本级, 县区 on 汇总, 核对 and 封面 of a prefecture; nothing of 全县 is left on them."""
    ledger = above(made / "inbox")
    level = ledger.level(FORM.units)
    assert (level.whole.zh, level.below) == ("全市", "县区")
    path = made / "words.xlsx"
    path.write_bytes(consolidated(ledger, LAYOUT)[0])
    book = openpyxl.load_workbook(path)
    printed = {
        sheet.title: " ".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value)
        for sheet in book
        if sheet.title in {"封面", "汇总校验", "汇总 三", "明细"}
    }
    assert " 全市 " in printed["汇总 三"]
    assert " 县区 " in printed["汇总 三"]
    assert "全市等于本级加县区" in printed["汇总校验"]
    assert " 县区 " in printed["封面"]
    assert not [name for name, text in printed.items() if "全县" in text or "乡镇街道" in text]


@pytest.mark.parametrize(
    ("tiers", "whole_word", "below"),
    [
        ((), "全县", "乡镇街道"),
        (("本级", "乡镇街道"), "全县", "乡镇街道"),
        (("本级", "县区"), "全市", "县区"),
        (("本级", "乡镇街道", "县区"), "全市", "县区、乡镇街道"),
        (("地市", "县区", "本级"), "全省", "地市、县区"),
    ],
)
def test_the_level_follows_from_the_tiers(tiers: Sequence[str], whole_word: str, below: str) -> None:
    """Counties make a prefecture, prefectures a province; whoever stands beside them below is named too."""
    level = FORM.units.level_of(tiers)
    assert (level.whole.zh, level.below) == (whole_word, below)


def test_a_county_and_its_bureau_are_not_counted_twice(inbox: Path, made: Path) -> None:
    """The bureau's return has its own word and names the county's workbook; the total stays; only a warning."""
    shutil.copy(made / "east" / "E-JY.xlsx", inbox)
    ledger = above(inbox)
    assert words(ledger)["E-JY.xlsx"] == "within area"
    [told] = [each for each in ledger.findings if each.code == "M37"]
    assert (told.severity, told.file) == (Severity.WARNING, "E-JY.xlsx")
    assert "“东岭县”的汇总（东岭县.xlsx）" in told.message.zh
    assert whole(ledger) == SUM
    assert ledger.is_whole


def test_a_corrected_return_of_a_countys_bureau_is_not_counted_either(inbox: Path) -> None:
    """Another file of the same unit code is within the county all the same."""
    hand_in(inbox, {"E-JY": ("department", 21)})
    ledger = above(inbox)
    assert (words(ledger)["E-JY.xlsx"], whole(ledger)) == ("within area", SUM)


def test_a_unit_that_the_roster_lists_itself_is_an_error(inbox: Path, made: Path) -> None:
    """Listed at the own level and counted by a county: one of the two lists is wrong; it counts once, loudly."""
    shutil.copy(made / "east" / "E-JY.xlsx", inbox)
    listed = Roster(units=(*PREFECTURE.units, unit("E-JY", "department")))
    ledger = above(inbox, roster=listed)
    [told] = [each for each in ledger.findings if each.code == "M37"]
    assert told.severity is Severity.ERROR
    assert not ledger.is_whole
    assert whole(ledger) == SUM
    line = ledger.units[-1]
    assert (line.state.value, line.file, line.reason) == ("within area", "E-JY.xlsx", told.message.zh)
    include = Ruling(kind="include", unit="E-JY", who="王某某", why="代码碰巧相同", on=date(2026, 2, 1))
    decided = above(inbox, roster=listed, terms=MergeTerms(rulings=(include,)))
    assert (words(decided)["E-JY.xlsx"], whole(decided)) == ("counted", SUM + 20)
    assert "M21" in codes(decided)


def test_two_counties_that_share_a_unit_are_told(inbox: Path, tmp_path: Path) -> None:
    """An error at either file that names the unit by both; neither counts until the office decides."""
    shared = {**WEST, "E-XZ": ("township", 300)}
    (inbox / "西河县.xlsx").write_bytes(county(tmp_path / "west", "西河县", shared))
    ledger = above(inbox)
    told = [each for each in ledger.all_findings if each.code == "M36"]
    assert [(each.file, each.severity) for each in told] == [
        (f"{n}.xlsx", Severity.ERROR) for n in ("东岭县", "西河县")
    ]
    assert all("E-XZ E-XZ 单位" in each.message.zh for each in told)
    assert [words(ledger)[f"{name}.xlsx"] for name in ("东岭县", "西河县")] == ["rejected"] * 2
    assert whole(ledger) == 12_000
    include = Ruling(kind="include", unit="01", who="王某某", why="西河县误算", on=date(2026, 2, 1))
    assert whole(above(inbox, terms=MergeTerms(rulings=(include,)))) == 12_321


def altered_number(inbox: Path) -> None:
    """A figure of 明细."""
    column = places(LAYOUT, 3).columns[RECEIVED]
    changed(inbox, "明细", f"{openpyxl.utils.get_column_letter(column + 1)}{LEDGER_TOP + 2}", Patch(value=21))


def altered_total(inbox: Path) -> None:
    """A total typed over."""
    place = places(LAYOUT, 3).totals["whole", RECEIVED]
    changed(inbox, place.sheet, str(place.cell), typed(999))


def altered_digest(inbox: Path) -> None:
    """The hidden copy itself."""
    changed(inbox, "_manifest", "B1", Patch(value="0" * 64))


def taken_out(inbox: Path) -> None:
    """An include flag."""
    changed(inbox, "明细", f"B{LEDGER_TOP + 2}", Patch(value="否"))


def draft(inbox: Path) -> None:
    """A draft in place of the merge."""
    ledger = merged([inbox.parent / "draft"], roster_of(EAST), "东岭县", MergeTerms(draft=True))
    (inbox / "东岭县.xlsx").write_bytes(consolidated(ledger, LAYOUT)[0])


def other_edition(inbox: Path) -> None:
    """A workbook by another edition of the form."""
    other: Layout = plan(replace(FORM, edition="2026"))
    ledger = merged([inbox.parent / "draft"], roster_of(EAST), "东岭县")
    (inbox / "东岭县.xlsx").write_bytes(consolidated(ledger, other)[0])


def other_year(inbox: Path) -> None:
    """Last year's workbook."""
    last = write_inbox(inbox.parent / "last", [("E-ZF.xlsx", answers("E-ZF") | {"cover.year": 2024})])
    ledger = merged([last], None, "东岭县", year="2024")
    (inbox / "东岭县.xlsx").write_bytes(consolidated(ledger, LAYOUT)[0])


def stranger(inbox: Path) -> None:
    """The workbook of an area that the roster does not have."""
    ledger = merged([inbox.parent / "draft"], roster_of(EAST), "南山县")
    (inbox / "东岭县.xlsx").write_bytes(consolidated(ledger, LAYOUT)[0])


REFUSED: dict[Callable[[Path], None], tuple[str, str, str]] = {
    altered_number: ("M31", "rejected", "rejected"),
    altered_total: ("M31", "rejected", "rejected"),
    altered_digest: ("M31", "unreadable", "missing"),
    taken_out: ("M34", "rejected", "rejected"),
    draft: ("M33", "rejected", "rejected"),
    other_edition: ("M32", "unreadable", "missing"),
    other_year: ("M17", "wrong year", "missing"),
    stranger: ("M30", "unknown unit", "missing"),
}


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case.__name__)
def test_what_must_not_count_is_refused(case: Callable[[Path], None], inbox: Path) -> None:
    """Altered, a draft, another form or year, units taken out, not in the roster: a finding, a word, no figure in."""
    hand_in(inbox.parent / "draft", EAST)
    case(inbox)
    ledger = above(inbox)
    code, word, state = REFUSED[case]
    assert code in codes(ledger)
    assert words(ledger)["东岭县.xlsx"] == word
    assert next(line for line in ledger.units if line.code == "01").state.value == state
    assert whole(ledger) == SUM - 321
    assert not ledger.is_whole


def test_units_taken_out_count_as_they_stand_by_decision(inbox: Path) -> None:
    """What the office includes is the total as 明细 shows it now, without the unit that was taken out."""
    taken_out(inbox)
    include = Ruling(kind="include", unit="01", who="王某某", why="已电话核实", on=date(2026, 2, 1))
    ledger = above(inbox, terms=MergeTerms(rulings=(include,)))
    assert whole(ledger) == SUM - 20
    area = next(row for row in ledger.rows if row.code == "01").area
    assert area
    assert (area.due, area.inside, area.missing) == (3, 2, ("E-JY 单位",))


def test_an_area_that_is_not_whole_counts_with_a_warning(inbox: Path, tmp_path: Path) -> None:
    """2 of 3 units: counted, told with the one that is missing, answered by a waiver; status asks for the reason."""
    missing = {"W-JY": ("department", 0)}
    (inbox / "西河县.xlsx").write_bytes(county(tmp_path / "west", "西河县", WEST, missing))
    ledger = above(inbox)
    [told] = [each for each in ledger.all_findings if each.code == "M35"]
    assert told.severity is Severity.WARNING
    assert told.message.zh == "“西河县”：应纳入 3 个单位，已计入 2 个；未计入：W-JY 单位。"
    assert told.message.en == "西河县: 2 of 3 units are in; not in: W-JY 单位."
    assert (whole(ledger), ledger.is_whole) == (SUM, True)
    assert ledger.units[-1].reason == "应纳入 3 个单位，已计入 2 个；未计入：W-JY 单位"
    path = tmp_path / "青岭市.xlsx"
    path.write_bytes(consolidated(ledger, LAYOUT)[0])
    lines = [[cell for cell in row if cell] for row in openpyxl.load_workbook(path)["封面"].iter_rows(values_only=True)]
    assert ["○ 下级未报齐", "西河县", "下级汇总缺 1 个：W-JY 单位"] in lines
    [asked] = [
        each for each in unit_statuses(ledger, (), Register(), None, date(2026, 2, 1), units=FORM.units) if each.open
    ]
    assert (asked.code, asked.ask.zh) == ("02", "请说明 1 项警告的原因")
    waiver = Waiver(code="M35", unit="02", who="王某某", why="该局已撤销")
    [answered] = [e for e in above(inbox, terms=MergeTerms(waivers=(waiver,))).all_findings if e.code == "M35"]
    assert answered.answered_by == "waiver"


def test_two_workbooks_of_one_county_are_not_guessed_between(inbox: Path, tmp_path: Path) -> None:
    """They bear no day: the same one twice counts once, two that differ not at all; a decision names one."""
    shutil.copy(inbox / "东岭县.xlsx", inbox / "又一份.xlsx")
    assert words(above(inbox))["又一份.xlsx"] == "duplicate"
    (inbox / "又一份.xlsx").write_bytes(county(tmp_path / "east", "东岭县", {**EAST, "E-JY": ("department", 21)}))
    ledger = above(inbox)
    assert {words(ledger)[name] for name in ("东岭县.xlsx", "又一份.xlsx")} == {"undecided"}
    assert codes(ledger).count("M15") == 2
    assert "汇总 三!" in next(each for each in ledger.findings if each.code == "M15").message.zh
    include = Ruling(kind="include", file="又一份.xlsx", who="王某某", why="已更正", on=date(2026, 2, 1))
    assert whole(above(inbox, terms=MergeTerms(rulings=(include,)))) == SUM + 1


def test_without_a_roster_an_area_is_told_by_its_name(made: Path) -> None:
    """The areas stand beside the units that hand in, in the tier below, and nothing is missing."""
    ledger = above(made / "inbox", roster=None)
    assert {(row.code, row.tier) for row in ledger.rows} == {
        ("P-ZF", "本级"),
        ("P-JY", "本级"),
        ("东岭县", "县区"),
        ("西河县", "县区"),
    }
    assert whole(ledger) == SUM


def test_merge_is_a_pure_function(made: Path, tmp_path: Path) -> None:
    """Files found in another order and under another folder give the same bytes; so do books in another order."""
    expected = consolidated(above(made / "inbox"), LAYOUT)
    files = sorted((made / "inbox").iterdir())
    for seed in range(3):
        shuffled = tmp_path / str(seed)
        shuffled.mkdir()
        order = random.Random(seed).sample(files, len(files))  # noqa: S311  # not for a secret
        places_ = [Path(shutil.copy(path, shuffled)) for path in order]
        assert consolidated(above(*places_), LAYOUT) == expected


def test_libreoffice_works_out_the_same(made: Path, tmp_path: Path, recalculate: Convert) -> None:
    """Recalculated, every stored result of the prefecture's workbook stays."""
    path = tmp_path / "青岭市.xlsx"
    ledger = above(made / "inbox")
    path.write_bytes(consolidated(ledger, LAYOUT)[0])
    [done] = recalculate([path], tmp_path / "out")
    cells = [(each.sheet, str(each.cell)) for each in formulas(places(LAYOUT, len(ledger.rows)))]
    before, after = (openpyxl.load_workbook(each, data_only=True) for each in (path, done))
    shown = {cell: before[cell[0]][cell[1]].value for cell in cells}
    assert {cell: after[cell[0]][cell[1]].value for cell in cells} == pytest.approx(shown)
    assert len(cells) > 1_800
    assert SUM in shown.values()


def proof(ledger: Ledger, path: Path, *inboxes: Path) -> Proof:
    """Write the ledger's workbook and verify it against some folders."""
    path.write_bytes(consolidated(ledger, LAYOUT)[0])
    return run(path, list(inboxes), LAYOUT)


def told(made_: Proof) -> list[str]:
    """The findings in short."""
    return [f"{each.file} {each.code} {each.expected} → {each.found}" for each in made_.findings]


def test_verify_goes_down_as_far_as_files_are_given(made: Path, tmp_path: Path) -> None:
    """With the prefecture's inbox alone the counties' workbooks; with a county's, its returns; what is not is said."""
    ledger, path = above(made / "inbox"), tmp_path / "青岭市.xlsx"
    own = proof(ledger, path, made / "inbox")
    assert (own.state, own.units, own.numbers, own.beneath) == ("proven", 4, 800, 0)
    assert [(each.code, each.found) for each in own.findings] == [("V31", "3"), ("V31", "2")]
    some = proof(ledger, path, made / "inbox", made / "east")
    assert (some.beneath, [(each.code, each.file) for each in some.findings]) == (3, [("V31", "西河县.xlsx")])
    every = proof(ledger, path, made / "inbox", made / "east", made / "west")
    assert (every.state, every.beneath, told(every)) == ("proven", 5, [])


def test_verify_tells_a_figure_that_the_county_does_not_have(made: Path, tmp_path: Path) -> None:
    """A ledger of the prefecture that says 322 where the county's units add up to 321."""
    ledger = above(made / "inbox")
    row = replace(ledger.rows[2], numbers={**ledger.rows[2].numbers, RECEIVED: 322})
    false = replace(ledger, rows=(*ledger.rows[:2], row, ledger.rows[3]))
    made_ = proof(false, tmp_path / "青岭市.xlsx", made / "inbox", made / "east", made / "west")
    [finding] = [each for each in made_.findings if each.code == "V22"]
    place = places(LAYOUT, 3).totals["whole", RECEIVED]
    assert (finding.expected, finding.found, finding.file) == ("321", "322", "东岭县.xlsx")
    assert f"{place.sheet}!{place.cell}" in finding.message.zh


def test_verify_tells_a_figure_that_the_countys_bureau_does_not_have(inbox: Path, made: Path, tmp_path: Path) -> None:
    """The county's own ledger is false: its workbook is whole, and the bureau's return gives it away."""
    ledger = merged([made / "east"], roster_of(EAST), "东岭县")
    row = replace(ledger.rows[1], numbers={**ledger.rows[1].numbers, RECEIVED: 21})
    false = replace(ledger, rows=(ledger.rows[0], row, ledger.rows[2]))
    (inbox / "东岭县.xlsx").write_bytes(consolidated(false, LAYOUT)[0])
    made_ = proof(above(inbox), tmp_path / "青岭市.xlsx", inbox, made / "east", made / "west")
    assert told(made_) == ["E-JY.xlsx V22 20 → 21", "青岭市.xlsx V33  → × 有 2 项不符"]


def test_verify_tells_units_that_the_county_does_not_have(made: Path, tmp_path: Path) -> None:
    """What is carried of a county is compared with the county's workbook."""
    ledger = above(made / "inbox")
    area = ledger.rows[2].area
    assert area
    row = replace(ledger.rows[2], area=replace(area, units=area.units[1:]))
    false = replace(ledger, rows=(*ledger.rows[:2], row, ledger.rows[3]))
    made_ = proof(false, tmp_path / "青岭市.xlsx", made / "inbox", made / "east", made / "west")
    assert [(each.code, each.file) for each in made_.findings] == [("V30", "东岭县.xlsx")]


def test_verify_tells_an_exchanged_workbook_and_an_exchanged_return(inbox: Path, made: Path, tmp_path: Path) -> None:
    """Another workbook of the county after the merge; another return in the county's inbox."""
    ledger, path = above(inbox), tmp_path / "青岭市.xlsx"
    east = Path(shutil.copytree(made / "east", tmp_path / "east"))
    hand_in(east, {"E-JY": ("department", 22)})
    codes_ = [(each.code, each.file) for each in proof(ledger, path, inbox, east, made / "west").findings]
    assert codes_ == [("V24", "E-JY.xlsx"), ("V31", "东岭县.xlsx")]
    (inbox / "东岭县.xlsx").write_bytes(county(tmp_path / "again", "东岭县", {**EAST, "E-JY": ("department", 22)}))
    found = proof(ledger, path, inbox, made / "east").findings
    [exchanged] = [each for each in found if each.severity is Severity.ERROR]
    assert (exchanged.code, exchanged.notes[-1].zh) == ("V21", "这样的不符共 6 处")
    assert exchanged.notes[0].zh.startswith("东岭县（01），行政事业性收费")


def test_a_province_on_top_of_a_prefecture(made: Path, tmp_path: Path) -> None:
    """One row a prefecture; the totals over seven units, coverage in units, proven down to each return."""
    inbox = tmp_path / "province"
    inbox.mkdir()
    (inbox / "青岭市.xlsx").write_bytes(consolidated(above(made / "inbox"), LAYOUT)[0])
    bureau = {"S-JY": ("department", 9_000)}
    hand_in(inbox, bureau)
    roster = roster_of(bureau, unit("1", "prefecture", "青岭市"))
    ledger = merged([inbox], roster, "某省")
    level = ledger.level(FORM.units)
    assert (level.whole.zh, level.below, whole(ledger)) == ("全省", "地市", SUM + 9_000)
    area = ledger.rows[1].area
    assert area
    assert (area.due, area.inside, len(area.units)) == (7, 7, 9)
    assert {(each.code, each.of) for each in area.units} >= {("P-JY", ""), ("01", ""), ("E-JY", "东岭县")}
    inboxes = (inbox, made / "inbox", made / "east", made / "west")
    made_ = proof(ledger, tmp_path / "某省.xlsx", *inboxes)
    assert (made_.state, made_.beneath, told(made_)) == ("proven", 7, [])
    for path in ((made / "inbox" / "西河县.xlsx"), (made / "west" / "W-XZ.xlsx")):
        shutil.copy(path, inbox)
    again = merged([inbox], roster, "某省")
    assert [words(again)[name] for name in ("W-XZ.xlsx", "西河县.xlsx")] == ["within area"] * 2
    assert whole(again) == SUM + 9_000


def test_a_gap_two_levels_down_is_told(tmp_path: Path) -> None:
    """A county's missing unit is named at the province, with its county."""
    below, inbox = tmp_path / "prefecture", tmp_path / "province"
    for folder in (below, inbox):
        folder.mkdir()
    missing = {"W-JY": ("department", 0)}
    (below / "西河县.xlsx").write_bytes(county(tmp_path / "west", "西河县", WEST, missing))
    ledger = merged([below], Roster(units=(WEST_UNIT,)), "青岭市")
    (inbox / "青岭市.xlsx").write_bytes(consolidated(ledger, LAYOUT)[0])
    top = merged([inbox], Roster(units=(unit("1", "prefecture", "青岭市"),)), "某省")
    assert [each.message.zh for each in top.all_findings if each.code == "M35"] == [
        "“青岭市”：应纳入 3 个单位，已计入 2 个；未计入：西河县／W-JY 单位。"
    ]


def test_an_area_may_hand_in_an_ordinary_return(tmp_path: Path) -> None:
    """A county that has no consolidated workbook fills in one return with its totals; it carries no units."""
    inbox = hand_in(tmp_path / "inbox", {"01": ("other", 321)})
    ledger = above(inbox, roster=Roster(units=(EAST_UNIT,)))
    assert [(row.code, row.area) for row in ledger.rows] == [("01", None)]


def test_every_rule_about_areas_is_fired_above() -> None:
    """No rule about areas without a test that fires it, and both languages fill in the same."""
    source = Path(__file__).read_text(encoding="utf-8")
    codes = [f"M{number}" for number in range(30, 38)]
    assert [code for code in codes if rule(code).stage != "merge" or f'"{code}"' not in source] == []


def test_a_file_that_is_neither_is_still_unreadable(inbox: Path) -> None:
    """A workbook of one's own is no area's: it is told as before."""
    book = openpyxl.Workbook()
    book.save(inbox / "别的.xlsx")
    ledger = above(inbox)
    assert words(ledger)["别的.xlsx"] == "unreadable"
    assert whole(ledger) == SUM


def test_only_an_area_that_counts_holds_its_units(made: Path, tmp_path: Path) -> None:
    """One's own consolidated workbook in the inbox, or a draft that is sent back, takes no unit out of the totals."""
    inbox = Path(shutil.copytree(made / "east", tmp_path / "east"))
    shutil.copy(made / "inbox" / "东岭县.xlsx", inbox / "上次汇总.xlsx")
    own = merged([inbox], roster_of(EAST), "东岭县")
    assert words(own) == {
        **dict.fromkeys((f"{code}.xlsx" for code in EAST), "counted"),
        "上次汇总.xlsx": "unknown unit",
    }

    drafted = merged([made / "east"], roster_of(EAST), "东岭县", MergeTerms(draft=True))
    above_ = hand_in(tmp_path / "above", OWN)
    (above_ / "东岭县（试汇总）.xlsx").write_bytes(consolidated(drafted, LAYOUT)[0])
    shutil.copy(made / "east" / "E-JY.xlsx", above_)
    roster = roster_of(OWN, unit("E-JY", "department"), EAST_UNIT)
    alone = above(above_, roster=roster)
    assert words(alone)["东岭县（试汇总）.xlsx"] == "rejected"
    assert words(alone)["E-JY.xlsx"] == "counted"

    shutil.copy(made / "inbox" / "东岭县.xlsx", above_)
    both = words(above(above_, roster=roster))
    assert (both["东岭县.xlsx"], both["东岭县（试汇总）.xlsx"], both["E-JY.xlsx"]) == (
        "counted",
        "rejected",
        "within area",
    )


def test_the_links_of_an_area_lead_to_its_own_totals(made: Path, tmp_path: Path) -> None:
    """From a county's number to the cell of 汇总 in the county's workbook that holds it."""
    ledger = above(made / "inbox", terms=MergeTerms(inbox="../inbox/"))
    path = tmp_path / "above.xlsx"
    path.write_bytes(consolidated(ledger, LAYOUT)[0])
    at = places(LAYOUT, 4)
    cell = str(at.column(RECEIVED).first.shifted(rows=2))
    here = openpyxl.load_workbook(path)["明细"][cell]
    sheet, _, ref = here.hyperlink.location.rpartition("!")
    county_ = openpyxl.load_workbook(made / "inbox" / here.hyperlink.target.rpartition("\\")[2], data_only=True)
    assert county_[sheet.strip("'")][ref].value == here.value
