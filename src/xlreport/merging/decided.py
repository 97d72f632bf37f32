"""The office's own decisions about files: which speaks of a file, which was of no use. Follows no contradiction."""

from collections.abc import Iterable, Iterator

from xlreport.findings import Finding, found_by
from xlreport.language import Text
from xlreport.merging.office_rules import M23, M24
from xlreport.merging.records import DECISION_NAMES, FileLine
from xlreport.rounds import EXCLUDE, INCLUDE, Ruling

File = tuple[str, str, str]
"""A file's name in the inbox, its SHA-256 and the code of the unit it says it is from."""


class Office:
    """The decisions of a round while a merge follows them; remembers which were used."""

    def __init__(self, rulings: Iterable[Ruling], files: Iterable[File]) -> None:
        """Take the decisions and every file they may speak of; those that contradict each other are dropped."""
        known, given = tuple(rulings), tuple(files)
        clashes = tuple(_clashes(known, given))
        clashing = {ruling for _, rulings in clashes for ruling in rulings}
        self.rulings = tuple(ruling for ruling in known if ruling not in clashing)
        self.findings = tuple(_contradiction(names, rulings) for names, rulings in clashes)
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

    def unused(self, lines: Iterable[FileLine], units: Iterable[str]) -> Iterator[Finding]:
        """M23: the decisions that changed nothing, each with the reason."""
        known, codes = list(lines), set(units)
        for ruling in self.rulings:
            if ruling not in self._used:
                problem = _problem(ruling, known, codes)
                yield found_by(M23, ruling=ruling.name, who=ruling.who, day=str(ruling.on), problem=problem)

    def _about(self, file: File) -> Iterator[Ruling]:
        return (ruling for ruling in self.rulings if ruling.concerns(*file))

    def _use(self, ruling: Ruling | None) -> Ruling | None:
        if ruling:
            self._used.add(ruling)
        return ruling


def _clashes(rulings: tuple[Ruling, ...], files: tuple[File, ...]) -> Iterator[tuple[str, tuple[Ruling, ...]]]:
    """Give the decisions that cannot both be followed, with the files they speak of."""
    named: dict[str, dict[str, Ruling]] = {}
    for file in files:
        about = tuple(ruling for ruling in rulings if ruling.concerns(*file))
        if {ruling.kind for ruling in about} == {INCLUDE, EXCLUDE}:
            yield file[0], about
        for ruling in about:
            if ruling.kind == INCLUDE and ruling.file:
                named.setdefault(file[2], {})[file[0]] = ruling
    for wanted in named.values():
        if len(wanted) > 1:
            yield "、".join(wanted), tuple(dict.fromkeys(wanted.values()))


def _contradiction(files: str, rulings: Iterable[Ruling]) -> Finding:
    return found_by(M24, files=files, rulings="、".join(f"“{ruling.name}”" for ruling in rulings))


def _problem(ruling: Ruling, lines: list[FileLine], units: set[str]) -> Text:
    if ruling.unit and ruling.unit not in units:
        return Text("没有这个单位", "there is no such unit")
    about = next((line for line in lines if ruling.concerns(line.file, line.sha256, line.code)), None)
    if about is None:
        return Text("收件文件夹中没有这份文件", "no such file was handed in")
    word = DECISION_NAMES[about.decision]
    return Text(f"{about.file} 的处理是“{word.zh}”，与它无关", f"{about.file} is {word.en} without it")


def signed(ruling: Ruling) -> str:
    """Give a decision with its reason, name and day."""
    return f"{ruling.why}（{ruling.who}，{ruling.on}）"
