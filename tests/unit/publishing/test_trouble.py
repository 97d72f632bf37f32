"""Pages and documents that mislead, are damaged or attack: told or refused, never a crash, never another figure."""

import io
import re
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from filled import FORM, filled, totalled
from layout_variants import VARIANTS
from page_layouts import VALUES, Laid, html, laid, package, row_of, text, word
from xlreport.findings import Finding
from xlreport.office.making_public.publication import published
from xlreport.office.taking_in.published_pages import read_published
from xlreport.publishing.comparing import compared
from xlreport.publishing.imported import Imported
from xlreport.rules import every_worded

SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
Change = Callable[[str], str]


def read(tmp_path: Path, content: bytes, name: str = "page.docx") -> tuple[Imported | None, tuple[Finding, ...]]:
    """Read bytes as somebody's file."""
    path = tmp_path / name
    path.write_bytes(content)
    return read_published(path)


def codes(findings: tuple[Finding, ...]) -> set[str]:
    """The codes of what was told."""
    return {each.code for each in findings}


def changed(change: Change, **parts: str) -> bytes:
    """A sound document with its text changed."""
    with zipfile.ZipFile(io.BytesIO(word(laid(VALUES)))) as given:
        body = given.read("word/document.xml").decode()
    inner = re.sub(r"^<w:document[^>]*><w:body>|<w:sectPr/></w:body></w:document>$", "", body)
    return package(change(inner), **parts)


def run_of(said: str) -> str:
    """A run as the builder writes it."""
    return f"<w:r><w:t>{said}</w:t></w:r>"


def test_tracked_changes(tmp_path: Path) -> None:
    """What was inserted counts, what was deleted does not, and that there are changes is told."""
    old, gone = run_of("2316"), "<w:del><w:r><w:delText>2316</w:delText></w:r></w:del>"
    new = f"<w:ins>{run_of('2417')}</w:ins>{gone}"
    said, told = read(tmp_path, changed(lambda body: body.replace(old, new)))
    assert said is not None
    assert said.numbers["disclosure.licensing.decisions"] == 2417
    assert codes(told) == {"W17"}


@pytest.mark.parametrize("how", ["<w:rPr><w:vanish/></w:rPr>", '<w:rPr><w:rStyle w:val="Unseen"/></w:rPr>'])
def test_hidden_text(how: str, tmp_path: Path) -> None:
    """Text that no reader sees is not read, whether the run hides it or its style."""
    old, new = run_of("2316"), f"{run_of('2316')}<w:r>{how}<w:t>99</w:t></w:r>"
    styles = f'<w:styles xmlns:w="{SPACE}"><w:style w:styleId="Unseen"><w:rPr><w:vanish/></w:rPr></w:style></w:styles>'
    content = changed(lambda body: body.replace(old, new), **{"word/styles.xml": styles})
    said, told = read(tmp_path, content)
    assert said is not None
    assert said.numbers["disclosure.licensing.decisions"] == 2316
    assert codes(told) == {"W18"}


def test_a_mark_above_the_line(tmp_path: Path) -> None:
    """The number of a footnote is no digit of the figure."""
    mark = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>1</w:t></w:r>'
    said, told = read(tmp_path, changed(lambda body: body.replace(run_of("2316"), run_of("2316") + mark)))
    assert said is not None
    assert said.numbers["disclosure.licensing.decisions"] == 2316
    assert codes(told) == {"W19"}


def test_a_table_within_a_table(tmp_path: Path) -> None:
    """The inner table is one of its own, and no figure of it gets into the outer row."""
    inner = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>7</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p/>"
    row = f"{run_of('2316')}</w:p>"
    said, told = read(tmp_path, changed(lambda body: body.replace(row, row + inner)))
    assert said is not None
    assert said.numbers == {field.id: VALUES[field.id] for field in FORM.numbers}
    assert codes(told) == set()


def test_a_box_is_read_once(tmp_path: Path) -> None:
    """Of a text box and the copy of it for old programs one is read, as lines of their own."""
    both = "<mc:Choice>{0}</mc:Choice><mc:Fallback>{0}</mc:Fallback>"
    box = f"<mc:AlternateContent xmlns:mc='urn:mc'>{both}</mc:AlternateContent>"
    held = "<w:txbxContent><w:p><w:r><w:t>盒中的文字。</w:t></w:r></w:p></w:txbxContent>"
    paragraph = f"<w:p><w:r>{box.format(held)}</w:r></w:p>"
    start = "<w:p><w:pPr></w:pPr><w:r><w:t>（二）依申请公开"
    said, _ = read(tmp_path, changed(lambda body: body.replace(start, paragraph + start, 1)))
    assert said is not None
    assert str(said.values["overview.active"]).count("盒中的文字") == 1


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
REFUSED = {
    "a .doc with another name": OLE + "WordDocument\0".encode("utf-16-le").ljust(64, b"\0") + b"\x1a\x00" + bytes(62),
    "a PDF": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(100),
    "an RTF": b"{\\rtf1\\ansi }",
    "a page in one file": b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n<html>",
    "nothing": b"",
    "zeros": bytes(4096),
    "half a package": word(laid(VALUES))[:4000],
    "a workbook": filled("hulin-2025").content,
    "other bytes": bytes(range(256)) * 40,
}


@pytest.mark.parametrize("name", REFUSED)
def test_other_files_are_refused_by_what_they_are(name: str, tmp_path: Path) -> None:
    """Whatever it is called, one finding says what the file is; nothing is read from it."""
    for ending in (".docx", ".html", ".txt"):
        said, told = read(tmp_path, REFUSED[name], f"page{ending}")
        assert (said, codes(told)) == (None, {"W16"})


def _document(content: bytes, *others: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in ("[Content_Types].xml", *others):
            packed.writestr(name, "<Types/>")
        packed.writestr("word/document.xml", content)
    return out.getvalue()


def _twice() -> bytes:
    out = io.BytesIO(word(laid(VALUES)))
    with zipfile.ZipFile(out, "a") as packed, pytest.warns(UserWarning, match="Duplicate"):
        packed.writestr("word/document.xml", "<other/>")
    return out.getvalue()


ENTITY = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
HOSTILE: dict[str, Callable[[], bytes]] = {
    "a DTD": lambda: _document(f'{ENTITY}<w:document xmlns:w="{SPACE}"/>'.encode()),
    "a bomb": lambda: _document(b" " * (49 * 2**20)),
    "a part twice": _twice,
    "a part outside": lambda: _document(b"<a/>", "../../evil"),
    "no XML": lambda: _document(b"<w:document"),
    "too deep": lambda: package("<w:p>" * 9_000 + "</w:p>" * 9_000),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_documents_are_refused(name: str, tmp_path: Path) -> None:
    """The gate of workbooks holds for documents too."""
    started = time.process_time()
    said, told = read(tmp_path, HOSTILE[name]())
    assert (said, codes(told)) == (None, {"W16"})
    assert time.process_time() - started < 20


def test_a_deep_page(tmp_path: Path) -> None:
    """Boxes without end around a report end nothing but their own reading."""
    content = html(laid(VALUES)).replace(b"</body>", b"<div>" * 50_000 + "深处的文字".encode() + b"</body>")
    said, _ = read(tmp_path, content, "page.html")
    assert said is not None
    assert said.numbers["requests.received.total"] == VALUES["requests.received.total"]


def test_twenty_megabytes(tmp_path: Path) -> None:
    """A page of 20 MB is read, in bounded time; one of 60 MB is refused."""
    page = html(laid(VALUES))
    more = "<p>页面上别的文字，一段又一段，与报告无关。</p>".encode() * 310_000
    content = page.replace(b"<body>", b"<body>" + more)
    assert len(content) > 20_000_000
    started = time.process_time()
    said, _ = read(tmp_path, content, "page.html")
    assert time.process_time() - started < 60
    assert said is not None
    assert said.numbers == {field.id: VALUES[field.id] for field in FORM.numbers}
    assert codes(read(tmp_path, content * 3, "page.html")[1]) == {"W16"}


def test_the_answers_in_a_page_are_held_against_its_tables(tmp_path: Path) -> None:
    """Whoever changes a table of a published page and not its answers is told."""
    (made,) = published(FORM, VALUES, ("html",), draft=False)
    said, told = read(tmp_path, made.content.replace(b">2316<", b">2317<"), "page.html")
    assert said is not None
    assert [(each.code, each.found, each.expected) for each in told] == [("W21", "2317", "2316")]


def test_nobodys_report(tmp_path: Path) -> None:
    """A page without title is read, and it is told that nobody knows whose it is."""
    page = laid(VALUES)
    page.top = []
    said, told = read(tmp_path, html(page), "page.html")
    assert said is not None
    assert [each.code for each in told] == ["W14", "W14"]
    assert "cover.unit_name" not in said.values


def test_a_form_that_is_not_told(tmp_path: Path) -> None:
    """Without table 2 the form's words are missing; the others are read and the doubt is told."""
    page = laid(VALUES)
    page.sheet("disclosure").tables = []
    said, told = read(tmp_path, html(page), "page.html")
    assert said is not None
    assert codes(told) == {"W15", "W02"}
    assert said.numbers["requests.received.total"] == VALUES["requests.received.total"]


def test_missing_headings_and_text_without_a_part(tmp_path: Path) -> None:
    """A missing heading is told; text before the first sub-heading is kept under it and told."""
    page = laid(VALUES)
    page.sheet("overview").lines.insert(0, "本单位一年来的总的情况，写在小标题之前。")
    page.sheet("problems").heading = "问题"
    said, told = read(tmp_path, html(page), "page.html")
    assert said is not None
    assert str(said.values["overview.active"]).startswith("本单位一年来")
    assert {"W11", "W12"} <= codes(told)


def _wrong(page: Laid) -> None:
    row_of(page.table("requests"), "（一）予以公开")[-7].text = "152"


def test_a_page_that_differs_from_its_return(tmp_path: Path) -> None:
    """The cell is named with both readings and its place, and the printed totals that speak against it."""
    page = laid(VALUES)
    _wrong(page)
    page.sheet("problems").lines[1] += "另有一句。"
    page.sheet("matters").heading = "六、其他事项"
    said, told = read(tmp_path, html(page), "page.html")
    assert said is not None
    assert codes(told) == {"W20"}
    result = compared(said, VALUES)
    assert (result.same, result.compared) == (199, 200)
    assert [(each.kind, each.id) for each in result.differences] == [
        ("figure", "requests.granted.natural"),
        ("heading", "matters"),
        ("text", "problems"),
    ]
    figure, _, words = result.differences
    assert (figure.published, figure.returned, figure.found_at) == ("152", "142", {"table": 2, "row": 6, "column": 3})
    assert "另有一句" in words.published
    assert any("142" in note.zh and "2 个合计" in note.zh for note in result.findings[0].notes)


def test_the_same_page_differs_in_nothing(tmp_path: Path) -> None:
    """A published report against its own return: nothing."""
    said, _ = read(tmp_path, text(laid(VALUES)), "page.txt")
    assert said is not None
    assert compared(said, VALUES).differences == ()


def test_every_rule_of_a_page_is_fired() -> None:
    """No rule about pages exists without a page that it speaks of, here or among the layouts; all are silent on one."""
    here = {"W11", "W12", "W14", "W15", "W16", "W17", "W18", "W19", "W21", "P04"}
    fired = {code for each in VARIANTS for code in each.told} | here
    assert {rule.code for rule in every_worded() if rule.stage == "page"} == fired
    assert any(each.told == () for each in VARIANTS)
    assert totalled(VALUES) == VALUES
