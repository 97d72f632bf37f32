"""Verify proves what a person sees: each manipulation is told at its cell with its weight, a cosmetic one is not."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from restyling import restyled
from seen_manipulations import LENT, SILENT, TOLD, TOTALS, Case
from small_county import SmallCounty, small_county
from verifying_often import each_thing_once
from xlreport.findings import Severity
from xlreport.office.adding_up.verification import verify as run
from xlreport.proof import Proof

LEAST_TOLD, LEAST_SILENT = 110, 40


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> SmallCounty:
    """The small county, merged once."""
    return small_county(tmp_path_factory.mktemp("county"))


@pytest.fixture(scope="module", autouse=True)
def once() -> Iterator[None]:
    """What a manipulation leaves alone is worked out once."""
    with each_thing_once():
        yield


def proof(folder: Path, content: bytes, county: SmallCounty) -> Proof:
    """Verify some bytes."""
    path = folder / "汇总.xlsx"
    path.write_bytes(content)
    return run(path, None, county.layout)


def heavy(made: Proof) -> list[str]:
    """What decides, in short: code, severity, place."""
    weights = (Severity.ERROR, Severity.WARNING)
    return [f"{each.code} {each.severity.value} {each.place}" for each in made.findings if each.severity in weights]


def named(cases: Sequence[Case]) -> pytest.MarkDecorator:
    """The cases by their names."""
    return pytest.mark.parametrize("case", cases, ids=[name for name, _, _ in cases])


def test_there_are_enough_manipulations() -> None:
    """Over 150 in all, at least 40 of which must stay proven; no name twice."""
    assert len(TOLD) >= LEAST_TOLD
    assert len(SILENT) >= LEAST_SILENT
    names = [name for name, _, _ in (*TOLD, *SILENT)]
    assert len(set(names)) == len(names)


def test_an_untouched_workbook_is_proven(tmp_path: Path, county: SmallCounty) -> None:
    """No finding at all."""
    assert proof(tmp_path, county.book, county).findings == ()


@named(TOLD)
def test_each_manipulation_is_told(case: Case, county: SmallCounty, tmp_path: Path) -> None:
    """With its code, its weight and its place, and nothing else is claimed."""
    _, expected, change = case
    codes, severity, *place = expected.split(" ", maxsplit=2)
    made = proof(tmp_path, change(county), county)
    lines = heavy(made)
    assert made.state == "differs"
    assert {line.split(" ")[0] for line in lines} == set(codes.split(",")), lines
    assert any(
        line.startswith(tuple(f"{code} {severity} {''.join(place)}" for code in codes.split(","))) for line in lines
    ), lines


@named(SILENT)
def test_what_shows_the_same_stays_proven(case: Case, county: SmallCounty, tmp_path: Path) -> None:
    """Cosmetic changes, and what another program writes otherwise, are no differences; notes may remain."""
    _, _, change = case
    made = proof(tmp_path, change(county), county)
    assert (heavy(made), made.state) == ([], "proven")


def test_saved_by_openpyxl_it_stays_proven_and_manipulations_are_told(tmp_path: Path, county: SmallCounty) -> None:
    """A library that keeps no results: a note; a figure as format is told all the same."""
    path = tmp_path / "again.xlsx"
    for content, state in ((county.book, "proven"), (restyled(county.book, TOTALS, LENT, code='"999"'), "differs")):
        path.write_bytes(content)
        openpyxl.load_workbook(path).save(path)
        made = proof(tmp_path, path.read_bytes(), county)
        assert made.state == state, heavy(made)
    assert f"V38 error {TOTALS}!{LENT}" in heavy(made)


def test_saved_by_libreoffice_it_stays_proven_and_manipulations_are_told(
    tmp_path: Path, county: SmallCounty, recalculate: Any
) -> None:
    """Another program's styles, colours, widths and charts are no differences; white figures are."""
    white = restyled(county.book, TOTALS, LENT, font='<sz val="11"/><color rgb="FFFFFFFF"/><name val="宋体"/>')
    paths = [tmp_path / "honest.xlsx", tmp_path / "white.xlsx"]
    for path, content in zip(paths, (county.book, white), strict=True):
        path.write_bytes(content)
    honest, altered = (proof(tmp_path, path.read_bytes(), county) for path in recalculate(paths, tmp_path / "saved"))
    assert (heavy(honest), honest.state) == ([], "proven")
    assert f"V39 warning {TOTALS}!{LENT}" in heavy(altered)
