"""The few exceptions of xlreport.

Wrong data is never an exception: it is a finding. These are for a command that cannot do its work.
"""

import errno
from pathlib import Path

from xlreport.language import Language, either, in_both, in_one

_REASONS = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "此处只能读取",
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "磁盘配额已用完",
    errno.EIO: "读写出错",
    errno.EISDIR: "是文件夹",
    errno.ENOTDIR: "不是文件夹",
    errno.ENOTEMPTY: "文件夹不是空的",
    errno.EEXIST: "已有此文件",
    errno.ELOOP: "链接成环",
    errno.ENAMETOOLONG: "名称过长",
    errno.EMFILE: "同时打开的文件过多",
    errno.EBUSY: "正被占用",
    errno.ENOLCK: "没有可用的文件锁",
    errno.EXDEV: "跨磁盘",
    errno.EPIPE: "对方已不再接收",
}
"""What the system most often says, in Chinese; its own words are English."""


def reason(error: Exception) -> str:
    """Say in both languages what was met; in the system's or the parser's own words where they are rare ones."""
    if isinstance(error, XlreportError):
        return error.message
    if not isinstance(error, OSError):
        return str(error)
    said = str(error.strerror or error)
    known = _REASONS.get(error.errno or 0)
    return either(known, said) if known else said


class XlreportError(Exception):
    """A command cannot do its work; the message, made with `either`, is written for the person who ran it."""

    def __str__(self) -> str:
        """Give the message in both languages."""
        return in_both(self.message)

    @property
    def message(self) -> str:
        """Give the message as it was made, to be part of another."""
        return super().__str__()

    def said(self, language: Language) -> str:
        """Give the message in one language."""
        return in_one(self.message, language)


class Refusal(XlreportError):
    """A file cannot be read as a workbook; `code`, and a case of it, name the rule that words it for people."""

    def __init__(self, *, code: str, found: str, case: str = "") -> None:
        """Keep the rule's code and the raw fact that was seen."""
        super().__init__(f"{code}: {found}")
        self.code = code
        self.found = found
        self.case = case


class FormError(XlreportError):
    """A form file is wrong: the message names the file, the key and the nearest right word."""


class AnswersError(XlreportError):
    """Answers cannot be poured into a workbook: the message names every field that is wrong."""


class RoundError(XlreportError):
    """A roster or a round's settings cannot be used: the message names file, row and column."""


class ResourceMissing(XlreportError):
    """A folder that ships with xlreport is not there."""

    def __init__(self, name: str | Path) -> None:
        """Name the folder that was looked for."""
        super().__init__(
            f"{name}: {either('没有找到；xlreport 没有装全', 'not found; xlreport is not completely installed')}"
        )
