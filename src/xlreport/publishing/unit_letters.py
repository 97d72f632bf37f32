"""A notice to one unit: what is missing or wrong, at which cell, what to do, until when, whom to call. As text.

Its wording stands in the form's folder, in `letters.toml`, where an office can change it; what is wrong comes from the
findings. Nothing in it is the office's own business: no code, no command.
"""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date
from string import Formatter

from xlreport.errors import FormError, reason
from xlreport.findings import Finding, Severity
from xlreport.forms import Form
from xlreport.keys import Keys, nearest
from xlreport.language import day_in_words, either
from xlreport.plain_records import dataclass
from xlreport.resources import templates_folder
from xlreport.rounds import Office
from xlreport.structured import Malformed, read_toml

FILE = "letters.toml"
MATTERS = ("missing", "overdue", "unreadable", "rejected", "uncorrected", "undecided", "warnings")
"""Why a unit is written to."""
COLUMNS = ("code", "unit", "matter", "until", "count", "file", "subject", "body")
"""The columns of the list for mail merge."""
_LINES = ("title", "greeting", *MATTERS, "corrections", "explanations", "contact", "no_contact")
_PLACES = {"unit", "year", "due", "until", "file", "count", "errors", "person", "phone", "office", "today"}
_OWN_PLACES = {
    "correction": {"place", "message"},
    "explanation": {"place", "message", "code"},
    "what_to_do": {"advice"},
    "more": {"count"},
}
_CHECKED = "（核对码 {digest}）"


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterWording:
    """The sentences of a form's notices."""

    lines: Mapping[str, str]
    signature: tuple[str, ...]
    most: int
    columns: Mapping[str, str]
    matters: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What a unit is written about; `findings` are those that it has to do something about."""

    code: str
    unit: str
    year: str
    matter: str
    file: str = ""
    due: date | None = None
    until: date
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One notice, ready to be sent: `items` are its numbered findings, each with what to do; `closing` is the end."""

    code: str
    unit: str
    matter: str
    until: str
    count: int
    title: str
    greeting: str
    opening: str
    lists: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    """heading, and below it the findings, each as its text and what to do"""
    more: str
    closing: str
    signature: tuple[str, ...]


def load_letters(form: Form) -> LetterWording:
    """Load the wording of a form's notices; raises FormError naming file, key and the nearest right word."""
    folder = form.folder or templates_folder() / form.id
    place = f"{form.id}/{FILE}"
    if not (folder / FILE).is_file():
        raise FormError(f"{form.id}: {either(f'此表样没有 {FILE}，不能写通知', f'this form has no {FILE}')}")
    try:
        table = read_toml(folder / FILE)
    except (FileNotFoundError, Malformed) as error:
        raise FormError(f"{place}: {either('无法读取', 'cannot be read')}: {reason(error)}") from error
    return letters_of(Keys(table, file=place, at=""))


def letters_of(keys: Keys) -> LetterWording:
    """Read the wording out of a table; raises FormError."""
    lines = {name: keys.take(name, str) for name in (*_LINES, *_OWN_PLACES)}
    signature = keys.strings("signature")
    for name, text in (*lines.items(), *(("signature", each) for each in signature)):
        _refuse_unknown_places(keys, name, text)
    columns, matters = keys.table("columns"), keys.table("matters")
    wording = LetterWording(
        lines=lines,
        signature=signature,
        most=keys.take("most", int),
        columns={name: columns.take(name, str) for name in COLUMNS},
        matters={name: matters.take(name, str) for name in MATTERS},
    )
    for each in (columns, matters, keys):
        each.done()
    return wording


def _refuse_unknown_places(keys: Keys, name: str, text: str) -> None:
    known = _OWN_PLACES.get(name, _PLACES)
    for _, place, _, _ in Formatter().parse(text):
        if place is not None and place not in known:
            keys.fail(f"{{{place}}}: {either('不可用', 'unknown')}; {nearest(place, sorted(known))}", key=name)


def letter_of(case: Case, wording: LetterWording, contact: Office, today: date) -> Letter:
    """Word the notice of a case."""
    lines = wording.lines
    ranked = sorted(case.findings, key=lambda each: each.severity is not Severity.ERROR)
    told = ranked[: wording.most]
    words = {
        "unit": case.unit,
        "year": case.year,
        "due": day_in_words(case.due),
        "until": day_in_words(case.until),
        "file": case.file,
        "count": str(len(case.findings)),
        "errors": str(sum(each.severity is Severity.ERROR for each in case.findings)),
        "person": contact.person or contact.office,
        "phone": contact.phone,
        "office": contact.office,
        "today": day_in_words(today),
    }
    rest = len(case.findings) - len(told)
    signature = tuple(text for each in wording.signature if (text := each.format_map(words)))
    return Letter(
        code=case.code,
        unit=case.unit,
        matter=wording.matters[case.matter],
        until=case.until.isoformat(),
        count=len(case.findings),
        title=lines["title"].format_map(words),
        greeting=lines["greeting"].format_map(words),
        opening=lines[case.matter].format_map(words),
        lists=tuple(_lists(told, lines)),
        more=lines["more"].format(count=rest) if rest > 0 else "",
        closing=lines["contact" if contact.phone else "no_contact"].format_map(words),
        signature=signature,
    )


def _lists(findings: Sequence[Finding], lines: Mapping[str, str]) -> list[tuple[str, tuple[tuple[str, str], ...]]]:
    """Give the findings under their headings, those that block first."""
    errors = [each for each in findings if each.severity is Severity.ERROR]
    others = [each for each in findings if each.severity is not Severity.ERROR]
    both = (("correction", errors), ("explanation", others))
    return [(lines[f"{kind}s"], tuple(_item(each, kind, lines) for each in group)) for kind, group in both if group]


def _item(finding: Finding, kind: str, lines: Mapping[str, str]) -> tuple[str, str]:
    words = {"place": finding.place, "message": finding.message.zh, "code": finding.code}
    said = lines[kind].format_map(words).strip(" 　")
    return said, lines["what_to_do"].format(advice=finding.advice.zh) if finding.advice.zh else ""


def paragraphs(letter: Letter) -> list[str]:
    """Give the notice's paragraphs between greeting and signature."""
    said = [letter.opening]
    for heading, items in letter.lists:
        said.append(heading)
        for number, (text, advice) in enumerate(items, 1):
            said.append(f"{number}. {text}")
            if advice:
                said.append(advice)
    return [each for each in (*said, letter.more, letter.closing) if each]


def body(letter: Letter) -> str:
    """Give the whole notice as it goes into a mail: a paragraph a line."""
    return "\n".join((letter.greeting, *paragraphs(letter), *letter.signature))


def text_letter(letter: Letter) -> bytes:
    """Give the notice as a text file, as Windows opens it; its last line tells whether somebody changed it since."""
    text = f"{letter.title}\n\n{body(letter)}\n\n"
    return (text + _CHECKED.format(digest=_digest(text)) + "\n").replace("\n", "\r\n").encode("utf-8-sig")


def is_untouched_text(content: bytes) -> bool:
    """Tell whether a text was written here and nobody has changed it since."""
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        return False
    said, _, last = text.rstrip("\n").rpartition("\n")
    return last == _CHECKED.format(digest=_digest(said + "\n"))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]
