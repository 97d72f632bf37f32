"""The units of a merge: who a return says it is from, its row of the ledger, how it stands, whether it belongs here."""

from abc import abstractmethod
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from xlreport.figures import Figures
from xlreport.findings import Finding, found_by
from xlreport.forms import LONGEST_LINE, Field, Kind, Units
from xlreport.language import Text, same
from xlreport.layout import Layout
from xlreport.lazy import regex
from xlreport.merging.deciding.candidates import Candidate
from xlreport.merging.field_lines import FieldLine, PackedTexts
from xlreport.merging.ledgers import Decision, FileLine, Row, UnitLine, UnitState
from xlreport.numbers import Number, held
from xlreport.plain_records import dataclass
from xlreport.rounds import Unit
from xlreport.rules import rule
from xlreport.submissions import Entry, Submission


def usual(words: Iterable[str]) -> str:
    """Give the word said most often, the greatest of several."""
    counted = Counter(word for word in words if word)
    return max(counted, key=lambda word: (counted[word], word), default="")


def year_of(submission: Submission) -> str:
    """Give the year a return says it is for."""
    return submission.says("year") or submission.identity.year


def code_of(submission: Submission) -> str:
    """Give the unit code a return says it is from."""
    return _one_line(submission.says("unit_code") or submission.identity.unit_code)


def name_of(submission: Submission) -> str:
    """Give the unit's name as the return has it."""
    return _one_line(submission.says("unit_name") or submission.identity.unit_name)


def region_of(submission: Submission) -> str:
    """Give the region a return says it is of."""
    return _one_line(submission.says("region"))


def _one_line(text: str) -> str:
    """Give as much of a text as a line may be long: a return that says more is sent back, and stands in every list."""
    return text.strip()[:LONGEST_LINE]


def units_of(submissions: Iterable[Submission], known: Units) -> list[Unit]:
    """Make the units that hand in their own roster, by code; `known` are the form's."""
    units: dict[str, Unit] = {}
    for each in sorted(submissions, key=lambda each: (code_of(each), each.file, each.sha256)):
        kind = each.says("unit_kind") or each.identity.unit_kind
        if code := code_of(each):
            units.setdefault(code, Unit(code=code, name=name_of(each), kind=kind, tier=known.tier_of(kind)))
    return list(units.values())


def seen(units: dict[str, Unit], files: Iterable[FileLine]) -> dict[str, Unit]:
    """Leave out, where there is no roster, a unit of which only another year's file is there."""
    strangers = {Decision.WRONG_YEAR, Decision.DUPLICATE, Decision.WITHIN_AREA}
    known = {line.code for line in files if line.decision not in strangers}
    return {code: unit for code, unit in units.items() if code in known}


def absence(unit: Unit, year: str) -> Text | None:
    """Say why a unit is in nobody's figures of a year, given as text; None when it is."""
    if year.isdigit():
        return unit.absence(int(year))
    return None if unit.in_scope else same(unit.reason)


def reporting(unit: Unit, units: Mapping[str, Unit]) -> Unit:
    """Give the unit in whose return a unit's figures are: the one on top of those above it, or itself."""
    seen = {unit.code}
    while unit.parent in units and unit.parent not in seen:
        unit = units[unit.parent]
        seen.add(unit.code)
    return unit


def unit_lines(units: dict[str, Unit], files: Iterable[FileLine], year: str) -> tuple[UnitLine, ...]:
    """Give each unit with how it stands."""
    by_unit: dict[str, list[FileLine]] = {}
    for line in files:
        by_unit.setdefault(line.code, []).append(line)
    return tuple(_unit_line(unit, by_unit.get(unit.code, []), reporting(unit, units), year) for unit in units.values())


def _unit_line(unit: Unit, files: list[FileLine], top: Unit, year: str) -> UnitLine:
    decisions = {line.decision: line for line in files}
    state, file, reason = UnitState.MISSING, "", ""
    if absent := absence(unit, year):
        state, reason = UnitState.OUT_OF_SCOPE, absent.zh
    elif top is not unit:
        state, reason = UnitState.OUT_OF_SCOPE, f"随{top.name}计入"
    elif line := decisions.get(Decision.COUNTED):
        state, file, reason = UnitState.IN, line.file, line.decided
    elif line := decisions.get(Decision.REJECTED) or decisions.get(Decision.UNDECIDED):
        state, file, reason = UnitState.REJECTED, line.file, line.reason.zh
    elif line := decisions.get(Decision.EXCLUDED):
        state, file, reason = UnitState.EXCLUDED, line.file, line.decided
    elif line := decisions.get(Decision.WITHIN_AREA):
        state, file, reason = UnitState.WITHIN_AREA, line.file, line.reason.zh
    elif files:
        reason = files[0].reason.zh
    return UnitLine(
        code=unit.code,
        name=unit.name,
        kind=unit.kind,
        tier=unit.tier,
        state=state,
        reason=reason,
        file=file,
        files=len(files),
        parent="" if top is unit else top.code,
    )


def missing(line: UnitLine) -> Finding:
    """Word the finding about a unit that handed in nothing."""
    return found_by(rule("M01"), name=line.name, code=line.code)


def row_of(unit: Unit, counted: Candidate, known: "KnownContents", state: str = "", decided: str = "") -> Row:
    """Give a unit's row of the ledger; `decided` is the office's decision to count it, where it took one."""
    says = counted.submission
    content = known.of(says)
    return Row(
        code=unit.code,
        name=unit.name,
        kind=unit.kind,
        tier=unit.tier,
        file=counted.given.file,
        sha256=counted.given.sha256,
        submitted_on=says.says("submitted_on"),
        state=state,
        findings=len(counted.given.findings),
        numbers=content.numbers,
        texts=content.texts,
        singles=content.singles,
        decided=decided,
        area=counted.area,
    )


def _typed(figures: Figures, fields: Iterable[Field]) -> dict[str, Number]:
    """Give the figures that were typed: a cell outside the tables may be left blank, and then says nothing."""
    return {field.id: figures.numbers[field.id] for field in fields if field.id in figures.numbers}


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What a submission says that a row of the ledger has: figures as `known_numbers` gives them, and texts."""

    numbers: FieldLine[Number | None]
    singles: Mapping[str, Number]
    """those outside the tables"""
    texts: PackedTexts

    @property
    def read(self) -> int:
        """Count the number fields that hold a figure."""
        return sum(number is not None for number in self.numbers.values())


class EntriesWithContent(Mapping[str, Entry]):
    """The entries of a submission whose content was worked out where it was read."""

    __slots__ = ()

    @property
    @abstractmethod
    def content(self) -> Content:
        """Give it."""


def content_of(says: Submission, layout: Layout) -> Content:
    """Work out the content of a submission."""
    figures, (fields, narrative) = says.figures(), _asked(layout)
    numbers = known_numbers(figures, layout)
    return Content(
        numbers=FieldLine(fields, map(numbers.get, fields)),
        singles=_typed(figures, layout.form.singles),
        texts=PackedTexts({field: text for field in narrative if (text := says.text(field))}),
    )


def _asked(layout: Layout) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give the number fields of a form and its narrative ones."""
    narrative = (field.id for field in layout.form.fields.values() if field.kind is Kind.TEXT)
    return tuple(field.id for field in layout.form.numbers), tuple(narrative)


class KnownContents:
    """The content of each submission of a merge, worked out once at most."""

    def __init__(self, layout: Layout) -> None:
        """Begin with none."""
        self.layout = layout
        self._by_submission: dict[int, tuple[Submission, Content]] = {}

    def of(self, submission: Submission) -> Content:
        """Give a submission's content."""
        if isinstance(submission.entries, EntriesWithContent):
            return submission.entries.content
        if id(submission) not in self._by_submission:
            self._by_submission[id(submission)] = submission, content_of(submission, self.layout)
        return self._by_submission[id(submission)][1]


def known_numbers(figures: Figures, layout: Layout) -> dict[str, Number]:
    """Give every number field that holds a figure: entered, declared zero, or a total whose parts are all known.

    As the ledger's cells hold them: a number that was typed as text may have more digits.
    """
    fields = (field.id for field in layout.form.numbers)
    return {
        field: held(figures.value(field))
        for field in fields
        if field not in figures.unusable and (field in figures.numbers or not figures.open(field))
    }


_PUBLIC = regex(
    r"(?:自来水|供水|供电|电力|燃气|供气|供热|热力|公交|公共汽车|客运)[^局委办]{0,8}公司$|(?:医院|卫生院|学校|中学|小学|幼儿园)$"
)
_VERTICAL = regex(r"(?:税务局|海关|气象局|邮政管理局|烟草专卖局|调查队|海事局|矿山安全监察局|金融监管分局)$")


def tiers(units: Iterable[Unit], known: Units) -> Iterator[Finding]:
    """M09: units whose tier does not go with their kind."""
    for unit in units:
        kind_of = known.kind(unit.kind)
        if unit.in_scope and unit.tier != kind_of.tier and not kind_of.anywhere:
            kind = Text(kind_of.label, unit.kind)
            yield found_by(rule("M09"), found=unit.tier, name=unit.name, code=unit.code, kind=kind)


def doubtful_units(units: Iterable[Unit]) -> Iterator[Finding]:
    """M26, M27: units in scope whose names speak of other rules or another system."""
    for unit in (each for each in units if each.in_scope):
        if _PUBLIC.search(unit.name):
            yield found_by(rule("M26"), name=unit.name, code=unit.code)
        elif _VERTICAL.search(unit.name):
            yield found_by(rule("M27"), name=unit.name, code=unit.code)
