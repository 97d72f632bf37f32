"""The ways to lay a page out that are seen, each with what must be read: data for `test_variants`."""

# ruff: noqa: E501  # a variant stands whole on its line

import re
from collections.abc import Callable
from functools import partial
from typing import Any

from page_layouts import (
    ZEROS,
    Cell,
    Laid,
    Variant,
    barred,
    blank_zeros,
    cells,
    contents,
    everywhere,
    heading,
    heads_repeated,
    html,
    html_cell,
    piped,
    renumbered,
    replaced,
    row_of,
    set_cell,
    single_closed,
    spaced,
    split_disclosure,
    split_requests,
    stacked,
    subtotal,
    swap,
    tabbed,
    text,
    twice,
    unmerged,
    word,
    written,
)

TABS, BARS, RULED = partial(text, table=tabbed), partial(text, table=barred), partial(text, table=piped)
LINES, PDF = partial(text, table=stacked), partial(text, table=spaced)
GAPS = partial(text, table=lambda table: stacked(table, gap=True))
WORD = ".docx"
CLOSED = "requests.closed.*"
TABLE_2 = {"规章", "行政规范性文件"}


def _page(change: Callable[[Laid], bytes]) -> Callable[[Laid], None]:
    return written(change, ".html")


def _encoded(encoding: str, head: str = "") -> Callable[[Laid], None]:
    return _page(lambda page: html(page, head=head).decode().encode(encoding))


def _cell(change: Callable[[str], str]) -> Callable[[Laid], None]:
    return _page(lambda page: html(page, cell=lambda each: change(html_cell(each))))


def _broken_heads(said: str) -> str:
    for first in ("商业", "科研", "结果", "其他", "尚未"):
        said = re.sub(f"^{first}(企业|机构|维持|纠正|结果|审结)$", f"{first}\n\\1", said)
    return said


def _widened(found: re.Match[str]) -> str:
    return found[0].translate(str.maketrans("0123456789", "０１２３４５６７８９"))


def _kangxi(said: str) -> str:
    return said.translate(str.maketrans("一二十行", "⼀⼆⼗⾏"))


def _reading(words: str) -> Callable[[Laid], None]:
    """Other tables around those of the report."""

    def lay(page: Laid) -> None:
        page.sheets[0].tables.append(cells("索引号 | 00001/2025-1", "组配分类 | 年度报告", "发布机构 | 某局"))
        page.sheets[-1].tables.append(cells(f"年份 | {words}", "新收申请 | 12 | 14 | 20", "行政许可 | 1 | 2 | 3"))

    return lay


def _title(*lines: str) -> Callable[[Laid], None]:
    def lay(page: Laid) -> None:
        page.top[:2] = lines

    return lay


def _lines(section: str, *lines: str) -> Callable[[Laid], None]:
    def lay(page: Laid) -> None:
        page.sheet(section).lines[:0] = lines

    return lay


def _bottom(*lines: str) -> Callable[[Laid], None]:
    def lay(page: Laid) -> None:
        page.bottom += lines

    return lay


def _drop(section: str, label: str) -> Callable[[Laid], None]:
    def lay(page: Laid) -> None:
        table = page.table(section)
        table.remove(row_of(table, label))

    return lay


def _shifted(page: Laid) -> None:
    """Rows one and two of table 3 lie one grid column to the left, as in the text of one bureau."""
    for row in page.table("requests")[3:5]:
        row[0].columns = 2


def _ragged(page: Laid) -> None:
    """Spans that lie: the labels of table 2 claim two columns, the head one."""
    for row in page.table("disclosure"):
        if row[0].text in TABLE_2:
            row[0].columns = 2


def _parts(change: Callable[[str], str]) -> Callable[[Laid], None]:
    def lay(page: Laid) -> None:
        for sheet in page.sheets:
            sheet.lines = [change(line) if re.match(r"（[一二三四五]）", line) else line for line in sheet.lines]

    return lay


def _no_tables(page: Laid) -> None:
    for sheet in page.sheets:
        sheet.tables = []


def _both(*changes: Callable[[Laid], None]) -> Callable[[Laid], None]:
    def lay(page: Laid) -> None:
        for change in changes:
            change(page)

    return lay


def _v(name: str, lay: Callable[[Laid], None], *told: str, lost: tuple[str, ...] = (), **more: Any) -> Variant:
    return Variant(name=name, lay=lay, told=told, lost=lost, **more)


def _exchange(page: Laid) -> None:
    """自然人 and 总计 keep their places, two kinds of organisation change theirs."""
    table = page.table("requests")
    head = next(row for row in table if row[0].text == "商业企业")
    head[0], head[1] = head[1], head[0]
    for row in table[3:]:
        row[-6], row[-5] = row[-5], row[-6]


def _cell_lost(page: Laid) -> None:
    row_of(page.table("requests"), "2.重复申请").pop()


def _three(page: Laid) -> None:
    row = row_of(page.table("disclosure"), "行政许可")
    row[-1:] = [Cell("2316"), Cell("0"), Cell("0")]


def _without_numerals(page: Laid) -> None:
    for sheet in page.sheets:
        sheet.heading = sheet.heading[2:]


HALF = everywhere(lambda said: said.replace("（", "(").replace("）", ")"))
NOTHING = ("disclosure.*", "requests.*", "disputes.*")
VARIANTS = (
    _v("as the form", lambda _: None),
    _v("half-width brackets", HALF),
    _v("blanks in captions", replaced(r"第二十条", "第二十条  ")),
    _v("brackets lost", replaced(r"[（）]", "")),
    _v("规范性文件", replaced("^行政规范性文件$", "规范性文件")),
    _v("现行有效件", replaced("^现行有效件数$", "现行有效件")),
    _v("本年发件", replaced("^本年制发件数$", "本年发件")),
    _v("本年度 in heads", replaced("^本年(制发件数|废止件数|处理决定数量)$", r"本年度\1")),
    _v("绝对", replaced("决定数量", "绝对数量")),
    _v("收费 misspelt", replaced("行政事业性收费", "行政事业型收费")),
    _v("unit without brackets", replaced("（单位：万元）", "单位:万元")),
    _v("合计", replaced("^总计$", "合计")),
    _v("numbers and commas", replaced(r"^(\d)\.(\D)", r"\1、\2")),
    _v("labels without numbers", replaced(r"^\d\.(?=\D)", "")),
    _v("a blank after numbers", replaced(r"^(（.）|\d\.)(?=\D)", r"\1 ")),
    _v("其他处理 shortened", replaced("其他处理", "其他")),
    _v("逾期不补正 shortened", replaced("^1.申请人无正当理由.*", "1.逾期不补正")),
    _v("a typo in a label", replaced("法律行政法规禁止公开", "法律行政止公开"), "W09"),
    _v("another typo", replaced("二、上年结转政府信息公开申请数量", "二、上年结转政府信息公开数量"), "W09"),
    _v("broken heads", everywhere(_broken_heads)),
    _v("a label over lines", replaced("^（三）不予公开$", "（三）\n\n不予公开")),
    _v("upright", replaced("^三、本年度办理结果$", "三\n、\n本\n年\n度\n办\n理\n结\n果")),
    _v("Kangxi radicals", everywhere(_kangxi)),
    _v("full-width figures", replaced(r"^\d+$", _widened)),
    _v("thousands", replaced(r"^2316$", "2,316")),
    _v("blanks around figures", replaced(r"^(\d+)$", "\u3000\\1\u00a0")),
    _v("four tables for one", split_disclosure),
    _v("table 3 over two pages", split_requests),
    _v("with its head again", heads_repeated),
    _v("torn into single cells", unmerged, "W03", lost=("disclosure.*.decisions", "disclosure.fees.*")),
    _v("rows one column left", _shifted),
    _v("spans that lie", _ragged),
    _v("a subtotal", subtotal),
    _v("two columns exchanged", _exchange),
    _v("tables around", _reading("2023 | 2024 | 2025")),
    _v("a contents list", contents),
    _v("numbered anew", renumbered),
    _v("title on one line", _title("虎林市自然资源局2025年政府信息公开工作年度报告")),
    _v("year first", _title("2025年虎林市自然资源局政府信息公开工作年度报告")),
    _v("年度 twice", _title("虎林市自然资源局2025年度政府信息公开工作年度报告")),
    _v("title twice", _title("虎林市自然资源局2025年政府信息公开工作年度报告", "虎林市自然资源局", "2025年政府信息公开工作年度报告")),
    _v("headings of four", heading("disputes", "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况")),
    _v("heading of five", heading("problems", "五、政府信息公开工作存在的主要问题及改进情况")),
    _v("heading of six", heading("matters", "六、其他事项")),
    _v("no numerals", _without_numerals),
    _v("parts as 1.", _parts(lambda line: f"{'一二三四五'.index(line[1]) + 1}.{line[3:]}")),
    _v("parts with 情况", _parts(lambda line: line + "情况")),
    _v("parts with 方面", _parts(lambda line: line + "方面。")),
    _v("a note on blanks", _both(blank_zeros(), _lines("disclosure", "注：空白单元格均为0。")), lost=("zeros",)),
    _v("blank zeros", blank_zeros(), "W05", lost=("zeros",)),
    _v("slashes", blank_zeros("/"), "W05", lost=("zeros",)),
    _v("dashes", blank_zeros("—"), "W05", lost=("zeros",)),
    _v("其他处理 as one row of 0", single_closed(), values=ZEROS),
    _v("其他处理 as one row", single_closed("23"), "W08", lost=(f"{CLOSED}.natural", f"{CLOSED}.total"), values=ZEROS),
    _v("a note in the cell", set_cell("disclosure", "行政许可", 1, "2316（其中变更16件）"), "W10"),
    _v("a unit in the cell", set_cell("disclosure", "行政事业性收费", 1, "1284.3056万元"), "W10"),
    _v("元 in the cell", set_cell("disclosure", "行政事业性收费", 1, "251000元"), "W04", lost=("disclosure.fees.*",)),
    _v("characters", set_cell("disclosure", "行政处罚", 1, "八十七"), "W04", lost=("disclosure.penalties.*",)),
    _v("about", set_cell("disclosure", "行政许可", 1, "约2300"), "W04", lost=("disclosure.licensing.*",)),
    _v("letters", set_cell("requests", "（一）予以公开", 7, "14Z"), "W04", lost=("requests.granted.natural",)),
    _v("torn digits", set_cell("requests", "（一）予以公开", 7, "1 42"), "W04", lost=("requests.granted.natural",)),
    _v("three figures for one", _three, "W03", lost=("disclosure.licensing.*",)),
    _v("a row lost", _drop("requests", "2.重复申请"), "W02", lost=("requests.not_processed.repeated.*",)),
    _v("a cell lost", _cell_lost, "W03", lost=("requests.not_processed.repeated.*",)),
    _v("columns renamed", swap("商业企业", "私营企业"), "W07", lost=("requests.*",)),
    _v("two copies alike", twice("requests", lambda said: said)),
    _v("a blank copy", twice("requests", lambda said: "" if said.isdigit() else said)),
    _v("two copies that differ", twice("requests", lambda said: "5" if said == "142" else said), "W06", lost=("requests.*",)),
    _v("a total that is wrong", set_cell("requests", "（一）予以公开", 1, "166"), "W20", other={"requests.granted.total": 166}),
    _v("pictures", _no_tables, "W01", "W02", lost=NOTHING),
    _v("text beside tables", _lines("requests", "现将本年度收到和处理申请的具体数据列表如下。"), "W13"),
    _v("after the report", _bottom("上一篇：某局年报", "版权所有：某市人民政府"), "W13"),
    _v("signature", _bottom("虎林市自然资源局", "2026年1月20日"), "W13"),
    _v("GBK under gb2312", _encoded("gbk", '<meta http-equiv="Content-Type" content="text/html; charset=gb2312">')),
    _v("GBK undeclared", _encoded("gb18030")),
    _v("UTF-16", _encoded("utf-16")),
    _v("UTF-8 with a mark", _encoded("utf-8-sig")),
    _v("numeric entities", _page(lambda page: re.sub(r"[\u4e00-\u9fff]", lambda found: f"&#{ord(found[0])};", html(page).decode()).encode())),
    _v("nbsp for nothing", _both(blank_zeros("\u00a0"), _cell(lambda said: said)), "W05", lost=("zeros",)),
    _v("p and nowrap", _cell(lambda said: re.sub(r">([^<]*)</td>", r' nowrap style="width:66px"><p align="center">\1</p></td>', said))),
    _v("spans and fonts", _cell(lambda said: re.sub(r">(.)([^<]*)</td>", r"><span>\1</span><font>\2</font></td>", said))),
    _v("br in labels", _cell(lambda said: re.sub(r">([^<\d]{4})([^<]{4,})</td>", r">\1<br />\2</td>", said))),
    _v("footnote marks", _cell(lambda said: said.replace(">2316<", "><p>2316<sup>1</sup></p><")), "W19"),
    _v("endless spans", _cell(lambda said: said.replace("<td>规章", '<td colspan="1000" rowspan="65534">规章'))),
    _v("hidden copy", _page(lambda page: html(page).replace(b"<body>", b'<body><div style="display:none">' + html(page) + b"</div>")), "W18"),
    _v("Word", written(word, WORD)),
    _v("Word with automatic numbers", written(lambda page: word(page, numbered=True), WORD)),
    _v("Word, broken heads", written(word, WORD, everywhere(_broken_heads))),
    _v("Word, four tables", written(word, WORD, split_disclosure)),
    _v("Word, blank zeros", written(word, WORD, blank_zeros()), "W05", lost=("zeros",)),
    _v("tabs", written(TABS, ".txt")),
    _v("tabs, half width", written(TABS, ".txt", HALF)),
    _v("tabs, blank zeros", written(TABS, ".txt", blank_zeros()), "W05", lost=("zeros",)),
    _v("Markdown", written(RULED, ".md")),
    _v("bars", written(BARS, ".txt")),
    _v("one cell a line", written(LINES, ".txt")),
    _v("with empty lines", written(GAPS, ".txt")),
    _v("as from a PDF", written(PDF, ".txt")),
    _v("from a PDF, slashes", written(PDF, ".txt", blank_zeros("/")), "W05", lost=("zeros",)),
)  # fmt: skip
