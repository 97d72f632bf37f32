"""Whether a table's head names the columns of the form, and in which order: without that no figure is taken."""

from collections import Counter
from collections.abc import Iterator, Sequence

from xlreport.plain_records import dataclass
from xlreport.publishing.page_blocks import PageCell
from xlreport.publishing.printed_tables import FormBlock
from xlreport.publishing.spelling import Speller, bare, plain

HeadRow = tuple[PageCell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """How the figures of a row stand: `order` has for each of the form's columns its place among them."""

    count: int
    order: tuple[int, ...]
    at: tuple[int, ...] = ()
    """the grid columns of the form's columns, where the file says them"""
    broken: bool = False
    """the words of the head are there, but in pieces: only sums can tell that the columns are right"""


def columns_of(block: FormBlock, rows: Sequence[HeadRow], speller: Speller, *, spanned: bool) -> Columns | None:
    """Give how a block's columns stand under these header rows; None when the head is not the form's."""
    count = len(block.leaves)
    usual = Columns(count=count, order=tuple(range(count)))
    if spanned and (mapped := _mapped(block, rows, speller)) is not None:
        return mapped
    words = [spelt.word for row in rows for cell in row if (spelt := speller.tell(cell.text))]
    if _in_order(block, words):
        return usual
    if _has_all_characters(block, rows):
        return Columns(count=count, order=usual.order, broken=True)
    return None


def _mapped(block: FormBlock, rows: Sequence[HeadRow], speller: Speller) -> Columns | None:
    """Read the head as the grid it is: the lowest word over each grid column."""
    lowest = _lowest(rows)
    words = {column: _word(texts, speller) for column, texts in lowest.items()}
    first = min((column for column, word in words.items() if word in block.leaves), default=0)
    right = [column for column in sorted(words) if column >= first]
    told = [words[column] for column in right]
    if Counter(word for word in told if word in block.leaves) != Counter(block.leaves):
        return None
    if len(set(block.leaves)) < len(block.leaves):
        if told != list(block.leaves):
            return None
        order = list(range(len(told)))
    else:
        order = [told.index(word) for word in block.leaves]
    return Columns(count=len(right), order=tuple(order), at=tuple(right[place] for place in order))


def _word(texts: Sequence[str], speller: Speller) -> str:
    """Give the word of a column's lowest head; one broken over several rows is put together again."""
    for start in range(len(texts) - 1, -1, -1):
        spelt = speller.tell("".join(texts[start:]))
        if spelt and spelt.alike:
            return spelt.word
    spelt = speller.tell(texts[-1])
    return spelt.word if spelt else bare(texts[-1])


def _lowest(rows: Sequence[HeadRow]) -> dict[int, list[str]]:
    """Give, by grid column, the texts of its head from above."""
    over: dict[int, list[str]] = {}
    for row in rows:
        for cell in row:
            if cell.continued or not plain(cell.text):
                continue
            for column in range(cell.column, cell.column + cell.columns):
                over.setdefault(column, []).append(cell.text)
    return over


def _in_order(block: FormBlock, words: Sequence[str]) -> bool:
    """Tell whether the head's words, line after line, are those of each level in the form's order."""
    if len(set(block.leaves)) < len(block.leaves):
        found = [word for word in words if word in block.leaves]
        return _repeats(found, block.leaves)
    for level in block.levels:
        if not level:
            continue
        found = [word for word in words if word in level]
        if tuple(found) != level and not _repeats(found, level):
            return False
    return bool(words)


def _repeats(found: Sequence[str], level: Sequence[str]) -> bool:
    """Tell whether a head was printed several times over, as where a table goes on over pages."""
    size = len(level)
    return (
        bool(size)
        and len(found) >= size
        and len(found) % size == 0
        and all(tuple(found[start : start + size]) == tuple(level) for start in range(0, len(found), size))
    )


def _has_all_characters(block: FormBlock, rows: Sequence[HeadRow]) -> bool:
    """Tell whether every character of the leaf columns stands in the head, as often as there."""
    there = Counter("".join(_texts(rows)))
    wanted = Counter("".join(block.leaves))
    return all(there[character] >= count for character, count in wanted.items())


def _texts(rows: Sequence[HeadRow]) -> Iterator[str]:
    return (bare(cell.text) for row in rows for cell in row)
