"""Family S: what the text says of the figures, against the tables. Silent where the text counts something else."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from xlreport.checks.examined import Examined
from xlreport.disclosure.sentences import Claim, claims_in, known_topics
from xlreport.disclosure.sentences.scopes import WHOLE
from xlreport.disclosure.text.narratives import matched, narratives
from xlreport.disclosure.text.text_facts import Fact, Facts, Told, facts, parts_read
from xlreport.findings import Finding, Rule, Severity, found_by
from xlreport.forms import Field
from xlreport.lazy import regex
from xlreport.numbers import Number, shown
from xlreport.rules import rule

_PLAIN = ("concluded", "answered")
"""Words that can only mean their own figure: another one that happens to fit is said, and is no excuse."""
_UNREAD = "problems."
"""Section five tells of single cases; its numbers are parts of what the tables count."""
_CARRIED_OUT = "requests.carried_out.total"
_ALL_DONE = regex(
    r"(?:已|均已|都已|全部已?)(?:全部|均)?(?:按期|按时|如期|依法|依规|及时)*(?:办结|办理完毕|答复完毕)(?!率|的\d)"
)
_OF_REQUESTS = regex(r"申请(?!行政复议)")
_OF_OTHERS = regex(r"上年(?:度)?结转|复议|诉讼|信箱|留言|热线|信访|咨询|建议|提案|除|以外|结转下|尚未|外均")


def claims_told(seen: Examined) -> Iterator[Told]:
    """S01-S03, S06-S08, S10, M10: each number or denial of the text against the figures it may mean."""
    for field, text, setting in parts_read(seen):
        claims = claims_in(text, setting) if not field.id.startswith(_UNREAD) else ()
        for claim in claims:
            if claim.own or claim.scope:
                yield from _held(seen, field, claim, claims)


def _held(seen: Examined, field: Field, claim: Claim, claims: Sequence[Claim]) -> Iterator[Told]:
    if claim.numeral is None:
        for topic in claim.topics:
            yield from _denied(seen, field, claim, topic)
        return
    known = facts(seen, claim.topics, claim.years, claim.scope)
    if known is None or _fitting(claim, known.named):
        return
    near = _fitting(claim, known.near) if claim.numeral.number else None
    if near:
        partly = claim.topics == ("granted",) and any("partly_granted" in each.topics for each in claims)
        plain = partly or claim.topics[0] in _PLAIN
        governing = _governing(claim, _code(claim), "fits" if plain else "near")
        yield _told(claim, known, _near(seen, field, claim, governing, known.named[0], near))
    elif known.complete:
        yield _told(claim, known, _none_fits(seen, field, claim, known))


def _told(claim: Claim, known: Facts, finding: Finding) -> Told:
    """Tell a finding with how far the text is from the figure that its wording names first."""
    if claim.years or claim.scope:
        return Told(finding=finding)
    said = claim.numeral.number if claim.numeral else 0
    return Told(finding=finding, rests=known.named[0].rests, gap=said - known.named[0].values[0])


def _fitting(claim: Claim, candidates: tuple[Fact, ...]) -> Fact | None:
    for fact in candidates:
        for value in fact.values:
            if _fits(claim, value):
                return fact
    return None


def _fits(claim: Claim, figure: Number) -> bool:
    if claim.numeral is None:
        return figure == 0
    return claim.numeral.fits(figure) or (claim.at_most and claim.numeral.number <= figure)


def _denied(seen: Examined, field: Field, claim: Claim, topic: str) -> Iterator[Told]:
    if claim.scope == WHOLE and seen.background.merged is None:  # who denies it of all denies it of the unit too
        claim = replace(claim, scope="", own=True)
    known = facts(seen, (topic,), claim.years, claim.scope)
    if known is None or not known.complete or _fitting(claim, known.named):
        return
    code = "S08" if known_topics()[topic].code == "S08" else "S07"
    yield _told(claim, known, _found(seen, field, claim, _governing(claim, code), known))


def _near(  # noqa: PLR0913, PLR0917  # what a finding is made of
    seen: Examined, field: Field, claim: Claim, governing: Rule, named: Fact, near: Fact
) -> Finding:
    quote, at = claim.line.quote(claim.start, claim.end)
    return found_by(
        governing,
        seen.where(field.id),
        found=_number(claim),
        expected=shown(named.values[0]),
        quote=quote,
        at=at,
        fits=near.name,
        named=named.name,
    )


def _none_fits(seen: Examined, field: Field, claim: Claim, known: Facts) -> Finding:
    case = "filed" if claim.filed else "more" if claim.at_most else ""
    return _found(seen, field, claim, _governing(claim, _code(claim), case), known)


def _found(seen: Examined, field: Field, claim: Claim, governing: Rule, known: Facts) -> Finding:
    quote, at = claim.line.quote(claim.start, claim.end)
    return found_by(
        governing,
        seen.where(field.id),
        found=_number(claim),
        expected=" / ".join(dict.fromkeys(shown(fact.values[0]) for fact in known.named)),
        quote=quote,
        at=at,
        readings=known.words,
        scope=_scope_name(seen, claim),
    )


def _governing(claim: Claim, code: str, case: str = "") -> Rule:
    """The rule in its case: of the merged figures where the phrase names a scope of the area, of last year's report."""
    if claim.scope:
        merged = rule("M10", "text")
        worded = rule(code, case) if case else merged
        noted = Severity.NOTE if worded.severity is Severity.NOTE else merged.severity
        return replace(merged, severity=noted, message=worded.message)
    if claim.years and not case:
        case = "last_year" if claim.numeral else "last_year_had"
    return rule(code, case)


def _scope_name(seen: Examined, claim: Claim) -> str:
    merged = seen.background.merged
    return merged.names[claim.scope] if merged and claim.scope else ""


def _code(claim: Claim) -> str:
    return known_topics()[claim.topics[0]].code


def _number(claim: Claim) -> str:
    return "0" if claim.numeral is None else shown(claim.numeral.number)


def check_concluded(seen: Examined) -> Iterator[Finding]:
    """S14: all done, they say, and some are carried out."""
    carried = seen.known(_CARRIED_OUT)
    for part in narratives(seen) if carried else ():
        for each in _ALL_DONE.finditer(part.text):
            start = max(part.text.rfind(mark, 0, each.start()) for mark in "。;\n") + 1
            sentence = re.split(r"[。;\n]", part.text[start:], maxsplit=1)[0]
            if _OF_REQUESTS.search(part.text[start : each.start()]) and not _OF_OTHERS.search(sentence):
                yield matched(rule("S14"), seen, part, each, shown(carried or 0))
                break


def check_merged_fees(seen: Examined) -> Iterator[Finding]:
    """S10, cell by cell, where a consolidated workbook was given; a blank cell is not told."""
    merged = seen.background.merged
    for field in sorted(_fee_fields()) if merged else ():
        found, sum_ = seen.known(field), merged.own.get(field, 0) if merged else 0
        if found is not None and found != sum_:
            yield found_by(rule("S10", "merged"), seen.where(field), found=shown(found), expected=shown(sum_))


def _fee_fields() -> frozenset[str]:
    """Give the cells whose figures the topics of this rule are read against."""
    readings = (reading for topic in known_topics().values() if topic.code == "S10" for reading in topic.named)
    return frozenset(field for reading in readings for field in reading.fields)
