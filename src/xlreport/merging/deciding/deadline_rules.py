"""The P family of a merge: which day the law and the round set. A late return counts all the same."""

from xlreport.findings import Severity
from xlreport.language import Text
from xlreport.merging.deciding.rules import rule

_LAW = Text("《政府信息公开条例》第四十九条", "article 49 of the Regulation on government information disclosure")
_SAID = Text(
    "{name}（{code}）{day} 报送，晚于 {expected}。",
    "{name} ({code}) handed in on {day}, after {expected}.",
)

P01 = rule(
    "P01",
    Severity.WARNING,
    "A",
    _LAW,
    (
        ("部门逾期", "A department is late"),
        (
            "部门应在次年 1 月 31 日前报送并公布年度报告。按表上的报送日期，有几份的按最早一份。",
            "A department hands in and publishes by 31 January of the next year. The day is the one on the return, of several the first.",
        ),
        (_SAID.zh, _SAID.en),
        (
            "请写明原因；单位确有理由的，可在 waivers.toml 中写明。",
            "Give the reason; where it is a good one, the office can say so in waivers.toml.",
        ),
    ),
    why=Text("这是《条例》写明的期限。", "The Regulation itself sets the day."),
)
P02 = rule(
    "P02",
    Severity.WARNING,
    "A",
    _LAW,
    (
        ("政府本级报告逾期", "The government's own report is late"),
        (
            "县级以上政府的年度报告应在次年 3 月 31 日前公布。按表上的报送日期。",
            "The report of a government is published by 31 March of the next year. The day is the one on the return.",
        ),
        (_SAID.zh, _SAID.en),
        ("请写明原因，尽快公布。", "Give the reason and publish soon."),
    ),
    why=Text("这是《条例》写明的期限。", "The Regulation itself sets the day."),
)
P03 = rule(
    "P03",
    Severity.WARNING,
    "B",
    Text("批次设定（xlreport.toml）的截止日期", "the deadlines of the round's xlreport.toml"),
    (
        ("晚于本地期限", "Later than the round asked"),
        (
            "各地为汇总另定的期限。乡镇、街道的期限《条例》没有写，由本地规定。",
            "A local day set for the roll-up. The Regulation names none for townships and subdistricts.",
        ),
        (_SAID.zh, _SAID.en),
        ("请写明原因；期限有变的，改 xlreport.toml。", "Give the reason, or change the day in xlreport.toml."),
    ),
    why=Text("晚报一家，全县的汇总就要等。", "One late unit keeps the whole county waiting."),
)
RULES = (P01, P02, P03)
