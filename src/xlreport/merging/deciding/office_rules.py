"""The M family, second part: what the office decided, and what roster and last year say about the sums."""

from xlreport.findings import Severity
from xlreport.language import Text
from xlreport.merging.deciding.rules import POLICY, ROSTER, rule

_DECISIONS = Text("批次的 decisions.toml", "the round's decisions.toml")

M04 = rule(
    "M04",
    Severity.WARNING,
    "B",
    Text("新野县等地通知：部门的报告含所属单位", "local notices: a department's report covers its subordinate bodies"),
    (
        ("下属单位另行报送", "A subordinate body handed in by itself"),
        (
            "名册注明上级单位的，数字在上级的报告中，自己的报送不计入，以免重复计算。",
            "A unit whose parent is named in the roster is counted in the parent's return; its own does not count twice.",
        ),
        (
            "{name}（{code}）已并入{parent}的报告，自己的这一份未计入{state}。",
            "{name} ({code}) is counted in the return of {parent}; its own is not counted{state}.",
        ),
        (
            "核对上级的报告是否已含其数字；应单独计入的，在名册中删去上级单位。",
            "Check that the parent's return has its figures; if it should count by itself, take its parent out of the roster.",
        ),
    ),
    why=Text("同一件事算两次，合计就多了。", "What is counted twice makes the totals too large."),
)
M05 = rule(
    "M05",
    Severity.WARNING,
    "B",
    Text(
        "武威市 2025 年通知：会同司法行政部门填报；《条例》第十条（牵头单位）",
        "a notice of 武威 2025: to be filled in with the 司法行政 department; article 10 of the Regulation (lead body)",
    ),
    (
        ("规范性文件之和与清单不符", "Normative documents differ from the county's list"),
        (
            "各单位行政规范性文件之和应与司法行政部门的清单一致：政府及其办公室的文件只由办公室计一次，联合制发的由牵头单位计。",
            "The sum of normative documents should equal the 司法行政 list: those of the government and its office are counted once, joint ones by the lead body.",
        ),
        (
            "“{label}”各单位之和为 {found}，清单为 {expected}。",
            "“{label}”: the units have {found}, the list {expected}.",
        ),
        (
            "核对是否有重复计算或漏报的文件；有单位未计入的，先补齐。",
            "Look for documents counted twice or left out; first bring in the units that are missing.",
        ),
    ),
    why=Text("联合制发的文件容易几家都算。", "A joint document is easily counted by several units."),
)
M06 = rule(
    "M06",
    Severity.WARNING,
    "D",
    Text("由数字的含义推出", "follows from what the figures mean"),
    (
        ("合计的上年结转接不上", "The totals' carry-over is broken"),
        (
            "各单位上年结转之和应等于上年汇总的结转下年度；不等的，逐一列出单位。",
            "The sum carried in should equal last year's sum carried out; the units that break it are named.",
        ),
        (
            "上年结转下年度 → 本年上年结转：{columns}。{units}",
            "Carried out last year → carried in this year: {columns}. {units}",
        ),
        (
            "请列出的单位核对上年报告；机构新设、撤销、合并的，在 waivers.toml 中写明原因。",
            "Ask these units to check last year's report; explain new, abolished or merged units.",
        ),
    ),
    why=Text("结转对不上，就有申请不知去向。", "Where it breaks, requests got lost or appeared from nowhere."),
)
M07 = rule(
    "M07",
    Severity.WARNING,
    "A",
    Text("国办公开办函〔2016〕201号", "letter 国办公开办函〔2016〕201号 of the State Council"),
    (
        ("复议后起诉可能重复计算", "Lawsuits after review may be counted twice"),
        (
            "复议机关作共同被告的诉讼，只由原行政行为的单位统计。政府和其他单位都填了复议后起诉的，须核对。",
            "A lawsuit in which the review body is only co-defendant is counted by the original body. Where the government and others both have some, check.",
        ),
        (
            "{government}填了 {found} 件，其他单位共填 {expected} 件（{others}），是否有同一件。",
            "{government} has {found}, other units have {expected} ({others}); are some of them the same?",
        ),
        (
            "请政府办核对：只作共同被告的不计。",
            "Ask the government's office to leave out those in which it is co-defendant only.",
        ),
    ),
    why=Text("同一件诉讼两家都报，全县就多一件。", "A lawsuit told by two is one too many for the county."),
)
M09 = rule(
    "M09",
    Severity.NOTE,
    "D",
    ROSTER,
    (
        ("层级与单位类别不一致", "The tier does not go with the kind"),
        (
            "本级含政府和部门，乡镇、街道和下级地区另计；名册层级写错，本级和合计两个结果就有一个不对。",
            "本级 is the government and its departments; townships, subdistricts and whole areas below count apart; a wrong tier spoils one of the two results.",
        ),
        ("{name}（{code}）是{kind}，层级为“{found}”。", "{name} ({code}) is of kind {kind}, its tier is “{found}”."),
        ("核对名册；确实如此的不必改。", "Check the roster; leave it if it is meant."),
    ),
    why=Text("本级和合计是两个要分别公布的结果。", "Two results are told apart: own level and the whole."),
)
M21 = rule(
    "M21",
    Severity.WARNING,
    "D",
    _DECISIONS,
    (
        ("按人工决定计入", "Counted by decision"),
        (
            "decisions.toml 写明计入的报送，有错误也计入，并注明是谁、为什么。",
            "A return that decisions.toml includes counts even with errors, with the name and the reason.",
        ),
        (
            "{name}（{code}）按人工决定计入：{why}（{who}，{day}）；{state}。",
            "{name} ({code}) counts by decision: {why} ({who}, {day}); {state}.",
        ),
        ("收到改正后的报送，即删去这一条决定。", "Delete the decision when a corrected return comes in."),
    ),
    why=Text("人作的决定要让看汇总的人看得见。", "Whoever reads the totals must see what a person decided."),
    fixed=True,
)
M22 = rule(
    "M22",
    Severity.WARNING,
    "D",
    _DECISIONS,
    (
        ("按人工决定排除", "Left out by decision"),
        (
            "decisions.toml 写明排除的文件不计入，并注明是谁、为什么。",
            "A file that decisions.toml excludes does not count, with the name and the reason.",
        ),
        ("按人工决定不计入：{why}（{who}，{day}）。", "Left out by decision: {why} ({who}, {day})."),
        ("情况有变的，删去这一条决定。", "Delete the decision when it no longer holds."),
    ),
    why=Text("人作的决定要让看汇总的人看得见。", "Whoever reads the totals must see what a person decided."),
    fixed=True,
)
M23 = rule(
    "M23",
    Severity.WARNING,
    "D",
    _DECISIONS,
    (
        ("人工决定没有用上", "A decision was not used"),
        (
            "decisions.toml 的这一条没有改变任何文件的处理：写错了，或已不需要。",
            "This line of decisions.toml changed nothing: it is wrong, or no longer needed.",
        ),
        ("“{ruling}”（{who}，{day}）没有用上：{problem}。", "“{ruling}” ({who}, {day}) was not used: {problem}."),
        ("核对单位代码和文件名，改正或删去。", "Check unit code and file name, then correct or delete it."),
    ),
    why=Text("写错的决定，等于没有决定。", "A decision with a typing error is no decision."),
)
M24 = rule(
    "M24",
    Severity.ERROR,
    "D",
    _DECISIONS,
    (
        ("人工决定矛盾或不明", "Contradictory or unclear decisions"),
        (
            "对同一文件既计入又排除的、对一个单位计入两份的、一个文件名对上几份不同文件的，都不执行。",
            "Decisions that include and exclude one file, include two of one unit, or fit several files are not followed.",
        ),
        (
            "{files}：{rulings} 矛盾，或说不清是哪一份，未执行。",
            "{files}: {rulings} contradictory, or unclear which is meant; not followed.",
        ),
        (
            "在 decisions.toml 中只留一条；同名文件写明所在文件夹或 SHA-256。",
            "Keep one of them in decisions.toml; name the file with its folder or by its SHA-256.",
        ),
    ),
    why=Text("不替人猜哪一个才是本意。", "Nobody guesses which one is meant."),
    fixed=True,
)
M25 = rule(
    "M25",
    Severity.ERROR,
    "D",
    POLICY,
    (
        ("草稿含有错误的报送", "A draft with a faulty return"),
        (
            "草稿可以先计入有错误的报送，以便看到大致结果；草稿不能上报。",
            "A draft may take in returns with errors to show the rough result; it is not to be handed on.",
        ),
        (
            "{name}（{code}）的报送有 {count} 个错误，仅计入草稿：{first}",
            "The return of {name} ({code}) has {count} errors and counts in this draft only: {first}",
        ),
        ("请单位改正后重报，再做正式汇总。", "Ask for a corrected return, then merge without --draft."),
    ),
    why=Text("草稿的数会变。", "The figures of a draft will change."),
    fixed=True,
)
RULES = (M04, M05, M06, M07, M09, M21, M22, M23, M24, M25)
