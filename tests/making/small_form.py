"""A small form of another trade, as TOML text: a library's year. Shows that a form needs no Python."""

from pathlib import Path

from xlreport.forms import Form
from xlreport.forms.loader import read_form

TEXTS = """
source = { zh = "馆内规定", en = "house rule" }
title = { zh = "相符", en = "they fit" }
meaning = { zh = "应相符。", en = "They fit." }
why = { zh = "否则有一个数不对。", en = "Else one of the figures is wrong." }
message = { zh = "{left} 与 {right} 相差 {difference}。", en = "{left} and {right} differ by {difference}." }
advice = { zh = "请核对。", en = "Check." }
"""

SMALL_FORM = f"""
id = "library"
edition = "3"
title = "图书馆年报"
source = {{ zh = "馆内规定", en = "house rule" }}
first_year = 2020
guide = ["请填写。"]

[[section]]
id = "front"
sheet = "首页"
heading = "图书馆年报"

[[section.block]]
items = [
  {{ id = "unit_name", label = "馆名", kind = "line", issued = true, required = true }},
  {{ id = "opened_on", label = "开馆日期", kind = "date" }},
  {{ id = "size", label = "规模", kind = "choice", options = [
    {{ id = "small", label = "小" }}, {{ id = "large", label = "大" }},
  ] }},
]

[[section]]
id = "loans"
sheet = "借阅"
heading = "一、借阅"
blank_is_zero = true
last_year = ["loans.*.lent"]

[[section.block]]
corner = "项目"
kind = "count"
columns = [
  {{ id = "lent", label = "借出" }},
  {{ label = "去向", columns = [
    {{ id = "returned", label = "归还" }},
    {{ id = "lost", label = "遗失" }},
  ] }},
  {{ id = "paid", label = "赔偿（元）", kind = "amount" }},
]
rows = [
  {{ id = "books", label = "图书" }},
  {{ label = "影音", rows = [
    {{ id = "films", label = "影片" }},
    {{ id = "music", label = "音乐" }},
  ] }},
  {{ id = "total", label = "合计" }},
]

[[section]]
id = "story"
sheet = "说明"
heading = "二、说明"
limit = 20

[[section.block]]
texts = [{{ id = "text", label = "说明", paragraphs = 4 }}]

[[section.block]]
items = [{{ id = "lost_told", label = "文中遗失数", kind = "count" }}]

[[relation]]
code = "L1"
severity = "error"
level = "D"
over = "columns of loans"
computes = true
says = ["loans.total.{{column}} = loans.books.{{column}} + loans.films.{{column}} + loans.music.{{column}}"]
{TEXTS}
[[relation]]
code = "L2"
severity = "warning"
level = "D"
over = "rows of loans"
says = ["loans.{{row}}.lent >= loans.{{row}}.returned + loans.{{row}}.lost"]
{TEXTS}
[[relation]]
code = "L3"
severity = "note"
level = "C"
says = ["story.lost_told = loans.total.lost", "loans.books.lent - 2 <= 10 + loans.films.lent - loans.music.lent"]
{TEXTS}
[[relation]]
code = "X1"
severity = "warning"
level = "C"
over = "rows of loans"
says = ["loans.{{row}}.lent >= last.loans.{{row}}.lent"]
{TEXTS}"""


def small_form(folder: Path, text: str = SMALL_FORM) -> Form:
    """Load the form from a file in a folder."""
    path = folder / "small.toml"
    path.write_text(text, encoding="utf-8")
    return read_form(path)
