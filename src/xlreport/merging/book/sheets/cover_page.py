"""封面: what is in, what is not, whether 汇总校验 holds, and the digest that verify works out again."""

from typing import Any

from xlreport.cells import Area, Cell
from xlreport.drawing import BAD, BAD_FILL, GOOD, lines_needed
from xlreport.layout import Label, Role
from xlreport.merging.book.book_canvas import LINK, BookCanvas, internal, merged, put
from xlreport.merging.book.book_places import (
    CHARTS_SHEET,
    COMPARED_SHEET,
    CONTROL_SHEET,
    COVER_ROWS,
    COVER_SHEET,
    FINDINGS_SHEET,
    LEDGER_SHEET,
    REGISTER_SHEET,
    TEXTS_SHEET,
)
from xlreport.merging.ledgers import DECISION_NAMES, STATE_NAMES, Ledger, UnitState
from xlreport.relations import Mark
from xlreport.rounds import BELOW, OWN, SCOPES

_WIDTHS = (22, 66)
_LABELS = {
    "region": "地区",
    "year": "报告年度",
    "form": "表样",
    "due": "应纳入单位（个）",
    "counted": "已计入单位（个）",
    f"counted.{OWN}": "　其中：{own}",
    f"counted.{BELOW}": "　其中：{below}",
    "left_out": "未计入单位",
    "out_of_scope": "不纳入单位",
    "files": "收到的文件",
    "state": "核对结果",
    "carried": "与上年衔接",
    "digest": "汇总指纹（SHA-256）",
}
_STATES = ("state", "carried")
_SIGNATURES = ("填表人", "部门负责人", "分管领导", "日期")
_GUIDE = (
    ("汇总", "各表按规定格式，{scopes}并列；每个数字都是对“明细”的实时公式，点数字到“明细”"),
    (
        LEDGER_SHEET,
        "一个单位一行，一个数字一列，点数字打开报送文件的那一格；“计入”改为否，汇总随之变化",
    ),
    (TEXTS_SHEET, "各单位的文字部分，按章节排列"),
    (REGISTER_SHEET, "名册与收到的文件逐一对照：谁已计入，谁没有，为什么"),
    (FINDINGS_SHEET, "全部问题，逐条注明文件和单元格"),
    (COMPARED_SHEET, "与上年比较：合计、各单位、变化最大的单位、不衔接的数字"),
    (CHARTS_SHEET, "各单位申请、办理结果、申请人、复议诉讼和两年比较的图"),
    (CONTROL_SHEET, "读到的数字是否都有去向，明细之和是否等于汇总，汇总数是否符合勾稽关系"),
)


def draw(canvas: BookCanvas) -> None:
    """Draw the sheet."""
    drawn = canvas.page(COVER_SHEET, _WIDTHS)
    ledger = canvas.ledger
    canvas.title(drawn, f"{ledger.region}{ledger.year}年{canvas.at.layout.form.title}汇总", len(_WIDTHS))
    formulas = {formula.cell: formula for formula in canvas.formulas[COVER_SHEET]}
    said = _said(canvas)
    for item in COVER_ROWS:
        cell = canvas.at.cover(item)
        label = _LABELS[item].format(own=canvas.at.word(OWN), below=canvas.at.word(BELOW))
        put(drawn, cell.shifted(columns=-1), label, canvas.styles.role(Role.PROMPT))
        style = canvas.styles.shown(align="left", bold=item in _STATES, font_size=9 if item == "digest" else 11)
        drawn.set_row(cell.row, _height(said.get(item, "")))
        if cell in formulas:
            canvas.formula(drawn, formulas[cell], style)
        else:
            put(drawn, cell, said[item], style)
    _colour(canvas, drawn)
    row = _signatures(canvas, drawn, canvas.at.cover(COVER_ROWS[-1]).row + 2)
    _guide(canvas, drawn, row + 1)
    drawn.fit_to_pages(1, 1)


def _said(canvas: BookCanvas) -> dict[str, str]:
    ledger, form = canvas.ledger, canvas.at.layout.form
    due = sum(1 for unit in ledger.units if unit.state is not UnitState.OUT_OF_SCOPE)
    return {
        "region": ledger.region,
        "year": ledger.year,
        "form": f"{form.title}（{form.source.zh}）",
        "due": str(due) if ledger.has_roster else f"{due}（未提供名册，按收到的报送计）",
        "left_out": _left_out(ledger),
        "out_of_scope": _out_of_scope(ledger),
        "files": _files(ledger),
        "carried": "没有上年数字",
        "digest": canvas.digest,
    }


def _left_out(ledger: Ledger) -> str:
    parts = []
    for state in UnitState:
        if state in {UnitState.IN, UnitState.OUT_OF_SCOPE}:
            continue
        names = [unit.name for unit in ledger.units if unit.state is state]
        if names:
            parts.append(f"{STATE_NAMES[state].zh} {len(names)} 个：{_listed(names)}")
    if below := [f"{row.name}／{name}" for row in ledger.rows if row.area for name in row.area.missing]:
        parts.append(f"下级汇总缺 {len(below)} 个：{_listed(below)}")
    return "；".join(parts) or "无"


def _out_of_scope(ledger: Ledger) -> str:
    out = [unit for unit in ledger.units if unit.state is UnitState.OUT_OF_SCOPE]
    return _listed([f"{unit.name}（{unit.reason}）" for unit in out]) or "无"


def _listed(names: list[str]) -> str:
    most = 30
    more = f"等，全部见“{REGISTER_SHEET}”" if len(names) > most else ""
    return "、".join(names[:most]) + more


def _files(ledger: Ledger) -> str:
    counts = [
        (name.zh, sum(1 for line in ledger.files if line.decision is each)) for each, name in DECISION_NAMES.items()
    ]
    listed = "，".join(f"{name} {count}" for name, count in counts if count)
    return f"{len(ledger.files)} 个：{listed}" if ledger.files else "无"


def _colour(canvas: BookCanvas, drawn: Any) -> None:
    looks = {Mark.HOLDS: {"font_color": GOOD}, Mark.FAILS: {"font_color": BAD, "bg_color": BAD_FILL}}
    for cell in (canvas.at.cover(item) for item in _STATES):
        for mark, look in looks.items():
            test = f'=LEFT({cell.absolute},1)="{mark}"'
            options = {"type": "formula", "criteria": test, "format": canvas.book.add_format(look)}
            drawn.conditional_format(cell.row, cell.column, cell.row, cell.column, options)


def _signatures(canvas: BookCanvas, drawn: Any, row: int) -> int:
    for at, name in enumerate(_SIGNATURES, row):
        put(drawn, Cell(at, 0), name, canvas.styles.role(Role.PROMPT))
        put(drawn, Cell(at, 1), None, canvas.styles.shown())
        drawn.set_row(at, 24)
    return row + len(_SIGNATURES)


def _guide(canvas: BookCanvas, drawn: Any, row: int) -> None:
    labels = [Label(area=Area.of(Cell(row, 0), 1, 2), text="各表说明", role=Role.CAPTION)]
    canvas.labels(drawn, labels)
    first_sums = canvas.at.sheets[0].name
    for number, (sheet, text) in enumerate(_GUIDE, row + 1):
        target = first_sums if sheet == "汇总" else sheet
        link = canvas.styles.shown(**LINK)
        drawn.write_url(number, 0, internal(target, Cell(0, 0)), link, string=sheet)
        told = text.format(scopes="、".join(map(canvas.at.word, SCOPES)))
        merged(drawn, Area.of(Cell(number, 1)), told, canvas.styles.shown(align="left"))
        drawn.set_row(number, _height(told))


def _height(text: str) -> float:
    return 16 * lines_needed(text, _WIDTHS[1]) + 6
