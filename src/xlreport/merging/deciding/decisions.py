"""What the office decides about a merge: its settings and waivers, and which of its decisions speaks of which file.

Follows no contradiction; remembers which decisions were of no use.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace

from xlreport.background import LastYear
from xlreport.findings import Finding, Severity, found_by
from xlreport.language import Text
from xlreport.merging.ledgers import DECISION_NAMES, FileLine
from xlreport.plain_records import dataclass
from xlreport.rounds import EXCLUDE, INCLUDE, LATEST, Policies, Ruling, Settings, Waiver
from xlreport.rules import rule

_WAIVER = "waiver"


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeTerms:
    """Everything an office decides about a merge; what nobody said is as usual."""

    settings: Settings | None = None
    rulings: tuple[Ruling, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    draft: bool = False
    last: Mapping[str, LastYear] = field(default_factory=dict)
    """last year's reports by unit code, also of units that are gone"""
    inbox: str = ""
    """where the returns lie, seen from the consolidated workbook's folder; empty when nobody can say"""
    told: tuple[Finding, ...] = ()
    """findings about the round as a whole that were made before the merge"""

    def waived(self, finding: Finding, code: str, day: str) -> Finding:
        """Give a finding with the answer of the first waiver that concerns it; of an error itself."""
        if finding.severity is not Severity.WARNING or finding.answered_by:
            return finding
        for waiver in self.waivers:
            if waiver.concerns(finding, code) and not waiver.expired(day):
                return replace(finding, reason=f"{waiver.why}（{waiver.who}）", answered_by=_WAIVER)
        return finding

    @property
    def policies(self) -> Policies:
        """Give the round's policies, the usual ones where it has no settings."""
        return self.settings.policies if self.settings else Policies()

    @property
    def which(self) -> str:
        """Give which of a unit's submissions counts."""
        return self.settings.which if self.settings else LATEST

    @property
    def takes_rejected(self) -> bool:
        """Tell whether returns with errors count: in a draft, unless the round says otherwise."""
        return self.draft and (self.settings is None or self.settings.rejected_in_draft)

    @property
    def listed(self) -> Mapping[str, int]:
        """Give the totals of what another office keeps a list of, by column."""
        return self.settings.listed if self.settings else {}


File = tuple[str, str, str]
"""A file's name in the inbox, its SHA-256 and the code of the unit it says it is from."""
_MOST_TOLD = 3


class OfficeDecisions:
    """The decisions of a round while a merge follows them; remembers which were used.

    A decision about a file is one about its content: whichever of its copies it names, it holds for all of them.
    """

    def __init__(self, rulings: Iterable[Ruling], files: Iterable[File]) -> None:
        """Take the decisions and every file they may speak of; what is unclear or contradicts itself is dropped."""
        given = tuple(files)
        meant = {ruling: _meant(ruling, given) for ruling in rulings}
        clashes = tuple(_clashes(meant))
        self.findings = tuple(dict.fromkeys(_contradiction(files, told) for files, told in clashes))
        dropped = {ruling for _, told in clashes for ruling in told}
        self._meant = {ruling: about for ruling, about in meant.items() if ruling not in dropped}
        self._used: set[Ruling] = set()

    def excludes(self, file: File) -> Ruling | None:
        """Give the decision that leaves a file out."""
        return self._use(next((each for each in self._about(file) if each.kind == EXCLUDE), None))

    def names(self, file: File) -> bool:
        """Tell whether a decision names this very file to count."""
        return any(each.kind == INCLUDE and each.file for each in self._about(file))

    def wants(self, file: File) -> bool:
        """Tell whether a decision asks for a file to count, used or not."""
        return any(each.kind == INCLUDE for each in self._about(file))

    def includes(self, file: File) -> Ruling | None:
        """Give the decision by which a return counts in spite of its errors, or instead of another."""
        return self._use(next((each for each in self._about(file) if each.kind == INCLUDE), None))

    def unused(self, lines: Sequence[FileLine], units: Iterable[str]) -> Iterator[Finding]:
        """M23: the decisions that changed nothing, each with the reason."""
        codes = set(units)
        for ruling, about in self._meant.items():
            if ruling not in self._used:
                concerned = [line for line in lines if _content((line.file, line.sha256, line.code)) in about]
                problem = _no_unit(ruling, codes) or _no_effect(concerned)
                yield found_by(rule("M23"), ruling=ruling.name, who=ruling.who, day=str(ruling.on), problem=problem)

    def _about(self, file: File) -> Iterator[Ruling]:
        return (ruling for ruling, about in self._meant.items() if _content(file) in about)

    def _use(self, ruling: Ruling | None) -> Ruling | None:
        if ruling:
            self._used.add(ruling)
        return ruling


Meant = Mapping[str, File]
"""What a decision speaks of: each content, with the first file that has it."""


def _content(file: File) -> str:
    name, sha256, _ = file
    return sha256 or name


def _meant(ruling: Ruling, files: Sequence[File]) -> Meant:
    """Give the contents that a decision speaks of: by the whole name of a file rather than by its last part."""
    known: dict[str, File] = {}
    for file in files:
        known.setdefault(_content(file), file)
    fits = [file for file in files if ruling.concerns(*file)]
    exact = [file for file in fits if ruling.file == file[0]]
    return {_content(file): known[_content(file)] for file in exact or fits}


def _clashes(meant: Mapping[Ruling, Meant]) -> Iterator[tuple[Iterable[File], Sequence[Ruling]]]:
    """Give the decisions that cannot be followed, alone or together, with the files they speak of."""
    yield from ((about.values(), [ruling]) for ruling, about in meant.items() if ruling.file and len(about) > 1)
    yield from _opposed(meant)
    for wanted in _named_to_count(meant).values():
        if len(wanted) > 1:
            yield [file for file, _ in wanted.values()], [ruling for _, ruling in wanted.values()]


def _opposed(meant: Mapping[Ruling, Meant]) -> Iterator[tuple[Iterable[File], Sequence[Ruling]]]:
    """Give the decisions that include and exclude the same files."""
    about: dict[File, list[Ruling]] = {}
    for ruling, files in meant.items():
        for file in files.values():
            about.setdefault(file, []).append(ruling)
    groups: dict[tuple[Ruling, ...], list[File]] = {}
    for file, rulings in about.items():
        if {ruling.kind for ruling in rulings} == {INCLUDE, EXCLUDE}:
            groups.setdefault(tuple(rulings), []).append(file)
    yield from ((files, rulings) for rulings, files in groups.items())


def _named_to_count(meant: Mapping[Ruling, Meant]) -> Mapping[str, Mapping[str, tuple[File, Ruling]]]:
    """Give, by unit and content, each file that a decision names to count; of those two, one would be too many."""
    named: dict[str, dict[str, tuple[File, Ruling]]] = {}
    for ruling, about in meant.items():
        for content, file in about.items():
            if ruling.kind == INCLUDE and ruling.file and file[2]:
                named.setdefault(file[2], {})[content] = file, ruling
    return named


def _contradiction(files: Iterable[File], rulings: Iterable[Ruling]) -> Finding:
    return found_by(
        rule("M24"),
        files="、".join(sorted(name for name, _, _ in files)),
        rulings=_listed(dict.fromkeys(ruling.name for ruling in rulings)),
    )


def _listed(names: Iterable[Text]) -> Text:
    given = tuple(names)
    return Text("、".join(f"“{name.zh}”" for name in given), ", ".join(f"“{name.en}”" for name in given))


def _no_unit(ruling: Ruling, units: set[str]) -> Text | None:
    return Text("没有这个单位", "there is no such unit") if ruling.unit and ruling.unit not in units else None


def _no_effect(lines: Sequence[FileLine]) -> Text:
    if not lines:
        return Text("收件文件夹中没有这份文件", "no such file was submitted")
    told = [(line.file, DECISION_NAMES[line.decision]) for line in lines[:_MOST_TOLD]]
    more = Text("等", " …") if len(lines) > _MOST_TOLD else Text("", "")
    return Text(
        "、".join(f"{file} 的处理是“{word.zh}”" for file, word in told) + f"{more.zh}，与它无关",
        ", ".join(f"{file} is “{word.en}”" for file, word in told) + f"{more.en} without it",
    )


def signed(ruling: Ruling) -> str:
    """Give a decision with its reason, name and day."""
    return f"{ruling.why}（{ruling.who}，{ruling.on}）"
