"""What an auditor takes along: a round in one .zip that proves itself, made, read and proven."""

from xlreport.bundles.bundle_proofs import bundle_data, show_bundle
from xlreport.bundles.making import Bundling, bundle
from xlreport.bundles.proving import BundleProof, verify_bundle
from xlreport.bundles.signing import Signer, read_public_key, read_signer

__all__ = [
    "BundleProof",
    "Bundling",
    "Signer",
    "bundle",
    "bundle_data",
    "read_public_key",
    "read_signer",
    "show_bundle",
    "verify_bundle",
]
