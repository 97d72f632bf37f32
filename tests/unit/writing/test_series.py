"""A round's workbooks made from one that was drawn whole: the bytes are those of each drawn whole."""

import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from small_form import small_form
from xlreport import load_form, plan
from xlreport.drawing.pieces import in_pieces
from xlreport.forms import Kind
from xlreport.layout import CheckLine, Layout
from xlreport.manifest import identity_of, signed
from xlreport.numbers import Number
from xlreport.storage import parts_of, zip_of
from xlreport.submissions import Identity
from xlreport.writing import Series, series, write_workbook
from xlreport.writing.form_workbook import WorkbookContent, workbook_parts
from xlreport.writing.own_texts import apart_of

LAYOUT = plan(load_form())
KINDS = [option.id for option in LAYOUT.form.fields[LAYOUT.form.roles.field("unit_kind")].options]
LAST = [each.id for each in LAYOUT.form.fields.values() if each.last_of and each.id not in LAYOUT.form.computed]
KEY = b"k" * 32
PRINTED = sorted({label.text for sheet in LAYOUT.sheets for label in sheet.labels if label.text})


def unit(name: str = "水务局", code: str = "230381-SWJ", kind: str = "department", **more: str) -> Identity:
    """The identity of a unit's workbook."""
    return identity_of(
        LAYOUT, **{"unit_code": code, "unit_name": name, "unit_kind": kind, "region": "虎林市", "year": "2025", **more}
    )


_DRAWN: dict[tuple[Any, ...], Any] = {}


def kept(draw: Callable[..., Any]) -> Callable[..., Any]:
    """Draw once for the same identity and figures: that drawing again gives the same is not asked here.

    Salt and hash of a password are those of the drawing, so these are drawn each time.
    """

    def once(
        layout: Layout, identity: Identity, figures: Mapping[str, Number], *, password: str = "", notice: str = ""
    ) -> Any:
        if password:
            return draw(layout, identity, figures, password=password, notice=notice)
        key = (draw, id(layout), identity, tuple((name, repr(figure)) for name, figure in figures.items()), notice)
        if key not in _DRAWN:
            _DRAWN[key] = draw(layout, identity, figures, notice=notice)
        return _DRAWN[key]

    return once


def parts_once(content: WorkbookContent) -> Mapping[str, bytes]:
    """The same of a workbook that is not packed."""
    drawn: Mapping[str, bytes] = _parts_once(
        content.layout, content.identity, content.values, password=content.password, notice=content.notice
    )
    return drawn


def _parts(
    layout: Layout, identity: Identity, figures: Mapping[str, Number], *, password: str = "", notice: str = ""
) -> Mapping[str, bytes]:
    return workbook_parts(
        WorkbookContent(layout=layout, identity=identity, values=figures, password=password, notice=notice)
    )


drawn_once, _parts_once = kept(write_workbook), kept(_parts)


@pytest.fixture(autouse=True, scope="module")
def once() -> Iterator[None]:
    """The series draws through the same."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(series, "write_workbook", drawn_once)
        patch.setattr(series, "workbook_parts", parts_once)
        yield
    _DRAWN.clear()


def assert_alike(made: Series, identity: Identity, figures: Mapping[str, Number], password: str = "") -> None:
    """The series gives what the full drawing gives."""
    assert made.workbook(identity, figures) == drawn_once(LAYOUT, identity, figures, password=password)


def test_a_notice_is_that_of_its_workbook() -> None:
    """What a round says on 封面 stands in its workbook, whatever another of the kind says, and is no answer."""
    made = Series(LAYOUT)
    for notice in ("报送截止日期：2026年1月15日　电话：0467-0000000", "报送截止日期：2026年1月31日", ""):
        whole = write_workbook(LAYOUT, unit(), {}, notice=notice)
        assert made.workbook(unit(), {}, notice) == whole
        assert made.workbook(unit("民政局", "230381-MZJ"), {}, notice) == write_workbook(
            LAYOUT, unit("民政局", "230381-MZJ"), {}, notice=notice
        )


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[Identity]:
    """The identities of the workbooks that a series drew whole."""
    every: list[Identity] = []

    def counted(draw: Callable[..., Any], identity_of: Callable[..., Identity]) -> Callable[..., Any]:
        def drawing(*given: Any, **named: Any) -> Any:
            every.append(identity_of(*given))
            return draw(*given, **named)

        return drawing

    monkeypatch.setattr(series, "write_workbook", counted(drawn_once, lambda _, identity, *__: identity))
    monkeypatch.setattr(series, "workbook_parts", counted(parts_once, lambda content: content.identity))
    return every


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "last", [{}, dict.fromkeys(LAST, 0), {LAST[0]: 12}, {each: 7 * n for n, each in enumerate(LAST)}]
)
@pytest.mark.parametrize("key", [b"", KEY])
def test_every_kind(kind: str, last: dict[str, Number], key: bytes, drawn: list[Identity]) -> None:
    """Three units of a kind, with and without last year's figures and a signature, come from one drawing."""
    made = Series(LAYOUT)
    for number, name in enumerate(("水务局", "A 区（新）·市", "一" * 40)):
        identity = unit(name, f"23038{number}", kind)
        grown = {field: int(figure) * (number + 1) for field, figure in last.items()}
        assert_alike(made, signed(identity, key) if key else identity, grown)
    assert len(drawn) == 1


def test_kinds_that_differ_in_their_name_alone_come_from_one_drawing(drawn: list[Identity]) -> None:
    """Where the same relations hold for two kinds; what the form prints too is drawn for its own kind."""
    made, kinds = Series(LAYOUT), [*KINDS, *reversed(KINDS)]
    for number, kind in enumerate(kinds):
        assert_alike(made, unit(f"第{number}局", f"23038{number}", kind), {LAST[0]: number})
    assert sorted(each.unit_kind for each in drawn) == ["department", "government", "other"]


@pytest.mark.parametrize("name", ["部门", "乡镇", "township", "department", "其他", "本部门"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_name_that_is_a_kind(name: str, kind: str) -> None:
    """A unit may be called what its kind is called, or another one."""
    assert_alike(MADE, unit(name, "X-1", kind), {})


def test_a_kind_that_the_form_does_not_know() -> None:
    """It stands on 封面 as it is."""
    assert_alike(MADE, unit(kind="committee"), {})


@pytest.mark.parametrize(
    "name",
    [
        *(
            "",
            " 水务局",
            "水务局 ",
            "5号院",
            "五",
            "水",
            "AT&T 局",
            "<局>",
            "“局”",
            "_x0041_局",
            "局_",
            "\n局",
            "一" * 41,
            "𠮷" * 300,
        ),
        *("虎林市", "2025", "部门", "department", "cover.unit_name", "230381-SWJ", "是"),
        *PRINTED[::7],
    ],
)
def test_every_name(name: str) -> None:
    """A name that the form prints, or that the file writes otherwise than it is, is as if drawn whole, for it is."""
    made = Series(LAYOUT)
    assert_alike(made, unit(name), {})
    assert_alike(made, unit(name, "X-1"), dict.fromkeys(LAST, 3))


@given(name=st.text(max_size=45), code=st.text(max_size=12), figures=st.lists(st.integers(0, 10**16), max_size=3))
@settings(max_examples=25)
def test_any_text(name: str, code: str, figures: list[int]) -> None:
    """Whatever a unit is called: the same bytes, or the same refusal."""
    last = dict(zip(LAST, figures, strict=False))
    for kind in ("department", "township"):
        assert_alike(MADE, unit(name, code, kind), last)


MADE = Series(LAYOUT)


@pytest.mark.parametrize("number", [Decimal("1.5"), Decimal(3), -1, 10**15, 10**14 + 1, 0])
def test_every_number(number: Number) -> None:
    """A figure that the file writes otherwise than Python does is written as the full drawing writes it."""
    assert_alike(MADE, unit(), {LAST[0]: number})
    assert_alike(MADE, unit("乙局", "B"), dict.fromkeys(LAST, number))


@pytest.mark.parametrize("line", [line for line in LAYOUT.lines if line.statement.operator != "="])
def test_figures_that_decide_a_line_are_drawn_whole(line: CheckLine) -> None:
    """Where a relation comes to a result, each workbook is drawn: what 校验 shows rests on the figures."""
    resting = {each for field in line.statement.fields for each in LAYOUT.form.resting[field]}
    typed = sorted(resting - set(LAYOUT.form.computed))
    for turn in (1, 3, 4):
        figures = {field: number * turn % 5 for number, field in enumerate(typed)}
        assert_alike(MADE, unit(kind="government"), figures)


def test_passwords() -> None:
    """Each workbook has its own salt and hash of the password."""
    made = Series(LAYOUT, "一二三")
    for code in ("A-1", "A-2"):
        assert_alike(made, unit(code=code), {LAST[0]: 4}, "一二三")


def test_texts_of_a_unit_that_are_alike_are_drawn_whole() -> None:
    """A file keeps a text once: two that are alike are one of its texts, not two."""
    assert_alike(MADE, unit("甲局", "甲局"), {})


def test_many_sets_of_figures_are_not_kept_for_ever() -> None:
    """Only some drawings are kept, and one that was dropped is drawn again."""
    made = Series(LAYOUT)
    for field in (*LAST, LAST[0]):
        assert_alike(made, unit(), {field: 5})


def test_another_form(tmp_path: Path) -> None:
    """Nothing in it is about one form."""
    layout = plan(small_form(tmp_path))
    made, typed = Series(layout), [each.id for each in layout.form.numbers if each.kind is Kind.COUNT][:2]
    for code in ("A", "B"):
        identity = identity_of(layout, unit_code=code, unit_name=f"{code} 馆", year="2025")
        for figures in ({}, dict.fromkeys(typed, 4)):
            assert made.workbook(identity, figures) == write_workbook(layout, identity, figures)


def test_packed_in_pieces() -> None:
    """Whoever unpacks it sees no difference, and the parts put together again are the file."""
    identity = replace(unit(), signature="s")
    book = write_workbook(LAYOUT, identity, {})
    with ZipFile(io.BytesIO(book)) as archive:
        assert archive.testzip() is None
        held = {name: archive.read(name) for name in archive.namelist()}
    assert {part.name: part.content() for part in parts_of(book)} == held
    assert zip_of(parts_of(book)) == book == in_pieces(book, apart_of(LAYOUT, identity))
    assert len(book) < 1.02 * len(in_pieces(book))
