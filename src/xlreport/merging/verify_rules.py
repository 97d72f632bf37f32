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


def _rule(code: str, severity: Severity, title: Text, message: Text, advice: Text = _COMPARE) -> Rule:
    source = _INBOX if code >= "V20" else _INSIDE
    return Rule(
        code=code,
        severity=severity,
        level="D",
        source=source,
        title=title,
        meaning=title,
        message=message,
        advice=advice,
    )


V01 = _rule(
    "V01",
    Severity.ERROR,
    Text("无法读取", "Cannot be read"),
    Text("不能作为工作簿读取：{found}", "Cannot be read as a workbook: {found}"),
    _AGAIN,
)
V02 = _rule(
    "V02",
    Severity.ERROR,
    Text("不是本表样的汇总工作簿", "Not a consolidated workbook of this form"),
    Text("{what}：应为 {expected}，所见 {found}。", "{what}: expected {expected}, found {found}."),
    _AGAIN,
)
V03 = _rule(
    "V03",
    Severity.ERROR,
    Text("校验码不符", "Digest does not fit"),
    Text(
        "{sheet} 的校验码为 {found}，按隐藏副本重算为 {expected}：副本或校验码被改动。",
        "The digest of {sheet} is {found}; the hidden copy gives {expected}: the copy or the digest was changed.",
    ),
)
V04 = _rule(
    "V04",
    Severity.ERROR,
    Text("明细缺行", "Row removed"),
    Text("{expected} 的一行不见了。", "The row of {expected} is gone."),
)
V05 = _rule(
    "V05", Severity.ERROR, Text("明细多行", "Row added"), Text("多出一行：{found}。", "A row too many: {found}.")
)
V06 = _rule(
    "V06",
    Severity.ERROR,
    Text("明细被改动", "Ledger changed"),
    Text("{unit}，{label}：由 {expected} 改为 {found}。", "{unit}, {label}: changed from {expected} to {found}."),
)
V07 = _rule(
    "V07",
    Severity.ERROR,
    Text("公式被替换", "Formula replaced"),
    Text("公式应为 {expected}，所见 {found}。", "The formula should be {expected}; found {found}."),
)
V08 = _rule(
    "V08",
    Severity.ERROR,
    Text("结果与明细不符", "Result does not follow from the ledger"),
    Text("显示 {found}，按明细重算为 {expected}。", "It shows {found}; the ledger gives {expected}."),
)
V09 = _rule(
    "V09",
    Severity.NOTE,
    Text("单位被排除", "Unit taken out"),
    Text("{unit} 的“计入”为否，汇总不含其数字。", "{unit} is marked 否: the totals are without it."),
    Text("确认排除有据。", "Make sure that there is a reason."),
)
V10 = _rule(
    "V10",
    Severity.ERROR,
    Text("“计入”只能为是或否", "Include flag is neither 是 nor 否"),
    Text("{unit} 的“计入”为 {found}。", "The include flag of {unit} is {found}."),
    Text("改为是或否。", "Make it 是 or 否."),
)
V11 = _rule(
    "V11",
    Severity.ERROR,
    Text("明细表头被改动", "Ledger header changed"),
    Text("表头应为 {expected}，所见 {found}。", "The header should be {expected}; found {found}."),
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
)
V13 = _rule(
    "V13",
    Severity.ERROR,
    Text("文字汇编被改动", "Narratives changed"),
    Text("文字汇编与汇总时不同。", "The narratives are not as merged."),
)
V14 = _rule(
    "V14",
    Severity.ERROR,
    Text("缺少工作表", "Sheet missing"),
    Text("缺少工作表“{expected}”。", "The sheet {expected} is missing."),
    _AGAIN,
)
V20 = _rule(
    "V20",
    Severity.ERROR,
    Text("找不到计入的文件", "Counted file not there"),
    Text("{unit} 的 {expected} 不在收件文件夹中。", "{expected} of {unit} is not in the inbox."),
)
V21 = _rule(
    "V21",
    Severity.ERROR,
    Text("文件被更换", "File exchanged"),
    Text(
        "{unit} 的 {file} 不是计入的那一份：SHA-256 应为 {expected}，所见 {found}。",
        "{file} of {unit} is not the one that was counted: SHA-256 should be {expected}, found {found}.",
    ),
)
V22 = _rule(
    "V22",
    Severity.ERROR,
    Text("与报送不符", "Differs from the return"),
    Text(
        "{unit}，{label}：报送文件 {place} 为 {expected}，明细为 {found}。",
        "{unit}, {label}: the return says {expected} at {place}, the ledger {found}.",
    ),
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
)
V24 = _rule(
    "V24",
    Severity.WARNING,
    Text("登记之外的文件", "File not in the register"),
    Text("收件文件夹中的 {file} 在汇总时没有登记。", "{file} was not in the inbox when it was merged."),
    _AGAIN,
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
)
RULES = (V01, V02, V03, V04, V05, V06, V07, V08, V09, V10, V11, V12, V13, V14, V20, V21, V22, V23, V24, V25)
