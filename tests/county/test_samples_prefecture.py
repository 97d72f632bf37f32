"""The sample prefecture: its README says what the answers hold, and each unit is in one round."""

import re
from pathlib import Path

from sample_answers import SAMPLES, answers_of, total, values_of

PREFECTURE = SAMPLES / "prefecture"
ROUNDS = {"本级": "qingling", "东岭县": "dongling", "西河县": "xihe"}


def answers(name: str) -> list[Path]:
    """The answers of a round."""
    return sorted((PREFECTURE / name / "answers").iterdir())


def test_the_readme_tells_the_requests_received() -> None:
    """The whole and each part, as the answers add up."""
    received = {
        place: sum(total(values_of(path), "received") for path in answers(name)) for place, name in ROUNDS.items()
    }
    told = (PREFECTURE / "README.md").read_text(encoding="utf-8")
    assert f"{sum(received.values())} 件" in told
    assert all(f"{place} {number}" in told for place, number in received.items())


def test_each_unit_is_in_one_round() -> None:
    """No code is in two rounds, and each answers file is named for its unit."""
    files = [path for name in ROUNDS.values() for path in answers(name)]
    codes = [answers_of(path)["unit"]["code"] for path in files]
    assert [path.stem for path in files] == codes
    assert len(set(codes)) == len(codes) == 7


def test_one_unit_of_the_roster_hands_in_nothing() -> None:
    """西河县 lists three units and has two answers: its workbook is not whole."""
    listed = re.findall(r"^(XH-\w+),", (PREFECTURE / "xihe" / "roster.csv").read_text(encoding="utf-8"), re.MULTILINE)
    assert set(listed) - {path.stem for path in answers("xihe")} == {"XH-NYJ"}
