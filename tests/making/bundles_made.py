"""A small round of a library, merged and bundled, and what somebody may do to the bundle before it is verified."""

import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from small_county import ROSTER, TEXT, UNITS, answered
from xlreport.bundles.listing import CODE, LIST, SUMS, packed, sums_of
from xlreport.layout import Layout
from xlreport.office.adding_up.consolidation import merge
from xlreport.office.round_folder import open_round

SETTINGS = 'region = "某县"\nyear = 2025\nform = "library"\n'
DECISIONS = """[[exclude]]
file = "通讯录.xlsx"
who = "李某"
why = "不是报送件"
on = 2026-02-02
"""
KEY = bytes(range(32))
WORKBOOK = "output/某县2025汇总.xlsx"
Files = dict[str, bytes]


def small_round(folder: Path) -> Layout:
    """A round with a form of its own, three units, a file left out by decision and a key; merged."""
    files = {
        "library/form.toml": TEXT,
        "xlreport.toml": SETTINGS,
        "roster.csv": ROSTER,
        "decisions.toml": DECISIONS,
        "round.key": KEY.hex() + "\n",
        "inbox/通讯录.xlsx": "电话",
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    layout = open_round(folder).layout
    for code, number in UNITS:
        (folder / "inbox" / f"{code} 馆.xlsx").write_bytes(answered(layout, code, number, KEY))
    merge([folder], None, layout)
    return layout


@dataclass(frozen=True, slots=True, kw_only=True)
class Tampering:
    """One manipulation: from a bundle's files to the bytes somebody hands on, and the rules that tell it."""

    done: Callable[[Files], bytes]
    told: tuple[str, ...]


def _with(name: str, content: bytes) -> Callable[[Files], bytes]:
    """Put other content under a name, and leave the list as it is."""
    return lambda files: packed({**files, name: content})


def _without(name: str) -> Callable[[Files], bytes]:
    return lambda files: packed({each: content for each, content in files.items() if each != name})


def _changed(name: str, old: bytes, new: bytes, *, hidden: bool = True) -> Callable[[Files], bytes]:
    """Change a file's words, and the list and the sums with them so that the bundle agrees with itself."""

    def done(files: Files) -> bytes:
        assert old in files[name], name
        changed = {**files, name: files[name].replace(old, new)}
        return packed(listed_anew(changed) if hidden else changed)

    return done


def listed_anew(files: Files) -> Files:
    """The files with a list and sums that fit them: what a forger without the key can do."""
    said = json.loads(files[LIST])
    said["files"] = [
        {"name": name, "sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
        for name, content in sorted(files.items())
        if name not in {LIST, SUMS, CODE}
    ]
    anew = {**files, LIST: (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode()}
    return {**anew, SUMS: sums_of(anew)}


def _said(**words: object) -> Callable[[Files], bytes]:
    """Have the list say otherwise."""

    def done(files: Files) -> bytes:
        said = {**json.loads(files[LIST]), **words}
        anew = {**files, LIST: (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode()}
        return packed({**anew, SUMS: sums_of(anew)})

    return done


def _swapped(files: Files) -> bytes:
    """Two returns change places, and the list goes along."""
    one, other = "inbox/A 馆.xlsx", "inbox/B 馆.xlsx"
    return packed(listed_anew({**files, one: files[other], other: files[one]}))


def _taken_out(name: str) -> Callable[[Files], bytes]:
    """A file is gone, and the list does not name it."""
    return lambda files: packed(listed_anew({each: said for each, said in files.items() if each != name}))


def _added(name: str, content: bytes) -> Callable[[Files], bytes]:
    return lambda files: packed(listed_anew({**files, name: content}))


def _other_return(files: Files) -> bytes:
    """A return with a figure more, in place of the one that was merged, listed as if it belonged there."""
    name = "inbox/C 馆.xlsx"
    return packed(listed_anew({**files, name: _inner(files[name], b"<v>7</v>", b"<v>8</v>")}))


def _other_figure(files: Files) -> bytes:
    """A figure of the consolidated workbook typed over, listed as if it belonged there."""
    return packed(listed_anew({**files, WORKBOOK: _inner(files[WORKBOOK], b"<v>2877</v>", b"<v>2878</v>")}))


def _inner(workbook: bytes, old: bytes, new: bytes) -> bytes:
    """A workbook with some bytes of its sheets changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as given, zipfile.ZipFile(out, "w") as made:
        parts = {name: given.read(name) for name in given.namelist()}
        assert any(old in part for name, part in parts.items() if "sheet" in name)
        for name, part in parts.items():
            made.writestr(name, part.replace(old, new) if "sheet" in name else part)
    return out.getvalue()


def _zipped(files: Mapping[str, bytes], *, comment: bytes = b"", names: Iterable[tuple[str, bytes]] = ()) -> bytes:
    """The same files as another program packs them."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (*files.items(), *names):
            archive.writestr(zipfile.ZipInfo(name, (2026, 3, 1, 8, 0, 0)), content)
        archive.comment = comment
    return out.getvalue()


def _twice(files: Files) -> bytes:
    """A second file of a name that is there; made by hand, as zipfile warns of it."""
    data = _zipped(files, names=[("inbox/A 馆.xlsy", files["inbox/B 馆.xlsx"])])
    return data.replace("A 馆.xlsy".encode(), "A 馆.xlsx".encode())


TAMPERINGS: dict[str, Tampering] = {
    "a return exchanged": Tampering(done=_with("inbox/A 馆.xlsx", b"PK"), told=("B03", "V21")),
    "the workbook exchanged": Tampering(done=_with(WORKBOOK, b"PK"), told=("B03", "V01", "B01")),
    "the roster exchanged": Tampering(done=_with("roster.csv", b"code"), told=("B03", "B11")),
    "the settings exchanged": Tampering(done=_with("xlreport.toml", b""), told=("B03", "B11")),
    "a page exchanged": Tampering(done=_with("output/问题.html", b"<p>"), told=("B03", "B07")),
    "the proof exchanged": Tampering(done=_with("proof/复核.txt", b"ok"), told=("B03", "B07")),
    "the note exchanged": Tampering(done=_with("说明.txt", b"ok"), told=("B03", "B07")),
    "the sums exchanged": Tampering(done=_with(SUMS, b""), told=("B07",)),
    "a return gone": Tampering(done=_without("inbox/B 馆.xlsx"), told=("B02", "V20")),
    "the workbook gone": Tampering(done=_without(WORKBOOK), told=("B01",)),
    "the decisions gone": Tampering(done=_without("decisions.toml"), told=("B02", "B11")),
    "the sums gone": Tampering(done=_without(SUMS), told=("B07",)),
    "the list gone": Tampering(done=_without(LIST), told=("B01",)),
    "the code gone": Tampering(done=_without(CODE), told=("B09",)),
    "the form gone": Tampering(done=_without("form/form.toml"), told=("B02",)),
    "a return added": Tampering(done=_with("inbox/D 馆.xlsx", b"PK"), told=("B04", "V24")),
    "a document added": Tampering(done=_with("说明（新）.docx", b"x"), told=("B04",)),
    "a figure of a return changed, and listed": Tampering(done=_other_return, told=("V21", "B08")),
    "a figure of the workbook changed, and listed": Tampering(done=_other_figure, told=("B01", "B08")),
    "two returns exchanged, and listed": Tampering(done=_swapped, told=("B08",)),
    "a return taken out of the list too": Tampering(done=_taken_out("inbox/C 馆.xlsx"), told=("V20", "B08")),
    "the decisions taken out of the list too": Tampering(done=_taken_out("decisions.toml"), told=("B11", "B08")),
    "a waiver added and listed": Tampering(done=_added("waivers.toml", b""), told=("B11", "B08")),
    "a return added and listed": Tampering(done=_added("inbox/D 馆.xlsx", b"PK"), told=("V24", "B08")),
    "a unit renamed in the roster, and listed": Tampering(
        done=_changed("roster.csv", "C 馆".encode(), "D 馆".encode()), told=("B11", "B08")
    ),
    "who decided, and listed": Tampering(
        done=_changed("decisions.toml", "李某".encode(), "王某".encode()), told=("B11", "B08")
    ),
    "the region of the settings, and listed": Tampering(
        done=_changed("xlreport.toml", "某县".encode(), "他县".encode()), told=("B11", "B08")
    ),
    "a relation of the form, and listed": Tampering(
        done=_changed("form/form.toml", b'severity = "error"', b'severity = "warning"'), told=("B11", "B08")
    ),
    "the verdict in the proof, and listed": Tampering(
        done=_changed("proof/verify.json", b'"numbers": ', b'"numbers": 1'), told=("B07", "B08")
    ),
    "a finding taken off the page, and listed": Tampering(
        done=_changed("output/问题.html", b"</html>", b"</html> "), told=("B07", "B08")
    ),
    "another year in the list": Tampering(done=_said(year="2024"), told=("B05", "B08")),
    "another fingerprint in the list": Tampering(done=_said(fingerprint="0" * 64), told=("B05", "B08")),
    "more units in the list": Tampering(done=_said(units=30), told=("B05", "B08")),
    "nothing left out in the list": Tampering(done=_said(left_out=[]), told=("B05", "B08")),
    "a list of another kind": Tampering(done=_said(kind="list"), told=("B01",)),
    "a list of a later version": Tampering(done=_said(version=2), told=("B01",)),
    "a number as text in the list": Tampering(done=_said(units="3"), told=("B01",)),
    "another program in the list": Tampering(done=_said(program="9.9"), told=("B12", "B08")),
    "packed again": Tampering(done=_zipped, told=("B06",)),
    "a comment on the zip": Tampering(done=lambda files: _zipped(files, comment=b"checked"), told=("B06",)),
    "bytes after the end": Tampering(done=lambda files: packed(files) + b"\0" * 9, told=("B01",)),
    "bytes before the beginning": Tampering(done=lambda files: b"MZ" + packed(files), told=("B01",)),
    "cut off": Tampering(done=lambda files: packed(files)[:-100], told=("B01",)),
    "one name twice": Tampering(done=_twice, told=("B01",)),
    "a way out of the folder": Tampering(done=lambda files: _zipped(files, names=[("../x.xlsx", b"")]), told=("B01",)),
    "the code of another list": Tampering(done=_with(CODE, b"hmac-sha256 " + b"0" * 64 + b"\n"), told=("B08",)),
    "the code as text": Tampering(done=_with(CODE, "校验".encode()), told=("B08",)),
}
