"""How a command is used, in one language: its page of help, and what was wrong with how it was called.

All is read off the command's own function; nothing here runs it.
"""

import difflib
import inspect
import json
import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from rich.cells import cell_len

from xlreport.commands import in_language
from xlreport.commands.manual import MANUALS
from xlreport.forms import USUAL_FORM, Kind, load_form
from xlreport.language import Language, Text

_WIDTH, _INDENT = 80, 4
_ARGUMENTS, _OPTIONS, _EXAMPLES = Text("参数", "Arguments"), Text("选项", "Options"), Text("例", "Examples")
_HELP_OPTION = Text("显示本页", "show this page")
_KINDS = {int: Text("数", "N"), str: Text("文字", "TEXT"), datetime: Text("日期", "DATE"), float: Text("数", "N")}
_ARGUMENT_WORDS = {
    "files": "填好的表",
    "returns": "填好的表",
    "given": "填好的表",
    "template": "空白表",
    "source": "数据或汇总工作簿",
    "file": "工作簿",
    "consolidated": "汇总工作簿",
    "inbox": "收件",
    "page": "公布的报告",
    "code": "代码",
}
"""What an argument is called in Chinese, by its name; any other by what kind of thing it is."""
_FILE, _FOLDER, _PATH = Text("文件", "FILE"), Text("文件夹", "DIR"), Text("文件或文件夹", "PATH")


@dataclass(frozen=True, slots=True, kw_only=True)
class UsageWord:
    """One option or argument: how it is typed (an argument has no names), what stands behind it, what it is for."""

    name: str
    names: tuple[str, ...]
    value: Text
    purpose: Text
    needed: bool
    many: bool = False
    default: str = ""
    variable: str = ""

    def typed(self, language: Language) -> str:
        """Give it as it is typed."""
        value = self.value[language] + ("…" if self.many else "")
        return " ".join(filter(None, (", ".join(self.names), value)))


def words_of(function: Callable[..., Any]) -> tuple[UsageWord, ...]:
    """Give the arguments and options of a command's function, in its order."""
    hints, signature = get_type_hints(function, include_extras=True), inspect.signature(function)
    return tuple(_word(name, hints[name], each.default) for name, each in signature.parameters.items())


def _word(name: str, hint: Any, default: Any) -> UsageWord:
    kind, said = get_args(hint)[:2]
    plain = _plain(kind)
    is_option = type(said).__name__ == "OptionInfo"
    value = _value(plain, said, default)
    given = "" if default is inspect.Parameter.empty or isinstance(default, bool | None) else str(default)
    return UsageWord(
        name=name,
        names=_names(name, said) if is_option else (),
        value=value if is_option else Text(_ARGUMENT_WORDS.get(name, value.zh), name.upper()),
        purpose=Text(in_language(said.help, "zh"), in_language(said.help, "en")),
        needed=default is inspect.Parameter.empty,
        many=get_origin(_bare(kind)) is list,
        default=given if given != "." else "",
        variable=said.envvar or "",
    )


def _names(name: str, said: Any) -> tuple[str, ...]:
    """Give an option's names, the short one first; typer keeps the first that is written as its default."""
    named = (said.default, *(said.param_decls or ()))
    return tuple(sorted((each for each in named if isinstance(each, str) and each.startswith("-")), key=len)) or (
        f"--{name.replace('_', '-')}",
    )


def _bare(kind: Any) -> Any:
    """Give a type without its None."""
    if get_origin(kind) in {Union, UnionType}:
        return next(each for each in get_args(kind) if each is not type(None))
    return kind


def _plain(kind: Any) -> Any:
    bare = _bare(kind)
    return get_args(bare)[0] if get_origin(bare) is list else bare


def _value(kind: Any, said: Any, default: Any) -> Text:
    if kind is bool:
        return Text("", "")
    if said.metavar:
        return Text(in_language(said.metavar, "zh"), in_language(said.metavar, "en"))
    if kind is Path:
        return _FILE if not said.dir_okay else _FOLDER if not said.file_okay else _PATH
    if hasattr(kind, "__members__"):
        choices = "|".join(each.value for each in kind)
        return Text(choices, choices)
    return _KINDS.get(kind, _KINDS[type(default)] if type(default) in _KINDS else _KINDS[str])


def help_page(command: str, function: Callable[..., Any], summary: str, language: Language) -> str:
    """Give a command's page of help: each option whole, no line wider than 80 columns unless it is an example."""
    words, manual = words_of(function), MANUALS[command]
    arguments, options = [each for each in words if not each.names], [each for each in words if each.names]
    lines = [_usage(command, arguments, language), "", *_wrapped(f"{in_language(summary, language)}", 0)]
    lines += _wrapped(manual.more[language], 0)
    if arguments:
        lines += ["", _ARGUMENTS[language], *_listed(arguments, language)]
    own = UsageWord(name="", names=("-h", "--help"), value=Text("", ""), purpose=_HELP_OPTION, needed=False)
    lines += ["", _OPTIONS[language], *_listed([*options, own], language)]
    if manual.shape[language]:
        lines += ["", *_wrapped(manual.shape[language], 0), *_sample()]
    return "\n".join([*lines, "", _EXAMPLES[language], *(f"  {each}" for each in manual.examples), ""])


def _sample() -> Iterator[str]:
    """Give the beginning of a file of answers to the usual form, a line each: a name, a figure, a flag, a text."""
    form = load_form(USUAL_FORM)
    asked = {kind: [each.id for each in form.fields.values() if each.kind is kind] for kind in Kind}
    counts = [field for field in asked[Kind.COUNT] if field not in form.computed and "." in field]
    values = {
        form.roles.field("unit_name"): "虎林市教育局",
        form.roles.field("year"): "2025",
        counts[0]: 0,
        asked[Kind.FLAG][-1]: True,
        counts[-1]: 12,
        asked[Kind.TEXT][0]: "第一段\n第二段",
    }
    lines = json.dumps({"form": form.id, "values": values}, ensure_ascii=False, indent=2).split("\n")
    yield from (f"  {line}" for line in lines)


def _usage(command: str, arguments: Iterable[UsageWord], language: Language) -> str:
    shown = (each.typed(language) if each.needed else f"[{each.typed(language)}]" for each in arguments)
    return " ".join(("xlreport", command, *shown, Text("[选项]…", "[OPTIONS]…")[language]))


def _listed(words: Sequence[UsageWord], language: Language) -> Iterator[str]:
    """Give each word on a line of its own, and below it what it is for."""
    for word in words:
        yield f"  {word.typed(language)}"
        yield from _wrapped(word.purpose[language] + _extras(word, language), _INDENT + 2)


def _extras(word: UsageWord, language: Language) -> str:
    parts = []
    if word.needed and word.names:
        parts.append(Text("必填", "required")[language])
    if word.default:
        parts.append(Text(f"默认 {word.default}", f"default {word.default}")[language])
    if word.variable:
        parts.append(Text(f"或环境变量 {word.variable}", f"or the variable {word.variable}")[language])
    if not parts:
        return ""
    return Text(f"（{'；'.join(parts)}）", f" ({'; '.join(parts)})")[language]


_PIECES = re.compile(r"(?:[\x21-\x7e]+\s*|\s+|[（《“]?.)[，。；：、）》”！？…]*", re.DOTALL)
"""Words, and wide characters each by itself, with the punctuation that must not begin a line."""


def _wrapped(text: str, indent: int) -> Iterator[str]:
    """Break a text into lines of at most 80 columns: between words, or before a wide character."""
    line = ""
    for piece in _PIECES.findall(text):
        if line and indent + cell_len(line + piece.rstrip()) > _WIDTH:
            yield " " * indent + line.rstrip()
            line = ""
        line += piece
    if line:
        yield " " * indent + line.rstrip()


def spoken(words: Sequence[str]) -> Language:
    """Give the language that a command line asks for, by its --lang or XLREPORT_LANG, Chinese when by none."""
    asked = os.environ.get("XLREPORT_LANG", "")
    for place, word in enumerate(words):
        if word == "--":
            break
        if word == "--lang" and place + 1 < len(words):
            asked = words[place + 1]
        elif word.startswith("--lang="):
            asked = word.removeprefix("--lang=")
    return "en" if asked == "en" else "zh"


def is_wrong_use(error: Exception) -> bool:
    """Tell whether an error is typer's word for a command line that cannot be followed."""
    return any(each.__name__ == "UsageError" for each in type(error).__mro__)


def wrong_use(error: Any, command: str, function: Callable[..., Any] | None) -> Text:
    """Say what was wrong with how a command was called, with the nearest right word and where to read on."""
    words = words_of(function) if function else ()
    said = _said(error, words)
    ask = f"xlreport {command} -h".replace("  ", " ")
    return Text(f"{said.zh}\n用法见 {ask}", f"{said.en}\nHow to use it: {ask}")


def _said(error: Any, words: Sequence[UsageWord]) -> Text:
    message = str(getattr(error, "message", error))
    name = getattr(getattr(error, "param", None), "name", "") or ""
    word = next((each for each in words if each.name == name), None)
    match type(error).__name__:
        case "NoSuchOption":
            known = [each for word in words for each in word.names]
            return unknown_word(Text("没有这个选项", "no such option"), error.option_name, known)
        case "MissingParameter" if word:
            shown = Text(*(word.typed(language) for language in ("zh", "en")))
            purpose = word.purpose
            return Text(f"缺少 {shown.zh}：{purpose.zh}", f"{shown.en} is missing: {purpose.en}")
        case "BadParameter" if message.startswith("-"):
            return Text(f"缺少 {message}", f"{message} is missing")
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


def unknown_word(head: Text, word: str, known: Iterable[str]) -> Text:
    """Say that a word is not known, and the nearest one, or all that are."""
    hint = _hint(word, list(known))
    return Text(f"{head.zh}：{word}；{hint.zh}", f"{head.en}: {word}; {hint.en}")


def unknown_command(word: str, known: Iterable[str]) -> Text:
    """Say that there is no such command, and which is meant."""
    said = unknown_word(Text("没有这个命令", "no such command"), word, known)
    return Text(f"{said.zh}\n用法见 xlreport -h", f"{said.en}\nHow to use it: xlreport -h")


def _hint(word: str, known: Sequence[str]) -> Text:
    """Name the nearest word, or all of them."""
    near = difflib.get_close_matches(word, known, n=1, cutoff=0.5) or (list(known) if len(known) == 1 else [])
    if near:
        return Text(f"是否为 {near[0]}？", f"did you mean {near[0]}?")
    return Text(f"可用：{'、'.join(known)}", f"known: {', '.join(known)}")
