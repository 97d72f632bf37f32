"""A hook of the manual's site: takes out the one script that the theme would fetch from elsewhere.

The script lets the search run where a browser opens pages from a folder; without it the pages read the same, and the
search works where the site is served.
"""

import re
from typing import Any

_FETCHED = re.compile(r'<script[^>]*\bsrc="https?://[^"]*"[^>]*></script>')


def on_post_page(output: str, **_: Any) -> str:
    """Give a page without scripts from elsewhere."""
    return _FETCHED.sub("", output)


def on_post_template(output_content: str, **_: Any) -> str:
    """The same of the pages that no text is behind, such as 404."""
    return _FETCHED.sub("", output_content)
