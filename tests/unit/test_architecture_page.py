"""The page about the architecture names every folder there is, and no other."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")


def test_every_folder_is_in_the_table() -> None:
    """Whoever looks for a folder's idea finds it under What lives where; none is listed that is gone."""
    table = PAGE.partition("## What lives where")[2].partition("\n## ")[0]
    named = set(re.findall(r"`([a-z]+)/`", table.replace("`tests/`", "")))
    folders = {path.parent.name for path in (ROOT / "src" / "xlreport").glob("*/__init__.py")}
    assert {"reading", "office"} <= named
    assert named ^ folders == set()
