"""Draws the front page of a register: what is due first, whether every row counts, the settings, the choices."""

from collections.abc import Mapping
from typing import Any

from xlreport.cells import Area, Cell, address, column_name
from xlreport.drawing.look import A4, BAD, BAD_FILL, CENTRED, GOOD, GOOD_FILL, HAIR, INLINE, INPUT, LINK
from xlreport.register.counting import fees_paid
from xlreport.register.declared import RowState
from xlreport.register.register_canvas import RegisterCanvas
from xlreport.register.register_plan import FIRST_ROW
from xlreport.register.row_formulas import NUMBERS, RANKS, SOON, TODAY, YEAR, count_formula, text
from xlreport.register.row_results import is_uncounted, row_results, serial
from xlreport.register.rows_printing import CHOOSES, chooses_filled

_WIDTHS = (30, 14, 14, 13, 26, 48)
_HEIGHTS = ((0, 32), (1, 20), (2, 26))
_SETTINGS, _COUNTS, _DUE_FIRST = 5, 10, 26
_SHOWN = 15
_GUIDE = 17
_STEPS = (
    "1. 收到申请就登记一行：登记编号、收到日期、申请人类型三项必填，其余有则填。",
    "2. 补正、征求意见、延期、收费，办到哪一步填哪一步的日期；应答复日期自动随之变动。",
    "3. 答复后填{closing}和办理结果；两项都填了才算办结。红色的状态和提示先处理。",
    "4. 表三、表四自动得出，不必数；上面一行写着“×”时，点它看是哪一行没有计入。",
    "5. 可从旧台账整块粘贴{first}至{last}各栏（同样的次序）；粘贴时选“只粘贴数值”。",
    "6. 不要写申请人的姓名、电话和证件号码；申请人代号、备注只在本机关内部使用。",
    "7. 打印：先在{sheet}“{first}”的筛选（Alt+↓）中只留非空的，印完恢复；Excel 可直接打印。",
)
_CARRIED = (
    "上年台账未办结的 {count} 件已转入，沿用原编号和收到日期：“上年结转”由此得出，"
    "与上年报告的“结转下年度”必然一致（X02）。"
)
_FEES = ("本年收取信息处理费（件）", "本年收取信息处理费（元）")
_CHOICES = (
    "收到之日不计，从次日起算；补正的，自收到补正之日起重新计算。",
    "征求第三方或其他机关意见：从发出的次日到收到意见当日，不计入期限。",
    "延期未写告知日期或工作日数的，不按延期计算；超过 20 个工作日的，按 20 个计算。",
    "等待补正、缴费期间不给出应答复日期；缴费后不再判断是否逾期。",
    "12 月 31 日前收到、次年办结的，计入“结转下年度”；本机关只是复议机关的案件不计。",
)


def draw_front(canvas: RegisterCanvas) -> None:
    """Title and settings, the counters, the requests due first, and the choices that no text decides."""
    drawn, styles = canvas.sheets[canvas.plan.front], canvas.styles
    drawn.hide_gridlines(2)
    for column, width in enumerate(_WIDTHS):
        drawn.set_column(column, column, width)
    for row, height in _HEIGHTS:
        drawn.set_row(row, height)
    drawn.write_string(0, 0, "政府信息公开申请台账", styles.format(font_name="黑体", font_size=18, text_wrap=False))
    who = "　".join(filter(None, (canvas.identity.unit_name, f"{canvas.identity.year} 年度")))
    drawn.write_string(1, 0, who, styles.format(font_size=12, text_wrap=False))
    if home := canvas.plan.home:
        link = styles.small(font_color=LINK, underline=1, text_wrap=False)
        drawn.write_url(1, len(_WIDTHS) - 1, f"internal:'{home}'!A1", link, string=f"← {home}")
    _band(canvas)
    _settings(canvas)
    _counters(canvas)
    _due_first(canvas)
    _choices(canvas)
    _guide(canvas)
    drawn.set_paper(A4)
    drawn.set_landscape()
    drawn.print_area(0, 0, _DUE_FIRST + _SHOWN - 1, len(_WIDTHS) - 1)
    drawn.fit_to_pages(1, 1)
    drawn.lock_columns(styles.format(locked=True))
    drawn.protect("", {"format_columns": True, "format_rows": True})


def _band(canvas: RegisterCanvas) -> None:
    """The first thing to see: whether every row counts somewhere, with a link to the first that does not."""
    drawn, styles, plan = canvas.sheets[canvas.plan.front], canvas.styles, canvas.plan.requests
    lost = [each for each in canvas.requests if is_uncounted(each)]
    good = "√ 每一行都已计入"
    place = f"\"#'{plan.sheet}'!{column_name(plan.places['number'])}\"&({FIRST_ROW}+MATCH(1,reg_uncounted,0))"
    said = '"× 有 "&SUM(reg_uncounted)&" 行未能计入，点此看第一行"'
    formula = f"=IF(SUM(reg_uncounted)=0,{text(good)},HYPERLINK({place},{said}))"
    shown = f"× 有 {len(lost)} 行未能计入，点此看第一行" if lost else good
    drawn.merge_range(2, 0, 2, len(_WIDTHS) - 1, "", styles.band())
    drawn.write_formula(2, 0, formula, styles.band(), shown)
    for sign, look in (
        ("√", {"font_color": GOOD, "bg_color": GOOD_FILL}),
        ("×", {"font_color": BAD, "bg_color": BAD_FILL}),
    ):
        rule = {"type": "formula", "criteria": f'=LEFT($A$3,1)="{sign}"', "format": styles.state(**look)}
        drawn.conditional_format(2, 0, 2, len(_WIDTHS) - 1, rule)


def _settings(canvas: RegisterCanvas) -> None:
    drawn, styles = canvas.sheets[canvas.plan.front], canvas.styles
    open_ = {"bg_color": INPUT, "border": HAIR, "border_color": INLINE, "locked": False, "align": "center"}
    drawn.write_string(_SETTINGS - 1, 0, "设置", styles.list_head())
    drawn.write_string(_SETTINGS - 1, 1, "", styles.list_head())
    lines: tuple[tuple[str, str, str, Any, Any], ...] = (
        ("报告年度", YEAR, "", canvas.identity.year, styles.listed(**CENTRED)),
        ("今天（可改）", TODAY, "=TODAY()", serial(canvas.as_of), styles.format(num_format="yyyy-mm-dd", **open_)),
        ("将到期：剩余不超过几个工作日", SOON, "", canvas.soon_days, styles.format(num_format="0", **open_)),
    )
    for row, (label, name, formula, value, style) in enumerate(lines, _SETTINGS):
        drawn.write_string(row, 0, label, styles.listed())
        if formula:
            drawn.write_formula(row, 1, formula, style, value)
        else:
            drawn.write_number(row, 1, value, style)
        canvas.book.define_name(name, f"={address(canvas.plan.front, Cell(row, 1))}")


def _counters(canvas: RegisterCanvas) -> None:
    drawn, styles = canvas.sheets[canvas.plan.front], canvas.styles
    drawn.write_string(_COUNTS - 1, 0, "各状态件数", styles.list_head())
    drawn.write_string(_COUNTS - 1, 1, "件", styles.list_head(**CENTRED))
    shown = [each.terms.state or RowState.UNCLEAR for each in canvas.requests]
    for row, (state, words) in enumerate(canvas.declared.states.items(), _COUNTS):
        drawn.write_string(row, 0, words.label.zh, styles.listed())
        formula = f"=COUNTIF(reg_state,{text(words.label.zh)})"
        drawn.write_formula(row, 1, formula, styles.listed(**CENTRED, num_format='0;-0;"–"'), shown.count(state))
    declared, fees = canvas.declared, fees_paid((each.row for each in canvas.requests), canvas.identity.year)
    fields = (declared.counted.fee_cases, declared.counted.fee_sum)
    below = _COUNTS + len(declared.states)
    for row, (field, label, value) in enumerate(zip(fields, _FEES, fees, strict=True), below):
        drawn.write_string(row, 0, label, styles.listed())
        drawn.write_formula(row, 1, count_formula(declared, field), styles.listed(**CENTRED), value)


def _due_first(canvas: RegisterCanvas) -> None:
    """The open requests with the nearest due dates: the k-th smallest of due date and row, looked up by column."""
    drawn, styles = canvas.sheets[canvas.plan.front], canvas.styles
    drawn.write_string(_DUE_FIRST - 1, 0, f"最先到期的 {_SHOWN} 件", styles.list_head())
    for column, label in enumerate(("收到日期", "应答复日期", "剩余工作日", "状态", "提示"), 1):
        drawn.write_string(_DUE_FIRST - 1, column, label, styles.list_head())
    key = Area.of(Cell(_DUE_FIRST, len(_WIDTHS) + 1), _SHOWN)
    results = row_results(canvas) | _entered(canvas)
    ranked = [rank % RANKS for rank in sorted(rank for rank in results["rank"] if rank)]
    for place, cell in enumerate(key, 1):
        line = ranked[place - 1] if place <= len(ranked) else 0
        formula = f"=IFERROR(MOD(SMALL(reg_rank,{place}),{RANKS}),0)"
        drawn.write_formula(cell.row, cell.column, formula, styles.small(), line)
        _due_line(canvas, cell, line, results)
    drawn.set_column(key.first.column, key.first.column, None, None, {"hidden": True})


def _entered(canvas: RegisterCanvas) -> dict[str, list[Any]]:
    """Number and day of receipt as they stand in the rows."""
    numbers, received = ([""] * canvas.plan.requests.rows for _ in range(2))
    shown: dict[str, list[Any]] = {"number": numbers, "received": received}
    for each in canvas.requests:
        shown["number"][each.row.line - 1] = each.row.number
        shown["received"][each.row.line - 1] = serial(each.row.day("received"))
    return shown


def _due_line(canvas: RegisterCanvas, key: Cell, line: int, results: Mapping[str, list[Any]]) -> None:
    """One request: what its row says, looked up by the line that the key names."""
    drawn, styles = canvas.sheets[canvas.plan.front], canvas.styles
    day = {"num_format": "yyyy-mm-dd"}
    columns: tuple[tuple[str, str, dict[str, Any]], ...] = (
        (NUMBERS, "number", {"font_color": LINK}),
        ("reg_received", "received", day),
        ("reg_due", "first_due", day),
        ("reg_left", "left", {"num_format": "0"}),
        ("reg_state", "state", {}),
        ("reg_hint", "hint", {}),
    )
    for column, (name, identifier, look) in enumerate(columns):
        formula = f'=IF({key.absolute}=0,"",INDEX({name},{key.absolute}))'
        value = results[identifier][line - 1] if line else ""
        drawn.write_formula(key.row, column, formula, styles.listed(**look), value)


def _guide(canvas: RegisterCanvas) -> None:
    """How to keep the register, for the person who does."""
    drawn, styles = canvas.sheets[canvas.plan.front], canvas.styles
    drawn.merge_range(_GUIDE - 1, 3, _GUIDE - 1, 5, "怎样登记", styles.list_head())
    plan = canvas.plan.requests
    ends = {"sheet": plan.sheet, "first": canvas.declared.columns[0].label, "last": canvas.declared.columns[-1].label}
    for row, said in enumerate(_STEPS, _GUIDE):
        step = said.format(closing=canvas.declared.closing_label, **ends)
        drawn.merge_range(row, 3, row, 5, step, styles.small(text_wrap=True, align="left", indent=1))
    link = styles.small(font_color=LINK, underline=1, text_wrap=False, align="left", indent=2)
    drawn.write_formula(_GUIDE + len(_STEPS), 3, chooses_filled(plan), link, CHOOSES)


def _choices(canvas: RegisterCanvas) -> None:
    drawn, styles = canvas.sheets[canvas.plan.front], canvas.styles
    drawn.merge_range(_SETTINGS - 1, 3, _SETTINGS - 1, 5, "没有明文规定之处，本台账这样计算", styles.list_head())
    chosen = (each.said for each in canvas.declared.choices)
    carried = () if canvas.carried is None else (_CARRIED.format(count=canvas.carried),)
    for row, said in enumerate((*_CHOICES, *chosen, *carried), _SETTINGS):
        drawn.merge_range(row, 3, row, 5, said, styles.small(text_wrap=True, align="left", indent=1))
