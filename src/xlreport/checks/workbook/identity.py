"""Family I, second part: whether it is this unit's workbook of this year, by everything that says so."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import fields

from xlreport.cells import Cell
from xlreport.checks.examined import Examined
from xlreport.findings import Finding, Where, found_by
from xlreport.language import Text
from xlreport.layout import MANIFEST_SHEET
from xlreport.manifest import code, is_signed, parse_code
from xlreport.rules import rule
from xlreport.submissions import Identity

_WHAT = {
    "unit_code": Text("单位代码", "unit code"),
    "year": Text("年度", "year"),
    "unit_kind": Text("单位类别", "kind of unit"),
    "unit_name": Text("单位名称", "unit name"),
    "region": Text("所属地区", "region"),
}
_DECISIVE = ("unit_code", "year", "unit_kind")
_MANIFEST, _PROPERTIES, _COVER = "manifest", "properties", "cover"


def check_identity(seen: Examined) -> Iterator[Finding]:
    """I14: the witnesses of unit and year against each other; most of them decide, the manifest among equals."""
    known = _witnesses(seen)
    for key, what in _WHAT.items():
        said = {name: text for name, who in known.items() if (text := getattr(who, key))}
        votes = Counter(said.values())
        expected = max(votes, key=lambda text: votes[text], default="")
        for found in (each for each in votes if each != expected):
            witnesses = [name for name, text in said.items() if text == found]
            yield found_by(
                rule("I14") if key in _DECISIVE else rule("I14", "one"),
                _where(seen, witnesses[0], key),
                found=_printed(seen, key, found),
                expected=_printed(seen, key, expected),
                what=what,
                witness=_all_named(witnesses),
                notes=_copied_in(seen, witnesses, found),
            )


def _copied_in(seen: Examined, witnesses: list[str], found: str) -> tuple[Text, ...]:
    """Say what it looks like when a sheet's own 表号 is the odd one out."""
    sheets = [each for each in witnesses if each in seen.submission.codes]
    if not sheets:
        return ()
    names = "、".join(sheets)
    return (
        Text(
            f"“{names}”像是从另一份表（“{found}”）整张粘贴过来的，其中的数字可能也是那一份的。",
            f"“{names}” may have been pasted in whole from another copy of the form (“{found}”), its figures with it.",
        ),
    )


def _printed(seen: Examined, key: str, text: str) -> str:
    """Give what was said as the cover prints it: an option by its label."""
    field = seen.layout.form.fields.get(seen.layout.form.roles.field(key))
    options = {option.id: option.label for option in field.options} if field else {}
    return options.get(text, text)


def check_codes(seen: Examined) -> Iterator[Finding]:
    """I14: a printed 表号 that is gone, or whose check character does not fit."""
    for sheet, text in seen.submission.codes.items():
        if parse_code(text) is None:
            where, expected = _code(seen, sheet), code(seen.submission.identity)
            what, witness = Text("模板编号", "template id"), _named(sheet)
            yield found_by(rule("I14", "one"), where, found=text, expected=expected, what=what, witness=witness)


def _where(seen: Examined, witness: str, key: str) -> Where:
    match witness:
        case "cover":
            return seen.where(seen.layout.form.roles.field(key))
        case "manifest":
            row = [each.name for each in fields(Identity)].index(key)
            return Where(sheet=MANIFEST_SHEET, cell=str(Cell(row, 1)))
        case "properties":
            return Where()
        case sheet:
            return _code(seen, sheet)


def _code(seen: Examined, sheet: str) -> Where:
    """Give where a sheet prints its 表号."""
    cell = seen.layout.sheet(sheet).code
    return Where(sheet=sheet, cell=str(cell) if cell else "")


def _witnesses(seen: Examined) -> dict[str, Identity]:
    cover = Identity(**{key: seen.submission.says(key) for key in _WHAT})
    return {_MANIFEST: seen.submission.identity, _COVER: cover, **seen.submission.witnesses}


def _all_named(witnesses: list[str]) -> Text:
    named = [_named(each) for each in witnesses]
    return Text("、".join(each.zh for each in named), ", ".join(each.en for each in named))


def _named(witness: str) -> Text:
    known = {
        _MANIFEST: Text("内置清单", "the manifest"),
        _PROPERTIES: Text("文件属性", "the file's properties"),
        _COVER: Text("封面", "the cover"),
    }
    return known.get(witness, Text(f"“{witness}”的模板编号", f"the template id of “{witness}”"))


def check_expected(seen: Examined) -> Iterator[Finding]:
    """I16: unit and year against what the round or the command asked for."""
    for key in ("unit_code", "year") if seen.background.expected else ():
        what = _WHAT[key]
        expected, found = getattr(seen.background.expected, key), seen.submission.says(key)
        if expected and found and found != expected:
            field = seen.layout.form.roles.field(key)
            yield found_by(rule("I16"), seen.where(field), found=found, expected=expected, what=what)


def check_signature(seen: Examined) -> Iterator[Finding]:
    """I17: the manifest's signature against the round's key, in a round that has one."""
    identity = seen.submission.identity
    if not seen.background.key or is_signed(identity, seen.background.key):
        return
    problem = Text("签名与单位、年度或下发编号不符", "the signature does not fit unit, year or issue id")
    if not identity.signature:
        problem = Text("表上没有本批次的签名", "the workbook bears no signature of this round")
    yield found_by(rule("I17"), found=identity.issue, problem=problem)
