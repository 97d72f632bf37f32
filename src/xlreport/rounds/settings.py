"""What `xlreport.toml` says about a round, read strictly and written with its explanations."""

import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from xlreport.errors import RoundError
from xlreport.forms.keys import nearest

SETTINGS_FILE = "xlreport.toml"
OUTBOX, INBOX, OUTPUT = "outbox", "inbox", "output"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What `xlreport.toml` says about a round."""

    region: str
    year: int
    form: str
    deadline: date | None = None


def read_settings(folder: Path) -> Settings:
    """Read a round folder's `xlreport.toml`; raises RoundError naming every key that does not fit."""
    try:
        table = tomllib.loads((folder / SETTINGS_FILE).read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise RoundError(f"{SETTINGS_FILE}: 不能读取 (cannot be read): {error}") from error
    wrong = list(_settings_faults(table))
    if wrong:
        raise RoundError("\n".join(f"{SETTINGS_FILE}: {line}" for line in wrong))
    return Settings(region=table["region"], year=table["year"], form=table["form"], deadline=table.get("deadline"))


_SETTINGS: dict[str, tuple[type, str]] = {
    "region": (str, "应为文字 (expected text)"),
    "year": (int, "应为四位数的年度 (expected a year)"),
    "form": (str, "应为文字 (expected text)"),
    "deadline": (date, "应为日期，如 2026-01-31 (expected a date)"),
}


def _settings_faults(table: Mapping[str, Any]) -> Iterator[str]:
    for key in table:
        if key not in _SETTINGS:
            yield f"{key}: 未知的键 (unknown key); {nearest(key, _SETTINGS)}"
    for key, (kind, expected) in _SETTINGS.items():
        value = table.get(key)
        if value is None:
            if key != "deadline":
                yield f"{key}: 缺少此项 (missing)"
        elif not isinstance(value, kind) or isinstance(value, bool | datetime) or value == "":
            yield f"{key}: {value!r}: {expected}"
        elif isinstance(value, int) and not 2000 <= value <= 2100:  # noqa: PLR2004
            yield f"year: {value!r}: {expected}"


def settings_text(settings: Settings) -> str:
    """Give the text of an `xlreport.toml` with these settings and what each of them means; an unknown region is "" ."""
    deadline = settings.deadline.isoformat() if settings.deadline else "2026-01-31"
    return f"""# 一次填报的设定。以 # 开头的行是说明，程序不读。

# 地区：印在每份表的封面和汇总表上，不能为空。
region = {json.dumps(settings.region, ensure_ascii=False)}

# 报告年度：四位数。上年数字（--previous）须是 {settings.year - 1} 年度的。
year = {settings.year}

# 表样。
form = {json.dumps(settings.form)}

# 报送截止日期，写法如 2026-01-31，不加引号；不设期限就在行首加 #。
{"" if settings.deadline else "# "}deadline = {deadline}
"""


def round_of(inbox: Path) -> Path | None:
    """Give the round folder an inbox belongs to: itself or the one above, whichever has `xlreport.toml`."""
    for folder in (inbox, inbox.resolve().parent):
        if (folder / SETTINGS_FILE).is_file():
            return folder
    return None
