"""A bundle proven as it lies there: list, workbook by its returns, pages, signatures. Changes nothing."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

from xlreport.bundles.examining import Examination, derived, enclosed_layout, examined, listing_of
from xlreport.bundles.listing import (
    CODE,
    LIST,
    SCALARS,
    SUMS,
    UNLISTED,
    BundleList,
    Contents,
    listed,
    packed,
    read_listing,
    sums_of,
)
from xlreport.bundles.signing import SIGNATURE, code_fits
from xlreport.checks import refused
from xlreport.errors import Refusal, XlreportError
from xlreport.escapes import visible_line
from xlreport.findings import Finding, Severity, found_by, ordered
from xlreport.forms import USUAL_FORM, load_form
from xlreport.language import Text, either, same, text_of
from xlreport.layout import Layout, plan
from xlreport.plain_records import dataclass
from xlreport.proof import Proof
from xlreport.proof.against_inbox import Track
from xlreport.reading.archives import open_archive
from xlreport.rules import rule
from xlreport.verdicts import DIFFERS, FITS, MISSING, PROOF_NAMES, PROVEN, UNCHECKED, UNSIGNED

_CODE_NAME = Text("批次密钥的防伪签名", "code by the round's key")
_SIGNATURE_NAME = Text("另附的签名", "detached signature")
Fits = Callable[[bytes, bytes], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleProof:
    """What was found of a bundle; `findings` has the proof's too."""

    sha256: str
    listing: BundleList | None
    proof: Proof
    findings: tuple[Finding, ...]
    code: str = UNSIGNED
    """what became of the code by the round's key: none, fits, differs, unchecked, missing"""
    signature: str = UNSIGNED
    """the same of the detached signature"""

    @property
    def state(self) -> str:
        """Give `proven` when nothing but notes was found, else `differs`."""
        heavy = any(finding.severity in {Severity.ERROR, Severity.WARNING} for finding in self.findings)
        return DIFFERS if heavy else PROVEN


def verify_bundle(
    path: Path,
    layout: Layout | None = None,
    *,
    key: bytes = b"",
    fits: Fits | None = None,
    signature: Path | None = None,
    track: Track = list,
) -> BundleProof:
    """Prove a bundle without unpacking it anywhere that stays; raises OSError where it cannot be read.

    `layout` is that of a form the auditor has, in place of the bundle's own. With the round's `key`, or with `fits`,
    which tells whether a signature is that of some bytes, a signature has to be there and to fit.
    """
    try:
        archive = open_archive(path)
        contents = dict(archive.files())
        listing = _listing(contents)
        own = layout or enclosed_layout(contents) or plan(load_form(USUAL_FORM))
    except Refusal as refusal:
        return _no_bundle(path, refused(refusal).message)
    except XlreportError as error:
        return _no_bundle(path, text_of(error.message))
    code, signed = _code(contents, key), _signature(path, archive.data, fits, signature)
    known = examined(contents, listing.workbook, own, track)
    findings = [
        *_files(contents, listing),
        *_signatures(code, signed),
        *([found_by(rule("B13"), found=own.form.id)] if layout is None and enclosed_layout(contents) else ()),
        *known.findings,
        *_written_anew(contents, listing, known, own),
        *([] if packed(contents) == archive.data else [found_by(rule("B06"))]),
    ]
    told_of = tuple(replace(each, file=each.file or path.name) for each in findings)
    return BundleProof(
        sha256=archive.sha256,
        listing=listing,
        proof=known.proof,
        findings=ordered((*told_of, *known.proof.findings)),
        code=code,
        signature=signed,
    )


def _no_bundle(path: Path, why: Text) -> BundleProof:
    finding = found_by(rule("B01"), why=why).within(path.name)
    return BundleProof(sha256="", listing=None, proof=Proof(findings=()), findings=(finding,))


def _listing(contents: Contents) -> BundleList:
    """Give the list, which names a workbook that is there; raises XlreportError."""
    listing = read_listing(contents.get(LIST, b""))
    if listing.workbook not in contents:
        raise XlreportError(f"{listing.workbook}: {either('包里没有', 'not in the bundle')}")
    return listing


def _files(contents: Contents, listing: BundleList) -> Iterator[Finding]:
    """Hold the files against the list."""
    found = {each.name: each for each in listed(contents)}
    wanted = {each.name: each for each in listing.files}
    for name in sorted(wanted.keys() - found.keys()):
        yield found_by(rule("B02"), file=name).within(name)
    for name in sorted(found.keys() - wanted.keys()):
        yield found_by(rule("B04"), file=name).within(name)
    for name in sorted(found.keys() & wanted.keys()):
        if found[name].sha256 != wanted[name].sha256:
            said = found_by(rule("B03"), found=found[name].sha256, expected=wanted[name].sha256, file=name)
            yield said.within(name)
        elif found[name].bytes != wanted[name].bytes:
            yield otherwise(_SIZE.filled(file=name), str(wanted[name].bytes), str(found[name].bytes))
    if len(wanted) != len(listing.files) or set(UNLISTED) & wanted.keys():
        yield otherwise(_FILES, str(len(listing.files)), str(len(found)))


def _written_anew(contents: Contents, listing: BundleList, known: Examination, layout: Layout) -> Iterator[Finding]:
    """Write list and pages anew out of the files, and compare."""
    here = version("xlreport")
    anew = listing_of(contents, listing.workbook, known, layout, listing.program)
    for name in SCALARS if anew else ():
        if getattr(listing, name) != getattr(anew, name):
            yield otherwise(LIST_WORDS[name], str(getattr(listing, name)), str(getattr(anew, name)))
    if anew and listing.left_out != anew.left_out:
        yield otherwise(_LEFT_OUT, str(len(listing.left_out)), str(len(anew.left_out)))
    pages = derived(listing.workbook, known, layout)
    if listing.program != here:
        yield found_by(rule("B12"), found=listing.program, expected=here)
        pages = {}
    for name, content in {**pages, SUMS: sums_of(contents)}.items():
        if contents.get(name) != content:
            yield found_by(rule("B07"), file=name).within(name)


_SIZE = Text("“{file}”的字节数", "the length of “{file}” in bytes")
_FILES = Text("所列文件的个数", "the number of files listed")
_LEFT_OUT = Text("未附文件的个数", "the number of files not enclosed")
LIST_WORDS = {
    "kind": Text("清单的种类", "the kind of list"),
    "version": Text("清单的版本", "the version of the list"),
    "program": Text("打包程序的版本", "the version that packed it"),
    "form": Text("表样", "the form"),
    "edition": Text("表样版本", "the form's edition"),
    "region": Text("地区", "the region"),
    "year": Text("年度", "the year"),
    "draft": Text("是否试汇总", "whether it is a trial consolidation"),
    "workbook": Text("汇总工作簿的名称", "the name of the consolidated workbook"),
    "fingerprint": Text("汇总指纹", "the fingerprint"),
    "state": Text("复核结论", "the result of the verification"),
    "units": Text("计入的单位数", "the number of units counted"),
    "numbers": Text("计入的数字个数", "the number of figures counted"),
}
_SAID = {
    "True": Text("是", "yes"),
    "False": Text("否", "no"),
    **PROOF_NAMES,
}
"""What the list holds for programs, as people read it."""


def otherwise(what: Text, found: str, expected: str) -> Finding:
    """B05, whose message has words for what the list holds for programs."""
    said, right = (_SAID.get(each, same(visible_line(each))) for each in (found, expected))
    return found_by(rule("B05"), what=what, found=found, expected=expected, said=said, right=right)


def _code(contents: Contents, key: bytes) -> str:
    if CODE not in contents:
        return MISSING if key else UNSIGNED
    if not key:
        return UNCHECKED
    return FITS if code_fits(contents[CODE], contents[LIST], key) else DIFFERS


def _signature(path: Path, content: bytes, fits: Fits | None, signature: Path | None) -> str:
    place = signature or path.with_name(path.name + SIGNATURE)
    if not place.is_file():
        return MISSING if fits or signature else UNSIGNED
    if fits is None:
        return UNCHECKED
    return FITS if fits(place.read_bytes(), content) else DIFFERS


_TOLD = {DIFFERS: "B08", MISSING: "B09", UNCHECKED: "B10"}


def _signatures(code: str, signature: str) -> Iterator[Finding]:
    for state, name in ((code, _CODE_NAME), (signature, _SIGNATURE_NAME)):
        if state in _TOLD:
            yield found_by(rule(_TOLD[state]), what=name)
