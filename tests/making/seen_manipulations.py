"""Manipulations of what a person sees of a consolidated workbook, each with what verify must say; many are silent.

A row is a name, what must be told ("" for nothing: still proven), and the change. What is told is a code, the severity
that decides, and where it has one the sheet and cell.
"""

import io
import re
import zipfile
from collections.abc import Callable

from patching import part_of, parts, put_part, remove_part, zipped
from restyling import (
    PICTURE,
    STYLES,
    anchored,
    box,
    changed,
    drawn,
    in_sheet,
    related,
    replaced,
    restyled,
    with_rule,
)
from small_county import SmallCounty
from xlreport.merging.book.book_places import CHARTS_SHEET, CONTROL_SHEET, COVER_SHEET, LEDGER_SHEET, REGISTER_SHEET
from xlreport.rounds import WHOLE

Change = Callable[[SmallCounty], bytes]
Case = tuple[str, str, Change]

TOTALS = "汇总 借阅"
WORKBOOK = "xl/workbook.xml"
CHART = "xl/charts/chart3.xml"
"""The first of 图表: 封面 has two before it."""


def at(county: SmallCounty, field: str = "loans.total.lent") -> str:
    """The cell of 汇总 with a total of the whole county."""
    return str(county.at.totals[WHOLE, field].cell)


LENT, PAID, LOST = "C8", "F8", "E8"
"""On 汇总: 4,944 lent, 1.5 paid (a fraction in each unit), 0 lost."""
FINES, IN_SIGHT = "M8", "F6"


def _format(code: str, cell: str = LENT, sheet: str = TOTALS) -> Change:
    return lambda county: restyled(county.book, sheet, cell, code=code)


def _font(font: str, cell: str = LENT, sheet: str = TOTALS) -> Change:
    return lambda county: restyled(county.book, sheet, cell, font=font)


def _fill(fill: str, cell: str = LENT) -> Change:
    return lambda county: restyled(county.book, TOTALS, cell, fill=fill)


def _align(align: str, cell: str = LENT) -> Change:
    return lambda county: restyled(county.book, TOTALS, cell, align=align)


def _sheet(old: str, new: str, sheet: str = TOTALS) -> Change:
    return lambda county: in_sheet(county.book, sheet, old, new)


def _part(part: str, old: str, new: str) -> Change:
    return lambda county: replaced(county.book, part, old, new)


def _solid(colour: str) -> str:
    return f'<patternFill patternType="solid"><fgColor {colour}/></patternFill>'


def _sized(size: str, colour: str = "") -> str:
    return f'<sz val="{size}"/>{f"<color {colour}/>" if colour else ""}<name val="宋体"/>'


def _rule(kind: str, inner: str, style: str = "", area: str = LENT, sheet: str = TOTALS) -> Change:
    styled = ' dxfId="{dxf}"' if style else ""
    condition = f'<cfRule type="{kind}" priority="99"{styled}>{inner}</cfRule>'
    return lambda county: with_rule(county.book, sheet, area, condition, style)


def _drawn(anchors: str, sheet: str = TOTALS) -> Change:
    return lambda county: drawn(county.book, sheet, anchors)


def _attached(owner: str, kind: str, target: str, data: bytes | None = b"x", **said: str) -> Change:
    def change(county: SmallCounty) -> bytes:
        part = part_of(county.book, owner) if owner and not owner.startswith("xl/") else owner
        return related(county.book, part, kind, target, data, **said)

    return change


def _merge(area: str) -> Change:
    return _sheet("</mergeCells>", f'<mergeCell ref="{area}"/></mergeCells>')


FORMATS: tuple[Case, ...] = (
    ("a format that is a fixed figure", f"V38 error {TOTALS}!{LENT}", _format('"999"')),
    ("a format that appends a digit", f"V38 error {TOTALS}!{LENT}", _format('0"0"')),
    ("a format that prepends a digit", f"V38 error {TOTALS}!{LENT}", _format('"1"0')),
    ("a format that divides by a thousand", f"V38 error {TOTALS}!{LENT}", _format("0,")),
    ("a format of thousands with its unit", f"V38 error {TOTALS}!{LENT}", _format('0.0,"千"')),
    ("a format that writes ten thousand behind", f"V38 error {TOTALS}!{LENT}", _format('0"万"')),
    ("a format with a figure under a condition", f"V38 error {TOTALS}!{LENT}", _format('[>5]"5";0')),
    ("a format that shows a minus", f"V38 error {TOTALS}!{LENT}", _format("-0")),
    ("a format in brackets, as of a loss", f"V38 error {TOTALS}!{LENT}", _format("(0)")),
    ("a format that shows a date", f"V38 error {TOTALS}!{LENT}", _format("yyyy-mm-dd")),
    ("a format that shows a weekday", f"V38 error {TOTALS}!{LENT}", _format("aaaa")),
    ("a format that shows a time", f"V38 error {TOTALS}!{LENT}", _format("[h]:mm")),
    ("a format of powers that cuts digits", f"V38 error {TOTALS}!{LENT}", _format("0E+00")),
    ("a format that shows the wrong zero", f"V38 error {TOTALS}!{LOST}", _format("0;-0;5", LOST)),
    ("a format that rounds an amount to a whole", f"V38 error {TOTALS}!{PAID}", _format("0", PAID)),
    (
        "a format that cuts an amount to two decimals",
        f"V38 warning {LEDGER_SHEET}!{FINES}",
        _format("0.00", FINES, LEDGER_SHEET),
    ),
    ("a figure as format in the ledger", f"V38 error {LEDGER_SHEET}!{FINES}", _format('"7"', FINES, LEDGER_SHEET)),
    (
        "a mark that a format replaces",
        f"V38 error {CONTROL_SHEET}!B2",
        _format('0;0;0;"× 有 9 项"', "B2", CONTROL_SHEET),
    ),
    ("a label that a format replaces", f"V38 error {TOTALS}!A8", _format('"其他"@', "A8")),
    ("a count on the cover that a format replaces", f"V38 error {COVER_SHEET}!G9", _format('"60"', "G9", COVER_SHEET)),
    ("a format that shows nothing", f"V39 warning {TOTALS}!{LENT}", _format(";;;")),
    ("a format of an empty text", f"V39 warning {TOTALS}!{LENT}", _format('""')),
    ("a format that shows no zero", f"V39 warning {TOTALS}!{LOST}", _format("0;-0;;@", LOST)),
    ("a format that hides a label", f"V39 warning {TOTALS}!A8", _format(";;;", "A8")),
    ("a format in white", f"V39 warning {TOTALS}!{LENT}", _format("[White]0")),
    ("a format in colour 2, which is white", f"V39 warning {TOTALS}!{LENT}", _format("[Color2]0")),
    ("a number repeated across its cell", f"V38 error {TOTALS}!{LENT}", _align('horizontal="fill"')),
    ("precision as displayed", "V38 warning", _part(WORKBOOK, "<calcPr", '<calcPr fullPrecision="0"')),
)
SILENT_FORMATS: tuple[Case, ...] = tuple(
    (f"the format {code} shows the same figure", "", _format(code))
    for code in (
        "#,##0",
        "0_ ",
        '0"件"',
        "#,##0;-#,##0",
        "General",
        "@",
        "[Red]0",
        "0.0",
        "000000",
        "0;-0;0",
        "_-* #,##0_-",
        "[$¥-804]#,##0",
        "0;[Red]-0",
        "0 ",
    )
)
FONTS: tuple[Case, ...] = (
    ("white on the ground of totals", f"V39 warning {TOTALS}!{LENT}", _font(_sized("11", 'rgb="FFFFFFFF"'))),
    ("the ground's own colour", f"V39 warning {TOTALS}!{LENT}", _font(_sized("11", 'rgb="FFE9ECEF"'))),
    ("white from the theme", f"V39 warning {TOTALS}!{LENT}", _font(_sized("11", 'theme="0"'))),
    ("nearly white from the theme", f"V39 warning {TOTALS}!{LENT}", _font(_sized("11", 'theme="1" tint="0.95"'))),
    ("white by its index", f"V39 warning {TOTALS}!{LENT}", _font(_sized("11", 'indexed="9"'))),
    ("a font of one point", f"V39 warning {TOTALS}!{LENT}", _font(_sized("1"))),
    ("a font of three points", f"V39 warning {TOTALS}!{LENT}", _font(_sized("3"))),
    ("a font of pictures", f"V39 warning {TOTALS}!{LENT}", _font('<sz val="11"/><name val="Wingdings"/>')),
    ("black ground under black", f"V39 warning {TOTALS}!{LENT}", _fill(_solid('rgb="FF000000"'))),
    (
        "a dark gradient under black",
        f"V39 warning {TOTALS}!{LENT}",
        _fill(
            '<gradientFill degree="90"><stop position="0"><color rgb="FF000000"/></stop>'
            '<stop position="1"><color rgb="FF101010"/></stop></gradientFill>'
        ),
    ),
    ("a white label", f"V39 warning {TOTALS}!A8", _font(_sized("11", 'rgb="FFF1F3F5"'), "A8")),
    (
        "a white figure in the ledger",
        f"V39 warning {LEDGER_SHEET}!I8",
        _font(_sized("11", 'rgb="FFFFFFFF"'), "I8", LEDGER_SHEET),
    ),
    ("a white mark", f"V39 warning {CONTROL_SHEET}!B2", _font(_sized("11", 'rgb="FFFFFFFF"'), "B2", CONTROL_SHEET)),
    ("a white digest", f"V39 warning {COVER_SHEET}!D49", _font(_sized("11", 'rgb="FFFFFFFF"'), "D49", COVER_SHEET)),
    ("an indent that pushes the figure out", f"V39 warning {TOTALS}!{LENT}", _align('horizontal="right" indent="40"')),
    (
        "a piece of a title in white",
        f"V39 warning {TOTALS}!A1",
        lambda county: _rich(county, '<color rgb="FFFFFFFF"/><sz val="16"/>'),
    ),
    ("a piece of a title in one point", f"V39 warning {TOTALS}!A1", lambda county: _rich(county, '<sz val="1"/>')),
)


def _rich(county: SmallCounty, font: str) -> bytes:
    """Give the title of 汇总 a piece with a font of its own."""
    title = county.at.sheets[0].section.heading
    piece = f"<si><r><t>{title[:2]}</t></r><r><rPr>{font}</rPr><t>{title[2:]}</t></r></si>"
    return replaced(county.book, "xl/sharedStrings.xml", f"<si><t>{re.escape(title)}</t></si>", piece)


SILENT_LOOKS: tuple[Case, ...] = (
    ("bold and red", "", _font('<b/><sz val="11"/><color rgb="FFC92A2A"/><name val="宋体"/>')),
    ("underlined", "", _font('<u/><sz val="11"/><name val="宋体"/>')),
    ("nine points", "", _font(_sized("9"))),
    ("twenty points", "", _font(_sized("20"))),
    ("another font", "", _font('<sz val="11"/><name val="Arial"/>')),
    ("dark blue from the theme", "", _font(_sized("11", 'theme="3"'))),
    ("a yellow ground", "", _fill(_solid('rgb="FFFFFF00"'))),
    ("no ground", "", _fill('<patternFill patternType="none"/>')),
    (
        "white on black",
        "",
        lambda county: restyled(
            county.book, TOTALS, LENT, font=_sized("11", 'rgb="FFFFFFFF"'), fill=_solid('rgb="FF000000"')
        ),
    ),
    ("to the left", "", _align('horizontal="left"')),
    ("turned", "", _align('horizontal="center" textRotation="90"')),
    ("shrunk to fit", "", _align('horizontal="center" shrinkToFit="1"')),
)
SIZES: tuple[Case, ...] = (
    (
        "a row of a tenth of a point",
        f"V39 warning {TOTALS}!A8",
        _sheet('<row r="8"[^>]*>', '<row r="8" ht="0.1" customHeight="1">'),
    ),
    (
        "a row of two points",
        f"V39 warning {TOTALS}!A8",
        _sheet('<row r="8"[^>]*>', '<row r="8" ht="2" customHeight="1">'),
    ),
    ("a hidden row", f"V15 warning {TOTALS}!A8", _sheet('<row r="8"', '<row r="8" hidden="1"')),
    (
        "a column of no width",
        f"V39 warning {TOTALS}!A1",
        _sheet(r'<col min="1" max="1" width="[\d.]+"', '<col min="1" max="1" width="0.05"'),
    ),
    (
        "a hidden column",
        f"V15 warning {TOTALS}!A1",
        _sheet(r'<col min="1" max="1"', '<col hidden="1" min="1" max="1"'),
    ),
    (
        "columns too narrow for their figures",
        f"V39 warning {TOTALS}",
        _sheet(r'<col min="3" max="3" width="[\d.]+"', '<col min="3" max="3" width="1.5"'),
    ),
    (
        "rows of no height unless said",
        f"V39 warning {LEDGER_SHEET}",
        _sheet("<sheetFormatPr", '<sheetFormatPr zeroHeight="1"', LEDGER_SHEET),
    ),
    (
        "rows of one point unless said",
        f"V39 warning {LEDGER_SHEET}",
        _sheet('defaultRowHeight="15"', 'defaultRowHeight="1"', LEDGER_SHEET),
    ),
    (
        "a hidden sheet",
        f"V15 warning {TOTALS}",
        _part(WORKBOOK, f'<sheet name="{TOTALS}"', f'<sheet name="{TOTALS}" state="hidden"'),
    ),
    ("a view without zeros", f"V39 warning {TOTALS}", _sheet("<sheetView ", '<sheetView showZeros="0" ')),
    ("a view of formulas", f"V39 warning {TOTALS}", _sheet("<sheetView ", '<sheetView showFormulas="1" ')),
    ("a view in a tenth of its size", f"V39 warning {TOTALS}", _sheet("<sheetView ", '<sheetView zoomScale="10" ')),
    (
        "panes frozen below what matters",
        f"V39 warning {TOTALS}",
        _sheet(
            '<sheetView showGridLines="0" workbookViewId="0">.*?</sheetView>',
            '<sheetView showGridLines="0" topLeftCell="A8" workbookViewId="0">'
            '<pane ySplit="2" topLeftCell="A9" activePane="bottomLeft" state="frozen"/></sheetView>',
        ),
    ),
    ("no tabs", "V39 warning", _part(WORKBOOK, "<workbookView ", '<workbookView showSheetTabs="0" ')),
    ("no window", "V39 warning", _part(WORKBOOK, "<workbookView ", '<workbookView visibility="hidden" ')),
)
SILENT_SIZES: tuple[Case, ...] = (
    ("a higher row", "", _sheet('<row r="8"[^>]*>', '<row r="8" ht="40" customHeight="1">')),
    ("a lower row that still shows", "", _sheet('<row r="8"[^>]*>', '<row r="8" ht="12" customHeight="1">')),
    ("wider columns", "", _sheet(r'<col min="3" max="3" width="[\d.]+"', '<col min="3" max="3" width="33"')),
    (
        "narrower columns that still hold their figures",
        "",
        _sheet(r'<col min="3" max="3" width="[\d.]+"', '<col min="3" max="3" width="8"'),
    ),
    ("a view at 80 %", "", _sheet("<sheetView ", '<sheetView zoomScale="80" ')),
    ("a view of page breaks", "", _sheet("<sheetView ", '<sheetView view="pageBreakPreview" ')),
    ("with gridlines", "", _sheet('showGridLines="0"', 'showGridLines="1"')),
    (
        "frozen at the head",
        "",
        _sheet(
            '<sheetView showGridLines="0" workbookViewId="0">.*?</sheetView>',
            '<sheetView showGridLines="0" workbookViewId="0">'
            '<pane ySplit="2" topLeftCell="A3" state="frozen"/></sheetView>',
        ),
    ),
    ("calculated by hand", "", _part(WORKBOOK, "<calcPr", '<calcPr calcMode="manual"')),
    ("another sheet first in view", "", _part(WORKBOOK, "<workbookView ", '<workbookView activeTab="2" ')),
    (
        "a coloured tab",
        "",
        _sheet("<dimension", '<sheetPr><tabColor rgb="FF00FF00"/></sheetPr><dimension', REGISTER_SHEET),
    ),
    ("protection taken off, which is a note", "", _sheet("<sheetProtection[^>]*/>", "")),
)
COVERS: tuple[Case, ...] = (
    ("a merge at a total", f"V40 warning {TOTALS}!{LENT}", _merge("C8:C10")),
    ("a merge over labels", f"V16,V40 warning {TOTALS}", _merge("A7:A8")),
    (
        "a text box with a figure over a total",
        f"V40 error {TOTALS}!{LENT}",
        _drawn(anchored(box("999"), (7, 2), (7, 2))),
    ),
    (
        "a text box with words over a total",
        f"V40 warning {TOTALS}!{LENT}",
        _drawn(anchored(box("见附件"), (7, 2), (7, 2))),
    ),
    ("a picture over a total", f"V40 warning {TOTALS}!{LENT}", _drawn(anchored(PICTURE, (7, 2), (7, 2)))),
    (
        "a group of boxes over a total",
        f"V40 error {TOTALS}!{LENT}",
        _drawn(anchored(f"<xdr:grpSp>{box('8')}</xdr:grpSp>", (7, 2), (7, 2))),
    ),
    (
        "a text box among alternatives",
        f"V40 error {TOTALS}!{LENT}",
        _drawn(
            f'<mc:AlternateContent><mc:Choice Requires="a">{anchored(box("7"), (7, 2), (7, 2))}'
            "</mc:Choice></mc:AlternateContent>"
        ),
    ),
    (
        "a text box at a fixed place",
        f"V40 error {TOTALS}",
        _drawn(
            '<xdr:absoluteAnchor><xdr:pos x="0" y="0"/><xdr:ext cx="9000000" cy="3000000"/>'
            f"{box('5')}<xdr:clientData/></xdr:absoluteAnchor>"
        ),
    ),
    (
        "a text box of a size",
        f"V40 error {TOTALS}!{LENT}",
        _drawn(
            "<xdr:oneCellAnchor><xdr:from><xdr:col>2</xdr:col><xdr:row>7</xdr:row></xdr:from>"
            f'<xdr:ext cx="500000" cy="150000"/>{box("5")}<xdr:clientData/></xdr:oneCellAnchor>'
        ),
    ),
    (
        "a chart moved over its figures",
        f"V40 warning {CHARTS_SHEET}",
        _part("xl/drawings/drawing2.xml", r"<xdr:to><xdr:col>\d+</xdr:col>", "<xdr:to><xdr:col>16</xdr:col>"),
    ),
)
SILENT_COVERS: tuple[Case, ...] = (
    ("a merge of blank cells", "", _merge("C20:D21")),
    ("a text box beside the table, which is a note", "", _drawn(anchored(box("审核"), (30, 2), (31, 3)))),
    ("a picture beside the table, which is a note", "", _drawn(anchored(PICTURE, (30, 2), (31, 3)))),
)
_WHITE_INK = '<font><color rgb="FFFFFFFF"/></font>'
_ANY = "<formula>1=1</formula>"
CONDITIONS: tuple[Case, ...] = (
    (
        "a condition that shows another figure",
        f"V41 error {TOTALS}!{LENT}",
        _rule("expression", _ANY, '<numFmt numFmtId="901" formatCode="&quot;999&quot;"/>'),
    ),
    (
        "one whose condition does not hold yet",
        f"V41 error {TOTALS}!{LENT}",
        _rule("expression", "<formula>1=2</formula>", '<numFmt numFmtId="901" formatCode="0,"/>'),
    ),
    ("a condition in white", f"V41 warning {TOTALS}!{LENT}", _rule("expression", _ANY, _WHITE_INK)),
    (
        "a condition in black on black",
        f"V41 warning {TOTALS}!{LENT}",
        _rule(
            "expression", _ANY, '<fill><patternFill patternType="solid"><bgColor rgb="FF000000"/></patternFill></fill>'
        ),
    ),
    (
        "a condition that hides labels",
        f"V41 error {TOTALS}!A8",
        _rule("expression", _ANY, '<numFmt numFmtId="901" formatCode=";;;"/>', "A8"),
    ),
    (
        "a condition that replaces a mark",
        f"V41 error {CONTROL_SHEET}!B2",
        _rule("expression", _ANY, '<numFmt numFmtId="901" formatCode="0;0;0;&quot;√&quot;"/>', "B2", CONTROL_SHEET),
    ),
    (
        "bars in the place of figures",
        f"V41 warning {TOTALS}!{LENT}",
        _rule(
            "dataBar", '<dataBar showValue="0"><cfvo type="min"/><cfvo type="max"/><color rgb="FF638EC6"/></dataBar>'
        ),
    ),
    (
        "icons in the place of figures",
        f"V41 warning {TOTALS}!{LENT}",
        _rule(
            "iconSet",
            '<iconSet iconSet="3Flags" showValue="0"><cfvo type="percent" val="0"/>'
            '<cfvo type="percent" val="33"/><cfvo type="percent" val="67"/></iconSet>',
        ),
    ),
    (
        "a scale of colours down to black",
        f"V41 warning {TOTALS}!{LENT}",
        _rule(
            "colorScale",
            '<colorScale><cfvo type="min"/><cfvo type="max"/>'
            '<color rgb="FF000000"/><color rgb="FFFFFFFF"/></colorScale>',
        ),
    ),
    (
        "bars of the newer kind in the place of figures",
        f"V41 warning {TOTALS}!{LENT}",
        _sheet(
            "</worksheet>",
            '<extLst><ext xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" '
            'uri="{78C0D931-6437-407d-A8EE-F0AAD7539E65}">'
            '<x14:conditionalFormattings><x14:conditionalFormatting xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main">'
            '<x14:cfRule type="dataBar" id="{1}"><x14:dataBar showValue="0"/></x14:cfRule>'
            f"<xm:sqref>{LENT}</xm:sqref></x14:conditionalFormatting></x14:conditionalFormattings></ext></extLst></worksheet>",
        ),
    ),
)
SILENT_CONDITIONS: tuple[Case, ...] = (
    ("a condition in bold red", "", _rule("expression", _ANY, '<font><b/><color rgb="FFC92A2A"/></font>')),
    (
        "a condition on yellow",
        "",
        _rule(
            "expression", _ANY, '<fill><patternFill patternType="solid"><bgColor rgb="FFFFFF00"/></patternFill></fill>'
        ),
    ),
    ("a condition with commas", "", _rule("expression", _ANY, '<numFmt numFmtId="901" formatCode="#,##0"/>')),
    (
        "bars beside the figures",
        "",
        _rule("dataBar", '<dataBar><cfvo type="min"/><cfvo type="max"/><color rgb="FF638EC6"/></dataBar>'),
    ),
    ("white on blank cells", "", _rule("expression", _ANY, _WHITE_INK, "C30:D31")),
    (
        "the merge's own conditions gone",
        "",
        lambda county: changed(
            county.book,
            part_of(county.book, CONTROL_SHEET),
            lambda xml: re.sub("<conditionalFormatting.*</conditionalFormatting>", "", xml, flags=re.DOTALL),
        ),
    ),
)


def _print_area(area: str) -> Change:
    names = f'<definedName name="_xlnm.Print_Area" localSheetId="1">\'{TOTALS}\'!{area}</definedName>'

    def change(county: SmallCounty) -> bytes:
        return changed(county.book, WORKBOOK, lambda xml: xml.replace("<definedNames>", f"<definedNames>{names}"))

    return change


PRINTS: tuple[Case, ...] = (
    ("a print area that cuts totals", f"V42 warning {TOTALS}", _print_area("$A$1:$B$7")),
    (
        "a print at a tenth of its size",
        f"V42 warning {LEDGER_SHEET}",
        _sheet(r'scale="\d+"', 'scale="10"', LEDGER_SHEET),
    ),
    ("another year at the head", f"V42 warning {TOTALS}", _sheet("2025", "2024")),
    ("no head and foot", f"V42 warning {TOTALS}", _sheet("<headerFooter>.*</headerFooter>", "")),
)
SILENT_PRINTS: tuple[Case, ...] = (
    ("a print area of everything", "", _print_area("$A$1:$AZ$60")),
    ("upright", "", _sheet('orientation="landscape"', 'orientation="portrait"', LEDGER_SHEET)),
    ("another paper", "", _sheet('paperSize="9"', 'paperSize="8"')),
    ("other margins", "", _sheet('<pageMargins left="0.5"', '<pageMargins left="0.3"')),
)
_LABEL = (
    '<c:dLbls><c:dLbl><c:idx val="0"/><c:tx><c:rich><a:bodyPr/><a:p><a:r><a:t>{}</a:t></a:r></a:p></c:rich></c:tx>'
    '<c:showVal val="1"/></c:dLbl>'
)
CHARTS: tuple[Case, ...] = (
    ("a typed figure as a label", f"V43 error {CHARTS_SHEET}", _part(CHART, "<c:dLbls>", _LABEL.format("999"))),
    ("typed words as a label", f"V43 error {CHARTS_SHEET}", _part(CHART, "<c:dLbls>", _LABEL.format("约一半"))),
    (
        "labels whose format is a figure",
        f"V43 error {CHARTS_SHEET}",
        _part(CHART, r'<c:dLbls><c:numFmt formatCode="[^"]*"', '<c:dLbls><c:numFmt formatCode="&quot;999&quot;"'),
    ),
    (
        "labels in thousands",
        f"V43 error {CHARTS_SHEET}",
        _part(CHART, r'<c:dLbls><c:numFmt formatCode="[^"]*"', '<c:dLbls><c:numFmt formatCode="0,"'),
    ),
    (
        "an axis whose format adds a digit",
        f"V43 error {CHARTS_SHEET}",
        _part(
            CHART,
            '<c:numFmt formatCode="General" sourceLinked="1"/>',
            '<c:numFmt formatCode="0&quot;0&quot;" sourceLinked="0"/>',
        ),
    ),
    (
        "another figure kept in the chart",
        f"V43 error {CHARTS_SHEET}",
        _part(CHART, r'(?<=<c:pt idx="0"><c:v>)\d+(?=</c:v>)', "9999"),
    ),
    (
        "another name kept in the chart",
        f"V43 error {CHARTS_SHEET}",
        _part(CHART, r'(?<=<c:pt idx="0"><c:v>)[A-C] 馆', "别的馆"),
    ),
    (
        "an axis that begins elsewhere",
        f"V43 warning {CHARTS_SHEET}",
        _part(CHART, '<c:min val="0"/>', '<c:min val="2000"/>'),
    ),
    (
        "a text over the chart",
        f"V43 error {CHARTS_SHEET}",
        lambda county: related(
            county.book,
            CHART,
            "chartUserShapes",
            "/xl/drawings/drawing8.xml",
            b'<c:userShapes xmlns:c="c" xmlns:a="a"><a:t>999</a:t></c:userShapes>',
        ),
    ),
    (
        "another title",
        f"V35,V43 error {CHARTS_SHEET}",
        _part(CHART, "<a:t>① 各馆借出</a:t>", "<a:t>① 各馆借出（9999）</a:t>"),
    ),
    ("a series of other cells", f"V35,V43 error {CHARTS_SHEET}", _part(CHART, r"\$O\$5:\$O\$7", "$O$6:$O$8")),
)
SILENT_CHARTS: tuple[Case, ...] = (
    ("nothing kept in the chart", "", _part(CHART, "<c:numCache>.*?</c:numCache>", "")),
    ("other colours of a chart", "", _part(CHART, 'srgbClr val="2F5D8A"', 'srgbClr val="2B8A3E"')),
    (
        "an axis that says nothing of nought",
        "",
        _part(CHART, '<c:min val="0"/>', ""),
    ),
    (
        "labels with commas",
        "",
        _part(CHART, r'<c:dLbls><c:numFmt formatCode="[^"]*"', '<c:dLbls><c:numFmt formatCode="#,##0"'),
    ),
)
_YES = '"是"'
FORMULAS: tuple[Case, ...] = (
    ("a quote inside a criterion", f"V07 error {TOTALS}", _sheet(_YES, '"\'是"')),
    ("a blank before a criterion", f"V07 error {TOTALS}", _sheet(_YES, '" 是"')),
    ("a blank behind a criterion", f"V07 error {TOTALS}", _sheet(_YES, '"是 "')),
    ("another criterion", f"V07 error {TOTALS}", _sheet(_YES, '"否"')),
    ("a criterion with a wildcard", f"V07 error {TOTALS}", _sheet(_YES, '"*"')),
    ("a shorter range", f"V07 error {TOTALS}", _sheet(r"\$G\$10", "$G$9")),
    ("a formula of another sheet", f"V07 error {TOTALS}", _sheet("'明细'!", "'核对'!")),
    ("a nought added", f"V07 error {TOTALS}", _sheet(f"{_YES}\\)</f>", f"{_YES})+0</f>")),
    ("an array formula of the same words", f"V07 error {TOTALS}", _sheet("<f>", '<f t="array" ref="C5">')),
    ("another operator", f"V07 error {TOTALS}", _sheet("&lt;&gt;本级", "本级")),
)
SILENT_FORMULAS: tuple[Case, ...] = (
    ("blanks between arguments", "", _sheet(f",{_YES}", f", {_YES}")),
    ("sheets' names without quotes", "", _sheet("'明细'!", "明细!")),
)


def _ledger_row(county: SmallCounty, change: Callable[[str], str]) -> bytes:
    """Change the XML of the ledger's last row."""
    part = part_of(county.book, LEDGER_SHEET)

    def whole(xml: str) -> str:
        start = xml.index('<row r="10"')
        end = xml.index("</row>", start) + 6
        return xml[:start] + change(xml[start:end]) + xml[end:]

    return changed(county.book, part, whole)


def _moved(row: str) -> str:
    return re.sub(r'r="([A-Z]*)10"', r'r="\g<1>13"', row)


def _without_result(county: SmallCounty) -> bytes:
    change = re.compile(rf'(<c r="{LENT}"[^>]*>(?:<f>[^<]*</f>))<v>[^<]*</v>')
    return changed(county.book, part_of(county.book, TOTALS), lambda xml: change.sub(r"\1", xml))


CELLS: tuple[Case, ...] = (
    (
        "a cell that is there twice",
        f"V37 error {LEDGER_SHEET}!I8",
        _sheet('(<c r="I8"[^>]*>)', '<c r="I8"><v>56</v></c><c r="I8" s="19">', LEDGER_SHEET),
    ),
    (
        "a total that is there twice",
        f"V07,V37 error {TOTALS}!{LENT}",
        _sheet('<c r="D8"', f'<c r="{LENT}"><v>9</v></c><c r="D8"'),
    ),
    (
        "a row that is there twice",
        f"V37 error {LEDGER_SHEET}!A10",
        lambda county: _ledger_row(county, lambda row: row + '<row r="10"></row>'),
    ),
    ("a cell in another's row", f"V37 error {TOTALS}!Z10", _sheet('(?=</row><row r="8")', '<c r="Z10"/>')),
    (
        "a second table of cells",
        f"V37 error {TOTALS}!A1",
        _sheet("</sheetData>", "</sheetData><sheetData></sheetData>"),
    ),
    ("a second value in a cell", f"V37 error {TOTALS}!{LENT}", _sheet(f'<c r="{LENT}"', f'<c vm="1" r="{LENT}"')),
    (
        "cells among alternatives",
        f"V37 error {TOTALS}!A1",
        _sheet(
            "</sheetData>",
            '</sheetData><mc:AlternateContent xmlns:mc="m"><mc:Fallback>'
            '<c r="C8"><v>1</v></c></mc:Fallback></mc:AlternateContent>',
        ),
    ),
    ("a unit's row below the formulas", f"V45 error {LEDGER_SHEET}!A13", lambda county: _ledger_row(county, _moved)),
    (
        "a figure typed over",
        f"V06 error {LEDGER_SHEET}!F8",
        _sheet('(<c r="F8"[^>]*><v>)1<', '<c r="F8"><v>77<', LEDGER_SHEET),
    ),
    (
        "a stored result typed over",
        f"V08 error {TOTALS}!{LENT}",
        _sheet("(?<=</f><v>)4944(?=</v>)", "4945"),
    ),
    ("the result of one formula gone", "V12 warning", _without_result),
    (
        "a sum in sight typed over",
        f"V07 error {LEDGER_SHEET}!{IN_SIGHT}",
        _sheet(r"<f>SUBTOTAL\(109,F8:F10\)</f>", "", LEDGER_SHEET),
    ),
    (
        "a sum in sight that shows another result",
        f"V08 error {LEDGER_SHEET}!{IN_SIGHT}",
        _sheet(r"(?<=<f>SUBTOTAL\(109,F8:F10\)</f><v>)12(?=</v>)", "99", LEDGER_SHEET),
    ),
    (
        "a sum in sight of hidden rows too",
        f"V07 error {LEDGER_SHEET}!{IN_SIGHT}",
        _sheet(r"SUBTOTAL\(109,F8", "SUBTOTAL(9,F8", LEDGER_SHEET),
    ),
)


SILENT_CELLS: tuple[Case, ...] = (
    ("a number with a point", "", _sheet("(?<=<v>)1644(?=</v>)", "1644.0", LEDGER_SHEET)),
    ("a number with an exponent", "", _sheet("(?<=<v>)1644(?=</v>)", "1.644E3", LEDGER_SHEET)),
    ("blank cells beside", "", _sheet("</sheetData>", '<row r="50"><c r="B50"/></row></sheetData>')),
)
_EXTERNAL = b'<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
ATTACHED: tuple[Case, ...] = (
    (
        "an external link",
        "V44 warning",
        _attached(WORKBOOK, "externalLink", "externalLinks/externalLink1.xml", _EXTERNAL),
    ),
    ("macros", "V44 error", _attached(WORKBOOK, "vbaProject", "vbaProject.bin")),
    ("a macro sheet", "V44 error", _attached(WORKBOOK, "xlMacrosheet", "macrosheets/sheet1.xml", b"<x/>")),
    ("buttons of its own", "V44 error", _attached("", "extensibility", "customUI/customUI.xml", b"<x/>")),
    ("a data connection", "V44 warning", _attached(WORKBOOK, "connections", "connections.xml", b"<x/>")),
    ("an embedded object", f"V44 warning {TOTALS}", _attached(TOTALS, "oleObject", "../embeddings/oleObject1.bin")),
    ("a control", f"V44 warning {TOTALS}", _attached(TOTALS, "ctrlProp", "../ctrlProps/ctrlProp1.xml", b"<x/>")),
    ("a query", f"V44 warning {TOTALS}", _attached(TOTALS, "queryTable", "../queryTables/queryTable1.xml", b"<x/>")),
    (
        "a slicer",
        f"V44 warning {TOTALS}",
        _attached(TOTALS, "slicer", "../slicers/slicer1.xml", b"<x/>"),
    ),
    ("a picture behind the sheet", f"V44 warning {TOTALS}", _attached(TOTALS, "image", "../media/image1.png")),
    (
        "an add-in's pane",
        "V44 warning",
        _attached("", "webextensiontaskpanes", "xl/webextensions/taskpanes.xml", b"<x/>"),
    ),
)
_COMMENTS = (
    b'<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><authors><author>a</author></authors>'
    b'<commentList><comment ref="C8" authorId="0"><text><t>ok</t></text></comment></commentList></comments>'
)
SILENT_ATTACHED: tuple[Case, ...] = (
    ("a comment, which is a note", "", _attached(TOTALS, "comments", "../comments1.xml", _COMMENTS)),
    ("a thumbnail", "", _attached("", "thumbnail", "docProps/thumbnail.jpeg")),
    ("printer settings", "", _attached(TOTALS, "printerSettings", "../printerSettings/printerSettings1.bin")),
    ("another program's name", "", _part("docProps/app.xml", "<Application>[^<]*<", "<Application>WPS<")),
    ("somebody's name and day", "", _part("docProps/core.xml", "<dc:creator>[^<]*<", "<dc:creator>王某<")),
    ("a part for labels of data", "", _attached("", "customXml", "customXml/item1.xml", b"<x/>")),
)


def _second_workbook(county: SmallCounty) -> bytes:
    """Copy every part below xl to xl2, where a figure is another, and let the package lead there."""
    members = parts(county.book)
    copies = {f"xl2{name[2:]}": data for name, data in members.items() if name.startswith("xl/")}
    part = part_of(county.book, LEDGER_SHEET).replace("xl/", "xl2/")
    copies[part] = copies[part].replace(b"<v>1644</v>", b"<v>9644</v>")
    members["_rels/.rels"] = members["_rels/.rels"].replace(b'"xl/workbook.xml"', b'"xl2/workbook.xml"')
    types = members["[Content_Types].xml"].decode()
    more = re.sub("/xl/", "/xl2/", "".join(re.findall(r'<Override PartName="/xl/[^>]*>', types)))
    members["[Content_Types].xml"] = types.replace("</Types>", f"{more}</Types>").encode()
    return zipped(members | copies)


def _other_styles(county: SmallCounty) -> bytes:
    """Leave the styles where libraries look for them, and let the workbook lead to others that show another figure."""
    made = restyled(county.book, TOTALS, LENT, code='"999"')
    forged = parts(made)
    honest = parts(county.book)[STYLES].replace(
        b"</cellXfs>", b'<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellXfs>'
    )
    relations = forged["xl/_rels/workbook.xml.rels"].replace(b'"styles.xml"', b'"styles2.xml"')
    return zipped({**forged, STYLES: honest, "xl/styles2.xml": forged[STYLES], "xl/_rels/workbook.xml.rels": relations})


def _twice_in_the_zip(county: SmallCounty) -> bytes:
    out = io.BytesIO(county.book)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("XL/workbook.xml", b"<workbook/>")
    return out.getvalue()


def _unlisted(county: SmallCounty) -> bytes:
    """Put a part between the others that the directory does not name."""
    names = list(parts(county.book))
    out = io.BytesIO(zipped(parts(county.book)))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("xl/extra.xml", b"<x/>")
        archive.writestr("last.xml", b"<x/>")
        archive.filelist = [each for each in archive.filelist if each.filename in {*names, "last.xml"}]
        archive.NameToInfo.pop("xl/extra.xml")
    return out.getvalue()


CONTAINERS: tuple[Case, ...] = (
    ("a second workbook that is the one opened", "V06,V36 error", _second_workbook),
    (
        "a second workbook that nothing leads to",
        "V36 error",
        lambda county: put_part(county.book, "xl2/workbook.xml", parts(county.book)[WORKBOOK]),
    ),
    (
        "two workbooks that are both led to",
        "V36 error",
        _attached("", "officeDocument", "xl2/workbook.xml", b"<workbook/>"),
    ),
    (
        "a part that nothing leads to",
        "V36 warning",
        lambda county: put_part(county.book, "xl/worksheets/sheet99.xml", b"<worksheet/>"),
    ),
    ("styles under another name", f"V36,V38 error {TOTALS}!{LENT}", _other_styles),
    ("two parts of shared texts", "V01 error", _attached(WORKBOOK, "sharedStrings", "sharedStrings2.xml", b"<sst/>")),
    ("a part twice, but for its capitals", "V01 error", _twice_in_the_zip),
    ("a part that the directory does not list", "V01 error", _unlisted),
    ("something before the workbook", "V01 error", lambda county: b"MZ" + county.book),
    ("a document type", "V01 error", _part(CHART, r"\?>", "?><!DOCTYPE c [<!ENTITY x '9'>]>")),
    ("an unsafe name", "V01 error", lambda county: put_part(county.book, "../x.xml", b"<x/>")),
    ("no references at all", "V01 error", lambda county: remove_part(county.book, "_rels/.rels")),
    ("a part that is no XML", "V01 error", lambda county: put_part(county.book, CHART, b"<c")),
    (
        "two sheets of one name",
        "V19,V36 error",
        _part(WORKBOOK, "</sheets>", f'<sheet name="{LEDGER_SHEET}" sheetId="99" r:id="rId3"/></sheets>'),
    ),
)
SILENT_CONTAINERS: tuple[Case, ...] = (
    ("parts in another order", "", lambda county: zipped(dict(reversed(parts(county.book).items())))),
    (
        "references from the root",
        "",
        _part("xl/_rels/workbook.xml.rels", 'Target="styles.xml"', 'Target="/xl/styles.xml"'),
    ),
    ("packed in another way", "", lambda county: zipped(parts(county.book))),
)
OTHERS: tuple[Case, ...] = (
    (
        "a label typed over",
        f"V11,V16 error {TOTALS}",
        _part("xl/sharedStrings.xml", "<t>图书</t>", "<t>图书（册）</t>"),
    ),
    (
        "a sheet too many",
        "V19 warning",
        _part(WORKBOOK, "</sheets>", '<sheet name="附表" sheetId="99" r:id="rId5"/></sheets>'),
    ),
    ("a flag of another word", f"V08,V10 error {LEDGER_SHEET}!B8", lambda county: _flag(county, "不")),
)


def _flag(county: SmallCounty, word: str) -> bytes:
    cell = f'<c r="B8" t="inlineStr"><is><t>{word}</t></is></c>'
    return in_sheet(county.book, LEDGER_SHEET, r'<c r="B8"[^>]*><v>\d+</v></c>', cell)


TOLD: tuple[Case, ...] = (
        *FORMATS, *FONTS, *SIZES, *COVERS, *CONDITIONS, *PRINTS, *CHARTS,
        *FORMULAS, *CELLS, *ATTACHED, *CONTAINERS, *OTHERS,
)  # fmt: skip
SILENT: tuple[Case, ...] = (
    *SILENT_FORMATS, *SILENT_LOOKS, *SILENT_SIZES, *SILENT_COVERS, *SILENT_CONDITIONS, *SILENT_PRINTS, *SILENT_CHARTS,
    *SILENT_FORMULAS, *SILENT_CELLS, *SILENT_ATTACHED, *SILENT_CONTAINERS,
)  # fmt: skip
