"""Which tests of the units are too slow for `make quick`: by measured cost, a function at a time.

`pytest tests/unit --update-slow` measures anew, in one process, and writes the list; what is not on it is quick.
"""

import os
from collections.abc import Iterable, Mapping
from itertools import groupby
from pathlib import Path

SLOW_LIST = Path(__file__).with_name("slow_tests.txt")
LIMIT = 0.2
"""Seconds of CPU for a case, what the test starts included."""
_HEAD = f"""# Of tests/unit, functions a case of which takes over {LIMIT} s of CPU; by pytest tests/unit --update-slow
# Of a file that is slow throughout, the least slow one is not here: make quick has something of every file.
"""


def slow_functions() -> frozenset[str]:
    """The functions on the list, as `unit/test_x.py::test_y`."""
    lines = SLOW_LIST.read_text(encoding="utf-8").splitlines() if SLOW_LIST.exists() else []
    return frozenset(line for line in lines if not line.startswith("#"))


def function_of(nodeid: str) -> str:
    """A test's function, whatever its case, as the list names it."""
    return nodeid.partition("[")[0].removeprefix("tests/")


def cpu() -> float:
    """Seconds of CPU so far, of this process and of those it has waited for."""
    return sum(os.times()[:4])


def write_slow(costs: Iterable[tuple[str, float]]) -> None:
    """Write the list from what each test cost, in the order in which they ran; of files that did not run it stays."""
    measured = _by_function(costs)
    files = {_file(function) for function in measured}
    kept = [function for function in slow_functions() if _file(function) not in files]
    listed = sorted([*kept, *_slow(measured)])
    SLOW_LIST.write_text(_HEAD + "".join(f"{function}\n" for function in listed), encoding="utf-8")


def _file(function: str) -> str:
    return function.partition("::")[0]


def _by_function(costs: Iterable[tuple[str, float]]) -> dict[str, float]:
    """What a case of each function costs; the first, which sets up what the others share, only where it is alone."""
    cases: dict[str, list[float]] = {}
    for nodeid, seconds in costs:
        cases.setdefault(function_of(nodeid), []).append(seconds)
    return {function: max(seconds[1:] or seconds) for function, seconds in cases.items()}


def _slow(costs: Mapping[str, float]) -> list[str]:
    listed = []
    for _, group in groupby(sorted(costs), _file):
        functions = sorted(group, key=lambda function: costs[function])
        slow = [function for function in functions if costs[function] > LIMIT]
        listed += slow[1:] if slow == functions else slow
    return listed
