"""xlreport: locked workbooks out, checked returns in, one consolidated workbook that can be proved.

Whatever the command line does is one call here; docs/api.md lists the calls and says what stays as it is. A name is
loaded when it is first asked for, so that importing the package costs nothing.
"""

from typing import TYPE_CHECKING

from xlreport.lazy import loading

if TYPE_CHECKING:
    from xlreport.bundles import BundleProof, Bundling, bundle, verify_bundle
    from xlreport.errors import XlreportError
    from xlreport.findings import Finding, Rule, Severity
    from xlreport.forms import Form, load_form
    from xlreport.layout import Layout, plan
    from xlreport.manifest import identity_of
    from xlreport.merging import Ledger
    from xlreport.office.adding_up.consolidation import Consolidation, merge
    from xlreport.office.adding_up.round_status import RoundStatus, counted_returns, status_of
    from xlreport.office.adding_up.verification import verify
    from xlreport.office.adding_up.watching import Watch
    from xlreport.office.making_public.own_report import drafted
    from xlreport.office.making_public.publication import published
    from xlreport.office.new_round import new_round
    from xlreport.office.round_folder import Round, layout_for, open_round
    from xlreport.office.sending_out.migrated_inboxes import MigratedInbox, MigratedReturn, migrate_inbox
    from xlreport.office.sending_out.migration import Migration, migrate
    from xlreport.office.sending_out.pouring import filled
    from xlreport.office.sending_out.round_issue import RoundIssue, blank_workbook, issue_round
    from xlreport.office.sending_out.round_letters import RoundLetters, letter_files, round_letters
    from xlreport.office.taking_in.intake import receive
    from xlreport.office.taking_in.published_pages import read_published
    from xlreport.office.taking_in.sealed_books import read_sealed
    from xlreport.office.taking_in.validation import Validation, validate
    from xlreport.proof import Proof
    from xlreport.publishing.comparing import compared
    from xlreport.round_work import (
        Cancelled,
        Progress,
        RoundState,
        bundle_round,
        check_units,
        issue_units,
        letters_of,
        merge_units,
        publish_units,
        state_of,
        verify_round,
    )
    from xlreport.rounds import Settings, Unit
    from xlreport.rule_lists import every_rule
    from xlreport.submissions import Identity, Return, Submission
    from xlreport.writing import read_answers, values_for, write_workbook

_PLACES = {
    "BundleProof": "bundles",
    "Bundling": "bundles",
    "Cancelled": "round_work",
    "Consolidation": "office.adding_up.consolidation",
    "Finding": "findings",
    "Form": "forms",
    "Identity": "submissions",
    "Layout": "layout",
    "Ledger": "merging",
    "MigratedInbox": "office.sending_out.migrated_inboxes",
    "MigratedReturn": "office.sending_out.migrated_inboxes",
    "Migration": "office.sending_out.migration",
    "Progress": "round_work",
    "Proof": "proof",
    "Return": "submissions",
    "Round": "office.round_folder",
    "RoundIssue": "office.sending_out.round_issue",
    "RoundLetters": "office.sending_out.round_letters",
    "RoundState": "round_work",
    "RoundStatus": "office.adding_up.round_status",
    "Rule": "findings",
    "Settings": "rounds",
    "Severity": "findings",
    "Submission": "submissions",
    "Unit": "rounds",
    "Validation": "office.taking_in.validation",
    "Watch": "office.adding_up.watching",
    "XlreportError": "errors",
    "blank_workbook": "office.sending_out.round_issue",
    "bundle": "bundles",
    "bundle_round": "round_work",
    "check_units": "round_work",
    "compared": "publishing.comparing",
    "counted_returns": "office.adding_up.round_status",
    "drafted": "office.making_public.own_report",
    "every_rule": "rule_lists",
    "filled": "office.sending_out.pouring",
    "identity_of": "manifest",
    "issue_round": "office.sending_out.round_issue",
    "issue_units": "round_work",
    "layout_for": "office.round_folder",
    "letter_files": "office.sending_out.round_letters",
    "letters_of": "round_work",
    "load_form": "forms",
    "merge": "office.adding_up.consolidation",
    "merge_units": "round_work",
    "migrate": "office.sending_out.migration",
    "migrate_inbox": "office.sending_out.migrated_inboxes",
    "new_round": "office.new_round",
    "open_round": "office.round_folder",
    "plan": "layout",
    "publish_units": "round_work",
    "published": "office.making_public.publication",
    "read_answers": "writing",
    "read_published": "office.taking_in.published_pages",
    "read_sealed": "office.taking_in.sealed_books",
    "receive": "office.taking_in.intake",
    "round_letters": "office.sending_out.round_letters",
    "state_of": "round_work",
    "status_of": "office.adding_up.round_status",
    "validate": "office.taking_in.validation",
    "values_for": "writing",
    "verify": "office.adding_up.verification",
    "verify_bundle": "bundles",
    "verify_round": "round_work",
    "write_workbook": "writing",
}
"""Where each public name stands."""

__getattr__ = loading(__name__, _PLACES)

__all__ = [
    "BundleProof",
    "Bundling",
    "Cancelled",
    "Consolidation",
    "Finding",
    "Form",
    "Identity",
    "Layout",
    "Ledger",
    "MigratedInbox",
    "MigratedReturn",
    "Migration",
    "Progress",
    "Proof",
    "Return",
    "Round",
    "RoundIssue",
    "RoundLetters",
    "RoundState",
    "RoundStatus",
    "Rule",
    "Settings",
    "Severity",
    "Submission",
    "Unit",
    "Validation",
    "Watch",
    "XlreportError",
    "blank_workbook",
    "bundle",
    "bundle_round",
    "check_units",
    "compared",
    "counted_returns",
    "drafted",
    "every_rule",
    "filled",
    "identity_of",
    "issue_round",
    "issue_units",
    "layout_for",
    "letter_files",
    "letters_of",
    "load_form",
    "merge",
    "merge_units",
    "migrate",
    "migrate_inbox",
    "new_round",
    "open_round",
    "plan",
    "publish_units",
    "published",
    "read_answers",
    "read_published",
    "read_sealed",
    "receive",
    "round_letters",
    "state_of",
    "status_of",
    "validate",
    "values_for",
    "verify",
    "verify_bundle",
    "verify_round",
    "write_workbook",
]
