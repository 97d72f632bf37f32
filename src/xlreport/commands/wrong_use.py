"""What was wrong with how a command was called, with the nearest right word, in both languages. Runs nothing."""

import difflib
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, get_args

from xlreport.commands.usage import UsageWord, words_of
from xlreport.language import Language, Text

_LANGUAGES: tuple[str, ...] = get_args(Language)
_BEFORE_A_COMMAND = ("--lang", "--version", "--help", "--install-completion", "--show-completion")
"""The options that the program itself takes."""


def is_wrong_use(error: Exception) -> bool:
    """Tell whether an error is typer's word for a command line that cannot be followed."""
    return any(each.__name__ == "UsageError" for each in type(error).__mro__)


def wrong_use(error: Any, command: str, function: Callable[..., Any] | None) -> Text:
    """Say what was wrong with how a command was called, with the nearest right word and where to read on."""
    said = _said(error, words_of(function) if function else ())
    ask = f"xlreport {command} -h".replace("  ", " ")
    return Text(f"{said.zh}\n用法见 {ask}", f"{said.en}\nHow to use it: {ask}")


def wrong_language(words: Sequence[str]) -> Text | None:
    """Say what is wrong with a --lang that stands before any command; None where nothing is."""
    name, _, value = words[0].partition("=") if words else ("", "", "")
    asked = value or "".join(words[1:2])
    if name != "--lang" or asked in _LANGUAGES:
        return None
    if not asked:
        return Text("--lang 后面要写 zh 或 en\n用法见 xlreport -h", "--lang needs zh or en\nHow to use it: xlreport -h")
    hint = _hint(asked, _LANGUAGES)
    return Text(
        f"--lang：“{asked}”不可用；{hint.zh}\n用法见 xlreport -h",
        f"--lang: “{asked}” is unknown; {hint.en}\nHow to use it: xlreport -h",
    )


def _said(error: Any, words: Sequence[UsageWord]) -> Text:
    message = str(getattr(error, "message", error))
    name = getattr(getattr(error, "param", None), "name", "") or ""
    word = next((each for each in words if each.name == name), None)
    match type(error).__name__:
        case "NoSuchOption":
            known = [each for word in words for each in word.names] or _BEFORE_A_COMMAND
            return unknown_word(Text("没有这个选项", "no such option"), error.option_name, known)
        case "MissingParameter" if word:
            shown = Text(*(word.typed(language) for language in ("zh", "en")))
            purpose = word.purpose
            return Text(f"缺少 {shown.zh}：{purpose.zh}", f"{shown.en} is missing: {purpose.en}")
        case "BadParameter" if message.startswith("-"):
            asked = next((each.purpose for each in words if message in each.names), Text("", ""))
            return Text(f"缺少 {message}：{asked.zh}".rstrip("："), f"{message} is missing: {asked.en}".rstrip(": "))
        case "BadOptionUsage" if "requires" in message:
            return Text(f"{error.option_name} 后面要写值", f"{error.option_name} needs a value")
        case "BadOptionUsage":
            return Text(f"{error.option_name} 后面不写值", f"{error.option_name} takes no value")
    head = Text(*(word.typed(language) if word else "" for language in ("zh", "en")))
    said = _wrong_value(message, word)
    return Text(f"{head.zh}：{said.zh}" if word else said.zh, f"{head.en}: {said.en}" if word else said.en)


_WRONG_VALUES = (
    (r"'(?P<it>.*)' does not exist", Text("“{it}”不存在", "“{it}” does not exist")),
    (r"'(?P<it>.*)' is a directory", Text("“{it}”是文件夹，应为文件", "“{it}” is a folder, a file is wanted")),
    (r"'(?P<it>.*)' is a file", Text("“{it}”是文件，应为文件夹", "“{it}” is a file, a folder is wanted")),
    (r"'(?P<it>.*)' is not (?P<how>readable|writable)", Text("“{it}”不能读写", "“{it}” is not {how}")),
    (r"'(?P<it>.*)' is not one of", Text("“{it}”不可用", "“{it}” is unknown")),
    (
        r"'(?P<it>.*)' does not match the format",
        Text("“{it}”不是日期，写法如 2026-01-31", "“{it}” is no date such as 2026-01-31"),
    ),
    (r"'(?P<it>.*)' is not a valid int", Text("“{it}”不是整数", "“{it}” is not a whole number")),
    (r"(?P<it>)valid integer", Text("应为整数", "a whole number is wanted")),
    (r"(?P<it>)greater than or equal to (?P<how>\d+)", Text("不能小于 {how}", "it is less than {how}")),
    (r"(?P<it>)less than or equal to (?P<how>\d+)", Text("不能大于 {how}", "it is more than {how}")),
    (
        r"(?P<it>\S+) is not in the range (?P<how>.*?)\.?$",
        Text("{it} 超出范围 {how}", "{it} is not in the range {how}"),
    ),
    (r"unexpected extra argument(?:s|\(s\))? \((?P<it>.*)\)", Text("多写了 {it}", "too much was written: {it}")),
)


def _wrong_value(message: str, word: UsageWord | None) -> Text:
    for pattern, text in _WRONG_VALUES:
        if found := re.search(pattern, message):
            said = text.filled(**found.groupdict())
            near = _nearest_file(found["it"]) if "not exist" in pattern else ""
            choices = word.value.zh.split("|") if word and "one of" in pattern else []
            if near or choices:
                hint = _hint(found["it"], [near] if near else choices)
                return Text(f"{said.zh}；{hint.zh}", f"{said.en}; {hint.en}")
            return said
    return Text(f"不能这样用：{message}", message)


def _nearest_file(name: str) -> str:
    """Give the file beside a missing one whose name is most like it."""
    path = Path(name)
    try:
        names = [each.name for each in path.parent.iterdir()]
    except OSError:
        return ""
    near = difflib.get_close_matches(path.name, names, n=1)
    return str(path.parent / near[0]) if near else ""


def unknown_word(head: Text, word: str, known: Iterable[str], shown: Iterable[str] = ()) -> Text:
    """Say that a word is not known, and the nearest one, or all that are; of many rather what is to be `shown`."""
    hint = _hint(word, list(known), list(shown))
    return Text(f"{head.zh}：{word}；{hint.zh}", f"{head.en}: {word}; {hint.en}")


def unknown_command(word: str, known: Iterable[str]) -> Text:
    """Say that there is no such command, and which is meant."""
    said = unknown_word(Text("没有这个命令", "no such command"), word, known)
    return Text(f"{said.zh}\n用法见 xlreport -h", f"{said.en}\nHow to use it: xlreport -h")


def _hint(word: str, known: Sequence[str], shown: Sequence[str] = ()) -> Text:
    """Name the nearest word, or all of them, or those that stand for them."""
    near = difflib.get_close_matches(word, known, n=1, cutoff=0.5) or (list(known) if len(known) == 1 else [])
    if near:
        return Text(f"是否为 {near[0]}？", f"did you mean {near[0]}?")
    return Text(f"可用：{'、'.join(shown or known)}", f"known: {', '.join(shown or known)}")
