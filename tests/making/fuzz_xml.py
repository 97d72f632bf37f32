"""Random edits of a part's XML: elements and attributes lost, doubled, moved, nested or filled with hostile values."""

import re
from random import Random

from fuzz_package import bytes_edited, safe_parts
from patching import zipped

HOSTILE = (
    *("0", "-1", "1", "NaN", "INF", "-INF", "1e308", "-1E+308", "1E999", "1E-999", "1E99999999", "0x1F", "1_000", "١٢"),
    *("9" * 30, "9" * 5000, "4294967296", "18446744073709551616", "-2147483648", "2147483647", "1048577", "16385"),
    *("", " ", "true", "A1", "XFD1048576", "XFE1", "A0", "A1:XFD1048576", "ZZZZ99", "#REF!", "$A$1", "A1:A", "1:1"),
    *("x" * 70_000, "\u202e", "\ud7ff", "\U0001f600", "_x0000_", "_xD800_", "_x000D_", "=1+1", "{found}", "%s", "&#0;"),
    *("&#xD800;", "&#xFFFF;", "&lt;", "&amp;", "&undefined;", "\x01", "<", "]]>", "veryHidden", "rId1", "rId99999"),
    *(
        "../../../etc/passwd",
        "http://a.example/x",
        "/xl/workbook.xml",
        "file:///x",
        "s",
        "str",
        "d",
        "inlineStr",
        "shared",
    ),
    *(
        "SUM(A1:XFD1048576)",
        "(" * 2000,
        "A1" * 3000,
        "'",
        "''",
        "'x'!",
        "[0]x!A1",
        "1900-02-29",
        "99999-99-99T00:00:00Z",
    ),
)
_LONGEST = 4_000_000
_ATTRIBUTE = re.compile(r'\s([\w:]+)="([^"]*)"')
_ELEMENT = re.compile(r"<([\w:]+)(?:\s[^>]*)?(?:/>|>[^<]*</\1>)")
_OPENING = re.compile(r"<[\w:]+(?:\s[^>]*)?>")
_TEXT = re.compile(r">([^<]+)<")
_NAMESPACES = ("urn:x", "", "http://purl.oclc.org/ooxml/spreadsheetml/main", "http://www.w3.org/1999/xhtml")
_DOCTYPES = (
    '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>',
    '<!DOCTYPE a SYSTEM "file:///etc/passwd">',
    "<!DOCTYPE a>",
    "<!DOCTYPE",
)


def xml_edited(random: Random, book: bytes) -> bytes:
    """Edit the text of one part, one that holds cells or lists more often than the others."""
    members = safe_parts(book)
    names = [name for name, data in members.items() if 0 < len(data) < _LONGEST]
    if not names:
        return bytes_edited(random, book)
    core = [name for name in names if "sheet" in name or name.endswith(("workbook.xml", ".rels", "sharedStrings.xml"))]
    name = random.choice(core if core and random.random() < 0.7 else names)  # seven of ten
    text = members[name].decode("utf-8", "replace")
    changed = random.choice(_WAYS)(random, text)
    try:
        return zipped({each or "_": data for each, data in (members | {name: changed.encode()}).items()})
    except (UnicodeEncodeError, ValueError):
        return book


def _one(random: Random, pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """Choose one match from where a random place lets the search begin."""
    start = random.randrange(max(len(text), 1))
    return pattern.search(text, start) or pattern.search(text)


def _attribute_set(random: Random, text: str) -> str:
    found = _one(random, _ATTRIBUTE, text)
    if found is None:
        return text
    return text[: found.start(2)] + random.choice(HOSTILE).replace('"', "") + text[found.end(2) :]


def _attribute_lost(random: Random, text: str) -> str:
    found = _one(random, _ATTRIBUTE, text)
    return text[: found.start()] + text[found.end() :] if found else text


def _attribute_everywhere(random: Random, text: str) -> str:
    """Lose one kind of attribute, or give it one value, in the whole part."""
    found = _one(random, _ATTRIBUTE, text)
    if found is None:
        return text
    new = "" if random.random() < 0.5 else f' {found[1]}="{random.choice(HOSTILE[:40])[:200]}"'
    return re.sub(rf'\s{re.escape(found[1])}="[^"]*"', lambda _: new, text)


def _text_set(random: Random, text: str) -> str:
    found = _one(random, _TEXT, text)
    return text[: found.start(1)] + random.choice(HOSTILE) + text[found.end(1) :] if found else text


def _element_lost(random: Random, text: str) -> str:
    found = _one(random, _ELEMENT, text)
    return text[: found.start()] + text[found.end() :] if found else text


def _element_repeated(random: Random, text: str) -> str:
    found = _one(random, _ELEMENT, text)
    times = random.choice((1, 2, 2000))
    return text[: found.end()] + found[0] * times + text[found.end() :] if found else text


def _element_moved(random: Random, text: str) -> str:
    """Put one element behind another, wherever that is."""
    found = _one(random, _ELEMENT, text)
    if found is None:
        return text
    rest = text[: found.start()] + text[found.end() :]
    after = _one(random, _ELEMENT, rest)
    return rest[: after.end()] + found[0] + rest[after.end() :] if after else rest


def _element_renamed(random: Random, text: str) -> str:
    found = _one(random, _ELEMENT, text)
    new = random.choice(("c", "row", "f", "is", "t", "v", "sheet", "x:y", "r", "definedName", "si", "mergeCell"))
    return (
        text[: found.start()] + re.sub(rf"(</?){re.escape(found[1])}\b", rf"\1{new}", found[0]) + text[found.end() :]
        if found
        else text
    )


def _tag_lost(random: Random, text: str) -> str:
    found = _one(random, _OPENING, text)
    return text[: found.start()] + text[found.end() :] if found else text


def _nested(random: Random, text: str) -> str:
    """Wrap an element many times, in itself or in something strange."""
    found = _one(random, _ELEMENT, text)
    if found is None:
        return text
    depth, name = random.choice((3, 200, 20_000)), random.choice((found[1], "x", "is", "row"))
    return text[: found.start()] + f"<{name}>" * depth + found[0] + f"</{name}>" * depth + text[found.end() :]


def _namespace(random: Random, text: str) -> str:
    return re.sub(r'xmlns="[^"]*"', f'xmlns="{random.choice(_NAMESPACES)}"', text, count=1)


def _doctype(random: Random, text: str) -> str:
    return re.sub(r"(<\?xml[^>]*\?>)?", lambda m: (m[0] or "") + random.choice(_DOCTYPES), text, count=1)


def _many_attributes(random: Random, text: str) -> str:
    found = _one(random, _OPENING, text)
    if found is None or found[0].endswith("/>"):
        return text
    more = "".join(f' a{number}="1"' for number in range(random.choice((10, 3000))))
    return text[: found.end() - 1] + more + text[found.end() - 1 :]


_WAYS = (
    *(_attribute_set, _attribute_set, _attribute_set, _text_set, _text_set, _attribute_lost, _attribute_everywhere),
    *(_element_lost, _element_repeated, _element_moved, _element_renamed, _tag_lost, _nested, _namespace, _doctype),
    _many_attributes,
)
