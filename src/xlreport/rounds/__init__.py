"""A collection round's own records: roster, settings, issue register. Strict: every fault is named, all at once."""

from xlreport.rounds.codes import LONGEST_CODE, code_fault
from xlreport.rounds.key import KEY_FILE, read_key, write_key
from xlreport.rounds.names import legal_stem, workbook_names
from xlreport.rounds.policies import Policies
from xlreport.rounds.register import REGISTER_FILE, Issue, Register, read_register, write_register
from xlreport.rounds.roster import (
    EXAMPLE_MARK,
    HEADERS,
    KINDS,
    OWN_TIER,
    POWERS,
    ROSTER_FILE,
    TIERS,
    TOWN_TIER,
    Roster,
    Unit,
    read_roster,
    roster_from_rows,
    tier_of,
)
from xlreport.rounds.settings import (
    INBOX,
    OUTBOX,
    OUTPUT,
    SETTINGS_FILE,
    Settings,
    read_settings,
    round_of,
    settings_text,
)
from xlreport.rounds.waivers import EVERY_UNIT, WAIVERS_FILE, Waiver, read_waivers

__all__ = [
    "EVERY_UNIT",
    "EXAMPLE_MARK",
    "HEADERS",
    "INBOX",
    "KEY_FILE",
    "KINDS",
    "LONGEST_CODE",
    "OUTBOX",
    "OUTPUT",
    "OWN_TIER",
    "POWERS",
    "REGISTER_FILE",
    "ROSTER_FILE",
    "SETTINGS_FILE",
    "TIERS",
    "TOWN_TIER",
    "WAIVERS_FILE",
    "Issue",
    "Policies",
    "Register",
    "Roster",
    "Settings",
    "Unit",
    "Waiver",
    "code_fault",
    "legal_stem",
    "read_key",
    "read_register",
    "read_roster",
    "read_settings",
    "read_waivers",
    "roster_from_rows",
    "round_of",
    "settings_text",
    "tier_of",
    "workbook_names",
    "write_key",
    "write_register",
]
