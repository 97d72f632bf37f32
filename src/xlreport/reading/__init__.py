"""Reading back: the gate, one streaming pass, and a submission with every value's own text and cell."""

from xlreport.reading.reader import read_submission

__all__ = ["read_submission"]
