"""What `xlreport.toml` says about a round, and the text of a new one. Strict: every key that does not fit is named."""

import json
from collections.abc import Mapping
from dataclasses import field
from datetime import date
from pathlib import Path
from typing import Any

from xlreport.errors import RoundError, reason
from xlreport.forms import Form, load_form
from xlreport.language import either
from xlreport.plain_records import dataclass
from xlreport.rounds.policies import Policies
from xlreport.rounds.settings_keys import COUNTS, LATEST, asks_the_form, faults
from xlreport.structured import Malformed, read_toml

SETTINGS_FILE = "xlreport.toml"
OUTBOX, INBOX, OUTPUT = "outbox", "inbox", "output"


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterTerms:
    """How the round's request registers are kept; what is not said is as the form has it."""

    rows: int | None = None
    soon_days: int | None = None
    collect: str = COUNTS
    """what a merge takes of them: counts alone, or the rows without what is personal"""
    choices: Mapping[str, str] = field(default_factory=dict)
    """which way holds where no text decides"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """Who writes to the units: the office, and whom to call; empty where nobody said."""

    office: str = ""
    person: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What `xlreport.toml` says about a round."""

    region: str
    year: int
    form: str
    whole: str = ""
    """what all of the region is called, such as 全区; empty where its name says it"""
    deadline: date | None = None
    """for every unit"""
    deadlines: Mapping[str, date] = field(default_factory=dict)
    """by kind of unit, instead"""
    previous: str = ""
    """where last year's figures are, a path from the round's folder; empty for nowhere"""
    which: str = LATEST
    """which of a unit's submissions counts: latest or first"""
    rejected_in_draft: bool = True
    """whether a draft takes in returns with errors"""
    listed: Mapping[str, int] = field(default_factory=dict)
    """another office's totals of what it keeps a list of, by the column of the form's row; those that are given"""
    register: RegisterTerms = field(default_factory=RegisterTerms)
    policies: Policies = field(default_factory=Policies)
    contact: Office = field(default_factory=Office)

    def due(self, kind: str) -> date | None:
        """Give the day by which the round asks a kind of unit to hand in."""
        return self.deadlines.get(kind, self.deadline)


def read_settings(folder: Path) -> Settings:
    """Read a round folder's `xlreport.toml`; raises RoundError naming every key that does not fit."""
    try:
        table = read_toml(folder / SETTINGS_FILE)
    except (FileNotFoundError, Malformed) as error:
        raise RoundError(f"{SETTINGS_FILE}: {either('不能读取', 'cannot be read')}: {reason(error)}") from error
    form = _form_asked(table, folder)
    wrong = list(faults(table, form))
    if wrong:
        raise RoundError("\n".join(f"{SETTINGS_FILE}: {line}" for line in wrong))
    return _settings(table, form)


def _form_asked(table: Mapping[str, Any], folder: Path) -> Form | None:
    """Give the form that is named, where there are keys to ask it for."""
    named = table.get("form")
    return load_form(named, folder) if asks_the_form(table) and isinstance(named, str) and named.strip() else None


def _settings(table: Mapping[str, Any], form: Form | None) -> Settings:
    deadlines, merge = (table.get(name, {}) for name in ("deadlines", "merge"))
    return Settings(
        region=table["region"],
        whole=table.get("whole", ""),
        year=table["year"],
        form=table["form"],
        deadline=table.get("deadline"),
        deadlines={kind: day for key, day in deadlines.items() for kind in form.units.deadlines[key]} if form else {},
        previous=table.get("previous", ""),
        which=merge.get("which", LATEST),
        rejected_in_draft=merge.get("rejected_in_draft", True),
        listed=table.get(form.listed[0], {}) if form else {},
        register=_register(table.get("register", {})),
        contact=Office(**table.get("contact", {})),
        policies=Policies(
            severities=table.get("severity", {}), words=table.get("words", {}), limits=table.get("limits", {})
        ),
    )


def _register(table: Mapping[str, Any]) -> RegisterTerms:
    own = ("rows", "soon_days", "collect")
    choices = {key: way for key, way in table.items() if key not in own}
    return RegisterTerms(choices=choices, **{key: table[key] for key in own if key in table})


def round_of(inbox: Path) -> Path | None:
    """Give the round folder an inbox belongs to, in the words of its path: itself or the one above it.

    Whichever has `xlreport.toml`. Of an inbox that is a link, the one above is that of the folder which it leads to.
    """
    if (inbox / SETTINGS_FILE).is_file():
        return inbox
    above = inbox.resolve().parent
    if not (above / SETTINGS_FILE).is_file():
        return None
    written = inbox / ".." if inbox.name in {"", ".."} else inbox.parent
    return written if written.resolve() == above else above


_OTHERS = """
# 以下各项都可以不设；要设的，去掉行首的 # 再改。

# 上年数字从哪里取：上年的汇总工作簿、批次文件夹或报送文件夹，写从本文件夹出发的路径。
# previous = "../{before}/output/{region}{before}汇总.xlsx"

# 分类的截止日期；未写明的按上面的 deadline。
[deadlines]
{deadlines}
# 汇总。which：一个单位报了几份时以哪一份为准，latest 最后报的，first 最先通过的。
# rejected_in_draft：用 --draft 试汇总时，有错误的报送件是否计入。
[merge]
# which = "latest"
# rejected_in_draft = true

# 规则的级别：代码 = "error"（须更正）、"warning"（须说明）、"note"（提示）或 "off"（不查）。
# xlreport explain 列出全部代码；注明“不能调低，也不能停用”的不能改。
[severity]

# 不应出现的词，各写上应改成什么。
[words]

# 通知（xlreport letters）的落款和联系人。
[contact]
# office = "某某县政务公开办公室"
# person = "王某某"
# phone = "0000-1234567"
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
