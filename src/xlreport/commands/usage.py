"""How a command is used, in one language: its page of help. What was wrong with how it was called is `wrong_use`'s.

All is read off the command's own function; nothing here runs it.
"""

import inspect
import json
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from rich.cells import cell_len

from xlreport.commands import in_language
from xlreport.commands.manual import MANUALS
from xlreport.forms import USUAL_FORM, Kind, load_form
from xlreport.language import PIECES, Language, Text
from xlreport.plain_records import dataclass

_WIDTH, _INDENT = 80, 4
_HERE = "."
_ARGUMENTS, _OPTIONS, _EXAMPLES = Text("参数", "Arguments"), Text("选项", "Options"), Text("例", "Examples")
_HELP_OPTION = Text("显示本页", "show this page")
_KINDS = {int: Text("数", "N"), str: Text("文字", "TEXT"), datetime: Text("日期", "DATE"), float: Text("数", "N")}
_ARGUMENT_WORDS = {
    "files": "填好的表",
    "returns": "填好的表",
    "older": "旧表",
    "given": "填好的表",
    "template": "空白表",
    "source": "数据或汇总工作簿",
    "file": "工作簿",
    "consolidated": "汇总工作簿",
    "inbox": "收件",
    "page": "公布的报告",
    "code": "代码",
    "folder": "文件夹",
    "name": "命令",
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
        default=given,
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
    if word.default == _HERE:
        parts.append(Text("默认当前文件夹", "default: the folder one is in")[language])
    elif word.default:
        parts.append(Text(f"默认 {word.default}", f"default {word.default}")[language])
    if word.variable:
        parts.append(Text(f"或环境变量 {word.variable}", f"or the variable {word.variable}")[language])
    if not parts:
        return ""
    return Text(f"（{'；'.join(parts)}）", f" ({'; '.join(parts)})")[language]


def _wrapped(text: str, indent: int) -> Iterator[str]:
    """Break a text into lines of at most 80 columns: between words, or before a wide character."""
    line = ""
    for piece in PIECES.findall(text):
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
