"""Unit codes: the national 18-character code with its check character, or the office's own. Corrects none."""

import re

from stdnum.cn import uscc

LONGEST_CODE = 20
_OWN = re.compile(r"[0-9A-Za-z][0-9A-Za-z-]*")
_NATIONAL = re.compile(r"[0-9A-Za-z]{18}")
_LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_SCIENTIFIC = re.compile(r"\d(\.\d+)?[Ee]\+?\d{2}")


def code_fault(code: str) -> str:
    """Say in both languages what is wrong with a unit code, nothing when it can be used.

    Eighteen letters and digits are taken for a 统一社会信用代码 (GB 32100-2015), all else for the office's own code.
    """
    if _NATIONAL.fullmatch(code):
        return _national_fault(code)
    if _SCIENTIFIC.fullmatch(code):
        return (
            f"{code!r}: 代码已被表格软件变成科学计数，末几位已丢失；请把此列设为文本后重新填写 "
            "(turned into a number by a spreadsheet program; make the column text and enter it again)"
        )
    if not _OWN.fullmatch(code) or len(code) > LONGEST_CODE:
        return (
            f"{code!r}: 应为统一社会信用代码，或最多 {LONGEST_CODE} 位的自编代码：字母、数字、连字符，以字母或数字开头 "
            f"(expected a unified social credit code, or an own one of at most {LONGEST_CODE} letters, digits, hyphens)"
        )
    return ""


def _national_fault(code: str) -> str:
    if strange := "".join(dict.fromkeys(each for each in code if each not in _LETTERS)):
        return (
            f"{code!r}: 18 位字母数字按统一社会信用代码核对，其中不会有“{strange}”（没有小写字母和 I O S V Z） "
            "(a unified social credit code has capitals without I O S V Z; an own code of 18 needs a hyphen)"
        )
    expected = uscc.calc_check_digit(code[:-1])
    if code[-1] != expected:
        return (
            f"{code!r}: 统一社会信用代码的校验位（末位）应为 {expected!r}，却是 {code[-1]!r}；请核对 18 位代码 "
            f"(check character: expected {expected!r}, found {code[-1]!r})"
        )
    return ""
