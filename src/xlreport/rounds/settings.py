"""What `xlreport.toml` says about a round. Strict: every key that does not fit is named, all at once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from xlreport.errors import RoundError
from xlreport.forms import load_form
from xlreport.rounds.policies import Policies
from xlreport.rounds.settings_keys import LATEST, faults
from xlreport.structured import Malformed, read_toml

SETTINGS_FILE = "xlreport.toml"
OUTBOX, INBOX, OUTPUT = "outbox", "inbox", "output"


@dataclass(frozen=True, slots=True, kw_only=True)
class Normative:
    """The county's list of normative documents, as three totals; None for one that is not given."""

    made: int | None = None
    repealed: int | None = None
    in_force: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What `xlreport.toml` says about a round."""

    region: str
    year: int
    form: str
    deadline: date | None = None
    """for every unit"""
    deadlines: Mapping[str, date] = field(default_factory=dict)
    """by kind of unit, instead"""
    previous: str = ""
    """where last year's figures are, a path from the round's folder; empty for nowhere"""
    which: str = LATEST
    """which of a unit's submissions counts: latest or first"""
    rejected_in_draft: bool = True
    """whether a draft takes in returns with errors"""
    normative: Normative = field(default_factory=Normative)
    policies: Policies = field(default_factory=Policies)

    def due(self, kind: str) -> date | None:
        """Give the day by which the round asks a kind of unit to hand in."""
        return self.deadlines.get(kind, self.deadline)


def read_settings(folder: Path) -> Settings:
    """Read a round folder's `xlreport.toml`; raises RoundError naming every key that does not fit."""
    try:
        table = read_toml(folder / SETTINGS_FILE)
    except (FileNotFoundError, Malformed) as error:
        raise RoundError(f"{SETTINGS_FILE}: 不能读取 (cannot be read): {error}") from error
    asked = _asked(table, folder)
    wrong = list(faults(table, asked))
    if wrong:
        raise RoundError("\n".join(f"{SETTINGS_FILE}: {line}" for line in wrong))
    return _settings(table, asked)


def _asked(table: Mapping[str, Any], folder: Path) -> Mapping[str, tuple[str, ...]]:
    """Give the form's keys of [deadlines], where there is such a table and a form to ask."""
    named = table.get("form") if "deadlines" in table else None
    return load_form(named, folder).units.deadlines if isinstance(named, str) and named.strip() else {}


def _settings(table: Mapping[str, Any], asked: Mapping[str, tuple[str, ...]]) -> Settings:
    deadlines, merge = (table.get(name, {}) for name in ("deadlines", "merge"))
    return Settings(
        region=table["region"],
        year=table["year"],
        form=table["form"],
        deadline=table.get("deadline"),
        deadlines={kind: day for key, day in deadlines.items() for kind in asked[key]},
        previous=table.get("previous", ""),
        which=merge.get("which", LATEST),
        rejected_in_draft=merge.get("rejected_in_draft", True),
        normative=Normative(**table.get("normative", {})),
        policies=Policies(
            severities=table.get("severity", {}),
            words=table.get("words", {}),
            **table.get("limits", {}),
        ),
    )


def round_of(inbox: Path) -> Path | None:
    """Give the round folder an inbox belongs to: itself or the one above, whichever has `xlreport.toml`."""
    for folder in (inbox, inbox.resolve().parent):
        if (folder / SETTINGS_FILE).is_file():
            return folder
    return None
