"""A bundle made, carried elsewhere and proven; and everything that may be done to it on the way told."""

import base64
import hashlib
import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from urllib.parse import unquote

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from openpyxl import Workbook

from archives_made import packed, packed_in_gbk
from bundles_made import KEY, TAMPERINGS, WORKBOOK, small_round
from small_county import answered
from xlreport.bundles import bundle, read_public_key, read_signer, verify_bundle
from xlreport.bundles.listing import CODE, LIST, SUMS
from xlreport.errors import XlreportError
from xlreport.office.adding_up.consolidation import merge
from xlreport.office.adding_up.verification import verify
from xlreport.office.new_round import example_roster
from xlreport.office.round_folder import open_round
from xlreport.rounds import read_key
from xlreport.rules import every_worded

SM2_PRIVATE = (
    "MIGHAgEAMBMGByqGSM49AgEGCCqBHM9VAYItBG0wawIBAQQg/SDqUxCa+ZLsK2h9zTnkySJGtSqTEZ5C5MSEvwy9/SKhRANCAATB"
    "Yw/JmpC1KXamsgqKXVtME8KDiO+QHrmRnWudUYUEPbwCNIdpBjj8DaMxBC3OO4Jt/Y2/gSXM3aZPkrZptqo0"
)
SM2_PUBLIC = (
    "MFkwEwYHKoZIzj0CAQYIKoEcz1UBgi0DQgAEwWMPyZqQtSl2prIKil1bTBPCg4jvkB65kZ1rnVGFBD28AjSHaQY4/A2jMQQtzjuC"
    "bf2Nv4ElzN2mT5K2abaqNA=="
)
SM2_SIGNATURE = "MEUCIDitAMyX/d4E+6cwYdOSJD0BJsOonHZknLWTqlVBLXAmAiEApjp9/McZkmM5DVxqCjmToChYc2QWeSYQMqnfTrqEByo="
"""A pair of keys, and a signature over `hello` and a line break, all by OpenSSL 3.0."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The round that is bundled; its bundle lies beside it."""
    folder = tmp_path_factory.mktemp("batch") / "round"
    small_round(folder)
    done = bundle(folder, folder.with_name("带走.zip"))
    assert (done.written, done.with_code, done.findings) == (True, True, ())
    return folder


@pytest.fixture(scope="module")
def files(made: Path) -> dict[str, bytes]:
    """The bundle's files by name."""
    with zipfile.ZipFile(made.with_name("带走.zip")) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def codes(path: Path, key: bytes = b"") -> set[str]:
    """The rules that tell something of a bundle."""
    return {each.code for each in verify_bundle(path, key=key).findings}


def test_a_bundle_holds_what_the_merge_rests_on(files: dict[str, bytes]) -> None:
    """Workbook, registered returns, the office's files, the form, the pages; not the key, not what was left out."""
    assert set(files) == {
        *(WORKBOOK, "inbox/A 馆.xlsx", "inbox/B 馆.xlsx", "inbox/C 馆.xlsx"),
        *("xlreport.toml", "roster.csv", "decisions.toml", "form/form.toml"),
        *("output/问题.html", "proof/复核.txt", "proof/verify.json", "说明.txt"),
        *(LIST, SUMS, CODE),
    }
    assert "√ 复核一致  3 个单位" in files["proof/复核.txt"].decode()
    assert KEY.hex().encode() not in b"".join(files.values())


def test_the_same_round_gives_the_same_bytes(made: Path, tmp_path: Path) -> None:
    """Bundled again elsewhere, out of a copy with other times, it is the same file; an own one is replaced."""
    copy = tmp_path / "elsewhere"
    shutil.copytree(made, copy)
    again = bundle(copy, tmp_path / "again.zip")
    assert again.sha256 == hashlib.sha256(made.with_name("带走.zip").read_bytes()).hexdigest()
    assert bundle(copy, tmp_path / "again.zip").written


def test_a_bundle_is_proven_elsewhere(made: Path, tmp_path: Path) -> None:
    """Only the .zip, in another folder: proven, with notes on the enclosed form and the code nobody checked."""
    path = tmp_path / "收到.zip"
    shutil.copy(made.with_name("带走.zip"), path)
    proof = verify_bundle(path)
    assert (proof.state, proof.proof.units, proof.code, proof.signature) == ("proven", 3, "unchecked", "none")
    assert {(each.code, each.severity.value) for each in proof.findings} == {("B10", "note"), ("B13", "note")}
    with_key = verify_bundle(path, open_round(made).layout, key=read_key(made))
    assert (with_key.state, with_key.code, with_key.findings) == ("proven", "fits", ())
    assert list(tmp_path.iterdir()) == [path]


def test_links_lead_to_the_returns_when_it_is_unpacked(made: Path, tmp_path: Path) -> None:
    """Unpacked anywhere, each link of the workbook to a return is relative and leads to a file beside it.

    What the office left out by decision is told as missing there; the bundle itself says why.
    """
    with zipfile.ZipFile(made.with_name("带走.zip")) as archive:
        archive.extractall(tmp_path)  # made by this test
    with zipfile.ZipFile(tmp_path / WORKBOOK) as book:
        rels = "".join(book.read(name).decode() for name in book.namelist() if "/_rels/sheet" in name)
    for code in "ABC":
        target = f"..\\inbox\\{code}%20馆.xlsx"
        assert f'Target="{target}"' in rels
        assert (tmp_path / "output" / target.replace("%20", " ").replace("\\", "/")).is_file()
    proof = verify(tmp_path / WORKBOOK, [tmp_path / "inbox"], open_round(made).layout)
    assert [(each.code, each.file) for each in proof.findings] == [("V26", "通讯录.xlsx")]


def test_links_reach_what_came_in_an_archive(made: Path, tmp_path: Path) -> None:
    """Three returns in one .zip, one of them in a .zip of its own with a name in GBK: unpacked, each link arrives.

    A bundle verifies them all the same, and so does the unpacked workbook against the unpacked inbox.
    """
    copy = tmp_path / "round"
    shutil.copytree(made, copy)
    returns = {f"{code} 馆.xlsx": (copy / "inbox" / f"{code} 馆.xlsx").read_bytes() for code in "ABC"}
    for name in returns:
        (copy / "inbox" / name).unlink()
    inner = packed_in_gbk({"C 馆.xlsx": returns.pop("C 馆.xlsx")})
    (copy / "inbox" / "收件.ZIP").write_bytes(packed({**returns, "丙.zip": inner}))
    layout = open_round(copy).layout
    merge([copy], None, layout)
    assert bundle(copy, tmp_path / "b.zip").written
    assert verify_bundle(tmp_path / "b.zip").state == "proven"
    with zipfile.ZipFile(tmp_path / "b.zip") as archive:
        archive.extractall(tmp_path / "out")  # made by this test
    with zipfile.ZipFile(tmp_path / "out" / WORKBOOK) as book:
        rels = "".join(book.read(name).decode() for name in book.namelist() if "/_rels/sheet" in name)
    found = {unquote(each).replace("\\", "/") for each in re.findall(r'Target="(\.\.\\inbox\\[^"]*\.xlsx)"', rels)}
    assert {each for each in found if "通讯录" not in each} == {
        "../inbox/收件/A 馆.xlsx",
        "../inbox/收件/B 馆.xlsx",
        "../inbox/收件/丙/C 馆.xlsx",
    }
    assert all((tmp_path / "out" / "output" / each).is_file() for each in found if "通讯录" not in each)
    proof = verify(tmp_path / "out" / WORKBOOK, [tmp_path / "out" / "inbox"], layout)
    assert {each.code for each in proof.findings} <= {"V25", "V26"}


def test_another_rounds_key_does_not_fit(made: Path) -> None:
    """A code by another key is no code of this round."""
    assert "B08" in codes(made.with_name("带走.zip"), b"another key")


@pytest.mark.parametrize("name", ["the list gone", "the workbook gone"])
def test_what_is_no_bundle_is_told_in_one_language_at_a_time(
    files: dict[str, bytes], tmp_path: Path, name: str
) -> None:
    """The Chinese has no English after it in brackets, the English no Chinese before it but names of files."""
    made = TAMPERINGS[name].done(files)
    path = tmp_path / "变.zip"
    path.write_bytes(made)
    (found,) = verify_bundle(path).findings
    assert found.code == "B01"
    assert "(" not in found.message.zh
    assert "包里" not in found.message.en


def test_every_rule_of_bundles_is_told(made: Path, tmp_path: Path) -> None:
    """No rule about bundles exists without a test in which it speaks."""
    told = {code for each in TAMPERINGS.values() for code in each.told}
    assert told | {"B10", "B13", "B14"} >= {rule.code for rule in every_worded() if rule.stage == "bundle"}
    copy = tmp_path / "round"
    shutil.copytree(made, copy)
    (copy / "inbox" / "A 馆 新.xlsx").write_bytes(answered(open_round(copy).layout, "A", 9, KEY))
    done = bundle(copy, tmp_path / "b.zip")
    assert (done.written, [(each.code, each.file) for each in done.findings]) == (False, [("B14", "A 馆 新.xlsx")])
    assert not (tmp_path / "b.zip").exists()


def test_what_is_not_up_to_date_is_not_bundled(made: Path, tmp_path: Path) -> None:
    """A roster touched after the merge, a return gone: nothing is written until it is merged anew."""
    copy = tmp_path / "round"
    shutil.copytree(made, copy)
    with (copy / "roster.csv").open("a", encoding="utf-8") as roster:
        roster.write("D,D 馆,township,乡镇街道\n")
    done = bundle(copy, tmp_path / "b.zip")
    assert (done.written, [each.code for each in done.findings]) == (False, ["B11"])
    merge([copy], None, open_round(copy).layout)
    assert bundle(copy, tmp_path / "b.zip").written
    (copy / "inbox" / "B 馆.xlsx").unlink()
    done = bundle(copy, tmp_path / "c.zip")
    assert (done.written, [each.code for each in done.proof.findings]) == (False, ["V20"])


def test_of_two_rosters_the_one_that_counts_is_bundled(tmp_path: Path) -> None:
    """A new round has its example list as CSV beside the workbook: filled in there, that one is sealed and enclosed."""
    layout = small_round(tmp_path)
    listed = (tmp_path / "roster.csv").read_text(encoding="utf-8").splitlines()
    book = Workbook()
    for line in listed:
        book.worksheets[0].append(line.split(","))
    book.save(tmp_path / "roster.xlsx")
    (tmp_path / "roster.csv").write_bytes(example_roster(layout.form.units))
    assert bundle(tmp_path, tmp_path / "b.zip").written is False
    merge([tmp_path], None, layout)
    done = bundle(tmp_path, tmp_path / "b.zip")
    assert (done.written, done.findings) == (True, ())
    with zipfile.ZipFile(tmp_path / "b.zip") as archive:
        names = archive.namelist()
    assert [name for name in names if "roster." in name] == ["roster.xlsx"]


def test_a_round_without_a_merge_is_an_error(made: Path, tmp_path: Path) -> None:
    """There is nothing to bundle, and the message says what to do first."""
    copy = tmp_path / "round"
    shutil.copytree(made, copy)
    shutil.rmtree(copy / "output")
    with pytest.raises(XlreportError, match="merge first"):
        bundle(copy, tmp_path / "b.zip")


def keys(folder: Path, password: bytes = b"") -> tuple[Path, Path]:
    """A pair of Ed25519 keys as files."""
    key = ed25519.Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
    locked = BestAvailableEncryption(password) if password else NoEncryption()
    (folder / "key.pem").write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, locked))
    (folder / "pub.pem").write_bytes(key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    return folder / "key.pem", folder / "pub.pem"


def test_a_detached_signature_is_checked(made: Path, tmp_path: Path) -> None:
    """Signed with a locked key: fits by the public key, is told where a byte differs, is gone or nobody checks it."""
    private, public = keys(tmp_path, b"secret")
    path = tmp_path / "b.zip"
    done = bundle(made, path, signer=read_signer(private, lambda: "secret"))
    assert done.signature == tmp_path / "b.zip.sig"
    fits = read_public_key(public)
    assert verify_bundle(path, fits=fits).signature == "fits"
    assert verify_bundle(path).signature == "unchecked"
    other = tmp_path / "other.sig"
    other.write_bytes(bytes(64))
    wrong = verify_bundle(path, fits=fits, signature=other)
    assert (wrong.signature, wrong.state) == ("differs", "differs")
    (tmp_path / "b.zip.sig").unlink()
    gone = verify_bundle(path, fits=fits)
    assert (gone.signature, gone.state) == ("missing", "differs")
    assert any(each.code == "B09" for each in gone.findings)


def test_another_program_checks_the_signature_too(made: Path, tmp_path: Path) -> None:
    """The signature is raw Ed25519 over the file: openssl, where it is there, says the same."""
    if not (openssl := shutil.which("openssl")):
        pytest.skip("NOT PROVEN: openssl is not installed")
    private, public = keys(tmp_path)
    bundle(made, tmp_path / "b.zip", signer=read_signer(private, str))
    words = ["pkeyutl", "-verify", "-pubin", "-inkey", str(public), "-rawin"]
    words += ["-in", str(tmp_path / "b.zip"), "-sigfile", str(tmp_path / "b.zip.sig")]
    assert subprocess.run([openssl, *words], check=False, capture_output=True).returncode == 0


def sm2_keys(folder: Path) -> tuple[Path, Path]:
    """A pair of SM2 keys as OpenSSL wrote them."""
    for name, kind, body in (("key", "PRIVATE", SM2_PRIVATE), ("pub", "PUBLIC", SM2_PUBLIC)):
        pem = f"-----BEGIN {kind} KEY-----\n{body}\n-----END {kind} KEY-----\n"
        (folder / f"{name}.pem").write_text(pem, encoding="ascii")
    return folder / "key.pem", folder / "pub.pem"


def test_a_signature_by_sm2_is_checked(made: Path, tmp_path: Path) -> None:
    """One that OpenSSL made fits, and so does ours; another text, other bytes and a cut signature do not."""
    private, public = sm2_keys(tmp_path)
    signer, fits = read_signer(private, str), read_public_key(public)
    foreign = base64.b64decode(SM2_SIGNATURE)
    assert fits(foreign, b"hello\n")
    assert not fits(foreign, b"hello")
    assert not any(fits(foreign[:end], b"hello\n") for end in range(len(foreign)))
    assert fits(signer.signature(b"a"), b"a")
    path = tmp_path / "b.zip"
    bundle(made, path, signer=signer)
    assert verify_bundle(path, fits=fits).signature == "fits"
    (tmp_path / "b.zip.sig").write_bytes(foreign)
    assert verify_bundle(path, fits=fits).signature == "differs"


def test_openssl_checks_a_signature_by_sm2(tmp_path: Path) -> None:
    """What is signed here with an SM2 key is right for OpenSSL too, where it is there and knows the curve."""
    openssl = shutil.which("openssl")
    known = (
        openssl
        and b"SM2"
        in subprocess.run([openssl, "list", "-public-key-algorithms"], check=False, capture_output=True).stdout
    )
    if not known:
        pytest.skip("NOT PROVEN: openssl with SM2 is not installed")
    private, public = sm2_keys(tmp_path)
    for content, code in ((b"content", 0), (b"contents", 1)):
        (tmp_path / "file").write_bytes(content)
        (tmp_path / "file.sig").write_bytes(read_signer(private, str).signature(b"content"))
        words = ["pkeyutl", "-verify", "-pubin", "-inkey", str(public), "-rawin", "-digest", "sm3"]
        words += [
            "-pkeyopt",
            "distid:1234567812345678",
            "-in",
            str(tmp_path / "file"),
            "-sigfile",
            str(tmp_path / "file.sig"),
        ]
        assert subprocess.run([str(openssl), *words], check=False, capture_output=True).returncode == code


def test_a_point_beside_the_curve_is_no_key(tmp_path: Path) -> None:
    """A public key that no private one has is refused, not used."""
    _, public = sm2_keys(tmp_path)
    der = base64.b64decode(SM2_PUBLIC)
    for wrong in (der[:-1] + bytes([der[-1] ^ 1]), der[:-65] + b"\x05" + der[-64:]):
        body = base64.b64encode(wrong).decode()
        public.write_text(f"-----BEGIN PUBLIC KEY-----\n{body}\n-----END PUBLIC KEY-----\n", encoding="ascii")
        with pytest.raises(XlreportError, match="公钥"):
            read_public_key(public)


@pytest.mark.parametrize("end", [4, 20, 60, -4])
def test_an_sm2_key_that_is_cut_is_an_error(end: int, tmp_path: Path) -> None:
    """One line for the person, whichever byte is the last."""
    private, public = sm2_keys(tmp_path)
    for path, kind, body in ((private, "PRIVATE", SM2_PRIVATE), (public, "PUBLIC", SM2_PUBLIC)):
        path.write_text(f"-----BEGIN {kind} KEY-----\n{body[:end]}\n-----END {kind} KEY-----\n", encoding="ascii")
    with pytest.raises(XlreportError):
        read_signer(private, str)
    with pytest.raises(XlreportError):
        read_public_key(public)


def test_a_key_that_is_none_is_an_error(tmp_path: Path) -> None:
    """A wrong passphrase, a key of another kind, no key at all: one line for the person."""
    private, public = keys(tmp_path, b"secret")
    with pytest.raises(XlreportError, match="私钥"):
        read_signer(private, lambda: "wrong")
    other = ec.generate_private_key(ec.SECP256R1())
    (tmp_path / "ec.pem").write_bytes(other.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    with pytest.raises(XlreportError, match="Ed25519"):
        read_signer(tmp_path / "ec.pem", str)
    with pytest.raises(XlreportError, match="公钥"):
        read_public_key(private)
    with pytest.raises(XlreportError, match="cannot be read"):
        read_public_key(public.with_name("none.pem"))


def test_sums_are_those_that_other_programs_check(files: dict[str, bytes], tmp_path: Path) -> None:
    """`sha256sum -c SHA256SUMS`, where it is there, agrees in the unpacked bundle."""
    if not (program := shutil.which("sha256sum")):
        pytest.skip("NOT PROVEN: sha256sum is not installed")
    with zipfile.ZipFile(io.BytesIO(TAMPERINGS["packed again"].done(files))) as archive:
        archive.extractall(tmp_path)  # made by this test
    done = subprocess.run([program, "-c", SUMS], cwd=tmp_path, check=False, capture_output=True)
    assert done.returncode == 0
