"""axe-core over a page in a real browser, in a window of a size."""

import json
import re
from html import unescape
from importlib.resources import files
from pathlib import Path
from typing import Any

from bounded import bounded

RUN = """
axe.run(document, {resultTypes: ["violations", "incomplete"]}).then(function (found) {
  var told = found.violations.map(function (each) { return each.id + ": " + each.nodes[0].html; });
  document.documentElement.setAttribute("data-axe", JSON.stringify({violations: told, passes: found.passes.length}));
});
"""
SIZES = ("1280,1600", "375,812")
"""A desk and a phone."""


def browse(chromium: Path, folder: Path, *arguments: str) -> str:
    """Run the browser without a screen and give what it printed."""
    command = [str(chromium), "--headless=new", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}"]
    done = bounded([*command, *arguments], capture_output=True, text=True, check=True)
    return str(done.stdout)


def with_axe(page: Path, script: str = RUN) -> Path:
    """The page with axe-core at its end; it runs as soon as the page is there."""
    axe = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
    told = page.read_text(encoding="utf-8").replace(
        "</body>", f"<script>{axe}</script><script>{script}</script></body>"
    )
    copy = page.with_name(f"axe-{page.name}")
    copy.write_text(told, encoding="utf-8")
    return copy


def told_by_axe(chromium: Path, page: Path, size: str, profile: Path) -> dict[str, Any]:
    """What axe-core says of a page in a window of a size."""
    arguments = (f"--window-size={size}", "--virtual-time-budget=20000", "--dump-dom", with_axe(page).as_uri())
    found = re.search(r'data-axe="([^"]*)"', browse(chromium, profile, *arguments))
    assert found
    said: dict[str, Any] = json.loads(unescape(found[1]))
    return said
