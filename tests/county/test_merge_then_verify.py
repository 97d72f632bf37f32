"""A merge that nobody touched is proven, whatever legal thing the returns, their names and the round say."""

import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from areas_made import EAST, EAST_UNIT, FEES, RECEIVED, county, merged, roster_of
from patching import Patch, patch_cells, typed
from returns_made import LAYOUT, answers, workbook
from xlreport.merging import Ledger, consolidated
from xlreport.office.adding_up.consolidation import merge
from xlreport.office.adding_up.verification import verify
from xlreport.rounds import Roster
from xlreport.submissions import Value

TEXT = "overview.active"
PARAGRAPHS = LAYOUT.form.fields[TEXT].paragraphs
NASTY = (
    *("=1+1", "+1", "-1", "@SUM(A1)", "{=1}", "'引号", "#REF!", "TRUE", "1E5", "00123", "1234567890123456789"),
    *("_x005F_", "x005F_", "_x000D_", "_x005F_x000D_", "_x005f_x", "a_x0041_b", "____", "\ufffe字\uffff", "\x01\x0b"),
    *("<r><t>x</t></r>", "<r>", "&amp;&<>\"'", "&9&R&D", "2025", "http://x.cn/a b#c", "[1]Sheet!A1", "{unit} {}"),
    *("😀" * 90, " 前后 ", "　全角　", "\t制表\t", "\u200b零宽\ufeff", "\u202e右到左", "\u2028行\u0085", "㍿ﷺ", "é"),
    *("%20%41%", "%"),
)
"""Texts that a clerk may type or paste."""
LONG = ("一\n二\n\n三", "a\r\nb\rc", "长" * 32_767, "😀" * 16_000, "=" * 32_767, "行\n" * 7)
"""Those that are no line."""


def round_of(folder: Path, region: str = "某县", names: Sequence[str] = ()) -> Path:
    """A round's folder, its roster in the order of the names."""
    (folder / "inbox").mkdir(parents=True)
    said = region.replace("\\", "\\\\").replace('"', '\\"')
    (folder / "xlreport.toml").write_text(f'region = "{said}"\nyear = 2025\nform = "gkbg-2021"\n', encoding="utf-8")
    lines = [f'U{number},"{name}",department' for number, name in enumerate(names)]
    (folder / "roster.csv").write_text("\n".join(["code,name,kind", *lines]), encoding="utf-8")
    return folder


def proven(folder: Path, *, draft: bool = False) -> Ledger:
    """Merge a round or an inbox and expect the proof to have nothing to say; give the ledger."""
    inbox = folder / "inbox"
    place = folder if (folder / "xlreport.toml").exists() else inbox
    made = merge([place], folder / "汇总.xlsx", LAYOUT, draft=draft)
    proof = verify(made.output, [inbox], LAYOUT)
    assert [(each.code, each.place, each.found, each.expected) for each in proof.findings] == []
    return made.ledger


def bare(text: str) -> str:
    """A text without blanks."""
    return "".join(text.split())


def hand_in(inbox: Path, name: str, code: str, said: Mapping[str, Value]) -> None:
    """Put a unit's return into the inbox."""
    (inbox / name).parent.mkdir(parents=True, exist_ok=True)
    (inbox / name).write_bytes(workbook({**answers(code), **said}))


def test_any_text_and_any_name(tmp_path: Path) -> None:
    """Each text in its own return, beside a unit of that name; what is merged is what was typed."""
    inbox = tmp_path / "inbox"
    for number, text in enumerate((*NASTY, *LONG)):
        name = text if text in NASTY else "单位"
        hand_in(inbox, f"U{number:02}.xlsx", f"U{number:02}", {TEXT: text, "cover.unit_name": name})
    ledger = proven(tmp_path, draft=True)
    assert [bare(row.texts[TEXT]) for row in ledger.rows] == list(map(bare, (*NASTY, *LONG)))
    assert [row.name for row in ledger.rows[: len(NASTY)]] == [text.strip() for text in NASTY]


def fits(text: str) -> bool:
    """Whether the workbook has rows for its paragraphs."""
    return text.count("\n") < PARAGRAPHS


PIECE = st.sampled_from([*"_x0F5D=&<>#% '\"", "\n", "\t", "\r", "\ufffe", "\x0b", "😀", "字", "_x000D_", "<r>"])


TEXTS = st.lists(PIECE, min_size=1, max_size=40).map("".join).filter(fits)


@settings(max_examples=5, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(TEXTS, min_size=12, max_size=12))
def test_any_text_made_of_such_pieces(texts: list[str], tmp_path_factory: pytest.TempPathFactory) -> None:
    """Pieces that are an escape, a formula or a part of XML only when they come together."""
    folder = tmp_path_factory.mktemp("pieces")
    for number, text in enumerate(texts):
        hand_in(folder / "inbox", f"U{number:02}.xlsx", f"U{number:02}", {TEXT: text})
    ledger = proven(folder, draft=True)
    assert [bare(row.texts.get(TEXT, "")) for row in ledger.rows] == list(map(bare, texts))


@pytest.mark.parametrize(
    "region", ["=1+1", "&9&R", "2025 区", "_x000D_县", "😀 & <县>", "长" * 200, '引"号\\县', "-县", "@市"]
)
def test_any_region(region: str, tmp_path: Path) -> None:
    """On the cover, in the headers of print, in the properties; and names of units that begin like a formula."""
    names = ("=单位", "+单位", "-单位", "@单位", "&单位", "长" * 200)
    folder = round_of(tmp_path / "round", region, names)
    for number, name in enumerate(names):
        hand_in(folder / "inbox", f"U{number}.xlsx", f"U{number}", {"cover.unit_name": name, "cover.region": region})
    ledger = proven(folder)
    assert (ledger.region, [row.name for row in ledger.rows]) == (region, list(names))


FILES = (
    *("a b.xlsx", "a%20b.xlsx", "a#b.xlsx", "100%.xlsx", "a%23 b#c.xlsx", "a[1].xlsx", "a&b'c.xlsx", "😀 中文.xlsx"),
    *("下级 #1/甲 乙.xlsx", "=1+1.xlsx", "-1.xlsx", "_x000D_.xlsx", "a;b,c=d+e@.xlsx", "a{b}^`.xlsx"),
)


def test_any_file_name_and_its_links_lead_to_it(tmp_path: Path) -> None:
    """Each file has its links, and each link, its escapes resolved, names a file that is there."""
    folder = round_of(tmp_path / "round", names=[f"U{number} 单位" for number in range(len(FILES))])
    for number, name in enumerate(FILES):
        hand_in(folder / "inbox", name, f"U{number}", {})
    proven(folder)
    targets = set(linked(folder / "汇总.xlsx"))
    assert {unquote(target).replace("\\", "/") for target in targets} == {f"inbox/{name}" for name in FILES}
    assert len(targets) == len(FILES)


def linked(path: Path) -> list[str]:
    """The files that a workbook's links lead to."""
    with zipfile.ZipFile(path) as archive:
        rels = [ET.fromstring(archive.read(each)) for each in archive.namelist() if "sheets/_rels" in each]  # noqa: S314
    return [each.get("Target", "") for part in rels for each in part if each.get("TargetMode") == "External"]


LONG_NUMBERS = (
    *("0.1234567890123456789", "999999999999.1234", "123456789012345678", "1234567890123456.5", "0.30000000000000004"),
)


@pytest.mark.parametrize("as_text", [True, False], ids=["text", "number"])
def test_numbers_of_more_digits_than_a_cell_holds(as_text: bool, tmp_path: Path) -> None:  # noqa: FBT001
    """Typed as text or stored by a program that keeps more than 15: the ledger has what its cell can hold."""
    place = LAYOUT.places[FEES]
    (tmp_path / "inbox").mkdir()
    for number, text in enumerate(LONG_NUMBERS):
        patch = typed(text) if as_text else Patch(value=Decimal(text))
        content = patch_cells(workbook(answers(f"U{number}")), {place.sheet: {str(place.cell): patch}})
        (tmp_path / "inbox" / f"U{number}.xlsx").write_bytes(content)
    ledger = proven(tmp_path, draft=True)
    assert [str(row.numbers[FEES]) for row in ledger.rows] == [
        *("0.123456789012346", "999999999999.123", "123456789012346000", "1234567890123460", "0.3"),
    ]


def test_a_total_of_more_digits_than_a_cell_holds_goes_up(tmp_path: Path) -> None:
    """A county whose fees add up to 16 digits: the prefecture's ledger has 15 of them and is proven."""
    content = county(tmp_path / "east", "东岭县", EAST)
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "东岭县.xlsx").write_bytes(content)
    lower = merged([tmp_path / "east"], roster_of(EAST), "东岭县")
    large = [replace(row, numbers={**row.numbers, FEES: Decimal("999999999999.123")}) for row in lower.rows]
    (tmp_path / "inbox" / "东岭县.xlsx").write_bytes(consolidated(replace(lower, rows=tuple(large)), LAYOUT)[0])
    upper = merged([tmp_path / "inbox"], Roster(units=(EAST_UNIT,)), "青岭市")
    path = tmp_path / "青岭市.xlsx"
    path.write_bytes(consolidated(upper, LAYOUT)[0])
    proof = verify(path, [tmp_path / "inbox"], LAYOUT)
    assert (proof.state, [each.code for each in proof.findings]) == ("proven", ["V31"])
    assert upper.rows[0].numbers[FEES] == Decimal("2999999999997.37")


def test_one_return_with_endless_lines_stops_nobody(tmp_path: Path) -> None:
    """It is sent back; the others count, and the proof holds."""
    for number, field in enumerate(("cover.unit_name", "cover.unit_code", "cover.region", "cover.submitted_on")):
        hand_in(tmp_path / "inbox", f"bad{number}.xlsx", f"X{number}", {field: "长" * 32_767})
    hand_in(tmp_path / "inbox", "U.xlsx", "U", {RECEIVED: 0})
    ledger = proven(tmp_path)
    assert [row.code for row in ledger.rows] == ["U"]
    assert {line.decision.value for line in ledger.files if line.code != "U"} == {"rejected"}


def test_a_trial_of_what_can_be_no_figure(tmp_path: Path) -> None:
    """Below nought, with decimals, of 30 and of 301 digits, formulas without a result: a trial of them is proven.

    What has more than twenty digits is in no sum: beside it a cell would hold none of the others.
    """
    named = (RECEIVED, "requests.carried_out.natural", FEES, "requests.blank_is_zero")
    place, out, fee, flag = (LAYOUT.places[each] for each in named)
    numbers = (-3, Decimal("1.5"), Decimal("9" * 30), Decimal("1E+300"), 7)
    formulas = (Patch(value=None, formula="1+1"), Patch(value="", type="str", formula='A1&""'))
    patches = {f"U{number}": each for number, each in enumerate((*(Patch(value=each) for each in numbers), *formulas))}
    (tmp_path / "inbox").mkdir()
    for code, patch in patches.items():
        cells = {place.sheet: {str(place.cell): patch, str(out.cell): patch, str(flag.cell): Patch(value="是")}}
        if code == "U3":
            cells[fee.sheet] = {str(fee.cell): Patch(value=Decimal("1E+300"))}
        (tmp_path / "inbox" / f"{code}.xlsx").write_bytes(patch_cells(workbook(answers(code)), cells))
    ledger = proven(tmp_path, draft=True)
    known = {row.code: row.numbers.get(RECEIVED) for row in ledger.rows}
    assert known == {"U0": -3, "U1": Decimal("1.5"), "U2": None, "U3": None, "U4": 7, "U5": None, "U6": None}
    assert next(row for row in ledger.rows if row.code == "U3").numbers.get(FEES) is None
