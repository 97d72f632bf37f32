"""What a consolidated workbook leads to beside its own sheets: macros, other files, data sources. Opens none of it."""

from collections.abc import Iterator

from xlreport.findings import Finding, Where, found_by
from xlreport.merging.proof.package import Package
from xlreport.rules import rule

_USUAL = frozenset({
    "officeDocument", "core-properties", "coreProperties", "extended-properties", "extendedProperties",
    "custom-properties", "customProperties", "worksheet", "theme", "styles", "sharedStrings", "drawing", "chart",
    "hyperlink", "calcChain", "chartStyle", "style", "chartColorStyle", "colors", "printerSettings", "thumbnail",
    "customXml", "customXmlProps", "person", "image", "chartUserShapes", "table", "sheetMetadata", "digital-signature",
})  # fmt: skip
"""Kinds of references that change nothing one sees, or that are looked at elsewhere."""
_REMARKS = frozenset({"comments", "threadedComment", "vmlDrawing"})
_MACROS = frozenset({"vbaProject", "xlMacrosheet", "xlIntlMacrosheet", "extensibility", "attachedToolbars"})
_FOLLOWING = frozenset({"externalLinkPath", "externalLinkLongPath", "xlExternalLinkPath", "pivotCacheRecords"})
"""What follows from something that is told already."""
_MOST_NAMED = 5


def attached(package: Package) -> Iterator[Finding]:
    """V44, V46: tell everything that a merge never attaches, at the sheet from which it is reached."""
    owners = {part: name for name, part in package.sheets.items()}
    for part in ("", *sorted(package.reached)):
        sheet = owners.get(part, "")
        others = [each for each in package.references(part) if each.kind not in _USUAL | _REMARKS | _FOLLOWING]
        for each in others:
            case = "macro" if each.kind in _MACROS else ""
            where = Where(sheet=sheet)
            yield found_by(rule("V44", case), where, found=each.kind, part=each.target, sheet=sheet or "工作簿")
        if sheet and (beside := [each for each in package.references(part) if each.kind == "image"]):
            yield found_by(rule("V44"), Where(sheet=sheet), found="image", part=beside[0].target, sheet=sheet)


def remarks(package: Package) -> Iterator[Finding]:
    """V46: name the sheets that bear comments, with the cells of the first of them."""
    for sheet, part in package.sheets.items():
        cells = [
            each.get("ref", "")
            for held in package.leads_to(part, "comments")
            for each in package.tree(held).iter("comment")
        ]
        if cells:
            named = "、".join(cells[:_MOST_NAMED])
            yield found_by(rule("V46"), Where(sheet=sheet, cell=cells[0]), sheet=sheet, found=named, count=len(cells))
