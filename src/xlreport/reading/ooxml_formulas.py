"""Moves a formula from the cell it was written for to another, as filling down does. Computes nothing."""

from xlreport.plain_records import dataclass


def translated(formula: str, origin: str, target: str) -> str:
    """Give a formula as it reads at another cell, without `=`; "" when it cannot be read as a formula."""
    # openpyxl takes ten times longer to load than the rest, and most books never need it here.
    from openpyxl.formula.tokenizer import TokenizerError  # noqa: PLC0415
    from openpyxl.formula.translate import Translator, TranslatorError  # noqa: PLC0415

    try:
        text = Translator("=" + formula.removeprefix("="), origin).translate_formula(target)
    except (TokenizerError, TranslatorError, ValueError, IndexError):
        return ""
    return str(text).removeprefix("=")


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedFormula:
    """A formula that several cells share, as it stands in the cell that defines it."""

    origin: str
    text: str

    def at(self, ref: str) -> str:
        """Give the formula as it reads at one of its cells; "" when it cannot be read."""
        return self.text if ref == self.origin else translated(self.text, self.origin, ref)
