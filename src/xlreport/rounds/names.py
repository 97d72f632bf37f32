"""File names for units: legal on Windows, macOS and Linux, one each, told apart whatever the capitals."""

import re
import unicodedata
from collections.abc import Iterable

from xlreport.rounds.units import Unit

LONGEST_STEM = 180
"""Bytes of UTF-8 before the ending: file systems take 255, and a writer puts a temporary name around it."""
_ENDING = ".xlsx"
# Windows forbids the first nine; Excel's formulas cannot refer to a book with square brackets in its name.
_RESERVED = str.maketrans('<>:"/\\|?*[]', "＜＞：＂／＼｜？＊［］")
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060\ufeff\ud800-\udfff]")
_DEVICES = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE)


def workbook_names(units: Iterable[Unit]) -> dict[str, str]:
    """Give each unit's file name `<code>-<name>.xlsx` by its code, no two of them alike."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for unit in units:
        stem = legal_stem(f"{unit.code}-{unit.name}")
        number = 2
        # The units P, named Q-R, and P-Q, named R, ask for one name.
        while stem.casefold() in taken:
            stem = f"{legal_stem(f'{unit.code}-{unit.name}')}_{number}"
            number += 1
        taken.add(stem.casefold())
        names[unit.code] = stem + _ENDING
    return names


def legal_stem(text: str) -> str:
    """Give a text as a file name without ending: reserved characters in full width, no device, never too long."""
    plain = _CONTROLS.sub("", unicodedata.normalize("NFC", text)).translate(_RESERVED)
    while len(plain.encode()) > LONGEST_STEM:
        plain = plain[:-1]
    plain = plain.strip(" .　")
    return f"_{plain}" if not plain or _DEVICES.fullmatch(plain) else plain
