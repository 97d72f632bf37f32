"""What a text says of the figures: each number with its topic, the year and the unit. What is unclear is left unread."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from xlreport.disclosure.phrases.chains import joined_before, joined_behind, one_each, paired
from xlreport.disclosure.phrases.contexts import dispute_of, document_of, filed, suits
from xlreport.disclosure.phrases.negation_words import NOT_EVEN
from xlreport.disclosure.phrases.negations import Denial, denials_in
from xlreport.disclosure.phrases.numerals import COUNTED, Numeral, numerals_in
from xlreport.disclosure.phrases.objects import counts_part
from xlreport.disclosure.phrases.plain import plain
from xlreport.disclosure.phrases.sentences import Sentence, Setting, sentences_in
from xlreport.disclosure.phrases.topics import STATES, TOPICS
from xlreport.disclosure.phrases.wording import CHANGES_FROM, DIFFERENCE, IN_TIME, LATE, PART_OF_ALL, WORDINGS, Wording
from xlreport.disclosure.phrases.years import counts_one_year


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One phrase that gives a figure, or denies there is any (`numeral` is None).

    `topics` are ids of TOPICS, several when the number is said to be their sum. `own`: it speaks of this unit; `scope`:
    if not, the scope of its area it speaks of, as a round names it, "" where that is none or not clear;
    `years` from the report's own; `at_most`: of a part only (“不予公开的一件”); `filed`: of cases put on file (备案).
    """

    topics: tuple[str, ...]
    numeral: Numeral | None
    quote: str
    at: int
    start: int
    end: int
    own: bool = True
    scope: str = ""
    years: int = 0
    at_most: bool = False
    filed: bool = False


def claims_in(source: str, setting: Setting) -> tuple[Claim, ...]:
    """Read a text into claims, in order."""
    return tuple(claim for each in sentences_in(plain(source), setting) for claim in claims_of(each))


def claims_of(sentence: Sentence) -> Iterator[Claim]:
    """Read one sentence; places are those of the sentence."""
    denials = tuple(denials_in(sentence))
    found = [*_counted(sentence, denials), *(_denied(sentence, denial) for denial in denials)]
    yield from sorted(found, key=lambda claim: claim.start)


def _denied(sentence: Sentence, denial: Denial) -> Claim:
    quote, at = sentence.quote(denial.start, denial.end)
    return Claim(
        topics=denial.topics,
        numeral=None,
        quote=quote,
        at=at,
        start=denial.start,
        end=denial.end,
        own=sentence.own(denial.end),
        scope=sentence.scope(denial.end),
        years=sentence.years_from(denial.start),
    )


def _counted(sentence: Sentence, denials: tuple[Denial, ...]) -> Iterator[Claim]:
    used = 0
    for numeral in numerals_in(sentence.text):
        if numeral.unit not in (*COUNTED, "元") or _is_denied(sentence, numeral, denials):
            continue
        lead = _lead(sentence.text, used, numeral.start)
        tail = re.split(r"[,;。、():\d\n]", sentence.text[numeral.end :], maxsplit=1)[0]
        used = numeral.end
        if DIFFERENCE.search(lead) or CHANGES_FROM.search(lead) or _APART.search(lead):
            continue
        if not counts_one_year(sentence.text, numeral.start, sentence.setting.year):
            continue
        if phrases := _phrase(sentence, numeral, lead, tail):
            used = phrases[0].end
            yield from phrases
    yield from _paired(sentence, denials)


def _paired(sentence: Sentence, denials: tuple[Denial, ...]) -> Iterator[Claim]:
    for wording, words, numeral in paired(sentence):
        if not _is_denied(sentence, numeral, denials) and suits(sentence, wording, numeral, words, ""):
            yield _claim(sentence, numeral, (wording.topic,), words.start(), numeral.end, "")


def _is_denied(sentence: Sentence, numeral: Numeral, denials: tuple[Denial, ...]) -> bool:
    """Tell whether a number only says that there is not even one: 没有一起, 未发生1件."""
    if any(denial.start <= numeral.start < denial.end for denial in denials):
        return True
    return numeral.number == 1 and bool(NOT_EVEN.search(sentence.text, max(0, numeral.start - _NEAR), numeral.start))


_NEAR = 20
_APART = re.compile(r"分别(?:为|是|达)?$")
"""办结分别为49件、56件: which number is whose stands further before."""


def _lead(text: str, used: int, start: int) -> str:
    return re.split(r"[;。\n]", text[used:start])[-1][-60:]


def _phrase(sentence: Sentence, numeral: Numeral, lead: str, tail: str) -> tuple[Claim, ...]:
    """Give what is said of one number: one claim, or one for each of the names that have it each."""
    before = _before(sentence, numeral, lead, tail)
    if before is not None:
        wording, words = before
        names = joined_before(wording.topic, lead[: words.start()])
        topics = (*(name.topic for name, _ in names), wording.topic)
        start = (names[0][1] if names else words).start()
        offset = numeral.start - len(lead)
        if len(topics) > 1 and one_each(lead, start, words.end("key")):
            said = ((topic,) for topic in topics)
            return tuple(_claim(sentence, numeral, one, offset + start, numeral.end, lead) for one in said)
        claim = _claim(sentence, numeral, topics, offset + words.start(), numeral.end, lead)
        return (replace(claim, at_most=claim.at_most or counts_part(words, tail)),)
    after = _after(sentence, numeral, lead, tail)
    if after is not None:
        wording, length = after
        topics, length = joined_behind(wording.topic, sentence.text[numeral.end :], length)
        if not sentence.text.startswith("等", numeral.end + length):
            return (_claim(sentence, numeral, topics, numeral.start, numeral.end + length, lead),)
    return ()


def _before(sentence: Sentence, numeral: Numeral, lead: str, tail: str) -> tuple[Wording, re.Match[str]] | None:
    """Give the wording whose words end at the number, the one that begins nearest to it."""
    found = [(wording, match) for wording in WORDINGS if (match := _last(wording.before, lead))]
    fitting = [(wording, match) for wording, match in found if suits(sentence, wording, numeral, match, tail)]
    if not fitting:
        return None
    return min(fitting, key=lambda each: (_VAGUE.get(each[0].needs, 0), -each[1].start()))


_VAGUE = {"requests": 1, "noun": 2}
"""收到 and 办理 may have anything between them and the number, so that a nearer word says more."""


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """Give the last of the matches that do not overlap; all of them end at the end."""
    found = pattern.search(text)
    while found and (later := pattern.search(text, found.end("key"))):
        found = later
    return found


def _after(sentence: Sentence, numeral: Numeral, lead: str, tail: str) -> tuple[Wording, int] | None:
    for wording in WORDINGS:
        found = wording.after.match(tail) if wording.after else None
        if found and suits(sentence, wording, numeral, found, lead[-12:]):
            return wording, found.end()
    return None


def _claim(  # noqa: PLR0913, PLR0917  # where a phrase stands takes as many words
    sentence: Sentence, numeral: Numeral, topics: tuple[str, ...], start: int, end: int, lead: str
) -> Claim:
    named = tuple(_resolved(sentence, numeral, topic, end) for topic in topics)
    quote, at = sentence.quote(start, end)
    return Claim(
        topics=_with_carried(sentence, named, end),
        numeral=numeral,
        quote=quote,
        at=at,
        start=start,
        end=end,
        own=sentence.own(numeral.start),
        scope=sentence.scope(numeral.start),
        years=sentence.years_from(start),
        at_most=_is_part(sentence, numeral, named, lead),
        filed=named[0].endswith(tuple(_RESULT_STEPS)) and filed(sentence),
    )


_NEAR = 120
"""Characters before a number in which is looked for what it is of."""
_RESULT_STEPS = (".total", ".upheld", ".corrected", ".other", ".pending")
_OF_CASES = re.compile(r"[一二再终重]审|(?:其余|剩余|余下|另有?|其中)$")
"""some of the cases: of one instance, the rest of them"""
_WITH = re.compile(r"^[(,]?(?:其中(?:含|包括|包含)?|含|包括|包含)(?:上年|上一年|去年|往年|\d{4}年|结转)")
_WITHOUT = re.compile(r"^\(?(?:不含|不包括|未含)(?:上年|上一年|去年|\d{4}年|结转)")


def _resolved(sentence: Sentence, numeral: Numeral, topic: str, end: int) -> str:
    """Name whose result or which document a bare word means: the one last named."""
    if topic == "carried_in" and _carries_out(sentence, end):
        return "carried_out"
    if not topic.startswith("?."):
        return topic
    what = topic.removeprefix("?.")
    if what in STATES:
        beside = sentence.text[numeral.end : numeral.end + 12]
        return f"{document_of(sentence, numeral.start, beside)}.{what}"
    return f"{dispute_of(sentence, end)}.{what}"


_CARRIED_YEAR = re.compile(r"(?P<year>(?:19|20)\d\d)年度?[^,;。\d]{0,12}\d[\d,]*\D{1,3}$")


def _carries_out(sentence: Sentence, end: int) -> bool:
    """Tell whether the year said to carry requests over is the report's own: 2025年结转5件 leave it."""
    found = _CARRIED_YEAR.search(sentence.text[max(0, end - _NEAR) : end])
    return found is not None and int(found["year"]) == sentence.setting.year


def _with_carried(sentence: Sentence, topics: tuple[str, ...], end: int) -> tuple[str, ...]:
    """Let the brackets behind a number say whether it has last year's requests in it."""
    after = sentence.text[end:]
    if topics[0] in {"received", "received_new", "requests"}:
        if _WITH.search(after):
            return ("received_all",)
        if _WITHOUT.search(after):
            return ("received_new",)
    return topics


def _is_part(sentence: Sentence, numeral: Numeral, topics: tuple[str, ...], lead: str) -> bool:
    """Tell whether the number is said to be a part: by 的 (不予公开的一件), by its channel, or after 其中."""
    last = re.split(r"[,、;]", lead)[-1]
    if lead.endswith("的") or PART_OF_ALL.search(last) or (TOPICS[topics[0]].code == "S06" and _OF_CASES.search(last)):
        return True
    before = re.split(r"[;。\n]", sentence.text[: numeral.start])[-1]
    code, applicant = TOPICS[topics[0]].code, topics[0].startswith("applicant")
    if code == "S03" and _OF_SOME.search(before[-_NEAR:]):
        return True
    head, among, _ = before.rpartition("其中")
    if IN_TIME.search(last) and (among or LATE.search(sentence.whole.text)):
        return True
    return bool(among and head) and code in _AMONG and not applicant and bool(_AMONG[code].search(head))


_AMONG = {"S01": re.compile(""), "S08": re.compile(r"规范性文件|规章"), "S10": re.compile(r"处理费")}
"""By the rule's code: what stands before 其中 where that makes the number a part of it."""
_OF_SOME = re.compile(r"(?:新收|收到|受理|结转|转来|接转|顺延)[^,;。]{0,12}?\d[件起宗份个条项例][^,;。]{0,10}(?<!其)中")
"""新收的57件申请中: not of all that were concluded."""
