"""Whatever somebody leaves in cells, a finding about one cell quotes what stands in that cell."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from filled import FORM, LAYOUT, filled, put, raw_text
from patching import Patch, patch_cell, typed
from xlreport.cells import Area
from xlreport.escapes import visible
from xlreport.findings import Finding, Severity
from xlreport.office.taking_in.intake import receive

NUMBERS = [each.id for each in FORM.numbers if each.id.split(".")[0] in {"disclosure", "requests", "disputes"}]
OWN_CELL = ("N", "I31", "I32", "I33")
OTHERS = [each.id for each in FORM.fields.values() if each.id not in NUMBERS and each.id not in FORM.computed]
LABELS = [(sheet.name, str(label.area.first)) for sheet in LAYOUT.sheets for label in sheet.labels if sheet.section]
PROSE = (
    "新收申请417件，办结3件。",
    "无",
    "较上年增长20%，公开率达到100%。",
    "联系人 13800138000",
    "2024年，XXX局",
    "2026-02-30",
    "是",
)

contents = st.one_of(
    st.integers(-3, 5000).map(typed),
    st.decimals(-2, 99, places=3).map(typed),
    st.sampled_from(("3件", "无", "/", "５", " 7 ", "1,234", "", "a<b&c", "{found}", "=1+1", "—", "一")).map(typed),
    st.sampled_from(("#REF!", "#DIV/0!", "#N/A")).map(lambda name: typed(name, "e")),
    st.booleans().map(typed),
    st.just(typed(None)),
    st.integers(0, 9).map(lambda number: Patch(value=number, formula=f"{number}+0")),
    st.text(st.characters(min_codepoint=32, max_codepoint=0x2FFF, exclude_categories=("Cs", "Cn")), max_size=12).map(
        typed
    ),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for one workbook after the other."""
    return tmp_path_factory.mktemp("quotes")


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(changes=st.dictionaries(st.sampled_from(NUMBERS), contents, min_size=1, max_size=4))
def test_a_finding_quotes_its_cell(folder: Path, changes: dict[str, Patch]) -> None:
    """The quoted text is the cell's raw text; its place, field and label belong together; nothing is left unfilled."""
    content = put(filled("county-ZRZ").content, changes)
    path = folder / "return.xlsx"
    path.write_bytes(content)
    for finding in receive(path, LAYOUT).findings:
        if finding.field and finding.severity is not Severity.SKIPPED:
            _holds_together(finding)
            if finding.code.startswith(OWN_CELL) or _speaks_of_one_typed_cell(finding):
                assert raw_text(content, finding.sheet, finding.cell) == finding.found


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(
    fields=st.dictionaries(st.sampled_from(OTHERS), contents | st.sampled_from(PROSE).map(typed), max_size=4),
    labels=st.dictionaries(st.sampled_from(LABELS), st.sampled_from(("", "改", "合计", "<&>")), max_size=2),
)
def test_whatever_is_quoted_stands_there(
    folder: Path, fields: dict[str, Patch], labels: dict[tuple[str, str], str]
) -> None:
    """In texts, choices, dates and labels too: what a finding quotes of the cells it names stands in them."""
    content = put(filled("county-ZRZ").content, fields)
    for (sheet, cell), text in labels.items():
        content = patch_cell(content, sheet, cell, value=text)
    path = folder / "return.xlsx"
    path.write_bytes(content)
    for finding in receive(path, LAYOUT).findings:
        if not (finding.sheet and finding.cell) or finding.severity is Severity.SKIPPED:
            continue
        there = _all_of(content, finding)
        assert finding.quote in there
        if finding.code == "F02":
            assert finding.found == raw_text(content, finding.sheet, finding.cell)
        elif finding.code in {"N04", "N05", "N06", "I14"}:
            assert finding.found in there


def _all_of(content: bytes, finding: Finding) -> str:
    """What stands in the cells of a finding, a line each."""
    cells = (cell for area in finding.cell.split(",") for cell in Area.parse(area))
    return "\n".join(filter(None, (raw_text(content, finding.sheet, str(cell)) for cell in cells)))


def _holds_together(finding: Finding) -> None:
    place = LAYOUT.places[finding.field]
    assert (finding.sheet, finding.cell) == (place.sheet, str(place.area))
    assert finding.label == FORM.fields[finding.field].label
    assert finding.code == "F03" or visible(finding.found) in finding.message.zh


def _speaks_of_one_typed_cell(finding: Finding) -> bool:
    """Tell whether a relation's left side is one cell that was typed as a plain number."""
    statements = [
        line.statement
        for line in LAYOUT.lines
        if line.relation.code == finding.code and line.statement.left[0].field == finding.field
    ]
    alone = all(len(each.left) == 1 and not each.left_constant for each in statements)
    return bool(statements) and alone and finding.field not in FORM.computed and _plain(finding.found)


def _plain(text: str) -> bool:
    return Decimal(text) == int(Decimal(text))
