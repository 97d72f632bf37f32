"""Family I, first part: why a file could not be read at all, in plain words."""

import errno
import re
import traceback
from dataclasses import replace
from pathlib import Path

from xlreport.errors import Refusal
from xlreport.findings import Finding, found_by
from xlreport.language import Text
from xlreport.rules import rule

_CUT_OFF = Text("文件的末尾缺失，可能没有保存完或没有传完", "its end is missing, most likely not all was saved or sent")
_AFTER = Text("文件完整，但末尾多出了别的内容", "the file is whole, but something else follows its end")
_SPLIT = Text("这只是分卷压缩的一部分", "it is one part of a split archive")
_OVERWRITTEN = Text("文件中有一段内容被改坏", "a piece of it was overwritten")
_NAME = Text("其中有部件的名称不正常", "the name of a part is abnormal")
_TWICE = Text("其中有两个部件同名", "two parts have one name")
_LOCKED = Text("其中有加密的部件", "a part is encrypted")
_PACKING = Text("其中有部件用了少见的压缩方法", "a part is packed in an unusual way")
_TWO_WAYS = Text("其中的目录前后不一致", "its directory contradicts itself")
_BYTES = Text("文件太大", "the file is too large")
_UNPACKED = Text("文件解压后太大", "unpacked it is too large")
_CELLS = Text("单元格太多", "there are too many cells")
_SHEETS = Text("工作表太多", "there are too many sheets")
_STYLES = Text("单元格样式太多", "there are too many cell styles")
_NAMES = Text("单元格名称太多", "there are too many defined names")
_MERGED = Text("合并单元格太多", "there are too many merged ranges")
_TEXTS = Text("文字太多", "there are too many texts")
_PARTS = Text("文件内部的部件太多", "the file has too many parts")
_INNER = Text("文件内部的结构太庞大", "its inner structure is too large")
_MISSING = Text("缺少必要的部件", "a part that it needs is missing")
_NUMBER = Text("有的数字读不出来", "a number cannot be read")
_ENCODING = Text("有的部件用了读不出的文字编码", "the encoding of a part cannot be read")
_MALFORMED = Text("有的部件写得不合格式", "a part is malformed")

_GONE = Text("文件已不在原处，或是失效的链接", "it is not there any more, or a link leads to nothing")
_NO_PERMISSION = Text("没有读取权限", "there is no permission to read it")
_LOOP = Text("链接指向了自己", "it is a link to itself")
_LONG_NAME = Text("文件名太长", "its name is too long")
_NO_FILE = Text("它不是普通文件", "it is no regular file")
_DISK = Text("读盘时出错", "the disk could not be read")
_CAUSES: tuple[tuple[str, str, Text], ...] = (
    ("I05", r"bytes after the end$", _AFTER),
    ("I05", r"central directory|zip64", _CUT_OFF),
    ("I05", r"split archive", _SPLIT),
    ("I05", r"", _OVERWRITTEN),
    ("I06", r"part name", _NAME),
    ("I06", r": twice$", _TWICE),
    ("I06", r": encrypted$", _LOCKED),
    ("I06", r": compression method", _PACKING),
    ("I06", r": local header differs", _TWO_WAYS),
    ("I07", r"bytes unpacked$", _UNPACKED),
    ("I07", r"^\d+ bytes$", _BYTES),
    ("I07", r"\d cells$", _CELLS),
    ("I07", r"\d sheets$", _SHEETS),
    ("I07", r"\d cell styles$", _STYLES),
    ("I07", r"\d defined names$", _NAMES),
    ("I07", r"\d merged ranges$", _MERGED),
    ("I07", r"\d strings$", _TEXTS),
    ("I07", r"\d parts$", _PARTS),
    ("I07", r"", _INNER),
    ("I27", r"^(ENOENT|ENOTDIR|ESTALE)$", _GONE),
    ("I27", r"^(EACCES|EPERM)$", _NO_PERMISSION),
    ("I27", r"^ELOOP$", _LOOP),
    ("I27", r"^ENAMETOOLONG$", _LONG_NAME),
    ("I27", r"^not a regular file$|^EISDIR$|^ENXIO$", _NO_FILE),
    ("I27", r"", _DISK),
    ("I09", r"missing$", _MISSING),
    ("I09", r"is no number$", _NUMBER),
    ("I09", r": encoding [\w.-]+$", _ENCODING),
    ("I09", r"", _MALFORMED),
)
"""By rule and the reader's words, the first that fits."""


def cause(code: str, found: str) -> Text:
    """Give what went wrong, without full stop; empty for a rule whose message needs none."""
    said = (text for rule, pattern, text in _CAUSES if rule == code and re.search(pattern, found))
    return next(said, Text("", ""))


_KINDS = {
    "xls": Text("旧版 .xls（或 .et）格式", "an old .xls (or .et) workbook"),
    "ods": Text(" OpenDocument 表格（.ods）格式", "an OpenDocument spreadsheet (.ods)"),
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
    said, _, detail = refusal.found.partition(": ")
    kind = _KINDS.get(said, Text(f"其他文件（技术细节：{refusal.found}）", f"another file ({refusal.found})"))
    why = cause(refusal.code, refusal.found)
    found = detail if refusal.case == "failed" else refusal.found
    told = found_by(rule(refusal.code, refusal.case), found=found, kind=kind, cause=why)
    return replace(told, found="") if refusal.code == "I02" and refusal.case != "failed" else told
