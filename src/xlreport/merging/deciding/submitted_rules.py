"""The M family: several submissions of one unit."""

from xlreport.findings import Severity
from xlreport.language import Text
from xlreport.merging.deciding.rules import POLICY, rule

M11 = rule(
    "M11",
    Severity.NOTE,
    "D",
    POLICY,
    (
        ("已被更新的报送", "Superseded"),
        (
            "一个单位有多份报送时，以最晚的为准：先看报送日期，没有填的看文件保存的时间；批次可改为最先通过的，人工决定优先。",
            "Of several submissions of a unit the latest counts, by its day or else by when it was saved; a round may prefer "
            "the first that was accepted, and a decision prevails.",
        ),
        ("{instead}；{differences}", "{instead}; {differences}"),
        (
            "如应以这一份为准，请单位重新报送，或在 decisions.toml 中写明。",
            "If this one should count, ask the unit to hand in again, or say so in decisions.toml.",
        ),
    ),
    why=Text("同一单位只能算一次；改了什么要说得清。", "A unit counts once, and what it changed can be said."),
)
M14 = rule(
    "M14",
    Severity.NOTE,
    "D",
    POLICY,
    (
        ("重复文件", "Duplicate"),
        ("内容相同的文件只取一份。", "Of files with the same content one is taken."),
        ("内容与 {other} 相同。", "The same content as {other}."),
        ("不必处理。", "Nothing to do."),
    ),
    why=Text("同一份表算两次，数就翻倍。", "A return counted twice doubles its figures."),
)
M15 = rule(
    "M15",
    Severity.ERROR,
    "D",
    POLICY,
    (
        ("先后不明", "Which is later?"),
        (
            "几份报送内容不同，又分不出先后（报送日期、保存时间相同或没有），不作猜测。",
            "Several submissions differ and cannot be put in order: same or no day, same or no saving time. Nothing is guessed.",
        ),
        (
            "{name}（{code}）的 {files} 分不出先后，均未计入；{differences}",
            "{name} ({code}): {files} cannot be put in order; none is counted; {differences}",
        ),
        (
            "请单位确认以哪一份为准，在 decisions.toml 中写明，或将另一份移出。",
            "Ask the unit which one counts; say so in decisions.toml, or take the other away.",
        ),
    ),
    why=Text("猜哪一份是最后的，猜错了没有人知道。", "Nobody would notice a wrong guess at which one is the last."),
    fixed=True,
)
RULES = (M11, M14, M15)
