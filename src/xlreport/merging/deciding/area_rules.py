"""The M family, third part: consolidated workbooks of areas below, handed in like a return."""

from xlreport.findings import Severity
from xlreport.language import Text
from xlreport.merging.deciding.rules import POLICY, ROSTER, rule

_AGAIN = (
    "请对方改正后重新汇总、重新报送。",
    "Ask the area to put it right, merge again and hand it in again.",
)

M30 = rule(
    "M30",
    Severity.ERROR,
    "A",
    ROSTER,
    (
        ("下级汇总不在名册中", "An area that is not in the roster"),
        (
            "下级地区的汇总工作簿按地区名称对应名册中类别为县区或地市的单位。",
            "An area's consolidated workbook belongs to the unit of the roster with its name, of kind county or prefecture.",
        ),
        (
            "这是“{found}”的汇总工作簿，名册中没有叫这个名称的县区或地市，未计入。",
            "This is the consolidated workbook of {found}; the roster has no county or prefecture of that name; not counted.",
        ),
        (
            "在名册中补上，单位名称与对方 xlreport.toml 中的 region 相同；或请对方改正 region 后重新汇总。",
            "Add it to the roster under the region of its xlreport.toml, or ask the area to correct that and merge again.",
        ),
    ),
    why=Text("名册外的地区算进来，合计就多了。", "An area outside the roster would make the totals too large."),
    fixed=True,
)
M31 = rule(
    "M31",
    Severity.ERROR,
    "D",
    POLICY,
    (
        ("下级汇总被改动", "An area's workbook was altered"),
        (
            "汇总工作簿交上来之前先复核它自身；汇总之后改过数字、公式或文字的不计入。",
            "A consolidated workbook is first proven in itself; one whose figures, formulas or texts were changed after the merge does not count.",
        ),
        (
            "汇总之后被改动，共 {count} 处，第一处：{first}",
            "It was altered after the merge in {count} places, the first: {first}",
        ),
        _AGAIN,
    ),
    why=Text(
        "改过的汇总对不上各单位的报送，谁也说不清数字从哪来。",
        "Altered totals do not go back to the units' returns, and nobody can say where they come from.",
    ),
    fixed=True,
)
M32 = rule(
    "M32",
    Severity.ERROR,
    "D",
    POLICY,
    (
        ("下级汇总的表样不同", "An area's workbook of another form"),
        ("下级汇总应与本次汇总用同一表样、同一版本。", "An area's workbook has the form and edition of this merge."),
        (
            "“{name}”的汇总用的是 {found}，本次汇总用 {expected}，未计入。",
            "The workbook of {name} is of {found}; this merge is of {expected}; not counted.",
        ),
        _AGAIN,
    ),
    why=Text("表样不同，同一栏的含义就可能不同。", "With another form the same item may mean something else."),
    fixed=True,
)
M33 = rule(
    "M33",
    Severity.ERROR,
    "D",
    POLICY,
    (
        ("下级汇总是草稿", "An area's workbook is a draft"),
        ("草稿可能含有错误的报送，不能上报。", "A draft may hold faulty returns and is not to be handed on."),
        ("“{name}”的汇总是草稿。", "The workbook of {name} is a draft."),
        ("请对方做正式汇总（不加 --draft）后再报。", "Ask the area to merge without --draft and hand that in."),
    ),
    why=Text("草稿的数会变。", "The figures of a draft will change."),
    fixed=True,
)
M34 = rule(
    "M34",
    Severity.ERROR,
    "D",
    POLICY,
    (
        ("下级汇总排除了单位", "An area's workbook takes units out"),
        (
            "在“明细”里把“计入”改为否，汇总就少了这个单位，却没有留下是谁、为什么；这样的汇总不计入。",
            "With 否 in 明细 a unit leaves the totals, and nothing says who took it out and why; such a workbook does not count.",
        ),
        (
            "“{name}”的“明细”中有 {count} 个单位的“计入”为否：{units}。",
            "In 明细 of {name} {count} units are taken out of the totals: {units}.",
        ),
        (
            "请对方改回“是”，或在其 decisions.toml 中写明理由、重新汇总；确要按现在的数计入的，写入本批次的 decisions.toml。",
            "Ask the area to set them back, or to exclude them in its decisions.toml and merge again; to count it as it stands, say so in this round's decisions.toml.",
        ),
    ),
    why=Text(
        "不说明的排除会让合计变小而无人知道。", "What is left out without a reason makes the totals smaller unseen."
    ),
    fixed=True,
)
M35 = rule(
    "M35",
    Severity.WARNING,
    "D",
    POLICY,
    (
        ("下级汇总不完整", "An area's workbook is not whole"),
        (
            "下级汇总缺单位、有错误或没有名册的，照样计入，但要说明缺了谁。",
            "An area's workbook that lacks units, has errors or no roster counts all the same; it is told who is missing.",
        ),
        ("“{name}”：{coverage}{errors}。", "{name}: {coverage}{errors}."),
        (
            "请对方补齐后重新汇总；确实补不齐的，写明原因。",
            "Ask the area to complete it and merge again, or give the reason why it cannot.",
        ),
    ),
    why=Text("缺一个单位，合计就不是全部。", "Without one unit the totals are not of the whole."),
    fixed=True,
)
M36 = rule(
    "M36",
    Severity.ERROR,
    "D",
    POLICY,
    (
        ("两个下级汇总有相同的单位", "Two areas count the same unit"),
        (
            "一个单位只能计入一个地区；单位代码相同的，几份汇总都不计入，直到说清楚。",
            "A unit counts in one area; workbooks that share a unit code do not count until that is settled.",
        ),
        (
            "“{name}”与“{other}”（{file}）的汇总有相同的单位代码：{units}。",
            "The workbooks of {name} and {other} ({file}) share unit codes: {units}.",
        ),
        (
            "请多算的一方去掉后重新汇总；只是代码碰巧相同的，改代码，或在 decisions.toml 中写明理由计入。",
            "Ask the area that counts too many to merge again; if only the codes are alike, change one, or include the workbook in decisions.toml with the reason.",
        ),
    ),
    why=Text("同一单位算两次，合计就多了。", "A unit counted twice makes the totals too large."),
    fixed=True,
)
M37 = rule(
    "M37",
    Severity.WARNING,
    "D",
    POLICY,
    (
        ("单位已在下级汇总中", "The unit is counted in an area's workbook"),
        (
            "单位已计入下级汇总的，自己的报送不再计入，以免重复计算。",
            "A unit that an area's workbook counts is not counted again by a return of its own.",
        ),
        (
            "{name}（{code}）已在“{area}”的汇总（{file}）中，这一份未计入。",
            "{name} ({code}) is in the workbook of {area} ({file}); this file is not counted.",
        ),
        (
            "有更正的，请交给该地区重新汇总；本级的单位，请该地区去掉；只是代码碰巧相同的，改代码，或在 decisions.toml 中写明计入。",
            "Send a correction to the area to merge again; if the unit is of the own level, the area takes it out; if only the codes are alike, change one or include it in decisions.toml.",
        ),
    ),
    why=Text("同一份数字算两次，合计就多了。", "Figures counted twice make the totals too large."),
    fixed=True,
)
RULES = (M30, M31, M32, M33, M34, M35, M36, M37)
