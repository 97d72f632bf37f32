"""The rules of this folder, worded in `rules/W.toml`."""

import tomllib
from functools import cache
from pathlib import Path

from xlreport.findings import Rule, Severity
from xlreport.language import Text

_FILE = Path(__file__).parents[1] / "rules" / "W.toml"


@cache
def _rules() -> dict[str, Rule]:
    table = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    shared = table.pop("shared", {})

    def text(words: object) -> Text:
        said = shared[words] if isinstance(words, str) else words
        assert isinstance(said, dict)  # noqa: S101
        return Text(said["zh"], said["en"])

    return {
        code: Rule(
            code=code,
            severity=Severity(each["severity"]),
            level=each["level"],
            source=text(each["source"]),
            title=text(each["title"]),
            meaning=text(each["meaning"]),
            why=text(each["why"]),
            message=text(each["message"]),
            advice=text(each["advice"]),
        )
        for code, each in table.items()
    }


def rule(code: str) -> Rule:
    """Give a rule by its code."""
    return _rules()[code]


RULES = tuple(_rules().values())
