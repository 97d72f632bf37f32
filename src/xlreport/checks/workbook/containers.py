"""Family I, first part: why a file could not be read at all, in plain words."""

import errno
import traceback
from pathlib import Path

from xlreport.checks.refusals import cause
from xlreport.errors import Refusal
from xlreport.findings import Finding, found_by
from xlreport.language import Text
from xlreport.rules import rule

_KINDS = {
    "text": Text("文本文件", "a text file"),
    "html": Text("网页", "a web page"),
    "csv": Text(" CSV 文本", "a CSV text"),
    "doc": Text(" Word 文档", "a Word document"),
    "docx": Text(" Word 文档", "a Word document"),
    "odt": Text(" OpenDocument 文字文档", "an OpenDocument text"),
    "odp": Text(" OpenDocument 演示文稿", "an OpenDocument presentation"),
    "zeros": Text("全是空字节", "nothing but zero bytes"),
    "icloud": Text("只有 iCloud 的下载标记", "only iCloud's mark of a download"),
    "ppt": Text("演示文稿", "a presentation"),
    "pptx": Text("演示文稿", "a presentation"),
    "flat opendocument": Text(" OpenDocument 表格（单个 XML）", "a flat OpenDocument spreadsheet"),
    "xml spreadsheet 2003": Text(" XML 表格 2003", "an XML spreadsheet of 2003"),
    "rtf": Text(" RTF 文档", "an RTF document"),
    "pdf": Text(" PDF 文件", "a PDF file"),
    "image": Text("图片", "a picture"),
    "zip": Text("压缩包", "an archive"),
    "empty zip": Text("空的压缩包", "an empty archive"),
    "rar": Text("压缩包", "an archive"),
    "7z": Text("压缩包", "an archive"),
    "gzip": Text("压缩包", "an archive"),
    "ole2": Text("别的程序的文件", "another program's file"),
    "xml": Text(" XML 文件", "an XML file"),
    "xlsb": Text(".xlsb 二进制工作簿", "a binary .xlsb workbook"),
}


def failed(error: BaseException) -> Finding:
    """Word a failure of this tool itself as a finding: what failed and where, the same on every computer."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return found_by(rule("I28"), found=f"{type(error).__name__} {place}".strip())


def unopened(error: OSError) -> Finding:
    """Word what the system says of a file that cannot be opened as a finding."""
    return refused(Refusal(code="I27", found=errno.errorcode.get(error.errno or 0, type(error).__name__)))


def refused(refusal: Refusal) -> Finding:
    """Word a refusal of the reader as a finding."""
    kind = _KINDS.get(refusal.found, Text(f"其他文件（技术细节：{refusal.found}）", f"another file ({refusal.found})"))
    return found_by(
        rule(refusal.code, refusal.case), found=refusal.found, kind=kind, cause=cause(refusal.code, refusal.found)
    )
