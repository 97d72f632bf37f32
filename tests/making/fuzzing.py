"""Structure-aware fuzzing of intake: seeded edits of a workbook's bytes, parts, XML and cells, taken in one by one.

Run as a program it does a batch and prints a summary as JSON; the file at hand stays in the folder when
anything but a return comes out of it, when it takes too long, or when the process dies.
"""

import faulthandler
import gc
import json
import re
import resource
import signal
import sys
import time
from collections import Counter
from pathlib import Path
from random import Random

from filled import LAYOUT as OFFICIAL
from filled import filled
from fuzz_cells import cells_edited
from fuzz_package import bytes_edited, members_edited
from fuzz_xml import xml_edited
from mutants import DECLARED, base
from small_form import small_form
from xlreport.errors import XlreportError
from xlreport.layout import Layout, plan
from xlreport.manifest import identity_of
from xlreport.office.taking_in.intake import receive
from xlreport.verdicts import VERDICT_NAMES
from xlreport.writing import write_workbook

SECONDS = 20
"""of processor time, for one file; the largest takes some 6"""
BATCH_SECONDS = 900
MEBIBYTES = 768
_UNIT = 1 if sys.platform == "darwin" else 1024
"""What ru_maxrss counts in."""
_SEATBELT = 3 * 2**30
_OFFICIAL_SHARE = 0.25
"""How many of the seeds are workbooks of the official form; the others are small, so that more of them fit."""
_EDITS = (bytes_edited, members_edited, *(xml_edited,) * 4, *(cells_edited,) * 6)


def seeds(folder: Path) -> tuple[tuple[Layout, tuple[bytes, ...]], tuple[Layout, tuple[bytes, ...]]]:
    """Give the small workbooks and the official ones, each with the layout they are read by."""
    small = plan(small_form(folder))
    identity = identity_of(small, unit_code="1", unit_name="城东馆", year="2025")
    empty = write_workbook(small, identity, {})
    told = write_workbook(
        small, identity, {"front.unit_name": "城东馆", "loans.blank_is_zero": True, "loans.books.lent": 7}
    )
    return (small, (told, empty)), (OFFICIAL, (filled("county-ZRZ").content, base(DECLARED).content))


def fuzzed(random: Random, content: bytes) -> bytes:
    """Edit a workbook once, or a few times on top of each other."""
    for _ in range(random.choice((1, 1, 1, 1, 2, 4))):
        content = random.choice(_EDITS)(random, content)
    return content


def batch(seed: int, numbers: range, folder: Path) -> dict[str, object]:
    """Take in the iterations with these numbers; each file depends on seed and number alone."""
    states: Counter[str] = Counter()
    codes: Counter[str] = Counter()
    slowest = (0.0, -1)
    small, official = seeds(folder)
    for number in numbers:
        random = Random(f"{seed}-{number}")  # noqa: S311  # repeatable, nothing secret
        layout, contents = official if random.random() < _OFFICIAL_SHARE else small
        path = folder / f"seed-{seed}-iteration-{number}.xlsx"
        path.write_bytes(fuzzed(random, random.choice(contents)))
        state, found, took = _received(path, layout)
        states[state] += 1
        codes.update(found)
        slowest = max(slowest, (took, number))
        path.unlink()
    return {"states": states, "codes": codes, "slowest": slowest, "peak": _peak()}


def one(path: Path) -> dict[str, object]:
    """Take one file of the official form in."""
    state, codes, took = _received(path, OFFICIAL)
    return {"states": {state: 1}, "codes": sorted(codes), "slowest": (took, 0), "peak": _peak()}


def _peak() -> int:
    """Give the most memory that this process ever held, in MiB.

    Linux counts into ru_maxrss what the process that started this one held; its own status does not.
    """
    status = Path("/proc/self/status")
    if status.is_file():
        (held,) = re.findall(r"^VmHWM:\s*(\d+) kB", status.read_text(encoding="ascii"), re.MULTILINE)
        return int(held) // 1024
    return int(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _UNIT // 2**20)


def _received(path: Path, layout: Layout) -> tuple[str, set[str], float]:
    """Take a file in; one that uses up its processor time ends the process with a traceback."""
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    begin = time.process_time()
    try:
        received = receive(path, layout)
    except XlreportError:
        return "error", set(), time.process_time() - begin
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    assert received.state in VERDICT_NAMES
    for finding in received.findings:
        assert finding.message.zh
        assert finding.message.en
        finding.place.encode()
    if received.submission is not None:
        received.submission.values()
    return received.state, {each.code for each in received.findings}, time.process_time() - begin


def main() -> None:
    """Run one batch, `fuzzing.py SEED FIRST LAST FOLDER`, or take in one file, `fuzzing.py FILE`."""
    faulthandler.register(signal.SIGPROF, chain=True)
    gc.set_threshold(200_000)  # as the program does
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (_SEATBELT, _SEATBELT))
    if sys.argv[2:]:
        seed, first, last = map(int, sys.argv[1:4])
        summary = batch(seed, range(first, last), Path(sys.argv[4]))
    else:
        summary = one(Path(sys.argv[1]))
    sys.stdout.write(json.dumps(summary))


if __name__ == "__main__":
    main()
