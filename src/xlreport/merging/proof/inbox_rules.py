"""The V family, third part: the ledger against the returns of the inbox."""

from dataclasses import replace

from xlreport.findings import Severity
from xlreport.language import Text
from xlreport.merging.proof.rules import AGAIN, proof_rule

V20 = proof_rule(
    "V20",
    Severity.ERROR,
    Text("找不到计入的文件", "Counted file not there"),
    Text("{unit} 的 {expected} 不在收件文件夹中。", "{expected} of {unit} is not in the inbox."),
    meaning=Text("计入的每一份报送都应还在收件文件夹里。", "Every return that was counted is still in the inbox."),
    why=Text("原件不在，明细的数就没有凭据。", "Without the return the ledger's numbers have no evidence."),
)
V21 = proof_rule(
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
V22 = proof_rule(
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
V23 = proof_rule(
    "V23",
    Severity.ERROR,
    Text("报送文件无法复读", "Return cannot be read again"),
    Text("{unit} 的 {file} 不能读取：{found}", "{file} of {unit} cannot be read: {found}"),
    meaning=Text("计入的报送应能用另一个程序库再读一遍。", "A counted return can be read again with another library."),
    why=Text("读不了就无法证明明细的数。", "What cannot be read cannot prove the ledger."),
)
V24 = proof_rule(
    "V24",
    Severity.WARNING,
    Text("登记之外的文件", "File not in the register"),
    Text("收件文件夹中的 {file} 在汇总时没有登记。", "{file} was not in the inbox when it was merged."),
    AGAIN,
    meaning=Text(
        "收件文件夹里的每个文件在汇总时都有登记。", "Every file of the inbox was registered when it was merged."
    ),
    why=Text(
        "登记之外的文件可能是后来补报的，汇总里没有它。",
        "A file that is not registered may have come later and is not in the totals.",
    ),
)
V25 = proof_rule(
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
V26 = proof_rule(
    "V26",
    Severity.WARNING,
    Text("未计入的文件不在或被更换", "A file that was not counted is gone or exchanged"),
    Text(
        "{file} 汇总时有登记、没有计入，现在收件文件夹里没有这份内容（SHA-256 {expected}）。",
        "{file} was registered and not counted; its content (SHA-256 {expected}) is not in the inbox any more.",
    ),
    meaning=Text(
        "没有计入的文件也有登记，应与汇总时一样留着。",
        "Files that were not counted are registered too and kept as they were.",
    ),
    why=Text("为什么没有计入，要凭原件才说得清。", "Only the file itself shows why it was not counted."),
)
V27 = proof_rule(
    "V27",
    Severity.ERROR,
    Text("与上年的文件不符", "Differs from last year's file"),
    Text(
        "{unit}，{label}：上年的文件 {file} 为 {expected}，汇总时用的是 {found}。",
        "{unit}, {label}: last year's file {file} says {expected}; the merge used {found}.",
    ),
    meaning=Text(
        "同比用的上年数字应等于上年文件里的数字，另用一个程序库重读、重算。",
        "Last year's figures are those of last year's files, read and added up again with another library.",
    ),
    why=Text("上年的数不对，同比和衔接就都不对。", "With wrong figures of last year no comparison holds."),
)
V27_MANY = replace(
    V27,
    message=Text(
        "{unit}：有 {count} 个上年数字与文件 {file} 不符，如{label}：文件为 {expected}，汇总时用的是 {found}。",
        "{unit}: {count} of last year's figures differ from {file}, such as {label}: it says {expected}, the merge used {found}.",
    ),
)
V28 = proof_rule(
    "V28",
    Severity.ERROR,
    Text("上年数字没有凭据", "Last year's figures without evidence"),
    Text(
        "{unit} 的上年数字在给出的上年文件中找不到。",
        "Nothing in the given files of last year says what {unit} reported.",
    ),
    meaning=Text(
        "汇总用到的上年数字都应能在上年的文件里找到。", "Whatever the merge used of last year is in its files."
    ),
    why=Text(
        "没有文件，就说不清上年的数从哪来。", "Without the file nobody can say where last year's figures come from."
    ),
)
V29 = proof_rule(
    "V29",
    Severity.WARNING,
    Text("汇总时没有用上年数字", "Merged without last year"),
    Text(
        "给出了上年的文件，但这份汇总没有与上年比较。",
        "Last year's files are given, but this workbook knows no last year.",
    ),
    Text("要比较的，用 merge --previous 重新汇总。", "To compare, merge again with --previous."),
    meaning=Text(
        "上年的文件只能核对汇总时用过的上年数字。", "Last year's files can prove only what the merge used of them."
    ),
    why=Text("没有用过的数，无从核对。", "What was not used cannot be proven."),
)
V30 = proof_rule(
    "V30",
    Severity.ERROR,
    Text("下级汇总的单位不符", "Units of an area differ"),
    Text(
        "{unit}：应纳入、已计入的单位或其文件与 {file} 中的不同。",
        "{unit}: its units, those due or their files are not as {file} has them.",
    ),
    meaning=Text(
        "汇总随每个下级地区携带它的单位和文件校验码，应与该地区的汇总工作簿一致。",
        "With each area the workbook carries its units and their files' hashes; they are as in the area's own workbook.",
    ),
    why=Text("凭它才能从合计一直查到最下面的单位。", "By them one gets from a total down to the last unit."),
)
V31 = proof_rule(
    "V31",
    Severity.NOTE,
    Text("下级单位的原件没有给出", "Files of an area's units not given"),
    Text(
        "{unit}：已与其汇总工作簿 {file} 核对；其中 {count} 个单位，{found} 个的原件没有给出，未再往下核。",
        "{unit}: compared with its workbook {file}; of its {count} units the files of {found} are not given, and were not gone into.",
    ),
    Text(
        "要核到每个单位的原件，把各地区的收件文件夹一并写在命令后面。",
        "To go down to each unit's file, name the areas' inboxes too.",
    ),
    meaning=Text(
        "给出了多少下级的原件，就往下核多少；没有给出的写明数目。",
        "The proof goes as far down as files are given, and says how many are not.",
    ),
    why=Text("没有核过的，不能说核过。", "What was not compared must not pass for proven."),
)
V32 = proof_rule(
    "V32",
    Severity.ERROR,
    Text("表外的数字或文字与报送不符", "A text or figure beside it differs from the return"),
    Text(
        "{unit}，{label}：报送文件 {place} 为 {expected}，汇总中为 {found}。",
        "{unit}, {label}: the return says {expected} at {place}, the consolidated workbook {found}.",
    ),
    meaning=Text(
        "文字部分和表外的数字也应与报送文件一致，另用一个程序库重读。",
        "The narrative and the figures beside it are the return's too, read again with another library.",
    ),
    why=Text("“文字汇编”要能当作各单位的原话来引用。", "文字汇编 can be quoted as what each unit wrote."),
)
V34 = proof_rule(
    "V34",
    Severity.WARNING,
    Text("没有用到的上年文件", "A file of last year that was not used"),
    Text(
        "上年的文件 {file} 汇总时没有采用，也没有说明原因{units}。",
        "{file} of last year was not used by the merge, which does not say why{units}.",
    ),
    AGAIN,
    meaning=Text(
        "给出的每份上年文件，要么汇总时用了，要么说明了为什么没用。",
        "Every file of last year that is given was used by the merge, or the merge said why not.",
    ),
    why=Text(
        "后来补来或换过的上年文件，同比里没有它。",
        "A file that came or was changed later is not in the comparison of the two years.",
    ),
)
V34_CALM = replace(
    V34,
    severity=Severity.NOTE,
    message=Text(
        "上年的文件 {file} 汇总时没有采用，{why}{units}。",
        "{file} of last year was not used by the merge; {why}{units}.",
    ),
    advice=Text("不必处理。", "Nothing to do."),
)
RULES = (V20, V21, V22, V23, V24, V25, V26, V27, V28, V29, V30, V31, V32, V34)
