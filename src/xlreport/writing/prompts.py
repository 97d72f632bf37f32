"""Validation in the cell: what each kind of field takes, with its Chinese prompt and message.

Help for the person who types, never a check: pasting overwrites it, so each has a twin among the checks.
"""

from typing import Any

from xlreport.cells import Cell
from xlreport.forms import EARLIEST, LARGEST, LATEST, LONGEST_LINE, LONGEST_PARAGRAPH, YES_NO, Field, Kind


def validation(field: Field, first: Cell) -> dict[str, Any]:
    """Give xlsxwriter's validation options for a field; `first` is the first cell they apply to."""
    prompt, message = _words(field)
    # A bubble over a table of figures hides its neighbours; the margin says what to fill in.
    bubble = {} if field.kind.numeric else {"input_title": _titles(field), "input_message": prompt}
    return {
        **_test(field, first),
        **bubble,
        "error_title": "填写有误",
        "error_message": message,
    }


def _titles(field: Field) -> str:
    return {Kind.FLAG: "空白单元格均为 0", Kind.TEXT: "文字"}.get(field.kind, "填写说明")


def _test(field: Field, first: Cell) -> dict[str, Any]:
    match field.kind:
        case Kind.COUNT:
            return {"validate": "integer", "criteria": "between", "minimum": 0, "maximum": LARGEST}
        case Kind.AMOUNT:
            number = f"ISNUMBER({first}),{first}>=0,{first}<={LARGEST},ROUND({first},{field.decimals})={first}"
            return {"validate": "custom", "value": f"=AND({number})"}
        case Kind.YEAR:
            return {"validate": "integer", "criteria": "between", "minimum": 2000, "maximum": 2100}
        case Kind.DATE:
            span = {"minimum": EARLIEST, "maximum": LATEST}
            return {"validate": "date", "criteria": "between", **span}
        case Kind.CHOICE:
            return {"validate": "list", "source": [option.label for option in field.options]}
        case Kind.FLAG:
            return {"validate": "list", "source": [option.label for option in YES_NO]}
        case Kind.LINE:
            return {"validate": "length", "criteria": "<=", "value": LONGEST_LINE}
        case Kind.TEXT:
            return {"validate": "length", "criteria": "<=", "value": LONGEST_PARAGRAPH}


def _words(field: Field) -> tuple[str, str]:
    match field.kind:
        case Kind.COUNT:
            return "", "这里只能填 0 或正整数，不写单位和文字。"
        case Kind.AMOUNT:
            return "", f"这里只能填 0 或正数，最多 {field.decimals} 位小数，不写单位。"
        case Kind.YEAR:
            return "填四位数的报告年度，如 2025。", "这里应为四位数的年度，如 2025。"
        case Kind.DATE:
            return "填日期，如 2026-01-15。", "这里应为日期，如 2026-01-15。"
        case Kind.CHOICE:
            return "请从下拉列表中选择。", "请从下拉列表中选择。"
        case Kind.FLAG:
            return "选“是”表示本表未填写的单元格都为 0。", "请选“是”或“否”。"
        case Kind.LINE:
            return "填一行文字。", f"最多 {LONGEST_LINE} 个字。"
        case Kind.TEXT:
            return (
                "一段一格，可从 Word 一次粘贴多段。空格不够粘不进去：双击一格再粘贴，各段都进这格。换行按 Alt+Enter。",
                f"每段最多 {LONGEST_PARAGRAPH} 个字，请分段填写。",
            )
