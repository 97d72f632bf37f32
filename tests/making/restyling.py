"""Changes to the looks of a workbook's cells, rows, columns and drawings, on the raw XML, as a person makes them."""

import posixpath
import re
from collections.abc import Callable
from xml.sax.saxutils import escape, quoteattr

from patching import part_of, parts, zipped

STYLES = "xl/styles.xml"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"


def changed(book: bytes, part: str, change: Callable[[str], str]) -> bytes:
    """Change one part; AssertionError when nothing changed."""
    members = parts(book)
    before = members[part].decode("utf-8")
    after = change(before)
    assert after != before, part
    return zipped({**members, part: after.encode("utf-8")})


def replaced(book: bytes, part: str, old: str, new: str) -> bytes:
    """Replace the first place of a pattern in one part."""
    return changed(book, part, lambda xml: re.sub(old, lambda _: new, xml, count=1, flags=re.DOTALL))


def in_sheet(book: bytes, sheet: str, old: str, new: str) -> bytes:
    """Replace the first place of a pattern in a sheet's part."""
    return replaced(book, part_of(book, sheet), old, new)


def restyled(book: bytes, sheet: str, cell: str, **style: str) -> bytes:
    """Give a cell a style of its own: a number format `code`, and the XML inside `font`, `fill`, `align`."""
    part = part_of(book, sheet)
    members = parts(book)
    xml, styles = members[part].decode(), members[STYLES].decode()
    found = re.search(rf'<c r="{cell}"([^>]*?)/?>', xml)
    assert found, cell
    old = int(re.search(r's="(\d+)"', found[1])[1])  # type: ignore[index]
    block = re.search(r"<cellXfs[^>]*>(.*?)</cellXfs>", styles, re.DOTALL)
    assert block
    formats = re.findall(r"<xf\b[^>]*?/>|<xf\b.*?</xf>", block[1], re.DOTALL)
    new = formats[old]
    if "code" in style:
        one = f'<numFmt numFmtId="900" formatCode={quoteattr(style["code"])}/>'
        styles = re.sub(r"(<numFmts[^>]*>)", lambda match: match[0] + one, styles, count=1)
        if "<numFmts" not in styles:
            styles = styles.replace("<fonts", f'<numFmts count="1">{one}</numFmts><fonts', 1)
        new = re.sub(r'numFmtId="\d+"', 'numFmtId="900" applyNumberFormat="1"', new, count=1)
        new = re.sub(r'(applyNumberFormat="1")(.*?) applyNumberFormat="1"', r"\1\2", new)
    for what, attribute in (("font", "fontId"), ("fill", "fillId")):
        if what in style:
            group = re.search(rf"<{what}s[^>]*>(.*?)</{what}s>", styles, re.DOTALL)
            assert group
            number = len(re.findall(rf"<{what}>.*?</{what}>|<{what}/>", group[1], re.DOTALL))
            styles = styles.replace(f"</{what}s>", f"<{what}>{style[what]}</{what}></{what}s>", 1)
            new = re.sub(rf'{attribute}="\d+"', f'{attribute}="{number}"', new, count=1)
    if "align" in style:
        new = re.sub(r"<alignment[^>]*/>", f"<alignment {style['align']}/>", new)
    styles = styles.replace("</cellXfs>", f"{new}</cellXfs>", 1)
    head = found[0].replace(f's="{old}"', f's="{len(formats)}"')
    xml = xml.replace(found[0], head, 1)
    return zipped({**members, part: xml.encode(), STYLES: styles.encode()})


def with_rule(book: bytes, sheet: str, area: str, rule: str, style: str = "") -> bytes:
    """Add a conditional format, with a differential style where one is given."""
    members = parts(book)
    styles = members[STYLES].decode()
    number = len(re.findall(r"<dxf>", styles))
    if style:
        if "<dxfs" in styles and "</dxfs>" in styles:
            styles = styles.replace("</dxfs>", f"<dxf>{style}</dxf></dxfs>", 1)
        else:
            styles = re.sub(r'<dxfs count="0"/>', f'<dxfs count="1"><dxf>{style}</dxf></dxfs>', styles, count=1)
    part = part_of(book, sheet)
    block = f'<conditionalFormatting sqref="{area}">{rule.format(dxf=number)}</conditionalFormatting>'
    xml = members[part].decode()
    before = re.search(r"<(?:conditionalFormatting|dataValidations|hyperlinks|printOptions|pageMargins)\b", xml)
    assert before
    xml = xml[: before.start()] + block + xml[before.start() :]
    return zipped({**members, part: xml.encode(), STYLES: styles.encode()})


def related(book: bytes, owner: str, kind: str, target: str, data: bytes | None = None, **said: str) -> bytes:
    """Let a part refer to another one, which is added where its bytes are given; `said` are further attributes."""
    folder, _, name = owner.rpartition("/")
    source = f"{folder}/_rels/{name}.rels".removeprefix("/") if owner else "_rels/.rels"
    members = parts(book)
    old = members.get(source, f'<Relationships xmlns="{_PACKAGE}"></Relationships>'.encode()).decode()
    more = "".join(f" {key}={quoteattr(value)}" for key, value in said.items())
    identity = said.get("Id", "rIdNew")
    more = more if "Id" in said else f' Id="{identity}"{more}'
    line = f'<Relationship{more} Type="{_RELATIONS}/{kind}" Target={quoteattr(target)}/>'
    members[source] = old.replace("</Relationships>", f"{line}</Relationships>").encode()
    if data is not None:
        members[posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")] = data
    return zipped(members)


def anchored(what: str, first: tuple[int, int], last: tuple[int, int]) -> str:
    """Give a drawing's object from one cell (row, column) to another."""
    corners = "".join(
        f"<xdr:{name}><xdr:col>{column}</xdr:col><xdr:colOff>0</xdr:colOff>"
        f"<xdr:row>{row}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:{name}>"
        for name, (row, column) in (("from", first), ("to", last))
    )
    return f"<xdr:twoCellAnchor>{corners}{what}<xdr:clientData/></xdr:twoCellAnchor>"


def box(text: str) -> str:
    """Give a text box."""
    return (
        '<xdr:sp macro="" textlink=""><xdr:nvSpPr><xdr:cNvPr id="9" name="t"/><xdr:cNvSpPr txBox="1"/></xdr:nvSpPr>'
        "<xdr:spPr/><xdr:txBody><a:bodyPr/><a:p>"
        f"<a:r><a:t>{escape(text)}</a:t></a:r></a:p></xdr:txBody></xdr:sp>"
    )


PICTURE = (
    '<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="9" name="p"/><xdr:cNvPicPr/></xdr:nvPicPr>'
    "<xdr:blipFill/><xdr:spPr/></xdr:pic>"
)


def drawn(book: bytes, sheet: str, anchors: str) -> bytes:
    """Put a drawing of its own on a sheet that has none."""
    data = (
        f'<xdr:wsDr xmlns:xdr="{_DRAWING}/spreadsheetDrawing" xmlns:a="{_DRAWING}/main" '
        f'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">{anchors}</xdr:wsDr>'
    )
    part = part_of(book, sheet)
    made = related(book, part, "drawing", "/xl/drawings/drawing9.xml", data.encode(), Id="rIdDrawn")
    made = replaced(made, part, "</worksheet>", '<drawing r:id="rIdDrawn"/></worksheet>')
    types = "[Content_Types].xml"
    kind = "application/vnd.openxmlformats-officedocument.drawing+xml"
    return replaced(
        made, types, "</Types>", f'<Override PartName="/xl/drawings/drawing9.xml" ContentType="{kind}"/></Types>'
    )
