"""The sample county built in one folder: issued, filled, checked, merged, verified, published. Prints nothing."""

import tomllib
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from xlreport.errors import XlreportError
from xlreport.language import either
from xlreport.layout import Layout
from xlreport.office.adding_up.consolidation import Consolidation, merge
from xlreport.office.adding_up.verification import verify
from xlreport.office.making_public.publication import PUBLISHED, published
from xlreport.office.new_round import begun
from xlreport.office.registers.attached_registers import attached_again
from xlreport.office.registers.request_registers import ReadRegister, read_register_file
from xlreport.office.round_folder import open_round
from xlreport.office.sending_out.pouring import filled
from xlreport.office.sending_out.round_issue import issue_round
from xlreport.office.taking_in.intake import receive
from xlreport.plain_records import dataclass
from xlreport.proof import Proof
from xlreport.reading import read_submission
from xlreport.register import register_of
from xlreport.resources import samples_folder
from xlreport.rounds import DECISIONS_FILE, INBOX, OUTPUT, ROSTER_FILE, SETTINGS_FILE, WAIVERS_FILE, read_register
from xlreport.storage import replace_file
from xlreport.submissions import Return
from xlreport.writing import read_answers, write_workbook

_MARK = "xlreport-demo"
"""The file that says a folder was made by the demo, and may be made anew by it."""
_SAMPLE, _PREVIOUS = "county", "previous"
Track = Callable[[Iterable[Any], str], Iterable[Any]]
"""Goes through something as it is worked on, under a heading."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedCount:
    """The blank workbooks were issued."""

    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedCount:
    """The units have handed in, and what else lies in the inbox."""

    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedReturns:
    """Every file was checked."""

    returns: tuple[Return, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedCounty:
    """The county was merged; `output` is the workbook's place when all is done."""

    merged: Consolidation
    output: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvenCounty:
    """The consolidated workbook was verified."""

    proof: Proof
    file: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedCount:
    """The reports to publish were made, of so many units."""

    count: int


Stage = IssuedCount | ReceivedCount | CheckedReturns | MergedCounty | ProvenCounty | PublishedCount


def sample_county(folder: Path, *, force: bool = False, track: Track = lambda items, _: items) -> Iterator[Stage]:
    """Build the county, giving each stage as it is done; all stands in `folder` when the last one was taken.

    Raises XlreportError when something stands there that is no former demo to be made anew.
    """
    sample = samples_folder() / _SAMPLE
    former = _is_former(folder, force=force)
    files = {name: (sample / name).read_bytes() for name in (SETTINGS_FILE, ROSTER_FILE)}
    with begun(folder, files, replaces=former) as place:
        _copy_sample(sample, place)
        yield from _stages(place, folder, sample, track)
        _list_own(place)


def _stages(place: Path, folder: Path, sample: Path, track: Track) -> Iterator[Stage]:
    """Build the county in a place that will stand at `folder`."""
    opened = open_round(place)
    layout = opened.layout
    issued = issue_round(
        opened,
        today=datetime.now().astimezone().date(),
        track_files=lambda files: track(files, "上年 last year"),
        track_units=lambda units: track(units, "下发 issue"),
    )
    yield IssuedCount(count=issued.issued.count)
    _hand_in(place, sample, layout, track)
    yield ReceivedCount(count=len(list((place / INBOX).iterdir())))
    paths = sorted(path for path in (place / INBOX).iterdir() if not path.name.startswith("~$"))
    yield CheckedReturns(returns=tuple(receive(path, layout) for path in track(paths, "检查 validate")))
    merged = merge([place], None, layout)
    output = merged.output.resolve()
    yield MergedCounty(merged=merged, output=folder / output.relative_to(place.resolve()))
    yield ProvenCounty(proof=verify(output, [place], layout, previous=place / _PREVIOUS), file=output)
    files = [row.file for row in merged.ledger.rows]
    for file in track(files, "公布 publish"):
        _publish(place, file, layout)
    yield PublishedCount(count=len(files))


def _is_former(folder: Path, *, force: bool) -> bool:
    """Tell whether a former demo stands there that may be made anew; raises XlreportError when that is not asked for.

    A file that somebody else put into it is no demo's to give up.
    """
    if not folder.is_dir() or not any(folder.iterdir()):
        return False
    if not force or not (folder / _MARK).is_file():
        raise XlreportError(
            f"{folder}: {either('文件夹不是空的；换一个文件夹，或用 --force 重做演示文件夹', 'not empty')}"
        )
    own = (folder / _MARK).read_text(encoding="utf-8", errors="replace").splitlines()
    if strange := sorted(set(_files(folder)) - {_MARK, *own}):
        raise XlreportError(
            f"{folder}: "
            + either(
                "其中有不是演示做的文件，未作任何改动；请先移走",
                "holds files that the demo did not make; move them away first",
            )
            + f": {'、'.join(strange[:5])}"
        )
    return True


def _files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir())


def _copy_sample(sample: Path, place: Path) -> None:
    for name in (DECISIONS_FILE, WAIVERS_FILE):
        replace_file(place / name, (sample / name).read_bytes())
    for path in (sample / _PREVIOUS).rglob("*"):
        if path.is_file():
            replace_file(place / path.relative_to(sample), path.read_bytes())


def _list_own(place: Path) -> None:
    """Leave the mark of the demo, with the name of every file that it made."""
    replace_file(place / _MARK, "\n".join(("made by xlreport demo", *_files(place), "")).encode())


def _hand_in(place: Path, sample: Path, layout: Layout, track: Track) -> None:
    """Fill what was issued with the sample's answers, then let happen what happens in a county."""
    blanks = {each.unit: place / each.file for each in read_register(place).issues}
    for answers in track(sorted((sample / "answers").iterdir()), "填报 fill"):
        code = read_answers(answers, layout.form).values[layout.form.roles.field("unit_code")]
        content = filled(layout, blanks[code], answers, _rows(sample, layout, str(code)))
        replace_file(place / INBOX / f"{answers.stem}.xlsx", content)
    accidents = tomllib.loads((sample / "accidents.toml").read_text(encoding="utf-8"))
    for each in accidents["typed_over"]:
        for path in (place / INBOX).glob(f"{each['unit']}-*.xlsx"):
            _type_over(path, layout, each["field"], each["value"])
    for each in accidents["stray"]:
        replace_file(place / INBOX / each["name"], each["content"].encode())


def _rows(sample: Path, layout: Layout, code: str) -> ReadRegister | None:
    """The rows of a unit's request register, where the sample has them."""
    path, declared = sample / "registers" / f"{code}.json", register_of(layout.form)
    return read_register_file(path, declared) if declared and path.is_file() else None


def _type_over(path: Path, layout: Layout, field: str, value: int) -> None:
    """Leave a number over a total's formula, as a clerk did."""
    submission = read_submission(path, layout)
    values = {**submission.entered(), field: value}
    attached = attached_again(layout, submission.identity, submission.annexed)
    live = attached.formulas if attached else {}
    kept = {name: number for name, number in values.items() if name not in live}
    replace_file(path, write_workbook(layout, submission.identity, kept, attached=attached))


def _publish(place: Path, file: str, layout: Layout) -> None:
    """Make the report that a counted unit publishes."""
    values = read_submission(place / INBOX / file, layout).values()
    for made in published(layout.form, values, ("docx", "html"), draft=False):
        replace_file(place / OUTPUT / PUBLISHED / made.name, made.content)
