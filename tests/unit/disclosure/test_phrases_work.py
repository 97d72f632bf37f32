"""How much work a text can make: none may run away, whatever words it is made of. Speed itself is not measured here."""

import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pkgutil import iter_modules
from random import Random
from types import FrameType

import pytest

from xlreport.disclosure import phrases
from xlreport.disclosure.phrases import Setting, claims_in, listings_in, numerals_in, shares_in
from xlreport.disclosure.phrases.chinese import chinese_number
from xlreport.disclosure.phrases.wording import WORDINGS

SETTING = Setting(part="overview.on_request", year=2025, unit="虎林市自然资源局", others=("虎林市民政局",))
SECONDS = 2
"""for a thousand characters; what doubles with each word takes years"""
LENGTH = 1000


def words(patterns: tuple[re.Pattern[str], ...]) -> list[str]:
    """The words of all alternations, each once."""
    return sorted({word for each in patterns for word in re.findall(r"[\u4e00-\u9fff]+", each.pattern)})


def patterns() -> dict[str, tuple[re.Pattern[str], ...]]:
    """Every compiled pattern of each module that reads running text."""
    modules = (import_module(f"{phrases.__name__}.{each.name}") for each in iter_modules(phrases.__path__))
    found = {
        module.__name__: tuple(v for v in vars(module).values() if isinstance(v, re.Pattern)) for module in modules
    }
    worded = tuple(each for wording in WORDINGS for each in (wording.before, wording.after) if each)
    return {**{name.rpartition(".")[2]: each for name, each in found.items() if words(each)}, "worded": worded}


PATTERNS = patterns()


@contextmanager
def limited() -> Iterator[None]:
    """Fail what takes much too long, instead of waiting for it."""

    def late(_number: int, _frame: FrameType | None) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, late)
    signal.setitimer(signal.ITIMER_REAL, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def read(text: str) -> None:
    """Read a text in every way."""
    with limited():
        for function in (claims_in, shares_in, listings_in):
            function(text, SETTING)
        numerals_in(text)


@pytest.mark.parametrize("module", sorted(PATTERNS))
def test_no_word_runs_away_when_it_is_repeated(module: str) -> None:
    """Each word of each alternation sixty characters long, after a denial and before what no pattern ends with."""
    for word in words(PATTERNS[module]):
        repeated = word * (60 // len(word))
        read(f"未{repeated}")
        read(f"{repeated}机")


@pytest.mark.parametrize("module", sorted(PATTERNS))
def test_no_mixture_of_words_runs_away(module: str) -> None:
    """A thousand characters, of a few of a module's words and of all of them."""
    chance = Random(module)  # noqa: S311  # the same texts each time
    known = words(PATTERNS[module])
    for several in (2, 3, len(known)):
        some = chance.sample(known, min(several, len(known)))
        read(f"没有{''.join(chance.choices(some, k=LENGTH))}"[:LENGTH])


@pytest.mark.parametrize(
    "words", ["申请人", "由此", "政府信息公开", "复议申请", "1件、", "复议1件；", "收到申请1件，全市"]
)
def test_what_once_ran_away(words: str) -> None:
    """A thousand characters of each, after each denial."""
    for denial in ("", "未", "没有", "未收取"):
        read(denial + words * (LENGTH // len(words)))


def test_numerals_that_are_none_are_left_unread() -> None:
    """Every row of four of these characters gives a number or nothing, and never an exception."""
    characters = "〇一两十百万亿点"
    rows = {a + b + c + d for a in characters for b in characters for c in characters for d in characters}
    assert {type(chinese_number(row)) for row in rows} <= {int, type(None), type(chinese_number("一点五"))}
    for text in ("编印了十一十二期简报。", "召开十五十六次会议。", "投资三亿五元。"):
        assert numerals_in(text) == ()
