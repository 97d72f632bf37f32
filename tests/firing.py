"""One case per rule of the checks that no corruption fires: what a good return says otherwise, and what is known."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from xlreport.background import Background
from xlreport.submissions import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Firing:
    """What the county's largest return says otherwise, None for a blank, and what is known around it."""

    changes: Mapping[str, Value | None] = field(default_factory=dict)
    background: Background = field(default_factory=Background)


FIRING: Mapping[str, Firing] = {
    "X01": Firing(changes={"last.disclosure.normative.in_force": 500}),
    "X02": Firing(changes={"last.requests.carried_out.natural": 500}),
    "F09": Firing(changes={"cover.answer_1.rule": "X01", "cover.answer_1.reason": "没有这一条"}),
}
