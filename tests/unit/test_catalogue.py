"""The catalogue as a whole: every rule is worded, sourced, fired by some workbook and silent on another."""

import ast
import re
from pathlib import Path

import pytest

from corruption import CORRUPTIONS
from filled import FORM, LAYOUT, filled, line, put
from firing import FIRING
from firing_merged import FIRING_MERGED, quiet_county
from patching import typed
from plain_chinese import foreign_words
from xlreport import checks, disclosure
from xlreport.background import Background
from xlreport.findings import Rule, Severity
from xlreport.language import Text
from xlreport.manifest import identity_of
from xlreport.office.taking_in.intake import receive
from xlreport.rule_lists import catalogue, every_rule
from xlreport.rules import LEVELS
from xlreport.submissions import Identity, Value
from xlreport.writing import write_workbook

RULES = catalogue(FORM)
EVERY = tuple(every_rule(FORM).values())
PLACE = re.compile(r"\{([a-z_]+)\}")
CLAIM = re.compile(
    r"表样(要求|规定|应)|(法律|法规|国家)(要求|规定)|the (form|law|state) (requires|says|asks|demands)", re.IGNORECASE
)
TOTALS = {
    "T302": "requests.concluded.natural",
    "T303": "requests.granted.total",
    "T401": "disputes.review.total",
    "T402": "disputes.direct_suit.total",
    "T403": "disputes.suit_after_review.total",
}
OF_AREAS = ("M30", "M31", "M32", "M33", "M34", "M35", "M36", "M37")
"""Each of them speaks in tests/merging/test_areas.py, over real workbooks of counties."""
SIGNATURE = "I17"
OF_NO_WORKBOOK = {"I27", "I28", "I29"}
"""A file that cannot be opened, and this tool failing: tests/unit/office/test_intake.py makes both."""
REGISTERED = {"T306", "T410", "T411", "R08", "R20", "R23"}
"""Of returns that carry a register: tests/unit/register/test_registered_return.py makes them."""
OF_THE_ROUND = re.compile(r"\.toml|\[(?:limits|severity|words)\]|--\w|\bxlreport\b|\bmigrate\b")
ABOUT_DAYS = tuple(each for each in EVERY if each.code in {"P01", "P02", "P03"})
"""What a notice tells a unit too, though the merge finds it."""
ASKED = {"I16": Identity(year="2019")}


@pytest.fixture(params=EVERY, ids=lambda rule: rule.code)
def rule(request: pytest.FixtureRequest) -> Rule:
    """Each rule there is: of the checks, the form, the merge, the proof and the issue."""
    found: Rule = request.param
    return found


def test_both_languages(rule: Rule) -> None:
    """Everything a rule says has words in both languages, and not the same ones."""
    for text in (rule.title, rule.meaning, rule.why, rule.message, rule.advice, rule.source):
        assert text.zh.strip()
        assert text.en.strip()
        assert text.zh != text.en
    assert re.search(r"[\u4e00-\u9fff]", rule.title.zh + rule.meaning.zh)
    assert re.search(r"[a-z]{2}", rule.title.en + rule.meaning.en)


def test_both_languages_tell_the_same(rule: Rule) -> None:
    """What a message or an advice fills in, it fills in in both languages."""
    for text in (rule.message, rule.advice):
        assert set(PLACE.findall(text.zh)) == set(PLACE.findall(text.en))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_clerk_reads_chinese(rule: Rule) -> None:
    """What a unit is told of its return has no English words but names."""
    for text in (rule.title, rule.meaning, rule.why, rule.message, rule.advice, rule.source):
        assert not foreign_words(PLACE.sub("", text.zh)), text.zh


@pytest.mark.parametrize("rule", [*RULES, *ABOUT_DAYS], ids=lambda rule: rule.code)
def test_a_unit_reads_nothing_of_the_offices(rule: Rule) -> None:
    """In every wording of a rule about a return: no command, option or file of the round; these stand in `office`."""
    for worded in (rule, *rule.cases.values()):
        for text in (worded.title, worded.meaning, worded.why, worded.message, worded.advice, worded.source):
            assert not OF_THE_ROUND.search(text.zh + text.en), text
            assert not foreign_words(PLACE.sub("", text.zh)), text.zh


def test_what_is_filled_in_is_chinese_too() -> None:
    """The texts that the checks fill into messages, and the hints below them."""
    texts = {
        said
        for wing in (checks.__file__, disclosure.__file__)
        for path in Path(wing).parent.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Text"
        for said in _literal(node.args[0])
    }
    assert "标点重复" in texts
    assert {text: words for text in texts if (words := foreign_words(PLACE.sub("", text)))} == {}


def _literal(node: ast.expr) -> list[str]:
    match node:
        case ast.Constant(value=str(said)):
            return [said]
        case ast.JoinedStr(values=parts):
            return ["".join(str(part.value) if isinstance(part, ast.Constant) else "…" for part in parts)]
    return []


def test_title_and_meaning_stand_alone(rule: Rule) -> None:
    """They are read without a finding, so they have no places to fill."""
    for text in (rule.title, rule.meaning, rule.source):
        assert not PLACE.search(text.zh + text.en)


def test_a_rule_says_how_sure_it_is(rule: Rule) -> None:
    """Each has a level of evidence; only a rule at level A says that the form or the law requires it."""
    assert rule.level in LEVELS
    if rule.level != "A":
        assert not any(CLAIM.search(text.zh + text.en) for text in (rule.message, rule.advice, rule.meaning))


def declared(code: str) -> set[Severity]:
    """Every severity that a rule says it may have, and skipped, which any may become."""
    rule = every_rule(FORM)[code]
    return {rule.severity, Severity.SKIPPED, *(case.severity for case in rule.cases.values())}


def test_every_corruption_fires_with_a_declared_severity() -> None:
    """What `explain` says of a rule's weight is what the rule fires with."""
    told = {(line.split()[-2], Severity(line.split()[-1])) for each in CORRUPTIONS for line in each.told}
    assert [(code, severity) for code, severity in sorted(told) if severity not in declared(code)] == []


def test_a_county_fires_with_declared_severities() -> None:
    """The same for every rule of the merge, in the counties where they speak."""
    told = {(each.code, each.severity) for case in FIRING_MERGED.values() for each in case().findings}
    assert [(code, severity) for code, severity in sorted(told) if severity not in declared(code)] == []


def test_no_rule_is_born_skipped(rule: Rule) -> None:
    """Skipped is what becomes of a rule that could not be checked."""
    assert rule.severity is not Severity.SKIPPED


@pytest.mark.parametrize("code", FIRING)
def test_each_rule_fires_on_its_case(code: str, tmp_path: Path) -> None:
    """What the case changes in a good return, or knows around it, is told by the rule."""
    given, case = filled("county-ZRZ"), FIRING[code]
    known = {
        key: str(given.values[f"cover.{key}"]) for key in ("unit_code", "unit_name", "unit_kind", "region", "year")
    }
    said = {**given.values, **{field: value for field, value in case.changes.items() if value is not None}}
    kept = {field: value for field, value in said.items() if case.changes.get(field, value) is not None}
    path = tmp_path / "return.xlsx"
    path.write_bytes(write_workbook(LAYOUT, identity_of(LAYOUT, **known), kept))
    told = receive(path, LAYOUT, case.background).findings
    assert code in {each.code for each in told if each.severity is not Severity.SKIPPED}
    assert {each.severity for each in told if each.code == code} <= declared(code)
    assert {word for each in told for text in (each.message, *each.notes) for word in foreign_words(text.zh)} == set()


@pytest.mark.parametrize(("code", "total"), TOTALS.items())
def test_rules_about_totals_are_named(code: str, total: str, tmp_path: Path) -> None:
    """A total typed over breaks the relation that computes it; the one finding at the total names it."""
    given = filled("county-ZRZ")
    path = tmp_path / "return.xlsx"
    path.write_bytes(put(given.content, {total: typed(given.number(total) + 3)}))
    told = [each for each in receive(path, LAYOUT).findings if each.code == "I31"]
    assert [each.field for each in told] == [total]
    assert all(code in text for text in (told[0].message.zh, told[0].message.en))


@pytest.mark.parametrize(("code", "expected"), ASKED.items())
def test_rules_about_what_was_asked_fire(code: str, expected: Identity, tmp_path: Path) -> None:
    """A return of another year than the one asked for is told at the cover's year."""
    path = tmp_path / "return.xlsx"
    path.write_bytes(filled("county-ZRZ").content)
    assert [line(each) for each in receive(path, LAYOUT, Background(expected=expected)).findings] == [
        f"封面!E19 {code} error"
    ]


def test_the_rule_about_the_rounds_key_fires(tmp_path: Path) -> None:
    """In a round with a key a workbook without its signature is told; a round without one asks for none."""
    path = tmp_path / "return.xlsx"
    path.write_bytes(filled("county-ZRZ").content)
    assert [line(each) for each in receive(path, LAYOUT, Background(key=b"key")).findings] == [f"- {SIGNATURE} error"]
    assert receive(path, LAYOUT).findings == ()


def test_every_rule_is_fired_by_some_test() -> None:
    """No rule exists that no test fires: the corruptions tell most, the tests above the rest."""
    fired = {told.rsplit(" ", 2)[1] for corruption in CORRUPTIONS for told in corruption.told}
    fired |= FIRING.keys() | TOTALS.keys() | ASKED.keys() | {SIGNATURE} | OF_NO_WORKBOOK | REGISTERED
    assert {rule.code for rule in RULES} == fired


MERGED = {rule.code for rule in EVERY if rule.stage in {"merge", "waivers"}} - set(OF_AREAS)


def test_every_rule_of_the_merge_has_its_case() -> None:
    """No rule about inbox, roster, decisions, deadlines or sums exists without a county in which it speaks."""
    assert FIRING_MERGED.keys() == MERGED


@pytest.mark.parametrize("code", FIRING_MERGED)
def test_each_rule_of_the_merge_fires_on_its_case(code: str) -> None:
    """The rule speaks in its county, with every place of its words filled in, in both languages."""
    found = [each for each in FIRING_MERGED[code]().findings if each.code == code]
    assert found
    for text in (each for finding in found for each in (finding.message, finding.advice)):
        assert not PLACE.search(text.zh + text.en)
        assert text.zh != text.en


def test_every_rule_of_the_merge_is_silent_on_a_good_county() -> None:
    """All in and on time, the sums as listed and carried over: no finding at all, and the merge is whole."""
    good = quiet_county()
    assert (good.findings, good.is_whole) == ((), True)


def test_every_rule_is_silent_on_a_good_workbook(tmp_path: Path) -> None:
    """A good workbook of last year's figures, asked for by its own year and unit, gives no finding at all."""
    given = filled("county-ZRZ")
    last: dict[str, Value] = {
        "last.disclosure.regulations.in_force": 0,
        "last.disclosure.normative.in_force": 10,
        **{
            key: given.number(key.removeprefix("last.").replace("carried_out", "carried_in"))
            for key in FORM.fields
            if key.startswith("last.requests.") and key not in FORM.computed
        },
    }
    known = {
        key: str(given.values[f"cover.{key}"]) for key in ("unit_code", "unit_name", "unit_kind", "region", "year")
    }
    path = tmp_path / "return.xlsx"
    path.write_bytes(write_workbook(LAYOUT, identity_of(LAYOUT, **known), {**given.values, **last}))
    asked = Identity(unit_code=known["unit_code"], year=known["year"])
    assert receive(path, LAYOUT, Background(expected=asked)).findings == ()


def test_texts_of_two_languages_are_one_record() -> None:
    """A text gives each language by its name."""
    assert (Text("甲", "a")["zh"], Text("甲", "a")["en"]) == ("甲", "a")
