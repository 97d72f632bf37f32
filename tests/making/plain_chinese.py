"""Which English words a Chinese text has that a clerk need not know: all but names of programs, formats and files."""

import re

PROGRAMS = {"Excel", "WPS", "LibreOffice", "Numbers", "Word", "Google", "Microsoft", "openpyxl", "iCloud"}
FORMATS = {"OpenDocument", "PDF", "CSV", "RTF", "XML", "DTD", ".xlsx", ".xls", ".xlsb", ".et", ".ods"}
OF_THE_OFFICE = {"xlreport", "migrate", "xlreport.toml", "waivers.toml", "limits", "severity", "words"}
NAMES = PROGRAMS | FORMATS | OF_THE_OFFICE
"""The last are files, keys and a command that the office has to type as they are."""
_ASIDE = re.compile(r"（技术细节：[^）]*）|“[^”]*”|=[A-Z]+\([A-Z0-9:,]*\)|#REF!|\b[A-Z]{1,3}\d+\b|[A-Z]{1,3} 列")
"""What an IT person is told in brackets, what the file itself says, formulas, cells, codes of rules."""
_WORD = re.compile(r"\.?[A-Za-z][A-Za-z_.-]*[A-Za-z]")


def foreign_words(chinese: str) -> set[str]:
    """Give the words, each as it stands."""
    return set(_WORD.findall(_ASIDE.sub("", chinese))) - NAMES
