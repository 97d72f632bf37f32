"""One word for one thing: what the glossary replaced stands in no text for people, in either language."""

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

import xlreport
from xlreport.resources import templates_folder
from xlreport.rule_lists import WINGS
from xlreport.rules import every_worded

SOURCE = Path(xlreport.__file__).parent
PLACE = re.compile(r"\{(\w+)[:}]")
ROOT = Path(__file__).resolve().parents[2]
PAGES = (
    "README.zh-CN.md",
    "README.md",
    *(f"docs/{name}.md" for name in ("answers", "auditors", "bundle", "clerks", "index", "ledger-columns", "office")),
    *(f"docs/{name}.md" for name in ("prefecture", "publishing", "register", "round", "rules", "try-in-excel")),
)
"""All but what engineers read: they speak of modules, not of the trade."""
LEXICA = ("disclosure/sentences", "publishing")
"""What these hold are words that reports and pages use, not words to people."""
DRAWERS = ("formulas/*.py", "layout/*.py", "writing/*.py", "merging/book/**/*.py", "register/*.py", "drawing/*.py")
"""Where the texts of workbooks stand that are no Text: on sheets a person reads Chinese."""
REPLACED = {
    "重报": "重新报送",
    "豁免": "认可",
    "人工决定": "人工处理",
    "隐藏清单": "内置清单",
    "表号": "模板编号",
    "上报情况": "报送情况",
    "所见": "实为",
    "国办通知": "30号文",
    "点名批评": "30号文明确……追究责任",
    "已被更新": "已被取代",
    "应报未报": "未报送",
    "未核": "未检查",
    "有出入": "复核不一致",
    "核对无误": "复核一致",
    "接不上": "不衔接",
    "不相符": "不符",
    "收表单位": "主管部门",
    "下发单位": "主管部门",
    "谁抄谁": "套用同一文稿",
    "笑话": "误读",
    "站不住": "难以成立",
    "悄悄": "不得计入",
    "拖垮": "影响",
    "锁文件": "临时文件",
    "政府本级": "本级政府",
    "共同应诉": "共同被告",
    "倒入": "导入、转入",
    "晚报": "逾期",
    "改报送": "重新报送",
    "新表": "空白表",
    "原表": "下发表",
    "校验码": "防伪签名、文件指纹",
    "底账": "明细",
    "报送文件": "报送件",
    "填表人": "制表人（汇总）、填报人",
    "要做什么": "待办",
    "对不上": "不符",
    "左边": "表中数",
    "右边": "计算数",
    "草稿": "初稿（起草的报告）、试汇总（汇总）",
    "样稿": "初稿",
    "轻重": "级别",
    "改正": "更正",
    "带入": "转入、填入",
    "答案": "数据文件",
    "格子": "单元格",
    "规定格式": "年度报告格式",
    "官方口径": "30号文的填报说明",
    "原行为机关": "原行为主体",
}
REPLACED_EN = {
    "no .xlsx workbook": "not an .xlsx workbook",
    "converts nothing": "renaming does not convert it",
    "had better": "should",
    "wants a check": "needs a check",
    "mended": "corrected",
    "criticised by name": "the notice provides for accountability",
    "fresh workbook": "blank workbook",
    "waived": "accepted as explained",
    "a waiver": "an acceptance",
    "handed on": "reported upward",
    "of the State Council": "of the Office of Government Information and Open Government",
    "lock file": "temporary file",
    "answers file": "data file (JSON)",
    "roll-up": "consolidated workbook",
    "yearly report": "annual report",
}
WORDS_EN = {
    r"\bhand(?:ed|s|ing)? in\b": "submit",
    r"\b[Mm]erg(?:e|es|ed|ing)\b": "consolidate; merge is the command alone",
    r"\b[Pp]ro(?:ve|ves|ved|ven|of|ofs)\b": "verify",
    r"\b[Rr]ejected\b": "returned for correction",
    r"\b[Rr]eturns?\b(?! for correction)": "submission",
    r"\b(?:digests?|hash(?:es)?|checksums?)\b": "fingerprint (SHA-256)",
    r"\bmend(?:s|ing)?\b": "correct",
    r"(?<!information-)\bprocessing fee": "information-processing fee",
    r"\bwants? (?:a|an|to be)\b": "needs",
    r"\b(?:is|are|was|were|be) told\b": "is reported, gets a finding",
    r"\bspeaks? of\b": "is about, mentions",
}
"""What no text for people says in English, as patterns."""
CELLS = re.compile(
    r"[Mm]erged (?:cell|range)|cells were merged|[Mm]ail merge|merged units|Merging loses|not merged\.|or merged\."
)
"""Merging that is not consolidating: of cells, of bodies, of letters."""
TYPED = re.compile(r"```.*?```|`[^`]*`|xlreport \w+|--\w[\w-]*|\bmerge\.", re.DOTALL)
"""What stands in a page or a text as it is typed."""
BARE_CELL = re.compile(r"(?<!单元)(?<![表合严资价空规风性人及窗])格(?![式外局])")
PLACED = ("该行右边", "图由右边", "在右边", "行标签右边")
"""Where something stands, not what stands on a side of an equation."""
KEPT = (
    *PLACED,
    "General Office of the State Council",
    "departments of the State Council",
    "未核减",
    "原表单",
    "【草稿",
)
"""Longer words that hold one of these and mean another thing."""


def _strings(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            for each in (each for key, each in value.items() if key != "former"):
                yield from _strings(each)
        case list():
            for each in value:
                yield from _strings(each)


def _of_rules() -> Iterator[tuple[str, str]]:
    for rule in every_worded(*WINGS):
        for worded in (rule, *rule.cases.values()):
            for text in (worded.source, worded.title, worded.meaning, worded.why, worded.message, worded.advice):
                yield from ((rule.code, text.zh), (rule.code, text.en))
            yield from ((rule.code, worded.office.zh), (rule.code, worded.when.zh), (rule.code, worded.office.en))


def _of_forms() -> Iterator[tuple[str, str]]:
    for path in sorted(templates_folder().rglob("*.toml")):
        if path.name not in {"lexicon.toml", "published.toml"}:
            yield from ((path.name, text) for text in _strings(tomllib.loads(path.read_text(encoding="utf-8"))))


def _of_code() -> Iterator[tuple[str, str]]:
    """Every `Text(…)`, `either(…)` and every help of a command, as they stand in the code."""
    for path in sorted(SOURCE.rglob("*.py")):
        name = path.relative_to(SOURCE).as_posix()
        if not name.startswith(LEXICA):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            yield from ((name, said) for node in ast.walk(tree) for said in _said(node))
            if name.startswith("commands/"):
                heads = (node for node in tree.body if isinstance(node, ast.FunctionDef))
                yield from ((name, words) for node in heads if "·" in (words := ast.get_docstring(node) or ""))


def _said(node: ast.AST) -> Iterator[str]:
    """Give the literal words of a Text or of an error, and what an option or an argument says of itself."""
    if not isinstance(node, ast.Call):
        return
    called = getattr(node.func, "id", getattr(node.func, "attr", ""))
    told = node.args if called in {"Text", "either"} else [each.value for each in node.keywords if each.arg == "help"]
    for part in told:
        yield "".join(str(each.value) for each in ast.walk(part) if isinstance(each, ast.Constant))


def _of_sheets() -> Iterator[tuple[str, str]]:
    """Every string that the drawers of workbooks hold, those in formulas too; what a reader knows of old is none."""
    for path in (path for folder in DRAWERS for path in sorted(SOURCE.glob(folder))):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        former = {id(key) for node in ast.walk(tree) if isinstance(node, ast.Dict) for key in node.keys}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs | former:
                yield path.relative_to(SOURCE).as_posix(), node.value


def _of_blanks() -> Iterator[tuple[str, str]]:
    """The blank workbooks as they ship: texts, formulas, prompts and formats of every part."""
    for path in sorted(templates_folder().rglob("*.xlsx")):
        with ZipFile(path) as archive:
            yield from ((f"{path.name} {name}", archive.read(name).decode()) for name in archive.namelist())


def _of_pages() -> Iterator[tuple[str, str]]:
    yield from ((name, (ROOT / name).read_text(encoding="utf-8")) for name in PAGES)


TEXTS = {
    "rules": _of_rules,
    "forms": _of_forms,
    "code": _of_code,
    "sheets": _of_sheets,
    "blanks": _of_blanks,
    "pages": _of_pages,
}


@cache
def texts_of(where: str) -> tuple[tuple[str, str], ...]:
    """Each text there, with the name of what holds it; several tests go through them."""
    return tuple(TEXTS[where]())


@pytest.mark.parametrize("where", TEXTS)
def test_no_replaced_word_is_left(where: str) -> None:
    """Whoever writes one is told the word that stands in its place."""
    texts = texts_of(where)
    assert len(texts) >= len(PAGES)
    found = {
        (name, word, better)
        for name, text in texts
        for word, better in (REPLACED | REPLACED_EN).items()
        if word in _without_kept(text)
    }
    assert sorted(found) == []


@pytest.mark.parametrize("where", ["rules", "forms", "code", "pages"])
def test_english_has_one_word_for_one_thing(where: str) -> None:
    """Commands and options stand as they are typed; in a sentence the trade's word stands."""
    found = {
        (name, pattern, better, line.strip()[:90])
        for name, text in texts_of(where)
        for line in TYPED.sub("", text).splitlines()
        for pattern, better in WORDS_EN.items()
        if re.search(pattern, CELLS.sub("", line))
    }
    assert sorted(found) == []


@pytest.mark.parametrize("where", ["rules", "forms", "code", "sheets", "pages"])
def test_a_cell_is_called_a_cell(where: str) -> None:
    """单元格, not 格; what reports say themselves is no text of ours."""
    told = {(name, text[:60]) for name, text in texts_of(where) if BARE_CELL.search(text)}
    assert sorted(told) == []


def _without_kept(text: str) -> str:
    for kept in KEPT:
        text = text.replace(kept, "")
    return text


def test_both_languages_are_there_and_stand_apart() -> None:
    """Each rule speaks both; Chinese has its own punctuation, English the Latin one."""
    for rule in every_worded(*WINGS):
        for worded in (rule, *rule.cases.values()):
            for text in (worded.title, worded.meaning, worded.why, worded.message, worded.advice):
                assert text.zh
                assert text.en
                assert not re.search(r"[\u4e00-\u9fff][,;:?!]", re.sub(r"\{\w+\}", "", text.zh)), (rule.code, text.zh)
                plain = re.sub(r"[（(]?[\u4e00-\u9fff《》〔〕“”、，…（）·]+[）)]?", "", text.en)
                assert not re.search(r"[，。；：]", plain), (rule.code, text.en)


NOUNS = (
    "cells|fields|labels|formulas|comments|figures|units|columns|numbers|totals|links|parts|times|paragraphs|characters|"
    "days|requests|outcomes|suits|disputes|refusals|places|warnings|errors|rows|files|sheets"
)
COUNTS = {"count", "found", "expected", "times", "days", "most", "units", "equal", "columns"}
"""Places that a count may fill."""
ONE_OF_MANY = re.compile(rf"(?<![\d.-])1 (?:(?!is|was|as|has)[a-z]+ ){{0,2}}(?:{NOUNS})\b|\b1 (?:are|were|have)\b")


def test_numbers_agree_with_their_nouns() -> None:
    """With 1 in every place no English message counts one of many."""
    told = []
    for rule in every_worded(*WINGS):
        for worded in (rule, *rule.cases.values()):
            for text in (worded.message, worded.advice):
                places = {name: "1" if name in COUNTS else "x" for name in PLACE.findall(text.en)}
                said = text.filled(**places).en
                told += [(rule.code, said)] if ONE_OF_MANY.search(said) else []
    assert told == []


def test_english_titles_begin_alike() -> None:
    """A title is no sentence: a small letter, but for codes and what the form prints."""
    titles = [(rule.code, rule.title.en) for rule in every_worded(*WINGS)]
    assert [each for each in titles if re.match(r"[A-Z][a-z]|A ", each[1])] == []
