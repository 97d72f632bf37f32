"""What a share is said to be a share of: 占办结总数的. Words that are not all understood name no base that is known."""

import re

from xlreport.disclosure.phrases.topics import APPLICANTS, OUTCOMES

_LABELS = {label: key for key, (label, _, _) in OUTCOMES.items()} | {
    label: f"applicant.{key}" for key, (label, _) in APPLICANTS.items()
}
_LABEL = re.compile("|".join(sorted(_LABELS, key=len, reverse=True)))
_FILLING = re.compile(
    r"(?:总|的|共|约|近|为|达|到|了|比|重|例|率|数|量|件|案|全部|全年|所有|当年|各类|本年度?|年度|我局|我单位|本机关|"
    r"新收到?|收到|受理|应?办理?|办结|答复|处理|结果|政府信息公开|信息公开|依申请公开|申请人?|人|行政|复议|诉讼|"
    r"案件|事项|情况|类|和|及|与|或|、|一|其)*"
)


def base_of(words: str) -> tuple[str, ...] | None:
    """Give the topics that the words between 占 and a percentage name, () for the usual base, None for another one."""
    rest = _LABEL.sub("", words)
    return tuple(_LABELS[each] for each in _LABEL.findall(words)) if _FILLING.fullmatch(rest) else None
