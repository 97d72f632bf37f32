"""What each column of the ledger's data means: the page `docs/ledger-columns.md`. Made from the form, never typed."""

from xlreport.findings import SEVERITY_NAMES
from xlreport.forms import Field, Kind
from xlreport.language import Text
from xlreport.layout import Layout
from xlreport.lazy import regex
from xlreport.merging.ledgers import ACCEPTANCE_NAMES
from xlreport.outputs.ledger_data import COLUMNS, figures_of
from xlreport.outputs.ledger_parquet import DECIMALS, DIGITS
from xlreport.verdicts import REJECTED

_TITLE = Text("明细数据的列", "The columns of the ledger's data")
_ABOUT = (
    Text(
        "由 `xlreport export --columns` 从表样生成，请勿手改。`xlreport export 汇总.xlsx --csv F --json F "
        "--parquet F --sqlite F` 写出的数据，一个单位一行，先是下列各项，再是表样各表的 {count} 个数字，"
        "最后是表外的 {singles} 个。",
        "Made by `xlreport export --columns` from the form, not to be edited. What `xlreport export CONSOLIDATED.xlsx "
        "--csv F --json F --parquet F --sqlite F` writes has one row a unit: first these columns, then the {count} "
        "figures of the form's tables, last the {singles} outside them.",
    ),
    Text(
        "数字一律精确，不经过浮点数，不四舍五入；没有数字的单元格为空（JSON 为 null）。CSV 为带 BOM 的 UTF-8，"
        "Excel、WPS 双击即可打开；JSON 中金额是字符串；Parquet 中件数为 int64，"
        "金额为 decimal128({digits}, {decimals})，放不下的数会点名拒绝。JSON 开头和 Parquet 的元数据"
        "写明 form、edition、year、region，以及是不是试汇总（draft：yes、no）。"
        "SQLite（.sqlite）有三个表：ledger 为明细，件数是整数，金额是精确数字的文字（求和时按数计算）；"
        "labels 为各列的栏目、工作表和单元格；about 为上述各项。",
        "Figures are exact: no float, no rounding; a cell without a figure is empty (null in JSON). CSV is UTF-8 with "
        "BOM and opens in Excel and WPS by double click; amounts are strings in JSON; in Parquet counts are int64 and "
        "amounts decimal128({digits}, {decimals}), and a figure that does not fit is refused by name. JSON begins with "
        "form, edition, year, region and whether it is a trial (yes or no); in Parquet these are metadata. "
        "SQLite (.sqlite) has three tables: ledger, in which counts are integers and amounts the text of their exact "
        "digits (a sum takes them as numbers); labels with each column's label, sheet and cell; about with the rest.",
    ),
    Text(
        "CSV 中，凡表格软件会当作公式执行或改样的文字（以 = + - @ 开头，或像 007、3-1、18 位数字那样"
        "会被当成数字、日期的），前面加一个半角撇号 '；本来就以撇号开头的也加一个。"
        "因此各文字列如以撇号开头，去掉一个就是原文；JSON 和 Parquet 不加。日期（2026-01-15）和 15 位以内的整数不加。",
        "In CSV any text that a spreadsheet program would run as a formula or remake (it begins with = + - @, or looks "
        "like a number or date, as 007, 3-1 or 18 digits do) has one apostrophe ' before it; so has text that begins "
        "with one. Where a text column begins with an apostrophe, taking that one off gives the exact text; JSON and "
        "Parquet have none. Days (2026-01-15) and whole numbers of up to 15 digits have none.",
    ),
)
_PRINTED_UNIT = regex(r"（(?:单位：)?(\w+)）$")
# No row is rejected: such a return that counts all the same is told by how it came to count.
_MEANINGS = {
    "code": Text("单位代码", "the unit's code"),
    "name": Text("单位名称", "the unit's name"),
    "kind": Text(
        "单位类别：{kinds}",
        "the unit's kind, by id",
    ),
    "tier": Text("层级，如名册所写", "the tier, as the roster has it"),
    "include": Text(
        "是否计入汇总：CSV 为 yes、no，其余为真、假", "whether the unit counts: yes or no in CSV, else true or false"
    ),
    "file": Text("报送件", "the file it came in"),
    "sha256": Text("报送件的文件指纹（SHA-256）", "the file's SHA-256"),
    "submitted_on": Text("报送日期 (ISO)，未填写的为空", "day of submission (ISO), empty where it was not filled in"),
    "state": Text(
        f"检查结论：{'；'.join(f'{state} {name}' for state, name in ACCEPTANCE_NAMES.items() if state != REJECTED)}",
        "what the checks said; included: to be corrected, but counted by manual decision; draft: to be corrected, but "
        "counted in a trial",
    ),
    "findings": Text(
        f"问题数（{'、'.join(name.zh for name in SEVERITY_NAMES.values())}合计）",
        "how many findings, of all severities",
    ),
}


def columns_page(layout: Layout) -> str:
    """Give the Markdown page: what is written how, the columns before the figures, and each figure's own."""
    form = layout.form
    words = {
        "count": len(form.numbers),
        "singles": len(form.singles),
        "digits": DIGITS,
        "decimals": DECIMALS,
    }
    parts = [f"# {_TITLE.zh} · {_TITLE.en}"]
    parts += [f"{said.zh}\n{said.en}" for said in (about.filled(**words) for about in _ABOUT)]
    parts.append(_table(("id", "含义 · meaning"), [(f"`{column}`", _meant(column, layout)) for column in COLUMNS]))
    parts.append(f"## {form.id}/{form.edition}：{form.title}（{form.source.zh}）")
    heads = ("id", "工作表 · sheet", "单元格 · cell", "栏目 · label", "单位 · unit", "类型 · kind")
    parts.append(_table(heads, [_figure(field, layout) for field in figures_of(form)]))
    return "\n\n".join(parts) + "\n"


def _meant(column: str, layout: Layout) -> str:
    kinds = "，".join(f"{kind} {word}" for kind, word in layout.form.units.words.items())
    meaning = _MEANINGS[column].filled(kinds=kinds)
    return f"{meaning.zh} · {meaning.en}"


def _figure(field: Field, layout: Layout) -> tuple[str, ...]:
    place = layout.places[field.id]
    kind = f"{field.kind}{'，合计 total' if field.id in layout.form.computed else ''}"
    return (f"`{field.id}`", place.sheet, str(place.cell), field.label, _unit(field), kind)


def _unit(field: Field) -> str:
    """Give the unit that the form prints beside an amount; a count is a number of things."""
    printed = _PRINTED_UNIT.search(field.label)
    return printed[1] if printed else "个数 number" if field.kind is Kind.COUNT else "-"


def _table(heads: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = [heads, ("---",) * len(heads), *rows]
    return "\n".join(f"| {' | '.join(each.replace('|', chr(92) + '|') for each in line)} |" for line in lines)
