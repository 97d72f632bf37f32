"""What the help of each command says beyond its line in the list: exit codes, the shape of what it reads, an example.

Data alone, in both languages; how a page of it looks is `usage`.
"""

from xlreport.language import Text
from xlreport.plain_records import dataclass

_NOTHING = Text("", "")
_USUAL = Text("退出码：0 完成，2 没能完成。", "Exit 0: done, 2: could not work.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Manual:
    """The rest of a command's help: `examples` are whole command lines."""

    examples: tuple[str, ...]
    more: Text = _USUAL
    shape: Text = _NOTHING
    """what a file that it reads looks like"""


MANUALS: dict[str, Manual] = {
    "demo": Manual(
        examples=("xlreport demo", "xlreport demo county --force"),
        more=Text(
            "县里的单位和差错都是示例；文件夹须是空的，或是以前的演示。退出码：0 做成，2 没能完成。",
            "Units and mistakes are made up; the folder is empty or a former demo. Exit 0: built, 2: could not work.",
        ),
    ),
    "init": Manual(
        examples=("xlreport init 虎林2025 --region 虎林市 --year 2025 --deadline 2026-01-15",),
        more=Text(
            "写出设定、名册（Excel 和 CSV 各一份，填一份即可）、人工处理和认可警告的空白文件，以及“下一步.txt”。"
            "退出码：0 完成，2 没能完成。",
            "Writes settings, the roster as a workbook and as CSV (fill in one of them), empty files for decisions and "
            "accepted warnings, and next-steps.txt, which says what comes next. Exit 0: done, 2: could not work.",
        ),
    ),
    "template": Manual(
        examples=(
            "xlreport template --round 虎林2025",
            "xlreport template -o 空白表.xlsx --unit-name 虎林市教育局 --unit-kind 部门",
            "xlreport template -o 空白表.xlsx --unit-name 虎林市人民政府 --unit-kind 政府",
        ),
        more=Text(
            "本级政府自己的报告也用一份空白表：单位类别写“政府”，再用 fill 从汇总工作簿起草。"
            "退出码：0 完成，1 完成但上年数字有的没用上，2 没能完成。",
            "The government's own report has a blank too: kind “government”; fill then drafts it from the consolidated "
            "workbook. Exit 0: done, 1: done, but some of last year's figures could not be used, 2: could not work.",
        ),
    ),
    "fill": Manual(
        examples=(
            "xlreport fill 空白表.xlsx 数据.json -o 填好的表.xlsx",
            "xlreport fill 空白表.xlsx --register 台账.xlsx -o 填好的表.xlsx",
            "xlreport fill 政府空白表.xlsx output/虎林市2025汇总.xlsx -o 政府报告初稿.xlsx",
        ),
        more=Text(
            "有一项不符就什么也不写。退出码：0 完成，1 完成但有单位没计入或有错误，2 没能完成。"
            "初稿里每段标有【初稿…】：核改后删去标记，再用 validate --merged 与汇总核对。",
            "Anything that does not fit: nothing is written. Exit 0: done, 1: done, but units are left out or "
            "something is wrong, 2: could not work. A draft's paragraphs bear 【初稿…】: revise, delete "
            "the mark, then hold the report against the sums with validate --merged.",
        ),
        shape=Text(
            "数据文件 (JSON) 的写法（未写的就空着；段落之间用 \\n；各项的名称见 docs/answers.md）：",
            "The answers (JSON; what is not named stays blank; \\n parts paragraphs; names: docs/answers.md):",
        ),
    ),
    "validate": Manual(
        examples=(
            "xlreport validate inbox",
            "xlreport validate inbox --html 问题.html --annotate 退回",
            "xlreport validate 政府报告.xlsx --merged output/虎林市2025汇总.xlsx",
        ),
        more=Text(
            "退出码：0 没有要退回的，1 有退回或无法读取的，2 没能完成。",
            "Exit 0: none blocked, 1: some to be corrected or unreadable, 2: could not work.",
        ),
    ),
    "merge": Manual(
        examples=("xlreport merge", "xlreport merge 虎林2025 --draft", "xlreport merge 收件 -o 汇总.xlsx"),
        more=Text(
            "退出码：0 全部计入，1 有没计入的或有错误，2 没能完成。",
            "Exit 0: all in, 1: something left out or wrong, 2: could not work.",
        ),
    ),
    "verify": Manual(
        examples=("xlreport verify output/虎林市2025汇总.xlsx .",),
        more=Text("退出码：0 一致，1 不一致，2 没能完成。", "Exit 0: verified, 1: not verified, 2: could not work."),
    ),
    "bundle": Manual(
        examples=("xlreport bundle 虎林2025 -o 虎林2025.zip",),
        more=Text(
            "退出码：0 已打包，1 复核不一致，没有打包，2 没能完成。",
            "Exit 0: written, 1: not verified and so not written, 2: could not work.",
        ),
    ),
    "export": Manual(
        examples=("xlreport export output/虎林市2025汇总.xlsx --csv 明细.csv",),
        more=Text(
            "汇总之后改动过的工作簿不导出。退出码：0 完成，2 没能完成。",
            "An altered workbook is refused. Exit 0: done, 2: could not work.",
        ),
    ),
    "status": Manual(
        examples=("xlreport status 虎林2025", "xlreport status --on 2026-01-20 --xlsx 报送情况.xlsx"),
        more=Text(
            "“逾期报送”是过了期限才报送，“逾期未报送”是过了期限还没有报送，“到期未改”是退回后"
            "过了期限还没有重新报送。"
            "退出码：0 都齐了，1 还有待办，2 没能完成。",
            "“late”: submitted after the day; “overdue”: the day has passed and nothing was submitted; “not "
            "corrected”: returned for correction, and not resubmitted by the day. "
            "Exit 0: nothing to ask, 1: something is to be asked, 2: could not work.",
        ),
    ),
    "letters": Manual(
        examples=("xlreport letters 虎林2025", "xlreport letters --until 2026-02-05 -o 通知"),
        more=Text(
            "每个单位一份 Word 和一份文本：缺什么、哪个单元格、怎么办、何时之前、找谁；另有一份邮件合并用的清单。"
            "通知的话在表样文件夹的 letters.toml，落款和电话在批次 xlreport.toml 的 [contact]。"
            "退出码：0 完成，2 没能完成。",
            "For each unit a Word document and a text: what is missing or wrong, at which cell, what to do, until "
            "when, whom to call; and one list for a mail merge. The wording stands in letters.toml in the form's "
            "folder, who signs in [contact] of the round's xlreport.toml. Exit 0: done, 2: could not work.",
        ),
    ),
    "watch": Manual(
        examples=("xlreport watch 虎林2025", "xlreport watch --seconds 600"),
        more=Text(
            "没有传完的文件等它传完；按 Ctrl-C 结束。什么也不写。退出码：0 看完了，2 没能完成。",
            "A file that is still being copied is waited for; Ctrl-C ends it. Writes nothing. "
            "Exit 0: ended, 2: could not work.",
        ),
    ),
    "migrate": Manual(
        examples=("xlreport migrate 旧表.xlsx -o 新表.xlsx", "xlreport migrate 虎林2025 -o 转好的"),
        more=Text(
            "一份一个文件；几份、文件夹、.zip 或批次（读它的 inbox）写进一个文件夹，现行的表不动，坏的指明，其余照转。"
            "旧表不改；有批次密钥的，原来签名相符的重新签名。"
            "退出码：0 全部转入，1 有未转入的，2 没能完成，或有的文件没能转。",
            "One into a file; several, a folder, a .zip or a round (its inbox) into a folder: those of today's edition "
            "are left alone, broken ones named, the rest migrated. No old one is changed; in a round with a key what "
            "was rightly signed is signed anew. Exit 0: all carried, 1: something was not carried, 2: could not work, "
            "or some file could not be migrated.",
        ),
    ),
    "publish": Manual(
        examples=("xlreport publish 填好的表.xlsx -o 公布", "xlreport publish --html --text"),
        more=Text(
            "退出码：0 全部写出，1 有错误没有公布的，2 没能完成。",
            "Exit 0: all published, 1: some have errors, 2: could not work.",
        ),
    ),
    "import": Manual(
        examples=("xlreport import 公布的报告.html -o 数据.json",),
        more=Text(
            "退出码：0 全部读出，1 有缺的或拿不准的，2 没能完成。",
            "Exit 0: all read, 1: something missing or unsure, 2: could not work.",
        ),
    ),
    "compare": Manual(
        examples=("xlreport compare 公布的报告.html 填好的表.xlsx --html 对照.html",),
        more=Text("退出码：0 相同，1 不同，2 没能完成。", "Exit 0: the same, 1: not, 2: could not work."),
    ),
    "register": Manual(
        examples=(
            "xlreport register -o 台账2025.xlsx --year 2025 --unit-name 虎林市教育局",
            "xlreport register 台账2025.xlsx",
        ),
        more=Text(
            "退出码：0 完成，1 有不能照此计入的行，2 没能完成。",
            "Exit 0: done, 1: rows that cannot stand as they are, 2: could not work.",
        ),
    ),
    "schema": Manual(examples=("xlreport schema", "xlreport schema validate")),
    "menu": Manual(
        examples=("xlreport menu", "xlreport menu 虎林2025"),
        more=Text(
            "不用记命令：按数字选一项。文件夹是批次文件夹，或只放着填好的表的文件夹（只能检查）。"
            "退出码：0 退出菜单，2 没能完成。",
            "For whoever types no commands: a number chooses. The folder is a round's, or one of completed workbooks "
            "alone, which can be checked. Exit 0: left, 2: could not work.",
        ),
    ),
    "explain": Manual(examples=("xlreport explain T301", "xlreport explain T", "xlreport explain")),
}
"""By the word that calls a command."""
