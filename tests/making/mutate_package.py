"""Random changes to the package around the cells: damage that must be told, and what programs do, which is silent."""

import io
import re
import zipfile
from collections.abc import Callable
from random import Random

from filled import LAYOUT, Filled
from mutants import Made, Operator, must
from patching import WORKBOOK, inlined, part_of, parts, patch_part, put_part, remove_part, zipped

READ = ("xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels", "_rels/.rels")
SHEETS = tuple(sheet.name for sheet in LAYOUT.sheets if sheet.section)
UNREADABLE = "I02 I05 I06 I07 I08 I09 I11"


def _part(given: Filled, random: Random) -> str:
    """Give a part that the reader must read."""
    return random.choice((*READ, *(part_of(given.content, sheet) for sheet in SHEETS)))


def _in_part(name: str, codes: str, change: Callable[[str, Random], str]) -> Operator:
    def make(given: Filled, random: Random) -> Made:
        content = patch_part(given.content, _part(given, random), lambda text: change(text, random))
        return content, must(codes) if codes else ()

    return Operator(name=name, make=make)


def _in_sheet(name: str, change: Callable[[str, Random], str]) -> Operator:
    """Change a sheet's part in a way that says the same."""

    def make(given: Filled, random: Random) -> Made:
        part = part_of(given.content, random.choice(SHEETS))
        return patch_part(given.content, part, lambda text: change(text, random)), ()

    return Operator(name=name, make=make)


def _tag_cut(text: str, random: Random) -> str:
    """Drop one closing tag."""
    found = random.choice(list(re.finditer(r"</[^>]+>", text)))
    return text[: found.start()] + text[found.end() :]


def _bare(text: str, random: Random) -> str:
    """Put a character that XML does not allow behind a tag."""
    at = random.choice([each.end() for each in re.finditer(r">", text[: text.rindex("<")])][1:])
    return text[:at] + random.choice(("&", "<", "\x01", "&nbsp;", "]]>")) + text[at:]


def _flipped(given: Filled, random: Random) -> Made:
    """Change one byte of a part's packed data."""
    with zipfile.ZipFile(io.BytesIO(given.content)) as archive:
        info = archive.getinfo(_part(given, random))
    at = info.header_offset + 30 + len(info.filename) + random.randrange(info.compress_size)
    changed = given.content[at] ^ (1 << random.randrange(8))
    return given.content[:at] + bytes([changed]) + given.content[at + 1 :], must(UNREADABLE)


def _cut_short(given: Filled, random: Random) -> Made:
    return given.content[: random.randrange(4, len(given.content) - 1)], must(UNREADABLE)


def _bytes_lost(given: Filled, random: Random) -> Made:
    at = random.randrange(len(given.content) // 2)
    return given.content[:at] + given.content[at + random.randint(1, 5000) :], must(UNREADABLE)


def _without(given: Filled, random: Random) -> Made:
    needed = [*READ[:2], *READ[3:], *(part_of(given.content, sheet) for sheet in SHEETS)]
    return remove_part(given.content, random.choice(needed)), must(UNREADABLE)


def _twice(given: Filled, random: Random) -> Made:
    """Store a part under the same name again, or under one that differs in its case alone."""
    members = parts(given.content)
    name = _part(given, random)
    out = io.BytesIO(given.content)
    with zipfile.ZipFile(out, "a") as archive:
        other = random.choice((name.upper(), name.swapcase(), name.replace("xl", "XL").replace("rels", "Rels")))
        archive.writestr(other, members[name])
    return out.getvalue(), must("I06")


def _strange_name(given: Filled, random: Random) -> Made:
    name = random.choice(("../x.xml", "/x.xml", "xl/../../y", "C:/x", "xl//x.xml", "a/./b"))
    return put_part(given.content, name, b"<x/>"), must("I06")


def _doctype(text: str, random: Random) -> str:
    words = random.choice(
        ('<!DOCTYPE x [<!ENTITY a "b">]>', '<!DOCTYPE x SYSTEM "http://a.example/x.dtd">', "<!DOCTYPE x>")
    )
    head = re.match(r"<\?xml[^>]*\?>\s*", text)
    return text[: head.end()] + words + text[head.end() :] if head else words + text


def _strings_missing(given: Filled, random: Random) -> Made:
    """Let a cell ask for a shared text that is not there."""
    part = part_of(given.content, random.choice(SHEETS))
    index = random.choice(("99999", "-1", "x", "1.5"))
    return patch_part(
        given.content, part, lambda text: re.sub(r't="s"><v>\d+<', f't="s"><v>{index}<', text, count=1)
    ), must("I09")


def _repacked(given: Filled, random: Random) -> Made:
    """Pack the same parts anew: in another order, some of them stored."""
    members = list(parts(given.content).items())
    random.shuffle(members)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in members:
            archive.writestr(name, data, random.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)))
    return out.getvalue(), ()


class Pipe(io.BytesIO):
    """A stream that cannot be wound back: zipfile then writes the sizes behind the data."""

    def seekable(self) -> bool:
        """Say no."""
        return False

    def tell(self) -> int:
        """Know no place: zipfile asks for it first."""
        raise io.UnsupportedOperation


def _streamed(given: Filled, _: Random) -> Made:
    out = Pipe()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts(given.content).items():
            archive.writestr(name, data)
    return out.getvalue(), ()


def _utf16(given: Filled, random: Random) -> Made:
    members = parts(given.content)
    name = _part(given, random)
    text = members[name].decode().replace("UTF-8", "UTF-16", 1)
    return zipped({**members, name: text.encode("utf-16")}), ()


def _prefixed(text: str, _: Random) -> str:
    """Name the elements of a sheet with a prefix, as some programs do."""
    text = re.sub(r"<(/?)(?![a-z0-9]+:)([A-Za-z])", r"<\1x:\2", text)
    return text.replace(" xmlns=", " xmlns:x=", 1)


def _commented(text: str, random: Random) -> str:
    at = random.choice([each.end() for each in re.finditer(r"</row>|</c>", text)])
    return text[:at] + random.choice(("<!-- <c r='A1'><v>9</v></c> -->", "\n  ", "<?pi x?>")) + text[at:]


def _extended(text: str, _: Random) -> str:
    return text.replace(
        "</worksheet>", '<extLst><ext uri="{0}"><a xmlns="urn:x"><c r="D7"/></a></ext></extLst></worksheet>'
    )


def _inlined(given: Filled, random: Random) -> Made:
    """Write the texts of a sheet into its cells instead of the shared table."""
    members, part = parts(given.content), part_of(given.content, random.choice(SHEETS))
    return patch_part(given.content, part, lambda _: inlined(members, part)), ()


def _unaddressed(text: str, random: Random) -> str:
    """Leave out what says itself: the addresses in a row that has all its cells, from its first on."""
    rows = list(re.finditer(r'<row r="(\d+)".*?</row>', text, re.DOTALL))
    row = random.choice([each for each in rows if f'r="A{each[1]}"' in each[0] and _is_whole(each[0])] or rows[:1])
    plain = re.sub(r'<c r="[A-Z]+\d+"', "<c", row[0]) if _is_whole(row[0]) else row[0].replace(" spans=", " spans =")
    return text[: row.start()] + plain + text[row.end() :]


def _is_whole(row: str) -> bool:
    columns = re.findall(r'<c r="([A-Z])\d+"', row)
    return columns == [chr(ord("A") + n) for n in range(len(columns))]


def _strict(given: Filled, _: Random) -> Made:
    """Save as Strict Open XML: the same workbook under other namespaces."""
    old = "http://schemas.openxmlformats.org/"
    pairs = (
        (f"{old}spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main"),
        (f"{old}officeDocument/2006/relationships", "http://purl.oclc.org/ooxml/officeDocument/relationships"),
    )
    members = parts(given.content)
    for old_name, new_name in pairs:
        members = {name: data.replace(old_name.encode(), new_name.encode()) for name, data in members.items()}
    return zipped(members), ()


def _absolute(given: Filled, _: Random) -> Made:
    part = "xl/_rels/workbook.xml.rels"
    return patch_part(given.content, part, lambda text: re.sub(r'Target="(?=[a-z])', 'Target="/xl/', text)), ()


def _foreign_names(given: Filled, random: Random) -> Made:
    target = random.choice(("#REF!", "'x'!$A$1", "{1,2}", "LAMBDA(x,x)"))
    more = f'<definedName name="addin_{random.randint(1, 99)}" hidden="1">{target}</definedName></definedNames>'
    return patch_part(given.content, WORKBOOK, lambda text: text.replace("</definedNames>", more)), ()


PACKAGE = (
    Operator(name="one bit of a part", make=_flipped),
    Operator(name="cut short anywhere", make=_cut_short),
    Operator(name="bytes lost in the middle", make=_bytes_lost),
    Operator(name="needed part missing", make=_without),
    Operator(name="part stored twice", make=_twice),
    Operator(name="strange name of a part", make=_strange_name),
    Operator(name="shared text missing", make=_strings_missing),
    _in_part("closing tag lost", "I09", _tag_cut),
    _in_part("character that XML does not allow", "I09", _bare),
    _in_part("DTD in any part", "I08", _doctype),
    Operator(name="packed anew", make=_repacked),
    Operator(name="sizes behind the data", make=_streamed),
    Operator(name="part in UTF-16", make=_utf16),
    Operator(name="texts in the cells", make=_inlined),
    Operator(name="Strict Open XML", make=_strict),
    Operator(name="absolute targets", make=_absolute),
    Operator(name="names of an add-in", make=_foreign_names),
    _in_sheet("elements with a prefix", _prefixed),
    _in_sheet("comment or blanks between cells", _commented),
    _in_sheet("extension list", _extended),
    _in_sheet("cells without addresses", _unaddressed),
)
