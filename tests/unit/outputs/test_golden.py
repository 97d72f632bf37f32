"""Every output of the same findings, in both languages, as the golden files have it.

`pytest tests/unit/outputs/test_golden.py --update-transcripts` writes what comes out now; read the difference before it
is committed.
"""

import io
import json
from pathlib import Path

import openpyxl
import pytest

from filled import FORM, LAYOUT, filled
from xlreport import identity_of
from xlreport.checks import waiver_findings
from xlreport.language import Language
from xlreport.office.taking_in.intake import receive
from xlreport.outputs import data, terminal
from xlreport.outputs.files import OUTPUTS, Validated
from xlreport.rounds import WAIVERS_FILE, Waiver
from xlreport.rule_lists import every_rule
from xlreport.submissions import Return, Value
from xlreport.writing import write_workbook

GOLDEN = Path(__file__).parent / "golden"
WRONG: dict[str, Value] = {
    "cover.unit_name": "<b>某局</b>",
    "requests.received.natural": 372,
    "requests.granted.business": "3件",
    "requests.carried_in.natural": "=1+1",
    "overview.active": "2019年<script>alert(1)</script>公开XX条，联系13812345678。",
    "last.disclosure.normative.in_force": 5,
    "cover.answer_1.rule": "X01",
    "cover.answer_1.reason": "清理 <i>文件</i>",
}
OUTPUT = ["terminal", "quiet", "verbose", "json", *OUTPUTS]


@pytest.fixture(scope="module")
def returns(tmp_path_factory: pytest.TempPathFactory) -> list[Return]:
    """A return with errors, warnings, an answer and hostile text; a clean one; one that is no workbook."""
    folder = tmp_path_factory.mktemp("returns")
    given = filled("county-ZRZ")
    identity = identity_of(LAYOUT, unit_code="230381-ZRZ", unit_name="<b>某局</b>", unit_kind="department", year="2025")
    (folder / "1 退回.xlsx").write_bytes(write_workbook(LAYOUT, identity, {**given.values, **WRONG}))
    (folder / "2 通过.xlsx").write_bytes(given.content)
    (folder / "3 残.xlsx").write_bytes(b"PK\x03\x04 half a file")
    return [receive(path, LAYOUT) for path in sorted(folder.iterdir())]


WAIVER = Waiver(code="X02", unit="230381-ZRZ", who="王某", why="<i>清理</i>")
ROUND = tuple(each.within(WAIVERS_FILE) for each in waiver_findings((WAIVER,), []))


def told(returns: list[Return], language: Language) -> Validated:
    """The returns with everything that an output wants to know."""
    titles = {code: rule.title for code, rule in every_rule(FORM).items()}
    links = [each.file.replace(" ", "%20") for each in returns]
    return Validated(returns=returns, layout=LAYOUT, language=language, titles=titles, links=links, findings=ROUND)


def printed(name: str, returns: list[Return], language: Language) -> str:
    """What an output says, as text; a workbook cell by cell, with its links."""
    if name == "json":
        return data.printed(data.validation(returns, language, ROUND)) + "\n"
    if name in {"terminal", "quiet", "verbose"}:
        out = terminal.console()
        detail = {"quiet": terminal.Detail.QUIET, "verbose": terminal.Detail.VERBOSE}.get(name, terminal.Detail.USUAL)
        with out.capture() as said:
            terminal.show_returns(out, returns, language, detail, ROUND)
        return said.get()
    content = OUTPUTS[name](told(returns, language))
    return _cells(content) if name == "xlsx" else content.decode()


def _cells(content: bytes) -> str:
    book = openpyxl.load_workbook(io.BytesIO(content))
    lines = []
    for sheet in book:
        lines.append(f"== {sheet.title} {sheet.auto_filter.ref or ''} {sheet.freeze_panes or ''}")
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.value is not None):
            link = f" -> {cell.hyperlink.target}#{cell.hyperlink.location}" if cell.hyperlink else ""
            lines.append(f"{cell.coordinate} {cell.data_type} {cell.value!r}{link}")
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", OUTPUT)
def test_each_output(name: str, language: Language, returns: list[Return], pytestconfig: pytest.Config) -> None:
    """As the golden file has it, letter for letter."""
    golden = GOLDEN / f"{name}.{language}.txt"
    said = printed(name, returns, language)
    said = said.replace(returns[0].sha256, "<sha256>").replace(returns[1].sha256, "<sha256>")
    if pytestconfig.getoption("--update-transcripts"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(said, encoding="utf-8", newline="\n")
    assert said == golden.read_text(encoding="utf-8")


def test_hostile_text_stays_text(returns: list[Return]) -> None:
    """No tag of a return becomes one of the page, no formula one of the workbook."""
    page = OUTPUTS["html"](told(returns, "zh")).decode()
    assert "<b>某局" not in page
    assert "&lt;b&gt;某局" in page
    assert page.count("<script>") == 1
    cells = _cells(OUTPUTS["xlsx"](told(returns, "zh")))
    assert " f '" not in cells


def test_the_page_asks_nothing_of_the_network(returns: list[Return]) -> None:
    """One file: no address in it, and a policy that forbids any."""
    page = OUTPUTS["html"](told(returns, "zh")).decode()
    assert "http:" not in page
    assert "https:" not in page
    assert "default-src 'none'" in page


def test_the_same_findings_give_the_same_bytes(returns: list[Return]) -> None:
    """Each file twice."""
    for output in OUTPUTS.values():
        assert output(told(returns, "zh")) == output(told(returns, "zh"))


def test_every_line_stands_alone(returns: list[Return]) -> None:
    """Each line of JSON Lines names file, unit, code and place."""
    lines = OUTPUTS["jsonl"](told(returns, "en")).decode().splitlines()
    findings = [json.loads(line) for line in lines]
    assert len(findings) == sum(len(each.findings) for each in returns) + len(ROUND)
    assert all({"file", "unit", "code", "sheet", "cell", "message"} <= set(each) for each in findings)
