"""Every rule there is by its code, and that of issuing: last year's file must be what it is given for."""

from xlreport.checks import WAIVER_RULES
from xlreport.findings import Rule, Severity
from xlreport.forms import Form
from xlreport.language import Text
from xlreport.merging import RULES as MERGING_RULES
from xlreport.rulebooks import catalogue

X08 = Rule(
    code="X08",
    severity=Severity.ERROR,
    level="D",
    source=Text("本工具的规定", "this tool's own"),
    title=Text("上年文件与要求不符", "last year's file is not what it is given for"),
    meaning=Text(
        "上年数字只取自同一单位、上一年度、同一表样的报告；不符、有错误或前后矛盾的一律不用，逐个说明。",
        "Last year's figures are taken only from the same unit's report of the year before on the same form; what does "
        "not fit, has errors or contradicts itself is not used, and each case is told.",
    ),
    message=Text("{unit}的上年数字没有采用：{why}。", "Last year's figures of {unit} are not used: {why}."),
    advice=Text(
        "请换用正确的上年文件后加 --force 重新下发；单位更名的，可用只写单位代码、年度和数字的答案 (JSON)。",
        "Give the right file of last year and issue again with --force; for a renamed unit give answers (JSON) "
        "with its code, the year and the figures alone.",
    ),
    why=Text(
        "用错了上年的数，今年的衔接检查就全错了。", "With a wrong year before, every comparison of this year is wrong."
    ),
)
RULES = (X08,)
_OF_LAWS = {"P01", "P02"}
"""Rules of the merge about a day that a law sets to some kind of unit."""
_OF_ROLES = {"M05": "counted_documents", "M06": "carried_in", "M07": "told_once", "X07": "own_words"}
"""Rules of the merge about what not every form asks, each with the role that it needs."""


def every_rule(form: Form) -> dict[str, Rule]:
    """Give every rule that speaks of a form by its code: of the checks, the form, the merge, the proof, the issue."""
    merging = (rule for rule in MERGING_RULES if _speaks(rule, form))
    return {rule.code: rule for rule in (*catalogue(form), *WAIVER_RULES, *merging, *RULES)}


def _speaks(rule: Rule, form: Form) -> bool:
    """Tell whether a rule of the merge has something to look at in a form."""
    by_law = {kind.rule for kind in form.units.kinds}
    role = _OF_ROLES.get(rule.code)
    return rule.code in by_law if rule.code in _OF_LAWS else role is None or bool(getattr(form.roles, role))
