"""The schemas in docs/schemas, as the program makes them: `make docs` writes them anew."""

import json
from pathlib import Path

from xlreport.forms import load_form
from xlreport.outputs.schemas import NAMES, schema_of

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "schemas"


def pages() -> dict[str, str]:
    """Each schema's file by its name."""
    form = load_form()
    return {f"{name}.json": json.dumps(schema_of(name, form), ensure_ascii=False, indent=2) + "\n" for name in NAMES}


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, text in pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8", newline="\n")
