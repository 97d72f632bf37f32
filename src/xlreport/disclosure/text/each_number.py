"""Every number of the narrative: what became of it, and which cells it bears witness of. Judges none of them."""

from collections.abc import Iterator

from xlreport.checks.examined import Examined
from xlreport.checks.tables.witnesses import Witness
from xlreport.disclosure.sentences import Bound, accounts_in, claims_in, known_topics
from xlreport.disclosure.text.text_facts import facts, parts_read
from xlreport.findings import NumberInText
from xlreport.language import Text

_FEW = 2
"""of more readings than these the first is meant, where none of them fits"""
_CASES = "problems."
"""Section five tells of single cases."""


def numbers_in_text(seen: Examined) -> Iterator[NumberInText]:
    """Give every number of every part, in the order of the form."""
    for field, text, setting in parts_read(seen):
        entry = seen.submission.entry(field.id)
        for each in accounts_in(text, setting):
            yield NumberInText(
                field=field.id,
                place=f"{entry.sheet}!{entry.area}",
                words=each.words,
                at=each.at,
                fate=each.fate.value,
                why=each.why,
            )


def witnesses_in_text(seen: Examined) -> Iterator[Witness]:
    """Give each exact number of the unit's own, with what it means that the typed cells behind it are."""
    for field, text, setting in parts_read(seen):
        for claim in claims_in(text, setting) if not field.id.startswith(_CASES) else ():
            numeral = claim.numeral
            if numeral is None or claim.years or claim.at_most or not claim.own or numeral.bound is not Bound.EXACT:
                continue
            known, topic = facts(seen, claim.topics, 0), known_topics()[claim.topics[0]]
            if known is None or not known.complete or any(each.worth > 1 for each in topic.named):
                continue
            fitting = [fact for fact in known.all if numeral.number in fact.values]
            for fact in fitting[:1] or (known.named if len(known.named) <= _FEW else known.named[:1]):
                gap = numeral.number - fact.values[0]
                quote, at = claim.line.quote(claim.start, claim.end) if gap else ("", None)
                says = Text(f"文中“{quote}”", f"the text's “{quote}”")
                signs = dict.fromkeys(fact.rests, 1)
                yield Witness(says=says, signs=signs, gap=gap, code=topic.code, field=field.id, at=at)
