"""Which checks read which form: the one place that knows both the generic checks and a form's own wing.

One examined submission goes through one visible list of plain functions. Judges nothing itself.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache

from xlreport.background import NOTHING_KNOWN, Background
from xlreport.checks import Examined, answers, doubtful_cells, examine, number_cells
from xlreport.checks.folding import folded
from xlreport.checks.tables import leaps, merged, relation_checks, witnesses
from xlreport.checks.workbook import addresses, beside_answers, identity, integrity, structure, total_cells
from xlreport.disclosure import cover, last_year
from xlreport.disclosure.tables import disputes, outcomes, powers, registered
from xlreport.disclosure.text import (
    checked_claims,
    each_number,
    figures_in_text,
    file_names,
    sections,
    unwritten,
    wording,
)
from xlreport.findings import Finding, NumberInText, calmed, ordered
from xlreport.forms import Form
from xlreport.layout import Layout
from xlreport.rule_lists import WINGS
from xlreport.submissions import Submission

Check = Callable[[Examined], Iterator[Finding]]

CHECKS: tuple[Check, ...] = (
    identity.check_identity,
    identity.check_codes,
    identity.check_expected,
    identity.check_signature,
    beside_answers.check_look_alikes,
    structure.check_sheets,
    structure.check_renamed,
    addresses.check_addresses,
    structure.check_labels,
    total_cells.check_totals,
    integrity.check_repeated,
    beside_answers.check_merged,
    beside_answers.check_hidden,
    integrity.check_other_formulas,
    integrity.check_protection,
    integrity.check_converted,
    integrity.check_program,
    beside_answers.check_foreign,
    beside_answers.check_validations,
    beside_answers.check_comments,
    structure.check_cover,
    structure.check_uncomputed,
    structure.check_blanks,
    number_cells.check_numbers,
    doubtful_cells.check_glued,
    number_cells.check_formulas_in_inputs,
    number_cells.check_other_kinds,
    doubtful_cells.check_days,
    doubtful_cells.check_appearance,
    doubtful_cells.check_unseen,
    relation_checks.check_relations,
    relation_checks.check_skipped,
    registered.check_registered,
    outcomes.check_outcomes,
    outcomes.check_grounds,
    disputes.check_disputes,
    powers.check_powers,
    powers.check_fees,
    powers.check_fee_pair,
    outcomes.check_old_requests,
    cover.check_cover_days,
    last_year.check_repealed,
    leaps.check_leaps,
    leaps.check_copied_tables,
    unwritten.check_problems,
    sections.check_sections,
    file_names.check_file_name,
    unwritten.check_left_over,
    wording.check_wording,
    wording.check_personal,
    figures_in_text.check_figures_in_text,
    checked_claims.check_concluded,
    sections.check_numbers_asked,
    last_year.check_copied,
    merged.check_merged,
    checked_claims.check_merged_fees,
    structure.check_outside,
)


def checks_of(form: Form) -> tuple[Check, ...]:
    """Give the checks that read a form: those of any form, and those of its own wing."""
    return _checks_of(form.wing)


@cache
def _checks_of(wing: str) -> tuple[Check, ...]:
    folders = ((each, each.__module__.split(".")[1]) for each in CHECKS)
    return tuple(each for each, folder in folders if folder not in WINGS or folder == wing)


def check(submission: Submission, layout: Layout, background: Background = NOTHING_KNOWN) -> tuple[Finding, ...]:
    """Run the form's checks; root causes first, what was skipped last. Places are named as the file's tabs are."""
    return _findings(examine(submission, layout, background))


def _findings(seen: Examined) -> tuple[Finding, ...]:
    submission, layout, background = seen.submission, seen.layout, seen.background
    every = tuple(finding for each in checks_of(layout.form) for finding in each(seen))
    told = folded(background.policies.weighed(witnesses.with_witnesses(seen, every, _witnesses(seen) if every else ())))
    unused = background.policies.weighed(answers.check_answers(seen, told))
    found = calmed(ordered((*answers.with_answers(seen, told), *unused)))
    named = submission.renamed
    return tuple(replace(each, sheet=named[each.sheet]) if each.sheet in named else each for each in found)


def _witnesses(seen: Examined) -> tuple[witnesses.Witness, ...]:
    spoken_of = each_number.witnesses_in_text(seen) if seen.layout.form.wing in WINGS else ()
    return (*witnesses.of_relations(seen), *witnesses.of_totals(seen), *spoken_of)


def numbers_in_text(
    submission: Submission, layout: Layout, background: Background = NOTHING_KNOWN
) -> tuple[NumberInText, ...]:
    """Give what became of every number of a return's running texts, where its form's wing reads them."""
    return _numbers(examine(submission, layout, background)) if layout.form.wing in WINGS else ()


def _numbers(seen: Examined) -> tuple[NumberInText, ...]:
    return tuple(each_number.numbers_in_text(seen)) if seen.layout.form.wing in WINGS else ()


def checked(
    submission: Submission, layout: Layout, background: Background
) -> tuple[tuple[Finding, ...], tuple[NumberInText, ...]]:
    """Give both, of a submission that is examined once."""
    seen = examine(submission, layout, background)
    return _findings(seen), _numbers(seen)
