"""A collection round's own records: roster, settings, issue register. Strict: every fault is named, all at once."""

from xlreport.rounds.codes import LONGEST_CODE, code_fault
from xlreport.rounds.key import KEY_FILE, read_key, write_key
from xlreport.rounds.names import legal_stem, workbook_names
from xlreport.rounds.policies import OFF, Policies, severity_faults
from xlreport.rounds.register import REGISTER_FILE, Issue, Register, read_register, write_register
from xlreport.rounds.roster import EXAMPLE_MARK, ROSTER_FILE, read_roster, roster_from_rows
from xlreport.rounds.rulings import DECISIONS_FILE, EXCLUDE, INCLUDE, Ruling, read_rulings
from xlreport.rounds.settings import (
    INBOX,
    OUTBOX,
    OUTPUT,
    SETTINGS_FILE,
    Normative,
    Settings,
    read_settings,
    round_of,
)
from xlreport.rounds.settings_keys import FIRST, LATEST, settings_keys
from xlreport.rounds.settings_text import settings_text
from xlreport.rounds.units import (
    OWN_TIER,
    SCOPES,
    TOWN_TIER,
    WHOLE,
    Roster,
    Unit,
    headers_of,
    plain_name,
)
from xlreport.rounds.waivers import EVERY_UNIT, WAIVERS_FILE, Waiver, read_waivers

__all__ = [
    "DECISIONS_FILE",
    "EVERY_UNIT",
    "EXAMPLE_MARK",
    "EXCLUDE",
    "FIRST",
    "INBOX",
    "INCLUDE",
    "KEY_FILE",
    "LATEST",
    "LONGEST_CODE",
    "OFF",
    "OUTBOX",
    "OUTPUT",
    "OWN_TIER",
    "REGISTER_FILE",
    "ROSTER_FILE",
    "SCOPES",
    "SETTINGS_FILE",
    "TOWN_TIER",
    "WAIVERS_FILE",
    "WHOLE",
    "Issue",
    "Normative",
    "Policies",
    "Register",
    "Roster",
    "Ruling",
    "Settings",
    "Unit",
    "Waiver",
    "code_fault",
    "headers_of",
    "legal_stem",
    "plain_name",
    "read_key",
    "read_register",
    "read_roster",
    "read_rulings",
    "read_settings",
    "read_waivers",
    "roster_from_rows",
    "round_of",
    "settings_keys",
    "settings_text",
    "severity_faults",
    "workbook_names",
    "write_key",
    "write_register",
]
