"""How a unit's code and name, a region and a year are judged: alike in the roster, the settings, on the command line.

Says in both languages what is wrong, nothing where nothing is.
"""

from xlreport.errors import XlreportError
from xlreport.forms import LONGEST_LINE
from xlreport.language import either
from xlreport.lazy import regex

EXAMPLE_MARK = "EXAMPLE-"
"""What the codes of the example lines of a new roster begin with."""
A_YEAR = either("应为四位数的年度，如 2025", "expected a year, such as 2025")
_FIRST_YEAR, _LAST_YEAR = 2000, 2100
_YEAR = regex(r"[0-9]{4}")
_UNPRINTABLE = regex("[\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def refuse_words(*, year: int | None = None, unit_code: str = "", unit_name: str = "", region: str = "") -> None:
    """Raise XlreportError naming each option of the command line that does not fit; what is empty was not given."""
    faults = {
        "--year": "" if year is None else year_fault(year),
        "--unit-code": code_fault(unit_code) if unit_code else "",
        "--unit-name": line_fault(unit_name),
        "--region": line_fault(region),
    }
    if wrong := [f"{option}: {fault}" for option, fault in faults.items() if fault]:
        raise XlreportError("\n".join(wrong))


def year_fault(year: object) -> str:
    """Say what is wrong with a report year, as a number or as it is written."""
    written = str(year) if isinstance(year, int | str) and not isinstance(year, bool) else ""
    if _YEAR.fullmatch(written) and _FIRST_YEAR <= int(written) <= _LAST_YEAR:
        return ""
    return f"{year!r}: {A_YEAR}"


def line_fault(text: str) -> str:
    """Say what is wrong with a text that stands in one cell and on one line, such as a name."""
    if len(text) <= LONGEST_LINE and not _UNPRINTABLE.search(text):
        return ""
    expected = either(
        f"应为一行文字，最多 {LONGEST_LINE} 字", f"expected one line of at most {LONGEST_LINE} characters"
    )
    return f"{text!r}: {expected}"


LONGEST_CODE = 20
_OWN = regex(r"[0-9A-Za-z][0-9A-Za-z-]*")
_NATIONAL = regex(r"[0-9A-Za-z]{18}")
_LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_SCIENTIFIC = regex(r"\d(\.\d+)?[Ee]\+?\d{2}")


def code_fault(code: str) -> str:
    """Say in both languages what is wrong with a unit code, nothing when it can be used.

    Eighteen letters and digits are taken for a 统一社会信用代码 (GB 32100-2015), all else for the office's own code.
    """
    if code.upper().startswith(EXAMPLE_MARK):
        return f"{code!r} {either('是示例行，请换成本地的单位', 'is an example; put your own units here')}"
    if _NATIONAL.fullmatch(code):
        return _national_fault(code)
    if _SCIENTIFIC.fullmatch(code):
        return f"{code!r}: " + either(
            "代码已被表格软件变成科学计数，末几位已丢失；请把此列设为文本后重新填写",
            "turned into a number by a spreadsheet program; make the column text and enter it again",
        )
    if not _OWN.fullmatch(code) or len(code) > LONGEST_CODE:
        return f"{code!r}: " + either(
            f"应为统一社会信用代码，或最多 {LONGEST_CODE} 位的自编代码：字母、数字、连字符，以字母或数字开头",
            f"expected a unified social credit code, or an own one of at most {LONGEST_CODE} letters, digits, hyphens",
        )
    return ""


def _national_fault(code: str) -> str:
    if strange := "".join(dict.fromkeys(each for each in code if each not in _LETTERS)):
        return f"{code!r}: " + either(
            f"18 位字母数字按统一社会信用代码核对，其中不会有“{strange}”（没有小写字母和 I O S V Z）",
            "a unified social credit code has capitals without I O S V Z; an own code of 18 needs a hyphen",
        )
    from stdnum.cn import uscc  # noqa: PLC0415  # slow to load, and only a roster has codes to check

    expected = uscc.calc_check_digit(code[:-1])
    if code[-1] != expected:
        return f"{code!r}: " + either(
            f"统一社会信用代码的校验位（末位）应为 {expected!r}，却是 {code[-1]!r}；请核对 18 位代码",
            f"check character: expected {expected!r}, found {code[-1]!r}",
        )
    return ""
