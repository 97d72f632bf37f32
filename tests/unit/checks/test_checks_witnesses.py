"""Which cell is wrong: named where two independent witnesses agree on a cell and a value, and nowhere else."""

from dataclasses import replace

from examining import good, with_entry
from filled import LAYOUT
from xlreport.background import Background, LastYear
from xlreport.rulebooks import check
from xlreport.submissions import State, Submission


def without_texts() -> Submission:
    """The good return with nothing said in its narrative."""
    entries = dict(good().entries)
    for name in [each for each in entries if each.startswith(("overview.", "problems.", "matters."))]:
        entries[name] = replace(entries[name], value=None, raw=None, state=State.BLANK)
    return replace(good(), entries=entries)


def with_number(submission: Submission, field: str, by: int) -> tuple[Submission, int]:
    """The return with one figure off by so much, and what the figure was."""
    right = submission.entry(field).value
    assert isinstance(right, int)
    return with_entry(field, value=right + by, raw=str(right + by), submission=submission), right


def pointed(submission: Submission, **last: int) -> list[str]:
    """Every hint that names a cell and a value."""
    known = {name.replace("__", "."): number for name, number in last.items()}
    background = Background(last=LastYear(numbers=known) if known else None)
    told = check(submission, LAYOUT, background)
    return [note.zh for each in told for note in each.notes if note.zh.startswith("多处互证")]


def total(row: str) -> int:
    """What a row of the good return adds up to."""
    columns = ("natural", "business", "research", "public_interest", "legal_service", "other_org")
    values = [good().entry(f"requests.{row}.{column}").value for column in columns]
    return sum(value for value in values if isinstance(value, int))


def test_a_sum_and_the_text_agree_on_a_cell() -> None:
    """自然人 does not balance, and the text says how many were granted: together they name one cell and its figure."""
    text = f"予以公开{total('granted')}件。"
    made = with_entry("overview.on_request", value=text, raw=text, state=State.VALUE, submission=without_texts())
    wrong, right = with_number(made, "requests.granted.natural", 1)
    (hint,) = pointed(wrong)
    cell = LAYOUT.places["requests.granted.natural"]
    assert hint.startswith(f"多处互证：{cell.sheet}!{cell.cell}“")
    assert f"现为 {right + 1}，疑应为 {right}（" in hint


def test_a_sum_and_last_year_agree_on_a_cell() -> None:
    """上年结转 is what last year carried out: where the column does not balance either, it is the cell."""
    wrong, right = with_number(without_texts(), "requests.carried_in.natural", 1)
    (hint,) = pointed(wrong, requests__carried_out__natural=right)
    assert f"疑应为 {right}（" in hint


def test_one_witness_alone_names_nothing() -> None:
    """A sum that fails points at each of its cells alike, whatever other figure equals the difference."""
    for by in (1, 2, 3):
        wrong, _ = with_number(without_texts(), "requests.granted.natural", by)
        assert pointed(wrong) == []


def test_a_cell_that_the_text_finds_right_is_not_named() -> None:
    """Where text and sum disagree about different cells nothing is named."""
    text = f"予以公开{total('granted') + 1}件。"
    made = with_entry("overview.on_request", value=text, raw=text, state=State.VALUE, submission=without_texts())
    wrong, _ = with_number(made, "requests.granted.natural", 1)
    assert pointed(wrong) == []
