"""Family S, what must not be published: identity numbers, mobile phones, bank cards.."""

import re
from collections.abc import Iterator

from stdnum import luhn
from stdnum.cn import ric

from xlreport.checks.examined import Examined
from xlreport.checks.rules import rule
from xlreport.disclosure.text.narratives import narratives, quoted
from xlreport.findings import Finding, Severity
from xlreport.language import Text

S32 = rule(
    "S32",
    Severity.WARNING,
    "D",
    ("《政府信息公开条例》第十五条", "Regulation on Government Information Disclosure, art. 15"),
    title=("文中有个人信息", "personal data in the text"),
    meaning=(
        "年度报告要公布。文中有校验码正确的身份证号（错误）、手机号码或银行账号（警告）。办公室的座机不算。",
        "The report will be published. An identity number with a valid check digit is an error, a mobile phone or bank "
        "card number a warning. An office's landline is normal.",
    ),
    why=("公布出去就收不回来。", "Once published it cannot be taken back."),
    message=("“{label}”中有{problem}“{found}”。", "“{label}” holds {problem} “{found}”."),
    advice=("请删去，或只保留必要的部分。", "Delete it, or keep no more than is needed."),
)
RULES = (S32,)
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
            if ric.is_valid(each[0]):
                yield quoted(S32, seen, part, *each.span(), severity=Severity.ERROR, problem=_IDENTITY)
            elif _ACCOUNT.search(part.text[max(0, each.start() - _BEFORE) : each.start()]) and luhn.is_valid(each[0]):
                yield quoted(S32, seen, part, *each.span(), problem=_CARD)
        for each in _MOBILE.finditer(part.text):
            yield quoted(S32, seen, part, *each.span(), problem=_PHONE)
