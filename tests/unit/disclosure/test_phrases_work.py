"""How much work a text can make: none may run away, whatever words it is made of. What is bounded is CPU time."""

import time
import tomllib
from random import Random

import pytest

from text_corpus import corpus
from xlreport.disclosure.sentences import Setting, accounts_in, claims_in, listings_in, numerals_in, shares_in
from xlreport.disclosure.sentences.chinese import chinese_number
from xlreport.disclosure.sentences.denials import DENYING
from xlreport.disclosure.sentences.lexicon import lexicon, names_of, parsed
from xlreport.disclosure.sentences.lines import LONGEST, lines_in
from xlreport.forms import load_form

SETTING = Setting(part="overview.on_request", year=2025, unit="虎林市自然资源局", others=("虎林市民政局",))
LENGTH = 20_000
SECONDS = 1.0
"""of CPU time, for 20,000 characters, on a machine ten times slower than those this was written on"""


def read(text: str) -> float:
    """Read a text in every way, and give the CPU seconds it took."""
    started = time.process_time()
    for function in (claims_in, shares_in, listings_in, accounts_in):
        function(text, SETTING)
    return time.process_time() - started


@pytest.mark.parametrize(
    "words",
    [
        *("申请人", "由此", "政府信息公开", "复议申请", "未发生", "公开", "2025年", "(", ")", "全市", "。", "，", "1"),
        *(
            "1件、",
            "复议1件；",
            "收到申请1件，全市",
            "其中1件、",
            "1件（",
            "分别为1件、",
            "占5%",
            "增加1件，",
            "共1件，",
        ),
        *(
            "维持1件。",
            "1件。\n",
            "其中1件：",
            "包括1件、",
            "1件（2件、3件）、",
            "其中1件（占1%）、",
            "一百二十件",
            "〇一两十百万亿点",
        ),
    ],
)
def test_no_words_run_away(words: str) -> None:
    """Twenty thousand characters of each, after each denial."""
    read("收到申请1件。")
    for denial in ("", "未", "未收取"):
        assert read((denial + words * LENGTH)[:LENGTH]) < SECONDS


def test_random_cuts_and_joins_are_read() -> None:
    """Pieces of the corpus cut anywhere and joined, and words of the lexicon in any order: no crash, no run-away."""
    chance = Random("cuts and joins")  # noqa: S311  # the same texts each time
    source = "".join(sample.text for sample in corpus())
    known = sorted(lexicon(SETTING.form).words)
    for _ in range(60):
        pieces = (source[at : at + chance.randrange(40)] for at in chance.choices(range(len(source)), k=60))
        assert read("".join(pieces)[:1000]) < SECONDS
        assert read("".join(chance.choice((word, "3件", "，")) for word in chance.choices(known, k=200))) < SECONDS


def test_what_is_not_read_any_more_is_accounted_for() -> None:
    """Far behind what a report may hold the numbers are unread, and said to be."""
    text = "收到申请1件。" * LONGEST
    assert sum(len(line.text) for line in lines_in(text, SETTING)) <= LONGEST + LENGTH
    accounts = accounts_in(text, SETTING)
    assert len(accounts) == LONGEST
    assert (accounts[0].fate, accounts[-1].fate) == ("read", "unread")


def test_sentences_of_nothing_but_disputes_go_on_far() -> None:
    """The last of a thousand asks all before it over what its dispute is, without going down a call for each."""
    told = [claims_in(f"{first}{'行政复议。' * 1_000}行政复议1件。", SETTING) for first in ("信息公开行政复议。", "")]
    assert [len(claims) for claims in told] == [1, 1]


def test_every_word_that_tells_without_a_number_is_looked_for() -> None:
    """A sentence with none of these and no number is passed over: each word that denies, 持平 and 倍 are among them."""
    known = lexicon(SETTING.form)
    told = [word.text for word in known.words.values() if word.kind in {*DENYING, "times"} or word.value == "same"]
    assert len(told) > len(DENYING)
    assert [each for each in told if not known.telling.search(each)] == []
    assert not known.telling.search("不断加强主动公开工作，稳步推进")


def test_numerals_that_are_none_are_left_unread() -> None:
    """Every row of four of these characters gives a number or nothing, and never an exception."""
    characters = "〇一两十百万亿点"
    rows = {a + b + c + d for a in characters for b in characters for c in characters for d in characters}
    assert {type(chinese_number(row)) for row in rows} <= {int, type(None), type(chinese_number("一点五"))}
    for text in ("编印了十一十二期简报。", "召开十五十六次会议。", "投资三亿五元。"):
        assert numerals_in(text) == ()


def test_what_a_form_calls_its_rows_is_a_way_to_say_them() -> None:
    """Without being written in the lexicon; a word of the lexicon keeps its own meaning."""
    names = {"refused.third_party": "涉及勘测成果", "refused.state_secret": "其他"}
    words = parsed('[others]\nother = ["其他"]\n[labels]\nitem = "{}"\n[item]\n"refused.third_party" = []', names).words
    assert (words["涉及勘测成果"].kind, words["涉及勘测成果"].value) == ("item", "refused.third_party")
    assert words["其他"].kind == "others"
    known = lexicon(SETTING.form).words
    for key, name in names_of(load_form(SETTING.form)).items():
        assert "." not in key or name.partition("·")[2] or name in known, key


def _kinds(text: str) -> dict[str, str]:
    return {said: word.kind for said, word in parsed(text, {}).words.items()}


@pytest.mark.parametrize(
    "value",
    [
        '["甲", "乙", ]',
        "['甲', \"乙\"]",
        '["甲",\n  "乙"]',
        '["甲", "乙"] # 丙',
        '["\\u7532", "乙"]',
        '[ "甲","乙" ]',
    ],
)
def test_a_lexicon_may_be_written_in_any_way_that_toml_allows(value: str) -> None:
    """A trailing comma, single quotes, several lines, a comment, an escape."""
    assert _kinds(f"# 一\n[fill]\nfill = {value}\n") == {"甲": "fill", "乙": "fill"}


@pytest.mark.parametrize(
    "text", ["[fill]\n[fill]\n", '[fill]\na = ["甲"]\na = ["乙"]\n', '[fill]\na = ["甲",, "乙"]\n']
)
def test_a_lexicon_that_is_no_toml_is_refused(text: str) -> None:
    """The same section or name twice, two commas."""
    with pytest.raises(tomllib.TOMLDecodeError):
        parsed(text, {})
