"""What became of every number of the narrative: read, foreign with the reason, or unread. Judges none of them."""

from collections.abc import Iterator

from xlreport.checks.examined import Examined
from xlreport.disclosure.sentences import accounts_in
from xlreport.disclosure.text.quoted import narratives
from xlreport.findings import NumberInText


def numbers_in_text(seen: Examined) -> Iterator[NumberInText]:
    """Give every number of every part, in the order of the form."""
    for field, text, setting in narratives(seen):
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
