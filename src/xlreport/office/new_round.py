"""A folder for one collection round: settings, an example roster, outbox, inbox and output. Touches no other folder."""

import csv
import io
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from xlreport.errors import XlreportError, reason
from xlreport.forms import FORM_FILE, USUAL_FORM, Example, Form, Units, load_form
from xlreport.language import Language, Text, either
from xlreport.office.round_folder import ROSTER_BOOK
from xlreport.rounds import (
    DECISIONS_FILE,
    EXAMPLE_MARK,
    INBOX,
    OUTBOX,
    OUTPUT,
    ROSTER_FILE,
    SETTINGS_FILE,
    WAIVERS_FILE,
    Settings,
    headers_of,
    refuse_words,
    settings_text,
    write_key,
)
from xlreport.storage import new_folder, replace_file
from xlreport.writing import roster_workbook

_COLUMNS = ("code", "name", "kind", "tier", "in_scope", "reason", "powers")
"""Those that every office fills; the others are there for whoever needs them."""
_FIRST_MONTH = 4
"""From April on the round that is made ready is the running year's; last year's report was due in January."""


GUIDE_FILE = Text("下一步.txt", "next-steps.txt")
GUIDE = Text(
    """\
{region}{year} 年度填报批次：做什么，按什么顺序

在本文件夹里打开命令行（Windows：在地址栏输入 cmd 回车），依次：

1. 打开 roster.xlsx，把两行示例换成本地的单位，保存；打开 xlreport.toml 核对地区、年度、期限。
2. xlreport template        各单位的空白表写进 outbox，发给各单位
3. 收回的表放进 inbox，改名不改名都可以
   xlreport watch           放进一份说一份：收下了，还是哪里要改（按 Ctrl-C 结束）
   xlreport status          谁报了、谁没报、谁逾期、谁退回了还没改
4. xlreport letters         给要催、要改、要说明的单位各写一份通知，放进 output
5. xlreport merge           汇总，写进 output；没有计入的都说明原因
6. xlreport verify output/{region}{year}汇总.xlsx .
                            从头复核每个数字，对到各单位文件的那个单元格

每条命令最后都会说下一步；xlreport 命令名 -h 看用法和例子。
人工处理写进 decisions.toml，认可的警告写进 waivers.toml，两个文件里有写法。
""",
    """\
Round {region}{year}: what to do, in which order

Open a command line in this folder (Windows: type cmd into the address bar and press Enter), then:

1. Open roster.xlsx, list your units in place of the two examples, save it; in xlreport.toml check region and dates.
2. xlreport template        the units' blank workbooks go to outbox: send them
3. Put what comes back into inbox; the names of the files do not matter
   xlreport watch           says of each file as it arrives: taken, or what to correct (Ctrl-C ends it)
   xlreport status          who submitted, who did not, who is late, who has not corrected yet
4. xlreport letters         a notice to each unit that is missing, has to correct or to explain, in output
5. xlreport merge           adds up, into output; says of each file that is not counted why
6. xlreport verify output/{region}{year}汇总.xlsx .
                            verifies each number again, down to its cell in the unit's workbook

Each command ends by naming the next one; xlreport COMMAND -h shows its use, with examples.
Decisions go into decisions.toml, accepted warnings into waivers.toml; both files show how they are written.
""",
)
_NO_REGION = Text("（先在 xlreport.toml 写上地区）", "(write the region in xlreport.toml first)")
DECISIONS_TEXT = """\
# 人工处理：由本级决定计入或排除的报送件。去掉行首的 # 再改；没有就不用动这个文件。
#
# [[include]]                        # 计入：虽有错误；或几份中以这一份为准
# unit = "230381-SCJ"                # 单位代码
# file = "230381-SCJ.xlsx"           # inbox 中的文件名；unit、file 至少写一个
# who = "王某某"                      # 谁决定的
# why = "合计系打印误差，已电话核实"   # 为什么
# on = 2026-02-10                    # 哪一天
#
# [[exclude]]                        # 排除：不计入；写法相同
# file = "各单位联系方式.xlsx"
# who = "王某某"
# why = "通讯录，误放"
# on = 2026-02-10
"""
WAIVERS_TEXT = """\
# 认可的警告：说明了原因、可以就这样的警告（错误须更正，不能认可）。去掉行首的 # 再改；没有就不用动这个文件。
#
# [[waiver]]
# code = "X01"                       # 规则代码，见 xlreport explain
# unit = "230381-GXJ"                # 单位代码；"*" 是所有单位
# cell = "二 主动公开!D6"             # 哪个单元格；不写即该规则的各处
# who = "王某某"                      # 谁认可的
# why = "清理规范性文件"               # 为什么
# until = 2026-03-31                 # 报送日期到这一天为止有效；可以不写
"""


def new_round(
    folder: Path,
    *,
    today: date,
    region: str = "",
    year: int | None = None,
    deadline: date | None = None,
    form: str = USUAL_FORM,
    sign: bool = False,
    language: Language = "zh",
) -> Settings:
    """Make a round's folder and give the settings that stand in it; raises XlreportError when it holds anything.

    `form` is a name or a path. Without a year it is the one that is reported on `today`; `sign` makes a key by which
    the round's workbooks are signed; the page on what comes next is in `language`.
    """
    asked = load_form(form)
    settings = _settings(
        region.strip(), _year_of(today) if year is None else year, deadline, asked, _named(form, folder)
    )
    files = {
        SETTINGS_FILE: settings_text(settings, asked).encode(),
        ROSTER_FILE: example_roster(asked.units),
        ROSTER_BOOK: roster_workbook(asked.units, _examples(asked.units)),
        DECISIONS_FILE: DECISIONS_TEXT.encode(),
        WAIVERS_FILE: WAIVERS_TEXT.encode(),
        GUIDE_FILE[language]: guide(settings, language).replace("\n", "\r\n").encode("utf-8-sig"),
    }
    with begun(folder, files) as place:
        if sign:
            write_key(place)
    return settings


@contextmanager
def begun(folder: Path, files: Mapping[str, bytes], *, replaces: bool = False) -> Iterator[Path]:
    """Give a round folder with these files, to go on with; at the end it stands in its place.

    Raises XlreportError when `folder` holds anything, unless it `replaces` that. What is raised leaves nothing behind.
    """
    if not replaces:
        _refuse_occupied(folder)
    with new_folder(folder, replaces=replaces) as place:
        for name in (OUTBOX, INBOX, OUTPUT):
            (place / name).mkdir()
        for name, content in files.items():
            replace_file(place / name, content)
        yield place


def _refuse_occupied(folder: Path) -> None:
    try:
        occupied = os.path.lexists(folder) and (not folder.is_dir() or any(folder.iterdir()))
    except OSError as error:
        raise XlreportError(f"{folder}: {either('不能读取', 'cannot be read')}: {reason(error)}") from error
    if occupied:
        raise XlreportError(
            f"{folder}: {either('不是空文件夹，未作任何改动；请换一个文件夹', 'not an empty folder; nothing done')}"
        )


def example_roster(units: Units) -> bytes:
    """Give a roster of example lines, as Excel opens it; they have to be replaced before it can be used."""
    text, headers = io.StringIO(newline=""), headers_of(units)
    columns = [each for each in _COLUMNS if each in headers]
    table = ([headers[each] for each in columns], *([line[each] for each in columns] for line in _examples(units)))
    csv.writer(text, lineterminator="\r\n").writerows(table)
    return text.getvalue().encode("utf-8-sig")


def _examples(units: Units) -> list[dict[str, str]]:
    """Give the example lines of a new roster, each by column."""
    examples = units.examples or tuple(Example(name=f"某某{kind.label}", kind=kind.id) for kind in units.kinds[:2])
    return [_example(number, each, units) for number, each in enumerate(examples, 1)]


def _example(number: int, example: Example, units: Units) -> dict[str, str]:
    kind = units.kind(example.kind)
    return {
        "code": f"{EXAMPLE_MARK}{number}",
        "name": f"（示例，请替换）{example.name}",
        "kind": kind.label,
        "tier": kind.tier,
        "in_scope": "否" if example.reason else "是",
        "reason": example.reason,
        "powers": "；".join(units.powers[each] for each in example.powers),
    }


def guide(settings: Settings, language: Language) -> str:
    """Give the page that lies in a new round and says what to do, in the order in which it is done."""
    return GUIDE[language].format(region=settings.region or _NO_REGION[language], year=settings.year)


def _named(form: str, folder: Path) -> str:
    """Give a form as the round's settings name it: a path from the round's folder, else its name."""
    if (Path(form) / FORM_FILE).is_file() or Path(form).is_file():
        return Path(os.path.relpath(Path(form).resolve(), folder.resolve())).as_posix()
    return form


def _settings(region: str, reported: int, deadline: date | None, asked: Form, named: str) -> Settings:
    refuse_words(region=region, year=reported)
    if fault := asked.year_fault(reported):
        raise XlreportError(f"--year: {reported}: {fault}")
    return Settings(region=region, year=reported, form=named, deadline=deadline or date(reported + 1, 1, 31))


def _year_of(today: date) -> int:
    return today.year if today.month >= _FIRST_MONTH else today.year - 1
