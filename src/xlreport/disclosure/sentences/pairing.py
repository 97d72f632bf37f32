"""Numbers that take their meaning from afar: by 分别 from a row of names, in a bracket from the number before it."""

from collections.abc import Sequence

from xlreport.disclosure.sentences.clauses import Claim, Said
from xlreport.disclosure.sentences.dispute_frames import totals_of
from xlreport.disclosure.sentences.lines import Line
from xlreport.disclosure.sentences.tokens import COMMA, NUMBER, OPEN, TIME


def bracketed_year(line: Line, number: int, claims: Sequence[Claim]) -> Said | None:
    """比上年（N件）, （上年N件）: last year's figure of what stands before it."""
    first = line.first(number)
    words = line.tokens[first:number]
    inside = first and line.tokens[first - 1].kind == OPEN
    if not (inside and claims and all(each.kind in {"fill", TIME} for each in words)):
        return None
    times = [each for each in (line.tokens[max(0, first - 2)], *words) if each.kind == TIME]
    claim, numeral = claims[-1], line.tokens[number].numeral
    if not times or times[-1].value != "-1" or claim.numeral is None or numeral is None:
        return None
    if claim.years or claim.at_most or numeral.unit != claim.numeral.unit:
        return None
    return Said(topics=claim.topics, first=first, last=number)


def row_of(line: Line, number: int) -> tuple[list[int], list[int]] | None:
    """Give the names and the numbers that 分别 pairs, where this number is one of several without words between."""
    if "respectively" not in line.kinds:
        return None
    first = max(0, number - _LONGEST_ROW)
    middle = next((each for each in range(number - 1, first - 1, -1) if line.tokens[each].kind == "respectively"), None)
    if middle is None:
        return None
    numbers = _row(line, middle + 1)
    if number not in numbers or len(numbers) < _SEVERAL:
        return None
    return _names_before(line, middle), numbers


def paired(line: Line, number: int, names: list[int], numbers: list[int]) -> Said | None:
    """行政复议、行政诉讼分别为 8 件和 4 件: as many names as numbers, in order; otherwise nobody knows whose is whose."""
    if len(names) != len(numbers):
        return None
    place = names[numbers.index(number)]
    token = line.tokens[place]
    if not (line.about_disclosure if token.kind == "dispute" else line.about_requests):
        return None
    if token.kind == "dispute":
        return Said(topics=totals_of(token.value), first=place, last=number)
    topic = f"applicant.{token.value}" if token.kind == "applicant" else token.value
    return Said(topics=(topic,), first=place, last=number)


_LONGEST_ROW, _SEVERAL = 24, 2
_NAMES = ("outcome", "item", "dispute", "applicant", "carried_in", "carried_out")


def _row(line: Line, first: int) -> list[int]:
    row: list[int] = []
    for place in range(first, min(len(line.tokens), first + _LONGEST_ROW)):
        token = line.tokens[place]
        if token.kind == NUMBER:
            row.append(place)
        elif token.kind not in {"join", COMMA} or not row:
            break
    return row


def _names_before(line: Line, middle: int) -> list[int]:
    names: list[int] = []
    for place in range(middle - 1, -1, -1):
        token = line.tokens[place]
        if token.kind in _NAMES:
            names.insert(0, place)
        elif token.kind not in {"join", "fill", "total"} or (token.kind == "fill" and names and token.text != "案件"):
            break
    return names
