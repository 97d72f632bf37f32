"""What a file of last year says of its units and figures: a return, a consolidated workbook or answers. Judges none.

A claim that cannot be relied on by itself carries its trouble; whether it is the one asked for is decided elsewhere.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from xlreport.checks import check, refused
from xlreport.errors import AnswersError, Refusal
from xlreport.figures import Figures
from xlreport.findings import Severity
from xlreport.issuing.ledgers import LedgerTrouble, SealedBook, ledger_of
from xlreport.language import Text, same
from xlreport.layout import MANIFEST_SHEET, Layout
from xlreport.merging.places import LEDGER_SHEET
from xlreport.numbers import Number
from xlreport.reading import read_submission
from xlreport.reading.container import open_container
from xlreport.reading.ooxml import read_book
from xlreport.writing import read_answers, values_for
from xlreport.writing.template import figures_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One unit's figures as a file gives them, by the id of the field that shows them this year."""

    file: str
    form: str = ""
    edition: str = ""
    year: str = ""
    code: str = ""
    name: str = ""
    figures: Mapping[str, Number] = field(default_factory=dict)
    trouble: Text | None = None


def claims_of(file: str, path: Path, layout: Layout) -> Iterator[Claim]:
    """Give what a file says, one claim a unit; one without code speaks of the whole file."""
    try:
        if path.suffix.lower() == ".json":
            yield _answers(file, path, layout)
        elif (ledger := _ledger(path, layout)) is not None:
            yield from _rows(file, ledger)
        else:
            yield _return(file, path, layout)
    except Refusal as refusal:
        yield Claim(file=file, trouble=_plain(refused(refusal).message))
    except AnswersError as error:
        yield Claim(file=file, trouble=same("；".join(str(error).splitlines())))
    except LedgerTrouble as trouble:
        yield Claim(file=file, trouble=trouble.why)
    except OSError as error:
        yield Claim(file=file, trouble=Text(f"不能读取：{error.strerror}", f"cannot be read: {error.strerror}"))


def _plain(text: Text) -> Text:
    return Text(text.zh.rstrip("。"), text.en.rstrip("."))


def _ledger(path: Path, layout: Layout) -> SealedBook | None:
    return ledger_of(read_book(open_container(path), {MANIFEST_SHEET, LEDGER_SHEET}), layout)


def _rows(file: str, ledger: SealedBook) -> Iterator[Claim]:
    for row in ledger.rows:
        yield Claim(
            file=file,
            form=ledger.form,
            edition=ledger.edition,
            year=ledger.year,
            code=row.code,
            name=row.name,
            figures=row.figures,
            trouble=row.trouble,
        )


def _return(file: str, path: Path, layout: Layout) -> Claim:
    submission = read_submission(path, layout)
    errors = [each for each in check(submission, layout) if each.severity is Severity.ERROR]
    return Claim(
        file=file,
        form=submission.identity.form,
        edition=submission.identity.edition,
        year=submission.text("cover.year") or submission.identity.year,
        code=submission.identity.unit_code or submission.text("cover.unit_code"),
        name=submission.text("cover.unit_name") or submission.identity.unit_name,
        figures=_shown(submission.figures(), layout),
        trouble=_plain(errors[0].message) if errors else None,
    )


def _answers(file: str, path: Path, layout: Layout) -> Claim:
    answers = read_answers(path)
    values = values_for(layout.form, answers.values)
    words = {key: str(values.get(f"cover.{key}", "")) for key in ("year", "unit_code", "unit_name")}
    return Claim(
        file=file,
        form=answers.form or layout.form.id,
        edition=layout.form.edition,
        year=words["year"],
        code=words["unit_code"],
        name=words["unit_name"],
        figures=_shown(figures_of(layout, values), layout),
    )


def _shown(figures: Figures, layout: Layout) -> dict[str, Number]:
    """Give the figures that this year's form shows of last year, those that are wholly known."""
    asked = (each for each in layout.form.fields.values() if each.last_of)
    return {each.id: figures.value(each.last_of) for each in asked if not figures.open(each.last_of)}
