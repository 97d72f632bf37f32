"""The ledger as CSV, JSON and Parquet: exact figures, texts that no spreadsheet program runs, documented columns."""

import csv
import io
import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import bool_, decimal128, int64, parquet, utf8

from bounded import bounded
from returns_made import FORM, LAYOUT, answers, ledger, taken_in
from xlreport.errors import XlreportError
from xlreport.merging import Row
from xlreport.outputs.ledger_data import COLUMNS, ExportLine, export_lines, guarded, ledger_csv, ledger_json
from xlreport.outputs.ledger_parquet import ledger_parquet

FEES, RECEIVED, TOTAL = "disclosure.fees.amount", "requests.received.natural", "requests.received.total"
YUAN, ITEMS = "matters.fee_yuan", "overview.website_items"
ABOUT = {"form": "gkbg-2021", "edition": "1", "year": "2025", "region": "某县", "draft": "no"}
EVERY = [*COLUMNS, *(field.id for field in FORM.numbers), *(field.id for field in FORM.singles)]
RUN = ("=1+1", "+1", "-1+2", "@SUM(A1)", " =1+1", "\t=1", "\n@x", "＝1+1", "－1")
REMADE = (
    "007",
    "3-1",
    "1/2",
    "112303810017123456",
    "1e5",
    "230381E1",
    "1.50",
    "50%",
    "2026年1月3日",
    "12:30",
    "1,234",
    "¥5",
    "TRUE",
    "SEP-2",
    "mar1",
)
KEPT = ("230381-ZFB", "某局", "0", "15", "230381001", "2026-01-15", "第3号", "a=1", "MB0X12345Y", "")


def lines() -> list[ExportLine]:
    """Three units: amounts with four decimals, one with a table that says nothing, one taken out."""
    made = ledger(
        taken_in(answers("A", {RECEIVED: 3, FEES: Decimal("59237.2449"), YUAN: Decimal("100.5"), ITEMS: 640})),
        taken_in({**answers("B", {RECEIVED: 20, FEES: Decimal("0.1")}), "disputes.blank_is_zero": False}),
        taken_in(answers("C", {RECEIVED: 999_999_999_999}, day="2026-01-31"), state="accepted_with_warnings"),
    )
    return list(export_lines(made, {"C"}))


def table_of(content: bytes) -> list[dict[str, str]]:
    """The rows of a CSV file by its header."""
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_csv_says_what_the_ledger_says() -> None:
    """Every column in order, figures in plain digits, blanks empty, flags yes and no, UTF-8 with BOM and CRLF."""
    content = ledger_csv(lines(), LAYOUT, ABOUT)
    assert content.startswith(b"\xef\xbb\xbfcode,name,")
    assert content.count(b"\r\n") == 4
    a, b, c = table_of(content)
    assert list(a) == EVERY
    assert len(EVERY) == 10 + 200 + 4
    assert (a["code"], a["name"], a["kind"], a["tier"], a["include"]) == ("A", "A 单位", "government", "本级", "yes")
    assert (a[RECEIVED], a[TOTAL], a[FEES], a[YUAN], a[ITEMS]) == ("3", "3", "59237.2449", "100.5", "640")
    assert (a["file"], a["sha256"], a["submitted_on"]) == ("A.xlsx", lines()[0].row.sha256, "2026-01-10")
    assert (b[FEES], b[YUAN], b["disputes.review.upheld"], b["disputes.review.total"]) == ("0.1", "", "", "")
    assert (c["include"], c["tier"], c[RECEIVED], c[FEES]) == ("no", "乡镇街道", "999999999999", "0")
    assert (c["submitted_on"], c["state"], c["findings"]) == ("2026-01-31", "accepted_with_warnings", "0")


def test_json_says_the_same() -> None:
    """What holds for all first; counts as numbers, amounts as strings, null where there is no figure."""
    told = json.loads(ledger_json(lines(), LAYOUT, ABOUT))
    assert {key: told[key] for key in ABOUT} == ABOUT
    a, b, c = told["units"]
    assert list(a) == [*COLUMNS, "numbers"]
    assert [*COLUMNS, *a["numbers"]] == EVERY
    assert [unit["include"] for unit in (a, b, c)] == [True, True, False]
    figures: dict[str, Any] = a["numbers"]
    assert (figures[RECEIVED], figures[FEES], figures[YUAN], figures[ITEMS]) == (3, "59237.2449", "100.5", 640)
    assert (b["numbers"]["disputes.review.upheld"], b["numbers"][YUAN]) == (None, None)
    assert c["numbers"][RECEIVED] == 999_999_999_999


def test_parquet_says_the_same_exactly() -> None:
    """Counts are int64, amounts decimals without a float in between, flags truth values; the metadata says of what."""
    table = parquet.read_table(io.BytesIO(ledger_parquet(lines(), LAYOUT, ABOUT)))
    assert table.schema.names == EVERY
    types = {name: table.schema.field(name).type for name in ("code", "include", "findings", RECEIVED, FEES)}
    assert types == {
        "code": utf8(),
        "include": bool_(),
        "findings": int64(),
        RECEIVED: int64(),
        FEES: decimal128(28, 8),
    }
    assert {key.decode(): value.decode() for key, value in table.schema.metadata.items()} == ABOUT
    a, b, c = table.to_pylist()
    assert (a[RECEIVED], a[FEES], a[YUAN], a["include"]) == (3, Decimal("59237.2449"), Decimal("100.5"), True)
    assert (b["disputes.review.upheld"], b[YUAN], b[FEES]) == (None, None, Decimal("0.1"))
    assert (c["include"], c[RECEIVED]) == (False, 999_999_999_999)


@pytest.mark.parametrize(
    ("field", "number"),
    [(FEES, Decimal("0.123456789")), (FEES, 10**20), (RECEIVED, Decimal("1.5")), (RECEIVED, 2**63)],
)
def test_parquet_refuses_what_does_not_fit(field: str, number: int | Decimal) -> None:
    """Nothing is rounded: the unit, the field and the figure are named."""
    row = lines()[0].row
    wide = replace(row, numbers={**row.numbers, field: number})
    with pytest.raises(XlreportError) as caught:
        ledger_parquet([ExportLine(row=wide, included=True)], LAYOUT, ABOUT)
    assert str(caught.value).startswith(f"A {field}（")
    assert f" {Decimal(number):f} 放不进" in str(caught.value)
    figure = table_of(ledger_csv([ExportLine(row=wide, included=True)], LAYOUT, ABOUT))[0][field]
    assert Decimal(figure) == number


@pytest.mark.parametrize("text", [*RUN, *REMADE, "'quoted"])
def test_text_that_would_be_run_or_remade_is_guarded(text: str) -> None:
    """One apostrophe before it, no more."""
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", KEPT)
def test_other_text_stands_as_it_is(text: str) -> None:
    """Names, usual codes, days and whole numbers need no guard."""
    assert guarded(text) == text


@given(st.text() | st.text("='+-@0123456789.,/:% eE年月日"))
def test_a_guard_can_be_taken_off(text: str) -> None:
    """Taking one apostrophe off the beginning gives every text back; what stays never begins as a formula."""
    assert guarded(text).removeprefix("'") == text
    assert guarded(text).lstrip()[:1] not in {"=", "+", "-", "@"}


def _named(row: Row, name: str) -> ExportLine:
    return ExportLine(row=replace(row, code=name or "-", name=name, file=f'{name},"x"\n'), included=True)


def test_a_spreadsheet_program_opens_the_same_values(tmp_path: Path, soffice: Path, soffice_profile: Path) -> None:
    """Opened by LibreOffice every figure is that number, every text that text, nothing is a formula or a date."""
    row = lines()[0].row
    given_ = [*lines(), *(_named(row, text) for text in (*RUN, *REMADE, *KEPT) if text.strip() == text)]
    path = tmp_path / "ledger.csv"
    path.write_bytes(ledger_csv(given_, LAYOUT, ABOUT))
    sheet = openpyxl.load_workbook(_opened(path, soffice, soffice_profile)).active
    header, *rows = sheet.iter_rows(values_only=True)
    assert list(header) == EVERY
    assert len(rows) == len(given_)
    for line, cells in zip(given_, rows, strict=True):
        seen = dict(zip(EVERY, cells, strict=True))
        figures = {field.id: line.figure(field) for field in (*FORM.numbers, *FORM.singles)}
        assert {field: None if seen[field] is None else Decimal(str(seen[field])) for field in figures} == figures
        for column in ("code", "name"):
            text = getattr(line.row, column)
            assert _shown(seen[column]) == guarded(text)
        assert seen["file"] == guarded(line.row.file)
        assert seen["include"] == ("yes" if line.included else "no")


def _opened(path: Path, soffice: Path, profile: Path) -> Path:
    """Open a CSV file as LibreOffice's own dialog would, UTF-8 and all guesses about numbers on, and save it."""
    command: list[str | Path] = [
        soffice,
        f"-env:UserInstallation={profile.resolve().as_uri()}",
        *("--headless", "--norestore", "--nologo", "--infilter=CSV:44,34,76,1,,0,false,true,false"),
        *("--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", path.parent / "opened", path),
    ]
    bounded(command, capture_output=True, check=True)
    return path.parent / "opened" / f"{path.stem}.xlsx"


def _shown(value: Any) -> str:
    """A cell's value as it is shown: a day in ISO form, a number in plain digits."""
    return "" if value is None else value.date().isoformat() if hasattr(value, "date") else str(value)
