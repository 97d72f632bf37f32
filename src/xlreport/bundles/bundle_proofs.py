"""The proof of a bundle as plain data and in words: what was found, and the verdict."""

from dataclasses import replace
from typing import Any

from xlreport.bundles.proving import BundleProof
from xlreport.findings import Finding
from xlreport.language import Language, Text
from xlreport.outputs import data, proofs, terminal
from xlreport.verdicts import SIGNATURE_NAMES

_SIGNATURES = Text(
    "批次密钥的防伪签名：{code}；另附的签名：{signature}",
    "code by the round's key: {code}; detached signature: {signature}",
)


def bundle_data(proof: BundleProof, file: str, language: Language) -> dict[str, Any]:
    """Give the proof of a bundle as plain data."""
    listing = proof.listing
    return {
        "file": file,
        "sha256": proof.sha256,
        "state": proof.state,
        "code": proof.code,
        "signature": proof.signature,
        "program": listing.program if listing else "",
        "fingerprint": listing.fingerprint if listing else "",
        "region": listing.region if listing else "",
        "year": listing.year if listing else "",
        "files": len(listing.files) if listing else 0,
        "left_out": [{"file": each.file, "sha256": each.sha256} for each in listing.left_out] if listing else [],
        "units": proof.proof.units,
        "numbers": proof.proof.numbers,
        "findings": [data.located(each, language) for each in proof.findings],
    }


def show_bundle(out: terminal.Out, proof: BundleProof, name: str, language: Language) -> None:
    """Print what was found of a bundle, and the verdict."""
    terminal.show_findings(out, [_placed(each) for each in proof.findings], language, rest=terminal.BY_JSON)
    said = [f"{name}  {proofs.VERDICTS[proof.state][language]}"]
    if listing := proof.listing:
        counts = Text(
            "{units} 个单位、{numbers} 个数字、{files} 个文件", "{units} units, {numbers} numbers, {files} files"
        )
        said.append(
            counts.filled(units=proof.proof.units, numbers=proof.proof.numbers, files=len(listing.files))[language]
        )
        said.append(
            _SIGNATURES.filled(code=SIGNATURE_NAMES[proof.code], signature=SIGNATURE_NAMES[proof.signature])[language]
        )
        said.append(f"SHA-256 {proof.sha256}")
    out.print("  ".join(said), markup=False)


def _placed(finding: Finding) -> Finding:
    """Name the file in the finding's heading: each may speak of another one."""
    return replace(finding, sheet=" ".join(filter(None, (finding.file, finding.sheet))))
