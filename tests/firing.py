"""One case per rule of the checks that no corruption fires: what a good return says otherwise, and what is known."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from filled import FORM, filled
from xlreport.background import Background, LastYear
from xlreport.rounds import Unit
from xlreport.submissions import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Firing:
    """What the county's largest return says otherwise, None for a blank, and what is known around it."""

    changes: Mapping[str, Value | None] = field(default_factory=dict)
    background: Background = field(default_factory=Background)


GOOD = "county-ZRZ"
RECEIVED = [field.id for field in FORM.numbers if field.id.startswith(("requests.received.", "requests.carried_in."))]
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


FIRING: Mapping[str, Firing] = {
    "F09": Firing(changes={"cover.answer_1.rule": "X01", "cover.answer_1.reason": "没有这一条"}),
    "T204": Firing(background=roster(powers=("fees",))),
    "T205": Firing(background=roster(licensing=2317)),
    "T206": Firing(background=last_year(disclosure__fees__amount=12_840_000)),
    "T207": Firing(changes={"matters.fee_yuan": 12_843_057}),
    "T305": Firing(changes=dict.fromkeys((each for each in RECEIVED if each in TYPED), 0)),
    "T307": Firing(changes={"requests.closed.other.natural": 100}),
    "T308": Firing(changes={"cover.unit_kind": "township", "requests.refused.state_secret.natural": 1}),
    "T309": Firing(changes={"matters.text": "没有其他事项。", "requests.closed.fee_not_paid.natural": 1}),
    "T310": Firing(changes={"overview.on_request": "没有什么可说。"}),
    "T404": Firing(
        changes=dict.fromkeys(TYPED, 0) | {"disputes.review.upheld": 1},
        background=Background(last=LastYear(numbers={"requests.concluded.total": 0})),
    ),
    "T405": Firing(changes={"cover.unit_kind": "government"}),
    "T406": Firing(changes={"overview.on_request": "对需要补正的告知补正。"}),
    "T407": Firing(changes={"problems.issues": "答复不够及时。"}),
    "X01": Firing(changes={"last.disclosure.normative.in_force": 500}),
    "X02": Firing(changes={"last.requests.carried_out.natural": 500}),
    "X03": Firing(changes={"disclosure.normative.repealed": 99}, background=last_year()),
    "X04": Firing(background=last_year(disclosure__licensing__decisions=23_160)),
    "X05": Firing(background=last_year()),
}
