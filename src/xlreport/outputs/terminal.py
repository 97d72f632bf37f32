"""Findings on the terminal: by file and sheet, root cause first, one line at the end. Plain when it is no terminal."""

import io
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from enum import IntEnum
from typing import Any, TypeAlias

import rich.text
from rich.cells import cell_len
from rich.console import Console
from rich.containers import Lines
from rich.markup import escape
from rich.padding import Padding

from xlreport.checks.grading import NAMES as GRADES
from xlreport.checks.grading import Integrity
from xlreport.escapes import visible
from xlreport.findings import SEVERITY_NAMES, Fate, Finding, NumberInText, Severity
from xlreport.language import PIECES, Language, Text
from xlreport.submissions import Return
from xlreport.verdicts import ACCEPTED, REJECTED, UNREADABLE, VERDICT_NAMES, WITH_WARNINGS, verdict_name

_COLOURS = {
    Severity.ERROR: "bold red",
    Severity.WARNING: "yellow",
    Severity.NOTE: "cyan",
    Severity.SKIPPED: "dim",
}
_MARKS = {ACCEPTED: "√", WITH_WARNINGS: "√", REJECTED: "×", UNREADABLE: "×"}
STATE_NAMES = {
    state: Text(f"{_MARKS[state]} {name.zh}", f"{_MARKS[state]} {name.en}") for state, name in VERDICT_NAMES.items()
}
_STATE_COLOURS = {ACCEPTED: "green", WITH_WARNINGS: "yellow", REJECTED: "bold red", UNREADABLE: "bold red"}
THIS_ROUND = Text("本批次", "this round")
MORE = Text("{code} 还有 {count} 处", "{code}: {count} more")
MOST_OF_A_RULE = 10
"""How many findings of one rule a person reads on end; the terminal and the page fold the rest."""
_BY_VERBOSE = Text("（validate --verbose 全部列出）", " (validate --verbose lists all)")
BY_JSON = Text("（--json 全部列出）", " (--json lists all)")
_NOWHERE = Text("", "")
_SKIPPED = Text("略过", "skipped")
_WHOLE_FILE = Text("整个文件", "the whole file")


Out: TypeAlias = Console
"""Where findings are printed."""


class _Console(Console):
    """Shows what has no shape, or would take over the terminal, as an escape: every text goes through here."""

    def print(self, *objects: Any, markup: bool | None = None, **options: Any) -> None:
        """Print; on a terminal a text by itself is broken as one in a block is."""
        if self.is_terminal:
            texts = (
                (each, self.render_str(each, markup=markup) if isinstance(each, str) else None) for each in objects
            )
            objects = tuple(Padding(text, 0, expand=False) if text else each for each, text in texts)
        super().print(*objects, markup=markup, **options)

    def render_str(self, text: str, **options: Any) -> rich.text.Text:
        made = super().render_str(visible(text), **options)
        return _Breaking(
            made.plain,
            made.style,
            justify=made.justify,
            overflow=made.overflow,
            no_wrap=made.no_wrap,
            end=made.end,
            tab_size=made.tab_size,
            spans=made.spans,
        )


class _Breaking(rich.text.Text):
    """A text whose lines are broken before wide characters too, not at blanks alone, and never before a comma."""

    def wrap(self, console: Console, width: int, *, no_wrap: bool | None = None, **options: Any) -> Lines:
        """Give the lines; what is longer than one and cannot be broken is left to rich."""
        if no_wrap or self.no_wrap:
            return super().wrap(console, width, no_wrap=True, **options)
        lines = (part for line in self.split(allow_blank=True) for part in line.divide(_breaks(line.plain, width)))
        return rich.text.Text("\n").join(lines).wrap(console, width, **options)


def _breaks(line: str, width: int) -> list[int]:
    """Give where a line is broken to fit, by the character that begins the next."""
    breaks, start, at = [], 0, 0
    for piece in PIECES.findall(line):
        if at > start and cell_len(line[start:at] + piece.rstrip()) > width:
            breaks.append(at)
            start = at
        at += len(piece)
    return breaks


def console() -> Console:
    """Give a console on standard output: colours on a terminal, plain text in a pipe, never broken lines."""
    made = _Console(highlight=False, soft_wrap=False)
    return made if made.is_terminal else _Console(highlight=False, soft_wrap=True, no_color=True, width=10_000)


def error_console() -> Console:
    """Give the same on standard error, for findings beside data that is printed."""
    made = _Console(stderr=True, highlight=False, soft_wrap=False)
    if made.is_terminal:
        return made
    return _Console(stderr=True, highlight=False, soft_wrap=True, no_color=True, width=10_000)


def written_console() -> Console:
    """Give the same for a text that is kept: `export_text` gives it, nothing is printed."""
    return _Console(file=io.StringIO(), record=True, highlight=False, soft_wrap=True, no_color=True, width=10_000)


class Detail(IntEnum):
    """How much is printed: verdicts only, what is to be done, or all that is known."""

    QUIET = 0
    USUAL = 1
    VERBOSE = 2


def show_returns(
    out: Console,
    returns: Iterable[Return],
    language: Language,
    detail: Detail = Detail.USUAL,
    findings: Sequence[Finding] = (),
) -> None:
    """Print every return's findings and verdict, those of no single return, and one line that counts the verdicts."""
    counts = dict.fromkeys(STATE_NAMES, 0)
    for each in returns:
        counts[each.state] += 1
        _show_return(out, each, language, detail)
    if findings and detail is not Detail.QUIET:
        out.print(f"[bold]{THIS_ROUND[language]}[/]")
        show_findings(out, [replace(each, sheet=each.file) for each in findings], language, detail, _BY_VERBOSE)
    total = sum(counts.values())
    if total > 1:
        parts = [f"{STATE_NAMES[state][language]} {count}" for state, count in counts.items() if count]
        out.print(Text(f"共 {total} 个文件：", f"{total} files: ")[language] + Text("；", "; ")[language].join(parts))


def show_skipped(out: Console, skipped: Iterable[tuple[str, Text]], language: Language) -> None:
    """Name what lies in a folder and was not checked, a line each with the reason."""
    for name, reason in skipped:
        out.print(f"[dim]{_SKIPPED[language]}  {escape(name)}  {escape(reason[language])}[/]")


def _show_return(out: Console, each: Return, language: Language, detail: Detail) -> None:
    who = ""
    if each.submission:
        texts = (each.submission.says("unit_name"), each.submission.says("year"))
        who = " · ".join(text for text in texts if text)
    verdict = (
        f"[{_STATE_COLOURS[each.state]}]{_MARKS[each.state]} {verdict_name(each.state, each.findings)[language]}[/]"
    )
    if each.integrity not in {"", Integrity.INTACT, Integrity.UNREADABLE}:
        verdict += f"  [dim]{graded(each, language)}[/]"
    out.print("  ".join(filter(None, (f"[bold]{escape(each.file)}[/]", escape(who), verdict))))
    if detail is not Detail.QUIET:
        _show_numbers(out, each.numbers, language, detail)
        show_findings(out, _in_form_order(each, detail), language, detail, _BY_VERBOSE)


def _in_form_order(given: Return, detail: Detail) -> list[Finding]:
    """Give a return's findings with those of the whole file first, then sheet by sheet as the form has them."""
    sheets = [section.sheet for section in given.submission.form.sections] if given.submission else []
    places = {sheet: place for place, sheet in enumerate(sheets, 1)}
    told = given.findings if detail is Detail.VERBOSE else given.told
    return sorted(told, key=lambda each: places.get(each.sheet, len(places) + 1 if each.sheet else 0))


def numbers_told(numbers: Iterable[NumberInText]) -> Text | None:
    """Say how many numbers of the texts were read, checked and not recognised; None where there is none of these.

    The last two add up to the first: what is foreign to the form (dates, documents' numbers) is not among them.
    """
    fates = Counter(each.fate for each in numbers)
    read, unread = fates[Fate.READ], fates[Fate.UNREAD]
    if not (every := read + unread):
        return None
    noun = "number" if every == 1 else "numbers"
    return Text(
        f"文字：读到 {every} 个数，核对 {read} 个，未识别 {unread} 个",
        f"text: {every} {noun} found, {read} checked, {unread} not recognised",
    )


def foreign_told(numbers: Iterable[NumberInText]) -> Text | None:
    """Say how many numbers more there are that are foreign to the form; None where there is none."""
    count = sum(each.fate == Fate.FOREIGN for each in numbers)
    if not count:
        return None
    return Text(
        f"另有 {count} 个与表格无关", f"{count} more {'is' if count == 1 else 'are'} not among what the form asks"
    )


def _show_numbers(out: Console, numbers: Sequence[NumberInText], language: Language, detail: Detail) -> None:
    """Print how many numbers of the texts were read; in full those that were not too, with their places."""
    parts = [numbers_told(numbers), foreign_told(numbers) if detail is Detail.VERBOSE else None]
    line = Text("；", "; ")[language].join(part[language] for part in parts if part)
    if line:
        out.print(Padding(f"[dim]{line}[/]", (0, 0, 0, 2), expand=False))
    for each in numbers if detail is Detail.VERBOSE else ():
        if each.fate != Fate.READ:
            told = escape(f"{each.place}  {each.words}  {each.why[language]}")
            out.print(Padding(f"[dim]{told}[/]", (0, 0, 0, 4), expand=False))


def graded(each: Return, language: Language) -> str:
    """Give the one word for how whole a file is; empty where nobody graded it."""
    return GRADES[Integrity(each.integrity)][language] if each.integrity else ""


def show_findings(
    out: Console,
    findings: Iterable[Finding],
    language: Language,
    detail: Detail = Detail.USUAL,
    rest: Text = _NOWHERE,
) -> None:
    """Print findings grouped by sheet, in the order they come.

    Of one rule no more than a person reads, where `rest` says what lists the others.
    """
    sheets: dict[str, list[Finding]] = {}
    for finding in findings:
        sheets.setdefault(finding.sheet, []).append(finding)
    for sheet, group in sheets.items():
        out.print(Padding(escape(sheet or _WHOLE_FILE[language]), (0, 0, 0, 2), expand=False))
        told = [each for each in group if each.severity is not Severity.SKIPPED]
        most = MOST_OF_A_RULE if rest.zh and detail is not Detail.VERBOSE else len(told)
        for code in dict.fromkeys(each.code for each in told):
            alike = [each for each in told if each.code == code]
            for finding in alike[:most]:
                _show_finding(out, finding, language, detail)
            if (left := len(alike) - most) > 0:
                more = MORE.filled(code=code, count=left)[language] + rest[language]
                out.print(Padding(f"[dim]{more}[/]", (0, 0, 0, 4), expand=False))
        _show_skipped(out, [each for each in group if each.severity is Severity.SKIPPED], language)


def _show_finding(out: Console, finding: Finding, language: Language, detail: Detail) -> None:
    name = SEVERITY_NAMES[finding.severity][language]
    colour = _COLOURS[finding.severity] if finding.open else "dim"
    head = f"[{colour}]{name} {finding.code}[/] {escape(_brief(finding.cell))}".rstrip()
    out.print(Padding(f"{head}  {escape(finding.message[language])}", (0, 0, 0, 4), expand=False))
    for line in _more(finding, language, detail):
        out.print(Padding(f"[dim]{escape(line)}[/]", (0, 0, 0, 6), expand=False))


def _more(finding: Finding, language: Language, detail: Detail) -> Iterator[str]:
    """Give the lines under a finding: hints, what to do, who answered; in full its source too."""
    yield from (note[language] for note in finding.notes)
    if not finding.open:
        yield Text("已说明：", "explained: ")[language] + finding.reason
    elif finding.severity is not Severity.NOTE or detail is Detail.VERBOSE:
        yield f"→ {finding.advice[language]}"
        if office := finding.office[language]:
            yield Text("主管部门：", "coordinating office: ")[language] + office
    if detail is Detail.VERBOSE:
        yield Text("依据：", "source: ")[language] + finding.source[language]


def _show_skipped(out: Console, skipped: list[Finding], language: Language) -> None:
    """Print in one line which rules wait for cells that are blank or no number."""
    if not skipped:
        return
    codes = Text("、", ", ")[language].join(dict.fromkeys(finding.code for finding in skipped))
    name = SEVERITY_NAMES[Severity.SKIPPED][language]
    waiting = Text(f"{codes}：填齐后再检查", f"{codes}: to be checked once the cells are filled in")
    out.print(Padding(f"[dim]{name} {waiting[language]}[/]", (0, 0, 0, 4), expand=False))


_MOST_RANGES = 4


def _brief(cell: str) -> str:
    areas = cell.split(",")
    return cell if len(areas) <= _MOST_RANGES else ",".join(areas[:_MOST_RANGES]) + "…"
