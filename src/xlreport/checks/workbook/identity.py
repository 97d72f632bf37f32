"""Family I, second part: whether it is this unit's workbook of this year, by everything that says so."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import fields

from xlreport.cells import Cell
from xlreport.checks.examined import Examined
from xlreport.checks.rules import OWN, rule
from xlreport.findings import Finding, Severity, Where, found_by
from xlreport.language import Text
from xlreport.layout import MANIFEST_SHEET
from xlreport.manifest import code, is_signed, parse_code
from xlreport.submissions import Identity

I14 = rule(
    "I14",
    Severity.ERROR,
    "D",
    OWN,
    title=("单位或年度前后不一致", "the unit or year disagrees within the file"),
    meaning=(
        "工作簿在隐藏清单、文件属性、各表表号和封面都写有单位和年度，应当一致；以多数为准，指出不同的一处。"
        "不一致多半是从另一份表复制过来的。",
        "The hidden manifest, the file's properties, each sheet's 表号 and the cover name the unit and year and agree; "
        "what differs from most of them is told. Otherwise a sheet was probably copied from another workbook.",
    ),
    message=(
        "{what}不一致：{witness}为“{found}”，应为“{expected}”。",
        "The {what} disagrees: {witness} says “{found}”, “{expected}” is expected.",
    ),
    advice=(
        "请在下发给本单位的原表中填报，不要复制别的单位或往年的工作表。",
        "Fill in the workbook issued to this unit; copy no sheet from another unit or year.",
    ),
    why=(
        "表属于哪个单位弄错了，两个单位的数就都错了。",
        "When a return is taken for another unit's, both units' figures are wrong.",
    ),
    fixed=True,
)
I16 = rule(
    "I16",
    Severity.ERROR,
    "D",
    OWN,
    title=("不是所要的单位或年度", "not the unit or year asked for"),
    meaning=(
        "本次收集的是指定年度、指定单位的报告。",
        "The round collects a given year's reports of given units.",
    ),
    message=(
        "{what}为“{found}”，本次应为“{expected}”。",
        "The {what} is “{found}”; this round expects “{expected}”.",
    ),
    advice=(
        "请核对是否交错了文件，或封面的年度是否填错。",
        "Check whether the wrong file was sent, or the cover names the wrong year.",
    ),
    why=(
        "收错年度或单位的表，会顶掉真正要的那一份。",
        "A return of another year or unit would stand in for the one that was asked for.",
    ),
    fixed=True,
)
I17 = rule(
    "I17",
    Severity.ERROR,
    "D",
    OWN,
    title=("不是本批次下发的表", "not a workbook issued in this round"),
    meaning=(
        "本批次用密钥给每份下发的表签了名（单位、年度、版本、下发编号）。签名不符，说明这份表不是为该单位下发的那一份；签名只证明表的来历，不证明填的数字。",
        "The round signs each workbook it issues with its key (unit, year, edition, issue id). Where the signature does not fit, the workbook is not the one issued to that unit; a signature says where a workbook comes from, not that its figures are right.",
    ),
    message=("{problem}。", "{problem}."),
    advice=("请在下发给本单位的原表中填报后重报。", "Fill in the workbook issued to this unit and hand it in again."),
    why=(
        "来历不明的表不能和下发的表混在一起汇总。",
        "A workbook of unknown origin must not be merged with those that were issued.",
    ),
    fixed=True,
)
RULES = (I14, I16, I17)
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
    for key, what in _WHAT.items():
        said = {name: text for name, who in _witnesses(seen).items() if (text := getattr(who, key))}
        votes = Counter(said.values())
        expected = max(votes, key=lambda text: votes[text], default="")
        for found in (each for each in votes if each != expected):
            witnesses = [name for name, text in said.items() if text == found]
            yield found_by(
                I14,
                _where(seen, witnesses[0], key),
                found=_printed(seen, key, found),
                expected=_printed(seen, key, expected),
                severity=None if key in _DECISIVE else Severity.WARNING,
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
    field = seen.layout.form.fields.get(f"cover.{key}")
    options = {option.id: option.label for option in field.options} if field else {}
    return options.get(text, text)


def check_codes(seen: Examined) -> Iterator[Finding]:
    """I14: a printed 表号 that is gone, or whose check character does not fit."""
    expected = code(seen.submission.identity)
    for sheet, text in seen.submission.codes.items():
        if parse_code(text) is None:
            where = _code(seen, sheet)
            what, witness = Text("表号", "表号"), _named(sheet)
            severity = Severity.WARNING
            yield found_by(I14, where, found=text, expected=expected, severity=severity, what=what, witness=witness)


def _where(seen: Examined, witness: str, key: str) -> Where:
    match witness:
        case "cover":
            return seen.where(f"cover.{key}")
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
    cover = Identity(**{key: seen.submission.text(f"cover.{key}") for key in _WHAT})
    return {_MANIFEST: seen.submission.identity, _COVER: cover, **seen.submission.witnesses}


def _all_named(witnesses: list[str]) -> Text:
    named = [_named(each) for each in witnesses]
    return Text("、".join(each.zh for each in named), ", ".join(each.en for each in named))


def _named(witness: str) -> Text:
    known = {
        _MANIFEST: Text("隐藏清单", "the hidden manifest"),
        _PROPERTIES: Text("文件属性", "the file's properties"),
        _COVER: Text("封面", "the cover"),
    }
    return known.get(witness, Text(f"“{witness}”的表号", f"the 表号 of “{witness}”"))


def check_expected(seen: Examined) -> Iterator[Finding]:
    """I16: unit and year against what the round or the command asked for."""
    for key in ("unit_code", "year") if seen.background.expected else ():
        what = _WHAT[key]
        expected, found = getattr(seen.background.expected, key), seen.submission.text(f"cover.{key}")
        if expected and found and found != expected:
            yield found_by(I16, seen.where(f"cover.{key}"), found=found, expected=expected, what=what)


def check_signature(seen: Examined) -> Iterator[Finding]:
    """I17: the manifest's signature against the round's key, in a round that has one."""
    identity = seen.submission.identity
    if not seen.background.key or is_signed(identity, seen.background.key):
        return
    problem = Text("签名与单位、年度或下发编号不符", "the signature does not fit unit, year or issue id")
    if not identity.signature:
        problem = Text("表上没有本批次的签名", "the workbook bears no signature of this round")
    yield found_by(I17, found=identity.issue, problem=problem)
