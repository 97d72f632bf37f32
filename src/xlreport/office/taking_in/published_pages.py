"""A file that somebody published, read as a report: a Word document through the gate of workbooks, a page or a text.

What is none of these, or too large, is refused by what it is, never by its name; nothing is unpacked to disk.
"""

from collections.abc import Iterator
from pathlib import Path

from xlreport.errors import FormError, Refusal, XlreportError, reason
from xlreport.findings import Finding, Where, found_by
from xlreport.forms import Form, load_form
from xlreport.language import Text, either
from xlreport.publishing.from_text import text_page
from xlreport.publishing.from_web import web_page
from xlreport.publishing.from_word import DOCUMENT, STYLES, word_page
from xlreport.publishing.imported import Imported, imported
from xlreport.publishing.page_blocks import Page
from xlreport.publishing.page_words import FILE, load_wording
from xlreport.reading.container import admitted, whole
from xlreport.reading.ooxml_xml import refuse_dtd
from xlreport.resources import templates_folder
from xlreport.rules import rule

MOST_BYTES = 48 * 2**20
"""Of one page or one part of a document: a report has some hundred kilobytes."""
_KINDS = {
    "I01": Text("文件是空的", "the file is empty"),
    "I03": Text("文件设有打开密码", "the file is encrypted"),
    "xls": Text("这是旧版工作簿 (.xls)", "this is an old workbook (.xls)"),
    "I05": Text("文件已损坏或不完整", "the file is damaged or incomplete"),
    "I06": Text("文件内部异常，为安全起见没有读取", "the file is abnormal inside and was not read, for safety"),
    "I07": Text("文件远大于一份报告", "the file is far larger than a report"),
    "I08": Text("文件夹带了外部引用声明，为安全起见没有读取", "the file contains a DTD and was not read, for safety"),
    "I09": Text("文档内容残缺", "the document's content is broken"),
    "I18": Text("这是打开文档时的临时文件", "this is the temporary file of an open document"),
    "I19": Text("文件没有下载完", "the file was not downloaded"),
    "doc": Text(
        "这是旧版 Word 文档 (.doc)，改扩展名不能转换",
        "this is an old Word document (.doc); renaming does not convert it",
    ),
    "rtf": Text("这是 RTF 文档", "this is an RTF document"),
    "pdf": Text("这是 PDF", "this is a PDF"),
    "image": Text("这是图片", "this is a picture"),
    "mhtml": Text("这是单个文件的网页 (.mht)", "this is a page saved as .mht"),
    "workbook": Text(
        "这是工作簿，不是公布的报告；报送表请用 validate",
        "this is a workbook, no published report; validate reads submissions",
    ),
    "other": Text("不是 Word 文档、网页或文本", "it is no Word document, page or text"),
}
_WEB = (b"<html", b"<!doctype html", b"<table", b"<head", b"<body", b"<meta", b"<div", b"<p>", b"<p ", b"<h1", b"<h2")
_LOOK_AT = 4096


def read_published(path: Path, form: str = "") -> tuple[Imported | None, tuple[Finding, ...]]:
    """Read a published report, with the findings about it; raises XlreportError only when it cannot be opened."""
    try:
        page = page_of(path)
    except Refusal as refusal:
        kind = _KINDS.get(refusal.found) or _KINDS.get(refusal.code) or _KINDS["other"]
        return None, (found_by(rule("W16"), Where(), kind=kind).within(path.name),)
    except OSError as error:
        raise XlreportError(f"{path}: {either('无法打开', 'cannot be opened')}: {reason(error)}") from error
    read = imported(page, [(each, load_wording(each)) for each in forms_published(form)])
    return read, tuple(each.within(path.name) for each in read.findings)


def forms_published(name: str = "") -> list[Form]:
    """Give the forms whose published reports can be read, today's first; or the one that is named."""
    if name:
        return [load_form(name)]
    names = sorted((each.parent.name for each in templates_folder().glob(f"*/{FILE}")), reverse=True)
    if not names:
        raise FormError(either(f"没有带 {FILE} 的表样", f"no form has a {FILE}"))
    return [load_form(each) for each in names]


def page_of(path: Path) -> Page:
    """Give a file as a page; raises Refusal naming what it is, and OSError."""
    data = whole(path)
    if data.startswith(b"PK\x03\x04"):
        return _word(path, data)
    if _is_web(data):
        return web_page(_bounded(data))
    if _is_text(data):
        return text_page(_bounded(data))
    admitted(path, data)
    raise Refusal(code="I02", found="other")


def _bounded(data: bytes) -> bytes:
    if len(data) > MOST_BYTES:
        raise Refusal(code="I07", found=f"{len(data)} bytes")
    return data


def _word(path: Path, data: bytes) -> Page:
    container = admitted(path, data)
    if DOCUMENT not in container:
        kind = "workbook" if any(name.casefold().startswith("xl/") for name in container.names) else "other"
        raise Refusal(code="I02", found=kind)
    refuse_dtd(container)
    if max(container.size(DOCUMENT), container.size(STYLES)) > MOST_BYTES:
        raise Refusal(code="I07", found=f"{container.size(DOCUMENT)} bytes")
    return word_page(container.read, frozenset(container.names))


def _is_web(data: bytes) -> bool:
    head = data[:_LOOK_AT].replace(b"\0", b"").lower()
    return any(word in head for word in _WEB) and not head.lstrip().startswith((b"mime-version", b"from:"))


def _is_text(data: bytes) -> bool:
    """Tell text from other bytes; raises Refusal naming what kind of other ones they are."""
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise Refusal(code="I01" if not data.strip(b"\0") else "I19", found=f"{len(data)} bytes")
    head = data[:_LOOK_AT]
    for start, kind in _starts():
        if head.startswith(start):
            raise Refusal(code="I02", found=kind)
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    nulls = head.count(0)
    return nulls == 0 or (nulls > len(head) // 4 and b"\0\0\0\0" not in head)


def _starts() -> Iterator[tuple[bytes, str]]:
    yield from ((b"%PDF", "pdf"), (b"{\\rtf", "rtf"), (b"MIME-Version", "mhtml"), (b"From: <Saved", "mhtml"))
    yield from ((each, "image") for each in (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*"))
    yield from ((each, "other") for each in (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"bplist00"))
