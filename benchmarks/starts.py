"""Times what a command costs before it works: processor time of whole programs beside a bare one, in one run.

The bare program is typer with one command, and rich's console, progress and table. Interleaved rounds, medians; the
processor time of the child, so that a busy machine falls on none of them. Bytecode is kept in a folder of the run,
as an installed package has it. Prints each beside its target and writes the same as JSON and Markdown.
"""

import argparse
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from xlreport import identity_of, load_form, plan, write_workbook
from xlreport.resources import samples_folder
from xlreport.writing import read_answers, values_for

ROUNDS = 9
BARE = "typer + rich, bare"
PROGRAM = """
from typing import Annotated
import rich.console, rich.progress, rich.table, typer
app = typer.Typer()
@app.command()
def hello(name: Annotated[str, typer.Option()] = "x"):
    typer.echo(name)
app()
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """What one program cost: the median of the rounds in milliseconds, beside the bare one, and what it should be."""

    name: str
    milliseconds: float
    ratio: float
    target: float | None

    @property
    def line(self) -> str:
        """Give it as a row of a table."""
        target = "" if self.target is None else f"{self.target:.1f}"
        return f"| {self.name} | {self.milliseconds:.0f} | {self.ratio:.2f} | {target} |"


def main() -> None:
    """Run every program in turn, print the table, and write it where it is asked for."""
    options = _options()
    with tempfile.TemporaryDirectory() as folder:
        starts = _measured(_programs(Path(folder)), Path(folder))
    about = {
        "machine": f"{platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}",
        "date": datetime.now(UTC).date().isoformat(),
    }
    head = "| program | ms | beside the bare one | at most |\n|---|---|---|---|"
    page = "\n".join((f"{about['machine']}, {about['date']}: processor time, median of {ROUNDS} rounds", "", head))
    page += "".join(f"\n{each.line}" for each in starts) + "\n"
    print(page, end="")
    if options.markdown:
        options.markdown.write_text(page, encoding="utf-8")
    if options.json:
        table = {**about, "rounds": ROUNDS, "starts": [asdict(each) for each in starts]}
        options.json.write_text(json.dumps(table, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path, help="write the figures here")
    parser.add_argument("--markdown", type=Path, help="write the table here")
    return parser.parse_args()


def _programs(folder: Path) -> Mapping[str, tuple[list[str], float | None]]:
    """Give the programs by name, each with the most it should cost beside the bare one."""
    bare, filled = folder / "bare.py", folder / "return.xlsx"
    bare.write_text(PROGRAM, encoding="utf-8")
    filled.write_bytes(_return())
    return {
        BARE: ([str(bare)], None),
        "xlreport --version": (["-m", "xlreport", "--version"], 0.8),
        "xlreport -h": (["-m", "xlreport", "-h"], 0.8),
        "xlreport explain T301": (["-m", "xlreport", "explain", "T301"], 1.5),
        "xlreport validate, one return": (["-m", "xlreport", "validate", str(filled)], 2.0),
    }


def _return() -> bytes:
    """Give a filled return: the answers of the Hulin sample."""
    layout = plan(load_form())
    answers = dict(read_answers(samples_folder() / "hulin-2025" / "answers.json").values)
    unit = {"unit_code": "230381-GXJ", "unit_name": "工信局", "unit_kind": "department"}
    own = {**answers, **{f"cover.{key}": text for key, text in unit.items()}}
    return write_workbook(
        layout, identity_of(layout, **unit, region="虎林市", year="2025"), values_for(layout.form, own)
    )


def _measured(programs: Mapping[str, tuple[list[str], float | None]], folder: Path) -> list[Start]:
    times: dict[str, list[float]] = {name: [] for name in programs}
    environment = {key: text for key, text in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = str(folder / "bytecode")
    for number in range(ROUNDS + 1):
        for name, (words, _) in programs.items():
            cost = _cost([sys.executable, *words], environment)
            if number:  # the first round writes the bytecode
                times[name].append(cost)
    medians = {name: statistics.median(costs) for name, costs in times.items()}
    return [
        Start(
            name=name,
            milliseconds=round(medians[name] * 1000, 1),
            ratio=round(medians[name] / medians[BARE], 3),
            target=target,
        )
        for name, (_, target) in programs.items()
    ]


def _cost(command: list[str], environment: Mapping[str, str]) -> float:
    """Give the processor time of a program, its own and the system's for it."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, env=dict(environment), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime - before.ru_utime) + (after.ru_stime - before.ru_stime)


if __name__ == "__main__":
    main()
