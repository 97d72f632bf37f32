"""The few exceptions of xlreport.

Wrong data is never an exception: it is a finding. These are for a command that cannot do its work.
"""

from pathlib import Path


class XlreportError(Exception):
    """A command cannot do its work; the message is written for the person who ran it."""


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
        super().__init__(f"{name}: not found; xlreport is not completely installed")
