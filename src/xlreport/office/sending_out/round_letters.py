"""The notices of a round: for each unit that has something to do, what it is written about."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from xlreport.drawing import Styles, written
from xlreport.drawing.look import A4, LIST_PAGES
from xlreport.findings import Finding, Severity
from xlreport.forms import Form
from xlreport.language import Text
from xlreport.layout import Role
from xlreport.merging import Lateness, Stray, UnitState, UnitStatus
from xlreport.office.adding_up.consolidation import Track
from xlreport.office.adding_up.round_status import RoundStatus, status_of
from xlreport.office.round_folder import open_round
from xlreport.plain_records import dataclass
from xlreport.publishing.unit_letters import (
    COLUMNS,
    Case,
    Letter,
    LetterWording,
    body,
    is_untouched_text,
    letter_of,
    load_letters,
    text_letter,
)
from xlreport.publishing.word_report import is_untouched, word_letter
from xlreport.rounds import Office, legal_stem
from xlreport.storage import Guard, Purpose

LETTERS = "通知"
"""How the folder in a round's output is called that notices go to; the day follows."""
LIST_FILE = "通知清单.xlsx"
_PURPOSES = {
    ".docx": Purpose(name="letters.docx", ending=".docx", recognises=is_untouched),
    ".txt": Purpose(name="letters.txt", ending=".txt", recognises=is_untouched_text),
    ".xlsx": Purpose(name="letters.list", ending=".xlsx"),
}
_OTHER_EDITION = "I13"
_CARRY = Text(
    "报的是旧版的表，先用 xlreport migrate 转入现行的表",
    "it sent a workbook of an older edition: carry it into the present one first, with xlreport migrate",
)
_DAYS = 7
"""How long a unit has from today where its day is past or too near."""
_WIDTHS = {"code": 22, "unit": 30, "matter": 14, "until": 12, "count": 8, "file": 44, "subject": 44, "body": 90}


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundLetters:
    """The notices of a round, and the units that want something which is the office's to do first."""

    letters: tuple[Letter, ...]
    wording: LetterWording
    form: Form
    contact: Office
    held: tuple[UnitStatus, ...]


def round_letters(folder: Path, today: date, until: date | None = None, track: Track = list) -> RoundLetters:
    """Give the notices of a round as it stands today; raises XlreportError when its files cannot be read.

    `until` is the day by which the units answer; without it their own day, or a week from today when that is nearer.
    """
    opened = open_round(folder)
    form, settings = opened.layout.form, opened.settings
    status = status_of(folder, today, track)
    wording = load_letters(form)
    cases = tuple(cases_of(status, str(settings.year), today, until))
    written_to = {each.code for each in cases}
    return RoundLetters(
        letters=tuple(letter_of(each, wording, settings.contact, today) for each in cases),
        wording=wording,
        form=form,
        contact=settings.contact,
        held=tuple(_held(each, status) for each in status.units if each.open and each.code not in written_to),
    )


def _held(unit: UnitStatus, status: RoundStatus) -> UnitStatus:
    """Give a unit that is not written to, with what the office does first where another edition came of it."""
    return replace(unit, ask=_CARRY) if unit.code in _older(status) else unit


def _older(status: RoundStatus) -> set[str]:
    """Give the units of which a workbook of another edition came, by the names of the files."""
    return {each.code for each in status.strays if each.code and each.rule == _OTHER_EDITION}


def cases_of(status: RoundStatus, year: str, today: date, until: date | None) -> Iterable[Case]:
    """Give what each unit is written about, in the roster's order; nothing about what the office has to settle."""
    unread, older = {each.code: each for each in status.strays if each.code}, _older(status)
    for unit in status.units:
        is_carried = unit.state is UnitState.MISSING and unit.code in older
        matter = "" if is_carried else _matter(unit, unread, today)
        if not matter:
            continue
        yield Case(
            code=unit.code,
            unit=unit.name,
            year=year,
            matter=matter,
            file=Path(unit.file).name,
            due=unit.due,
            until=until or max(unit.due or today, today + timedelta(days=_DAYS)),
            findings=_findings(unit, unread.get(unit.code) if matter == "unreadable" else None),
        )


def _matter(unit: UnitStatus, unread: Iterable[str], today: date) -> str:
    match unit.state:
        case UnitState.MISSING if unit.code in unread or unit.findings:
            return "unreadable"
        case UnitState.MISSING if not unit.is_issued:
            return ""
        case UnitState.MISSING:
            return "overdue" if unit.lateness is Lateness.OVERDUE else "missing"
        case UnitState.REJECTED if not unit.errors:
            return "undecided"
        case UnitState.REJECTED:
            return "uncorrected" if unit.due and unit.due < today else "rejected"
        case UnitState.IN if unit.findings:
            return "warnings"
    return ""


def _findings(unit: UnitStatus, unread: Stray | None) -> tuple[Finding, ...]:
    if unread is None:
        return unit.findings
    return (
        Finding(
            code="",
            severity=Severity.ERROR,
            file=unread.file,
            message=unread.why,
            advice=unread.advice,
            source=unread.why,
        ),
    )


def write_letters(made: RoundLetters, place: Path, template: Path | None, outputs: Guard) -> None:
    """Write every notice and the list into a folder, or none where one of them may not be."""
    targets = [
        (outputs.file(place / name, _PURPOSES[Path(name).suffix]), content)
        for name, content in letter_files(made, template)
    ]
    for target, content in targets:
        target.write(content)


def letter_files(made: RoundLetters, template: Path | None = None) -> Iterable[tuple[str, bytes]]:
    """Give each notice as Word and as text, then the list of all, each with its name in the folder."""
    for letter in made.letters:
        stem = legal_stem(f"{letter.code}-{letter.unit}")
        yield f"{stem}.docx", word_letter(letter, made.form, template)
        yield f"{stem}.txt", text_letter(letter)
    yield LIST_FILE, letter_list(made)


def letter_list(made: RoundLetters) -> bytes:
    """Give the list for mail merge: a header row and a row for each notice, nothing above or below."""

    def draw(book: Any) -> None:
        styles = Styles(book)
        sheet = book.add_worksheet(LETTERS)
        for column, name in enumerate(COLUMNS):
            sheet.set_column(column, column, _WIDTHS[name])
            sheet.write_string(0, column, made.wording.columns[name], styles.role(Role.HEADER))
        for row, letter in enumerate(made.letters, 1):
            for column, text in enumerate(_row(letter)):
                sheet.write_string(row, column, text, styles.listed(text_wrap=column < len(COLUMNS) - 1))
        sheet.set_paper(A4)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_footer(LIST_PAGES)
        sheet.repeat_rows(0)
        sheet.freeze_panes(1, 2)
        sheet.autofilter(0, 0, max(len(made.letters), 1), len(COLUMNS) - 1)

    return written(draw, locked=False)


def _row(letter: Letter) -> tuple[str, ...]:
    name = f"{legal_stem(f'{letter.code}-{letter.unit}')}.docx"
    subject = f"{letter.title}（{letter.matter}）"
    return (letter.code, letter.unit, letter.matter, letter.until, str(letter.count), name, subject, body(letter))
