"""A1 arithmetic."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter

from xlreport.cells import MAX_COLUMN, MAX_ROW, Area, Cell, address, areas_of, column_name, quoted, ranges

cells = st.builds(Cell, st.integers(0, MAX_ROW - 1), st.integers(0, MAX_COLUMN - 1))
near = st.builds(Cell, st.integers(0, 12), st.integers(0, 12))
areas = st.builds(Area.of, near, st.integers(1, 5), st.integers(1, 5))


@given(cell=cells)
def test_a_name_reads_back(cell: Cell) -> None:
    """Every cell of a sheet is read back from its name, plain or absolute, in either case."""
    assert Cell.parse(str(cell)) == Cell.parse(cell.absolute) == Cell.parse(str(cell).lower()) == cell


@given(column=st.integers(0, MAX_COLUMN - 1))
def test_column_letters_are_those_of_openpyxl(column: int) -> None:
    """The letters agree with an independent program's."""
    assert column_name(column) == get_column_letter(column + 1)


@pytest.mark.parametrize(
    "text", ["", "A", "1", "A0", "A-1", "XFE1", "A1048577", "AAAA1", "A1:B2", "Ａ1", "A１", "A1 ", "$A$"]
)
def test_what_is_no_cell_is_refused(text: str) -> None:
    """A text that names no cell of a sheet is a ValueError that quotes it."""
    with pytest.raises(ValueError, match=r"not a cell|outside a sheet"):
        Cell.parse(text)


@given(area=areas)
def test_an_area_holds_its_cells(area: Area) -> None:
    """Counting, iterating, containing and naming agree."""
    inside = list(area)
    assert len(inside) == area.rows * area.columns == len(set(inside))
    assert all(cell in area for cell in inside)
    assert area.last.shifted(rows=1) not in area
    assert Area.parse(str(area)) == Area.parse(area.absolute) == area


@given(one=areas, other=areas)
def test_areas_overlap_when_they_share_a_cell(one: Area, other: Area) -> None:
    """The arithmetic agrees with the sets of cells, both ways round."""
    assert one.overlaps(other) == other.overlaps(one) == bool(set(one) & set(other))


@given(some=st.lists(near))
def test_covering_areas_hold_exactly_the_cells(some: list[Cell]) -> None:
    """No cell is lost, added, or covered twice."""
    covered = [cell for area in areas_of(some) for cell in area]
    assert sorted(covered) == sorted(set(some))


@given(area=areas)
def test_a_rectangle_is_covered_by_one_area(area: Area) -> None:
    """A full rectangle stays one area, in whatever order its cells come."""
    assert areas_of(reversed(list(area))) == (area,)


def test_ranges_are_named_briefly() -> None:
    """Runs are joined across and down, the rest stands after commas."""
    assert ranges(Cell.parse(name) for name in ("C7", "D7", "C6", "D6", "J4")) == "J4,C6:D7"
    assert ranges([]) == ""


def test_a_sheet_is_quoted_as_a_formula_wants_it() -> None:
    """Quotes in a name are doubled, and the address is absolute."""
    assert quoted("一 甲's") == "'一 甲''s'"
    assert address("表", Area.parse("B2:C3")) == "'表'!$B$2:$C$3"
    assert address("表", Area.parse("B2")) == address("表", Cell(1, 1)) == "'表'!$B$2"
