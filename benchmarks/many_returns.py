"""Measures what very many returns take: time a return of the parent and its children, peak memory of the parent.

Makes a round with units, figures and texts that are all different, once, and merges and verifies the first so many of
them, each time as a whole program. Not part of `make bench`: ten thousand returns take half an hour.
"""

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from filled_returns import CHARACTERS, OWN_FIGURES, sentences
from tables import machine

from xlreport import Identity, Layout, identity_of, load_form, plan, receive, write_workbook
from xlreport.forms import Kind
from xlreport.rulebooks import check
from xlreport.storage import ZipPart, zip_of
from xlreport.storage.zip_parts import parts_of
from xlreport.submissions import State, Submission
from xlreport.writing import values_for
from xlreport.writing.own_texts import own_texts

REGION, YEAR = "虎林市", "2025"
HEAD = (
    "| job | returns | parent, s | children, s | parent, ms each | children, ms each | peak of the parent, MiB |\n"
    "|---|---|---|---|---|---|---|"
)
_FIRST = "东西南北青红白金银玉云龙凤鹤松柏梅兰竹桂石泉湖溪河江山林平安"
_SECOND = "阳川河岭峰桥镇关岗湾塘坪堡渡洲源冈坡屯庄营台浦沟塔寺滩墩堰垭"
_BUREAUS = ["民政", "教育", "水利", "司法", "审计", "统计", "林业", "文化", "体育", "商务", "城管", "档案"]
_APPLICANTS = ("natural", "business", "legal_service")
_OUTCOMES = (
    "granted",
    "partly_granted",
    "refused.third_party",
    "unavailable.not_held",
    "not_processed.petition",
    "carried_out",
)
_TRUE = {
    "overview.active": "全年通过政府网站公开信息{website}条，政务新媒体推送信息{new_media}条。",
    "overview.on_request": "本年新收政府信息公开申请{received}件，其中自然人提出{natural}件；结转{carried_out}件。",
    "overview.management": "本年制发行政规范性文件{made}件，现行有效{in_force}件。",
    "matters.text": "本年度未收取信息处理费。",
}
"""Of a narrative what tells its unit's own figures, and is right."""
_TABLES = 200
"""Sets of tables: of those that have the same one the figures above differ, and all texts."""


def main() -> None:
    """Make the round where it is not there, and print a table."""
    given = _options().parse_args()
    if given.told:
        _run(given.told, given.words)
        return
    with tempfile.TemporaryDirectory() as scratch:
        folder = (given.folder or Path(scratch)) / "returns"
        make(plan(load_form()), folder, max(given.returns), given.wrong)
        print(f"{machine()}\n\n{HEAD}", flush=True)
        for count in given.returns:
            place = _round(folder, Path(scratch) / str(count), count)
            for job in ("merge", "verify"):
                print(_measured(job, place, count, given.jobs), flush=True)


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--returns", type=int, nargs="+", default=[1_000, 10_000], help="how many, one run for each")
    parser.add_argument("--folder", type=Path, help="where the returns are kept; made where they are not there")
    parser.add_argument("--wrong", type=int, default=5, help="of 100 sentences those that may be wrong")
    parser.add_argument("--jobs", type=int, default=0, help="as those of the commands")
    parser.add_argument("--told", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("words", nargs="*", help=argparse.SUPPRESS)
    return parser


# -------------------------------------------------------------------------------------------- the returns


def unit_of(number: int) -> tuple[str, str]:
    """The code and the name of a unit: no two have either in common."""
    place, bureau = divmod(number - 1, len(_BUREAUS))
    first, second = divmod(place, len(_SECOND))
    return f"230381-{number:05}", f"{_FIRST[first]}{_SECOND[second]}{_BUREAUS[bureau]}局"


def make(layout: Layout, folder: Path, count: int, wrong: int) -> None:
    """Write the returns that are not there yet; `wrong` of a hundred of their sentences may not fit their figures."""
    folder.mkdir(parents=True, exist_ok=True)
    numbers = [number for number in range(1, count + 1) if not (folder / f"{unit_of(number)[0]}.xlsx").is_file()]
    if not numbers:
        return
    known = tuple(sentences())
    patterns = [_pattern(layout, _chance(number)) for number in range(min(_TABLES, count))]
    fitting = _fitting(layout, known, patterns[:2])
    for number in numbers:
        path, pattern = folder / f"{unit_of(number)[0]}.xlsx", patterns[number % len(patterns)]
        path.write_bytes(pattern.filled(number, _chance(-number), fitting, known, wrong))


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A filled return of no unit: its parts, and those figures of its tables that texts tell."""

    layout: Layout
    parts: Sequence[ZipPart]
    said: Mapping[str, int]

    def filled(
        self,
        number: int,
        chance: random.Random,
        fitting: Mapping[str, Sequence[str]],
        known: Sequence[str] = (),
        wrong: int = 0,
    ) -> bytes:
        """The return of a unit, with figures and texts of its own."""
        figures = {field: chance.randrange(1, most) for field, most in OWN_FIGURES.items()}
        said = {
            **self.said,
            "website": figures["overview.website_items"],
            "new_media": figures["overview.new_media_items"],
        }
        nobodys, units = (own_texts(_identity(self.layout, *each)) for each in (_NOBODY, unit_of(number)))
        # The longest first: the unit's code is part of the code that is printed on each sheet.
        own = {nobodys[name]: units[name] for name in sorted(nobodys, key=lambda name: -len(nobodys[name]))}
        own |= {f"<v>{_stand_in(field)}</v>": f"<v>{figure}</v>" for field, figure in figures.items()}
        for field, room in _narrative(self.layout).items():
            text = _TRUE.get(field, "")
            for word, figure in said.items():
                text = text.replace(f"{{{word}}}", str(figure))
            for sentence in chance.sample(fitting[field], len(fitting[field])):
                taken = chance.choice(known) if chance.randrange(100) < wrong else sentence
                text += taken if len(text) + len(taken) <= room else ""
            own[_mark(field)] = text
        replaced = {mark.encode(): text.encode() for mark, text in own.items()}
        return zip_of(_with_own(part, replaced) for part in self.parts)


def _with_own(part: ZipPart, replaced: Mapping[bytes, bytes]) -> ZipPart:
    content = before = part.content()
    for mark, text in replaced.items():
        content = content.replace(mark, text)
    return part if content == before else part.with_content(content)


def _chance(number: int) -> random.Random:
    """The same each time."""
    return random.Random(number)  # noqa: S311  # nothing secret


def _identity(layout: Layout, code: str, name: str) -> Identity:
    return identity_of(layout, unit_code=code, unit_name=name, unit_kind="department", region=REGION, year=YEAR)


def _mark(what: str) -> str:
    return f"\ue000{what}\ue001"


_NOBODY = _mark("code"), _mark("name")


def _stand_in(field: str) -> int:
    return 10**12 + list(OWN_FIGURES).index(field)


def _narrative(layout: Layout) -> dict[str, int]:
    """The narrative fields, and how long each text may be."""
    texts = [[field.id for field in section.texts if field.kind is Kind.TEXT] for section in layout.form.sections]
    return {field: CHARACTERS // len(own) for own in texts for field in own}


def _pattern(layout: Layout, chance: random.Random) -> _Pattern:
    figures = _figures(layout, chance)
    unit = dict(zip(("unit_code", "unit_name"), _NOBODY, strict=True)) | {"unit_kind": "department"}
    cover = {**unit, "region": REGION, "year": int(YEAR), "contact": "办公室", "phone": "0467-0000000"}
    cover["submitted_on"] = "2026-01-15"
    for who, day in (("department_head", 12), ("deputy_leader", 13), ("chief_leader", 14)):
        cover |= {f"{who}.name": "林一鸣", f"{who}.date": f"2026-01-{day}", f"{who}.opinion": "同意"}
    own = {field: _stand_in(field) for field in OWN_FIGURES}
    texts = {field: _mark(field) for field in _narrative(layout)}
    said = {**{f"cover.{key}": value for key, value in cover.items()}, **figures, **texts}
    content = write_workbook(layout, _identity(layout, *_NOBODY), {**values_for(layout.form, said), **own})
    sums = {row: sum(figures[f"requests.{row}.{who}"] for who in _APPLICANTS) for row in ("received", "carried_out")}
    told = {name: figures[f"disclosure.normative.{name}"] for name in ("made", "in_force")}
    return _Pattern(layout, parts_of(content), {**sums, **told, "natural": figures["requests.received.natural"]})


def _figures(layout: Layout, chance: random.Random) -> dict[str, int]:
    """Figures that agree with one another: what came in is what was done with it."""
    figures = {field.id: 0 for field in layout.form.numbers if field.id not in layout.form.computed}
    figures |= {"matters.fee_cases": 0, "matters.fee_yuan": 0}
    for who in _APPLICANTS:
        came, carried = chance.randrange(40), chance.randrange(4)
        figures |= {f"requests.received.{who}": came, f"requests.carried_in.{who}": carried}
        for _ in range(came + carried):
            figures[f"requests.{chance.choice(_OUTCOMES)}.{who}"] += 1
    made = chance.randrange(4)
    figures |= {"disclosure.normative.made": made, "disclosure.normative.in_force": made + chance.randrange(60)}
    return figures | {"disputes.review.upheld": chance.randrange(3), "disputes.direct_suit.upheld": chance.randrange(2)}


def _fitting(layout: Layout, known: Sequence[str], patterns: Sequence[_Pattern]) -> dict[str, list[str]]:
    """By field the sentences about which nothing is found there, whatever the figures beside them are."""
    fitting = {field: list(known) for field in _narrative(layout)}
    none: dict[str, list[str]] = {field: [] for field in fitting}
    with tempfile.TemporaryDirectory() as folder:
        for number, pattern in enumerate(patterns, 1):
            path = Path(folder) / f"{number}.xlsx"
            path.write_bytes(pattern.filled(number, _chance(number), none))
            submission = receive(path, layout).submission
            assert submission is not None
            there = _codes(submission, layout)
            for field, texts in fitting.items():
                fitting[field] = [text for text in texts if _codes(_with(submission, field, text), layout) <= there]
    return fitting


def _codes(submission: Submission, layout: Layout) -> set[str]:
    return {each.code for each in check(submission, layout)}


def _with(submission: Submission, field: str, text: str) -> Submission:
    entry = submission.entries[field]
    value = f"{entry.value or ''}{text}"
    said = replace(entry, value=value, raw=value, state=State.VALUE)
    return replace(submission, entries={**submission.entries, field: said})


# ------------------------------------------------------------------------------------------- the programs


def _round(folder: Path, place: Path, count: int) -> Path:
    """A round whose inbox has the first so many returns, without a second copy of them."""
    (place / "inbox").mkdir(parents=True)
    (place / "output").mkdir()
    (place / "xlreport.toml").write_text(f'region = "{REGION}"\nyear = {YEAR}\nform = "gkbg-2021"\n', encoding="utf-8")
    lines = ["单位代码,单位名称,单位类别,层级,是否纳入"]
    for code, name in map(unit_of, range(1, count + 1)):
        lines.append(f"{code},{name},部门,本级,是")
        (place / "inbox" / f"{code}.xlsx").symlink_to((folder / f"{code}.xlsx").resolve())
    (place / "roster.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return place


def _measured(job: str, place: Path, count: int, jobs: int) -> str:
    """Run a command in a process of its own, and give its line of the table."""
    book, told = place / "output" / "merged.xlsx", place / f"{job}.json"
    words = ["merge", place / "inbox", "-o", book] if job == "merge" else ["verify", book, place / "inbox"]
    command = [sys.executable, __file__, "--told", told, "--", *words, "--jobs", jobs]
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False)
    if not told.is_file():
        raise SystemExit(done.stderr)
    took = json.loads(told.read_text(encoding="utf-8"))
    own, others = took["parent"], took["children"]
    each = f"{own * 1000 / count:.2f} | {others * 1000 / count:.2f}"
    return f"| {job} | {count:,} | {own:.1f} | {others:.1f} | {each} | {took['peak']:.0f} |"


def _run(told: Path, words: Sequence[str]) -> None:
    """Be the program, and write down what it took."""
    from xlreport.cli import main as program  # noqa: PLC0415  # as the program does: loaded when it begins

    sys.argv = ["xlreport", *words]
    try:
        program()
    finally:
        own, others = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        # What getrusage gives as the largest size of a process counts in that of the one which started it.
        status = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
        peak = next(line for line in status if line.startswith("VmHWM:"))
        took = {"parent": own.ru_utime + own.ru_stime, "children": others.ru_utime + others.ru_stime}
        told.write_text(json.dumps({**took, "peak": int(peak.split()[1]) / 1024}), encoding="utf-8")


if __name__ == "__main__":
    main()
