"""A new round's `xlreport.toml`: the settings in force, the others as comments, each with what it means."""

import json

from xlreport.forms import Form
from xlreport.rounds.settings import Settings

_OTHERS = """
# 以下各项都可以不设；要设的，去掉行首的 # 再改。

# 上年数字从哪里取：上年的汇总工作簿、批次文件夹或报送文件夹，写从本文件夹出发的路径。
# previous = "../{before}/output/{region}{before}汇总.xlsx"

# 分类的截止日期；没有写的按上面的 deadline。
[deadlines]
{deadlines}
# 汇总。which：一个单位报了几份时以哪一份为准，latest 最后报的，first 最先报的。
# rejected_in_draft：用 --draft 做草稿时，有错误的报送是否计入。
[merge]
# which = "latest"
# rejected_in_draft = true

# 规则的轻重：代码 = "error"（须改正）、"warning"（须说明）、"note"（提示）或 "off"（不查）。
# xlreport explain 列出全部代码；注明“不能调低，也不能停用”的不能改。
[severity]

# 不应出现的词，各写上应改成什么。
[words]
"""


def settings_text(settings: Settings, form: Form) -> str:
    """Give the text of an `xlreport.toml` with region, year, form and deadline; an unknown region is "" .

    What may be set besides stands in the form's own settings.toml, where it has one.
    """
    own = form.folder / "settings.toml" if form.folder else None
    others = own.read_text(encoding="utf-8") if own and own.is_file() else _OTHERS
    words = {
        "deadlines": _deadlines(settings, form),
        "region": settings.region,
        "before": settings.year - 1,
        "after": settings.year + 1,
    }
    deadline = settings.deadline.isoformat() if settings.deadline else f"{settings.year + 1}-01-31"
    return f"""# 一次填报的设定。以 # 开头的行是说明，程序不读。

# 地区：印在每份表的封面和汇总表上，不能为空。
region = {json.dumps(settings.region, ensure_ascii=False)}

# 报告年度：四位数。上年数字（--previous）须是 {settings.year - 1} 年度的。
year = {settings.year}

# 表样。
form = {json.dumps(settings.form)}

# 报送截止日期，写法如 2026-01-31，不加引号；不设期限就在行首加 #。
{"" if settings.deadline else "# "}deadline = {deadline}
{others.format(**words)}"""


def _deadlines(settings: Settings, form: Form) -> str:
    """Give the form's keys of [deadlines] as comments, a line each."""
    return "".join(f"# {key} = {settings.year + 1}-01-20\n" for key in form.units.deadlines)
