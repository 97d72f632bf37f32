"""What a counted return puts into the ledger: its row, every number that is known and none that is not."""

from collections.abc import Iterable

from xlreport.figures import Figures
from xlreport.forms import Field, Kind
from xlreport.layout import Layout
from xlreport.merging.deciding.submitted import Candidate
from xlreport.merging.records import Row
from xlreport.numbers import Number, held
from xlreport.rounds import Unit
from xlreport.submissions import Submission


def row_of(unit: Unit, counted: Candidate, layout: Layout, state: str, decided: str = "") -> Row:
    """Give a unit's row of the ledger; `decided` is the office's decision to count it, where it took one."""
    says, form = counted.submission, layout.form
    known = known_numbers(says, layout)
    narrative = (field.id for field in form.fields.values() if field.kind is Kind.TEXT)
    return Row(
        code=unit.code,
        name=unit.name,
        kind=unit.kind,
        tier=unit.tier,
        file=counted.given.file,
        sha256=counted.given.sha256,
        submitted_on=says.says("submitted_on"),
        state=state,
        findings=len(counted.given.findings),
        numbers={field.id: known.get(field.id) for field in form.numbers},
        texts={field: text for field in narrative if (text := says.text(field))},
        singles=_given(says.figures(), form.singles),
        decided=decided,
        area=counted.area,
    )


def _given(figures: Figures, fields: Iterable[Field]) -> dict[str, Number]:
    """Give the figures that were typed: a cell outside the tables may be left blank, and then says nothing."""
    return {field.id: figures.numbers[field.id] for field in fields if field.id in figures.numbers}


def known_numbers(submission: Submission, layout: Layout) -> dict[str, Number]:
    """Give every number field that holds a figure: entered, declared zero, or a total whose parts are all known.

    As the ledger's cells hold them: a number that was typed as text may have more digits.
    """
    figures = submission.figures()
    fields = (field.id for field in layout.form.numbers)
    return {
        field: held(figures.value(field))
        for field in fields
        if field not in figures.unusable and (field in figures.numbers or not figures.open(field))
    }
