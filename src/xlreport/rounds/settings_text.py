"""A new round's `xlreport.toml`: the settings in force, the others as comments, each with what it means."""

import json

from xlreport.rounds.settings import Settings

_OTHERS = """
# 以下各项都可以不设；要设的，去掉行首的 # 再改。

# 上年数字从哪里取：上年的汇总工作簿、批次文件夹或报送文件夹，写从本文件夹出发的路径。
# previous = "../{before}/output/{region}{before}汇总.xlsx"

# 分类的截止日期；未写明的按上面的 deadline。部门 1 月 31 日、政府 3 月 31 日是《条例》第四十九条的期限，不必写。
[deadlines]
# townships = {after}-01-20
# government = {after}-03-20

# 汇总。which：一个单位报了几份时以哪一份为准，latest 最后报的，first 最先通过的。
# rejected_in_draft：用 --draft 试汇总时，有错误的报送是否计入。
[merge]
# which = "latest"
# rejected_in_draft = true

# 规则的级别：代码 = "error"（须更正）、"warning"（须说明）、"note"（提示）或 "off"（不查）。
# xlreport explain 列出全部代码；注明“不能调低，也不能停用”的不能改。
[severity]
# X01 = "error"
# T308 = "off"

# 界限：总体情况最多多少字；与上年、与其他单位的文字相似超过百分之几就提出。
[limits]
# overview_characters = 1000
# likeness_overview = 80
# likeness_problems = 90
# likeness_units = 90

# 本地不应出现的词，各写上应改成什么。
[words]
# "县民政科" = "县民政局"

# 司法行政部门的行政规范性文件清单：本年制发、本年废止、现行有效各多少件，与各单位之和核对。
[normative]
# made = 12
# repealed = 3
# in_force = 86
"""


def settings_text(settings: Settings) -> str:
    """Give the text of an `xlreport.toml` with region, year, form and deadline; an unknown region is "" ."""
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
{_OTHERS.format(region=settings.region, before=settings.year - 1, after=settings.year + 1)}"""
