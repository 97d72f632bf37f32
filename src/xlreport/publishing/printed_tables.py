"""The tables of a form as pages print them: which words are rows, groups and column heads, and what crosses where."""

from collections.abc import Iterable, Iterator

from xlreport.forms import Field, Form, Header, Table
from xlreport.plain_records import dataclass
from xlreport.publishing.page_words import Wording
from xlreport.publishing.spelling import Speller, bare


@dataclass(frozen=True, slots=True, kw_only=True)
class FormRow:
    """One row of figures: its own word, the words of the groups over it, and its fields from left to right."""

    block: int
    place: int
    """its number within the section's table, counted over all blocks"""
    label: str
    word: str
    groups: tuple[str, ...]
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormBlock:
    """One block of a section's table: the words of its columns from left to right, level by level."""

    section: str
    number: int
    leaves: tuple[str, ...]
    levels: tuple[tuple[str, ...], ...]
    """per depth, the words of the leaf columns that stand at it"""
    heads: frozenset[str]
    """every word of its head: columns of all levels, corner, caption"""
    rows: tuple[FormRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A header over several rows; some print its figures in one row of its own."""

    word: str
    label: str
    id: str
    rows: tuple[FormRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormTables:
    """All tables of a form: its blocks, and by word its rows and groups."""

    form: Form
    speller: Speller
    blocks: tuple[FormBlock, ...]
    rows: dict[str, tuple[FormRow, ...]]
    groups: dict[str, tuple[Group, ...]]

    def block_of(self, row: FormRow) -> FormBlock:
        """Give the block a row stands in."""
        return next(block for block in self.blocks if any(each is row for each in block.rows))

    @property
    def heads(self) -> frozenset[str]:
        """Give the words of all heads."""
        return frozenset(word for block in self.blocks for word in block.heads)


def tables_of(form: Form, wording: Wording) -> FormTables:
    """Give the tables of a form with every word that may stand in them."""
    blocks = tuple(_blocks(form))
    every = [row for block in blocks for row in block.rows]
    groups = list(_groups(form, every))
    labels = [label for section in form.sections for table in _tables(section.blocks) for label in _labels(table)]
    return FormTables(
        form=form,
        speller=Speller(labels, wording.labels),
        blocks=blocks,
        rows=_by_word(every),
        groups=_by_word(groups),
    )


def _by_word(each: Iterable) -> dict:  # type: ignore[type-arg]
    found: dict[str, tuple] = {}  # type: ignore[type-arg]
    for one in each:
        found[one.word] = (*found.get(one.word, ()), one)
    return found


def _tables(blocks: Iterable[object]) -> Iterator[Table]:
    return (block for block in blocks if isinstance(block, Table) and block.fields[0].kind.numeric)


def _labels(table: Table) -> Iterator[str]:
    yield from (text for text in (table.caption, table.corner) if text)
    for headers in (table.columns, table.rows):
        yield from (header.label for top in headers for way in top.leaves() for header in way)


def _blocks(form: Form) -> Iterator[FormBlock]:
    for section in form.sections:
        place = 0
        for number, table in enumerate(_tables(section.blocks)):
            ways = [way for header in table.columns for way in header.leaves()]
            rows = tuple(_rows(table, number, place, len(ways)))
            place += len(rows)
            depth = max(map(len, ways))
            yield FormBlock(
                section=section.id,
                number=number,
                leaves=tuple(bare(way[-1].label) for way in ways),
                levels=tuple(
                    tuple(bare(way[-1].label) for way in ways if len(way) == level) for level in range(1, depth + 1)
                ),
                heads=frozenset(
                    bare(text)
                    for text in (table.caption, table.corner, *(each.label for way in ways for each in way))
                    if text
                ),
                rows=rows,
            )


def _rows(table: Table, block: int, start: int, width: int) -> Iterator[FormRow]:
    ways: list[tuple[Header, ...]] = [way for header in table.rows for way in header.leaves()] or [()]
    for number, way in enumerate(ways):
        yield FormRow(
            block=block,
            place=start + number,
            label=way[-1].label if way else "",
            word=bare(way[-1].label) if way else "",
            groups=tuple(bare(header.label) for header in way[:-1]),
            fields=table.fields[number * width : (number + 1) * width],
        )


def _groups(form: Form, rows: list[FormRow]) -> Iterator[Group]:
    """Give the headers over rows; the id of one without its own is empty."""
    for section in form.sections:
        for table in _tables(section.blocks):
            for header, ids in _parents(table.rows, (section.id,)):
                word = bare(header.label)
                inside = tuple(row for row in rows if word in row.groups and row.fields[0].section == section.id)
                yield Group(word=word, label=header.label, id=".".join(ids) if header.id else "", rows=inside)


def _parents(headers: tuple[Header, ...], ids: tuple[str, ...]) -> Iterator[tuple[Header, tuple[str, ...]]]:
    for header in headers:
        own = (*ids, header.id) if header.id else ids
        if header.children:
            yield header, own
            yield from _parents(header.children, own)
