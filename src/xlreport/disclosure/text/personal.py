"""Family S, what must not be published: identity numbers, mobile phones, bank cards.."""

import re
from collections.abc import Iterator

from xlreport.checks.examined import Examined
from xlreport.disclosure.text.narratives import narratives, quoted
from xlreport.findings import Finding
from xlreport.language import Text
from xlreport.rules import rule

_LONG = re.compile(r"(?<![\dA-Za-z])\d{15,19}[\dXx]?(?![\dA-Za-z])")
_MOBILE = re.compile(r"(?<![\d-])1[3-9]\d(?:\d{8}|[- ]\d{4}[- ]\d{4})(?![\d-])")
_ACCOUNT = re.compile(r"账号|账户|卡号|开户")
_BEFORE = 16
_IDENTITY = Text("身份证号", "the identity number")
_PHONE = Text("手机号码", "the mobile number")
_CARD = Text("银行账号", "the bank account")


def check_personal(seen: Examined) -> Iterator[Finding]:
    """S32: numbers that name a person."""
    for part in narratives(seen):
        for each in _LONG.finditer(part.text):
            if _identifies(each[0]):
                yield quoted(rule("S32", "identity"), seen, part, *each.span(), problem=_IDENTITY)
            elif _ACCOUNT.search(part.text[max(0, each.start() - _BEFORE) : each.start()]) and _of_a_card(each[0]):
                yield quoted(rule("S32"), seen, part, *each.span(), problem=_CARD)
        for each in _MOBILE.finditer(part.text):
            yield quoted(rule("S32"), seen, part, *each.span(), problem=_PHONE)


def _identifies(number: str) -> bool:
    from stdnum.cn import ric  # noqa: PLC0415  # slow to load, and hardly a text has such a number

    return bool(ric.is_valid(number))


def _of_a_card(number: str) -> bool:
    from stdnum import luhn  # noqa: PLC0415

    return bool(luhn.is_valid(number))
