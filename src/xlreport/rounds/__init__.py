"""A collection round's own records: roster, settings, issue register. Strict: every fault is named, all at once."""

from xlreport.rounds.codes import LONGEST_CODE, code_fault
from xlreport.rounds.key import KEY_FILE, read_key, write_key
from xlreport.rounds.levels import COUNTY, Level, level_of
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
from xlreport.rounds.settings_keys import FIRST, LATEST, SETTINGS_KEYS
from xlreport.rounds.settings_text import settings_text
from xlreport.rounds.units import (
    AREA_KINDS,
    COUNTY_TIER,
    HEADERS,
    KINDS,
    OWN_TIER,
    POWERS,
    SCOPES,
    TIERS,
    TOWN_KINDS,
    TOWN_TIER,
    WHOLE,
    WHOLE_WORDS,
    Roster,
    Unit,
    plain_name,
    tier_of,
)
from xlreport.rounds.waivers import EVERY_UNIT, WAIVERS_FILE, Waiver, read_waivers

__all__ = [
    "AREA_KINDS",
    "COUNTY",
    "COUNTY_TIER",
    "DECISIONS_FILE",
    "EVERY_UNIT",
    "EXAMPLE_MARK",
    "EXCLUDE",
    "FIRST",
    "HEADERS",
    "INBOX",
    "INCLUDE",
    "KEY_FILE",
    "KINDS",
    "LATEST",
    "LONGEST_CODE",
    "OFF",
    "OUTBOX",
    "OUTPUT",
    "OWN_TIER",
    "POWERS",
    "REGISTER_FILE",
    "ROSTER_FILE",
    "SCOPES",
    "SETTINGS_FILE",
    "SETTINGS_KEYS",
    "TIERS",
    "TOWN_KINDS",
    "TOWN_TIER",
    "WAIVERS_FILE",
    "WHOLE",
    "WHOLE_WORDS",
    "Issue",
    "Level",
    "Normative",
    "Policies",
    "Register",
    "Roster",
    "Ruling",
    "Settings",
    "Unit",
    "Waiver",
    "code_fault",
    "legal_stem",
    "level_of",
    "plain_name",
    "read_key",
    "read_register",
    "read_roster",
    "read_rulings",
    "read_settings",
    "read_waivers",
    "roster_from_rows",
    "round_of",
    "settings_text",
    "severity_faults",
    "tier_of",
    "workbook_names",
    "write_key",
    "write_register",
]
