"""The commands, one module each: they read options, call the library once, print, and give an exit code.

Here stands only where each is found, so that none is imported before it is called.
"""

from xlreport.language import Language
from xlreport.lazy import regex

COMMANDS: dict[str, tuple[str, str]] = {
    "demo": (
        "demo",
        "做一个示例县：下发、填报、检查、汇总、复核、公布 · Build a sample county, from the issue to the pages",
    ),
    "init": ("init", "新建一个填报批次文件夹 · Start a round"),
    "template": ("template", "下发空白表：-o 写一份；在批次文件夹中按名册各写一份 · Write the blank workbook"),
    "fill": (
        "fill",
        "把数据导入空白表，或从汇总起草本级政府的报告 · Fill a blank workbook from data, or from a consolidated one",
    ),
    "validate": ("validate", "检查填好的表 · Check completed workbooks"),
    "merge": ("merge", "汇总 · Consolidate submissions"),
    "verify": ("verify", "复核汇总工作簿或文件包 · Verify a consolidated workbook or a bundle"),
    "bundle": ("bundle", "打成可独立复核的文件包，交审计 · Bundle a round for an auditor"),
    "export": ("export", "把汇总工作簿的明细导出为数据 · Write the ledger of a consolidated workbook as data"),
    "status": ("status", "报送情况：谁已报送、谁逾期、待办事项 · Who submitted, who is late"),
    "letters": (
        "letters",
        "给要催、要改、要说明的单位各写一份通知 · Write a notice to each unit that has something to do",
    ),
    "watch": ("watch", "守着收件文件夹：放进一份说一份 · Say as files arrive in the inbox what became of each"),
    "migrate": ("migrate", "把旧表的内容转入空白表 · Migrate old workbooks into blank ones"),
    "publish": ("publish", "出公布用的报告 · Make the report to publish"),
    "import": ("import_page", "读公布的报告 · Read a published report"),
    "compare": ("compare", "公布的与报送的对照 · Compare a published report with its submission"),
    "register": ("register", "申请台账：新建，或看填好的一份得出什么 · Make a request register"),
    "schema": ("schema", "数据格式：某个命令输出的 JSON Schema · The JSON Schema of what a command prints or reads"),
    "menu": ("menu", "按数字选的菜单，给不输命令的人 · A menu to choose from by number"),
    "explain": ("explain", "说明一条规则 · Explain a rule"),
}
"""By the word that calls it: its module, whose function has the same name, and what it does."""
_ABOUT = (
    "政府信息公开工作年度报告：制表、检查、汇总、复核 · "
    "Yearly report on government information disclosure: issue, check, merge, verify"
)
_HEAD = (
    "xlreport [--lang zh|en] <命令> …      各命令的用法：xlreport <命令> -h · "
    "xlreport [--lang zh|en] <command> …   how to use one: xlreport <command> -h"
)
_TAIL = (
    "其他：--version 版本；--install-completion 装上 Tab 补全；中文英文由 --lang 或\n环境变量 XLREPORT_LANG 决定。 · "
    "Also: --version; --install-completion lets Tab complete words; the language is\n"
    "that of --lang or the variable XLREPORT_LANG."
)
_BETWEEN = regex(r"\s*·\s+")


def in_language(both: str, language: Language) -> str:
    """Give one half of a text that says it in Chinese, a dot, and English."""
    chinese, *english = _BETWEEN.split(both, maxsplit=1)
    return english[0] if language == "en" and english else chinese


def help_text(language: Language = "zh") -> str:
    """Give the help of the program as a whole: what it is for, and each command in a line."""
    width = max(map(len, COMMANDS))
    lines = (f"  {name:{width}}  {in_language(summary, language)}" for name, (_, summary) in COMMANDS.items())
    head, about, tail = (in_language(each, language) for each in (_HEAD, _ABOUT, _TAIL))
    return "\n".join((head, "", about, "", *lines, "", tail, ""))
