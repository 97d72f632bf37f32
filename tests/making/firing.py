"""One case per rule of the checks that no corruption fires: what a good return says otherwise, and what is known."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from filled import FORM, filled
from xlreport.background import Background, LastYear, Merged
from xlreport.forms import Kind
from xlreport.rounds import Policies, Unit
from xlreport.submissions import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Firing:
    """What the county's largest return says otherwise, None for a blank, and what is known around it."""

    changes: Mapping[str, Value | None] = field(default_factory=dict)
    background: Background = field(default_factory=Background)


GOOD = "county-ZRZ"
RECEIVED = [field.id for field in FORM.numbers if field.id.startswith(("requests.received.", "requests.carried_in."))]
CARRIED_OUT = [field.id for field in FORM.numbers if field.id.startswith("requests.carried_out.")]
GRANTED = [field.id for field in FORM.numbers if field.id.startswith("requests.granted.")]
REFUSED = [
    field.id for field in FORM.numbers if field.id.startswith("requests.refused.") and field.id not in FORM.computed
]
TYPED = [field.id for field in FORM.numbers if field.id not in FORM.computed]
LAST = {field: filled(GOOD).values.get(field, 0) for field in TYPED}


def last_year(**figures: int) -> Background:
    """A round that knows last year's figures: this year's, but for those that are named, dots as double underscores."""
    changed = {name.replace("__", "."): number for name, number in figures.items()}
    numbers = {**LAST, **changed}
    return Background(last=LastYear(numbers={key: value for key, value in numbers.items() if isinstance(value, int)}))


def roster(powers: tuple[str, ...] = (), **published: int) -> Background:
    """A round whose roster says something about the unit's powers and publications."""
    unit = Unit(
        code="230381-ZRZ", name="虎林市自然资源局", kind="department", tier="本级", powers=powers, published=published
    )
    return Background(unit=unit)


def _turned_on(code: str) -> Background:
    """A round that turned on a rule that is off by default."""
    return Background(policies=Policies(severities={code: "warning" if code == "S37" else "note"}))


def _county() -> Background:
    return Background(tiers=frozenset({"乡镇街道"}))


def _listed() -> Background:
    unit = Unit(code="230381-ZRZ", name="虎林市自然资源局", kind="department", tier="本级", listed={"in_force": 99})
    return Background(unit=unit)


def merged(**figures: int) -> Background:
    """A consolidated workbook with the return's own figures, but for those that are named."""
    numbers = last_year(**figures).last
    assert numbers is not None
    sums = {"全县": numbers.numbers}
    return Background(merged=Merged(scope="全县", names={"全县": "全县"}, sums=sums, units={}, whole=True))


def says(text: str) -> Firing:
    """The part on management says something."""
    return Firing(changes={"overview.management": text})


NARRATIVE = {
    field.id: str(filled(GOOD).values[field.id])
    for field in FORM.fields.values()
    if field.kind is Kind.TEXT and field.id in filled(GOOD).values
}


def on_request(text: str, background: Background | None = None) -> Firing:
    """The part on requests says something; what needs correction is mentioned so that nothing else speaks."""
    return Firing(changes={"overview.on_request": f"{text}补正均已告知。"}, background=background or Background())


FIRING: Mapping[str, Firing] = {
    "S01": on_request("新收政府信息公开申请418件。"),
    "S02": on_request("当年办结政府信息公开申请400件。"),
    "S03": on_request("办结申请中，予以公开99件。"),
    "S04": on_request("予以公开165件，占办结总数的50.64%。"),
    "S05": on_request("新收政府信息公开申请417件，同比增长50%。", last_year(requests__received__natural=100)),
    "S06": on_request("由此引发行政复议17件。"),
    "S07": on_request("未收到政府信息公开申请。"),
    "S08": says("制发行政规范性文件3件。"),
    "S09": says("全年发布信息120条，其中政策文件80条，公告50条。"),
    "S10": Firing(changes={"matters.text": "全年共收取信息处理费1700元。"}),
    "M10": Firing(background=merged(requests__received__natural=372)),
    "S11": on_request("按期办结率为100.5%。"),
    "S12": Firing(
        changes={"overview.website_items": 350, "overview.management": "全年通过政府门户网站公开信息351条。"}
    ),
    "S13": says("全年作出行政许可决定9999999件。"),
    "F05": says("全年发布信息XX条。"),
    "S20": says("统计期限为2023年1月1日至2023年12月31日。"),
    "S21": says("2023年政府信息公开工作年度报告已公布。"),
    "S22": says("2019年，台账齐全。"),
    "S23": says("我镇台账齐全。"),
    "S24": Firing(changes={"overview.management": None}),
    "S25": Firing(changes={"cover.unit_kind": "township", "cover.unit_name": "虎林市某镇人民政府"}),
    "S26": says("长" * 1000),
    "S28": Firing(changes={"matters.text": "没有其他事项。"}),
    "S29": says("依据国务院令第492号编制。"),
    "S30": says("以公开为常态、公开是例外。"),
    "S31": Firing(background=Background(policies=Policies(words={"门户网站": "政府网站"}))),
    "S32": says("联系13812345678。"),
    "S33": says("各级政府部门高度重视。"),
    "S34": says("台账齐全。。"),
    "S35": says("报告由概述、收费及减免情况等组成。"),
    "S36": says("主动公开信息条，台账齐全。"),
    "X06": Firing(background=Background(last=LastYear(texts=NARRATIVE))),
    "F09": Firing(changes={"cover.answer_1.rule": "X01", "cover.answer_1.reason": "没有这一条"}),
    "T204": Firing(background=roster(powers=("fees",))),
    "T205": Firing(background=roster(licensing=2317)),
    "T206": Firing(background=last_year(disclosure__fees__amount=12_840_000)),
    "T207": Firing(changes={"matters.fee_yuan": 12_843_057}),
    "T307": Firing(changes={"requests.closed.other.natural": 100}),
    "T308": Firing(changes={"cover.unit_kind": "township", "requests.refused.state_secret.natural": 1}),
    "T208": Firing(
        changes={"cover.unit_kind": "government", "disclosure.regulations.in_force": 3},
        background=_county(),
    ),
    "T209": Firing(changes={"matters.fee_cases": 3, "matters.fee_yuan": 0}),
    "T210": Firing(background=_listed()),
    "T311": Firing(changes={"requests.carried_in.natural": 9000}),
    "T309": Firing(
        changes={"matters.text": "没有收取信息处理费。", "requests.closed.fee_not_paid.natural": 1},
        background=_turned_on("T309"),
    ),
    "T310": Firing(changes={"overview.on_request": "没有什么可说。"}, background=_turned_on("T310")),
    "T408": Firing(
        changes={
            "overview.on_request": "没有什么可说。",
            "disputes.direct_suit.upheld": 2,
            "requests.refused.state_secret.natural": 1,
        }
    ),
    "F10": Firing(changes={"cover.department_head.date": "2025-06-01"}),
    "P05": Firing(changes={"cover.published_on": "2026-03-01"}),
    "S14": on_request("收到的政府信息公开申请已全部办结。"),
    "S37": Firing(changes={"overview.platform": "完善平台。"}, background=_turned_on("S37")),
    "T404": Firing(
        changes=dict.fromkeys(TYPED, 0) | {"disputes.review.upheld": 1},
        background=Background(last=LastYear(numbers={"requests.received.total": 0, "requests.carried_in.total": 0})),
    ),
    "T405": Firing(changes={"cover.unit_kind": "government"}),
    "T406": Firing(changes=dict.fromkeys(REFUSED, 0) | {"overview.on_request": "对需要补正的告知补正。"}),
    "T407": Firing(changes={"problems.issues": "答复不够及时。"}, background=_turned_on("T407")),
    "X01": Firing(changes={"last.disclosure.normative.in_force": 500}),
    "X02": Firing(changes={"last.requests.carried_out.natural": 500}),
    "X03": Firing(changes={"disclosure.normative.repealed": 99}, background=last_year()),
    "X04": Firing(background=last_year(disclosure__licensing__decisions=23_160)),
    "X05": Firing(background=last_year()),
}
