"""Workbooks for the reading tests: small packages written part by part, and changes to whole files' parts."""

import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'

Parts = dict[str, bytes | str]


def relationships(*links: tuple[str, str, str], office: str = _OFFICE) -> str:
    """A relationship part of id, type and target."""
    each = "".join(
        f'<Relationship Id="{key}" Type="{office}/{kind}" Target="{target}"/>' for key, kind, target in links
    )
    return f'{HEAD}<Relationships xmlns="{_PACKAGE}">{each}</Relationships>'


def worksheet(rows: str, *, after: str = "", before: str = "", namespace: str = MAIN) -> str:
    """A worksheet part around its rows."""
    return f'{HEAD}<worksheet xmlns="{namespace}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def strings(items: str, counts: str = "") -> str:
    """A shared strings part around its items."""
    return f'{HEAD}<sst xmlns="{MAIN}"{counts}>{items}</sst>'


def package(rows: str = '<row r="1"><c r="A1"><v>7</v></c></row>', **others: str) -> Parts:
    """The parts of a workbook of one sheet S; `others` replace parts: sheet, strings, workbook, styles."""
    return {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": relationships(("a", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": others.get("workbook") or workbook(),
        "xl/_rels/workbook.xml.rels": relationships(
            ("rId1", "worksheet", "worksheets/sheet1.xml"),
            ("rId2", "sharedStrings", "sharedStrings.xml"),
            ("rId3", "styles", "styles.xml"),
        ),
        "xl/worksheets/sheet1.xml": others.get("sheet") or worksheet(rows),
        "xl/sharedStrings.xml": others.get("strings") or strings("<si><t>零</t></si>"),
        "xl/styles.xml": others.get("styles")
        or f'{HEAD}<styleSheet xmlns="{MAIN}"><cellXfs><xf numFmtId="0"/></cellXfs></styleSheet>',
    }


def _content_types() -> str:
    kinds = {"workbook": "sheet.main", "worksheets/sheet1": "worksheet", "sharedStrings": "sharedStrings"}
    each = "".join(
        f'<Override PartName="/xl/{part}.xml" ContentType="{_KIND}.{kind}+xml"/>'
        for part, kind in (kinds | {"styles": "styles"}).items()
    )
    rels = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    return f'{HEAD}<Types xmlns="{_TYPES}">{rels}{each}</Types>'


def workbook(after: str = "", *, before: str = "", sheets: str = '<sheet name="S" sheetId="1" r:id="rId1"/>') -> str:
    """A workbook part around its list of sheets."""
    inner = f"{before}<sheets>{sheets}</sheets>{after}"
    return f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{_OFFICE}">{inner}</workbook>'


def strict(parts: Parts) -> Parts:
    """The same parts in the namespaces of Strict Open XML."""
    return {name: str(part).replace(MAIN, STRICT).replace(_OFFICE, _STRICT_OFFICE) for name, part in parts.items()}


def zipped(path: Path, parts: Mapping[str, bytes | str], *, method: int = zipfile.ZIP_DEFLATED) -> Path:
    """Write the parts as a zip file."""
    with zipfile.ZipFile(path, "w", method) as file:
        for name, part in parts.items():
            file.writestr(name, part)
    return path


def patched(source: Path, target: Path, **changes: Callable[[bytes], bytes]) -> Path:
    """Copy a zip file with some parts changed; a part is named by its file name without the suffix."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            change = changes.get(Path(name).name.partition(".")[0], bytes)
            new.writestr(name, change(old.read(name)))
    return target
