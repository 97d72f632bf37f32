"""Random edits of what cells hold, in sound XML: every type with every value, formulas, addresses, merges, names."""

import re
from random import Random
from xml.sax.saxutils import escape, quoteattr

from fuzz_package import bytes_edited, safe_parts
from fuzz_xml import HOSTILE
from patching import WORKBOOK, zipped

_CELL = re.compile(r"<c\s[^>]*?(?:/>|>.*?</c>)", re.DOTALL)
_TYPES = ("n", "s", "str", "b", "e", "inlineStr", "d", "", "z")
_ALLOWED = [text for text in HOSTILE if "&" not in text and "\x01" not in text]
_FORMULAS = (
    "",
    ' t="shared" si="0" ref="A1:XFD1048576"',
    ' t="shared" si="7"',
    ' t="array" ref="A1"',
    ' t="dataTable"',
)
_TAILS = (
    '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>',
    '<mergeCells><mergeCell ref="D7:E9"/><mergeCell ref="E8:F10"/></mergeCells>',
    '<sheetProtection sheet="1" algorithmName="x" hashValue="" spinCount="4294967295"/>',
    '<hyperlinks><hyperlink ref="A1" r:id="rId77"/></hyperlinks>',
    '<legacyDrawing r:id="rId1"/>',
    '<dataValidations count="1"><dataValidation sqref="A1:XFD1048576" type="list"/></dataValidations>',
)


def cells_edited(random: Random, book: bytes) -> bytes:
    """Edit one to a hundred cells of one sheet, or what stands behind them, or the defined names."""
    members = safe_parts(book)
    names = [name for name in members if name.startswith("xl/worksheets/sheet")]
    if not names:
        return bytes_edited(random, book)
    name = random.choice(names)
    text = members[name].decode("utf-8", "replace")
    match random.randrange(8):
        case 0:
            text = text.replace("</sheetData>", f"</sheetData>{random.choice(_TAILS)}", 1)
        case 1:
            text = text.replace("</sheetData>", f"{_row(random)}</sheetData>", 1)
        case 2 if WORKBOOK in members:
            name, text = WORKBOOK, _named(random, members[WORKBOOK].decode("utf-8", "replace"))
        case 3:
            text = re.sub(r' r="[A-Z]*\d+"', "", text) if random.random() < 0.5 else text.replace(' s="', ' s="9')
        case _:
            share = random.choice((0.005, 0.05, 0.9))
            text = _CELL.sub(lambda cell: _drawn(random, cell[0]) if random.random() < share else cell[0], text)
    return zipped({each or "_": data for each, data in members.items()} | {name: text.encode("utf-8", "replace")})


def _drawn(random: Random, cell: str) -> str:
    """Give another cell in the same place, most often."""
    address = re.search(r'\br="([^"]*)"', cell)
    at = address[1] if address and random.random() < 0.95 else random.choice(("A1", "XFD1048576", "D7", "AAA1"))
    kind, value = random.choice(_TYPES), escape(random.choice(_ALLOWED))
    style = random.choice(("", ' s="1"', ' s="99999"', ' s="-1"', ' s="x"'))
    formula = f"<f{random.choice(_FORMULAS)}>{escape(random.choice(_ALLOWED))}</f>" if random.random() < 0.3 else ""
    content = random.choice(
        (f"<v>{value}</v>", f"<is><t>{value}</t></is>", "", f"<is><r><t>{value}</t></r><rPh><t>x</t></rPh></is>")
    )
    return f'<c r="{at}"{style}' + (f' t="{kind}"' if kind else "") + f">{formula}{content}</c>"


def _row(random: Random) -> str:
    """Give a row where none is expected: far below, twice, or without a number."""
    number = random.choice((' r="1048576"', ' r="1"', ' r="1048577"', "", ' r="0"', ' r="x"'))
    cells = "".join(_drawn(random, "<c/>") for _ in range(random.choice((1, 5, 2000))))
    return f'<row{number} spans="1:99999" ht="0" hidden="1">{cells}</row>'


def _named(random: Random, text: str) -> str:
    """Point names elsewhere, or add many."""
    target = escape(random.choice((*_ALLOWED, "'三 依申请公开'!$D$7:$XFD$1048576", "'借阅'!$A$0")))
    if random.random() < 0.5:  # half of them
        share = random.choice((0.01, 1))
        pattern = r"(<definedName [^>]*>)[^<]*"
        return re.sub(pattern, lambda m: m[1] + target if random.random() < share else m[0], text)
    name = quoteattr(random.choice(_ALLOWED)[:300])
    names = f"<definedName name={name}>{target}</definedName>" * random.choice(
        (1, 3, 21_000 if len(target) < 99 else 2)
    )
    return text.replace("</definedNames>", f"{names}</definedNames>")
