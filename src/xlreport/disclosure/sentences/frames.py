"""The frames by the head of a clause. A frame binds a number to one meaning or refuses; none guesses.

Words that no frame knows make a number a part of what the form counts, or another thing; they never make it the whole.
"""

from collections.abc import Callable, Mapping

from xlreport.disclosure.sentences.clauses import OBJECTS, VERBS, Clause, Said, clause_before
from xlreport.disclosure.sentences.dispute_frames import dispute, result
from xlreport.disclosure.sentences.lines import Line
from xlreport.disclosure.sentences.outcome_frames import applicant, outcome, some_item
from xlreport.disclosure.sentences.paper_frames import charge, decision, paper, publication, state
from xlreport.disclosure.sentences.request_frames import absent, bare_noun, carried, verb


def before(line: Line, number: int, first: int | None = None, end: int | None = None) -> Said | None:
    """Read the words before a number, the nearest head first."""
    clause = clause_before(line, number, line.first(number) if first is None else first, number if end is None else end)
    frame = FRAMES.get(clause.token.kind) if clause else None
    return frame(clause) if clause and frame else None


Frame = Callable[[Clause], Said | None]
FRAMES: Mapping[str, Frame] = {
    **dict.fromkeys(VERBS, verb),
    **dict.fromkeys(("carried_in", "carried_out", "carry"), carried),
    **dict.fromkeys(("outcome", "item"), outcome),
    "some_item": some_item,
    "applicant": applicant,
    "dispute": dispute,
    **dict.fromkeys(("result", "some_result"), result),
    "state": state,
    **dict.fromkeys(("paper", "document"), paper),
    "decision": decision,
    "none": absent,
    **dict.fromkeys(("channel", "publish", "information"), publication),
    **dict.fromkeys(("fee", "collect"), charge),
}
"""By the kind of the head. What is counted without one (申请 N 件) is `bare_noun`."""


def noun(line: Line, number: int) -> Said | None:
    """Read what is counted without a verb."""
    clause = clause_before(line, number, line.first(number), number)
    return bare_noun(clause) if clause and clause.token.kind in OBJECTS else None
