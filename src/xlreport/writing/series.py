"""A round's workbooks: one of each kind drawn whole, the others from it by changing only what differs.

The bytes are those of `write_workbook`. What cannot be told apart for certain is drawn whole: a name that the form
prints too, one that the file would write otherwise, a figure that a result on 校验 rests on.
"""

from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from xlreport.drawing import locked_by
from xlreport.drawing.pieces import pieces_of
from xlreport.figures import Figures
from xlreport.layout import Layout
from xlreport.lazy import regex
from xlreport.numbers import Number
from xlreport.plain_records import dataclass
from xlreport.relations import Mark, evaluate
from xlreport.storage import ZipPart, zip_of
from xlreport.submissions import Identity
from xlreport.writing.form_workbook import WorkbookContent, issued_values, workbook_parts, write_workbook
from xlreport.writing.own_texts import OWN, apart_of, kind_texts, own_texts
from xlreport.writing.result_cells import figures_shown
from xlreport.writing.varying_parts import VaryingPart, varying_part

_KEPT = 8
"""Workbooks that are kept to make others from, each some megabytes."""
_PLAIN = regex(r"[^\W_](?:[^\W_]|[ （）()〔〕《》、·/-]){0,38}[^\W_]")
"""A text that stands in the file as it is, wherever it stands: no sign of XML, no blank at its edge, not too long."""
_PRINTED = regex(rb"<t(?: [^>]*)?>([^<]*)</t>")
_STRINGS, _SHEET = "xl/sharedStrings.xml", "xl/worksheets/sheet"
_FIRST, _LARGEST = 10**14, 10**15
_UNKNOWN = {Mark.OPEN, Mark.NOT_APPLICABLE}


class Series:
    """Makes workbooks that differ in their unit and in the figures put into them."""

    def __init__(self, layout: Layout, password: str = "") -> None:
        """Belong to a layout and the password of the protection, if there is one."""
        self._layout, self._password = layout, password
        self._patterns: OrderedDict[tuple[object, ...], _Pattern | None] = OrderedDict()

    def workbook(self, identity: Identity, figures: Mapping[str, Number], notice: str = "") -> bytes:
        """Give a unit's workbook with figures by field; raises XlreportError as `write_workbook` does."""
        pattern = self._pattern(identity, figures, notice) if _is_plain(identity, figures) else None
        slots = pattern.slots(self._layout, identity, figures) if pattern else None
        if pattern is None or slots is None:
            return write_workbook(self._layout, identity, figures, password=self._password, notice=notice)
        return pattern.workbook({**slots, **_locks(self._password, identity)})

    def _pattern(self, identity: Identity, figures: Mapping[str, Number], notice: str) -> "_Pattern | None":
        of_any_kind = _is_of_any_kind(self._layout, identity)
        own = replace(identity, **{name: "" for name in OWN if getattr(identity, name)})
        alike = _lines_of_kind(self._layout, identity.unit_kind) if of_any_kind else identity.unit_kind
        key = (replace(own, unit_kind=""), alike, bool(identity.signature), notice, *sorted(figures))
        if key not in self._patterns:
            drawing = _Drawing(self._layout, _of_no_unit(identity), self._password, notice, of_any_kind)
            self._patterns[key] = drawing.pattern(sorted(figures))
            if len(self._patterns) > _KEPT:
                self._patterns.popitem(last=False)
        self._patterns.move_to_end(key)
        return self._patterns[key]


def _lines_of_kind(layout: Layout, kind: str) -> tuple[bool, ...]:
    """Tell which relations hold for a kind of unit: besides its name, all of a drawing that rests on the kind."""
    return tuple(kind in relation.kinds for relation in layout.form.relations if relation.kinds)


def _is_of_any_kind(layout: Layout, identity: Identity) -> bool:
    """Tell whether a kind's name is one text among those of the unit: a file keeps a text once that is printed too."""
    texts = kind_texts(layout, identity).values()
    return all(_PLAIN.fullmatch(text) and text not in _labels(layout) for text in texts)


@lru_cache(maxsize=4)
def _labels(layout: Layout) -> frozenset[str]:
    return frozenset(label.text for sheet in layout.sheets for label in sheet.labels)


def _of_no_unit(identity: Identity) -> Identity:
    """Give the identity of no unit, each of its own texts one that stands nowhere else."""
    return replace(identity, **{name: f"\ue000{name}\ue001" for name in OWN if getattr(identity, name)})


def _locks(password: str, identity: Identity) -> dict[str, str]:
    if not password:
        return {}
    lock = locked_by(password, identity.issue)
    return {"hash": lock.hash, "salt": lock.salt}


def _is_plain(identity: Identity, figures: Mapping[str, Number]) -> bool:
    """Tell whether all that is a unit's own stands in the file as it is; a page's head begins with no digit."""
    name = identity.unit_name
    return (
        bool(identity.unit_code)
        and not name[:1].isdigit()
        and all(_PLAIN.fullmatch(getattr(identity, each)) for each in ("unit_name", "unit_code", "issue"))
        and all(map(_is_plain_number, figures.values()))
    )


def _is_plain_number(number: Number) -> bool:
    """Tell whether a file has a number as Python writes it."""
    return type(number) is int and 0 <= number < _LARGEST


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A workbook of no unit, and of any kind or of one; `totals` are the figures that follow from those put in."""

    parts: tuple[ZipPart | VaryingPart, ...]
    printed: frozenset[bytes]
    totals: tuple[str, ...]
    of_any_kind: bool

    def slots(self, layout: Layout, identity: Identity, figures: Mapping[str, Number]) -> dict[str, str] | None:
        """Give what is a unit's own by its name; None where one of its texts stands in the form, or two are alike."""
        texts = own_texts(identity)
        kind = kind_texts(layout, identity) if self.of_any_kind else {}
        own = {text.encode() for text in (*texts.values(), *kind.values())}
        numbers = _with_totals(layout, identity, figures, self.totals)
        if len(own) < len(texts) + len(kind) or own & self.printed or not all(map(_is_plain_number, numbers.values())):
            return None
        return {**texts, **_whole(kind), **{field: _held(number) for field, number in numbers.items()}}

    def workbook(self, slots: Mapping[str, str]) -> bytes:
        """Give the bytes of the workbook in which these stand."""
        said = {name: text.encode() for name, text in slots.items()}
        return zip_of(each.with_slots(said) if isinstance(each, VaryingPart) else each for each in self.parts)


@dataclass(frozen=True, slots=True)
class _Drawing:
    """How a pattern is drawn."""

    layout: Layout
    identity: Identity
    password: str
    notice: str
    of_any_kind: bool

    def pattern(self, figures: Iterable[str]) -> _Pattern | None:
        """Draw the workbook of no unit; None where more than its own cells depends on what they hold."""
        layout, identity = self.layout, self.identity
        stand_ins: dict[str, Number] = {field: _FIRST + (1 << number) for number, field in enumerate(figures)}
        computed = (each for each in layout.form.computed if each not in stand_ins)
        totals = tuple(each for each in computed if _rests(layout, each, stand_ins))
        numbers = _with_totals(layout, identity, stand_ins, totals)
        if len(set(numbers.values())) < len(numbers) or _is_decided(layout, identity, stand_ins):
            return None
        content = WorkbookContent(
            layout=layout, identity=identity, values=stand_ins, password=self.password, notice=self.notice
        )
        parts = dict(workbook_parts(content))
        kind = kind_texts(layout, identity) if self.of_any_kind else {}
        if not all(_is_said_once(text.encode(), parts) for text in kind.values()):
            return None
        texts = {**own_texts(identity), **_locks(self.password, identity), **_whole(kind)}
        said = {text: name for name, text in texts.items()} | {_held(each): field for field, each in numbers.items()}
        apart, own = apart_of(layout, identity), {text.encode(): name for text, name in said.items()}
        varying = tuple(varying_part(name, pieces_of(name, each, apart), own) for name, each in parts.items())
        marks = [str(number).encode() for number in numbers.values()]
        if any(isinstance(each, VaryingPart) and each.is_left(marks) for each in varying):
            return None
        printed = frozenset(_PRINTED.findall(parts[_STRINGS])) - {text.strip("<>").encode() for text in said}
        return _Pattern(parts=varying, printed=printed, totals=totals, of_any_kind=self.of_any_kind)


def _whole(kind: Mapping[str, str]) -> dict[str, str]:
    """Give the texts of a kind as a file holds them: whole ones, for other texts have them among their words."""
    return {name: f">{text}<" for name, text in kind.items()}


def _is_said_once(text: bytes, parts: Mapping[str, bytes]) -> bool:
    """Tell whether one cell alone holds a text, and no formula results in it."""
    entries = parts[_STRINGS].split(b"<si>")[1:]
    number = next((number for number, entry in enumerate(entries) if entry.startswith(b"<t>%b</t>" % text)), None)
    sheets = [content for name, content in parts.items() if name.startswith(_SHEET)]
    cells = sum(content.count(b't="s"><v>%d</v>' % number) for content in sheets) if number is not None else 0
    return cells == 1 and not any(b">%b<" % text in content for content in sheets)


def _held(number: Number) -> str:
    """Give a number as a cell of the file holds it."""
    return f"<v>{number}</v>"


def _with_totals(
    layout: Layout, identity: Identity, figures: Mapping[str, Number], totals: Sequence[str]
) -> Mapping[str, Number]:
    if not totals:
        return figures
    known = _figures(layout, identity, figures)
    return {**figures, **{total: known.value(total) for total in totals}}


def _figures(layout: Layout, identity: Identity, figures: Mapping[str, Number]) -> Figures:
    return figures_shown(layout, {**issued_values(layout, identity), **figures})


def _rests(layout: Layout, field: str, figures: Mapping[str, Number]) -> bool:
    return not figures.keys().isdisjoint(layout.form.resting[field])


def _is_decided(layout: Layout, identity: Identity, figures: Mapping[str, Number]) -> bool:
    """Tell whether a line of 校验 that rests on these figures has a result: an open one asks only if they are there."""
    known = _figures(layout, identity, figures)
    return any(
        evaluate(line, known).mark not in _UNKNOWN
        for line in layout.lines
        if any(_rests(layout, field, figures) for field in line.statement.fields)
    )
