"""The blank workbook of each form, kept in templates/ beside it for people without Python.

Run by `make blank`, which writes them anew; `test_blank_workbooks` compares them with a fresh build.
"""

from collections.abc import Iterator
from pathlib import Path

from xlreport.forms import load_form
from xlreport.layout import plan
from xlreport.manifest import identity_of
from xlreport.resources import templates_folder
from xlreport.writing import write_workbook


def blank_workbooks() -> Iterator[tuple[Path, bytes]]:
    """Give where each form's blank workbook stands, named by its title, and the bytes it should have."""
    for path in sorted(templates_folder().glob("*/form.toml")):
        layout = plan(load_form(path.parent.name))
        if layout.form.final_year:  # kept to read history, issued no more
            continue
        yield path.with_name(f"{layout.form.title}.xlsx"), write_workbook(layout, identity_of(layout), {})


if __name__ == "__main__":
    for kept, content in blank_workbooks():
        kept.write_bytes(content)
