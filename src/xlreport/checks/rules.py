"""A short way to write a rule in both languages."""

from xlreport.findings import Rule, Severity
from xlreport.language import Text

Pair = tuple[str, str]

OWN = ("本工具的规定", "a policy of this tool")
FORM = ("国办公开办函〔2021〕30号附件表样", "the annex of 国办公开办函〔2021〕30号")
ARITHMETIC = ("由数字的含义推出", "follows from what the figures mean")


def rule(  # noqa: PLR0913  # a rule is these words
    code: str,
    severity: Severity,
    level: str,
    source: Pair,
    *,
    title: Pair,
    meaning: Pair,
    why: Pair = ("", ""),
    message: Pair,
    advice: Pair,
    fixed: bool = False,
) -> Rule:
    """Make a rule from pairs of Chinese and English."""
    return Rule(
        code=code,
        severity=severity,
        level=level,
        source=Text(*source),
        title=Text(*title),
        meaning=Text(*meaning),
        why=Text(*why),
        message=Text(*message),
        advice=Text(*advice),
        fixed=fixed,
    )
