"""The V family, second part: the workbook against the same one written anew."""

from dataclasses import replace

from xlreport.findings import Severity
from xlreport.language import Text
from xlreport.merging.proof.rules import proof_rule

V15 = proof_rule(
    "V15",
    Severity.WARNING,
    Text("有内容被隐藏", "Something is hidden"),
    Text("{sheet} 的{what}被隐藏。", "{what} of {sheet} is hidden."),
    Text("取消隐藏或清除筛选后再看。", "Unhide it, or clear the filter, and look again."),
    meaning=Text(
        "汇总写入的行、列和工作表都看得见；筛选也会隐藏行。",
        "Rows, columns and sheets are written to be seen; a filter hides rows too.",
    ),
    why=Text("看不见的行仍在合计里，看表的人却以为没有。", "What nobody sees is still in the totals."),
)
V16 = proof_rule(
    "V16",
    Severity.ERROR,
    Text("文字被改动", "A text was changed"),
    Text("{sheet}!{cell}：由“{expected}”改为“{found}”。", "{sheet}!{cell}: changed from “{expected}” to “{found}”."),
    meaning=Text(
        "标题、表头、单位情况和问题清单都应与汇总时一样，用随表携带的底账重新写一遍逐格比较。",
        "Titles, headers, the state of units and findings are as merged; the workbook is written anew from the ledger it carries and compared cell by cell.",
    ),
    why=Text(
        "改一个表头或一句说明，同样的数字就成了另一个意思。",
        "With another header or remark the same number means something else.",
    ),
)
V16_MANY = replace(
    V16,
    message=Text(
        "{sheet} 从 {cell} 起还有 {count} 格被改动。", "{count} more cells of {sheet}, from {cell} on, were changed."
    ),
)
V17 = proof_rule(
    "V17",
    Severity.WARNING,
    Text("链接被改动", "A link was changed"),
    Text(
        "{sheet}!{cell} 的链接应指向 {expected}，现指向 {found}。",
        "The link at {sheet}!{cell} should lead to {expected}; it leads to {found}.",
    ),
    meaning=Text(
        "工作簿里的链接带人从合计走到明细，再走到报送的文件。",
        "The links lead from a total to the ledger and on to the return.",
    ),
    why=Text(
        "链接换了，点开的就不是数字的来处。", "With another link one does not arrive where the number comes from."
    ),
)
V17_MOVED = replace(
    V17,
    severity=Severity.NOTE,
    message=Text(
        "{sheet} 有 {count} 个链接指向的文件夹与汇总时不同，如 {cell} 应指向 {expected}，现指向 {found}；"
        "把工作簿另存到别处时，表格软件会这样改写。",
        "{count} links on {sheet} lead to another folder than at the merge, such as {cell}: {expected} is now {found}; "
        "spreadsheet programs rewrite them so when a workbook is saved elsewhere.",
    ),
)
V18 = proof_rule(
    "V18",
    Severity.NOTE,
    Text("工作表保护已取消", "Protection is off"),
    Text("{sheet} 的保护已取消。", "The protection of {sheet} is off."),
    Text("内容已照常核对；不再改动的，请重新保护。", "The content was checked all the same; protect it again."),
    meaning=Text(
        "保护只防误改，取消后内容仍可证明。", "Protection prevents slips; without it the content can still be proven."
    ),
    why=Text("没有保护，以后容易误改。", "Without it a slip may change something later."),
)
V19 = proof_rule(
    "V19",
    Severity.WARNING,
    Text("多出工作表", "A sheet too many"),
    Text("工作表“{found}”不是汇总写入的。", "The sheet {found} was not written by the merge."),
    Text(
        "与汇总无关的内容请另存；不能说明来由的，重新汇总。",
        "Keep other content elsewhere; if nobody can explain it, merge again.",
    ),
    meaning=Text("汇总工作簿只有汇总写入的工作表。", "A consolidated workbook has the sheets that the merge wrote."),
    why=Text("多出的表没有来处，容易被当成汇总的结果。", "An added sheet has no source and may be taken for a result."),
)
RULES = (V15, V16, V17, V18, V19)
