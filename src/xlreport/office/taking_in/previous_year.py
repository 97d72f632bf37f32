"""Last year's reports by unit, from whatever the office has. What is not the unit's report of that year is not used."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import field, replace
from itertools import chain
from pathlib import Path
from typing import TypeVar

from xlreport import background
from xlreport.errors import XlreportError
from xlreport.findings import Finding, Where, found_by
from xlreport.language import Text, either, same
from xlreport.layout import Layout
from xlreport.merging import Skipped, scan
from xlreport.numbers import Number
from xlreport.office.taking_in.last_year_files import PAGES, YearClaim, claims_of, shown_this_year
from xlreport.plain_records import dataclass
from xlreport.rounds import INBOX, Unit, plain_name, round_of
from xlreport.rules import rule
from xlreport.submissions import Annexed

Files = Iterable[tuple[str, Path]]
Said = TypeVar("Said", Number, str)
_MOST_NAMES = 3
_UNOPENED = Text(
    "上年的压缩包不打开：请解开，或改用上年的汇总工作簿",
    "archives of last year are not opened: unpack it, or use last year's consolidated workbook",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviousYear:
    """What is known of last year, by unit code; and what was not used, and why."""

    figures: Mapping[str, Mapping[str, Number]]
    """those that this year's form shows, by the id of the field that shows them"""
    reports: Mapping[str, background.LastYear] = field(default_factory=dict)
    """every figure and narrative part; what two files of a unit say differently is not known"""
    registers: Mapping[str, Annexed] = field(default_factory=dict)
    """the request registers that returns carried; none of a unit whose files carry different ones"""
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Refused:
    """A claim that is not used; `unit` is empty where the whole file is meant."""

    file: str
    unit: str
    why: Text


def last_year(
    source: Path,
    layout: Layout,
    year: int,
    units: Iterable[Unit] | None = None,
    track: Callable[[Files], Files] = list,
) -> PreviousYear:
    """Read last year's reports out of returns, a consolidated workbook or answers: a file or a folder.

    `year` is the year they are of; without `units` those of whichever unit the source speaks of are given, also of
    units that are gone. Raises XlreportError when the source says nothing of these units.
    """
    wanted = None if units is None else {unit.code: unit for unit in units}
    files, suspicious = previous_files(source)
    refused = [_Refused(file=each.file, unit="", why=each.reason) for each in suspicious]
    fitting: dict[str, list[YearClaim]] = {}
    for given in (claim for name, path in track(files) for claim in claims_of(name, path, layout)):
        claim = _coded(given, wanted or {})
        unit = wanted.get(claim.code) if wanted else None
        if claim.code and wanted is not None and unit is None:
            continue
        if why := _unfit(claim, unit, layout, year):
            refused.append(_Refused(file=claim.file, unit=unit.name if unit else claim.name, why=why))
        else:
            fitting.setdefault(claim.code, []).append(claim)
    for code in [code for code, claims in fitting.items() if _contradict(claims, layout)]:
        claims = fitting.pop(code)
        names = "、".join(claim.file for claim in claims)
        why = Text(f"几份文件的数字不同：{names}", f"these files differ: {names}")
        name = wanted[code].name if wanted else claims[0].name or code
        refused.append(_Refused(file=claims[0].file, unit=name, why=why))
    if not fitting and not refused:
        raise XlreportError(
            f"{source}: {either('没有名册中任何单位的上年数字', 'nothing about any unit of the roster')}"
        )
    made = _last_year({code: _agreed(claims) for code, claims in fitting.items()}, refused, layout)
    registers = ((code, [each.annexed for each in claims if each.annexed]) for code, claims in fitting.items())
    return replace(made, registers={code: kept[0] for code, kept in registers if kept and _one_register(kept)})


def _one_register(kept: list[Annexed]) -> bool:
    return bool(kept[0].counted) and all(each.rows == kept[0].rows for each in kept)


def _coded(claim: YearClaim, units: Mapping[str, Unit]) -> YearClaim:
    """Give a published report, which names its unit and no code, the code of the one unit of that name."""
    if claim.code or claim.trouble or not claim.name:
        return claim
    codes = [unit.code for unit in units.values() if plain_name(unit.name) == plain_name(claim.name)]
    if len(codes) == 1:
        return replace(claim, code=codes[0])
    why = Text(f"名册中没有“{claim.name}”，没有对应的单位", f"no one unit of the roster is named “{claim.name}”")
    return replace(claim, trouble=why)


def _last_year(reports: Mapping[str, background.LastYear], refused: Iterable[_Refused], layout: Layout) -> PreviousYear:
    shown = {code: shown_this_year(report.numbers, layout.form) for code, report in reports.items()}
    return PreviousYear(
        figures={code: figures for code, figures in shown.items() if figures},
        reports=reports,
        findings=tuple(_findings(refused)),
    )


def _agreed(claims: list[YearClaim]) -> background.LastYear:
    """Join what the files of a unit say; where two differ nothing is known."""
    return background.LastYear(
        numbers=_same_in_all([claim.said.numbers for claim in claims]),
        texts=_same_in_all([claim.said.texts for claim in claims]),
    )


def _same_in_all(tables: list[Mapping[str, Said]]) -> dict[str, Said]:
    ids = dict.fromkeys(chain.from_iterable(tables))
    found = {identifier: {table[identifier] for table in tables if identifier in table} for identifier in ids}
    return {identifier: said.pop() for identifier, said in found.items() if len(said) == 1}


def previous_files(source: Path) -> tuple[list[tuple[str, Path]], list[Skipped]]:
    """List the files to read by name, of another round's folder those handed in; and those that look like returns."""
    place = source / INBOX if round_of(source) == source and (source / INBOX).is_dir() else source
    found = scan([place])
    answers = [each.file for each in found.skipped if _is_said_otherwise(each.file)]
    passed_over = [each for each in found.skipped if each.suspicious]
    passed_over += [Skipped(file=name, reason=_UNOPENED, suspicious=True) for name, _ in found.archives]
    return sorted([*found.files, *((name, place / name) for name in answers)]), passed_over


def _is_said_otherwise(name: str) -> bool:
    """Tell answers and published reports among the files that are no workbooks."""
    path = Path(name)
    return path.suffix.lower() in {".json", *PAGES} and not path.name.startswith((".", "~$"))


def _unfit(claim: YearClaim, unit: Unit | None, layout: Layout, year: int) -> Text | None:
    """Say why a claim cannot be used."""
    if not claim.code:
        return claim.trouble or Text("未写明单位代码", "it names no unit code")
    form, asked = f"{claim.form}/{claim.edition}", f"{layout.form.id}/{layout.form.edition}"
    if form != asked:
        return Text(
            f"表样应为 {asked}，却是 {form}；只是版本不同的，请先用 migrate 转换",
            f"the form is {form}, not {asked}; where only the edition differs, carry it over with migrate first",
        )
    if claim.year != str(year):
        found = claim.year or "-"
        return Text(f"应为 {year} 年度，却是 {found}", f"the year is {found}, not {year}")
    if claim.name and unit and plain_name(claim.name) != plain_name(unit.name):
        return Text(f"单位名称为“{claim.name}”，与名册不同", f"the unit is named “{claim.name}”, not as in the roster")
    return claim.trouble


def _contradict(claims: list[YearClaim], layout: Layout) -> bool:
    """Tell whether the figures that this year's form shows differ between the files of a unit."""
    shown = [shown_this_year(claim.said.numbers, layout.form) for claim in claims]
    return any(each != shown[0] for each in shown)


def _findings(refused: Iterable[_Refused]) -> Iterator[Finding]:
    """Word what was refused, units with one cause in one finding."""
    causes: dict[tuple[str, Text], list[str]] = {}
    for each in refused:
        causes.setdefault((each.file, each.why), []).append(each.unit)
    for (file, why), units in causes.items():
        yield found_by(rule("X08"), Where(), unit=_named(units), why=why).within(file)


def _named(units: list[str]) -> Text:
    if not units[0]:
        return Text("此文件", "this file")
    if len(units) <= _MOST_NAMES:
        return same("、".join(units))
    some = "、".join(units[:_MOST_NAMES])
    return Text(f"{some}等 {len(units)} 个单位", f"{some} and {len(units) - _MOST_NAMES} more")
