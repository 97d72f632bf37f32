"""Reading back: the gate, one streaming pass, and a submission with every value's own text and cell."""

from xlreport.reading.reader import read_submission
from xlreport.reading.recovery import Foreign, Recovered, recover

__all__ = ["Foreign", "Recovered", "read_submission", "recover"]
