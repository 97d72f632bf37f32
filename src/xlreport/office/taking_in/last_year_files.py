"""What a file of last year says of its units: a return, a consolidated workbook or answers. Judges none.

A claim that cannot be relied on by itself carries its trouble; whether it is the one asked for is decided elsewhere.
"""

from collections.abc import Iterator, Mapping
from dataclasses import field
from pathlib import Path

from xlreport.background import LastYear
from xlreport.checks import failed, refused
from xlreport.errors import AnswersError, Refusal, reason
from xlreport.figures import Figures
from xlreport.findings import Severity
from xlreport.forms import Form, Kind
from xlreport.language import Text, either, text_of
from xlreport.layout import Layout
from xlreport.merging import Row
from xlreport.numbers import Number
from xlreport.office.taking_in.conversion import submission_from
from xlreport.office.taking_in.published_pages import read_published
from xlreport.office.taking_in.sealed_books import LedgerTrouble, SealedBook, sealed_book
from xlreport.plain_records import dataclass
from xlreport.rulebooks import check
from xlreport.submissions import Annexed, Value
from xlreport.writing import read_answers, values_for
from xlreport.writing.result_cells import figures_shown

PAGES = (".docx", ".html", ".htm", ".txt", ".md")
"""What the name of a published report ends in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class YearClaim:
    """One unit's report as a file gives it: every figure and narrative part it is known to have."""

    file: str
    form: str = ""
    edition: str = ""
    year: str = ""
    code: str = ""
    name: str = ""
    said: LastYear = field(default_factory=LastYear)
    annexed: Annexed | None = None
    """the request register that it carries"""
    trouble: Text | None = None


def claims_of(file: str, path: Path, layout: Layout) -> Iterator[YearClaim]:
    """Give what a file says, one claim a unit; one without code speaks of the whole file."""
    try:
        if path.suffix.lower() == ".json":
            yield _answers(file, path, layout)
        elif path.suffix.lower() in PAGES:
            yield _page(file, path, layout)
        elif (book := _sealed(path, layout)) is not None:
            yield from (_row(file, book, row, layout) for row in book.ledger.rows)
        else:
            yield _return(file, path, layout)
    except Refusal as refusal:
        yield YearClaim(file=file, trouble=_plain(refused(refusal).message))
    except AnswersError as error:
        yield YearClaim(
            file=file, trouble=Text("；".join(error.said("zh").splitlines()), "; ".join(error.said("en").splitlines()))
        )
    except LedgerTrouble as trouble:
        yield YearClaim(file=file, trouble=trouble.why)
    except OSError as error:
        yield YearClaim(file=file, trouble=text_of(f"{either('不能读取', 'cannot be read')}: {reason(error)}"))
    except Exception as error:  # noqa: BLE001  # a fault of this tool costs this file, not the run
        yield YearClaim(file=file, trouble=_plain(failed(error).message))


def _sealed(path: Path, layout: Layout) -> SealedBook | None:
    """Read a consolidated workbook; None where it is none, or in a format that only a return is converted from."""
    try:
        return sealed_book(path, layout)
    except Refusal as refusal:
        if refusal.case == "spreadsheet":
            return None
        raise


def _plain(text: Text) -> Text:
    return Text(text.zh.rstrip("。"), text.en.rstrip("."))


def said_of(row: Row) -> LastYear:
    """Give what a line of a ledger says, cells without a figure left out."""
    numbers = {identifier: number for identifier, number in row.numbers.items() if number is not None}
    return LastYear(numbers={**numbers, **row.singles}, texts=row.texts)


def _row(file: str, book: SealedBook, row: Row, layout: Layout) -> YearClaim:
    """Take a line of a ledger; one of an older edition was read only because its figures are the same."""
    return YearClaim(
        file=file,
        form=book.form,
        edition=layout.form.edition if book.form == layout.form.id else book.edition,
        year=book.ledger.year,
        code=row.code,
        name=row.name,
        said=said_of(row),
        trouble=book.trouble(row.code),
    )


def _return(file: str, path: Path, layout: Layout) -> YearClaim:
    submission = submission_from(path, layout)
    errors = [each for each in check(submission, layout) if each.severity is Severity.ERROR]
    return YearClaim(
        file=file,
        form=submission.identity.form,
        edition=submission.identity.edition,
        year=submission.says("year") or submission.identity.year,
        code=submission.identity.unit_code or submission.says("unit_code"),
        name=submission.says("unit_name") or submission.identity.unit_name,
        said=LastYear(
            numbers=_known(submission.figures(), layout.form), texts=_texts(submission.values(), layout.form)
        ),
        annexed=submission.annexed,
        trouble=_plain(errors[0].message) if errors else None,
    )


def _answers(file: str, path: Path, layout: Layout) -> YearClaim:
    answers = read_answers(path, layout.form)
    values = values_for(layout.form, answers.values)
    known = _known(figures_shown(layout, values), layout.form)
    printed = {field: number for field, number in answers.printed.items() if field in layout.form.fields}
    words = {key: str(values.get(layout.form.roles.field(key), "")) for key in ("year", "unit_code", "unit_name")}
    return YearClaim(
        file=file,
        form=answers.form or layout.form.id,
        edition=layout.form.edition,
        year=words["year"],
        code=words["unit_code"],
        name=words["unit_name"],
        said=LastYear(numbers={**known, **printed}, texts=_texts(values, layout.form)),
    )


def _page(file: str, path: Path, layout: Layout) -> YearClaim:
    """Take a published report: its figures as printed, of a former form those that this one counts the same way."""
    read, findings = read_published(path)
    if read is None:
        return YearClaim(file=file, trouble=_plain(findings[0].message))
    own = {field.id for field in layout.form.numbers}
    numbers = {field: number for field, number in read.numbers.items() if field in own}
    nothing = Text("页面上没有读到可用的数字", "no figure of it could be read")
    return YearClaim(
        file=file,
        form=layout.form.id,
        edition=layout.form.edition,
        year=read.title.year,
        name=read.title.unit,
        said=LastYear(numbers=numbers, texts=_texts(read.values, layout.form)),
        trouble=None if numbers else nothing,
    )


def _known(figures: Figures, form: Form) -> dict[str, Number]:
    """Give every figure of the report itself that is wholly known; those it shows of its own last year are not its."""
    fields = (each.id for each in form.fields.values() if each.kind.numeric and not each.last_of)
    return {identifier: figures.value(identifier) for identifier in fields if not figures.open(identifier)}


def _texts(values: Mapping[str, Value], form: Form) -> dict[str, str]:
    fields = (each.id for each in form.fields.values() if each.kind is Kind.TEXT)
    return {identifier: str(values[identifier]) for identifier in fields if values.get(identifier)}


def shown_this_year(numbers: Mapping[str, Number], form: Form) -> dict[str, Number]:
    """Give, of last year's figures, those that this year's form shows, by the id of the field that shows them."""
    return {each.id: numbers[each.last_of] for each in form.fields.values() if each.last_of in numbers}
