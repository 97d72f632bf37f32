"""What is wrong with one table, gathered until all of it was read, so that every fault is told at once."""

from collections.abc import Mapping

from xlreport.errors import RoundError


class Faults:
    """The faults of one file; `headers` has the printed name of each column by its id."""

    def __init__(self, file: str, headers: Mapping[str, str]) -> None:
        """Begin without any."""
        self.file, self.headers = file, headers
        self.lines: list[str] = []

    def add(self, row: int, column: str, message: str) -> None:
        """Note what is wrong in a row, 1-based, and a column by its id or letter, empty for the whole row."""
        place = f"第 {row} 行 (row {row})" + (f", {self.headers.get(column, column)} ({column})" if column else "")
        self.lines.append(f"{self.file}: {place}: {message}")

    def settle(self) -> None:
        """Raise RoundError with every fault, if there is any."""
        if self.lines:
            raise RoundError("\n".join(self.lines))
