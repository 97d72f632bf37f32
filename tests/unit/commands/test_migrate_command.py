"""`migrate`: an older or damaged workbook's answers in a fresh one, and a report that leaves nothing unsaid."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from column_inserting import column_inserted
from filled import LAYOUT, filled, put, totalled
from patching import WORKBOOK, Patch, parts, patch_cell, patch_cells, patch_part, put_part, remove_sheet, typed
from restyling import in_sheet, restyled
from row_inserting import row_inserted
from running import run
from xlreport.forms.loader import read_form
from xlreport.language import same
from xlreport.layout import MANIFEST_SHEET, plan
from xlreport.manifest import identity_of
from xlreport.office.sending_out import migration
from xlreport.office.taking_in.intake import receive
from xlreport.reading import recover
from xlreport.resources import templates_folder
from xlreport.submissions import Value
from xlreport.verdicts import LEFT
from xlreport.writing import write_workbook

GIVEN = filled("county-ZRZ")
REQUESTS, PROBLEMS = "三 依申请公开", "五 问题改进"
REC, REC_T = "requests.received.natural", "requests.received.total"
STRINGS = "xl/sharedStrings.xml"
WEBSITE, MEDIA = "overview.website_items", "overview.new_media_items"


SOUND = frozenset({"N01", "T301", "T303", "F03", "S12"})
"""What the fresh workbook of a sound return, or of one with a wrong number, may give."""


def poured(
    folder: Path, content: bytes, codes: frozenset[str] = SOUND
) -> tuple[int, dict[str, Value], list[dict[str, str]]]:
    """Migrate a workbook's bytes: the exit code, what the fresh one reads as, and the report's lines."""
    old, new = folder / "old.xlsx", folder / "new.xlsx"
    old.write_bytes(content)
    said = run("migrate", old, "-o", new, "--json")
    assert old.read_bytes() == content
    fresh = receive(new, LAYOUT)
    assert fresh.submission is not None
    assert {each.code for each in fresh.findings} <= codes
    return said.code, fresh.submission.values(), said.table["lines"]


DAMAGED = {
    "manifest removed": remove_sheet(GIVEN.content, MANIFEST_SHEET),
    "label changed": patch_cell(GIVEN.content, REQUESTS, "B10", value="改了"),
    "row inserted": row_inserted(GIVEN.content, REQUESTS, 15),
    "column inserted": column_inserted(GIVEN.content, REQUESTS, "D"),
}


@pytest.mark.parametrize("damage", DAMAGED)
def test_a_damaged_workbook_is_recovered_whole(damage: str, tmp_path: Path) -> None:
    """Every answer is in the fresh workbook, which gives no finding; each line says carried or recovered."""
    code, values, lines = poured(tmp_path, DAMAGED[damage])
    assert (code, values) == (0, totalled(GIVEN.values))
    assert {line["outcome"] for line in lines} <= {"carried", "recovered"}
    assert len(lines) == len(GIVEN.values)


def test_what_stood_elsewhere_is_called_recovered(tmp_path: Path) -> None:
    """Below an inserted row fields are recovered at the place where they were found, the others carried."""
    _, _, lines = poured(tmp_path, DAMAGED["row inserted"])
    by_field = {line["field"]: line for line in lines}
    assert by_field[REC]["outcome"] == "carried"
    moved = by_field["requests.carried_out.natural"]
    assert (moved["outcome"], moved["place"]) == ("recovered", f"{REQUESTS}!D32")
    assert "清单" in moved["why"]


def test_a_row_among_paragraphs_loses_none(tmp_path: Path) -> None:
    """Ten paragraphs over eleven rows are all carried, in order."""
    area = LAYOUT.places["problems.issues"].area
    texts = [f"第{number}个要纠正的问题。" for number in range(area.rows)]
    patches = {str(cell): Patch(value=text) for cell, text in zip(area, texts, strict=True)}
    full = patch_cells(GIVEN.content, {PROBLEMS: patches})
    _, values, _ = poured(tmp_path, row_inserted(full, PROBLEMS, area.first.row + 4))
    assert str(values["problems.issues"]).split("\n") == texts


def test_what_is_no_answer_is_carried_as_it_stands_and_a_typed_total_is_not(tmp_path: Path) -> None:
    """Text in a number cell is carried to be mended; a total is a formula again, which is said; exit 1."""
    code, values, lines = poured(tmp_path, put(GIVEN.content, {REC: "3件", REC_T: typed(5)}))
    by_field = {line["field"]: line for line in lines}
    assert (code, REC in values) == (1, False)
    assert by_field[REC]["outcome"] == "carried"
    assert "“3件”" in by_field[REC]["why"]
    assert by_field[REC_T]["outcome"] == "not carried"
    assert "“5”" in by_field[REC_T]["why"]


def test_content_beside_the_form_is_not_carried(tmp_path: Path) -> None:
    """It belongs to no field; its place is named."""
    code, _, lines = poured(tmp_path, patch_cell(GIVEN.content, REQUESTS, "M40", value="备注"))
    left = [line for line in lines if line["outcome"] == "not carried"]
    assert (code, [line["place"] for line in left]) == (1, [f"{REQUESTS}!M40"])


def older(folder: Path) -> bytes:
    """A workbook of an older form: one item more before the website's, none for new media, other tabs."""
    text = (templates_folder() / "gkbg-2021" / "form.toml").read_text(encoding="utf-8")
    website = re.search(r'  \{ id = "website_items".*\n', text)
    media = re.search(r'  \{ id = "new_media_items".*\n', text)
    assert website is not None
    assert media is not None
    blog = '  { id = "blog_items", label = "政务微博全年发布信息数（条）", kind = "count" },\n'
    text = text.replace(website[0], blog + website[0]).replace(media[0], "")
    text = text.replace('edition = "1"', 'edition = "0"').replace('"三 依申请公开"', '"三 申请"')
    path = folder / "form.toml"
    path.write_text(text, encoding="utf-8")
    layout = plan(read_form(path))
    known = {
        key: str(GIVEN.values[f"cover.{key}"]) for key in ("unit_code", "unit_name", "unit_kind", "region", "year")
    }
    values = {field: value for field, value in GIVEN.values.items() if field != MEDIA}
    return write_workbook(layout, identity_of(layout, **known), {**values, WEBSITE: 321, "overview.blog_items": 45})


def test_an_older_structure(tmp_path: Path) -> None:
    """What both forms ask is found by the old workbook's own manifest; what only the old one asks is told."""
    content = older(tmp_path)
    code, values, lines = poured(tmp_path, content)
    wanted = {field: value for field, value in totalled(GIVEN.values).items() if field != MEDIA}
    assert values == {**wanted, WEBSITE: 321}
    left = [line for line in lines if line["outcome"] == "not carried"]
    assert (code, [line["field"] for line in left]) == (1, ["overview.blog_items"])
    assert "“45”" in left[0]["why"]


def test_the_old_workbook_itself_is_refused_by_validate(tmp_path: Path) -> None:
    """An older structure is no return of this form: I13, whose advice leads to a fresh workbook."""
    path = tmp_path / "old.xlsx"
    path.write_bytes(older(tmp_path))
    assert [each.code for each in receive(path, LAYOUT).findings] == ["I13"]


def test_without_manifest_and_names_the_labels_lead(tmp_path: Path) -> None:
    """Everything is found beside its printed labels; a workbook without those too is refused, and none is written."""
    unnamed = bare(GIVEN.content)
    code, values, lines = poured(tmp_path, unnamed)
    assert (code, values) == (0, totalled(GIVEN.values))
    assert {line["outcome"] for line in lines} == {"recovered"}
    old, new = tmp_path / "other.xlsx", tmp_path / "another.xlsx"
    nothing = re.sub(r"<si>.*?</si>", "<si><t>x</t></si>", parts(unnamed)[STRINGS].decode(), flags=re.DOTALL)
    old.write_bytes(put_part(unnamed, STRINGS, nothing.encode()))
    said = run("migrate", old, "-o", new)
    assert (said.code, new.exists()) == (2, False)


def bare(book: bytes) -> bytes:
    """A workbook without its manifest and its names."""
    return patch_part(
        remove_sheet(book, MANIFEST_SHEET),
        WORKBOOK,
        lambda text: re.sub(r"<definedNames>.*</definedNames>", "", text, flags=re.DOTALL),
    )


def test_nothing_recognised_makes_no_workbook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no field is found, a blank workbook would look like one that says nothing: none is written."""
    left = migration.MigratedCell(outcome=LEFT, place="封面!B4", why=same("不属于任何一栏"))
    monkeypatch.setattr(migration, "_cells", lambda _found: [left])
    (tmp_path / "old.xlsx").write_bytes(GIVEN.content)
    said = run("migrate", tmp_path / "old.xlsx", "-o", tmp_path / "new.xlsx")
    assert (said.code, (tmp_path / "new.xlsx").exists()) == (2, False)
    assert "未写任何文件" in said.err


def test_it_never_replaces_the_old_workbook(tmp_path: Path) -> None:
    """The same path for both is refused, and the old bytes stay."""
    old = tmp_path / "old.xlsx"
    old.write_bytes(GIVEN.content)
    assert run("migrate", old, "-o", old).code == 2
    assert old.read_bytes() == GIVEN.content


def test_for_people(tmp_path: Path) -> None:
    """Lines that need eyes, then one that counts; in the language asked for."""
    old = tmp_path / "old.xlsx"
    old.write_bytes(put(GIVEN.content, {REC: "3件"}))
    chinese, english = (run("migrate", old, "-o", tmp_path / "new.xlsx", "--lang", each).out for each in ("zh", "en"))
    count = len(GIVEN.values)
    assert chinese.splitlines()[0].startswith(f"已转入  {REQUESTS}!D7  {REC}")
    assert chinese.splitlines()[-1] == f"已转入 {count}，已找回 0，未转入 0"
    assert english.splitlines()[-1] == f"carried {count}, recovered 0, not carried 0"


EDITIONS = Path(__file__).with_name("editions")
"""A filled return of each earlier workbook, with last year's figures and two 说明, as it was issued then."""

EARLIER = ("gkbg-2021-1", "gkbg-2021-2-66-lines", "gkbg-2021-2-56-lines", "gkbg-2021-3")
"""Edition 2 was issued with two structures: 校验 had 66 lines, then 56."""


@pytest.mark.parametrize("name", EARLIER)
def test_a_return_of_an_earlier_edition_is_carried_whole(name: str, tmp_path: Path) -> None:
    """Every value, last year's figures, the answer on 封面 and each 说明 stand in the cells of the new edition."""
    old, new = EDITIONS / f"{name}.xlsx", tmp_path / "new.xlsx"
    given = recover(old, LAYOUT)
    said = run("migrate", old, "-o", new, "--json")
    assert (said.code, said.table["summary"]["not carried"]) == (0, 0)
    read = receive(new, LAYOUT)
    assert read.submission is not None
    assert read.submission.identity.edition == LAYOUT.form.edition != given.submission.identity.edition
    assert read.submission.left() == given.submission.left()
    assert len(given.submission.left()) > 200
    kept = {field: given.submission.text(field) for field in ("overview.website_items", "cover.answer_1.reason")}
    assert all(kept.values())
    codes = {LAYOUT.lines[number].code for number in read.submission.reasons}
    assert (set(read.submission.reasons.values()), codes) == ({"机构改革。"}, {"X01", "X02"})


def test_a_reason_to_a_line_that_is_no_more_is_told(tmp_path: Path) -> None:
    """What was written beside one of the ten lines that 校验 no longer has is not carried, and said with its cell."""
    old = tmp_path / "old.xlsx"
    book = (EDITIONS / "gkbg-2021-2-66-lines.xlsx").read_bytes()
    old.write_bytes(patch_cells(book, {"校验": {"I70": typed("已核对")}}))
    said = run("migrate", old, "-o", tmp_path / "new.xlsx", "--json")
    assert (said.code, said.table["summary"]["not carried"]) == (1, 1)
    assert [line["place"] for line in said.table["lines"] if line["outcome"] == "not carried"] == ["校验!I70"]


@pytest.mark.parametrize("name", EARLIER)
def test_validate_refuses_an_earlier_edition_and_leaves_it(name: str) -> None:
    """I13, whatever number the edition had; the file is left as it was."""
    old = EDITIONS / f"{name}.xlsx"
    content = old.read_bytes()
    (finding,) = receive(old, LAYOUT).findings
    assert finding.code == "I13"
    assert old.read_bytes() == content


FIGURES_OF_EDITIONS = SOUND | {"F09", "T302", "X01", "X02"}
"""Those of the earlier returns, whose figures are made up; their blanks are told where a label led nowhere."""


@pytest.mark.parametrize("name", EARLIER)
def test_the_labels_of_an_earlier_edition_lead(name: str, tmp_path: Path) -> None:
    """Without manifest and names all of it is found by what it prints, wherever that edition has it, and so told."""
    whole = (EDITIONS / f"{name}.xlsx").read_bytes()
    wanted = recover(EDITIONS / f"{name}.xlsx", LAYOUT).submission
    code, values, lines = poured(tmp_path, bare(whole), FIGURES_OF_EDITIONS)
    inputs = {field: value for field, value in wanted.left().items() if field not in LAYOUT.form.computed}
    assert (code, {line["outcome"] for line in lines}) == (0, {"recovered"})
    assert {field: values[field] for field in inputs} == inputs
    assert {line["field"]: line["place"] for line in lines} == {
        field: f"{entry.sheet}!{entry.area}" for field, entry in wanted.entries.items() if field in inputs
    }
    fresh = receive(tmp_path / "new.xlsx", LAYOUT).submission
    assert fresh is not None
    assert fresh.reasons == wanted.reasons


AMBIGUOUS = {
    "a label is gone": (REQUESTS, "A7", "收到的申请", {f"{REQUESTS}!D7:I7"}),
    "a label is printed twice": (
        REQUESTS,
        "B9",
        "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
        {f"{REQUESTS}!D9:I10"},
    ),
    "a head is gone": (REQUESTS, "F6", "科研", {f"{REQUESTS}!F7:F29,F31"}),
}


@pytest.mark.parametrize("fault", AMBIGUOUS)
def test_what_an_ambiguous_label_leads_to_is_left_and_named(fault: str, tmp_path: Path) -> None:
    """Where a label of an earlier edition leads nowhere, or to two rows, its cells are named and nothing is taken."""
    sheet, cell, text, left = AMBIGUOUS[fault]
    book = bare((EDITIONS / "gkbg-2021-1.xlsx").read_bytes())
    code, values, lines = poured(tmp_path, patch_cell(book, sheet, cell, value=text), FIGURES_OF_EDITIONS)
    assert (code, {line["place"] for line in lines if line["outcome"] == "not carried"}) == (1, left)
    rest = recover(EDITIONS / "gkbg-2021-1.xlsx", LAYOUT).submission.left()
    inputs = {field: value for field, value in values.items() if field not in LAYOUT.form.computed}
    assert inputs.items() <= rest.items()


UNLIKE: dict[str, tuple[Callable[[bytes], bytes], list[str], str]] = {
    "shows nothing": (lambda book: restyled(book, REQUESTS, "D7", code=";;;"), ["N08"], "却什么也看不见"),
    "shows thousands": (lambda book: restyled(book, REQUESTS, "D7", code="0,"), ["N08"], "显示的却是“"),
    "rows of no height": (
        lambda book: in_sheet(book, REQUESTS, r'<row r="12"[^>]*>', '<row r="12" ht="0.1" customHeight="1">'),
        ["I38"],
        "隐藏了填报单元格",
    ),
}


@pytest.mark.parametrize("looks", UNLIKE)
@pytest.mark.parametrize("name", ["today", "gkbg-2021-1"])
def test_what_showed_otherwise_than_it_is_carried_is_told(looks: str, name: str, tmp_path: Path) -> None:
    """A format and a hidden row are left behind: the report says which cells showed something else than they hold."""
    given = GIVEN.content if name == "today" else (EDITIONS / f"{name}.xlsx").read_bytes()
    change, codes, words = UNLIKE[looks]
    old = tmp_path / "old.xlsx"
    old.write_bytes(change(given))
    told = run("migrate", old, "-o", tmp_path / "new.xlsx", "--json").table["findings"]
    assert [each["code"] for each in told] == codes
    assert (told[0]["sheet"], told[0]["cell"].partition(":")[0]) == (REQUESTS, "D7" if codes == ["N08"] else "D12")
    said = run("migrate", old, "-o", tmp_path / "other.xlsx").out
    assert words in said
    assert ("1 个单元格显示的与里面的数不同" in said) is (codes == ["N08"])


def test_nothing_is_told_of_what_looks_as_issued(tmp_path: Path) -> None:
    """The formats of the form itself, of any edition, show what they hold."""
    for path in EDITIONS.glob("*.xlsx"):
        assert run("migrate", path, "-o", tmp_path / path.name, "--json").table["findings"] == []
