"""Whether a sum or a number of cases is of 信息处理费 that was really collected: not due, not waived, not another fee."""

import re

_FEE = re.compile(r"信息(?:公开)?处理费")
_OTHER_FEE = re.compile(r"报名费|工本费|学费|住宿费|手续费|诉讼费|登记费|复印费|邮寄费|事业性收费|经费")
_NOT_COLLECTED = re.compile(
    r"减免|免[收征交缴]|应收|应缴|退还|标准|每[件页份次张]|复印|邮寄|涉及(?:金额|费用)|欠缴|未缴|预算|以[上下内]"
)
_PAID = re.compile(r"收|缴")
_SUM = re.compile(r"(?:合计|共计|总计)")


def is_collected_fee(text: str, start: int, end: int) -> bool:
    """Tell whether the number between two places of a sentence is of the fee, and of what was collected of it."""
    fees = list(_FEE.finditer(text, 0, start))
    if not fees or _OTHER_FEE.search(text, fees[-1].end(), end):
        return False
    part = re.split(r"[,;。、(:]", text[:start])[-1] + text[start:end]
    if _NOT_COLLECTED.search(part) or _is_noticed(text[fees[-1].start() : start]):
        return False
    return bool(_FEE.search(part)) or not (_SUM.search(part) and _OTHER_FEE.search(text, 0, start))


def _is_noticed(words: str) -> bool:
    """Tell whether the words are still about notices of payment: nothing is said to be paid after them."""
    _, noticed, after = words.rpartition("通知")
    return bool(noticed) and not _PAID.search(after)
