"""`xlreport.toml`: each key with a value that fits and one that does not, told with its name and what is expected."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from xlreport.errors import RoundError
from xlreport.forms import load_form
from xlreport.rounds import Policies, Settings, read_settings, settings_keys, settings_text

FORM = load_form()
SETTINGS_KEYS = settings_keys(FORM)
NEEDED = {"region": '"某县"', "year": "2025", "form": '"gkbg-2021"'}
GOOD: dict[str, tuple[str, Any]] = {
    "region": ('"乙市"', "乙市"),
    "whole": ('"全区"', "全区"),
    "year": ("2026", 2026),
    "form": ('"other"', "other"),
    "deadline": ("2026-01-31", date(2026, 1, 31)),
    "previous": ('"../2024"', "../2024"),
    "deadlines.townships": ("2026-01-20", date(2026, 1, 20)),
    "deadlines.government": ("2026-03-20", date(2026, 3, 20)),
    "merge.which": ('"first"', "first"),
    "merge.rejected_in_draft": ("false", False),
    "register.rows": ("500", 500),
    "register.soon_days": ("5", 5),
    "register.collect": ('"rows"', "rows"),
    "register.withdrawn": ('"closed.other"', {"withdrawn": "closed.other"}),
    "register.split": ('"one"', {"split": "one"}),
    "register.again": ('"new"', {"again": "new"}),
    "register.answered": ('"sent"', {"answered": "sent"}),
    "register.disputes": ('"filed"', {"disputes": "filed"}),
    "normative.made": ("12", 12),
    "normative.repealed": ("0", 0),
    "normative.in_force": ("86", 86),
    "contact.office": ('"某县政务公开办"', "某县政务公开办"),
    "contact.person": ('"王某某"', "王某某"),
    "contact.phone": ('"0000-123"', "0000-123"),
    "limits.overview_characters": ("1200", 1200),
    "limits.likeness_overview": ("70", 70),
    "limits.likeness_problems": ("100", 100),
    "limits.likeness_units": ("0", 0),
    "severity": ('{ X01 = "error", T308 = "off" }', {"X01": "error", "T308": "off"}),
    "words": ('{ "县民政科" = "县民政局" }', {"县民政科": "县民政局"}),
}
"""By key: a value as it stands in the file, and what becomes of it."""
BAD = [
    ("region", '""', "region: '': 应为文字，不能为空"),
    ("region", "5", "region: 5: 应为文字"),
    ("whole", '"全部"', "whole: '全部': 应为 全县、全市"),
    ("region", f'"{"县" * 201}"', f"region: '{'县' * 201}': 应为一行文字，最多 200 字"),
    ("region", '"某\\n县"', "region: '某\\n县': 应为一行文字，最多 200 字"),
    ("year", '"2025"', "year: '2025': 应为四位数的年度"),
    ("year", "25", "year: 25: 应为四位数的年度"),
    ("year", "1999", "year: 1999: 应为四位数的年度"),
    ("year", "2101", "year: 2101: 应为四位数的年度"),
    ("region", '"  "', "region: '  ': 应为文字，不能为空"),
    ("previous", '"  "', "previous: '  ': 应为文字，不能为空"),
    ("year", "true", "year: True"),
    ("form", "2021", "form: 2021: 应为文字"),
    ("deadline", '"2026-01-31"', "deadline: '2026-01-31': 应为日期，如 2026-01-31，不加引号"),
    ("deadline", "2026-01-31T08:00:00", "deadline: datetime"),
    ("previous", "2024", "previous: 2024: 应为文字"),
    ("deadlines.townships", '"1月20日"', "deadlines.townships: '1月20日': 应为日期"),
    ("deadlines.government", "20260320", "deadlines.government: 20260320: 应为日期"),
    (
        "merge.which",
        '"lastest"',
        "merge.which: 'lastest': 应为 latest、first 之一 (expected one of these); 是否为 'latest'",
    ),
    ("merge.which", "1", "merge.which: 1: 应为 latest、first 之一"),
    ("merge.rejected_in_draft", '"no"', "merge.rejected_in_draft: 'no': 应为 true 或 false，不加引号"),
    ("merge.rejected_in_draft", "0", "merge.rejected_in_draft: 0"),
    ("register.rows", '"多"', "register.rows: '多': 应为整数"),
    ("register.soon_days", "-1", "register.soon_days: -1: 应为整数"),
    ("register.collect", '"all"', "register.collect: 'all': 应为 counts、rows 之一"),
    ("register.withdrawn", "1", "register.withdrawn: 1: 应为文字"),
    ("register.split", '"two"', "register.split: 'two': 应为 rows、one 之一"),
    ("register.again", '"old"', "register.again: 'old': 应为 same、new 之一"),
    ("register.answered", '"post"', "register.answered: 'post': 应为 document、sent、served 之一"),
    ("register.disputes", '"all"', "register.disputes: 'all': 应为 pending、filed 之一"),
    ("normative.made", '"12件"', "normative.made: '12件': 应为整数"),
    ("normative.repealed", "-1", "normative.repealed: -1"),
    ("normative.in_force", "1.5", "normative.in_force: 1.5"),
    ("contact.office", '""', "contact.office: '': 应为文字，不能为空"),
    ("contact.person", '"甲\\n乙"', "contact.person: '甲\\n乙': 应为一行文字"),
    ("contact.phone", "123", "contact.phone: 123: 应为文字"),
    ("limits.overview_characters", "-5", "limits.overview_characters: -5: 应为整数"),
    ("limits.likeness_overview", "101", "limits.likeness_overview: 101: 应为 0 至 100 的整数"),
    ("limits.likeness_problems", "0.9", "limits.likeness_problems: 0.9: 应为 0 至 100 的整数"),
    ("limits.likeness_units", '"90%"', "limits.likeness_units: '90%': 应为 0 至 100 的整数"),
    ("severity", '{ X01 = "none" }', "severity.X01: 'none': 应为 error、warning、note、off 之一"),
    ("severity", '"off"', "severity: 应写成一节 [severity]"),
    ("words", '{ "县民政科" = "" }', "words.县民政科: '': 应为文字，不能为空"),
    ("deadlines", "2026-01-31", "deadlines: 应写成一节 [deadlines]"),
    ("deadlines.town", "2026-01-20", "deadlines.town: 未知的键 (unknown key); 是否为 'townships'"),
    ("limit", "5", "limit: 未知的键 (unknown key); 是否为 'limits'"),
    ("limits.likeness_unit", "5", "limits.likeness_unit: 未知的键 (unknown key); 是否为 'likeness_units'"),
]


def written(folder: Path, key: str, value: str) -> Path:
    """A round's settings: what is needed, and one key more or otherwise."""
    table, _, name = key.rpartition(".")
    plain = {**NEEDED} if table else {**NEEDED, key: value}
    lines = [f"{each} = {said}" for each, said in plain.items()]
    lines += [f"[{table}]", f"{name} = {value}"] if table else []
    (folder / "xlreport.toml").write_text("\n".join(lines), encoding="utf-8")
    return folder


def meant(settings: Settings, key: str) -> object:
    """What the settings hold for a key."""
    name = key.rpartition(".")[2]
    if key.startswith("limits."):
        return settings.policies.limit(name, FORM)
    if key.startswith("normative."):
        return settings.listed.get(name)
    if key.startswith("register."):
        register = settings.register
        return getattr(register, name) if hasattr(register, name) else register.choices
    if key.startswith("contact."):
        return getattr(settings.contact, name)
    if key in {"severity", "words"}:
        return getattr(settings.policies, {"severity": "severities"}.get(key, key))
    if key.startswith("deadlines."):
        return settings.due(FORM.units.deadlines[name][0])
    return getattr(settings, name)


def test_every_key_has_a_good_and_a_bad_value_here() -> None:
    """No key of the file is without its two cases below."""
    assert set(GOOD) == set(SETTINGS_KEYS)
    assert {key for key, _, _ in BAD} >= set(SETTINGS_KEYS)


@pytest.mark.parametrize("key", GOOD)
def test_a_key_is_read_and_means_what_it_says(key: str, tmp_path: Path) -> None:
    """The value arrives, and without the key there is another."""
    value, expected = GOOD[key]
    assert meant(read_settings(written(tmp_path, key, value)), key) == expected
    usual = read_settings(written(tmp_path, "form", NEEDED["form"]))
    assert meant(usual, key) != expected


@pytest.mark.parametrize(("key", "value", "said"), BAD)
def test_a_value_that_does_not_fit_is_told(key: str, value: str, said: str, tmp_path: Path) -> None:
    """The key with its table, what was found, what is expected; one line, with the file's name."""
    with pytest.raises(RoundError) as error:
        read_settings(written(tmp_path, key, value))
    assert str(error.value).startswith(f"xlreport.toml: {said}")
    assert len(str(error.value).splitlines()) == 1


@pytest.mark.parametrize("key", NEEDED)
def test_what_is_needed_and_missing_is_told(key: str, tmp_path: Path) -> None:
    """Region, year and form each; all that is wrong at once."""
    lines = [f"{each} = {said}" for each, said in NEEDED.items() if each != key]
    (tmp_path / "xlreport.toml").write_text("\n".join([*lines, "odd = 1"]), encoding="utf-8")
    with pytest.raises(RoundError) as error:
        read_settings(tmp_path)
    assert str(error.value).splitlines() == [
        "xlreport.toml: odd: 未知的键 (unknown key); " + str(error.value).splitlines()[0].partition("; ")[2],
        f"xlreport.toml: {key}: 缺少此项 (missing)",
    ]


def test_a_new_rounds_settings_show_every_key_and_each_example_can_be_used(tmp_path: Path) -> None:
    """With the mark before each example taken away the file is read, and nothing is as it is without."""
    text = settings_text(Settings(region="某县", year=2025, form="gkbg-2021", deadline=date(2026, 1, 31)), FORM)
    used = re.sub(r'^# (?=("[^"]+"|\w+) = )', "", text, flags=re.MULTILINE)
    (tmp_path / "xlreport.toml").write_text(used, encoding="utf-8")
    settings = read_settings(tmp_path)
    assert settings.previous == "../2024/output/某县2024汇总.xlsx"
    assert (settings.due("township"), settings.due("government")) == (date(2026, 1, 20), date(2026, 3, 20))
    assert settings.policies.severities
    assert settings.policies.words
    assert settings.listed["in_force"]
    assert [
        key for key in SETTINGS_KEYS if not re.search(rf"^(\[{key}\]|{key.rpartition('.')[2]} =)", used, re.MULTILINE)
    ] == []


def test_the_examples_of_a_new_round_are_off(tmp_path: Path) -> None:
    """As written, everything but the four settings is as usual."""
    settings = Settings(region="某县", year=2025, form="gkbg-2021", deadline=date(2026, 1, 31))
    (tmp_path / "xlreport.toml").write_text(settings_text(settings, FORM), encoding="utf-8")
    assert read_settings(tmp_path) == settings
    assert settings.policies == Policies()


def test_without_a_deadline_the_example_is_the_year_after(tmp_path: Path) -> None:
    """The commented day belongs to the round's year, whichever that is."""
    text = settings_text(Settings(region="某县", year=2030, form="gkbg-2021"), FORM)
    assert "# deadline = 2031-01-31" in text
    (tmp_path / "xlreport.toml").write_text(text, encoding="utf-8")
    assert read_settings(tmp_path).deadline is None


@pytest.mark.parametrize(
    ("line", "told", "hinted"),
    [
        ("region = “某县”", "第 1 行第 10 列有误：region = “某县”；", True),
        ("year = ２０２５", "第 1 行第 8 列有误：year = ２０２５；", True),
        ("year ＝ 2025", "第 1 行", True),
        ('region = "某县（新）" 2025', "列有误", False),
        ("deadline = 2026-02-30  # 二月没有三十日。", "第 1 行", False),
        (f'region = "{"长" * 200}', "长长…", False),
    ],
    ids=["quotes", "digits", "equals sign", "wide in a text", "remark", "long"],
)
def test_a_line_that_is_no_toml_is_quoted(tmp_path: Path, line: str, told: str, *, hinted: bool) -> None:
    """With its number; that Chinese marks or wide digits were typed is said where they stand outside a text."""
    (tmp_path / "xlreport.toml").write_text(f"{line}\n", encoding="utf-8")
    with pytest.raises(RoundError) as error:
        read_settings(tmp_path)
    assert told in error.value.said("zh")
    assert ("改成英文的、半角的" in error.value.said("zh")) == hinted
    assert "列有误" not in error.value.said("en")
