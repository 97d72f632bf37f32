"""The shared strings of a workbook, and the `_x000D_` escapes of its texts. Changes no text otherwise."""

from xlreport.errors import Refusal
from xlreport.lazy import regex
from xlreport.reading.container import Container
from xlreport.reading.ooxml_xml import Routes, scan

MAX_STRINGS = 500_000
_ESCAPE = regex(r"_x([0-9A-Fa-f]{4})_")
_SURROGATE = regex("[\ud800-\udfff]")


def decoded(text: str) -> str:
    """Give a text with its `_xHHHH_` escapes resolved; half of a surrogate pair becomes U+FFFD."""
    if "_x" not in text:
        return text
    plain = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    if _SURROGATE.search(plain):
        plain = plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return plain


def shared_strings(container: Container, part: str) -> list[str]:
    """Read the texts in their order: rich text joined, phonetic guides left out; raises Refusal."""
    strings = _Strings(part)
    routes = Routes(
        roots=frozenset({"sst"}),
        starts={
            (2, "si"): strings.start_item,
            (3, "t"): strings.start_text,
            (3, "r"): strings.start_run,
            (3, "rPh"): strings.start_phonetic,
            (4, "t"): strings.start_text,
        },
        ends={
            (2, "si"): strings.end_item,
            (3, "t"): strings.end_text,
            (4, "t"): strings.end_run_text,
        },
        text=strings.pieces.append,
    )
    scan(container, part, routes)
    return strings.found


class _Strings:
    """Follows the parts of each string item."""

    def __init__(self, part: str) -> None:
        self.found: list[str] = []
        self.pieces: list[str] = []
        self._part = part
        self._texts: list[str] = []
        self._is_run = False

    def start_item(self, _attributes: dict[str, str]) -> None:
        self._texts = []

    def start_run(self, _attributes: dict[str, str]) -> None:
        self._is_run = True

    def start_phonetic(self, _attributes: dict[str, str]) -> None:
        self._is_run = False

    def start_text(self, _attributes: dict[str, str]) -> None:
        self.pieces.clear()

    def end_text(self) -> None:
        self._texts.append("".join(self.pieces))

    def end_run_text(self) -> None:
        if self._is_run:
            self.end_text()

    def end_item(self) -> None:
        if len(self.found) >= MAX_STRINGS:
            raise Refusal(code="I07", found=f"{self._part}: more than {MAX_STRINGS} strings")
        self.found.append(decoded("".join(self._texts)))
