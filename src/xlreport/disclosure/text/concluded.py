"""Family S: claims that all requests were concluded (S14), and numbers that an area asks for (S37, off by default)."""

import re
from collections.abc import Iterator

from xlreport.checks.examined import Examined
from xlreport.disclosure.text.narratives import matched, narratives
from xlreport.findings import Finding, found_by
from xlreport.language import Text
from xlreport.numbers import shown
from xlreport.rules import rule

_CARRIED_OUT = "requests.carried_out.total"
_ALL_DONE = re.compile(
    r"(?:已|均已|都已|全部已?)(?:全部|均)?(?:按期|按时|如期|依法|依规|及时)*(?:办结|办理完毕|答复完毕)(?!率|的\d)"
)
_OF_REQUESTS = re.compile(r"申请(?!行政复议)")
_OF_OTHERS = re.compile(r"上年(?:度)?结转|复议|诉讼|信箱|留言|热线|信访|咨询|建议|提案|除|以外|结转下|尚未|外均")
_OVERVIEW = "overview"
_ASKED = {
    "网站": Text("政府网站", "the website"),
    "新媒体": Text("政务新媒体", "new media"),
    "公报": Text("政府公报", "the gazette"),
    "解读": Text("政策解读", "policy explanations"),
    "回应": Text("回应关切", "responses"),
}
_NEAR = 30


def check_concluded(seen: Examined) -> Iterator[Finding]:
    """S14: all done, they say, and some are carried out; S37 where the round asks for it."""
    carried = seen.known(_CARRIED_OUT)
    for part in narratives(seen) if carried else ():
        for each in _ALL_DONE.finditer(part.text):
            start = max(part.text.rfind(mark, 0, each.start()) for mark in "。;\n") + 1
            sentence = re.split(r"[。;\n]", part.text[start:], maxsplit=1)[0]
            if _OF_REQUESTS.search(part.text[start : each.start()]) and not _OF_OTHERS.search(sentence):
                yield matched(rule("S14"), seen, part, each, shown(carried or 0))
                break
    if seen.asks("S37"):
        yield from _not_given(seen)


def _not_given(seen: Examined) -> Iterator[Finding]:
    parts = [part for part in narratives(seen) if part.section == _OVERVIEW]
    text = "。".join(part.text for part in parts)
    lacking = [name for word, name in _ASKED.items() if not _with_number(word, text)]
    if parts and lacking:
        named = Text("、".join(name.zh for name in lacking), ", ".join(name.en for name in lacking))
        yield found_by(rule("S37"), seen.where(parts[0].field), problem=named)


def _with_number(word: str, text: str) -> bool:
    places = (text[max(0, each.start() - _NEAR) : each.end() + _NEAR] for each in re.finditer(word, text))
    return any(re.search(r"[\d〇零一二两三四五六七八九十百千万]", place) for place in places)
