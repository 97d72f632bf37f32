"""Family I, second part: whether it is this unit's workbook of this year, with everything in its place."""

from collections.abc import Iterator
from dataclasses import replace

from xlreport.cells import ranges
from xlreport.checks.examined import Examined
from xlreport.checks.rules import OWN, rule
from xlreport.findings import Finding, Severity, Where, found_by
from xlreport.language import Text
from xlreport.layout import CODE_CELL
from xlreport.submissions import Identity, Moved

I14 = rule(
    "I14",
    Severity.ERROR,
    "D",
    OWN,
    title=("单位或年度前后不一致", "the unit or year disagrees within the file"),
    meaning=(
        "工作簿在隐藏清单、文件属性、各表表号和封面都写有单位代码和年度，应当一致；不一致多半是从另一份表复制过来的。",
        "The hidden manifest, the file's properties, each sheet's 表号 and the cover name the unit and year and agree; "
        "otherwise a sheet was probably copied from another workbook.",
    ),
    message=(
        "{what}不一致：{witness}为“{found}”，下发时为“{expected}”。",
        "The {what} disagrees: {witness} says “{found}”, it was issued as “{expected}”.",
    ),
    advice=(
        "请在下发给本单位的原表中填报，不要复制别的单位或往年的工作表。",
        "Fill in the workbook issued to this unit; copy no sheet from another unit or year.",
    ),
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
)
I20 = rule(
    "I20",
    Severity.WARNING,
    "D",
    OWN,
    title=("单元格位置有变动", "fields are not where they were issued"),
    meaning=(
        "每一栏按清单地址和名称两处定位；两处不一致时，看印出的行列标签与哪一处相符。",
        "Each field is found by the manifest's address and by its name; where they differ the printed labels decide.",
    ),
    message=(
        "有 {count} 栏的两处地址不一致，已按标签找回，如“{label}”：清单为 {by_manifest}，名称为 {by_name}，取 {found}。",
        "The addresses of {count} fields disagree; they were found by their labels, such as “{label}”: manifest "
        "{by_manifest}, name {by_name}, taken {found}.",
    ),
    advice=(
        "请核对取到的数字；如做过插入、删除或剪切，请换用新表重填。",
        "Check the figures taken; if rows were inserted, deleted or cut, use a fresh workbook.",
    ),
)
I20_UNCLEAR = replace(
    I20,
    severity=Severity.ERROR,
    message=Text(
        "有 {count} 栏的两处地址不一致，且标签也不能断定，如“{label}”：清单为 {by_manifest}，名称为 {by_name}。",
        "The addresses of {count} fields disagree and their labels do not decide, such as “{label}”: manifest "
        "{by_manifest}, name {by_name}.",
    ),
)
RULES = (I14, I16, I20)
_WHAT = {"unit_code": Text("单位代码", "unit code"), "year": Text("年度", "year")}


def check_identity(seen: Examined) -> Iterator[Finding]:
    """I14: the witnesses of unit and year against the manifest."""
    issued = seen.submission.identity
    for key, what in _WHAT.items():
        expected = getattr(issued, key)
        for witness, identity in _witnesses(seen).items():
            found = getattr(identity, key)
            if found and expected and found != expected:
                where, named = _where(seen, witness, key), _named(witness)
                yield found_by(I14, where, found=found, expected=expected, what=what, witness=named)


def _where(seen: Examined, witness: str, key: str) -> Where:
    match witness:
        case "cover":
            return seen.where(f"cover.{key}")
        case "properties":
            return Where()
        case sheet:
            return Where(sheet=sheet, cell=str(CODE_CELL))


def _witnesses(seen: Examined) -> dict[str, Identity]:
    cover = Identity(unit_code=seen.submission.text("cover.unit_code"), year=seen.submission.text("cover.year"))
    return {"cover": cover, **seen.submission.witnesses}


def _named(witness: str) -> Text:
    known = {"properties": Text("文件属性", "the file's properties"), "cover": Text("封面", "the cover")}
    return known.get(witness, Text(f"“{witness}”的表号", f"the 表号 of “{witness}”"))


def check_expected(seen: Examined) -> Iterator[Finding]:
    """I16: unit and year against what the round or the command asked for."""
    for key, what in _WHAT.items() if seen.expected else ():
        expected, found = getattr(seen.expected, key), seen.submission.text(f"cover.{key}")
        if expected and found and found != expected:
            yield found_by(I16, seen.where(f"cover.{key}"), found=found, expected=expected, what=what)


def check_addresses(seen: Examined) -> Iterator[Finding]:
    """I20: fields about which manifest and names disagree, one finding for those found, one for the unclear."""
    for rule_, moved in (
        (I20, [each for each in seen.submission.moved if each.by_label == each.followed]),
        (I20_UNCLEAR, [each for each in seen.submission.moved if each.by_label != each.followed]),
    ):
        if moved:
            first, sheet = moved[0], seen.submission.entry(moved[0].field).sheet
            where = Where(
                sheet=sheet,
                cell=_cells(seen, moved, sheet),
                label=seen.field(first.field).label,
                field=first.field if len(moved) == 1 else "",
            )
            none = Text("无", "none")
            yield found_by(
                rule_,
                where,
                found=first.followed,
                count=len(moved),
                by_manifest=first.by_manifest or none,
                by_name=first.by_name or none,
            )


def _cells(seen: Examined, moved: list[Moved], sheet: str) -> str:
    entries = [seen.submission.entry(each.field) for each in moved]
    return ranges(cell for entry in entries if entry.sheet == sheet for cell in entry.area)
