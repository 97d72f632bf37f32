"""The V family: what verify has to say about a consolidated workbook, in itself and against the inbox."""

from dataclasses import replace

from xlreport.findings import Rule, Severity
from xlreport.language import Text

_INSIDE = Text("汇总工作簿自身", "the consolidated workbook itself")
_INBOX = Text("收件文件夹中的报送", "the returns of the inbox")
_COMPARE = Text(
    "与原汇总文件或收件文件核对；不能说明来由的，重新汇总。",
    "Compare it with the original or with the returns; if nobody can explain it, merge again.",
)
_AGAIN = Text("用 xlreport merge 重新汇总。", "Merge again with xlreport merge.")


def _rule(  # noqa: PLR0913  # a rule is these words
    code: str, severity: Severity, title: Text, message: Text, advice: Text = _COMPARE, *, meaning: Text, why: Text
) -> Rule:
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


V01 = _rule(
    "V01",
    Severity.ERROR,
    Text("无法读取", "Cannot be read"),
    Text("不能作为工作簿读取：{found}", "Cannot be read as a workbook: {found}"),
    _AGAIN,
    meaning=Text(
        "复核要用另一个程序库重新打开汇总工作簿；打不开就什么也证明不了。",
        "Proof opens the workbook with another library; one that cannot be opened proves nothing.",
    ),
    why=Text("打不开的文件不能作为依据。", "What cannot be opened cannot be relied on."),
)
V02 = _rule(
    "V02",
    Severity.ERROR,
    Text("不是本表样的汇总工作簿", "Not a consolidated workbook of this form"),
    Text("{what}：应为 {expected}，所见 {found}。", "{what}: expected {expected}, found {found}."),
    _AGAIN,
    meaning=Text(
        "隐藏清单写着这份工作簿按哪个表样、哪个版本汇总。",
        "The hidden manifest says by which form and edition the workbook was merged.",
    ),
    why=Text("表样不同，每个数字的含义都可能不同。", "With another form every number may mean something else."),
)
V03 = _rule(
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
V04 = _rule(
    "V04",
    Severity.ERROR,
    Text("明细缺行", "Row removed"),
    Text("{expected} 的一行不见了。", "The row of {expected} is gone."),
    meaning=Text("汇总时计入的每个单位在“明细”中占一行。", "Every unit that was counted has a row in 明细."),
    why=Text("少一行，全县的数就少了一个单位。", "A missing row leaves a unit out of every total."),
)
V05 = _rule(
    "V05",
    Severity.ERROR,
    Text("明细多行", "Row added"),
    Text("多出一行：{found}。", "A row too many: {found}."),
    meaning=Text("“明细”只有汇总时写入的行。", "明细 has only the rows that the merge wrote."),
    why=Text("多出的一行没有对应的报送，却会加进合计。", "A row without a return is added to the totals all the same."),
)
V06 = _rule(
    "V06",
    Severity.ERROR,
    Text("明细被改动", "Ledger changed"),
    Text("{unit}，{label}：由 {expected} 改为 {found}。", "{unit}, {label}: changed from {expected} to {found}."),
    meaning=Text("“明细”的每一格都与隐藏副本相同。", "Every cell of 明细 is as in the hidden copy."),
    why=Text("明细是所有合计的来源。", "The ledger is where every total comes from."),
)
V07 = _rule(
    "V07",
    Severity.ERROR,
    Text("公式被替换", "Formula replaced"),
    Text("公式应为 {expected}，所见 {found}。", "The formula should be {expected}; found {found}."),
    meaning=Text("每个公式都与汇总时写入的一样。", "Every formula is as the merge wrote it."),
    why=Text("公式换了，合计就不再是各单位之和。", "With another formula a total is no longer the sum of the units."),
)
V08 = _rule(
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
V09 = _rule(
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
V10 = _rule(
    "V10",
    Severity.ERROR,
    Text("“计入”只能为是或否", "Include flag is neither 是 nor 否"),
    Text("{unit} 的“计入”为 {found}。", "The include flag of {unit} is {found}."),
    Text("改为是或否。", "Make it 是 or 否."),
    meaning=Text("“计入”只有是、否两种写法。", "The flag is 是 or 否, nothing else."),
    why=Text("写成别的，公式一律当作不计入。", "Anything else counts as not included."),
)
V11 = _rule(
    "V11",
    Severity.ERROR,
    Text("明细表头被改动", "Ledger header changed"),
    Text("表头应为 {expected}，所见 {found}。", "The header should be {expected}; found {found}."),
    meaning=Text(
        "“明细”的表头写明每一列是哪张表哪一格。", "The headers of 明细 say from which sheet and cell a column comes."
    ),
    why=Text("表头换了，数字就对不上来处。", "With another header a number leads to the wrong source."),
)
V12 = _rule(
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
V13 = _rule(
    "V13",
    Severity.ERROR,
    Text("文字汇编被改动", "Narratives changed"),
    Text("文字汇编与汇总时不同。", "The narratives are not as merged."),
    meaning=Text("“文字汇编”的各行应与汇总时一样。", "The rows of 文字汇编 are as merged."),
    why=Text(
        "各单位的原文不应在汇总件里被改写。",
        "What the units wrote is not to be rewritten in the consolidated workbook.",
    ),
)
V14 = _rule(
    "V14",
    Severity.ERROR,
    Text("缺少工作表", "Sheet missing"),
    Text("缺少工作表“{expected}”。", "The sheet {expected} is missing."),
    _AGAIN,
    meaning=Text("汇总工作簿的工作表一张也不能少。", "No sheet of the consolidated workbook may be missing."),
    why=Text("少了工作表，其中的数字就无从核对。", "Without a sheet its numbers cannot be checked."),
)
V20 = _rule(
    "V20",
    Severity.ERROR,
    Text("找不到计入的文件", "Counted file not there"),
    Text("{unit} 的 {expected} 不在收件文件夹中。", "{expected} of {unit} is not in the inbox."),
    meaning=Text("计入的每一份报送都应还在收件文件夹里。", "Every return that was counted is still in the inbox."),
    why=Text("原件不在，明细的数就没有凭据。", "Without the return the ledger's numbers have no evidence."),
)
V21 = _rule(
    "V21",
    Severity.ERROR,
    Text("文件被更换", "File exchanged"),
    Text(
        "{unit} 的 {file} 不是计入的那一份：SHA-256 应为 {expected}，所见 {found}。",
        "{file} of {unit} is not the one that was counted: SHA-256 should be {expected}, found {found}.",
    ),
    meaning=Text(
        "收件文件夹里的文件应是汇总时的那一份，逐字节相同。",
        "The file in the inbox is the one that was merged, byte for byte.",
    ),
    why=Text("文件换过，明细与原件就可能不是一回事。", "After an exchange the ledger and the return may differ."),
)
V22 = _rule(
    "V22",
    Severity.ERROR,
    Text("与报送不符", "Differs from the return"),
    Text(
        "{unit}，{label}：报送文件 {place} 为 {expected}，明细为 {found}。",
        "{unit}, {label}: the return says {expected} at {place}, the ledger {found}.",
    ),
    meaning=Text(
        "明细的每个数字都应等于报送文件中的数字，另用一个程序库重读、重算。",
        "Every number of the ledger equals the return's, read and added up again with another library.",
    ),
    why=Text("这是“数字从哪来”的最终证明。", "It is the last proof of where a number comes from."),
)
V22_MANY = replace(
    V22,
    message=Text(
        "{unit}：有 {count} 个数字与报送不符，如{label}：报送文件 {place} 为 {expected}，明细为 {found}。",
        "{unit}: {count} numbers differ from the return, such as {label}: it says {expected} at {place}, the ledger {found}.",
    ),
)
V23 = _rule(
    "V23",
    Severity.ERROR,
    Text("报送文件无法复读", "Return cannot be read again"),
    Text("{unit} 的 {file} 不能读取：{found}", "{file} of {unit} cannot be read: {found}"),
    meaning=Text("计入的报送应能用另一个程序库再读一遍。", "A counted return can be read again with another library."),
    why=Text("读不了就无法证明明细的数。", "What cannot be read cannot prove the ledger."),
)
V24 = _rule(
    "V24",
    Severity.WARNING,
    Text("登记之外的文件", "File not in the register"),
    Text("收件文件夹中的 {file} 在汇总时没有登记。", "{file} was not in the inbox when it was merged."),
    _AGAIN,
    meaning=Text(
        "收件文件夹里的每个文件在汇总时都有登记。", "Every file of the inbox was registered when it was merged."
    ),
    why=Text(
        "登记之外的文件可能是后来补报的，汇总里没有它。",
        "A file that is not registered may have come later and is not in the totals.",
    ),
)
V25 = _rule(
    "V25",
    Severity.NOTE,
    Text("文件已改名", "File renamed"),
    Text(
        "{unit} 的 {expected} 现名 {found}，内容未变。",
        "{expected} of {unit} is now called {found}; its content is the same.",
    ),
    Text("不必处理。", "Nothing to do."),
    meaning=Text("文件改了名，内容没有变。", "The file has another name and the same content."),
    why=Text("按内容仍能对上，不影响证明。", "The content still proves the ledger."),
)
RULES = (V01, V02, V03, V04, V05, V06, V07, V08, V09, V10, V11, V12, V13, V14, V20, V21, V22, V23, V24, V25)
