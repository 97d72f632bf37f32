"""The M family: what merge has to say about roster, files and totals.

M01, M02 and M11 (in `submitted_rules`) are the roll-up rules of the same number in this project's rule collection
(every unit in scope has exactly one accepted return; the sums pass the relations again; a later file replaces the
earlier one, and what changed is shown). M12 to M19 divide the first of them by cause. Those about what is left out are fixed: no round may be silent about it.
"""

from xlreport.findings import Rule, Severity
from xlreport.language import Text

ROSTER = Text("填报单位名册", "the round's roster")
POLICY = Text("本工具的汇总规则", "this tool's merge policy")


def rule(  # noqa: PLR0913  # a rule is these words
    code: str,
    severity: Severity,
    level: str,
    source: Text,
    texts: tuple[tuple[str, str], ...],
    *,
    why: Text,
    fixed: bool = False,
) -> Rule:
    """Make a rule of its title, meaning, message and advice, each a pair of Chinese and English."""
    title, meaning, message, advice = (Text(*pair) for pair in texts)
    return Rule(
        code=code,
        severity=severity,
        level=level,
        source=source,
        title=title,
        meaning=meaning,
        why=why,
        fixed=fixed,
        message=message,
        advice=advice,
    )


M01 = rule(
    "M01",
    Severity.ERROR,
    "A",
    ROSTER,
    (
        ("应报未报", "Unit missing"),
        ("名册中纳入的单位应有一份通过的报送。", "Every unit in scope has one accepted return."),
        ("{name}（{code}）没有报送。", "{name} ({code}) has handed in nothing."),
        (
            "催报，收到后重新汇总；确不纳入的，在名册中注明原因。",
            "Ask for it and merge again; if it is not due, mark it out of scope with a reason.",
        ),
    ),
    why=Text("缺一个单位，全县的数就不是全县的数。", "Without one unit the county's total is not the county's."),
    fixed=True,
)
M02 = rule(
    "M02",
    Severity.ERROR,
    "D",
    Text("表内勾稽关系（汇总数）", "the form's relations, on the totals"),
    (
        ("汇总数勾稽不符", "Totals break a relation"),
        ("各单位数字之和应再次符合表内勾稽关系。", "The sums must pass the form's relations again."),
        (
            "{whole}合计 {relation}（{about}）：左边 {found}，右边 {expected}。",
            "Total of {whole}, {relation} ({about}): left {found}, right {expected}.",
        ),
        ("在“明细”中查找造成差额的单位。", "Look for the unit that makes the difference in 明细."),
    ),
    why=Text(
        "各单位都对而合计不对，说明汇总本身有问题。",
        "When every unit is right and the sum is not, the merge itself is at fault.",
    ),
    fixed=True,
)
M12 = rule(
    "M12",
    Severity.ERROR,
    "A",
    ROSTER,
    (
        ("名册外单位", "Unknown unit"),
        ("名册决定哪些单位计入。", "The roster decides which units count."),
        (
            "单位代码 {found}（{name}）不在名册中，未计入。",
            "Unit code {found} ({name}) is not in the roster; not counted.",
        ),
        ("核对单位代码，或将该单位补入名册。", "Check the unit's code, or add the unit to the roster."),
    ),
    why=Text("名册外的单位算进来，合计就多了。", "A unit outside the roster would make the totals too large."),
    fixed=True,
)
M13 = rule(
    "M13",
    Severity.WARNING,
    "D",
    ROSTER,
    (
        ("不纳入的单位报送了", "Out of scope, yet handed in"),
        ("名册注明不纳入的单位不计入汇总。", "A unit marked out of scope is not counted."),
        ("{name}（{code}）在名册中不纳入（{why}），未计入。", "{name} ({code}) is out of scope ({why}); not counted."),
        ("如应计入，请修改名册。", "If it should count, change the roster."),
    ),
    why=Text("已经说明不纳入的单位，不应悄悄算进来。", "A unit that was left out for a reason must not slip in."),
)
M16 = rule(
    "M16",
    Severity.ERROR,
    "D",
    POLICY,
    (
        ("退回的报送未计入", "Rejected return left out"),
        ("有错误的报送不计入汇总。", "A return with errors is not counted."),
        (
            "{name}（{code}）的报送有 {count} 个错误，未计入：{first}",
            "The return of {name} ({code}) has {count} errors and is not counted: {first}",
        ),
        ("请单位改正后重新报送；全部问题见“问题清单”。", "Ask for a corrected one; all findings are in 问题清单."),
    ),
    why=Text("有错的数进了汇总，全县的数就有错。", "With a faulty return the county's totals are faulty."),
    fixed=True,
)
M17 = rule(
    "M17",
    Severity.ERROR,
    "D",
    POLICY,
    (
        ("年度不符", "Wrong year"),
        ("只汇总同一报告年度。", "One report year is merged at a time."),
        (
            "报告年度为 {found}，本次汇总 {expected} 年度，未计入。",
            "Report year {found}; this merge is for {expected}; not counted.",
        ),
        ("将该文件移到相应年度的批次，或请单位改正年度。", "Move it to its own round, or ask for the right year."),
    ),
    why=Text("不同年度的数不能相加。", "Figures of different years cannot be added."),
    fixed=True,
)
M18 = rule(
    "M18",
    Severity.ERROR,
    "D",
    POLICY,
    (
        ("无法读取", "Unreadable"),
        ("收件文件夹中的工作簿应能读取。", "A workbook in the inbox can be read."),
        ("不能作为报送读取，未计入。{first}", "Cannot be read as a return; not counted. {first}"),
        (
            "按文件的提示处理后重新汇总；与填报无关的文件请移出。",
            "Do what its finding says and merge again; take strangers out of the folder.",
        ),
    ),
    why=Text("读不了的文件里可能正是某个单位的报表。", "The unreadable file may be the very return of a unit."),
    fixed=True,
)
M19 = rule(
    "M19",
    Severity.WARNING,
    "D",
    POLICY,
    (
        ("略过的文件可能是报送", "A skipped file may be a return"),
        (
            "按文件名略过的文件都列出；其中可能是报送的另行提醒。",
            "Files skipped by name are listed; one that may be a return is pointed out.",
        ),
        ("略过：{why}。", "Skipped: {why}."),
        ("处理后重新汇总。", "Put it right and merge again."),
    ),
    why=Text("略过的文件若是报表，这个单位就被漏掉了。", "If a skipped file is a return, its unit is left out."),
)
M20 = rule(
    "M20",
    Severity.WARNING,
    "D",
    POLICY,
    (
        ("不是现行下发的那一份表", "Not the workbook in force"),
        (
            "下发登记（issues.jsonl）记着每个单位现行的下发编号；编号不同的，多半填在了重新下发之前的旧表里。",
            "The register (issues.jsonl) has the issue in force for each unit; another one is mostly a workbook from "
            "before it was issued anew.",
        ),
        (
            "{name}（{code}）的表下发编号为 {found}，现行为 {expected}。",
            "The workbook of {name} ({code}) has issue {found}; {expected} is in force.",
        ),
        (
            "核对后仍可计入；需要的话请单位换用现行的表。",
            "It counts all the same; ask for the workbook in force if it matters.",
        ),
    ),
    why=Text(
        "旧表里的上年数字和版本可能已经更正过。", "Last year's figures and the edition may have been corrected since."
    ),
)
RULES = (M01, M02, M12, M13, M16, M17, M18, M19, M20)
