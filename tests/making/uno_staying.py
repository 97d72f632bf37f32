"""Opens a hidden empty workbook in the LibreOffice that listens at a pipe, so that it stays after what it is given.

Run by a Python that has uno, with the pipe's name.
"""

import sys

from uno_connecting import Office

from com.sun.star.beans import PropertyValue  # type: ignore[import-not-found]  # isort: skip  # after uno


def main() -> None:
    """Open it."""
    hidden = PropertyValue(Name="Hidden", Value=True)
    office = Office(f"pipe,name={sys.argv[1]}")
    assert office.desktop.loadComponentFromURL("private:factory/scalc", "_blank", 0, (hidden,)) is not None


if __name__ == "__main__":
    main()
