"""Whatever may be done to a bundle on its way: each manipulation is told, by the rules that name it."""

import zipfile
from pathlib import Path

import pytest

from bundles_made import KEY, TAMPERINGS, small_round
from xlreport.bundles import bundle, verify_bundle


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The files of a whole bundle by name."""
    folder = tmp_path_factory.mktemp("batch") / "round"
    small_round(folder)
    with zipfile.ZipFile(bundle(folder, folder.with_name("带走.zip")).output) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("name", TAMPERINGS)
def test_what_is_done_to_a_bundle_is_told(name: str, files: dict[str, bytes], tmp_path: Path) -> None:
    """Each manipulation is told by the rules that name it, by whoever has the round's key."""
    path, done = tmp_path / "收到.zip", TAMPERINGS[name]
    path.write_bytes(done.done(files))
    proof = verify_bundle(path, key=KEY)
    assert proof.state == "differs"
    assert set(done.told) <= {each.code for each in proof.findings}
    assert all(each.file for each in proof.findings)


def test_there_are_thirty_manipulations() -> None:
    """As many as were asked for, and more."""
    assert len(TAMPERINGS) > 30


def test_names_alone_tell_nothing(files: dict[str, bytes], tmp_path: Path) -> None:
    """Two returns that changed names hold what was merged: a note says which is which; only the key tells more."""
    path = tmp_path / "收到.zip"
    path.write_bytes(TAMPERINGS["two returns exchanged, and listed"].done(files))
    assert "V25" in {each.code for each in verify_bundle(path).findings}
