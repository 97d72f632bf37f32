"""Text to exact numbers: form is forgiven, content never guessed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlreport.numbers import Number, exact, read, shown, stored, whole

decimals = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=4)
FULL_WIDTH = str.maketrans("0123456789.,-", "０１２３４５６７８９．，－")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("１２", 12),
        ("1,234", 1234),
        ("1，234", 1234),
        ("12,345,678.9", Decimal("12345678.9")),
        (" 5 ", 5),
        ("\u200b7", 7),
        ("\u30007\u3000", 7),
        ("\ufeff0", 0),
        ("３．５", Decimal("3.5")),
        ("－３", -3),
        ("−3", -3),
        ("\xa08", 8),
        ("＋4", 4),
    ],
)
def test_form_is_forgiven_and_told(text: str, number: Number) -> None:
    """Full width, separators and invisible blanks are normalised, and said to be."""
    reading = read(text)
    assert reading is not None
    assert (reading.number, type(reading.number), reading.normalised) == (number, type(number), True)


@pytest.mark.parametrize("text", ["0", "12", "3.5", "-1", "+4", "007", "999999999999"])
def test_a_plain_number_needs_no_note(text: str) -> None:
    """What is written as data writes it is not normalised."""
    reading = read(text)
    assert reading is not None
    assert not reading.normalised


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "3件",
        "无",
        "/",
        "1.2万",
        "-",
        "22（其中修订16件）",
        "43.788万元",
        "1 234",
        "12,34",
        "1,2345",
        "1.2.3",
        "1e5",
        "１ｅ５",
        "½",
        "②",
        "1²",
        "12①",
        "₃",
        "三",
        "〇",
        "=1+1",
        "0x10",
        "NaN",
        "inf",
        "TRUE",
        "5.",
        "1_000",
        "١٢",
        "--1",
        "12%",
    ],
)
def test_content_is_never_guessed(text: str) -> None:
    """Whatever is not purely a number is none."""
    assert read(text) is None


@given(number=decimals)
def test_what_is_shown_is_read_back_exactly(number: Decimal) -> None:
    """Written for people or in full width, the number comes back, whole ones as int."""
    number = whole(number)  # type: ignore[assignment]
    text = shown(number)
    assert "E" not in text
    for form in (text, text.translate(FULL_WIDTH)):
        reading = read(form)
        assert reading is not None
        assert reading.number == number
    assert exact(text) == number
    assert isinstance(exact(text), int) == (
        number == number.to_integral_value() if isinstance(number, Decimal) else True
    )


@given(number=st.floats(allow_nan=False, allow_infinity=False, min_value=-1e15, max_value=1e15))
def test_a_stored_binary_fraction_is_read_to_15_digits(number: float) -> None:
    """A file's number differs from the float it stands for by less than a unit in the 15th digit."""
    found = stored(repr(number))
    assert found is not None
    assert abs(Decimal(found) - Decimal(repr(number))) <= abs(Decimal(repr(number))) * Decimal("1e-14")
    assert not isinstance(found, float)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0.30000000000000004", Decimal("0.3")),
        ("59237.2449", Decimal("59237.2449")),
        ("1E3", 1000),
        ("59237.244899999998", Decimal("59237.2449")),
        ("-0", 0),
        ("1.0", 1),
        ("123456789012345678", 123456789012345678),
        ("2.9999999999999996", 3),
        (".5", Decimal("0.5")),
    ],
)
def test_a_stored_number_is_what_a_program_shows(text: str, number: Number) -> None:
    """The tail of a binary fraction goes, whole numbers keep every digit."""
    assert (stored(text), type(stored(text))) == (number, type(number))


@pytest.mark.parametrize("text", ["", "abc", "1,2", "NaN", "Infinity", " 1", "１", "1E9999", "0x1"])
def test_what_a_file_cannot_mean_as_a_number_is_none(text: str) -> None:
    """Text in a number's place is not forgiven on the file's level."""
    assert exact(text) is None


def test_a_monstrous_exponent_stays_small() -> None:
    """1E307 neither becomes hundreds of digits of int nor fails; what is beyond a cell, 1E999, is no number."""
    assert [type(exact(text)) for text in ("1E307", "1E-324")] == [Decimal, Decimal]
    assert [exact(text) for text in ("1E999", "-1E308", "1E-325", "1E-999")] == [None] * 4


def test_sums_are_exact() -> None:
    """0.1 + 0.2 = 0.3, since no float is involved: as floats they add up to something else."""
    parts = [exact(text) for text in ("0.1", "0.2")]
    assert parts == [Decimal("0.1"), Decimal("0.2")]
    assert sum(part for part in parts if part is not None) == Decimal("0.3")
