"""The V family: what verify has to say about a consolidated workbook in itself."""

from dataclasses import replace

from xlreport.findings import Rule, Severity
from xlreport.language import Text

_INSIDE = Text("汇总工作簿自身", "the consolidated workbook itself")
_INBOX = Text("收件文件夹中的报送", "the returns of the inbox")
_COMPARE = Text(
    "与原汇总文件或收件文件核对；不能说明来由的，重新汇总。",
    "Compare it with the original or with the returns; if nobody can explain it, merge again.",
)
AGAIN = Text("用 xlreport merge 重新汇总。", "Merge again with xlreport merge.")


def proof_rule(  # noqa: PLR0913  # a rule is these words
    code: str, severity: Severity, title: Text, message: Text, advice: Text = _COMPARE, *, meaning: Text, why: Text
) -> Rule:
    """Make a rule of the proof; from V20 on its source is the inbox, before that the workbook itself."""
    source = _INBOX if code >= "V20" else _INSIDE
    return Rule(
        code=code,
        severity=severity,
        level="D",
        source=source,
        title=title,
        meaning=meaning,
        why=why,
        message=message,
        advice=advice,
    )


V01 = proof_rule(
    "V01",
    Severity.ERROR,
    Text("无法读取", "Cannot be read"),
    Text("不能作为工作簿读取：{found}", "Cannot be read as a workbook: {found}"),
    AGAIN,
    meaning=Text(
        "复核要用另一个程序库重新打开汇总工作簿；打不开就什么也证明不了。",
        "Proof opens the workbook with another library; one that cannot be opened proves nothing.",
    ),
    why=Text("打不开的文件不能作为依据。", "What cannot be opened cannot be relied on."),
)
V02 = proof_rule(
    "V02",
    Severity.ERROR,
    Text("不是本表样的汇总工作簿", "Not a consolidated workbook of this form"),
    Text("{what}：应为 {expected}，所见 {found}。", "{what}: expected {expected}, found {found}."),
    AGAIN,
    meaning=Text(
        "隐藏清单写着这份工作簿按哪个表样、哪个版本汇总。",
        "The hidden manifest says by which form and edition the workbook was merged.",
    ),
    why=Text("表样不同，每个数字的含义都可能不同。", "With another form every number may mean something else."),
)
V02_FORM = replace(
    V02,
    message=Text(
        "这是表样 {found} 的汇总工作簿，不是 {expected} 的。",
        "This is a consolidated workbook of the form {found}, not of {expected}.",
    ),
    advice=Text("加上 --form {found} 再复核。", "Verify it with --form {found}."),
)
V03 = proof_rule(
    "V03",
    Severity.ERROR,
    Text("校验码不符", "Digest does not fit"),
    Text(
        "{sheet} 的校验码为 {found}，按隐藏副本重算为 {expected}：副本或校验码被改动。",
        "The digest of {sheet} is {found}; the hidden copy gives {expected}: the copy or the digest was changed.",
    ),
    meaning=Text(
        "校验码由隐藏副本算出，印在封面，也存在清单里，三处应当一致。",
        "The digest is worked out from the hidden copy, printed on 封面 and kept in the manifest; all three agree.",
    ),
    why=Text(
        "校验码不符，说明有人动过汇总的底账。",
        "A digest that does not fit means that somebody touched the books themselves.",
    ),
)
V04 = proof_rule(
    "V04",
    Severity.ERROR,
    Text("明细缺行", "Row removed"),
    Text("{expected} 的一行不见了。", "The row of {expected} is gone."),
    meaning=Text("汇总时计入的每个单位在“明细”中占一行。", "Every unit that was counted has a row in 明细."),
    why=Text("少一行，全县的数就少了一个单位。", "A missing row leaves a unit out of every total."),
)
V05 = proof_rule(
    "V05",
    Severity.ERROR,
    Text("明细多行", "Row added"),
    Text("多出一行：{found}。", "A row too many: {found}."),
    meaning=Text("“明细”只有汇总时写入的行。", "明细 has only the rows that the merge wrote."),
    why=Text("多出的一行没有对应的报送，却会加进合计。", "A row without a return is added to the totals all the same."),
)
V06 = proof_rule(
    "V06",
    Severity.ERROR,
    Text("明细被改动", "Ledger changed"),
    Text("{unit}，{label}：由 {expected} 改为 {found}。", "{unit}, {label}: changed from {expected} to {found}."),
    meaning=Text("“明细”的每一格都与隐藏副本相同。", "Every cell of 明细 is as in the hidden copy."),
    why=Text("明细是所有合计的来源。", "The ledger is where every total comes from."),
)
V07 = proof_rule(
    "V07",
    Severity.ERROR,
    Text("公式被替换", "Formula replaced"),
    Text("公式应为 {expected}，所见 {found}。", "The formula should be {expected}; found {found}."),
    meaning=Text("每个公式都与汇总时写入的一样。", "Every formula is as the merge wrote it."),
    why=Text("公式换了，合计就不再是各单位之和。", "With another formula a total is no longer the sum of the units."),
)
V08 = proof_rule(
    "V08",
    Severity.ERROR,
    Text("结果与明细不符", "Result does not follow from the ledger"),
    Text("显示 {found}，按明细重算为 {expected}。", "It shows {found}; the ledger gives {expected}."),
    meaning=Text(
        "公式显示的结果应等于按明细另行计算的结果。",
        "What a formula shows equals what the ledger gives in a second calculation.",
    ),
    why=Text(
        "公式没动而结果不对，打印和预览时看到的就是错数。",
        "A false result under a true formula is what print and preview show.",
    ),
)
V09 = proof_rule(
    "V09",
    Severity.NOTE,
    Text("单位被排除", "Unit taken out"),
    Text("{unit} 的“计入”为否，汇总不含其数字。", "{unit} is marked 否: the totals are without it."),
    Text("确认排除有据。", "Make sure that there is a reason."),
    meaning=Text(
        "“计入”改为否，该单位就不进合计；这是允许的，但要说得出理由。",
        "With 否 a unit leaves the totals; that is allowed, with a reason.",
    ),
    why=Text(
        "不说明的排除会让全县的数变小而无人知道。", "An exclusion that nobody explains makes the totals smaller unseen."
    ),
)
V10 = proof_rule(
    "V10",
    Severity.ERROR,
    Text("“计入”只能为是或否", "Include flag is neither 是 nor 否"),
    Text("{unit} 的“计入”为 {found}。", "The include flag of {unit} is {found}."),
    Text("改为是或否。", "Make it 是 or 否."),
    meaning=Text("“计入”只有是、否两种写法。", "The flag is 是 or 否, nothing else."),
    why=Text("写成别的，公式一律当作不计入。", "Anything else counts as not included."),
)
V11 = proof_rule(
    "V11",
    Severity.ERROR,
    Text("明细表头被改动", "Ledger header changed"),
    Text("表头应为 {expected}，所见 {found}。", "The header should be {expected}; found {found}."),
    meaning=Text(
        "“明细”的表头写明每一列是哪张表哪一格。", "The headers of 明细 say from which sheet and cell a column comes."
    ),
    why=Text("表头换了，数字就对不上来处。", "With another header a number leads to the wrong source."),
)
V12 = proof_rule(
    "V12",
    Severity.WARNING,
    Text("没有保存计算结果", "No results stored"),
    Text(
        "公式的结果没有保存（{found} 处）：存盘的程序没有计算。公式和明细照常核对。",
        "The results of {found} formulas are not stored: the program that saved the file does not calculate. "
        "Formulas and ledger are checked all the same.",
    ),
    Text(
        "用 Excel、WPS 或 LibreOffice 打开并保存后再核对。",
        "Open and save it in a spreadsheet program and verify again.",
    ),
    meaning=Text(
        "有的程序存盘时不计算，公式就没有保存结果。",
        "Some programs do not calculate when they save; formulas then have no stored result.",
    ),
    why=Text("没有结果的文件在预览、手机上显示空白。", "Without results a preview or a phone shows blanks."),
)
V14 = proof_rule(
    "V14",
    Severity.ERROR,
    Text("缺少工作表", "Sheet missing"),
    Text("缺少工作表“{expected}”。", "The sheet {expected} is missing."),
    AGAIN,
    meaning=Text("汇总工作簿的工作表一张也不能少。", "No sheet of the consolidated workbook may be missing."),
    why=Text("少了工作表，其中的数字就无从核对。", "Without a sheet its numbers cannot be checked."),
)
V33 = proof_rule(
    "V33",
    Severity.NOTE,
    Text("核对本身不相符", "核对 does not hold"),
    Text("“核对”的结果是“{found}”。", "核对 says “{found}”."),
    Text(
        "数字与来源一致，但合计不符合勾稽关系：见“核对”标 × 的各行。",
        "The figures are as reported, but the sums break relations: see the lines of 核对 marked ×.",
    ),
    meaning=Text(
        "复核证明数字与来源一致；数字之间是否相符，由“核对”说。",
        "The proof says that figures are as reported; 核对 says whether they agree with each other.",
    ),
    why=Text("来源无误的数，也可能互相矛盾。", "Figures that are truly as reported can still contradict each other."),
)
V35 = proof_rule(
    "V35",
    Severity.ERROR,
    Text("图被改动", "A chart was changed"),
    Text("“{label}”一图应为 {expected}，所见 {found}。", "The chart “{label}” should be {expected}; found {found}."),
    meaning=Text(
        "“图表”的每个图取自表样声明的那几格，标题、系列名称也与汇总时一样。",
        "Each chart takes its labels and figures from the cells that the form declares, under the title and names of the merge.",
    ),
    why=Text("图取自别的格，画出来的就是另一组数。", "A chart of other cells draws other figures."),
)
V35_MORE = replace(
    V35,
    severity=Severity.WARNING,
    message=Text("多出一个图：{found}。", "A chart too many: {found}."),
)
RULES = (V01, V02, V03, V04, V05, V06, V07, V08, V09, V10, V11, V12, V14, V33, V35)
