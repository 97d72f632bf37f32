"""`xlreport fill` with a consolidated workbook: the government's own report, drafted, told, never brought into line."""

import json
import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from conftest import Convert
from own_reports import FIGURES, GRANTED, IN, OUT, RECEIVED, blank, merged
from patching import Patch, patch_cells
from returns_made import FORM, LAYOUT, ROSTER, answers, identity, ledger, taken_in, workbook
from running import Said, run
from sample_answers import ANSWERS
from xlreport.merging import Ledger, MergeTerms, assemble
from xlreport.merging.book.book_places import LEDGER_TOP
from xlreport.office.taking_in.intake import receive
from xlreport.submissions import Value
from xlreport.verdicts import REJECTED, WITH_WARNINGS
from xlreport.writing import read_answers, values_for, write_workbook

HELD = re.compile(r"S0[1-9]|S1[01]")


def draft(template: Path, source: Path, *options: str | Path) -> tuple[Said, dict[str, Value]]:
    """What the command said, and the values of what it wrote."""
    target = template.parent / "draft.xlsx"
    said = run("fill", template, source, "-o", target, *options)
    if said.code == 2:
        assert not target.exists()
        return said, {}
    submission = receive(target, LAYOUT).submission
    assert submission is not None
    return said, submission.values()


def test_the_tables_are_the_sums(tmp_path: Path) -> None:
    """Every number cell has the sum of the three units, exact; the cells outside the tables too; exit 0."""
    said, values = draft(blank(tmp_path), merged(tmp_path))
    assert (said.code, said.out.splitlines()[0]) == (0, "应纳入 3 个单位，数字取自其中 3 个。")
    expected = {
        RECEIVED: 323,
        IN: 1,
        GRANTED: 322,
        OUT: 2,
        "disclosure.fees.amount": Decimal("0.3"),
        "disclosure.normative.in_force": 7,
        "overview.website_items": 64,
        "matters.fee_cases": 1,
        "matters.fee_yuan": Decimal("100.5"),
        "requests.received.total": 323,
        "requests.concluded.total": 322,
        "disputes.review.total": 0,
    }
    assert {field: values[field] for field in expected} == expected
    assert sum(1 for field in FORM.numbers if field.id in values) == 200
    assert "overview.new_media_items" not in values
    assert "现行有效7件" in str(values["overview.active"])
    assert "（1个单位没有填报。）" in str(values["overview.active"])


def test_a_cell_without_any_figure_stays_blank(tmp_path: Path) -> None:
    """Where no unit said anything of table four the draft says nothing either."""
    silent = {**answers("A", FIGURES["A"]), "disputes.blank_is_zero": False}
    _, values = draft(blank(tmp_path), merged(tmp_path, made=ledger(taken_in(silent))))
    assert values[RECEIVED] == 3
    assert [field for field in values if field.startswith("disputes.") and field not in FORM.computed] == []
    assert "复议" not in str(values["overview.on_request"])


def test_one_tier_alone(tmp_path: Path) -> None:
    """`--tier 本级` takes the government's own level only; another word is refused with those there are."""
    source = merged(tmp_path)
    said, values = draft(blank(tmp_path), source, "--tier", "本级")
    assert (said.code, values[RECEIVED], values["overview.website_items"]) == (0, 23, 60)
    assert "应纳入汇总2个单位" in str(values["matters.text"])
    (tmp_path / "draft.xlsx").unlink()
    said, _ = draft(blank(tmp_path), source, "--tier", "市级")
    assert said.code == 2
    assert "乡镇街道" in said.err


def test_flags_count_as_they_stand(tmp_path: Path) -> None:
    """A unit flagged 否 in 明细 is not in the sums and is named; exit 1."""
    source = merged(tmp_path)
    source.write_bytes(
        patch_cells(source.read_bytes(), {"明细": {f"B{LEDGER_TOP + 2}": Patch(value="否", type="str")}})
    )
    said, values = draft(blank(tmp_path), source)
    assert (said.code, values[RECEIVED], "matters.fee_yuan" in values) == (1, 303, False)
    assert "没有计入：B 单位（“明细”中标为不计入）" in said.out
    assert "其中2个单位" in str(values["matters.text"])


def test_units_that_are_missing_are_named(tmp_path: Path) -> None:
    """Coverage stands in the text and on the terminal, in either language; exit 1."""
    said, values = draft(blank(tmp_path), merged(tmp_path, "A", "C"), "--lang", "en")
    assert said.code == 1
    assert "3 units are due; the figures are those of 2." in said.out
    assert "left out: B 单位 (not submitted)" in said.out
    assert "应纳入汇总3个单位，本报告的数字由其中2个单位的年度报告相加得出。" in str(values["matters.text"])


def test_a_draft_of_a_draft(tmp_path: Path) -> None:
    """Out of a merge that may hold returns with errors the report is written, and that is said; exit 1."""
    returns = [taken_in(answers(code, FIGURES[code])) for code in "ABC"]
    made = assemble(returns, layout=LAYOUT, roster=ROSTER, terms=MergeTerms(draft=True))
    said, values = draft(blank(tmp_path), merged(tmp_path, made=made))
    assert (said.code, values[RECEIVED], "汇总工作簿是试汇总" in said.out) == (1, 323, True)


def test_an_altered_workbook_is_refused(tmp_path: Path) -> None:
    """A figure changed by hand in 明细 is not carried into a report; nothing is written."""
    source = merged(tmp_path)
    source.write_bytes(patch_cells(source.read_bytes(), {"明细": {f"G{LEDGER_TOP + 1}": Patch(value=99)}}))
    said, _ = draft(blank(tmp_path), source)
    assert said.code == 2
    assert "A 单位" in said.err
    assert "xlreport verify" in said.err


@pytest.mark.parametrize(
    ("cover", "named"),
    [
        ({"cover.year": 2024}, ("“报告年度”", "“2024”", "“2025”")),
        ({"cover.region": "他县"}, ("“所属地区”", "“他县”", "“某县”")),
        ({"cover.unit_code": "A"}, ("own.xlsx", "A")),
    ],
)
def test_a_blank_that_is_not_the_governments_own(
    tmp_path: Path, cover: dict[str, Value], named: tuple[str, ...]
) -> None:
    """Another year, another region, or the blank of a unit that is counted: refused, with what was found."""
    said, _ = draft(blank(tmp_path, cover), merged(tmp_path))
    assert said.code == 2
    assert all(word in said.err for word in named)


def test_the_blank_of_a_unit_that_is_missing(tmp_path: Path) -> None:
    """Nor may it be the blank of a unit that should be added up and is not there yet."""
    said, _ = draft(blank(tmp_path, {"cover.unit_code": "B"}), merged(tmp_path, "A", "C"))
    assert (said.code, "汇总中的单位 B" in said.err) == (2, True)


def test_a_blank_and_a_merge_that_say_little(tmp_path: Path) -> None:
    """Year and region of the merge are entered where the blank has none; where neither says, they stay blank."""
    bare: dict[str, Value] = {"cover.year": 2025, "cover.region": "", "cover.unit_code": ""}
    _, values = draft(blank(tmp_path, bare), merged(tmp_path))
    assert (values["cover.year"], values["cover.region"]) == (2025, "某县")
    (tmp_path / "draft.xlsx").unlink()
    assert run("template", "-o", tmp_path / "nobody.xlsx").code == 0
    made = replace(ledger(taken_in(answers("A", FIGURES["A"]))), year="", region="")
    _, values = draft(tmp_path / "nobody.xlsx", merged(tmp_path, made=made))
    assert ("cover.year" in values, "cover.region" in values, values[RECEIVED]) == (False, False, 3)


def test_a_sum_that_no_cell_can_hold(tmp_path: Path) -> None:
    """More than twelve digits: the field is named, and nothing is written."""
    large = (taken_in(answers(code, {RECEIVED: 999_999_999_999, OUT: 999_999_999_999})) for code in "AB")
    said, _ = draft(blank(tmp_path), merged(tmp_path, made=ledger(*large)))
    assert said.code == 2
    assert f"{RECEIVED}（一、本年新收政府信息公开申请数量 · 自然人）" in said.err


def test_a_blank_that_holds_something_is_not_written_over(tmp_path: Path) -> None:
    """A figure or a text that is there already and differs is named, and nothing is written."""
    said, _ = draft(blank(tmp_path, {RECEIVED: 5, "problems.issues": "公开不够及时。"}), merged(tmp_path))
    assert said.code == 2
    place = "三 依申请公开!D7 “一、本年新收政府信息公开申请数量 · 自然人”"
    assert f"{place}: 表中已填“5”，要导入的是“323” (the workbook holds “5” already, not “323”)" in said.err
    assert "五 问题改进!B5:B14 “（一）存在问题”: 表中已填“公开不够及时。”，要导入的是“【初稿" in said.err
    assert RECEIVED not in said.err


def test_what_is_no_consolidated_workbook(tmp_path: Path) -> None:
    """A return, and an old .xls, are refused as such; answers do not go with the options of a consolidated one."""
    template = blank(tmp_path)
    (tmp_path / "return.xlsx").write_bytes(workbook(answers("A")))
    said, _ = draft(template, tmp_path / "return.xlsx")
    assert (said.code, "不是汇总工作簿" in said.err) == (2, True)
    (tmp_path / "old.dat").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    assert draft(template, tmp_path / "old.dat")[0].code == 2
    (tmp_path / "answers.xlsx").write_text(json.dumps({"values": {RECEIVED: 1}}), encoding="utf-8")
    said, _ = draft(template, tmp_path / "answers.xlsx", "--tier", "本级")
    assert (said.code, "--tier" in said.err) == (2, True)
    assert draft(template, tmp_path / "answers.xlsx")[1][RECEIVED] == 1


LAST = {f"last.{OUT}": 0, "last.disclosure.normative.in_force": 7}


def previous(folder: Path, carried_out: int, code: str = "GOV") -> Path:
    """The government's own report of last year, as answers."""
    path = folder / "last.json"
    zeros = {f"{table}.blank_is_zero": True for table in ("disclosure", "requests", "disputes")}
    figures = {RECEIVED: carried_out, OUT: carried_out, "disclosure.normative.in_force": 7}
    said = {"year": 2024, "unit": {"code": code}, "values": {**zeros, **figures}}
    path.write_text(json.dumps(said), encoding="utf-8")
    return path


def test_last_years_figures_are_compared_and_never_altered(tmp_path: Path) -> None:
    """`--previous` puts last year's figures beside the inputs; a break with what the units carried in is told."""
    said, values = draft(blank(tmp_path), merged(tmp_path), "--previous", previous(tmp_path, 5))
    assert said.code == 0
    assert (values[f"last.{OUT}"], values[IN], values["requests.carried_in.total"]) == (5, 1, 1)
    assert re.findall(r"警告 (\w+) (\w+)  “([^”]+)”", said.out) == [("X02", "D8", "自然人")]
    assert "上年结转为 1，上年报告结转下年度为 5" in said.out
    assert "同一原因引起的还有：X02（总计）。" in said.out
    said, values = draft(blank(tmp_path), merged(tmp_path), "--previous", previous(tmp_path, 1))
    assert (said.code, "X02" in said.out, values[f"last.{OUT}"]) == (0, False, 1)


def test_last_years_figures_of_the_blank_itself(tmp_path: Path) -> None:
    """A blank issued with them needs no option; with another report of last year it is a clash."""
    template, source = blank(tmp_path, LAST), merged(tmp_path)
    said, values = draft(template, source)
    assert (values[f"last.{OUT}"], re.findall(r"警告 (\w+) \w+", said.out)) == (0, ["X02"])
    (tmp_path / "draft.xlsx").unlink()
    said, _ = draft(template, source, "--previous", previous(tmp_path, 5))
    assert (said.code, "“上年 四、结转下年度继续办理" in said.err, "已填“0”，要导入的是“5”" in said.err) == (
        2,
        True,
        True,
    )


def test_a_report_of_last_year_that_cannot_be_used(tmp_path: Path) -> None:
    """Another unit's is refused; of another year it is a finding, exit 1; a blank without a code cannot be matched."""
    source = merged(tmp_path)
    assert draft(blank(tmp_path), source, "--previous", previous(tmp_path, 1, code="X"))[0].code == 2
    said, _ = draft(blank(tmp_path, {"cover.unit_code": ""}), source, "--previous", previous(tmp_path, 1))
    assert (said.code, "单位代码" in said.err) == (2, True)
    old = previous(tmp_path, 1)
    old.write_text(old.read_text(encoding="utf-8").replace("2024", "2023"), encoding="utf-8")
    said, values = draft(blank(tmp_path), source, "--previous", old)
    assert (said.code, "X08" in said.out, f"last.{OUT}" in values) == (1, True, False)


def county() -> Ledger:
    """The ledger of the sample county's answers, each unit once."""
    returns = [
        taken_in({**values_for(FORM, read_answers(path).values), "cover.region": "某县"}, path.name)
        for path in ANSWERS[1:]
        if not path.stem.endswith("-v1")
    ]
    return assemble(returns, layout=LAYOUT, roster=None)


def test_the_sample_county(tmp_path: Path) -> None:
    """Fifteen returns with texts of their own: the draft is told of its marks, and rid of them its figures hold."""
    template, made = blank(tmp_path), county()
    said, values = draft(template, merged(tmp_path, made=made))
    assert (said.code, len(made.rows)) == (0, 15)
    received = receive(tmp_path / "draft.xlsx", LAYOUT)
    assert received.state == REJECTED
    codes = {each.code for each in received.findings}
    assert {"F05", "S25", "S27"} <= codes
    assert {code for code in codes if HELD.fullmatch(code)} == set()
    edited = {
        field: re.sub("【初稿，请核改】", "", text) if isinstance(text, str) else text for field, text in values.items()
    }
    written = {
        **{field: value for field, value in edited.items() if field not in FORM.computed},
        "overview.management": "照常开展。",
        "overview.platform": "照常开展。",
        "overview.supervision": "开展工作考核和社会评议，没有责任追究。",
        "problems.issues": "公开不够及时。",
        "problems.improvements": "明确了时限。",
    }
    (tmp_path / "edited.xlsx").write_bytes(write_workbook(LAYOUT, identity(written), written))
    received = receive(tmp_path / "edited.xlsx", LAYOUT)
    assert received.state == WITH_WARNINGS
    assert {each.code for each in received.findings if each.code.startswith(("S", "F"))} == set()


def test_a_spreadsheet_program_adds_up_the_same(tmp_path: Path, recalculate: Convert) -> None:
    """Recalculated by LibreOffice every total of the draft is the one that Python gives."""
    _, values = draft(blank(tmp_path), merged(tmp_path, made=county()))
    (again,) = recalculate([tmp_path / "draft.xlsx"], tmp_path / "again")
    book = openpyxl.load_workbook(again, data_only=True)
    places = {field: LAYOUT.places[field] for field in FORM.computed}
    assert {field: book[place.sheet][str(place.cell)].value for field, place in places.items()} == {
        field: values[field] for field in places
    }
