"""Every workbook that xlreport writes passes the lint, of every form and with every option; the lint is not blind."""

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl.formatting.rule import FormulaRule
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from conftest import Convert
from made_once import made_once
from patching import part_of, patch_cell, patch_part, put_part, rename_sheet, zipped
from patching import parts as parts_of
from registered_returns import blank_return, dispute, registered_return, request
from returns_made import answers, ledger, taken_in, workbook
from running import run
from sample_answers import COUNTY, HULIN
from small_form import small_form
from workbook_lint import complaints, count_formulas, opened, stale, unlawful
from xlreport.findings import Finding
from xlreport.forms import LARGEST, LONGEST_LINE, LONGEST_PARAGRAPH, load_form
from xlreport.layout import Layout, plan
from xlreport.manifest import identity_of
from xlreport.merging import consolidated
from xlreport.office.taking_in.intake import receive
from xlreport.outputs.annotated import annotated
from xlreport.resources import templates_folder
from xlreport.submissions import Value
from xlreport.writing import read_answers, values_for, write_workbook

FORMS = sorted(path.parent.name for path in templates_folder().glob("*/form.toml"))
UNIT = {"unit_code": "A-1", "unit_name": "某县“某”&<局>", "unit_kind": "department", "region": "某县", "year": "2025"}


def _last(layout: Layout) -> dict[str, Value]:
    return {field.id: number for number, field in enumerate(layout.form.fields.values()) if field.last_of}


def _full(layout: Layout) -> dict[str, Value]:
    """Give a value for every cell that can be typed into: the largest figures, the longest texts."""
    most: dict[str, Any] = {"count": LARGEST, "amount": "0.01", "year": 2025, "date": "2026-01-15", "flag": True}
    given = {
        field.id: field.options[0].id
        if field.options
        else "\n".join(["长" * LONGEST_PARAGRAPH] * field.paragraphs)
        if field.kind == "text"
        else most.get(field.kind, "长" * LONGEST_LINE)
        for field in layout.form.fields.values()
        if field.id not in layout.form.computed and not field.last_of
    }
    return values_for(layout.form, given)


def _options(layout: Layout) -> dict[str, bytes]:
    """Give a form's workbook with each option there is."""
    nobody, unit = identity_of(layout), identity_of(layout, **UNIT)
    reasons = dict.fromkeys(range(0, len(layout.lines), 3), "因为机构改革，" * 20)
    return {
        "blank": write_workbook(layout, nobody, {}),
        "issued": write_workbook(layout, unit, {}),
        "last-year": write_workbook(layout, unit, _last(layout)),
        "full": write_workbook(layout, nobody, {**_full(layout), **_last(layout)}),
        "reasons": write_workbook(layout, unit, {}, reasons=reasons),
        "password": write_workbook(layout, unit, {}, password="一二三"),  # noqa: S106  # what a test types
    }


def _samples(layout: Layout) -> dict[str, bytes]:
    return {
        f"sample-{path.stem}": write_workbook(
            layout, identity_of(layout, year="2025"), values_for(layout.form, read_answers(path).values)
        )
        for path in (HULIN, *sorted((COUNTY / "answers").glob("*.json")))
    }


def _returned(layout: Layout, folder: Path) -> dict[str, bytes]:
    """Give the annotated copy of a return with mistakes of all sorts."""
    wrong: dict[str, Value] = {"requests.received.natural": 5, "requests.granted.natural": 4, "problems.issues": "无"}
    path = folder / "returned.xlsx"
    path.write_bytes(write_workbook(layout, identity_of(layout, **UNIT), wrong))
    path.write_bytes(patch_cell(path.read_bytes(), "三 依申请公开", "E9", value="3件"))
    given = receive(path, layout)
    assert len({finding.code for finding in given.findings if isinstance(finding, Finding)}) > 3
    copy = annotated(given, layout)
    assert copy is not None
    return {"annotated": copy}


def _county(layout: Layout) -> dict[str, bytes]:
    returns = [
        taken_in(answers(code, {"requests.received.natural": 3, "overview.active": text}))
        for code, text in (("A", "=1+1\n第二段"), ("B", "长" * 1_000))
    ]
    return {
        "consolidated": consolidated(ledger(*returns), layout)[0],
        "consolidated-nothing": consolidated(ledger(), layout)[0],
    }


def _registers(folder: Path) -> dict[str, bytes]:
    """Give returns with a register, and the register of its own."""
    alone = folder / "台账.xlsx"
    assert run("register", "-o", alone, "--year", "2025", "--unit-name", "某局", "--rows", "200").code == 0
    return {
        "with-register": blank_return(),
        "with-register-filled": registered_return([request(1), request(2)], [dispute(1)]),
        "register": alone.read_bytes(),
    }


def _round(folder: Path) -> dict[str, bytes]:
    """Play a round of a good, a faulty and a missing return, and give every workbook that its commands write."""
    place = folder / "round"
    assert run("init", place, "--region", "某县", "--year", "2025", "--deadline", "2026-01-15").code == 0
    (place / "roster.csv").write_text(ROSTER, encoding="utf-8")
    assert run("template", "--round", place).code == 0
    for code, received in (("A", 3), ("B", 5)):
        said = answers(code, {"requests.received.natural": received, "cover.region": "某县"})
        (place / "inbox" / f"{code}.xlsx").write_bytes(workbook(said))
    listed, status = folder / "问题清单.xlsx", folder / "报送情况.xlsx"
    run("validate", place / "inbox", "--xlsx", listed)
    run("status", place, "--on", "2026-01-20", "--xlsx", status)
    assert run("letters", place, "--on", "2026-01-20", "-o", folder / "通知").code == 0
    run("merge", place)
    (whole,) = (place / "output").glob("*.xlsx")
    return {
        "roster": (place / "roster.xlsx").read_bytes(),
        "findings-list": listed.read_bytes(),
        "status": status.read_bytes(),
        "letters-list": (folder / "通知" / "通知清单.xlsx").read_bytes(),
        "round-consolidated": whole.read_bytes(),
    }


ROSTER = """code,name,kind
A,甲局,department
B,乙局,department
C,丙镇,township
"""
TODAY = {
    "with-register": "台账首页!B7",
    "with-register-filled": "台账首页!B7",
    "register": "首页!B7",
}
"""A register counts the days that are left: its one cell that changes by itself."""
KINDS = (
    *("gkbg-2021-blank", "gkbg-2021-full", "gkbg-2021-reasons", "gkbg-2021-password", "sample-answers", "annotated"),
    *("with-register", "with-register-filled", "register", "consolidated", "round-consolidated", "findings-list"),
    *("status", "letters-list", "roster", "small-blank"),
)
"""One of each kind that a command writes: the schemas take longer than all else."""


@pytest.fixture(scope="module")
def workbooks(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Every kind of workbook that is ever written."""
    return made_once(tmp_path_factory, "lint", lambda: _every_workbook(tmp_path_factory.mktemp("lint")))


def _every_workbook(folder: Path) -> dict[str, bytes]:
    layouts = {name: plan(load_form(name)) for name in FORMS} | {"small": plan(small_form(folder))}
    every = {f"{name}-{option}": book for name, each in layouts.items() for option, book in _options(each).items()}
    ours = layouts["gkbg-2021"]
    made = _samples(ours) | _returned(ours, folder) | _county(ours)
    return every | made | _registers(folder) | _round(folder)


def test_every_workbook_passes(workbooks: dict[str, bytes]) -> None:
    """Nothing is wrong with any of them, and each holds formulas to look at."""
    seen = {name: (complaints(book), count_formulas(book)) for name, book in workbooks.items()}
    told = {name: found for name, (found, _) in seen.items() if found}
    assert told == {name: [f"{cell}: function TODAY"] for name, cell in TODAY.items()}
    bare = {name for name, (_, formulas) in seen.items() if formulas < 30}
    assert bare == {"roster", "findings-list", "status", "letters-list"}
    assert len(workbooks) > 6 * (len(FORMS) + 1) + 10


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_is_as_the_schemas_have_it(name: str, workbooks: dict[str, bytes], tmp_path: Path) -> None:
    """Each part of each kind of workbook has the elements, attributes and values of ISO 29500, in their order."""
    path = tmp_path / f"{name}.xlsx"
    path.write_bytes(workbooks[name])
    assert unlawful(path) == []


def test_every_cached_result_is_true(workbooks: dict[str, bytes], recalculate: Convert, tmp_path: Path) -> None:
    """LibreOffice comes to the value that each formula of each workbook was written with."""
    paths = [tmp_path / f"{name}.xlsx" for name in workbooks]
    for path, book in zip(paths, workbooks.values(), strict=True):
        path.write_bytes(book)
    anew = [path.read_bytes() for path in recalculate(paths, tmp_path / "out")]
    wrong = {name: stale(book, new) for (name, book), new in zip(workbooks.items(), anew, strict=True)}
    moving = {name: f"{cell}: shows" for name, cell in TODAY.items()}
    told = {
        name: [line for line in lines if not line.startswith(moving.get(name, "\0"))] for name, lines in wrong.items()
    }
    assert {name: lines[:5] for name, lines in told.items() if lines} == {}


@pytest.fixture(scope="module")
def blank() -> bytes:
    """A blank workbook to be spoiled."""
    layout = plan(load_form())
    return write_workbook(layout, identity_of(layout), {})


def _through_openpyxl(book: bytes, change: Callable[[Any], object]) -> bytes:
    spoiled = opened(book)
    change(spoiled)
    out = io.BytesIO()
    spoiled.save(out)
    return out.getvalue()


@pytest.fixture(scope="module")
def before(blank: bytes) -> list[str]:
    """What is told of the blank workbook when the library that spoils it has only read and written it."""
    return complaints(_through_openpyxl(blank, lambda _: None))


def _prompt(**said: str) -> DataValidation:
    given = {"type": "whole", "operator": "equal", "formula1": "1", "sqref": "A40", **said}
    return DataValidation(**given)


SPOILED: dict[str, tuple[Callable[[Any], object], str]] = {
    "new-function": (lambda b: b["封面"].__setitem__("F40", "=_xlfn.XLOOKUP(1,A1:A2,A1:A2)"), "function _xlfn.XLOOKUP"),
    "volatile-function": (lambda b: b["封面"].__setitem__("F40", "=SUM(OFFSET(A1,1,1))"), "function OFFSET"),
    "broken-reference": (lambda b: b["封面"].__setitem__("F40", "=SUM(#REF!,A1)"), "broken reference #REF!"),
    "lost-sheet": (lambda b: b["封面"].__setitem__("F40", "=SUM('七'!A1)"), "no such sheet '七'!A1"),
    "other-file": (lambda b: b["封面"].__setitem__("F40", "='[a.xlsx]一'!A1"), "reference to another file"),
    "whole-column": (lambda b: b["封面"].__setitem__("F40", "=SUM(A:A)"), "whole columns or rows A:A"),
    "lost-name": (lambda b: b["封面"].__setitem__("F40", "=SUM(no.such.name)"), "no such name no.such.name"),
    "half-a-range": (lambda b: b["封面"].__setitem__("F40", "=SUM(INDEX(A1:A9,2):nowhere)"), "no such name :nowhere"),
    "long-literal": (lambda b: b["封面"].__setitem__("F40", f'="{"长" * 256}"&A1'), "text of 256 characters"),
    "array-constant": (lambda b: b["封面"].__setitem__("F40", "=SUM({1,2})"), "array constant"),
    "many-arguments": (lambda b: b["封面"].__setitem__("F40", f"=SUM({','.join(['A1'] * 256)})"), "256 arguments"),
    "long-formula": (lambda b: b["封面"].__setitem__("F40", "=" + "+".join(["A1"] * 3_000)), "formula of 9000"),
    "dangling-name": (lambda b: b.defined_names.add(DefinedName("x.y", attr_text="#REF!")), "name x.y: broken"),
    "name-like-a-cell": (
        lambda b: b.defined_names.add(DefinedName("AB12", attr_text="'封面'!$A$1")),
        "name AB12 is none",
    ),
    "name-in-brackets": (
        lambda b: b.defined_names.add(DefinedName("甲（乙）", attr_text="'封面'!$A$1")),
        "name 甲（乙） is none",
    ),
    "long-list": (
        lambda b: b["封面"].add_data_validation(_prompt(type="list", formula1=f'"{"长," * 130}"')),
        "list of more than",
    ),
    "long-prompt": (lambda b: b["封面"].add_data_validation(_prompt(prompt="长" * 256)), "prompt or title of 256"),
    "long-title": (lambda b: b["封面"].add_data_validation(_prompt(promptTitle="长" * 33)), "prompt or title of 33"),
    "error-value": (lambda b: b["封面"].__setitem__("F40", "#N/A"), "error value #N/A"),
    "merged-input": (lambda b: b["封面"].merge_cells("C18:C19"), "封面!C18:C19: merged input"),
    "deep-formula": (lambda b: b["封面"].__setitem__("F40", f"={'ABS(' * 65}1{')' * 65}"), "calls 65 deep"),
    "other-sheet-in-a-format": (
        lambda b: b["封面"].conditional_formatting.add("A40", FormulaRule(formula=["'校验'!$A$16=1"])),
        "names another sheet",
    ),
    "other-sheet-in-a-validation": (
        lambda b: b["封面"].add_data_validation(_prompt(type="custom", formula1="'校验'!$A$16=1")),
        "names another sheet",
    ),
    "other-sheet-in-a-list": (
        lambda b: b["封面"].add_data_validation(_prompt(type="list", formula1="'校验'!$A$16:$A$18")),
        "names another sheet",
    ),
    "other-sheet-in-an-upper-limit": (
        lambda b: b["封面"].add_data_validation(_prompt(operator="between", formula2="'校验'!$A$16")),
        "names another sheet",
    ),
    "lost-name-in-a-list": (
        lambda b: b["封面"].add_data_validation(_prompt(type="list", formula1="no.such.list")),
        "no such name no.such.list",
    ),
    "overlap": (
        lambda b: (b["封面"].merge_cells("F40:G41"), b["封面"].merge_cells("G41:H42")),
        "merged areas overlap",
    ),
    "link-out": (lambda b: setattr(b["封面"]["F40"], "hyperlink", "https://example.org/"), "leads out of the workbook"),
    "letter-paper": (lambda b: setattr(b["封面"].page_setup, "paperSize", 1), "not A4"),
    "long-header": (lambda b: setattr(b["封面"].oddHeader.left, "text", "长" * 256), "header or footer"),
    "high-row": (lambda b: setattr(b["封面"].row_dimensions[40], "height", 410), "row 40 is 410"),
}


@pytest.mark.parametrize("name", SPOILED)
def test_what_is_wrong_is_told(name: str, blank: bytes, before: list[str]) -> None:
    """Each thing that the lint looks for is told when it is there, and was not there before."""
    change, told = SPOILED[name]
    after = complaints(_through_openpyxl(blank, change))
    assert any(told in line for line in after), after
    assert not any(told in line for line in before)


UNLAWFUL: dict[str, tuple[str, str, str, str]] = {
    "order": ("校验", r"(<sheetProtection[^>]*/>)(.*?)(<autoFilter[^>]*/>)", r"\3\2\1", "sheetProtection"),
    "element": ("校验", "</sheetData>", "</sheetData><strange/>", "strange"),
    "value": ("校验", r'orientation="\w+"', 'orientation="sideways"', "sideways"),
    "cell-type": ("校验", ' t="s"', ' t="zz"', "zz"),
    "row": ("校验", r'<row r="\d+"', '<row r="-4"', "-4"),
    "no-priority": ("校验", r' priority="\d+"', "", "priority"),
}


@pytest.mark.parametrize("name", UNLAWFUL)
def test_what_the_schemas_do_not_have_is_told(name: str, blank: bytes, tmp_path: Path) -> None:
    """An element out of order or unknown, a value that is none, an attribute that is missing: each is told by name."""
    sheet, old, new, told = UNLAWFUL[name]
    path = tmp_path / "spoiled.xlsx"
    spoil = re.compile(old, re.DOTALL)
    path.write_bytes(patch_part(blank, part_of(blank, sheet), lambda text: spoil.sub(new, text, count=1)))
    assert path.read_bytes() != blank
    assert any(told in line for line in unlawful(path))


def test_what_no_library_writes_is_told_too(blank: bytes) -> None:
    """A text too long for a cell, a part that runs code, a formula without its result, bad sheet names, lost links."""
    assert complaints(blank) == []
    long_text = patch_cell(blank, "一 总体情况", "B5", value="长" * 32_768)
    assert any("text of 32768 characters" in line for line in complaints(long_text))
    assert "part xl/vbaProject.bin" in complaints(put_part(blank, "xl/vbaProject.bin", b""))
    uncached = patch_cell(blank, "三 依申请公开", "J7", value=None)
    assert any("formula without a cached value in J7" in line for line in complaints(uncached))
    for bad in ("封/面", "'封面", "长" * 32, ""):
        assert any("sheet name" in line for line in complaints(rename_sheet(blank, "六 其他事项", bad)))
    assert complaints(rename_sheet(blank, "六 其他事项", "校验")) == ["two sheets have one name"]
    nowhere = patch_part(blank, part_of(blank, "校验"), lambda text: text.replace("location=\"'四", "location=\"'七"))
    assert any("link to no sheet '七 复议诉讼'" in line for line in complaints(nowhere))
    members = parts_of(blank)
    rels = next(name for name in members if name.endswith("workbook.xml.rels"))
    outside = members[rels].replace(b'Target="styles.xml"', b'Target="styles.xml" TargetMode="External"')
    assert any("leads out" in line for line in complaints(zipped({**members, rels: outside})))


def test_a_stale_result_is_told(blank: bytes, recalculate: Convert, tmp_path: Path) -> None:
    """A cached total that is one too high is told at its cell, once."""
    path = tmp_path / "stale.xlsx"
    path.write_bytes(patch_cell(blank, "三 依申请公开", "J7", value=1))
    (anew,) = recalculate([path], tmp_path / "out")
    assert stale(path.read_bytes(), anew.read_bytes()) == ["三 依申请公开!J7: shows 1, recalculated 0"]
